"""YAML with line numbers: plain lists and mappings read so that every fault can name `file:line`.

Anchors, aliases, tags and second documents are refused: a few lines of aliases can unfold into gigabytes, and data that
is written out can be read alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

_LONGEST = 5_000_000  # bytes; ten thousand rules fit, and a wrong path to a data file is told from a pack at once
_DEEPEST = 20  # levels of nesting; a rule pack needs seven, and the YAML library recurses


@dataclass(frozen=True, slots=True)
class Entry:
    """One mapping of a YAML file with the lines of its values; `fault` adds to the list shared by the whole file."""

    path: Path
    line: int
    values: Mapping[str, yaml.Node]
    faults: list[str]

    def fault(self, key: str, what: str) -> None:
        """Adds `file:line: what`, at the value of `key`, or at the beginning of the mapping when it lacks the key."""
        line = line_of(self.values[key]) if key in self.values else self.line
        self.faults.append(f"{self.path}:{line}: {what}")

    def check_keys(self, legal: Sequence[str], required: Sequence[str]) -> None:
        """Adds a fault for each key that is not legal and for each required one that is missing."""
        for key in self.values:
            if key not in legal:
                self.fault(key, f"unknown key {key!r}; {choices(key, legal)}")
        for key in required:
            if key not in self.values:
                self.fault(key, f"the key {key!r} is missing; required: {', '.join(required)}")

    def raw(self, key: str) -> str:
        """The scalar at `key` as it is written (`off` and `2026-02-11` are texts), or blank when it is none."""
        node = self.values.get(key)
        if not isinstance(node, yaml.ScalarNode) or node.tag.endswith(":null"):
            return ""
        return node.value.strip()

    def text(self, key: str, check: Callable[[str], str] = lambda text: "") -> str:
        """The text at `key`, blank when absent; a fault when it is no text, or when `check` has something to say."""
        if key not in self.values:
            return ""
        text = self.raw(key)
        what = check(text) if text else f"{key!r} must be a text that is not blank"
        if what:
            self.fault(key, what)
        return text

    def items(self, key: str) -> list[yaml.Node]:
        """The nodes of the list at `key`, none when absent; a fault when it is no list or has no items."""
        node = self.values.get(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.fault(key, f"{key!r} must be a list with at least one item")
            return []
        return node.value

    def mapping(self, node: yaml.Node | None, what: str) -> Entry | None:
        """A mapping within this one; None when `node` is None, or when it is something else (`what` is the fault)."""
        if node is None:
            return None
        if not isinstance(node, yaml.MappingNode):
            self.faults.append(f"{self.path}:{line_of(node)}: {what}")
            return None
        return _entry(node, self.path, self.faults)


def read_entries(path: Path, faults: list[str], what: str) -> Iterator[Entry]:
    """The mappings in the list that the file holds; `what` says in a fault what a file must hold.

    Whatever keeps the file from being read (no such file, not UTF-8, not YAML, refused YAML) is one more fault.
    """
    root = _compose(path, faults, what)
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode) or not root.value:
        faults.append(f"{path}:{line_of(root)}: {what}")
        return
    for node in root.value:
        if isinstance(node, yaml.MappingNode):
            yield _entry(node, path, faults)
        else:
            faults.append(f"{path}:{line_of(node)}: {what}")


def line_of(node: yaml.Node) -> int:
    """The line of a node in its file, counted from 1."""
    return node.start_mark.line + 1


def choices(given: str, legal: Sequence[str]) -> str:
    """The end of a fault: the legal word nearest to `given`, if one is near, and all legal ones."""
    from rapidfuzz import process

    near = process.extractOne(given, legal, score_cutoff=60)
    return (f"did you mean {near[0]!r}? " if near else "") + f"legal: {', '.join(legal) or 'none'}"


def _entry(node: yaml.MappingNode, path: Path, faults: list[str]) -> Entry:
    values: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            faults.append(f"{path}:{line_of(key)}: a key must be a plain word")
        elif key.value in values:
            first = line_of(values[key.value])
            faults.append(
                f"{path}:{line_of(key)}: the key {key.value!r} stands twice; it was first used at line {first}"
            )
        else:
            values[key.value] = value
    return Entry(path, line_of(node), values, faults)


def _compose(path: Path, faults: list[str], what: str) -> yaml.Node | None:
    try:
        data = path.read_bytes()
    except OSError as error:
        faults.append(f"{path}: cannot be read ({error.strerror})")
        return None
    if len(data) > _LONGEST:
        faults.append(f"{path}: {len(data):,} bytes are too long; the limit is {_LONGEST:,}")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.append(f"{path}:{line}: not UTF-8; save the file as UTF-8")
        return None
    try:
        refused = _refused(text)
        if refused:
            faults.append(f"{path}:{refused}")
            return None
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        faults.append(f"{path}:{_yaml_fault(error, text)}")
        return None
    if root is None:
        faults.append(f"{path}:1: the file is empty; {what}")
    return root


def _yaml_fault(error: yaml.YAMLError, text: str) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0)) + 1
    reason = getattr(error, "problem", "") or getattr(error, "reason", "") or "cannot be read"
    return f"{line}: not valid YAML: {reason}"


def _refused(text: str) -> str:
    """`line: what` for the first thing that the YAML may not hold; blank when there is none."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1
        if getattr(event, "anchor", None):  # an alias carries the anchor that it points to
            return f"{line}: anchors (&name) and aliases (*name) are not allowed; write the value out"
        if getattr(event, "tag", None) not in (None, "!"):
            return f"{line}: tags (!name) are not allowed; write a plain value"
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1:
            return f"{line}: a second document (---) is not allowed; put it into a file of its own"
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return f"{line}: nested deeper than {_DEEPEST} levels"
    return ""
