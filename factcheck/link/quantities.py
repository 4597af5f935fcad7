"""Pairs of quantities that may speak of one fact, with match weights and reasons.

Blocks: the unit's dimension with the counted noun, and the dimension with what happened, inside pairs of articles that are
on one topic. A pair stands in the table once however many blocks brought it up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from factcheck.link.weights import Common, Weights, probability
from factcheck.model import PAIR_COLUMNS
from factcheck.normalise.terms import canonical_head, canonical_predicate, compare_heads, compare_predicates, parse_noun

WORD = re.compile(r"[^\W\d_]+")
# "17-year-old" and "fired three times" say what a person or an act is like, and are no counts of things.
NO_FACTS = frozenset({"age", "time"})
PART_BEFORE = re.compile(r"\b(?:other|another|further|additional|remaining|only|each of|all but)\s+$", re.IGNORECASE)
PART_AFTER = re.compile(
    r"\s+(?:(?:more|other|others|additional|further|remaining)\b|of\s+(?:the|those|these|them|whom|which|their|its|his|her|us)\b)",
    re.IGNORECASE,
)
LIGHT = frozenset({"be", "have", "do", "get", "go", "come", "include", "make", "give", "take", "see", "say", "lead"})
# An actor named by one of these may be anyone.
PRONOUNS = frozenset(
    {
        "i",
        "we",
        "you",
        "he",
        "she",
        "it",
        "they",
        "that",
        "this",
        "these",
        "those",
        "who",
        "which",
        "some",
        "many",
        "one",
    }
)
# Shares of common words (overlap over the smaller sentence) at which two sentences read alike.
CONTEXT_LEVELS = ((0.6, "high"), (0.35, "middle"), (0.12, "low"))
# Headline and first paragraphs: where an article tells the event that it is on, rather than earlier ones.
LEAD = 500
# Ratios of the larger to the smaller figure: a slip or an update stays within the first two, another fact seldom does.
MAGNITUDE_LEVELS = ((1.001, "equal"), (1.5, "near"), (3.0, "middle"))


@cache
def content_words(sentence: str) -> frozenset[str]:
    """The words of a sentence that carry meaning, in lower case."""
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(
        word for word in map(str.lower, WORD.findall(sentence)) if len(word) > 2 and word not in STOP_WORDS
    )


def anchor(low: float | None, high: float | None) -> float | None:
    """The figure that a reader remembers: the printed one, or the middle of a range; None when both ends are open."""
    low, high = (None if value is None or value != value else value for value in (low, high))
    if low is None or high is None:
        return low if high is None else high
    return (low + high) / 2


def states_fact(claim, text: str) -> bool:
    """Whether a quantity can be held against another article's: not an age, not how often, not a part of another count.

    Ages belong to persons and are compared there. "Four of the officers", "two more", "the other eight" count a part.
    """
    if parse_noun(claim.object).word in NO_FACTS:
        return False
    before, after = text[max(0, claim.start - 24) : claim.start], text[claim.end : claim.end + 24]
    return not (PART_BEFORE.search(before) or PART_AFTER.match(after))


def block_quantities(claims, relations, texts: Mapping[str, str]):
    """Candidate pairs as a frame of left, right (rows of `claims`), relation and shared terms; each pair once.

    Within one article only the headline's figures are held against the body's: an article that gives two figures for
    like things mostly means two things.
    """
    import numpy as np
    import pandas as pd

    rows = claims[(claims["kind"] == "quantity") & (claims["dimension"] != "")]
    facts = [states_fact(claim, texts[claim.article]) for claim in rows.itertuples()]
    rows = rows[np.array(facts, dtype=bool)]
    headline = {claim.Index for claim in rows.itertuples() if "\n" not in texts[claim.article][: claim.start].lstrip()}
    heads = rows["object"].map(canonical_head)
    events = rows["predicate"].map(canonical_predicate)
    keys = pd.concat(
        [
            pd.DataFrame(
                {"claim": rows.index, "article": rows["article"], "key": prefix + rows["dimension"] + "|" + words}
            )
            for prefix, words in (("thing|", heads), ("event|", events))
        ]
    )
    keys = keys[~keys["key"].str.endswith("|")]
    money = rows[rows["dimension"].str.fullmatch("[A-Z]{3}")]
    # Sums are few and their descriptions vary most: any two of one currency in two articles on one topic are looked at.
    keys = pd.concat(
        [keys, pd.DataFrame({"claim": money.index, "article": money["article"], "key": "money|" + money["dimension"]})]
    )
    left = relations.merge(keys, left_on="left", right_on="article")
    pairs = left.merge(keys, left_on=["right", "key"], right_on=["article", "key"], suffixes=("_left", "_right"))
    same = pairs["relation"] == "article"
    told = pairs["claim_left"].isin(headline) != pairs["claim_right"].isin(headline)
    pairs = pairs[~same | (told & (pairs["claim_left"] < pairs["claim_right"]))]
    pairs = pairs.drop_duplicates(["claim_left", "claim_right"])
    pairs = pairs[["claim_left", "claim_right", "relation", "shared"]].set_axis(
        ["left", "right", "relation", "topic"], axis=1
    )
    return pairs.sort_values(["left", "right"], ignore_index=True)


def compare_quantities(left, right, relation: str, common: Common) -> tuple[dict[str, str], dict[str, str]]:
    """The level of each comparison for two claims (rows as named tuples), and the words shared, for the reasons."""
    shared: dict[str, str] = {}
    details = parse_noun(left.object).modifiers, parse_noun(right.object).modifiers
    both = details[0] & details[1]
    if not details[0] or not details[1]:
        detail = "missing"
    elif details[0] == details[1]:
        detail = "same"
    else:
        detail = "overlap" if both else "apart"
    shared["detail"] = ", ".join(sorted(both))
    doers = actor_words(left.subject), actor_words(right.subject)
    doer = "missing" if not doers[0] or not doers[1] else "same" if doers[0] & doers[1] else "other"
    words = content_words(left.sentence), content_words(right.sentence)
    met = words[0] & words[1]
    overlap = len(met) / max(1, min(len(words[0]), len(words[1])))
    context = next((name for least, name in CONTEXT_LEVELS if overlap >= least), "none")
    shared["context"] = ", ".join(sorted(met)[:4])
    figures = anchor(left.low_base, left.high_base), anchor(right.low_base, right.high_base)
    early = sum(claim.start < LEAD for claim in (left, right))
    levels = {
        "thing": specific_level(compare_heads(left.object, right.object), canonical_head(left.object), common.things),
        "detail": detail,
        "happening": specific_level(
            happening_level(left.predicate, right.predicate), canonical_predicate(left.predicate), common.happenings
        ),
        "doer": doer,
        "context": context,
        "articles": relation,
        "place": ("none", "one", "both")[early],
        "magnitude": magnitude_level(*figures),
    }
    return levels, shared


def specific_level(level: str, term: str, common: frozenset[str]) -> str:
    """`specific` for two equal or synonymous terms that are not among the common ones, which any two articles share."""
    return "specific" if level in ("same", "synonym") and term not in common else level


@cache
def happening_level(left: str, right: str) -> str:
    """The level of two predicates; missing when either is a verb that says nothing of what happened."""
    if {canonical_predicate(left), canonical_predicate(right)} & LIGHT:
        return "missing"
    return compare_predicates(left, right)


@cache
def actor_words(subject: str) -> frozenset[str]:
    """The words of an actor's name in lower case; none for a pronoun, which may stand for anyone."""
    return frozenset(WORD.findall(subject.lower())) - PRONOUNS


def magnitude_level(left: float | None, right: float | None) -> str:
    """How far two figures lie apart, as a level of the comparison `magnitude`."""
    if left is None or right is None or left * right < 0:
        return "far"
    small, large = sorted((abs(left), abs(right)))
    if small == large:
        return "equal"
    return next((name for most, name in MAGNITUDE_LEVELS if small and large / small <= most), "far")


def weigh_levels(
    levels: Mapping[str, str], shared: Mapping[str, str], left, right, weights: Weights
) -> tuple[float, str]:
    """The sum of the levels' match weights and the prior (log2), and what spoke for the match in words, the strongest first."""
    printed = {
        "thing": (parse_noun(left.object).word, parse_noun(right.object).word),
        "happening": (left.predicate, right.predicate),
        "doer": (left.subject, right.subject),
    }
    weight, reasons = weights.prior_weight, []
    for comparison, name in levels.items():
        level = weights.comparisons[comparison][name]
        weight += level.weight
        if level.says and level.weight > 0:
            one, two = printed.get(comparison, ("", ""))
            reasons.append((level.weight, level.says.format(left=one, right=two, shared=shared.get(comparison, ""))))
    reasons.sort(key=lambda reason: (-reason[0], reason[1]))
    return weight, "; ".join(words for _, words in reasons)


def pair_quantities(claims, relations, texts: Mapping[str, str], weights: Weights):
    """The pairs table for quantities: columns of PAIR_COLUMNS plus relation; weights are log2, prior included.

    texts: the articles' texts by id.
    """
    import pandas as pd

    candidates = block_quantities(claims, relations, texts)
    claim_rows = {row.Index: row for row in claims[claims["kind"] == "quantity"].itertuples()}
    rows = []
    for pair in candidates.itertuples(index=False):
        left, right = claim_rows[pair.left], claim_rows[pair.right]
        if left.trend != right.trend or (pair.relation == "article" and left.sentence == right.sentence):
            continue
        levels, shared = compare_quantities(left, right, pair.relation, weights.common)
        weight, reasons = weigh_levels(levels, shared, left, right, weights)
        chance = probability(weight)
        why = f"{min(chance, 0.99):.0%} likely one fact: {reasons}"
        rows.append((pair.left, pair.right, "quantity", round(weight, 3), round(chance, 4), why, pair.relation))
    return pd.DataFrame(rows, columns=[*PAIR_COLUMNS, "relation"])
