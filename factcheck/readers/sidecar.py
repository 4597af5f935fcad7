"""The sidecar: a table that says when, where and by whom the articles of a folder came out."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field, replace
from pathlib import Path

from factcheck.model import Article, NotChecked, Published
from factcheck.readers.decode import Readable, read_whole
from factcheck.readers.metadata import DATE_FORMS, parse_days

NAME = "articles.csv"
COLUMNS = ("article", "outlet", "published", "title", "author", "url")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A sidecar's rows by article, each with its line; what is wrong with it; which rows found their article."""

    shown: str
    rows: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    faults: list[NotChecked] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def apply(self, article: Article, keys: tuple[str, ...]) -> Article:
        """`article` with what the rows under `keys` say, cell by cell, where they say something."""
        for key in keys:
            if key not in self.rows:
                continue
            self.used.add(key)
            fields = dict(self.rows[key][1])
            printed = fields.pop("published", "")
            if printed and (days := parse_days(printed)):
                fields["published"] = Published(*days, how="sidecar")
            article = replace(article, **fields)
        return article

    def unused(self, folder: Path) -> list[NotChecked]:
        """A word on each row that names no article; one that names a file which could not be read is no fault."""
        return [
            NotChecked(f"{self.shown}:{line}", f'column article: "{key}" is no article in this folder')
            for key, (line, _) in self.rows.items()
            if key not in self.used and not _exists(folder, key)
        ]


def _exists(folder: Path, key: str) -> bool:
    try:
        return "\0" not in key and (folder / key).exists()
    except OSError:
        return False


def read_sidecar(found: Readable) -> Sidecar:
    """The sidecar in a file: CSV with comma, semicolon or tab, with or without a byte order mark.

    A fault is told with its line and column in `faults`, and the rest is used.
    """
    shown = found.shown
    sidecar = Sidecar(shown)
    text = read_whole(found)
    if isinstance(text, NotChecked):
        sidecar.faults.append(text)
        return sidecar
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        _read_rows(reader, sidecar)
    except csv.Error as error:
        sidecar.faults.append(NotChecked(f"{shown}:{reader.line_num}", f"not CSV ({error}); what follows is not used"))
    return sidecar


def _delimiter(text: str) -> str:
    header = text.lstrip("\r\n").split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _read_rows(reader, sidecar: Sidecar) -> None:
    shown, faults = sidecar.shown, sidecar.faults
    header = next((row for row in reader if any(cell.strip() for cell in row)), [])
    names = [cell.strip().casefold() for cell in header]
    top = f"{shown}:{reader.line_num}"
    if "article" not in names:
        faults.append(NotChecked(top, f"no column article; the columns are {', '.join(COLUMNS)}. It is not used"))
        return
    for place, name in enumerate(names):
        if name and name not in COLUMNS:
            faults.append(NotChecked(top, f'unknown column "{header[place]}"; allowed are {", ".join(COLUMNS)}'))
        elif name in names[:place]:
            faults.append(NotChecked(top, f"column {name} stands twice; the first is used"))
    places = {name: names.index(name) for name in COLUMNS if name in names}
    line = reader.line_num
    for row in reader:
        first, line = line + 1, reader.line_num  # A cell may hold line ends: a row is told by its first line.
        cells = {name: " ".join(row[place].split()) for name, place in places.items() if place < len(row)}
        if any(cell.strip() for cell in row):
            _read_row(cells, first, len(row) > len(names), sidecar)


def _read_row(cells: dict[str, str], line: int, too_long: bool, sidecar: Sidecar) -> None:
    where = f"{sidecar.shown}:{line}"
    key = cells.pop("article", "").replace("\\", "/").removeprefix("./")
    if too_long:
        sidecar.faults.append(NotChecked(where, "more cells than columns; a cell with a comma needs quotation marks"))
    if not key:
        sidecar.faults.append(NotChecked(where, "column article: blank; expected a file name or an id"))
        return
    if key in sidecar.rows:
        earlier = sidecar.rows[key][0]
        sidecar.faults.append(NotChecked(where, f'column article: "{key}" is already on line {earlier}, which is used'))
        return
    printed = cells.get("published", "")
    if printed and not parse_days(printed):
        sidecar.faults.append(
            NotChecked(where, f'column published: "{printed}" is not a date; expected one {DATE_FORMS}')
        )
        del cells["published"]
    sidecar.rows[key] = (line, {name: value for name, value in cells.items() if value})
