"""Sentence boundaries, repaired where print shows that the parser was wrong, and the printed sentence of a span.

A parser ends a sentence after "a.m." before "Friday", after "No." before "3", or inside brackets. The later part is
then hung on the earlier one, so that tree and boundaries still agree. Words are data: `abbreviations` and `calendar`
in `lexicons/furniture.yaml`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from factcheck.language.lexicons import read_lexicon
from factcheck.language.printed import text_of
from factcheck.model import Block

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OPENING = frozenset("([{")
_CLOSING = {")": "(", "]": "[", "}": "{"}
# A longer aside holds sentences of its own, or its bracket was opened by mistake (characters).
_LONGEST_ASIDE = 600
_LAST_WORD = re.compile(r"\S{1,60}\Z")
_WRAP = re.compile(r"[ \t]*[\r\n]+[ \t>]*")  # A quoted paragraph of mail or Markdown has a bar before each line.
_NEXT_WORD = re.compile(r"\W{0,20}(\w[\w.]*)")
_CLOSERS = "\"'”’)]}»*_"  # Markdown's marks among them.
_OPENERS = "\"'“‘([{«*_"


def repair_sentences(doc: Doc) -> Doc:
    """`doc` with false sentence boundaries taken out: the later root hangs on the earlier one as parataxis.

    A boundary is false within brackets that open and close in this text, after words that end no sentence (no end
    mark, or an abbreviation that the next word continues) and before a small letter.
    """
    if not doc.has_annotation("SENT_START"):
        return doc
    starts = [i for i, mark in enumerate(doc.to_array("SENT_START").tolist()) if i and mark == 1]
    if not starts:
        return doc
    asides = _asides(doc)
    ends = dict(zip(starts, [*starts[1:], len(doc)], strict=True))
    false: set[int] = set()
    begin = 0  # Where the sentence before began, once the false boundaries are out.
    text = text_of(doc)
    for start in starts:
        if asides[start] or not _is_boundary(doc, text, begin, start, ends[start]):
            false.add(start)
        else:
            begin = start
    if false:
        _join(doc, false)
    return doc


def _is_boundary(doc: Doc, text: str, begin: int, start: int, end: int) -> bool:
    """Whether the words [begin, start) are a sentence and [start, end) another, so far as print can tell."""
    place = doc[start].idx
    before = text[max(0, place - 60) : place].rstrip()
    found = _LAST_WORD.search(before.rstrip(_CLOSERS + " "))
    last = found.group() if found else ""
    if not last or last[-1] not in ".?!…":
        return False
    found = _NEXT_WORD.match(text, place)
    following = found.group(1) if found else ""
    if following.islower():
        return False
    if before.endswith(tuple(_CLOSERS)):
        return True
    word = last.lstrip(_OPENERS)
    words = _abbreviations()
    if word in words["before_names"]:
        return False
    if word in words["before_numbers"] and following[:1].isdigit():
        return False
    if word in words["before_days"] and following.rstrip(".").lower() in words["calendar"]:
        return False
    return word not in words["may_end"] or (_has_verb(doc, begin, start) and _has_verb(doc, start, end))


def _has_verb(doc: Doc, start: int, end: int) -> bool:
    return any(token.pos_ in ("VERB", "AUX") for token in doc[start:end])


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    data = read_lexicon("furniture")
    words = {kind: frozenset((*listed, *map(str.upper, listed))) for kind, listed in data["abbreviations"].items()}
    return words | {"calendar": frozenset(data["calendar"])}


def _asides(doc: Doc) -> list[bool]:
    """For each token whether it stands within brackets, behind the opening one and up to the closing one."""
    if _OPENING.isdisjoint(text_of(doc)):
        return [False] * len(doc)
    change = [0] * (len(doc) + 1)
    open_at: list[tuple[str, int]] = []
    for token in doc:
        if token.text in _OPENING:
            open_at.append((token.text, token.i))
        elif (wanted := _CLOSING.get(token.text)) and open_at and open_at[-1][0] == wanted:
            left = open_at.pop()[1]
            if token.idx - doc[left].idx <= _LONGEST_ASIDE:
                change[left + 1] += 1
                change[token.i + 1] -= 1
    depth, within = 0, []
    for step in change[:-1]:
        depth += step
        within.append(depth > 0)
    return within


def _join(doc: Doc, false: set[int]) -> None:
    from spacy.attrs import DEP, HEAD

    if not doc.has_annotation("DEP"):
        for i in false:
            doc[i].is_sent_start = False
        return
    parataxis = doc.vocab.strings.add("parataxis")
    array = doc.to_array([HEAD, DEP])
    anchor = 0
    for sentence in doc.sents:
        root = sentence.root.i
        if sentence.start in false:
            array[root] = ((anchor - root) % 2**64, parataxis)
        else:
            anchor = root
    doc.from_array([HEAD, DEP], array)


def sentence_span(block: Block, start: int, end: int) -> tuple[int, int]:
    """Article offsets, stripped, of the sentence or sentences of `block` that cover the article offsets [start, end).

    The whole block where there is no parse or nothing covers them.
    """
    doc = block.doc
    if doc is None or not doc.has_annotation("SENT_START"):
        return block.start, block.end
    left, right = start - block.start, max(end, start + 1) - block.start
    covering = [s for s in doc.sents if s.start_char < right and left < s.end_char]
    if not covering:
        return block.start, block.end
    first, last = covering[0].start_char, covering[-1].end_char
    # Not a slice of doc.text, which puts the whole line together anew.
    printed = doc[covering[0].start : covering[-1].end].text
    first += len(printed) - len(printed.lstrip())
    last -= len(printed) - len(printed.rstrip())
    return (block.start + first, block.start + last) if first < last else (block.start, block.end)


def sentence_at(block: Block, start: int, end: int) -> str:
    """The sentence or sentences of `block` that cover the article offsets [start, end), as printed but on one line.

    Blank for furniture.
    """
    if block.doc is None:
        return ""
    first, last = sentence_span(block, start, end)
    span = block.doc.char_span(first - block.start, last - block.start)
    printed = span.text if span is not None else text_of(block.doc)[first - block.start : last - block.start]
    return _WRAP.sub(" ", printed)
