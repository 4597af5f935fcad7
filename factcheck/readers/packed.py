"""ZIP files as folders: what lies in them is read where it is, never unpacked to disk."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

SUFFIX = ".zip"
# Bounds on what a ZIP may make us read. Years of a newspaper fit in each; a bomb in none.
MOST_FILES = 50_000
LARGEST_DIRECTORY = 10_000_000
LARGEST_UNPACKED = 2_000_000_000
# Text packs to a quarter or a tenth, a table that repeats itself to a fiftieth.
LARGEST_RATIO = 200
# Below this size the ratio says nothing: a file of one repeated line is no bomb.
SMALL = 1_000_000

# What zipfile raises at bytes that are no ZIP, at damaged ones and at what it cannot unpack.
_BAD = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError)
_END, _END_SIZE = b"PK\x05\x06", 22
_LOCATOR, _LOCATOR_SIZE, _END64_SIZE = b"PK\x06\x07", 20, 56


class Pack:
    """A ZIP file that is opened when one of its files is first, and again after `close`.

    Between two files of it stays open, so that its directory is read once. Everything that goes wrong is an OSError.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._opened: zipfile.ZipFile | None = None

    def entries(self) -> list[zipfile.ZipInfo]:
        """Its files and folders as they stand in its directory; raises OSError with a reason to tell."""
        count, length = _directory(self.path)
        if count > MOST_FILES or length > LARGEST_DIRECTORY:
            raise OSError(f"a ZIP of more than {MOST_FILES:,} files")
        entries = self._zip().infolist()
        if len(entries) != count:
            raise OSError(f"no ZIP that can be read: its directory holds {len(entries):,} files and says {count:,}")
        if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
            raise OSError(f"a ZIP that unpacks to more than {LARGEST_UNPACKED:,} bytes")
        return entries

    def open(self, entry: zipfile.ZipInfo) -> BinaryIO:
        """The bytes of one of its files, as a stream that can seek."""
        packed = self._zip()
        try:
            return io.BufferedReader(_Stream(packed.open(entry)))
        except (*_BAD, OSError) as error:  # At a place that is none, seeking fails as an OSError.
            raise OSError(f"its ZIP is damaged: {getattr(error, 'strerror', None) or error}") from None

    def close(self) -> None:
        """Lets go of the file until the next use."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _zip(self) -> zipfile.ZipFile:
        if self._opened is None:
            try:
                self._opened = zipfile.ZipFile(self.path)
            except _BAD as error:
                raise OSError(f"no ZIP that can be read: {error}") from None
        return self._opened


class _Stream(io.RawIOBase):
    """A packed file; damage in it is an OSError."""

    def __init__(self, packed) -> None:
        self._packed = packed

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._packed.seekable()

    def readinto(self, buffer) -> int:
        try:
            data = self._packed.read(len(buffer))
        except _BAD as error:
            raise OSError(f"its ZIP is damaged: {error}") from None
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        try:
            return self._packed.seek(offset, whence)
        except _BAD as error:
            raise OSError(f"its ZIP is damaged: {error}") from None

    def tell(self) -> int:
        return self._packed.tell()

    def close(self) -> None:
        self._packed.close()
        super().close()


def _directory(path: Path) -> tuple[int, int]:
    """How many files the end of a ZIP says that it holds, and the length of its directory, which zipfile reads whole.

    Raises OSError when there is no such end.
    """
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(0, size - 0xFFFF - _END_SIZE - _LOCATOR_SIZE - _END64_SIZE))
        tail = file.read()
    at = len(tail) - _END_SIZE
    if tail[max(0, at) :][:4] != _END:
        at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_SIZE:
        raise OSError("no ZIP that can be read: it has no directory")
    large = at - _LOCATOR_SIZE - _END64_SIZE
    if large >= 0 and tail[at - _LOCATOR_SIZE :][:4] == _LOCATOR:
        return _number(tail, large + 32, 8), _number(tail, large + 40, 8)
    return _number(tail, at + 10, 2), _number(tail, at + 12, 4)


def _number(data: bytes, at: int, width: int) -> int:
    return int.from_bytes(data[at : at + width], "little")


def list_entries(entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, zipfile.ZipInfo, str]]:
    """Each file with its path, by path, and why it is not read or blank; hidden ones and folders are left out."""
    met: set[str] = set()
    for name, entry in sorted(((_path(entry.filename), entry) for entry in entries), key=lambda item: item[0]):
        parts = name.split("/")
        if name[-1:] == "/" or any(part.startswith(".") and part != ".." for part in parts) or parts[0] == "__MACOSX":
            continue
        reason = _fault(entry, parts)
        if not reason and name in met:
            reason = "stands twice in its ZIP; the first is read"
        met.add(name)
        yield name, entry, reason


def _path(name: str) -> str:
    name = name.replace("\\", "/")
    return name.removeprefix("./")


def _fault(entry: zipfile.ZipInfo, parts: list[str]) -> str:
    if ".." in parts or "" in parts or ":" in parts[0]:
        return "its path leads out of its ZIP; not read"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "a symbolic link in a ZIP; not followed"
    if entry.flag_bits & 1:
        return "protected by a password; pack it without one"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "packed by a method that is not read; pack it with Deflate, as is usual"
    if entry.file_size > SMALL and entry.file_size > LARGEST_RATIO * max(1, entry.compress_size):
        return f"packed more than {LARGEST_RATIO}-fold, as no article is; unpack it to have it read"
    return ""
