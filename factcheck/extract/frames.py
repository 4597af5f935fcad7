"""What a quantity counts or measures, and what happened to it: `describe` answers for one span of a parsed line.

The object of a frame is always what the number counts or measures; the subject is who acts on it; the predicate is what
happens. Where the counted ones act themselves on something, that something follows the verb and the subject is blank:
"27 countries signed the treaty" and "a treaty signed by 27 countries" are both `sign treaty` of `country`. Where the
number counts what belongs to something, that follows the verb too: "destroyed the homes of 50 families" is `destroy home`
of `family`.

A predicate starts with `not` when it is denied and ends in `(planned)`, `(expected)` or `(possible)` when it tells a
plan, a forecast or a possibility, so that a goal is never taken for an achievement: `train (planned)`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factcheck.extract.frames_span import (
    HYPHENS,
    converted_from,
    counted,
    holds,
    is_amount,
    is_money,
    is_whole,
    measured,
    measured_before,
    noun_after,
    noun_of_sibling,
    purpose,
    state_after,
    top_of,
)
from factcheck.extract.frames_tree import (
    Place,
    agent_of,
    as_event,
    bare,
    inside_group,
    is_passive,
    marked,
    outermost_holder,
    place_of,
    remarked,
    sentence_tokens,
    subject_of,
    verb_lemma,
    who,
    who_did_what,
)
from factcheck.extract.frames_words import (
    case_of,
    children,
    has_child,
    headline_verb,
    is_name,
    is_noun,
    is_time,
    lemma,
    modifiers,
    names_in,
    phrase,
    relation,
    word_map,
    word_set,
)
from factcheck.language.lexicons import read_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

OLD = re.compile(r"[-‐‑– ]?(?:years?)?[-‐‑– ]?olds?\b", re.I)
OLD_WORDS = frozenset({"year", "years", "old", "olds"})
AGED = re.compile(r"\b(?:aged?|age of)\s+$", re.I)
WHOLE_AGE = re.compile(r"\d{1,3}")
# "two were injured, one critically": the number that another leans on is not farther off than this.
LEANING_REACH = 12


@dataclass(frozen=True, slots=True)
class Frame:
    """What a quantity is of: `subject` acts, `predicate` happens, `object` is counted or measured, all as lemmas.

    head: the lemma of the noun that heads `object`. modifiers: what narrows that noun, in text order. topic: the proper
    names of the sentence, as printed. Every part is blank when the sentence does not say.
    """

    subject: str = ""
    predicate: str = ""
    object: str = ""
    head: str = ""
    modifiers: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()


def describe(doc: Doc, start: int, end: int) -> Frame:
    """The frame of the quantity at the characters [start, end) of a parsed line.

    The span holds hedge, number and unit, not the counted noun. A conversion in brackets has the frame of the amount
    before it. A span that covers no token gives an empty frame; nothing raises.
    """
    span = doc.char_span(start, end, alignment_mode="expand") if 0 <= start < end <= len(doc.text) else None
    if span is None or not len(span):
        return Frame()
    topic = names_in([token for token in sentence_tokens(doc, span[0]) if not span.start <= token.i < span.end])
    return replace(_frame(converted_from(doc, span) or span), topic=topic)


def _frame(span: Span, *, alone: bool = False) -> Frame:
    """The frame of a span, without its topic; `alone` keeps an elided noun from looking at other numbers."""
    age = _age_frame(span)
    if age is not None:
        return age
    return _amount_frame(span) if is_amount(span) else _count_frame(span, alone=alone)


# -- ages ------------------------------------------------------------------------------------------------------------


def _age_frame(span: Span) -> Frame | None:
    """The frame of an age ("the 17-year-old suspect", "Lee, 42, said", "aged 42"), None when it is none."""
    doc = span.doc
    behind, before = (
        doc.text[span.end_char : span.end_char + 16],
        doc.text[max(0, span.start_char - 8) : span.start_char],
    )
    if re.search(r"years?[-‐‑– ]olds?$", span.text, re.I) or OLD.match(behind):
        return _age_of(_holder_of_age(span))
    if not WHOLE_AGE.fullmatch(span.text) or not 0 < int(span.text) < 120:
        return None
    if AGED.search(before):
        place = place_of(top_of(span))
        beside = [token for token in doc[max(0, span.start - 3) : span.start - 1] if is_noun(token)]
        holder = beside[-1] if beside else next((noun for _, noun in place.nouns if is_noun(noun)), None)
        return _age_of(holder if holder is not None or place.verb is None else subject_of(place.verb))
    name = span.start - 2
    closing = doc[span.end] if span.end < len(doc) else None
    if (
        name >= 0
        and doc[name].pos_ == "NOUN"
        and doc[name + 1].text == ","
        and closing is not None
        and closing.text == ","
    ):
        return _age_of(doc[name])
    closed = (
        closing is None
        or closing.text in {",", ".", ";", ")", "—", "–"}
        or closing.lower_ in {"of", "and", "was", "is"}
    )
    if name < 0 or doc[span.start - 1].text not in {",", "("} or not is_name(doc[name]) or not closed:
        return None
    ahead = relation(span[0]) == "nummod" and span[0].head.i > span[0].i
    if doc[name].lower_ in word_set("calendar_names") or (ahead and closing is not None and closing.is_alpha):
        return None
    first = name
    while first > 0 and is_name(doc[first - 1]):
        first -= 1
    return Frame(doc[first : name + 1].text, "be", "age", "age")


def _holder_of_age(span: Span) -> Token | None:
    """Whose age a "17-year-old" or "17 years old" tells."""
    doc, index = span.doc, span.end
    while index < len(doc) and index < span.end + 5 and (doc[index].text in HYPHENS or doc[index].lower_ in OLD_WORDS):
        index += 1
    noun = None if doc[index - 1].lower_.endswith("olds") else noun_after(doc, index)
    if noun is not None:
        return noun
    node = doc[index - 1]
    place = place_of(node)
    for copular in (node, place.verb, place.child):
        if copular is not None and (has_child(copular, "cop") or copular.lemma_ == "be"):
            return subject_of(copular)
    return next((above for label, above in place.nouns if label == "appos"), None)


def _age_of(holder: Token | None) -> Frame:
    return Frame(who(holder), "be", "age", "age")


# -- counts ----------------------------------------------------------------------------------------------------------


def _count_frame(span: Span, *, alone: bool) -> Frame:
    """The frame of a count: its noun, also one left out, and what its clause says of it."""
    top = top_of(span)
    noun, standing = counted(span, top)
    shared = noun_of_sibling(top) if noun is None and not standing and not alone else None
    start = noun if noun is not None and not standing else top
    place = place_of(start)
    if noun is None and shared is None:
        sized = _sized(span, top, place)
        if sized is not None:
            return sized
    subject, predicate = _headline(span) or who_did_what(place, start)
    if is_whole(span):
        subject, predicate = "", ""
    state = state_after(span, noun)
    if state and not (place.verb is not None and state == verb_lemma(place.verb)):
        predicate = state
    if state:
        subject = _cause(place)
    elif not predicate and noun is None:
        return _leaning(span) or Frame(subject, predicate)
    noun = noun if noun is not None else shared
    if noun is None:
        person = "person" if bare(predicate) in word_set("person_verbs") else ""
        return Frame(subject, predicate, person, person)
    subject, predicate = as_event(noun, subject, predicate)
    for idiom in read_lexicon("frames")["idioms"]:
        if lemma(noun).lower() in idiom["nouns"] and bare(predicate) in idiom["verbs"]:
            predicate = remarked(idiom["predicate"], predicate)
    return Frame(subject, predicate, phrase(noun, of=frozenset({"of"})), lemma(noun), modifiers(noun))


def _headline(span: Span) -> tuple[str, str] | None:
    """Subject and predicate of a headline in title case whose verb the tagger took for a name ("Gunman Kills 3 at
    Mall"); None elsewhere."""
    doc = span.doc
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


def _sized(span: Span, top: Token, place: Place) -> Frame | None:
    """The frame of a bare number that tells the size of a noun: "the toll was 12", "a population of 2 million"."""
    verb = place.verb
    if verb is None and has_child(place.child, "cop"):
        holder = subject_of(place.child)
        return _of_subject(holder, marked("be", place.child)) if holder is not None and is_noun(holder) else None
    before = measured_before(span, top)
    if before is not None and case_of(top) == "of":
        return _of_noun(before, *who_did_what(place_of(before), before))
    if (
        verb is not None
        and lemma(verb) in word_set("measure_verbs")
        and relation(place.child) in {"obl", "obj", "xcomp"}
    ):
        holder = subject_of(verb)
        if not is_passive(verb) and holder is not None and is_noun(holder) and not is_name(holder):
            return _of_subject(holder, marked(verb_lemma(verb), verb))
    return None


def _cause(place: Place) -> str:
    """Who brought about a state: the subject of "left 12 dead", blank when the sentence names none."""
    verb = place.verb
    if verb is None:
        return ""
    for node in (verb, verb.head, verb.head.head):
        if lemma(node) == "leave":
            return who(subject_of(node))
    doer = agent_of(verb)
    return who(doer)


def _leaning(span: Span) -> Frame | None:
    """The frame of the number before, for one that leans on it ("two were injured, one critically")."""
    doc, first = span.doc, sentence_tokens(span.doc, span[0])[0].i
    for index in range(span.start - 1, max(span.start - LEANING_REACH, first - 1), -1):
        if doc[index].like_num:
            frame = _frame(doc[index : index + 1], alone=True)
            return frame if frame.predicate else None
    return None


# -- amounts ---------------------------------------------------------------------------------------------------------


def _amount_frame(span: Span) -> Frame:
    """The frame of money, a percentage or a measure: the object is the noun that it measures."""
    top = top_of(span)
    noun, start = measured(span, top)
    if noun is not None and lemma(noun).lower() in word_set("group_nouns"):
        noun, start = None, noun
    place = place_of(start)
    subject, predicate = _headline(span) or who_did_what(place, start)
    verb, complements = place.verb, frozenset({"of", "for"}) if is_money(span) else frozenset({"of"})
    if noun is not None:
        subject, predicate = as_event(noun, subject, predicate)
        if case_of(noun) == "with" and start is noun and verb is not None:
            after_comma = any(child.text == "," for child in noun.doc[max(0, noun.i - 6) : noun.i])
            subject, predicate = who(outermost_holder(verb) if after_comma else subject_of(verb)), "have"
        return _of_noun(noun, subject, predicate, complements)
    for _, above in place.nouns:
        if above.lemma_.lower() in word_map("event_nouns"):
            return _of_change(above)
    if verb is None:
        return _without_verb(span, place) or Frame(subject, predicate)
    measuring = (lemma(verb) in word_set("measure_verbs") or has_child(verb, "cop")) and not is_passive(verb)
    if measuring and relation(place.child) != "nsubj":
        return _of_measure_verb(verb, predicate)
    what_for = purpose(span, top, verb)
    if what_for is not None:
        return _of_noun(what_for, subject, predicate, complements)
    for child in children(verb, "obj"):
        if child.i != place.child.i and is_noun(child) and not holds(child, span) and not is_time(child):
            return _of_noun(child, subject, predicate, complements)
    if is_passive(verb) and relation(place.child) != "nsubj":
        patient = next(iter(children(verb, "nsubj")), verb.head if relation(verb) == "acl" else None)
        doer = agent_of(verb)
        if patient is not None and not is_name(patient) and is_noun(patient):
            return _of_noun(patient, who(doer), predicate, complements)
        return Frame(who(doer if doer is not None else patient), predicate)
    return Frame(subject, predicate)


def _without_verb(span: Span, place: Place) -> Frame | None:
    """The frame of an amount that no verb governs: after a copula, or after a "cost" that was read as a noun."""
    if has_child(place.child, "cop"):
        return _of_subject(subject_of(place.child), marked("be", place.child))
    before = span.doc[span.start - 1] if span.start else None
    if before is not None and before.lower_ in {"cost", "costs", "totals", "totaled"} and is_noun(before):
        named = children(before, "compound", "nsubj", "nmod") or [
            t for t in before.doc[before.i - 1 : before.i] if is_noun(t)
        ]
        return _of_subject(named[-1] if named else None, lemma(before))
    return None


def _of_measure_verb(verb: Token, predicate: str) -> Frame:
    """The frame of an amount that its verb says of the subject ("sales fell 5%"), who is a doer when another verb of the
    clause makes him one ("the firm invested €6 million and reached €9 million")."""
    holder = subject_of(verb)
    while relation(verb) == "xcomp" and verb.head.pos_ == "VERB" and not children(verb, "nsubj"):
        verb = verb.head
    shared = relation(verb) == "conj" and verb.head.pos_ == "VERB" and not children(verb, "nsubj")
    if holder is not None and shared and lemma(verb.head) not in word_set("measure_verbs"):
        return Frame(who(holder), predicate)
    return _of_subject(holder, predicate)


def _of_change(event: Token) -> Frame:
    """The frame of a change named by a noun: "an increase of 5% in sales" is `increase` of `sale`."""
    predicate = word_map("event_nouns")[event.lemma_.lower()]
    told = [
        child
        for child in event.children
        if is_noun(child) and not is_time(child) and not child.like_num and not child.is_currency
        if (relation(child) == "compound" or case_of(child) in {"in", "of", "to", "for", "on"})
    ]
    place = place_of(event)
    holder = next((child for child in event.children if child.dep_ == "nmod:poss"), None)
    if place.verb is not None and lemma(place.verb) in word_set("light_verbs"):
        predicate = marked(predicate, place.verb)
        if holder is None and relation(place.child) != "nsubj":
            holder = subject_of(place.verb)
    return _of_noun(told[0], who(holder), predicate) if told else _of_subject(holder, predicate)


def _of_subject(holder: Token | None, predicate: str) -> Frame:
    """The frame of an amount that is said of `holder`: a thing is the object, a name or pronoun the subject."""
    holder = inside_group(holder)
    if holder is None:
        return Frame("", predicate)
    # A capital at the start of a sentence is no proof of a name.
    opening = holder.is_sent_start and not holder.ent_type_ and not children(holder, "flat", "compound")
    if not is_noun(holder) or (is_name(holder) and not opening):
        return Frame(who(holder), predicate)
    owner = next((child for child in holder.children if child.dep_ == "nmod:poss" and is_noun(child)), None)
    toll = word_map("tolls").get(lemma(holder).lower(), "")
    frame = _of_noun(holder, who(owner), remarked(toll, predicate) if toll else predicate)
    return (
        replace(frame, object=frame.object.lower(), head=frame.head.lower()) if opening and is_name(holder) else frame
    )


def _of_noun(noun: Token, subject: str, predicate: str, of: frozenset[str] = frozenset({"of"})) -> Frame:
    return Frame(subject, predicate, phrase(noun, of=of), lemma(noun), modifiers(noun))
