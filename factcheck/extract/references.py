"""Whom an article means by a bare surname, a title with a surname, "he" or "she"."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.extract.quotation_marks import find_marked
from factcheck.extract.words import Lines, honorific_gender, is_title, token_at, words_of
from factcheck.model import Block, Claim
from factcheck.normalise.names import fold, parse_name

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Reference:
    """A stretch `[start, end)` of the article that means the person of `name`; how is name, surname, title or pronoun."""

    start: int
    end: int
    name: str
    how: str


_PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
# How many sentences back a pronoun may look for the person it means.
_REACH = 4


class Resolver:
    """Walks an article once, sentence by sentence, keeping whom it speaks of.

    A pronoun means the subject of its own sentence before it, else the latest subject of the sentences before, else the
    latest person named there; a known gender that differs rules a person out. Outside quotation marks a pronoun means somebody
    named outside of them first: "“Ann Lee lied,” he said".
    """

    def __init__(self, lines: Lines, persons: list[Claim], full: list[Reference]) -> None:
        self.lines = lines
        self.full = {reference.start: reference for reference in full}
        self.covered = sorted((reference.start, reference.end) for reference in full)
        self.gender = {claim.name: _detail(claim, "gender") for claim in persons}
        self.by_word: dict[str, list[str]] = {}
        for claim in persons:
            parts = parse_name(claim.name)
            for word in {fold(parts.surname), fold(parts.surname.split()[-1]) if parts.surname else ""} - {""}:
                self.by_word.setdefault(word, []).append(claim.name)
            given = fold(parts.given.split()[0]) if parts.given else ""
            if given:
                self.by_word.setdefault("\0" + given, []).append(claim.name)
        for reference in full:
            # "Ms. Ruiz" of Ana Ruiz Bello: the surname by which the article goes on calling her.
            word = fold(lines.parsed.article.text[reference.start : reference.end].split()[-1])
            inner = word in map(fold, reference.name.split()[1:-1])
            if reference.how == "title" and inner and reference.name not in self.by_word.get(word, ()):
                self.by_word.setdefault(word, []).append(reference.name)
        self.named: list[str] = []
        # Per sentence, latest last: persons as subject, then others, each in order of appearance.
        self.history: list[tuple[list[str], list[str]]] = []
        # The same of what stands outside quotation marks.
        self.outside: list[tuple[list[str], list[str]]] = []
        blocks = [(block.start, block.end) for block in lines.parsed.blocks if block.doc is not None]
        self.marked = find_marked(lines.parsed.article.text, blocks)
        self.mark_starts = [span.outer_start for span in self.marked]

    def run(self) -> list[Reference]:
        found: list[Reference] = []
        for number, block in enumerate(self.lines.parsed.blocks):
            if block.doc is None:
                continue
            starts = (
                [sentence.start_char for sentence in block.doc.sents] if block.doc.has_annotation("SENT_START") else [0]
            )
            current = -1
            for index, word in enumerate(self.lines.words[number]):
                sentence = bisect_right(starts, word.start - block.start)
                if sentence != current:
                    current = sentence
                    for history in (self.history, self.outside):
                        history.append(([], []))
                        del history[:-_REACH]
                reference = self._refer(number, block, index)
                if reference is not None:
                    found.append(reference)
        return found

    def _refer(self, number: int, block: Block, index: int) -> Reference | None:
        word = self.lines.words[number][index]
        reference = self.full.get(word.start)
        if reference is None:
            if word.lower in _PRONOUNS and word.text != "HER":
                name = "" if self._is_marked(word.start) else self._pronoun(word.lower, self.outside)
                name = name or self._pronoun(word.lower, self.history)
                how = "pronoun"
            elif word.text[0].isupper() and not self._is_covered(word.start):
                name, how = self._surname(number, index), "surname"
            else:
                return None
            if not name:
                return None
            reference = Reference(word.start, word.end, name, how)
        self._remember(block, reference)
        return reference

    def _is_covered(self, offset: int) -> bool:
        at = bisect_right(self.covered, (offset, 1 << 60)) - 1
        return at >= 0 and self.covered[at][0] <= offset < self.covered[at][1]

    def _is_marked(self, offset: int) -> bool:
        at = bisect_right(self.mark_starts, offset) - 1
        return at >= 0 and offset < self.marked[at].outer_end

    def _remember(self, block: Block, reference: Reference) -> None:
        if reference.name not in self.named and reference.how != "pronoun":
            self.named.append(reference.name)
        token = block.doc[token_at(block, reference.end - 1)]
        # "the anger of Ann Lee, who said": of whom something more is told, "he" and "she" speak next.
        subject = _is_subject(token) or _leads_relative(token)
        if reference.how == "pronoun" and not subject:
            return
        self.history[-1][0 if subject else 1].append(reference.name)
        if not self._is_marked(reference.start):
            self.outside[-1][0 if subject else 1].append(reference.name)

    def _surname(self, number: int, index: int) -> str:
        """The person whom a capitalised word alone means, or the longest of two or three words with particles."""
        line = self.lines.words[number]
        word = line[index]
        names = self.by_word.get(fold(word.text), [])
        before = line[index - 1] if index and self.lines.gap(number, index) in (" ", "\u00a0") else None
        title = before.lower if before is not None else ""
        told = honorific_gender(title)
        if not names:
            names = self.by_word.get("\0" + fold(word.text), [])
            following = line[index + 1] if index + 1 < len(line) else None
            joined = following is not None and self.lines.gap(number, index + 1) in (" ", "\u00a0")
            if len(names) != 1 or (joined and following.text[0].isupper() and not word.possessive):
                return ""
        elif (
            before is not None
            and before.text[0].isupper()
            and not before.possessive
            and not self._is_opening(before.lower)
        ):
            # Part of another capitalised run: another person's name, or an organisation's.
            return ""
        if told:
            names = [name for name in names if self.gender.get(name, "") in ("", told)]
        if len(names) <= 1:
            return names[0] if names else ""
        # Several bear it: who has been named so far, and of those the one named first.
        known = [name for name in self.named if name in names]
        return known[0] if known else names[0]

    def _is_opening(self, lower: str) -> bool:
        return is_title(lower) or lower in words_of("given_names", "openings")

    def _pronoun(self, pronoun: str, history: list[tuple[list[str], list[str]]]) -> str:
        wanted = _PRONOUNS[pronoun]
        for place in (0, 1):
            for depth in range(1, len(history) + 1):
                if place and depth > 2:
                    break
                subjects, others = history[-depth]
                if place == 0 and not subjects and depth > 1 and len(self._fitting(others, wanted)) == 1:
                    return self._fitting(others, wanted)[0]
                fitting = self._fitting(subjects if place == 0 else others, wanted)
                if fitting:
                    return fitting[-1] if place == 0 else fitting[0]
        return ""

    def _fitting(self, names: list[str], wanted: str) -> list[str]:
        return [name for name in names if self.gender.get(name, "") in ("", wanted)]


def _is_subject(token: Token) -> bool:
    """Whether a name's last token is, or belongs to, a subject."""
    for _ in range(4):
        if token.dep_.startswith("nsubj") or token.dep_ == "csubj":
            return True
        if token.dep_ not in ("flat", "compound", "nmod:desc", "appos", "nmod:poss"):
            return False
        if token.dep_ == "nmod:poss":
            return False
        token = token.head
    return False


def _leads_relative(token: Token) -> bool:
    """Whether "who" follows a name, a comma between or none."""
    following = token.doc[token.i + 1 : token.i + 3]
    words = [word.lower_ for word in following if word.text != ","]
    return bool(words) and words[0] == "who"


def _detail(claim: Claim, key: str) -> str:
    for part in claim.content.split("; "):
        if part.startswith(key + "="):
            return part[len(key) + 1 :]
    return ""
