"""Intervals of printed figures: what each may mean after rounding and hedges, and how two of them stand to each other.

An end is None where it is open. All functions are symmetric in their two figures unless they say otherwise.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from factcheck.normalise.slips import slip_between

DIGITS = re.compile(r"\d[\d,\u00a0\u202f]*(?:\.\d+)?")
MAGNITUDE_WORD = re.compile(
    r"\d\s*-?(?:k|m|mn|mln|bn|b|tn|t|thousand|million|billion|trillion|crore|lakh)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity as judged: bounds in one unit (None for an open end), the kind of bound, and half its last printed digit.

    own: the anchor in `unit`, the one that is printed; 0.0 when it is not told.
    """

    low: float | None
    high: float | None
    bound: str
    rounding: float = 0.0
    own: float = 0.0
    unit: str = ""

    @property
    def anchor(self) -> float:
        """The figure that a reader remembers: the printed one, or the middle of a range; 0.0 when both ends are open."""
        if self.low is None or self.high is None:
            return (self.low if self.high is None else self.high) or 0.0
        return (self.low + self.high) / 2


def rounding_of(text: str, value: float) -> float:
    """Half the step of the last digit that `text` prints for `value`, in the unit of `value`.

    "1.3 million" is good to 50,000; "86,000" to 500; "102K" to 500. Whole figures below 1,000 are exact, and a full figure
    keeps two digits at least: "80,000" is good to 500, not to 5,000.

    >>> rounding_of("$1.3 million", 1_300_000), rounding_of("86,000", 86_000), rounding_of("102K", 102_000)
    (50000.0, 500.0, 500.0)
    >>> rounding_of("950", 950)
    0.0
    """
    found = DIGITS.findall(text)
    if not found or not value:
        return 0.0
    printed = found[-1].replace(",", "").replace("\u00a0", "").replace("\u202f", "")
    decimals = len(printed.partition(".")[2])
    number = float(printed)
    if number and (decimals or MAGNITUDE_WORD.search(text)):
        return abs(value) / number * 10.0**-decimals / 2
    if abs(value) < 1000 or value != int(value):
        return 0.0
    whole = str(abs(int(value)))
    zeros = len(whole) - len(whole.rstrip("0"))
    return 10.0 ** min(zeros, len(whole) - 2) / 2 if zeros else 0.0


def widen(figure: Figure, hedge: float) -> tuple[float, float]:
    """The least and the greatest value that the figure may mean: rounding, and for an approximate one `hedge` of itself.

    Above the figure the whole last digit counts, for news cuts off as often as it rounds: 43.9 million is "$43 million".
    """
    hedged = abs(figure.anchor) * hedge if figure.bound == "approximate" else 0.0
    low = -math.inf if figure.low is None else figure.low - max(figure.rounding, hedged)
    high = math.inf if figure.high is None else figure.high + max(2 * figure.rounding, hedged)
    return low, high


def can_both_hold(left: Figure, right: Figure, hedge: float) -> bool:
    """Whether some value fits both figures after widening.

    >>> can_both_hold(Figure(102500, 102500, "exact", 50), Figure(102000, 102000, "exact", 500), 0.05)
    True
    >>> can_both_hold(Figure(80000, 80000, "exact"), Figure(86000, 86000, "exact"), 0.05)
    False
    """
    (low, high), (other_low, other_high) = widen(left, hedge), widen(right, hedge)
    return max(low, other_low) <= min(high, other_high)


def same_anchor(left: Figure, right: Figure) -> bool:
    """Whether the printed figures are equal within the rounding of the coarser one (1e-9 of itself at least)."""
    slack = max(left.rounding, right.rounding, 1e-9 * max(abs(left.anchor), abs(right.anchor)))
    return abs(left.anchor - right.anchor) <= slack


def hedges_disagree(left: Figure, right: Figure) -> bool:
    """Whether two figures of one anchor are hedged in ways that cannot both be meant: "over 80,000" and "about 80,000".

    >>> hedges_disagree(Figure(80000, None, "more_than"), Figure(80000, 80000, "approximate"))
    True
    >>> hedges_disagree(Figure(80000, None, "at_least"), Figure(80000, 80000, "exact"))
    False
    >>> hedges_disagree(Figure(1000, None, "more_than"), Figure(1048, 1048, "exact"))
    False
    """
    bounds = {left.bound, right.bound}
    below, above = bounds & {"less_than", "at_most"}, bounds & {"more_than", "at_least"}
    if below and above:
        return bounds != {"at_least", "at_most"}
    if bounds == {"more_than", "approximate"}:
        return True
    exact, bounded = (left, right) if left.bound == "exact" else (right, left)
    if exact.bound != "exact":
        return False
    # "more than 1,000" is well said of 1,048.
    slack = 1e-9 * abs(exact.anchor)
    if bounded.bound == "more_than":
        return exact.anchor <= bounded.anchor + slack
    return bounded.bound == "less_than" and exact.anchor >= bounded.anchor - slack


def slip(left: Figure, right: Figure) -> str:
    """The slip of the pen that would turn one figure into the other, in words; blank when none would.

    A factor of 10, 100, 1,000 or a million (million for billion), two neighbouring digits swapped, or one digit mistyped.

    >>> slip(Figure(5e6, 5e6, "exact"), Figure(5e9, 5e9, "exact"))
    'a factor of 1,000 apart (such as million for billion)'
    >>> slip(Figure(1542, 1542, "exact"), Figure(1524, 1524, "exact"))
    'two digits swapped'
    """
    return slip_between(*digits_of(left, right))


def digits_of(left: Figure, right: Figure) -> tuple[float, float]:
    """The two figures as their digits are held against each other: as printed when their units are one, else in base units."""
    if left.own and right.own and left.unit == right.unit:
        return left.own, right.own
    return left.anchor, right.anchor
