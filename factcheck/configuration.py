"""The configuration file: factcheck.toml, or the table `[tool.factcheck]` of a pyproject.toml, read whole or refused.

It is looked for from the working directory upwards; in one folder factcheck.toml goes before pyproject.toml. Every fault is
told with `file:line`. The paths in it are seen from its own folder.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factcheck.errors import ConfigError
from factcheck.model import LEVELS, OFF
from factcheck.patterns import Pattern

FILE, PROJECT = "factcheck.toml", "pyproject.toml"
ALL = "all"
# The fields of an article that a column of a table may hold.
FIELDS = ("id", "text", "title", "outlet", "published", "author", "url")
_LONGEST = 1_000_000  # bytes; a wrong file is told from a configuration before it is parsed
_PATHS = ("paths", "archive", "rules", "out", "decisions", "sidecar")
_TEXTS = ("archive", "model", "out", "decisions", "sidecar")
_LISTS = ("paths", "rules", "format")
KEYS = ("paths", "archive", "rules", "levels", "overrides", "fail-on", "model", "out", "format", "decisions", "sidecar",
        "suppressions", "columns", "jobs")  # fmt: skip
_OVERRIDE_KEYS = ("path", "outlet", "levels")
_SUPPRESSION_KEYS = ("path", "rules", "reason")


@dataclass(frozen=True, slots=True)
class Override:
    """What holds for the articles at some paths: the outlet of those that name none, and levels by rule id."""

    paths: tuple[Pattern, ...]
    outlet: str = ""
    levels: Mapping[str, str] = field(default_factory=dict, hash=False)
    place: str = ""


@dataclass(frozen=True, slots=True)
class PathSuppression:
    """Rows of some rules (ids, or `all`) that are left out for articles at some paths, and why."""

    paths: tuple[Pattern, ...]
    rules: tuple[str, ...]
    reason: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a configuration file says; `values` holds the plain keys that it sets, the paths as seen from the working directory.

    lines: by key (`fail-on`, `levels.total-grew`) the line that sets it. place: the file as shown, blank without one.
    """

    place: str = ""
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)
    levels: Mapping[str, str] = field(default_factory=dict, hash=False)
    overrides: tuple[Override, ...] = ()
    suppressions: tuple[PathSuppression, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict, hash=False)

    def where(self, key: str) -> str:
        """`file:line` of a key, or the file alone where the line is not known."""
        return f"{self.place}:{self.lines[key]}" if key in self.lines else self.place


def find_configuration(folder: Path) -> Path | None:
    """The nearest configuration file in `folder` or above it: factcheck.toml, or a pyproject.toml with `[tool.factcheck]`."""
    for place in (folder, *folder.parents):
        if _is_file(place / FILE):
            return place / FILE
        project = place / PROJECT
        if _is_file(project) and re.search(rb"(?m)^\s*\[+\s*tool\s*\.\s*factcheck\b", _bytes(project)):
            return project
    return None


def read_configuration(path: Path) -> Configuration:
    """What the file says; raises ConfigError with every fault of it, the legal words told."""
    data = _bytes(path)
    shown = _shown(path)
    try:
        text = data.decode("utf-8-sig")
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError([f"{shown}:{line}: not UTF-8; save the file as UTF-8"]) from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        where = f"{shown}:{line[1]}" if line else shown
        raise ConfigError([f"{where}: not valid TOML: {re.sub(r' [(]at .*', '', str(error))}"]) from None
    prefix = ("tool", "factcheck") if path.name == PROJECT else ()
    for key in prefix:
        table = table.get(key, {})
    reading = _Reading(shown, path.resolve().parent, _lines(text, prefix))
    if not isinstance(table, dict):
        raise ConfigError([f"{shown}: [tool.factcheck] must be a table of settings"])
    made = reading.read(table)
    if reading.faults:
        raise ConfigError(sorted(reading.faults, key=lambda fault: (reading.order.get(fault, 0), fault)))
    return made


class _Reading:
    """One file being read: its faults, and where each key stands."""

    def __init__(self, shown: str, root: Path, lines: Mapping[str, int]):
        self.shown, self.root, self.lines = shown, root, lines
        self.faults: list[str] = []
        self.order: dict[str, int] = {}

    def read(self, table: Mapping[str, Any]) -> Configuration:
        self.known(table, KEYS)
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key in _TEXTS:
                values[key] = self.text(value, key)
            elif key in _LISTS:
                values[key] = self.texts(value, key)
            elif key == "fail-on":
                values[key] = self.one_of(value, key, (*LEVELS, "none"))
            elif key == "jobs":
                values[key] = self.number(value, key)
            elif key == "columns":
                values[key] = self.columns(value)
        for key in _PATHS:
            if isinstance(values.get(key), list):
                values[key] = [self.near(path, key) for path in values[key]]
            elif values.get(key):
                values[key] = self.near(values[key], key)
        return Configuration(
            place=self.shown,
            values=values,
            levels=self.levels(table.get("levels", {}), "levels"),
            overrides=tuple(self.overrides(table.get("overrides", []))),
            suppressions=tuple(self.suppressions(table.get("suppressions", []))),
            lines=self.lines,
        )

    def fault(self, key: str, what: str) -> None:
        line = self.lines.get(key, 0)
        told = f"{self.shown}:{line}: {what}" if line else f"{self.shown}: {what}"
        self.order[told] = line
        self.faults.append(told)

    def known(self, table: Mapping[str, Any], legal: Sequence[str], within: str = "") -> None:
        from factcheck.yaml_lines import choices

        for key in table:
            if key not in legal:
                self.fault(f"{within}{key}", f"unknown key {key!r}; {choices(key.replace('_', '-'), legal)}")

    def text(self, value: Any, key: str) -> str:
        if isinstance(value, str) and value.strip():
            return value
        self.fault(key, f"{_last(key)!r} must be a text that is not blank, not {_kind(value)}")
        return ""

    def texts(self, value: Any, key: str) -> list[str]:
        given = [value] if isinstance(value, str) else value
        if isinstance(given, list) and given and all(isinstance(item, str) and item.strip() for item in given):
            return given
        self.fault(key, f"{_last(key)!r} must be a text or a list of texts that are not blank, not {_kind(value)}")
        return []

    def number(self, value: Any, key: str) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
            return value
        self.fault(key, f"{_last(key)!r} must be a whole number from 1 upwards, not {_kind(value)}")
        return 1

    def one_of(self, value: Any, key: str, legal: Sequence[str]) -> str:
        from factcheck.yaml_lines import choices

        if isinstance(value, str) and value in legal:
            return value
        near = choices(value, legal) if isinstance(value, str) else f"legal: {', '.join(legal)}"
        self.fault(key, f"{_last(key)!r} cannot be {_kind(value)}; {near}")
        return ""

    def table(self, value: Any, key: str, what: str) -> Mapping[str, Any]:
        if isinstance(value, dict):
            return value
        self.fault(key, f"{key.rpartition('.')[2]!r} must be a table of {what}, not {_kind(value)}")
        return {}

    def tables(self, value: Any, key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fault(key, f"{key!r} must be tables that begin with [[{key}]], not {_kind(value)}")
            return
        for number, item in enumerate(value):
            yield f"{key}.{number}.", item

    def columns(self, value: Any) -> dict[str, str]:
        table = self.table(value, "columns", "fields and the columns that hold them")
        self.known(table, FIELDS, "columns.")
        return {name: self.text(column, f"columns.{name}") for name, column in table.items()}

    def levels(self, value: Any, key: str) -> dict[str, str]:
        table = self.table(value, key, "rules and their levels")
        return {rule: self.one_of(level, f"{key}.{rule}", (*LEVELS, OFF)) for rule, level in table.items()}

    def patterns(self, item: Mapping[str, Any], within: str, example: str) -> tuple[Pattern, ...]:
        if "path" not in item:
            self.fault(within.rstrip("."), f"the key 'path' is missing: the pattern of a path, such as {example!r}")
            return ()
        return tuple(Pattern(text, str(self.root)) for text in self.texts(item["path"], f"{within}path"))

    def overrides(self, value: Any) -> Iterator[Override]:
        for within, item in self.tables(value, "overrides"):
            self.known(item, _OVERRIDE_KEYS, within)
            if item.keys().isdisjoint(("outlet", "levels")):
                self.fault(within.rstrip("."), "an override must set 'outlet' or 'levels'")
            yield Override(
                paths=self.patterns(item, within, "opinion/**"),
                outlet=self.text(item["outlet"], f"{within}outlet") if "outlet" in item else "",
                levels=self.levels(item.get("levels", {}), f"{within}levels"),
                place=self.place(within),
            )

    def suppressions(self, value: Any) -> Iterator[PathSuppression]:
        for within, item in self.tables(value, "suppressions"):
            self.known(item, _SUPPRESSION_KEYS, within)
            if "reason" not in item:
                self.fault(within.rstrip("."), "the key 'reason' is missing: why nothing is to be told there")
            yield PathSuppression(
                paths=self.patterns(item, within, "archive/2019/**"),
                rules=tuple(self.texts(item.get("rules", ALL), f"{within}rules")),
                reason=self.text(item["reason"], f"{within}reason") if "reason" in item else "",
                place=self.place(within),
            )

    def place(self, within: str) -> str:
        line = self.lines.get(within.rstrip("."), 0)
        return f"{self.shown}:{line}" if line else self.shown

    def near(self, path: str, key: str) -> str:
        """The path as seen from the working directory, where that is the shorter way to say it."""
        try:
            full = self.root / Path(path).expanduser()
        except RuntimeError:
            self.fault(key, f"{key!r}: nobody's home is {path.partition('/')[0]!r}; write the whole path")
            return path
        try:
            return os.path.relpath(full)
        except ValueError:  # another drive
            return str(full)


def _lines(text: str, prefix: Sequence[str]) -> dict[str, int]:
    """The line of each key and table header that stands at the beginning of a line, by its dotted name below `prefix`.

    `overrides.0.outlet` is a key of the first table `[[overrides]]`. What TOML allows beyond that (keys within braces on one
    line) has the line of the key that holds it, or none.
    """
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    table, inside, depth = "", "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        if inside:  # a text of several lines
            inside = "" if inside in line else inside
            continue
        if depth > 0:  # a list of several lines
            depth += _depth(line)
            continue
        header = re.match(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$", line)
        if header:
            table = ".".join(_keys(header[2]))
            for name in sorted(counts, key=len, reverse=True):
                if table.startswith(f"{name}."):
                    table = f"{name}.{counts[name]}{table[len(name) :]}"
                    break
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = f"{table}.{counts[table]}"
            found.setdefault(table, number)
            found.setdefault(table.rpartition(".")[0], number)
            continue
        key = re.match(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=(.*)""", line)
        if key:
            name = ".".join((*filter(None, [table]), *_keys(key[1])))
            found.setdefault(name, number)
            for inner in re.findall(r"""([\w-]+|"[^"]*"|'[^']*')\s*=[^=]""", key[2]) if "{" in key[2] else ():
                found.setdefault(f"{name}.{inner.strip(chr(34) + chr(39))}", number)
            depth = _depth(key[2])
            for quotes in ('"""', "'''"):
                if key[2].count(quotes) == 1:
                    inside = quotes
    above = "".join(f"{key}." for key in prefix)
    return {name.removeprefix(above): line for name, line in found.items() if name.startswith(above)}


def _depth(line: str) -> int:
    """How many lists a line opens and leaves open, texts and comments apart."""
    bare = re.sub(r"""\"(?:[^"\\]|\\.)*"|'[^']*'|#.*""", "", line)
    return bare.count("[") - bare.count("]")


def _keys(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(r"""[\w-]+|"[^"]*"|'[^']*'""", dotted)]


def _last(key: str) -> str:
    return key.rpartition(".")[2]


def _kind(value: Any) -> str:
    """A value in words for a fault."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return repr(value)
    kinds = {int: "the number", float: "the number", list: "a list", dict: "a table"}
    word = kinds.get(type(value), "a date or time")
    return f"{word} {value}" if word == "the number" else ("an empty list" if value == [] else word)


def _is_file(path: Path) -> bool:
    """Whether there is such a file; `Path.is_file` alone raises where its folder must not be looked into."""
    return os.access(path, os.F_OK) and path.is_file()


def _shown(path: Path) -> str:
    try:
        near = os.path.relpath(path)
    except ValueError:
        return str(path)
    return str(path) if near.count("..") > 2 else near


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError([f"{path}: cannot be read ({error.strerror})"]) from None
    if len(data) > _LONGEST:
        raise ConfigError([f"{path}: {len(data):,} bytes are too long for a configuration"])
    return data
