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

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factcheck.extract.frames_age import age_holder, could_be_age
from factcheck.extract.frames_casualties import is_harmed, is_toll_by_name, to_hospital, told_behind, told_within
from factcheck.extract.frames_clause import (
    as_event,
    bare,
    by_idiom,
    inside_group,
    marked,
    remarked,
    who,
    who_did_what,
)
from factcheck.extract.frames_repair import from_headline, from_misread_verb, from_up_or_down, verb_beside
from factcheck.extract.frames_span import (
    PERCENT,
    converted_from,
    counted,
    holds,
    is_amount,
    is_duration,
    is_money,
    is_whole,
    measured,
    measured_before,
    noun_of_sibling,
    purpose,
    top_of,
)
from factcheck.extract.frames_states import counted_phrase, is_state, relative_state, state_after
from factcheck.extract.frames_tree import (
    Place,
    agent_of,
    is_passive,
    outermost_holder,
    place_of,
    sentence_tokens,
    subject_of,
    verb_lemma,
)
from factcheck.extract.frames_words import (
    OLD_WORDS,
    case_of,
    children,
    has_child,
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
from factcheck.language.printed import LONGEST_WORD

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

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


def describe(doc: Doc, start: int, end: int, *, topic: bool = True) -> Frame:
    """The frame of the quantity at the characters [start, end) of a parsed line.

    The span holds hedge, number and unit, not the counted noun. A conversion in brackets has the frame of the amount
    before it. A span that covers no token gives an empty frame; nothing raises. topic: whether to gather the names.
    """
    if not len(doc) or not 0 <= start < end <= doc[-1].idx + len(doc[-1].text_with_ws):
        return Frame()
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span) or span.end_char - span.start_char > end - start + LONGEST_WORD:
        return Frame()
    frame = _frame(converted_from(doc, span) or span)
    if not topic:
        return frame
    names = names_in([token for token in sentence_tokens(doc, span[0]) if not span.start <= token.i < span.end])
    return replace(frame, topic=names)


def _frame(span: Span, *, alone: bool = False) -> Frame:
    """The frame of a span, without its topic; `alone` keeps an elided noun from looking at other numbers."""
    holder = age_holder(span)
    if holder is not None:
        return Frame(holder, "be", "age", "age")
    if span[0].pos_ == "VERB" and lemma(span[0]) == "range":
        # "Prices range from $45 to $350": the verb is a part of the span.
        noun = span[0].head if relation(span[0]) == "acl" else subject_of(span[0])
        if noun is not None and is_noun(noun):
            return _of_subject(noun, "range")
    return _amount_frame(span) if is_amount(span) else _count_frame(span, alone=alone)


# -- counts ----------------------------------------------------------------------------------------------------------


def _count_frame(span: Span, *, alone: bool) -> Frame:
    """The frame of a count: its noun, also one left out, and what its clause says of it."""
    if is_harmed(span):
        # "Over 40 sustained injuries": the parser counts the injuries.
        return Frame("", "injure", "person", "person")
    top = top_of(span)
    noun, standing = counted(span, top)
    if noun is not None and noun.i > span.end and is_state(span.doc[span.end]):
        # "Three dead after storm": what stands behind a preposition is not what is counted.
        between = span.doc[span.end : noun.i]
        noun = None if any(token.pos_ in {"ADP", "SCONJ"} for token in between) else noun
    shared = noun_of_sibling(top) if noun is None and not standing and not alone else None
    start = noun if noun is not None and not standing else top
    place = verb_beside(span, place_of(start))
    if noun is None and shared is None:
        sized = _sized(span, top, place)
        if sized is not None:
            return sized
    if noun is None and is_toll_by_name(span):
        return Frame("", "die", "person", "person")
    subject, predicate = from_headline(span) or from_misread_verb(span) or who_did_what(place, start)
    if is_whole(span):
        subject, predicate = "", ""
    state = state_after(span, noun)
    if not state and noun is not None and (bare(predicate).split() or [""])[0] in word_set("light_verbs") | {""}:
        state = relative_state(span.doc, max(noun.i + 1, span.end))
    first = (bare(predicate).split() or [""])[0]
    if not state and first not in word_set("casualty_verbs") and not bare(predicate).endswith(" life"):
        behind = told_behind(span, noun) or told_within(span, noun, predicate)
        if behind:
            subject, predicate = "", behind
        elif first in word_set("bringing_verbs") | word_set("light_verbs") | {"", "end", "go"} and to_hospital(
            span, noun
        ):
            predicate = remarked("hospitalize", predicate)
    told = place.verb is not None and state == verb_lemma(place.verb) and bare(predicate) in {"", state}
    if state and not told:
        predicate = state
    if state:
        subject = _cause(place)
    elif not predicate and noun is None:
        return _leaning(span) or Frame(subject, predicate)
    noun = noun if noun is not None else shared
    if bare(predicate) in word_map("states") and (bare(predicate).endswith("ed") or bare(predicate) == "shot"):
        # A headline's "Killed 4, Injured 16".
        predicate = remarked(word_map("states")[bare(predicate)], predicate)
    if noun is None:
        person = "person" if bare(predicate) in word_set("person_verbs") | {"lose life"} else ""
        return Frame(subject, predicate, person, person)
    subject, predicate = as_event(noun, subject, predicate)
    before = span.doc[span.start - 1] if span.start else None
    subject, predicate = by_idiom(noun, before, subject, predicate)
    return Frame(subject, predicate, counted_phrase(noun, span), lemma(noun), modifiers(noun))


def _sized(span: Span, top: Token, place: Place) -> Frame | None:
    """The frame of a bare number that tells the size of a noun: "the toll was 12", "a population of 2 million"."""
    verb = place.verb
    told = (
        verb if verb is not None and lemma(verb) == "turn" else place.child if has_child(place.child, "cop") else None
    )
    holder = subject_of(told) if told is not None and could_be_age(span) else None
    after = span.doc[span.end : span.end + 1].text.lower()
    alone = after in {"", ".", ",", ";", "when", "and", "at", "—", "–", "”"}
    if holder is not None and (is_name(holder) or (alone and holder.lower_ in {"he", "she", "i"})):
        return Frame(who(holder), "be", "age", "age")
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
    return who(doer) if doer is None or not is_time(doer) else ""


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
    place = verb_beside(span, place_of(start))
    if start is top and is_duration(span) and case_of(top) not in {"", "of"}:
        # "from the budget over two years": the time is that of the clause, not of the noun before it.
        place = place._replace(nouns=())
    subject, predicate = from_headline(span) or from_misread_verb(span) or who_did_what(place, start)
    complements = frozenset({"of", "for"}) if is_money(span) else frozenset({"of"})
    event = noun is not None and start is noun and lemma(noun).lower() in word_map("event_nouns")
    if event and PERCENT.search(span.text):
        change = _of_change(noun)
        return change if change.object or change.subject else _of_noun(noun, "", change.predicate)
    moved = from_up_or_down(span, place)
    if moved is not None:
        return _of_subject(moved[0], moved[1])
    if noun is None:
        return _bare_amount_frame(span, top, place, Frame(subject, predicate), complements)
    subject, predicate = as_event(noun, subject, predicate)
    if case_of(noun) == "with" and start is noun and place.verb is not None:
        after_comma = any(token.text == "," for token in noun.doc[max(0, noun.i - 6) : noun.i])
        subject, predicate = who(outermost_holder(place.verb) if after_comma else subject_of(place.verb)), "have"
    return _of_noun(noun, subject, predicate, complements)


def _bare_amount_frame(span: Span, top: Token, place: Place, told: Frame, complements: frozenset[str]) -> Frame:
    """The frame of an amount beside no noun, from what its clause measures; `told` holds who did what."""
    relative = _relative_to(top)
    if relative is not None:
        return Frame(*relative)
    for _, above in place.nouns:
        if above.lemma_.lower() in word_map("event_nouns"):
            return _of_change(above)
    verb = place.verb
    if verb is None:
        return _without_verb(span, place) or told
    measuring = (lemma(verb) in word_set("measure_verbs") or has_child(verb, "cop")) and not is_passive(verb)
    patient = _patient_before(span, verb)
    if measuring and relation(place.child) != "nsubj" and (patient is None or lemma(verb) in word_set("cost_verbs")):
        return _of_measure_verb(verb, told.predicate)
    thing = purpose(span, top, verb) or patient
    if thing is not None:
        return _of_noun(thing, told.subject, told.predicate, complements)
    if is_passive(verb) and relation(place.child) != "nsubj":
        patient = next(iter(children(verb, "nsubj")), verb.head if relation(verb) == "acl" else None)
        doer = agent_of(verb)
        if patient is not None and not is_name(patient) and is_noun(patient) and patient.lower_ not in OLD_WORDS:
            return _of_noun(patient, who(doer), told.predicate, complements)
        return Frame(who(doer if doer is not None else patient), told.predicate)
    return told


def _patient_before(span: Span, verb: Token) -> Token | None:
    """What the verb is done to, when the amount tells how much or how long ("cut taxes by 5%", "held the road for two
    days"); a lead in per cent of the votes measures no patient."""
    if PERCENT.search(span.text) and lemma(verb) not in {*word_set("measure_verbs"), *word_map("event_nouns").values()}:
        return None
    for child in children(verb, "obj"):
        plain = is_noun(child) and not is_name(child) and not is_time(child)
        if plain and child.i < span.start and not holds(child, span) and lemma(child) not in word_set("group_nouns"):
            return child
    return None


def _relative_to(top: Token) -> tuple[str, str] | None:
    """Who does what with an amount in a relative clause of its own ("the €900 that he lent")."""
    for clause in top.children:
        if clause.dep_ == "acl:relcl" and clause.i > top.i and clause.pos_ == "VERB":
            holder = subject_of(clause)
            own = holder is None or holder.i == top.i
            return "" if own else who(holder), marked(verb_lemma(clause), clause)
    return None


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
