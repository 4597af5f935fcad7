"""Which characters of a text are quotation marks, and which stretch each pair encloses.

Works on one line (a block) at a time with what the line before left open, so that a stray mark costs at most its line.
Straight, curly, low, angled, doubled (`` '') and single marks are read by where they stand (after a space or a bracket: opening;
after a word or its punctuation: closing) rather than by their glyph alone, for newsrooms mix glyphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

_MARK = re.compile(r"``|''|[\"“”„‟«»'‘’‚‛`]")
_SINGLE = frozenset("'‘’‚‛`")
_OPENING_GLYPHS = frozenset(["“", "„", "‟", "«", "``", "‘", "‚", "‛"])
_CLOSING_GLYPHS = frozenset(["”", "»"])
_BEFORE_OPENING = frozenset("([{—–-/…:")
# Left of a closing mark in running speech: the sentence's own punctuation stands inside.
_STRONG_END = frozenset(",.?!…—–")
_AFTER_CLOSING = frozenset(",.;:?!)]}—–-/…")
_ELISION = re.compile(r"['’](?:\d\ds?\b|em\b|til\b|tis\b|twas\b|cause\b|bout\b|round\b|n['’]|cos\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """One marked stretch: content is `[start, end)`, its marks lie outside it, in `[outer_start, outer_end)`.

    `balanced` is False where one mark is missing. `continued` says that speech runs on from the line before, without a
    closing mark there.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    single: bool
    balanced: bool = True
    continued: bool = False


def find_marked(text: str, lines: Iterable[tuple[int, int]]) -> list[Marked]:
    """The outermost marked stretches of `text` in reading order, line by line; offsets point into `text`.

    A line that opens with a mark after a line whose mark stayed open continues that speech (the usage for quotations of
    several paragraphs). An opening mark that never closes holds to the end of its line when the line or a clause
    begins with it; any other stray mark is dropped. Marks inside marks are part of the content.
    """
    found: list[Marked] = []
    running = False
    for start, end in lines:
        spans, left_open = _line(text, start, end, running)
        if left_open is not None:
            spans.append(left_open)
        if running and spans and spans[0].continued and found and not found[-1].balanced:
            # The usage of several paragraphs: only the last one has a closing mark.
            found[-1] = replace(found[-1], balanced=True)
        found.extend(spans)
        running = left_open is not None
    return found


def _line(text: str, start: int, end: int, running: bool) -> tuple[list[Marked], Marked | None]:
    spans: list[Marked] = []
    opened: tuple[int, int, bool] | None = None  # outer start, content start, single
    last_close = start
    nested = 0
    for mark in _MARK.finditer(text, start, end):
        glyph, at, after = mark.group(), mark.start(), mark.end()
        if _is_apostrophe(text, at, after, glyph, start, end) or _is_measure(
            text, at, glyph, start, opened is not None
        ):
            continue
        single = glyph in _SINGLE
        can_open, can_close = _sides(text, at, after, glyph, start, end)
        if opened is None:
            if can_open and not (single and not _single_closes(text, after, end)):
                opened = (at, after, single)
            elif can_close and not single and not spans and _is_lost_opening(text, start, at, running):
                spans.append(Marked(start, at, start, after, False, balanced=running, continued=running))
                last_close = after
            continue
        if single != opened[2]:
            continue  # a mark of the other kind is nested
        if not single and can_open and not can_close and _closes_twice(text, after, end):
            nested += 1
            continue
        if nested and can_close and not single:
            nested -= 1
            continue
        if can_close and not (single and _is_weak(text, at, after, end) and _stronger_ahead(text, after, end)):
            spans.append(_marked(opened, at, after, start, running))
            opened, last_close = None, after
        elif can_open and not single and _starts_anew(text, at, start):
            # The open mark was never closed; speech starts again here.
            opened = (at, after, single)
    if opened is None:
        return spans, None
    outer, inner, single = opened
    lead = text[last_close:outer].rstrip()
    holds = not single and (outer == start or lead.endswith((",", ":", ".", "—", "–")) or not lead)
    if not holds or inner >= end:
        return spans, None
    return spans, Marked(inner, end, outer, end, single, balanced=False, continued=running and outer == start)


def _marked(opened: tuple[int, int, bool], at: int, after: int, line: int, running: bool) -> Marked:
    outer, inner, single = opened
    return Marked(inner, at, outer, after, single, continued=running and outer == line)


def _sides(text: str, at: int, after: int, glyph: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether the mark at `[at, after)` can open, and whether it can close."""
    before = text[at - 1] if at > start else " "
    behind = text[after] if after < end else " "
    opens = (before.isspace() or before in _BEFORE_OPENING or before in "\"“'‘") and not behind.isspace()
    closes = not before.isspace() and (
        behind.isspace()
        or behind in _AFTER_CLOSING
        or behind in "\"”'’"
        or before in _STRONG_END
        or not behind.isalnum()
    )
    if glyph in _OPENING_GLYPHS:
        # A doubled opening mark that closes (“yes“) is German usage or a slip.
        return (opens or not closes), closes and not opens
    if glyph in _CLOSING_GLYPHS:
        return opens and not closes, True if not opens else closes
    if at == start:
        return opens, False
    return opens, closes


def _is_apostrophe(text: str, at: int, after: int, glyph: str, start: int, end: int) -> bool:
    if glyph not in _SINGLE:
        return False
    before = text[at - 1] if at > start else " "
    behind = text[after] if after < end else " "
    return before.isalnum() and behind.isalnum() or _ELISION.match(text, at) is not None


def _is_measure(text: str, at: int, glyph: str, start: int, is_open: bool) -> bool:
    """Inches, feet and seconds: a straight mark right after a digit while nothing is open."""
    return glyph in ('"', "'", "''") and not is_open and at > start and text[at - 1].isdigit()


def _is_weak(text: str, at: int, after: int, end: int) -> bool:
    """A single mark that may as well be a possessive ("allies' help")."""
    return text[at - 1] in "sSzxZX" and after < end and text[after] == " " and text[after + 1 : after + 2].islower()


def _next_single(text: str, after: int, end: int) -> tuple[int, bool] | None:
    """Place of the next single mark that closes, and whether it is strong; None when an opening one or nothing comes first."""
    for mark in _MARK.finditer(text, after, end):
        glyph, at = mark.group(), mark.start()
        if glyph not in _SINGLE or _is_apostrophe(text, at, mark.end(), glyph, after, end):
            continue
        opens, closes = _sides(text, at, mark.end(), glyph, after - 1, end)
        if opens and not closes:
            return None
        if closes:
            return at, text[at - 1] in _STRONG_END
    return None


def _stronger_ahead(text: str, after: int, end: int) -> bool:
    ahead = _next_single(text, after, min(end, after + 600))
    return ahead is not None and ahead[1]


def _single_closes(text: str, after: int, end: int) -> bool:
    """Whether a single mark that may open has a partner: without one it is an apostrophe."""
    return _next_single(text, after, min(end, after + 2000)) is not None


def _closes_twice(text: str, after: int, end: int) -> bool:
    """Whether the next two double marks both close: then the one before them opened a quotation inside a quotation."""
    closing = 0
    for mark in _MARK.finditer(text, after, min(end, after + 2000)):
        if mark.group() in _SINGLE:
            continue
        opens, closes = _sides(text, mark.start(), mark.end(), mark.group(), after - 1, end)
        if opens or not closes:
            return False
        closing += 1
        if closing == 2:
            return True
    return False


def _starts_anew(text: str, at: int, start: int) -> bool:
    lead = text[start:at].rstrip()
    return lead.endswith((".", "?", "!", ":"))


def _is_lost_opening(text: str, start: int, at: int, running: bool) -> bool:
    """Whether a closing mark without an opening one ends speech that began with the line."""
    return running or (at - start > 8 and text[at - 1] in _STRONG_END)
