"""Plain text: the whole file is one article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factcheck.model import Article, NotChecked
from factcheck.readers.decode import read_whole
from factcheck.readers.folder import Found


def read_text(found: Found, columns: Mapping[str, str]) -> Iterator[Article | NotChecked]:
    """The article in the file, or why it cannot be checked. `columns` is unused."""
    text = read_whole(found)
    yield text if isinstance(text, NotChecked) else Article(id=found.name, text=text, path=found.shown)
