"""A headline's figure against its text: what is told as not borne out, what as absent, and what passes."""

import pytest

from factcheck.model import Article, Published
from factcheck.pipeline import check_articles, read_rules

RULES = [rule for rule in read_rules() if rule.check in ("headline-figure", "headline-absent")]
LONG = "The council meets in the old town hall by the harbour, and the doors are open to all. " * 6


def rows_of(headline, body):
    article = Article("a.txt", f"{headline}\n{body}", title=headline, published=Published("2024-05-07", "2024-05-07"))
    rows = check_articles([article], rules=RULES).discrepancies
    return [(row["rule"], row["left_text"], row["right_text"]) for row in rows.to_dict("records")]


UNBORNE = [
    (
        "Mayor Spends $67K on Chairs",
        "Chairs for the mayor cost $34,000, the council said.",
        "$67K",
        "$34,000",
        "another sum",
    ),
    ("Poet Ana Ruiz Dead at 62", "The poet Ana Ruiz has died. She was 83.", "62", "83", "another age"),
    (
        "Council Cuts Pay by 46%",
        "All workers lose 10% of their pay, the council of Velden said.",
        "46%",
        "10%",
        "another share",
    ),
    (
        "Seal Found 3 Miles Inland",
        "A seal made it 4 miles inland at 3:01 p.m.",
        "3 Miles",
        "4 miles",
        "a clock time is no figure",
    ),
    (
        "Hiker Survives 9 Days on Snow",
        "The hiker survived five days on snow.",
        "9 Days",
        "five days",
        "not reckoned from dates",
    ),
    (
        "Letter Found 57 Years Later",
        "The letter was found 14 years later, the postman said.",
        "57 Years Later",
        "14 years later",
        "a lapse of time",
    ),
    (
        "2 Dead After Fair Meal",
        "Three people died after the meal and five people were hospitalized.",
        "2",
        "Three",
        "a difference by chance",
    ),
    (
        "Twin, 7, Found in Ferry",
        "(May 7, 2019  3:40 PM) A 4-year-old twin was found in a ferry.",
        "7",
        "4-year-old",
        "the day of a stamp is no age",
    ),
    (
        "Clerk Sentenced to 3 Years",
        "The clerk was sentenced to four years in prison. One charge carries one year.",
        "3 Years",
        "four years",
        "years are no difference",
    ),
    (
        "Divers Offered $39 an Hour",
        "Divers are offered $50, the port of Velden said.",
        "$39 an Hour",
        "$50",
        "one currency, with and without its rate",
    ),
    ("23-Year-Old Wins Race", "Ruiz, 18, beat her brothers, 14 and 9.", "23-Year-Old", "18", "ages are not added up"),
    ("Tens of Thousands March in Velden", "9,000 people marched in Velden.", "Tens of Thousands", "9,000", "too few"),
]


@pytest.mark.parametrize(("headline", "body", "left", "right", "reason"), UNBORNE)
def test_unborne(headline, body, left, right, reason):
    assert rows_of(headline, body) == [("headline-figure-unborne", left, right)], reason


PASSING = [
    ("Index Up 418", "The index gained 417.63 to close at 7,912.40.", "decimals left out"),
    ("67% Back Ferry Plan", "Two-thirds of voters back the ferry plan, 48% strongly.", "a share in words"),
    ("Fund Lends $800B", "The fund lends $200 billion to firms and $600 billion to banks.", "a sum"),
    ("Bail Set at $8M", "Bail was set at $2 million on each of four counts.", "a product"),
    ("Drug Costs $525K", "The drug costs $525,000 a year; sales came to $6 billion.", "a rate"),
    ("After 4 Tries, Rocket Lifts Off", "The fourth launch went well; two engines had failed before.", "an ordinal"),
    ("34 Years After Fire, an Arrest", "The hall burnt in 1990. A man, 61, was held for two years.", "reckoned from years"),
    ("24 States Ban Eels", "Eels are banned in Norvia and in 23 other states.", "one is named"),
    ("2 Flights Turn Back", "A pair of flights turned back over Velden. Some 300 people were on board.", "a pair"),
    ("Couple Parts After 10 Weeks", "They parted 10 weeks later; his first one lasted three years.", "a date holds the lapse"),
    ("Village Gets Its 7 Billionth Visitor", "A girl was told she was the visitor.", "an ordinal is no count"),
    ("2 Hurt in Velden Fire", "A baker was hurt in the fire, and so was his neighbour.", "told of one by one"),
    ("Thousands March in Velden", "More than 30,000 people marched in Velden, the police said.", "a plural of a thousand"),
    ("At Least 13 Dead in Velden", "Reports ranged from 13 to 19 deaths.", "the low end of a range"),
]  # fmt: skip


@pytest.mark.parametrize(("headline", "body", "reason"), PASSING)
def test_passes(headline, body, reason):
    assert rows_of(headline, f"{body} {LONG}") == [], reason


def test_absent_needs_a_long_text():
    assert rows_of("Velden Turns 450", f"The town keeps its founding. {LONG}") == [
        ("headline-figure-absent", "450", "")
    ]
    assert rows_of("Velden Turns 450", "The town keeps its founding.") == []
