"""What hangs together through pairs: the connected parts of a graph."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any


def join_pairs(pairs: Iterable[tuple[Any, Any]]) -> dict[Hashable, Any]:
    """For each thing in a pair the smallest one that it hangs together with, by pairs of pairs; itself where that is smaller.

    A pair of one thing with itself brings it in. Things must be hashable and in an order.

    >>> join_pairs([("c", "b"), ("d", "d"), ("b", "a")])
    {'c': 'a', 'b': 'a', 'd': 'd', 'a': 'a'}
    """
    parent: dict = {}

    def root(thing):
        while parent.setdefault(thing, thing) != thing:
            parent[thing] = thing = parent[parent[thing]]
        return thing

    for left, right in pairs:
        first, second = sorted((root(left), root(right)))
        parent[second] = first
    return {thing: root(thing) for thing in parent}
