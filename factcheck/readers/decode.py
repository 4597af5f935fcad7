"""Bytes as text: UTF-8 or a plain word about what else they are."""

from __future__ import annotations

from pathlib import Path

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


def read_whole(path: Path, shown: str) -> str | NotChecked:
    """The text of the file at `path`, or why it cannot be checked: unreadable, too large, not UTF-8, no words."""
    try:
        with path.open("rb") as handle:
            data = handle.read(LARGEST + 1)
    except OSError as error:
        return NotChecked(shown, f"cannot be read ({error.strerror or error})")
    if len(data) > LARGEST:
        return NotChecked(shown, f"larger than {LARGEST:,} bytes, which no article is")
    text, reason = decode(data)
    reason = reason or lacks_words(text)
    return NotChecked(shown, reason) if reason else text


def lacks_words(text: str) -> str:
    """Why `text` is no article: empty or without a letter; blank when it has letters."""
    if not text.strip("\ufeff \t\r\n"):
        return "the file is empty" if not text else "holds nothing but white space"
    return "" if any(c.isalpha() for c in text) else "holds no letters"
