"""Questions to the tree of one parsed line: what governs a noun, who the subject of a verb is, is it told as a fact.

Labels are those of Universal Dependencies. Every walk upward is bounded, so that no parse can make one loop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from factcheck.extract.frames_words import (
    case_of,
    children,
    has_child,
    is_noun,
    lemma,
    relation,
    verb_base,
    word_map,
    word_set,
)
from factcheck.language.lexicons import read_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# A parse deeper than this is a parse gone wrong; what lies above adds nothing to a frame.
MAX_CLIMB = 12
# A sentence that goes on farther than this many tokens is a list or a table: its far end says nothing of the number.
WINDOW = 80

# What a clause hangs by on the clause above: a noun never takes its place in the sentence from there.
CLAUSES = frozenset({"acl", "advcl", "parataxis", "cc"})
DASHES = frozenset({"—", "–", "--"})
RELATIVE = frozenset({"which", "who", "that", "whom", "whose"})
ARGUMENTS = frozenset({"nsubj", "obj", "iobj", "obl", "csubj", "expl", "dislocated", "vocative"})
INSIDE_NOUN = frozenset(
    {"nummod", "compound", "amod", "flat", "det", "appos", "nmod", "case", "advmod", "fixed", "goeswith", "clf"}
)


def is_verbal(token: Token) -> bool:
    """True for a verb, also one that was tagged as a noun, and for an adjective or noun that a copula makes the predicate."""
    if token.pos_ == "VERB" or has_child(token, "cop") or (token.pos_ == "AUX" and relation(token) != "aux"):
        return True
    if not children(token, "nsubj"):
        return False
    return token.pos_ == "ADJ" or (token.pos_ == "NOUN" and bool(children(token, "obj", "obl", "ccomp")))


class Place(NamedTuple):
    """Where a noun stands: `verb` governs it by `role` (None where no verb does); `nouns` lie between, nearest first,
    each with the label by which the one before hangs on it."""

    verb: Token | None
    role: str
    nouns: tuple[tuple[str, Token], ...]
    child: Token


def place_of(token: Token) -> Place:
    """The predicate that governs a noun or number, the role it plays there, and the nouns it passes on the way up."""
    node, nouns = token, []
    for _ in range(MAX_CLIMB):
        head, label = node.head, relation(node)
        if head.i == node.i:
            break
        if label == "conj" and not is_verbal(node):
            node = head
            if is_verbal(node) and not has_child(node, "cop"):
                return Place(node, "obj" if token.i > node.i else "nsubj", tuple(nouns), node)
            continue
        if is_verbal(node) and node.i != token.i and relation(node) not in ARGUMENTS:
            break
        if is_verbal(head) and (label in ARGUMENTS or (head.pos_ in {"VERB", "AUX"} and label not in CLAUSES)):
            return _reduced(Place(head, node.dep_.lower(), tuple(nouns), node))
        if (
            label in {"parataxis", "list"}
            and node.i > head.i
            and is_noun(node)
            and is_verbal(head)
            and not is_verbal(node)
        ):
            return Place(head, "obj", tuple(nouns), node)
        if label == "nummod" and head.pos_ == "ADJ" and relation(head) in {"advcl", "acl", "root"}:
            return Place(head, "nsubj", tuple(nouns), node)
        if label in ARGUMENTS or (label in INSIDE_NOUN and head.pos_ in {"ADV", "ADJ"}):
            # "three days later", "five miles away": the amount hangs on an adverb, and that on the verb.
            if is_noun(head):
                nouns.append((node.dep_.lower(), head))
            node = head
            continue
        if label in INSIDE_NOUN or label in {"dep", "orphan"}:
            nouns.append((node.dep_.lower(), head))
            node = head
            continue
        if label in {"acl", "advcl"} and is_noun(head) and not is_verbal(node):
            nouns.append((node.dep_.lower(), head))
            node = head
            continue
        break
    if node.i != token.i and node.pos_ == "VERB":
        return Place(node, "obj", tuple(nouns), node)
    return Place(None, "root", tuple(nouns), node)


def _reduced(place: Place) -> Place:
    """The place in the clause above for the "subject" of a participle that only narrows it ("a plan aimed at ...")."""
    verb = place.verb
    bare = verb.tag_ in {"VBN", "VBG"} and not has_child(verb, "aux") and not has_child(verb, "aux:pass")
    below = relation(verb) in {"ccomp", "xcomp"} and verb.head.pos_ == "VERB" and not children(verb.head, "obj")
    if bare and below and place.role.startswith("nsubj") and lemma(verb.head) not in word_set("causatives"):
        return place._replace(verb=verb.head, role="obj")
    return place


def is_passive(verb: Token) -> bool:
    """True for a passive, also a participle that follows its noun or stands in a headline without an auxiliary."""
    if has_child(verb, "aux:pass") or has_child(verb, "nsubj:pass"):
        return True
    return (
        verb.tag_ == "VBN"
        and not has_child(verb, "aux")
        and relation(verb) in {"acl", "amod", "advcl"}
        and not has_child(verb, "obj")
    )


def verb_lemma(verb: Token) -> str:
    """The lemma of a verb with its particle ("lay off"), of an adjective or noun with a copula ("be member")."""
    if has_child(verb, "cop") and verb.pos_ not in {"VERB", "AUX"}:
        if verb.pos_ == "ADV" and verb.lower_.endswith("ly"):
            return "be"
        state = word_map("states").get(verb.lower_)
        return state or (f"be {lemma(verb)}" if is_noun(verb) else lemma(verb))
    particle = next(
        (child.lower_ for child in verb.children if child.dep_ == "compound:prt" and not _hedges(child)), ""
    )
    return f"{verb_base(verb)} {particle}".strip()


def _hedges(particle: Token) -> bool:
    """True for an "over" or "up" that the parser took for a particle though it hedges the number behind it."""
    following = particle.doc[particle.i + 1 : particle.i + 2]
    number = any(token.like_num or token.is_currency for token in following)
    return (number and particle.lower_ in {"over", "under"}) or (
        particle.lower_ == "up" and following.text.lower() == "to"
    )


def agent_of(verb: Token) -> Token | None:
    """The doer of a passive ("by ..."), None when it is not told."""
    for child in children(verb, "obl", "nmod"):
        agent = child.dep_ == "obl:agent" or case_of(child) == "by"
        if agent and not any(part.like_num for part in child.lefts) and child.lower_ not in word_set("day_times"):
            return child
    return None


def antecedent(verb: Token) -> Token | None:
    """The noun that a relative clause or participle round `verb` hangs on."""
    node = verb
    for _ in range(MAX_CLIMB):
        if relation(node) == "acl":
            return node.head
        if relation(node) not in {"conj", "xcomp", "ccomp", "advcl"} or node.head.i == node.i:
            return None
        node = node.head
    return None


def subject_of(verb: Token) -> Token | None:
    """The grammatical subject of a verb, taken from the verb above where its own is left out, through relative
    pronouns; None when the clause has none."""
    node = verb
    for _ in range(MAX_CLIMB):
        helped = [node, *children(node, "aux", "cop")]
        own = next((children(token, "nsubj") for token in helped if children(token, "nsubj")), [])
        # "The good news is that she won": of two subjects the outer one is of the copula.
        own = [child for child in own if child.dep_ != "nsubj:outer"] or own
        if own:
            found = next((child for child in own if is_noun(child)), own[0])
            if found.lower_ in RELATIVE and (found.tag_ == "WDT" or found.lower_ != "that" or relation(node) == "acl"):
                noun = antecedent(node) or _noun_before(found)
                return noun if found.lower_ == "who" else _event_before(noun, node, found)
            return found
        label, head = relation(node), node.head
        if head.i == node.i:
            return _later_subject(node)
        if node.i > 1 and node.tag_ == "VBG" and node.doc[node.i - 1].text in DASHES:
            return _before_dash(node) or head
        relative = _relative_between(head, node) if label == "conj" else None
        if relative is not None:
            return antecedent(relative.head) or _noun_before(relative)
        if label == "acl":
            return _planner(head) or _passed_over(node, head) or head
        if label == "xcomp" and head.pos_ == "VERB":
            # "ordered 12 soldiers to leave": the object is who leaves; "plans to train" has none.
            controlled = [child for child in children(head, "obj", "iobj") if child.i < node.i]
            if controlled and has_child(node, "mark"):
                return controlled[0]
        if label not in {"conj", "xcomp", "advcl", "ccomp", "parataxis", "aux", "cop"}:
            return None
        if label in {"ccomp", "parataxis"} and has_child(node, "aux"):
            return None
        node = head
    return None


def _event_before(noun: Token | None, verb: Token, pronoun: Token) -> Token | None:
    """The shooting of "a shooting in the Velden area that left two dead", where the parser hung the clause on the area."""
    harmful = lemma(verb) in word_set("casualty_verbs") or lemma(verb) in {"leave", "claim"}
    if noun is None or not harmful or lemma(noun).lower() in word_set("harmful_events"):
        return noun
    before = reversed(noun.doc[max(0, pronoun.i - MAX_CLIMB) : pronoun.i])
    return next(
        (token for token in before if is_noun(token) and lemma(token).lower() in word_set("harmful_events")), noun
    )


def _later_subject(verb: Token) -> Token | None:
    """The subject of the main clause for a participle that opens the sentence ("Citing two studies, the agency warned")
    and that the parser took for the main verb."""
    if verb.tag_ != "VBG":
        return None
    for clause in verb.children:
        if clause.i > verb.i and relation(clause) in {"parataxis", "ccomp"} and children(clause, "nsubj"):
            return children(clause, "nsubj")[0]
    return None


def _before_dash(verb: Token) -> Token | None:
    """The noun right before a dash, which the participle behind the dash describes."""
    noun = verb.doc[verb.i - 2]
    if not is_noun(noun) and noun.tag_ != "NNP":
        return None
    while relation(noun) == "nmod" and case_of(noun) == "of" and noun.head.i < noun.i and is_noun(noun.head):
        noun = noun.head
    return noun


def _noun_before(pronoun: Token) -> Token | None:
    """The nearest noun before a relative pronoun whose clause the parser hung elsewhere."""
    before = pronoun.doc[max(0, pronoun.i - 4) : pronoun.i]
    return next((token for token in reversed(before) if is_noun(token)), None)


def _relative_between(head: Token, verb: Token) -> Token | None:
    """The relative pronoun whose clause "... and is expected to" goes on, though `verb` was hung on the main clause."""
    last = None
    for token in verb.doc[head.i + 1 : verb.i]:
        if token.lower_ in {"which", "who"} and relation(token) == "nsubj":
            last = token
        elif last is not None and token.text in {",", ";", "—", "–"}:
            last = None
    return last


def _passed_over(verb: Token, noun: Token) -> Token | None:
    """The subject of the clause for a participle behind a comma that tells what followed ("hit a bus, killing 12"),
    though the parser hung it on the nearest noun; None where it describes the noun."""
    comma = any(token.text == "," for token in verb.doc[max(0, verb.i - 2) : verb.i])
    if verb.tag_ != "VBG" or not comma or lemma(verb) in word_set("describing_verbs"):
        return None
    place = place_of(noun)
    return subject_of(place.verb) if place.verb is not None and relation(place.child) != "nsubj" else None


def _planner(noun: Token) -> Token | None:
    """Who has the plan, for a noun such as plan or goal ("the army's plan to train"); None for other nouns."""
    name = noun.lemma_.lower()
    planned = read_lexicon("frames")["scopes"]["planned"]
    # "The agency seeks to ...": a verb that was taken for a plural noun.
    misread = noun.tag_ == "NNS" and name in planned["verbs"]
    if name not in word_set("goal_nouns") and name not in planned["nouns"] and not misread:
        return None
    owner = next(
        (c for c in noun.children if c.dep_ == "nmod:poss" or (relation(c) == "compound" and c.i < noun.i)), None
    )
    if owner is not None or relation(noun) != "obj":
        return owner
    return next((child for child in noun.head.children if relation(child) == "nsubj"), None)


def outermost_holder(verb: Token) -> Token | None:
    """Who has what a last "with ..." of the sentence tells: the noun that all relative clauses round `verb` hang on,
    or else the subject."""
    node, holder = verb, None
    for _ in range(MAX_CLIMB):
        if node.head.i == node.i:
            break
        if node.dep_ == "acl:relcl":
            holder = node.head
        node = node.head
    return holder if holder is not None else subject_of(verb)


def sentence_tokens(doc: Doc, token: Token) -> list[Token]:
    """The tokens of the sentence that holds `token`, at most `WINDOW` on either side of it."""
    start = end = token.i
    while start > max(0, token.i - WINDOW) and not doc[start].is_sent_start:
        start -= 1
    while end + 1 < min(len(doc), token.i + WINDOW) and not doc[end + 1].is_sent_start:
        end += 1
    return list(doc[start : end + 1])
