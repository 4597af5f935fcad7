"""Which lines of a page are furniture (chrome, credits, the author's biography) and which are a headline."""

from __future__ import annotations

import re
from functools import cache

from factcheck.language.lexicons import read_lexicon
from factcheck.model import Block

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_STRAIGHT = str.maketrans("’‘“”–—\xa0", "''\"\"-- ")
_EDGES = " \t.:;,!?*•·|>»«<-_=#[]()\"'→←↓↑…"


def mark_roles(text: str, spans: list[tuple[int, int]]) -> tuple[Block, ...]:
    """A Block for each span of `text`, in order, with its role: headline, body or furniture."""
    furniture = [is_furniture(text[start:end], place, len(spans)) for place, (start, end) in enumerate(spans)]
    top = _headlines([text[start:end] for start, end in spans], furniture)
    return tuple(
        Block(start, end, "furniture" if chrome else "headline" if place in top else "body")
        for place, ((start, end), chrome) in enumerate(zip(spans, furniture, strict=True))
    )


def is_furniture(line: str, place: int, lines: int) -> bool:
    """Whether `line`, the one at `place` of the page's `lines`, is chrome that no claim should be read from."""
    if not any(c.isalnum() for c in line):
        return True
    compiled = _patterns()
    plain = " ".join(line.translate(_STRAIGHT).casefold().split()).strip(_EDGES)
    if plain in compiled["phrases"]:
        return True
    if len(line) > compiled["longest"]:
        return False
    straight = line.translate(_STRAIGHT)
    if any(pattern.fullmatch(straight) for pattern in compiled["anywhere"]):
        return True
    near_end = place >= lines - compiled["last_lines"] and place > 0
    return near_end and any(pattern.match(straight) for pattern in compiled["at_the_end"])


def _headlines(lines: list[str], furniture: list[bool]) -> set[int]:
    """The places of the title-like lines at the top: no end mark, a few words at least, and a body below them."""
    settings = read_lexicon("furniture")["headline"]
    places = [place for place, chrome in enumerate(furniture) if not chrome]
    found: set[int] = set()
    for place in places[: settings["most_lines"]]:
        line = lines[place]
        words = _WORD.findall(line)
        if not settings["fewest_words"] <= len(words) <= settings["most_words"]:
            break
        if re.search(r"[.!…:;,][\"'”’)\]]*$", line) or re.search(r"^[A-Z][A-Z .,'-]+.{0,40}?\s[—–-]{1,2}\s", line):
            break
        found.add(place)
    return found if len(found) < len(places) else set()


@cache
def _patterns() -> dict:
    data = read_lexicon("furniture")
    return {
        "phrases": frozenset(phrase.casefold() for phrase in data["phrases"]),
        "anywhere": [re.compile(pattern, re.IGNORECASE) for pattern in data["anywhere"]],
        "at_the_end": [re.compile(pattern) for pattern in data["at_the_end"]],
        "longest": data["longest"],
        "last_lines": data["last_lines"],
    }
