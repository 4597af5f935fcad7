"""Plain text: the whole file is one article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from factcheck.model import Article, NotChecked
from factcheck.readers.decode import read_whole


def read_text(path: Path, name: str, shown: str) -> Iterator[Article | NotChecked]:
    """The article in the file at `path`, with the id `name` and the path `shown`, or why it cannot be checked."""
    text = read_whole(path, shown)
    yield text if isinstance(text, NotChecked) else Article(id=name, text=text, path=shown)
