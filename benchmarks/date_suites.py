"""The conformance suites of Recognizers-Text on dates, as every system answers them.

Counted is the share of cases whose dates and date ranges all come out, to the day, of the cases that news can hold; what is left
out is printed with its count. A case gives the past and the future reading of a date and one of them must be ours; of "early",
"late" and the like either the whole or our half counts.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from systems import dateparser_dates

from factcheck.extract.date_grammar import read_dates
from factcheck.normalise import time
from factcheck.normalise.resolve import Context, point, resolve
from factcheck.normalise.time import Interval
from factcheck.normalise.when import Bound, Calendar, Nearby, Part, Range, Season, Shift, When, Window

DATED = ("date", "daterange", "datetime", "datetimerange")


# What a system makes of a case: for each date its readings as (first day, last day).
ReadCase = Callable[[dict], list[set[tuple[str, str]]]]


def recognizers(folder: Path, read: ReadCase, show: str) -> dict[str, float]:
    right, total, left_out = 0, 0, Counter()
    for name in ("DateParser", "DatePeriodParser", "DateTimeModel"):
        right_here = total_here = 0
        for case in json.loads((folder / f"{name}.json").read_text(encoding="utf-8")):
            reason = why_left_out(case)
            if reason:
                left_out[reason] += 1
                continue
            total_here += 1
            wanted, ours = gold_spans(case["Results"]), read(case)
            good = agree(wanted, ours)
            right_here += good
            if not good and show == "recognizers":
                print(
                    f"{case['Input']!r} {case.get('Context', {}).get('ReferenceDateTime', '')[:10]} wanted={wanted} ours={ours}"
                )
        print(f"  {name:18} {right_here}/{total_here} = {right_here / max(1, total_here):.1%}")
        right, total = right + right_here, total + total_here
    print(f"  dates and periods  {right}/{total} = {right / max(1, total):.1%}")
    if read is our_spans:
        for reason, count in left_out.most_common():
            print(f"    left out {count:4}  {reason}")
    return {"recognizers": 100 * right / max(1, total)}


def kind_of(result: dict) -> str:
    return (result.get("TypeName") or result.get("Type", "")).replace("datetimeV2.", "")


# What news does not print, by the pattern of the input; the first that fits is the reason given.
NOT_NEWS = (
    ("now, or hours from now", r"\bnow\b|hour|minute|\bmin\b|\d ?h\b|at the moment"),
    (
        "day and month in figures without a year",
        r"(?<![\d/.-])\d{1,2}\s?[/.]\s?\d{1,2}(?![\d/.-]*\d{4})(?!/\d)|\b[45]-22\b",
    ),
    (
        "figures run together or in an order news never prints",
        r"\d{8}|[a-z]\d\b(?<![qh]\d)|\d\d?-\d{4}-[a-z]|\d{4}[/-]\d+[/-][a-z]|\d{4}[/-][a-z]{3}|\b\d-\d-\d\d\b|\d{4}-\d\b"
        r"|[a-z]-\d{4}-\d|\d[/.]\d+,\d{4}|[<>=]|~|\d{4}\s?[./]\s?\d{1,2}\b(?![/.])"
        r"|(?<!\d{4}-)(?<!\d{4})(?<!\d[/-])\b\d{1,2}\s?[/-]\s?\d{4}\b",
    ),
    (
        "a bare number as a day",
        r"(?:back on|for the|the|monday|sunday) (?:\d{1,2}|thirty)\W*$|\bbetween \d+ and|from 02 to",
    ),
    (
        "chat spelling, or a calendar of moon and school",
        r"tmrw|\botd\b|\beoy\b|\b[sc]y ?\d|eid al|business day|workweek|week \d+|\bw\d\d|http",
    ),
    (
        "my day, the day: the day of speaking",
        r"\b(?:my|the|for the|same) (?:day|weekend|week|month)\b(?! (?:of|after|before))|rest (?:the|of) (?:week|month)",
    ),
)


def why_left_out(case: dict) -> str:
    """The reason why news cannot hold a case, or blank."""
    kinds = {kind_of(result) for result in case["Results"]}
    if kinds and not kinds & set(DATED):
        return "only durations, sets or clock times"
    return next((reason for reason, pattern in NOT_NEWS if re.search(pattern, case["Input"], re.IGNORECASE)), "")


def gold_spans(results: list[dict]) -> list[set[tuple[str, str]]]:
    """For each dated result its readings as (first day, last day); ours must be one of them."""
    spans = []
    for result in results:
        if kind_of(result) not in DATED:
            continue
        readings = set()
        resolution = result.get("Resolution")
        if resolution:
            for value in resolution.get("values", ()):
                if "value" in value:
                    readings.add(reading(value["value"]))
                else:
                    readings.add(reading(value.get("start") or "", value.get("end") or ""))
        elif "Value" not in result:
            readings.add(("", ""))
        else:
            for key in ("FutureResolution", "PastResolution"):
                found = result["Value"].get(key) or {}
                if "date" in found:
                    readings.add(reading(found["date"]))
                else:
                    readings.add(reading(found.get("startDate", ""), found.get("endDate", "")))
        spans.append(readings)
    return spans


def reading(start: str, end: str | None = None) -> tuple[str, str]:
    """One reading as first and last day, the same for one day; the suite's ranges end on the day after."""
    if start in ("not resolved", "0001-01-01"):
        return ("", "")
    if end is None:
        return (start[:10], start[:10])
    if " " in (start or end):
        return ((start or end)[:10], (start or end)[:10])
    return (start[:10], day_before(end))


def our_spans(case: dict) -> list[set[tuple[str, str]]]:
    """For each of our expressions every reading: the suite prints both the past and the future one."""
    today = case.get("Context", {}).get("ReferenceDateTime", "")[:10]
    published = Interval(today, today)
    spans = []
    for found in read_dates(case["Input"], day_first=False):
        readings = set()
        for tense in ("past", "future", "present"):
            context = Context(published, tense, published)
            when = found.when
            value = suite_value(when, context)
            readings |= value
        spans.append(readings)
    return spans


def suite_value(when: When, context: Context) -> set[tuple[str, str]]:
    match when:
        case Shift():
            return {tuple(point(when, context))}
        case Bound(which="before" | "until" | "by", of=of):
            found = resolve(when, context)
            inner = resolve(of, context)
            return {("", found.end), ("", inner.end), ("", day_before(inner.start))}
        case Bound(which="since" | "from" | "after", of=of):
            found = resolve(when, context)
            return {(found.start, ""), (resolve(of, context).start, ""), tuple(resolve(of, context))}
        case Bound(of=of):
            return {tuple(resolve(of, context))}
        case Range():
            found = resolve(when, context)
            ends = {found.end, day_before(found.end)}
            if found.known:
                last = when.last
                if isinstance(last, Calendar):
                    ends.add(day_before(found.end[:8] + "01") if last.day is None else found.end)
                    ends.add(day_before(found.end[:4] + "-01-01") if last.month is None else found.end)
                elif not isinstance(last, Shift):
                    ends.add(day_before(resolve(last, context).start))
            return {(found.start, end) for end in ends}
        case Window():
            found = resolve(when, context)
            if not found.known:
                return {("", "")}
            first, last = time.parse_day(found.start), time.parse_day(found.end)
            next_day = time.shift(first, 1, "day")
            whole = whole_units(when, context)
            return {
                tuple(found),
                (found.start, day_before(found.end)),
                (next_day.isoformat(), found.end),
                whole,
                (last.isoformat(), found.end),
            }
        case Part(of=of):
            found, inner = resolve(when, context), resolve(of, context)
            return {tuple(found), tuple(inner), (found.start, day_before(found.end))}
        case Season(unit="season" | "fiscal") | Nearby(unit="season"):
            return {("", ""), tuple(resolve(when, context))}
        case _:
            return {tuple(resolve(when, context))}


def whole_units(when: Window, context: Context) -> tuple[str, str]:
    day = time.parse_day(context.published.start)
    here = time.parse_day(time.around(day, when.unit).start)
    first = time.shift(here, 1 if when.sign > 0 else -when.count, when.unit)
    end = time.shift(first, when.count, when.unit) if first else None
    return (first.isoformat(), day_before(end.isoformat())) if first and end else ("", "")


def day_before(day: str) -> str:
    found = time.parse_day(day)
    earlier = time.shift(found, -1, "day") if found else None
    return earlier.isoformat() if earlier else ""


def agree(wanted: list[set[tuple[str, str]]], ours: list[set[tuple[str, str]]]) -> bool:
    """True when both list the same number of dates and each has a reading in common."""
    return len(wanted) == len(ours) and all(a & b for a, b in zip(wanted, ours, strict=True))


def their_spans(case: dict) -> list[set[tuple[str, str]]]:
    """Recognizers-Text on a case of its own suite, every reading that it gives."""
    from recognizers_date_time import recognize_datetime
    from recognizers_text import Culture

    today = case.get("Context", {}).get("ReferenceDateTime", "")[:19]
    reference = datetime.fromisoformat(today) if today else None
    found = recognize_datetime(case["Input"], Culture.English, reference=reference)
    return gold_spans([{"TypeName": result.type_name, "Resolution": result.resolution} for result in found])


def dateparser_spans() -> ReadCase:
    read = dateparser_dates()

    def spans(case: dict) -> list[set[tuple[str, str]]]:
        today = case.get("Context", {}).get("ReferenceDateTime", "")[:10]
        return [{tuple(value) for value in values} for _, _, values in read(case["Input"], today)]

    return spans
