"""Marked words told apart: whole speech, a fragment of it, or a title, a label and a term that nobody says; and their cue.

A cue frames marked words when it stands beside them or its clause holds them.
"""

from __future__ import annotations

import re

from factcheck.extract.cues import Cue
from factcheck.extract.quotation_marks import Marked
from factcheck.extract.stretches import Stretch
from factcheck.extract.words import token_at, words_of
from factcheck.model import Block

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
# What stands before the name of a programme: "on CNN's “State of the Union,” Lee said".
_ON_AIR = re.compile(r"(?:['’]s|\b(?:on|in|program|programme|show|series|podcast))$")


def is_speech(text: str, stretch: Stretch, span: Marked, words: list[str]) -> bool:
    """Whether marked words are a whole utterance: a sentence's length and close, not a phrase.

    Where speech begins a sentence, the comma or stop that ends it may stand behind the mark, as Europe prints it.
    """
    content = text[span.start : span.end]
    lead = text[stretch.start : span.outer_start].rstrip()
    outside = not lead and text[span.outer_end : span.outer_end + 1] in (",", ".")
    closed = content.rstrip()[-1:] in ",.?!…—–" or outside
    opens = content.lstrip()[:1].isupper() or content.lstrip()[:1] in "…[\"'‘“"
    return (
        len(words) >= 4
        and closed
        and opens
        or len(words) >= 8
        and (closed or opens)
        or len(words) >= 12
        or closed
        and opens
        and len(words) >= 2
    )


def choose_cue(text: str, stretch: Stretch, span: Marked, cues: list[Cue], speech: bool) -> int | None:
    """The number of the cue that frames a marked stretch: the verb right after it, else the nearest before it."""
    before = after = None
    for index, cue in enumerate(cues):
        if cue.end <= span.outer_start:
            if (
                cue.kind in ("saying", "showing", "according", "nominal")
                or cue.content[0] <= span.start < cue.content[1]
            ):
                before = index
        elif cue.start >= span.outer_end and after is None and cue.kind in ("saying", "according", "showing"):
            after = index
    last = text[span.end - 1 : span.end]
    tail = text[span.outer_end : span.outer_end + 2].strip()[:1]
    if before is not None and names(text, span, cues[before]):
        return before
    told = before is not None and any(cue.kind == "saying" and cue.source[1] for cue in cues[:before])
    if told and _leads(text, span, cues[before]):
        return before  # "..., adding, “..."
    if before is not None and after is not None and any(_leads(text, m, cues[after]) for m in stretch.marked):
        return before  # "she said, “...,” adding, “...”": the second verb is the next speech's
    closes = last in ",?!—–…-" or tail in (",", "—", "–") or before is None
    if after is not None and closes and frames(text, stretch, span, cues[after]):
        return after
    holders = [i for i, cue in enumerate(cues) if cue.content[0] <= span.start and span.end <= cue.content[1]]
    if holders:
        # The innermost clause of a verb of saying; of other clauses only where there is none.
        return min(holders, key=lambda i: (cues[i].kind == "thinking", cues[i].content[1] - cues[i].content[0]))
    if before is not None and (speech or belongs(text, stretch, span, cues[before])):
        return before
    if after is not None and speech and frames(text, stretch, span, cues[after]):
        return after
    return before if speech else None


def _leads(text: str, span: Marked, cue: Cue) -> bool:
    """Whether a participle stands right before marked words: ", adding, “..."."""
    between = text[cue.end : span.outer_start] if cue.end <= span.outer_start else "-"
    behind = text[max(0, cue.start - 3) : cue.start].rstrip()[-1:] in (",", "”", '"', "’", "'")
    return behind and text[cue.start : cue.end].endswith("ing") and between.strip() in ("", ",", ":")


def names(text: str, span: Marked, cue: Cue) -> bool:
    """Whether marked words are the name that a verb gives its object: "called the pact “insanity,”"."""
    between = text[cue.end : span.outer_start]
    return cue.lemma in words_of("cues", "naming") and len(between) < 60 and not re.search(r"[^\w\s'’-]", between)


def frames(text: str, stretch: Stretch, span: Marked, cue: Cue) -> bool:
    """Whether a cue after a marked stretch is in the frame that begins at its end."""
    frame = text[span.outer_end : cue.start]
    if len(frame) > 220 or any(m.outer_start >= span.outer_end and m.outer_end <= cue.start for m in stretch.marked):
        return False
    # The speaker stands in the frame: with another clause in between the marks are no object of the verb.
    source_start = cue.source[0] if cue.source[1] else cue.start
    lead = text[span.outer_end : min(source_start, cue.start)] if source_start >= span.outer_end else frame
    return len(WORD.findall(lead)) <= 5 or "," in (
        text[span.end - 1 : span.end],
        text[span.outer_end : span.outer_end + 1],
    )


def belongs(text: str, stretch: Stretch, span: Marked, cue: Cue) -> bool:
    """Whether a fragment is part of what a cue reports: inside its clause, or right beside it."""
    if cue.content[0] <= span.start and span.end <= cue.content[1] + 2:
        return True
    if cue.end <= span.outer_start:
        between = text[cue.end : span.outer_start]
        if names(text, span, cue):
            return True
        return cue.kind != "thinking" and len(WORD.findall(between)) <= 2 and not re.search(r"[.;]", between)
    return frames(text, stretch, span, cue) and text[span.end - 1 : span.end] in ",?!"


def is_label(text: str, block: Block, span: Marked, cue: Cue) -> bool:
    """Whether one marked word is the object of its cue and thereby a label, no speech ("showed the city's “model”")."""
    beside = len(WORD.findall(text[cue.end : span.outer_start])) <= 1 and cue.lemma in words_of("cues", "core")
    if cue.lemma in words_of("cues", "naming") or beside or cue.start > span.start:
        return False
    first, last = token_at(block, cue.start), token_at(block, span.outer_start - 1)
    return not any(token.pos_ in ("VERB", "AUX") for token in block.doc[first + 1 : last + 1])


def is_name(text: str, block: Block, stretch: Stretch, span: Marked, words: list[str]) -> bool:
    """Whether a fragment is a title, a nickname or a so-called term."""
    lead = text[max(stretch.start, span.outer_start - 40) : span.outer_start]
    before = [word.lower() for word in re.findall(r"[\w‑-]+", lead)][-2:]
    if any(word in words_of("cues", "so_called") for word in before[-1:]) or "so-called" in before:
        return True
    if len(words) == 1 and re.match(r" [a-z]", text[span.outer_end : span.outer_end + 2]):
        following = block.doc[token_at(block, span.outer_end + 1)]
        if following.pos_ in ("NOUN", "PROPN"):
            return True  # "the “Brexit” vote": a term before its noun
    capitals = all(word[0].isupper() or word.isdigit() or len(word) <= 3 for word in words)
    return len(words) >= 2 and words[0][0].isupper() and capitals or words[-1].isdigit() and len(words) <= 3


def is_work(text: str, block: Block, span: Marked, words: list[str], cue: Cue) -> bool:
    """Whether a marked stretch in capitals is the name of a work ("This Week With Ann Lee") and not what the cue frames."""
    long = [word for word in words if len(word) > 3]
    if len(words) > 8 or len(long) < 2 or not all(word[0].isupper() for word in long):
        return False
    if block.role == "headline":
        return False
    lead = text[max(0, span.outer_start - 12) : span.outer_start].rstrip()
    return not 0 <= cue.start - span.outer_end < 40 or bool(_ON_AIR.search(lead))


def stands_alone(text: str, stretch: Stretch, span: Marked) -> bool:
    """Whether speech without a cue fills its sentence, so that it is speech run on and no phrase in marks."""
    rest = text[stretch.start : span.outer_start] + text[span.outer_end : stretch.end]
    outside = len(WORD.findall(rest))
    return outside <= 3 or text[stretch.start : span.outer_start].rstrip().endswith((":", ","))
