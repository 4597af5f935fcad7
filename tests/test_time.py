"""Intervals of days: building, shifting, comparing, and expressions resolved against a publication date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.normalise import time
from factcheck.normalise.resolve import Context, resolve
from factcheck.normalise.time import UNKNOWN, Interval
from factcheck.normalise.when import (
    Bound,
    Calendar,
    Holiday,
    Nearby,
    Nth,
    Part,
    Range,
    Season,
    Shift,
    Window,
)

DAYS = st.dates(date(1600, 1, 1), date(2400, 12, 31))


@pytest.mark.parametrize(
    ("built", "expected", "why"),
    [
        (time.day(2024, 2, 29), ("2024-02-29", "2024-02-29"), "a leap day"),
        (time.day(2023, 2, 29), ("", ""), "no such day"),
        (time.month(2024, 2), ("2024-02-01", "2024-02-29"), "a month knows its length"),
        (time.months(2023, 11, 4), ("2023-11-01", "2024-02-29"), "months run over the turn of the year"),
        (time.quarter(2024, 3), ("2024-07-01", "2024-09-30"), "Q3"),
        (time.quarter(2024, 5), ("", ""), "there are four quarters"),
        (time.half(2025, 2), ("2025-07-01", "2025-12-31"), "H2"),
        (time.season(2024, "winter"), ("2024-12-01", "2025-02-28"), "a winter bears the year of its December"),
        (time.decade(1990), ("1990-01-01", "1999-12-31"), "the 1990s"),
        (time.century(21), ("2000-01-01", "2099-12-31"), "as news counts centuries"),
        (time.fiscal_year(2023), ("2022-07-01", "2024-03-31"), "every country's fiscal 2023"),
        (time.fiscal_year(2023, 2024), ("2023-04-01", "2024-09-30"), "the first of two years is when it began"),
        (time.week(date(2025, 8, 31)), ("2025-08-25", "2025-08-31"), "a Sunday ends its week"),
        (time.weekend(date(2025, 8, 25)), ("2025-08-30", "2025-08-31"), "the weekend that ends the week"),
        (time.part(time.year(2024), "end"), ("2024-07-01", "2024-12-31"), "late 2024 is its second half"),
        (time.part(time.month(2024, 10), "start"), ("2024-10-01", "2024-10-16"), "early October is its first half"),
        (time.part(Interval("2024-01-01", ""), "mid"), ("2024-01-01", ""), "an open interval has no middle"),
    ],
)
def test_builds_intervals(built, expected, why):
    assert tuple(built) == expected, why


@pytest.mark.parametrize(
    ("start", "count", "unit", "expected"),
    [
        (date(2024, 1, 31), 1, "month", date(2024, 2, 29)),
        (date(2024, 2, 29), 1, "year", date(2025, 2, 28)),
        (date(2025, 8, 29), -2, "week", date(2025, 8, 15)),
        (date(2025, 8, 29), 1, "century", date(2125, 8, 29)),
        (date(2025, 8, 29), -9999, "year", None),
        (date(2025, 8, 29), 10**9, "day", None),
    ],
)
def test_shifts_days(start, count, unit, expected):
    assert time.shift(start, count, unit) == expected


def test_easter_and_weekdays_of_a_month():
    assert [time.easter(year).isoformat() for year in (2019, 2024, 2025)] == ["2019-04-21", "2024-03-31", "2025-04-20"]
    assert time.nth_weekday(2025, 11, 3, 4) == date(2025, 11, 27)
    assert time.nth_weekday(2025, 5, 0, -1) == date(2025, 5, 26)
    assert time.nth_weekday(2025, 2, 0, 5) is None


@pytest.mark.parametrize(
    ("a", "b", "overlap", "a_before_b", "why"),
    [
        (("2022-01-01", "2022-12-31"), ("2022-11-01", "2022-11-30"), True, False, "a month inside a year"),
        (("2022-01-01", ""), ("2023-05-01", "2023-05-01"), True, False, "an open end holds what comes later"),
        (("2022-01-01", "2022-01-31"), ("2022-02-01", ""), False, True, "neighbours share no day"),
        (("", ""), ("2022-02-01", "2022-02-02"), True, False, "unknown may be any day"),
        (("", "2022-01-31"), ("2022-01-31", "2022-02-02"), True, False, "both ends are included"),
        (("2022-01-01", "2022-12-31"), ("2022-11-01", ""), True, False, "an open end may run out of a closed one"),
    ],
)
def test_compares_intervals(a, b, overlap, a_before_b, why):
    a, b = Interval(*a), Interval(*b)
    assert (time.overlaps(a, b), time.before(a, b)) == (overlap, a_before_b), why


@given(DAYS, DAYS, DAYS, DAYS)
def test_comparison_is_sound(a, b, c, d):
    left, right = time.interval(*sorted((a, b))), time.interval(*sorted((c, d)))
    assert time.overlaps(left, right) == time.overlaps(right, left)
    assert time.overlaps(left, right) != (time.before(left, right) or time.before(right, left))
    both = time.hull(left, right)
    assert all(both.start <= side.start <= side.end <= both.end for side in (left, right))
    assert time.overlaps(left, right) == (time.common(left, right) != UNKNOWN)
    assert not time.before(left, left)


FRIDAY = Interval("2025-08-29", "2025-08-29")


@pytest.mark.parametrize(
    ("when", "tense", "expected", "why"),
    [
        (Calendar(weekday=2), "past", ("2025-08-27", "2025-08-27"), "the latest Wednesday"),
        (Calendar(weekday=4), "past", ("2025-08-29", "2025-08-29"), "wire copy names today by its weekday"),
        (Calendar(weekday=0), "future", ("2025-09-01", "2025-09-01"), "the next Monday"),
        (Calendar(month=10), "past", ("2024-10-01", "2024-10-31"), "October that was"),
        (Calendar(month=10), "future", ("2025-10-01", "2025-10-31"), "October to come"),
        (Calendar(month=10), "", ("2025-10-01", "2025-10-31"), "without a tense the nearest October"),
        (Calendar(month=2), "", ("", ""), "last February is as near as the next"),
        (Calendar(month=7), "future", ("2025-07-01", "2025-07-31"), "July of next year would bear its year"),
        (Calendar(9, 9, 9), "past", ("0009-09-09", "0009-09-09"), "the first years are days too"),
        (Calendar(month=2, day=29), "past", ("2024-02-29", "2024-02-29"), "the latest year that has the day"),
        (Calendar(month=8, day=22, weekday=4), "past", ("2025-08-22", "2025-08-22"), "the weekday fits this year"),
        (Calendar(month=8, day=23, weekday=4), "past", ("2025-08-23", "2025-08-23"), "a slip of the weekday, not 2019"),
        (Calendar(day=12), "future", ("2025-09-12", "2025-09-12"), "the 12th to come"),
        (Nearby("month", -1), "past", ("2025-07-01", "2025-07-31"), "last month"),
        (Nearby("year", 0), "future", ("2025-01-01", "2025-12-31"), "this year"),
        (Nearby("season", 1, 0), "future", ("2026-03-01", "2026-05-31"), "next spring"),
        (Nearby("weekday", 1, 4), "future", ("2025-09-05", "2025-09-05"), "next Friday is next week's"),
        (Part("earlier", Nearby("week", 0)), "past", ("2025-08-25", "2025-08-29"), "earlier this week ends today"),
        (Shift(3, 3, "day", -1), "past", ("2025-08-26", "2025-08-26"), "days are exact"),
        (Shift(2, 2, "week", -1), "past", ("2025-08-12", "2025-08-18"), "weeks are rounded"),
        (Shift(2, 6, "day", -1), "past", ("2025-08-23", "2025-08-27"), "a few days ago"),
        (
            Shift(2, 2, "week", -1, Holiday(12, 25)),
            "future",
            ("2025-12-11", "2025-12-11"),
            "two weeks before Christmas",
        ),
        (Window(2, "year", 1), "future", ("2025-08-29", "2027-08-29"), "over the next two years"),
        (Bound("since", Calendar(2022)), "past", ("2022-01-01", "2025-08-29"), "up to the day of publication"),
        (Bound("by", Calendar(month=10)), "future", ("2025-08-29", "2025-10-31"), "a deadline runs from now"),
        (Bound("by", Calendar(month=6)), "past", ("", "2025-06-30"), "by June, told in the past: its start is unknown"),
        (Bound("before", Calendar(2010)), "", ("", "2009-12-31"), "the year itself is left out"),
        (Bound("after", Calendar(2018)), "", ("2019-01-01", ""), "from the day after on"),
        (Range(Calendar(day=3), Calendar(2024, 5, 5)), "", ("2024-05-03", "2024-05-05"), "the month is told once"),
        (Range(Calendar(month=11), Calendar(2024, 3)), "", ("2023-11-01", "2024-03-31"), "November before that March"),
        (Nth(1, "week", Calendar(2015)), "", ("2014-12-29", "2015-01-04"), "ISO week one"),
        (Nth(3, "weekday", Calendar(2024, 5), 4), "", ("2024-05-17", "2024-05-17"), "the third Friday of May 2024"),
        (Nth(-1, "month", Calendar(2021), count=4), "", ("2021-09-01", "2021-12-31"), "the last four months"),
        (Season("quarter", 3, 2024), "", ("2024-07-01", "2024-09-30"), "Q3 2024"),
        (Holiday(easter=-2, year=2025), "", ("2025-04-18", "2025-04-18"), "Good Friday"),
        (Calendar(-489), "", ("", ""), "a year before Christ has no ISO day here"),
    ],
)
def test_resolves_against_the_day_of_publication(when, tense, expected, why):
    assert tuple(resolve(when, Context(FRIDAY, tense))) == expected, why


@pytest.mark.parametrize(
    ("when", "published", "expected", "why"),
    [
        (Nearby("month", -1), ("2026-02-01", "2026-02-28"), ("2026-01-01", "2026-01-31"), "any day of February agrees"),
        (Calendar(weekday=4), ("2026-02-01", "2026-02-28"), ("2026-01-30", "2026-02-27"), "a Friday of four weeks"),
        (Nearby("year", -1), ("2025-08-29", ""), ("2024-01-01", ""), "published on that day or later"),
        (Nearby("year", -1), ("", ""), ("", ""), "nothing known, nothing told"),
        (Calendar(2022), ("", ""), ("2022-01-01", "2022-12-31"), "a full date needs no publication"),
        (Bound("since", Calendar(2022)), ("", ""), ("2022-01-01", ""), "still running"),
    ],
)
def test_an_unsure_publication_date_widens(when, published, expected, why):
    assert tuple(resolve(when, Context(Interval(*published), "past"))) == expected, why


def test_a_told_date_anchors_what_follows():
    told = Context(FRIDAY, "past", Interval("1999-12-30", "1999-12-30"), narrative=True)
    assert tuple(resolve(Nearby("day", 1, told=True), told)) == ("1999-12-31", "1999-12-31")
    assert tuple(resolve(Calendar(month=2), told)) == ("2000-02-01", "2000-02-29")
    assert tuple(resolve(Calendar(month=10), told)) == ("1999-10-01", "1999-10-31")
    assert tuple(resolve(Nearby("month", -1), told)) == ("2025-07-01", "2025-07-31")
