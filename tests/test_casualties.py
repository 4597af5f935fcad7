"""Counts of people killed and hurt in the claims table: every such count has the predicate that says so, and no other has."""

import doctest

import pytest

from factcheck.checks.tolls import is_toll
from factcheck.extract import multiples
from factcheck.extract.multiples import find_multiples
from factcheck.model import Article
from factcheck.pipeline import extract_articles

# text, (number as printed, predicate, object, what the count is a toll of) in order, reason
COUNTS = [
    (
        "Police said four people were shot, two fatally.",
        [("four", "shoot", "person", ""), ("two", "kill", "person", "die")],
        "some of those shot died",
    ),
    (
        "A gunman opened fire, killing one and wounding two.",
        [("one", "kill", "person", "die"), ("two", "wound", "person", "injure")],
        "one is no pronoun behind what was done to him",
    ),
    (
        "Police are investigating a double homicide in Velden.",
        [("double", "murder", "person", "die")],
        "a number inside the name of a deed",
    ),
    (
        "A crash in Velden ended with two deaths, leaving two with injuries.",
        [("two", "die", "death", "die"), ("two", "injure", "person", "injure")],
        "left with injuries",
    ),
    ("Two sailors were fatally shot on Monday.", [("Two", "kill", "sailor", "die")], "shot, and fatally"),
    ("The gunman fatally shot two sailors before he fled.", [("two", "kill", "sailor", "die")], "active"),
    ("Two sailors were shot and killed on Monday.", [("Two", "kill", "sailor", "die")], "what the shot came to"),
    ("Five sailors were shot and injured on Monday.", [("Five", "injure", "sailor", "injure")], "not killed"),
    (
        "The man who shot two people to death and wounded nine others fled.",
        [("two", "kill", "person", "die"), ("nine", "wound", "other", "injure")],
        "to death, and who fled is another",
    ),
    (
        "The storm left one man dead and multiple people injured.",
        [("one", "die", "man", "die")],
        "the others are hurt, not he",
    ),
    (
        "The shooting left a man dead and three others wounded.",
        [("three", "wound", "other", "injure")],
        "the man is none of the others",
    ),
    (
        "The attack claimed two lives and injured four people.",
        [("two", "die", "life", "die"), ("four", "injure", "person", "injure")],
        "lives that were claimed are lost",
    ),
    (
        "The deadly assault wounded at least three people, Velden Radio reported.",
        [("at least three", "wound", "person", "injure")],
        "whoever is hurt does not report",
    ),
    (
        "Police in western Velden say four people, including an 11-year-old boy and a 13-year-old boy, were wounded.",
        [
            ("four", "wound", "person", "injure"),
            ("11-year-old", "be", "age", ""),
            ("13-year-old", "be", "age", ""),
        ],
        "a long apposition before the verb",
    ),
    (
        "Police are investigating a storm in Velden that left two dead and multiple others injured.",
        [("two", "die", "person", "die")],
        "the dead are none of the others",
    ),
    (
        "Ana Ruiz was fatally wounded and two other officers, including her brother, were wounded.",
        [("two", "wound", "officer", "injure")],
        "what became of her did not become of them",
    ),
    ("Fifty people have been injured and hospitalized.", [("Fifty", "injure", "person", "injure")], "the deed first"),
    ("Cook, Captain Among 87 Killed in Bus Crash", [("87", "kill", "person", "die")], "not the captain's killing"),
    ("Two other teens were wounded, one of them critically.", [("Two", "wound", "teen", "injure")], "no third"),
    ("She was among five officers who died in the fire.", [("five", "die", "officer", "die")], "all five died"),
    ("Eight people have been hurt or killed by gunfire.", [("Eight", "hurt or kill", "person", "")], "not said which"),
    ("He went on to kill two drivers on the highway.", [("two", "kill", "driver", "die")], "no plan: it happened"),
    ("He wanted to kill two children.", [("two", "kill (planned)", "child", "")], "a plan"),
    ("Police said all four victims suffered injuries.", [("four", "injure", "victim", "injure")], "suffered injuries"),
    (
        "One of two girls, 7 and 5, critically shot on Monday has died.",
        [("two", "", "girl", ""), ("7", "be", "age", ""), ("5", "be", "age", "")],
        "ages of the two",
    ),
    ("Two bailiffs were killed.", [("Two", "kill", "bailiff", "die")], "people whom no list of synonyms names"),
    (
        "Two sheriff's deputies killed in the fire were Bo Ek and Ana Ruiz.",
        [("Two", "kill", "deputy", "die")],
        "deputies, not sheriffs",
    ),
    ("Two are listed in critical but stable condition.", [("Two", "hospitalize", "person", "")], "a condition"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), COUNTS)
def test_counts_of_casualties(text, expected, reason):
    claims = extract_articles([Article("a.txt", text)])[1]
    rows = claims[claims["kind"] == "quantity"].to_dict("records")
    assert [(row["text"], row["predicate"], row["object"], is_toll(row)) for row in rows] == expected, reason
    assert all(text[row["start"] : row["end"]] == row["text"] for row in rows)


MULTIPLES = [
    ("A triple murder and a quadruple homicide.", [("triple", 3, "murder"), ("quadruple", 4, "murder")], "two of them"),
    ("A Double Fatal Shooting in Velden", [("Double", 2, "kill")], "a headline"),
    ("A double shooting.", [], "what became of them is not said"),
    ("A double murder-suicide.", [], "who is counted is not said"),
    ("Profits are double last year's.", [], "no deed"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), MULTIPLES)
def test_multiples(text, expected, reason):
    assert [(text[one.start : one.end], one.count, one.predicate) for one in find_multiples(text)] == expected, reason


def test_examples():
    assert doctest.testmod(multiples).failed == 0
