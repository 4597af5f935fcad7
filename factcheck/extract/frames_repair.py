"""Subject and predicate where the parse has no verb for a number: headlines, and verbs that were tagged as nouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.extract.frames_clause import who
from factcheck.extract.frames_tree import INSIDE_NOUN, Place, is_verbal, subject_of
from factcheck.extract.frames_words import (
    children,
    has_child,
    headline_verb,
    is_name,
    is_noun,
    lemma,
    relation,
    word_map,
    word_set,
)

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# A line of more tokens is no headline.
LONGEST_HEADLINE = 30
# A verb that shares its subject stands this close behind the verb that has it.
REACH = 12


def from_headline(span: Span) -> tuple[str, str] | None:
    """Subject and predicate of a headline in title case whose verb the tagger took for a name ("Gunman Kills 3 at
    Mall"); None elsewhere."""
    doc = span.doc
    if len(doc) > LONGEST_HEADLINE:
        return None
    words = [token for token in doc if token.is_alpha and len(token) > 3]
    if sum(token.text[0].isupper() for token in words) < 0.7 * len(words) or any(
        token.pos_ == "VERB" for token in words
    ):
        return None
    for index in range(span.start - 1, 0, -1):
        if doc[index].is_punct:
            return None
        verb = headline_verb(doc[index])
        if verb:
            first = index
            while first > 0 and not doc[first - 1].is_punct and doc[first - 1].pos_ != "ADP":
                first -= 1
            return doc[first:index].text, verb
    return None


def verb_beside(span: Span, place: Place) -> Place:
    """The place below the verb right before the number, where the parser hung the number on a verb farther back
    ("closed the shop owing $2 million")."""
    before = span.doc[span.start - 1] if span.start else None
    if before is None or before.pos_ != "VERB" or relation(before) in {"amod", "case", "compound", "advmod"}:
        return place
    subject = place.role.startswith("nsubj")
    farther = place.verb is not None and place.verb.i < before.i and not subject
    # "The fire hurt five people, the radio reported": whoever is hurt does not report.
    beyond = (
        place.verb is not None and place.verb.i >= span.end and subject and lemma(before) in word_set("casualty_verbs")
    )
    return Place(before, "obj", (), place.child) if farther or beyond else place


def from_misread_verb(span: Span) -> tuple[str, str] | None:
    """Subject and predicate where the verb right before a number was tagged or hung as something else ("and shot five
    people", "attack kills 12", "destroyed 300 homes")."""
    doc, index = span.doc, span.start - 1
    if index < 1 or doc[index - 1].pos_ in {"DET", "ADJ", "ADP"} or doc[index - 1].dep_ == "nmod:poss":
        return None
    word = doc[index]
    if word.pos_ == "VERB" and relation(word) == "amod" and word.head.i >= span.end:
        # No participle stands before the number of its noun without an article.
        return who(next(iter([*children(word, "nsubj"), *children(word.head, "nsubj")]), None)), word.lemma_.lower()
    if word.lower_ not in word_map("misread_verbs") or (is_verbal(word) and relation(word) not in INSIDE_NOUN):
        return None
    verb = word_map("misread_verbs")[word.lower_]
    if is_noun(doc[index - 1]):
        return who(_before_prepositions(doc[index - 1])), verb
    if doc[index - 1].pos_ == "NUM":
        # "The Alpha 30 rose": the number before the verb belongs to a name.
        first = index - 1
        while first > max(0, index - REACH) and doc[first - 1].pos_ in {"PROPN", "PART", "CCONJ"}:
            first -= 1
        return (doc[first:index].text, verb) if is_name(doc[first]) else None
    back = reversed(doc[max(0, index - REACH) : index])
    before = next((token for token in back if token.pos_ == "VERB"), None)
    return (who(subject_of(before)), verb) if before is not None else None


def _before_prepositions(noun: Token) -> Token:
    """The noun that a noun before a verb belongs to: the attack of "attack in northern Mali kills"."""
    doc = noun.doc
    for _ in range(3):
        index = noun.i - 1
        while index > max(0, noun.i - 4) and doc[index].pos_ in {"ADJ", "PROPN", "NOUN", "DET"}:
            index -= 1
        if index < 1 or doc[index].pos_ != "ADP" or not is_noun(doc[index - 1]):
            return noun
        noun = doc[index - 1]
    return noun


def from_up_or_down(span: Span, place: Place) -> tuple[Token | None, str] | None:
    """What went up or down, and which way, for an amount right behind one of these words ("sales were up 5%", "in May,
    down 7% from April"); None elsewhere."""
    before = span.doc[span.start - 1] if span.start else None
    way = {"up": "rise", "down": "fall"}.get(before.lower_ if before is not None else "")
    if way is None or relation(before) == "compound:prt" or before.dep_ == "compound:prt":
        return None
    if children(before, "nsubj"):
        return children(before, "nsubj")[0], way
    node = place.verb if place.verb is not None else place.child
    if has_child(node, "cop") or node.pos_ == "AUX":
        return subject_of(node), way
    told = [child for child in children(node, "obj") if is_noun(child) and child.i < span.start]
    return (told[0] if told else subject_of(node)), way
