"""Report formats: one file a format, each found in the table `FORMATS` by the name of the file that it writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from factcheck.writers.csv_tables import read_table, write_claims, write_discrepancies
from factcheck.writers.json_report import write_json
from factcheck.writers.report import Report

__all__ = ["FORMATS", "Report", "read_table", "write_claims", "write_discrepancies", "write_files", "write_json"]

FORMATS: dict[str, Callable[[Report, Path], None]] = {
    "claims.csv": lambda report, path: write_claims(report.claims, path),
    "discrepancies.csv": lambda report, path: write_discrepancies(report.discrepancies, path),
    "report.json": write_json,
}


def write_files(report: Report, folder: Path) -> tuple[Path, ...]:
    """The files written into `folder`, one of each format; the folder is made. Raises OutputError."""
    paths = tuple(Path(folder) / name for name in FORMATS)
    for path in paths:
        FORMATS[path.name](report, path)
    return paths
