"""Findings for those who mark a place in a file: each discrepancy with the region of both sides, the gravest first.

The side of an article under check comes first (`here`); the other one is told as what it disagrees with (`there`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from factcheck.locations import PrintedAt, Region, locate
from factcheck.model import LEVELS, Article
from factcheck.suppressions import EXTERNAL, NO_REASON, Suppressed, relative_path
from factcheck.writers.report import Report
from factcheck.writers.wording import also_printed, claims_by_place, dated, ends, headline, place, printable

# How readers tell a line of a file that holds many articles, and of a sidecar.
_LINE = re.compile(r"(.+\.(?:csv|jsonl|tsv)):([1-9]\d*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spot:
    """One side of a discrepancy: where it is printed, what is printed, and who else prints it (article ids).

    `region.path` is told from the root of the report; it is blank when the article came from no file.
    """

    article: str
    region: Region
    text: str
    outlet: str
    published: str
    also: tuple[str, ...]

    def __str__(self) -> str:
        """`950 - Vale News, count.txt, 2024-05-01 (and 2 more)`."""
        where = ", ".join(filter(None, (self.outlet, printable(self.article), self.published)))
        return f"{printable(self.text)} - {where}" + f" (and {len(self.also)} more)" * bool(self.also)


@dataclass(frozen=True, slots=True)
class Finding:
    """A discrepancy: its row, what it is in an editor's words, and its sides; `there` is None for a lone statement."""

    row: Mapping
    title: str
    here: Spot
    there: Spot | None

    @property
    def level(self) -> str:
        return str(self.row["level"])

    @property
    def advice(self) -> str:
        """The suggestion, blank where the message says it already."""
        suggestion = printable(self.row["suggestion"])
        return "" if suggestion.rstrip(".") in printable(self.row["message"]) else suggestion

    @property
    def identifier(self) -> str:
        return str(self.row["discrepancy_id"])


def findings(report: Report, rows: Iterable[Mapping] | None = None) -> list[Finding]:
    """The discrepancies of a report, or the given rows, by level and then by confidence; dismissed ones left out.

    A row whose decision dismisses it is in the table only because everything was asked for (`--all`).
    """
    if rows is None:
        rows = report.discrepancies.to_dict("records") if len(report.discrepancies) else []
        rows = [row for row in rows if not is_dismissed(row)]
    articles = {article.id: article for article in report.articles}
    claims, printed_at = claims_by_place(report), PrintedAt(report.claims)
    grave = {level: rank for rank, level in enumerate(LEVELS)}
    ordered = sorted(rows, key=lambda row: (grave.get(row["level"], len(grave)), -float(row["confidence"])))
    return [_finding(row, articles, claims, printed_at, report) for row in ordered]


def set_aside(report: Report) -> list[Suppressed]:
    """What was set aside, with the rows that reviewers dismissed and that stand in the table all the same."""
    rows = report.discrepancies.to_dict("records") if len(report.discrepancies) else []
    return [*report.suppressed, *(dismissal(row) for row in rows if is_dismissed(row))]


def dismissal(row: Mapping) -> Suppressed:
    """A row that a reviewer dismissed, with the note and the name."""
    reviewer = printable(row["reviewer"])
    by = f"dismissed by {reviewer}" if reviewer else "dismissed by a reviewer"
    return Suppressed(row, EXTERNAL, printable(row["note"]) or NO_REASON, by)


def is_dismissed(row: Mapping) -> bool:
    """Whether the row's decision dismisses it."""
    return str(row["decision"] or "").startswith("dismiss")


def under_check(report: Report) -> list[Article]:
    """The articles that the run was asked to check, without those that it shows beside them."""
    if not report.checked:
        return list(report.articles)
    return [article for article in report.articles if article.id in set(report.checked)]


def unread_at(path: str, report: Report) -> tuple[str, int]:
    """The file of what was not checked, told as `path_of` does, and its line where one is named (`a.jsonl:12`), else 0."""
    found = _LINE.fullmatch(path)
    file, line = (found[1], int(found[2])) if found else (path, 0)
    return relative_path(file, report.root), line


def path_of(article: Article, report: Report) -> str:
    """The article's file with slashes, from the root of the report when it lies there."""
    return relative_path(article.path, report.root)


def _finding(row: Mapping, articles: Mapping, claims: Mapping, printed_at: PrintedAt, report: Report) -> Finding:
    words, subject = headline(row, claims)
    title = f"{words}: {subject}" if subject else words
    sides = [_spot(row, side, articles, printed_at, report) for side in ("left", "right")]
    lone = not str(row["right_article"] or "")
    if not lone and report.checked and sides[0].article not in report.checked and sides[1].article in report.checked:
        sides.reverse()
    return Finding(row, title, sides[0], None if lone else sides[1])


def _spot(row: Mapping, side: str, articles: Mapping[str, Article], printed_at: PrintedAt, report: Report) -> Spot:
    """The side at the article that the row names, or at the first one under check that prints the same."""
    id_, text = str(row[f"{side}_article"] or ""), str(row[f"{side}_text"] or "")
    also, where, published = also_printed(row, side), place(row, side), printable(row[f"{side}_published"])
    span = where[1:] if where else None
    for other in also if report.checked and id_ not in report.checked else ():
        if other in report.checked and other in articles:
            also = [id_, *(name for name in also if name != other)]
            id_, published = other, str(articles[other].published)
            span = next(iter(printed_at(other, text)), None)
            break
    article = articles.get(id_)
    region = Region("")
    if article is not None:
        region = locate(article, *span) if span else Region(article.path)
        region = replace(region, path=path_of(article, report))
    return Spot(
        article=id_,
        region=region,
        text=text,
        outlet=printable(article.outlet) if article else "",
        published=dated(*ends(published)) or "no date",
        also=tuple(also),
    )
