"""Quotations and reported statements of an article with those who made them.

Direct speech is what stands in quotation marks as somebody's words; scare quotes, titles and nicknames are left out. Indirect
speech is the clause that a cue reports ("she said the bridge was safe", "according to police"). A speaker named in the same
sentence counts before one carried on from the sentence before; who cannot be told stays blank.
"""

from __future__ import annotations

import re

from factcheck.extract.statements import find_statements
from factcheck.extract.words import words_of
from factcheck.model import Claim, Parsed

_SPACES = re.compile(r"\s+")


def extract_quotations(parsed: Parsed, persons: list[Claim]) -> list[Claim]:
    """One claim of kind "quotation" a stretch of speech, direct and indirect, in reading order.

    `[start, end)` covers the words alone: quotation marks lie outside, so that the texts of two articles compare. The two
    halves of a split quotation ("A," she said, "b.") are two claims of one speaker; a clause that holds marked words gives an
    indirect claim and a direct one for the words. `content` is the text with white space made single; `source` (also
    `subject`) the speaker's full name when the article has it, else the description as printed, blank when unknown;
    `source_role` the speaker's role; `cue` (also `predicate`) the cue's lemma, blank when the speaker is carried on.
    """
    text = parsed.article.text
    roles = {claim.name: claim.role for claim in persons}
    claims = []
    for statement in find_statements(parsed, persons):
        claims.append(
            Claim(
                article=parsed.article.id,
                kind="quotation",
                start=statement.start,
                end=statement.end,
                text=text[statement.start : statement.end],
                sentence=text[slice(*statement.sentence)],
                subject=statement.source,
                predicate=statement.cue,
                source=statement.source,
                source_role=roles.get(statement.source, ""),
                cue=statement.cue,
                content=_SPACES.sub(" ", text[statement.start : statement.end]).strip(),
                direct=statement.direct,
                confidence=statement.confidence,
            )
        )
    return claims


def credit(quotations: list[Claim], start: int, end: int) -> tuple[str, str, str]:
    """Source, source role and cue of the innermost statement that holds `[start, end)`; blanks when none does.

    Direct words inside a reported clause count before the clause; what somebody is said to think or plan counts as the words
    of who says so; of statements without a source none counts.
    """
    inside = [q for q in quotations if q.start <= start and end <= q.end and q.source]
    if not inside:
        return "", "", ""
    best = min(inside, key=lambda q: (_is_thought(q.cue), q.end - q.start, not q.direct, q.start))
    return best.source, best.source_role, best.cue


def _is_thought(cue: str) -> bool:
    """Whether a cue tells what somebody thinks, wants or plans, not what they say."""
    if cue in words_of("cues", "saying") or cue in words_of("cues", "nominal_amounts"):
        return False
    return cue in words_of("cues", "thinking") or cue in words_of("cues", "nominal")
