"""How two days are compared: the level of each comparison of rules/matching/date.yaml for two date claims.

A day is told of a happening, and one happening is told in many ways: "Ada Moss was beaten on Tuesday by a newcomer" and "on
Tuesday a newcomer defeated Ms. Moss". So what takes part in it is looked for on the other side in whatever role, and a word
counts by how seldom the two articles use it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache

from factcheck.language.lexicons import read_lexicon
from factcheck.link.contexts import Contexts
from factcheck.link.quantities import LEAD, actor_words, happening_level, specific_level
from factcheck.link.weights import Common
from factcheck.normalise.terms import canonical_predicate
from factcheck.normalise.wording import Surroundings, Wording, kindred, rarity, stem

WORD = re.compile(r"[a-z]+")
NAME = re.compile(r"[^\W\d_][\w'’.-]+")
# Days apart up to which two days may be one that was mistaken, and how news tells days: a week at most by weekday.
GAP_LEVELS = ((1, "day"), (6, "week"), (31, "month"))
# Likenesses of the words about two days from which on they are told in much the same words, and so on down.
CONTEXT_LEVELS = ((0.35, "alike"), (0.2, "high"), (0.12, "middle"), (0.05, "low"))
# Sums of rarities: of what takes part on either side and stands by the day on the other, and of the names by both days. A word
# that stands in one of thirty sentences adds 3, one that stands in half of them less than 1.
ROLE_LEVELS = ((8.0, "all"), (4.0, "most"), (2.0, "some"), (0.5, "few"))
NAME_LEVELS = ((4.0, "rare"), (2.0, "telling"), (1.0, "known"), (0.01, "frequent"))
# What takes part stands this near to the day (see `Surroundings.near`): within some eighteen words.
NEAR = 0.3
# Stages that are apart from whatever else happens: nobody tells of the deed itself as a vigil or a naming.
ALONE = frozenset({"mourning", "naming"})
# The predicate of what goes on: "be condition", "be step".
STATE = "be "
# A word of what is to come so many words before a day may still speak of it ("are planning to meet at the hall on Monday").
WORDS_BEFORE = 10


def compare_dates(
    left, right, common: Common, contexts: Contexts, first: Iterable[int], lone: frozenset[int] = frozenset()
) -> tuple[dict[str, str], dict[str, str]]:
    """The level of each comparison for two claims (rows as named tuples), and the words shared, for the reasons.

    first: the rows of the claims that are the first day of their article. lone: see `lone_days`.
    """
    alike, met = contexts.likeness(left.Index, right.Index)
    near = contexts.near[left.Index], contexts.near[right.Index]
    articles = contexts.articles[left.Index], contexts.articles[right.Index]
    levels = {
        "context": next((name for least, name in CONTEXT_LEVELS if alike >= least), "none"),
        "happening": specific_level(
            happening_level(left.predicate, right.predicate), canonical_predicate(left.predicate), common.happenings
        ),
        "doer": doer_level(left.subject, right.subject),
        "roles": roles_level((left, right), near, articles),
        "rivals": rivals_level((left, right), articles),
        "stage": stage_level(left, right),
        "place": place_level(left, right, first),
        "kin": "both" if left.Index in lone and right.Index in lone else "other",
        "telling": telling_level(left, right),
        "names": names_level(near, articles),
        "hour": hour_level(left.text, right.text),
        "gap": gap_level(left, right),
    }
    return levels, {"context": ", ".join(met[:4])}


def doer_level(left: str, right: str) -> str:
    """Whether two happenings have one actor, two, or two that are both persons or bodies by name (another)."""
    words = actor_words(left), actor_words(right)
    if not words[0] or not words[1]:
        return "missing"
    if words[0] & words[1]:
        return "same"
    return "another" if left[:1].isupper() and right[:1].isupper() else "other"


def frame_words(claim) -> dict[str, str]:
    """What a claim tells of, doer, deed and what it was done to alike: each stem by its synonym group."""
    words = NAME.findall(f"{claim.subject} {claim.predicate} {claim.object}")
    return {kindred(key): key for key in map(stem, words) if key}


def roles_level(claims: tuple, near: tuple[Surroundings, ...], articles: tuple[Wording, ...]) -> str:
    """How much of what takes part on one side, in any role, is told by the day on the other side, counted by rarity."""
    total = 0.0
    for claim, other in zip(claims, reversed(near), strict=True):
        told: dict[str, str] = {}
        for key, nearness in other.near.items():
            if nearness > NEAR:
                told.setdefault(kindred(key), key)
        for group, key in frame_words(claim).items():
            if group in told:
                total += min(rarity(key, *articles), rarity(told[group], *articles))
    return next((name for least, name in ROLE_LEVELS if total >= least), "none")


def rivals_level(claims: tuple, articles: tuple[Wording, ...]) -> str:
    """rivals for one deed that is told of two persons or bodies by name ("Mayor Berg announced", "Governor Moss announced"),
    when either article knows of the other's, or when it was done to them ("Berg was booked"); none otherwise."""
    left, right = claims
    only_said = read_lexicon("wording")["only_said"]
    told = all(claim.predicate in only_said for claim in claims)
    if not left.predicate or not (told or canonical_predicate(left.predicate) == canonical_predicate(right.predicate)):
        return "none"
    doers = last_name(left.subject), last_name(right.subject)
    patients = last_name(left.object), last_name(right.object)
    if all(patients) and patients[0] != patients[1] and not any(doers):
        return "rivals"
    for names in (doers, patients):
        if all(names) and names[0] != names[1] and (names[0] in articles[1].held or names[1] in articles[0].held):
            return "rivals"
    return "none"


@cache
def stages() -> dict[str, str]:
    """The stage of a case that each verb or noun of `wording.yaml` belongs to."""
    return {word: stage for stage, words in read_lexicon("wording")["stages"].items() for word in words}


def stage_level(left, right) -> str:
    """Whether two days are of two happenings of one story.

    apart: of two stages of a case ("shot on Friday", "charged on Monday"). state: one is of what goes on for days ("was in
    critical condition Monday"). aside: one is told beside the news ("the previous shooting on May 3"). since: what happened
    on one day was told of on the other, later, on which its article came out, or on the day before: "police said Monday".
    """
    held = stages().get(left.predicate), stages().get(right.predicate)
    if held[0] != held[1] and (all(held) or ALONE & set(held)):
        return "apart"
    if any(claim.predicate.startswith(STATE) for claim in (left, right)):
        return "state"
    if is_aside(left) != is_aside(right):
        return "aside"
    only_said = read_lexicon("wording")["only_said"]
    for said, other in ((left, right), (right, left)):
        told = said.predicate in only_said and other.predicate not in only_said
        if told and said.as_of_start > other.as_of_start and lag_of(said) in (0, 1):
            return "since"
    return "none"


def is_aside(claim) -> bool:
    """Whether a day is told of another happening than the news, by a word such as "previous" shortly before it."""
    before = WORD.findall(claim.sentence[: max(0, claim.sentence.find(claim.text))].lower())
    return bool(set(read_lexicon("wording")["told_aside"]) & set(before[-WORDS_BEFORE:]))


def last_name(phrase: str) -> str:
    """The last word with a capital of a phrase, as `stem` gives it; blank for none."""
    names = [word for word in NAME.findall(phrase) if word[0].isupper()]
    return stem(names[-1]) if names else ""


def place_level(left, right, first: Iterable[int]) -> str:
    """Where in their articles two days are told.

    news: each the first day of its article, and the articles came out on one day: what both open with is mostly the same.
    first: the same of articles of two days. both, one, none: how many of them stand at the top.
    """
    if left.Index in first and right.Index in first:
        return "news" if left.published and left.published == right.published else "first"
    return ("none", "one", "both")[sum(claim.start < LEAD for claim in (left, right))]


def lone_days(by_article: Mapping[str, list]) -> frozenset[int]:
    """The rows of the claims of past happenings in articles that tell of one day only, what was only said aside.

    An article that names one day names that of the news, and so does the other on the same event.
    """
    only_said = read_lexicon("wording")["only_said"]
    found: set[int] = set()
    for claims in by_article.values():
        past = [claim for claim in claims if claim.predicate not in only_said and not lies_ahead(claim)]
        if len({claim.as_of_start for claim in past}) == 1:
            found.update(claim.Index for claim in past)
    return frozenset(found)


def telling_level(left, right) -> str:
    """What two days are days of: happenings, what was only said of one, a mixture; or why they cannot be one day.

    own: the articles came out on two days, and each tells of the day on which it came out, or of the day before. ahead: one
    day is told as past by an article that came out before the other, or as still to come by one that came out after it.
    turned: the same where one article looks ahead, and the other back on the same deed: plans that are told of another day.
    """
    lags = [lag_of(claim) for claim in (left, right)]
    if left.published != right.published and lags[0] == lags[1] and lags[0] in (0, 1):
        return "own"
    otherwise = tells_otherwise(left, right.as_of_start), tells_otherwise(right, left.as_of_start)
    if any(otherwise):
        one_deed = happening_level(left.predicate, right.predicate) in ("same", "synonym")
        return "turned" if one_deed and not all(otherwise) and lies_ahead(left) != lies_ahead(right) else "ahead"
    said = [claim.predicate in read_lexicon("wording")["only_said"] for claim in (left, right)]
    return "mixed" if said[0] != said[1] else "said" if said[0] else "happened"


def tells_otherwise(claim, day: str) -> bool:
    """Whether a claim cannot be told of `day`: told as past before it, or as to come after it."""
    known = claim.published and "/" not in claim.published
    return bool(known) and lies_ahead(claim) != (day > claim.published)


def lies_ahead(claim) -> bool:
    """Whether a day is one to come: after publication, or told of with a word such as "scheduled" in the words before it."""
    if claim.published and claim.as_of_start > claim.published[:10]:
        return True
    before = claim.sentence[: max(0, claim.sentence.find(claim.text))]
    return bool(set(read_lexicon("wording")["to_come"]) & set(WORD.findall(before.lower())[-WORDS_BEFORE:]))


def lag_of(claim) -> int | None:
    """How many days before its article came out a day lies; None when the day of publication is not known."""
    if not claim.published or "/" in claim.published:
        return None
    return (date.fromisoformat(claim.published) - date.fromisoformat(claim.as_of_start)).days


def names_level(near: tuple[Surroundings, ...], articles: tuple[Wording, ...]) -> str:
    """How rare the names are, taken together, that stand by both days; apart for none, missing where a day has none by it."""
    names = [{key for key in side.near if side.printed[key][:1].isupper()} for side in near]
    if not names[0] or not names[1]:
        return "missing"
    # In the order of the text: a sum of floats depends on it.
    total = sum(rarity(key, *articles) for key in near[0].near if key in names[0] & names[1])
    return next((name for least, name in NAME_LEVELS if total >= least), "apart")


@lru_cache(maxsize=65_536)
def hour_of(text: str) -> str:
    """The part of the day that a printed date names: morning, afternoon or night; blank when it names none."""
    words = set(WORD.findall(text.lower()))
    parts = read_lexicon("wording")["day_parts"]
    return next((part for part, names in parts.items() if words & set(names)), "")


def hour_level(left: str, right: str) -> str:
    """Whether two printed dates name one part of the day, two, or not both one."""
    parts = hour_of(left), hour_of(right)
    if not parts[0] or not parts[1]:
        return "missing"
    return "same" if parts[0] == parts[1] else "apart"


def is_calendar_day(text: str) -> bool:
    """Whether a printed day is told by month and number ("June 25")."""
    calendar = read_lexicon("calendar")
    months = {*calendar["months"], *calendar["month_abbreviations"]}
    return bool(months & set(WORD.findall(text.lower())))


def gap_level(left, right) -> str:
    """How far two days lie apart, as a level of the comparison `gap`; calendar for two days of one month, both by its name."""
    days = abs((date.fromisoformat(left.as_of_start) - date.fromisoformat(right.as_of_start)).days)
    if not days:
        return "none"
    month = left.as_of_start[:7] == right.as_of_start[:7]
    if month and is_calendar_day(left.text) and is_calendar_day(right.text):
        return "calendar"
    return next((name for most, name in GAP_LEVELS if days <= most), "far")
