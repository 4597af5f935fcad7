"""The lines of a text, with the lines of a hard-wrapped paragraph put together again.

Mail, wire copy and Markdown break lines at a fixed width. Such a break is told from a real one by the width: the next
line's first word would not have fitted.
"""

from __future__ import annotations

import re
from itertools import pairwise

from factcheck.language.printed import INVISIBLE

# All line ends that str.splitlines knows.
LINE_END = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{LINE_END}]+")
_BREAK = re.compile(f"\r\n|[{LINE_END}]")
_SPACE_AHEAD = re.compile(rf"[\s{INVISIBLE}]*")
_FIRST_WORD = re.compile(r"\S+")
_END_MARK = re.compile(r"[.?!…:;][\"'”’)\]*_]{0,3}\Z")
_ENTRY = re.compile(r"[ \t>]*(?:[-*+•#–—]|\d{1,3}[.)])[ \t]")
# Wrapped lines are hardly ever wider (characters).
_WIDEST = 120
_FEWEST_BREAKS = 3
_SHARE_OF_BREAKS = 0.3


def split_lines(words: str, printed: str) -> list[tuple[int, int]]:
    """The spans of the lines of `words` that are not blank, stripped; a hard-wrapped paragraph is one span.

    `words` is `printed` with its markup blanked out; where an entry of a list begins is read off `printed`.
    """
    spans = []
    for line in _LINE.finditer(words):
        start, end = strip(words, line.start(), line.end())
        if start < end:
            spans.append((start, end))
    width = _width(words, spans)
    if not width:
        return spans
    joined = spans[:1]
    for before, line in pairwise(spans):
        if _adjacent(words, before, line) and _is_wrapped(words, before, line, width, printed):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """`start` and `end` without the white space and invisible characters at both ends of `text[start:end]`."""
    start = min(_SPACE_AHEAD.match(text, start, end).end(), end)
    while end > start and (text[end - 1].isspace() or text[end - 1] in INVISIBLE):
        end -= 1
    return start, end


def _adjacent(text: str, before: tuple[int, int], line: tuple[int, int]) -> bool:
    """Whether no blank line stands between two lines."""
    return line[0] - before[1] < 40 and len(_BREAK.findall(text, before[1], line[0])) == 1


def _width(text: str, spans: list[tuple[int, int]]) -> int:
    """The width at which `text` is wrapped; 0 when it is not."""
    pairs = [(before, line) for before, line in pairwise(spans) if _adjacent(text, before, line)]
    if not pairs:
        return 0
    # Some lines are wider: an address does not break, and neither does a link in Markdown.
    width = sorted(end - start for (start, end), _ in pairs)[len(pairs) * 9 // 10]
    if width > _WIDEST:
        return 0
    running_on = sum(
        text[line[0]].islower() and not _END_MARK.search(text, max(before[0], before[1] - 5), before[1])
        for before, line in pairs
    )
    if running_on < _FEWEST_BREAKS or running_on < _SHARE_OF_BREAKS * len(pairs):
        return 0
    return width


def _is_wrapped(text: str, before: tuple[int, int], line: tuple[int, int], width: int, printed: str) -> bool:
    first = _FIRST_WORD.match(text, line[0], line[1]).group()
    fitted = before[1] - before[0] + 1 + len(first) <= width - max(2, width // 10)
    opening = printed.rfind("\n", 0, line[0]) + 1
    return not fitted and not _ENTRY.match(printed, opening, line[1])
