"""What comes round every year or week: the weekday, month, season or holiday nearest to a day, by the tense of the verb."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from factcheck.normalise import time
from factcheck.normalise.time import UNKNOWN, Interval
from factcheck.normalise.when import Calendar, Holiday, Season

_YEAR = 366  # days: news leaves the year out of dates within one
# Days: a date that long ago is printed with its year, so that one as close ahead is meant, and the other way round.
_LONG, _SOON = 270, 65
_CLOSER = 0.7  # without a tense the nearer of two dates is meant only where it is clearly nearer
_SLIP = 45  # days: a date this near that has another weekday than the printed one is a slip


def one_day(day: date | None) -> Interval:
    """The interval of one day; UNKNOWN for None."""
    return time.interval(day, day) if day else UNKNOWN


def nearest(of_year: Callable[[int], Interval], day: date, tense: str, year: int | None) -> Interval:
    """The member of a yearly cycle that the tense points to: the latest begun, the first not yet over, or the nearest.

    Without a tense, two that are about as near leave it UNKNOWN. The future is not trusted where it points to a date so
    far off that news would have printed its year, nor is the past of a verb whose noun bears the date (`past noun`: "he
    proposed a walk on June 3").
    """
    if year is not None:
        return of_year(year)
    around = [found for found in map(of_year, range(day.year - 9, day.year + 10)) if found.known]
    today = day.isoformat()
    past = max((found for found in around if found.start <= today), default=UNKNOWN)
    ahead = min((found for found in around if found.end >= today), default=UNKNOWN)
    if not (past.known and ahead.known):
        return past if past.known else ahead
    back, forth = _distance(past, day), _distance(ahead, day)
    if tense in ("past", "coming"):
        return past if tense == "past" else ahead
    if tense == "past noun":
        return ahead if back > _LONG and forth <= _SOON else past
    if tense == "future":
        return past if forth > _LONG and back <= _SOON else ahead
    if back <= _CLOSER * forth:
        return past
    return ahead if forth <= _CLOSER * back else UNKNOWN


def _distance(of: Interval, day: date) -> int:
    first, last = time.parse_day(of.start), time.parse_day(of.end)
    if first is None or last is None:
        return 0
    return max((first - day).days, (day - last).days, 0)


def calendar_days(when: Calendar, day: date, tense: str) -> Interval:
    """The days of a date by name, whose missing year, month or day is told by the tense and by what lies near."""
    if when.month is None and when.day is None and when.weekday is not None:
        return _weekday(when.weekday, day, tense)
    if when.month is None and when.day is not None:
        return _day_of_month(when, day, tense)
    if when.month is None:
        return time.year(when.year) if when.year is not None else UNKNOWN

    def of_year(year: int) -> Interval:
        if when.day is None:
            return time.month(year, when.month)
        found = time.day(year, when.month, when.day)
        first = time.parse_day(found.start)
        if when.year is None and when.weekday is not None and first and first.weekday() != when.weekday:
            return UNKNOWN
        return found

    if when.day is None or when.weekday is None or when.year is not None:
        return nearest(of_year, day, tense, when.year)
    # The weekday tells the year better than the tense; one that fits no year close by is a slip, not a date years away.
    years = [found for found in map(of_year, range(day.year - 2, day.year + 3)) if found.known]
    fits = min(years, key=lambda found: _distance(found, day), default=UNKNOWN)
    near = nearest(lambda year: time.day(year, when.month, when.day), day, tense, None)
    if fits.known and (_distance(fits, day) <= _YEAR or _distance(near, day) > _SLIP):
        return fits
    return near


def _weekday(weekday: int, day: date, tense: str) -> Interval:
    """The weekday nearest in the direction of the tense; the day itself counts, as wire copy names today by weekday."""
    back, ahead = (day.weekday() - weekday) % 7, (weekday - day.weekday()) % 7
    if tense in ("future", "coming") or (tense == "near" and ahead < back):
        return one_day(time.shift(day, ahead, "day"))
    return one_day(time.shift(day, -back, "day"))


def _day_of_month(when: Calendar, day: date, tense: str) -> Interval:
    """The 29th: of this month, or of the nearest month in the direction of the tense that has it (and its weekday)."""
    if not 1 <= when.day <= 31:
        return UNKNOWN
    most = 3 if when.weekday is None else 13  # a weekday on a given day of the month comes round within 13 months
    nearest = [sign * step for step in range(most) for sign in (1, -1)]
    steps = {"past": range(0, -most - 1, -1), "future": range(most + 1), "coming": range(most + 1)}.get(tense, nearest)
    for step in steps:
        in_year, in_month = divmod(day.year * 12 + day.month - 1 + step, 12)
        found = time.day(in_year, in_month + 1, when.day)
        first = time.parse_day(found.start)
        if first is None or (tense == "past" and first > day) or (tense in ("future", "coming") and first < day):
            continue
        if when.weekday is None or first.weekday() == when.weekday:
            return found
    return UNKNOWN


def season_days(when: Season, day: date, tense: str) -> Interval:
    """The days of a season, quarter, half, decade, century or fiscal year; a fiscal year without its number is UNKNOWN."""
    if when.unit == "decade":
        return time.decade(when.number)
    if when.unit == "century":
        return time.century(when.number)
    if when.unit == "fiscal":
        return time.fiscal_year(when.year, when.next_year) if when.year is not None else UNKNOWN
    if when.unit == "season" and when.year is not None and time.SEASONS[when.number] == "winter":
        # "the winter of 2014" may be the one that ended or the one that began in that year
        return time.hull(time.season(when.year - 1, "winter"), time.season(when.year, "winter"))
    build = {"season": season_of, "quarter": time.quarter, "half": time.half}[when.unit]
    return nearest(lambda year: build(year, when.number), day, tense, when.year)


def season_of(year: int, number: int) -> Interval:
    """The season of a year by its place in `time.SEASONS`."""
    return time.season(year, time.SEASONS[number])


def holiday_day(when: Holiday, year: int) -> Interval:
    """The day on which a holiday falls in a year."""
    if when.easter is not None:
        return (
            one_day(time.shift(time.easter(year), when.easter, "day")) if time.FIRST_YEAR <= year <= 9000 else UNKNOWN
        )
    if not time.FIRST_YEAR <= year <= time.LAST_YEAR:
        return UNKNOWN
    if when.nth:
        found = time.nth_weekday(year, when.month, when.weekday, when.nth)
        return one_day(time.shift(found, when.shift, "day")) if found else UNKNOWN
    return time.day(year, when.month, when.day)


def beside(of_year: Callable[[int], Interval], day: date, offset: int) -> Interval:
    """`last`, `this` or `next` June: the latest that is over, the one of this year, the first not yet begun."""
    today = day.isoformat()
    around = [found for found in map(of_year, range(day.year - 2, day.year + 3)) if found.known]
    if offset < 0:
        return max((found for found in around if found.end < today), default=UNKNOWN)
    if offset > 0:
        return min((found for found in around if found.start > today), default=UNKNOWN)
    running = [found for found in around if found.start <= today <= found.end]
    return running[0] if running else of_year(day.year)
