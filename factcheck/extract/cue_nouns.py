"""Cues that are nouns or whose figure stands before them: "his claim that", "the figure came from", "300 jobs, announced by"."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

from factcheck.extract.cue_verbs import lemma_of
from factcheck.extract.cues import Cue, holds_figure
from factcheck.extract.reported import trim
from factcheck.extract.speakers import RELATIVES, phrase
from factcheck.extract.stretches import Stretch, children
from factcheck.extract.words import token_at, words_of
from factcheck.model import Block

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OWNER_OF_PREDICATE = frozenset({"by", "from", "of", "within", "among", "inside", "at"})
_PHRASE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "SYM", "ADV"})


def noun_cue(block: Block, stretch: Stretch, noun: Token) -> Cue | None:
    """ "the minister's claim that the bridge is safe": a possessor says what the clause of a noun says."""
    doc = block.doc
    clause, that = _clause_of(doc, stretch, noun)
    owner = _owner(doc, stretch, noun, _OWNER_OF_PREDICATE if that is not None else {"by", "from"})
    if clause is None or owner is None:
        return None
    amount = clause.dep_ == "nmod"
    first = clause.left_edge.i if that is None else that.i
    if doc[first].lower_ in ("that", "of"):
        first += 1
    last = min(clause.right_edge.i, stretch.last - 1)
    while last + 2 < stretch.last and doc[last + 1].lower_ == "of":
        # "to announce the names | of more than 100 donors": the parse may break a phrase at "of".
        last += 2
        while last + 1 < stretch.last and doc[last + 1].pos_ in _PHRASE:
            last += 1
    if amount and _is_told_of(noun, stretch) and not any(t.like_num for t in doc[first : last + 1]):
        # "the unions' estimates of the loss range from 3 to 5 million": the figure stands in the predicate.
        last = min(noun.head.right_edge.i, stretch.last - 1)
    content = trim(block, max(first, noun.i + 1), last)
    if content == (0, 0):
        return None
    if amount and not any(t.like_num for t in doc[first : token_at(block, content[1] - 1) + 1]):
        return None
    left, right = phrase(doc, stretch, set(), owner, noun)
    if doc[right].tag_ == "POS":
        right -= 1
    source = (block.start + doc[left].idx, block.start + doc[right].idx + len(doc[right]))
    start, end = block.start + noun.idx, block.start + noun.idx + len(noun)
    return Cue(noun.lemma_.lower(), "nominal", start, end, source, block.start + owner.idx, content)


def _clause_of(doc: Doc, stretch: Stretch, noun: Token) -> tuple[Token | None, Token | None]:
    """The head of what a noun tells, and the "that" before it where it stands in the predicate; None twice without one.

    "the claim that it is safe", "an estimate of 3 million", "the fear within the party is that 25 will leave".
    """
    for child in children(noun):
        marks = {grand.lower_ for grand in children(child) if grand.dep_ == "mark"}
        if child.dep_ in ("acl", "ccomp") and noun.i < child.i < stretch.last and marks & {"that", "to"}:
            return child, None
    for child in children(noun) if noun.lower_ in words_of("cues", "nominal_amounts") else ():
        if child.dep_ == "nmod" and child.i > noun.i and any(g.lower_ == "of" for g in children(child)):
            return child, None
    if _is_told_of(noun, stretch):
        that = next((c for c in children(noun.head) if c.dep_ == "mark" and c.lower_ == "that" and c.i > noun.i), None)
        if that is not None and doc[that.i - 1].lemma_.lower() == "be":
            return noun.head, that
    return None, None


def _is_told_of(noun: Token, stretch: Stretch) -> bool:
    """Whether a noun is the subject of a verb behind it."""
    return noun.dep_.startswith("nsubj") and noun.i < noun.head.i < stretch.last


def _owner(doc: Doc, stretch: Stretch, noun: Token, prepositions: Set[str]) -> Token | None:
    """Whose a claim or a plan is: its possessor ("her claim", "a minister whose plan"), else who stands behind a preposition."""
    owners = [c for c in children(noun) if c.dep_ == "nmod:poss"] + [
        c for c in children(noun) if c.dep_ == "nmod" and any(g.lower_ in prepositions for g in children(c))
    ]
    if not owners or owners[0].lower_ != "whose":
        return owners[0] if owners else None
    # "a minister whose plan to ...": the noun before it owns the plan.
    before = owners[0].i - (2 if owners[0].i > 1 and doc[owners[0].i - 1].text == "," else 1)
    return doc[before] if before >= stretch.first and doc[before].pos_ in ("NOUN", "PROPN") else None


def origin_cue(block: Block, stretch: Stretch, hidden: set[int], verb: Token) -> Cue | None:
    """ "The 90 percent figure came from the ministry": who gives a figure; None for whatever else comes from somewhere."""
    figure = next((c for c in children(verb) if c.dep_ == "nsubj" and c.lower_ in words_of("cues", "figures")), None)
    giver = next(
        (
            c
            for c in children(verb)
            if c.dep_ == "obl" and any(g.lower_ == "from" for g in children(c)) and c.i > verb.i
        ),
        None,
    )
    if figure is None or giver is None or giver.i in hidden or giver.i >= stretch.last:
        return None
    doc, start = block.doc, block.start
    first = max(figure.left_edge.i, stretch.first)
    while first > max(stretch.first, figure.i - 8) and doc[first].pos_ not in ("DET", "PRON", "VERB", "AUX"):
        first -= 1  # "The “90 to 95 percent” figure": the parse may part the marked words from their noun.
    content = trim(block, first, figure.right_edge.i)
    if not holds_figure(block, content):
        return None
    left, right = phrase(doc, stretch, hidden, giver, verb)
    source = (start + doc[left].idx, start + doc[right].idx + len(doc[right]))
    return Cue(
        "come from", "according", start + verb.idx, start + verb.idx + len(verb), source, start + giver.idx, content
    )


def figure_before(block: Block, stretch: Stretch, hidden: set[int], cue: Token, source: Token) -> tuple[int, int]:
    """The noun phrase with a figure of which a cue tells: "the 300 jobs that the firm promised", "the $3 million estimated by
    the bank", "300 jobs were announced by the firm"; blank for another one."""
    doc = block.doc
    if source.dep_ == "obl:agent" or source.i > cue.i:
        subject = next((c for c in children(cue) if c.dep_ == "nsubj:pass" and c.i < cue.i), None)
        noun = cue.head if cue.dep_ == "acl" and cue.head.i < cue.i else subject
        last = cue.i - 1 if cue.dep_ == "acl" else noun.right_edge.i if noun is not None else 0
    else:
        noun = cue.head if cue.dep_ == "acl:relcl" and cue.head.i < source.i < cue.i else None
        last = phrase(doc, stretch, hidden, source, cue)[0] - 1
    if (
        noun is None
        or noun.lower_ in words_of("cues", "days")
        or lemma_of(cue) not in words_of("cues", "gives_figures")
    ):
        return 0, 0
    while last > noun.i and (doc[last].lower_ in RELATIVES or doc[last].pos_ in ("PUNCT", "AUX")):
        last -= 1
    first = max(noun.left_edge.i, stretch.first)
    while first < noun.i and doc[first].pos_ in ("ADP", "SCONJ", "PUNCT"):
        first += 1
    content = trim(block, first, last)
    return content if not any(i in hidden for i in range(first, last + 1)) and holds_figure(block, content) else (0, 0)
