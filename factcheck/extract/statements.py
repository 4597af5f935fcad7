"""Reads an article stretch after stretch into statements, remembering who spoke last."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from factcheck.extract.attribution import find_cues
from factcheck.extract.cues import Cue
from factcheck.extract.marked_speech import (
    WORD,
    belongs,
    choose_cue,
    is_label,
    is_name,
    is_speech,
    is_work,
    stands_alone,
)
from factcheck.extract.quotation_marks import Marked
from factcheck.extract.sources import CARRIED, EXPLICIT, RUN_ON, UNKNOWN, Sources
from factcheck.extract.stretches import Stretch, find_stretches
from factcheck.extract.transcript import find_turns
from factcheck.extract.words import words_of
from factcheck.model import Block, Claim, Parsed

# So many marked words are somebody's own even where nothing tells whose; fewer may be a term.
LONG_FRAGMENT = 7
# A missing quotation mark leaves the end of the words in doubt.
UNBALANCED = 0.6
_ARTICLES = frozenset({"the", "a", "an"})


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
    """The statements of an article in reading order, with the places of their sources; see `extract_quotations`.

    In a transcript each turn is one, and marks within it tell of no other speaker unless a cue names one.
    """
    found = _Reader(parsed, persons).run()
    turns = find_turns(parsed, persons)
    if not turns:
        return found
    starts = [turn.name_start for turn in turns]

    def is_part(statement: Statement) -> bool:
        at = bisect_right(starts, statement.end) - 1
        return statement.direct and not statement.cue and at >= 0 and statement.start < turns[at].end

    spoken = [
        Statement(
            t.start, t.end, t.block, True, t.speaker, "", t.name_start, t.name_end, sentence=(t.name_start, t.end)
        )
        for t in turns
    ]
    return sorted([*(s for s in found if not is_part(s)), *spoken], key=lambda s: (s.start, s.end, s.direct, s.cue))


class _Reader:
    """Reads stretch after stretch, remembering who spoke last."""

    def __init__(self, parsed: Parsed, persons: list[Claim]) -> None:
        self.parsed = parsed
        self.text = parsed.article.text
        self.sources = Sources(parsed, persons)
        self.mark_starts: list[int] = []

    def run(self) -> list[Statement]:
        stretches = find_stretches(self.parsed)
        found: list[Statement] = []
        waiting: list[Statement] = []
        for number, stretch in enumerate(stretches):
            self.sources.number = number
            statements = self._read(stretch)
            self._sign(stretch, found, waiting)
            named = next((s for s in statements if s.direct and s.source), None)
            if waiting and stretch.marked and named is not None and _continues(stretch):
                found.extend(replace(s, source=named.source, confidence=CARRIED) for s in waiting)
                waiting = []
            still_open = [s for s in statements if s.direct and not s.source and s.confidence >= CARRIED]
            found.extend(waiting)
            waiting = still_open
            found.extend(s for s in statements if s not in still_open)
        found.extend(waiting)
        found = [s if s.source else replace(s, confidence=min(s.confidence, UNKNOWN)) for s in found]
        # One clause under two cues of one speaker ("he noted, adding that ...") is one statement, the nearer cue's.
        unique: dict[tuple[int, int, bool, str], Statement] = {}
        for statement in sorted(found, key=lambda s: s.source_start):
            unique.setdefault((statement.start, statement.end, statement.direct, statement.source), statement)
        return sorted(unique.values(), key=lambda s: (s.start, s.end, s.direct, s.cue))

    def _sign(self, stretch: Stretch, found: list[Statement], waiting: list[Statement]) -> None:
        """Give speech that fills the paragraph before to the person of a line such as "- Ann Lee, in a debate"."""
        name, place = self.sources.signed(stretch.start, stretch.end)
        if not name or stretch.start != self.parsed.blocks[stretch.block].start:
            return
        for statements in (found, waiting):
            for index, said in enumerate(statements):
                block = self.parsed.blocks[said.block]
                alone = not WORD.search(self.text[block.start : said.start] + self.text[said.end : block.end])
                if said.block == stretch.block - 1 and said.direct and not said.cue and alone:
                    statements[index] = replace(
                        said, source=name, source_start=place[0], source_end=place[1], confidence=EXPLICIT
                    )

    def _read(self, stretch: Stretch) -> list[Statement]:
        block = self.parsed.blocks[stretch.block]
        self.mark_starts = [m.outer_start for m in stretch.marked]
        cues = [self._close(stretch, cue) for cue in find_cues(block, stretch)]
        sources = [self.sources.source_of(block, cue) for cue in cues]
        statements: list[Statement] = []
        for span in stretch.marked:
            statement = self._direct(block, stretch, span, cues, sources)
            if statement is not None:
                statements.append(statement)
        for index, cue in enumerate(cues):
            if (
                cue.content[1] > cue.content[0]
                and self._worth(cue, sources[index])
                and not self._is_marked(block, cue, statements)
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
        self.sources.remember(stretch, sources, statements)
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
            source = self.sources.source_of(block, cue)
            if source in self.sources.full or source and self.text[cue.head].isupper():
                found.append(Statement(*cue.content, stretch.block, False, source, cue.lemma, *cue.source, CARRIED))
        return found

    def _close(self, stretch: Stretch, cue: Cue) -> Cue:
        """A cue whose clause takes in the closing mark of speech that it holds."""
        at = bisect_left(self.mark_starts, cue.content[1]) - 1
        if at >= 0 and cue.content[0] < stretch.marked[at].start < cue.content[1] < stretch.marked[at].outer_end:
            return replace(cue, content=(cue.content[0], stretch.marked[at].outer_end))
        return cue

    def _is_marked(self, block: Block, cue: Cue, statements: list[Statement]) -> bool:
        """Whether a clause is nothing but direct speech that is a statement already, or that and a speaker's description."""
        start, end = cue.content
        spoken = [s for s in statements if s.direct and s.start < end and start < s.end]
        length = sum(min(s.end, end) - max(s.start, start) for s in spoken)
        if length >= 0.8 * (end - start):
            return True
        if not spoken or spoken[0].start > start + 1:
            return False
        rest = block.doc.char_span(spoken[-1].end - block.start, end - block.start, alignment_mode="contract")
        return rest is not None and not any(token.pos_ in ("VERB", "AUX") for token in rest)

    def _worth(self, cue: Cue, source: str) -> bool:
        """Whether an indirect clause is a statement: somebody says it, if only a pronoun that cannot be resolved."""
        if source:
            return any(
                word not in words_of("cues", "days") and word not in _ARTICLES for word in source.lower().split()
            )
        return cue.kind == "saying" and self.text[slice(*cue.source)].lower() in ("he", "she", "they", "it")

    def _direct(
        self, block: Block, stretch: Stretch, span: Marked, cues: list[Cue], sources: list[str]
    ) -> Statement | None:
        content = self.text[span.start : span.end]
        words = WORD.findall(content)
        if not words:
            return None
        speech = is_speech(self.text, stretch, span, words)
        index = choose_cue(self.text, stretch, span, cues, speech)
        confidence = EXPLICIT if span.balanced else UNBALANCED
        start, end = _strip(self.text, span.start, span.end)
        if index is not None:
            cue = cues[index]
            if speech and is_work(self.text, block, span, words, cue):
                return None
            if not speech and (
                is_name(self.text, block, stretch, span, words) or not belongs(self.text, stretch, span, cue)
            ):
                return None
            if not speech and (
                not cue.source[1]
                or cue.lemma in words_of("cues", "wishing")
                or len(words) == 1
                and is_label(self.text, block, span, cue)
            ):
                return None
            if not speech and cue.lemma in words_of("cues", "opening"):
                return None
            source = sources[index]
            if not source and cue.source[1] == 0:
                source, confidence = self.sources.carried(content), min(confidence, CARRIED)
            return Statement(start, end, stretch.block, True, source, cue.lemma, *cue.source, confidence)
        if not speech or not stands_alone(self.text, stretch, span) or not span.balanced and not span.continued:
            if len(words) >= LONG_FRAGMENT and span.balanced and not is_name(self.text, block, stretch, span, words):
                return Statement(start, end, stretch.block, True, "", "", confidence=UNKNOWN)
            return None
        source, place = self.sources.introduced(stretch, span)
        if not source:
            source, place = self.sources.signed(span.outer_end, stretch.end)
        if source:
            return Statement(start, end, stretch.block, True, source, "", *place, confidence)
        source = self.sources.carried(content)
        sure = RUN_ON if source and self.sources.runs_on(source, stretch.block) else CARRIED
        return Statement(start, end, stretch.block, True, source, "", 0, 0, min(confidence, sure))


def _continues(stretch: Stretch) -> bool:
    return bool(stretch.marked) and (stretch.marked[0].continued or stretch.marked[0].outer_start == stretch.start)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
