"""Pairs of quotations that may be one utterance printed twice: those that share a run of words which few others hold."""

from __future__ import annotations

import re
from collections import defaultdict

from rapidfuzz.distance import Indel

from factcheck.model import PAIR_COLUMNS

WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
# Four words in a row are rarely shared by chance; a run that dozens of quotations of two articles hold is a refrain.
RUN = 4
MOST_SHARING = 60
# Shorter quotations are set phrases ("very important") that two people may well both use.
LEAST_WORDS = 6
LEAST_SIMILARITY = 0.5
# Two cuts of one speech that overlap share so many words in runs of three or more; fewer may be a stock phrase.
LEAST_OVERLAP = 12
OVERLAP_RUN = 3
WIDEST_GAP = 4
SURE = 0.9


def quotation_words(text: str) -> list[str]:
    """The words of a quotation in lower case, inserted explanations in square brackets left out, apostrophes made straight."""
    return [word.lower().replace("’", "'") for word in WORD.findall(re.sub(r"\[[^\]]*\]", " ", text))]


def overlap(first: list[str], second: list[str]) -> float:
    """The share of words in common in the stretch that two quotations share; 0 when they share too few.

    Two outlets may each cut one speech elsewhere: the one's end is the other's beginning. The stretch runs from one run of
    shared words to another, with no wider gap than another wording takes.
    """
    groups: list[list] = []
    for run in (code for code in Indel.opcodes(first, second) if code.tag == "equal"):
        last = groups[-1][-1] if groups else run
        if groups and max(run.src_start - last.src_end, run.dest_start - last.dest_end) <= WIDEST_GAP:
            groups[-1].append(run)
        else:
            groups.append([run])
    best = 0.0
    for runs in groups:
        long = [n for n, run in enumerate(runs) if run.src_end - run.src_start >= OVERLAP_RUN] or [0]
        runs = runs[long[0] : long[-1] + 1]
        shared = sum(run.src_end - run.src_start for run in runs)
        spans = runs[-1].src_end - runs[0].src_start, runs[-1].dest_end - runs[0].dest_start
        best = max(best, shared / max(spans) if shared >= LEAST_OVERLAP else 0.0)
    return best


def pair_quotations(claims, relations):
    """The pairs table for direct quotations in one article or in articles on one topic; weight is their Indel similarity.

    probability is that of being one utterance, taken as the similarity of the shorter to the best-aligned part of the longer; of
    two articles that cut one speech at other places, as the similarity of what both print.
    """
    import pandas as pd

    quotes = {}
    direct = claims["direct"].fillna(False).astype(bool)
    for claim in claims[(claims["kind"] == "quotation") & direct].itertuples():
        words = quotation_words(claim.text)
        if len(words) >= LEAST_WORDS:
            quotes[claim.Index] = (claim, words)
    rows = []
    for (left, right), relation in sorted(candidates(quotes, relations).items()):
        (one, first), (two, second) = quotes[left], quotes[right]
        short, long = sorted((first, second), key=len)
        # The shorter may be a cut of the longer: what the longer has beyond it is no difference.
        matched = min(1.0, Indel.normalized_similarity(short, long) * (len(short) + len(long)) / 2 / len(short))
        similarity = matched
        if relation != "article" and similarity < SURE:
            similarity = max(similarity, overlap(short, long))
        if similarity < LEAST_SIMILARITY:
            continue
        who = "the same speaker" if one.source and one.source == two.source else "nearly the same words"
        where = "in one article" if relation == "article" else f"in articles on one {relation}"
        of = "the shorter's words stand in the longer" if similarity == matched else "the words that both print are"
        why = f"{similarity:.0%} of {of} in the same order; {who} {where}"
        rows.append((left, right, "quotation", round(similarity, 4), round(similarity, 4), why, relation))
    return pd.DataFrame(rows, columns=[*PAIR_COLUMNS, "relation"])


def candidates(quotes, relations) -> dict[tuple[int, int], str]:
    """The pairs of quotations (rows) of two related articles, or of one, that share a run of words, with the relation.

    Goes by the pairs of articles, so that a stock phrase of thousands of articles makes no pairs across unrelated ones, and
    what is paired does not depend on the rest of the corpus. A run that more than MOST_SHARING quotations of the two articles
    hold is passed over.
    """
    holders = defaultdict(list)
    for row, (claim, words) in quotes.items():
        for run in {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}:
            holders[run].append((claim.article, row))
    by_article = defaultdict(lambda: defaultdict(list))
    for number, sharing in enumerate(holders.values()):
        if len(sharing) > 1:
            for article, row in sharing:
                by_article[article][number].append(row)
    found = {}
    for pair in relations.itertuples():
        left, right = by_article.get(pair.left, {}), by_article.get(pair.right, {})
        for run in left.keys() & right.keys():
            if len(left[run]) + (len(right[run]) if pair.left != pair.right else 0) <= MOST_SHARING:
                both = (
                    (one, two) if one < two else (two, one) for one in left[run] for two in right[run] if one != two
                )
                found.update(dict.fromkeys(both, pair.relation))
    return found
