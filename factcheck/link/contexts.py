"""The words about each claim, and how alike two claims are told: the step that finds sentences which tell the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    """The contexts of claims (rows as named tuples) in articles whose texts are given by id."""
    near: dict[int, Surroundings] = {}
    articles: dict[int, Wording] = {}
    for claim in claims:
        text = texts[claim.article]
        place = place_in_sentence(claim.sentence, claim.text, text[max(0, claim.start - BEFORE) : claim.start])
        near[claim.Index] = surroundings(claim.sentence, *place)
        articles[claim.Index] = read_wording(text)
    return Contexts(near, articles)
