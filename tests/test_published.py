"""When an article came out, told by its own text."""

from __future__ import annotations

import pytest

from factcheck.extract.date import infer_published
from factcheck.language.blocks import parse_articles
from factcheck.language.pipeline import load_pipeline
from factcheck.model import Article, Published
from factcheck.normalise.published import Evidence, month_after, weigh
from factcheck.normalise.time import UNKNOWN, Interval

BODY = "\nThe council met in the town hall and voted for the new bridge.\n"


def infer(text: str) -> Published:
    return infer_published(next(parse_articles([Article("a.txt", text)], load_pipeline())))


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (
            "New bridge\nPublished March 4, 2025\n" + BODY,
            Published("2025-03-04", "2025-03-04", "dateline", "March 4, 2025"),
            "a stamp",
        ),
        (
            "OSLO, March 4, 2025 (Reuters) - The council voted for the new bridge on Tuesday.",
            Published("2025-03-04", "2025-03-04", "dateline", "March 4, 2025"),
            "a dateline with its year",
        ),
        (
            "(Mar 4, 2025  5:56 PM CDT) The council voted for the new bridge on Tuesday.",
            Published("2025-03-04", "2025-03-04", "dateline", "Mar 4, 2025  5:56 PM CDT"),
            "a stamp in brackets before the first sentence",
        ),
        (
            "The army had trained more than 500 pilots as of January 2026, the ministry reported last month.",
            Published("2026-02-01", "2026-02-28", "inferred", "as of January 2026, the ministry reported last month"),
            "what was so in January was reported last month",
        ),
        (
            "The minister announced the plan on March 4, 2025.",
            Published("2025-03-04", "", "inferred", "March 4, 2025"),
            "printed on that day or later",
        ),
        (
            "The minister announced the plan on March 4, 2025. The law was passed in May 2024.",
            Published("2025-03-04", "", "inferred", "March 4, 2025"),
            "the latest of the past",
        ),
        (
            "The minister announced the plan on March 4, 2025. The first trains will run on June 2, 2025.",
            Published("2025-03-04", "2025-06-02", "inferred", "March 4, 2025 … June 2, 2025"),
            "printed before what was to come",
        ),
        ("The agency was founded in 2021 and met on Tuesday.", Published(), "a year alone says too little"),
        ("The trains will run on June 2, 2025.", Published(), "what is to come gives no first day"),
        (BODY, Published(), "no date at all"),
    ],
)
def test_infers_the_publication_date(text, expected, why):
    assert infer(text) == expected, why


@pytest.mark.parametrize(
    ("url", "expected", "why"),
    [
        ("https://a.example/2025/03/04/bridge/", ("2025-03-04", "2025-03-04", "2025/03/04"), "a day"),
        (
            "https://a.example/world/2025/mar/04/bridge",
            ("2025-03-04", "2025-03-04", "2025/mar/04"),
            "a month in letters",
        ),
        (
            "https://a.example/2025/WORLD/3/4/a.html",
            ("2025-03-04", "2025-03-04", "2025/WORLD/3/4"),
            "a section between",
        ),
        ("https://a.example/news/2025-03-04-bridge", ("2025-03-04", "2025-03-04", "2025-03-04"), "before the title"),
        ("https://a.example/20250304/a", ("2025-03-04", "2025-03-04", "20250304"), "without marks"),
        ("https://a.example/2025/03/bridge.html", ("2025-03-01", "2025-03-31", "2025/03"), "a month"),
        ("https://a.example/elections/2024/results", ("", "", ""), "a year may be that of the event"),
        ("https://a.example/2024-25/table", ("", "", ""), "a season"),
        ("https://a.example/2025/13/45/a", ("", "", ""), "no day of the calendar"),
        ("https://a.example/2025/03/04/a/2025/03/05/", ("", "", ""), "two days"),
        ("https://a.example/a?on=/2025/03/04/", ("", "", ""), "what is asked for is no path"),
        ("http://[", ("", "", ""), "no URL"),
    ],
)
def test_infers_the_publication_date_from_the_url(url, expected, why):
    article = Article("a.txt", "The council met on Tuesday.", url=url)
    found = infer_published(next(parse_articles([article], load_pipeline())))
    assert (found.start, found.end, found.evidence) == expected, why
    assert found.how == ("inferred" if expected[0] else "unknown")


def test_weighs_evidence_by_kind():
    printed = Evidence("printed", Interval("2025-03-04", "2025-03-04"), "March 4, 2025")
    past = Evidence("past", Interval("2025-03-01", "2025-03-01"), "March 1, 2025")
    far = Evidence("ahead", Interval("2030-01-01", "2030-12-31"), "2030")
    assert weigh([past, printed]).how == "dateline"
    assert str(weigh([past, far])) == "2025-03-01/"
    assert weigh([far]) == Published()


def test_the_month_that_last_month_follows():
    assert month_after(Interval("2026-01-01", "2026-01-31"), -1) == ("2026-02-01", "2026-02-28")
    assert month_after(Interval("2026-01-01", "2026-12-31"), -1) == UNKNOWN
