"""Every time expression of an article with its value: the anchor and the tense that each one is resolved against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factcheck.extract.date_event import names_happening
from factcheck.extract.date_grammar import Expression, read_dates
from factcheck.extract.date_tense import (
    dates_verb,
    governor,
    head_of,
    is_attributive,
    is_parsed,
    tense_of,
    verb_above,
    verb_tense,
)
from factcheck.extract.frames_clause import is_negated
from factcheck.extract.frames_words import relation
from factcheck.language.lexicons import read_lexicon
from factcheck.language.printed import text_of
from factcheck.model import Block, Parsed
from factcheck.normalise.resolve import Context, resolve
from factcheck.normalise.time import UNKNOWN, Interval
from factcheck.normalise.when import Bound, Calendar, Nearby, Range, Shift, When

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Characters: "in 2003 he moved there, and in April ..." tells of one year; a sentence later it may not.
_NEAR_YEAR = 150
_ASIDE = 10  # years: a story moves on in smaller steps
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s")
# Characters: a heading with a year ("1936", "The siege (1943)") tells of which year the text below it speaks.
_HEADING = 40
# What a date may narrow: the next word and two more, behind a possessive sign or not, and up to the first stop.
_NEXT_WORDS = re.compile(r"(?:['’]s)?(?: [a-z-]+){1,3}")
# "the first execution in 17 years", "for the third time in two weeks": what is counted back from, not ahead.
_RANKED = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|only|most|least|\d+(?:st|nd|rd|th)"
    r"|(?!inter|for|prot|requ|harv|north|south|mid|sugg|arr|conq|manif|cont|hon|mod|inv|dig)\w{3,}est)\b[^.;:,]*\Z",
    re.IGNORECASE,
)
_RANK = 60  # characters back to such a word
_CAPITAL_END = re.compile(r"[a-z,] (?:[A-Z][\w&.]* )+\Z|\A(?:[A-Z][\w&.]* )+\Z")
_LOWER = re.compile(r" [a-z]")
_FIGURES = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d\d")


@dataclass(frozen=True, slots=True)
class Dated:
    """One time expression of an article at `[start, end)` of its text, with its value and how it was reached."""

    start: int
    end: int
    kind: str
    when: When
    value: Interval
    context: Context
    block: Block


def dated_expressions(parsed: Parsed) -> Iterator[Dated]:
    """Every time expression of an article with its value; counted spans beside now have the kind `window`.

    An expression that hangs on a date told before it ("the following day") takes the nearest before it in the text. A
    month without a year belongs to the year of publication or the one beside it, as the tense says; in a text that tells
    history, or close behind a verb's own year that is long past, it belongs to the year told.
    """
    text = parsed.article.text
    day_first = _day_first([text_of(block.doc) for block in parsed.blocks if block.doc is not None])
    read = [(block, read_dates(text[block.start : block.end], day_first)) for block in parsed.blocks]
    published = Interval(parsed.article.published.start, parsed.article.published.end)
    parts = [found.when for _, expressions in read for found in expressions]
    history = _tells_history(parts, published)
    anchor = UNKNOWN
    for block, expressions in read:
        past_year = -1
        if block.doc is None:
            heading = expressions[0] if len(expressions) == 1 and block.end - block.start <= _HEADING else None
            told = resolve(heading.when, Context(published)) if heading and prints_year(heading.when) else UNKNOWN
            anchor = told if told.closed else anchor
            continue
        for printed in expressions:
            found = _without_particle(block.doc, _without_that(block.doc, printed))
            if _names_a_thing(block.doc, found) or _names_a_programme(block, found):
                continue
            tense = tense_of(block.doc, found.start, found.end)
            if found.kind == "ahead" and (tense != "future" or _counts_back(block.doc, found.start, found.end)):
                continue
            narrative = history or _same_sentence(text_of(block.doc), past_year, found.start)
            if _names_mishap(text_of(block.doc), found.end):
                tense = "past"
            elif tense == "past" and lacks_year(found.when):
                tense = _tense_of_noun(block.doc, found.start, found.end)
            context = Context(published, tense, anchor, narrative)
            value = resolve(_on_the_day(block.doc, found), context)
            if _told_ahead(found.when, value, context):
                value = UNKNOWN
            kind = "date" if found.kind == "ahead" else found.kind
            yield Dated(block.start + found.start, block.start + found.end, kind, found.when, value, context, block)
            told = resolve(core_of(found.when), context)
            if told.closed and kind == "date" and not (history and (tense == "future" or _strays(told, anchor))):
                anchor = told
                if (
                    prints_year(found.when)
                    and _long_past(told, published)
                    and dates_verb(block.doc, found.start, found.end)
                ):
                    past_year = found.end


def _without_that(doc: Doc, found: Expression) -> Expression:
    """The expression without a "that" which opens a clause: "said that Wednesday's vote was close"."""
    text = text_of(doc)[found.start : found.end]
    if not text.lower().startswith("that ") or not is_parsed(doc):
        return found
    that = head_of(doc, found.start, found.start + 4)
    rest = read_dates(text[5:]) if that is not None and relation(that) == "mark" else []
    if len(rest) != 1:
        return found
    return replace(rest[0], start=found.start + 5 + rest[0].start, end=found.start + 5 + rest[0].end)


def _counts_back(doc: Doc, start: int, end: int) -> bool:
    """True for "in 17 years" behind "the first execution planned" or "for the first time", which looks back; not where a verb
    of what is to come bears it: "will open its first shop in two weeks"."""
    before = text_of(doc)[max(0, start - _RANK) : start]
    if not _RANKED.search(before):
        return False
    head = head_of(doc, start, end)
    owner = governor(head) if head is not None else None
    return before.rstrip().endswith("time") or owner is None or owner.tag_ != "VB"


def _without_particle(doc: Doc, found: Expression) -> Expression:
    """The expression without a "through" that belongs to the verb before it: "the deal fell through on Friday"."""
    text = text_of(doc)[found.start : found.end]
    if not isinstance(found.when, Bound) or not text.lower().startswith("through ") or not is_parsed(doc):
        return found
    through = head_of(doc, found.start, found.start + 7)
    if through is None or (through.tag_ != "RP" and relation(through) != "compound"):
        return found
    rest = read_dates(text[8:])
    if len(rest) != 1:
        return found
    return replace(rest[0], start=found.start + 8 + rest[0].start, end=found.start + 8 + rest[0].end)


def _on_the_day(doc: Doc, found: Expression) -> When:
    """What an expression says, for "until" after a denial the day itself: "was not made public until Monday"."""
    when = found.when
    if not isinstance(when, Bound) or when.which != "until" or not is_parsed(doc):
        return when
    head = head_of(doc, found.start, found.end)
    verb = verb_above(head) if head is not None else None
    if verb is None or verb_tense(verb) != "past" or not is_negated(verb):
        return when
    return when.of


def _told_ahead(when: When, value: Interval, context: Context) -> bool:
    """Whether "a century later" would lie ahead of publication although nothing is told of the future: the day from which it
    counts is then not the one told last."""
    published, told = context.published.end, isinstance(when, Shift) and when.told and when.sign > 0
    return told and context.tense not in ("future", "coming") and bool(published) and value.start > published


def _names_a_programme(block: Block, found: Expression) -> bool:
    """Whether "Tonight" or "Today" ends a name: "Entertainment Tonight reports"; a headline in capitals tells nothing."""
    text = text_of(block.doc)
    if block.role == "headline" or text[found.start : found.end] not in ("Tonight", "Today"):
        return False
    return bool(_CAPITAL_END.search(text, max(0, found.start - 30), found.start) and _LOWER.match(text, found.end))


def _names_a_thing(doc: Doc, found: Expression) -> bool:
    """Whether a holiday only says what kind of thing is meant: "a Christmas album", not "the Christmas party"."""
    text = text_of(doc)
    if text[found.start : found.end].lower() not in read_lexicon("calendar")["holidays"]:
        return False
    behind = head_of(doc, found.end + 1, found.end + 2) if text[found.end : found.end + 1] == " " else None
    if behind is None or behind.tag_ not in ("NN", "NNS") or not behind.is_lower:
        return False
    return behind.lower_ not in read_lexicon("calendar")["holiday_times"] and not names_happening(behind)


def _names_mishap(text: str, end: int) -> bool:
    """True for a date right before what nobody plans, an adjective or two between them: "the deadly Sept. 11 terror attack"."""
    words = _NEXT_WORDS.match(text, end)
    return words is not None and not {*words.group().lower().split()}.isdisjoint(read_lexicon("calendar")["mishaps"])


def _tense_of_noun(doc: Doc, start: int, end: int) -> str:
    """The tense of a date under a verb of the past: a noun between them may lie on either side ("the May 10 vote")."""
    if dates_verb(doc, start, end) or _opens_sentence(doc, start):
        return "past"
    return "near" if is_attributive(doc, start, end) else "past noun"


def _opens_sentence(doc: Doc, start: int) -> bool:
    """True for "In November, ..." at the front of a sentence, which dates the sentence wherever the parser hangs it."""
    token = head_of(doc, start, start + 1)
    if token is None or token.i == 0:
        return token is not None
    return token.is_sent_start or (
        token.nbor(-1).lower_ in ("in", "on") and (token.i == 1 or token.nbor(-1).is_sent_start)
    )


def _same_sentence(text: str, year_end: int, start: int) -> bool:
    """True when a long past year ended at `year_end`, and no sentence ends between it and `start`."""
    return 0 <= year_end <= start <= year_end + _NEAR_YEAR and not _SENTENCE_END.search(text, year_end, start)


def _strays(told: Interval, anchor: Interval) -> bool:
    """True for a year far from the one told of: a glance aside, "the largest since 1702"."""
    whole_year = told.start[4:] == "-01-01" and told.end[4:] == "-12-31"
    return bool(anchor.start) and whole_year and abs(int(told.start[:4]) - int(anchor.start[:4])) > _ASIDE


def _long_past(told: Interval, published: Interval) -> bool:
    return bool(published.start) and int(told.end[:4]) < int(published.start[:4]) - 1


def lacks_year(when: When) -> bool:
    """True for a month, with or without its day, that lacks its year."""
    return isinstance(when, Calendar) and when.month is not None and when.year is None


def core_of(when: When) -> When:
    """The expression inside "since", "early" and the like."""
    while not isinstance(when, Range | Shift) and hasattr(when, "of"):
        when = when.of
    return when.last if isinstance(when, Range) else when


def prints_year(when: When) -> bool:
    """True when the expression names its year, decade or century."""
    core = core_of(when)
    return getattr(core, "year", None) is not None or getattr(core, "unit", "") in ("decade", "century")


def _tells_history(expressions: list[When], published: Interval) -> bool:
    """True when months without a year belong to the year told of.

    Most printed years lie well before publication, some with their month, and hardly anything is told by weekday or as
    "today", as news is.
    """
    cores = [core_of(when) for when in expressions]
    years = [core.year for core in cores if isinstance(core, Calendar) and core.year is not None]
    old = sum(not published.start or year < int(published.start[:4]) - 1 for year in years)
    full = sum(isinstance(core, Calendar) and bool(core.year and core.month) for core in cores)
    news = sum(_tells_news(core) for core in cores)
    return old >= 7 and full >= 2 and old >= 0.5 * len(years) and news <= 0.25 * old


def _tells_news(when: When) -> bool:
    if isinstance(when, Calendar):
        return when.weekday is not None and when.day is None
    return (
        isinstance(when, Nearby)
        and not when.told
        and not when.loose
        and when.unit in ("day", "week", "weekday", "month", "month name", "season")
    )


def _day_first(texts: list[str]) -> bool | None:
    """Whether this article writes 3/4 for 3 April: told by its plain numeric dates, else by its dates with month names."""
    votes = {True: 0, False: 0}
    if not any(_FIGURES.search(text) for text in texts):
        return None
    for text in texts:
        for order in _orders(text):
            votes[order] += 1
    if bool(votes[True]) == bool(votes[False]):
        return None
    return votes[True] > 0


def _orders(text: str) -> tuple[bool, ...]:
    orders = []
    for found in read_dates(text):
        printed = text[found.start : found.end]
        if not isinstance(found.when, Calendar) or not found.when.day or not found.when.month:
            continue
        first = printed.lstrip("the ")[:1]
        numeric = printed.replace("/", "").replace("-", "").replace(".", "").isdigit()
        if numeric and printed[:4].isdigit():
            continue
        if numeric:
            orders.append(int(printed[: 2 if printed[1:2].isdigit() else 1]) == found.when.day)
        elif found.when.weekday is None and printed[-1:].isdigit():
            orders.append(first.isdigit())
    return tuple(orders)
