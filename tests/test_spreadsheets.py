"""Tables through real programs and back: openpyxl for report.xlsx, LibreOffice for both, each skipped where it is missing."""

import shutil
import subprocess
from importlib.util import find_spec

import pandas as pd
import pytest
from test_html import CONFLICT, LONE, NAMES, small_report

from factcheck.decisions import read_filled
from factcheck.errors import OutputError
from factcheck.model import DISCREPANCY_COLUMNS
from factcheck.tables import read_records
from factcheck.writers import write_discrepancies
from factcheck.writers.spreadsheet import write_xlsx

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_openpyxl = pytest.mark.skipif(find_spec("openpyxl") is None, reason="openpyxl is not installed")
needs_office = pytest.mark.skipif(
    OFFICE is None, reason="there is no LibreOffice; apt-get install libreoffice-calc-nogui"
)

NOTES = ['=1+1 said Šefčovič: "no"\nand -5', "-5", "+44 20 7946 0000"]
TYPED = [
    {"decision": "dismiss until 2031-05-01", "reviewer": "Maroš Šefčovič", "note": NOTES[0]},
    {"decision": "confirm", "reviewer": "=Ann", "note": NOTES[1]},
    {"decision": "fix", "reviewer": "+44", "note": NOTES[2]},
]
PRINTED = [{"left_text": "=SUM(A1)", "subject": "+44"}, {"left_text": "'=-5"}, {"left_text": "“Šefčovič”\nand 'more'"}]
READ = [
    ("dismiss", "2031-05-01", "Maroš Šefčovič", NOTES[0]),
    ("confirm", "", "=Ann", NOTES[1]),
    ("fix", "", "+44", NOTES[2]),
]


def awkward(typed=False) -> pd.DataFrame:
    rows = [row | cells for row, cells in zip([CONFLICT, NAMES, LONE], PRINTED, strict=True)]
    if typed:
        rows = [row | cells for row, cells in zip(rows, TYPED, strict=True)]
    frame = pd.DataFrame(rows, columns=list(DISCREPANCY_COLUMNS))
    return frame.astype(dict.fromkeys(("left_start", "left_end", "right_start", "right_end"), "Int64"))


def convert(path, target, folder):
    """What LibreOffice makes of a file."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    # What the import dialog finds out by itself: a comma, the quotation mark, UTF-8.
    told = ["--infilter=csv:44,34,76,1"] if path.suffix == ".csv" else []
    command = [OFFICE, "--headless", profile, *told, "--convert-to", target, "--outdir"]
    (folder / "out").mkdir(exist_ok=True)
    done = subprocess.run([*command, folder / "out", path], capture_output=True, text=True, timeout=180)
    (made,) = (folder / "out").glob(f"{path.stem}.{target.partition(':')[0]}")
    assert made.exists(), done.stderr
    return made


def records(path):
    return [(one.decision, one.until, one.reviewer, one.note) for one in read_filled(path).values()]


def text_of(path, column):
    header, rows, faults = read_records(path)
    assert not faults
    return [cells[header.index(column)] for _, cells in rows]


@needs_openpyxl
def test_the_workbook_is_made_for_a_reviewer(tmp_path):
    from openpyxl import load_workbook

    write_xlsx(small_report(discrepancies=awkward()), tmp_path / "report.xlsx")
    book = load_workbook(tmp_path / "report.xlsx")
    assert book.sheetnames == ["Discrepancies", "Claims"]
    sheet = book["Discrepancies"]
    assert [cell.value for cell in sheet[1]] == list(DISCREPANCY_COLUMNS)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:Z4")
    cell = sheet.cell(2, DISCREPANCY_COLUMNS.index("left_text") + 1)
    assert (cell.value, cell.data_type, cell.alignment.wrap_text) == ("=SUM(A1)", "s", True), "text, not a formula"
    (choice,) = sheet.data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == ("X2:X4", '"confirm,dismiss,fix,open"')
    assert sheet.cell(2, DISCREPANCY_COLUMNS.index("confidence") + 1).value == 0.97
    assert sheet.cell(4, DISCREPANCY_COLUMNS.index("right_start") + 1).value is None


@needs_openpyxl
def test_the_workbook_has_the_same_bytes_again(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_xlsx(small_report(), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@needs_openpyxl
def test_a_workbook_filled_with_openpyxl_comes_back(tmp_path):
    from openpyxl import load_workbook

    write_xlsx(small_report(discrepancies=awkward()), tmp_path / "report.xlsx")
    book = load_workbook(tmp_path / "report.xlsx")
    sheet = book["Discrepancies"]
    for number, cells in enumerate(TYPED, 2):
        for name, value in cells.items():
            cell = sheet.cell(number, DISCREPANCY_COLUMNS.index(name) + 1)
            cell.value = value
            cell.data_type = "s"
    book.save(tmp_path / "filled.xlsx")
    assert records(tmp_path / "filled.xlsx") == READ
    assert text_of(tmp_path / "filled.xlsx", "left_text") == [row["left_text"] for row in PRINTED]


def test_without_openpyxl_the_workbook_is_refused_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr("factcheck.writers.spreadsheet.available", lambda: False)
    with pytest.raises(OutputError, match=r"needs openpyxl: pip install 'factcheck\[xlsx\]'"):
        write_xlsx(small_report(), tmp_path / "report.xlsx")


DIALECTS = [
    ("commas", "csv:Text - txt - csv (StarCalc):44,34,76,1"),
    ("semicolons, all text quoted", "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,true"),
    ("tabs in UTF-16", "csv:Text - txt - csv (StarCalc):9,34,65535,1"),
    ("a workbook", "xlsx"),
]


@needs_office
@pytest.mark.parametrize("source", ["csv", "xlsx"])
@pytest.mark.parametrize(("reason", "target"), DIALECTS, ids=[case[0] for case in DIALECTS])
def test_a_table_saved_by_libreoffice_comes_back(tmp_path, reason, target, source):
    if "xlsx" in (source, target):
        pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    path = tmp_path / f"discrepancies.{source}"
    if source == "csv":
        write_discrepancies(awkward(typed=True), path)
    else:
        write_xlsx(small_report(discrepancies=awkward(typed=True)), path)
    saved = convert(path, target, tmp_path)
    assert records(saved) == [*READ[:2], ("fix", "", "+44", NOTES[2])]
    assert text_of(saved, "left_text") == [row["left_text"] for row in PRINTED]
    assert text_of(saved, "subject")[0] == "+44"
