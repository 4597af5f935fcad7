"""What a cue is: the word with which somebody says something, who it is, and what is said."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.extract.words import token_at
from factcheck.model import Block

YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue and what hangs on it, in article offsets; `[0, 0)` where there is none.

    lemma: the cue's lemma ("say", "according to"). kind: saying, thinking, showing, according or nominal.
    source: the noun phrase that says it, its head at `head`. content: the reported clause or noun phrase.
    """

    lemma: str
    kind: str
    start: int
    end: int
    source: tuple[int, int] = (0, 0)
    head: int = 0
    content: tuple[int, int] = (0, 0)


def holds_figure(block: Block, content: tuple[int, int]) -> bool:
    """Whether a clause prints a number that is no year."""
    if content[1] <= content[0]:
        return False
    first, last = token_at(block, content[0]), token_at(block, content[1] - 1)
    return any(
        (token.like_num or token.text[:1].isdigit()) and not YEAR.fullmatch(token.text)
        for token in block.doc[first : last + 1]
    )
