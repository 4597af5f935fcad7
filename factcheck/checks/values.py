"""The printed values of one fact: claims of one figure stand together, with the days on which they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from factcheck.checks.intervals import Figure, rounding_of

# What tells a reader nothing of a fact beside what is counted.
EMPTY_VERBS = frozenset({"be", "have", "do"})
ANYONE = frozenset({"he", "she", "it", "they", "i", "we", "you", "who", "that", "which"})
# A figure that two articles print so many days apart is one figure as long as nothing says that it changed.
MOST_DAYS = 3


@dataclass(frozen=True, slots=True)
class Value:
    """One printed value of a fact: its figure, the claims that print it (earliest first) and when it holds.

    printed_now: it holds on the day of publication, as what a sentence without a date tells, or was told the day before."""

    figure: Figure
    rows: tuple[int, ...]
    start: str
    end: str
    printed_now: bool = False


def group_values(rows, cumulative: bool) -> list[Value]:
    """The distinct printed values of a fact, the earliest first; claims of one figure and kind of bound stand together.

    A running total holds when it was published: the dead of Friday are counted again on Saturday. Other figures hold on the
    days that the sentence says.
    """
    groups: dict[tuple, list] = {}
    for claim in rows:
        low, high = known(claim.low_base), known(claim.high_base)
        groups.setdefault((low, high, claim.bound), []).append(claim)
    values = []
    for claims in groups.values():
        claims.sort(key=lambda claim: (published_key(claim), claim.article, claim.start))
        figure = to_figure(claims[0])
        start, end = time_of(claims, cumulative)
        now = bool(start) and start == end and is_now(start, claims[0].published)
        values.append(Value(figure, tuple(claim.Index for claim in claims), start, end, now))
    return sorted(values, key=lambda value: (value.start or "~", value.figure.anchor, value.figure.bound))


def is_now(day: str, published: str) -> bool:
    """Whether a figure of `day` is one of the day on which its article came out, or of the day before ("she said Thursday")."""
    if day == published or not published or "/" in published:
        return day == published
    return (date.fromisoformat(published) - date.fromisoformat(day)).days == 1


def to_figure(claim) -> Figure:
    """The claim's figure in the unit in which figures are compared, with the rounding of its last printed digit."""
    low, high = known(claim.low_base), known(claim.high_base)
    own = known(claim.low) if known(claim.low) is not None else known(claim.high)
    compared = low if low is not None else high
    scale = compared / own if own and compared is not None else 1.0
    printed = Figure(known(claim.low), known(claim.high), claim.bound).anchor
    return Figure(low, high, claim.bound, rounding_of(claim.text, own or 0.0) * scale, printed, claim.unit)


def own_value(claim) -> float:
    """The figure in the unit that it is printed in: the low end, or the high end of an upper bound."""
    return float(claim.low if claim.low == claim.low else claim.high)


def base_value(claim) -> float:
    """The same in the unit in which figures are compared."""
    return float(claim.low_base if claim.low_base == claim.low_base else claim.high_base)


def time_of(claims, cumulative: bool) -> tuple[str, str]:
    """First and last day on which a value is known to hold, from its earliest claim that has a date; blank when none has."""
    for claim in claims:
        if cumulative and claim.published:
            start, _, end = claim.published.partition("/")
            return start, end if "/" in claim.published else start
        if claim.as_of_start or claim.as_of_end:
            return claim.as_of_start, claim.as_of_end
    return "", ""


def known(value: float | None) -> float | None:
    """The value as a float, None for an open end (which a table holds as not-a-number)."""
    return None if value is None or value != value else float(value)


def published_key(claim) -> str:
    """What claims sort by so that the earliest publication comes first and the undated last."""
    return claim.published or "~"


def in_time(one: Value, two: Value) -> str:
    """How the times of two values stand: before, after, same (they overlap) or unknown (one has no date)."""
    if not (one.start or one.end) or not (two.start or two.end):
        return "unknown"
    if one.end and two.start and one.end < two.start:
        return "before"
    if two.end and one.start and two.end < one.start:
        return "after"
    return "same"


def shortly_after(one: Value, two: Value) -> bool:
    """Whether two values hold a few days apart, one of them at least on the day on which its article came out.

    Then nothing says that the figure changed in between. A time of its own ("in 2012", "last month") is another matter.
    """
    if not (one.printed_now or two.printed_now) or not (one.start and two.start):
        return False
    first, last = sorted((one.start, two.start))
    return (date.fromisoformat(last) - date.fromisoformat(first)).days <= MOST_DAYS


def value_key(claim) -> str:
    """A printed value as the fingerprint holds it: figure, bound and unit, free of offsets and articles."""
    ends = ("" if value is None else f"{value:.12g}" for value in map(known, (claim.low, claim.high)))
    return f"{'..'.join(ends)} {claim.bound} {claim.unit}"


def describe_fact(first, second) -> str:
    """What the fact is about, in the words of the fuller of two claims: "Ukrainian soldier, train (EU)".

    A verb that says nothing ("be") and an actor who may be anyone ("he") are left out when more is known.
    """
    fuller = max((first, second), key=lambda claim: (len(claim["object"]), len(claim["subject"])))
    counted, happened, actor = fuller["object"], fuller["predicate"], fuller["subject"]
    if counted or actor:
        happened = "" if happened in EMPTY_VERBS else happened
    if counted or happened:
        actor = "" if actor.lower() in ANYONE else actor
    words = ", ".join(filter(None, (counted, happened)))
    return f"{words} ({actor})" if actor and words else words or actor
