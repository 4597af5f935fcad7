"""An amount and its conversion in brackets that do not agree at the rate of the day or by the size of the units."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.checks.findings import Finding, Tables
from factcheck.checks.intervals import Figure, rounding_of, widen
from factcheck.checks.values import known, value_key
from factcheck.model import Article
from factcheck.normalise.money import rate


def find_wrong_conversions(tables: Tables, tolerance) -> Iterator[Finding]:
    """Conversions beyond the printed digits and `relative` (1% for measures and money alike unless told).

    Money is held against the ECB's reference rate of the publication date (the last known before it); an article without
    a date, and a currency without a rate, are left alone. Flagged: "€10 million ($19 million)" when the rate was 1.10.
    """
    claims = tables.claims
    slack = tolerance.get("relative", 0.01)
    for pair in tables.pairs[tables.pairs["kind"] == "conversion"].itertuples():
        left, right = claims.loc[pair.left], claims.loc[pair.right]
        factor, how = conversion_factor(left, right, tables.articles[left["article"]])
        if factor is None:
            continue
        converted = scaled(to_figure(left), factor)
        low, high = widen(converted, 0.02)
        other_low, other_high = widen(to_figure(right), 0.02)
        if max(low * (1 - slack), other_low) <= min(high * (1 + slack), other_high):
            continue
        expected = next(end for end in (converted.low, converted.high) if end is not None)
        yield Finding(
            left=pair.left,
            right=pair.right,
            confidence=0.9,
            subject=f"{left['text']} in {right['unit']}",
            identity=(value_key(left), value_key(right)),
            detail=how,
            suggestion=f"{left['text']} is about {in_words(expected)} {right['unit']} ({how}).",
            why=pair.why_matched,
        )


def in_words(amount: float) -> str:
    """An amount to four digits as a reader would write it.

    >>> in_words(7.5927e9), in_words(43_812.7), in_words(26.2188)
    ('7.593 billion', '43,810', '26.22')
    """
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(amount) >= size:
            return f"{amount / size:.4g} {word}"
    return f"{float(f'{amount:.4g}'):,.10g}"


def conversion_factor(left, right, article: Article) -> tuple[float | None, str]:
    """How many of the right's unit make one of the left's, and where that is known from; None when it is not."""
    if left["dimension"] == right["dimension"]:
        per_left = known(left["low_base"]) or known(left["high_base"])
        per_right = known(right["low_base"]) or known(right["high_base"])
        own_left, own_right = known(left["low"]) or known(left["high"]), known(right["low"]) or known(right["high"])
        if not all((per_left, per_right, own_left, own_right)):
            return None, ""
        factor = (per_left / own_left) / (per_right / own_right)
        return factor, f"one {left['unit']} is {factor:.4g} {right['unit']}"
    if not article.published.start:
        return None, ""
    found = rate(left["unit"], right["unit"], article.published.start)
    if found is None:
        return None, ""
    factor, day = found
    return factor, f"one {left['unit']} was {factor:.4f} {right['unit']} by the ECB reference rate of {day}"


def to_figure(claim) -> Figure:
    """The claim's bounds as printed, with the rounding of their last digit."""
    low, high = known(claim["low"]), known(claim["high"])
    return Figure(low, high, claim["bound"], rounding_of(claim["text"], low if low is not None else high or 0.0))


def scaled(figure: Figure, factor: float) -> Figure:
    """The figure with its bounds and its rounding multiplied by a positive factor."""
    low, high = (None if end is None else end * factor for end in (figure.low, figure.high))
    return Figure(low, high, figure.bound, figure.rounding * factor)
