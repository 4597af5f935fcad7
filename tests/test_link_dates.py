"""Days of one happening in two articles: what is compared, and which pairs are left."""

import pytest

from factcheck.checks.date import one_night, unclear_week
from factcheck.link.articles import relate_articles
from factcheck.link.contexts import read_contexts
from factcheck.link.date_levels import (
    gap_level,
    hour_level,
    lone_days,
    names_level,
    rivals_level,
    roles_level,
    stage_level,
    telling_level,
)
from factcheck.link.dates import pair_dates
from factcheck.link.weights import load_weights
from factcheck.model import Article, Claim, Published
from factcheck.pipeline import claims_frame
from factcheck.rulepacks import bundled_rules_folder


def dated(day):
    return Published(day, day, "sidecar")


BRIDGE = "The old railway bridge in Velden collapsed on {}. Engineers had closed the bridge in Velden to trains."


def day(article, text, start, when, *, published="2024-05-08", predicate="collapse", sentence="", **more):
    return Claim(
        article=article, kind="date", start=start, end=start + len(text), text=text, published=published, confidence=0.9,
        as_of_start=when, as_of_end=when, subject="bridge", predicate=predicate,
        sentence=sentence or BRIDGE.format(text).split(". ")[0] + ".", **more,
    )  # fmt: skip


def date_pairs(*claims):
    texts = {name: BRIDGE.format(" and ".join(c.text for c in claims if c.article == name)) for name in ("a", "b")}
    articles = [Article(name, text, published=dated("2024-05-08")) for name, text in texts.items()]
    weights = load_weights(bundled_rules_folder() / "matching" / "date.yaml")
    return pair_dates(claims_frame(claims), relate_articles(articles), texts, weights)


@pytest.mark.parametrize(
    ("claims", "pairs", "reason"),
    [
        ([day("a", "Monday", 43, "2024-05-06"), day("b", "Tuesday", 43, "2024-05-07")], 1, "one collapse on two days"),
        ([day("a", "Monday", 43, "2024-05-06"), day("b", "yesterday", 43, "2024-05-07")], 0, "a day by no name"),
        (
            [
                day("a", "Monday", 43, "2024-05-06"),
                day("a", "Tuesday", 54, "2024-05-07"),
                day("b", "Tuesday", 43, "2024-05-07"),
            ],
            1,
            "the same day is the better partner, and Monday is left alone",
        ),
        (
            [day("a", "Monday", 43, "2024-05-06", predicate="update"), day("b", "Tuesday", 43, "2024-05-07")],
            0,
            "when the page was changed is no news",
        ),
        (
            [
                day("a", "Monday", 43, "2024-05-06", predicate="post"),
                day("b", "Tuesday", 43, "2024-05-07", predicate="post"),
            ],
            1,
            "somebody posted something",
        ),
        (
            [
                day("a", "Monday", 43, "2024-05-06", predicate="open", sentence="The mayor opened a fair Monday."),
                day("b", "Tuesday", 43, "2024-05-07"),
            ],
            0,
            "both told at the top, but of two things",
        ),
        (
            [
                day(
                    "a", "May 6, 2024", 43, "2024-05-06", sentence="The bridge collapsed! Ada Moss (@moss) May 6, 2024"
                ),
                day("b", "Tuesday", 43, "2024-05-07"),
            ],
            0,
            "the day of a post",
        ),
    ],
)
def test_days_of_one_happening(claims, pairs, reason):
    found = date_pairs(*claims)
    assert len(found) == pairs, reason
    if len(claims) == 3:
        assert found[["left", "right"]].values.tolist() == [[1, 2]]


@pytest.mark.parametrize(
    ("left", "right", "level", "reason"),
    [
        (day("a", "Monday", 0, "2024-05-06"), day("b", "Tuesday", 0, "2024-05-07"), "happened", "two happenings"),
        (
            day("a", "Monday", 0, "2024-05-06", predicate="say"),
            day("b", "Sunday", 0, "2024-05-05"),
            "mixed",
            "police said on Monday what happened on Sunday",
        ),
        (
            day("a", "Friday", 0, "2024-05-10"),
            day("b", "Tuesday", 0, "2024-05-07"),
            "ahead",
            "one article looks ahead, and the other, of the same day, back",
        ),
        (
            day("a", "Friday", 0, "2024-05-17"),
            day("b", "Tuesday", 0, "2024-05-14", published="2024-05-15"),
            "turned",
            "what was to be on Friday was on the Tuesday before it",
        ),
        (
            day("a", "Friday", 0, "2024-05-17", predicate="meet"),
            day("b", "Tuesday", 0, "2024-05-14", published="2024-05-15"),
            "ahead",
            "a meeting to come is not the collapse",
        ),
        (
            day("a", "Monday", 0, "2024-05-06"),
            day("b", "Thursday", 0, "2024-05-09", published="2024-05-10"),
            "ahead",
            "told as past before the other day had come",
        ),
        (
            day("a", "Wednesday", 0, "2024-05-08"),
            day("b", "Thursday", 0, "2024-05-09", published="2024-05-09"),
            "own",
            "each article tells its own day's news",
        ),
    ],
)
def test_what_two_days_are_days_of(left, right, level, reason):
    assert telling_level(left, right) == telling_level(right, left) == level, reason


@pytest.mark.parametrize(
    ("left", "right", "level", "reason"),
    [
        (("shoot", "Friday", "2024-05-03"), ("arrest", "Monday", "2024-05-06"), "apart", "the deed and the arrest"),
        (("shoot", "Friday", "2024-05-03"), ("injure", "Monday", "2024-05-06"), "none", "two words of one deed"),
        (("identify", "Monday", "2024-05-06"), ("play", "Friday", "2024-05-03"), "apart", "a naming is no deed"),
        (("arrest", "Monday", "2024-05-06"), ("play", "Friday", "2024-05-03"), "none", "no stage of a case"),
        (("be condition", "Monday", "2024-05-06"), ("list", "Friday", "2024-05-03"), "state", "a state lasts"),
        (("say", "Tuesday", "2024-05-07"), ("collapse", "Sunday", "2024-05-05"), "since", "told of after it happened"),
        (("say", "Friday", "2024-05-03"), ("collapse", "Sunday", "2024-05-05"), "none", "told of before it happened"),
        (
            ("say", "Friday", "2024-05-03"),
            ("collapse", "Thursday", "2024-05-02"),
            "none",
            "said days before the article",
        ),
    ],
)
def test_stages_of_a_case(left, right, level, reason):
    claims = [
        day(name, text, 0, when, predicate=what) for name, (what, text, when) in zip("ab", (left, right), strict=True)
    ]
    assert stage_level(*claims) == stage_level(*reversed(claims)) == level, reason


def test_another_happening_is_told_aside():
    aside = day("a", "May 3", 0, "2024-05-03", sentence="The most recent collapse of a bridge there was on May 3.")
    assert stage_level(aside, day("b", "Tuesday", 0, "2024-05-07")) == "aside"
    assert stage_level(aside, aside) == "none"


@pytest.mark.parametrize(
    ("left", "right", "expected", "reason"),
    [
        (("Wednesday", "2024-05-08"), ("May 1", "2024-05-01"), "week", "1 May 2024 was a Wednesday too"),
        (("7:30 p.m. Wednesday", "2024-05-08"), ("May 1", "2024-05-01"), "week", "an hour is no day of a month"),
        (("May 8", "2024-05-08"), ("May 1", "2024-05-01"), "", "both by their number"),
        (("Wednesday", "2024-05-08"), ("May 2", "2024-05-02"), "", "two weekdays"),
        (("late Sunday", "2024-05-05"), ("early Monday", "2024-05-06"), "night", "one night"),
        (("Sunday night", "2024-05-05"), ("1:30 a.m. Monday", "2024-05-06"), "night", "one night, by the clock"),
        (("10:40 p.m. Sunday", "2024-05-05"), ("around midnight Monday", "2024-05-06"), "night", "which midnight?"),
        (("7 p.m. Sunday", "2024-05-05"), ("1:30 a.m. Monday", "2024-05-06"), "", "six hours"),
        (("early Sunday", "2024-05-05"), ("late Monday", "2024-05-06"), "", "nearly two days"),
        (("late Sunday", "2024-05-05"), ("early Tuesday", "2024-05-07"), "", "two nights"),
    ],
)
def test_days_that_may_be_one(left, right, expected, reason):
    for (one, first), (two, second) in ((left, right), (right, left)):
        days, texts = (first, second), (one, two)
        found = "week" if unclear_week(days, texts) else "night" if one_night(days, texts) else ""
        assert found == expected, reason


def level_of(level, left, right):
    """A level of two day claims of the articles a and b, each of which is the claim's sentence among others."""
    filler = "Engineers had closed the bridge in Velden to trains. The council met. Rain fell. " * 3
    claims = list(claims_frame((left, right)).itertuples())
    contexts = read_contexts(claims, {claim.article: f"{claim.sentence} {filler}" for claim in claims})
    near = tuple(contexts.near[claim.Index] for claim in claims)
    articles = tuple(contexts.articles[claim.Index] for claim in claims)
    if level is names_level:
        return names_level(near, articles)
    return level(tuple(claims), near, articles) if level is roles_level else level(tuple(claims), articles)


def of(article, sentence, subject, predicate, object):
    text = next(word for word in ("Monday", "Tuesday") if word in sentence)
    start = sentence.find(text)
    return Claim(
        article=article, kind="date", start=start, end=start + len(text), text=text, sentence=sentence, subject=subject,
        predicate=predicate, object=object, as_of_start="2024-05-06", as_of_end="2024-05-06", published="2024-05-08",
    )  # fmt: skip


BEATEN = of("a", "Senator Ada Moss was beaten on Monday by a newcomer, Tom Hale.", "Tom Hale", "beat", "Ada Moss")
DEFEAT = of("b", "On Tuesday Tom Hale, a newcomer, defeated Ms. Moss.", "Tom Hale", "defeat", "Moss")
OPENED = of("b", "The mayor opened a fair on Tuesday.", "mayor", "open", "fair")
MOSS = of(
    "a", "Senator Moss announced on Monday that she would run; Governor Hale kept silent.", "Moss", "announce", ""
)
HALE = of("b", "Governor Hale announced on Tuesday that he would not run.", "Hale", "announce", "")
BOOKED = of("a", "Ada Moss was booked into jail on Monday.", "", "book", "Ada Moss")
ANOTHER = of("b", "Tom Hale was booked into jail on Tuesday.", "", "book", "Tom Hale")
DENIED = of("b", "Governor Hale denied on Tuesday that he would run.", "Hale", "deny", "")


@pytest.mark.parametrize(
    ("level", "left", "right", "expected", "reason"),
    [
        (roles_level, BEATEN, DEFEAT, "all", "doer and patient change places"),
        (roles_level, BEATEN, OPENED, "none", "nothing in common"),
        (rivals_level, MOSS, HALE, "rivals", "one deed of two persons, and the one article knows both"),
        (rivals_level, BOOKED, ANOTHER, "rivals", "one deed done to two"),
        (rivals_level, MOSS, DENIED, "none", "two deeds"),
        (rivals_level, BEATEN, BEATEN, "none", "one person"),
        (names_level, BEATEN, DEFEAT, "rare", "Moss and Hale stand in one sentence each"),
        (names_level, BEATEN, OPENED, "missing", "no name by the one day"),
    ],
)
def test_what_takes_part_on_two_days(level, left, right, expected, reason):
    assert level_of(level, left, right) == expected, reason
    assert level_of(level, right, left) == expected, reason


@pytest.mark.parametrize(
    ("left", "right", "level", "reason"),
    [
        (("Monday", "2024-05-06"), ("Tuesday", "2024-05-07"), "day", "next to each other"),
        (("Monday", "2024-05-06"), ("May 10", "2024-05-10"), "week", "days of one week"),
        (("June 25", "2024-06-25"), ("June 2", "2024-06-02"), "calendar", "a number misprinted"),
        (("June 25", "2024-06-25"), ("July 2", "2024-07-02"), "month", "two months by name"),
        (("May 6", "2024-05-06"), ("Monday", "2024-05-06"), "none", "one day"),
        (("May 6", "2024-05-06"), ("May 6, 2020", "2020-05-06"), "far", "years apart"),
    ],
)
def test_how_far_apart_two_days_are(left, right, level, reason):
    claims = [day(name, text, 0, when) for name, (text, when) in zip("ab", (left, right), strict=True)]
    assert gap_level(*claims) == gap_level(*reversed(claims)) == level, reason


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("Sunday night", "late Sunday", "same"),
        ("Sunday night", "Monday morning", "apart"),
        ("Sunday", "9 a.m.", "missing"),
    ],
)
def test_hours(left, right, level):
    assert hour_level(left, right) == level


def test_lone_days_are_those_of_articles_that_tell_of_one():
    claims = [
        day("a", "Monday", 0, "2024-05-06"),
        day("a", "on May 6", 40, "2024-05-06"),
        day("a", "Tuesday", 80, "2024-05-07", predicate="say"),
        day("a", "June 3", 120, "2024-06-03"),
        day("b", "Monday", 0, "2024-05-06"),
        day("b", "Sunday", 40, "2024-05-05"),
    ]
    frame = claims_frame(claims)
    by_article = {article: list(rows.itertuples()) for article, rows in frame.groupby("article")}
    assert sorted(lone_days(by_article)) == [0, 1], "what was only said, and what is to come, are other days"
