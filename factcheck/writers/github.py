"""The report as GitHub workflow commands, which mark the places in a pull request, and as a step summary.

    ::error file=news/dam.md,line=3,col=12,endLine=3,endColumn=17,title=Conflict%3A trees planted::900 in dam.md is below ...

GitHub shows ten annotations a level and step and drops the rest without a word: the gravest and surest come first, the damaged
words of one article stand together, and the last one of a level tells how many more there are; the step summary holds them all.
Columns count Unicode code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from factcheck.model import LEVELS
from factcheck.suppressions import relative_path
from factcheck.tables import write_whole
from factcheck.writers.markdown import as_markdown
from factcheck.writers.places import Finding, findings, unread_at
from factcheck.writers.report import Report
from factcheck.writers.wording import counted, printable

MOST = 10  # annotations of a level in one step
MOST_WORDS = 20  # further damaged words told with the first of an article
LONGEST_SUMMARY = 1_000_000  # bytes; GitHub drops a step's summary of more than 1 MiB whole
MARGIN = 50_000  # characters of the lists that stand behind the findings
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def write_github(report: Report, path: Path) -> None:
    """Writes the workflow commands in UTF-8. Raises OutputError when they cannot be written."""
    write_whole(path, lambda handle: handle.write(as_github(report)))


def as_github(report: Report) -> str:
    """One workflow command a line: at most `MOST` of each level, the gravest and surest first; blank when there are none."""
    lines: list[str] = []
    found = findings(report)
    for level in LEVELS:
        annotations = [_annotation(group) for group in _grouped(one for one in found if one.level == level)]
        if level == "warning":
            annotations += _faults(report)
        lines += annotations if len(annotations) <= MOST else _cut(annotations, level)
    return "".join(line + "\n" for line in lines)


def as_step_summary(report: Report) -> str:
    """The report as Markdown, short enough for the summary of a step."""
    for longest in (LONGEST_SUMMARY, LONGEST_SUMMARY // 4, LONGEST_SUMMARY // 16):  # a character has up to four bytes
        text = as_markdown(report, longest - MARGIN)
        if len(text.encode("utf-8")) <= LONGEST_SUMMARY:
            break
    return text


def command(name: str, message: str, **properties: str | int) -> str:
    """A workflow command: properties that are blank or 0 are left out, and no text ends its own property or line."""
    told = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value)
    return f"::{name}{f' {told}' if told else ''}::{_data(message)}"


def _grouped(findings: Iterable[Finding]) -> list[list[Finding]]:
    """The findings one by one, but for the damaged words of one article, which stand together with its first."""
    groups: dict[object, list[Finding]] = {}
    for found in findings:
        damaged = found.row["verdict"] == "damaged"
        groups.setdefault(("damaged", found.here.article) if damaged else found.identifier, []).append(found)
    return list(groups.values())


def _annotation(group: list[Finding]) -> str:
    found, *others = group
    lines = [printable(found.row["message"]) or found.title]
    if found.there is not None:
        lines.append(f"Here: {found.here}")
        region = found.there.region
        where = f", {printable(region.path)}" + f":{region.line}" * bool(region.line) if region.path else ""
        lines.append(f"There: {found.there}{where}")
    if found.advice:
        lines.append(f"Suggested: {found.advice}")
    lines.append(f"Rule: {found.row['rule']} ({found.identifier})")
    lines += [f"Line {one.here.region.line}: {printable(one.row['message'])}" for one in others[:MOST_WORDS]]
    if len(others) > MOST_WORDS:
        lines.append(f"and {len(others) - MOST_WORDS:,} more")
    region = found.here.region
    one_line = region.line == region.end_line  # GitHub takes columns of one line alone
    return command(
        _COMMANDS.get(found.level, "notice"),
        "\n".join(lines),
        file=printable(region.path, 2_000),
        line=region.line,
        col=region.column if one_line else 0,
        endLine=region.end_line,
        endColumn=region.end_column if one_line else 0,
        title=f"{len(group)} damaged words" if others else found.title,
    )


def _faults(report: Report) -> Iterator[str]:
    for item in report.not_checked:
        path, line = unread_at(item.path, report)
        where = printable(path, 2_000) + f":{line}" * bool(line)
        told = {"file": printable(path, 2_000), "line": line, "title": "Not checked"}
        yield command("warning", f"{where}: {printable(item.reason)}", **told)
    for remark in report.remarks:
        path = printable(relative_path(remark.path, report.root), 2_000)
        yield command(
            "warning", printable(remark.message), file=path, line=remark.line, title="A comment for factcheck"
        )


def _cut(annotations: list[str], level: str) -> list[str]:
    more = counted(len(annotations) - MOST + 1, f"more {level}")
    return [*annotations[: MOST - 1], command(_COMMANDS[level], f"{more}: see the summary of this step", title=more)]


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
