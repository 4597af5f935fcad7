"""The report as JUnit XML, which every CI service shows: one test case an article.

    <testsuites name="factcheck" tests="2" failures="1" errors="0">
      <testsuite name="factcheck" tests="2" failures="1" errors="0" skipped="0">
        <testcase classname="Vale News" name="count.txt" file="news/count.txt" line="3">
          <failure type="quantity-conflict" message="1 error: Conflict: trees planted">...</failure>
        </testcase>

A case fails by the discrepancies that fail the run (`fail_on`); the others stand in its output. A discrepancy between two
articles under check is told once, at the first. What could not be checked is a case with an error. Characters that XML
forbids are replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as ET

from factcheck.model import LEVELS
from factcheck.suppressions import written_at
from factcheck.tables import write_whole
from factcheck.writers.places import Finding, findings, path_of, under_check, unread_at
from factcheck.writers.report import Report
from factcheck.writers.wording import counted, printable

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(report: Report, path: Path) -> None:
    """Writes the test cases as XML in UTF-8. Raises OutputError when they cannot be written."""
    write_whole(path, lambda handle: handle.write(as_junit(report)))


def as_junit(report: Report) -> str:
    """The test cases as XML text: the articles in order, then what could not be checked."""
    failing = LEVELS[: LEVELS.index(report.fail_on) + 1] if report.fail_on in LEVELS else ()
    of_article: dict[str, list[Finding]] = {}
    for found in findings(report):
        of_article.setdefault(found.here.article, []).append(found)
    articles = under_check(report)
    shown = {article.id for article in articles}
    stray = [article for article in report.articles if article.id in of_article.keys() - shown]
    cases = []
    for article in (*articles, *stray):
        case = _case(printable(article.outlet) or "factcheck", printable(article.id), path_of(article, report))
        found = of_article.get(article.id, [])
        grave = [one for one in found if one.level in failing]
        if grave:
            if grave[0].here.region.line:
                case.set("line", str(grave[0].here.region.line))
            failure = ET.SubElement(case, "failure", type=_text(grave[0].row["rule"]), message=_text(_heading(grave)))
            failure.text = _text("\n\n".join(_told(one) for one in grave))
        rest = [one for one in found if one.level not in failing]
        if rest:
            ET.SubElement(case, "system-out").text = _text("\n\n".join(_told(one) for one in rest))
        cases.append(case)
    for item in report.not_checked:
        path, line = unread_at(item.path, report)
        case = _case("not checked", printable(path, 2_000) + f":{line}" * bool(line), path)
        if line:
            case.set("line", str(line))
        ET.SubElement(case, "error", type="not-checked", message=_text(printable(item.reason)))
        cases.append(case)
    return _document(cases, report)


def _document(cases: list[ET.Element], report: Report) -> str:
    counts = {"tests": str(len(cases))}
    counts |= {f"{name}s": str(sum(case.find(name) is not None for case in cases)) for name in ("failure", "error")}
    top = ET.Element("testsuites", name="factcheck", **counts)
    suite = ET.SubElement(top, "testsuite", name="factcheck", **counts, skipped="0")
    suite.extend(cases)
    remarks = [f"{written_at(one.path, one.line, report.root)}: {one.message}" for one in report.remarks]
    aside = [f"set aside: {one.row['discrepancy_id']}, {one.by}: {one.reason}" for one in report.suppressed]
    if remarks or aside:
        ET.SubElement(suite, "system-out").text = _text("\n".join(printable(line) for line in (*remarks, *aside)))
    ET.indent(top)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(top, encoding="unicode") + "\n"


def _case(classname: str, name: str, path: str) -> ET.Element:
    return ET.Element("testcase", classname=_text(classname), name=_text(name), file=_text(printable(path, 2_000)))


def _heading(found: Iterable[Finding]) -> str:
    found = list(found)
    levels = [(level, sum(one.level == level for one in found)) for level in LEVELS]
    counts = ", ".join(counted(count, level) for level, count in levels if count)
    return f"{counts}: {found[0].title}"


def _told(found: Finding) -> str:
    region = found.here.region
    lines = [
        f"{found.level}: {found.title} ({found.row['rule']}, {found.identifier})",
        f"{printable(region.path)}:{region.line}:{region.column}: {found.here}",
        f"There: {found.there}" if found.there is not None else "",
        printable(found.row["message"]),
        f"Suggested: {found.advice}" if found.advice else "",
    ]
    return "\n".join(filter(None, lines))


def _text(text: object) -> str:
    return _FORBIDDEN.sub("\ufffd", str(text))
