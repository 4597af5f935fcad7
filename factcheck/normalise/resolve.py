"""Time expressions resolved: `resolve(when, context)` gives the days that an expression names.

Where the publication date is itself an interval, a relative expression is resolved against both its ends and covers
everything between: wider, never wrong. Without a publication date, or with a year that cannot be told, the answer is
`UNKNOWN`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from factcheck.normalise import time
from factcheck.normalise.cycles import beside, calendar_days, holiday_day, nearest, one_day, season_days, season_of
from factcheck.normalise.time import UNKNOWN, Interval
from factcheck.normalise.when import (
    Around,
    Bound,
    Calendar,
    Holiday,
    Nearby,
    Nth,
    Part,
    Range,
    Season,
    Shift,
    Tensed,
    Term,
    When,
    Window,
    Within,
)

_TURN = 240  # days: a story goes back by less than this, and on to the next year where it would go back by more


@dataclass(frozen=True, slots=True)
class Context:
    """What a relative expression is resolved against.

    published: the publication interval. tense: past, present, future, near or blank, of the verb that the expression belongs
    to; `coming` is a future that the expression itself tells, `past noun` the tense of a verb that the date is not tied
    to. anchor: the interval of the latest date named before it. narrative: the text tells history, so that a month
    without a year belongs to the year told of and not to the year of publication.
    """

    published: Interval = UNKNOWN
    tense: str = ""
    anchor: Interval = UNKNOWN
    narrative: bool = False


def resolve(when: When, context: Context) -> Interval:
    """The days that an expression names in its context; UNKNOWN when that cannot be told.

    `since X` runs to the end of the publication interval where that is known; `by X` and `until X` run from it in the
    future tense and have an open start otherwise.
    """
    match when:
        case Range():
            return _range(when, context)
        case Bound():
            return _bound(when, context)
        case Part():
            return _part(when, context)
        case Nth():
            return _over(resolve(when.of, context), lambda whole: _nth(when, whole))
        case Within():
            return _over(resolve(when.whole, context), lambda whole: _within(when, whole, context))
        case Around():
            return _over(resolve(when.of, context), lambda of: _around(when.unit, of))
        case Term():
            return _over(resolve(when.of, context), lambda of: _term(when, of))
        case Tensed():
            return resolve(
                when.of, replace(context, tense="coming" if when.tense == "future" else when.tense, narrative=False)
            )
        case Shift(base=base) if base is not None:
            return _over(resolve(base, context), lambda whole: _shifted(when, whole))
        case Calendar(year=int()) | Season(year=int()) | Season(unit="decade" | "century") | Holiday(year=int()):
            return _on(when, date(2000, 1, 1), context)
        case Nearby(unit="month name" | "season", offset=0) if context.tense == "future" and not context.narrative:
            return _against(context.published, lambda day: _not_over(when, day))
        case Nearby(loose=True) if not context.narrative:
            return _against(context.published, lambda day: _on(replace(when, told=False), day, context))
        case Nearby(told=True) | Nearby(loose=True) | Shift(told=True):
            return _over(
                context.anchor, lambda told: _shifted(when, told) if isinstance(when, Shift) else _step(when, told)
            )
        case Calendar(weekday=None) | Season() | Holiday() if context.narrative and context.anchor.known:
            return _told(when, context)
        case _:
            return _against(context.published, lambda day: _on(when, day, context))


def _not_over(when: Nearby, day: date) -> Interval:
    """ "this January" of what is to come: the one of this year, or the next where that is over."""
    found = _step(when, time.interval(day, day))
    return found if found.end >= day.isoformat() else _step(replace(when, offset=1), time.interval(day, day))


def _term(when: Term, last: Interval) -> Interval:
    day = time.parse_day(last.end)
    return Interval(time.shift(day + timedelta(days=1), -when.count, when.unit).isoformat(), last.end)


def point(when: Shift, context: Context) -> Interval:
    """The exact day `low` units before or after, without the leeway that `resolve` gives a rounded count."""
    base = resolve(when.base, context) if when.base is not None else context.anchor if when.told else context.published
    return _against(base, lambda day: one_day(time.shift(day, when.sign * when.low, when.unit)))


def _against(reference: Interval, evaluate: Callable[[date], Interval]) -> Interval:
    """What `evaluate` gives for any day of the reference: the hull of its two ends. An open end stays open."""
    first, last = time.parse_day(reference.start), time.parse_day(reference.end)
    if first is None and last is None:
        return UNKNOWN
    if first == last:
        return evaluate(first)
    low = evaluate(first) if first else UNKNOWN
    high = evaluate(last) if last else UNKNOWN
    if (first and not low.known) or (last and not high.known):
        return UNKNOWN
    return Interval(low.start if first else "", high.end if last else "")


def _over(base: Interval, evaluate: Callable[[Interval], Interval]) -> Interval:
    return evaluate(base) if base.closed else UNKNOWN


def _on(when: When, day: date, context: Context) -> Interval:
    """One expression against one day of reference."""
    match when:
        case Calendar():
            return calendar_days(when, day, context.tense)
        case Season():
            return season_days(when, day, context.tense)
        case Holiday():
            return nearest(lambda year: holiday_day(when, year), day, context.tense, when.year)
        case Nearby():
            return _step(when, time.interval(day, day))
        case Shift():
            return _shifted(when, time.interval(day, day))
        case Window():
            return _window(when, day)
        case Part(which="start" | "mid" | "end"):
            return time.part(_on(when.of, day, context), when.which)
    return UNKNOWN


def _step(when: Nearby, origin: Interval) -> Interval:
    """The unit, or the member of a cycle, `offset` steps from the origin."""
    day = time.parse_day(origin.start)
    if day is None:
        return UNKNOWN
    if when.unit in ("weekday", "weekend"):
        monday = time.shift(time.parse_day(time.week(day).start), when.offset, "week")
        if when.told and when.unit == "weekday":
            return one_day(time.shift(day, (when.member - day.weekday() - 1) % 7 + 1, "day"))
        if monday is None:
            return UNKNOWN
        return time.weekend(monday) if when.unit == "weekend" else one_day(time.shift(monday, when.member, "day"))
    if when.unit == "month name":
        return beside(lambda year: time.month(year, when.member), day, when.offset)
    if when.unit == "season":
        return beside(lambda year: season_of(year, when.member), day, when.offset)
    if when.unit == "any season":
        first = time.shift(day.replace(day=1), -(day.month % 3), "month")
        start = time.shift(first, when.offset, "quarter") if first else None
        return time.months(start.year, start.month, 3) if start else UNKNOWN
    moved = time.shift(day, when.offset, when.unit)
    if when.told and when.offset > 0 and when.unit == "day":
        moved = time.shift(time.parse_day(origin.end) or day, when.offset, "day")
    return time.around(moved, when.unit) if moved else UNKNOWN


def _shifted(when: Shift, base: Interval) -> Interval:
    """`low` to `high` units from a base, with half a unit's leeway for weeks and longer: news rounds."""
    first, last = time.parse_day(base.start), time.parse_day(base.end)
    if first is None or last is None:
        return UNKNOWN
    counts = sorted((when.sign * when.low, when.sign * when.high))
    start, end = time.shift(first, counts[0], when.unit), time.shift(last, counts[1], when.unit)
    if start is None or end is None:
        return UNKNOWN
    leeway = {"week": 3, "fortnight": 3, "month": 15, "quarter": 45, "year": 182, "decade": 1826, "century": 18262}
    if when.base is None:
        start = time.shift(start, -leeway.get(when.unit, 0), "day") or start
        end = time.shift(end, leeway.get(when.unit, 0), "day") or end
        if when.sign < 0:
            end = min(end, last)
        else:
            start = max(start, first)
    return time.interval(start, end)


def _window(when: Window, day: date) -> Interval:
    other = time.shift(day, when.sign * when.count, when.unit)
    if other is None:
        return UNKNOWN
    return time.interval(*sorted((day, other)))


def _part(when: Part, context: Context) -> Interval:
    whole = resolve(when.of, context)
    if when.which not in ("earlier", "later"):
        return time.part(whole, when.which)
    if isinstance(when.of, Nearby) and when.of.told:
        return whole
    published = context.published
    clip = Interval("", published.end) if when.which == "earlier" else Interval(published.start, "")
    return time.common(whole, clip) if time.overlaps(whole, clip) else whole


def _nth(when: Nth, whole: Interval) -> Interval:
    first, last = time.parse_day(whole.start), time.parse_day(whole.end)
    if first is None or last is None:
        return UNKNOWN
    unit = "day" if when.unit == "weekday" else when.unit
    if when.unit == "weekday":
        step = 7 * (when.nth - 1) + (when.weekday - first.weekday()) % 7
        origin = time.shift(first, step, "day")
        if when.nth < 0:
            origin = time.shift(last, 7 * (when.nth + 1) - (last.weekday() - when.weekday) % 7, "day")
    elif when.unit in ("week", "weekend"):
        # ISO 8601: the first week is the one that holds the first Thursday.
        thursday = time.shift(first, (3 - first.weekday()) % 7 + 7 * (when.nth - 1), "day")
        if when.nth < 0:
            thursday = time.shift(last, 7 * (when.nth + 1) - (last.weekday() - 3) % 7 - 7 * (when.count - 1), "day")
        if thursday is None:
            return UNKNOWN
        if when.unit == "weekend":
            return time.weekend(thursday)
        monday = thursday - timedelta(days=3)
        return time.interval(monday, monday + timedelta(days=7 * when.count - 1))
    elif when.unit == "half" and whole == time.year(first.year):
        return time.half(first.year, when.nth if when.nth > 0 else 2)
    elif when.unit == "half":
        return time.part(whole, "start" if when.nth == 1 else "end")
    elif when.nth > 0:
        origin = time.shift(first, when.nth - 1, unit)
    else:
        after = time.shift(last, 1, "day")
        origin = time.shift(after, when.nth + 1 - when.count, unit) if after else None
    if origin is None:
        return UNKNOWN
    end = time.shift(origin, when.count, unit)
    found = time.interval(origin, end - timedelta(days=1)) if end else UNKNOWN
    return found if time.overlaps(found, whole) and found.start >= whole.start else UNKNOWN


def _told(when: Calendar | Season | Holiday, context: Context) -> Interval:
    """A month, day, season or holiday without its year, in the year that the text tells of."""
    told = time.parse_day(context.anchor.start) or time.parse_day(context.anchor.end)
    if isinstance(when, Calendar) and when.month is None:
        return _on(replace(when, year=told.year, month=told.month), told, context)
    found = _on(replace(when, year=told.year), told, context)
    start = time.parse_day(found.start)
    if start and (told - start).days > _TURN and len(context.anchor.start) and not _is_year(context.anchor):
        # In a story that has reached November, "in January" is the next one.
        return _on(replace(when, year=told.year + 1), told, context)
    return found


def _is_year(of: Interval) -> bool:
    return of.start[4:] == "-01-01" and of.end[4:] == "-12-31"


def _within(when: Within, whole: Interval, context: Context) -> Interval:
    if isinstance(when.of, Calendar) and when.of.month is None and when.of.weekday is not None:
        return _nth(Nth(1, "weekday", when.whole, when.of.weekday), whole)
    if not isinstance(when.of, Calendar | Season | Holiday):
        return UNKNOWN
    if whole.start[:4] == whole.end[:4]:
        return resolve(replace(when.of, year=int(whole.start[:4])), context)
    day = time.parse_day(whole.start)
    return _on(when.of, day, replace(context, tense="coming")) if day else UNKNOWN


def _around(unit: str, of: Interval) -> Interval:
    day = time.parse_day(of.start)
    if day is None:
        return UNKNOWN
    if unit == "holiday weekend":
        # The free days in a row: a holiday on a Thursday to Monday joins the Saturday and Sunday beside it.
        saturday = day + timedelta(days=5 - day.weekday()) if day.weekday() else day - timedelta(days=2)
        first = min(day, saturday) if day.weekday() >= 3 else saturday
        return time.interval(first, max(day, saturday + timedelta(days=1)))
    return time.weekend(day) if unit == "weekend" else time.around(day, unit)


def _range(when: Range, context: Context) -> Interval:
    first, last = share(when.first, when.last)
    if not _dated(first) and _dated(last):
        # "from November to March 2024": the first month takes the year that puts it before the second.
        end = resolve(last, context)
        day = time.parse_day(end.end)
        start = _on(first, day, replace(context, tense="past")) if day else UNKNOWN
    else:
        start = resolve(first, context)
        day = time.parse_day(start.start)
        inner = last.of if isinstance(last, Part) else last
        if day and not _dated(last) and isinstance(inner, Calendar | Season | Holiday):
            end = _on(last, day, replace(context, tense="coming"))
        else:
            end = resolve(last, context)
    if start.start and end.end and start.start > end.end:
        return UNKNOWN
    return Interval(start.start, end.end)


def share(first: When, last: When) -> tuple[When, When]:
    """The two ends of a range, the second's month given to a bare day: "from 3 to 5 May"."""
    if isinstance(first, Calendar) and isinstance(last, Calendar):
        if first.month is None and first.day is not None and last.month is not None:
            first = replace(first, month=last.month, year=last.year)
        if last.month is None and last.day is not None and first.month is not None:
            last = replace(last, month=first.month, year=first.year)
    return first, last


def _dated(when: When) -> bool:
    """True when the expression says its own year, or is relative to the day of publication."""
    match when:
        case Calendar() | Season() | Holiday():
            return when.year is not None or (isinstance(when, Season) and when.unit in ("decade", "century"))
        case Part() | Nth() | Around():
            return _dated(when.of)
    return True


def _bound(when: Bound, context: Context) -> Interval:
    tense = context.tense or ("past" if when.which == "since" else "future" if when.which in ("by", "until") else "")
    if when.which == "since":
        tense = "past"
    elif when.which in ("by", "until") and tense == "present":
        tense = "future"  # "they have until Friday"
    inside = replace(context, tense=tense)
    of = resolve(when.of, inside)
    if isinstance(when.of, Shift) and when.which in ("before", "after", "from"):
        of = point(when.of, inside)  # "more than a year ago" leaves no leeway
    published = context.published
    if when.which in ("since", "from"):
        end = published.end if when.which == "since" or tense == "past" else ""
        return Interval(of.start, end if end >= of.start else "") if of.start else UNKNOWN
    if when.which == "after":
        day = time.parse_day(of.end)
        return Interval((day + timedelta(days=1)).isoformat(), "") if day else UNKNOWN
    if when.which == "before":
        day = time.parse_day(of.start)
        earlier = time.shift(day, -1, "day") if day else None
        return Interval("", earlier.isoformat()) if earlier else UNKNOWN
    start = published.start if tense == "future" and published.start <= of.end else ""
    return Interval(start, of.end) if of.end else UNKNOWN
