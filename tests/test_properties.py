"""What holds whatever the articles: nothing is raised, spans print their text, the order of input is no matter."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from factcheck.model import BOUNDS, DISCREPANCY_COLUMNS, KINDS, LEVELS, VERDICTS, Article, Published
from factcheck.pipeline import check_articles, extract_articles, read_rules

# Pieces of news, and pieces that break what reads it.
PIECES = st.sampled_from(
    (
        "More than 86,000 Ukrainian soldiers have been trained",
        "About 80,000 troops were trained by the mission",
        "Ellen Brightwater, the mayor of Harlow, said",
        "Defence Minister Hanno Pevkurs told reporters on Friday",
        "“We will not wait any longer for the others to decide,” she said",
        '"We will not wait any more for the others to decide", Mr Halloway wrote on Telegram',
        "the fund of €150 billion ($172 billion)",
        "rose 5% to 3.2 million from 40",
        "three women and two men were killed on Tuesday, June 31",
        "Smith, 42, of Harlow, was injured on 2026-02-30",
        "attfinishance at the defence ministry",
        "between 5 and 10 per cent of the 40 passengers",
        "HARLOW, May 3 (Reuters) —",
        "# Five Dead, 20 Hurt in Crash",
        "according to a statement by the U.N.",
        "“", "”", '"', "'", "(", ")", "[", "—", "\u200b", "\u202e", "\ufeff", "\x00", "\r\n", "\n\n", "\n", "\t", "\xa0",
        "=1+1", "10,000,000,000,000,000,000,000", "1/0", "-0", "½", "٣", "x" * 400, "½½½", "$", "%", "$$$5bn%%",
        "e\u0301", "\U0001f600",
        "I" * 60, "9" * 400, "1,1,1,1,1,1,1", "3-3-3-3-3-3",
    )
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, min_size=1, max_size=14).map(" ".join),
    st.lists(PIECES, min_size=1, max_size=8).map("".join),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120),
)
DAYS = st.sampled_from(("", "2026-02-01", "2026-02-02", "2026-03-01", "1066-10-14", "9999-12-31"))
ARTICLES = st.lists(
    st.tuples(TEXTS, DAYS, st.sampled_from(("", "The Courier", "Post; Gazette"))), min_size=1, max_size=4
)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def made(drawn) -> list[Article]:
    return [
        Article(
            id=f"{place}.txt", text=text, outlet=outlet, published=Published(day, day, "sidecar" if day else "unknown")
        )
        for place, (text, day, outlet) in enumerate(drawn)
    ]


@pytest.fixture(scope="module")
def rules():
    return read_rules()


@FEW
@given(ARTICLES)
def test_every_claim_prints_its_text_and_keeps_to_the_columns(drawn):
    articles = made(drawn)
    dated, claims = extract_articles(articles)
    texts = {article.id: article.text for article in articles}
    assert [article.id for article in dated] == [article.id for article in articles]
    assert claims["claim_id"].is_unique
    for claim in claims.to_dict("records"):
        text = texts[claim["article"]]
        assert 0 <= claim["start"] < claim["end"] <= len(text)
        assert text[claim["start"] : claim["end"]] == claim["text"]
        assert claim["text"] in claim["sentence"] or claim["kind"] != "quantity"
        assert claim["kind"] in KINDS
        assert claim["bound"] in ("", *BOUNDS)
        assert 0 <= claim["confidence"] <= 1
        assert not claim["low"] > claim["high"]
        for day in (claim["as_of_start"], claim["as_of_end"]):
            assert not day or date.fromisoformat(day)
        if claim["as_of_start"] and claim["as_of_end"]:
            assert claim["as_of_start"] <= claim["as_of_end"]


@FEW
@given(ARTICLES, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_is_no_matter(rules, drawn, draw: random.Random):
    articles = made(drawn)
    shuffled = draw.sample(articles, len(articles))
    first, second = (check_articles(some, rules=rules).discrepancies for some in (articles, shuffled))
    assert list(first.columns) == list(DISCREPANCY_COLUMNS)
    assert first.to_csv(index=False) == second.to_csv(index=False)
    assert first["discrepancy_id"].is_unique
    assert set(first["level"]) <= set(LEVELS)
    assert set(first["verdict"]) <= set(VERDICTS)


@FEW
@given(TEXTS, DAYS)
@example("More than 86,000 soldiers have been trained About 80,000 troops were trained by the mission", "")
def test_an_article_agrees_with_itself(rules, text, day):
    """Printed by two outlets on one day it gives no disagreement but those that it has alone."""
    article = made([(text, day, "The Courier")])[0]
    copy = replace(article, id="copy.txt", outlet="The Gazette")
    rows = check_articles([article, copy], rules=rules).discrepancies
    alone = check_articles([article], rules=rules).discrepancies
    assert sorted(rows["rule"].unique()) == sorted(alone["rule"].unique())
