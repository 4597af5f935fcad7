"""Pairs of amounts within one article of which the second restates the first in another unit: `€5.7 billion ($5.72 billion)`."""

from __future__ import annotations

import re

from factcheck.model import PAIR_COLUMNS
from factcheck.normalise.units import is_money

# Nothing but an opening bracket (or a comma and "or") may stand between an amount and its conversion.
# The blanks are taken once and for all: what stands before "or" is then looked back at.
BETWEEN = re.compile(
    r"\s*+(?:[(\[]\s*|(?:,\s+|(?<=\s))or\s+)(?:(?:that is|i\.e\.|equal to|equivalent to|around|worth)[,\s]\s*)?"
)


def pair_conversions(claims, texts: dict[str, str]):
    """The pairs table for conversions: each amount in figures and the one in brackets after it, of another unit."""
    import pandas as pd

    rows = []
    quantities = claims[(claims["kind"] == "quantity") & (claims["unit"] != "")].sort_values(["article", "start"])
    previous = None
    for claim in quantities.itertuples():
        if (
            previous is not None
            and previous.article == claim.article
            and 0 <= claim.start - previous.end <= 40
            and previous.unit != claim.unit
            and BETWEEN.fullmatch(texts[claim.article][previous.end : claim.start])
            and comparable(previous.dimension, claim.dimension)
        ):
            left, right = sorted((previous.Index, claim.Index))
            rows.append((left, right, "conversion", 20.0, 1.0, "one amount, restated in brackets", "article"))
        previous = claim
    return pd.DataFrame(rows, columns=[*PAIR_COLUMNS, "relation"])


def comparable(left: str, right: str) -> bool:
    """Whether one dimension can restate the other: two currencies, or the same physical dimension."""
    return left == right or (is_money(left) and is_money(right))
