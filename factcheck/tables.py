"""Tables as files: text cells in any dialect of CSV that a spreadsheet saves, and files written whole or not at all.

A text cell that a spreadsheet would run as a formula is written with an apostrophe before it, and read back without:

    =HYPERLINK("...")   <->   '=HYPERLINK("...")
    -5, +3.5%           <->   -5, +3.5%                signed numbers are left alone
    'Tis the season     <->   'Tis the season          an apostrophe before anything else is part of the text
"""

from __future__ import annotations

import csv
import errno
import io
import math
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from factcheck.errors import InputError, OutputError

# White space, invisible characters and apostrophes are skipped: spreadsheets trim some of them before they look for a
# formula. The full-width signs are those that Excel treats like the plain ones in East Asian settings.
_FORMULA = re.compile(r"'*[\s\x00\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|'*[\t\r\n]")
# A plus is no part of a number that a table holds, and a spreadsheet would drop it from "+44".
_SIGNED_NUMBER = re.compile(r"-(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?%?\Z")
_DELIMITERS = (",", ";", "\t")
LONGEST_CELL = 32_767  # UTF-16 units that a spreadsheet takes; Excel breaks what is longer into a row of its own
# Within `all_or_none`: by the path that was asked for, the file that is ready and the one whose place it takes.
_waiting: ContextVar[dict[Path, tuple[Path, Path]] | None] = ContextVar("waiting", default=None)


def escape(text: str) -> str:
    """The cell to write for `text`: with a leading apostrophe when a spreadsheet would run it as a formula."""
    return "'" + text if _is_formula(text) else text


def unescape(cell: str) -> str:
    """The text for a written cell; `unescape(escape(text)) == text` for every text."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell[1:]) else cell


def _is_formula(text: str) -> bool:
    if text[:1].isalnum():  # nearly all cells
        return False
    # An escaped formula counts as one itself, so that a text which already looks escaped comes back as it was.
    return bool(_FORMULA.match(text)) and not _SIGNED_NUMBER.match(text)


def fitting(text: str) -> str:
    """The text at a length that a spreadsheet takes in one cell: a longer one is cut and ends in `…`."""
    if len(text) <= LONGEST_CELL // 2 or len(text.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST_CELL:
        return text
    data = text.encode("utf-16-le", "surrogatepass")
    return data[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"


def printed(value: object) -> str:
    """A value as a cell: blank for None and NaN, `true` or `false`, a plain number, or a text, escaped.

    Numbers are written without exponent or float noise: they keep the 15 significant digits that a double holds for
    certain.
    """
    if isinstance(value, str):
        return escape(value)
    if hasattr(value, "item"):  # NumPy's scalars hand out Python's
        value = value.item()
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _printed_float(value)
    return escape(str(value))


def _printed_float(value: float) -> str:
    if not math.isfinite(value):
        return ""
    digits = format(Decimal(f"{value:.15g}"), "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def read_rows(path: Path) -> tuple[list[str], list[list[str]], str]:
    """The header, the rows and the delimiter of a CSV table, cells unescaped, every row as long as the header.

    Read are UTF-8 with or without BOM, UTF-16 with BOM and, failing that, Windows-1252; comma, semicolon or tab; any
    line ends; Excel's line `sep=;`. Blank rows are left out. Raises InputError when the file cannot be read, is empty,
    or has a row with more cells than the header.
    """
    header, rows, faults, delimiter = _read_csv(path)
    if faults:
        raise InputError(f"{path}:{faults[0][0]}: {faults[0][1]}")
    return header, [cells for _, cells in rows], delimiter


def read_records(path: Path) -> tuple[list[str], list[tuple[int, list[str]]], list[tuple[int, str]]]:
    """The header, the rows and the faults of a table, rows and faults with the number that a spreadsheet shows.

    The table is CSV as `read_rows` takes it, or the first sheet of an Excel workbook. A faulty row is told and left out.
    Raises InputError when there is no table in the file.
    """
    if Path(path).suffix.lower() == ".xlsx":
        header, rows = _read_workbook(path)
        return header, rows, []
    return _read_csv(path)[:3]


def column_letters(place: int) -> str:
    """The name that a spreadsheet gives the column at `place`, counted from 0: A, B, ..., Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _read_csv(path: Path) -> tuple[list[str], list[tuple[int, list[str]]], list[tuple[int, str]], str]:
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    text = _decode(data)
    declared = re.match(r"sep=([,;\t])\r?\n", text)
    body = text[declared.end() :] if declared else text
    delimiter = declared.group(1) if declared else _delimiter(body)
    limit = csv.field_size_limit(sys.maxsize)  # an article without line breaks may be longer than the usual limit
    rows: list[tuple[int, list[str]]] = []
    faults: list[tuple[int, str]] = []
    try:
        lines = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
        header = [cell.strip() for cell in next(lines, [])]
        if not any(header):
            raise InputError(f"{path}: holds no table")
        for number, cells in enumerate(lines, 2):
            if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
                faults.append((number, f"{len(cells)} cells, but the header has {len(header)}"))
            elif any(cells):
                cells = cells[: len(header)] + [""] * (len(header) - len(cells))
                rows.append((number, [unescape(cell) if cell[:1] == "'" else cell for cell in cells]))
    except csv.Error as error:
        raise InputError(f"{path}:{lines.line_num + bool(declared)}: not a table ({error})") from None
    finally:
        csv.field_size_limit(limit)
    return header, rows, faults, delimiter


def _read_workbook(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    from zipfile import BadZipFile

    try:
        from openpyxl import load_workbook
    except ImportError:
        raise InputError(f"{path}: workbooks are read with openpyxl: pip install 'factcheck[xlsx]'") from None
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, BadZipFile, KeyError, ValueError) as error:
        raise InputError(f"{path}: cannot be read as a workbook ({error})") from None
    lines = [[_cell_text(value) for value in line] for line in book.worksheets[0].iter_rows(values_only=True)]
    book.close()
    if not lines or not any(lines[0]):
        raise InputError(f"{path}: holds no table")
    width = len(lines[0])
    rows = [(number, (line + [""] * width)[:width]) for number, line in enumerate(lines[1:], 2) if any(line)]
    return [cell.strip() for cell in lines[0]], rows


def _cell_text(value: object) -> str:
    """A workbook's cell as text: a day as ISO 8601, a number plainly."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, float):
        return _printed_float(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    # A line end is stored as this escape by some programs; an apostrophe came with a CSV file that was opened before.
    return "" if value is None else unescape(str(value).replace("_x000D_", ""))


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Writes cells that are ready to print (see `printed`) as UTF-8 with BOM, RFC 4180 quoting and CRLF line ends."""

    def write(handle: TextIO) -> None:
        lines = csv.writer(handle, lineterminator="\r\n")
        lines.writerow(header)
        lines.writerows(rows)

    write_whole(path, write, encoding="utf-8-sig")


def write_whole(path: Path, write: Callable[[TextIO], object], *, encoding: str = "utf-8") -> None:
    """Lets `write` fill the file at `path`, which appears whole or not at all; missing folders are made.

    Half a surrogate pair, which no encoding can hold, becomes a question mark. Raises OutputError.
    """

    def fill(target: Path) -> None:
        with target.open("w", encoding=encoding, errors="replace", newline="") as handle:
            write(handle)

    _replace(Path(path), fill)


def write_bytes(path: Path, data: bytes) -> None:
    """Writes `data` to the file at `path`, which appears whole or not at all. Raises OutputError."""
    _replace(Path(path), lambda target: target.write_bytes(data))


def _replace(path: Path, fill: Callable[[Path], object]) -> None:
    target = path.resolve()  # a link stays a link: the file that it points to is replaced
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not target.is_file():  # a pipe or a device is not replaced but written to
            fill(target)
            return
        half = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            fill(half)
            if _waiting.get() is None:
                half.replace(target)
        except BaseException:
            half.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({_reason(error)})") from None
    if (waiting := _waiting.get()) is not None:
        waiting[path] = (half, target)


@contextmanager
def all_or_none() -> Iterator[None]:
    """What is written within appears at the end, together; nothing of it when anything is raised before. Raises OutputError."""
    waiting: dict[Path, tuple[Path, Path]] = {}
    token = _waiting.set(waiting)
    try:
        yield
        for path, (half, target) in waiting.items():
            try:
                half.replace(target)
            except OSError as error:
                raise OutputError(f"{path}: cannot be written ({_reason(error)})") from None
    finally:
        _waiting.reset(token)
        for half, _ in waiting.values():
            half.unlink(missing_ok=True)


def _reason(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "the disk is full"
    if isinstance(error, PermissionError):
        return "permission denied, or the file is open in another program"
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return "a file stands where a folder is needed"
    if isinstance(error, IsADirectoryError):
        return "a folder stands where the file would go"
    return error.strerror or str(error)


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The delimiter that stands most often in the first line outside quotation marks; a comma when none does."""
    header = re.sub(r'"[^"\r\n]*"', "", re.split(r"[\r\n]", text, maxsplit=1)[0])
    return max(_DELIMITERS, key=header.count)


def is_day(text: str) -> bool:
    """Whether the text is an ISO 8601 day."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
