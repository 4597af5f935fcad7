"""Dates in histories of wars, as every system reads them: precision, recall and F1 of their values.

A printed date counts when an expression of ours overlaps it and has its value; each gold date is matched once. Left out of the
gold: durations, "now" and "recently", and values without a year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import process_time

from systems import DateReader

from factcheck.extract.date import Dated, dated_expressions
from factcheck.model import Article, Published
from factcheck.normalise import time
from factcheck.normalise.resolve import Context, point, resolve
from factcheck.normalise.time import UNKNOWN, Interval
from factcheck.normalise.when import Bound, Calendar, Nth, Part, Range, Season, Shift, Tensed, When, Window

TIMEX_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}


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
