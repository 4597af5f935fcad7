"""Every rule's examples: what it says is flagged has a row of that rule, what it says passes has none."""

from pathlib import Path

import pytest

from factcheck.model import Article, Published
from factcheck.pipeline import check_articles, read_rules

RULES = read_rules()
CASES = [
    pytest.param(rule, example, side, id=f"{rule.id}-{side}-{number}")
    for rule in RULES
    for side in ("flagged", "passes")
    for number, example in enumerate(getattr(rule, side))
]


def to_articles(example):
    return [
        Article(
            id=f"{number}.txt",
            text=article.text,
            outlet=article.outlet,
            title=article.title,
            published=to_published(article.published),
        )
        for number, article in enumerate(example.articles)
    ]


def to_published(text):
    start, _, end = str(text).partition("/")
    return Published(start, end or start, "sidecar") if start else Published()


@pytest.mark.parametrize(("rule", "example", "side"), CASES)
def test_example(rule, example, side):
    rows = check_articles(to_articles(example), rules=RULES).discrepancies
    own = rows[rows["rule"] == rule.id]
    if side == "passes":
        assert own.empty, own[["message", "why_matched"]].to_dict("records")
        return
    assert len(own), rows[["rule", "message"]].to_dict("records")
    for end in ("left", "right"):
        wanted = getattr(example, end)
        if wanted:
            assert wanted in set(own[f"{end}_text"])


def test_every_rule_has_a_name_of_its_own():
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_rules_are_data():
    folder = Path(__file__).parent.parent / "rules"
    assert not [path for path in folder.rglob("*") if path.suffix == ".py"]
