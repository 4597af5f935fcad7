"""The whole run as one JSON document, for programs.

    {
      "articles": [{"claims": {"quantity": 4}, "id": "002.txt", "outlet": "Hill Post", "published": {...}, ...}],
      "coverage": {"articles": 100000, "compared": 1500, "read": 12, ...},
      "counts": {"claims": {...}, "level": {...}, "rule": {...}, "verdict": {...}},
      "discrepancies": [{"confidence": 0.95, "discrepancy_id": "...", ...}],
      "dismissed": ["d-..."],
      "not_checked": [{"path": "empty.txt", "reason": "the file is empty"}],
      "remarks": [{"line": 12, "message": "...", "path": "trees.md"}],
      "rules": [{"id": "...", "level": "warning", "why": "..."}],
      "suppressed": [{"by": "trees.md:12", "discrepancy_id": "...", "kind": "inSource", "reason": "...", "rule": "..."}],
      "tool": {"name": "factcheck", "pipeline": "en_factcheck 1.0.0", "version": "0.1.0"}
    }

`dismissed` are the ids that reviewers dismissed and that stand in no table; `suppressed` tells of them and of those that a
comment or a path pattern set aside, `remarks` what is wrong with such comments, `coverage` how much of an archive was looked
at (null without one). `report.schema.json` beside this module is the JSON Schema of the document. Keys are sorted, numbers
are numbers, blanks are null where a number is missing and "" where a text is.
Angle brackets are written as escapes, so that the document can stand inside a script element of a page.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

from factcheck.model import DISCREPANCY_COLUMNS
from factcheck.suppressions import relative_path
from factcheck.tables import write_whole
from factcheck.version import __version__
from factcheck.writers.csv_tables import FLOATS, INTEGERS
from factcheck.writers.report import Report
from factcheck.writers.wording import printable

# Inside a script element `</script>` and `<!--` are read by the browser before JSON is, and these two line separators
# end a line of JavaScript. All stand inside strings only, where the escape means the same.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_NEUTRAL = str.maketrans(_ESCAPES)


def write_json(report: Report, path: Path) -> None:
    """Writes the report as JSON in UTF-8 with a newline at the end. Raises OutputError when it cannot be written."""
    write_whole(path, lambda handle: handle.write(as_json(report)))


def as_json(report: Report) -> str:
    """The document as text with a newline at the end."""
    document = json.dumps(as_document(report), ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)
    return document.translate(_NEUTRAL) + "\n"


def as_document(report: Report) -> dict[str, Any]:
    """The report as plain dictionaries, lists, texts and numbers; keys and their meaning are those of the module."""
    claims = Counter(zip(_column(report.claims, "article"), _column(report.claims, "kind"), strict=True))
    of_article: dict[str, dict[str, int]] = {}
    for (article, kind), count in claims.items():
        of_article.setdefault(article, {})[kind] = count
    found = report.discrepancies
    return {
        "tool": {"name": "factcheck", "version": __version__, "pipeline": report.pipeline},
        "articles": [
            {
                "id": article.id,
                "outlet": article.outlet,
                "title": article.title,
                "published": {
                    "start": article.published.start,
                    "end": article.published.end,
                    "how": article.published.how,
                    "evidence": article.published.evidence,
                },
                "claims": of_article.get(article.id, {}),
            }
            for article in report.articles
        ],
        "not_checked": [{"path": skipped.path, "reason": skipped.reason} for skipped in report.not_checked],
        "coverage": report.coverage,
        "counts": {
            "claims": _counts(report.claims, "kind"),
            **{name: _counts(found, name) for name in ("level", "verdict", "rule")},
        },
        "discrepancies": [
            {name: _plain(value, name) for name, value in zip(DISCREPANCY_COLUMNS, row, strict=True)}
            for row in zip(*(_column(found, name) for name in DISCREPANCY_COLUMNS), strict=True)
        ],
        "dismissed": list(report.dismissed),
        "suppressed": [
            {
                "discrepancy_id": str(one.row["discrepancy_id"]),
                "rule": str(one.row["rule"]),
                "kind": one.kind,
                "reason": printable(one.reason, 2_000),
                "by": printable(one.by, 2_000),
            }
            for one in report.suppressed
        ],
        "remarks": [
            {
                "path": printable(relative_path(one.path, report.root), 2_000),
                "line": one.line,
                "message": printable(one.message, 2_000),
            }
            for one in report.remarks
        ],
        "rules": [{"id": rule.id, "level": rule.level, "why": rule.why} for rule in report.rules],
    }


def _column(frame, name: str) -> list:
    return frame[name].tolist() if len(frame) else []


def _counts(frame, name: str) -> dict[str, int]:
    return dict(Counter(_column(frame, name)))


def _plain(value: Any, column: str) -> Any:
    """A cell as JSON knows it: whole numbers without a point, missing numbers None, missing texts blank."""
    if hasattr(value, "item"):
        value = value.item()
    blank = None if column in INTEGERS | FLOATS else ""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return blank
    if isinstance(value, float):
        if not math.isfinite(value):
            return blank
        value = float(f"{value:.15g}")  # the digits that a double holds for certain
        return int(value) if value.is_integer() else value
    return value
