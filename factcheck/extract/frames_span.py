"""What stands round a number in the line: is it an amount or a count, of which noun, in which state.

The parser is often wrong about numbers, so that every search looks at the tree first and then along the line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.extract.frames_states import is_attributive, is_state, joins_clauses
from factcheck.extract.frames_tree import INSIDE_NOUN, place_of, subject_of
from factcheck.extract.frames_words import (
    HYPHENS,
    case_of,
    children,
    is_name,
    is_noun,
    is_time,
    relation,
    word_map,
    word_set,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

# How far the search along the line for a counted noun goes beyond the number: longer noun phrases are rare, and past it the
# noun found is usually another one.
REACH = 7
# A conversion in brackets stands this close to the amount that it converts.
BRACKET_REACH = 9
# A purpose ("for roads") may stand this far behind its amount.
PURPOSE_REACH = 22

MONEY = re.compile(
    r"[$€£¥₤₹₽₩₴]|\b(?:dollars?|euros?|yen|yuan|rupees?|rubles?|roubles?|francs?|pesos?|cents?|USD|EUR|GBP)\b", re.I
)
PERCENT = re.compile(r"%|\bper ?cent|\bpct\b|\bpercentage", re.I)
QUOTES = frozenset({"'", "’", "‘", "“", "”", '"', "'s", "’s"})
DETERMINERS = frozenset({"the", "these", "those", "its", "their", "his", "her", "our", "all", "such"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


def is_money(span: Span) -> bool:
    """True when the span holds a sign or word of a currency."""
    return bool(MONEY.search(span.text))


def is_amount(span: Span) -> bool:
    """True for money, a percentage or a measure, False for a count of things."""
    if is_money(span) or PERCENT.search(span.text):
        return True
    last = span[-1]
    return (last.lemma_.lower() in word_set("unit_nouns") or last.lower_ in word_set("unit_nouns")) and (
        not last.like_num and last.lower_ not in word_set("number_nouns")
    )


def is_duration(span: Span) -> bool:
    """True for a measure of time."""
    return span[-1].lemma_.lower() in word_set("time_units")


def is_numberlike(token: Token) -> bool:
    """True for a number, a unit or a currency sign."""
    lower = token.lemma_.lower()
    if token.like_num or token.pos_ == "NUM" or token.is_currency or any(sign.isdigit() for sign in token.text):
        return True
    return lower in word_set("unit_nouns") or lower in word_set("number_nouns")


def top_of(span: Span) -> Token:
    """The token by which a span hangs on the rest of the sentence: the number or unit rather than its hedge."""
    tops = [token for token in span if not span.start <= token.head.i < span.end or token.head.i == token.i]
    return max(tops, key=lambda token: (is_numberlike(token), token.i)) if tops else span[-1]


def converted_from(doc: Doc, span: Span) -> Span | None:
    """The amount that a bracket right behind it converts: "€5 million ($5.9 million)", "8 km (5 miles)"."""
    if not is_amount(span) or PERCENT.search(span.text):
        return None
    opening = None
    for index in range(span.start - 1, max(span.start - 6, -1), -1):
        if doc[index].text in {"(", "["}:
            opening = index
            break
        if doc[index].text in {")", "]", ".", ";"} or doc[index].pos_ in {"VERB", "NOUN", "CCONJ"}:
            return None
    if opening is None:
        return None
    for index in range(opening - 1, max(opening - BRACKET_REACH, -1), -1):
        token = doc[index]
        if token.text in {".", ";", ":", "(", ")"} or token.pos_ in {"VERB", "AUX"}:
            return None
        if token.like_num or token.is_currency or token.lemma_.lower() in word_set("unit_nouns"):
            begin = index
            while begin > max(index - BRACKET_REACH, 0) and (
                is_numberlike(doc[begin - 1]) or doc[begin - 1].lower_ in {"between", "and", "to", "-", "–"}
            ):
                begin -= 1
            while begin < index and not is_numberlike(doc[begin]):
                begin += 1
            earlier = doc[begin : index + 1]
            return earlier if is_amount(earlier) else None
    return None


# -- the counted noun ------------------------------------------------------------------------------------------------


def counted(span: Span, top: Token) -> tuple[Token | None, bool]:
    """The noun that a count counts, and whether the number itself stands in the noun's place ("12 of the passengers")."""
    doc, index = span.doc, span.end
    while index < len(doc) and doc[index].text in QUOTES:
        index += 1
    whole = doc[index : index + 5]
    out_of = whole[:2].text.lower() == "out of" and any(is_numberlike(token) for token in whole)
    if index < len(doc) and (doc[index].lower_ == "of" or out_of):
        return noun_after(doc, index + (1 if doc[index].lower_ == "of" else 2)), True
    hyphen = index < len(doc) and doc[index].text in HYPHENS
    if any(is_state(token) for token in doc[index : index + 1]) and joins_clauses(doc, index + 1):
        # "left two dead and several others injured"
        return None, False
    head = top.head
    inside = relation(top) in {"nummod", "compound", "amod", "det", "nmod", "advmod"} and is_noun(head) and not hyphen
    near = inside and span.end <= head.i <= span.end + REACH and not is_state(head)
    # "two sheriff's deputies": nobody counts two of one sheriff.
    # "two sheriff's deputies": nobody counts two of one sheriff.
    of_one = (
        near and head.tag_ == "NN" and doc[head.i + 1 : head.i + 2].text in POSSESSIVES and span.text.lower() != "one"
    )
    near = near and not barred(doc[span.end : head.i])
    after = noun_after(doc, index + 1 if hyphen else index, hyphen=hyphen) if of_one or not near else None
    return (noun_end(head) if near and after is None else after), False


def barred(between: Span) -> bool:
    """True when a clause or bracket ends among these tokens, so that what follows belongs to something else."""
    return any(
        token.pos_ in {"AUX", "SCONJ"}
        or token.text in {";", ":", "(", ")", "."}
        or (token.pos_ == "CCONJ" and not _joins_numbers(token))
        for token in between
    )


def _joins_numbers(token: Token) -> bool:
    following = token.doc[token.i + 1 : token.i + 2]
    return token.lower_ in {"or", "to", "and", "-", "–"} and any(is_numberlike(other) for other in following)


def _joins_adjectives(token: Token) -> bool:
    beside = token.doc[max(0, token.i - 1) : token.i + 2]
    return token.pos_ == "CCONJ" and len(beside) == 3 and beside[0].pos_ == beside[2].pos_ == "ADJ"


def _glued(token: Token) -> bool:
    """True for a hyphen or stroke inside a word, not for a dash between blanks."""
    return token.text in {"-", "‐", "‑", "/"} and not token.whitespace_


def _passed(token: Token, index: int) -> bool:
    """True for a token that may stand between a number and its noun in a phrase that goes on at `index`."""
    if token.text in QUOTES or token.lower_ in DETERMINERS or (token.i > index and _glued(token)):
        return True
    if _joins_numbers(token) or _joins_adjectives(token):
        return True
    if token.pos_ == "ADV":
        adverbial = (
            relation(token) == "advmod" and token.head.pos_ in {"VERB", "AUX"} and not is_attributive(token.head)
        )
        return not (token.i == index and adverbial)
    return token.pos_ in {"ADJ", "NUM"} or (token.pos_ == "VERB" and is_attributive(token))


def _is_plural_number(doc: Doc, index: int) -> bool:
    if index < 0 or not doc[index].like_num or doc[index].lower_ in {"one", "1"}:
        return False
    return index == 0 or not is_name(doc[index - 1])


def noun_after(doc: Doc, index: int, *, hyphen: bool = False) -> Token | None:
    """The noun of the phrase that goes on at token `index`: adjectives are passed, anything else ends the search."""
    for token in doc[index : index + REACH]:
        if token.lower_ in word_set("calendar_names") or token.lower_ in {"am", "pm", "a.m.", "p.m."}:
            return None
        if is_state(token) and not is_attributive(token):
            # "TWO MINERS RESCUED": capitals hide the plural from the tagger.
            before = doc[token.i - 1]
            return before if token.i > index and before.pos_ == "ADJ" and before.lower_.endswith("s") else None
        if doc[token.i + 1 : token.i + 2].text in POSSESSIVES and is_noun(token):
            continue
        if token.i == index and token.tag_ == "VBZ" and token.pos_ == "VERB" and _is_plural_number(doc, index - 1):
            # No verb in -s follows a plural number: "two suspects" with the noun read as a verb.
            return token
        if is_noun(token) and token.text not in QUOTES:
            return token if hyphen else noun_end(token)
        if not _passed(token, index):
            return None
    return None


def noun_end(noun: Token) -> Token:
    """The head of a compound that starts at `noun`: "police officers" for "police"."""
    for _ in range(4):
        head, between = noun.head, noun.doc[noun.i + 1 : noun.head.i]
        inside = relation(noun) in {"compound", "amod", "flat", "nmod"} and noun.dep_ != "nmod:poss"
        nounlike = is_noun(head) or (relation(noun) == "compound" and head.tag_ in {"NNS", "NN", "VBZ", "VBP"})
        if not (inside and nounlike and 0 < head.i - noun.i <= 4) or is_state(head):
            return noun
        if any(token.pos_ in {"ADP", "VERB", "PUNCT"} and not _glued(token) for token in between):
            return noun
        if len(between) and is_state(between[0]) and any(token.pos_ == "CCONJ" for token in between):
            # "left one man dead and two sailors hurt", read as one long noun.
            return noun
        noun = head
    return noun


def is_whole(span: Span) -> bool:
    """True for the base of a partitive: the 40 of "12 of the 40 passengers"."""
    index = span.start - 1
    doc = span.doc
    while index > 0 and doc[index].lower_ in DETERMINERS | {"first", "last", "other", "top"}:
        index -= 1
    if index > 2 and doc[index].text in POSSESSIVES:
        # "dozens of the firm's 90 shops"
        index = next((back for back in range(index, max(index - 5, 0), -1) if doc[back].lower_ == "of"), index)
    return (
        index > 0
        and doc[index].lower_ == "of"
        and (
            is_numberlike(doc[index - 1])
            or (doc[index - 1].lower_ == "out" and index > 1 and is_numberlike(doc[index - 2]))
        )
    )


def noun_of_sibling(top: Token) -> Token | None:
    """The noun that an elided count shares with the number it is coordinated with ("killed five men and wounded ten")."""
    place = place_of(top)
    candidates = [place.verb.head] if place.verb is not None and relation(place.verb) == "conj" else []
    if relation(top) == "conj":
        candidates.append(top.head)
    for head in candidates:
        for noun in [head, *children(head, "obj", "nsubj")]:
            if noun.i < top.i and is_noun(noun) and any(child.like_num for child in children(noun, "nummod")):
                return noun
    return None


# -- the measured noun -----------------------------------------------------------------------------------------------


def measured(span: Span, top: Token) -> tuple[Token | None, Token]:
    """The noun that an amount measures, by the phrase it stands in, and the token from which to look for the verb."""
    doc, head = span.doc, top.head
    following = doc[span.end] if span.end < len(doc) else None
    if following is not None and following.lower_ in {"of", "worth"}:
        offset = 2 if doc[span.end : span.end + 2].text.lower() == "worth of" else 1
        return noun_after(doc, span.end + offset), top
    if is_noun(head) and span.end <= head.i <= span.end + REACH and relation(top) in INSIDE_NOUN | {"obl", "dep"}:
        between = doc[span.end : head.i]
        loose = any(token.pos_ in {"ADP", "VERB"} and relation(token) != "amod" for token in between)
        if not barred(between) and not is_time(head) and not loose:
            return noun_end(head), noun_end(head)
    if following is not None:
        hyphen = following.text in HYPHENS
        adjacent = is_noun(following) and (is_money(span) or PERCENT.search(span.text))
        if hyphen or "-" in span.text or adjacent:
            noun = noun_after(doc, span.end + hyphen)
            if noun is not None and not is_time(noun):
                return noun, noun
    if following is not None and following.lower_ == "in":
        noun = noun_after(doc, span.end + 1)
        numbered = noun is not None and any(child.like_num or child.pos_ == "NUM" for child in noun.children)
        if noun is not None and not is_name(noun) and not is_time(noun) and not numbered:
            return noun, top
    return (noun, noun) if (noun := measured_before(span, top)) is not None else (None, top)


def measured_before(span: Span, top: Token) -> Token | None:
    """The noun before an amount that says its size: "a wall of 200 miles", "a deal worth $5 million"."""
    head = top.head
    if is_noun(head) and head.i < span.start and relation(top) in {"nmod", "appos", "nummod", "acl", "amod"}:
        beside = relation(top) != "appos" or span.doc[span.start - 1].text in {",", "(", ":", "–", "—"}
        plain = head.lemma_.lower() not in word_map("event_nouns") and head.lower_ not in word_set("calendar_names")
        if is_duration(span) and case_of(top) not in {"", "of"}:
            return None
        if beside and plain and not is_numberlike(head) and head.lemma_.lower() not in word_set("group_nouns"):
            return head
    if head.lower_ in word_set("directions") and is_noun(head.head) and head.head.i < span.start:
        return head.head
    worth = next((token for token in (top.head, *top.children) if token.lower_ == "worth"), None)
    if worth is not None:
        holder = worth.head if is_noun(worth.head) else subject_of(worth)
        if holder is not None and is_noun(holder):
            return holder
    return None


def purpose(span: Span, top: Token, verb: Token) -> Token | None:
    """What an amount is for or goes into ("earmarked €5 million for roads"), looked for behind the amount only."""
    beside = [top, verb, *[child for child in verb.children if holds(child, span)]]
    for child in (child for source in beside for child in source.children):
        if child.i >= span.end and relation(child) in {"nmod", "obl"} and _is_purpose(child):
            return child
    doc, depth = span.doc, 0
    for token in doc[span.end : span.end + PURPOSE_REACH]:
        depth += (token.text in {"(", "["}) - (token.text in {")", "]"})
        if token.pos_ in {"VERB", "AUX", "SCONJ"} or token.text in {".", ";", ":", "—", "–"}:
            return None
        if depth == 0 and token.lower_ == "for" and relation(token) == "case":
            noun = noun_after(doc, token.i + 1)
            return noun if noun is not None and _is_purpose(noun) else None
    return None


def _is_purpose(noun: Token) -> bool:
    if not is_noun(noun) or is_name(noun) or is_time(noun) or any(part.like_num for part in noun.children):
        return False
    return case_of(noun) in word_set("purpose_prepositions")


def holds(token: Token, span: Span) -> bool:
    """True when the span lies below the token in the tree."""
    return any(span.start <= part.i < span.end for part in token.subtree)
