"""Report formats: one file a format, each found in the table `FORMATS` by the name of the file that it writes.

parse_targets(["sarif=out.sarif,github"])   ->   (Target("sarif", Path("out.sarif")), Target("github", None))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from factcheck.errors import InputError
from factcheck.tables import all_or_none
from factcheck.writers.csv_tables import read_table, write_claims, write_discrepancies
from factcheck.writers.json_report import write_json
from factcheck.writers.report import Report

__all__ = [
    "ALWAYS",
    "EXTRA",
    "FORMATS",
    "PRINTED",
    "Report",
    "Target",
    "parse_targets",
    "read_table",
    "render",
    "write_claims",
    "write_discrepancies",
    "write_files",
    "write_json",
    "write_target",
]


def _late(module: str, name: str) -> Callable:
    """A function of a module that is imported when it is used."""
    return lambda *arguments: getattr(import_module(f"factcheck.writers.{module}"), name)(*arguments)


FORMATS: dict[str, Callable[[Report, Path], None]] = {
    "claims.csv": lambda report, path: write_claims(report.claims, path),
    "discrepancies.csv": lambda report, path: write_discrepancies(report.discrepancies, path),
    "report.json": write_json,
    "report.html": _late("html_report", "write_html"),
    "report.md": _late("markdown", "write_markdown"),
    "report.xlsx": _late("spreadsheet", "write_xlsx"),
    "report.txt": _late("terminal", "write_text"),
    "report.sarif": _late("sarif", "write_sarif"),
    "github.txt": _late("github", "write_github"),
    "gl-code-quality-report.json": _late("gitlab", "write_gitlab"),
    "junit.xml": _late("junit", "write_junit"),
}
ALWAYS = ("claims.csv", "discrepancies.csv", "report.json", "report.html")
# What `--format` names, and the file that it is when none is given.
NAMES = {
    "text": "report.txt", "json": "report.json", "sarif": "report.sarif", "github": "github.txt",
    "gitlab": "gl-code-quality-report.json", "junit": "junit.xml", "markdown": "report.md", "html": "report.html",
    "csv": "discrepancies.csv", "xlsx": "report.xlsx",
}  # fmt: skip
_ALIASES = {"md": "markdown", "txt": "text"}
PRINTED: dict[str, Callable[[Report], str]] = {
    "text": _late("terminal", "as_text"),
    "json": _late("json_report", "as_json"),
    "sarif": _late("sarif", "as_sarif"),
    "github": _late("github", "as_github"),
    "gitlab": _late("gitlab", "as_gitlab"),
    "junit": _late("junit", "as_junit"),
    "markdown": _late("markdown", "as_markdown"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """A format, by its name in `NAMES`, and the file that it is written to; None where the command decides."""

    format: str
    file: Path | None = None


def parse_targets(texts: Sequence[str]) -> tuple[Target, ...]:
    """The formats that `--format` names, each text one or more of NAME or NAME=FILE parted by commas.

    Raises InputError for a name that is no format, telling the legal ones, for a file that is not told, and for one that two
    formats would share.
    """
    targets: list[Target] = []
    for text in texts:
        for part in filter(None, (part.strip() for part in text.split(","))):
            name, equals, file = (word.strip() for word in part.partition("="))
            name = _ALIASES.get(name.lower(), name.lower())
            if name not in NAMES:
                raise InputError(f"'{name}' is no format; choose from {', '.join(NAMES)}")
            if equals and not file:
                raise InputError(f"'{part}' names no file; write {name}=FILE, or {name} alone")
            target = Target(name, Path(file) if file else None)
            if target.file and any(target.file == other.file and target != other for other in targets):
                raise InputError(f"two formats would be written to {file}; give each a file of its own")
            if target not in targets:
                targets.append(target)
    return tuple(targets)


def render(report: Report, format: str) -> str:
    """The report as the text of a format of `PRINTED`."""
    return PRINTED[format](report)


def write_target(report: Report, target: Target) -> Path:
    """The file that a target was written to. Raises OutputError when it cannot be written."""
    path = target.file or Path(NAMES[target.format])
    FORMATS[NAMES[target.format]](report, path)
    return path


def write_files(report: Report, folder: Path, formats: Sequence[str] = ()) -> tuple[Path, ...]:
    """The files written into `folder`: those that come always and those of `formats` (`markdown`, `xlsx`, ...).

    The folder is made; the files take the places of the last report's together. Raises OutputError when a file cannot be
    written, and leaves the last report then; InputError for an unknown format.
    """
    names = {*ALWAYS, *(NAMES[target.format] for target in parse_targets(formats))}
    paths = tuple(Path(folder) / name for name in FORMATS if name in names)
    with all_or_none():
        for path in paths:
            FORMATS[path.name](report, path)
    return paths
