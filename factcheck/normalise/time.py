"""Days and intervals of days, as ISO 8601 text: building, shifting and comparing them.

An `Interval` holds its first and last day, both included. A blank end is open or unknown; two blanks are "unknown". ISO
text of four-digit years compares as text, so nothing here needs a parsed date to compare. Weeks start on Monday. Seasons
are the meteorological ones of the northern hemisphere, and a winter bears the year in which its December falls.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple


class Interval(NamedTuple):
    """The days `start` to `end`, both included; a blank end is open or unknown."""

    start: str = ""
    end: str = ""

    @property
    def known(self) -> bool:
        """True when at least one end is known."""
        return bool(self.start or self.end)

    @property
    def closed(self) -> bool:
        """True when both ends are known."""
        return bool(self.start and self.end)


UNKNOWN = Interval()
FIRST_YEAR, LAST_YEAR = 1, 9998  # what datetime.date can hold, with room for one shift to the next year
SEASONS = ("spring", "summer", "autumn", "winter")
UNITS = ("day", "week", "fortnight", "month", "quarter", "year", "decade", "century")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_day(text: str) -> date | None:
    """The day that an ISO date (`2025-08-29`, whatever follows it) names, or None when there is no such day."""
    found = _ISO_DAY.match(text)
    if not found:
        return None
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
    return date(year, month, day) if is_day(year, month, day) else None


def is_day(year: int, month: int, day: int) -> bool:
    """True when the calendar has this day: 31 June and 29 February 2025 are not there."""
    return FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def interval(first: date, last: date) -> Interval:
    """The days `first` to `last`, both included."""
    return Interval(first.isoformat(), last.isoformat())


def day(year: int, month: int, number: int) -> Interval:
    """One day; UNKNOWN when the calendar does not have it."""
    if not is_day(year, month, number):
        return UNKNOWN
    found = date(year, month, number)
    return interval(found, found)


def months(year: int, month: int, count: int = 1) -> Interval:
    """`count` whole months from `month` of `year` on; UNKNOWN outside the calendar."""
    last_year, last_month = divmod(year * 12 + month - 1 + count - 1, 12)
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and count > 0 and last_year <= LAST_YEAR):
        return UNKNOWN
    return interval(date(year, month, 1), date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1]))


def month(year: int, number: int) -> Interval:
    """One calendar month."""
    return months(year, number)


def year(number: int) -> Interval:
    """One calendar year."""
    return months(number, 1, 12)


def quarter(year: int, number: int) -> Interval:
    """Quarter 1 to 4 of a calendar year; UNKNOWN for another number."""
    return months(year, 3 * number - 2, 3) if 1 <= number <= 4 else UNKNOWN


def half(year: int, number: int) -> Interval:
    """The first or second half of a calendar year; UNKNOWN for another number."""
    return months(year, 6 * number - 5, 6) if 1 <= number <= 2 else UNKNOWN


def season(year: int, name: str) -> Interval:
    """A season of `SEASONS`: March to May, June to August, September to November, December to the next February."""
    return months(year, 3 * SEASONS.index(name) + 3, 3)


def decade(first_year: int) -> Interval:
    """The ten years from `first_year` (the 1990s: 1990)."""
    return months(first_year, 1, 120)


def century(number: int) -> Interval:
    """The nth century as news counts it: the 21st is 2000 to 2099."""
    return months((number - 1) * 100, 1, 1200) if number > 1 else Interval("0001-01-01", "0099-12-31")


def fiscal_year(number: int, next_year: int | None = None) -> Interval:
    """Every day that a fiscal year of this name can hold, whatever the country.

    The fiscal year 2023 of the United States began in October 2022, that of Australia in July 2022, that of Japan in
    April 2023. Where two years are named (`2023-24`) it began in the first: in April, in July or in October.
    """
    if not FIRST_YEAR < number < LAST_YEAR:
        return UNKNOWN
    if next_year is not None:
        return Interval(f"{number:04d}-04-01", f"{number + 1:04d}-09-30")
    return Interval(f"{number - 1:04d}-07-01", f"{number + 1:04d}-03-31")


def week(of: date) -> Interval:
    """The Monday to the Sunday around a day."""
    monday = of - timedelta(days=of.weekday())
    return interval(monday, monday + timedelta(days=6))


def weekend(of: date) -> Interval:
    """The Saturday and Sunday that end the week of a day."""
    saturday = of + timedelta(days=5 - of.weekday())
    return interval(saturday, saturday + timedelta(days=1))


def around(of: date, unit: str) -> Interval:
    """The calendar unit that holds a day: its week (Monday to Sunday), month, quarter, year, decade or century."""
    if unit == "week":
        return week(of)
    if unit == "fortnight":
        monday = of - timedelta(days=of.weekday())
        return interval(monday, monday + timedelta(days=13))
    if unit == "month":
        return month(of.year, of.month)
    if unit == "quarter":
        return quarter(of.year, (of.month + 2) // 3)
    if unit == "year":
        return year(of.year)
    if unit == "decade":
        return decade(max(1, of.year // 10 * 10))
    if unit == "century":
        return century(of.year // 100 + 1)
    return interval(of, of)


def shift(of: date, count: int, unit: str) -> date | None:
    """The day `count` units later (earlier when negative), or None outside the calendar.

    A month that is too short takes its last day: one month after 31 January is 28 or 29 February.
    """
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days:
        ordinal = of.toordinal() + days * count
        return date.fromordinal(ordinal) if 1 <= ordinal <= date(LAST_YEAR, 12, 31).toordinal() else None
    per_unit = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    in_year, in_month = divmod(of.year * 12 + of.month - 1 + per_unit * count, 12)
    if not FIRST_YEAR <= in_year <= LAST_YEAR:
        return None
    return date(in_year, in_month + 1, min(of.day, monthrange(in_year, in_month + 1)[1]))


def easter(in_year: int) -> date:
    """Easter Sunday of a year (western churches). Source: the anonymous Gregorian algorithm, Nature, 20 April 1876."""
    a, b, c = in_year % 19, in_year // 100, in_year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * i) // 451
    return date(in_year, (h + i - 7 * m + 114) // 31, (h + i - 7 * m + 114) % 31 + 1)


def nth_weekday(in_year: int, in_month: int, weekday: int, nth: int) -> date | None:
    """The nth weekday (Monday is 0) of a month, counted from its end when negative; None when it has fewer."""
    first, length = monthrange(in_year, in_month)
    number = 1 + (weekday - first) % 7 + 7 * (nth - 1)
    if nth < 0:
        last = date(in_year, in_month, length)
        number = length - (last.weekday() - weekday) % 7 + 7 * (nth + 1)
    return date(in_year, in_month, number) if 1 <= number <= length else None


def hull(a: Interval, b: Interval) -> Interval:
    """The smallest interval that holds both; a blank end of either stays blank."""
    start = min(a.start, b.start) if a.start and b.start else ""
    end = max(a.end, b.end) if a.end and b.end else ""
    return Interval(start, end)


def common(a: Interval, b: Interval) -> Interval:
    """The days that both hold (a blank end gives way to the other's), or UNKNOWN when there is none."""
    start = max(a.start, b.start)
    end = min(a.end or b.end, b.end or a.end)
    return Interval(start, end) if not (start and end) or start <= end else UNKNOWN


def part(of: Interval, which: str) -> Interval:
    """The first half (`start`), middle half (`mid`) or last half (`end`) of a closed interval, in whole days.

    "early October" is read as its first half and "mid-October" as its middle half: wide enough for how loosely news uses
    the words. An interval with an open end comes back unchanged.
    """
    first, last = parse_day(of.start), parse_day(of.end)
    if not first or not last or which not in ("start", "mid", "end"):
        return of
    length = (last - first).days + 1
    if of == year(first.year):
        return months(first.year, {"start": 1, "mid": 4, "end": 7}[which], 6)
    middle = (length + 1) // 2
    years, odd = divmod(last.year - first.year + 1, 2)
    if not odd and which != "mid" and (of.start[4:], of.end[4:]) == ("-01-01", "-12-31"):
        # Halves of a decade or a century are whole years.
        second = date(first.year + years, 1, 1)
        return interval(first, second - timedelta(days=1)) if which == "start" else interval(second, last)
    if which == "start":
        return interval(first, first + timedelta(days=middle - 1))
    if which == "end":
        return interval(last - timedelta(days=middle - 1), last)
    return interval(first + timedelta(days=length // 4), last - timedelta(days=length // 4))


def overlaps(a: Interval, b: Interval) -> bool:
    """True when the two can share a day. A blank end is open, so an unknown interval overlaps with every other."""
    return not before(a, b) and not before(b, a)


def before(a: Interval, b: Interval) -> bool:
    """True when the last day of `a` lies before the first of `b`, both known."""
    return bool(a[1] and b[0] and a[1] < b[0])
