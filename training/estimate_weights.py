"""Estimates the m and u probabilities of rules/matching/quantity.yaml from articles, without labels.

    python training/estimate_weights.py ARTICLES... [--write]

ARTICLES are files or folders with several articles an event. Two quantities of equal, uncommon value in two articles on one
event are nearly always one fact: they stand for the matches (m). Of the candidate pairs with different values only a few per
cent are one fact: all of them stand for the others (u). Shares are smoothed by half a pair a level. The comparisons
`magnitude` and `articles` cannot be estimated so, since they are what tells the two apart: their numbers are set by hand, and
so is the prior. --write puts the estimates into the file; without it they are printed beside today's.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from factcheck.link import prepare_claims
from factcheck.link.articles import relate_articles
from factcheck.link.blocks import AGE, block_quantities
from factcheck.link.contexts import read_contexts
from factcheck.link.quantities import anchor, compare_quantities, lone_figures
from factcheck.link.weights import Common, load_weights
from factcheck.normalise.terms import canonical_head, canonical_predicate
from factcheck.pipeline import extract_articles
from factcheck.readers import read_articles

WEIGHTS = Path(__file__).parent.parent / "rules" / "matching" / "quantity.yaml"
BY_HAND = {"magnitude", "articles"}
# Values that two articles may well share by chance.
COMMON = {*range(13), 15, 20, 24, 25, 30, 40, 50, 100, 1000}
SMOOTHING = 0.5
# What is not printed speaks neither for a match nor against it.
NULL = "missing"
# A term of one in a hundred quantities or more is shared by chance too often to say much.
COMMON_SHARE = 0.01


def common_terms(claims) -> Common:
    """The counted nouns and predicates that make up COMMON_SHARE or more of all quantities."""
    quantities = claims[claims["kind"] == "quantity"]
    found = []
    for column, canonical in (("object", canonical_head), ("predicate", canonical_predicate)):
        shares = quantities[column].map(canonical).value_counts(normalize=True)
        found.append(frozenset(term for term, share in shares.items() if term and share >= COMMON_SHARE))
    return Common(*found)


def compared_pairs(articles, claims, common: Common) -> list[dict]:
    """The candidate pairs of two articles on one event: levels by comparison, figures, relation."""
    claims = prepare_claims(claims)
    texts = {article.id: article.text for article in articles}
    rows = {row.Index: row for row in claims[claims["kind"] == "quantity"].itertuples()}
    contexts = read_contexts(rows.values(), texts)
    lone = lone_figures(rows.values())
    printed = {(row.article, row.dimension, anchor(row.low_base, row.high_base)) for row in rows.values()}
    pairs = []
    for pair in block_quantities(claims, relate_articles(articles), texts, contexts).itertuples(index=False):
        left, right = rows[pair.left], rows[pair.right]
        # Equal ages of one surname would make every comparison of actors look surer than it is.
        if left.trend == right.trend and pair.relation != "article" and canonical_head(left.object) != AGE:
            levels, _ = compare_quantities(left, right, pair.relation, common, contexts, lone)
            figures = anchor(left.low_base, left.high_base), anchor(right.low_base, right.high_base)
            crossed = (right.article, right.dimension, figures[0]) in printed or (
                (left.article, left.dimension, figures[1]) in printed
            )
            pairs.append({"levels": levels, "figures": figures, "relation": pair.relation, "crossed": crossed})
    return pairs


def split_pairs(pairs: list[dict]) -> tuple[list[dict], list[dict]]:
    """The pairs that stand for matches and those that stand for the others."""
    matches, others = [], []
    for pair in pairs:
        left, right = pair["figures"]
        if left == right:
            if left not in COMMON and pair["relation"] == "event":
                matches.append(pair)
        elif not pair["crossed"]:
            others.append(pair)
    return matches, others


def shares(pairs: list[dict], comparison: str, levels: list[str]) -> dict[str, float]:
    """The smoothed share of each level of a comparison among the pairs."""
    counts = Counter(pair["levels"][comparison] for pair in pairs)
    total = len(pairs) + SMOOTHING * len(levels)
    return {level: (counts[level] + SMOOTHING) / total for level in levels}


def main() -> None:
    """Runs the estimation from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    articles, _ = read_articles(arguments.articles)
    dated, claims = extract_articles(articles)
    common = common_terms(claims)
    matches, others = split_pairs(compared_pairs(dated, claims, common))
    print(f"{len(dated)} articles, {len(matches)} pairs stand for matches, {len(others)} for others")
    text = WEIGHTS.read_text(encoding="utf-8")
    for comparison, levels in load_weights(WEIGHTS).comparisons.items():
        if comparison in BY_HAND:
            continue
        m, u = (shares(pairs, comparison, list(levels)) for pairs in (matches, others))
        if NULL in levels:
            m[NULL] = u[NULL]
        for name, level in levels.items():
            print(f"{comparison:<10} {name:<9} m {level.m:.3f} -> {m[name]:.3f}   u {level.u:.3f} -> {u[name]:.3f}")
            entry = re.compile(rf"(  {comparison}:\n(?:    .*\n)*?    {name}: {{)m: [\d.]+, u: [\d.]+")
            text = entry.sub(rf"\g<1>m: {m[name]:.3f}, u: {u[name]:.3f}", text)
    for name, terms in (("things", common.things), ("happenings", common.happenings)):
        text = re.sub(rf"(?m)^  {name}: \[[^\]]*\]", f"  {name}: [{', '.join(sorted(terms))}]", text)
    if arguments.write:
        WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
