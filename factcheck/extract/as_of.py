"""When a statement holds: `statement_time` gives its first and last day from its dates, its tense, the publication date."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from factcheck.extract.date_event import names_happening
from factcheck.extract.date_grammar import read_dates
from factcheck.extract.date_tense import governor, head_of, is_parsed, verb_above, verb_tense
from factcheck.extract.frames_tree import RELATIVE
from factcheck.extract.frames_words import children, has_child, lemma, relation, word_set
from factcheck.language.lexicons import read_lexicon
from factcheck.language.printed import text_of
from factcheck.model import Block, Claim, Parsed
from factcheck.normalise.resolve import Context, resolve
from factcheck.normalise.time import Interval
from factcheck.normalise.when import Window

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLIMB = 12  # a tree deeper than this is a parse gone wrong
_BESIDE = 120  # characters: no longer bracket is a conversion
_AMOUNT_BEFORE = re.compile(
    r"(?:(?:\d|per ?cent|%|illion)(?: of)?|(?:\bfrom|\bthan|\bthat of|compared (?:with|to))(?: in| at| on| during| for)?)"
    r" ?(?:the |a )?\Z"
)
_COMPARED = 90  # characters: no longer comparison is read
_JOINT = re.compile(r"\b(?:from|than|compared (?:with|to)|versus|against)\b(?=[^;.!?]*\Z)")
_FIGURE = re.compile(r"[$€£]?\d")
# What is compared with: a figure or a name.
_THING = re.compile(r"[$€£]?\d|\b[A-Z][a-z]")
_BETWEEN = re.compile(r"\s*(?:\([^()]*\))?\s*(?:in |for |during )?(?:the )?", re.IGNORECASE)


def statement_time(parsed: Parsed, block: Block, start: int, end: int, dates: list[Claim]) -> tuple[str, str]:
    """The first and last day on which the statement at `[start, end)` holds; ("", "") when nothing tells.

    In this order: a date right behind it; a date that belongs to the same noun or verb, or to one above it in the
    sentence ("said on Friday that 80,000 have been trained" holds as of Friday); the tense: what will be holds from the
    publication date on (open end), all else as of the publication date. Words such as "so far" and "already", and a start
    ("since 2022"), tie a statement to the day on which it is made. Where the publication date is unknown or open, what
    someone said takes the last day told before it in its paragraph; all else is as open as that date. `dates` must be in
    the order of the text, as `extract_dates` gives them.
    """
    published = parsed.article.published
    if block.doc is None:
        return published.start, published.end
    doc = block.doc
    local = (start - block.start, end - block.start)
    sentence = _sentence(doc, *local)
    first = bisect_left(dates, block.start + sentence[0], key=lambda claim: claim.start)
    last = bisect_left(dates, block.start + sentence[1], key=lambda claim: claim.start)
    near = [
        (claim.start - block.start, claim.end - block.start, Interval(claim.as_of_start, claim.as_of_end))
        for claim in dates[first:last]
        if claim.kind == "date" and (claim.as_of_start or claim.as_of_end) and not (start <= claim.start < end)
    ]
    near += _windows(doc, sentence, Interval(published.start, published.end))
    near = [entry for entry in near if not _is_since(doc, entry[0])]
    if not is_parsed(doc):
        nearest = min(near, key=lambda entry: (_gap(entry, local), entry[0]), default=None)
        return tuple(nearest[2]) if nearest else (published.start, published.end)
    beside = _beside(text_of(doc), local, near)
    if beside is not None:
        return beside.start, beside.end
    head = head_of(doc, *local)
    found = _governed(doc, head, near, local) if head is not None else None
    if found is not None:
        return found.start, found.end
    verb = verb_above(head) if head is not None else None
    if verb is not None and verb_tense(verb) == "future":
        return published.start, ""
    if not (published.start and published.end) and head is not None and _is_reported(head):
        told = _told_before(block, dates, first)
        if told:
            return told, told
    return published.start, published.end


def _is_reported(head: Token) -> bool:
    """True for what someone said, in the past tense: "she noted that ..."."""
    for _ in range(_CLIMB):
        if head.head.i == head.i:
            return False
        if relation(head) in ("ccomp", "parataxis") and head.head.tag_ == "VBD":
            return True
        head = head.head
    return False


def _told_before(block: Block, dates: list[Claim], first: int) -> str:
    """The last day told in the same paragraph before a sentence, whose own dates begin at index `first`; or blank."""
    for index in range(first - 1, -1, -1):
        claim = dates[index]
        if claim.start < block.start:
            return ""
        if claim.kind == "date" and claim.as_of_start and claim.as_of_start == claim.as_of_end:
            return claim.as_of_start
    return ""


def _beside(text: str, local: tuple[int, int], near: list[tuple[int, int, Interval]]) -> Interval | None:
    """The date right after an amount, at most a bracket between them: "€1.4 billion ($1.6 billion) this year"."""
    for start, _, value in near:
        if local[1] <= start <= local[1] + _BESIDE and _BETWEEN.fullmatch(text, local[1], start):
            return value
    return None


def _is_compared(text: str, local: tuple[int, int], start: int) -> bool:
    """Whether a date dates what a statement before it is compared with: "$4 million, up from $3 million in 2020"."""
    lead = text[local[1] : start][-_COMPARED:] if local[1] <= start else ""
    joint = _JOINT.search(lead)
    if joint is None or " to " in lead[joint.end() :]:
        return False
    # "$3 million from Leeds in 2020" compares nothing.
    return bool((_FIGURE if joint.group() == "from" else _THING).search(lead, joint.end()))


def _governed(doc: Doc, head: Token, near: list[tuple[int, int, Interval]], local: tuple[int, int]) -> Interval | None:
    """The date that hangs on the head of a statement, or on the nearest word above it that bears a date."""
    owners: dict[int, list[tuple[int, Interval]]] = {}
    for start, end, value in near:
        root = head_of(doc, start, end)
        owner = governor(root) if root is not None else None
        # "$1.07 the day before" dates that amount alone, "up 3 percent from a year earlier" dates what it is compared with.
        if owner is None or _is_compared(text_of(doc), local, start):
            continue
        if not _AMOUNT_BEFORE.search(text_of(doc), max(0, start - 40), start):
            owners.setdefault(owner.i, []).append((abs(start - head.idx), value))
    made_now = _made_now(head)
    token, own_clause = head, True
    for _ in range(len(doc)):
        if token.i in owners and not (own_clause and made_now):
            return min(owners[token.i])[1]
        told = _told_of(token)
        for noun in (told, *children(told, "nmod")) if told is not None else ():
            if noun.i in owners:
                return min(owners[noun.i])[1]
        if token.head.i == token.i:
            return None
        if token.pos_ == "VERB" and relation(token) in ("ccomp", "parataxis", "conj", "advcl", "acl"):
            own_clause = False
            if relation(token) in ("conj", "acl", "advcl") and not _goes_on(token):
                # A date of the first of two joined clauses, or of the clause around, says nothing of the second.
                return None
        joined = relation(token) == "conj"
        token = token.head
        if joined and token.head.i != token.i:
            token = token.head  # what stands beside the first of two joined nouns is not said of the second
    return None


def _goes_on(verb: Token) -> bool:
    """True for a clause that tells what came of the one around it: "crashed on Friday, killing 12", "the crash of 1990 that
    killed 12"; not where a word parts the two in time ("after killing 12")."""
    if any(relation(child) in ("mark", "case", "nsubj") and child.lower_ not in RELATIVE for child in verb.children):
        return False
    return verb.tag_ == "VBG" or (verb.tag_ == "VBD" and relation(verb) == "acl" and names_happening(verb.head))


def _told_of(verb: Token) -> Token | None:
    """The noun whose day a statement's is: a happening that did something ("the explosion of 2010 killed 29 men"), or what is
    measured ("sales in July were $3 million", "turnout in 2020 fell to 61%"); None for what has been so up to now."""
    if verb.pos_ == "VERB" and verb.tag_ not in ("VBD", "VBN"):
        return None
    if any(relation(child) == "aux" for child in verb.children):
        return None
    subject = next((child for child in verb.children if relation(child) == "nsubj"), None)
    if subject is None or not (verb.pos_ == "VERB" or has_child(verb, "cop")):
        return None
    measured = verb.pos_ != "VERB" or lemma(verb) in word_set("measure_verbs")
    # A capital at the start of a sentence makes no name.
    thing = subject.pos_ == "NOUN" or (subject.is_sent_start and not subject.ent_type_)
    return subject if names_happening(subject) or (measured and thing) else None


def _made_now(head: Token) -> bool:
    """True when a word such as "so far" or "currently" stands in the clause of a statement."""
    verb = verb_above(head) or head
    clause = list(verb.subtree if verb.i != head.i else head.sent)
    # What a semicolon parts off is another statement.
    stops = [token.i for token in clause if token.text == ";"]
    first = max((stop for stop in stops if stop < head.i), default=-1)
    last = min((stop for stop in stops if stop > head.i), default=len(head.doc))
    padded = f" {' '.join(token.lower_ for token in clause if first < token.i < last)} "
    return any(f" {word} " in padded for word in read_lexicon("calendar")["now_words"])


def _sentence(doc: Doc, start: int, end: int) -> tuple[int, int]:
    head = head_of(doc, start, end) if is_parsed(doc) else None
    return (head.sent.start_char, head.sent.end_char) if head is not None else (0, len(text_of(doc)))


def _windows(doc: Doc, sentence: tuple[int, int], published: Interval) -> list[tuple[int, int, Interval]]:
    """The counted spans of time beside now in a sentence: "over the next two years"."""
    found = []
    for expression in read_dates(text_of(doc)[sentence[0] : sentence[1]]):
        if isinstance(expression.when, Window):
            value = resolve(expression.when, Context(published))
            if value.known:
                found.append((sentence[0] + expression.start, sentence[0] + expression.end, value))
    return found


def _is_since(doc: Doc, start: int) -> bool:
    """True for a date that only says when something began: "since 2022", "since its launch in May 2022"."""
    if text_of(doc)[start : start + 6].lower() == "since ":
        return True
    token = head_of(doc, start, start + 1)
    for _ in range(4):
        if token is None or token.head.i == token.i or token.pos_ == "VERB":
            return False
        if any(child.lower_ == "since" for child in token.children):
            return True
        token = token.head
    return False


def _gap(entry: tuple[int, int, Interval], local: tuple[int, int]) -> int:
    return max(entry[0] - local[1], local[0] - entry[1], 0)
