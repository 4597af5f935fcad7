"""The claims and discrepancies tables as CSV files that a spreadsheet opens and hands back unharmed.

    claim_id,article,outlet,published,kind,start,end,text,...
    c-5d1f...,002.txt,Hill Post,2024-05-02,quantity,8,18,over 1.5 million,...

UTF-8 with BOM, RFC 4180 quoting, CRLF line ends; the columns of `factcheck.model` in their order, rows as handed in.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from factcheck.errors import InputError
from factcheck.model import CLAIM_COLUMNS, DISCREPANCY_COLUMNS
from factcheck.tables import fitting, printed, read_rows, write_rows

if TYPE_CHECKING:
    from pandas import DataFrame

INTEGERS = frozenset({"start", "end", "left_start", "left_end", "right_start", "right_end"})
FLOATS = frozenset({"low", "high", "confidence"})
BOOLEANS = frozenset({"direct"})


def write_claims(frame: DataFrame, path: Path) -> None:
    """Writes the claims table. Raises OutputError when the file cannot be written."""
    write_claims_of([frame], path)


def write_claims_of(frames: Iterable[DataFrame], path: Path) -> None:
    """Writes the claims tables one below the other as one file, holding one at a time; see `write_claims`."""
    write_rows(path, CLAIM_COLUMNS, _cells(frames, CLAIM_COLUMNS))


def print_claims_of(frames: Iterable[DataFrame], handle: TextIO) -> None:
    """Writes the cells of `write_claims_of` to an open stream, with plain line ends and no byte order mark, for programs."""
    lines = csv.writer(handle, lineterminator="\n")
    lines.writerow(CLAIM_COLUMNS)
    lines.writerows(_cells(frames, CLAIM_COLUMNS))


def write_discrepancies(frame: DataFrame, path: Path) -> None:
    """Writes the discrepancies table. Raises OutputError when the file cannot be written.

    People fill it in spreadsheets: a cell longer than these take (a thousand articles that print the same) is cut, and ends
    in `…`; report.json holds it whole.
    """
    rows = (list(map(fitting, row)) for row in _cells([frame], DISCREPANCY_COLUMNS))
    write_rows(path, DISCREPANCY_COLUMNS, rows)


def read_table(path: Path) -> DataFrame:
    """The table in a CSV file of any dialect: what was written, with blank text as "" and other blanks missing.

    Offsets are Int64, bounds and confidence float64, `direct` is boolean; all other columns are text. Raises InputError
    when the file is no table or a number cannot be read.
    """
    import pandas as pd

    header, rows, delimiter = read_rows(path)
    columns = zip(*rows, strict=True) if rows else [()] * len(header)
    frame = {}
    for name, cells in zip(header, columns, strict=True):
        if name in INTEGERS | FLOATS:
            # Where the semicolon parts cells, the comma is the decimal mark.
            plain = [cell.replace(",", ".") if delimiter == ";" else cell.replace(",", "") for cell in cells]
            frame[name] = pd.array(_numbers(plain, path, name), dtype="Int64" if name in INTEGERS else "float64")
        elif name in BOOLEANS:
            truth = {"true": True, "false": False}
            frame[name] = pd.array([truth.get(cell.strip().lower()) for cell in cells], dtype="boolean")
        else:
            frame[name] = pd.array(cells, dtype="str")
    return pd.DataFrame(frame, columns=header)


def _cells(frames: Iterable[DataFrame], columns: Sequence[str]) -> Iterator[Sequence[str]]:
    """The rows of the tables as printed cells."""
    for frame in frames:
        missing = [name for name in columns if name not in frame.columns]
        if missing and len(frame):
            raise ValueError(f"the table lacks the columns {', '.join(missing)}")
        cells = [map(printed, frame[name].tolist()) if name not in missing else () for name in columns]
        yield from zip(*cells, strict=True)


def _numbers(cells: Sequence[str], path: Path, name: str) -> list[float | None]:
    numbers = []
    for cell in cells:
        try:
            number = float(cell) if cell.strip() else None
            numbers.append(int(cell) if name in INTEGERS and number is not None else number)
        except ValueError:
            raise InputError(f"{path}: {cell!r} in the column {name} is no number") from None
    return numbers
