"""Who did what with a noun or number: subject and predicate as phrases, with the marks of denial and of plans."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from factcheck.extract.frames_casualties import is_fatal_event
from factcheck.extract.frames_states import outcome
from factcheck.extract.frames_tree import Place, agent_of, antecedent, is_passive, subject_of, verb_lemma
from factcheck.extract.frames_words import (
    HYPHENS,
    case_of,
    children,
    has_child,
    is_noun,
    is_time,
    lemma,
    phrase,
    relation,
    verb_base,
    word_map,
    word_set,
)
from factcheck.language.lexicons import read_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "nor", "neither"})
# Behind a noun the verb of its clause stands no farther off ("say four people, including a boy, 11, and a girl, were hurt").
SAID_REACH = 26
# Pronouns and quotation marks that name nobody, as subjects.
EMPTY_SUBJECTS = frozenset(
    {"there", "that", "which", "who", "what", "this", "it's", "whom", "those", "all", "'", '"', "’", "‘", "“", "”"}
)


def is_negated(verb: Token) -> bool:
    """True when a verb is denied, also by the verb above it: "did not approve", "never paid", "failed to rescue"."""
    node = verb
    for _ in range(3):
        if any(child.lower_ in NEGATIONS and relation(child) in {"advmod", "cc", "neg"} for child in node.children):
            return True
        if relation(node) != "xcomp" or node.head.i == node.i:
            return False
        node = node.head
        if node.lemma_.lower() in word_set("negators"):
            return True
    return False


def scope_of(verb: Token) -> str:
    """planned, expected or possible when a verb tells no fact, from its auxiliaries and what governs it; else blank."""
    scopes = read_lexicon("frames")["scopes"]
    node = verb
    for _ in range(4):
        helpers = [child for child in node.children if relation(child) == "aux"]
        if not helpers and relation(node) == "conj" and not children(node, "nsubj"):
            helpers = [child for child in node.head.children if relation(child) == "aux"]
        for helper in helpers:
            for name, words in scopes.items():
                if helper.lower_ in words.get("aux", ()) or helper.lower_ in words.get("modals", ()):
                    return name
        if any(child.lower_ in {"if", "unless"} and relation(child) == "mark" for child in node.children):
            return "possible"
        head, label = node.head, relation(node)
        to = any(child.lower_ == "to" and relation(child) == "mark" for child in node.children)
        # "Norway is to train 500 soldiers", and as a headline "Norway to train 500 soldiers".
        headless = label == "acl" and head.head.i == head.i and not children(head, "det")
        if to and (headless or head.i == node.i and children(node, "nsubj")):
            return "planned"
        if head.i == node.i or label not in {"xcomp", "acl", "ccomp", "advcl", "conj"}:
            return ""
        kind = "nouns" if is_noun(head) else "adjectives" if head.pos_ == "ADJ" else "verbs"
        by_goal = label == "acl" and head.lemma_.lower() in word_set("goal_nouns")
        if by_goal:
            return "planned"
        if to and (label != "acl" or kind == "nouns") and (label != "advcl" or kind == "adjectives"):
            for name, words in scopes.items():
                if head.lemma_.lower() in words.get(kind, ()) and head.lower_ not in {"had", "went"}:
                    # "had to be rescued" and "went on to kill" tell what happened.
                    return name
        if label in {"ccomp", "advcl", "acl"} or (label == "conj" and children(node, "nsubj")):
            return ""
        node = head
    return ""


def bare(predicate: str) -> str:
    """A predicate without its marks: `not train (planned)` is `train`."""
    return predicate.removeprefix("not ").partition(" (")[0]


def inside_group(noun: Token | None) -> Token | None:
    """The noun that a collecting noun collects: the refugees of "the number of refugees"."""
    if noun is None or noun.lemma_.lower() not in word_set("group_nouns"):
        return noun
    inner = (
        child for child in children(noun, "nmod") if case_of(child) == "of" and is_noun(child) and not child.like_num
    )
    return next(inner, noun)


def is_numeric(token: Token) -> bool:
    """True for a number, a currency sign or a unit, which is nobody and nothing that could be acted on."""
    return (
        token.like_num
        or token.is_currency
        or token.pos_ in {"NUM", "SYM"}
        or token.lemma_.lower() in word_set("unit_nouns")
    )


def who(token: Token | None) -> str:
    """A participant as a phrase; blank for none, for a pronoun that names nobody and for a bare number."""
    token = inside_group(token)
    if token is None or token.lower_ in EMPTY_SUBJECTS or is_numeric(token):
        return ""
    # "The 35-year-old was swimming": an age names nobody.
    return "" if token.lower_ in ("old", "olds") and token.i and token.nbor(-1).text in HYPHENS else phrase(token)


def owner_of(noun: Token) -> Token | None:
    return next((child for child in noun.children if child.dep_ == "nmod:poss"), None)


def who_did_what(place: Place, start: Token) -> tuple[str, str]:
    """The subject and the predicate for a noun or number at a place of the tree."""
    verb, via = place.verb, None
    participle = next((child for child in children(start, "acl") if child.tag_ == "VBG" and child.i > start.i), None)
    if case_of(start) == "with" and participle is not None:
        # "with two thousand nurses striking"
        patient = next(iter(children(participle, "obj")), None)
        return "", f"{verb_lemma(participle)} {lemma(patient)}" if patient is not None else verb_lemma(participle)
    for label, noun in place.nouns:
        name = noun.lemma_.lower()
        if noun.i == start.i or name in word_set("group_nouns") or is_numeric(noun):
            continue
        # "sentenced to death on five counts": nobody has died of them.
        doomed = name == "death" and verb is not None and lemma(verb) in {"sentence", "condemn"}
        if name in word_map("event_nouns") and label.startswith(("nmod", "compound", "nummod")) and not doomed:
            return who(owner_of(noun)), "kill" if is_fatal_event(noun) else word_map("event_nouns")[name]
        if label.startswith("nmod") and name in word_set("goal_nouns"):
            return (who(subject_of(verb)), f"{verb_lemma(verb)} (planned)") if verb is not None else ("", "")
        if label.startswith("compound"):
            return phrase(noun), "have"
        if label.startswith("nmod") and case_of(start) == "with" and via is None and noun.i < start.i:
            return phrase(noun), "have"
        if label.startswith("nmod") and noun.i < start.i:
            via = noun
    if verb is None and not has_child(place.child, "cop"):
        verb = _shared_verb(place.child)
        place = place._replace(verb=verb, role="nsubj") if verb is not None else place
    if verb is None and any(child.lemma_ == "have" for child in children(place.child, "aux")):
        return who(subject_of(place.child)), marked("have", place.child)
    if verb is None:
        return (who(subject_of(place.child)), marked("be", place.child)) if has_child(place.child, "cop") else ("", "")
    role = place.role.partition(":")[0]
    if role == "nsubj" and via is None:
        verb = _lower_verb(verb)
    # "Ana Ruiz was fatally hurt and two others were hurt": what follows a passive is not done by its verb.
    beyond = role == "obj" and start.i > verb.i and is_passive(verb)
    base = (outcome(verb) if role in {"nsubj", "obj"} and not beyond else "") or verb_lemma(verb)
    acting = role in {"nsubj", "csubj"} and not is_passive(verb)
    if role == "obj" and base in word_set("saying_verbs") and via is None:
        said = _said_of(start)
        if said is not None:
            return (who(agent_of(said)) if is_passive(said) else ""), marked(verb_lemma(said), said)
    if via is not None:
        if role == "nsubj":
            return (phrase(via) if acting else who(agent_of(verb))), marked(
                base if acting else f"{base} {lemma(via)}", verb
            )
        base = f"{base} {lemma(via)}"
    elif acting:
        patient = next(
            (
                child
                for child in children(verb, "obj")
                if child.i != start.i and is_noun(child) and not is_numeric(child)
            ),
            None,
        )
        return "", marked(f"{base} {lemma(patient)}" if patient is not None and not is_time(patient) else base, verb)
    elif role in {"obl", "nmod"} and is_passive(verb) and (place.role == "obl:agent" or case_of(place.child) == "by"):
        patient = next(iter(children(verb, "nsubj")), antecedent(verb) if relation(verb) == "acl" else None)
        return "", marked(f"{base} {lemma(patient)}" if patient is not None and is_noun(patient) else base, verb)
    if is_passive(verb):
        doer = agent_of(verb)
        if role == "nsubj" or doer is not None:
            return who(doer), marked(base, verb)
    holder = subject_of(verb)
    # An object before its verb is the patient of a participle: "two adults, two children killed".
    fronted = role == "obj" and place.child.i < verb.i
    own = holder is not None and (holder.i in {start.i, place.child.i} or fronted)
    toll = word_map("tolls").get(lemma(holder).lower(), "") if holder is not None and not own else ""
    if toll and lemma(verb) in word_set("measure_verbs"):
        return "", marked(toll, verb)
    return "" if own else who(holder), marked(base, verb)


def _lower_verb(verb: Token) -> Token:
    """The verb that tells what the subject does, below one that tells how sure or how far along it is ("are expected to
    attend", "began to leave")."""
    for _ in range(3):
        below = next((child for child in children(verb, "xcomp") if child.pos_ == "VERB" and child.i > verb.i), None)
        if below is None or lemma(verb) not in raising_words():
            return verb
        verb = below
    return verb


@cache
def raising_words() -> frozenset[str]:
    """Verbs and adjectives that open a scope, deny or phase the infinitive below them."""
    scopes = read_lexicon("frames")["scopes"].values()
    opening = {word for scope in scopes for key in ("verbs", "adjectives") for word in scope.get(key, ())}
    return frozenset(opening | word_set("negators") | word_set("phase_verbs"))


def _shared_verb(noun: Token) -> Token | None:
    """The verb of "nine miners and two medics were hurt" where the parser gave it the second subject only."""
    for clause in children(noun, "conj"):
        subjects = children(clause, "nsubj") if clause.pos_ == "VERB" else []
        if subjects and all(token.pos_ not in {"VERB", "AUX"} for token in noun.doc[noun.i + 1 : subjects[0].i]):
            return clause
    return None


def _said_of(noun: Token) -> Token | None:
    """The verb of the clause whose subject the parser took for the object of "say" ("police say two men fled")."""
    for token in noun.doc[noun.i + 1 : noun.i + SAID_REACH]:
        if token.text in {".", ";", "”", '"'} or token.lower_ in {"who", "which", "that"}:
            return None
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"} and relation(token) not in {"acl", "amod"}:
            helper = relation(token) in {"aux", "cop"} and token.head.i > token.i
            return token.head if helper else token
    return None


def as_event(noun: Token, subject: str, predicate: str) -> tuple[str, str]:
    """Subject and predicate with the counted noun itself as the happening, where the verb above adds nothing to it."""
    name = noun.lemma_.lower()
    toll = word_map("tolls").get(name)
    event = toll or word_map("event_nouns").get(name)
    if not event or not (toll or not predicate or bare(predicate) in word_set("light_verbs")):
        return subject, predicate
    owner = owner_of(noun)
    return (who(owner) if owner is not None else subject), remarked(event, predicate)


def by_idiom(noun: Token, before: Token | None, subject: str, predicate: str) -> tuple[str, str]:
    """Subject and predicate where the counted noun and its verb, which may stand right before the number, mean another verb
    ("claimed 12 lives"), or the predicate says that people were hurt ("suffer injury")."""
    name = lemma(noun).lower()
    for idiom in read_lexicon("frames")["idioms"]:
        if name in idiom["nouns"]:
            if bare(predicate) in idiom["verbs"]:
                predicate = remarked(idiom["predicate"], predicate)
            elif before is not None and before.pos_ == "VERB" and verb_base(before) in idiom["verbs"]:
                subject, predicate = "", idiom["predicate"]
    harms, words = read_lexicon("frames")["harms"], bare(predicate).split()
    if len(words) == 2 and words[0] in harms["verbs"] and words[1] in harms["nouns"]:
        predicate = remarked("injure", predicate)
    return subject, predicate


def marked(base: str, verb: Token | None) -> str:
    """A predicate with its marks: `not` before, `(planned)` and the like behind."""
    if verb is None:
        return base
    scope = scope_of(verb)
    return f"{'not ' if is_negated(verb) else ''}{base}{f' ({scope})' if scope else ''}"


def remarked(base: str, like: str) -> str:
    """A predicate with the marks of another one."""
    mark = like.partition(" (")[2]
    return f"{'not ' if like.startswith('not ') else ''}{base}{f' ({mark}' if mark else ''}"
