"""Tags, mended where the tagger takes a plain noun for a verb or a verb for a noun, of kinds that words alone can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.language.lexicons import words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BEFORE_HOUR = frozenset(
    {"before", "until", "till", "at", "since", "from", "by", "after", "around", "near", "towards", "toward"}
)
_BEFORE_EVENT = frozenset({"in", "at", "during", "after", "before", "since", "from", "until", "for", "of"})
_ARTICLES = frozenset({"a", "an", "the", "this", "that", "his", "her", "its", "their", "another"})
_OPENS_CLAUSE = frozenset({"there", "he", "she", "they", "it", "we", "that"})
# How many words the name of a newspaper or an agency may have.
_LONGEST_NAME = 6


def repair_tags(doc: Doc) -> Doc:
    """`doc` with a noun for each hour ("before dawn") and listed event ("in a court hearing") tagged as a verb, and with a verb
    for each "reports" behind a name tagged as a plural ("the AP reports"); the week of "announced this week it will" hangs on
    the first verb."""
    for token in doc:
        if token.i == 0:
            continue
        if token.tag_.startswith("VB"):
            if token.lower_ in words_of("tags", "hours"):
                case = token.nbor(-1)
                if case.lower_ in _BEFORE_HOUR:
                    _make_noun(token, [case], [])
            elif token.tag_ == "VBG" and token.lower_ in words_of("tags", "events"):
                _repair_event(token)
        elif token.tag_ == "NNS" and token.lower_ in words_of("tags", "reporting"):
            _repair_reporting(token)
        elif token.dep_ == "obl:unmarked" and token.lower_ in words_of("tags", "spans"):
            _repair_time(token)
    return doc


def _repair_event(token: Token) -> None:
    """Make a noun of "hearing" in "in a court hearing", which the parse may take for what the court does."""
    before = [child for child in token.children if child.dep_ in ("nsubj", "compound") and child.i == token.i - 1]
    if token.dep_ not in ("advcl", "acl") or not before or any(c.dep_ in ("obj", "ccomp") for c in token.children):
        return
    subject = before[0]
    cases = [c for c in (*subject.children, *token.children) if c.lower_ in _BEFORE_EVENT and c.i < subject.i]
    articles = [c for c in subject.children if c.lower_ in _ARTICLES]
    if cases and articles:
        _make_noun(token, cases, [*articles, *cases])
        subject.dep_ = "compound"


def _make_noun(token: Token, cases: list[Token], moved: list[Token]) -> None:
    token.pos_, token.tag_, token.lemma_ = "NOUN", "NN", token.lower_
    if token.dep_ == "advcl":
        token.dep_ = "obl"
    elif token.dep_ == "acl":
        token.dep_ = "nmod"
    for child in moved:
        child.head = token
    for case in cases:
        case.dep_ = "case"


def _repair_reporting(token: Token) -> None:
    """Make a verb of "reports" in ", the AP reports.", "..., reports the Daily News" and "The Daily News reports there are"."""
    doc, before = token.doc, token.nbor(-1)
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    stops = after is None or after.is_sent_start or after.text in (".", ",", ";", "—", ")")
    if (
        before.text == ","
        and after is not None
        and after.tag_ == "NNP"
        and token.dep_ in ("conj", "parataxis", "appos")
    ):
        if any(child.dep_ not in ("punct", "flat", "compound", "appos", "nmod") for child in token.children):
            return
        _make_verb(token, after)
        return
    first = _name_before(token)
    if first is None:
        return
    opening = doc[first].is_sent_start or first == 0
    if stops and not opening and doc[first - 1].text == "," and token.dep_ in ("parataxis", "conj", "appos"):
        _make_verb(token, before)
    elif opening and after is not None and after.lower_ in _OPENS_CLAUSE and token.dep_ == "nsubj":
        clause = token.head
        if clause.i < token.i or not any(
            c.dep_.startswith(("nsubj", "expl")) and c.i > token.i for c in clause.children
        ):
            return
        above, label = clause.head, clause.dep_
        _make_verb(token, before)
        token.head, token.dep_ = (token, "ROOT") if above.i == clause.i else (above, label)
        clause.head, clause.dep_ = token, "ccomp"


def _repair_time(token: Token) -> None:
    """Hang "this week" on the verb right before it in "announced this week it will close", not on the closing."""
    clause, first = token.head, token.left_edge
    if clause.dep_ != "ccomp" or clause.i < token.i or first.i == 0 or first.lower_ not in ("this", "last"):
        return
    verb = clause.head
    opening = [child for child in clause.children if child.dep_.startswith(("nsubj", "expl"))]
    says = verb.lemma_.lower() in words_of("cues", "saying")
    if first.i == verb.i + 1 and says and opening and opening[0].left_edge.i == token.i + 1:
        token.head = verb


def _name_before(token: Token) -> int | None:
    """Where the name right before a token begins, its article included; None for no name or one that runs on."""
    doc, first = token.doc, token.i
    # A part of a name may be tagged as a plain noun: "the Leeds Daily Post", "The Harwick-Ledger".
    while first > 0 and (
        doc[first - 1].tag_ in ("NNP", "NNPS", "NN", "JJ", "NNS")
        and doc[first - 1].text[:1].isupper()
        and not (doc[first - 1].is_sent_start and doc[first - 1].tag_ not in ("NNP", "NNPS"))
        or doc[first - 1].text in ("-", "&")
    ):
        first -= 1
    if not 0 < token.i - first <= _LONGEST_NAME:
        return None
    if first > 0 and doc[first - 1].lower_ == "the":
        first -= 1
    return first


def _make_verb(token: Token, subject: Token) -> None:
    """A verb with the name that `subject` ends or begins as its subject."""
    inside = [child for child in token.children if child.dep_ in ("compound", "det", "flat", "nmod", "amod", "punct")]
    token.pos_, token.tag_, token.lemma_ = "VERB", "VBZ", token.lower_.removesuffix("s")
    if token.dep_ in ("conj", "appos"):
        token.dep_ = "parataxis"
    for child in inside:
        if child.dep_ != "punct" and child.i != subject.i and (child.i < token.i) == (subject.i < token.i):
            child.head = subject
    subject.head, subject.dep_ = token, "nsubj"
