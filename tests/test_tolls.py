"""Tolls: what a text says became of people, the whole toll of an article, and two articles that give different ones."""

import doctest

import pytest

from factcheck.checks import toll_danger, tolls
from factcheck.checks.fates import read_fates
from factcheck.checks.tolls import read_tolls
from factcheck.model import Article, Published
from factcheck.pipeline import check_articles, read_rules

RULES = [rule for rule in read_rules() if rule.check in ("toll-conflict", "toll-rise", "quantity-conflict")]

# text, (event, count, part) in order, reason
FATES = [
    (
        "Two people were killed and four others were hurt.",
        [("die", 2, ""), ("injure", 4, "other")],
        "passive, coordinated",
    ),
    ("A blast killed one and injured four others.", [("die", 1, ""), ("injure", 4, "other")], "active"),
    ("The fire left a 3-year-old girl dead and two adults wounded.", [("die", 1, ""), ("injure", 2, "")], "after left"),
    ("A man and a woman were shot to death on Monday.", [("die", 2, "")], "a list is counted together"),
    ("The deaths of a husband, wife and their two children shook Velden.", [("die", 4, "")], "nouns without articles"),
    ("A 16-year-old boy and 20-year-old woman were slain.", [("die", 2, "")], "an age stands for an article"),
    ("Ana Ruiz, 23, and Bo Ek, 24, were killed.", [("die", 2, "")], "names with ages"),
    ("Ana Ruiz, a student, was killed.", [("die", 1, "")], "one person, told twice"),
    ("Three of the five victims died.", [("die", 3, "of")], "a part of a group"),
    ("Four were injured, two critically.", [("injure", 4, ""), ("injure", 2, "of")], "a degree is a part"),
    ("Two bailiffs and the driver are dead.", [("die", 3, "")], "a noun that no lexicon knows"),
    ("Four people, including the gunman and a boy, are dead.", [("die", 4, "")], "those included are counted"),
    ("No one was injured.", [("injure", 0, "")], "none"),
    ("Police charged a suspect in a triple homicide.", [("die", 3, "")], "a noun with a number in it"),
    ("A man told police that the two men had left.", [], "nothing became of anyone"),
    ("A man accused of killing three people was arrested.", [("die", 3, "")], "who did it is no victim"),
    ("The boy, 3, was hurt.", [("injure", 1, "")], "an age is no count"),
    ("The pilot could have been killed.", [], "it did not happen"),
    ("Two cars were struck.", [], "things are hit and not hurt"),
    ("Police shot at two men.", [], "aimed at"),
    ("The shooting of August 14 death row guards.", [], "a day of the month is no count"),
    ("A man who was stabbed in Velden died.", [("hit", 1, "")], "what is said of who is said of the man"),
    ("A man who killed Ana Ruiz fled.", [("die", 1, "")], "who killed is not dead, whom he killed is"),
    ("Bo Ek was among five sailors who died.", [("die", 5, "")], "among so many: all of them"),
    ("One of the sailors killed on Monday was 23.", [("die", None, "")], "all of them were killed"),
    ("One of the two girls shot on Monday has died.", [("die", 1, "of")], "shot is told in passing"),
    ("Eight were hurt or killed in the fire.", [], "which of the two is not said"),
    ("He killed Ruiz, 31, and her mother, Ana Ruiz.", [("die", 2, "")], "a name beside its noun is no third"),
    ("The fire hurt the boy's uncle, a 52-year-old, and a nurse.", [("injure", 2, "")], "an age beside its noun"),
    ("He killed his mother, step-father and grandmother.", [("die", 3, "")], "kin of kin"),
    ("No injuries were reported.", [("injure", 0, "")], "none"),
    (
        "Three were hurt; one man is in critical condition.",
        [("injure", 3, ""), ("injure", 1, "of")],
        "a condition is a part",
    ),
    ("Police found two men with gunshot wounds.", [("hit", 2, "")], "whether they lived is not said"),
    ("A girl shot by her uncle was in the hospital.", [("hit", 1, "")], "what follows is not said of the uncle"),
    ("A girl struck by her uncle was in the hospital.", [], "nor here"),
    ("Nobody was seriously hurt.", [("injure", None, "")], "somebody was hurt"),
    ("Photo 3 of 9 6-year-old boy was hurt.", [("injure", 1, "")], "a figure before an age counts no people"),
    ("Photo 2 of 6 Three guests were hurt.", [("injure", 3, "")], "nor one before another figure"),
    ("The driver lost control, hitting four people.", [("hit", 4, "")], "whether they lived is not said"),
    ("A boy was wounded in the fire and died on Sunday.", [("die", 1, "")], "who was hurt died of it"),
    ("A boy was shot, was taken away and was later pronounced dead.", [("die", 1, "")], "the same further on"),
    ("A boy was hurt and the driver died.", [("injure", 1, ""), ("die", 1, "")], "somebody else died"),
    ("A boy was hurt and could have died.", [("injure", 1, "")], "it did not happen"),
    ("A nurse had hurt three men.", [("injure", 3, "")], "she did it"),
    ("The driver was drunk and killed a boy.", [("die", 1, "")], "he did it, and was not killed"),
    ("It was unclear whether he was killed.", [], "an open question"),
    ("His aunt, 27-year-old Ana Ruiz, and his sister, 8-year-old Di Ek, were hurt.", [("injure", 2, "")], "told twice"),
    (
        "Ana Ruiz, Bo Ruiz and their two sons, Cy, 9, and Al Ek, 6, died.",
        [("die", 4, "")],
        "the sons' names are no others",
    ),
    ("The fire killed Ana Ruiz, 39, a nurse, and Bo Ek, 41.", [("die", 2, "")], "what she was is nobody else"),
    ("His aunt, Ana Ruiz, 31; her son, 3; and Bo Ek, 25, died.", [("die", None, "")], "a list too long to be read"),
    ("He shot dead his brother and his girlfriend.", [("die", 2, "")], "a girlfriend is a person"),
    ("The fire killed a family of five.", [("die", 5, "")], "a family counted"),
    ("The fire killed his family.", [("die", None, "")], "a family not counted"),
    ("The fire killed the family dog.", [], "no family"),
    ("The two slain officers lived in Velden.", [("die", 2, "")], "what became of them stands before the noun"),
    ("A fire broke out in a hut, where a man's body was found.", [("die", 1, "")], "a body is somebody dead"),
    ("The death toll from the floods rose to 57.", [("die", 57, "")], "a toll by name"),
    ("The death toll, which stands at 12, may grow.", [("die", 12, "")], "a toll by name behind a comma"),
    ("The death toll is not known: 12 boats sank.", [], "no toll"),
    ("All nine of those deaths were in huts.", [("die", 9, "of")], "the deaths just told of"),
    ("One of five sailors who were killed was 23.", [("die", 5, "")], "all of them were killed"),
    ("A 2- or 3-year-old infant was hurt.", [("injure", 1, "")], "an age in doubt is no count"),
    ("She had multiple wounds and suffered burns.", [], "wounds are no people"),
    ("A cook whose papers were checked by officials was hurt.", [], "who checked is not hurt"),
    ("A cook accidentally shot himself.", [("hit", 1, "")], "hurt by his own mistake like anyone"),
    ("The blast hurt a nurse at her desk and a cook in the street.", [("injure", 2, "")], "a list with places"),
    (
        "The blast killed a nurse at her desk and a cook was hurt.",
        [("die", 1, ""), ("injure", 1, "")],
        "two statements",
    ),
    ("Two sailors died and a third was hurt.", [("die", 2, ""), ("injure", 1, "other")], "an ordinal for a person"),
    ("A sailor was killed and another hurt.", [("die", 1, ""), ("injure", 1, "other")], "another is a person"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), FATES)
def test_fates(text, expected, reason):
    found = read_fates(text, names=frozenset({"ek", "ruiz"}))
    assert [(fate.event, fate.count, fate.part) for fate in found] == expected, reason


def test_headline_reads_bare_nouns():
    found = read_fates("Mother, son killed; 3 hurt in Velden crash", headline=True)
    assert [(fate.event, fate.count) for fate in found] == [("die", 2), ("injure", 3)]


def test_a_fate_lies_where_its_people_stand():
    text = "Rain fell.\nAt least two officers were killed in Velden."
    (fate,) = read_fates(text)
    assert text[fate.start : fate.end] == "two officers"


# text, tolls, reason
TOLLS = [
    ("Two men were killed when a crane fell. One of the men was 23.", {"die": 2}, "a part is no toll"),
    (
        "A woman was killed and two others were hurt in a crash.",
        {"die": 1, "injure": 2},
        "others beside the dead are all",
    ),
    (
        "A woman was badly hurt. Two others were injured too, police said.",
        {},
        "others beside one who lived are not all",
    ),
    ("A gunman killed two people before shooting himself.", {"die": 3}, "the gunman is one of the dead"),
    ("Three people, including the gunman, were killed.", {"die": 3}, "counted already"),
    ("A crane fell. In 2009 a crane killed six people.", {}, "another year"),
    (
        "Five people were shot on Monday and one was killed.",
        {"die": 1},
        "five less one or five more than one: not said",
    ),
    ("Bo Ek died on Monday. Ana Ruiz was also killed.", {}, "at least two, but how many is not said"),
    ("A boy was hurt when he fell from a tree.", {"injure": 1}, "one person told of without a number"),
    ("Eleven people died this year in crashes, and a man was killed on Monday.", {}, "statistics"),
    ("Five people were killed in three separate crashes. A man died at noon.", {}, "a round-up of several events"),
    ("Four people died in crashes across the county on Monday.", {}, "several events in one county"),
    ("A woman was killed. Ana Ruiz, 23, and a boy were at home. A man died, too.", {}, "two who cannot be one"),
    ("A woman, 34, died. A 61-year-old was killed.", {}, "two ages"),
    (
        "Two boys were hurt at a vigil for a man killed last week.",
        {"injure": 2},
        "who is mourned died in another event",
    ),
    ("A gunman killed two people before he was shot and killed.", {"die": 3}, "the gunman died too"),
    ("A woman and her unborn child were killed.", {}, "counted by some and not by others"),
    ("A man shot four people, killing one of them.", {"die": 1, "injure": 3}, "the others lived"),
    ("A crane fell on a bus. No one was hurt.", {"injure": 0}, "nobody is a toll that is said"),
    (
        "A crane fell, nine injured in Velden A crane fell, nine injured in Velden when it gave way.",
        {"injure": 9},
        "a line printed twice is told once",
    ),
    ("Nine people were hurt. Five men and two women were injured badly.", {"injure": 9}, "a part of them further down"),
    ("Seven sailors were hurt. Two cooks were also hurt.", {}, "more of them further down"),
    ("Two sailors died on Monday. Six other sailors were hurt.", {"die": 2, "injure": 6}, "all but the dead"),
    ("Ana Ruiz died. Bo Ek, 24, died too. Four were hurt.", {}, "how many died is open, and whether of the four"),
    ("The deaths of a man and his wife were a murder-suicide.", {"die": 2}, "who did it is one of the two"),
    ("Five were hurt on Monday. The three men were shot on a stair.", {"injure": 5}, "three of the five"),
]


TOLLS += [
    ("A cook shot dead a guard in the yard before he killed a guest.", {}, "two people, and perhaps more"),
    ("Ana Ruiz, 6, died in the fire. Mia Ruiz, her aunt, was killed too.", {}, "one surname, two first names"),
    ("It was the worst fire in Velden since 2004, when nine people died.", {}, "another year"),
    (
        "Two men shot Bo Ek. He survived the attack. One of two guests who were hurt is Ana Ruiz.",
        {},
        "there are others",
    ),
    (
        "A fatal accident: a boy was shot by his friend on Monday.",
        {},
        "what is fatal kills, and nobody is told to have lived",
    ),
    ("Ruiz shot dead two cooks in Velden. Then Ruiz killed himself.", {"die": 3}, "his own death in the next sentence"),
    ("Nine people died in the worst fire of this year.", {"die": 9}, "a record is of the event itself"),
    (
        "A sailor was killed and his brother was hurt.",
        {"die": 1, "injure": 1},
        "the one hurt stands beside all the dead",
    ),
    ("Two sailors died and a third was hurt.", {"die": 2, "injure": 1}, "the same"),
    ("A sailor died and his brother survived.", {"die": 1}, "who survived need not be the only one hurt"),
    ("Women died in the fire. Ana Ruiz, 61, was killed.", {}, "how many women is not said"),
]


TOLLS += [
    ("No fewer than 30 persons lost their lives in the flood.", {"die": 30}, "fewer than 30 is not nobody"),
    ("Eighteen guests, most of them women, were crushed to death.", {"die": 18}, "the women are among them"),
    ("Seventeen guests, among them five boys, were killed.", {"die": 17}, "the boys are among them"),
    ("Two bodies were found, bringing the number of dead to 11.", {"die": 11}, "two more, eleven in all"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), TOLLS)
def test_tolls(text, expected, reason):
    tolls = read_tolls(Article("a", text, published=Published("2024-05-07", "2024-05-07")), frozenset({"ek", "ruiz"}))
    assert {event: toll.count for event, toll in tolls.items() if not toll.implied} == expected, reason


SILENT = [
    ("A man was killed when a crane fell.", {"die": 1, "injure": 0}, "no word of anyone hurt"),
    ("A man was killed when a crane fell. The survivors fled.", {"die": 1}, "somebody may have been hurt"),
    ("Two men were hurt when a crane fell.", {"die": 0, "injure": 2}, "no word of anyone dead"),
    ("Two men were hurt when a crane fell, one critically.", {"injure": 2}, "who is in danger may have died"),
    ("A crane fell on Monday.", {}, "nobody is told of at all"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), SILENT)
def test_an_article_that_gives_one_toll_implies_nobody_for_the_other(text, expected, reason):
    tolls = read_tolls(Article("a", text))
    assert {event: toll.count for event, toll in tolls.items()} == expected, reason
    assert all(toll.implied == (toll.count == 0) for toll in tolls.values())


def test_toll_keeps_its_bound():
    toll = read_tolls(Article("a", "At least 12 people were killed when a ferry sank."))["die"]
    assert (toll.count, toll.bound, toll.allows(14), toll.allows(11)) == (12, "at_least", True, False)


# text, the greatest and the smallest number of survivors that the article leaves open, reason
DANGERS = [
    ("A man was hurt when a crane fell. He is in critical condition.", (0, 1), "he may die"),
    ("Four men were hurt, and two of them are in critical condition.", (2, 4), "two of them may die"),
    ("A man was hurt and is in critical but stable condition.", (1, 1), "out of danger"),
    ("Two men were hurt. None of their injuries is life-threatening.", (2, 2), "denied"),
    ("A boy was hurt and is in critical condition. His aunt said he is expected to survive.", (1, 1), "good news"),
    ("Three were hurt, one critically. One man is in stable condition.", (2, 3), "good news of another"),
    ("A ferry sank and two people were critically hurt. A dog was hurt.", (0, 2), "both may die"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), DANGERS)
def test_who_is_in_danger_of_death_may_be_missing_among_the_injured_of_the_next_article(text, expected, reason):
    toll = read_tolls(Article("a", text))["injure"]
    assert (toll.count - toll.endangered, toll.count) == expected, reason
    assert [toll.allows(count) for count in (expected[0] - 1, *expected, expected[1] + 1)] == [False, True, True, False]


def test_a_headline_is_outrun_by_those_shot_beside_the_dead():
    article = Article("a", "Two men died and seven others were shot in Velden.", title="Two dead, six hurt in Velden")
    assert {event: toll.count for event, toll in read_tolls(article).items()} == {"die": 2}


STALE = [
    (
        "Two hurt in Velden crash",
        "A teenager died in a crash on Monday. A boy was shot.",
        {"die": 1},
        "one of the two has died",
    ),
    ("Two others hurt in Velden crash", "A teenager died in a crash.", {"die": 1, "injure": 2}, "others than the dead"),
    (
        "Woman killed in Velden crash",
        "Two other people were killed on Monday when a crane fell.",
        {},
        "more than the headline knows",
    ),
    ("Six hurt in two downtown Velden crashes", "The crashes happened at noon.", {}, "two events"),
]


@pytest.mark.parametrize(("title", "text", "expected", "reason"), STALE)
def test_a_headline_and_a_text_that_do_not_tell_the_same_give_no_toll(title, text, expected, reason):
    tolls = read_tolls(Article("a", text, title=title))
    assert {event: toll.count for event, toll in tolls.items() if not toll.implied} == expected, reason


PLACE = "A crane fell on the market hall of Velden on Monday. The Velden fire brigade closed the market hall."


def rows_of(*texts, days=("2024-05-07", "2024-05-07")):
    articles = [
        Article(f"{number}.txt", f"{text} {PLACE}", outlet=f"Outlet {number}", published=Published(day, day, "sidecar"))
        for number, (text, day) in enumerate(zip(texts, days, strict=True))
    ]
    rows = check_articles(articles, rules=RULES).discrepancies
    return [(row["rule"], row["left_text"], row["right_text"]) for row in rows.to_dict("records")]


def test_one_row_when_one_day_gives_two_tolls():
    rows = rows_of("The crane killed two people and hurt four.", "Police said three people had died under the crane.")
    assert [sorted(row[1:]) for row in rows] == [["three", "two"]]


@pytest.mark.parametrize(
    "happened", ["were shot and killed", "were hospitalized after a shooting"], ids=["shot", "hospitalized"]
)
def test_one_row_when_the_claims_alone_tell_of_another_happening(happened):
    rows = rows_of(
        *(f"{count} people {happened} at the market hall on Monday, police said." for count in ("Two", "Three"))
    )
    assert rows == [("quantity-conflict", "Two", "Three")]


SAME_DAY = ("2024-05-07", "2024-05-07")


def test_a_toll_that_rose_is_an_update():
    texts = "The crane killed two people and hurt four.", "Police said three people had died under the crane."
    assert rows_of(*texts, days=("2024-05-07", "2024-05-08")) == [("toll-rose", "two", "three")]


def test_a_toll_that_rose_in_steps_has_a_row_a_step():
    texts = ("The crane killed two people.", "The crane killed three people.", "The crane killed five people.")
    rows = rows_of(*texts, days=("2024-05-07", "2024-05-08", "2024-05-09"))
    assert sorted(row[1:] for row in rows if row[0] == "toll-rose") in ([], [("three", "five"), ("two", "three")])


def test_who_remains_in_hospital_is_not_all_who_were_hurt():
    texts = "Eleven people were hurt by the crane.", "Ten people remain in hospital, hurt by the crane."
    rows = rows_of(*texts, days=("2024-05-07", "2024-05-08"))
    assert [row for row in rows if row[0].startswith("toll")] == []


def test_no_more_than_is_a_ceiling():
    toll = read_tolls(Article("a", "No more than three people were hurt."))["injure"]
    assert (toll.count, toll.bound) == (3, "at_most")


AGREEING = [
    ("At least two people were killed.", "Three people were killed.", ("2024-05-07", "2024-05-08"), "it may rise"),
    (
        "Police told of eight people who were shot.",
        "One person was killed and seven were hurt.",
        SAME_DAY,
        "the dead and the injured together",
    ),
    (
        "Three people were killed; two of the dead were brothers.",
        "Three people died, two of them brothers.",
        SAME_DAY,
        "parts",
    ),
    (
        "Two people were killed; early reports of three dead were wrong.",
        "Three people were killed.",
        SAME_DAY,
        "tells both",
    ),
    (
        "Five people were hurt by the crane.",
        "One person died and four were hurt by the crane.",
        SAME_DAY,
        "one has died since",
    ),
]


@pytest.mark.parametrize(("left", "right", "days", "reason"), AGREEING)
def test_no_row(left, right, days, reason):
    assert rows_of(left, right, days=days) == [], reason


def test_one_row_holds_all_articles_that_give_either_toll():
    texts = (
        "Two workers were killed and nine were injured when fire swept through a furniture warehouse in Velden early on Sunday, "
        "the fire service said. The warehouse belongs to Lund and Sons. The blaze broke out at 3 a.m.",
        "Police arrested a man on suspicion of arson after a fire at a warehouse in Velden killed three people on Sunday. "
        "The owner of the warehouse, Lund and Sons, has shops in Velden.",
        "The mayor of Velden on Monday lit a candle for the two dead of the fire at the warehouse of Lund and Sons. "
        "Two workers were killed and nine were injured on Sunday.",
    )
    articles = [
        Article(f"{number}.txt", text, outlet=f"Outlet {number}", published=Published(day, day, "sidecar"))
        for number, (text, day) in enumerate(zip(texts, ("2024-05-06", "2024-05-06", "2024-05-07"), strict=True))
    ]
    rows = check_articles(articles, rules=RULES).discrepancies
    assert [(row.rule, row.left_text, row.left_also, row.right_text) for row in rows.itertuples()] == [
        ("toll-differs", "Two", "2.txt", "three")
    ]


@pytest.mark.parametrize("module", [toll_danger, tolls])
def test_examples(module):
    assert doctest.testmod(module).failed == 0
