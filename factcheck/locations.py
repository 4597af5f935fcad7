"""Where a span of an article's text stands in its file: line and column, for whoever marks a place in an editor or in CI."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.model import Article

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a file: lines and columns count from 1, columns in Unicode code points; the end column is the one after.

    All four are 0 where the file has no lines (a Word document, a Parquet table).
    """

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0


def locate(article: Article, start: int, end: int) -> Region:
    """The region of the file at `article.path` that prints `article.text[start:end]`.

    Lines end with \\n or \\r\\n, as git and SARIF 2.1.0 (§3.30.2) count them.
    """
    if article.anchors is None:
        return Region(article.path)
    line, column = _place(article, start)
    if end <= start:
        return Region(article.path, line, column, line, column)
    return Region(article.path, line, column, *_end(article, end))


def _end(article: Article, offset: int) -> tuple[int, int]:
    """The place behind the character before `offset`."""
    at = bisect_left(article.anchors, offset, key=lambda anchor: anchor[0])
    if at + 1 < len(article.anchors) and article.anchors[at][0] == article.anchors[at + 1][0] == offset:
        return article.anchors[at][1:]
    line, column = _place(article, offset - 1)
    return line, column + 1


class PrintedAt:
    """Where articles print the text of a claim, by the claims table; it is gone through when it is first asked."""

    def __init__(self, claims: DataFrame | None):
        self._claims = claims
        self._found: dict[tuple[str, str], list[tuple[int, int]]] | None = None

    def __call__(self, article: str, text: str) -> list[tuple[int, int]]:
        """The spans at which the article prints the text as a claim, in order; empty when it does not."""
        if self._found is None:
            self._found = {}
            if self._claims is not None and len(self._claims):
                columns = (self._claims[name].tolist() for name in ("article", "text", "start", "end"))
                for id_, printed, start, end in zip(*columns, strict=True):
                    self._found.setdefault((id_, printed), []).append((int(start), int(end)))
        return self._found.get((article, text), [])


def _place(article: Article, offset: int) -> tuple[int, int]:
    if article.anchors:
        at = bisect_right(article.anchors, offset, key=lambda anchor: anchor[0]) - 1
        start, line, column = article.anchors[max(at, 0)]
        return line, column + max(offset - start, 0)
    before = article.text.rfind("\n", 0, offset)
    return article.text.count("\n", 0, offset) + 1, offset - before
