"""In which words a figure or a day is told: the words about a span, and how alike two such surroundings are.

Two reporters who tell one fact share its rare words close to the figure, whatever their verbs: "spent $750,000 in campaign
cash on personal items" and "his use of $750,000 in campaign money to pay for personal items".
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from factcheck.language.lexicons import read_lexicon

# Other figures of a sentence tell it from others as well as rare words do.
WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d[\d,.]*\d")
# Good enough to count in how many sentences a word stands; a false end after an abbreviation does little harm.
SENTENCE_END = re.compile(r"(?<=[.!?])[”\"’)]*\s+(?=[A-Z“\"‘(])|\n+")
# Words further off than this seldom belong to the figure, and half of a word's weight is gone after so many words.
REACH = 20
HALF = 8.0
CACHED_WORDS = 1 << 16


@dataclass(frozen=True, slots=True)
class Wording:
    """How many sentences an article has, and in how many of them each word (as `stem` gives it) stands."""

    sentences: int
    held: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words about a span: each stem with its nearness (1 beside the span, falling with distance), and as printed."""

    near: Mapping[str, float]
    printed: Mapping[str, str]


@lru_cache(maxsize=CACHED_WORDS)
def stem(word: str) -> str:
    """A word without its ending, in lower case; blank for one that carries no meaning (stop words, days, numbers)."""
    word = word.lower().replace("’", "'").partition("'")[0]
    if word[:1].isdigit():
        return word
    if len(word) < 3 or word in _empty():
        return ""
    for ending in read_lexicon("wording")["endings"]:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            # "announce" of "announcement" is "announc", as that of "announced" is.
            return word[: -len(ending)].rstrip("e")
    return word


@cache
def _empty() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    calendar, numerals = read_lexicon("calendar"), read_lexicon("numerals")
    days = (*calendar["weekdays"], *calendar["months"], *calendar["month_abbreviations"])
    numbers = [word for kind in ("digits", "teens", "tens", "scales", "dozens") for word in numerals[kind]]
    return frozenset((*STOP_WORDS, *days, *numbers, "hundred", *read_lexicon("wording")["empty"]))


@lru_cache(maxsize=4096)
def read_wording(text: str) -> Wording:
    """In how many of its sentences an article holds each word."""
    sentences = [part for part in SENTENCE_END.split(text) if part and part.strip()]
    held: Counter[str] = Counter()
    for sentence in sentences:
        held.update({stem(word) for word in WORD.findall(sentence)} - {""})
    return Wording(len(sentences), held)


# The words about a figure are looked for within so many characters: a sentence may be as long as its article.
WINDOW = 400
MOST_PLACES = 50


def surroundings(sentence: str, start: int, end: int) -> Surroundings:
    """The words of `sentence` about its characters [start, end), those of the span left out."""
    before = WORD.findall(sentence[max(0, start - WINDOW) : start])[-REACH:]
    after = WORD.findall(sentence[end : end + WINDOW])[:REACH]
    near: dict[str, float] = {}
    printed: dict[str, str] = {}
    for words in (reversed(before), after):
        for distance, word in enumerate(words):
            key = stem(word)
            weight = HALF / (HALF + distance)
            if key and weight > near.get(key, 0.0):
                near[key], printed[key] = weight, word
    return Surroundings(near, printed)


def place_in_sentence(sentence: str, text: str, before: str) -> tuple[int, int]:
    """Where `text` stands in `sentence`, the place whose left side is likest to `before` if there are several.

    `before` is what the article prints before the span. Spans that the sentence does not hold stand at its start.
    """
    text, before = " ".join(text.split()), " ".join(before.split())
    best, most, place, tried = 0, -1, sentence.find(text), 0
    while place >= 0 and tried < MOST_PLACES:
        tried += 1
        left = " ".join(sentence[max(0, place - WINDOW) : place].split())
        same = next((n for n in range(min(len(left), len(before), 40), 0, -1) if left.endswith(before[-n:])), 0)
        if same > most:
            best, most = place, same
        place = sentence.find(text, place + 1)
    return (best, best + len(text)) if most >= 0 else (0, 0)


def rarity(word: str, one: Wording, two: Wording) -> float:
    """How rare a word (as `stem` gives it) is in two articles: ln((n + 2) / (k + 0.5)), for k of their n sentences that
    hold it."""
    held = one.held.get(word, 0) + two.held.get(word, 0)
    return math.log((one.sentences + two.sentences + 2) / (held + 0.5))


@cache
def _kindred() -> Mapping[str, str]:
    lexicon = read_lexicon("synonyms")
    groups = [(name, words) for kind in ("predicates", "nouns") for name, words in lexicon[kind].items()]
    found: dict[str, str] = {}
    for name, words in groups:
        for word in (name, *words):
            found.setdefault(stem(word), name)
    return found


def kindred(word: str) -> str:
    """The name of the first synonym group with a word of the stem `word`, marked off from stems; an unknown stem itself.

    "defeat" and "rebuff" come back as one, and so do the verb and the noun of one happening ("indict", "indictment").
    """
    group = _kindred().get(word)
    return f"={group}" if group else word


def likeness(left: Surroundings, right: Surroundings, one: Wording, two: Wording) -> tuple[float, tuple[str, ...]]:
    """The cosine of two surroundings (0 to 1) and the words that they share, the weightiest first, as the left prints them.

    A word weighs its nearness times its `rarity`.
    """
    shared = {word: nearness * right.near[word] for word, nearness in left.near.items() if word in right.near}
    if not shared:
        return 0.0, ()
    rare = {word: rarity(word, one, two) for word in {*left.near, *right.near}}
    weights = {word: product * rare[word] ** 2 for word, product in shared.items()}
    norms = [
        math.sqrt(sum((nearness * rare[word]) ** 2 for word, nearness in side.near.items())) for side in (left, right)
    ]
    order = sorted(weights, key=lambda word: (-weights[word], word))
    product = norms[0] * norms[1]
    return (sum(weights.values()) / product if product else 0.0), tuple(left.printed[word] for word in order)
