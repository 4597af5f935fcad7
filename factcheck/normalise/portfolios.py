"""Which two titles of one person name two portfolios, or an office and its deputy: "health minister", "finance minister"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from factcheck.language.lexicons import read_lexicon

WORD = re.compile(r"[a-z]+(?:'s?)?")
# Before a portfolio these make another office of it ("shadow health minister"); two titles must have the same.
RANKS = frozenset(
    {"deputy", "vice", "junior", "shadow", "assistant", "acting", "interim", "state", "permanent", "former"}
)
DEPUTY = re.compile(r"(?:deputy|vice) ")


def clash_of_titles(left: str, right: str) -> bool:
    """Whether two office keys (see `office_key`) give one person two portfolios, or an office and that of its deputy.

    clash_of_titles("health minister@", "finance minister@Malta") and clash_of_titles("governor@", "deputy governor@") are
    True. Portfolios of one group, and titles that name several of which one is shared, go together; a title of the past
    clashes with none.
    """
    first, second = (subject.partition("@")[0] for subject in (left, right))
    if is_deputy_of(first, second) or is_deputy_of(second, first):
        return True
    one, two = read_title(left), read_title(right)
    if one is None or two is None:
        return False
    return one[:2] == two[:2] and not one[2] & two[2]


def is_deputy_of(first: str, second: str) -> bool:
    """Whether the first of two offices is that of the second's deputy ("deputy governor", "governor")."""
    return second in read_lexicon("portfolios")["deputies"] and DEPUTY.sub("", first, count=1) == second != first


@lru_cache(maxsize=4096)
def read_title(subject: str) -> tuple[str, frozenset[str], frozenset[str]] | None:
    """The kind of title that an office key names (minister for a secretary too, commissioner, officer), its ranks, and its
    portfolios as the groups of `portfolios.yaml`; None for a title without one, and for one of the past."""
    office, _, organisation = subject.partition("@")
    words = WORD.findall(office)
    officers = read_lexicon("portfolios")["officers"]
    if words[:1] == ["chief"] and (len(words) == 2 and words[1] == "executive" or len(words) == 3):
        return ("officer", frozenset(), frozenset({words[1]})) if words[1] in officers and ends_well(words) else None
    kinds = [word for word in words if word in read_lexicon("portfolios")["titles"]]
    ranks = frozenset(words) & RANKS
    if len(kinds) != 1 or "former" in ranks:
        return None
    # "Minister for Health" may be taken apart into a minister and what he is minister of.
    told = [word for word in words if word not in RANKS and word not in kinds]
    if not told:
        told = WORD.findall(organisation.lower())
    groups = {portfolios()[word] for word in told if word in portfolios()}
    kind = "minister" if kinds[0] == "secretary" else kinds[0]
    return (kind, ranks, frozenset(groups)) if groups else None


def ends_well(words: list[str]) -> bool:
    """Whether the words of a chief officer's title end as one: "chief executive", "chief medical officer"."""
    return len(words) == 2 or words[2] == "officer"


def portfolio_words(subject: str) -> frozenset[str]:
    """The words by which an article would tell the portfolio of an office key: those of its groups, or the officer's."""
    title = read_title(subject)
    if title is None:
        return frozenset()
    return frozenset(word for word, group in portfolios().items() if group in title[2]) or title[2]


@cache
def portfolios() -> dict[str, str]:
    """The group of each word that names a portfolio."""
    return {word: group for group, words in read_lexicon("portfolios")["groups"].items() for word in words}
