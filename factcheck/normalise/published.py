"""Publication dates weighed: the pieces of evidence that a text holds, and the interval that they allow together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from factcheck.model import Published
from factcheck.normalise import time
from factcheck.normalise.time import UNKNOWN, Interval

_FAR = 366  # days: a date announced further ahead than this says nothing useful of when the announcement was printed

# What a piece of evidence shows, strongest first. `printed`: a date line says the day. `address`: the URL does. `reported`: a
# relative date and a full one speak of one time. `past`: something told in the past tense happened on these days. `ahead`:
# something told in the future tense will happen on them.
KINDS = ("printed", "address", "reported", "past", "ahead")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that a text says of its own date: a kind of `KINDS`, the days, and the words as printed."""

    kind: str
    days: Interval
    printed: str


def weigh(evidence: list[Evidence]) -> Published:
    """The publication interval that the evidence allows, with the words that decided; unknown without evidence.

    A printed date line decides alone, then the URL. What was reported "last month" as of a named month comes next. Failing
    all, the latest day told in the past tense is the earliest day of publication and the first day told of the future the
    latest one; an end that nothing tells stays blank.
    """
    for kind, how in (("printed", "dateline"), ("address", "inferred"), ("reported", "inferred")):
        told = [piece for piece in evidence if piece.kind == kind and piece.days.closed]
        if told:
            return Published(told[0].days.start, told[0].days.end, how, told[0].printed)
    past = max(_of_kind(evidence, "past"), key=lambda piece: piece.days.start, default=None)
    if past is None:
        return Published()
    ahead = min(
        (piece for piece in _of_kind(evidence, "ahead") if _soon_after(past.days, piece.days)),
        key=lambda piece: piece.days.end,
        default=None,
    )
    if ahead is None:
        return Published(past.days.start, "", "inferred", past.printed)
    return Published(past.days.start, ahead.days.end, "inferred", f"{past.printed} … {ahead.printed}")


def month_after(told: Interval, offset: int) -> Interval:
    """The month of publication when the month `told` is `offset` months from it: "last month" is -1."""
    first = time.parse_day(told.start)
    if first is None or time.month(first.year, first.month) != told:
        return UNKNOWN
    moved = time.shift(first, -offset, "month")
    return time.month(moved.year, moved.month) if moved else UNKNOWN


def _of_kind(evidence: list[Evidence], kind: str) -> list[Evidence]:
    return [piece for piece in evidence if piece.kind == kind and piece.days.closed]


def _soon_after(past: Interval, ahead: Interval) -> bool:
    start, end = time.parse_day(past.start), time.parse_day(ahead.end)
    return bool(start and end and start <= end <= start + timedelta(days=_FAR))
