"""Counts inside the name of a happening: the two dead of "a double homicide"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from factcheck.language.lexicons import read_lexicon


class Multiple(NamedTuple):
    """`count` people to whom `predicate` happened, said by the word at [start, end)."""

    start: int
    end: int
    count: int
    predicate: str


def find_multiples(text: str) -> Iterator[Multiple]:
    """The people counted by words such as double and triple before a killing, in order; linear in the text.

    >>> [(one.count, one.predicate) for one in find_multiples("a triple homicide and a double fatal shooting")]
    [(3, 'murder'), (2, 'kill')]

    A "double murder-suicide" leaves open who is counted, and a "triple shooting" what became of them.
    """
    multiples = read_lexicon("fates")["multiples"]
    events = read_lexicon("frames")["event_nouns"]
    for match in _pattern().finditer(text):
        predicate = "kill" if match.group("fatal") else events[match.group("event").lower()]
        yield Multiple(*match.span("times"), multiples[match.group("times").lower()], predicate)


@cache
def _pattern() -> re.Pattern[str]:
    multiples, nouns = read_lexicon("fates")["multiples"], read_lexicon("frames")["multiple_nouns"]
    return re.compile(
        rf"\b(?P<times>{'|'.join(multiples)})[ -](?:(?P<fatal>fatal (?:shooting|stabbing))|(?P<event>{'|'.join(nouns)}))\b"
        r"(?![-‐‑/])",
        re.IGNORECASE,
    )
