"""Pairs of dates that may be told of one happening, weighed like quantities by what happened, to whom and in which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from factcheck.link.contexts import Contexts, read_contexts
from factcheck.link.quantities import compare_quantities, specific_level, weigh_levels
from factcheck.link.weights import Weights, probability
from factcheck.model import PAIR_COLUMNS
from factcheck.normalise.terms import canonical_predicate

# What tells one figure from another says nothing of dates.
WITHOUT = frozenset({"magnitude", "thing", "place", "kin", "hedge"})
LEAST = 0.5
MOST_PAIRS_A_BLOCK = 20_000


def pair_dates(claims, relations, texts: Mapping[str, str], weights: Weights):
    """The pairs table for dates of single days in two articles on one event, blocked by what happened."""
    import pandas as pd

    dates = claims[
        (claims["kind"] == "date")
        & (claims["cue"] == "")
        & (claims["as_of_start"] != "")
        & (claims["as_of_start"] == claims["as_of_end"])
        & (claims["confidence"] >= 0.9)
    ]
    contexts = read_contexts(dates.itertuples(), texts)
    blocks: dict[tuple[str, str], list] = defaultdict(list)
    for claim in dates.itertuples():
        happening = canonical_predicate(claim.predicate)
        if happening and happening not in weights.common.happenings - {"die", "shoot", "arrest", "charge", "injure"}:
            blocks[claim.article, happening].append(claim)
    rows = []
    happenings: dict[str, set[str]] = defaultdict(set)
    for article, happening in blocks:
        happenings[article].add(happening)
    for relation in relations[relations["relation"] == "event"].itertuples():
        for happening in sorted(happenings[relation.left] & happenings[relation.right]):
            left, right = blocks[relation.left, happening], blocks[relation.right, happening]
            if len(left) * len(right) > MOST_PAIRS_A_BLOCK:
                continue
            for one in left:
                for two in right:
                    weight, why = weigh(one, two, weights, contexts)
                    chance = probability(weight)
                    if chance >= LEAST:
                        rows.append((one.Index, two.Index, "date", round(weight, 3), round(chance, 4), why, "event"))
    return pd.DataFrame(rows, columns=[*PAIR_COLUMNS, "relation"])


def weigh(one, two, weights: Weights, contexts: Contexts) -> tuple[float, str]:
    """The match weight of two dates, prior included, and the reasons in words."""
    levels, shared = compare_quantities(one, two, "event", weights.common, contexts)
    term = canonical_predicate(one.predicate)
    levels["happening"] = specific_level("same", term, weights.common.happenings)
    told = {comparison: name for comparison, name in levels.items() if comparison not in WITHOUT}
    return weigh_levels(told, shared, one, two, weights)
