"""Accuracy of dates: `python benchmarks/dates.py EVAL_FOLDER [--others] [--show KIND] [--limit N]`.

`--others` judges Recognizers-Text and dateparser's search beside ours with the same code (see others.py).

wikiwars: precision, recall and F1 of date values. A printed date counts when an expression of ours overlaps it and has
its value; each gold date is matched once. Left out of the gold: durations, "now" and "recently", and values without a
year. recognizers: the share of conformance cases whose dates and date ranges all come out, to the day, of the cases that
news can hold; what is left out is printed with its count. A case gives the past and the future reading of a date and one
of them must be ours; of "early", "late" and the like either the whole or our half counts. Exits 1 when
a figure falls below its floor.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import process_time

from others import DateReader, dateparser_dates, recognizers_dates

from factcheck.extract.date import Dated, dated_expressions
from factcheck.extract.date_grammar import read_dates
from factcheck.model import Article, Published
from factcheck.normalise import time
from factcheck.normalise.resolve import Context, point, resolve
from factcheck.normalise.time import UNKNOWN, Interval
from factcheck.normalise.when import (
    Bound,
    Calendar,
    Nearby,
    Nth,
    Part,
    Range,
    Season,
    Shift,
    Tensed,
    When,
    Window,
)

# Accuracy floors, in per cent: they rise with the figures.
FLOORS = {"wikiwars": 89.5, "recognizers": 87.2}
TIMEX_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}


# wikiwars: values as TIMEX2 prints them


def gold_value(value: str) -> Interval | str | None:
    """The days of a TIMEX2 value; a value before Christ as text; None for what is no dated value."""
    value = re.sub(r"T.*", "", value)
    value = re.sub(r"-(XX|WXX).*", "", value)
    if value.startswith("BC"):
        return value
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return time.day(int(value[:4]), int(value[5:7]), int(value[8:]))
    if re.fullmatch(r"\d{4}-\d\d", value):
        return time.month(int(value[:4]), int(value[5:]))
    if re.fullmatch(r"\d{4}", value):
        return time.year(int(value))
    if re.fullmatch(r"\d{3}", value):
        return time.decade(int(value) * 10)
    if re.fullmatch(r"\d{2}", value):
        return time.century(int(value) + 1)
    if re.fullmatch(r"\d{4}-(SP|SU|FA|WI)", value):
        year, season = int(value[:4]), TIMEX_SEASONS[value[5:]]
        # A winter by its year alone may be either of two, and so it is read.
        before = time.season(year - (season == "winter"), season)
        return time.hull(before, time.season(year, season))
    if re.fullmatch(r"\d{4}-H[12]", value):
        return time.half(int(value[:4]), int(value[6]))
    return None


def gold_article(path: Path) -> tuple[Article, list[tuple[int, int, str]]]:
    """The text of a key file without its marks, and (start, end, value) of each."""
    source = path.read_text(encoding="utf-8")
    published = re.search(r'<DATETIME>.*?val="(\d{4}-\d\d-\d\d)', source, re.DOTALL).group(1)
    body = re.search(r"<TEXT>(.*)</TEXT>", source, re.DOTALL).group(1)
    text, gold, opened, done = "", [], [], 0
    for mark in re.finditer(r"<TIMEX2([^>]*)>|</TIMEX2>|<[^>]+>", body):
        text += unescape(body[done : mark.start()])
        done = mark.end()
        if mark.group().startswith("<TIMEX2"):
            found = re.search(r'val="([^"]*)"', mark.group(1))
            opened.append((len(text), found.group(1) if found else ""))
        elif mark.group() == "</TIMEX2>" and opened:
            start, value = opened.pop()
            gold.append((start, len(text), value))
    text += unescape(body[done:])
    return Article(path.stem, text, published=Published(published, published, "metadata")), sorted(gold)


def unescape(text: str) -> str:
    for name, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(name, character)
    return text


def values(when: When, context: Context) -> Iterator[Interval | str]:
    """What an expression names, in the way of TIMEX2: the ends of a range apart, no hedges, a shift to its own unit."""
    match when:
        case Range():
            yield from values(when.first, context)
            yield from values(when.last, context)
        case Bound() | Part() | Tensed() | Nth(count=2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10):
            yield from values(when.of, context)
        case Shift() if when.low == when.high:
            found = point(when, context)
            first = time.parse_day(found.start)
            yield time.around(first, when.unit) if first and when.unit not in ("week", "fortnight") else found
        case Shift() | Window():
            return
        case Calendar(year=int(), weekday=None) if when.year < 1:
            yield f"BC{1 - when.year:04d}" + (f"-{when.month:02d}" if when.month else "")
        case Season(unit="decade") if when.number < 1:
            yield f"BC{-when.number // 10:03d}"
        case _:
            yield resolve(when, context)


def range_ends(dated: Dated) -> list[Interval | str]:
    when = dated.when
    if isinstance(when, Range) and isinstance(when.first, Calendar) and isinstance(when.last, Calendar):
        first, last = when.first, when.last
        if first.year is None and last.year is not None:
            first = replace(first, year=last.year)
        if last.year is None and first.year is not None:
            last = replace(last, year=first.year)
        if first.month is None and first.day and last.month:
            first = replace(first, month=last.month)
        if last.year is not None and last.year < 1 and first.year and first.year > 0:
            first = replace(first, year=1 - first.year)
        when = Range(first, last)
    return [value for value in values(when, dated.context) if value != UNKNOWN]


# A printed date as a system finds it: its place in the article, and what it names.
Value = Interval | str
Read = Callable[[list[Article]], list[list[tuple[int, int, Value]]]]


def read_ours(articles: list[Article]) -> list[list[tuple[int, int, Value]]]:
    """Our dates of each article, the ends of a range apart."""
    from factcheck.language.blocks import parse_articles
    from factcheck.language.pipeline import load_pipeline

    return [
        [
            (dated.start, dated.end, value)
            for dated in dated_expressions(parsed)
            if dated.kind == "date"
            for value in range_ends(dated)
        ]
        for parsed in parse_articles(articles, load_pipeline())
    ]


def by_lines(read: DateReader) -> Read:
    """The dates that another system finds in each line of each article."""

    def dates(article: Article) -> Iterator[tuple[int, int, Value]]:
        place = 0
        for line in article.text.splitlines(keepends=True):
            for start, end, values in read(line, article.published.start) if line.strip() else ():
                yield from ((place + start, place + end, value) for value in values)
            place += len(line)

    return lambda articles: [list(dates(article)) for article in articles]


def wikiwars(folder: Path, read: Read, show: str, limit: int) -> dict[str, float]:
    paths = sorted(path for path in folder.glob("*.key.xml"))[: limit or None]
    articles, gold = zip(*(gold_article(path) for path in paths), strict=True)
    right = recalled = printed = found_all = 0
    begin = process_time()
    found_dates = read(list(articles))
    spent = process_time() - begin
    for article, marks, ours in zip(articles, gold, found_dates, strict=True):
        wanted = [(start, end, gold_value(value), value) for start, end, value in marks]
        open_gold = [entry for entry in wanted if entry[2] is not None]
        others = [entry for entry in wanted if entry[2] is None]
        printed += len(open_gold)
        left = []
        for begin, end, value in ours:
            same = [entry for entry in open_gold if entry[0] < end and begin < entry[1] and entry[2] == value]
            if same:
                # "at 11 a.m. on 11 November" is two dates in the gold and one of ours.
                open_gold = [entry for entry in open_gold if entry not in same]
                recalled += len(same)
                right += 1
                found_all += 1
            elif any(entry[0] < end and begin < entry[1] for entry in others):
                continue  # no dated value in the gold: neither right nor wrong
            else:
                found_all += 1
                left.append((begin, end, value))
        if show == "wikiwars":
            print_errors(article, wanted, open_gold, left)
    precision, recall = right / max(1, found_all), recalled / max(1, printed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    speed = sum(len(article.text) for article in articles) / max(1e-9, spent)
    print(
        f"  wikiwars dates {printed}  P {precision:.1%}  R {recall:.1%}  F1 {f1:.1%}  ({speed:,.0f} characters a second)"
    )
    return {"wikiwars": 100 * f1}


def print_errors(article: Article, wanted: list, missed: list, extra: list) -> None:
    text = article.text
    for start, end, _, value in missed:
        near = [(text[begin:stop], v) for begin, stop, v in extra if begin < end and start < stop]
        print(
            f"MISS {article.id[:8]} {text[start:end]!r} {value} ours={near} | {text[max(0, start - 50) : end + 30]!r}"
        )
    for begin, stop, value in extra:
        if not any(begin < entry[1] and entry[0] < stop for entry in wanted):
            print(f"EXTRA {text[begin:stop]!r} {value} | {text[max(0, begin - 40) : stop + 30]!r}")


# recognizers: conformance cases


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
                mod = value.get("Mod", "")
                if "value" in value:
                    readings.add(reading(value["value"], value["value"], True, mod, value.get("timex", "")))
                else:
                    readings.add(
                        reading(value.get("start") or "", value.get("end") or "", False, mod, value.get("timex", ""))
                    )
        elif "Value" not in result:
            readings.add(("", ""))
        else:
            for key in ("FutureResolution", "PastResolution"):
                found = result["Value"].get(key) or {}
                if "date" in found:
                    readings.add(reading(found["date"], found["date"], True, "", result["Value"].get("Timex", "")))
                else:
                    readings.add(
                        reading(
                            found.get("startDate", ""),
                            found.get("endDate", ""),
                            False,
                            "",
                            result["Value"].get("Timex", ""),
                        )
                    )
        spans.append(readings)
    return spans


def reading(start: str, end: str, single: bool, mod: str, timex: str) -> tuple[str, str]:
    """One reading as first and last day; the suite's ranges end on the day after, or on the first day of their last unit."""
    if start in ("not resolved", "0001-01-01"):
        return ("", "")
    if single:
        return (start[:10], start[:10])
    if " " in (start or end):
        return ((start or end)[:10], (start or end)[:10])
    day = time.parse_day(end)
    last = time.shift(day, -1, "day") if day else None
    return (start[:10], last.isoformat() if last else "")


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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", default="", choices=("", "wikiwars", "recognizers"))
    parser.add_argument("--limit", type=int, default=0, help="read so many histories only")
    parser.add_argument("--others", action="store_true", help="the other libraries beside ours")
    options = parser.parse_args()
    systems: dict[str, tuple[Read, ReadCase]] = {"factcheck": (read_ours, our_spans)}
    if options.others:
        systems["Recognizers-Text"] = (by_lines(recognizers_dates(gold_value)), their_spans)
        systems["dateparser"] = (by_lines(dateparser_dates()), dateparser_spans())
    fallen = []
    for name, (read, read_case) in systems.items():
        print(name)
        shown = options.show if name == "factcheck" else ""
        figures = recognizers(options.folder / "recognizers" / "DateTime", read_case, shown)
        figures |= wikiwars(options.folder / "wikiwars", read, shown, options.limit)
        if name == "factcheck":
            fallen = [
                f"{key} {figures[key]:.1f} below {floor}" for key, floor in FLOORS.items() if figures[key] < floor
            ]
    for line in fallen:
        print(line)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
