"""Bytes as text: UTF-8 or a plain word about what else they are."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import BinaryIO, Protocol

from factcheck.model import NotChecked

# A news article of 20 MB does not exist; a log or a dump by that name does, and would hold all of it in memory.
LARGEST = 20_000_000
_BOM = b"\xef\xbb\xbf"
# What a page declares stands near its top, whatever is printed there besides.
_HEAD = 4096
_DECLARED = re.compile(
    rb"""(?:<meta\b[^<>]{0,300}?charset|<\?xml\b[^<>]{0,100}?encoding)\s*=\s*["']?\s*([\w:.-]{2,20})""", re.I
)
_KNOWN = re.compile(
    r"utf-?8|us-ascii|ascii|latin-?1|iso-8859-\d{1,2}|(?:windows|cp)-?(?:125\d|874)|koi8-[ru]|macintosh|gb2312|gbk|gb18030|"
    r"big5|shift_jis|x-sjis|euc-(?:jp|kr)|iso-2022-jp"
)
# The web's name for an encoding, and the one that browsers read it as.
_AS_READ = {
    "us-ascii": "cp1252", "ascii": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "iso-8859-1": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "windows-874": "cp874", "macintosh": "mac-roman", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "x-sjis": "cp932", "euc-kr": "cp949",
}  # fmt: skip
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


def decode_page(data: bytes) -> tuple[str, str, str]:
    """The text of an HTML page, why it cannot be read, and a doubt about what was read; each blank when there is none.

    Its encoding is the one that a byte order mark or the page itself declares, by the names of the WHATWG's encoding
    standard; undeclared it is UTF-8, or Windows-1252 where it is not. Bytes that do not fit are replaced and told.
    """
    if data[:2] in _UTF16:
        return data.decode("utf-16", "replace"), "", ""
    declared = _DECLARED.search(data, 0, _HEAD)
    label = declared[1].decode("ascii").lower() if declared else ""
    if data.startswith(_BOM) or label.startswith("utf-16"):
        label = "utf-8"
    if data.find(0) >= 0:
        return "", decode(data)[1], ""
    data = data.removeprefix(_BOM)
    if label and not _KNOWN.fullmatch(label):
        declared, label = None, ""
    if label and label != "utf-8" and not data.isascii():
        # A server or a content system that changed over, and a page that was not told: what holds signs beyond ASCII in an
        # encoding of one byte a sign is UTF-8 by no accident.
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8"), "", f"declares {label}, but is UTF-8; read as UTF-8"
    try:
        return data.decode(_AS_READ.get(label, label) or "utf-8"), "", ""
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if not declared:
            doubt = f"declares no encoding and is not UTF-8 (0x{data[error.start]:02X} on line {line:,}); read as Windows-1252"
            return data.decode("cp1252", "replace"), "", doubt
        doubt = (
            f"declares {label}, which 0x{data[error.start]:02X} on line {line:,} is not; such bytes are read as \ufffd"
        )
        return data.decode(_AS_READ.get(label, label), "replace"), "", doubt
    except LookupError:
        return "", f"declares the encoding {label}, which cannot be read; save it as UTF-8", ""


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
