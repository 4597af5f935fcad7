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


def test_two_cuts_of_one_speech():
    """The end of the one is the beginning of the other: what both print is compared."""
    shared = "we owe the people of this valley an answer, and {} will give it to them before the summer is over"
    texts = (
        f"“I have been mayor for nine years. Nobody asked for this flood, but {shared.format('the council')},” said Anna Lund.",
        f"“{shared.format('the county').capitalize()}. Ask me again in May. I shall be here on that day too,” said Anna Lund.",
    )
    articles = [
        Article(n, t, outlet=n, title="Lund on the flood", published=DAY) for n, t in zip("ab", texts, strict=True)
    ]
    rows = check_articles(articles, rules=RULES).discrepancies
    rows = rows[rows["rule"] == "quotation-altered"]
    assert list(rows["message"]) == ["One quotation is printed in two wordings: “council” against “county”."]


DAY = Published("2024-05-07", "2024-05-07", "sidecar")
