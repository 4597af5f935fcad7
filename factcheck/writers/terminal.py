"""The short summary that a run prints, at most 80 columns wide, in colour where the terminal has it.

    5 articles, 2,904 words: 96 claims (24 quantities, 31 dates, 19 quotations, 22 persons)
    2 discrepancies: 1 error, 1 warning

    ERROR  Conflict: trees planted by volunteers
      900 - Hill Post, trees.txt, 2024-05-02
      950 - Vale News, count.txt, 2024-05-01 (and 2 more)
      900 in trees.txt is below 950 in count.txt.
      Matched: same noun; same predicate
      Suggested: 950, which two outlets print

    WARNING  Damaged words
      Vale News, count.txt, 2024-05-01
      attfinishance - likely attendance (end -> finish), inside a quotation

    Publication dates: 4 from the sidecar, 1 unknown
      hills.txt - unknown

    Not checked: 1 input
      notes.doc - not a text file

    Written: reports/claims.csv, reports/discrepancies.csv

Article text is printed as text alone: no markup, no control characters, nothing that changes the direction of the line.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from os.path import commonprefix
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.model import KINDS, LEVELS
from factcheck.suppressions import written_at
from factcheck.tables import write_whole
from factcheck.writers.report import Report
from factcheck.writers.wording import (
    HOW,
    NOUNS,
    SPACES,
    also_printed,
    claims_by_place,
    counted,
    dated,
    decided,
    ends,
    how_dated,
    place,
    printable,
    set_aside_words,
    tame,
    verdict_words,
)

if TYPE_CHECKING:
    from rich.console import Console

_SHOWN = 20  # findings; more do not fit two screens, and the CSV file holds them all
_LISTED = 8  # articles without a sure date, and inputs that were not checked
_LONG = 120  # code points of two printed texts above which only their difference is shown, with ...
_CONTEXT = 40  # ... about this much on either side

_STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}


def write_text(report: Report, path: Path) -> None:
    """Writes the summary in UTF-8, without colour. Raises OutputError when it cannot be written."""
    write_whole(path, lambda handle: handle.write(as_text(report)))


def as_text(report: Report) -> str:
    """The summary as plain text."""
    from rich.console import Console

    file = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    print_summary(report, Console(file=file, width=80, force_terminal=False, no_color=True, color_system=None))
    file.seek(0)
    return file.read()


def print_summary(report: Report, console: Console, files: Sequence[Path] = ()) -> None:
    """Prints counts, the gravest and surest discrepancies, how dates are known, what was not checked, and `files`."""
    from rich.text import Text

    def say(*parts: str | tuple[str, str], indent: int = 0) -> None:
        # Text objects, never strings: rich reads markup and emoji names in strings.
        line = Text.assemble(*parts)
        if "::" in line.plain or "##[" in line.plain:
            line.plain = tame(line.plain)
        if not unicode:
            line.plain = line.plain.encode(console.encoding, "replace").decode(console.encoding)
        for part in line.wrap(console, width - indent):
            part.rstrip()
            console.print(Text(" " * indent) + part, no_wrap=True, crop=False)

    width = min(console.width, 80)
    unicode = console.encoding.replace("-", "").lower() in ("utf8", "utf16", "utf16le")
    for line in _counts(report):
        say(line)
    findings = _findings(report.discrepancies)
    claims = claims_by_place(report)
    outlets = {article.id: article.outlet for article in report.articles}
    for rows in findings[:_SHOWN]:
        level = str(rows[0]["level"])
        subject = "" if len(rows) > 1 else printable(rows[0]["subject"])
        say("")
        say(
            (level.upper(), _STYLES.get(level, "bold")),
            "  ",
            (verdict_words(rows[0], claims), "bold"),
            f": {subject}" * bool(subject),
        )
        if rows[0]["verdict"] == "damaged":
            say((_where(rows[0], "left", outlets), "dim"), indent=2)
            for row in rows:
                say(*_damaged_word(row, claims), indent=2)
            continue
        for (text, style), side in zip(_printed_sides(rows[0]), ("left", "right"), strict=True):
            if text:
                say((text, style), (" - " + _where(rows[0], side, outlets), "dim"), indent=2)
        for note in _notes(rows[0]):
            say(note, indent=2)
    rest = sum(map(len, findings[_SHOWN:]))
    if rest:
        say("")
        say(f"... and {rest:,} more")
    told = (
        ("Publication dates", _dates(report)),
        ("Not checked", _not_checked(report)),
        ("Set aside by comments and patterns", _remarks(report)),
    )
    for heading, lines in told:
        first, *others = lines or [""]
        if lines:
            say("")
            say((heading, "bold"), f": {first}")
            for line in others:
                say(line, indent=2)
    if files:
        say("")
        say(("Written", "bold"), ": " + ", ".join(printable(str(file)) for file in files))


def _counts(report: Report) -> Iterator[str]:
    articles = counted(len(report.articles), "article", "articles")
    words = counted(sum(len(article.text.split()) for article in report.articles), "word", "words")
    kinds = Counter(report.claims["kind"].tolist() if len(report.claims) else ())
    parts = ", ".join(counted(kinds[kind], *NOUNS.get(kind, (kind, kind))) for kind in KINDS if kinds[kind])
    yield f"{articles}, {words}: {counted(len(report.claims), 'claim', 'claims')}" + f" ({parts})" * bool(parts)
    levels = Counter(report.discrepancies["level"].tolist() if len(report.discrepancies) else ())
    parts = ", ".join(counted(levels[level], level, level + "s") for level in LEVELS if levels[level])
    found = counted(len(report.discrepancies), "discrepancy", "discrepancies")
    yield f"{found}: {parts}" if parts else found
    if report.dismissed:
        yield f"{counted(len(report.dismissed), 'more', 'more')} dismissed by reviewers, left out (--all lists them)"
    if set_aside_words(report):
        yield set_aside_words(report)


def _findings(discrepancies) -> list[list[dict]]:
    """The rows by level and then by confidence; the damaged words of one article stand together as one finding."""
    grave = {level: place for place, level in enumerate(LEVELS)}
    rows = discrepancies.to_dict("records")
    rows.sort(key=lambda row: (grave.get(row["level"], len(grave)), -float(row["confidence"])))
    findings: list[list[dict]] = []
    damage: dict[tuple[str, str], list[dict]] = {}
    for row in rows:
        key = (row["level"], row["left_article"])
        if row["verdict"] == "damaged" and key in damage:
            damage[key].append(row)
            continue
        findings.append([row])
        if row["verdict"] == "damaged":
            damage[key] = findings[-1]
    return findings


def _where(row: Mapping, side: str, outlets: Mapping[str, str]) -> str:
    """Outlet, article, publication date, and how many more articles print the same."""
    article = row[f"{side}_article"]
    also = also_printed(row, side)
    date = dated(*ends(printable(row[f"{side}_published"]))) or "no date"
    return ", ".join(filter(None, (printable(outlets.get(article, "")), printable(article), date))) + (
        f" (and {len(also)} more)" * bool(also)
    )


def _printed_sides(row: Mapping) -> list[tuple[str, str]]:
    """Both sides as printed, with their colours; of long ones that are nearly alike, the part where they differ."""
    left, right = (SPACES.sub(" ", str(row[f"{side}_text"] or "")).strip() for side in ("left", "right"))
    if min(len(left), len(right)) > _LONG:
        start = len(commonprefix([left, right]))
        end = len(commonprefix([left[start:][::-1], right[start:][::-1]]))
        left, right = _close_up(left, start, end), _close_up(right, start, end)
    return [(printable(left), "green"), (printable(right), "magenta")]


def _close_up(text: str, same_before: int, same_after: int) -> str:
    """The text without the beginning and the end that another one shares, but for a few words."""
    start = text.rfind(" ", 0, max(0, same_before - _CONTEXT)) + 1
    end = text.find(" ", len(text) - same_after + _CONTEXT)
    return "... " * (start > 0) + (text[start:] if end < 0 else text[start:end] + " ...")


def _damaged_word(row: Mapping, claims: Mapping) -> tuple[str | tuple[str, str], ...]:
    word = (printable(row["left_text"]), "green")
    claim = claims.get(place(row, "left"))
    if not claim:
        return word, f" - {printable(row['suggestion'])}"
    quoted = ", inside a quotation" if claim["direct"] is True else ""
    return word, f" - likely {printable(claim['content'])} ({printable(claim['predicate'])}){quoted}"


def _notes(row: Mapping) -> Iterator[str]:
    if printable(row["message"]):
        yield printable(row["message"])
    if printable(row["why_matched"]) and printable(row["right_article"]):
        yield f"Matched: {printable(row['why_matched'])}"
    if printable(row["suggestion"]):
        yield f"Suggested: {printable(row['suggestion'])}"
    if decided(row):
        yield f"Decided: {decided(row)}"


def _dates(report: Report) -> list[str]:
    if not report.articles:
        return []
    ways = Counter(article.published.how for article in report.articles)
    known = [way for way in HOW if ways[way]] + sorted(set(ways) - set(HOW))
    lines = [", ".join(f"{ways[way]:,} {HOW.get(way, way)}" for way in known)]
    unsure = [article for article in report.articles if article.published.how in ("inferred", "unknown")]
    return lines + _some(how_dated(article) for article in unsure)


def _not_checked(report: Report) -> list[str]:
    if not report.not_checked:
        return []
    inputs = counted(len(report.not_checked), "input", "inputs")
    return [
        inputs,
        *_some(f"{printable(skipped.path)} - {printable(skipped.reason)}" for skipped in report.not_checked),
    ]


def _remarks(report: Report) -> list[str]:
    if not report.remarks:
        return []
    told = [f"{written_at(one.path, one.line, report.root)}: {one.message}" for one in report.remarks]
    return [counted(len(told), "remark"), *_some(printable(line) for line in told)]


def _some(lines: Iterable[str]) -> list[str]:
    lines = list(lines)
    return lines[:_LISTED] + [f"... and {len(lines) - _LISTED:,} more"] * (len(lines) > _LISTED)
