"""The conformance suites of Recognizers-Text on numbers and units, as every system answers them.

Share of cases whose values and units all agree and nothing is found beside them, kind by kind; all cases
count, also those marked there as not supported in Python. Codes count as numbers there, a number glued to its unit
("29km") does not. Bare units without a number ("the dollar") are left out of the gold. The half-open ends of a range
("[20,30)" for "between 20 and 30") are taken as closed; one-sided ranges must agree on strictness. Recognizers-Text is
asked for the model of each suite alone; its Python package has none for ranges.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from scoring import close
from systems import Found, Reader
from unit_names import UNITS

# A reader of cases: the gold answers and the system's, as values that `agree` compares.
Case = Callable[[dict, list[Found]], tuple[list, list]]


def number_case(case: dict, rows: list[Found]) -> tuple[list, list]:
    gold = sorted(float(result["Resolution"]["value"]) for result in case["Results"])
    ours = []
    for row in rows:
        glued = row.kind == "measure" and re.match(r"[-\d.,]*\d[^\W\d]", case["Input"][row.number : row.end])
        if row.kind != "score" and not glued:
            ours += [row.low, row.high] if row.bound == "range" else [row.low if row.low is not None else row.high]
    return gold, ours


def range_case(case: dict, rows: list[Found]) -> tuple[list, list]:
    gold = []
    for result in case["Results"]:
        value = result["Resolution"]["value"]
        low, high = (float(end) if end else None for end in value[1:-1].split(","))
        strict = (value[0] == "(" and low is not None and high is None) or (value[-1] == ")" and low is None)
        gold.append((low, high, strict))
    ours = []
    for row in rows:
        equal = "equal" in case["Input"][max(0, row.start - 12) : row.start]
        if row.kind not in ("code", "score") and (equal or row.bound not in ("exact", "approximate")):
            ours.append((row.low, row.high, row.strict))
    return gold, ours


def percent_case(case: dict, rows: list[Found]) -> tuple[list, list]:
    values = [result["Resolution"]["value"] for result in case["Results"]]
    gold = [float(value.rstrip("%")) for value in values if value != "null"]
    return gold, [row.low for row in rows if row.kind == "percent"]


def unit_case(kind: str) -> Case:
    """A reader of cases with units: the gold and our (low, high, unit) of the quantities of one kind."""

    def read(case: dict, rows: list[Found]) -> tuple[list, list]:
        gold = []
        for result in case["Results"]:
            resolution = result["Resolution"]
            if resolution.get("value") is None:
                continue
            name = resolution["unit"].lower()
            unit, factor = UNITS.get(name, (name, 1))
            if name == "pound":
                unit = "GBP" if kind == "money" else "pound"
            gold.append((round(float(resolution["value"]) * factor, 6), one_ton(unit)))
        ours = [(row.low if row.low is not None else row.high, one_ton(row.unit)) for row in rows if of_kind(row, kind)]
        if kind in ("money", "dimension"):
            # Their unit is the numerator alone: "500,000 barrels a day" is 500,000 barrels.
            names = {unit for _, unit in gold}
            ours = [(low, unit if unit in names else re.split(r" / | per ", unit)[0]) for low, unit in ours]
        return gold, [(round(low, 6), unit) for low, unit in ours]

    return read


def one_ton(unit: str) -> str:
    """ "Ton" stands for tonnes there too."""
    return "ton" if unit == "metric_ton" else unit


def of_kind(row: Found, kind: str) -> bool:
    """Whether a suite asks for this quantity; durations are no dimensions there."""
    if kind in ("money", "age"):
        return row.kind == kind
    if row.kind != "measure":
        return False
    if kind == "temperature":
        return row.unit.startswith(("degree", "kelvin"))
    return row.unit.split(" / ")[0] not in TIMES and not row.unit.startswith(("degree_", "1 /"))


TIMES = {"year", "month", "week", "day", "hour", "minute", "second", "millisecond", "fortnight", "century"}
SUITES = {
    "numbers": ("Number/NumberModel", number_case), "ranges": ("Number/NumberRangeModel", range_case),
    "percentages": ("Number/PercentModel", percent_case), "ages": ("NumberWithUnit/AgeModel", unit_case("age")),
    "currencies": ("NumberWithUnit/CurrencyModel", unit_case("money")),
    "dimensions": ("NumberWithUnit/DimensionModel", unit_case("dimension")),
    "temperatures": ("NumberWithUnit/TemperatureModel", unit_case("temperature")),
}  # fmt: skip


def agree(gold: list, ours: list) -> bool:
    """Whether two lists hold the same answers in any order, numbers compared as printed."""
    free = list(ours)
    for answer in gold:
        match = next((other for other in free if same_answer(answer, other)), None)
        if match is None:
            return False
        free.remove(match)
    return not free


def same_answer(left, right) -> bool:
    if isinstance(left, tuple):
        return len(left) == len(right) and all(same_answer(a, b) for a, b in zip(left, right, strict=True))
    if isinstance(left, (bool, str)):
        return left == right
    return close(left, right)


def recognizers(folder: Path, read_of: Callable[[str], Reader], errors: bool) -> dict[str, float]:
    """Share of fully right cases of each suite, in per cent; `read_of` gives the system's reader for a suite."""
    out = {}
    for name, (path, reader) in SUITES.items():
        cases = json.loads((folder / f"{path}.json").read_text(encoding="utf-8-sig"))
        right, read = 0, read_of(name)
        for case in cases:
            gold, ours = reader(case, read(case["Input"]))
            if agree(gold, ours):
                right += 1
            elif errors:
                print(f"[{name}] {case['Input'][:200]}\n     gold {gold}\n     ours {ours}")
        out[name] = 100 * right / len(cases)
    return out
