"""Whose age a number tells: "the 17-year-old driver", "Lee, 42, said", "two boys, 7 and 9 years old"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.extract.frames_clause import who
from factcheck.extract.frames_span import POSSESSIVES, noun_after
from factcheck.extract.frames_tree import place_of, sentence_tokens, subject_of
from factcheck.extract.frames_words import HYPHENS, OLD_WORDS, has_child, is_name, is_noun, lemma, relation, word_set
from factcheck.normalise.terms import canonical_head, kinds_above

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

INSIDE = re.compile(r"(?:(?:year|month|week|day)s?[-‐‑– ]olds?|\d[ /-]?y/?o)$", re.I)
BEHIND = re.compile(
    r"[-‐‑– ]?(?:(?:year|month|week|day)s?)?[-‐‑– ]?olds?\b|(?: and|,| or| to|-) \d{1,3}[- ]years?[- ]olds?\b", re.I
)
AGED = re.compile(
    r"\b(?:age[ds]?(?: (?:of|from|between))?|(?:dead|dies|died|gone)(?: (?:of|from|after) [\w' -]{3,40})? at"
    r"|(?:turned|turns) at)\s+"
    r"(?:\d{1,3}(?:,| and|, and| or| to)? )*$",
    re.I,
)
# "died on Monday at 71": behind a few words only where nothing goes on that "at" could belong to ("at 12 Elm Street").
DIED = re.compile(r"\b(?:dies|died|passed away)(?: [A-Za-z][\w.'’]*){1,5} at\s+$", re.I)
AFTER_DEATH = frozenset({",", ".", ";", "after", "from", "following", "in", "on", "of", "when", ""})
AGE_WORDS = frozenset({"age", "aged", "ages", "at"})
WHOLE = re.compile(r"\d{1,3}")
RANGE = re.compile(r"\d{1,3}(?: to |[-–])\d{1,3}")
# How many tokens round a number may say that it is an age.
AGE_REACH = 12
# Longest printed age; more is a count.
OLDEST = 120
ALSO = frozenset({"also", "now", "then", "both"})
CLOSING = frozenset({",", ".", ";", ")", "—", "–", "of", "and", "was", "is"})
# More words than this before a comma are no name.
LONGEST_NAME = 4
LONGEST_HEADLINE_NAME = 6


def age_holder(span: Span) -> str | None:
    """Whose age the span tells, as a phrase; blank when the sentence does not say, None when it tells no age."""
    doc = span.doc
    # Slices of tokens rather than of `doc.text`, which is put together anew, the whole line, at every look.
    behind = span[-1].whitespace_ + doc[span.end : span.end + AGE_REACH].text
    if INSIDE.search(span.text) or BEHIND.match(behind):
        return who(_holder(span))
    # "ages 3 to 9", "aged six": only the word before them says that they are ages.
    told = RANGE.fullmatch(span.text) is not None or (len(span) == 1 and span[0].is_alpha and span[0].like_num)
    if not told and not could_be_age(span):
        return None
    ahead = doc[max(0, span.start - AGE_REACH) : span.start].text_with_ws
    if AGED.search(ahead):
        return _aged(span)
    if DIED.search(ahead) and doc[span.end : span.end + 1].text in AFTER_DEATH:
        died = next(token for token in reversed(doc[: span.start]) if token.lower_ in {"died", "dies", "passed"})
        return who(subject_of(died))
    return None if told else _in_apposition(span)


def could_be_age(span: Span) -> bool:
    """True for a bare whole number in digits that a person can be old."""
    return bool(WHOLE.fullmatch(span.text)) and 0 < int(span.text) < OLDEST


def _aged(span: Span) -> str:
    """The holder of "aged 42" or "at the age of 42": the noun right before, or else the subject."""
    doc, word = span.doc, span.start - 1
    while word > 0 and doc[word].lower_ not in AGE_WORDS:
        word -= 1
    before = doc[word - (2 if doc[word - 1].text == "," else 1)] if word > 1 else None
    if before is not None and before.lower_ == "dead":
        # A headline: "Poet Ana Ruiz of Lima Dead at 88".
        name = doc[sentence_tokens(doc, before)[0].i : before.i]
        named = next((doc[name.start : token.i] for token in name if token.pos_ == "ADP"), name)
        return named.text if len(named) <= LONGEST_HEADLINE_NAME else ""
    if before is not None and is_noun(before):
        return _name_up_to(doc, before.i) if _is_named(before) else who(before)
    place = place_of(doc[word])
    if place.verb is not None:
        return who(subject_of(place.verb))
    return who(next((noun for _, noun in place.nouns if is_noun(noun) and noun.lower_ not in AGE_WORDS), None))


def _in_apposition(span: Span) -> str | None:
    """The holder of an age between commas or in brackets, None when the number is none."""
    doc, name = span.doc, span.start - 2
    # "Lee, also 23, was": the adverb adds nothing to the age.
    also = name > 0 and doc[span.start - 1].lower_ in ALSO
    name -= also
    people = _of_several(span)
    if people is not None:
        return who(people)
    closing = doc[span.end] if span.end < len(doc) else None
    if (
        name < 0
        or doc[span.start - 1 - also].text not in {",", "("}
        or (closing is not None and closing.lower_ not in CLOSING)
    ):
        return None
    if doc[name].pos_ == "NOUN" and doc[name].text[0].islower():
        # "a driver, 19, was": only between two commas, where a count of something would go on.
        enclosed = doc[span.start - 1 - also].text == "," and closing is not None and closing.text == ","
        return who(doc[name]) if enclosed else None
    ahead = relation(span[0]) == "nummod" and span[0].head.i > span[0].i
    named = _is_named(doc[name]) or also and doc[name].text[0].isupper()
    if not named or (ahead and closing is not None and closing.is_alpha):
        return None
    text = _name_up_to(doc, name)
    return None if text.lower() in word_set("calendar_names") else text


def _of_several(span: Span) -> Token | None:
    """The people whose ages a list of figures between commas tells: "two girls, 7 and 5, were hurt"; None elsewhere."""
    doc, first, end = span.doc, span.start, span.end
    while first > 1 and doc[first - 1].lower_ in {"and", ","} and WHOLE.fullmatch(doc[first - 2].text):
        first -= 2
    while end + 1 < len(doc) and doc[end].lower_ in {"and", ","} and WHOLE.fullmatch(doc[end + 1].text):
        end += 2
    enclosed = first > 1 and doc[first - 1].text == "," and doc[end : end + 1].text in {",", ".", ""}
    if not enclosed or end - first < 3 or not any(token.lower_ == "and" for token in doc[first:end]):
        return None
    noun = doc[first - 2]
    head = canonical_head(lemma(noun)) if noun.tag_ == "NNS" else ""
    return noun if head == "person" or "person" in kinds_above(head) else None


def _name_up_to(doc: Doc, last: int) -> str:
    first = last
    while first > max(0, last - LONGEST_NAME + 1) and _is_named(doc[first - 1]):
        first -= 1
    return doc[first : last + 1].text


def _is_named(token: Token) -> bool:
    """True for a part of a name, though it may be tagged as another noun."""
    return is_name(token) or (token.pos_ in {"NOUN", "ADJ"} and token.text[:1].isupper() and not token.is_sent_start)


def _owner(doc: Doc, index: int) -> Token | None:
    """Who has what follows an age at `index`: the father of "his 60-year-old father's death"; None without a possessive."""
    for token in doc[index : index + 4]:
        if not is_noun(token) and token.pos_ != "ADJ":
            return None
        if doc[token.i + 1 : token.i + 2].text in POSSESSIVES and is_noun(token):
            return token
    return None


def _holder(span: Span) -> Token | None:
    """Whose age a "17-year-old" or "17 years old" tells."""
    doc, index = span.doc, span.end
    while index < len(doc) and index < span.end + 5 and (doc[index].text in HYPHENS or doc[index].lower_ in OLD_WORDS):
        index += 1
    ended = doc[index - 1].lower_.endswith("olds") or doc[index : index + 1].text == "" or doc[index].pos_ == "ADV"
    owner = None if ended else _owner(doc, index)
    noun = owner if ended or owner is not None else noun_after(doc, index)
    if noun is not None and noun.lower_ not in OLD_WORDS:
        return noun
    node = doc[index - 1]
    place = place_of(node)
    for copular in (node, place.verb, place.child):
        if copular is not None and (has_child(copular, "cop") or copular.lemma_ == "be"):
            return subject_of(copular)
    return next((above for label, above in place.nouns if label == "appos"), None)
