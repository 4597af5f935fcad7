"""The report as GitLab's Code Quality JSON, for the widget of a merge request.

    [{"description": "...", "check_name": "quantity-conflict", "fingerprint": "d-1c5e0b52a7f3d986", "severity": "critical",
      "location": {"path": "news/dam.md", "lines": {"begin": 3, "end": 3}}}]

GitLab tells by the fingerprint what a merge request adds: it is the discrepancy's id. An error is critical, a warning major, a
note info. What could not be checked and slips in comments are entries of severity info.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from factcheck.suppressions import relative_path
from factcheck.tables import write_whole
from factcheck.writers.places import Finding, findings, unread_at
from factcheck.writers.report import Report
from factcheck.writers.wording import printable

_SEVERITIES = {"error": "critical", "warning": "major", "note": "info"}


def write_gitlab(report: Report, path: Path) -> None:
    """Writes the entries as JSON in UTF-8. Raises OutputError when they cannot be written."""
    write_whole(path, lambda handle: handle.write(as_gitlab(report)))


def as_gitlab(report: Report) -> str:
    """The entries as JSON text with a newline at the end, the gravest and surest first."""
    entries = [_entry(found) for found in findings(report)]
    for item in report.not_checked:
        told = relative_path(item.path, report.root)  # with its line: two of one file are two entries
        entries.append(_other("not-checked", f"Not checked: {item.reason}", *unread_at(item.path, report), told))
    for remark in report.remarks:
        path = relative_path(remark.path, report.root)
        entries.append(_other("comment-remark", remark.message, path, remark.line, path))
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def _entry(found: Finding) -> dict[str, Any]:
    row = found.row
    parts = [printable(row["message"]) or found.title]
    if found.there is not None:
        parts.append(f"Compare: {found.there}.")
    if found.advice:
        parts.append(f"Suggested: {found.advice}")
    region = found.here.region
    return {
        "description": " ".join(parts),
        "check_name": str(row["rule"]),
        "fingerprint": found.identifier,
        "severity": _SEVERITIES.get(found.level, "info"),
        "location": _location(region.path or found.here.article, region.line, region.end_line),
    }


def _other(name: str, text: str, path: str, line: int, told: str) -> dict[str, Any]:
    digest = hashlib.sha256(f"{name}\n{told}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return {
        "description": printable(text),
        "check_name": name,
        "fingerprint": f"n-{digest}",
        "severity": "info",
        "location": _location(path, line, line),
    }


def _location(path: str, begin: int, end: int) -> dict[str, Any]:
    """A path without `./` and lines from 1, which GitLab asks for even of a file that has none."""
    return {"path": printable(path, 2_000), "lines": {"begin": begin or 1, "end": max(end, begin) or 1}}
