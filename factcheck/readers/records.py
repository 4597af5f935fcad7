"""A record of a table of articles (a JSON object, a row) as an Article, or a word on what it lacks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from factcheck.model import Article, NotChecked, Published
from factcheck.readers.decode import lacks_words
from factcheck.readers.metadata import DATE_FORMS, TEXT_KEYS, as_text, find_key, parse_days, pick_fields

# Half of a character outside the basic plane: JSON can hold it, no file can.
_HALF = re.compile(r"[\ud800-\udfff]")

Anchors = tuple[tuple[int, int, int], ...] | None


@dataclass(slots=True)
class Table:
    """What a reader of many articles knows of the file at hand: its path as told, the columns named, the ids met.

    `unit` is what a record is called to the user: line or row.
    """

    shown: str
    columns: Mapping[str, str]
    unit: str = "line"
    places: dict[str, int] = field(default_factory=dict)

    def read(
        self, record: Mapping, name: str, text: object, place: int, anchors: Callable[[], Anchors]
    ) -> Iterator[Article | NotChecked]:
        """The article of one record, the one at `place` of the file, and what is wrong with it.

        `anchors` is called for `Article.anchors` when the article stands. An id that an earlier record has is told.
        """
        where = f"{self.shown}:{place}"
        fields = pick_fields(record, self.columns)
        if reason := _fault(name, text, fields):
            yield NotChecked(where, reason)
            return
        if name in self.places:
            reason = f'the id "{name}" is already on {self.unit} {self.places[name]}; each article needs its own'
            yield NotChecked(where, reason)
            return
        self.places[name] = place
        printed = fields.pop("published", "")
        days = parse_days(printed) if printed else None
        if printed and not days:
            reason = f'published "{printed}" is not a date; expected one {DATE_FORMS}. It counts as unknown'
            yield NotChecked(where, reason)
        published = Published(*days, how="metadata", evidence=printed) if days else Published()
        yield Article(id=name, text=text, path=self.shown, published=published, anchors=anchors(), **fields)


def _fault(name: str, text: object, fields: Mapping[str, str]) -> str:
    """What keeps a record from being an article; blank when nothing does."""
    if not name:
        return '"id" is blank or neither text nor a number'
    if not isinstance(text, str):
        return '"text" is not text'
    if reason := lacks_words(text):
        return '"text" ' + reason.replace("the file is", "is")
    if half := _HALF.search(text) or _HALF.search(" ".join((name, *fields.values()))):
        return f"holds half a character (\\u{ord(half.group()):04x}), which no text file can hold"
    return ""


def find_columns(names: Sequence[str], columns: Mapping[str, str]) -> tuple[dict[str, str | None], str]:
    """The columns of a table that hold the text and the id (None when none does), and why it holds no articles or blank.

    A column that is named but is not there is told, whatever the field.
    """
    shown = ", ".join(name for name in names if name)[:300]
    for what, name in columns.items():
        if name not in names:
            return {}, f"no column {name}, named for the {what}; the columns are {shown}"
    keys = {what: find_key(what, names, columns) for what in ("text", "id")}
    if keys["text"] is None:
        known = ", ".join(TEXT_KEYS[:3])
        return (
            {},
            f"no column that holds the text of articles ({known}, ... or one that you name); the columns are {shown}",
        )
    return keys, ""


def name_of(record: Mapping, key: str) -> str:
    """The id that a record holds under `key`, in one line; blank when it holds none that is text or a number."""
    return as_text(record.get(key))
