"""Pairs of days that may be told of one happening, weighed by the words about them, what happened, who did it, and where
in its article each is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from factcheck.language.lexicons import read_lexicon
from factcheck.link.contexts import Contexts, read_contexts
from factcheck.link.date_levels import WORD, compare_dates, lone_days
from factcheck.link.quantities import weigh_levels
from factcheck.link.weights import Weights, probability
from factcheck.model import PAIR_COLUMNS

LEAST = 0.5
# Who posted something, right before its day.
HANDLE = re.compile(r"\(@\w+\)\s*$")
# A day as sure as "Tuesday" is against a known publication date; less is told by another date of the text.
SURE = 0.9


@cache
def named_days() -> frozenset[str]:
    """The words that name a day or a month, in lower case: what tells "Tuesday" and "June 3" from "yesterday"."""
    calendar = read_lexicon("calendar")
    return frozenset((*calendar["weekdays"], *calendar["months"], *calendar["month_abbreviations"]))


def single_days(claims):
    """The date claims that name one day, of what an article tells rather than of its page ("Published Monday")."""
    dates = claims[
        (claims["kind"] == "date")
        & (claims["cue"] == "")
        & (claims["as_of_start"] != "")
        & (claims["as_of_start"] == claims["as_of_end"])
        & (claims["confidence"] >= SURE)
    ]
    named = [
        bool(named_days() & set(WORD.findall(claim.text.lower()))) and not is_of_page(claim)
        for claim in dates.itertuples()
    ]
    return dates[named]


def is_of_page(claim) -> bool:
    """Whether a day is one of the page rather than of the news: "Updated Tuesday", but not "the group posted the film Monday".

    So is that of a post that the page shows ("Ada Moss (@moss) May 6").
    """
    wording = read_lexicon("wording")
    opening = claim.sentence.partition(claim.text)[0]
    if claim.predicate in wording["page_happenings"] or HANDLE.search(opening):
        return True
    before = WORD.findall(opening.lower())
    put_out = claim.predicate in wording["put_out"] or (bool(before) and before[-1] in wording["page_words"])
    return put_out and not claim.subject


def pair_dates(claims, relations, texts: Mapping[str, str], weights: Weights):
    """The pairs table for days in two articles on one event: those likely enough to be of one happening.

    A pair of two days is left out when one of its articles gives the other's day in a place that fits nearly as well.
    """
    import pandas as pd

    dates = list(single_days(claims).itertuples())
    contexts = read_contexts(dates, texts)
    by_article: dict[str, list] = {}
    for claim in dates:
        by_article.setdefault(claim.article, []).append(claim)
    first = {min(found, key=lambda claim: claim.start).Index for found in by_article.values()}
    lone = lone_days(by_article)
    rows = []
    for relation in relations[relations["relation"] == "event"].itertuples():
        weighed = {
            (one.Index, two.Index): (one, two, *weigh(one, two, weights, contexts, first, lone))
            for one in by_article.get(relation.left, ())
            for two in by_article.get(relation.right, ())
        }
        for one, two, content, weight, why in weighed.values():
            chance = probability(weight)
            if chance < LEAST or content == NOTHING_TOLD:
                continue
            if one.as_of_start == two.as_of_start or not rivalled(one, two, content, weighed):
                rows.append((one.Index, two.Index, "date", round(weight, 3), round(chance, 4), why, "event"))
    return pd.DataFrame(rows, columns=[*PAIR_COLUMNS, "relation"])


# A rival of so many bits less still leaves open which of the two days was meant.
MARGIN = 1.0
# Comparisons of the days and of their places: what a day of the news shares with any other.
ABOUT_DAYS = ("gap", "place", "telling", "kin")
# What tells that two days are of one happening, names and places aside; and the bits that it must come to: two shootings of
# one town share its name, and each stands at the top of its article.
ABOUT_HAPPENING = ("context", "happening", "doer", "roles", "hour")
LEAST_TOLD = 0.8
NOTHING_TOLD = float("-inf")


def rivalled(one, two, content: float, weighed: Mapping) -> bool:
    """Whether a claim of either article, told of the other side's own day, fits that other side as well or nearly so.

    content: the weight of what the pair of two days is told of (see `weigh`).
    """
    return any(
        (left.Index == one.Index) != (right.Index == two.Index)
        and left.as_of_start == right.as_of_start
        and other >= content - MARGIN
        for left, right, other, _, _ in weighed.values()
    )


def weigh(
    one, two, weights: Weights, contexts: Contexts, first: Iterable[int], lone: frozenset[int] = frozenset()
) -> tuple[float, float, str]:
    """The match weight of what two days are told of, without prior, days and places, NOTHING_TOLD for too little; the whole
    weight; the reasons in words."""
    levels, shared = compare_dates(one, two, weights.common, contexts, first, lone)
    weight, why = weigh_levels(levels, shared, one, two, weights)
    bits = {name: weights.comparisons[name][level].weight for name, level in levels.items()}
    told = sum(bits[name] for name in ABOUT_HAPPENING) >= LEAST_TOLD
    content = weight - weights.prior_weight - sum(bits[name] for name in ABOUT_DAYS)
    return content if told else NOTHING_TOLD, weight, why
