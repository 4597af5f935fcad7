"""Estimates the m and u probabilities of rules/matching/quantity.yaml and date.yaml from articles, without labels.

    python training/estimate_weights.py CLUSTERS... [--days] [--write]

CLUSTERS are folders with several articles an event, or folders of such folders (`benchmarks/prepare.py` makes them); articles of
two folders are not compared. --days leaves the quantities as they are.

Quantities: two of equal, uncommon value in two articles on one event are nearly always one fact: they stand for the matches
(m). Of the candidate pairs with different values of which neither article prints the other's, only a few per cent are one
fact: all of them stand for the others (u). Ages are left out, since an actor is always shared. `magnitude` and `articles` are
what tells the two apart and cannot be estimated so: their numbers are set by hand, and so is the prior.

Days: pairs of two days stand for the others; pairs of one day are matches and pairs that fall on one day by chance. What chance
gives is worked out from how long before publication days lie in all articles: for two articles that came out `n` days apart, the
share of all pairs of such lags that differ by `n`. `gap`, `hour`, `rivals` and `stage` are set by hand;
the prior is the share of matches among all pairs.

Shares are smoothed by half a pair a level. --write puts the estimates into the files; without it they are printed beside today's.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from factcheck.checks.date import same_words
from factcheck.link import prepare_claims
from factcheck.link.articles import relate_articles
from factcheck.link.blocks import AGE, block_quantities
from factcheck.link.contexts import read_contexts
from factcheck.link.date_levels import compare_dates, lag_of, lone_days
from factcheck.link.dates import single_days
from factcheck.link.quantities import anchor, compare_quantities, lone_figures
from factcheck.link.weights import Common, load_weights
from factcheck.normalise.terms import canonical_head, canonical_predicate
from factcheck.pipeline import extract_articles
from factcheck.readers import read_articles

MATCHING = Path(__file__).parent.parent / "rules" / "matching"
# Comparisons, and a level that ages alone have.
BY_HAND = {"magnitude", "articles", "gap", "hour", "rivals", "stage", "bearer"}
# Values that two articles may well share by chance.
COMMON = {*range(13), 15, 20, 24, 25, 30, 40, 50, 100, 1000}
SMOOTHING = 0.5
# Pairs of days: an event of ten articles has a hundred times the pairs of one of two; all of them count for so many.
MOST_PAIRS = 20
# What is not printed speaks neither for a match nor against it; nor do two actors by name, who are rivals or one by role.
NULL = ("missing", "another")
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


@dataclass(frozen=True, slots=True)
class Days:
    """Two days of two articles on one event: their levels by comparison, how long before its article's publication each lies,
    and how many days apart the articles came out; a lag is None, and the articles count as of one day, when that is unknown.
    weight: what the pair counts for (see MOST_PAIRS)."""

    same: bool
    levels: dict[str, str]
    lags: tuple[int | None, int | None]
    apart: int
    weight: float = 1.0


def compared_days(articles, claims, common: Common) -> list[Days]:
    """The pairs of days of two articles on one event."""
    days = list(single_days(prepare_claims(claims)).itertuples())
    contexts = read_contexts(days, {article.id: article.text for article in articles})
    by_article: dict[str, list] = {}
    for claim in days:
        by_article.setdefault(claim.article, []).append(claim)
    first = {min(found, key=lambda claim: claim.start).Index for found in by_article.values()}
    lone = lone_days(by_article)
    relations = relate_articles(sorted(articles, key=lambda article: article.id))
    pairs = []
    for relation in relations[relations["relation"] == "event"].itertuples():
        for left in by_article.get(relation.left, ()):
            for right in by_article.get(relation.right, ()):
                same = left.as_of_start == right.as_of_start
                if same or not same_words(left.text, right.text):
                    levels = compare_dates(left, right, common, contexts, first, lone)[0]
                    pairs.append(Days(same, levels, (lag_of(left), lag_of(right)), days_apart(left, right)))
    return [replace(pair, weight=min(1.0, MOST_PAIRS / len(pairs))) for pair in pairs]


def days_apart(left, right) -> int:
    """How many days after the right claim's article the left one's came out; 0 where either day is not known."""
    if lag_of(left) is None or lag_of(right) is None:
        return 0
    return (date.fromisoformat(left.published) - date.fromisoformat(right.published)).days


def chance_of_one_day(pairs: list[Days]) -> dict[int, float]:
    """The chance that two days of articles which came out so many days apart are one day, if nothing ties them."""
    lags = Counter(lag for pair in pairs for lag in pair.lags if lag is not None)
    total = max(1, lags.total()) ** 2
    return {
        apart: sum(count * lags.get(lag - apart, 0) for lag, count in lags.items()) / total
        for apart in sorted({pair.apart for pair in pairs})
    }


def shares(counts: Mapping[str, float], levels: list[str]) -> dict[str, float]:
    """The smoothed share of each level among counts of pairs; what is below nought counts as none."""
    kept = {level: max(0.0, counts.get(level, 0.0)) + SMOOTHING for level in levels}
    total = sum(kept.values())
    return {level: count / total for level, count in kept.items()}


def quantity_counts(pairs: list[dict], comparison: str) -> tuple[Counter, Counter]:
    """How many of the matches and of the others stand at each level of a comparison."""
    return tuple(Counter(pair["levels"][comparison] for pair in side) for side in split_pairs(pairs))


def share_of_matches(pairs: list[Days]) -> float:
    """The share of the pairs of days that are of one happening: those of one day, less those by chance, of all."""
    matches, _ = day_counts(pairs, "gap")
    return sum(matches.values()) / max(1.0, sum(pair.weight for pair in pairs))


def day_counts(pairs: list[Days], comparison: str) -> tuple[dict[str, float], Counter]:
    """The same of days: matches are the pairs of one day less those of one day by chance."""
    chance = chance_of_one_day(pairs)
    one, two = Counter(), Counter()
    for pair in pairs:
        level = pair.levels[comparison]
        if pair.same:
            one[level] += pair.weight
        else:
            two[level] += pair.weight
            # To each pair of two days that nothing ties together belong so many of one day.
            one[level] -= pair.weight * chance[pair.apart] / (1 - chance[pair.apart])
    return one, two


def estimate(path: Path, pairs: list, count: Callable, common: Common, write: bool, prior: float | None = None) -> None:
    """Prints the estimates for one file of weights beside today's, and writes them into it; `prior` where it is estimated."""
    text = path.read_text(encoding="utf-8")
    for comparison, levels in load_weights(path).comparisons.items():
        if comparison in BY_HAND:
            continue
        estimated = [name for name in levels if name not in BY_HAND]
        m, u = (shares(counts, estimated) for counts in count(pairs, comparison))
        m |= {null: u[null] for null in NULL if null in levels}
        for name, level in ((name, levels[name]) for name in estimated):
            print(f"{comparison:<10} {name:<9} m {level.m:.3f} -> {m[name]:.3f}   u {level.u:.3f} -> {u[name]:.3f}")
            entry = re.compile(rf"(  {comparison}:\n(?:    .*\n)*?    {name}: {{)m: [\d.]+, u: [\d.]+")
            text = entry.sub(rf"\g<1>m: {within(m[name]):.3f}, u: {within(u[name]):.3f}", text)
    if path.stem == "quantity":
        for name, terms in (("things", common.things), ("happenings", common.happenings)):
            text = re.sub(rf"(?m)^  {name}: \[[^\]]*\]", f"  {name}: [{', '.join(sorted(terms))}]", text)
    if prior is not None:
        print(f"prior {load_weights(path).prior:.3f} -> {prior:.3f}")
        text = re.sub(r"(?m)^prior: .*", f"prior: {within(prior):.2f}", text)
    if write:
        path.write_text(text, encoding="utf-8")


def clusters_in(folders: list[Path]) -> list[Path]:
    """The folders that hold articles: each given one, or its sub-folders where it has any."""
    return [part for folder in folders for part in sorted(filter(Path.is_dir, folder.iterdir())) or [folder]]


def within(share: float) -> float:
    """`share` as the files can hold it: with three digits, neither 0 nor 1."""
    return min(max(share, 0.001), 0.999)


def main() -> None:
    """Runs the estimation from the command line."""
    import pandas as pd

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clusters", nargs="+", type=Path)
    parser.add_argument("--days", action="store_true")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    read = [extract_articles(read_articles([folder])[0]) for folder in clusters_in(arguments.clusters)]
    print(f"{len(read)} clusters")
    if not arguments.days:
        common = common_terms(pd.concat([claims for _, claims in read], ignore_index=True))
        quantities = [pair for articles, claims in read for pair in compared_pairs(articles, claims, common)]
        matches, others = split_pairs(quantities)
        print(f"quantities: {len(matches)} pairs stand for matches, {len(others)} for others")
        estimate(MATCHING / "quantity.yaml", quantities, quantity_counts, common, arguments.write)
    known = load_weights(MATCHING / "date.yaml").common
    days = [pair for articles, claims in read for pair in compared_days(articles, claims, known)]
    print(f"days: {sum(pair.same for pair in days)} pairs of one day, {sum(not pair.same for pair in days)} of two")
    estimate(MATCHING / "date.yaml", days, day_counts, known, arguments.write, share_of_matches(days))


if __name__ == "__main__":
    main()
