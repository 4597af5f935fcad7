"""CSV and TSV: a table with an article in each row, its columns found by name or named."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import BinaryIO

from factcheck.model import Article, NotChecked
from factcheck.readers.decode import LARGEST, cannot_read, decode
from factcheck.readers.folder import Found
from factcheck.readers.records import Anchors, Table, find_columns, name_of
from factcheck.readers.sidecar import COLUMNS as SIDECAR_COLUMNS
from factcheck.readers.sidecar import NAME as SIDECAR_NAME

# The columns by which a table that factcheck wrote is known.
_OURS = {"claim_id": "a table of claims", "discrepancy_id": "a table of discrepancies or decisions"}
# An article has more words than the name of one.
_SHORTEST_TEXT = 200
_SEPARATOR = re.compile(r"sep=([,;\t|])\r?\n")
_QUOTED = re.compile(r'"(?P<inner>(?:[^"]++|"")*+)"?')
_SHIFT = re.compile(r'""|\n')


def read_csv(found: Found, columns: Mapping[str, str]) -> Iterator[Article | NotChecked]:
    """The articles in the rows of the file; a row that is none is told as `path:line` with its reason.

    The text stands in the column that `columns` names, or in one called text, body, content or the like; the id likewise,
    and a row without one is called by file and line. Nothing more than a row stands in memory.
    """
    try:
        with found.open() as handle:
            yield from _read_rows(_Lines(handle), found, columns)
    except OSError as error:
        yield NotChecked(found.shown, cannot_read(error))
    except ValueError as error:
        yield NotChecked(found.shown, str(error))


class _Lines:
    """The lines of a file as text; what the csv module has read of them since the row before, and from which line on.

    Raises ValueError, with a reason to tell, at bytes that are no text and at a row without end.
    """

    def __init__(self, handle: BinaryIO) -> None:
        self.handle = handle
        self.number = 0
        self.taken: list[str] = []
        self.first = 1
        self.length = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.handle.readline(LARGEST + 1)
        if not line:
            raise StopIteration
        self.number += 1
        text, reason = decode(line, at_start=self.number == 1)
        if reason:
            raise ValueError(f"line {self.number:,} is {reason}; what follows is not read")
        self.length += len(text)
        if self.length > LARGEST:
            reason = f"a row of more than {LARGEST:,} characters; is a quotation mark left open?"
            raise ValueError(f"line {self.first:,} begins {reason} What follows is not read")
        self.taken.append(text)
        return text

    def forget(self) -> None:
        """Begins a row."""
        self.taken, self.first, self.length = [], self.number + 1, 0


def _read_rows(lines: _Lines, found: Found, columns: Mapping[str, str]) -> Iterator[Article | NotChecked]:
    shown = found.shown
    top = next((line for line in lines if line.strip("\ufeff \t\r\n")), "")
    if not top:
        yield NotChecked(shown, "the file is empty")
        return
    declared = _SEPARATOR.fullmatch(top)
    if declared:
        lines.forget()
        top = next(lines, "")
    delimiter = declared[1] if declared else max(",;\t|", key=top.count)
    rows = csv.reader(_chain(top, lines), delimiter=delimiter, strict=True)
    names: list[str] | None = None
    table = Table(shown, columns)
    keys: dict[str, str] = {}
    filled = 0
    while True:
        # The limit is the csv module's own and for all: it is put back at once.
        limit = csv.field_size_limit(LARGEST)
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield NotChecked(f"{shown}:{lines.first}", f"not CSV ({error}); this row is not read")
            lines.forget()
            continue
        finally:
            csv.field_size_limit(limit)
        if row is None:
            break
        raw, first = "".join(lines.taken), lines.first
        lines.forget()
        if not any(cell.strip() for cell in row):
            continue
        if names is None:
            names = [cell.strip() for cell in row]
            keys, reason = find_columns(names, columns)
            reason = _is_ours(names) or reason
            if reason:
                yield NotChecked(shown, reason)
                return
            continue
        filled += 1
        record = dict(zip(reversed(names), reversed((row + [""] * len(names))[: len(names)]), strict=True))
        if filled == 1 and _is_sidecar(names, record[keys["text"]]):
            yield NotChecked(shown, f"a table about articles, not of them; it is used when it is called {SIDECAR_NAME}")
            return
        if len(row) > len(names):
            reason = "more cells than columns; a cell with a comma needs quotation marks"
            yield NotChecked(f"{shown}:{first}", reason)
            continue
        name = name_of(record, keys["id"]) if keys["id"] else f"{found.name}:{first}"
        place = names.index(keys["text"])
        text = record[keys["text"]]
        yield from table.read(record, name, text, first, partial(_anchors, raw, place, text, first, delimiter))
    if not filled:
        yield NotChecked(shown, "holds no row below its header" if names else "the file is empty")


def _chain(top: str, lines: _Lines) -> Iterator[str]:
    yield top
    yield from lines


def _is_ours(names: Sequence[str]) -> str:
    for name, what in _OURS.items():
        if name in names:
            return f"{what} that factcheck wrote; not a table of articles"
    return ""


def _is_sidecar(names: Sequence[str], text: str) -> bool:
    """Whether a table whose columns are those of a sidecar names articles rather than holding them."""
    known = {name.casefold() for name in names if name} <= set(SIDECAR_COLUMNS)
    return known and len(text) < _SHORTEST_TEXT and "\n" not in text


def _anchors(raw: str, place: int, text: str, first: int, delimiter: str) -> Anchors:
    """Where each stretch of the cell at `place` of a row stands; `raw` is the row as printed, from the line `first` on."""
    at = 0
    for _ in range(place):
        quoted = _QUOTED.match(raw, at)
        at = raw.find(delimiter, quoted.end() if quoted else at) + 1
    quoted = _QUOTED.match(raw, at)
    start, end = quoted.span("inner") if quoted else (at, at + len(text))
    if (raw[start:end].replace('""', '"') if quoted else raw[start:end]) != text:
        return ((0, first, 1),)  # Quotation marks in places of their own: the row is all that is known.
    line, line_start = first + raw.count("\n", 0, start), raw.rfind("\n", 0, start) + 1
    anchors = [(0, line, start - line_start + 1)]
    lost = 0
    for shift in _SHIFT.finditer(raw, start, end):
        if shift.group() == "\n":
            line, line_start = line + 1, shift.end()
            anchors.append((shift.end() - start - lost, line, 1))
        elif quoted:
            lost += 1
            anchor = (shift.end() - start - lost, line, shift.end() - line_start + 1)
            anchors.extend((anchor, anchor))
    return tuple(anchors)
