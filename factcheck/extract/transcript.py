"""The turns of a transcript: lines that open with their speaker's name in capitals and a colon, no quotation mark needed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from factcheck.extract.words import words_of
from factcheck.model import Claim, Parsed
from factcheck.normalise.names import fold

_LABEL = re.compile(
    r"^[\"“]?(?P<name>[A-Z][A-Z.'’-]*[A-Z.](?: [A-Z][A-Z.'’-]*){0,3})(?: \([^()\n]{1,40}\))?:[ \t\u00a0]+(?=\S)",
    re.MULTILINE,
)
# Fewer labels than these, or none that comes back, are headings ("UPDATE: ...") and not an exchange of words.
LEAST_TURNS = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says at `[start, end)`, in block number `block`; the label's name stands at `[name_start, name_end)`."""

    start: int
    end: int
    block: int
    speaker: str
    name_start: int
    name_end: int


def find_turns(parsed: Parsed, persons: list[Claim]) -> list[Turn]:
    """The turns of an article in reading order; none unless three lines or more have labels and a label comes back.

    The speaker is the person of the article whose name or surname the label is, else the label as a name ("Tapper").
    A turn ends with its line; quotation marks about it lie outside.
    """
    text = parsed.article.text
    found = []
    for number, block in enumerate(parsed.blocks):
        if block.doc is None:
            continue
        labels = [m for m in _LABEL.finditer(text[block.start : block.end]) if not _is_heading(m["name"])]
        stops = [m.start() for m in labels[1:]] + [block.end - block.start]
        for match, stop in zip(labels, stops, strict=False):
            start, end = block.start + match.end(), block.start + stop
            while end > start and (text[end - 1].isspace() or text[end - 1] in '"”'):
                end -= 1
            if end > start:
                place = block.start + match.start("name"), block.start + match.end("name")
                found.append(Turn(start, end, number, match["name"], *place))
    counts = Counter(turn.speaker for turn in found)
    if len(found) < LEAST_TURNS or max(counts.values()) < 2:
        return []
    names = {label: _speaker(label, persons) for label in counts}
    return [
        Turn(turn.start, turn.end, turn.block, names[turn.speaker], turn.name_start, turn.name_end) for turn in found
    ]


def _is_heading(label: str) -> bool:
    return any(word.lower().strip(".") in words_of("cues", "headings") for word in label.split())


def _speaker(label: str, persons: list[Claim]) -> str:
    """The one person whose full name or surname a label is, else the label with its words capitalised."""
    words = [fold(word) for word in label.split()]
    for count in (len(words), 1):
        ends = words[-count:]
        fitting = sorted({p.name for p in persons if [fold(word) for word in p.name.split()][-count:] == ends})
        if len(fitting) == 1:
            return fitting[0]
    return label.title()
