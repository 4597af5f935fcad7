"""Our readers of quantities and dates, and what a user would pick instead, each behind one face.

`quantity_systems` gives functions from a text to its quantities; the readers of dates go from a text and its publication date to
its dates. benchmarks/quantities.py and benchmarks/dates.py judge all of them by the same code (`--others`). The libraries are
those of the extra `benchmark`, with the versions pinned there and their own defaults:

- quantulum3: a range is its mean and uncertainty, taken as its ends; bounds and changes are not told. Years, months,
  weeks and days count as ages too, for it has none. Its optional classifier of units is not installed.
- Recognizers-Text: the models of numbers, percentages, currencies, ages, dimensions and temperatures, the longest where
  they overlap; what its date model takes for a date is left out (its speed is given with and without that). Its Python
  package has no model of number ranges and tells no bounds. It gives a weekday or a day without its year as a past and a
  future date: the past one is taken, for the texts tell what happened.
- dateparser: `search_dates` with the strategy "ngram" (better here than the default); the publication date is its base
  and the past preferred; what it found is sought in the text in order. Its period (day, month, year) gives the interval.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from unit_names import UNITS


@dataclass(frozen=True)
class Found:
    """A quantity at [start, end) by any system.

    low and high are in the unit, None for an open end; kind is count, money, percent, measure, age, fraction, score or code;
    hedge is `=`, `~`, `>` or `<`, trend up, down or blank; strict says that an end is not included; about that it is hedged,
    ranges too; noun is what is counted; number is where the digits or words begin.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str = ""
    kind: str = "count"
    hedge: str = "="
    trend: str = ""
    bound: str = "exact"
    about: bool = False
    strict: bool = False
    noun: str = ""
    number: int = 0


Reader = Callable[[str], list[Found]]

# --- quantities

ABOUT = ("~", "∼", "≈", "about", "around", "ca.", "approximately", "roughly", "some")
HEDGES = {"more_than": ">", "at_least": ">", "less_than": "<", "at_most": "<"}


def ours(nlp=None) -> Reader:
    """Our quantities; with a language pipeline the counted nouns too."""
    from factcheck.extract.quantity import QUANTITIES, find_quantities

    def read(text: str) -> list[Found]:
        doc, rows = nlp(text) if nlp else None, []
        for mention in find_quantities(text):
            if mention.kind not in {*QUANTITIES, "score", "code"}:
                continue
            words = text[mention.start : mention.number].strip().lower()
            about = mention.bound == "approximate" or (mention.bound == "range" and words in ABOUT)
            rows.append(
                Found(
                    mention.start,
                    mention.end,
                    mention.low,
                    mention.high,
                    mention.unit,
                    mention.kind,
                    "~" if about else HEDGES.get(mention.bound, "="),
                    mention.trend,
                    mention.bound,
                    about,
                    mention.bound in ("more_than", "less_than"),
                    counted(doc, mention),
                    mention.number,
                )  # fmt: skip
            )
        return rows

    return read


def counted(doc, mention) -> str:
    """The noun that heads a count's object, in lower case; blank without a parse."""
    if doc is None or mention.kind != "count":
        return ""
    from factcheck.extract.frames import describe

    return describe(doc, mention.start, mention.end).head.lower()


def quantulum() -> Reader:
    """The quantities of quantulum3, by its own rules: the classifier that it ships loads under no recent scikit-learn."""
    warnings.simplefilter("ignore")
    from quantulum3 import classifier, parser

    classifier.USE_CLF = False

    def read(text: str) -> list[Found]:
        rows = []
        for quantity in parser.parse(text):
            name = quantity.unit.name.lower()
            unit, factor = UNITS.get(name, (quantity.unit.currency_code or name, 1))
            unit = "" if name == "dimensionless" else unit
            kind = kind_of(unit, quantity.unit.entity.name == "currency")
            spread = quantity.uncertainty or 0.0
            low, high = sorted(((quantity.value - spread) * factor, (quantity.value + spread) * factor))
            start, end = quantity.span
            bound = "range" if spread else "exact"
            rows.append(Found(start, end, low, high, unit, kind, bound=bound, number=start))
        return rows

    return read


def kind_of(unit: str, money: bool) -> str:
    if not unit:
        return "count"
    if money:
        return "money"
    return "percent" if unit == "percent" else "age" if unit in ("year", "month", "week", "day") else "measure"


# The suites of Recognizers-Text, each judged by its own model there.
MODELS = {
    "numbers": "recognize_number", "percentages": "recognize_percentage", "currencies": "recognize_currency",
    "ages": "recognize_age", "dimensions": "recognize_dimension", "temperatures": "recognize_temperature",
}  # fmt: skip


def recognizers(suites: tuple[str, ...] = tuple(MODELS), *, dates: bool = True) -> Reader:
    """The quantities of Recognizers-Text, by the models named; with `dates`, none inside what it takes for a date."""
    import recognizers_number
    import recognizers_number_with_unit
    from recognizers_date_time import recognize_datetime
    from recognizers_text import Culture

    models = [
        getattr(recognizers_number, MODELS[name], None) or getattr(recognizers_number_with_unit, MODELS[name])
        for name in suites
    ]

    def read(text: str) -> list[Found]:
        results = [result for model in models for result in model(text, Culture.English)]
        taken = []
        if dates and results:
            taken = [
                (found.start, found.end)
                for found in recognize_datetime(text, Culture.English)
                if not found.type_name.endswith(("duration", "set"))
            ]
        rows: list[Found] = []
        for result in sorted(results, key=lambda result: (result.start - result.end, result.start)):
            row = recognized(result)
            inside = any(start <= result.end and result.start <= end for start, end in taken)
            if row and not inside and not any(row.start < other.end and other.start < row.end for other in rows):
                rows.append(row)
        return sorted(rows, key=lambda row: row.start)

    return read


def recognized(result) -> Found | None:
    """One result of Recognizers-Text, None for a unit without a number."""
    value = (result.resolution or {}).get("value")
    if value in (None, "null", ""):
        return None
    name = (result.resolution.get("unit") or "").lower()
    unit, factor = UNITS.get(name, (result.resolution.get("isoCurrency") or name, 1))
    kind = {"currency": "money", "percentage": "percent", "age": "age", "number": "count"}.get(
        result.type_name, "measure"
    )
    low = float(value.rstrip("%").replace(",", "")) * factor
    unit = {"percent": "percent", "count": ""}.get(kind, unit)
    return Found(result.start, result.end + 1, low, low, unit, kind, number=result.start)


def quantity_systems(nlp=None) -> dict[str, Reader]:
    """Each system by its name; ours first."""
    return {"factcheck": ours(nlp), "quantulum3": quantulum(), "Recognizers-Text": recognizers()}


# --- dates

# (start, end, [the intervals that the expression names, as (first day, last day)]).
FoundDate = tuple[int, int, list[tuple[str, str]]]
DateReader = Callable[[str, str], list[FoundDate]]


def recognizers_dates(values: Callable[[str], object]) -> DateReader:
    """The dates of Recognizers-Text; `values` turns an ISO value ("2020-05") into an interval, None for no date."""
    from recognizers_date_time import recognize_datetime
    from recognizers_text import Culture

    def read(text: str, today: str) -> list[FoundDate]:
        found = []
        for result in recognize_datetime(text, Culture.English, reference=datetime.fromisoformat(today)):
            if not result.type_name.endswith(("date", "daterange", "datetime", "datetimerange")):
                continue
            readings = (result.resolution or {}).get("values") or []
            if readings:
                intervals = [value for part in timex_parts(readings[0]) if (value := values(part)) is not None]
                if intervals:
                    found.append((result.start, result.end + 1, intervals))
        return found

    return read


def timex_parts(reading: dict) -> Iterator[str]:
    """The ISO values of a reading: the ends of a range apart, in the unit it is counted in; what it leaves open filled in."""
    timex = reading.get("timex", "").partition("T")[0]
    if timex.startswith("("):
        first, last, length = (timex.strip("()").split(",") + ["", ""])[:3]
        whole = first.endswith("-01-01") and last.endswith("-01-01")
        if whole and (length == "P10Y" or length == "P100Y"):
            yield first[:3] if length == "P10Y" else first[:2]
            return
        size = 4 if whole and length.endswith("Y") else 7 if length.endswith("M") else 10
        for part, key in ((first, "start"), (last, "end")):
            yield (reading.get(key, "") if "X" in part else part)[:size]
    elif "X" in timex or not timex:
        month = re.fullmatch(r"XXXX-\d\d", timex)
        yield reading["value"][:10] if "value" in reading else reading.get("start", "")[: 7 if month else 10]
    else:
        yield timex


def dateparser_dates() -> DateReader:
    """The dates of dateparser's search."""
    from dateparser.search import search_dates

    from factcheck.normalise import time as calendar

    def read(text: str, today: str) -> list[FoundDate]:
        base = datetime.fromisoformat(today) if today else None
        settings = {"PREFER_DATES_FROM": "past", **({"RELATIVE_BASE": base} if base else {})}
        results = search_dates(text, languages=["en"], settings=settings, strategy="ngram", add_period=True) or []
        found, place = [], 0
        for words, moment, period in results:
            start = text.find(words, place)
            if start < 0:
                continue
            place = start + len(words)
            unit = period if period in ("week", "month", "year") else "day"
            found.append((start, place, [calendar.around(moment.date(), unit)]))
        return found

    return read
