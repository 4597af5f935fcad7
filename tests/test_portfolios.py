"""Which titles of one person name two portfolios, or an office and its deputy's."""

import pytest

from factcheck.model import Article, Published
from factcheck.normalise.offices import office_key
from factcheck.normalise.portfolios import clash_of_titles, read_title
from factcheck.pipeline import check_articles, read_rules

TITLES = [
    ("health minister", "finance minister", True, "two portfolios"),
    ("minister for health", "finance minister", True, "behind for"),
    ("energy secretary", "health secretary", True, "secretaries of Britain"),
    ("minister for health and sport", "sports minister", False, "one of two is shared"),
    ("immigration minister", "border security minister", False, "one ministry"),
    ("shadow health minister", "finance minister", False, "of the opposition and of the government"),
    ("press secretary", "health secretary", False, "no portfolio"),
    ("secretary of state", "health secretary", False, "no portfolio is told"),
    ("former health minister", "finance minister", False, "an office of the past"),
    ("health commissioner", "finance minister", False, "two kinds of office"),
    ("chief medical officer", "chief veterinary officer", True, "two officers"),
    ("chief executive", "chief executive officer", False, "one office"),
    ("chief medical officer", "chief scout", False, "no officer"),
    ("governor", "deputy governor", True, "an office and its deputy's"),
    ("governor", "deputy mayor", False, "the deputy of another office"),
    ("sheriff", "deputy sheriff", False, "deputies are called so"),
]


@pytest.mark.parametrize(("one", "two", "expected", "why"), TITLES, ids=[case[-1] for case in TITLES])
def test_clash_of_titles(one, two, expected, why):
    left, right = office_key(one, ""), office_key(two, "Malta")
    assert clash_of_titles(left, right) == clash_of_titles(right, left) == expected


def test_a_title_taken_apart_is_read_with_its_body():
    assert read_title("minister@Health") == ("minister", frozenset(), frozenset({"health"}))


RULES = [rule for rule in read_rules() if rule.id == "person-two-offices"]
FIRE = "A fire destroyed a bakery in Velden on Monday."


def rows_of(*texts):
    articles = [
        Article(
            f"{number}.txt",
            f"{FIRE} {text}",
            outlet=f"Outlet {number}",
            published=Published("2024-05-07", "2024-05-07"),
        )
        for number, text in enumerate(texts)
    ]
    rows = check_articles(articles, rules=RULES).discrepancies
    return [(row["level"], row["message"]) for row in rows.to_dict("records")]


ROWS = [
    (
        ("Health minister Anna Lund visited the bakery.", "Finance minister Anna Lund visited the bakery."),
        [("warning", "Anna Lund is given two offices: Finance minister against Health minister.")],
        "two portfolios",
    ),
    (
        ("Governor Anna Lund visited the bakery.", "Deputy governor Anna Lund visited the bakery."),
        [("warning", "Anna Lund is given two offices: Deputy governor against Governor.")],
        "a deputy",
    ),
    (
        ("Prime minister Anna Lund visited the bakery.", "Foreign minister Anna Lund visited the bakery."),
        [("note", "Anna Lund is given two offices: Foreign minister against Prime minister.")],
        "a head of government may hold a portfolio",
    ),
    (
        (
            "Health minister Anna Lund visited the bakery.",
            "Finance minister Anna Lund visited the bakery. Lund was not there for the health and finance ministry, Lund said.",
        ),
        [],
        "the other article tells of both",
    ),
    (
        ("Health minister Anna Lund visited the bakery.", "Anna Lund, appointed finance minister, visited the bakery."),
        [],
        "a change of office",
    ),
]


@pytest.mark.parametrize(("texts", "expected", "why"), ROWS, ids=[case[-1] for case in ROWS])
def test_rows(texts, expected, why):
    assert rows_of(*texts) == expected
