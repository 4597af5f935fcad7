"""The two tables as one Excel workbook: frozen header, filters, wrapped text, drop-downs for the decision.

    report.xlsx
      Discrepancies   the columns of discrepancies.csv; decision is chosen from confirm, dismiss, fix, open
      Claims          the columns of claims.csv

Needs openpyxl, which comes with the extra `xlsx`. Article text is stored as text whatever it begins with, so nothing in
it is run. Two runs on the same input write the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.errors import OutputError
from factcheck.model import CLAIM_COLUMNS, DISCREPANCY_COLUMNS
from factcheck.tables import escape, fitting, write_bytes
from factcheck.writers.csv_tables import FLOATS, INTEGERS
from factcheck.writers.report import Report

if TYPE_CHECKING:
    from pandas import DataFrame

NEEDED = "report.xlsx needs openpyxl: pip install 'factcheck[xlsx]'"
_DECISIONS = '"confirm,dismiss,fix,open"'
_MOST_ROWS = 1_048_575  # below the header
_FIXED = datetime(1980, 1, 1)  # the earliest time a zip archive can hold; a clock would change the bytes
_WIDE = {"message", "suggestion", "left_sentence", "right_sentence", "sentence", "why_matched", "note", "content"}
_MIDDLE = {"subject", "left_text", "right_text", "text", "rule", "left_article", "right_article", "article", "reviewer"}
# What XML cannot hold, and what turns the direction of a line.
_HOSTILE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def available() -> bool:
    """Whether openpyxl is installed."""
    return find_spec("openpyxl") is not None


def write_xlsx(report: Report, path: Path) -> None:
    """Writes the workbook. Raises OutputError when it cannot be written or openpyxl is not installed."""
    if not available():
        raise OutputError(NEEDED)
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    found = book.active
    _fill(found, "Discrepancies", report.discrepancies, DISCREPANCY_COLUMNS)
    _fill(book.create_sheet(), "Claims", report.claims, CLAIM_COLUMNS)
    if len(report.discrepancies):
        choice = DataValidation(type="list", formula1=_DECISIONS, allow_blank=True, showErrorMessage=False)
        choice.promptTitle, choice.prompt = "Decision", "confirm, dismiss, fix or open; also: dismiss until 2031-05-01"
        choice.showInputMessage = True
        column = found.cell(1, DISCREPANCY_COLUMNS.index("decision") + 1).column_letter
        choice.add(f"{column}2:{column}{len(report.discrepancies) + 1}")
        found.add_data_validation(choice)
    book.properties.created = book.properties.modified = _FIXED
    book.properties.creator = "factcheck"
    held = io.BytesIO()
    book.save(held)
    write_bytes(path, _without_clock(held.getvalue()))


def _fill(sheet, title: str, frame: DataFrame, columns: Sequence[str]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.title = title
    wrapped = Alignment(wrap_text=True, vertical="top")
    bold = Font(bold=True)
    sheet.append(list(columns))
    for cell in sheet[1]:
        cell.font = bold
    rows = zip(*(frame[name].tolist() for name in columns), strict=True) if len(frame) else ()
    for number, row in enumerate(rows):
        if number == _MOST_ROWS:
            break
        cells = []
        for name, value in zip(columns, row, strict=True):
            cell = WriteOnlyCell(sheet)
            value = _value(value, name)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # never a formula, never an error value
                cell.quotePrefix = True
            cell.alignment = wrapped
            cells.append(cell)
        sheet.append(cells)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{min(len(frame), _MOST_ROWS) + 1}"
    for number, name in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = (
            48 if name in _WIDE else 24 if name in _MIDDLE else 13
        )


def _value(value: object, column: str) -> str | float | int | bool | None:
    if hasattr(value, "item"):
        value = value.item()
    if value is None or type(value).__name__ in ("NAType", "NaTType") or value != value:
        return None
    if isinstance(value, bool):
        return value
    if column in INTEGERS | FLOATS:
        number = float(value)
        return int(number) if number.is_integer() and abs(number) < 2**53 else float(f"{number:.15g}")
    text = _HOSTILE.sub("\ufffd", str(value))
    # Text needs no escape here, but what looks escaped already must come back as it was.
    return fitting(escape(text) if text.startswith("'") else text) or None


def _without_clock(data: bytes) -> bytes:
    """The workbook with every time in it fixed: openpyxl and zip archives note when they were written."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(
                    rb">\d{4}-\d\d-\d\dT[\d:]+Z<", _FIXED.strftime(">%Y-%m-%dT%H:%M:%SZ<").encode(), content
                )
            fixed = zipfile.ZipInfo(entry.filename, _FIXED.timetuple()[:6])
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, content)
    return held.getvalue()
