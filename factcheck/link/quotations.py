"""Pairs of quotations that may be one utterance printed twice: those that share a run of words which few others hold."""

from __future__ import annotations

import re
from collections import defaultdict

from rapidfuzz.distance import Indel

from factcheck.model import PAIR_COLUMNS

WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
# Four words in a row are rarely shared by chance; a run that dozens of quotations hold is a stock phrase.
RUN = 4
MOST_SHARING = 60
# Shorter quotations are set phrases ("very important") that two people may well both use.
LEAST_WORDS = 6
LEAST_SIMILARITY = 0.5


def quotation_words(text: str) -> list[str]:
    """The words of a quotation in lower case, inserted explanations in square brackets left out, apostrophes made straight."""
    return [word.lower().replace("’", "'") for word in WORD.findall(re.sub(r"\[[^\]]*\]", " ", text))]


def pair_quotations(claims, relations):
    """The pairs table for direct quotations in one article or in articles on one topic; weight is their Indel similarity.

    probability is that of being one utterance, taken as the similarity of the shorter to the best-aligned part of the longer.
    """
    import pandas as pd

    related = {(row.left, row.right): row.relation for row in relations.itertuples()}
    rows_of = defaultdict(list)
    quotes = {}
    direct = claims["direct"].fillna(False).astype(bool)
    for claim in claims[(claims["kind"] == "quotation") & direct].itertuples():
        words = quotation_words(claim.text)
        if len(words) < LEAST_WORDS:
            continue
        quotes[claim.Index] = (claim, words)
        for run in {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}:
            rows_of[run].append(claim.Index)
    candidates = set()
    for sharing in rows_of.values():
        if 1 < len(sharing) <= MOST_SHARING:
            candidates.update((a, b) for i, a in enumerate(sharing) for b in sharing[i + 1 :])
    rows = []
    for left, right in sorted(candidates):
        (one, first), (two, second) = quotes[left], quotes[right]
        relation = related.get((one.article, two.article)) or related.get((two.article, one.article))
        if relation is None:
            continue
        short, long = sorted((first, second), key=len)
        # The shorter may be a cut of the longer: what the longer has beyond it is no difference.
        matched = Indel.normalized_similarity(short, long) * (len(short) + len(long)) / 2 / len(short)
        similarity = min(1.0, matched)
        if similarity < LEAST_SIMILARITY:
            continue
        who = "the same speaker" if one.source and one.source == two.source else "nearly the same words"
        where = "in one article" if relation == "article" else f"in articles on one {relation}"
        why = f"{similarity:.0%} of the shorter's words stand in the longer in the same order; {who} {where}"
        rows.append((left, right, "quotation", round(similarity, 4), round(similarity, 4), why, relation))
    return pd.DataFrame(rows, columns=[*PAIR_COLUMNS, "relation"])
