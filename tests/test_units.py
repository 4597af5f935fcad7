"""Measures and money made comparable."""

import math
import subprocess
import sys

import pytest

from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.money import convert, rate
from factcheck.normalise.units import _by_pint, dimension, to_base

BASE = [
    (5, "kilometer", 5000, "[length]", "metres"),
    (1, "mile / hour", 0.44704, "[length] / [time]", "a compound unit"),
    (50, "percent", 0.5, "percent", "a percentage is a fraction of one"),
    (25, "percentage_point", 0.25, "percentage_point", "points do not compare with percent"),
    (0, "degree_Celsius", 273.15, "[temperature]", "offset units"),
    (9, "delta_degree_Fahrenheit", 5, "[temperature] change", "a change of temperature has no offset"),
    (2, "metric_ton", 2000, "[mass]", "kilograms"),
    (3, "", 3, "", "a count stays as it is"),
    (7, "USD", 7, "USD", "each currency is a dimension of its own"),
    (12, "per 100000", 0.00012, "share of people", "a rate of people"),
    (2, "USD / share", 2, "USD 1 / [share]", "money by a thing"),
    (180, "degree", math.pi, "angle", "angles do not meet counts"),
    (4, "florins", 4, "florins", "an unknown unit compares with itself"),
    (4, ".", 4, ".", "what no parser takes for a unit"),
    (4, "(", 4, "(", "a bracket that stays open"),
    (4, "EUR / (", 4, "EUR 1 / (", "money by what is no unit"),
    (4, "per 0", 4, "per 0", "a rate of nobody"),
    (4, "per ²", 4, "per ²", "a digit that is no number"),
]


@pytest.mark.parametrize(("value", "unit", "base", "dimension_", "why"), BASE, ids=[case[-1] for case in BASE])
def test_base_and_dimension(value, unit, base, dimension_, why):
    assert (to_base([value], [unit])[0], dimension(unit)) == (pytest.approx(base), dimension_), why


def test_what_is_known_of_units_beforehand_is_what_pint_says():
    for unit, told in read_lexicon("base_units").items():
        factor, offset, dimension_ = _by_pint(unit)
        assert told == [factor, offset, dimension_], f"base_units.yaml: {unit}: {[factor, offset, dimension_]}"


def test_common_units_do_not_load_pint():
    code = (
        "import sys; from factcheck.normalise.units import dimension, to_base; "
        "to_base([1, 2, 3, 4], ['year', 'mile / hour', 'USD / month', 'degree_Celsius']); "
        "assert 'pint' not in sys.modules; dimension('parsec / year'); assert 'pint' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_to_base_takes_columns_with_open_ends():
    column = to_base([1, None, float("nan"), 2], ["kilometer", "kilometer", "", "mile"])
    assert column.tolist() == pytest.approx([1000, float("nan"), float("nan"), 3218.688], nan_ok=True)
    assert to_base([], []).tolist() == []


def test_every_unit_of_the_lexicon_is_canonical_and_known():
    import pint

    registry = pint.UnitRegistry()
    lexicon = read_lexicon("units")
    ours = {"percentage_point", "ppb"}
    for unit in sorted({*lexicon["words"], *lexicon["symbols"]} - ours):
        assert str(registry.parse_units(unit)) == unit
    for unit in sorted({unit for _, unit in lexicon["scaled"].values()} - ours):
        assert str(registry.parse_units(unit)) == unit


@pytest.mark.parametrize("name", ["numerals", "units", "currencies", "hedges"])
def test_lexicons_hold_no_accidental_booleans(name):
    def walk(node):
        assert not isinstance(node, bool), "an unquoted on, off, yes or no"
        for child in node.items() if isinstance(node, dict) else node if isinstance(node, list) else ():
            if isinstance(child, tuple):
                assert isinstance(child[0], str)
                walk(child[1])
            else:
                walk(child)

    walk(read_lexicon(name))


def test_rate_of_a_weekend_is_the_last_published_one():
    friday = rate("EUR", "USD", "2022-08-26")
    assert rate("EUR", "USD", "2022-08-28") == friday
    assert friday[1] == "2022-08-26"
    assert 0.9 < friday[0] < 1.1


UNKNOWN = [
    ("EUR", "XXX", "2020-05-04", "a currency without rates"),
    ("EUR", "USD", "1998-05-04", "before the first rate"),
    ("EUR", "USD", "2999-05-04", "after the last rate"),
    ("EUR", "RUB", "2023-05-04", "a currency that is no longer quoted"),
    ("EUR", "USD", "May 2020", "no date"),
    ("EUR", "USD", "2021-02-30", "a day that never was"),
]


@pytest.mark.parametrize(("source", "target", "day", "why"), UNKNOWN, ids=[case[-1] for case in UNKNOWN])
def test_no_rate(source, target, day, why):
    assert rate(source, target, day) is None, why
    assert convert(1.0, source, target, day) is None, why


def test_convert_takes_one_amount_or_many():
    factor, _ = rate("GBP", "EUR", "2021-06-01")
    assert convert(2.0, "GBP", "EUR", "2021-06-01") == pytest.approx(2 * factor)
    assert convert([1.0, 2.0], "GBP", "EUR", "2021-06-01") == pytest.approx([factor, 2 * factor])
    assert convert(5.0, "EUR", "EUR", "2021-06-01") == 5.0
