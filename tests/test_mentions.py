"""Which capitalised runs are persons, and where their names begin and end."""

import pytest

from factcheck.extract.mentions import find_mentions
from factcheck.extract.words import read_lines
from factcheck.language.blocks import parse_articles
from factcheck.language.pipeline import load_pipeline
from factcheck.model import Article

CASES = [
    ("The council replaced him with the banker Yousef al-Hadari on Monday.", ["Yousef al-Hadari"], "a joined article"),
    ("The visit of Pope Leo XIV pleased the town of Harrow.", ["Leo XIV"], "a pope's number"),
    ("He had read the works of Malcolm X in Harrow.", ["Malcolm X"], "a number that is one letter"),
    ("Then Henry and I went to Harrow by bus.", [], "the pronoun is no number"),
    ("The square holds a monument to Ann Mary King, Jr.", ["Ann Mary King, Jr."], "a surname that is a title too"),
    ("They left for the Ann Mary King Memorial Hospital.", [], "a hospital that bears a name"),
    ("The Peter Lund trial opens in Harrow on Monday.", ["Peter Lund"], "the determiner is the noun's"),
    ("He praised the Scotsman Peter Lund and Londoner Anna Weiss.", ["Peter Lund", "Anna Weiss"], "countrymen"),
    ("The new driver is JD Lund of Harrow.", ["JD Lund"], "two initials run together"),
    ("A talk with NY Lund and TV Hansen followed.", [], "other pairs of capitals"),
    ("The Minister of Defence Haldor Brek resigned in May.", ["Haldor Brek"], "an office that a noun ends"),
    ("The family named the child as Sincere Brekke on Monday.", ["Sincere Brekke"], "named as"),
    ("The old bridge was closed, Peter Lund told Anna Weiss Sunday.", ["Peter Lund", "Anna Weiss"], "a day behind"),
    ("Trains call at St. Peter Lundby each hour.", [], "a saint's town"),
    ("Then the Chief “Speedy” Lund of the town of Harrow spoke.", [], "a nickname behind a title alone"),
    ("The jury heard of the death of Amorin Hale.", ["Amorin Hale"], "the death of"),
    ("The woman, Malerin Brekke, spoke in Harrow.", ["Malerin Brekke"], "an apposition to a woman"),
    ("The clerk carried Peter H. Santiago home.", ["Peter H. Santiago"], "a place's name behind an initial"),
    ("The shop at the corner of Fern Street burned on Monday.", [], "a street"),
    ("Then Michael Bloomberg spoke to the clerk.", ["Michael Bloomberg"], "a firm's name as a surname"),
    (
        "We saw Peter Lund. Oddly Peter Lund Ran Crying In His Shoes.",
        ["Peter Lund", "Peter Lund"],
        "a verb in capitals",
    ),
    ("The President Announcement came late in the day.", [], "a noun behind a title"),
    ("ANNA LUNDBERG:\n\nThe clerk, 34, was the last to leave the hall in Harrow.", ["ANNA LUNDBERG"], "capitals"),
    ("RICKY DELMAN BREKKE\n\nThe clerk left the hall in Harrow at noon.", ["RICKY DELMAN BREKKE"], "a caption"),
    ("Per Lee's notes, Anna Weiss left.", ["Anna Weiss"], "a preposition that is a given name too"),
    ("Per Hansen left.", ["Per Hansen"], "the given name"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES)
def test_find_mentions(text, expected, why):
    parsed = next(parse_articles([Article("a.txt", text)], load_pipeline()))
    assert [mention.text for mention in find_mentions(read_lines(parsed))] == expected, why
