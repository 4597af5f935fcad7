"""What hangs together through pairs: the connected parts of a graph."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any


def join_pairs(pairs: Iterable[tuple[Any, Any]], most: int | None = None) -> dict[Hashable, Any]:
    """For each thing in a pair the smallest one that it hangs together with, by pairs of pairs; itself where that is smaller.

    A pair of one thing with itself brings it in. With `most`, a pair that would make more things than that hang together is
    passed over: the pairs that are to count for most come first. Things must be hashable and in an order.

    >>> join_pairs([("c", "b"), ("d", "d"), ("b", "a")])
    {'c': 'a', 'b': 'a', 'd': 'd', 'a': 'a'}
    >>> join_pairs([("c", "b"), ("d", "d"), ("b", "a"), ("a", "d")], most=2)
    {'c': 'b', 'b': 'b', 'd': 'a', 'a': 'a'}
    """
    parent: dict = {}
    sizes: dict = {}

    def root(thing):
        while parent.setdefault(thing, thing) != thing:
            parent[thing] = thing = parent[parent[thing]]
        return thing

    for left, right in pairs:
        first, second = sorted((root(left), root(right)))
        if first == second:
            continue
        size = sizes.get(first, 1) + sizes.get(second, 1)
        if most is None or size <= most:
            parent[second], sizes[first] = first, size
    return {thing: root(thing) for thing in parent}
