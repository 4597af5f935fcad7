"""How common an English word is, by the word list that the package pyspellchecker ships (160,000 words with counts)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

# The list spells as Americans do. Each pair turns a British spelling into a form that it may hold.
_BRITISH = (
    ("our", "or"), ("is", "iz"), ("ys", "yz"), ("tre", "ter"), ("ll", "l"), ("mme", "m"), ("ogue", "og"),
    ("ence", "ense"), ("ae", "e"), ("oe", "e"), ("wellery", "welry"), ("fibre", "fiber"), ("cheque", "check"),
)  # fmt: skip


@cache
def word_counts() -> Mapping[str, int]:
    """Each word in lower case with how often a large sample of English holds it; the caller must not change it."""
    import gzip
    import json
    from importlib.resources import files

    return json.loads(gzip.decompress((files("spellchecker") / "resources" / "en.json.gz").read_bytes()))


@cache
def total_count() -> int:
    """The number of words in the sample that `word_counts` was counted on."""
    return sum(word_counts().values())


def count_of(word: str) -> int:
    """How often the sample holds a word in lower case, in British or American spelling; 0 when it is unknown."""
    counts = word_counts()
    found = counts.get(word, 0)
    for british, american in _BRITISH if not found else ():
        if british in word:
            found = counts.get(word.replace(british, american), 0)
            if found:
                break
    return found
