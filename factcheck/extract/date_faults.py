"""Dates that cannot be: a weekday that does not fit its date, a day that its month does not have, an hour that no clock shows,
an age that fits no dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.extract.date_ages import wrong_ages
from factcheck.extract.dated import Dated, dated_expressions
from factcheck.language.lexicons import read_lexicon
from factcheck.model import Claim, Parsed
from factcheck.normalise import time
from factcheck.normalise.resolve import Context, resolve
from factcheck.normalise.when import Bound, Calendar, Range, When

# An hour with its minutes, told by a.m. or p.m., which no score or ratio is.
CLOCK = re.compile(r"(?<![\d:.,])(\d{1,2}):(\d\d) ?[ap]\.? ?m\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateFault:
    """A date at `[start, end)` that cannot be.

    kind: `weekday` (it does not fit its date), `impossible` (June 31, 7:75 p.m.) or `age` (of one born in 1980 who died in
    2020 at 50).
    """

    start: int
    end: int
    text: str
    kind: str
    explanation: str
    suggestion: str


def date_faults(parsed: Parsed, dates: list[Claim]) -> list[DateFault]:
    """The dates of an article whose weekday does not fit, or that calendar or clock do not have, and ages that fit no dates.

    A weekday is judged where the year is printed, or where one year lies near the publication date (it must then be known
    to within a month). `dates` may be any claims of the article: only those of kind date are looked at.
    """
    claimed = {(claim.start, claim.end) for claim in dates if claim.kind == "date"}
    faults = []
    for dated in dated_expressions(parsed):
        if (dated.start, dated.end) not in claimed:
            continue
        text = parsed.article.text[dated.start : dated.end]
        for when in _days(dated.when):
            fault = _fault(when, dated, text)
            if fault:
                faults.append(fault)
                break
    faults.extend(_clock_faults(parsed))
    text = parsed.article.text
    for wrong in wrong_ages(parsed, dates):
        printed = text[wrong.start : wrong.end]
        faults.append(DateFault(wrong.start, wrong.end, printed, "age", wrong.explanation, wrong.fits))
    return faults


def _clock_faults(parsed: Parsed) -> Iterator[DateFault]:
    """The hours that no clock shows: "7:75 p.m.", "32:30 p.m."; an hour of 13 to 24 is told twice, and passes."""
    for block in parsed.blocks:
        if block.doc is None:
            continue
        for found in CLOCK.finditer(parsed.article.text, block.start, block.end):
            hour, minute = map(int, found.groups())
            if hour > 24 or minute > 59:
                why = "a day has only 24 hours" if hour > 24 else "an hour has only 60 minutes"
                yield DateFault(found.start(), found.end(), found.group(), "impossible", why, "")


def _days(when: When) -> Iterator[Calendar]:
    if isinstance(when, Calendar):
        if when.day and when.month:
            yield when
    elif isinstance(when, Range):
        yield from _days(when.first)
        if isinstance(when.last, Calendar) and when.last.day and when.last.month:
            yield Calendar(when.last.year, when.last.month, when.last.day)
    elif isinstance(when, Bound) or hasattr(when, "of"):
        yield from _days(when.of)


def _fault(when: Calendar, dated: Dated, text: str) -> DateFault | None:
    names = {number: name.capitalize() for name, number in read_lexicon("calendar")["months"].items()}
    weekdays = {number: name.capitalize() for name, number in read_lexicon("calendar")["weekdays"].items()}
    if not 1 <= when.month <= 12:
        return DateFault(dated.start, dated.end, text, "impossible", f"there is no month {when.month}", "")
    month = time.month(when.year or 2000, when.month)
    if not month.known:
        return None  # a year beyond the calendar, as in a pass that never ends (9999-12-31)
    if when.day > (length := int(month.end[8:])):
        year = f" {when.year}" if when.year and when.month == 2 else ""
        why = f"{names[when.month]}{year} has only {length} days"
        return DateFault(dated.start, dated.end, text, "impossible", why, f"{names[when.month]} {length}")
    if when.weekday is None:
        return None
    plain = Calendar(when.year, when.month, when.day)
    published = dated.context.published
    first, last = time.parse_day(published.start), time.parse_day(published.end)
    if when.year is None and (dated.context.narrative or not first or not last or (last - first).days > 31):
        return None
    candidates = [resolve(plain, Context(published, tense)) for tense in ("past", "future")]
    days = sorted({found.start for found in candidates if found.known and found.start == found.end})
    fits = [day for day in days if time.parse_day(day).weekday() == when.weekday]
    near = min(days, key=lambda day: (abs((time.parse_day(day) - first).days) if first else 0, day), default="")
    if fits or not near:
        return None
    true = time.parse_day(near)
    why = f"{true.day} {names[true.month]} {true.year} was a {weekdays[true.weekday()]}, not a {weekdays[when.weekday]}"
    return DateFault(dated.start, dated.end, text, "weekday", why, weekdays[true.weekday()])
