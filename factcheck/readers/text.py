"""Plain text: the whole file is one article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factcheck.model import Article, NotChecked
from factcheck.readers.decode import read_whole
from factcheck.readers.folder import Found
from factcheck.suppressions import comment_spans


def read_text(found: Found, columns: Mapping[str, str]) -> Iterator[Article | NotChecked]:
    """The article in the file, or why it cannot be checked; comments for factcheck are no words of it. `columns` is unused."""
    text = read_whole(found)
    if isinstance(text, NotChecked):
        yield text
    else:
        yield Article(id=found.name, text=text, path=found.shown, markup=comment_spans(text))
