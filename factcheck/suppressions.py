"""What someone set aside: comments in the articles and paths in the configuration, held against the discrepancies.

    <!-- factcheck: ignore quantity-conflict -- both counts are in the court's file -->
    <!-- factcheck: ignore name-misspelt, quotation-altered -- quoted from his letter of 1931 -->
    [//]: # (factcheck: ignore all -- a satire)

A comment within a paragraph, or on a line with its words, is about that paragraph. One that stands alone is about the next
paragraph, and one before the first words of the file about the whole article. A discrepancy is set aside when, on one of its
sides, every article under check that prints that side says so: for two that disagree it is enough that one of them has been
looked at. Nothing is hidden: what was set aside is counted, and a comment that sets nothing aside is told.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from factcheck.language.lines import LINE_END, split_lines
from factcheck.locations import PrintedAt, locate
from factcheck.model import Article
from factcheck.patterns import Pattern

if TYPE_CHECKING:
    from pandas import DataFrame

ALL = "all"
IN_SOURCE, EXTERNAL = "inSource", "external"  # SARIF's words
NO_REASON = "no reason is given"

# A comment longer than this is no instruction; the bound keeps the search linear.
_COMMENT = re.compile(r"<!--\s{0,50}factcheck\s{0,9}:(?P<html>.{0,2000}?)-->", re.DOTALL)
_LINK = re.compile(
    r"^[ ]{0,3}\[[^\[\]\n]{1,20}\]:[ \t]*<?#>?[ \t]*[(\"']factcheck[ \t]*:(?P<link>[^\n]{0,2000})[)\"']", re.M
)
_REASON = re.compile(r"--+|—|–")
# Tags that part one paragraph of a page from the next; what stands between two of them is in one paragraph.
_PARTING = re.compile(
    r"</?(?:address|article|aside|blockquote|body|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|head|header|hr|li|main|nav|ol"
    r"|p|pre|section|table|td|th|title|tr|ul)\b",
    re.IGNORECASE,
)
# What no file's name holds: an end of text, and surrogates other than those that stand for bytes which are no UTF-8.
_NO_NAME = re.compile("[\x00\ud800-\udc7f\udd00-\udfff]")
_PAGES = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One instruction: rule ids or `all`, its reason (blank when none is given), and where it is written.

    A comment names its article and the code points `[start, end)` of the article's text that it is about; it has no `paths`.
    What the configuration says of paths has no article; its `path` is where it stands there, `factcheck.toml:12`.
    """

    rules: tuple[str, ...]
    reason: str
    path: str
    line: int = 0
    article: str = ""
    start: int = 0
    end: int = 0
    paths: tuple[Pattern, ...] = ()

    @property
    def kind(self) -> str:
        """In SARIF's words: inSource or external."""
        return EXTERNAL if self.paths else IN_SOURCE


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about an instruction that its writer should know, and where it is written (line 0: not known)."""

    path: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Suppressed:
    """One discrepancy that was set aside: its row, SARIF's kind, the reason, and who or what says so."""

    row: Mapping[str, object]
    kind: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """The rows that stay, those that were set aside, and the instructions that set any aside."""

    rows: DataFrame
    suppressed: tuple[Suppressed, ...]
    used: frozenset[Suppression]


def read_comments(articles: Iterable[Article], rules: Collection[str]) -> tuple[list[Suppression], list[Remark]]:
    """The instructions in the articles, in order, and what is wrong with any: no or an unknown rule, no reason, a slip.

    An instruction with an unknown rule is about its other rules alone. Of a page (HTML) the file is read again, for its
    text holds no comments.
    """
    found: list[Suppression] = []
    remarks: list[Remark] = []
    for article in articles:
        source, blocks = _source(article)
        if "factcheck" not in source:
            continue
        page = source is not article.text
        line, counted = 1, 0
        for start, end, body in _comments(source):
            line, counted = line + source.count("\n", counted, start), start
            at = line if page or article.anchors == () else locate(article, start, end).line
            ids, reason, faults = parse_instruction(body, rules)
            remarks.extend(Remark(article.path, at, fault) for fault in faults)
            if not ids:
                continue
            scope = _scope(source, blocks, start, end, page=page, length=len(article.text))
            if scope is None:
                remarks.append(Remark(article.path, at, "stands behind the last paragraph and is about none"))
                continue
            found.append(Suppression(ids, reason, article.path, at, article.id, *scope))
    return found, remarks


def parse_instruction(text: str, rules: Collection[str]) -> tuple[tuple[str, ...], str, list[str]]:
    """The rule ids, the reason and the faults of `ignore RULE, RULE -- reason`."""
    head, reason = _parted(text)
    verb, *names = filter(None, re.split(r"[\s,]+", head)) if head else ("",)
    if verb.lower() != "ignore":
        return (), reason, [f"'{verb}' is no instruction; write factcheck: ignore RULE -- reason"]
    legal = (*rules, ALL)
    ids = tuple(dict.fromkeys(name for name in names if name in legal))
    faults = [f"there is no rule '{name}'; {nearest_rule(name, legal)}" for name in names if name not in legal]
    if not names:
        faults.append(f"names no rule; write a rule's id, or {ALL}: factcheck: ignore RULE -- reason")
    if ids and not reason:
        faults.append(f"gives no reason for ignoring {', '.join(ids)}; write factcheck: ignore RULE -- reason")
    return ids, reason, faults


def written_at(path: str, line: int, root: str) -> str:
    """`news/dam.md:12`, or the file alone where no line is known."""
    shown = relative_path(path, root)
    return f"{shown}:{line}" if line else shown


def comment_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the comments for factcheck, in order and apart: no words of the text, whatever they say."""
    return tuple((start, end) for start, end, _ in _comments(text)) if "factcheck" in text else ()


def relative_path(path: str, root: str) -> str:
    """`path` with slashes, from the folder `root` when it lies there; else as it is."""
    path = _NO_NAME.sub("\ufffd", path)
    if root and path:
        real, top = os.path.realpath(path), os.path.realpath(root)
        if real.startswith(top.rstrip(os.sep) + os.sep):
            path = os.path.relpath(real, top)
    return PurePath(path).as_posix() if path else ""


def split_suppressed(
    rows: DataFrame,
    suppressions: Sequence[Suppression],
    articles: Iterable[Article],
    *,
    claims: DataFrame | None = None,
    checked: Collection[str] = (),
    root: str = "",
) -> Split:
    """The discrepancies without those that are set aside, in order; `claims` tell where the articles print a side that
    stand behind `left_also` and `right_also`. `checked` are the ids of the articles under check, all of them when blank."""
    if not len(rows) or not suppressions:
        return Split(rows, (), frozenset())
    known = {article.id: article for article in articles}
    told = {rule for one in suppressions for rule in one.rules}
    keep: list[bool] = []
    suppressed: list[Suppressed] = []
    used: set[Suppression] = set()
    printed_at = PrintedAt(claims)
    for row in rows.to_dict("records"):
        reasons: list[Suppression] = []
        if ALL in told or row["rule"] in told:
            candidates = [one for one in suppressions if ALL in one.rules or row["rule"] in one.rules]
            for side in ("left", "right"):
                reasons = _set_aside(row, side, candidates, known, printed_at, checked)
                if reasons:
                    break
        keep.append(not reasons)
        if reasons:
            used.update(reasons)
            first = reasons[0]
            by = written_at(first.path, first.line, root)
            suppressed.append(Suppressed(row, first.kind, first.reason or NO_REASON, by))
    return Split(rows[keep].reset_index(drop=True), tuple(suppressed), frozenset(used))


def unused(suppressions: Iterable[Suppression], used: Collection[Suppression]) -> list[Remark]:
    """A remark on each instruction that set nothing aside."""
    remarks = []
    for one in suppressions:
        if one not in used:
            where = f" at {', '.join(pattern.text for pattern in one.paths)}" if one.paths else ""
            remarks.append(
                Remark(one.path, one.line, f"ignores {', '.join(one.rules)}{where}, but nothing there is to ignore")
            )
    return remarks


def _set_aside(row, side: str, candidates, known, printed_at: PrintedAt, checked) -> list[Suppression]:
    """The instructions by which every article under check that prints this side sets the row aside; none when one does not."""
    first = str(row[f"{side}_article"] or "")
    if not first:
        return []
    others = [name.strip() for name in str(row[f"{side}_also"] or "").split(";") if name.strip()]
    asked = [id_ for id_ in (first, *others) if id_ in checked] if checked else [first, *others]
    reasons: list[Suppression] = []
    for id_ in asked or [first]:
        spans = printed_at(id_, str(row[f"{side}_text"]))
        if id_ == first and row[f"{side}_start"] is not None:
            spans = [(row[f"{side}_start"], row[f"{side}_end"])]
        said = [one for one in candidates if _covers(one, id_, spans, known.get(id_))]
        if not said:
            return []
        reasons.extend(said)
    return reasons


def _covers(one: Suppression, id_: str, spans, article: Article | None) -> bool:
    if one.paths:
        return article is not None and any(pattern.matches(article.path) for pattern in one.paths)
    if one.article != id_ or article is None:
        return False
    if one.start == 0 and one.end == len(article.text):
        return True
    return bool(spans) and all(start < one.end and end > one.start for start, end in spans)


def _parted(text: str) -> tuple[str, str]:
    """What stands before the dashes and what stands behind them, each on one line."""
    found = _REASON.search(text)
    head, rest = (text[: found.start()], text[found.end() :]) if found else (text, "")
    return " ".join(head.split()), " ".join(rest.split())


def nearest_rule(given: str, legal: Collection[str]) -> str:
    """The end of a message on a rule that there is not: the one of `legal` that is near, if any, and where all stand."""
    from rapidfuzz import fuzz, process

    near = process.extractOne(given, sorted(legal), scorer=fuzz.ratio, score_cutoff=60)
    return (f"did you mean '{near[0]}'? " if near else "") + "`factcheck rules` lists them all"


def _comments(source: str) -> Iterator[tuple[int, int, str]]:
    found = [(one.start(), one.end(), one["html"]) for one in _COMMENT.finditer(source)]
    found += [(one.start(), one.end(), one["link"]) for one in _LINK.finditer(source)]
    done = 0
    for start, end, body in sorted(found):
        if start >= done:  # not a comment within a comment
            yield start, end, body
            done = end


def _source(article: Article) -> tuple[str, list[tuple[int, int, int, int]]]:
    """What holds the comments, and each paragraph: its start and end there, then in the article's text."""
    if article.anchors and Path(article.path).suffix.lower() in _PAGES and Path(article.path).is_file():
        source = Path(article.path).read_bytes().decode("utf-8", "replace")
        lines = [0, *(found.end() for found in re.finditer("\n", source))]

        def offset(line: int, column: int) -> int:
            return lines[min(max(line, 1), len(lines)) - 1] + column - 1

        blocks = []
        for start, end in split_lines(article.text, article.text):
            region = locate(article, start, end)
            if region.line:
                blocks.append(
                    (offset(region.line, region.column), offset(region.end_line, region.end_column), start, end)
                )
        return source, sorted(blocks)
    text = article.text
    if "factcheck" not in text:  # nearly all
        return text, []
    # No comment is a word, whatever it says: only instructions would be left over in a text that knows no markup.
    spans = sorted([*article.markup, *((start, end) for start, end, _ in _comments(text))])
    words = list(text)
    for start, end in spans:
        for place in range(start, end):
            if words[place] not in LINE_END:
                words[place] = " "
    return text, [(start, end, start, end) for start, end in split_lines("".join(words), text)]


def _scope(source: str, blocks, start: int, end: int, *, page: bool, length: int) -> tuple[int, int] | None:
    """The stretch of the text that a comment at `source[start:end]` is about; None when no paragraph is left for it."""
    parted = _PARTING if page else re.compile("\n")
    behind = bisect_left(blocks, (end,))
    before = bisect_right(blocks, start, key=lambda block: block[0])
    last = blocks[before - 1] if before else None
    if last and (start < last[1] or not parted.search(source, last[1], start)):
        return last[2:]
    if behind == len(blocks):
        return None
    following = blocks[behind]
    if last is None and parted.search(source, end, following[0]):
        return 0, length
    return following[2:]
