"""An article cut into stretches: sentences whose quotations are left whole, each with its marked speech and its tokens.

A parser cuts inside quotations; here a stretch ends where a sentence ends outside of marks, or with marked speech that ends a
sentence and is not followed by its own frame ("Why?" she asked).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.extract.quotation_marks import Marked, find_marked
from factcheck.extract.words import cue_forms, token_starts, words_of
from factcheck.model import Block, Parsed

if TYPE_CHECKING:
    from spacy.tokens import Token

# Tokens after which a sentence is cut in two; no printed one is near it.
LONGEST = 400
_FRAME_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence `[start, end)` of the article in block number `block`; `marked` are the marked stretches inside it.

    `first`, `last`: its tokens in the block's doc, last excluded.
    """

    block: int
    start: int
    end: int
    first: int
    last: int
    marked: tuple[Marked, ...]


def find_stretches(parsed: Parsed) -> list[Stretch]:
    """The stretches of an article in reading order; furniture has none."""
    text = parsed.article.text
    blocks = [(number, block) for number, block in enumerate(parsed.blocks) if block.doc is not None]
    marked = find_marked(text, [(block.start, block.end) for _, block in blocks])
    starts = [span.outer_start for span in marked]
    found: list[Stretch] = []
    for number, block in blocks:
        low, high = bisect_left(starts, block.start), bisect_left(starts, block.end)
        found.extend(_cut(text, number, block, marked[low:high]))
    return found


def _cut(text: str, number: int, block: Block, marked: list[Marked]) -> list[Stretch]:
    doc = block.doc
    starts = [block.start + start for start in token_starts(block)]
    ends = [m.outer_end for m in marked]
    borders = [block.start]
    if doc.has_annotation("SENT_START"):
        for sentence in doc.sents:
            place = block.start + sentence.start_char
            at = bisect_right(ends, place)
            inside = at < len(marked) and marked[at].outer_start < place < marked[at].outer_end
            # A boundary between speech and its frame is none; speech that ends a sentence is dealt with below.
            after_marks = at > 0 and not text[marked[at - 1].outer_end : place].strip()
            if not inside and not after_marks:
                borders.append(place)
    for span in marked:
        if span.outer_end < block.end and _ends_sentence(text, span, block.end):
            place = span.outer_end
            while place < block.end and text[place].isspace():
                place += 1
            borders.append(place)
    borders = sorted({place for place in borders if block.start <= place < block.end}) + [block.end]
    borders = sorted({*borders, *_forced(borders, marked, starts)})
    stretches = []
    at = 0
    for start, end in zip(borders, borders[1:], strict=False):
        inner = []
        while at < len(marked) and marked[at].outer_start < end:
            inner.append(marked[at])
            at += 1
        stop = end
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        stretches.append(Stretch(number, start, stop, first, last, tuple(inner)))
    return stretches


def _forced(borders: list[int], marked: list[Marked], tokens: list[int]) -> list[int]:
    """Places that cut what lies between two borders every `LONGEST` tokens, so that time stays linear; none inside marks."""
    marks = [m.outer_start for m in marked]
    found = []
    for start, end in zip(borders, borders[1:], strict=False):
        first, last = bisect_left(tokens, start), bisect_left(tokens, end)
        for place in tokens[first + LONGEST : last : LONGEST]:
            at = bisect_right(marks, place) - 1
            if at < 0 or place >= marked[at].outer_end:
                found.append(place)
    return found


def children(token: Token) -> list[Token]:
    """The dependents of a token, left to right; kept with the doc, for spaCy walks the whole subtree at each call."""
    doc = token.doc
    table = doc.user_data.get("dependents")
    if table is None:
        table = [[] for _ in range(len(doc))]
        for child in doc:
            if child.head.i != child.i:
                table[child.head.i].append(child.i)
        doc.user_data["dependents"] = table
    return [doc[i] for i in table[token.i]]


def _is_short_frame(following: str) -> bool:
    """Whether what follows speech is a speaker, a verb of saying and a stop: "Lund pressed.", "he shot back, ..."."""
    frame = re.match(r"(?:[A-Z][\w'’.-]*|he|she|they)(?: [A-Z][\w'’.-]*){0,2} (\w+)(?: \w+)?[.,;:]", following)
    return bool(frame) and cue_forms().get(frame.group(1), "") in words_of("cues", "saying")


def _ends_sentence(text: str, span: Marked, limit: int) -> bool:
    """Whether marked speech ends a sentence, so that what follows it is another one."""
    last = text[span.end - 1 : span.end]
    following = text[span.outer_end : min(limit, span.outer_end + 160)]
    if following[:1] in (".", "?", "!"):
        return True
    if last not in (".", "?", "!", "…") or not following[:1].isspace():
        return False
    following = following.lstrip()
    if not following or following[0].islower() or following[0] in ",;:)—–-":
        return False
    words = _FRAME_WORD.findall(following)[:7]
    forms = words_of("cues", "plain_forms")
    if last == ".":
        # "... it." Lee said. — a slip of the comma; a longer sentence after a full stop stands alone.
        ending = re.match(r"[^.?!“\"]{3,40}\b(\w+)\s*[.,]", following)
        return not (ending and ending.group(1).lower() in forms)
    return not any(word.lower() in forms for word in words) and not _is_short_frame(following)
