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
        "The coastguard said six sailors were shot, two fatally.",
        [("six", "shoot", "sailor", ""), ("two", "kill", "person", "die")],
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
        "A clerk who shot four guests to death and wounded twelve others fled.",
        [("four", "kill", "guest", "die"), ("twelve", "wound", "other", "injure")],
        "to death, and who fled is another",
    ),
    (
        "A landslide left one farmer dead and several guests injured.",
        [("one", "die", "farmer", "die")],
        "the others are hurt, not he",
    ),
    (
        "The fire in the mill left a clerk dead and seven others wounded.",
        [("seven", "wound", "other", "injure")],
        "the clerk is none of the others",
    ),
    (
        "The flood claimed nine lives and injured eleven people.",
        [("nine", "die", "life", "die"), ("eleven", "injure", "person", "injure")],
        "lives that were claimed are lost",
    ),
    (
        "The deadly assault wounded at least three people, Velden Radio reported.",
        [("at least three", "wound", "person", "injure")],
        "whoever is hurt does not report",
    ),
    (
        "The rescuers in Velden say six hikers, a 9-year-old girl and a 61-year-old guide among them, were wounded.",
        [
            ("six", "wound", "hiker", "injure"),
            ("9-year-old", "be", "age", ""),
            ("61-year-old", "be", "age", ""),
        ],
        "a long apposition before the verb",
    ),
    (
        "Inspectors look into a collapse in Velden that left eight dead and several others injured.",
        [("eight", "die", "person", "die")],
        "the dead are none of the others",
    ),
    (
        "Ana Ruiz was fatally wounded and six other guards, her brother among them, were wounded.",
        [("six", "wound", "guard", "injure")],
        "what became of her did not become of them",
    ),
    ("Fifty miners have been injured and hospitalized.", [("Fifty", "injure", "miner", "injure")], "the deed first"),
    ("Cook, Captain Among 87 Killed in Bus Crash", [("87", "kill", "person", "die")], "not the captain's killing"),
    ("Nine other clerks were wounded, one of them critically.", [("Nine", "wound", "clerk", "injure")], "no third"),
    ("Ana Ruiz was among nine guests who died in the fire.", [("nine", "die", "guest", "die")], "all five died"),
    (
        "Twelve miners have been hurt or killed underground.",
        [("Twelve", "hurt or kill", "miner", "")],
        "not said which",
    ),
    ("The bear went on to kill three hikers that week.", [("three", "kill", "hiker", "die")], "no plan: it happened"),
    ("He wanted to kill two children.", [("two", "kill (planned)", "child", "")], "a plan"),
    (
        "The clinic said all nine sailors suffered injuries.",
        [("nine", "injure", "sailor", "injure")],
        "suffered injuries",
    ),
    (
        "One of two sailors, 31 and 44, critically hurt on Monday has died.",
        [("two", "", "sailor", ""), ("31", "be", "age", ""), ("44", "be", "age", "")],
        "ages of the two",
    ),
    ("Two bailiffs were killed.", [("Two", "kill", "bailiff", "die")], "people whom no list of synonyms names"),
    (
        "Two sheriff's deputies killed in the fire were Bo Ek and Ana Ruiz.",
        [("Two", "kill", "deputy", "die")],
        "deputies, not sheriffs",
    ),
    ("Six are in critical but stable condition.", [("Six", "hospitalize", "person", "")], "a condition"),
]

COUNTS += [
    (
        "No fewer than 17 guests died in the fire.",
        [("No fewer than 17", "die", "guest", "die")],
        "the hedge is no clause",
    ),
    ("Two men and a cook died in the fire.", [("Two", "die", "man", "die")], "the verb stands behind the whole list"),
    (
        "As many as 30 guests, mostly children, were killed.",
        [("As many as 30", "kill", "guest", "die")],
        "behind an aside",
    ),
    (
        "The yard where five people -- including a nurse -- were killed has been sold.",
        [("five", "kill", "person", "die")],
        "killed, not sold",
    ),
    (
        "Over 40 sustained injuries in the stampede.",
        [("Over 40", "injure", "person", "injure")],
        "people, not injuries",
    ),
    ("Forty others suffered various degrees of injury.", [("Forty", "injure", "other", "injure")], "the same far off"),
    ("One cook was reported to have died.", [("One", "die", "cook", "die")], "reported is what was said of it"),
    ("Four miners are feared to have died.", [("Four", "die (possible)", "miner", "")], "they may have"),
    (
        "An autopsy revealed the three cooks died of burns.",
        [("three", "die", "cook", "die")],
        "an autopsy reveals no cooks",
    ),
    ("Police found two dead guests in the mill.", [("two", "die", "guest", "die")], "the state stands before the noun"),
    ("There were four deceased persons in the mill.", [("four", "die", "person", "die")], "the same"),
    ("The fatal shooting of one clerk shook Velden.", [("one", "kill", "clerk", "die")], "what is fatal kills"),
    (
        "The wounding of three guests shook Velden.",
        [("three", "wound", "guest", "injure")],
        "a noun for what was done to them",
    ),
    ("The blast sent five guests to the hospital.", [("five", "hospitalize", "guest", "")], "in hospital, hurt or ill"),
    ("Twelve guests were rushed to Velden hospital.", [("Twelve", "hospitalize", "guest", "")], "the same"),
    (
        "Five people were shot, 3 are dead, 2 in critical.",
        [("Five", "shoot", "person", ""), ("3", "die", "person", "die"), ("2", "hospitalize", "person", "")],
        "in critical condition",
    ),
    (
        "The man accused of hitting them and killing two clerks was charged.",
        [("two", "kill", "clerk", "die")],
        "one man was charged, not the two",
    ),
    (
        "Four men were hurt and one was killed.",
        [("Four", "hurt", "man", "injure"), ("one", "kill", "man", "die")],
        "one of them",
    ),
    ("No one was killed.", [], "nobody"),
    (
        "Five more died, pushing the death toll to 29.",
        [("Five", "die", "person", "die"), ("29", "die", "person", "die")],
        "a toll",
    ),
    (
        "A body was found, bringing the number of dead from the blast at the mine to 11.",
        [("11", "die", "person", "die")],
        "a toll by another name",
    ),
    (
        "No fewer than 30 lost their lives.",
        [("No fewer than 30", "lose life", "person", "die")],
        "a life is no other person",
    ),
    (
        "Six people were hurt, three of them in a critical condition.",
        [("Six", "hurt", "person", "injure"), ("three", "hospitalize", "person", "")],
        "three of the six",
    ),
    ("The one who died was a nurse.", [], "which one, not how many"),
    ("The mother of two men was killed.", [("two", "kill mother", "man", "")], "she was, not they"),
    ("He took two guests hostage.", [("two", "take hostage", "guest hostage", "")], "not to hospital"),
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


CAUSES = [
    (
        "Police held a man after a shooting in the West Velden area that left three guests dead.",
        "shooting",
        "no area kills",
    ),
    ("By midnight two clerks had been killed.", "", "an hour is no doer"),
    ("A bus that killed three guests in a crash was seized.", "bus", "it did"),
]


@pytest.mark.parametrize(("text", "subject", "reason"), CAUSES)
def test_who_or_what_brought_a_toll_about(text, subject, reason):
    _, claims = extract_articles([Article("a", text)])
    assert list(claims.loc[claims["kind"] == "quantity", "subject"]) == [subject], reason
