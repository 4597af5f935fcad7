"""Who a cue's source is: a person by full name, a description as printed, or who spoke before; blank when it cannot be told."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from factcheck.extract.cues import Cue
from factcheck.extract.marked_speech import WORD
from factcheck.extract.person import Reference, resolve_mentions
from factcheck.extract.quotation_marks import Marked
from factcheck.extract.stretches import Stretch
from factcheck.extract.words import token_at, words_of
from factcheck.model import Block, Claim, Parsed

if TYPE_CHECKING:
    from spacy.tokens import Token

    from factcheck.extract.statements import Statement

EXPLICIT = 1.0
# A speaker carried on from the sentence before, and a statement whose speaker is unknown, are less sure.
CARRIED = 0.8
# "…," Ann Lee said. "…": speech that runs on right after its frame, in one paragraph.
RUN_ON = 0.9
UNKNOWN = 0.5

_SPACES = re.compile(r"\s+")
_CAPITALISED = re.compile(r"\b[A-Z]\w+(?:['’]s)?")
_DASH = re.compile(r"\s*(?:[—–―]|--?)\s*")
# What may stand between a source misread and the name that it leads to, and between that name and its verb.
_ROLE = re.compile(r"(?: [\w'’&-]{1,30}){1,5} ")
_LEADS_ON = re.compile(r", (?:[\w.'’&-]{1,30} ){0,5}")
_TO_VERB = re.compile(r",? (?:[a-z]{1,20}ly |also )?")
# A longer line that begins with a dash and a name tells more than who said what stands above it.
LONGEST_SIGNATURE = 160
_SELF = frozenset({"i", "we", "you", "me", "us"})
_NOBODY = frozenset(
    {"this", "that", "which", "who", "these", "those", "one", "what", "there", "some", "many", "others"}
)


def _can_speak(source: str) -> bool:
    """Whether a description can go on speaking: people, an institution, a name; no thing ("the clip", "the move")."""
    last = source.split()[-1]
    listed = words_of("cues", "speakers") | words_of("cues", "plurals") | words_of("titles", "role_heads")
    return last[0].isupper() or last.lower() in listed


def _speaks_of(content: str, name: str) -> bool:
    """Whether words hold the surname or the given name, also in short, of a person."""
    parts = name.split()
    words = {match.removesuffix("'s").removesuffix("’s") for match in _CAPITALISED.findall(content)}
    return parts[-1] in words or any(len(word) >= 3 and parts[0].startswith(word) for word in words)


def _end_of_name(token: Token) -> int:
    """Where in its block the name ends that a capitalised noun begins: "Bank | of Harwick"."""
    doc, last = token.doc, token.i
    if token.pos_ == "PROPN" and doc[last + 1 : last + 2].text == "of":
        following = last + 2
        while following < len(doc) and doc[following].pos_ == "PROPN":
            last, following = following, following + 1
    return doc[last].idx + len(doc[last])


class Sources:
    """Names sources and remembers who spoke last, stretch after stretch; `number` is the stretch being read."""

    def __init__(self, parsed: Parsed, persons: list[Claim]) -> None:
        self.text = parsed.article.text
        self.references = resolve_mentions(parsed, persons)
        self.starts = [reference.start for reference in self.references]
        self.full = {claim.name for claim in persons}
        # The last speaker, with the number of the stretch that named it; institutions apart, for "it" and "they".
        self.speaker = ("", -99)
        self.thing = ("", -99)
        self.many = ("", -99)
        # Who was last named beside direct speech or ran on from there: speaker, block and stretch.
        self.spoke = ("", -1, -99)
        self.number = 0

    def introduced(self, stretch: Stretch, span: Marked) -> tuple[str, tuple[int, int]]:
        """The speaker before a colon: `Ann Lee: "We go."`."""
        lead = self.text[stretch.start : span.outer_start].rstrip()
        if not lead.endswith(":"):
            return "", (0, 0)
        inside = self.references_in(stretch.start, span.outer_start)
        beside = inside and inside[-1].end >= stretch.start + len(lead) - 2
        if inside and (beside or len(WORD.findall(lead)) <= 6 or len({r.name for r in inside}) == 1):
            return inside[-1].name, (inside[-1].start, inside[-1].end)
        return "", (0, 0)

    def carried(self, content: str = "") -> str:
        """The speaker of the words just before, when no other sentence lies between; nobody whom the words speak of by name."""
        source, number = self.speaker
        if self.number - number > 2:
            return ""
        if source not in self.full:
            return source if source == self.spoke[0] or _can_speak(source) else ""
        if not _speaks_of(content, source):
            return source
        return self.spoke[0] if self.spoke[0] != source and self.number - self.spoke[2] <= 4 else ""

    def signed(self, start: int, end: int) -> tuple[str, tuple[int, int]]:
        """The person named right after a dash at `start`, as below a quotation set apart: "- Ann Lee"; else blank."""
        dash = _DASH.match(self.text, start, end)
        inside = self.references_in(dash.end(), end) if dash else []
        if inside and inside[0].start == dash.end() and inside[0].how != "pronoun" and end - start <= LONGEST_SIGNATURE:
            return inside[0].name, (inside[0].start, inside[0].end)
        return "", (0, 0)

    def runs_on(self, source: str, block: int) -> bool:
        """Whether the stretch before, in the same block, is speech of `source` that a name in it makes sure."""
        return bool(source) and self.spoke == (source, block, self.number - 1)

    def references_in(self, start: int, end: int) -> list[Reference]:
        """The references of which a part lies in `[start, end)`."""
        low = bisect_left(self.starts, start)
        low -= low > 0 and self.references[low - 1].end > start
        return self.references[low : bisect_left(self.starts, end)]

    def source_of(self, block: Block, cue: Cue) -> str:
        """The full name of the person that a cue's source means, the description as printed, or blank."""
        start, end = cue.source
        if end <= start:
            return ""
        printed = self.text[start:end].strip()
        lower = printed.lower()
        if lower in _SELF:
            return ""
        inside = self.references_in(start, end)
        person = self.person(inside, cue, end)
        if person:
            return person
        if lower in ("he", "she", "him", "her"):
            return ""
        if lower == "it":
            return self.institution(block, start)
        if lower in ("they", "them"):
            return self.many[0] if self.number - self.many[1] <= 4 else ""
        if lower in _NOBODY:
            return ""
        return _SPACES.sub(" ", printed).strip(" ,;:")

    def person(self, inside: list[Reference], cue: Cue, end: int) -> str:
        """The person who heads a cue's source, whose title does, or who stands beside it; blank when none does."""
        for reference in inside:
            if reference.start <= cue.head < reference.end:
                return reference.name
        for reference in inside:
            # "Defence Minister Ann Lee", headed by the title: the name ends the phrase and no preposition parts them.
            lead = self.text[cue.source[0] : reference.start].rstrip()
            if reference.how == "pronoun" or end - reference.end > 2:
                continue
            if not re.search(r"(?:\b(?:of|for|to|by|with|from|at|in|on|and|than|or)|['’]s?|,)$", lead):
                return reference.name
        return self.apposed(cue)

    def apposed(self, cue: Cue) -> str:
        """The person beside a description: "the union's head, Ann Lee, said", "Ann Lee, a member of the board, said"; or behind
        what only leads to the name: "said NOAA head Ann Lee", "In the north, farmer Ann Lee said".
        """
        start, end = cue.source
        at = bisect_left(self.starts, end)
        if at < len(self.references) and self.references[at].how == "name":
            lead = self.text[end : self.references[at].start]
            if (
                cue.end <= start
                and _ROLE.fullmatch(lead)
                and lead.split()[-1].lower() in words_of("titles", "role_heads")
            ):
                return self.references[at].name
            if _LEADS_ON.fullmatch(lead) and _TO_VERB.fullmatch(self.text[self.references[at].end : cue.start]):
                return self.references[at].name
        words = {word.lower() for word in WORD.findall(self.text[start:end])}
        if not words & words_of("titles", "role_heads"):
            return ""
        if at < len(self.references) and self.text[end : self.references[at].start] == ", ":
            return self.references[at].name
        at = bisect_left(self.starts, start) - 1
        if at >= 0 and self.references[at].how != "pronoun" and self.text[self.references[at].end : start] == ", ":
            return self.references[at].name
        return ""

    def institution(self, block: Block, place: int) -> str:
        """What "it" means: the institution that spoke just before, else the nearest earlier subject that is a single thing,
        else the last institution that spoke.
        """
        name, number = self.thing
        if name and self.number - number == 1:
            return name
        doc = block.doc
        at = token_at(block, place)
        for index in range(at - 1, max(at - 40, -1), -1):
            token = doc[index]
            if token.dep_.startswith("nsubj") and token.pos_ in ("NOUN", "PROPN") and token.tag_ in ("NN", "NNP"):
                start = block.start + token.idx
                if self.references_in(start, start + 1):
                    continue  # a person
                left = max(token.left_edge.i, token.i - 12)
                while left < token.i and doc[left].pos_ in ("SCONJ", "ADV", "PUNCT"):
                    left += 1
                phrase = self.text[block.start + doc[left].idx : block.start + _end_of_name(token)]
                return _SPACES.sub(" ", phrase) if len(phrase) < 80 else self.text[start : start + len(token)]
        return name if self.number - number <= 4 else ""

    def remember(self, stretch: Stretch, sources: list[str], statements: list[Statement]) -> None:
        """Take note of who speaks in a stretch: its statements' sources, else the person it leads to or is about."""
        spoken = [s for s in statements if s.direct and s.source] or [
            s for s in statements if s.source and s.cue not in words_of("cues", "thinking")
        ]
        direct = next((s for s in reversed(statements) if s.direct and s.source and s.confidence >= RUN_ON), None)
        if direct is not None and (
            direct.confidence == RUN_ON
            or direct.source.split()[-1] in self.text[direct.source_start : direct.source_end]
        ):
            self.spoke = (direct.source, stretch.block, self.number)
        if spoken:
            self.speaker = (spoken[-1].source, self.number)
        elif self.text[stretch.start : stretch.end].endswith(":") and (
            named := self.references_in(stretch.start, stretch.end)
        ):
            # "Here is what Lee had to say:" leads to that person's words.
            self.speaker = (named[-1].name, self.number)
        elif not statements:
            subjects = [
                r for r in self.references_in(stretch.start, stretch.end) if r.how != "name" or r.name in self.full
            ]
            names = {r.name for r in subjects}
            # A sentence on one person alone leads to that person's words.
            if len(names) == 1 and self.number > 0:
                self.speaker = (names.pop(), self.number)
        for source in sources:
            if source and source not in self.full:
                if source.lower().split()[-1] in words_of("cues", "plurals"):
                    self.many = (source, self.number)
                else:
                    self.thing = (source, self.number)
