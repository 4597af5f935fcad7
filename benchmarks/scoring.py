"""What several benchmarks count by."""

from __future__ import annotations


def close(left: float | None, right: float | None) -> bool:
    """Whether two values are the same number as printed; None is equal to None alone."""
    if left is None or right is None:
        return left is right
    return abs(left - right) <= 1e-6 * max(1e-12, abs(left), abs(right))


def f1(hits: int, ours: int, gold: int) -> float:
    """F1 in per cent of so many hits; 100 where there is nothing to find and nothing found."""
    return 200.0 * hits / (ours + gold) if ours + gold else 100.0
