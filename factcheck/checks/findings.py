"""Finding: what a check hands back for one row; Tables: what every check reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from factcheck.facts import Fact
from factcheck.model import Article

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Tables:
    """What every check reads; equal only to itself, so that work on it can be cached.

    claims: row numbers as index, CLAIM_COLUMNS and the linking columns low_base, high_base, dimension, fact, voice. pairs: all
    pairs. chosen: the quantity pairs that are likely and clear. relations: pairs of articles. articles: by id.
    facts: the desk's reference facts. asked: ids of the articles of which a row must have one on a side; blank for all.
    """

    claims: pd.DataFrame
    pairs: pd.DataFrame
    chosen: pd.DataFrame
    relations: pd.DataFrame
    articles: Mapping[str, Article]
    facts: tuple[Fact, ...] = ()
    asked: frozenset[str] = frozenset()

    def asks_for(self, article: str) -> bool:
        """Whether a row on this article alone is wanted."""
        return not self.asked or article in self.asked


@dataclass(frozen=True, slots=True)
class Finding:
    """One disagreement. `left` and `right` are rows of the claims table (right is None for a lone claim); the `also`
    tuples hold further rows that print the same. `identity` is what the fingerprint is made of, free of offsets.
    `level` overrules the rule's (lower only); `detail` fills the message's placeholder of that name."""

    left: int
    right: int | None
    confidence: float
    subject: str
    identity: tuple[str, ...]
    left_also: tuple[int, ...] = ()
    right_also: tuple[int, ...] = ()
    detail: str = ""
    suggestion: str = ""
    why: str = ""
    level: str = ""
    left_text: str = ""
    right_text: str = ""


def records_of(claims: pd.DataFrame, pairs: pd.DataFrame) -> dict[int, dict]:
    """The claims on either side of the pairs as dictionaries, by row number: far quicker than one row of a table at a time."""
    rows = sorted({*pairs["left"], *pairs["right"]})
    return dict(zip(rows, claims.loc[rows].to_dict("records"), strict=True))


def rows_by_key(keyed: Iterable[tuple[Any, Any]]) -> dict[Any, list]:
    """The second of each pair under its first, in the order given: what a table's groups are, at a hundredth of the cost."""
    found: dict[Any, list] = {}
    for key, row in keyed:
        found.setdefault(key, []).append(row)
    return found


def independent_outlets(claims: pd.DataFrame) -> int:
    """How many voices print these claims: outlets, where copies of one text count once (see `factcheck.link.voices`) and an
    article without an outlet counts as one of its own."""
    return claims["voice"].nunique()


def likelier(texts: Sequence[str], sides: Sequence[pd.DataFrame]) -> str:
    """Which of two printed values more independent outlets print, in words; blank when as many print the one as the other.

    texts: the values as printed. sides: the claims that print each.
    """
    voices = [independent_outlets(side) for side in sides]
    if voices[0] == voices[1]:
        return ""
    most = voices.index(max(voices))
    return f"{texts[most]} is likelier: {voices[most]} independent outlets print it against {min(voices)}."
