"""The report as Markdown, for a pull request or a mail: counts, then the gravest and surest discrepancies.

    # 2 discrepancies in 5 articles: 1 error, 1 warning

    ## 1. Error: Conflict: trees planted by volunteers

    Two figures are printed for one thing, and they cannot both be true.

    - **900**, Hill Post, 2024-05-02 (trees.txt)
      > Volunteers have planted **900** trees.

Every character of article text that Markdown, HTML or GitHub would read as a sign is written so that it stays text:
`<` as an entity, `*` behind a backslash, `@name` and `#12` so that nobody is called and nothing is linked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from factcheck.model import LEVELS
from factcheck.suppressions import written_at
from factcheck.tables import write_whole
from factcheck.writers.passages import passage_around
from factcheck.writers.report import Report
from factcheck.writers.wording import (
    also_printed,
    claims_by_place,
    counted,
    dated,
    decided,
    ends,
    headline,
    how_dated,
    place,
    printable,
    set_aside_words,
    verdict_sentence,
)

_LONGEST = 60_000  # characters; GitHub takes 65,536 in a comment
_LISTED = 50  # inputs that were not checked, articles without a sure date
_SHORT = 90  # code points of a printed text that stands before its sentence; longer ones stand in it alone
_SIGNS = re.compile(r"[\\`*_\[\]|~$]|\A(?:[-+=#>]|\d{1,9}[.)])")
_ENTITIES = {"&": "&amp;", "<": "&lt;"}


def write_markdown(report: Report, path: Path) -> None:
    """Writes the report as Markdown in UTF-8. Raises OutputError when it cannot be written."""
    write_whole(path, lambda handle: handle.write(as_markdown(report)))


def as_markdown(report: Report, longest: int = _LONGEST) -> str:
    """The report as Markdown of at most `longest` characters and the lists behind; what does not fit is counted."""
    rows = report.discrepancies.to_dict("records") if len(report.discrepancies) else []
    levels = [(level, sum(row["level"] == level for row in rows)) for level in LEVELS]
    parts = ", ".join(counted(count, level) for level, count in levels if count)
    found = counted(len(rows), "discrepancy", "discrepancies")
    lines = [f"# {found} in {counted(len(report.articles), 'article')}{f': {parts}' if parts else ''}", ""]
    if report.dismissed:
        lines += [
            f"{counted(len(report.dismissed), 'discrepancy', 'discrepancies')} dismissed earlier, left out here.",
            "",
        ]
    if set_aside_words(report):
        lines += [f"{set_aside_words(report)}.", ""]
    claims = claims_by_place(report)
    articles = {article.id: article for article in report.articles}
    length = 0
    for number, row in enumerate(rows):
        section = "\n".join(_section(row, number + 1, articles, claims))
        length += len(section)
        if length > longest:
            lines += [f"{len(rows) - number:,} more stand in discrepancies.csv.", ""]
            break
        lines += [section, ""]
    unsure = [how_dated(article) for article in report.articles if article.published.how in ("inferred", "unknown")]
    lines += _listed("Dates that are inferred or unknown", [escape(line) for line in unsure])
    skipped = [f"{escape(printable(item.path))}: {escape(printable(item.reason))}" for item in report.not_checked]
    lines += _listed("Not checked", skipped)
    aside = [
        f"{escape(one.row['rule'])}, {escape(one.row['discrepancy_id'])}: {escape(one.reason)} ({escape(one.by)})"
        for one in report.suppressed
    ]
    lines += _listed("Set aside", aside)
    remarks = [f"{written_at(one.path, one.line, report.root)}: {one.message}" for one in report.remarks]
    lines += _listed("Comments and patterns to mend", [escape(line) for line in remarks])
    return "\n".join(lines).rstrip("\n") + "\n"


def escape(text: object) -> str:
    """One line of text in which nothing is Markdown, HTML, a mention or a reference."""
    line = printable(text, 2_000)
    line = re.sub(r"[&<]", lambda match: _ENTITIES[match.group()], line)
    # A comment that holds nothing parts the sign from the word, so that GitHub calls nobody and links nothing.
    line = re.sub(r"@(?=\w)", "@<!-- -->", line)
    line = re.sub(r"#(?=\d)|(?<=\bGH-)(?=\d)", lambda match: f"{match.group()}<!-- -->", line)
    line = re.sub(r"(?<=://)|(?<=\bwww)(?=\.)", "<!-- -->", line)
    return "<!-- -->".join(_SIGNS.sub(_neutral, part) for part in line.split("<!-- -->"))


def _neutral(match: re.Match) -> str:
    sign = match.group()
    return f"{sign[:-1]}\\{sign[-1]}"  # the dot of `1.`, which begins a list, or the sign itself


def _section(row: Mapping, number: int, articles: Mapping, claims: Mapping) -> Iterator[str]:
    words, subject = map(escape, headline(row, claims))
    yield f"## {number}. {escape(row['level']).capitalize()}: {words}{f': {subject}' if subject else ''}"
    yield ""
    if verdict_sentence(row, claims):
        yield verdict_sentence(row, claims)
        yield ""
    for side in ("left", "right"):
        if row[f"{side}_text"] or row[f"{side}_article"]:
            yield from _side(row, side, articles)
    yield ""
    for label, name in (("What", "message"), ("Suggested", "suggestion"), ("Why matched", "why_matched")):
        if printable(row[name]):
            yield f"- {label}: {escape(row[name])}"
    if decided(row):
        yield f"- Decided: {escape(decided(row))}"
    yield f"- Rule: {escape(row['rule'])}, {escape(row['discrepancy_id'])}"


def _side(row: Mapping, side: str, articles: Mapping) -> Iterator[str]:
    article = articles.get(row[f"{side}_article"])
    date = dated(*ends(str(row[f"{side}_published"] or ""))) or "no date"
    also = also_printed(row, side)
    where = ", ".join(filter(None, (escape(article.outlet) if article else "", date)))
    text = printable(row[f"{side}_text"], 2_000)
    name = escape(row[f"{side}_article"]) + f" and {len(also)} more" * bool(also)
    yield "- " + f"**{escape(text)}**, " * (0 < len(text) <= _SHORT) + f"{where} ({name})"
    _, start, end = place(row, side) or ("", -1, -1)
    passage = passage_around(article, start, end, str(row[f"{side}_text"] or ""), str(row[f"{side}_sentence"] or ""))
    claim = f"**{escape(passage.claim)}**" if passage.claim.strip() else ""
    parts = (escape(passage.before), claim, escape(passage.after))
    # `escape` trims; a blank goes back where the sentence has one beside the claim.
    gaps = (" " * passage.before[-1:].isspace(), " " * passage.after[:1].isspace())
    yield f"  > {parts[0]}{gaps[0]}{parts[1]}{gaps[1]}{parts[2]}"


def _listed(heading: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    shown = [f"- {line}" for line in lines[:_LISTED]]
    more = [f"- and {len(lines) - _LISTED:,} more"] if len(lines) > _LISTED else []
    return [f"## {heading}", "", *shown, *more, ""]
