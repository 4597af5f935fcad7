"""The files that a path stands for: itself, or what lies in a folder and below it."""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import BinaryIO
from zipfile import ZipInfo

from factcheck.model import NotChecked
from factcheck.readers.decode import cannot_read
from factcheck.readers.packed import SUFFIX, Pack, list_entries
from factcheck.readers.sidecar import NAME

NO_ARTICLE = "the folder holds no article"
_NO_FILE = "neither a file nor a folder (a device or a pipe); never opened"


@dataclass(frozen=True, slots=True)
class Found:
    """One file to read: where it is, the id of its article, its path as told to the user, and the folder given.

    In a ZIP, `path` goes on behind the name of the ZIP, `pack` is the ZIP and `inner` the file's entry there.
    """

    path: Path
    name: str
    shown: str
    root: Path
    pack: Pack | None = None
    inner: ZipInfo | None = None

    @property
    def suffix(self) -> str:
        """What says how to read it: `.txt`, in lower case."""
        return self.path.suffix.lower()

    def open(self) -> BinaryIO:
        """Its bytes; raises OSError."""
        return self.pack.open(self.inner) if self.pack and self.inner else self.path.open("rb")


@dataclass(slots=True)
class Listing:
    """What a path holds: files to read, sidecars, and what is left out.

    `whole` says that the path is a folder, so that a sidecar's row for an article that is not there is a fault.
    """

    whole: bool = False
    files: list[Found] = field(default_factory=list)
    sidecars: list[Found] = field(default_factory=list)
    faults: list[NotChecked] = field(default_factory=list)


def show(path: str | os.PathLike) -> str:
    """`path` with slashes, fit to be written: bytes that are no UTF-8 become question marks."""
    return os.fsencode(PurePath(path).as_posix()).decode("utf-8", "replace")


def list_files(given: str | os.PathLike, suffixes: Collection[str]) -> Listing:
    """The readable files that `given` stands for, sorted by path, and a plain word on everything else that it holds.

    Hidden entries of a folder are skipped. A device, a pipe or a socket is never opened.
    """
    listing = Listing()
    path, shown = Path(given), show(given)
    allowed = _allowed(suffixes)
    try:
        mode = path.stat().st_mode if "\0" not in shown else 0
    except OSError as error:
        listing.faults.append(NotChecked(shown, _why(path, error)))
        return listing
    if stat.S_ISDIR(mode):
        listing.whole = True
        _walk(path, shown, suffixes, listing)
        if not listing.files and not listing.faults:
            listing.faults.append(NotChecked(shown, f"{NO_ARTICLE}; readable are {allowed}"))
    elif not stat.S_ISREG(mode):
        listing.faults.append(NotChecked(shown, _NO_FILE))
    elif path.suffix.lower() == SUFFIX:
        listing.whole = True
        _unpack(Found(path, "", shown, path.absolute()), suffixes, listing)
    elif path.suffix.lower() not in suffixes:
        suffix = f"suffix {path.suffix} is" if path.suffix else "a file without a suffix is"
        listing.faults.append(NotChecked(shown, f"{suffix} not read; readable are {allowed}"))
    else:
        root = path.absolute().parent
        listing.files.append(Found(path, show(path.name), shown, root))
        if _is_file(root / NAME):
            listing.sidecars.append(Found(path.parent / NAME, NAME, show(path.parent / NAME), root))
    return listing


def _why(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "a symbolic link to nothing" if path.is_symlink() else "there is no such file or folder"
    return cannot_read(error)


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _walk(top: Path, shown_top: str, suffixes: Collection[str], listing: Listing) -> None:
    root = top.absolute()
    unread: dict[str, list[str]] = {}
    # Each folder with the chain of folders above it, by device and inode: a link back into the chain is a loop.
    pending: deque[tuple[Path, frozenset[tuple[int, int]]]] = deque([(top, frozenset())])
    seen: dict[tuple[int, int], str] = {}
    while pending:
        folder, above = pending.popleft()
        shown_folder = show(folder)
        try:
            status = folder.stat()
            with os.scandir(folder) as entries:
                names = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda e: e.name)
        except OSError as error:
            listing.faults.append(NotChecked(shown_folder, _why(folder, error)))
            continue
        here = (status.st_dev, status.st_ino)
        if here in above:
            listing.faults.append(NotChecked(shown_folder, "a symbolic link back to a folder above it; not followed"))
            continue
        if here in seen:
            listing.faults.append(NotChecked(shown_folder, f"the same folder as {seen[here]}, which is read"))
            continue
        seen[here] = shown_folder
        for entry in names:
            path = folder / entry.name
            try:
                mode = entry.stat().st_mode
            except OSError as error:
                listing.faults.append(NotChecked(show(path), _why(path, error)))
                continue
            suffix = path.suffix.lower()
            if stat.S_ISDIR(mode):
                pending.append((path, above | {here}))
            elif not stat.S_ISREG(mode):
                listing.faults.append(NotChecked(show(path), _NO_FILE))
            elif entry.name == NAME:
                listing.sidecars.append(Found(path, show(path.relative_to(top)), show(path), root))
            elif suffix == SUFFIX:
                _unpack(Found(path, show(path.relative_to(top)) + "/", show(path), root), suffixes, listing)
            elif suffix in suffixes:
                listing.files.append(Found(path, show(path.relative_to(top)), show(path), root))
            else:
                unread.setdefault(suffix, []).append(show(path.relative_to(top)))
    listing.files.sort(key=lambda found: found.name)
    listing.sidecars.sort(key=lambda found: found.name)
    _tell_unread(shown_top, unread, suffixes, listing)


def _unpack(zipped: Found, suffixes: Collection[str], listing: Listing) -> None:
    """Adds what a ZIP holds to the listing; the names of its files are put behind `zipped.name`."""
    pack = Pack(zipped.path)
    unread: dict[str, list[str]] = {}
    files = []
    try:
        entries = pack.entries()
    except OSError as error:
        listing.faults.append(NotChecked(zipped.shown, cannot_read(error)))
        return
    finally:
        pack.close()
    for name, entry, reason in list_entries(entries):
        shown = f"{zipped.shown}/{name}"
        suffix = PurePath(name).suffix.lower()
        if reason and (suffix in suffixes or suffix == SUFFIX):
            listing.faults.append(NotChecked(shown, reason))
            continue
        found = Found(zipped.path / name, zipped.name + name, shown, zipped.root, pack, entry)
        if PurePath(name).name == NAME:
            listing.sidecars.append(found)
        elif suffix == SUFFIX:
            listing.faults.append(NotChecked(shown, "a ZIP within a ZIP is not read; unpack it"))
        elif suffix in suffixes:
            files.append(found)
        else:
            unread.setdefault(suffix, []).append(name)
    listing.files.extend(files)
    _tell_unread(zipped.shown, unread, suffixes, listing)
    if not files and not unread:
        listing.faults.append(NotChecked(zipped.shown, f"the ZIP holds no article; readable are {_allowed(suffixes)}"))


def _allowed(suffixes: Collection[str]) -> str:
    return ", ".join(sorted({*suffixes, SUFFIX}))


def _tell_unread(top: str, unread: dict[str, list[str]], suffixes: Collection[str], listing: Listing) -> None:
    for suffix, paths in sorted(unread.items()):
        count = "1 file" if len(paths) == 1 else f"{len(paths):,} files"
        what = f"with suffix {suffix}" if suffix else "without a suffix"
        verb = "is" if len(paths) == 1 else "are"
        reason = f"{count} {what} {verb} not read (the first is {min(paths)}); readable are {_allowed(suffixes)}"
        listing.faults.append(NotChecked(top, reason))
