"""Two wordings of one quotation: what is no difference, what is a note and what is a warning."""

import pytest

from factcheck.model import Article, Published
from factcheck.pipeline import check_articles, read_rules

SAID = "We will rebuild every house in the valley before the winter comes to our town"
RULES = read_rules()

CASES = [
    ("every house in the valley", "every home in the valley", "warning", "another noun"),
    ("We will rebuild", "We will not rebuild", "warning", "a negation"),
    ("We will rebuild", "We must rebuild", "warning", "another modal"),
    ("every house", "every other house", "warning", "an adjective put in"),
    ("every house", "300 of the houses", "warning", "a number"),
    ("the winter comes", "the winter came", "warning", "another tense"),
    ("in the valley", "in the Harwick valley", "warning", "a name"),
    ("every house in", "every house or barn in", "warning", "two things for one"),
    ("in the valley", "of the valley", "note", "a preposition"),
    ("before the winter", "before winter", "note", "an article"),
    ("every house", "really every house", "note", "an intensifier"),
    ("to our town", "to our towns", "note", "a plural"),
    ("We will", "We would", "note", "the tense of an auxiliary that the clause allows"),
    ("We will rebuild", "We’ll rebuild", "", "a contraction"),
    ("We will rebuild", "We, we will rebuild", "", "a false start"),
    ("before the winter", "’til the winter", "warning", "another conjunction"),
    ("every house", "every [damaged] house", "", "the newsroom's insertion"),
]


@pytest.mark.parametrize(("old", "new", "level", "why"), CASES, ids=[case[3] for case in CASES])
def test_level(old, new, level, why):
    assert old in SAID
    articles = [
        Article(
            name, f"“{said},” said Anna Lund.", outlet=name, title="Lund promises to rebuild the valley", published=DAY
        )
        for name, said in (("Courier", SAID), ("Coast", SAID.replace(old, new)))
    ]
    rows = check_articles(articles, rules=RULES).discrepancies
    assert list(rows.loc[rows["rule"] == "quotation-altered", "level"]) == ([level] if level else [])


DAY = Published("2024-05-07", "2024-05-07", "sidecar")
