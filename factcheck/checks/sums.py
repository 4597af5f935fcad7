"""Headline sums on one event that a reader may take for one another: the loans of a plan and the whole plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from factcheck.checks.findings import Finding, Tables
from factcheck.checks.values import known, value_key
from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.units import is_money

NAME = re.compile(r"\b[A-Z][\w’'-]*[A-Za-z]\b")
WORD = re.compile(r"[^\W\d_]+")


@cache
def funding_words() -> frozenset[str]:
    """Lemmas that make a sum one of public funding: what it is (fund, scheme) and what is done with it (mobilise)."""
    return frozenset(read_lexicon("funding")["nouns"]) | frozenset(read_lexicon("funding")["verbs"])


def find_confusable_sums(tables: Tables, tolerance) -> Iterator[Finding]:
    """Sums of public funding in one currency, the greatest of each of two articles on one event, that differ.

    Flagged: "a €2 billion loan scheme" and "a plan to mobilise €9 billion" for one purpose. Passed: sums that the other
    article prints too, so that a reader sees both; sums below `least` (a million unless told) and sums without an actor or
    a purpose in common.
    """
    import numpy as np

    claims = tables.claims
    least = tolerance.get("least", 1e6)
    money = claims[
        (claims["kind"] == "quantity")
        & claims["unit"].map(is_money).astype(bool)
        & (claims["trend"] == "")
        & (claims[["low", "high"]].max(axis=1) >= least)
    ]
    funding = money[np.array([is_funding(claim) for claim in money.itertuples()], dtype=bool)]
    top: dict[tuple[str, str], object] = {}
    for claim in funding.sort_values(["article", "start"]).itertuples():
        key = (claim.article, claim.unit)
        if key not in top or figure(claim) > figure(top[key]):
            top[key] = claim
    printed = {}
    for claim in money.itertuples():
        printed.setdefault((claim.article, claim.unit), set()).update({known(claim.low), known(claim.high)})
    events = tables.relations[tables.relations["relation"] == "event"]
    for relation in events.itertuples():
        for unit in sorted({unit for article, unit in top if article in (relation.left, relation.right)}):
            pair = [top.get((article, unit)) for article in (relation.left, relation.right)]
            if None in pair or figure(pair[0]) == figure(pair[1]):
                continue
            left, right = pair
            if figure(left) in printed[right.article, unit] or figure(right) in printed[left.article, unit]:
                continue
            shared = shared_names(left, right)
            if not shared:
                continue
            yield Finding(
                left=left.Index,
                right=right.Index,
                confidence=0.6,
                subject=f"{unit} sums: {left.object or left.predicate} / {right.object or right.predicate}",
                identity=tuple(sorted((value_key(left), value_key(right)))),
                suggestion="Name each sum for what it is, or give both.",
                why=f"the greatest sum of each of two articles on one event; both speak of {', '.join(shared)} and funding",
            )


def is_funding(claim) -> bool:
    """Whether the claim's object, predicate or subject is one of public funding."""
    words = {word.lower() for phrase in (claim.object, claim.predicate) for word in WORD.findall(phrase)}
    return bool(words & funding_words())


def figure(claim) -> float:
    """The greatest value that the claim prints."""
    return max(value for value in (known(claim.low), known(claim.high)) if value is not None)


def shared_names(left, right) -> list[str]:
    """Names that stand in both sentences, not counting the words that open them."""
    names = [
        {name.removesuffix("'s").removesuffix("’s") for name in NAME.findall(c.sentence[1:])} for c in (left, right)
    ]
    return sorted(names[0] & names[1])
