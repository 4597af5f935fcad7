"""The office that a title right before a name tells: "Lt. Gov. Ann Lee", "Treasury Secretary Ann Lee"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.extract.mention_signs import GAP, Mention, is_institution
from factcheck.extract.role_phrases import body
from factcheck.extract.words import Lines, Word, country_forms, place_names, words_of
from factcheck.normalise.offices import is_of_state, title_forms

# The longest title of `offices.yaml` has four words; a past marker may stand before the state's name.
_LONGEST = 4
_REACH = 5
# Whom a party and a state behind the name make a member of some legislature.
PARTY_OFFICE = "legislator"
_PARTY = re.compile(r"(?:, | \()([DRI]-(?:(?:[A-Z]\.){2,3}|[A-Z][A-Za-z]+\.?))")


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed, the organisation before it (blank when none) and the office that it tells.

    `[start, end)` of the article holds the title and the name.
    """

    start: int
    end: int
    text: str
    organisation: str
    office: str


def find_title(lines: Lines, mention: Mention) -> Title | None:
    """The title of a present office right before a mention; None for a past one and where no listed title stands.

    "former Ohio Gov. Ann Lee" is past; "Ohio Gov. Ann Lee" is governor of Ohio; a council's president is no state's.
    """
    block, line = mention.block, lines.words[mention.block]
    first = mention.first
    start = first
    while (
        start and first - start < _LONGEST and GAP.fullmatch(lines.gap(block, start)) and not line[start - 1].possessive
    ):
        start -= 1
    for at in range(start, first):
        phrase = " ".join(word.lower for word in line[at:first])
        office = title_forms().get(phrase)
        # In lower case a title is a common noun: "to see general Ann Lee", "every president Ann Lee knew".
        if office is None or not line[first - 1].text[0].isupper():
            continue
        # "Solicitor General Ann Lee" bears no rank.
        of_law = at and line[at - 1].lower in words_of("titles", "of_law")
        if phrase == "general" and of_law and GAP.fullmatch(lines.gap(block, at)):
            return None
        if (
            at
            and line[at - 1].lower == "state"
            and f"state {phrase}" in title_forms()
            and GAP.fullmatch(lines.gap(block, at))
        ):
            at, office = at - 1, title_forms()[f"state {phrase}"]
        if is_of_state(office) and at and GAP.fullmatch(lines.gap(block, at)) and _is_body(line[at - 1]):
            return None
        left = at
        while left and at - left < _REACH and GAP.fullmatch(lines.gap(block, left)):
            left -= 1
            if line[left].lower in words_of("titles", "past_markers") or line[left].lower.startswith(("ex-", "then-")):
                return None
        start = line[at].start
        printed = lines.parsed.article.text[start : line[first - 1].end]
        return Title(start, mention.end, printed, _place(lines, block, at), office)
    return None


def _is_body(word: Word) -> bool:
    """Whether a word before a title ends an institution's name: "NAACP President", "European Commission President"."""
    acronym = len(word.text) > 2 and word.text.isupper() and "." not in word.text and word.text not in country_forms()
    return word.text[0].isupper() and (acronym or is_institution(word.lower))


def find_party(lines: Lines, mention: Mention) -> Title | None:
    """The party and state behind a mention ("Ann Lee, D-Wash.", "Bo Day (R-Ohio)"), which tell a legislator; else None."""
    match = _PARTY.match(lines.parsed.article.text, mention.end)
    return Title(mention.start, match.end(), match.group(1), "", PARTY_OFFICE) if match else None


def _place(lines: Lines, block: int, at: int) -> str:
    """The country or place in the words right before `at`, canonical; blank when none stands there."""
    line = lines.words[block]
    for size in (3, 2, 1):
        name = " ".join(word.text for word in line[max(0, at - size) : at])
        if at >= size and GAP.fullmatch(lines.gap(block, at)) and (name in country_forms() or name in place_names()):
            return body(lines, block, at - size, at)
    return ""
