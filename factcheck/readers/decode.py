"""Bytes as text: UTF-8 or a plain word about what else they are."""

from __future__ import annotations

from typing import BinaryIO, Protocol

from factcheck.model import NotChecked

# A news article of 20 MB does not exist; a log or a dump by that name does, and would hold all of it in memory.
LARGEST = 20_000_000
_BOM = b"\xef\xbb\xbf"
_UTF16 = {b"\xff\xfe": "FF FE", b"\xfe\xff": "FE FF"}


def decode(data: bytes, *, at_start: bool = True) -> tuple[str, str]:
    """The text of `data` without a byte order mark, and blank; or blank, and the reason why it cannot be read.

    Line ends are left as they are, so that an offset into the text is an offset into the file as decoded.
    """
    if at_start and data[:2] in _UTF16:
        return "", f"UTF-16 (its first bytes are {_UTF16[data[:2]]}); save it as UTF-8"
    if (nul := data.find(0)) >= 0:
        return "", f"binary data or UTF-16 (a zero byte at byte {nul + 1:,}); expected text in UTF-8"
    if at_start:
        data = data.removeprefix(_BOM)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        where = f"byte {byte:,} of line {line:,}" if at_start else f"byte {byte:,}"
        return (
            "",
            f"not UTF-8 (0x{data[error.start]:02X} at {where}; perhaps Windows-1252 or Latin-1); save it as UTF-8",
        )


class Readable(Protocol):
    """A file that a reader is given: a path to tell the user, and its bytes (`folder.Found`)."""

    shown: str

    def open(self) -> BinaryIO: ...


def read_bytes(found: Readable, largest: int = LARGEST) -> bytes | NotChecked:
    """The bytes of a file, or why it cannot be checked: unreadable or larger than `largest`."""
    try:
        with found.open() as handle:
            data = handle.read(largest + 1)
    except OSError as error:
        return NotChecked(found.shown, cannot_read(error))
    if len(data) > largest:
        return NotChecked(found.shown, f"larger than {largest:,} bytes, which no article is")
    return data


def cannot_read(error: OSError) -> str:
    """The reason to tell when a file cannot be opened or read to its end."""
    return f"cannot be read ({error.strerror or error})"


def read_whole(found: Readable) -> str | NotChecked:
    """The text of a file, or why it cannot be checked: unreadable, too large, not UTF-8, no words."""
    data, shown = read_bytes(found), found.shown
    if isinstance(data, NotChecked):
        return data
    text, reason = decode(data)
    reason = reason or lacks_words(text)
    return NotChecked(shown, reason) if reason else text


def lacks_words(text: str) -> str:
    """Why `text` is no article: empty or without a letter; blank when it has letters."""
    if not text.strip("\ufeff \t\r\n"):
        return "the file is empty" if not text else "holds nothing but white space"
    return "" if any(c.isalpha() for c in text) else "holds no letters"
