"""Pairs of days that may be told of one happening, weighed by the words about them, what happened, who did it, and where
in its article each is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from factcheck.language.lexicons import read_lexicon
from factcheck.link.contexts import Contexts, read_contexts
from factcheck.link.quantities import LEAD, actor_words, happening_level, specific_level, weigh_levels
from factcheck.link.weights import Common, Weights, probability
from factcheck.model import PAIR_COLUMNS
from factcheck.normalise.terms import canonical_predicate
from factcheck.normalise.wording import Surroundings

LEAST = 0.5
# A day as sure as "Tuesday" is against a known publication date; less is told by another date of the text.
SURE = 0.9
# Days apart up to which two days may be one that was mistaken, and how news tells days: a week at most by weekday.
GAP_LEVELS = ((1, "day"), (6, "week"), (31, "month"))
# Likenesses of the words about two days from which on they are told in much the same words, and so on down.
CONTEXT_LEVELS = ((0.35, "alike"), (0.2, "high"), (0.12, "middle"), (0.05, "low"))
# A word of what is to come so many words before a day may still speak of it ("are planning to meet at the hall on Monday").
WORDS_BEFORE = 10
WORD = re.compile(r"[a-z]+")


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
    page = read_lexicon("wording")["page_happenings"]
    named = [
        bool(named_days() & set(WORD.findall(claim.text.lower()))) and claim.predicate not in page
        for claim in dates.itertuples()
    ]
    return dates[named]


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
    rows = []
    for relation in relations[relations["relation"] == "event"].itertuples():
        weighed = {
            (one.Index, two.Index): (one, two, *weigh(one, two, weights, contexts, first))
            for one in by_article.get(relation.left, ())
            for two in by_article.get(relation.right, ())
        }
        for one, two, content, weight, why in weighed.values():
            chance = probability(weight)
            if chance >= LEAST and (one.as_of_start == two.as_of_start or not rivalled(one, two, content, weighed)):
                rows.append((one.Index, two.Index, "date", round(weight, 3), round(chance, 4), why, "event"))
    return pd.DataFrame(rows, columns=[*PAIR_COLUMNS, "relation"])


# A rival of so many bits less still leaves open which of the two days was meant.
MARGIN = 2.5


def rivalled(one, two, content: float, weighed: Mapping) -> bool:
    """Whether a claim of either article, told of the other side's own day, fits that other side as well or nearly so.

    content: the weight of the pair of two days without what the days themselves say.
    """
    return any(
        (left.Index == one.Index) != (right.Index == two.Index)
        and left.as_of_start == right.as_of_start
        and other >= content - MARGIN
        for left, right, other, _, _ in weighed.values()
    )


def compare_dates(
    left, right, common: Common, contexts: Contexts, first: Iterable[int]
) -> tuple[dict[str, str], dict[str, str]]:
    """The level of each comparison for two claims (rows as named tuples), and the words shared, for the reasons.

    first: the rows of the claims that are the first day of their article.
    """
    alike, met = contexts.likeness(left.Index, right.Index)
    levels = {
        "context": next((name for least, name in CONTEXT_LEVELS if alike >= least), "none"),
        "happening": specific_level(
            happening_level(left.predicate, right.predicate), canonical_predicate(left.predicate), common.happenings
        ),
        "doer": doer_level(left.subject, right.subject),
        "place": place_level(left, right, first),
        "telling": telling_level(left, right),
        "names": names_level(contexts.near[left.Index], contexts.near[right.Index]),
        "hour": hour_level(left.text, right.text),
        "gap": gap_level(left.as_of_start, right.as_of_start),
    }
    return levels, {"context": ", ".join(met[:4])}


def doer_level(left: str, right: str) -> str:
    """Whether two happenings have one actor, two, or two that are both persons or bodies by name (another)."""
    words = actor_words(left), actor_words(right)
    if not words[0] or not words[1]:
        return "missing"
    if words[0] & words[1]:
        return "same"
    return "another" if left[:1].isupper() and right[:1].isupper() else "other"


def place_level(left, right, first: Iterable[int]) -> str:
    """Where in their articles two days are told.

    news: each the first day of its article, and the articles came out on one day: what both open with is mostly the same.
    first: the same of articles of two days. both, one, none: how many of them stand at the top.
    """
    if left.Index in first and right.Index in first:
        return "news" if left.published and left.published == right.published else "first"
    return ("none", "one", "both")[sum(claim.start < LEAD for claim in (left, right))]


def telling_level(left, right) -> str:
    """What two days are days of: happenings, what was only said of one, a mixture, or each article's own news.

    own: the articles came out on two days, and each tells of the day on which it came out, or of the day before. mixed, too,
    is what was still to come beside what was past.
    """
    lags = [lag_of(claim) for claim in (left, right)]
    if left.published != right.published and lags[0] == lags[1] and lags[0] in (0, 1):
        return "own"
    ahead = [lies_ahead(claim) for claim in (left, right)]
    if ahead[0] != ahead[1]:
        return "mixed"
    said = [claim.predicate in read_lexicon("wording")["only_said"] for claim in (left, right)]
    return "mixed" if said[0] != said[1] else "said" if said[0] else "happened"


def lies_ahead(claim) -> bool:
    """Whether a day is one to come: after publication, or told of with a word such as "scheduled" in the words before it."""
    if claim.published and claim.as_of_start > claim.published[:10]:
        return True
    before = claim.sentence[: max(0, claim.sentence.find(claim.text))]
    return bool(set(read_lexicon("wording")["to_come"]) & set(WORD.findall(before.lower())[-WORDS_BEFORE:]))


def lag_of(claim) -> int | None:
    """How many days before its article came out a day lies; None when the day of publication is not known."""
    if not claim.published or "/" in claim.published:
        return None
    return (date.fromisoformat(claim.published) - date.fromisoformat(claim.as_of_start)).days


def names_level(left: Surroundings, right: Surroundings) -> str:
    """Whether two days are told beside a common name, beside different names, or one of them beside none."""
    near, all_of = [], []
    for side in (left, right):
        named = {key: weight for key, weight in side.near.items() if side.printed[key][:1].isupper()}
        near.append({key for key, weight in named.items() if weight >= 0.5})
        all_of.append(set(named))
    if not near[0] or not near[1]:
        return "missing"
    return "shared" if near[0] & all_of[1] or near[1] & all_of[0] else "apart"


@cache
def hour_of(text: str) -> str:
    """The part of the day that a printed date names: morning, afternoon or night; blank when it names none."""
    words = set(WORD.findall(text.lower()))
    parts = read_lexicon("wording")["day_parts"]
    return next((part for part, names in parts.items() if words & set(names)), "")


def hour_level(left: str, right: str) -> str:
    """Whether two printed dates name one part of the day, two, or not both one."""
    parts = hour_of(left), hour_of(right)
    if not parts[0] or not parts[1]:
        return "missing"
    return "same" if parts[0] == parts[1] else "apart"


def gap_level(left: str, right: str) -> str:
    """How far two days lie apart, as a level of the comparison `gap`."""
    days = abs((date.fromisoformat(left) - date.fromisoformat(right)).days)
    if not days:
        return "none"
    return next((name for most, name in GAP_LEVELS if days <= most), "far")


def weigh(one, two, weights: Weights, contexts: Contexts, first: Iterable[int]) -> tuple[float, float, str]:
    """The match weight of two days without and with prior and days, and the reasons in words."""
    levels, shared = compare_dates(one, two, weights.common, contexts, first)
    weight, why = weigh_levels(levels, shared, one, two, weights)
    return weight - weights.prior_weight - weights.comparisons["gap"][levels["gap"]].weight, weight, why
