"""Path patterns as in .gitignore: `opinion/**`, `*.md`, `20??/live-*`."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which files are meant: `text` against a path as seen from the folder `root` (blank: the working directory).

    `*` and `?` stand for anything but a slash, `[abc]` for one of its characters, `**` for folders of any depth. A pattern
    without a slash is looked for at any depth, one that ends in a slash or names a folder means all that is below it. The
    letters' case counts.
    """

    text: str
    root: str = ""

    def matches(self, path: str) -> bool:
        """Whether the file at `path` (absolute, or from the working directory) is meant; a blank path never is."""
        if not path:
            return False
        seen = os.path.relpath(path, self.root or os.curdir).replace(os.sep, "/")
        return bool(_compiled(self.text).match(seen))


@lru_cache(maxsize=1024)
def _compiled(text: str) -> re.Pattern[str]:
    """The pattern as a regular expression for a whole path or one that begins with a folder that it names.

    Between two `**` each step is a whole folder name, so that no path can be taken apart in more than one way by `*`.
    """
    parts = [part for part in text.removeprefix("./").split("/") if part]
    if len(parts) == 1 and not text.startswith("/"):
        parts.insert(0, "**")
    whole = "".join("(?:[^/]+/)*" if part == "**" else _part(part) + "/" for part in parts)
    if parts and parts[-1] == "**":
        return re.compile(whole + r"[^/]+\Z")
    return re.compile(whole.removesuffix("/") + ("/" if text.endswith("/") else r"(?:/|\Z)"))


def _part(part: str) -> str:
    """One step of a path; `*` takes the shortest way to what follows it and never comes back, so that many cost no more."""
    pieces, made, place = [], "", 0
    while place < len(part):
        letter = part[place]
        end = part.find("]", place + 2) if letter == "[" else -1
        if letter == "*":
            pieces.append(made)
            made = ""
            place = len(part) - len(part[place:].lstrip("*")) - 1
        elif letter == "?":
            made += "[^/]"
        elif end > 0:
            inner = part[place + 1 : end]
            negated = inner[0] in "!^"
            made += "[" + "^" * negated + re.sub(r"([\\\[\]^&~|])", r"\\\1", inner[negated:]) + "]"
            place = end
        else:
            made += re.escape(letter)
        place += 1
    if not pieces:
        return made
    first, *middle = pieces
    return first + "".join(f"(?>[^/]*?{piece})" for piece in middle) + "[^/]*" + made
