"""The people of a sentence: "two officers", "a 23-year-old man", "Ana Ruiz, 23,", "no one", each with how many they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.checks.fates_words import (
    AGE,
    Sentence,
    is_person,
    is_plural,
    match_phrase,
    months,
    number_of,
    weekdays,
    words_of,
)

# Words of a description before its noun.
DESCRIPTION = 6
OLDEST = 110
LONGEST_NAME = 4
AND = frozenset({"and", ",", "&"})
WAS = (("was",), ("were",), ("is",), ("are",))
AGES = frozenset({"ages", "aged", "age"})


@dataclass(frozen=True, slots=True)
class People:
    """Some people in a sentence, words [start, end): `count` is None where the words do not say how many.

    how: number, things (a number of what is no noun for people), list, single ("a man"), name, bare ("Man" in a headline),
    known ("the victim", "he"), relative ("who", away from its people), self or none. part: `of` for some of a group ("two of
    them", "the two"), `other` for some beside others ("another man", "three others").
    """

    start: int
    end: int
    count: int | None
    how: str
    part: str = ""


def find_people(sentence: Sentence, headline: bool) -> list[People]:
    """The people of a sentence in order, apart; those after "including" are left out, for they are counted already."""
    words, found, index, included = sentence.words, [], 0, 0
    while index < len(words):
        if words[index] == "who" and found and found[-1].count and words[found[-1].end : index] in ((), (",",)):
            # "a man who was killed": said of the man.
            index += 1
            continue
        people = _people_at(sentence, index, headline)
        if people is None and _goes_on(words, index, found):
            # "a husband, wife and their two children"
            people = People(index, index + 1, 1, "single")
        if people is None:
            index += 1
            continue
        inside = index > 0 and (words[index - 1] in words_of("inclusions") or _are_among(words, index))
        # "was among five officers who died": the five are all.
        inside = inside and not (people.how == "number" and words[index - 2 : index - 1] in WAS)
        if inside or (included and set(words[included:index]) <= AND):
            included = people.end
        else:
            found.append(people)
        index = people.end
    return found


def _are_among(words: Sequence[str], index: int) -> bool:
    """Whether people at `index` are some of those just told of: "nine guests, among them two boys", "..., most of them women"."""
    return words[index - 1] in {"them", "whom"} and bool(
        words_of("inclusions") & set(words[max(0, index - 3) : index - 1])
    )


def _goes_on(words: Sequence[str], index: int, found: list[People]) -> bool:
    """Whether a noun without an article goes on a list of people that has begun."""
    near = bool(found) and index <= found[-1].end + 1 and words[index - 1] in AND
    return near and is_person(words[index]) and not is_plural(words[index])


def _people_at(sentence: Sentence, index: int, headline: bool) -> People | None:
    words, word = sentence.words, sentence.words[index]
    if word in words_of("selves"):
        # Who is hurt by his own mistake is hurt like anyone.
        mistake = words_of("by_mistake") & set(words[max(0, index - 3) : index + 2])
        return People(index, index + 1, 1, "known" if mistake else "self")
    if word in words_of("nobody"):
        return People(index, index + 1, 0, "none")
    if word == "no" and index + 1 < len(words) and words[index + 1] not in {"fewer", "less", "more"}:
        end = index + 2 if words[index + 1] == "one" else noun_end(words, index + 1)
        return People(index, end, 0, "none", _others(words[index:end])) if end else None
    if word in {"both", "couple"}:
        return People(index, index + 1, 2, "known" if word == "both" else "number")
    count = number_of(word)
    if count is not None and not counts_no_people(words, index):
        return _numbered(words, index, count)
    if word in words_of("determiners"):
        return _described(words, index)
    if word in words_of("several"):
        end = noun_end(words, index + 1)
        if not end and index + 1 < len(words) and not _may_follow(words, index + 1) and words[index + 1] != "of":
            # "multiple wounds"
            return None
        end = end or index + 1
        return People(index, end, None, "number", _others(words[index:end]))
    if word in words_of("pronouns"):
        # "the partygoers from Velden who were hurt": how many is not said.
        return People(index, index + 1, None if word == "who" else 1, "relative" if word == "who" else "known")
    named = _name_end(sentence, index)
    if named:
        return People(index, named, 1, "name")
    return _without_article(sentence, index, headline)


def _without_article(sentence: Sentence, index: int, headline: bool) -> People | None:
    """The people of a noun without an article: "17-year-old Ana Ruiz", "Passengers", a headline's "Man"."""
    words, word = sentence.words, sentence.words[index]
    if AGE.fullmatch(word):
        end = noun_end(words, index) or index + 1
        return People(index, _name_end(sentence, end) or end, None if is_plural(words[end - 1]) else 1, "single")
    if not is_person(word):
        return None
    if is_plural(word):
        return People(index, index + 1, None, "number")
    return People(index, index + 1, 1, "bare") if headline or sentence.printed[index][0].isupper() else None


def _others(words: Sequence[str]) -> str:
    return "other" if words_of("others") & set(words) else ""


def counts_no_people(words: Sequence[str], index: int) -> bool:
    """Whether a number is an age, a time, money, an address or a share by the words beside it."""
    before = words[index - 1] if index else ""
    after = words[index + 1] if index + 1 < len(words) else ""
    if before in words_of("number_after") or before in months() or after in words_of("number_before"):
        return True
    if (
        after == "-"
        and words[index + 2 : index + 3]
        and (words[index + 2] == "or" or words[index + 2].endswith("-old"))
    ):
        # "a 2- or 3-year-old"
        return True
    ends = after in {",", ")", "", "."}
    if before in {",", "("} and words[index].isdigit():
        # "the boy, 3, was", "her sons, 7 and 8, were"
        return ends or (after in {"and", "or"} and any(word.isdigit() for word in words[index + 2 : index + 3]))
    if before in {"and", "or"} and ends and index > 2 and words[index - 2].isdigit():
        return words[index - 3] in {",", "("} | AGES
    if before in {"to", "-", "–"} and index > 2 and words[index - 2].isdigit() and words[index - 3] in AGES:
        return True
    return before == ":" and index > 1 and words[index - 2].isdigit()


def _numbered(words: Sequence[str], index: int, count: int) -> People | None:
    """The people that a number counts: with their noun, of a group, or alone."""
    end = index + 1
    before = words[index - 1] if index else ""
    if words[end : end + 1] == ("dozen",):
        count, end = count * 12, end + 1
    if end < len(words) and number_of(words[end]) is not None:
        # "photo 1 of 1 Three men": two figures side by side.
        return None
    if words[end : end + 1] == ("of",):
        rest = end + 1
        while rest < len(words) and (
            words[rest] in words_of("determiners") or words[rest] in {"them", "whom"} or number_of(words[rest])
        ):
            rest += 1
        noun = noun_end(words, rest)
        if not noun and words[rest - 1] not in {"them", "whom", "those", "these"} and not number_of(words[rest - 1]):
            return None
        return People(index, noun or rest, count, "number", "" if before == "all" else "of")
    noun = noun_end(words, end)
    if noun and count > 1 and AGE.fullmatch(words[end]) and not is_plural(words[noun - 1]):
        # "photo 2 of 6 8-year-old": two figures side by side.
        return None
    part = _others(words[end : noun or end + 1])
    if noun:
        return People(index, noun, count, "number", part)
    if part:
        return People(index, end + 1, count, "number", part)
    if end < len(words) and not _may_follow(words, end):
        # "two bailiffs": whoever can be killed or hurt need not be in a lexicon, but a car can be hit.
        plural = words[end].isalpha() and words[end].endswith("s") and len(words[end]) > 4
        return People(index, end + 1, count, "things") if plural else None
    # "the two", "the other two" take up who was told of before.
    if before == "of" and index > 1 and words[index - 2] in words_of("collectives"):
        # "a family of four"
        return People(index - 2, end, count, "number")
    return People(index, end, count, "number", "of" if before in {"the", "other", "these", "those"} else "")


def _may_follow(words: Sequence[str], index: int) -> bool:
    """Whether a number before `index` can stand for people by itself: "five were", "two dead", "killed one in"."""
    word = words[index]
    if word in words_of("auxiliaries") or word in words_of("follow_number") or not word.isalnum():
        return True
    return any(match_phrase(words, index, key)[0] for key in ("states", "acts", "deeds"))


def _described(words: Sequence[str], index: int) -> People | None:
    """The person of "a 23-year-old man", "the victim", "his wife"; several without a count for "the victims"."""
    end = noun_end(words, index + 1)
    if not end:
        end = index + 2
        alone = (
            index + 1 if words[index] == "another" else end if words_of("ordinals") & set(words[index + 1 : end]) else 0
        )
        if alone and alone < len(words) and _may_follow(words, alone):
            # "another was hurt", "a third died"
            return People(index, alone, 1, "single", "other")
        # "the family dog" is no family, and "a family of four" comes with its number.
        after = words[end] if end < len(words) else ","
        ends = not after.isalnum() or after in words_of("phrase_ends") - {"of"} or after in words_of("auxiliaries")
        together = ends and not words_of("collectives").isdisjoint(words[index + 1 : end])
        return People(index, end, None, "number") if together else None
    for place in range(index + 1, end - 1):
        count = number_of(words[place])
        if count is not None and not counts_no_people(words, place):
            return People(index, end, count, "number")
    many, word = is_plural(words[end - 1]), words[index]
    if word in words_of("one_of_a_kind"):
        return None if many else People(index, end, 1, "single", "" if word in {"a", "an"} else "other")
    own = word in words_of("possessives") and not many
    return People(index, end, None if many else 1, "single" if own else "known")


def noun_end(words: Sequence[str], index: int) -> int:
    """Where a noun phrase for people that begins at `index` ends; 0 when there is none within a description's length."""
    end = 0
    for place in range(index, min(len(words), index + DESCRIPTION)):
        word = words[place]
        if word in words_of("auxiliaries") or word in words_of("phrase_ends") or word in words_of("barriers"):
            break
        if word in {"a", "an", "the"} or word in words_of("possessives"):
            break
        if is_person(word) or word == "others":
            end = place + 1
            continue
        inner = word in words_of("inner_states") and (
            word not in words_of("dead_within") or place == index or number_of(words[place - 1]) is not None
        )
        state = not inner and match_phrase(words, place, "states")[0]
        if end or state or not word[0].isalnum():
            break
    return end


def _name_end(sentence: Sentence, index: int) -> int:
    """Where a person's name that begins at `index` ends, its age between commas included; 0 for none.

    A run of capitals is a person's when an age follows it or when it ends in a surname of the article.
    """
    words, end = sentence.words, index
    while end < len(words) and end - index <= LONGEST_NAME and _is_capital(sentence, end):
        end += 1
    if end == index or end - index > LONGEST_NAME or words[end - 1].endswith("'s"):
        return 0
    aged = words[end + 1 : end + 2] if words[end : end + 1] in ((",",), ("(",)) else ()
    if (
        aged
        and aged[0].isdigit()
        and 0 < int(aged[0]) < OLDEST
        and words[end + 2 : end + 3] in ((), (",",), (")",), (".",))
    ):
        return min(end + 3, len(words)) if words[end + 2 : end + 3] != (".",) else end + 2
    return end if words[end - 1] in sentence.names else 0


def _is_capital(sentence: Sentence, index: int) -> bool:
    """Whether a word can be part of a name: a capital, and neither an article nor a word for what became of people."""
    words, printed = sentence.words, sentence.printed[index]
    if not printed[0].isupper() or (printed.isupper() and len(printed) > 2):
        return False
    if words[index] in words_of("determiners") | words_of("leaving") | weekdays() | months():
        return False
    return not any(match_phrase(words, index, key)[0] for key in ("states", "acts", "deeds"))


def is_agent(words: Sequence[str], some: People) -> bool:
    """Whether people are the ones who did it: what follows "a boy shot by his father" is said of the boy."""
    if some.start < 2 or words[some.start - 1] != "by" or words[some.end : some.end + 1] == ("who",):
        return False
    return words[some.start - 2].endswith("ed") or any(
        match_phrase(words, start, key)[1] == some.start - 1
        for key in ("states", "deeds")
        for start in range(max(0, some.start - 4), some.start - 1)
    )


def sex_of(words: Sequence[str]) -> str:
    """`m` or `f` by the nouns among the words for one person, blank when none of them tells or two disagree."""
    told = {sex for sex, key in (("m", "men_and_boys"), ("f", "women_and_girls")) if words_of(key) & set(words)}
    return told.pop() if len(told) == 1 else ""


def age_of(words: Sequence[str]) -> int | None:
    """The years that the words for one person give it, 0 for a baby's months, None when they give none."""
    for place, word in enumerate(words):
        if AGE.fullmatch(word):
            number = number_of(re.split(r"[-‐‑](?:year|month|week|day)", word)[0])
            return number if "year" in word else 0
        if place and words[place - 1] in {",", "("} and word.isdigit():
            return int(word)
    return None
