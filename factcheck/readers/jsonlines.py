"""JSON Lines: one article a line, an object with `id`, `text` and what else is known about it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from factcheck.model import Article, NotChecked, Published
from factcheck.readers.decode import LARGEST, decode, lacks_words
from factcheck.readers.metadata import DATE_FORMS, as_text, parse_days, pick_fields

# Half of a character outside the basic plane: JSON can hold it, no file can.
_HALF = re.compile(r"[\ud800-\udfff]")


def read_jsonlines(path: Path, name: str, shown: str) -> Iterator[Article | NotChecked]:
    """The articles in the file at `path`, line by line; a line that is none is told as `path:line` with its reason.

    `name` is unused: an article's id is the record's.
    """
    lines_of: dict[str, int] = {}
    filled = 0
    try:
        with path.open("rb") as handle:
            for number, line in enumerate(iter(lambda: handle.readline(LARGEST + 1), b""), start=1):
                if number == 1 and (reason := _not_lines(line)):
                    yield NotChecked(shown, reason)
                    return
                if not line.strip(b"\xef\xbb\xbf \t\r\n"):
                    continue
                filled += 1
                while len(line) > LARGEST and not line.endswith(b"\n") and handle.readline(LARGEST)[-1:] not in b"\n":
                    pass
                yield from _read_line(line, number, shown, lines_of)
    except OSError as error:
        yield NotChecked(shown, f"cannot be read ({error.strerror or error})")
        return
    if not filled:
        yield NotChecked(shown, "the file is empty")


def _not_lines(first: bytes) -> str:
    """Why a file with this first line is no JSON Lines at all; blank when it may be."""
    if first[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in first:
        return decode(first)[1]
    if first.strip(b"\xef\xbb\xbf \t\r\n")[:1] == b"[":
        return "a JSON array; expected JSON Lines: one object a line, without brackets and commas between them"
    return ""


def _read_line(line: bytes, number: int, shown: str, lines_of: dict[str, int]) -> Iterator[Article | NotChecked]:
    where = f"{shown}:{number}"
    record, reason = _parse(line, first=number == 1)
    if reason:
        yield NotChecked(where, reason)
        return
    name = as_text(record["id"])
    if name in lines_of:
        yield NotChecked(where, f'the id "{name}" is already on line {lines_of[name]}; each article needs its own')
        return
    lines_of[name] = number
    fields = pick_fields(record)
    printed = fields.pop("published", "")
    days = parse_days(printed) if printed else None
    if printed and not days:
        yield NotChecked(where, f'published "{printed}" is not a date; expected one {DATE_FORMS}. It counts as unknown')
    published = Published(*days, how="metadata", evidence=printed) if days else Published()
    yield Article(id=name, text=record["text"], path=shown, published=published, **fields)


def _parse(line: bytes, *, first: bool) -> tuple[dict, str]:
    """The record on `line` and blank, or an empty one and what is wrong with it."""
    if len(line) > LARGEST:
        return {}, f"longer than {LARGEST:,} bytes, which no article is"
    line = line.rstrip(b"\r\n")
    printed, reason = decode(line.removeprefix(b"\xef\xbb\xbf") if first else line, at_start=False)
    if reason:
        return {}, reason
    try:
        record = json.loads(printed)
    except json.JSONDecodeError as error:
        return {}, f"not JSON ({error.msg.lower()} at character {error.pos + 1})"
    except (RecursionError, ValueError):
        return {}, "not JSON that can be read (too deep, or a number with too many digits)"
    if not isinstance(record, dict):
        return {}, 'not an object; expected {"id": ..., "text": ...}'
    for key in ("id", "text"):
        if key not in record:
            return {}, f'"{key}" is missing; expected {{"id": ..., "text": ...}}'
    if not as_text(record["id"]):
        return {}, '"id" is blank or neither text nor a number'
    if not isinstance(record["text"], str):
        return {}, '"text" is not text'
    if reason := lacks_words(record["text"]):
        return {}, '"text" ' + reason.replace("the file is", "is")
    if half := _HALF.search(record["text"]) or _HALF.search(printed_values(record)):
        return {}, f"holds half a character (\\u{ord(half.group()):04x}), which no text file can hold"
    return record, ""


def printed_values(record: dict) -> str:
    """The id and the fields of `record` that end up in a report, in one string."""
    return " ".join((as_text(record["id"]), *pick_fields(record).values()))
