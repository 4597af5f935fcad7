"""Money between currencies at the European Central Bank's reference rate of a day.

The rates come with the package CurrencyConverter (from 1999 on); nothing is downloaded and nothing interpolated: on a
weekend or a bank holiday the last published rate holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from currency_converter import CurrencyConverter

# The longest gap between two fixings is the Easter or Christmas week-end; beyond it a currency was suspended.
LAST_KNOWN_DAYS = 7


@cache
def _rates() -> CurrencyConverter:
    from currency_converter import CurrencyConverter

    return CurrencyConverter()


def rate(source: str, target: str, on_date: str | date) -> tuple[float, str] | None:
    """(how many units of `target` one unit of `source` was worth, the day of that rate as an ISO date).

    None when a currency is unknown to the ECB, when the day lies outside its rates, or when `on_date` is no date.
    """
    day = _to_day(on_date)
    if day is None:
        return None
    left, right = _on(source, day), _on(target, day)
    if left is None or right is None:
        return None
    used = min(left[1], right[1])
    if left[1] != right[1]:
        left, right = _on(source, used), _on(target, used)
        if left is None or right is None:
            return None
    return right[0] / left[0], used.isoformat()


@overload
def convert(amount: float, source: str, target: str, on_date: str | date) -> float | None: ...
@overload
def convert(amount: Sequence[float], source: str, target: str, on_date: str | date) -> list[float] | None: ...
def convert(amount, source, target, on_date):
    """The amount, or each of a sequence of amounts, in `target` at the rate of that day; None where `rate` is None."""
    found = rate(source, target, on_date)
    if found is None:
        return None
    if isinstance(amount, (int, float)):
        return amount * found[0]
    return [value * found[0] for value in amount]


def _on(currency: str, day: date) -> tuple[float, date] | None:
    """(units of the currency to the euro, day of the rate) at `day` or the last day before it with a rate."""
    from currency_converter import RateNotFoundError

    converter = _rates()
    bounds = converter.bounds.get(currency)
    if bounds is None or not bounds.first_date <= day <= bounds.last_date + timedelta(days=LAST_KNOWN_DAYS):
        return None
    # The euro has no rate against itself: the dollar's days are the days on which rates were fixed.
    listed = "USD" if currency == "EUR" else currency
    for back in range(LAST_KNOWN_DAYS + 1):
        when = day - timedelta(days=back)
        try:
            value = converter.convert(1.0, "EUR", listed, date=when)
        except RateNotFoundError:
            continue
        return (1.0 if currency == "EUR" else float(value)), when
    return None


def _to_day(on_date: str | date) -> date | None:
    if isinstance(on_date, date):
        return on_date
    parts = str(on_date)[:10].split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    year, month, number = map(int, parts)
    try:
        return date(year, month, number)
    except ValueError:
        return None
