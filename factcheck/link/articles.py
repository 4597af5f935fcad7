"""Which articles speak of one topic or one event, from their words and dates alone.

Cosine similarity of term vectors: tf = 1 + ln(count), idf = ln((N + 50) / (df + 1)) over the N articles of the run (the 50
keeps the weights of a small run near those of a large one). Names count twice: they tell two fires in two towns apart.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from heapq import nsmallest

from factcheck.model import Article, Published

WORD = re.compile(r"[^\W\d_]{3,}")
BACKGROUND = 50
# A term in more articles than this says nothing about which event they are on, and its postings would be quadratic.
COMMON = 0.25
MOST_POSTINGS = 400
# Term vectors are made anew rather than held for a whole corpus: a neighbour is mostly a near one in the run's order.
VECTORS_HELD = 4096
# Shared terms that a neighbour tells.
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Two articles (`left` before `right` in the run's order), their cosine and the terms that they share most of."""

    left: str
    right: str
    similarity: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Background:
    """What term weights are measured against: `total` articles, and in how many of them each term stands."""

    total: int
    frequency: Mapping[str, int]


def term_counts(article: Article) -> Counter[str]:
    """Counts of an article's content words in lower case; a word seen only with a capital counts twice."""
    return _count_terms(f"{article.title}\n{article.text}")


@lru_cache(maxsize=512)
def _count_terms(text: str) -> Counter[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    counts: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    # Each printed form once: an article repeats most of its words.
    for word, n in Counter(WORD.findall(text)).items():
        key = word.lower()
        if key not in STOP_WORDS:
            counts[key] += n
            capital[key] += n * word[0].isupper()
    return Counter({key: n * (2 if capital[key] == n and n > 1 else 1) for key, n in counts.items()})


def most_postings(total: int) -> int:
    """In how many of `total` articles a term may stand and still make two articles neighbours by itself."""
    return max(BACKGROUND, min(MOST_POSTINGS, int(COMMON * total)))


def rarity(held, total: int):
    """The idf of terms as a NumPy array, from an array of how many of `total` articles hold each."""
    import numpy as np

    return np.log((total + BACKGROUND) / (held + 1))


def weigh_terms(counts: Mapping[str, int], background: Background) -> dict[str, float]:
    """The term vector of one article at length 1: tf times idf (see the module)."""
    total, frequency = background.total, background.frequency
    vector = {
        term: (1 + math.log(n)) * math.log((total + BACKGROUND) / (frequency[term] + 1)) for term, n in counts.items()
    }
    norm = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {term: value / norm for term, value in vector.items()}


def find_neighbours(
    articles: Sequence[Article],
    least: float,
    *,
    background: Background | None = None,
    among: Collection[str] | None = None,
    vectors: dict[str, dict[str, float]] | None = None,
) -> list[Neighbour]:
    """All pairs of articles whose cosine is `least` or more, in the run's order; nothing for fewer than two articles.

    background: the collection that the articles are a part of, they included; the articles themselves when not given.
    among: ids of articles of which each pair holds one; any pair when not given. vectors: what an earlier call on the same
    background kept of the articles by id, and this one adds to.
    """
    from factcheck.link.neighbours import near_pairs

    if background is None:
        frequency: Counter[str] = Counter()
        for article in articles:
            frequency.update(term_counts(article).keys())
        background = Background(len(articles), frequency)
    # A term of many articles cannot make two of them neighbours: it adds to a pair that a rarer term has brought up.
    ceiling = most_postings(background.total)
    telling = _Telling(background, ceiling)

    def made(index: int) -> dict[str, float]:
        return weigh_terms(term_counts(articles[index]), background)

    def kept(index: int) -> dict[str, float]:
        id_ = articles[index].id
        if id_ not in vectors:
            vectors[id_] = made(index)
        return vectors[id_]

    vector = lru_cache(maxsize=VECTORS_HELD)(made) if vectors is None else kept
    wanted = [among is None or article.id in among for article in articles]
    found = []
    for right, lefts in near_pairs(map(vector, range(len(articles))), telling, least, wanted):
        for left in lefts:
            small, large = sorted((vector(left), vector(right)), key=len)
            products = {term: value * large[term] for term, value in small.items() if term in large}
            similarity = sum(products.values())
            if similarity >= least:
                first = nsmallest(SHOWN, ((-product, term) for term, product in products.items()))
                shared = tuple(term for _, term in first)
                found.append(Neighbour(articles[left].id, articles[right].id, round(similarity, 4), shared))
    return sorted(found, key=lambda pair: (pair.left, pair.right))


class _Telling(dict):
    """For each term whether it is in more than one article and in few enough to make two of them neighbours."""

    def __init__(self, background: Background, ceiling: int):
        self.frequency, self.ceiling = background.frequency, ceiling

    def __missing__(self, term: str) -> bool:
        self[term] = told = 1 < self.frequency[term] <= self.ceiling
        return told


# Chosen on pairs of local news stories whose incidents are known: 64% of the pairs on one incident lie above EVENT and
# fewer than one in 4,000 of the others; 87% lie above TOPIC.
EVENT = 0.2
TOPIC = 0.15
# Coverage of one event rarely runs on for longer without becoming a story of its own.
EVENT_DAYS = 10


def relate_articles(
    articles: Sequence[Article],
    *,
    background: Background | None = None,
    among: Collection[str] | None = None,
    vectors: dict[str, dict[str, float]] | None = None,
):
    """Pairs of articles that may speak of one fact: columns left, right, relation, similarity, shared.

    relation is `article` (each with itself), `event` (alike, and out within EVENT_DAYS of each other or undated) or
    `topic` (alike). shared: the terms that tie them together, parted by commas. Pairs less alike than TOPIC are left out.
    background, among, vectors: as for `find_neighbours`.
    """
    import pandas as pd

    dates = {article.id: article.published for article in articles}
    rows = [
        (article.id, article.id, "article", 1.0, "") for article in articles if among is None or article.id in among
    ]
    for pair in find_neighbours(articles, TOPIC, background=background, among=among, vectors=vectors):
        near = days_between(dates[pair.left], dates[pair.right]) <= EVENT_DAYS
        relation = "event" if near and pair.similarity >= EVENT else "topic"
        rows.append((pair.left, pair.right, relation, pair.similarity, ", ".join(pair.shared)))
    return pd.DataFrame(rows, columns=["left", "right", "relation", "similarity", "shared"])


def days_between(left: Published, right: Published) -> int:
    """Days from the end of the earlier publication interval to the start of the later; 0 when they meet or one is unknown."""
    if not left.start or not right.start:
        return 0
    early, late = sorted((left, right), key=lambda published: published.start)
    end = early.end or early.start
    return max(0, (date.fromisoformat(late.start) - date.fromisoformat(end)).days)
