"""Dollars told by their sign alone, taken for another country's where an article on the same event says whose they are."""

from __future__ import annotations

import re

# Who has dollars of his own that the sign alone may stand for.
OTHERS = frozenset({"AUD", "CAD", "NZD", "SGD", "HKD"})
BARE = re.compile(r"(?<![A-Za-z])\$")
TOLD = re.compile(r"(?:US|U\.S\.) ?\$|\$ ?US|\bUSD\b")
# Smaller sums are the same by chance.
LEAST_SUM = 10_000


def settle_dollars(claims, relations):
    """The claims with the unit and dimension of another country's dollar where "$" must be that one's.

    An article that prints sums with the bare sign, none of them told to be of the United States, and that gives a sum which
    an article on the same event gives in Australian dollars, speaks of Australian dollars.
    """
    money = claims[(claims["kind"] == "quantity") & claims["dimension"].isin({*OTHERS, "USD"})]
    if not money["dimension"].isin(OTHERS).any():
        return claims
    bare: dict[str, list[int]] = {}
    told: set[str] = set()
    sums: dict[str, set[tuple[str, float]]] = {}
    for claim in money.itertuples():
        if claim.dimension in OTHERS:
            sums.setdefault(claim.article, set()).add((claim.dimension, claim.low))
        elif TOLD.search(claim.text) or not BARE.search(claim.text):
            told.add(claim.article)
        else:
            bare.setdefault(claim.article, []).append(claim.Index)
    changed: dict[int, str] = {}
    events = relations[relations["relation"] == "event"]
    for left, right in zip(events["left"], events["right"], strict=True):
        for one, two in ((left, right), (right, left)):
            if one not in bare or one in told or two not in sums:
                continue
            figures = {claims.at[row, "low"] for row in bare[one]}
            for currency in sorted(OTHERS):
                if any(code == currency and value >= LEAST_SUM and value in figures for code, value in sums[two]):
                    changed.update(dict.fromkeys(bare[one], currency))
    if not changed:
        return claims
    claims = claims.copy()
    for row, currency in changed.items():
        claims.at[row, "unit"] = claims.at[row, "unit"].replace("USD", currency)
        claims.at[row, "dimension"] = claims.at[row, "dimension"].replace("USD", currency)
    return claims
