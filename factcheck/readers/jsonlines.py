"""JSON Lines: one article a line, an object with `id`, `text` and what else is known about it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from factcheck.model import Article, NotChecked
from factcheck.readers.decode import LARGEST, cannot_read, decode
from factcheck.readers.folder import Found
from factcheck.readers.metadata import as_text, find_key
from factcheck.readers.records import Table

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\]:,]', re.DOTALL)
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
_BOM = b"\xef\xbb\xbf"


def read_jsonlines(found: Found, columns: Mapping[str, str]) -> Iterator[Article | NotChecked]:
    """The articles in the file, line by line; a line that is none is told as `path:line` with its reason.

    An article's id is the record's. `columns` names the keys of fields that are called otherwise than is known.
    """
    shown, filled = found.shown, 0
    table = Table(shown, columns)
    try:
        with found.open() as handle:
            for number, line in enumerate(iter(lambda: handle.readline(LARGEST + 1), b""), start=1):
                if number == 1 and (reason := _not_lines(line)):
                    yield NotChecked(shown, reason)
                    return
                if not line.strip(_BOM + b" \t\r\n"):
                    continue
                filled += 1
                while len(line) > LARGEST and not line.endswith(b"\n") and handle.readline(LARGEST)[-1:] not in b"\n":
                    pass
                yield from _read_line(line, number, table)
    except OSError as error:
        yield NotChecked(shown, cannot_read(error))
        return
    if not filled:
        yield NotChecked(shown, "the file is empty")


def _not_lines(first: bytes) -> str:
    """Why a file with this first line is no JSON Lines at all; blank when it may be."""
    if first[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in first:
        return decode(first)[1]
    if first.strip(_BOM + b" \t\r\n")[:1] == b"[":
        return "a JSON array; expected JSON Lines: one object a line, without brackets and commas between them"
    return ""


def _read_line(line: bytes, number: int, table: Table) -> Iterator[Article | NotChecked]:
    printed, record, reason = _parse(line, first=number == 1)
    keys = {}
    for field in () if reason else ("id", "text"):
        keys[field] = find_key(field, record, table.columns)
        if keys[field] is None and not reason:
            wanted = {name: table.columns.get(name, name) for name in ("id", "text")}
            reason = f'"{wanted[field]}" is missing; expected {{"{wanted["id"]}": ..., "{wanted["text"]}": ...}}'
    if reason:
        yield NotChecked(f"{table.shown}:{number}", reason)
        return
    name, text = as_text(record[keys["id"]]), record[keys["text"]]
    yield from table.read(record, name, text, number, lambda: _anchors(printed, keys["text"], number))


def _parse(line: bytes, *, first: bool) -> tuple[str, dict, str]:
    """The text of `line`, its record and blank, or an empty record and what is wrong with it."""
    if len(line) > LARGEST:
        return "", {}, f"longer than {LARGEST:,} bytes, which no article is"
    line = line.rstrip(b"\r\n")
    printed, reason = decode(line.removeprefix(_BOM) if first else line, at_start=False)
    if reason:
        return "", {}, reason
    try:
        record = json.loads(printed)
    except json.JSONDecodeError as error:
        return "", {}, f"not JSON ({error.msg.lower()} at character {error.pos + 1})"
    except (RecursionError, ValueError):
        return "", {}, "not JSON that can be read (too deep, or a number with too many digits)"
    if not isinstance(record, dict):
        return "", {}, 'not an object; expected {"id": ..., "text": ...}'
    return printed, record, ""


def _anchors(printed: str, key: str, line: int) -> tuple[tuple[int, int, int], ...]:
    """Where each stretch of the text under `key` stands in the record `printed`; see `model.Article.anchors`."""
    start, end = _value_of(printed, key)
    return string_anchors(printed, start + 1, end - 1, line, start + 2)


def _value_of(printed: str, key: str) -> tuple[int, int]:
    """The last string that stands under `key` in the outermost object, quotation marks included: JSON's readers take
    the last of several."""
    depth, span, name, last = 0, (0, 2), None, None
    for token in _TOKEN.finditer(printed):
        mark = token.group()[0]
        if mark in "}]":
            depth -= 1
        elif mark in "{[":
            depth += 1
        elif depth > 1:
            continue
        elif mark == ":":
            name = last
        elif mark == ",":
            name = None
        elif name is None:
            last = token.group()
        elif json.loads(name) == key:
            span = token.span()
    return span


def string_anchors(printed: str, start: int, end: int, line: int, column: int) -> tuple[tuple[int, int, int], ...]:
    """The anchors of a JSON string whose characters, escapes included, are `printed[start:end]`, from `column` of `line` on.

    Behind an escape that prints something stand two, so that a span which ends with it takes it in.
    """
    anchors = [(0, line, column)]
    lost = 0
    for escape in _ESCAPE.finditer(printed, start, end):
        lost += len(escape.group()) - 1
        anchor = (escape.end() - start - lost, line, column + escape.end() - start)
        anchors.extend((anchor,) if escape.group()[1] in "nrt" else (anchor, anchor))
    return tuple(anchors)
