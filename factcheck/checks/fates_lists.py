"""Lists of people in a sentence: "a man and two boys", "Ana Ruiz, 23, a nurse, and Bo Ek", told as one."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.checks.fates_people import AND, People
from factcheck.checks.fates_words import AGE, is_person, words_of

# Words of a phrase of place between two of a list.
LONGEST_PLACE = 12


def is_coordinated(words: Sequence[str], left: People, right: People, headline: bool) -> bool:
    """Whether two stretches of people stand in one list: "a man and a woman", "Ana Ruiz, 23, and Bo Ek, 24"."""
    between = words[left.end : right.start]
    if not set(between) <= AND or len(between) > 2 or not (between or words[left.end - 1] == ","):
        return False
    if right.how == "known":
        return (
            between == ("and",)
            and None not in (left.count, right.count)
            and words[right.start] not in words_of("pronouns")
        )
    return right.how in {"number", "things", "single", "name"} or (headline and left.how == right.how == "bare")


def is_joined(words: Sequence[str], group: list[People], headline: bool) -> bool:
    """Whether a list is one of several people: an "and" before its last, or a headline's comma."""
    pairs = zip(group, group[1:], strict=False)
    return headline or any({"and", "&"} & set(words[left.end : right.start]) for left, right in pairs)


def without_appositions(words: Sequence[str], group: list[People]) -> list[People]:
    """A list without those who are told twice: "his wife, Ana Ruiz", "the boy's uncle, a 52-year-old", "two sons, Bo, 9, and
    Cy, 6"."""
    kept, listed = group[:1], False
    for left, right in zip(group, group[1:], strict=False):
        comma = words[left.end : right.start] == (",",)
        named = comma and left.how in {"single", "known"} and _is_named(words, right) and not _is_named(words, left)
        aged = (
            comma
            and len(group) > 2
            and right.how == "single"
            and AGE.fullmatch(words[right.end - 1])
            and left.end == right.start - 1
        )
        # "Ana Ruiz, 31, a nurse, and": what she was.
        what = _is_named(words, kept[-1]) and right.how == "single" and words[right.start] in {"a", "an"}
        what = what and not AGE.fullmatch(words[right.end - 1]) and words[right.end : right.end + 1] == (",",)
        what = what and "and" not in words[left.end : right.start]
        listed = right.how == "name" and (listed or (left.how == "number" and left.end < right.start and comma))
        if not (named or aged or what or listed):
            kept.append(right)
    return kept


def _is_named(words: Sequence[str], some: People) -> bool:
    """Whether people are one person by name, an age before it or not: "Ana Ruiz", "27-year-old Ana Ruiz"."""
    return some.how == "name" or (bool(AGE.fullmatch(words[some.start])) and not is_person(words[some.end - 1]))


def together(group: list[People]) -> People:
    """The people of a list as one: their counts added up, unknown when one of them is."""
    if len(group) == 1:
        return group[0]
    counts = [some.count for some in group]
    part = next((some.part for some in group if some.part), "")
    how = "number" if any(some.how in {"number", "things"} for some in group) else "list"
    return People(group[0].start, group[-1].end, None if None in counts else sum(counts), how, part)


def goes_on_behind_place(words: Sequence[str], before: People, some: People) -> bool:
    """Whether people go on the list of a deed behind a phrase of place: "hurt a nurse at her desk and a cook in the street"."""
    between = words[before.end : some.start]
    placed = 2 < len(between) <= LONGEST_PLACE and between[0] in words_of("places") and between[-1] == "and"
    plain = placed and all(word.isalpha() and word not in words_of("auxiliaries") for word in between)
    new = words[some.start] in {"a", "an", "another"} or some.how == "number"
    after = words[some.end] if some.end < len(words) else "."
    return plain and new and (not after.isalnum() or after in words_of("places"))


def ends_list(words: Sequence[str], some: People) -> bool:
    """Whether nothing is said of the last of a headline's list: "Deaths of Wife, Son in Velden"."""
    return some.end == len(words) or words[some.end] in words_of("phrase_ends") | {",", ":", ";"}
