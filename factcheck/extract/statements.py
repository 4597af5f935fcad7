"""Reads an article stretch after stretch into statements, remembering who spoke last."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from factcheck.extract.attribution import Cue, find_cues
from factcheck.extract.person import Reference, resolve_mentions
from factcheck.extract.quotation_marks import Marked
from factcheck.extract.stretches import Stretch, find_stretches
from factcheck.extract.words import token_at, words_of
from factcheck.model import Block, Claim, Parsed

EXPLICIT = 1.0
# A speaker carried on from the sentence before, and a statement whose speaker is unknown, are less sure.
CARRIED = 0.8
# "…," Ann Lee said. "…": speech that runs on right after its frame, in one paragraph.
RUN_ON = 0.9
UNKNOWN = 0.5
# So many marked words are somebody's own even where nothing tells whose; fewer may be a term.
LONG_FRAGMENT = 7
# A missing quotation mark leaves the end of the words in doubt.
UNBALANCED = 0.6

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_SPACES = re.compile(r"\s+")
# What stands before the name of a programme: "on CNN's “State of the Union,” Lee said".
_ON_AIR = re.compile(r"(?:['’]s|\b(?:on|in|program|programme|show|series|podcast))$")
_SELF = frozenset({"i", "we", "you", "me", "us"})


@dataclass(frozen=True, slots=True)
class Statement:
    """One attributed stretch `[start, end)`; the source as printed at `[source_start, source_end)`, 0 where it is carried on.

    `source` is the person's full name, the description as printed, or blank. `sentence` is the sentence with its frame.
    """

    start: int
    end: int
    block: int
    direct: bool
    source: str
    cue: str
    source_start: int = 0
    source_end: int = 0
    confidence: float = EXPLICIT
    sentence: tuple[int, int] = (0, 0)


def find_statements(parsed: Parsed, persons: list[Claim]) -> list[Statement]:
    """The statements of an article in reading order, with the places of their sources; see `extract_quotations`."""
    return _Reader(parsed, persons).run()


class _Reader:
    """Reads stretch after stretch, remembering who spoke last."""

    def __init__(self, parsed: Parsed, persons: list[Claim]) -> None:
        self.parsed = parsed
        self.text = parsed.article.text
        self.references = resolve_mentions(parsed, persons)
        self.starts = [reference.start for reference in self.references]
        self.full = {claim.name for claim in persons}
        # The last speaker, with the number of the stretch that named it; institutions apart, for "it" and "they".
        self.speaker = ("", -99)
        self.thing = ("", -99)
        # Who was last named beside direct speech or ran on from there: speaker, block and stretch.
        self.spoke = ("", -1, -99)
        self.many = ("", -99)
        self.number = 0
        self.previous: Stretch | None = None
        self.block = 0
        self.mark_starts: list[int] = []

    def run(self) -> list[Statement]:
        stretches = find_stretches(self.parsed)
        found: list[Statement] = []
        waiting: list[Statement] = []
        for self.number, stretch in enumerate(stretches):
            following = stretches[self.number + 1] if self.number + 1 < len(stretches) else None
            statements = self._read(stretch, following)
            named = next((s for s in statements if s.direct and s.source), None)
            if waiting and stretch.marked and named is not None and _continues(stretch):
                found.extend(replace(s, source=named.source, confidence=CARRIED) for s in waiting)
                waiting = []
            still_open = [s for s in statements if s.direct and not s.source and s.confidence >= CARRIED]
            found.extend(waiting)
            waiting = still_open
            found.extend(s for s in statements if s not in still_open)
            self.previous = stretch
        found.extend(waiting)
        found = [s if s.source else replace(s, confidence=min(s.confidence, UNKNOWN)) for s in found]
        # One clause under two cues of one speaker ("he noted, adding that ...") is one statement, the nearer cue's.
        unique: dict[tuple[int, int, bool, str], Statement] = {}
        for statement in sorted(found, key=lambda s: s.source_start):
            unique.setdefault((statement.start, statement.end, statement.direct, statement.source), statement)
        return sorted(unique.values(), key=lambda s: (s.start, s.end, s.direct, s.cue))

    def _read(self, stretch: Stretch, following: Stretch | None) -> list[Statement]:
        block = self.parsed.blocks[stretch.block]
        self.block = stretch.block
        self.mark_starts = [m.outer_start for m in stretch.marked]
        cues = [self._close(stretch, cue) for cue in find_cues(block, stretch)]
        sources = [self._source(block, cue) for cue in cues]
        statements: list[Statement] = []
        for span in stretch.marked:
            statement = self._direct(block, stretch, span, cues, sources)
            if statement is not None:
                statements.append(statement)
        for index, cue in enumerate(cues):
            if (
                cue.content[1] > cue.content[0]
                and self._worth(cue, sources[index])
                and not self._is_marked(cue, statements)
            ):
                statements.append(
                    Statement(
                        *cue.content,
                        stretch.block,
                        False,
                        sources[index],
                        cue.lemma,
                        *cue.source,
                        EXPLICIT if sources[index] else UNKNOWN,
                    )
                )
        self._remember(stretch, sources, statements)
        return [replace(s, sentence=(stretch.start, stretch.end)) for s in statements + self._nested(block, stretch)]

    def _nested(self, block: Block, stretch: Stretch) -> list[Statement]:
        """What speech in marks says that another named source said."""
        found = []
        for cue in find_cues(block, stretch, inside=True) if any(m.end - m.start > 60 for m in stretch.marked) else ():
            if cue.kind not in ("saying", "according") or cue.content[1] <= cue.content[0] or not cue.source[1]:
                continue
            if not any(
                m.start <= min(cue.content[0], cue.source[0]) and cue.content[1] <= m.end for m in stretch.marked
            ):
                continue
            source = self._source(block, cue)
            if source in self.full or source and self.text[cue.head].isupper():
                found.append(Statement(*cue.content, stretch.block, False, source, cue.lemma, *cue.source, CARRIED))
        return found

    def _close(self, stretch: Stretch, cue: Cue) -> Cue:
        """A cue whose clause takes in the closing mark of speech that it holds."""
        at = bisect_left(self.mark_starts, cue.content[1]) - 1
        if at >= 0 and cue.content[0] < stretch.marked[at].start < cue.content[1] < stretch.marked[at].outer_end:
            return replace(cue, content=(cue.content[0], stretch.marked[at].outer_end))
        return cue

    def _is_marked(self, cue: Cue, statements: list[Statement]) -> bool:
        """Whether a clause is nothing but direct speech that is a statement already."""
        length = sum(max(0, min(s.end, cue.content[1]) - max(s.start, cue.content[0])) for s in statements if s.direct)
        return length >= 0.8 * (cue.content[1] - cue.content[0])

    def _worth(self, cue: Cue, source: str) -> bool:
        """Whether an indirect clause is a statement: somebody says it, if only a pronoun that cannot be resolved."""
        if source:
            return not set(source.lower().split()) <= words_of("cues", "days") | {"the", "a", "an"}
        return cue.kind == "saying" and self.text[slice(*cue.source)].lower() in ("he", "she", "they", "it")

    # -- direct speech ---------------------------------------------------------------------------------------------------

    def _direct(
        self, block: Block, stretch: Stretch, span: Marked, cues: list[Cue], sources: list[str]
    ) -> Statement | None:
        content = self.text[span.start : span.end]
        words = _WORD.findall(content)
        if not words:
            return None
        speech = _is_speech(content, words)
        index = self._choose(stretch, span, cues, sources, speech)
        confidence = EXPLICIT if span.balanced else UNBALANCED
        start, end = _strip(self.text, span.start, span.end)
        if index is not None:
            cue = cues[index]
            if speech and self._is_work(span, words, cue):
                return None
            if not speech and (self._is_name(stretch, span, words) or not self._belongs(stretch, span, cue)):
                return None
            if not speech and (
                not cue.source[1]
                or cue.lemma in words_of("cues", "wishing")
                or len(words) == 1
                and self._is_label(span, cue)
            ):
                return None
            if not speech and cue.lemma in words_of("cues", "opening"):
                return None
            source = sources[index]
            if not source and cue.source[1] == 0:
                source, confidence = self._carried(stretch), min(confidence, CARRIED)
            return Statement(start, end, stretch.block, True, source, cue.lemma, *cue.source, confidence)
        if not speech or not self._stands_alone(stretch, span) or not span.balanced and not span.continued:
            if len(words) >= LONG_FRAGMENT and span.balanced and not self._is_name(stretch, span, words):
                return Statement(start, end, stretch.block, True, "", "", confidence=UNKNOWN)
            return None
        source, place = self._introduced(block, stretch, span)
        if source:
            return Statement(start, end, stretch.block, True, source, "", *place, confidence)
        source = self._carried(stretch)
        sure = RUN_ON if source and self.spoke == (source, stretch.block, self.number - 1) else CARRIED
        return Statement(start, end, stretch.block, True, source, "", 0, 0, min(confidence, sure))

    def _choose(self, stretch: Stretch, span: Marked, cues: list[Cue], sources: list[str], speech: bool) -> int | None:
        """The number of the cue that frames a marked stretch: the verb right after it, else the nearest before it."""
        before = after = None
        for index, cue in enumerate(cues):
            if cue.end <= span.outer_start:
                if (
                    cue.kind in ("saying", "showing", "according", "nominal")
                    or cue.content[0] <= span.start < cue.content[1]
                ):
                    before = index
            elif cue.start >= span.outer_end and after is None and cue.kind in ("saying", "according"):
                after = index
        last = self.text[span.end - 1 : span.end]
        tail = self.text[span.outer_end : span.outer_end + 2].strip()[:1]
        if before is not None and self._names(span, cues[before]):
            return before
        closes = last in ",?!—–…-" or tail in ",—–" or before is None
        if after is not None and closes and self._frames(stretch, span, cues[after]):
            return after
        holders = [i for i, cue in enumerate(cues) if cue.content[0] <= span.start and span.end <= cue.content[1]]
        if holders:
            # The innermost clause of a verb of saying; of other clauses only where there is none.
            return min(holders, key=lambda i: (cues[i].kind == "thinking", cues[i].content[1] - cues[i].content[0]))
        if before is not None and (speech or self._belongs(stretch, span, cues[before])):
            return before
        if after is not None and speech and self._frames(stretch, span, cues[after]):
            return after
        return before if speech else None

    def _names(self, span: Marked, cue: Cue) -> bool:
        """Whether marked words are the name that a verb gives its object: "called the pact “insanity,”"."""
        between = self.text[cue.end : span.outer_start]
        return cue.lemma in words_of("cues", "naming") and len(between) < 60 and not re.search(r"[^\w\s'’-]", between)

    def _frames(self, stretch: Stretch, span: Marked, cue: Cue) -> bool:
        """Whether a cue after a marked stretch is in the frame that begins at its end."""
        frame = self.text[span.outer_end : cue.start]
        if len(frame) > 220 or any(
            m.outer_start >= span.outer_end and m.outer_end <= cue.start for m in stretch.marked
        ):
            return False
        # The speaker stands in the frame: with another clause in between the marks are no object of the verb.
        source_start = cue.source[0] if cue.source[1] else cue.start
        lead = self.text[span.outer_end : min(source_start, cue.start)] if source_start >= span.outer_end else frame
        return len(_WORD.findall(lead)) <= 5 or self.text[span.end - 1 : span.end] == ","

    def _belongs(self, stretch: Stretch, span: Marked, cue: Cue) -> bool:
        """Whether a fragment is part of what a cue reports: inside its clause, or right beside it."""
        if cue.content[0] <= span.start and span.end <= cue.content[1] + 2:
            return True
        if cue.end <= span.outer_start:
            between = self.text[cue.end : span.outer_start]
            if self._names(span, cue):
                return True
            return cue.kind != "thinking" and len(_WORD.findall(between)) <= 2 and not re.search(r"[.;]", between)
        return self._frames(stretch, span, cue) and self.text[span.end - 1 : span.end] in ",?!"

    def _is_label(self, span: Marked, cue: Cue) -> bool:
        """Whether one marked word is the object of its cue and thereby a label, no speech ("showed the city's “model”")."""
        beside = len(_WORD.findall(self.text[cue.end : span.outer_start])) <= 1 and cue.lemma in words_of(
            "cues", "core"
        )
        if cue.lemma in words_of("cues", "naming") or beside or cue.start > span.start:
            return False
        block = self.parsed.blocks[self.block]
        first, last = token_at(block, cue.start), token_at(block, span.outer_start - 1)
        return not any(token.pos_ in ("VERB", "AUX") for token in block.doc[first + 1 : last + 1])

    def _is_name(self, stretch: Stretch, span: Marked, words: list[str]) -> bool:
        """Whether a fragment is a title, a nickname or a so-called term."""
        lead = self.text[max(stretch.start, span.outer_start - 40) : span.outer_start]
        before = [word.lower() for word in re.findall(r"[\w‑-]+", lead)][-2:]
        if any(word in words_of("cues", "so_called") for word in before[-1:]) or "so-called" in before:
            return True
        if len(words) == 1 and re.match(r" [a-z]", self.text[span.outer_end : span.outer_end + 2]):
            block = self.parsed.blocks[stretch.block]
            following = block.doc[token_at(block, span.outer_end + 1)]
            if following.pos_ in ("NOUN", "PROPN"):
                return True  # "the “Brexit” vote": a term before its noun
        capitals = all(word[0].isupper() or word.isdigit() or len(word) <= 3 for word in words)
        return len(words) >= 2 and words[0][0].isupper() and capitals or words[-1].isdigit() and len(words) <= 3

    def _is_work(self, span: Marked, words: list[str], cue: Cue) -> bool:
        """Whether a marked stretch in capitals is the name of a work ("This Week With Ann Lee") and not what the cue frames."""
        long = [word for word in words if len(word) > 3]
        if len(words) > 8 or len(long) < 2 or not all(word[0].isupper() for word in long):
            return False
        if self.parsed.blocks[self.block].role == "headline":
            return False
        lead = self.text[max(0, span.outer_start - 12) : span.outer_start].rstrip()
        return not 0 <= cue.start - span.outer_end < 40 or bool(_ON_AIR.search(lead))

    def _stands_alone(self, stretch: Stretch, span: Marked) -> bool:
        """Whether speech without a cue fills its sentence, so that it is speech run on and no phrase in marks."""
        rest = self.text[stretch.start : span.outer_start] + self.text[span.outer_end : stretch.end]
        outside = len(_WORD.findall(rest))
        return outside <= 3 or self.text[stretch.start : span.outer_start].rstrip().endswith((":", ","))

    def _introduced(self, block: Block, stretch: Stretch, span: Marked) -> tuple[str, tuple[int, int]]:
        """The speaker before a colon: `Ann Lee: "We go."`."""
        lead = self.text[stretch.start : span.outer_start].rstrip()
        if not lead.endswith(":"):
            return "", (0, 0)
        inside = self._references(stretch.start, span.outer_start)
        beside = inside and inside[-1].end >= stretch.start + len(lead) - 2
        if inside and (beside or len(_WORD.findall(lead)) <= 6 or len({r.name for r in inside}) == 1):
            return inside[-1].name, (inside[-1].start, inside[-1].end)
        return "", (0, 0)

    def _carried(self, stretch: Stretch) -> str:
        """The speaker of the words just before, when no other sentence lies between."""
        source, number = self.speaker
        return source if self.number - number <= 2 else ""

    # -- sources ---------------------------------------------------------------------------------------------------------

    def _references(self, start: int, end: int) -> list[Reference]:
        low = bisect_left(self.starts, start)
        low -= low > 0 and self.references[low - 1].end > start
        return self.references[low : bisect_left(self.starts, end)]

    def _source(self, block: Block, cue: Cue) -> str:
        """The full name of the person that a cue's source means, the description as printed, or blank."""
        start, end = cue.source
        if end <= start:
            return ""
        printed = self.text[start:end].strip()
        lower = printed.lower()
        if lower in _SELF:
            return ""
        inside = self._references(start, end)
        person = self._person(block, inside, cue, end)
        if person:
            return person
        if lower in ("he", "she", "him", "her"):
            return ""
        if lower == "it":
            return self._thing(block, start)
        if lower in ("they", "them"):
            return self.many[0] if self.number - self.many[1] <= 4 else ""
        if lower in (
            "this",
            "that",
            "which",
            "who",
            "these",
            "those",
            "one",
            "what",
            "there",
            "some",
            "many",
            "others",
        ):
            return ""
        return _SPACES.sub(" ", printed).strip(" ,;:")

    def _person(self, block: Block, inside: list[Reference], cue: Cue, end: int) -> str:
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
        return self._apposed(cue)

    def _apposed(self, cue: Cue) -> str:
        """The person beside a description: "the union's head, Ann Lee, said", "Ann Lee, a member of the board, said"."""
        start, end = cue.source
        words = {word.lower() for word in _WORD.findall(self.text[start:end])}
        if not words & words_of("titles", "role_heads"):
            return ""
        at = bisect_left(self.starts, end)
        if at < len(self.references) and self.text[end : self.references[at].start] == ", ":
            return self.references[at].name
        at = bisect_left(self.starts, start) - 1
        if at >= 0 and self.references[at].how != "pronoun" and self.text[self.references[at].end : start] == ", ":
            return self.references[at].name
        return ""

    def _thing(self, block: Block, place: int) -> str:
        """What "it" means: the last institution that spoke, else the nearest earlier subject that is a single thing."""
        name, number = self.thing
        doc = block.doc
        at = token_at(block, place)
        for index in range(at - 1, max(at - 40, -1), -1):
            token = doc[index]
            if token.dep_.startswith("nsubj") and token.pos_ in ("NOUN", "PROPN") and token.tag_ in ("NN", "NNP"):
                start = block.start + token.idx
                if any(r.start <= start < r.end for r in self._references(start - 60 if start > 60 else 0, start + 80)):
                    continue
                left = max(token.left_edge.i, token.i - 12)
                while left < token.i and doc[left].pos_ in ("SCONJ", "ADV", "PUNCT"):
                    left += 1
                phrase = self.text[block.start + doc[left].idx : start + len(token)]
                return _SPACES.sub(" ", phrase) if len(phrase) < 80 else self.text[start : start + len(token)]
        return name if self.number - number <= 4 else ""

    def _remember(self, stretch: Stretch, sources: list[str], statements: list[Statement]) -> None:
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
            named := self._references(stretch.start, stretch.end)
        ):
            # "Here is what Lee had to say:" leads to that person's words.
            self.speaker = (named[-1].name, self.number)
        elif not statements:
            subjects = [
                r for r in self._references(stretch.start, stretch.end) if r.how != "name" or r.name in self.full
            ]
            names = {r.name for r in subjects}
            # A sentence on one person alone leads to that person's words.
            if len(names) == 1 and self.previous is not None:
                self.speaker = (names.pop(), self.number)
        for source in sources:
            if source and source not in self.full:
                if source.lower().split()[-1] in words_of("cues", "plurals"):
                    self.many = (source, self.number)
                else:
                    self.thing = (source, self.number)


def _continues(stretch: Stretch) -> bool:
    return bool(stretch.marked) and (stretch.marked[0].continued or stretch.marked[0].outer_start == stretch.start)


def _is_speech(content: str, words: list[str]) -> bool:
    """Whether marked words are a whole utterance: a sentence's length and close, not a phrase."""
    closed = content.rstrip()[-1:] in ",.?!…—–"
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


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
