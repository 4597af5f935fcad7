"""Files as Articles: `read_articles(paths)` reads whatever has a reader, and says of the rest why it is not checked."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from factcheck.model import Article, NotChecked
from factcheck.readers.folder import Found, list_files, show
from factcheck.readers.jsonlines import read_jsonlines
from factcheck.readers.markdown import read_markdown
from factcheck.readers.sidecar import NAME as SIDECAR_NAME
from factcheck.readers.sidecar import Sidecar, read_sidecar
from factcheck.readers.text import read_text

# A reader is called with the file, the id for its article and the path to tell the user.
READERS: dict[str, Callable[[Path, str, str], Iterator[Article | NotChecked]]] = {
    ".jsonl": read_jsonlines,
    ".md": read_markdown,
    ".txt": read_text,
}


def read_articles(
    paths: Sequence[str | Path], *, sidecar: str | Path | None = None
) -> tuple[list[Article], list[NotChecked]]:
    """The articles that `paths` hold, each with an id of its own, and what is not checked, with the reason for each.

    A path is a file or a folder, which is read with all below it; hidden entries are skipped. An article's id is its
    path within the folder given, its file's name, or in JSON Lines its record's id; where two are the same, folder
    names are put before them. A table `articles.csv` tells about the articles of its folder, `sidecar` about all; what
    a sidecar says goes before what the article says of itself. The order of `paths` does not matter. Nothing is raised.
    """
    articles: list[Article] = []
    sources: list[Found] = []
    faults: list[NotChecked] = []
    sidecars: dict[Path, Sidecar] = {}
    walked: set[Path] = set()
    seen: set[str] = set()
    for given in sorted({os.fspath(path) for path in paths}):
        listing = list_files(given, READERS)
        faults.extend(listing.faults)
        for folder, shown in listing.sidecars:
            if folder not in sidecars:
                sidecars[folder] = read_sidecar(folder / SIDECAR_NAME, shown)
            if listing.whole:
                walked.add(folder)
        for found in listing.files:
            key = os.path.normpath(found.path.absolute())
            if key in seen:
                continue
            seen.add(key)
            for item in READERS[found.path.suffix.lower()](found.path, found.name, found.shown):
                if isinstance(item, NotChecked):
                    faults.append(item)
                else:
                    articles.append(item)
                    sources.append(found)
    articles = [_annotate(article, found, sidecars) for article, found in zip(articles, sources, strict=True)]
    for folder, table in sorted(sidecars.items()):
        faults.extend(table.faults)
        if folder in walked:
            faults.extend(table.unused(folder))
    if sidecar is not None:
        articles = _annotate_all(articles, sources, Path(sidecar), faults)
    return _make_unique(articles, sources), list(dict.fromkeys(faults))


def _annotate(article: Article, found: Found, sidecars: dict[Path, Sidecar]) -> Article:
    """`article` with what the sidecars of its folder and the folders above it say; the nearest has the last word."""
    if not sidecars:
        return article
    file = found.path.absolute()
    folders = [folder for folder in file.parents if folder in sidecars and folder.is_relative_to(found.root)]
    for folder in reversed(folders):
        article = sidecars[folder].apply(article, _keys(article, file, folder))
    return article


def _annotate_all(articles: list[Article], sources: list[Found], path: Path, faults: list[NotChecked]) -> list[Article]:
    table = read_sidecar(path, show(path))
    folder = path.absolute().parent
    articles = [
        table.apply(article, (*_keys(article, found.path.absolute(), folder), found.name, found.shown))
        for article, found in zip(articles, sources, strict=True)
    ]
    faults.extend((*table.faults, *table.unused(folder)))
    return articles


def _keys(article: Article, file: Path, folder: Path) -> tuple[str, ...]:
    """The names by which a sidecar in `folder` may call `article`: its path from there, its id."""
    own = (show(file.relative_to(folder)),) if file.is_relative_to(folder) else ()
    return own if article.id in own else (*own, article.id)


def _make_unique(articles: list[Article], sources: list[Found]) -> list[Article]:
    """The articles with ids that differ: to equal ones as many of the names above them are put as it takes."""
    names = [article.id for article in articles]
    trails = [
        (found.root if article.id == found.name else found.path.absolute()).parts[1:]
        for article, found in zip(articles, sources, strict=True)
    ]
    depth = 0
    while longer := [place for place in _repeated(names) if depth < len(trails[place])]:
        depth += 1
        for place in longer:
            names[place] = show("/".join((*trails[place][-depth:], articles[place].id)))
    taken = set(names)
    for place in _repeated(names):  # Names that differ only in bytes which cannot be shown.
        serial = 1
        while names[place] in taken:
            serial += 1
            names[place] = f"{articles[place].id} ({serial})"
        taken.add(names[place])
    return [replace(a, id=name) if a.id != name else a for a, name in zip(articles, names, strict=True)]


def _repeated(names: list[str]) -> list[int]:
    counts = Counter(names)
    return [place for place, name in enumerate(names) if counts[name] > 1]
