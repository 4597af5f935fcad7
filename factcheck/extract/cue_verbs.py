"""Which tokens are cues: verbs of saying, thinking and showing, adjectives that tell what somebody holds, reckonings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.extract.stretches import children
from factcheck.extract.words import cue_forms, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token


def lemma_of(token: Token) -> str:
    """The lemma of a token in lower case; of the forms of a cue verb the listed one, which a lemmatiser may miss."""
    return cue_forms().get(token.lower_) or token.lemma_.lower() or token.lower_


def verb_kind(token: Token) -> str:
    """saying, thinking or showing when a token is such a verb, else blank."""
    if lemma_of(token) == "claim" and any(
        c.dep_ == "obj" and c.lemma_.lower() in words_of("cues", "claimed") for c in children(token)
    ):
        return ""  # "the blaze claimed two lives"
    if (
        token.lower_ in words_of("cues", "plain_forms")
        and token.tag_[:1] not in ("N", "J")
        or token.lower_ in ("said", "says")
    ):
        return "saying"
    if token.dep_ == "amod" and not _is_participle_clause(token):
        return ""  # "the asking price", "a widely criticised speech"
    if token.lower_ == "told" and token.i and token.nbor(-1).lower_ == "all":
        return ""  # "all told"
    if _is_attitude(token):
        return "thinking"
    subjects = [child for child in children(token) if child.dep_ == "nsubj"]
    # "The agency reports that ..." may be tagged as a plural noun although it has a clause and a subject or is the root.
    clause = subjects and any(child.dep_ == "ccomp" for child in children(token))
    if token.tag_ == "NNS" and token.dep_ == "ROOT" and 0 < token.i < len(token.doc) - 1:
        subject = token.nbor(-1).pos_ in ("PROPN", "NOUN")
        clause = clause or subject and (token.nbor().lower_ == "that" or any(c.dep_ == "obj" for c in children(token)))
    if not token.tag_.startswith("VB") and token.pos_ != "VERB" and not clause:
        return ""
    lemma = lemma_of(token)
    if lemma in words_of("cues", "reckoning") and _reckons(token):
        return "saying"
    if not subjects and token.dep_ == "conj" and token.head.pos_ == "NOUN" and token.head.i < token.i:
        subjects = [token.head]  # "The law, passed in May, | bans ...": a verb that the parse hangs on its subject
    document = any(child.lemma_.lower() in words_of("cues", "documents") for child in subjects)
    if document and (lemma in words_of("cues", "showing") or lemma in words_of("cues", "prescribing")):
        return "showing"
    for kind in ("saying", "thinking", "showing"):
        if lemma in words_of("cues", kind):
            return kind
    # "The poll gave her 47 percent", not "the average gave up 17 points".
    alone = not any(child.dep_ == "compound:prt" for child in children(token))
    polled = any(child.lemma_.lower() in words_of("cues", "polls") for child in subjects)
    return "showing" if alone and polled and lemma in words_of("cues", "polling") else ""


def _is_participle_clause(token: Token) -> bool:
    """Whether a participle before a noun opens a clause of its own after a comma: ", protesting unpaid wages"."""
    return token.tag_ == "VBG" and token.i > 0 and token.nbor(-1).text == ","


def _is_attitude(token: Token) -> bool:
    """Whether an adjective tells what its subject holds: "is confident that", "are worried about"."""
    return (
        token.lower_ in words_of("cues", "attitudes")
        and token.pos_ in ("ADJ", "VERB")
        and any(child.dep_ == "cop" or child.dep_.startswith("aux") for child in children(token))
        and any(child.dep_.startswith("nsubj") for child in children(token))
    )


def _reckons(token: Token) -> bool:
    """Whether a verb says how much something is: "put the toll at 45", "places the cost at $3 million"."""
    object_ = any(child.dep_ == "obj" for child in children(token))
    return object_ and any(
        child.dep_ in ("obl", "nmod")
        and any(grand.lower_ == "at" for grand in children(child))
        and (child.like_num or child.text in "$€£" or any(grand.like_num for grand in children(child)))
        for child in (*children(token), *(g for c in children(token) if c.dep_ == "obj" for g in children(c)))
    )
