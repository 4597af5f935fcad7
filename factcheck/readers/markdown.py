"""Markdown with YAML front matter: the text stays whole, and the marks in it are listed as spans that are not words."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping

from factcheck.model import Article, NotChecked, Published
from factcheck.readers.decode import read_whole
from factcheck.readers.folder import Found
from factcheck.readers.metadata import DATE_FORMS, parse_days, pick_fields

# Longer front matter is a text between two rules, not front matter.
LONGEST_FRONT_MATTER = 50_000
# A longer comment is a text with a slip in it.
LONGEST_COMMENT = 5_000
DEEPEST = 50

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(?P<yaml>(?:[^\n]*\n)*?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_KEY_BELOW = re.compile(r"\s*---[ \t]*\r?\n[ \t]*[A-Za-z][\w -]{0,40}:[ \t]")
# A line that belongs in front matter, however broken: a key, or what continues the line above.
_PLAIN_LINE = re.compile(r"[A-Za-z][\w -]{0,40}:|[ \t#-]")
_FENCE = re.compile(r"[ ]{0,3}(?P<mark>`{3,}|~{3,})")
_REFERENCE = re.compile(r"[ ]{0,3}\[[^\[\]\n]{1,200}\]:[ \t]*\S+.*")
_HEADING = re.compile(r"[ ]{0,3}#[ \t]+(?P<title>.*?)[ \t#]*")
# What opens a line: quotation bars, then a heading's or a list entry's mark, then a task's box.
_LINE_MARK = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*(?:#{1,6}[ \t]+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|\d{1,2}[.)][ \t]+)?")
_LINE_END_MARK = re.compile(r"[ \t]+#+[ \t]*$")
_URL = r"(?:[^()\s]|\([^()\s]{0,300}\)){0,2000}"
# Where a link leads: (address "title") or [reference].
_TARGET = rf"""(?:\({_URL}(?:[ \t]+["'(][^\n"]{{0,300}}["')])?\)|\[[^\[\]\n]{{0,200}}\])"""
_MARKS = re.compile(
    rf"""
      (?P<image>!\[[^\[\]\n]{{0,500}}\]{_TARGET})
    | (?P<link>\[(?P<label>[^\[\]\n]{{1,500}})\]{_TARGET})
    | (?P<footnote>\[\^[^\[\]\s]{{1,40}}\]:?)
    | (?P<comment><!--.{{0,5000}}?-->)
    | (?P<tag></?[a-zA-Z][^<>\n]{{0,1000}}>)
    | (?P<entity>&nbsp;)
    | (?P<escape>\\(?=[!-/:-@\[-`{{-~]))
    | (?P<code>`{{1,3}})
    | (?P<star>(?<![\s*])\*{{1,3}}|\*{{1,3}}(?=[^\s*]))
    | (?P<line>(?<!\w)_{{1,3}}(?=[^\s_])|(?<=[^\s_])_{{1,3}}(?!\w))
    | (?P<struck>~~)
    | (?P<pipe>(?<=[ \t])\|(?=[ \t]))
    """,
    re.VERBOSE | re.DOTALL,
)


def read_markdown(found: Found, columns: Mapping[str, str]) -> Iterator[Article | NotChecked]:
    """The article in the file, or why it cannot be checked. `columns` is unused.

    Front matter that is not YAML is told and read line by line; where it does not look like any, it counts as text.
    """
    text, shown = read_whole(found), found.shown
    if isinstance(text, NotChecked):
        yield text
        return
    fields, start, reason = _front_matter(text)
    if reason:
        yield NotChecked(shown, reason)
    printed = fields.pop("published", "")
    days = parse_days(printed) if printed else None
    if printed and not days:
        yield NotChecked(shown, f'date "{printed}" is not a date; expected one {DATE_FORMS}. It counts as unknown')
    marks, heading = _marks(text, start)
    fields.setdefault("title", heading)
    yield Article(
        id=found.name,
        text=text,
        path=shown,
        published=Published(*days, how="front matter", evidence=printed) if days else Published(),
        markup=marks,
        **fields,
    )


def _front_matter(text: str) -> tuple[dict[str, str], int, str]:
    """The fields of the front matter, the offset behind it (0 when there is none), and what is wrong with it."""
    if not text.lstrip().startswith("---"):
        return {}, 0, ""
    found = _FRONT_MATTER.match(text[:LONGEST_FRONT_MATTER])
    if not found and _KEY_BELOW.match(text):
        return {}, 0, "front matter is not closed (no line --- behind it); it counts as text"
    if not found or not found["yaml"].strip():
        return {}, 0, ""
    import yaml

    try:
        _check_depth(found["yaml"])
        # Every value stays the text that was printed: no "2026-02-31" that fails, no "no" that turns into False.
        record = yaml.load(found["yaml"], Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 2}" if mark else ""
        fault = f"front matter is not YAML{where} ({getattr(error, 'problem', None) or 'cannot be read'})"
        lines = [line for line in found["yaml"].splitlines() if line.strip()]
        if not all(_PLAIN_LINE.match(line) for line in lines):
            return {}, 0, f"{fault}; it counts as text"
        plain = [line.partition(":") for line in lines if line[0].isalpha()]
        fields = pick_fields({key: value.strip().strip("\"'") for key, _, value in plain})
        return fields, found.end(), f"{fault}; its lines are read as plain text"
    if not isinstance(record, dict):
        return {}, 0, ""
    return pick_fields(record), found.end(), ""


def _check_depth(printed: str) -> None:
    """Raises ValueError where YAML is nested deeper than `DEEPEST`: building it would overrun the stack of the process."""
    import yaml

    depth = 0
    for event in yaml.parse(printed, Loader=yaml.CBaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise ValueError(f"more than {DEEPEST} levels")


def _marks(text: str, start: int) -> tuple[tuple[tuple[int, int], ...], str]:
    """The spans that are not words, in order and apart, and the first heading of the first level."""
    spans = [(0, start)] if start else []
    heading = ""
    fence = 0
    fences = _closed_fences(text, start)
    comments = _wide_comments(text, start)
    comment = (0, 0)
    for line in re.finditer(r"[^\r\n]+", text[start:]):
        left, right = start + line.start(), start + line.end()
        if left in fences:
            fence = fences[left]
        if left < fence or _REFERENCE.fullmatch(text, left, right):
            spans.append((left, right))
            continue
        if left < comment[1]:
            spans.append((left, min(right, comment[1])))
            left = min(right, comment[1])
        while comments and comments[0][0] < left:
            comments.popleft()
        if comments and comments[0][0] < right:
            comment = comments.popleft()
            spans.extend(_marks_of_line(text, left, comment[0]))
            spans.append((comment[0], right))
            continue
        if not heading and (found := _HEADING.fullmatch(text, left, right)):
            heading = found["title"]
        spans.extend(_marks_of_line(text, left, right))
    return tuple((left, right) for left, right in spans if left < right), heading


def _wide_comments(text: str, start: int) -> deque[tuple[int, int]]:
    """The spans of comments that go over the end of a line; one that is never closed is none."""
    found: deque[tuple[int, int]] = deque()
    end = start
    while (opening := text.find("<!--", max(start, end))) >= 0 and (end := text.find("-->", opening + 4)) >= 0:
        end += 3
        if end - opening <= LONGEST_COMMENT and ("\n" in text[opening:end] or "\r" in text[opening:end]):
            found.append((opening, end))
    return found


def _closed_fences(text: str, start: int) -> dict[int, int]:
    """Start and end of each fenced block of code; one that is never closed is none, lest it swallow the rest."""
    fences: dict[int, int] = {}
    opened: tuple[int, str] | None = None
    for line in re.finditer(r"[^\r\n]+", text[start:]):
        left, right = start + line.start(), start + line.end()
        found = _FENCE.match(text, left, right)
        if not found:
            continue
        if opened is None:
            opened = (left, found["mark"])
        elif found["mark"].startswith(opened[1]) and not text[found.end() : right].strip():
            fences[opened[0]] = right
            opened = None
    return fences


def _marks_of_line(text: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    body = _LINE_MARK.match(text, left, right).end()
    if body > left:
        yield left, body
    tail = _LINE_END_MARK.search(text, body, right) if text[left:body].lstrip().startswith("#") else None
    end = tail.start() if tail else right
    for found in _MARKS.finditer(text, body, end):
        if found.lastgroup in ("link", "label"):
            yield found.start(), found.start("label")
            yield from _marks_of_label(text, found.start("label"), found.end("label"))
            yield found.end("label"), found.end()
        else:
            yield found.span()
    if tail:
        yield tail.span()


def _marks_of_label(text: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"\*{1,3}|`{1,3}|~~|\\(?=[!-/:-@\[-`{-~])", text[left:right]):
        yield left + found.start(), left + found.end()
