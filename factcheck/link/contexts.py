"""The words about each claim, and how alike two claims are told: the step that finds sentences which tell the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from factcheck.normalise.wording import (
    Surroundings,
    Wording,
    likeness,
    place_in_sentence,
    read_wording,
    surroundings,
)

# Enough of the text before a span to tell which of two like places in its sentence is meant.
BEFORE = 60


@dataclass(frozen=True, slots=True)
class Contexts:
    """The surroundings of claims, and the wording of their articles, both by the claims' rows."""

    near: Mapping[int, Surroundings]
    articles: Mapping[int, Wording]

    def likeness(self, left: int, right: int) -> tuple[float, tuple[str, ...]]:
        """How alike two claims (rows) are told, 0 to 1, and the words that they share, the weightiest first."""
        return likeness(self.near[left], self.near[right], self.articles[left], self.articles[right])


def read_contexts(claims: Iterable, texts: Mapping[str, str]) -> Contexts:
    """The contexts of claims (rows as named tuples) in articles whose texts are given by id, each read when it is asked for."""
    rows = {claim.Index: claim for claim in claims}

    def near(row: int) -> Surroundings:
        claim = rows[row]
        before = texts[claim.article][max(0, claim.start - BEFORE) : claim.start]
        return surroundings(claim.sentence, *place_in_sentence(claim.sentence, claim.text, before))

    return Contexts(_Asked(near), _Asked(lambda row: read_wording(texts[rows[row].article])))


class _Asked(dict):
    """What a function of the key gives, kept once it was asked for: most claims are never held against another."""

    def __init__(self, read: Callable[[int], object]):
        self.read = read

    def __missing__(self, row: int):
        self[row] = found = self.read(row)
        return found
