"""Pairs of quantities that may speak of one fact, with match weights and reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from factcheck.link.blocks import AGE, block_quantities, surname
from factcheck.link.contexts import Contexts, read_contexts
from factcheck.link.persons import formal_name
from factcheck.link.weights import Common, Weights, probability
from factcheck.model import PAIR_COLUMNS
from factcheck.normalise.slips import (
    SURE_DIGITS,
    mistyped_digit,
    one_digit_of_two,
    shared_digits,
    significant,
    slip_between,
)
from factcheck.normalise.terms import canonical_head, canonical_predicate, compare_heads, compare_predicates, parse_noun

WORD = re.compile(r"[^\W\d_]+")
LIGHT = frozenset({"be", "have", "do", "get", "go", "come", "include", "make", "give", "take", "see", "say", "lead"})
# The heads of two counts of the dead: "86 people have died", "79 deaths".
THE_DEAD = frozenset({"person", "victim"})
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
# Likenesses of the words about two figures from which on they are told in much the same words, and so on down.
CONTEXT_LEVELS = ((0.5, "alike"), (0.35, "high"), (0.2, "middle"), (0.08, "low"))
# Headline and first paragraphs: where an article tells the event that it is on, rather than earlier ones.
LEAD = 500
# Round figures below this are a digit apart too often to mean anything.
LEAST_ROUND = 1000
# From so many on a count of "people" and one of a kind of people ("customers") are told of the same ones as often as not;
# of "two people" and "two women" these are some of those.
MANY = 1000
# Ratios of the larger to the smaller figure: a slip or an update stays within the first two, another fact seldom does.
MAGNITUDE_LEVELS = ((1.001, "equal"), (1.5, "near"), (3.0, "middle"), (10.0, "order"))


def anchor(low: float | None, high: float | None) -> float | None:
    """The figure that a reader remembers: the printed one, or the middle of a range; None when both ends are open."""
    low, high = (None if value is None or value != value else value for value in (low, high))
    if low is None or high is None:
        return low if high is None else high
    return (low + high) / 2


def compare_quantities(
    left,
    right,
    relation: str,
    common: Common,
    contexts: Contexts,
    lone: frozenset[int] = frozenset(),
    bearers: Mapping[tuple[str, str], frozenset[str]] = MappingProxyType({}),
) -> tuple[dict[str, str], dict[str, str]]:
    """The level of each comparison for two claims (rows as named tuples), and the words shared, for the reasons.

    lone: the rows of claims that are the only figure of their kind in their article (see `lone_figures`). bearers: who bears
    each surname in each article (see `surname_bearers`).
    """
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
    alike, met = contexts.likeness(left.Index, right.Index)
    shared["context"] = ", ".join(met[:4])
    # Digits are those printed: in metres 48 and 84 light-years have none in common.
    ends = ("low", "high") if left.unit == right.unit else ("low_base", "high_base")
    figures = [anchor(*(getattr(claim, end) for end in ends)) for claim in (left, right)]
    early = sum(claim.start < LEAD for claim in (left, right))
    thing = thing_level(left, right, common, bearers)
    levels = {
        "thing": "many" if thing == "hypernym" and many(*figures) else thing,
        "detail": detail,
        "happening": specific_level(
            happening_level(left.predicate, right.predicate), canonical_predicate(left.predicate), common.happenings
        ),
        "doer": doer,
        "context": context_level(alike),
        "articles": relation,
        "place": ("none", "one", "both")[early],
        "hedge": hedge_level(left.bound, right.bound),
        "kin": ("neither", "one", "both")[sum(claim.Index in lone for claim in (left, right))],
        "magnitude": magnitude_level(*figures),
    }
    return levels, shared


def thing_level(left, right, common: Common, bearers: Mapping[tuple[str, str], frozenset[str]]) -> str:
    """The level of two counted things; `bearer` for two ages of a surname that one person of one name bears in both articles."""
    if canonical_head(left.object) == AGE == canonical_head(right.object):
        borne = [bearers.get((claim.article, surname(claim.subject)), frozenset()) for claim in (left, right)]
        if borne[0] == borne[1] and len(borne[0]) == 1:
            return "bearer"
    if {canonical_head(left.object), canonical_head(right.object)} == THE_DEAD and counts_dead(left, right):
        return "same"
    return specific_level(compare_heads(left.object, right.object), canonical_head(left.object), common.things)


def counts_dead(left, right) -> bool:
    """Whether both of two claims count the dead, by whatever noun: "86 people died", "79 deaths"."""
    return canonical_predicate(left.predicate) == canonical_predicate(right.predicate) == "die"


def many(left: float | None, right: float | None) -> bool:
    """Whether two figures count more than a story tells apart by kind: what one calls people another calls customers."""
    return left is not None and right is not None and min(abs(left), abs(right)) >= MANY


def surname_bearers(claims) -> dict[tuple[str, str], frozenset[str]]:
    """The given names, pet names made formal, of all who bear a surname in an article, by article and surname (lower case)."""
    found: dict[tuple[str, str], set[str]] = {}
    persons = claims[claims["kind"] == "person"]
    for article, name in zip(persons["article"], persons["name"], strict=True):
        given, last = formal_name(name)
        if given and last:
            found.setdefault((article, last.split()[-1].lower()), set()).add(given)
    return {key: frozenset(names) for key, names in found.items()}


def context_level(alike: float) -> str:
    """A likeness of two surroundings as a level of the comparison `context`."""
    return next((name for least, name in CONTEXT_LEVELS if alike >= least), "none")


def specific_level(level: str, term: str, common: frozenset[str]) -> str:
    """`specific` for two equal or synonymous terms that are not among the common ones, which any two articles share."""
    return "specific" if level in ("same", "synonym") and term not in common else level


@lru_cache(maxsize=65_536)
def happening_level(left: str, right: str) -> str:
    """The level of two predicates; missing when either is a verb that says nothing of what happened."""
    if {canonical_predicate(left), canonical_predicate(right)} & LIGHT:
        return "missing"
    return compare_predicates(left, right)


@lru_cache(maxsize=65_536)
def actor_words(subject: str) -> frozenset[str]:
    """The words of an actor's name in lower case; none for a pronoun, which may stand for anyone."""
    return frozenset(WORD.findall(subject.lower())) - PRONOUNS


def hedge_level(left: str, right: str) -> str:
    """Whether two figures are hedged in one way ("just over", twice), both plain, or in two ways."""
    if left != right:
        return "apart"
    return "plain" if left == "exact" else "same"


def magnitude_level(left: float | None, right: float | None) -> str:
    """How far two figures lie apart, as a level of the comparison `magnitude`."""
    if left is None or right is None or left * right < 0:
        return "far"
    small, large = sorted((abs(left), abs(right)))
    if small == large:
        return "equal"
    if slip_between(small, large):
        return "slip" if shared_digits(small, large) >= SURE_DIGITS else "digits"
    if small >= LEAST_ROUND and significant(small) == significant(large) == 1 and mistyped_digit(small, large):
        return "round"
    level = next((name for most, name in MAGNITUDE_LEVELS if small and large / small <= most), "far")
    return "digit" if level not in ("equal", "near") and one_digit_of_two(small, large) else level


def lone_figures(claims: Iterable) -> frozenset[int]:
    """The rows of the claims that are the only figure of their kind in their article: of its dimension and counted noun,
    where there is none of what happened, and of one person for an age.

    An article that gives one figure for a thing gives the figure that the other article gives too.
    """
    figures: dict[tuple[str, ...], dict[float | None, list[int]]] = {}
    for claim in claims:
        counted = canonical_head(claim.object) or canonical_predicate(claim.predicate)
        person = claim.subject if counted == AGE else ""
        kind = figures.setdefault((claim.article, claim.dimension, counted, person), {})
        kind.setdefault(anchor(claim.low_base, claim.high_base), []).append(claim.Index)
    return frozenset(row for kind in figures.values() if len(kind) == 1 for rows in kind.values() for row in rows)


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

    claim_rows = {row.Index: row for row in claims[claims["kind"] == "quantity"].itertuples()}
    contexts = read_contexts(claim_rows.values(), texts)
    lone = lone_figures(claim_rows.values())
    bearers = surname_bearers(claims)
    candidates = block_quantities(claims, relations, texts, contexts)
    rows = []
    for pair in candidates.itertuples(index=False):
        left, right = claim_rows[pair.left], claim_rows[pair.right]
        if left.trend != right.trend or (pair.relation == "article" and left.sentence == right.sentence):
            continue
        levels, shared = compare_quantities(left, right, pair.relation, weights.common, contexts, lone, bearers)
        weight, reasons = weigh_levels(levels, shared, left, right, weights)
        chance = probability(weight)
        why = f"{min(chance, 0.99):.0%} likely one fact: {reasons}"
        rows.append((pair.left, pair.right, "quantity", round(weight, 3), round(chance, 4), why, pair.relation))
    return pd.DataFrame(rows, columns=[*PAIR_COLUMNS, "relation"])
