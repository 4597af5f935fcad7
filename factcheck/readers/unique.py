"""Ids that differ, whatever the files are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from factcheck.readers.folder import Found, show


def rename_repeated(claimed: Sequence[tuple[Found, str]]) -> dict[tuple[Found, str], str]:
    """A new id for each file and id in `claimed` whose id another file claims too: names above it are put before it.

    As many names as it takes. An id that stands twice for one file is for its reader to tell.
    """
    names = [name for _, name in claimed]
    depth = 0
    changed: set[int] = set()
    while longer := [place for place in _repeated(names) if depth < len(_trail(*claimed[place]))]:
        depth += 1
        for place in longer:
            found, name = claimed[place]
            names[place] = show("/".join((*_trail(found, name)[-depth:], name)))
        changed.update(longer)
    taken = set(names)
    for place in _repeated(names):  # Names that differ only in bytes which cannot be shown.
        serial = 1
        while names[place] in taken:
            serial += 1
            names[place] = f"{claimed[place][1]} ({serial})"
        taken.add(names[place])
        changed.add(place)
    return {claimed[place]: names[place] for place in sorted(changed)}


def _trail(found: Found, name: str) -> tuple[str, ...]:
    """The names above an article: those of its folder given, or for a record's id also its file."""
    return (found.root if name == found.name else found.path.absolute()).parts[1:]


def _repeated(names: list[str]) -> list[int]:
    counts = Counter(names)
    return [place for place, name in enumerate(names) if counts[name] > 1]
