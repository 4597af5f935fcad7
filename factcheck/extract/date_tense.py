"""What the parse says of a date: the word that it dates and that word's tense."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from factcheck.extract.date_tokens import words
from factcheck.extract.frames_tree import is_verbal
from factcheck.extract.frames_words import is_noun, relation
from factcheck.language.printed import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLIMB = 12  # a tree deeper than this is a parse gone wrong
_REACH = 40  # tokens from a date back to its verb
_CONDITIONS = frozenset({"if", "unless", "until", "once", "whether"})  # "if it rains in June" lies ahead
_MODALS = frozenset({"would", "'d", "’d", "could", "might", "will", "'ll", "’ll", "should"})
_SIDE_CLAUSES = frozenset({"advcl", "acl", "xcomp", "parataxis", "conj", "ccomp"})


@cache
def _future_words() -> re.Pattern[str]:
    listed = sorted(map(re.escape, words("future_words")), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)", re.IGNORECASE)


@cache
def _set_for() -> re.Pattern[str]:
    """What stands before a date that was fixed in advance ("set for June 25"), not one that was once ("was set for")."""
    listed = "|".join(sorted(map(re.escape, words("ahead_words")), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?<!was )(?<!were )(?<!been )(?<!originally )(?:{listed})\s+$", re.IGNORECASE)


def is_parsed(doc: Doc) -> bool:
    """True when the line has a tree and tags to ask."""
    # Not has_annotation, which may walk the whole line for every date in it.
    return any(token.dep and token.tag for token in doc[:2])


def head_of(doc: Doc, start: int, end: int) -> Token | None:
    """The token of `[start, end)` that hangs on a word outside it; None when no token lies there."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def governor(token: Token) -> Token | None:
    """The word that a date belongs to: its verb, or the noun that it modifies; None where the tree gives none."""
    for _ in range(_CLIMB):
        head = token.head
        if head.i == token.i:
            return None
        if is_verbal(head) or (is_noun(head) and relation(token) not in ("flat", "appos", "conj")):
            return _before_semicolon(token, head)
        token = head
    return None


def _before_semicolon(token: Token, head: Token) -> Token:
    """The main verb before a semicolon that parts a date from the verb behind it, where the parse hangs it; else `head`."""
    if head.i < token.i or all(between.text != ";" for between in token.doc[token.i : head.i]):
        return head
    for before in reversed(token.doc[max(0, token.i - _REACH) : token.i]):
        if before.text == ";" or before.is_sent_end:
            break
        if is_verbal(before) and relation(before) in ("ROOT", "root", "conj", "ccomp", "parataxis"):
            return before
    return head


def verb_above(token: Token) -> Token | None:
    """The nearest verb (or predicate with a copula) at or above a token."""
    for _ in range(_CLIMB):
        if is_verbal(token):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def dates_verb(doc: Doc, start: int, end: int) -> bool:
    """True when the date belongs to a verb and not to a noun; True as well for a line without a tree."""
    if not is_parsed(doc):
        return True
    head = head_of(doc, start, end)
    owner = governor(head) if head is not None else None
    return owner is not None and is_verbal(owner)


def is_attributive(doc: Doc, start: int, end: int) -> bool:
    """True when the date stands before the noun that it modifies: "the May 10 vote"."""
    if not is_parsed(doc):
        return False
    head = head_of(doc, start, end)
    return head is not None and head.head.i > head.i and is_noun(head.head) and relation(head) != "nsubj"


def tense_of(doc: Doc, start: int, end: int) -> str:
    """past, present, future, near or blank for the date at `[start, end)` of a line.

    near: the date may lie on either side of now, as with "is meeting" or "will discuss Friday's vote".
    """
    if text_of(doc)[start:end].lower().startswith(tuple(words("past_starts"))):
        return "past"
    if text_of(doc)[max(0, start - 30) : start].lower().rstrip().endswith(tuple(words("back_words"))):
        return "past"
    if _set_for().search(text_of(doc)[max(0, start - 40) : start]):
        return "future"
    if not is_parsed(doc):
        return _tense_of_words(text_of(doc), start)
    head = head_of(doc, start, end)
    owner = governor(head) if head is not None else None
    if owner is None:
        return ""
    if not is_verbal(owner) and any(
        relation(child) == "acl" and child.lemma_ in words("forward_verbs") for child in owner.children
    ):
        return "future"
    verb = owner if is_verbal(owner) else verb_above(owner)
    tense = verb_tense(verb) if verb is not None else ""
    tense = "future" if tense == "ahead" else tense
    if tense == "running" or (tense == "future" and not is_verbal(owner)):
        return "near"
    return tense


def _tense_of_words(text: str, start: int) -> str:
    """The tense by words alone, for a line without a tree: future after "will" and its like in the same sentence."""
    before = text[max(0, start - 160) : start]
    before = before[max(before.rfind(". "), before.rfind("; ")) + 1 :]
    return "future" if _future_words().search(before) else ""


def verb_tense(verb: Token) -> str:
    """past, present, running ("is meeting"), future, ahead or blank, by a verb's auxiliaries and form.

    ahead is what is planned, asked or imagined ("to open", "would open", "is set to open"): its date lies ahead, but
    nothing says that it comes about.

    A clause without a tense takes that of the one above it.
    """
    for _ in range(_CLIMB):
        auxiliaries = [child for child in verb.children if relation(child) in ("aux", "cop")]
        helpers = {child.lower_ for child in auxiliaries}
        if _is_imagined(verb):
            return "ahead"
        forward = verb.lemma_.lower() in words("forward_verbs") and verb.tag_ in ("VBN", "JJ", "VBD")
        if helpers & {"will", "'ll", "’ll", "wo", "shall"}:
            return "future"
        if "would" in helpers or (forward and (helpers or relation(verb) == "acl")):
            return "ahead"
        if helpers & {"have", "has", "'ve", "’ve", "had"} or any(child.tag_ == "VBD" for child in auxiliaries):
            return "past"
        if helpers & {"can", "could"}:
            return "present"
        if any(child.tag_ == "MD" for child in auxiliaries):
            return "ahead" if not any(child.lower_ == "have" for child in auxiliaries) else "past"
        if verb.tag_ == "VBD":
            return "past"
        if verb.tag_ == "VBG" and helpers:
            return "running"
        if verb.tag_ in ("VBZ", "VBP") or helpers:
            return "ahead" if any(child.lower_ in _CONDITIONS for child in verb.children) else "present"
        if verb.tag_ == "VBN" and relation(verb) in ("acl", "advcl", "ROOT", "root"):
            return "past"
        marked = any(child.tag_ == "TO" or child.lower_ == "to" for child in verb.children if child.i < verb.i)
        if verb.tag_ == "VB" and marked and not _comes_about(verb):
            return "ahead"
        if verb.head.i == verb.i or relation(verb) not in _SIDE_CLAUSES:
            return ""
        above = verb_above(verb.head)
        if above is None:
            return ""
        verb = above
    return ""


def _comes_about(verb: Token) -> bool:
    """True for an infinitive that is done, or is not, when the verb above it is: "failed to appear on Monday"."""
    above = verb_above(verb.head) if verb.head.i != verb.i else None
    return above is not None and above.lemma_.lower() in words("done_verbs")


def _is_imagined(verb: Token) -> bool:
    """True for the past form of what may yet come: "would resign if he lost the vote on Nov. 8"."""
    if not any(child.lower_ in ("if", "unless") and child.i < verb.i for child in verb.children):
        return False
    if any(child.lower_ in ("have", "had", "'ve", "’ve") for child in verb.children):
        return False
    above = verb_above(verb.head) if verb.head.i != verb.i else None
    return (
        above is not None
        and any(relation(child) == "aux" and child.lower_ in _MODALS for child in above.children)
        and not any(child.lower_ == "have" for child in above.children)
    )
