"""Pairs of years of one happening, told by two articles on one event, that two swapped digits tell apart."""

from __future__ import annotations

import re
from collections.abc import Mapping

from factcheck.link.contexts import read_contexts
from factcheck.link.date_levels import compare_dates
from factcheck.link.dates import ABOUT_HAPPENING, SURE
from factcheck.link.quantities import weigh_levels
from factcheck.link.weights import Weights, probability
from factcheck.model import PAIR_COLUMNS
from factcheck.normalise.slips import SWAPPED, slip_between

YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
# What the words about two years must come to, in bits: swapped digits are rare enough for the rest.
LEAST_TOLD = 1.0
LEAST = 0.5
# Comparisons that speak of days: years are told from afar, and their distance is that of the slip.
OF_DAYS = frozenset({"telling", "hour", "rivals", "stage", "kin"})


def pair_years(claims, relations, texts: Mapping[str, str], weights: Weights):
    """The pairs table for years that a swap of two digits tells apart ("1962", "1926"), kind `year`.

    Neither article prints the other's year anywhere, and what they tell of the two years is alike.
    """
    import pandas as pd

    years = list(whole_years(claims).itertuples())
    by_article: dict[str, list] = {}
    for claim in years:
        by_article.setdefault(claim.article, []).append(claim)
    printed = {article: set(YEAR.findall(texts[article])) for article in by_article}
    contexts = read_contexts(years, texts)
    rows = []
    for relation in relations[relations["relation"] == "event"].itertuples():
        for one in by_article.get(relation.left, ()):
            for two in by_article.get(relation.right, ()):
                first, second = one.as_of_start[:4], two.as_of_start[:4]
                if slip_between(int(first), int(second)) != SWAPPED:
                    continue
                if second in printed[one.article] or first in printed[two.article]:
                    continue
                levels, shared = compare_dates(one, two, weights.common, contexts, ())
                levels = {name: level for name, level in levels.items() if name not in OF_DAYS} | {"gap": "swapped"}
                told = sum(
                    weights.comparisons[name][level].weight for name, level in levels.items() if name in ABOUT_HAPPENING
                )
                weight, why = weigh_levels(levels, shared, one, two, weights)
                chance = probability(weight)
                if told >= LEAST_TOLD and chance >= LEAST:
                    rows.append((one.Index, two.Index, "year", round(weight, 3), round(chance, 4), why, "event"))
    return pd.DataFrame(rows, columns=[*PAIR_COLUMNS, "relation"])


def whole_years(claims):
    """The date claims that name one year by its four digits and no month ("in 1962")."""
    dates = claims[(claims["kind"] == "date") & (claims["cue"] == "") & (claims["confidence"] >= SURE)]
    whole = [
        claim.as_of_start[4:] == "-01-01"
        and claim.as_of_end == f"{claim.as_of_start[:4]}-12-31"
        and YEAR.findall(claim.text) == [claim.as_of_start[:4]]
        for claim in dates.itertuples()
    ]
    return dates[whole]
