"""The words of an article as a reader of names sees them, and the word lists that they are held against."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from factcheck.language.lemmas import irregular_verbs
from factcheck.language.lexicons import read_lexicon, words_of
from factcheck.language.printed import text_of
from factcheck.model import Block, Parsed
from factcheck.normalise.names import PARTICLES

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_][\w\u0300-\u036f]*(?:[-‑'’][^\W\d_][\w\u0300-\u036f]*)*\.?|\d+")
_POSSESSIVE = re.compile(r"['’][sS]$")
INITIAL = re.compile(r"^(?:[^\W\d_]\.)+$|^[A-Z]$")
VOWELS = "aeiou"
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


# Not the question mark: headlines ask questions too.
_SENTENCE_ENDS = {".", ","}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a block; offsets are the article's. `possessive` tells that 's was cut off its end."""

    start: int
    end: int
    text: str
    lower: str
    possessive: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """The words of each block of an article, and what the article as a whole shows of words."""

    parsed: Parsed
    words: tuple[tuple[Word, ...], ...]
    lower_seen: frozenset[str]
    title_case: tuple[bool, ...]

    def gap(self, block: int, index: int) -> str:
        """What is printed between word `index - 1` and word `index` of a block; blank at its beginning.

        A full stop that ends an abbreviation belongs to its word; a possessive 's is left out.
        """
        words = self.words[block]
        if index <= 0 or index >= len(words):
            return ""
        printed = self.parsed.article.text[words[index - 1].end : words[index].start]
        return printed[2:] if words[index - 1].possessive else printed


@cache
def cue_forms() -> dict[str, str]:
    """Each regular form of each cue verb, and the irregular ones listed, with the verb. A form that is itself a listed verb
    ("found") and one of two verbs are left to the lemmatiser."""
    verbs = {
        verb for entry in ("saying", "thinking", "showing", "polling", "stances") for verb in words_of("cues", entry)
    }
    forms: dict[str, str] = {}
    twice = set()
    for verb in sorted(verbs):
        for form in inflect(verb):
            if forms.setdefault(form, verb) != verb:
                twice.add(form)
    forms = {form: verb for form, verb in forms.items() if form not in verbs and form not in twice}
    return forms | {form: irregular_verbs()[form] for form in words_of("cues", "irregular")}


def inflect(verb: str) -> set[str]:
    """The regular forms of a verb; where a consonant may be doubled, both ways.

    >>> sorted(inflect("deny")), sorted(inflect("quip"))[:2]
    (['denied', 'denies', 'denying'], ['quiped', 'quiping'])
    """
    stem = verb.removesuffix("e")
    if verb[-1] == "y" and verb[-2] not in VOWELS:
        return {f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"}
    forms = {f"{stem}ed", f"{stem}ing" if verb[-2:] != "ee" else f"{verb}ing"}
    forms.add(f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s")
    if verb[-1] not in f"{VOWELS}wxy" and verb[-2] in VOWELS and verb[-3:-2] not in VOWELS:
        forms |= {f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"}
    return forms


@cache
def place_names() -> frozenset[str]:
    """Every country, demonym, capital and place, each as printed."""
    data = read_lexicon("countries")
    names = {
        form.strip() for line in data["countries"].values() for field in line.split("|") for form in field.split(",")
    }
    listed = f"{data['regions']},{data['places']}".split(",")
    return frozenset(names | {place.strip() for place in listed} - {""})


@cache
def country_forms() -> dict[str, str]:
    """Names, short forms and demonyms of countries as printed, each with the country's canonical name; no capitals."""
    return _country_fields(2)


@cache
def country_words() -> dict[str, str]:
    """As `country_forms`, capitals and seats of government included."""
    return _country_fields(3)


def _country_fields(first: int) -> dict[str, str]:
    forms: dict[str, str] = {}
    for canonical, line in read_lexicon("countries")["countries"].items():
        for field in line.split("|")[:first]:
            forms.update({form.strip(): canonical for form in field.split(",") if form.strip()})
    return forms


@cache
def organisation_names() -> frozenset[str]:
    """Every listed organisation in every form."""
    return frozenset(
        form.strip() for line in read_lexicon("organisations")["organisations"].values() for form in line.split(",")
    )


@cache
def titles() -> frozenset[str]:
    """Forms of address and ranks, in lower case."""
    lexicon = read_lexicon("titles")
    return frozenset((*lexicon["honorifics"], *lexicon["ranks"]))


def is_title(lower: str) -> bool:
    """Whether a word in lower case is a form of address, a rank or the head of a role."""
    return lower in titles() or lower in words_of("titles", "role_heads")


def honorific_gender(title: str) -> str:
    """The gender that a form of address tells ("Mrs."): m or f; blank where it tells none, and for any other word."""
    return read_lexicon("titles")["honorifics"].get(title.lower(), "")


def split_words(block: Block) -> tuple[Word, ...]:
    """The words of a block that has a parse; a possessive 's is cut off, a full stop kept on initials and abbreviations."""
    if block.doc is None:
        return ()
    known = block.doc.user_data.get("words")
    if known is not None:
        return known
    words = []
    for match in _WORD.finditer(text_of(block.doc)):
        text, end = match.group(), match.end()
        if text.endswith(".") and not (INITIAL.match(text) or text.lower() in titles() or text.lower() in SUFFIXES):
            text, end = text[:-1], end - 1
        possessive = bool(_POSSESSIVE.search(text)) and len(text) > 2
        if possessive:
            text, end = text[:-2], end - 2
        words.append(Word(block.start + match.start(), block.start + end, text, text.lower(), possessive))
    # Kept with the doc: persons and statements both read them.
    return block.doc.user_data.setdefault("words", tuple(words))


def read_lines(parsed: Parsed) -> Lines:
    """The words of every block, with the words that the article also prints in lower case inside running text."""
    words = tuple(split_words(block) for block in parsed.blocks)
    lower = frozenset(word.text for line in words for word in line if word.text[0].islower())
    ends = [text_of(block.doc).rstrip("\"'”’) ")[-1:] if block.doc is not None else "" for block in parsed.blocks]
    cases = (_is_title_case(line) and end not in _SENTENCE_ENDS for line, end in zip(words, ends, strict=True))
    return Lines(parsed, words, lower, tuple(cases))


def _is_title_case(line: tuple[Word, ...]) -> bool:
    """Whether a line prints nearly all its words with capitals, as headlines do: capitals tell nothing there.

    A longer line, and one that ends as a sentence does, is a sentence full of names.
    """
    long = [word for word in line if len(word.text) > 3]
    return len(long) >= 3 and len(line) <= 14 and sum(word.text[0].isupper() for word in long) >= 0.75 * len(long)


@cache
def _function_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS) - {"will", "may", "say"}


def is_function_word(lower: str) -> bool:
    """Whether a word in lower case is one of spaCy's English stop words, and no particle of names."""
    return lower in _function_words() and lower not in PARTICLES


def token_at(block: Block, offset: int) -> int:
    """The index of the token of `block.doc` that holds an article offset."""
    starts = token_starts(block)
    return max(bisect_right(starts, offset - block.start) - 1, 0)


def token_starts(block: Block) -> list[int]:
    """Character places of the tokens of a block's doc, kept with the doc so that they are made once."""
    doc = block.doc
    starts = doc.user_data.get("token_starts")
    if starts is None:
        starts = [token.idx for token in doc]
        doc.user_data["token_starts"] = starts
    return starts
