"""When an article came out, told by its own text or its URL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from factcheck.extract.date_grammar import Expression, read_dates
from factcheck.extract.date_tense import tense_of
from factcheck.model import Block, Parsed, Published
from factcheck.normalise.published import Evidence, month_after, weigh
from factcheck.normalise.resolve import Context, resolve
from factcheck.normalise.time import UNKNOWN, Interval, day, month
from factcheck.normalise.when import Calendar, Nearby

# A line of the page's head or foot that prints the day of publication.
_STAMP = re.compile(
    r"\W*(?:(?:first |originally )?(?:published|posted|updated|last updated|last modified|date|issued)\b(?: on| at)?\W*)?\Z",
    re.IGNORECASE,
)
# "BRUSSELS, Aug. 29, 2025 (AP) —": a place in capitals, the date, and a dash or a bracket.
_PLACE = re.compile(r"[A-Z][A-Z .'’/-]{2,40}(?:, [A-Z][\w. ]{2,25})?,? (?:on )?\Z")
_AFTER_DATELINE = re.compile(r"\s*(?:\(|[-–—]|/)")
_AS_OF = re.compile(r"\b(?:as of|by|at) (?:the end of |late |early |mid-?)?\Z", re.IGNORECASE)
_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# "/2025/08/29/", "/2025/aug/29/", "/2025/08/", "/2025-08-29/", "/2025-08-29-new-bridge", "/20250829/"; a section's name may
# stand behind the year ("/2025/world/08/29/").
_IN_PATH = re.compile(
    rf"(?<=/)(?:(?P<year>(?:19|20)\d\d)(?P<sep>[/-])(?:(?P<section>[a-z]{{3,20}})/(?=\d\d?/\d\d?/))?"
    rf"(?P<month>\d\d?|{'|'.join(_SHORT_MONTHS)})(?:(?P=sep)(?P<day>\d\d?))?(?(day)(?=[/-]|\Z)|(?<=/\d\d)(?=/))"
    rf"|(?P<whole>(?:19|20)\d\d)(?P<then>\d\d)(?P<end>\d\d)(?=/|\Z))",
    re.IGNORECASE,
)
_HEAD_LINES = 8  # date lines stand above the text or close below its headline
_STAMP_SLACK = 40  # characters beside the date in a stamp: a clock, a zone, a name


def infer_published(parsed: Parsed) -> Published:
    """The publication interval that the text and the URL allow, with the words that show it; unknown when nothing does.

    In order of trust: a date line or stamp at the head of the text ("Published August 29, 2025"); the day or month that
    parts of the URL's path are ("/2025/08/29/"); a figure as of a named
    month that was reported "last month"; the latest full date told in the past tense, on or after which the article came
    out (its end stays blank unless a full date soon after it lies in the future tense).
    """
    told = [piece for number, block in enumerate(parsed.blocks) for piece in _evidence(parsed, block, number)]
    return weigh([*told, *_addressed(parsed.article.url)])


def _addressed(url: str) -> Iterator[Evidence]:
    """The day or month that parts of a URL's path are, where all that look like one agree."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return
    found = []
    for part in _IN_PATH.finditer(path):
        year, number = int(part["year"] or part["whole"]), _month(part["month"] or part["then"])
        last = part["day"] or part["end"]
        days = day(year, number, int(last)) if last else month(year, number) if 1 <= number <= 12 else UNKNOWN
        if days.closed:
            found.append(Evidence("address", days, part.group()))
    if len({piece.days for piece in found}) == 1:
        yield found[0]


def _month(printed: str) -> int:
    return int(printed) if printed.isdigit() else _SHORT_MONTHS.index(printed.lower()) + 1


def _evidence(parsed: Parsed, block: Block, number: int) -> Iterator[Evidence]:
    text = parsed.article.text[block.start : block.end]
    found = read_dates(text)
    if number < _HEAD_LINES or block.doc is None:
        yield from _printed(text, found)
    if block.doc is None:
        return
    yield from _reported(text, found)
    for expression in found:
        when = expression.when
        if not isinstance(when, Calendar) or when.year is None or not when.month:
            continue
        days = resolve(when, Context())
        tense = tense_of(block.doc, expression.start, expression.end)
        if tense in ("past", "future") and days.closed:
            yield Evidence("past" if tense == "past" else "ahead", days, text[expression.start : expression.end])


def _printed(text: str, found: list[Expression]) -> Iterator[Evidence]:
    """The date of a stamp or dateline, whose day, month and year are all printed."""
    for expression in found[:1]:
        when = expression.when
        if not isinstance(when, Calendar) or not (when.year and when.month and when.day):
            return
        before, after = text[: expression.start], text[expression.end :]
        stamp = _STAMP.match(before) and len(after) <= _STAMP_SLACK and not re.search(r"[a-z]{4}", after)
        dateline = _PLACE.match(before) and _AFTER_DATELINE.match(after)
        days = resolve(when, Context())
        if (stamp or dateline) and days.closed:
            yield Evidence("printed", days, text[expression.start : expression.end])


def _reported(text: str, found: list[Expression]) -> Iterator[Evidence]:
    """A figure "as of January 2026" that was reported "last month": the article came out in February 2026."""
    for expression, following in zip(found, found[1:], strict=False):
        when, step = expression.when, following.when
        if not (isinstance(when, Calendar) and when.year and when.month and when.day is None and when.weekday is None):
            continue
        if not (isinstance(step, Nearby) and step.unit == "month" and step.offset <= 0 and not step.told):
            continue
        between = text[expression.end : following.start]
        cue = _AS_OF.search(text[: expression.start])
        if cue is None or len(between) > 120 or re.search(r"[.!?]\s", between):
            continue
        days: Interval = month_after(resolve(when, Context()), step.offset)
        if days != UNKNOWN:
            yield Evidence("reported", days, f"{cue.group()}{text[expression.start : following.end]}")
