"""Time expressions before they have a value: what a reader of text builds from words, and `resolve` turns into days."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calendar:
    """A day, month, year or weekday by name, whole or in part: fields not printed are None. Monday is weekday 0."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """A season, quarter (`Q3`), half (`H1`), decade, century or fiscal year; `number` counts it within its year."""

    unit: str
    number: int = 0
    year: int | None = None
    next_year: int | None = None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day fixed by rule: `month` and `day`, or the `nth` `weekday` of a month, or days `easter` from Easter Sunday."""

    month: int = 0
    day: int = 0
    weekday: int = 0
    nth: int = 0
    easter: int | None = None
    shift: int = 0
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Nearby:
    """The unit `offset` steps from now (`last month`: -1, `this year`: 0), or from the date just told (`told`).

    `unit` is a unit of time, `weekend`, or the name of a cycle: weekday, month name, season, with its member in `member`.
    `loose` is "the year" in "the end of the year" and "the next year": of the year told in a narrative, of this year
    elsewhere.
    """

    unit: str
    offset: int
    member: int = 0
    told: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """`low` to `high` units before (sign -1) or after (1) `base`; without a base, publication or the date just told."""

    low: int
    high: int
    unit: str
    sign: int
    base: When | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """The `count` units up to publication (sign -1) or from it on (1): "the past three weeks"."""

    count: int
    unit: str
    sign: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of something: start, mid, end, earlier (up to publication) or later (from publication on)."""

    which: str
    of: When


@dataclass(frozen=True, slots=True)
class Nth:
    """The nth `unit` (a week, month, quarter, half, day, weekend or weekday) of something; -1 is the last.

    `count` units are taken: "the first two weeks of 2021".
    """

    nth: int
    unit: str
    of: When
    weekday: int = 0
    count: int = 1


@dataclass(frozen=True, slots=True)
class Range:
    """From one expression to another, both included."""

    first: When
    last: When


@dataclass(frozen=True, slots=True)
class Bound:
    """since, from, after, until, by or before something."""

    which: str
    of: When


@dataclass(frozen=True, slots=True)
class Within:
    """A weekday of a week ("Friday next week"), or a month, day, season or holiday of a year ("May of last year")."""

    of: When
    whole: When


@dataclass(frozen=True, slots=True)
class Around:
    """The week, weekend or other unit that holds something: "the week of April 10"."""

    unit: str
    of: When


@dataclass(frozen=True, slots=True)
class Term:
    """So many units up to the end of something: "the three months to June", "the year ended March 31"."""

    count: int
    unit: str
    of: When


@dataclass(frozen=True, slots=True)
class Tensed:
    """Something in a direction of its own: "this past Wednesday", "the coming spring"."""

    tense: str
    of: When


When = (
    Calendar | Season | Holiday | Nearby | Shift | Window | Part | Nth | Range | Bound | Within | Around | Term | Tensed
)
