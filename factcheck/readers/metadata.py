"""What a page says about itself: title, outlet, author, address and the day it came out."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date

from factcheck.errors import InputError

# Which keys of front matter, of a JSON record or of a table mean which field, the first that holds something first.
TEXT_KEYS = (
    "text", "body", "content", "article", "article_text", "article_body", "articlebody", "body_text", "full_text",
    "fulltext", "story",
)  # fmt: skip
ID_KEYS = ("id", "article_id", "uuid", "guid")
KEYS = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publisher", "site_name"),
    "author": ("author", "authors", "byline"),
    "url": ("url", "link", "canonical", "canonical_url"),
    "published": ("published", "date", "date_published", "publishdate", "pubdate", "published_at"),
}
FIELDS = ("text", "id", *KEYS)
DATE_FORMS = 'such as "2026-02-11", "2026-02-11T08:00:00Z", "11 February 2026" or "2026-02"'

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(?P<month>[A-Za-z]{3,9})"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?"
_CLOCK = r"(?:(?:[T,]|\s)\s*(?:at\s+)?\d{1,2}[:.]\d{2}.{0,30})?"
_ISO = re.compile(rf"(?P<y>\d{{4}})(?P<sep>[-/.]?)(?P<m>\d{{2}})(?P=sep)(?P<d>\d{{2}}){_CLOCK}", re.I)
_ISO_MONTH = re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})")
_YEAR = re.compile(r"(?P<y>[12]\d{3})")
_WRITTEN = (
    re.compile(rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH}\.?,?[\s-]+(?P<y>\d{{4}}){_CLOCK}", re.I),
    re.compile(rf"{_WEEKDAY}{_MONTH}\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}}){_CLOCK}", re.I),
)
_WRITTEN_MONTH = re.compile(rf"{_MONTH}\.?,?\s+(?P<y>\d{{4}})", re.I)
_NUMBERS = re.compile(rf"(?P<a>\d{{1,2}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?P=sep)(?P<y>\d{{4}}){_CLOCK}", re.I)


def check_columns(columns: Mapping[str, str] | None) -> dict[str, str]:
    """The columns named for fields as a dict of their own; raises InputError for a field that is none of `FIELDS`."""
    for name in columns or {}:
        if name not in FIELDS:
            raise InputError(f"columns: there is no field '{name}'; allowed are {', '.join(FIELDS)}")
    return dict(columns or {})


def parse_days(value: str) -> tuple[str, str] | None:
    """The first and the last day, ISO 8601, that a written publication date names; None when it names none for sure.

    A time of day and its zone are left aside: the day is the printed one. "2026-02", "February 2026" and "2026" are
    whole months and years; "2026-02-11/2026-02-12" is an interval. "02/11/2026", February or November, is None.
    """
    value = " ".join(value.split())
    if len(value) > 100:
        return None
    if value.count("/") == 1:
        first, last = (parse_days(part) for part in value.split("/"))
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    if found := _ISO.fullmatch(value):
        return _day(int(found["y"]), int(found["m"]), int(found["d"]))
    for form in _WRITTEN:
        if found := form.fullmatch(value):
            return _day(int(found["y"]), _MONTHS.get(found["month"].lower(), 0), int(found["d"]))
    if found := _WRITTEN_MONTH.fullmatch(value):
        return _month(int(found["y"]), _MONTHS.get(found["month"].lower(), 0))
    if found := _ISO_MONTH.fullmatch(value):
        return _month(int(found["y"]), int(found["m"]))
    if found := _YEAR.fullmatch(value):
        return f"{value}-01-01", f"{value}-12-31"
    if found := _NUMBERS.fullmatch(value):
        a, b, year = int(found["a"]), int(found["b"]), int(found["y"])
        if found["sep"] == "." or a > 12 or a == b:  # Dots are a European habit: day first.
            return _day(year, b, a)
        return _day(year, a, b) if b > 12 else None
    return None


def _day(year: int, month: int, day: int) -> tuple[str, str] | None:
    if not (year >= 1000 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    iso = date(year, month, day).isoformat()
    return iso, iso


def _month(year: int, month: int) -> tuple[str, str] | None:
    if not (year >= 1000 and 1 <= month <= 12):
        return None
    return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"


def plain_key(key: object) -> str:
    """A key as it is compared: without case, hyphens and spaces."""
    return str(key).strip().casefold().replace("-", "_").replace(" ", "_")


def pick_fields(record: Mapping, columns: Mapping[str, str] | None = None) -> dict[str, str]:
    """The fields of `KEYS` that `record` holds, as plain text; one that `columns` names a key for is read there alone."""
    plain = {plain_key(key): value for key, value in record.items()}
    fields = {}
    for field, keys in KEYS.items():
        if columns and field in columns:
            if text := as_text(record.get(columns[field])):
                fields[field] = text
            continue
        for key in keys:
            if text := as_text(plain.get(key)):
                fields[field] = text
                break
    return fields


def find_key(field: str, keys: Iterable[str], columns: Mapping[str, str] | None = None) -> str | None:
    """Which of `keys` holds the text or the id of a record: the one that `columns` names, else the first known; or None."""
    keys = list(keys)
    if columns and field in columns:
        return columns[field] if columns[field] in keys else None
    plain = {}
    for key in keys:
        plain.setdefault(plain_key(key), key)
    return next((plain[key] for key in (TEXT_KEYS if field == "text" else ID_KEYS) if key in plain), None)


def as_text(value: object) -> str:
    """One line of text: lists are joined with commas, of a mapping its `name` is taken, other values are blank."""
    if isinstance(value, list):
        return ", ".join(part for part in map(_scalar, value) if part)
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).split())
