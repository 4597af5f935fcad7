"""Sentences through the whole of extraction: what, who and when their quantities and dates are read to tell."""

import pytest

from factcheck.extract import extract_claims
from factcheck.language.blocks import parse_articles
from factcheck.language.pipeline import load_pipeline
from factcheck.model import Article, Published

DAY = Published("2025-08-29", "2025-08-29", "sidecar")  # a Friday
TODAY = ("2025-08-29", "2025-08-29")


def claims(text, kind):
    parsed = next(parse_articles([Article("a.txt", text, published=DAY)], load_pipeline()))
    return [claim for claim in extract_claims(parsed) if claim.kind == kind]


DATES = [
    (
        "The deal fell through on Friday.",
        [("Friday", "deal", "fall through", "", *TODAY)],
        "a particle is no bound",
    ),
    (
        "The shelling began before dawn on Monday.",
        [("dawn on Monday", "shelling", "begin", "", "2025-08-25", "2025-08-25")],
        "before an hour of the day is on the day",
    ),
    (
        "The letter wasn't shown to anybody until Monday.",
        [("until Monday", "", "show", "letter", "2025-08-25", "2025-08-25")],
        "not until a day is on that day",
    ),
    (
        "The shop was open until Monday.",
        [("until Monday", "shop", "open", "", "", "2025-08-25")],
        "until a day without a denial is a bound",
    ),
    (
        "Retirees won’t be getting a raise this January.",
        [("this January", "Retirees", "get", "raise", "2026-01-01", "2026-01-31")],
        "what is to come, with a curly apostrophe",
    ),
    (
        "Retirees got a raise this January.",
        [("this January", "Retirees", "get", "raise", "2025-01-01", "2025-01-31")],
        "what has been",
    ),
    ("A judge halted the first execution planned in 17 years.", [], "counted back, not ahead"),
    (
        "The firm plans to open its first plant in two weeks.",
        [("in two weeks", "firm", "open", "plant", "2025-09-09", "2025-09-15")],
        "counted ahead",
    ),
    (
        "A century later, her story is being rewritten.",
        [("A century later", "", "rewritten", "story", "", "")],
        "later than a day that is not told",
    ),
    (
        "Police are looking into yesterday's Elm Square bombing.",
        [("yesterday", "", "bomb", "", "2025-08-28", "2025-08-28")],
        "who looks into a bombing did not bomb",
    ),
    (
        "In November, support for the bill stood at 43%.",
        [("November", "support", "stand", "", "2024-11-01", "2024-11-30")],
        "a date that opens a sentence has the tense of its verb",
    ),
    ("The singer is ill, Showbiz Tonight reports.", [], "a programme"),
    (
        "Support has risen, going from 21 percent on May 3 to 27 percent on June 9.",
        [
            ("May 3", "support", "go", "", "2025-05-03", "2025-05-03"),
            ("June 9", "support", "go", "", "2025-06-09", "2025-06-09"),
        ],
        "a date behind a share is the verb's",
    ),
    (
        "The firm announced this week it will open 40 shops.",
        [("this week", "firm", "announce", "", "2025-08-25", "2025-08-31")],
        "the week of the announcement",
    ),
    (
        "Last year just 18 percent of bakers opposed the tax.",
        [("Last year", "baker", "oppose", "tax", "2024-01-01", "2024-12-31")],
        "whose share it is",
    ),
    (
        "She visited New York on Monday.",
        [("Monday", "she", "visit", "New York", "2025-08-25", "2025-08-25")],
        "a place of two words",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), DATES, ids=[case[2] for case in DATES])
def test_dates(text, expected, why):
    found = claims(text, "date")
    assert [(c.text, c.subject, c.predicate, c.object, c.as_of_start, c.as_of_end) for c in found] == expected


QUANTITIES = [
    (
        "The firm agreed to pony up $215 million.",
        [("$215 million", "firm", "pony up (planned)", "", "USD", "")],
        "to pay up is no rise",
    ),
    ("Friends say Ann Lee left, Fox 17 reports.", [], "a number within a broadcaster's name"),
    ("A third offense would result in a fine.", [], "an ordinal before a word in of-"),
    (
        "The town paid $4 for the relic. The 450,000-pound block will be moved.",
        [
            ("$4", "town", "pay", "relic", "USD", ""),
            ("450,000-pound", "", "move (planned)", "block", "pound", ""),
        ],
        "the weight is of another sentence than the price",
    ),
    ("Send gifts to 100 Haven Avenue, Leeds, NY, 10032.", [], "a postal code"),
    ("The 34yo driver was hurt.", [("34yo", "driver", "be", "age", "year", "")], "an age in short, glued"),
    ("Hale, also 23, was living in Leeds.", [("23", "Hale", "be", "age", "year", "")], "an age as well"),
    (
        "Ann Lee died yesterday at 71 after a fall.",
        [("71", "Ann Lee", "be", "age", "year", "")],
        "died a few words before the age",
    ),
    (
        "The man died on Monday at 12 Elm Street.",
        [],
        "a house number is no age",
    ),
    (
        "Prosecutors dropped a charge in her 61-year-old aunt's death.",
        [("61-year-old", "aunt", "be", "age", "year", "")],
        "the age is his whose death it is",
    ),
    (
        "The upshot is that she gets to sell the $60 million villa.",
        [("$60 million", "she", "sell", "villa", "USD", "")],
        "the inner of two subjects",
    ),
    (
        "She was sentenced to death for four counts.",
        [("four", "she", "sentence death", "count", "", "")],
        "a sentence is no death",
    ),
    (
        "The firm is doing it in an 8-year effort.",
        [("8-year", "firm", "do", "effort", "year", "")],
        "doing is do",
    ),
    (
        "Just 8% of legislators studied economics.",
        [("8%", "", "study economics", "legislator", "percent", "")],
        "economics is no plural",
    ),
]


TIMES = [
    (
        "Sales were $4 million, up from $3 million in 2020.",
        [("$4 million", *TODAY), ("$3 million", "2020-01-01", "2020-12-31")],
        "the year of what it is compared with",
    ),
    (
        "Roughly 81% of members voted for Stone, more than Hale in 2012.",
        [("Roughly 81%", *TODAY)],
        "the year of who it is compared with",
    ),
    (
        "Sales rose from $3 million to $4 million in 2020.",
        [("$3 million", "2020-01-01", "2020-12-31"), ("$4 million", "2020-01-01", "2020-12-31")],
        "both ends of a rise",
    ),
    (
        "The firm was promised $9 million from Leeds in 2020.",
        [("$9 million", "2020-01-01", "2020-12-31")],
        "who gives it is no comparison",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), TIMES, ids=[case[2] for case in TIMES])
def test_times_of_quantities(text, expected, why):
    assert [(c.text, c.as_of_start, c.as_of_end) for c in claims(text, "quantity")] == expected


@pytest.mark.parametrize(("text", "expected", "why"), QUANTITIES, ids=[case[2] for case in QUANTITIES])
def test_quantities(text, expected, why):
    found = claims(text, "quantity")
    assert [(c.text, c.subject, c.predicate, c.object, c.unit, c.trend) for c in found] == expected


PERSONS = [
    ("Jane Hale helped engineer Ann Lee's win.", [("Jane Hale", ""), ("Ann Lee", "")], "a verb before a name"),
    ("The union's chief engineer Ann Lee spoke.", [("Ann Lee", "chief engineer")], "a role before a name"),
    ("Archaeologist Ann Lee spoke.", [("Ann Lee", "Archaeologist")], "a trade before a name"),
    ("KBC owner Yum Brands gained 2%.", [], "a firm with an owner's role"),
    ("Born May 24, 1917, he was educated at Hale School.", [], "a month with its day is no surname"),
    (
        "The bank's head is Ana Ruiz Bello. On Monday Ms. Ruiz left.",
        [("Ana Ruiz Bello", "")],
        "the first of two surnames behind a form of address",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), PERSONS, ids=[case[2] for case in PERSONS])
def test_persons(text, expected, why):
    assert [(c.name, c.role) for c in claims(text, "person")] == expected
