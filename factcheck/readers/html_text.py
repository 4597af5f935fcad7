"""The text of chosen runs of a page as a browser lays it out, and where each stretch of it stands in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence

from factcheck.readers.html_source import BLOCKS, CELLS, HEADINGS, Run, Tag, decoded, entities

CELL_MARK = " | "
# Characters of a cell that a mark joins to the next; one with a line break holds more than a figure or a name.
LONGEST_CELL = 120
# Words with one space between them stand in the text as they stand in the source.
_WORDS_OR_SPACE = re.compile(r"(?P<words>[^ \t\n\r\f]++(?: [^ \t\n\r\f]++)*+)|(?P<space>[ \t\n\r\f]++)")
_NOTE_MARK = re.compile(r"\s*(?:\[\s*[\w*]{1,4}\s*\]|[*†‡§]{1,3}|\d{1,3})\s*")
_NO_BREAK, _SPACE, _LINE, _BLOCK, _ROW, _CELL = range(6)


class _Writer:
    """Gathers the text, its anchors and the spans that are no words."""

    def __init__(self, source: str) -> None:
        self.due = _NO_BREAK
        self.line_start = 0
        self.pieces: list[str] = []
        self.length = 0
        self.anchors: list[tuple[int, int, int]] = []
        self.markup: list[tuple[int, int]] = []
        self.starts = [0, *(found.end() for found in re.finditer("\n", source))]

    def place(self, at: int) -> tuple[int, int]:
        line = bisect_right(self.starts, at)
        return line, at - self.starts[line - 1] + 1

    def put(self, printed: str, at: int, end: int = -1) -> None:
        """`printed` at the offset `at` of the source; to its `end` when it takes more than a character each."""
        anchor = (self.length, *self.place(at))
        if not self._follows(anchor):
            self.anchors.append(anchor)
        self.fill(printed)
        if end >= 0:
            behind = (self.length, *self.place(end))
            self.anchors.extend((behind, behind))

    def ask(self, gap: int) -> None:
        """A gap before the next word; of several the widest is made."""
        self.due = max(self.due, gap)

    def part(self) -> None:
        """Makes the gap that is due, unless nothing stands before it."""
        due, self.due = self.due, _NO_BREAK
        if not self.length or due == _NO_BREAK:
            return
        if due == _CELL:
            mark = self.length + CELL_MARK.index("|")
            self.markup.append((mark, mark + 1))
        self.fill({_SPACE: " ", _CELL: CELL_MARK, _LINE: "\n"}.get(due, "\n\n"))
        if due not in (_SPACE, _CELL):
            self.line_start = self.length

    def fill(self, printed: str) -> None:
        """`printed` that stands nowhere in the source: a space for a line's end, a mark between cells."""
        self.pieces.append(printed)
        self.length += len(printed)

    def _follows(self, anchor: tuple[int, int, int]) -> bool:
        if not self.anchors:
            return False
        offset, line, column = self.anchors[-1]
        return line == anchor[1] and anchor[0] - offset == anchor[2] - column


def lay_out(
    source: str, tokens: Sequence[Run | Tag], kept: Collection[int]
) -> tuple[str, tuple[tuple[int, int, int], ...], tuple[tuple[int, int], ...]]:
    """The text of the runs at the places `kept` of `tokens`, its anchors and its markup, as in `model.Article`.

    White space is one space; a block begins behind a blank line, what follows a line break in a new line; the cells of a
    row stand in one line, parted by a mark that is markup. The mark of a footnote is left out, lest "500<sup>1</sup>" be
    read as 5001.
    """
    writer = _Writer(source)
    plain = _plain_cells(tokens)
    left: int | None = None  # the cell of the row at hand that the text was last in
    cell: int | None = None
    heading = 0
    for place, token in enumerate(tokens):
        if isinstance(token, Run):
            if place in kept:
                if _begins_anew(writer, source[token.start], tokens[place - 1] if place else None):
                    writer.ask(_SPACE)
                _put_run(writer, source, token)
                left = cell
            else:
                writer.ask(_SPACE)
            continue
        if token.name in HEADINGS:
            heading = max(0, heading + (-1 if token.closes else 1))
        if token.name in ("tr", "table"):
            left = cell = None
            writer.ask(_ROW)
        elif token.name in CELLS:
            cell = None if token.closes else place
            if not token.closes and left in plain and place in plain:
                writer.due = _CELL
            else:
                writer.ask(_BLOCK)
        elif token.name in BLOCKS and writer.due != _CELL:
            writer.ask(_BLOCK)
        elif token.name == "br":
            # Two make a paragraph.
            writer.ask(_SPACE if heading else _BLOCK if writer.due == _LINE else _LINE)
    return "".join(writer.pieces), tuple(writer.anchors), tuple(writer.markup)


def _plain_cells(tokens: Sequence[Run | Tag]) -> set[int]:
    """The places where a cell opens that holds a line's worth of text. In a page laid out as a table a cell is a column."""
    plain: set[int] = set()
    opened, length = -1, 0
    for place, token in enumerate(tokens):
        if isinstance(token, Run):
            length += token.end - token.start
        elif token.name in CELLS or token.name in ("tr", "table"):
            if opened >= 0 and length <= LONGEST_CELL:
                plain.add(opened)
            opened, length = (place, 0) if token.name in CELLS and not token.closes else (-1, 0)
        elif token.name == "br":
            length += LONGEST_CELL + 1
    return plain


def _begins_anew(writer: _Writer, first: str, before: Run | Tag | None) -> bool:
    """Whether a tag parts two sentences without a space ("at the gate.<span>Credit"), which a style sheet sets apart."""
    if writer.due != _NO_BREAK or not isinstance(before, Tag) or not writer.pieces or not first.isupper():
        return False
    last = writer.pieces[-1][-2:]
    return len(last) == 2 and last[0].islower() and last[1] in ".!?"


def _put_run(writer: _Writer, source: str, run: Run) -> None:
    if "sup" in run.inside:
        printed = decoded(source, run.start, run.end).strip()
        if _NOTE_MARK.fullmatch(printed):
            if "a" in run.inside or not printed.isdigit():
                return
            if writer.due == _NO_BREAK and writer.pieces and writer.pieces[-1][-1:].isdigit():
                writer.fill("^")  # A power, or a footnote that does not lead anywhere: in no case more digits.
    for found in _WORDS_OR_SPACE.finditer(source, run.start, run.end):
        if found["space"] is not None:
            writer.ask(_LINE if "pre" in run.inside and "\n" in found["space"] else _SPACE)
            continue
        start, end = found.span()
        for left, right, printed in entities(source, start, end):
            if start < left:
                writer.part()
                writer.put(source[start:left], start)
            if printed.strip(" \t\n\r\f"):
                writer.part()
                writer.put(printed, left, right)
            else:
                writer.ask(_SPACE)
            start = right
        if start < end:
            writer.part()
            writer.put(source[start:end], start)
