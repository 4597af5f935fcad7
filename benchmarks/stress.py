"""Pairs of sentences that differ in one quantity, decided by the intervals of our claims.

Counted are the pairs in which both sides have as many quantities and exactly one differs; it is entailment when the
hypothesis' interval holds the premise's, contradiction when they are disjoint.
"""

from __future__ import annotations

import json
from pathlib import Path

from factcheck.extract.quantity import QUANTITIES, QuantityMention, find_quantities


def interval(mention: QuantityMention) -> tuple[float, float, bool, bool]:
    """(low, high, low included, high included) of a mention."""
    low = float("-inf") if mention.low is None else mention.low
    high = float("inf") if mention.high is None else mention.high
    return low, high, mention.bound != "more_than", mention.bound != "less_than"


def holds(outer, inner) -> bool:
    low = outer[0] < inner[0] or (outer[0] == inner[0] and (outer[2] or not inner[2]))
    high = outer[1] > inner[1] or (outer[1] == inner[1] and (outer[3] or not inner[3]))
    return low and high


def disjoint(left, right) -> bool:
    if left[0] > right[0]:
        left, right = right, left
    return left[1] < right[0] or (left[1] == right[0] and not (left[3] and right[2]))


def stress(path: Path, errors: int) -> dict[str, float]:
    """Share of pairs that our claims can decide, and the accuracy there."""
    total = decided = right = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        total += 1
        premise, hypothesis = (
            [mention for mention in find_quantities(pair[side]) if mention.kind in QUANTITIES]
            for side in ("premise", "hypothesis")
        )
        if len(premise) != len(hypothesis):
            continue
        differing = [
            (a, b)
            for a, b in zip(premise, hypothesis, strict=True)
            if (a.low, a.high, a.bound) != (b.low, b.high, b.bound)
        ]
        if len(differing) != 1:
            continue
        decided += 1
        left, other = (interval(mention) for mention in differing[0])
        answer = "entailment" if holds(other, left) else "contradiction" if disjoint(left, other) else "neutral"
        right += answer == pair["label"]
        if errors and answer != pair["label"]:
            print(f"[stress] {answer} for {pair['label']}: {pair['premise']} || {pair['hypothesis']}")
    return {"decided": 100 * decided / total, "accuracy": 100 * right / max(1, decided)}
