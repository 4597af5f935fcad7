"""Whose voice an article is: wire copy that several outlets print, whole or cut, counts as one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.joined import join_pairs
from factcheck.model import Article

WORD = re.compile(r"\w+")
# Runs of so many words are seldom shared by two reporters; quotations share some, copied paragraphs nearly all.
RUN = 5
# The share of the shorter article's runs that stand in the longer too, from which on the one is a copy of the other.
COPIED = 0.5
# Articles less alike than this in their words are no copies, and need no look at their runs.
LEAST_LIKE = 0.4
# Two headlines of one event may well be the same.
LEAST_RUNS = 20


def name_voices(articles: Sequence[Article], relations) -> dict[str, str]:
    """The voice of each article by id: its outlet, or its id where that is unknown; of articles that are copies of one text
    the first of their outlets by name.

    relations: as from `relate_articles`; only pairs on one event are looked at.
    """
    voices = {article.id: article.outlet or article.id for article in articles}
    texts = {article.id: article.text for article in articles}
    runs: dict[str, set[tuple[str, ...]]] = {}
    copies = []
    alike = relations[(relations["relation"] == "event") & (relations["similarity"] >= LEAST_LIKE)]
    for left, right in sorted(zip(alike["left"], alike["right"], strict=True)):
        if left not in texts or right not in texts:
            continue
        for article in (left, right):
            if article not in runs:
                runs[article] = word_runs(texts[article])
        if is_copy(runs[left], runs[right]):
            copies.append((left, right))
    first = join_pairs(copies)
    members: dict[str, list[str]] = {}
    for article in voices:
        members.setdefault(first.get(article, article), []).append(voices[article])
    return {article: min(members[first.get(article, article)]) for article in voices}


def word_runs(text: str) -> set[tuple[str, ...]]:
    """The runs of RUN words of a text, in lower case."""
    words = WORD.findall(text.lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def is_copy(left: set, right: set) -> bool:
    """Whether two texts, as their runs of words, are one text or a part of it."""
    shorter = min(len(left), len(right))
    return shorter >= LEAST_RUNS and len(left & right) >= COPIED * shorter
