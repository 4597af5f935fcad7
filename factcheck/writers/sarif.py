"""The report as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for code scanning and editors.

    {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "factcheck", "rules": [...]}}, "results": [
      {"ruleId": "quantity-conflict", "level": "error", "message": {"text": "... Compare [950](1)."},
       "locations": [{"physicalLocation": {"artifactLocation": {"uri": "news/a.md", "uriBaseId": "%SRCROOT%"},
                                           "region": {"startLine": 3, "startColumn": 12, ...}}}],
       "relatedLocations": [{"id": 1, ...}], "partialFingerprints": {...}}]}]}

Columns count Unicode code points. The fingerprint is the discrepancy's id, which survives edits elsewhere in the article. What
was set aside is there as suppressed, what the articles held before a change as unchanged; what could not be checked, slips in
comments and a cut at `MOST` results are notifications.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from factcheck.locations import Region
from factcheck.rulepacks import OFF, Rule, explain_rule
from factcheck.suppressions import relative_path
from factcheck.tables import write_whole
from factcheck.version import __version__
from factcheck.writers.places import Finding, Spot, findings, set_aside, unread_at
from factcheck.writers.report import Report
from factcheck.writers.wording import counted, printable

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST = 5_000  # results; GitHub shows no more of one run
MOST_ALSO = 20  # further articles told with one result
_ROOT = "%SRCROOT%"
_NOT_CHECKED, _REMARK, _CUT = "not-checked", "comment-remark", "results-cut"
_NOTIFICATIONS = {
    _NOT_CHECKED: "An article could not be read, dated or checked.",
    _REMARK: "A comment or pattern that sets discrepancies aside sets none aside or has a slip.",
    _CUT: "There are more results than a run may hold.",
}
_SPECIAL = re.compile(r"[\\\[\]]")
_BRACE = re.compile(r"[{}]")


def write_sarif(report: Report, path: Path) -> None:
    """Writes the report as SARIF in UTF-8. Raises OutputError when it cannot be written."""
    write_whole(path, lambda handle: handle.write(as_sarif(report)))


def as_sarif(report: Report) -> str:
    """The SARIF log as text with a newline at the end."""
    return json.dumps(as_log(report), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def as_log(report: Report) -> dict[str, Any]:
    """The SARIF log as dictionaries and lists: one run, with at most `MOST` results, the gravest first."""
    rules = [rule for rule in report.rules if rule.level != OFF]
    places = {rule.id: place for place, rule in enumerate(rules)}
    aside = set_aside(report)
    why = {str(one.row["discrepancy_id"]): one for one in aside}
    everything = [
        *((found, "new") for found in findings(report)),
        *((found, "unchanged") for found in findings(report, report.unchanged)),
        *((found, "unchanged") for found in findings(report, [one.row for one in aside])),
    ]
    results = []
    for found, state in everything[:MOST]:
        result = _result(found, places, report)
        if report.baseline:
            result["baselineState"] = report.baseline.get(found.identifier, state)
        if aside:
            one = why.get(found.identifier)
            result["suppressions"] = [] if one is None else [_suppression(one)]
        results.append(result)
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(rules, report)},
                "automationDetails": {"id": "factcheck/"},
                "language": "en",
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {_ROOT: {"description": {"text": "The top of the repository."}}},
                "invocations": [
                    {
                        "executionSuccessful": True,
                        "toolExecutionNotifications": list(_notifications(report, len(everything))),
                    }
                ],
                "results": results,
            }
        ],
    }


def _driver(rules: list[Rule], report: Report) -> dict[str, Any]:
    return {
        "name": "factcheck",
        "version": __version__,
        "semanticVersion": __version__,
        "language": "en",
        "shortDescription": {"text": "Finds where news articles disagree on numbers, names, quotations and dates."},
        "rules": [_rule(rule) for rule in rules],
        "notifications": [
            {"id": name, "shortDescription": {"text": text}, "defaultConfiguration": {"level": "warning"}}
            for name, text in _NOTIFICATIONS.items()
        ],
        "properties": {"pipeline": report.pipeline},
    }


def _rule(rule: Rule) -> dict[str, Any]:
    why = " ".join(rule.why.split())
    first = re.split(r"(?<=[.!?])\s", why, maxsplit=1)[0]
    explained = explain_rule(rule).rstrip("\n")
    longest = max((len(run) for run in re.findall("`+", explained)), default=0)
    fence = "`" * max(3, longest + 1)
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.split("-")),
        "shortDescription": {"text": _braces(first)},
        "fullDescription": {"text": _braces(why)},
        "help": {"text": _braces(explained), "markdown": _braces(f"{fence}text\n{explained}\n{fence}\n")},
        "defaultConfiguration": {"level": rule.level},
        "properties": {
            "tags": sorted({rule.verdict, *rule.kinds}),
            "problem.severity": {"error": "error", "warning": "warning"}.get(rule.level, "recommendation"),
        },
    }


def _result(found: Finding, places: Mapping[str, int], report: Report) -> dict[str, Any]:
    row = found.row
    related = list(_related(found, report))
    result: dict[str, Any] = {"ruleId": str(row["rule"])}
    if result["ruleId"] in places:
        result["ruleIndex"] = places[result["ruleId"]]
    result |= {
        "kind": "fail",
        "level": found.level,
        "message": {"text": _message(found)},
        "locations": [_location(found.here, printable(found.here.text))],
        "partialFingerprints": _fingerprints(found.identifier),
        "rank": round(100 * float(row["confidence"]), 1),
        "properties": {
            name: printable(row[name], 2_000)
            for name in ("verdict", "subject", "suggestion", "why_matched", "decision")
            if printable(row[name])
        },
    }
    if related:
        result["relatedLocations"] = related
    return result


def _fingerprints(identifier: str) -> dict[str, str]:
    """The discrepancy's id; once more under the name by which GitHub tells an alert from another."""
    return {"discrepancyId/v1": identifier, "primaryLocationLineHash": f"{identifier.removeprefix('d-')}:1"}


def _message(found: Finding) -> str:
    parts = [_plain(printable(found.row["message"]) or found.title)]
    if found.there is not None:
        parts.append(f"Compare [{_plain(printable(found.there.text, 80)) or 'the other side'}](1).")
    if found.advice:
        parts.append(f"Suggested: {_plain(found.advice)}")
    return " ".join(parts)


def _related(found: Finding, report: Report) -> Iterator[dict[str, Any]]:
    """The other side, with the id to which the message links, then the further articles that print either."""
    articles = {article.id: article for article in report.articles}
    number = 1
    if found.there is not None:
        yield _location(found.there, str(found.there), number)
        number += 1
    for side in filter(None, (found.there, found.here)):
        for id_ in side.also[:MOST_ALSO]:
            article = articles.get(id_)
            path = relative_path(article.path, report.root) if article else ""
            spot = Spot(id_, Region(path), side.text, "", "", ())
            yield _location(spot, f"{printable(side.text)} - {printable(id_)} prints the same", number)
            number += 1


def _location(spot: Spot, text: str, number: int | None = None) -> dict[str, Any]:
    location: dict[str, Any] = {} if number is None else {"id": number}
    region = spot.region
    if region.path:
        physical: dict[str, Any] = {"artifactLocation": _artifact(region.path)}
        if region.line:
            physical["region"] = {
                "startLine": region.line,
                "startColumn": region.column,
                "endLine": region.end_line,
                "endColumn": region.end_column,
                "snippet": {"text": printable(spot.text, 2_000)},
            }
        location["physicalLocation"] = physical
    location["logicalLocations"] = [
        {"fullyQualifiedName": printable(spot.article, 2_000) or "unknown", "kind": "module"}
    ]
    location["message"] = {"text": _plain(text)}
    return location


def _artifact(path: str) -> dict[str, str]:
    """The file as a URI: from the root of the repository, or absolute when it lies elsewhere."""
    data = os.fsencode(path)
    if Path(path).is_absolute():
        return {"uri": "file://" + quote(data)}
    return {"uri": quote(data), "uriBaseId": _ROOT}


def _suppression(one) -> dict[str, str]:
    by = printable(one.by)
    return {
        "kind": one.kind,
        "status": "accepted",
        "justification": f"{printable(one.reason, 2_000)} ({by})" if by else printable(one.reason, 2_000),
    }


def _notifications(report: Report, total: int) -> Iterator[dict[str, Any]]:
    names = list(_NOTIFICATIONS)

    def notification(name: str, text: str, path: str = "", line: int = 0) -> dict[str, Any]:
        told = {
            "descriptor": {"id": name, "index": names.index(name)},
            "level": "warning",
            "message": {"text": _plain(printable(text, 2_000))},
        }
        if path:
            physical: dict[str, Any] = {"artifactLocation": _artifact(path)}
            if line:
                physical["region"] = {"startLine": line}
            told["locations"] = [{"physicalLocation": physical}]
        return told

    if total > MOST:
        yield notification(_CUT, f"{counted(total - MOST, 'result')} left out: the less grave ones")
    for item in report.not_checked:
        yield notification(_NOT_CHECKED, f"not checked: {item.reason}", *unread_at(item.path, report))
    for remark in report.remarks:
        yield notification(_REMARK, remark.message, relative_path(remark.path, report.root), remark.line)


def _plain(text: str) -> str:
    """Text in which no bracket is a link and no brace a placeholder (SARIF 2.1.0, §3.11.5 and §3.11.6)."""
    return _braces(_SPECIAL.sub(lambda sign: "\\" + sign.group(), text))


def _braces(text: str) -> str:
    return _BRACE.sub(lambda sign: sign.group() * 2, text)
