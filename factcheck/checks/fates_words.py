"""Sentences as words, and the phrases, numbers and nouns for people that `factcheck.checks.fates` reads in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.terms import canonical_head, kinds_above

TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?\w*(?:[-‐‑]\w+)*|\w+(?:[-‐‑'’.]\w+)*|[^\w\s]")
SENTENCE_END = re.compile(
    r"(?<=[.!?])[”\"’')\]]*\s+(?=[“\"‘'(]?[A-Z0-9])|(?<=[a-z)][.!?][”\"])(?=[A-Z])|(?<=[a-z]{3}[.!?])(?=[A-Z][a-z])|\n+"
)
AGE = re.compile(
    r"\d{1,3}[-‐‑](?:year|month|week|day)s?[-‐‑]olds?|(?:[a-z]+[-‐‑]){1,2}(?:year|month)s?[-‐‑]olds?", re.IGNORECASE
)
YEAR = re.compile(r"(?:19|20)\d\d")
# Counts above this are no tolls; figures with a unit never come here.
MOST = 100_000
LONGEST_SENTENCE = 150
# Words of which the `_` of a phrase may stand for so many.
WILD = 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence in lower case and as printed, with their places in the text; names: surnames of the article."""

    words: tuple[str, ...]
    printed: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    names: frozenset[str] = frozenset()


def read_sentences(text: str, names: frozenset[str] = frozenset()) -> Iterator[Sentence]:
    """The sentences of a text, roughly: cut at end marks before a capital and at line ends; the words of each cut short at
    LONGEST_SENTENCE."""
    for start, end in sentence_spans(text):
        tokens = list(TOKEN.finditer(text, start, end))[:LONGEST_SENTENCE]
        printed = tuple(match.group() for match in tokens)
        words = tuple(word.lower().replace("’", "'") for word in printed)
        yield Sentence(words, printed, tuple(match.span() for match in tokens), names)


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """The characters of each sentence that holds any word."""
    start = 0
    for match in SENTENCE_END.finditer(text):
        if (
            text[max(start, match.start() - 12) : match.start()].endswith(_abbreviations())
            and "\n" not in match.group()
        ):
            continue
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


@cache
def _abbreviations() -> tuple[str, ...]:
    listed = read_lexicon("furniture")["abbreviations"]
    words = listed if isinstance(listed, list) else [word for group in listed.values() for word in group]
    printed = {f" {word.rstrip('.')}." for word in map(str, words)}
    return tuple(sorted(printed | {form.title() for form in printed}))


@cache
def words_of(key: str) -> frozenset[str]:
    """The list `key` of the lexicon of fates, as a set."""
    return frozenset(map(str, read_lexicon("fates")[key]))


@cache
def months() -> frozenset[str]:
    """The names of months and their short forms."""
    return frozenset(read_lexicon("numerals")["months"])


@cache
def weekdays() -> frozenset[str]:
    """The names of the days of the week."""
    return frozenset(read_lexicon("calendar")["weekdays"])


@cache
def _phrases(key: str) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """The phrases of a group by their first word, the longest first, each with its event ("yes" in a plain list)."""
    listed = read_lexicon("fates")[key]
    groups = listed if isinstance(listed, dict) else {"yes": listed}
    found: dict[str, list] = {}
    for event, phrases in groups.items():
        for phrase in phrases:
            parts = tuple(TOKEN.findall(phrase))
            found.setdefault(parts[0], []).append((event, parts))
    return {first: tuple(sorted(several, key=lambda item: -len(item[1]))) for first, several in found.items()}


@cache
def _telling() -> frozenset[str]:
    """Words of which a sentence that says what became of people holds one."""
    keys = ("states", "acts", "deeds", "nouns")
    phrases = {word for key in keys for several in _phrases(key).values() for _, parts in several for word in parts}
    return (phrases | set(read_lexicon("fates")["multiples"])) - words_of("plain")


def tells_fate(words: Sequence[str]) -> bool:
    """Whether any word may belong to a phrase for what became of people: most sentences are done with this look."""
    return not _telling().isdisjoint(words)


def match_phrase(words: Sequence[str], index: int, key: str) -> tuple[str, int]:
    """The event and the end of the longest phrase of `key` that stands at `index`; ("", index) for none."""
    for event, parts in _phrases(key).get(words[index] if index < len(words) else "", ()):
        end = _match_parts(words, index, parts)
        if end:
            return event, end
    return "", index


def _match_parts(words: Sequence[str], index: int, parts: Sequence[str]) -> int:
    for place, part in enumerate(parts):
        if part == "_":
            ends = (_match_parts(words, index + skip, parts[place + 1 :]) for skip in range(WILD + 1))
            return next((end for end in ends if end), 0)
        if index >= len(words) or words[index] != part:
            return 0
        index += 1
    return index


def holds_phrase(words: Sequence[str], key: str) -> bool:
    """Whether a phrase of `key` stands anywhere among the words."""
    first = _phrases(key)
    return any(word in first and match_phrase(words, index, key)[0] for index, word in enumerate(words))


def is_round_up(words: Sequence[str]) -> bool:
    """Whether a sentence tells of several events together: "three separate shootings", "crashes across the county"."""
    if holds_phrase(words, "round_ups"):
        return True
    for index, word in enumerate(words):
        if word in words_of("event_plurals"):
            before, after = words[max(0, index - 3) : index], words[index + 1 : index + 1 + WILD]
            if words_of("many_before") & set(before) or words_of("many_after") & set(after):
                return True
            counted = any((number_of(one) or 0) > 1 for one in before) and "other" not in before
            if counted and word not in words_of("death_plurals"):
                return True
    return False


@cache
def _numbers() -> dict[str, int]:
    lexicon = read_lexicon("numerals")
    small = {**lexicon["digits"], **lexicon["teens"], **lexicon["tens"], "dozen": 12}
    joined = {
        f"{ten}-{one}": lexicon["tens"][ten] + lexicon["digits"][one]
        for ten in lexicon["tens"]
        for one in lexicon["digits"]
    }
    return {word: int(value) for word, value in {**joined, **small}.items() if value}


def number_of(word: str) -> int | None:
    """The count that a word or figures print, None for anything else; no year, no decimal."""
    plain = word.replace(",", "")
    if plain.isdigit() and plain.isascii() and len(word) < 8:
        return int(plain) if 0 < int(plain) < MOST and not YEAR.fullmatch(word) else None
    return _numbers().get(word)


@cache
def is_person(word: str) -> bool:
    """Whether a word is a noun for people, one or many."""
    if word in words_of("not_people"):
        return False
    if AGE.fullmatch(word) or word in words_of("people_too") or word.removesuffix("s") in words_of("people_too"):
        return True
    # "step-dad", "grandmother": kin of kin.
    head = canonical_head(re.sub(r"^(?:step|grand|great|ex)-?(?=[a-z]{3})", "", word))
    return any(one == "person" or "person" in kinds_above(one) for one in (canonical_head(word), head))


@cache
def is_plural(word: str) -> bool:
    """Whether a noun for people stands in the plural."""
    if word in words_of("plurals") or word.endswith(("olds", "men")):
        return True
    singular = word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word.endswith("s") and not word.endswith("ss") and is_person(singular)
