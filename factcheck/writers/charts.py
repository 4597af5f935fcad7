"""Facts that several articles print, each as a small SVG chart: time across, the figure upwards, bounds as error bars.

    a filled mark     an exact figure          a bar upwards with an arrow     "more than", "at least"
    a hollow mark     an estimate or a bound   a bar between two strokes       a range

Outlets differ by the shape of the mark, so that the chart reads in greyscale. Numbers alone stand in the SVG; printed
texts stand in the table beside it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from factcheck.writers.passages import clean
from factcheck.writers.report import Report
from factcheck.writers.wording import dated

SHAPES = ("circle", "square", "triangle", "diamond", "cross", "star")
_MOST_FACTS = 300  # shown; of more, the disputed and the widely printed come first
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 360, 190, 58, 14, 16, 30
_OUTLINES = {
    "square": "M-4.5-4.5h9v9h-9z",
    "triangle": "M0-5.5L5.5 4.5h-11z",
    "diamond": "M0-6L6 0L0 6L-6 0z",
    "cross": "M-2-5.5h4v3.5h3.5v4h-3.5v3.5h-4v-3.5h-3.5v-4h3.5z",
    "star": "M0-6.5L1.7-2L6.2-2L2.6.8L4 5.4L0 2.6L-4 5.4L-2.6.8L-6.2-2L-1.7-2z",
    "circle": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
}
# Figures that differ by less are one, told in two units ("six years and four months", "76 months"): nothing to scale.
_EQUAL = 1e-9
_STEPS = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e4, "K"))


@dataclass(frozen=True, slots=True)
class Value:
    """One printed figure of a fact: where, when (ISO days or blank), as printed, and its bounds on the fact's scale."""

    article: str
    outlet: str
    when: str
    day: int | None
    text: str
    sentence: str
    low: float | None
    high: float | None
    bound: str
    shape: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with its values by time; `found` are the numbers of the discrepancies about it."""

    title: str
    unit: str
    values: tuple[Value, ...]
    found: tuple[int, ...]


def read_facts(report: Report) -> tuple[list[Fact], int]:
    """The facts, the disputed and the widely printed first, and how many more there are than are shown."""
    if report.facts is None or not len(report.facts):
        return [], 0
    rows = report.facts.merge(report.claims, on="claim_id", how="inner", suffixes=("", "_claim")).to_dict("records")
    groups: dict[int, list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(int(row["fact"]), []).append(row)
    sides: dict[tuple[str, int], list[int]] = {}
    for number, found in enumerate(report.discrepancies.to_dict("records")):
        for side in ("left", "right"):
            if found[f"{side}_article"]:
                sides.setdefault((found[f"{side}_article"], int(found[f"{side}_start"])), []).append(number)
    subjects = report.discrepancies["subject"].tolist() if len(report.discrepancies) else []
    facts = [_fact(group, sides, subjects) for group in groups.values()]
    facts.sort(key=lambda fact: (not fact.found, fact.found[:1], -len(fact.values), fact.title))
    return facts[:_MOST_FACTS], max(0, len(facts) - _MOST_FACTS)


def _fact(group: list[Mapping[str, Any]], sides: Mapping, subjects: list[str]) -> Fact:
    units = {row["unit"] for row in group}
    ends = ("low", "high") if len(units) == 1 else ("low_base", "high_base")
    names = sorted({row["outlet"] or row["article"] for row in group})
    shapes = {name: SHAPES[place % len(SHAPES)] for place, name in enumerate(names)}
    values = []
    for row in group:
        start, end = row["as_of_start"], row["as_of_end"]
        if not start and not end:
            start, _, end = row["published"].partition("/")
            end = end or start
        values.append(
            Value(
                article=row["article"],
                outlet=clean(row["outlet"]),
                when=dated(start, end),
                day=_day(end or start),
                text=clean(row["text"]),
                sentence=clean(row["sentence"]),
                low=_known(row[ends[0]]),
                high=_known(row[ends[1]]),
                bound=row["bound"],
                shape=shapes[row["outlet"] or row["article"]],
            )
        )
    values.sort(key=lambda value: (value.day is None, value.day or 0, value.article, value.low or 0, value.text))
    found = sorted({number for row in group for number in sides.get((row["article"], int(row["start"])), ())})
    first = group[0]
    title = subjects[found[0]] if found else first["object"] or first["subject"] or first["predicate"] or first["text"]
    if not found and first["predicate"] and title != first["predicate"]:
        title += f" ({first['predicate']})"
    unit = units.pop() if len(units) == 1 else first["dimension"]
    return Fact(clean(title), "" if unit == "count" else unit, tuple(values), tuple(found))


def draw(fact: Fact) -> str:
    """The SVG of a fact, free of text from articles; blank when fewer than two of its figures can be placed."""
    placed = [value for value in fact.values if value.low is not None or value.high is not None]
    if len(placed) < 2:
        return ""
    figures = [figure for value in placed for figure in (value.low, value.high) if figure is not None]
    lowest, highest, ticks = _scale(min(figures), max(figures))
    days = [value.day for value in placed]
    known = sorted({day for day in days if day is not None})

    def up(figure: float) -> float:
        return _HEIGHT - _BOTTOM - (figure - lowest) / (highest - lowest) * (_HEIGHT - _TOP - _BOTTOM)

    parts = []
    for tick in ticks:
        y = _n(up(tick))
        parts.append(f'<path class="grid" d="M{_LEFT} {y}H{_WIDTH - _RIGHT}"/>')
        parts.append(
            f'<text class="tick" x="{_LEFT - 8}" y="{_n(up(tick) + 4)}" text-anchor="end">{compact(tick)}</text>'
        )
    across = _across(days, known)
    for day, anchor in (
        ((known[0], "start"), (known[-1], "end")) if len(known) > 1 else ((known[0], "middle"),) if known else ()
    ):
        x = _LEFT if anchor == "start" else _WIDTH - _RIGHT if anchor == "end" else (_LEFT + _WIDTH - _RIGHT) / 2
        label = date.fromordinal(day).isoformat()
        parts.append(f'<text class="tick" x="{_n(x)}" y="{_HEIGHT - 8}" text-anchor="{anchor}">{label}</text>')
    for value, x in zip(placed, across, strict=True):
        parts.append(_mark(value, x, up))
    return (
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" role="img" '
        f'aria-label="Chart of {len(placed)} figures by time; the table lists them">{"".join(parts)}</svg>'
    )


def glyph(shape: str, filled: bool) -> str:
    """The mark of an outlet alone, for the table beside the chart."""
    kind = "point" if filled else "point hollow"
    return (
        '<svg class="glyph" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">'
        f'<path class="{kind}" d="{_OUTLINES[shape]}"/></svg>'
    )


def compact(figure: float) -> str:
    """A figure in few characters: 1,500; 80K; 1.5M; 150B."""
    for size, letter in _STEPS:
        if abs(figure) >= size:
            size = 1e3 if letter == "K" else size
            return (
                f"{figure / size:,.10g}".replace(",", "") + letter
                if figure / size < 1e3
                else f"{figure / size:,.0f}{letter}"
            )
    return f"{figure:,.0f}" if figure == int(figure) else f"{figure:.6g}"


def _mark(value: Value, x: float, up) -> str:
    top, bottom = _TOP - 8, _HEIGHT - _BOTTOM + 2
    low, high = value.low, value.high
    bar = ""
    if high is None:
        bar = f"M{_n(x)} {_n(up(low))}V{top}m-4 6l4-6l4 6"
    elif low is None:
        bar = f"M{_n(x)} {_n(up(high))}V{bottom}m-4-6l4 6l4-6"
    elif high != low:
        bar = f"M{_n(x - 5)} {_n(up(low))}h10m-5 0V{_n(up(high))}m-5 0h10"
    middle = high if low is None else low if high is None else (low + high) / 2
    kind = "point" if value.bound == "exact" else "point hollow"
    line = f'<path class="bar" d="{bar}"/>' if bar else ""
    return f'{line}<path class="{kind}" transform="translate({_n(x)} {_n(up(middle))})" d="{_OUTLINES[value.shape]}"/>'


def _across(days: list[int | None], known: list[int]) -> list[float]:
    """The place across of each figure: by its day; figures of one day stand side by side, undated ones at the end."""
    left, right = _LEFT + 14, _WIDTH - _RIGHT - 14
    undated = None in days
    if undated and known:
        right -= 40
    wanted = []
    for day in days:
        if day is None:
            wanted.append(right + 40 if known else (left + right) / 2)
        elif len(known) < 2:
            wanted.append((left + right) / 2)
        else:
            wanted.append(left + (day - known[0]) / (known[-1] - known[0]) * (right - left))
    groups: dict[float, list[int]] = {}
    for place, x in enumerate(wanted):
        groups.setdefault(x, []).append(place)
    for x, places in groups.items():
        step = min(22.0, (right - left) / max(1, len(places)))
        width = step * (len(places) - 1)
        first = min(max(left, x - width / 2), max(left, _WIDTH - _RIGHT - 14 - width))
        for number, place in enumerate(places):
            wanted[place] = first + number * step
    return wanted


def _scale(lowest: float, highest: float) -> tuple[float, float, list[float]]:
    """Round ends of the scale and its ticks; from zero only when the figures lie near it."""
    if math.isclose(lowest, highest, rel_tol=_EQUAL):
        lowest = highest
    spread = highest - lowest or abs(highest) * 0.2 or 1.0
    step = 10 ** math.floor(math.log10(spread / 2)) if spread > 0 else 1.0
    step = next(step * factor for factor in (1, 2, 2.5, 5, 10, 20) if spread / (step * factor) <= 3.5)
    first, last = math.floor(lowest / step), math.ceil(highest / step)
    if first * step == lowest and lowest != 0:
        first -= 1
    if last * step == highest:
        last += 1
    ticks = [float(f"{number * step:.12g}") for number in range(first, last + 1)]
    return ticks[0], ticks[-1], ticks


def _day(text: str) -> int | None:
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None


def _known(figure: Any) -> float | None:
    return None if figure is None or figure != figure or math.isinf(figure) else float(figure)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
