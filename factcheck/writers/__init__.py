"""Report formats: one file a format, each found in the table `FORMATS` by the name of the file that it writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from factcheck.errors import InputError
from factcheck.writers.csv_tables import read_table, write_claims, write_discrepancies
from factcheck.writers.json_report import write_json
from factcheck.writers.report import Report

__all__ = [
    "ALWAYS",
    "EXTRA",
    "FORMATS",
    "Report",
    "read_table",
    "write_claims",
    "write_discrepancies",
    "write_files",
    "write_json",
]


def _late(module: str, name: str) -> Callable[[Report, Path], None]:
    """A writer whose module is imported when it is used."""
    return lambda report, path: getattr(import_module(f"factcheck.writers.{module}"), name)(report, path)


FORMATS: dict[str, Callable[[Report, Path], None]] = {
    "claims.csv": lambda report, path: write_claims(report.claims, path),
    "discrepancies.csv": lambda report, path: write_discrepancies(report.discrepancies, path),
    "report.json": write_json,
    "report.html": _late("html_report", "write_html"),
    "report.md": _late("markdown", "write_markdown"),
    "report.xlsx": _late("spreadsheet", "write_xlsx"),
}
ALWAYS = ("claims.csv", "discrepancies.csv", "report.json", "report.html")
EXTRA = {"md": "report.md", "xlsx": "report.xlsx"}


def chosen_files(formats: Sequence[str] = ()) -> tuple[str, ...]:
    """The names of the files that a run writes: ALWAYS and those of `formats`, each one or more names parted by commas.

    Raises InputError for a name that is no format, telling the legal ones.
    """
    names = [name.strip().lower() for text in formats for name in text.split(",") if name.strip()]
    known = {name.rpartition(".")[2]: name for name in ALWAYS} | EXTRA | {name: name for name in FORMATS}
    for name in names:
        if name not in known:
            raise InputError(f"'{name}' is no format; choose from {', '.join(EXTRA)} ({', '.join(ALWAYS)} come always)")
    return tuple(name for name in FORMATS if name in ALWAYS or name in {known[name] for name in names})


def write_files(report: Report, folder: Path, formats: Sequence[str] = ()) -> tuple[Path, ...]:
    """The files written into `folder`: those that come always and those of `formats` (`md`, `xlsx`).

    The folder is made. Raises OutputError when a file cannot be written, InputError for an unknown format.
    """
    paths = tuple(Path(folder) / name for name in chosen_files(formats))
    for path in paths:
        FORMATS[path.name](report, path)
    return paths
