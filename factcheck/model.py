"""Article, Claim and the columns of the three tables: what crosses the borders between the stages.

Offsets are Unicode code points into `Article.text`, half open. Dates are ISO 8601 strings (`2025-08-29`), so that rows
compare and sort as text; an interval is a pair of dates with both ends included.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Published:
    """When an article came out: the days `start` to `end`, both included, and how that is known.

    `how` is one of sidecar, front matter, metadata, dateline, inferred, unknown; `evidence` is what was read, as printed
    (blank when a sidecar said it). Unknown has blank ends.
    """

    start: str = ""
    end: str = ""
    how: str = "unknown"
    evidence: str = ""

    def __str__(self) -> str:
        """The column `published`: blank, one date, or `start/end`."""
        return self.start if self.start == self.end else f"{self.start}/{self.end}"


@dataclass(frozen=True, slots=True)
class Article:
    """One text with its id, outlet, title and publication date. `text` is never altered after reading.

    `markup` holds the spans of `text` that are not words of the article (front matter, Markdown marks, link targets),
    in order and apart: they make no blocks and the parser does not see them.

    `anchors` say where the text stands in the file at `path` when that is not the text itself (HTML, JSON Lines): each is
    (offset, line, column), counted from 0, 1 and 1, in order; from `text[offset]` on, up to the next anchor, characters follow
    one another in that line. Of two at one offset the first is where the character before it ends: one that takes more
    than a column to print (`&rdquo;`). Blank: the text is the file. None: the file has no lines. See `factcheck.locations`.
    """

    id: str
    text: str
    path: str = ""
    outlet: str = ""
    title: str = ""
    author: str = ""
    url: str = ""
    published: Published = Published()
    markup: tuple[tuple[int, int], ...] = ()
    anchors: tuple[tuple[int, int, int], ...] | None = ()


@dataclass(frozen=True, slots=True)
class NotChecked:
    """One input that could not be read, and why, in words for an editor."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of an article, `text[start:end]`, and its parse: a line, or the lines of a hard-wrapped paragraph.

    `role` is headline, body or furniture. Furniture (page chrome, the author's biography) is never parsed, so that it
    yields no claims: its `doc` is None. Elsewhere `doc.text == article.text[start:end]`: a token's place in the article is
    `start + token.idx`. Dependency labels are those of Universal Dependencies whatever the pipeline.
    """

    start: int
    end: int
    role: str
    doc: Doc | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article and its blocks in reading order."""

    article: Article
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement at `[start, end)` of an article; a field that does not apply is blank (None for numbers).

    low, high: bounds in the unit's base magnitude (150 billion is 150000000000); an open end is None.
    bound: exact, approximate, more_than, at_least, less_than, at_most or range.
    unit: ISO 4217 code for money, pint's canonical name for a measure, percent, or blank for a count.
    trend: up or down for a change. as_of_start, as_of_end: the days on which the statement holds, both included.
    subject, predicate, object: lemmas. confidence: 0 to 1.
    """

    article: str
    kind: str
    start: int
    end: int
    text: str
    sentence: str
    claim_id: str = ""
    outlet: str = ""
    published: str = ""
    subject: str = ""
    predicate: str = ""
    object: str = ""
    low: float | None = None
    high: float | None = None
    bound: str = ""
    unit: str = ""
    trend: str = ""
    as_of_start: str = ""
    as_of_end: str = ""
    source: str = ""
    source_role: str = ""
    cue: str = ""
    content: str = ""
    direct: bool | None = None
    name: str = ""
    role: str = ""
    organisation: str = ""
    confidence: float = 1.0


def details_of(content: str) -> dict[str, str]:
    """What a person claim's content holds ("age=42; home=Leeds"), by key."""
    return {key: value for key, _, value in (entry.strip().partition("=") for entry in content.split(";")) if value}


KINDS = ("quantity", "date", "quotation", "person", "damage")
BOUNDS = ("exact", "approximate", "more_than", "at_least", "less_than", "at_most", "range")
LEVELS = ("error", "warning", "note")
NEVER = "none"  # what fails no run
OFF = "off"  # the level of a rule, or of a row before it is counted and taken out, that nobody is to see
VERDICTS = ("conflict", "superseded", "imprecise", "related", "variant", "damaged", "consistent", "unrelated")

CLAIM_COLUMNS = (
    "claim_id", "article", "outlet", "published", "kind", "start", "end", "text", "sentence",
    "subject", "predicate", "object",
    "low", "high", "bound", "unit", "trend",
    "as_of_start", "as_of_end",
    "source", "source_role", "cue", "content", "direct",
    "name", "role", "organisation",
    "confidence",
)  # fmt: skip

PAIR_COLUMNS = ("left", "right", "kind", "weight", "probability", "why_matched")

DISCREPANCY_COLUMNS = (
    "discrepancy_id", "rule", "level", "verdict", "confidence", "subject", "message", "suggestion",
    "left_article", "left_published", "left_text", "left_sentence", "left_start", "left_end", "left_also",
    "right_article", "right_published", "right_text", "right_sentence", "right_start", "right_end", "right_also",
    "why_matched", "decision", "reviewer", "note",
)  # fmt: skip

assert {field.name for field in fields(Claim)} == set(CLAIM_COLUMNS)
