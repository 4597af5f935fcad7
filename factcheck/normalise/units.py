"""Measures in comparable magnitudes: `to_base` for whole columns, `dimension` for what can be compared with what.

Units are pint's canonical names ("mile / hour"), ISO 4217 codes, `percent`, `percentage_point`, "per 100000", and blank
for a count. Money has a dimension of its own for each currency; converting between them needs a day (see `money`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from factcheck.language.lexicons import read_lexicon

if TYPE_CHECKING:
    import numpy as np
    import pint

# What news divides by and pint has no unit for; each is a dimension of its own.
THINGS = (
    "share", "person", "vehicle", "household", "student", "pupil", "child", "ticket", "piece", "game", "copy", "patient",
    "employee", "worker", "passenger", "user", "bottle", "pack", "family", "couple", "quarter_of_year", "season", "trip",
    "dose", "customer",
)  # fmt: skip


@cache
def _registry() -> pint.UnitRegistry:
    import pint

    registry = pint.UnitRegistry(cache_folder=None)
    registry.define("percentage_point = [percentage_point]")
    registry.define("ppb = 1e-9")
    for thing in THINGS:
        registry.define(f"{thing} = [{thing}]")
    return registry


@cache
def _linear(unit: str) -> tuple[float, float, str]:
    """(factor, offset, dimension) of a unit: base = value * factor + offset; an unknown unit is its own dimension."""
    if unit == "":
        return 1.0, 0.0, ""
    if is_money(unit):
        return 1.0, 0.0, unit
    if unit.startswith("per ") and unit[4:].isdecimal() and (people := float(unit[4:])):
        return 1.0 / people, 0.0, "share of people"
    if unit == "percent":
        return 0.01, 0.0, "percent"
    if unit == "percentage_point":
        return 0.01, 0.0, "percentage_point"
    head, slash, below = unit.partition(" / ")
    if slash and (is_money(head) or head in ("percent", "percentage_point")):
        factor, _, dimension = _linear("1 / " + below)
        return factor * _linear(head)[0], 0.0, f"{_linear(head)[2]} {dimension}".strip()
    known = read_lexicon("base_units").get(unit)
    return tuple(known) if known else _by_pint(unit)


def _by_pint(unit: str) -> tuple[float, float, str]:
    from tokenize import TokenError

    import pint

    registry = _registry()
    try:
        parsed = registry.parse_units("dimensionless" if unit == "1" else unit.replace("1 / ", "dimensionless / ", 1))
        zero = registry.Quantity(0.0, parsed).to_base_units().magnitude
        one = registry.Quantity(1.0, parsed).to_base_units().magnitude
    except (pint.errors.PintError, TokenError, AssertionError, AttributeError, ValueError, TypeError, ArithmeticError):
        # A unit that another tool wrote into the table: comparable with itself alone.
        return 1.0, 0.0, unit
    dimension = str(parsed.dimensionality)
    if dimension == "dimensionless":
        # pint counts angles, data and decibels as plain numbers; they must not meet each other or a count.
        dimension = next((name for name, units in _PLAIN.items() if unit.split(" / ")[0] in units), unit)
    elif unit.split(" / ")[0] in _INFORMATION:
        dimension = f"information {dimension}"
    elif unit.startswith("delta_"):
        dimension = "[temperature] change"
    elif unit in _FREQUENCY:
        dimension = "frequency"
    return float(one - zero), float(zero), dimension


_INFORMATION = frozenset(
    f"{prefix}{unit}" for prefix in ("", "kilo", "mega", "giga", "tera", "peta") for unit in ("bit", "byte")
)
_PLAIN = {"angle": {"degree", "radian"}, "information": _INFORMATION, "share": {"ppm", "ppb", "permille"}}
_FREQUENCY = frozenset({"hertz", "kilohertz", "megahertz", "gigahertz", "terahertz", "revolutions_per_minute"})


def is_money(unit: str) -> bool:
    """True for an ISO 4217 code (or one of its kind, "BTC"): three capital letters."""
    return len(unit) == 3 and unit.isascii() and unit.isalpha() and unit.isupper()


def to_base(values: Sequence[float | None], units: Sequence[str]) -> np.ndarray:
    """The values in base units (metre, second, kilogram, kelvin ...; percent as a fraction of one), as floats.

    values: numbers with None or NaN for an open end, which stays NaN. units: one canonical unit a value; blank, money and
    unknown units leave the value as it is. Each distinct unit is looked up once; the rest is one multiplication and one
    addition on the column.
    """
    import numpy as np
    import pandas as pd

    numbers = np.asarray(pd.to_numeric(pd.Series(values, dtype=object), errors="coerce"), dtype=float)
    codes, names = pd.factorize(pd.Series(units, dtype=object).fillna("").astype(str), use_na_sentinel=False)
    if not len(names):
        return numbers
    linear = [_linear(name) for name in names]
    factors = np.array([factor for factor, _, _ in linear])
    offsets = np.array([offset for _, offset, _ in linear])
    return numbers * factors[codes] + offsets[codes]


def dimension(unit: str) -> str:
    """What values of this unit can be compared with: "[length]", "[time]", "percent", an ISO code; blank for a count."""
    return _linear(unit)[2]
