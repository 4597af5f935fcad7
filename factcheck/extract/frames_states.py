"""What became of the people that a number counts: states behind the number, and verbs that tell a death or an injury by the
words beside them ("fatally shot", "struck and killed")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.extract.frames_words import children, is_noun, lemma, narrowing, phrase, relation, word_map, word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

# "two in critical condition", "three people are listed in stable condition"
CONDITION = re.compile(
    r"(?:of (?:them|whom) )?(?:(?:others|people|more|is|are|was|were|remains?|listed|reported|to|be) ){0,5}"
    r"in (?:(?:\w+ ){1,4}condition\b|(?:very |extremely )?(?:critical|serious|grave|stable)\b)",
    re.I,
)
CONDITION_REACH = 9
# "left two with minor injuries"
LEFT_WITH = re.compile(r"(?:others|people|more)? ?with (?:\w+ ){0,3}(?:injuries|wounds|burns)\b", re.I)
FATAL = frozenset({"fatally", "mortally"})
# How far behind "who" the word for what became of those people stands.
RELATIVE_REACH = 5
SINGULAR = frozenset({"was", "is", "has"})
COPULAS = frozenset(
    {"be", "is", "are", "was", "were", "been", "being", "have", "has", "had", "still", "reported", "feared", "believed"}
)


def is_state(token: Token) -> bool:
    """True for a word such as dead or injured that makes a bare number a count of persons."""
    return token.lower_ in word_map("states")


def is_attributive(token: Token) -> bool:
    """True for an adjective or participle before its noun."""
    return relation(token) == "amod" and token.head.i > token.i


def joins_clauses(doc: Doc, index: int) -> bool:
    """Whether token `index` is an "and" before something else than another state: no "two injured and stranded hikers"."""
    joined = doc[index : index + 2]
    return len(joined) == 2 and joined[0].pos_ == "CCONJ" and not is_state(joined[1])


def outcome(verb: Token) -> str:
    """What a verb comes to by the words beside it: `die` for "found dead" and "shot to death", `kill` for "fatally shot" and
    "shot and killed", `hurt or kill` for "hurt or killed"; blank when it says all by itself."""
    following = verb.doc[verb.i + 1 : verb.i + 3]
    if following.text.lower() == "to death":
        return "die"
    if _is_fatal(verb):
        return "kill"
    joined = _joined(verb)
    if joined:
        return joined
    token = next((token for token in following if token.pos_ != "ADV"), None)
    if token is None or not is_state(token) or is_attributive(token):
        return ""
    return outcome(token) or word_map("states")[token.lower_]


def _is_fatal(verb: Token) -> bool:
    """Whether a blow was deadly: "fatally shot", "shot three men to death"."""
    if lemma(verb) not in word_set("blows"):
        return False
    doc = verb.doc
    beside = (*doc[max(0, verb.i - 1) : verb.i], *doc[verb.i + 1 : verb.i + 2])
    if any(token.lower_ in FATAL for token in beside):
        return True
    return any(doc[max(0, child.i - 1)].lower_ == "to" and child.lower_ == "death" for child in children(verb, "obl"))


def _joined(verb: Token) -> str:
    """What a verb and the state right behind "and" or "or" come to together; blank when one of them is none."""
    doc = verb.doc
    tie = doc[verb.i + 1].lower_ if verb.i + 1 < len(doc) else ""
    index = verb.i + 2
    while index < len(doc) and doc[index].pos_ == "ADV":
        index += 1
    if tie not in {"and", "or"} or index >= len(doc) or not is_state(doc[index]) or is_attributive(doc[index]):
        return ""
    own, other = word_map("states").get(verb.lower_, lemma(verb)), word_map("states")[doc[index].lower_]
    deaths, harms = word_set("death_verbs"), word_set("harm_verbs")
    if tie == "and":
        worse = other in deaths or (other in harms and own not in harms)
        return other if worse and own in word_set("blows") else ""
    both = own in deaths | harms and other in deaths | harms
    return f"{own} or {other}" if both and own != other else ""


def state_after(span: Span, noun: Token | None) -> str:
    """The state printed right behind a count ("12 dead", "three men shot"), as a predicate; blank when there is none."""
    doc = span.doc
    index = max(noun.i + 1, span.end) if noun is not None else span.end
    if CONDITION.match(doc[index : index + CONDITION_REACH].text):
        return "hospitalize"
    left = span.start > 0 and lemma(doc[span.start - 1]) == "leave"
    if left and LEFT_WITH.match(doc[index : index + CONDITION_REACH].text):
        return "injure"
    for token in doc[index : index + 5]:
        if is_state(token):
            # "2 Dead After Crash": no noun behind a preposition has the state for its attribute.
            across = any(between.pos_ in {"ADP", "SCONJ"} for between in doc[token.i + 1 : token.head.i])
            # "one man dead and two sailors hurt": the state is said of the noun before it.
            across = across or (token.i == index and joins_clauses(doc, token.i + 1))
            attributive = is_attributive(token) and is_noun(token.head) and not across
            return "" if attributive or children(token, "obj") else outcome(token) or word_map("states")[token.lower_]
        if token.lower_ in SINGULAR and noun is not None and noun.tag_ == "NNS":
            # "The man accused of killing two people was charged": he was.
            return ""
        if token.lower_ in {"others", "people", "more", "of", "them"} or token.lower_ in COPULAS:
            continue
        if token.lower_ in FATAL and not is_state(doc[min(token.i + 1, len(doc) - 1)]):
            # "Five people were shot, three fatally": a state by itself.
            return "kill" if token.i + 1 == len(doc) or doc[token.i + 1].pos_ != "VERB" else ""
        if token.pos_ == "ADV" and token.lower_ not in {"when", "where", "not"}:
            continue
        return ""
    return ""


def relative_state(doc: Doc, index: int) -> str:
    """What became of those whom a "who" at token `index` takes up ("who died", "who were hurt"); blank for anything else."""
    if index >= len(doc) or doc[index].lower_ not in {"who", "that"}:
        return ""
    passive = False
    for token in doc[index + 1 : index + 1 + RELATIVE_REACH]:
        if token.lower_ in {"was", "were", "been"}:
            passive = True
        elif passive and is_state(token):
            state = outcome(token) or word_map("states")[token.lower_]
            return state if state in word_set("casualty_verbs") else ""
        elif token.lower_ in {"died", "perished"}:
            return "die"
        elif token.pos_ not in {"AUX", "ADV"}:
            return ""
    return ""


def counted_phrase(noun: Token, span: Span) -> str:
    """The counted noun with what narrows it, without words before the number that the parser hung on it ("left a man dead
    and three others hurt") and without what became of dead people ("two dead sailors")."""
    whole = phrase(noun, of=frozenset({"of"}))
    for token in noun.doc[span.end : noun.i]:
        if word_map("states").get(token.lower_) in word_set("death_verbs"):
            whole = whole.replace(f"{lemma(token)} ", "", 1)
    left = [lemma(token) for token in narrowing(noun) if token.i < span.start]
    if not left or not any(is_state(token) for token in narrowing(noun) if token.i < span.start):
        return whole
    return whole.removeprefix(" ".join(left)).strip() or whole
