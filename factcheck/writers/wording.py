"""The words in which every writer tells an editor what a row says: verdicts, places, dates, counts, in one voice.

verdict_words(row, claims)   ->  "Same total, one an estimate and one a lower bound"
verdict_sentence(row, ...)   ->  "Both articles give the same figure and hedge it in different ways."
dated("2024-05-02", "")      ->  "2024-05-02 or later"
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from factcheck.model import Article

if TYPE_CHECKING:
    from factcheck.writers.report import Report

LONGEST = 300  # code points of a printed text or a message on one line; the CSV file holds the rest

NOUNS = {
    "quantity": ("quantity", "quantities"), "date": ("date", "dates"), "quotation": ("quotation", "quotations"),
    "person": ("person", "persons"), "damage": ("damaged word", "damaged words"),
}  # fmt: skip
VERDICT_WORDS = {
    "conflict": "Conflict", "superseded": "Update: the total grew", "imprecise": "Same total, one less exact",
    "related": "Different sums that are easily confused", "variant": "Two wordings of one thing",
    "damaged": "Damaged words", "consistent": "Consistent", "unrelated": "Unrelated",
}  # fmt: skip
_VARIANTS = {"quotation": "Quotation altered", "person": "One name spelt two ways"}
_SENTENCES = {
    "conflict": "The two cannot both be true.",
    "superseded": "Both can be true, each on its day: the running total grew in between.",
    "imprecise": "Both articles give one figure, and one of them gives it less exactly.",
    "related": "These are two different sums on one event, and a reader may take the one for the other.",
    "variant": "One thing is printed in two wordings.",
    "damaged": "An edit has damaged a word: a replacement ran inside it.",
    "consistent": "The two agree.",
    "unrelated": "The two speak of different things.",
}
_SENTENCES_BY_KIND = {
    ("conflict", "quantity"): "Two figures are printed for one thing, and they cannot both be true.",
    ("conflict", "person"): "Two articles name one person or office differently.",
    ("conflict", "quotation"): "The same words are put into two mouths or quoted in conflicting ways.",
    ("conflict", "date"): "The parts of this date do not fit together.",
    ("variant", "quotation"): "The same words of one speaker are quoted in two wordings.",
    ("variant", "person"): "One name is written in two ways.",
}
_HEDGES = "Both articles give the same figure and hedge it in different ways."
_LONE = "This statement is wrong in itself."
_BOUNDS = {
    "exact": "an exact figure", "approximate": "an estimate", "more_than": "a lower bound", "at_least": "a lower bound",
    "less_than": "an upper bound", "at_most": "an upper bound", "range": "a range",
}  # fmt: skip
HOW = {
    "sidecar": "from the sidecar", "front matter": "from front matter", "metadata": "from metadata",
    "dateline": "from the dateline", "inferred": "inferred from the text", "unknown": "unknown",
}  # fmt: skip

SPACES = re.compile(r"\s+")
# C0 and C1 controls, which terminals obey; marks and overrides of direction; half surrogates, which nothing can print.
_HOSTILE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(value: object, longest: int = LONGEST, *, runs: bool = False) -> str:
    """One line of `value` that no terminal obeys: white space runs become a space, controls a replacement character.

    With `runs` the columns of a table stay apart: blanks are left as they are. Cut to `longest` code points, the last
    three of them dots; blank for None and NaN.
    """
    if value is None or type(value).__name__ in ("NAType", "NaTType") or value != value:
        return ""
    text = _HOSTILE.sub("\ufffd", str(value).strip() if runs else SPACES.sub(" ", str(value)).strip())
    return text if len(text) <= longest else text[: longest - 3].rstrip() + "..."


def counted(number: int, singular: str, plural: str = "") -> str:
    """`1 claim`, `1,204 claims`; the plural is the singular with an s unless it is given."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def claims_by_place(report: Report) -> dict[tuple[str, int, int], Mapping]:
    """The claims by article and span, with the columns that tell how a side is bounded and what it holds."""
    if not len(report.claims):
        return {}
    columns = ("article", "start", "end", "kind", "bound", "predicate", "content", "direct")
    rows = zip(*(report.claims[name].tolist() for name in columns), strict=True)
    return {(row[0], int(row[1]), int(row[2])): dict(zip(columns, row, strict=True)) for row in rows}


def verdict_words(row: Mapping, claims: Mapping) -> str:
    """The verdict in an editor's words; the claims say what kind of thing differs and how each side is bounded."""
    sides = [claims.get(place(row, side)) for side in ("left", "right")]
    verdict = str(row["verdict"])
    if verdict == "variant" and sides[0]:
        return _VARIANTS.get(sides[0]["kind"], VERDICT_WORDS[verdict])
    if verdict == "imprecise" and all(sides):
        bounds = [_BOUNDS.get(str(side["bound"]), "") for side in sides]
        if all(bounds) and bounds[0] != bounds[1]:
            return f"Same total, one {bounds[0]} and one {bounds[1]}"
    return VERDICT_WORDS.get(verdict, printable(verdict))


def headline(row: Mapping, claims: Mapping) -> tuple[str, str]:
    """The verdict in words and what it is about, for a row that stands alone: a damaged word is its own subject."""
    if row["verdict"] == "damaged":
        return "Damaged word", printable(row["left_text"])
    return verdict_words(row, claims), printable(row["subject"])


def verdict_sentence(row: Mapping, claims: Mapping) -> str:
    """The kind of disagreement in one plain sentence; blank for a verdict that is not known."""
    verdict = str(row["verdict"])
    left, right = (claims.get(place(row, side)) for side in ("left", "right"))
    if verdict == "imprecise" and left and right and left["bound"] != right["bound"]:
        return _HEDGES
    kind = left["kind"] if left else ""
    if verdict == "conflict" and kind != "date" and not row["right_article"]:
        return _LONE
    return _SENTENCES_BY_KIND.get((verdict, kind), _SENTENCES.get(verdict, ""))


def place(row: Mapping, side: str) -> tuple[str, int, int] | None:
    """Article, start and end of one side of a row; None where a lone claim has no other side."""
    try:
        return str(row[f"{side}_article"]), int(row[f"{side}_start"]), int(row[f"{side}_end"])
    except (TypeError, ValueError):  # a lone claim has no offsets on its right
        return None


def also_printed(row: Mapping, side: str) -> list[str]:
    """The ids of the further articles that print what this side prints."""
    # Cut name by name: the whole cell of a story that a thousand articles print is longer than any line.
    also = row[f"{side}_also"]
    names = (printable(name, 2_000) for name in also.split(";")) if isinstance(also, str) else ()
    return [name for name in names if name]


def ends(published: str) -> tuple[str, str]:
    """The two ends of an interval as `Published` prints it."""
    start, parted, end = published.partition("/")
    return start, end if parted else start


def dated(start: str, end: str) -> str:
    """An interval of days in words; blank when neither end is known."""
    if start and end:
        return start if start == end else f"{start} to {end}"
    return f"{start} or later" if start else f"{end} or earlier" if end else ""


def how_dated(article: Article) -> str:
    """When an article came out and from what that is known, behind its id."""
    evidence = printable(article.published.evidence)
    date = dated(article.published.start, article.published.end) or "unknown"
    return f"{printable(article.id)} - {date}" + f", from: {evidence}" * bool(evidence)


def tame(line: str) -> str:
    """The line so that GitHub's runner, which reads every line of a step's log, finds no workflow command in it."""
    line = line.replace("##[", "## [")
    stripped = line.lstrip()
    return line if not stripped.startswith("::") else line.replace("::", ": :", 1)


def set_aside_words(report: Report) -> str:
    """`3 more set aside: 2 by comments in the articles, 1 by a path pattern`; what reviewers dismissed is told elsewhere."""
    dismissed = set(report.dismissed)
    kinds = [one.kind for one in report.suppressed if one.row["discrepancy_id"] not in dismissed]
    ways = (("inSource", "by comments in the articles"), ("external", "by path patterns"))
    parts = [f"{kinds.count(kind):,} {words}" for kind, words in ways if kind in kinds]
    return f"{len(kinds):,} more set aside: {', '.join(parts)}" if kinds else ""


def decided(row: Mapping) -> str:
    """The decision, the reviewer and the note of a row, parted by commas; blank when there is none."""
    return ", ".join(filter(None, (printable(row[name]) for name in ("decision", "reviewer", "note"))))
