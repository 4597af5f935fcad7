"""What a date dates: who did what on that day, for a date beside its verb, beside a noun, or at the front of its sentence."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from factcheck.extract.date_tense import governor, head_of, is_parsed, verb_above
from factcheck.extract.frames_clause import who
from factcheck.extract.frames_tree import (
    RELATIVE,
    agent_of,
    antecedent,
    is_passive,
    is_verbal,
    place_of,
    subject_of,
    verb_lemma,
)
from factcheck.extract.frames_words import (
    case_of,
    children,
    is_name,
    is_noun,
    lemma,
    phrase,
    relation,
    word_map,
    word_set,
)
from factcheck.language.lexicons import read_lexicon
from factcheck.language.printed import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLIMB = 12  # a tree deeper than this is a parse gone wrong
# Tokens: how many words may stand between a date and the noun that it narrows, the noun included.
_BEFORE_NOUN = 3
# Tokens: the verb of a sentence that opens with its date stands no farther off than this.
_REACH = 40


@cache
def _happenings() -> frozenset[str]:
    """Nouns that name what can fall on a day, as lemmas."""
    return frozenset((*read_lexicon("calendar")["happenings"], *word_map("event_nouns")))


def event_of(doc: Doc, start: int, end: int) -> tuple[str, str, str]:
    """(subject, predicate, object) of what the date at `[start, end)` dates, as lemmas; blank where the tree is unclear.

    The predicate is the verb that the date belongs to, or the noun that names a happening: "Wednesday's attack on the
    port" is `attack` with the object `port`, and "in a speech on Monday, the mayor said" is `speech` of the mayor. A date
    that the parser hung on a person or a thing belongs to the verb above: "the mayor on Monday opened the bridge" and
    "opened the bridge on Monday" are both `open` of the mayor with the object `bridge`.
    """
    if not is_parsed(doc):
        return "", "", ""
    head = head_of(doc, start, end)
    owner = _dated(head, start, end) if head is not None else None
    if owner is None:
        return "", "", ""
    subject, predicate, thing = (_of_verb if is_verbal(owner) else _of_noun)(owner, start, end)
    predicate = "be" if owner.pos_ in ("NUM", "SYM") else predicate  # "net migration was 431,000"
    # The parser takes a date for a modifier of the noun behind it ("on Monday, city officials ...").
    printed = set(text_of(doc)[start:end].split())
    subject, thing = (" ".join(word for word in named.split() if word not in printed) for named in (subject, thing))
    return subject, predicate, thing


def _dated(head: Token, start: int, end: int) -> Token | None:
    """The verb or the noun of a happening that a date belongs to; the nearest noun where neither stands above it."""
    behind = _happening_behind(head.doc, start, end)
    if behind is not None:
        return behind
    first = owner = governor(head)
    if first is not None and (first.like_num or lemma(first).lower() in ("percent", "%", "point")):
        # "going from 21 percent on May 3 to 27": the day is the verb's.
        first = owner = verb_above(first) or first
    if first is not None and first.idx < start and not names_happening(first):
        # "Gov. Ada Moss on Monday signed": names before a date lead the parser astray.
        behind = _verb_behind(head.doc, end)
        if behind is not None and (not is_verbal(first) or first.text[:1].isupper()):
            return behind
    for _ in range(_CLIMB):
        if owner is None:
            break
        if is_verbal(owner):
            noun = owner.head
            issued = owner.dep_ == "acl" and lemma(owner) in read_lexicon("calendar")["issuing_verbs"]
            if issued and names_happening(noun):
                return noun
            return _connected(owner, start) or owner
        if names_happening(owner) or (_stands_before(head, owner) and not is_name(owner)):
            return owner
        owner = governor(owner)
    return _verb_after(head.doc, start, end) or first


def names_happening(noun: Token) -> bool:
    """Whether a noun names what can fall on a day: "attack", "ruling"."""
    return not is_name(noun) and lemma(noun).lower() in _happenings()


def _noun_lemma(noun: Token) -> str:
    """The lemma of a noun; the word itself where it names a happening ("hearing", which is no form of "hear" there)."""
    return noun.lower_ if noun.pos_ == "NOUN" and noun.lower_ in _happenings() else lemma(noun).lower()


def _connected(verb: Token, start: int) -> Token | None:
    """The happening that a date behind it belongs to where the verb has a day of its own: "arrested Monday in connection with the
    shooting at a home on May 3"; None elsewhere."""
    between = [token for token in verb.doc[verb.i + 1 : verb.i + _REACH] if token.idx < start]
    at = next((place for place, token in enumerate(between) if token.lower_ == "connection"), 0)
    if not any(token.lower_ in read_lexicon("calendar")["weekdays"] for token in between[:at]):
        return None
    return next((token for token in between[at:] if token.lower_ in _happenings()), None)


def _happening_behind(doc: Doc, start: int, end: int) -> Token | None:
    """The noun of a happening that a date stands right before, adjectives or a possessive sign between them or not: "a deadly
    Sunday night shooting", "Monday's heated debate"; None where the date stands alone, as after a preposition."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    owned = doc[span.end - 1].tag_ == "POS" or doc[span.end : span.end + 1].text in ("'s", "’s")
    opening = doc[max(0, span.start - 1) : span.start]
    narrows = bool(opening) and (opening[0].pos_ in ("DET", "ADJ") or opening[0].tag_ == "PRP$")
    if not owned and not narrows:
        return None
    for token in doc[span.end + (owned and doc[span.end - 1].tag_ != "POS") :][:_BEFORE_NOUN]:
        if token.lower_ in _happenings() and not is_name(token):
            return token
        if token.pos_ not in ("ADJ", "NOUN") or token.lower_ != token.text:
            return None
    return None


def _stands_before(head: Token, noun: Token) -> bool:
    """True for a date right before the noun that it narrows: "Monday's ruling", "the May 10 ballot"."""
    return head.i < noun.i and head.head.i == noun.i and not any(t.text == "," for t in noun.doc[head.i : noun.i])


def _verb_behind(doc: Doc, end: int) -> Token | None:
    """The finite verb right behind a date, an adverb between them or not; None where something else follows."""
    span = doc.char_span(0, end, alignment_mode="expand")
    following = doc[span.end : span.end + 2] if span is not None else ()
    for token in following:
        if token.pos_ == "VERB" and token.tag_ in ("VBD", "VBZ"):
            return token
        if token.pos_ != "ADV":
            return None
    return None


def _verb_after(doc: Doc, start: int, end: int) -> Token | None:
    """The main verb after a date that opens its sentence but hangs on nothing there."""
    span = doc.char_span(start, end, alignment_mode="expand")
    opening = span[0] if span is not None and len(span) else None
    if opening is None or not any(token.is_sent_start for token in doc[max(0, opening.i - 2) : opening.i + 1]):
        return None
    for token in doc[opening.i : opening.i + _REACH]:
        if token.idx < end:
            continue
        if token.is_sent_start:
            return None
        if is_verbal(token) and relation(token) not in ("acl", "advcl", "amod") and children(token, "nsubj"):
            return token
    return None


def _of_noun(noun: Token, start: int, end: int) -> tuple[str, str, str]:
    """The frame of a happening named by a noun; who did it is its owner, or the subject of the clause it stands in."""
    name = _noun_lemma(noun)
    others = [
        child
        for child in children(noun, "nmod")
        if child.i > noun.i and not _inside(child, start, end) and case_of(child) != "by"
    ]
    owner = next((c for c in noun.children if c.dep_ == "nmod:poss" and not _inside(c, start, end)), None)
    doer = owner if owner is not None and owner.pos_ != "PRON" else agent_of(noun)
    if doer is None:
        place = place_of(noun)
        # "At Monday's debate, Lee condemned ..." is Lee's debate.
        looked_at = place.verb is not None and lemma(place.verb) in read_lexicon("calendar")["looking_verbs"]
        looked_at = looked_at and case_of(noun) not in ("in", "at", "during")
        if place.verb is not None and not looked_at and place.role.partition(":")[0] in ("obl", "obj"):
            doer = agent_of(place.verb) if is_passive(place.verb) else subject_of(place.verb)
    doer = owner if doer is None else doer
    if doer is not None and (_inside(doer, start, end) or doer.i == noun.i):
        doer = None
    return who(doer), word_map("event_nouns").get(name, name), phrase(others[0]) if others else ""


def _of_verb(verb: Token, start: int, end: int) -> tuple[str, str, str]:
    """The frame of a verb; the object of a passive is its subject, or the noun that it narrows ("mail sent by the firm")."""
    objects = [child for child in children(verb, "obj") if not _inside(child, start, end) and not _is_share(child)]
    if is_passive(verb):
        told = [
            child
            for child in children(verb, "nsubj")
            if not _inside(child, start, end) and child.lower_ not in RELATIVE
        ]
        patient = told[0] if told else antecedent(verb) if relation(verb) == "acl" else subject_of(verb)
        doer = agent_of(verb)
        if doer is not None and _inside(doer, start, end):
            doer = None
        return who(doer), verb_lemma(verb), phrase(patient) if patient is not None else ""
    subject = subject_of(verb)
    if subject is not None and _inside(subject, start, end):
        subject = None
    if subject is not None and _takes_place(verb, objects) and names_happening(subject):
        # "The shooting took place on Monday" is what the shooting on Monday is.
        return _of_noun(subject, start, end)
    named = ""
    if subject is not None:
        subject = (
            next((c for c in children(subject, "nmod") if case_of(c) == "of"), subject)
            if _is_share(subject)
            else subject
        )
        named = (
            ""
            if _is_share(subject)
            else phrase(subject)
            if is_noun(subject)
            else who(subject)
            if subject.pos_ == "ADJ"
            else subject.lower_
        )
    if objects and lemma(verb) in word_set("light_verbs"):
        # "made an announcement" is what announcing is.
        event = word_map("event_nouns").get(lemma(objects[0]).lower())
        if event:
            inner = [child for child in children(objects[0], "nmod") if not _inside(child, start, end)]
            return named, event, phrase(inner[0]) if inner else ""
    return named, verb_lemma(verb), phrase(objects[0]) if objects else ""


def _is_share(token: Token) -> bool:
    """Whether a word is the unit of a share ("81% of voters"), which does nothing itself."""
    return token.lower_ in ("%", "percent", "per", "cent")


def _takes_place(verb: Token, objects: list[Token]) -> bool:
    """True for a verb that says no more than that its subject came about."""
    bare = lemma(verb) in read_lexicon("calendar")["coming_about"]
    return bare or (lemma(verb) == "take" and any(child.lower_ == "place" for child in objects))


def _inside(token: Token, start: int, end: int) -> bool:
    return start <= token.idx < end
