"""Which replacement of one common word by another explains an unknown word: "attfinishance" is "attendance", end -> finish."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from factcheck.language.lexicons import read_lexicon
from factcheck.language.vocabulary import total_count, word_counts

SEEN = 50  # the word list gives this count to words that its sample does not hold
LEAST_REPLACED = 3000  # counts in the sample of words that people replace: the 15,000 commonest
LEAST_REPLACEMENT = 400  # ... and of words that they put


class Pair(NamedTuple):
    """A replacement: `new` was put wherever the letters `old` stood."""

    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.old} -> {self.new}"


def replacements_in(word: str) -> Iterator[tuple[int, int]]:
    """The stretches of `word`, less than the whole of it, that are common words of three letters or more."""
    counts = word_counts()
    for start in range(len(word) - 2):
        for end in range(start + 3, len(word) + (start > 0)):
            if counts.get(word[start:end], 0) >= LEAST_REPLACEMENT:
                yield start, end


def explanations(word: str, new: str, *, usual_only: bool = False) -> Iterator[tuple[Pair, str]]:
    """The replacements by `new` that, undone once in `word`, leave a word that the sample holds."""
    counts = word_counts()
    at = word.find(new)
    while at >= 0:
        before, after = word[:at], word[at + len(new) :]
        for old in usual_for(new) if usual_only else _middles(before, after):
            if counts.get(before + old + after, 0) > SEEN and old in counts and old != new:
                yield Pair(old, new), before + old + after
        at = word.find(new, at + 1)


@cache
def _known_words() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The words that the sample holds, sorted; the same read backwards, sorted; and those that people replace."""
    held = sorted(word for word, count in word_counts().items() if count > SEEN and word.isalpha())
    replaced = tuple(word for word in held if len(word) > 1 and word_counts()[word] >= LEAST_REPLACED)
    return tuple(held), tuple(sorted(word[::-1] for word in held)), replaced


@lru_cache(maxsize=100_000)
def _middles(before: str, after: str) -> tuple[str, ...]:
    """The common words that, set between `before` and `after`, make a word; the shortest of three searches is made."""
    held, backward, replaced = _known_words()
    counts = word_counts()
    first, last = bisect_left(held, before), bisect_left(held, before + "\U0010ffff")
    low, high = bisect_left(backward, after[::-1]), bisect_left(backward, after[::-1] + "\U0010ffff")
    if len(replaced) <= min(last - first, high - low):
        return tuple(old for old in replaced if counts.get(before + old + after, 0) > SEEN)
    if last - first <= high - low:
        wholes = [word for word in held[first:last] if word.endswith(after)]
    else:
        wholes = [word[::-1] for word in backward[low:high] if word.endswith(before[::-1])]
    ends = len(before) + len(after)
    middles = [whole[len(before) : len(whole) - len(after)] for whole in wholes if len(whole) > ends + 1]
    return tuple(old for old in middles if counts.get(old, 0) >= LEAST_REPLACED)


@cache
def share_of(letters: str) -> float:
    """How often the letters stand in a word of running English, on average, by the commonest words."""
    counts = word_counts()
    return sum(counts[word] for word in _known_words()[2] if letters in word) / total_count()


@cache
def _usual_pairs() -> dict[str, tuple[str, ...]]:
    """For each word that rewriters put, the words that they put it for."""
    olds: dict[str, list[str]] = defaultdict(list)
    for old, news in read_lexicon("replacements")["pairs"].items():
        for new in news:
            for ending in ("", "s", "ed", "d", "ing"):
                olds[new + ending].append(old + ending)
    return {new: tuple(dict.fromkeys(found)) for new, found in olds.items()}


def usual_for(new: str) -> tuple[str, ...]:
    """The words for which rewriters put `new`, by the lexicon and its regular forms."""
    return _usual_pairs().get(new, ())


def is_usual(pair: Pair) -> bool:
    """Whether rewriters put the one word for the other."""
    return pair.old in usual_for(pair.new)
