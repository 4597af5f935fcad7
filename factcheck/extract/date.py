"""The dates of an article as claims, the days on which a statement holds, and dates that cannot be.

The value of a date claim is `as_of_start` to `as_of_end`, both included. How words become days:

- a date by itself is the days it names: "March 2022" is 2022-03-01 to 2022-03-31;
- "since 2022" runs from 2022-01-01 to the publication date (blank when that is unknown);
- "by the end of October", said of what is to come, runs from the publication date to 31 October, else its start is blank;
- "early", "mid", "late" are halves: early October is the 1st to the 16th;
- "two weeks ago" has half a unit's leeway: three days before and after; "three days ago" is that day;
- a weekday or month without more is the latest one under a past tense, the next under a future tense, else the nearest;
- what depends on an unknown publication date stays blank.

`text` is the expression as printed, with its preposition only where that changes the value ("since 2022"). Durations
("for three weeks", "over the next two years") are amounts and no dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from factcheck.extract.date_grammar import Expression, read_dates
from factcheck.extract.date_tense import event_of, governor, head_of, is_parsed, tense_of, verb_above, verb_tense
from factcheck.extract.frames_words import relation
from factcheck.extract.publication import infer_published
from factcheck.language.blocks import sentence_at
from factcheck.language.lexicons import read_lexicon
from factcheck.model import Block, Claim, Parsed
from factcheck.normalise import time
from factcheck.normalise.time import UNKNOWN, Interval
from factcheck.normalise.when import Bound, Calendar, Context, Nearby, Range, Shift, When, Window, resolve

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["DateFault", "Dated", "date_faults", "dated_expressions", "extract_dates", "infer_published", "statement_time"]

_TOLD = 0.6  # confidence of a date that hangs on another date of the text ("the following day")
_RELATIVE = 0.9  # of one that hangs on the publication date
_BLANK = 0.5  # of one without a value
_BESIDE = 120  # characters: no longer bracket is a conversion
_BETWEEN = re.compile(r"\s*(?:\([^()]*\))?\s*(?:in |for |during )?(?:the )?", re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class DateFault:
    """A date at `[start, end)` that cannot be. kind: `weekday` (it does not fit its date) or `impossible` (June 31)."""

    start: int
    end: int
    text: str
    kind: str
    explanation: str
    suggestion: str


def extract_dates(parsed: Parsed) -> list[Claim]:
    """The dates of an article as claims in reading order; subject, predicate and object tell what is dated."""
    return [_claim(parsed, dated) for dated in dated_expressions(parsed) if dated.kind == "date"]


def dated_expressions(parsed: Parsed) -> Iterator[Dated]:
    """Every time expression of an article with its value; counted spans beside now have the kind `window`.

    An expression that hangs on a date told before it ("the following day") takes the nearest before it in the text.
    """
    blocks = [block for block in parsed.blocks if block.doc is not None]
    day_first = _day_first([block.doc.text for block in blocks])
    read = [(block, read_dates(block.doc.text, day_first)) for block in blocks]
    published = Interval(parsed.article.published.start, parsed.article.published.end)
    history = _tells_history([found.when for _, expressions in read for found in expressions], published)
    anchor = UNKNOWN
    for block, expressions in read:
        past_year = False
        for found in expressions:
            tense = tense_of(block.doc, found.start, found.end)
            if found.kind == "ahead" and tense != "future":
                continue
            context = Context(published, tense, anchor, history or past_year)
            value = resolve(found.when, context)
            kind = "date" if found.kind == "ahead" else found.kind
            yield Dated(block.start + found.start, block.start + found.end, kind, found.when, value, context, block)
            told = resolve(_core(found.when), context)
            if told.closed and kind == "date":
                anchor = told
                if _year_printed(found.when):
                    past_year = bool(published.start) and int(told.end[:4]) < int(published.start[:4]) - 1


def _claim(parsed: Parsed, dated: Dated) -> Claim:
    doc = dated.block.doc
    local = (dated.start - dated.block.start, dated.end - dated.block.start)
    subject, predicate, thing = event_of(doc, *local)
    return Claim(
        article=parsed.article.id,
        kind="date",
        start=dated.start,
        end=dated.end,
        text=parsed.article.text[dated.start : dated.end],
        sentence=sentence_at(dated.block, dated.start, dated.end),
        subject=subject,
        predicate=predicate,
        object=thing,
        as_of_start=dated.value.start,
        as_of_end=dated.value.end,
        confidence=_confidence(dated),
    )


def _confidence(dated: Dated) -> float:
    if not dated.value.known:
        return _BLANK
    when = _core(dated.when)
    if getattr(when, "told", False):
        return _TOLD
    if _year_printed(when):
        return 1.0
    return _TOLD if dated.context.narrative and not isinstance(when, Nearby | Shift) else _RELATIVE


def _core(when: When) -> When:
    """The expression inside "since", "early" and the like."""
    while not isinstance(when, Range | Shift) and hasattr(when, "of"):
        when = when.of
    return when.last if isinstance(when, Range) else when


def _year_printed(when: When) -> bool:
    """True when the expression names its year, decade or century."""
    core = _core(when)
    return getattr(core, "year", None) is not None or getattr(core, "unit", "") in ("decade", "century")


def _tells_history(expressions: list[When], published: Interval) -> bool:
    """True when months without a year belong to the year told of: most printed years lie well before publication."""
    years = [core.year for core in map(_core, expressions) if isinstance(core, Calendar) and core.year is not None]
    if not published.start:
        return bool(years)
    old = sum(year < int(published.start[:4]) - 1 for year in years)
    return old >= 5 and old >= 0.7 * len(years) and len(years) >= 0.1 * len(expressions)


def _day_first(texts: list[str]) -> bool | None:
    """Whether this article writes 3/4 for 3 April: told by its plain numeric dates, else by its dates with month names."""
    votes = {True: 0, False: 0}
    for text in texts:
        for order in _orders(text):
            votes[order] += 1
    if bool(votes[True]) == bool(votes[False]):
        return None
    return votes[True] > 0


@lru_cache(maxsize=256)
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


# When a statement holds


def statement_time(parsed: Parsed, block: Block, start: int, end: int, dates: list[Claim]) -> tuple[str, str]:
    """The first and last day on which the statement at `[start, end)` holds; ("", "") when nothing tells.

    In this order: a date that belongs to the same noun or verb, or to one above it in the sentence ("said on Friday that
    80,000 have been trained" holds as of Friday); the only other date of the sentence, if it stands in the same clause;
    the tense: what is to come holds from the publication date on (open end), all else as of the publication date. Words
    such as "so far" and "already", and a start ("since 2022"), tie a statement to the day on which it is made.
    """
    published = parsed.article.published
    if block.doc is None:
        return published.start, published.end
    doc = block.doc
    local = (start - block.start, end - block.start)
    sentence = _sentence(doc, *local)
    near = [
        (claim.start - block.start, claim.end - block.start, Interval(claim.as_of_start, claim.as_of_end))
        for claim in dates
        if claim.kind == "date" and block.start <= claim.start < block.end and not (start <= claim.start < end)
    ]
    near = [entry for entry in near if sentence[0] <= entry[0] < sentence[1] and entry[2].known]
    near += _windows(doc, sentence, Interval(published.start, published.end), near)
    near = [entry for entry in near if not _is_since(doc, entry[0])]
    if not is_parsed(doc):
        nearest = min(near, key=lambda entry: (_gap(entry, local), entry[0]), default=None)
        return tuple(nearest[2]) if nearest else (published.start, published.end)
    beside = _beside(doc.text, local, near)
    if beside is not None:
        return beside.start, beside.end
    head = head_of(doc, *local)
    found = _governed(doc, head, near) if head is not None else None
    if found is not None:
        return found.start, found.end
    verb = verb_above(head) if head is not None else None
    if verb is not None and verb_tense(verb) == "future":
        return published.start, ""
    return published.start, published.end


def _beside(text: str, local: tuple[int, int], near: list[tuple[int, int, Interval]]) -> Interval | None:
    """The date right after an amount, at most a bracket between them: "€1.4 billion ($1.6 billion) this year"."""
    for start, _, value in near:
        if local[1] <= start <= local[1] + _BESIDE and _BETWEEN.fullmatch(text, local[1], start):
            return value
    return None


def _governed(doc: Doc, head: Token, near: list[tuple[int, int, Interval]]) -> Interval | None:
    """The date that hangs on the head of a statement, or on the nearest word above it that bears a date."""
    owners: dict[int, list[tuple[int, Interval]]] = {}
    for start, end, value in near:
        root = head_of(doc, start, end)
        owner = governor(root) if root is not None else None
        if owner is not None:
            owners.setdefault(owner.i, []).append((abs(start - head.idx), value))
    made_now = _made_now(doc, head)
    token, own_clause = head, True
    for _ in range(len(doc)):
        if token.i in owners and not (own_clause and made_now):
            return min(owners[token.i])[1]
        if token.head.i == token.i:
            return None
        if token.pos_ == "VERB" and relation(token) in ("ccomp", "parataxis", "conj", "advcl", "acl"):
            own_clause = False
            if relation(token) in ("conj", "acl", "advcl"):
                # A date of the first of two joined clauses, or of the clause around, says nothing of the second.
                return None
        token = token.head
    return None


def _made_now(doc: Doc, head: Token) -> bool:
    """True when a word such as "so far" or "currently" stands in the clause of a statement."""
    verb = verb_above(head) or head
    words = " ".join(token.lower_ for token in verb.subtree) if verb.i != head.i else head.sent.text.lower()
    padded = f" {words} "
    return any(f" {word} " in padded for word in read_lexicon("calendar")["now_words"])


def _sentence(doc: Doc, start: int, end: int) -> tuple[int, int]:
    head = head_of(doc, start, end) if doc.has_annotation("SENT_START") else None
    return (head.sent.start_char, head.sent.end_char) if head is not None else (0, len(doc.text))


def _windows(doc: Doc, sentence: tuple[int, int], published: Interval, near: list) -> list[tuple[int, int, Interval]]:
    """The counted spans of time beside now in a sentence: "over the next two years"."""
    found = []
    for expression in _read_again(doc.text[sentence[0] : sentence[1]]):
        if isinstance(expression.when, Window):
            value = resolve(expression.when, Context(published))
            if value.known:
                found.append((sentence[0] + expression.start, sentence[0] + expression.end, value))
    return found


@lru_cache(maxsize=512)
def _read_again(text: str) -> tuple[Expression, ...]:
    return tuple(read_dates(text))


def _is_since(doc: Doc, start: int) -> bool:
    """True for a date that only says when something began: "since 2022", "since its launch in May 2022"."""
    if doc.text[start : start + 6].lower() == "since ":
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


# Dates that cannot be


def date_faults(parsed: Parsed, dates: list[Claim]) -> list[DateFault]:
    """The dates of an article whose weekday does not fit, or that the calendar does not have.

    A weekday is judged where the year is printed, or where one year lies near the publication date (it must then be known
    to within a month). `dates` may be any claims of the article: only those of kind date are looked at.
    """
    claimed = {(claim.start, claim.end) for claim in dates if claim.kind == "date"}
    faults = []
    for dated in dated_expressions(parsed):
        if (dated.start, dated.end) not in claimed:
            continue
        text = parsed.article.text[dated.start : dated.end]
        for when in _days(dated.when):
            fault = _fault(when, dated, text)
            if fault:
                faults.append(fault)
                break
    return faults


def _days(when: When) -> Iterator[Calendar]:
    if isinstance(when, Calendar):
        if when.day and when.month:
            yield when
    elif isinstance(when, Range):
        yield from _days(when.first)
        if isinstance(when.last, Calendar) and when.last.day and when.last.month:
            yield Calendar(when.last.year, when.last.month, when.last.day)
    elif isinstance(when, Bound) or hasattr(when, "of"):
        yield from _days(when.of)


def _fault(when: Calendar, dated: Dated, text: str) -> DateFault | None:
    names = {number: name.capitalize() for name, number in read_lexicon("calendar")["months"].items()}
    weekdays = {number: name.capitalize() for name, number in read_lexicon("calendar")["weekdays"].items()}
    if not 1 <= when.month <= 12 or not time.is_day(when.year or 2000, when.month, when.day):
        if not 1 <= when.month <= 12:
            return DateFault(dated.start, dated.end, text, "impossible", f"there is no month {when.month}", "")
        last = time.month(when.year or 2000, when.month).end[8:]
        year = f" {when.year}" if when.year and when.month == 2 else ""
        why = f"{names[when.month]}{year} has only {int(last)} days"
        return DateFault(dated.start, dated.end, text, "impossible", why, f"{names[when.month]} {int(last)}")
    if when.weekday is None:
        return None
    plain = Calendar(when.year, when.month, when.day)
    published = dated.context.published
    first, last = time.parse_day(published.start), time.parse_day(published.end)
    if when.year is None and (dated.context.narrative or not first or not last or (last - first).days > 31):
        return None
    candidates = [resolve(plain, Context(published, tense)) for tense in ("past", "future")]
    days = sorted({found.start for found in candidates if found.known and found.start == found.end})
    fits = [day for day in days if time.parse_day(day).weekday() == when.weekday]
    near = min(days, key=lambda day: (abs((time.parse_day(day) - first).days) if first else 0, day), default="")
    if fits or not near:
        return None
    true = time.parse_day(near)
    why = f"{true.day} {names[true.month]} {true.year} was a {weekdays[true.weekday()]}, not a {weekdays[when.weekday]}"
    return DateFault(dated.start, dated.end, text, "weekday", why, weekdays[true.weekday()])
