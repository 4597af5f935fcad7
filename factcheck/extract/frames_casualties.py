"""What became of the people that a number counts, read from the printed words where the parse says something else or nothing:
"no fewer than 17 persons died", "two men and a woman were killed", "two dead people", "sent five to hospital"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.extract.frames_words import children, is_noun, lemma, verb_base, word_map, word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

# Words of a list or an aside between the counted people and their verb ("three men, two of them rescuers, died").
LONGEST_ASIDE = 14
# Words from a verb of bringing to the hospital, and from a verb of harm to its noun ("sustained various degrees of injury").
TO_HOSPITAL = 10
TO_HARM = 5
# ... and from "toll" to its number ("the death toll from Thursday's blast at the mine to 11").
TO_TOLL = 14
DASHES = frozenset({"-", "--", "–", "—"})


def told_behind(span: Span, noun: Token | None) -> str:
    """The predicate that stands right behind counted people, over an aside or the rest of a list, as `state_after` names it;
    blank when something else follows, and for people inside a phrase ("the mother of two men was killed").
    """
    doc = span.doc
    if span.start and doc[span.start - 1].pos_ == "ADP":
        return ""
    index = max(noun.i + 1, span.end) if noun is not None else span.end
    return _verb_at(doc, index) or _verb_at(doc, _after_list(doc, index)) or _verb_at(doc, _after_aside(doc, index))


def _verb_at(doc: Doc, index: int) -> str:
    """What a finite verb at a token tells of the people before it: die, kill, injure, ...; blank for none."""
    # Where a list or an aside was looked for and not found, `index` is 0.
    if not 0 < index < len(doc):
        return ""
    word = doc[index].lower_
    if word in word_map("casualty_acts"):
        act = word_map("casualty_acts")[word]
        return act if act != "lose" else _lives_lost(doc, index)
    if lemma(doc[index]).lower() in word_set("harm_carriers") and doc[index].lower_.endswith(("ed", "t")):
        following = doc[index + 1 : index + 1 + TO_HARM]
        return "injure" if any(_is_harm(token) for token in following) else ""
    if word not in {"was", "were", "are", "is", "have", "has", "had"}:
        return ""
    mark = ""
    for token in doc[index + 1 : index + 8]:
        if token.lower_ in word_map("states") and word_map("states")[token.lower_] in word_set("casualty_verbs"):
            return word_map("states")[token.lower_] + mark
        if token.lower_ in word_map("casualty_acts"):
            act = word_map("casualty_acts")[token.lower_]
            return (act if act != "lose" else _lives_lost(doc, token.i)) + mark
        if token.lower_ in word_set("hearsay_verbs"):
            mark = ""
        elif token.lower_ in word_set("doubt_verbs"):
            mark = " (possible)"
        elif token.lower_ not in {"to", "have", "been", "be", "also"} and not token.lower_.endswith("ly"):
            return ""
    return ""


def _lives_lost(doc: Doc, index: int) -> str:
    return "lose life" if doc[index + 1 : index + 3].text.lower() in {"their lives", "his life", "her life"} else ""


def _is_harm(token: Token) -> bool:
    return lemma(token).lower() in word_set("harm_nouns")


def _after_list(doc: Doc, index: int) -> int:
    """The token behind "and a woman" or "and two girls"; 0 when no such thing stands at `index`."""
    head = doc[index : index + 2]
    if (
        len(head) < 2
        or head[0].lower_ not in {"and", "&"}
        or not (head[1].lower_ in {"a", "an", "one"} or head[1].like_num)
    ):
        return 0
    for token in doc[index + 2 : index + 2 + TO_HARM]:
        if token.pos_ not in {"ADJ", "NOUN", "PROPN"}:
            return token.i if is_noun(doc[token.i - 1]) else 0
    return 0


def _after_aside(doc: Doc, index: int) -> int:
    """The token behind an aside between commas, dashes or brackets; 0 when none opens at `index`."""
    opening = doc[index : index + 1].text
    closing = {",": {","}, "(": {")"}}.get(opening, DASHES if opening in DASHES else frozenset())
    for token in doc[index + 1 : index + 1 + LONGEST_ASIDE] if closing else ():
        if token.text in closing:
            return token.i + 1
        if token.text in {".", ";", ":"} or token.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return 0
    return 0


def told_within(span: Span, noun: Token | None, predicate: str) -> str:
    """The predicate for dead people whose state stands before their noun, where the verb only says that they were there ("found
    two dead sailors", "there are five deceased persons"); blank for others."""
    if noun is None or (predicate.split() or [""])[0] not in word_set("finding_verbs"):
        return ""
    states = (word_map("states").get(token.lower_, "") for token in noun.doc[span.end : noun.i])
    return next((state for state in states if state in word_set("death_verbs")), "")


def to_hospital(span: Span, noun: Token | None) -> bool:
    """Whether counted people came to hospital: "were rushed to Velden hospital", "sent four guests to hospital",
    "ended with five in hospital"."""
    doc = span.doc
    index = max(noun.i + 1, span.end) if noun is not None else span.end
    if {"remain", "remains", "remained", "still"} & {token.lower_ for token in doc[index : index + 3]}:
        # Fewer than came there.
        return False
    if (
        doc[index : index + 2].text.lower() in {"in hospital", "in hospitals"}
        or doc[index : index + 3].text.lower() == "in the hospital"
    ):
        return True
    before = doc[span.start - 1] if span.start else None
    brought = before is not None and verb_base(before) in word_set("bringing_verbs")
    to = False
    for token in doc[index : index + TO_HOSPITAL]:
        if token.text in {".", ";", ",", ":"} or (token.like_num and not to):
            return False
        brought = brought or (token.pos_ == "VERB" and verb_base(token) in word_set("bringing_verbs"))
        to = to or (brought and token.lower_ in {"to", "into"})
        if to and token.lower_ in {"hospital", "hospitals"}:
            return True
    return False


def is_harmed(span: Span) -> bool:
    """Whether a bare number counts people who were hurt, by what they suffered: "over 40 sustained injuries"."""
    following = span.doc[span.end : span.end + 1 + TO_HARM]
    carried = bool(len(following)) and following[0].lower_ in word_set("harm_carriers")
    return carried and following[0].lower_.endswith("ed") and any(_is_harm(token) for token in following[1:])


def is_toll_by_name(span: Span) -> bool:
    """Whether a bare number is what a toll came to: "pushing the death toll to 29", "bringing the number of dead to 11"."""
    doc = span.doc
    if not span.start or doc[span.start - 1].lower_ not in {"to", "at"}:
        return False
    before = [token.lower_ for token in doc[max(0, span.start - TO_TOLL) : span.start]]
    for place in range(len(before) - 1, -1, -1):
        if before[place] == "toll":
            return True
        if before[place] in {".", ";", ":", '"', "”"}:
            return False
        counted = before[place] in word_set("dead_nouns") and before[max(0, place - 3) : place]
        if counted and "number" in counted and "of" in counted:
            return True
    return False


def is_fatal_event(noun: Token) -> bool:
    """Whether a noun for a blow is told to have killed: the fatal stabbing of one cook."""
    blow = word_map("event_nouns").get(lemma(noun).lower(), "") in word_set("blows")
    return blow and any(child.lower_ in {"fatal", "deadly"} for child in children(noun, "amod"))
