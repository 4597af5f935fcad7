"""Files as Articles: `read_articles(paths)` reads whatever has a reader, and says of the rest why it is not checked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from factcheck.model import Article, NotChecked
from factcheck.readers.csv_rows import read_csv
from factcheck.readers.folder import Found, list_files, show
from factcheck.readers.html import read_html
from factcheck.readers.jsonlines import read_jsonlines
from factcheck.readers.markdown import read_markdown
from factcheck.readers.metadata import check_columns
from factcheck.readers.parquet import read_parquet
from factcheck.readers.sidecar import NAME as SIDECAR_NAME
from factcheck.readers.sidecar import Sidecar, read_sidecar
from factcheck.readers.text import read_text
from factcheck.readers.unique import rename_repeated
from factcheck.readers.word import read_docx

__all__ = ["BATCH", "READERS", "SIDECAR_NAME", "Batch", "iter_articles", "read_articles"]

# One path, or several.
Paths = str | Path | Sequence[str | Path]
Reader = Callable[[Found, Mapping[str, str]], Iterator[Article | NotChecked]]
"""Called with the file and the columns named for fields; the ids that it hands out differ from one another."""

READERS: dict[str, Reader] = {
    ".csv": read_csv,
    ".docx": read_docx,
    ".htm": read_html,
    ".html": read_html,
    ".jsonl": read_jsonlines,
    ".md": read_markdown,
    ".parquet": read_parquet,
    ".tsv": read_csv,
    ".txt": read_text,
}
# Suffixes of files that hold many articles, each with an id of its own; elsewhere the file's name is the id.
TABLES = frozenset({".csv", ".jsonl", ".parquet", ".tsv"})

# Articles in a batch, unless told; and how many characters fill one earlier, so that long articles do not stand in
# memory by the hundred.
BATCH = 256
FULL = 8_000_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles in reading order, and what was found not to be checkable since the batch before."""

    articles: tuple[Article, ...]
    not_checked: tuple[NotChecked, ...]


def read_articles(
    paths: Paths,
    *,
    sidecar: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
) -> tuple[list[Article], list[NotChecked]]:
    """The articles that `paths` hold, each with an id of its own, and what is not checked, with the reason for each.

    A path, or each of several, is a file, a ZIP or a folder, which are read with all below them; hidden entries are skipped.
    An article's id is its path within the folder given, its file's name, or in a table of articles its record's id; where two
    are the same, folder names are put before them. A table `articles.csv` tells about the articles of its folder, `sidecar`
    about all; what a sidecar says goes before what the article says of itself. `columns` names the column of a table, or the
    key of a JSON record, that holds a field (`{"text": "BODY"}`; fields are those of `metadata.FIELDS`). The order of `paths`
    does not matter. Raises InputError for a field that there is not, and nothing else.
    """
    columns = check_columns(columns)
    plan = _plan(paths, sidecar)
    faults = list(plan.faults)
    articles: list[Article] = []
    sources: list[Found] = []
    for item, found in _read(plan, columns):
        if isinstance(item, NotChecked):
            faults.append(item)
        else:
            articles.append(item)
            sources.append(found)
    held = ((found, article.id) for article, found in zip(articles, sources, strict=True) if _is_table(found))
    names = rename_repeated([*_single(plan), *held])
    articles = [_rename(article, found, names) for article, found in zip(articles, sources, strict=True)]
    return articles, list(dict.fromkeys((*faults, *plan.last_faults())))


def iter_articles(
    paths: Paths,
    *,
    sidecar: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
    size: int = BATCH,
) -> Iterator[Batch]:
    """What `read_articles` returns, the same articles with the same ids in the same order, in batches of `size`.

    Only a batch and the ids stand in memory. Several files are gone through twice where one of them holds many
    articles: first for the ids alone. A last batch without articles tells what is known at the end only. Raises
    InputError, at the first step, for a field in `columns` that there is not.
    """
    columns = check_columns(columns)
    plan = _plan(paths, sidecar)
    names = rename_repeated([*_single(plan), *_ids(plan, columns)]) if len(plan.files) > 1 else {}
    told = dict.fromkeys(plan.faults)
    faults = list(told)
    articles: list[Article] = []
    length = 0
    for item, found in _read(plan, columns):
        if isinstance(item, NotChecked):
            faults.append(item)
            continue
        articles.append(_rename(item, found, names))
        length += len(item.text)
        if len(articles) >= size or length >= FULL:
            yield Batch(tuple(articles), tuple(faults))
            articles, faults, length = [], [], 0
    faults.extend(item for item in dict.fromkeys(plan.last_faults()) if item not in told)
    if articles or faults:
        yield Batch(tuple(articles), tuple(faults))


@dataclass(slots=True)
class _Plan:
    """What is to be read: files in order, sidecars by folder (those of whole folders in `walked`), the one for all."""

    files: list[Found] = field(default_factory=list)
    faults: list[NotChecked] = field(default_factory=list)
    sidecars: dict[Path, Sidecar] = field(default_factory=dict)
    walked: set[Path] = field(default_factory=set)
    above: Sidecar | None = None
    above_folder: Path = Path()

    def last_faults(self) -> Iterator[NotChecked]:
        """What is wrong with the sidecars; which rows found no article is known when all are read."""
        for folder, table in sorted(self.sidecars.items(), key=lambda item: item[0]):
            yield from table.faults
            if folder in self.walked:
                yield from table.unused(folder)
        if self.above is not None:
            yield from (*self.above.faults, *self.above.unused(self.above_folder))


def _plan(paths: Paths, sidecar: str | Path | None) -> _Plan:
    plan = _Plan()
    # The sidecar for all may lie among the articles.
    seen: set[str] = {os.path.normpath(Path(sidecar).absolute())} if sidecar is not None else set()
    # One path alone: a string would be taken apart into "/", "h", "o" ..., the first of which is the whole disk.
    every = [paths] if isinstance(paths, str | os.PathLike) else paths
    for given in sorted({os.fspath(path) for path in every}):
        listing = list_files(given, READERS)
        plan.faults.extend(listing.faults)
        for table in listing.sidecars:
            folder = table.path.absolute().parent
            if folder not in plan.sidecars:
                plan.sidecars[folder] = read_sidecar(table)
                _let_go(table)
            if listing.whole:
                plan.walked.add(folder)
        for found in listing.files:
            key = os.path.normpath(found.path.absolute())
            if key not in seen:
                seen.add(key)
                plan.files.append(found)
    if sidecar is not None:
        path = Path(sidecar)
        plan.above_folder = path.absolute().parent
        plan.above = read_sidecar(Found(path, path.name, show(path), plan.above_folder))
    return plan


def _read(plan: _Plan, columns: Mapping[str, str]) -> Iterator[tuple[Article | NotChecked, Found]]:
    """What the files hold, in order, with what the sidecars say of it; ids as the readers give them."""
    for found, following in pairwise((*plan.files, None)):
        for item in READERS[found.suffix](found, columns):
            yield (item if isinstance(item, NotChecked) else _annotate(item, found, plan)), found
        if following is None or following.pack is not found.pack:
            _let_go(found)


def _let_go(found: Found) -> None:
    """Closes the ZIP that a file was read from."""
    if found.pack is not None:
        found.pack.close()


def _annotate(article: Article, found: Found, plan: _Plan) -> Article:
    """`article` with what the sidecars of its folder and the folders above it say; the nearest has the last word but one,
    the sidecar for all the last."""
    if not plan.sidecars and plan.above is None:
        return article
    file = found.path.absolute()
    name = article.id
    folders = [folder for folder in file.parents if folder in plan.sidecars and folder.is_relative_to(found.root)]
    for folder in reversed(folders):
        article = plan.sidecars[folder].apply(article, _keys(name, file, folder))
    if plan.above is not None:
        article = plan.above.apply(article, (*_keys(name, file, plan.above_folder), found.name, found.shown))
    return article


def _keys(name: str, file: Path, folder: Path) -> tuple[str, ...]:
    """The names by which a sidecar in `folder` may call the article `name`: its path from there, its id."""
    own = (show(file.relative_to(folder)),) if file.is_relative_to(folder) else ()
    return own if name in own else (*own, name)


def _is_table(found: Found) -> bool:
    return found.suffix in TABLES


def _single(plan: _Plan) -> Iterator[tuple[Found, str]]:
    """The ids of the files that are one article each, whether they can be read or not."""
    return ((found, found.name) for found in plan.files if not _is_table(found))


def _ids(plan: _Plan, columns: Mapping[str, str]) -> Iterable[tuple[Found, str]]:
    """The ids in the files that hold many articles."""
    for found in filter(_is_table, plan.files):
        for item in READERS[found.suffix](found, columns):
            if isinstance(item, Article):
                yield found, item.id
        _let_go(found)


def _rename(article: Article, found: Found, names: Mapping[tuple[Found, str], str]) -> Article:
    name = names.get((found, article.id)) if names else None
    return replace(article, id=name) if name else article
