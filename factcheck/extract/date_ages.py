"""Ages that do not fit two dates: a birth beside a death, or beside the day of publication.

Only what is surely said of one person is compared: a birth and an age with the same name, or a pronoun or relative clause
that can mean nobody else. "then 25", "was 25 when" and ages at an undated event are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factcheck.extract.date_tense import governor, head_of, is_parsed, verb_above
from factcheck.extract.frames_words import phrase, relation
from factcheck.language.blocks import sentence_span
from factcheck.language.lexicons import read_lexicon
from factcheck.model import Block, Claim, Parsed
from factcheck.normalise import time
from factcheck.normalise.time import Interval

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PRONOUNS = frozenset({"he", "she"})
_DEATHS = frozenset({"die", "pass"})
# What tells of another day than that of publication.
_ANOTHER_DAY = re.compile(
    r"(?<!\w)(?:then|when|while|at the time|turn(?:s|ed|ing)?|would|will|became|former|late|died|dead|death|was killed"
    r"|(?:at|by|since|before|until) (?:the )?age)(?!\w)",
    re.IGNORECASE,
)
# "at the age of 50", "aged 50", ", 50," beside a death; characters before the number.
_LOOK_BACK = 24
_AT_AGE = re.compile(r"\bat (?:the )?(?:age (?:of )?)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrongAge:
    """An age at `[start, end)` of the article that does not fit; `fits` is the age or ages that would."""

    start: int
    end: int
    explanation: str
    fits: str


@dataclass(frozen=True, slots=True)
class _Event:
    """A birth, a death or an age: whose, where in the text, and in which sentence."""

    kind: str
    name: str
    start: int
    end: int
    sentence: tuple[int, int]
    when: Interval = time.UNKNOWN
    age: int = 0
    dies: bool = False  # the age is that of the verb of death


def wrong_ages(parsed: Parsed, dates: list[Claim]) -> list[WrongAge]:
    """The ages of an article that fit no day between its birth and its death or publication, in reading order.

    Each date counts as the whole span it names: who was born in 1980 is 39 or 40 in 2020. An age that is told with a
    death is held against the day of death, any other against the publication date, which must then be known.
    """
    dated = [claim for claim in dates if claim.kind == "date" and claim.as_of_start and claim.as_of_end]
    births = [claim for claim in dated if claim.predicate == "bear"]
    if not births:
        return []
    events = sorted(_events(parsed, dated), key=lambda event: (event.start, event.kind))
    events = _named(events)
    published = Interval(parsed.article.published.start, parsed.article.published.end)
    found = []
    for age in events:
        if age.kind != "age" or not age.name:
            continue
        birth = next((other for other in events if other.kind == "birth" and _same(age.name, other.name)), None)
        moment = _moment(age, events, dated, published, parsed.article.text) if birth else None
        if birth and moment and (wrong := _judge(age, birth, moment)):
            found.append(wrong)
    return found


def _events(parsed: Parsed, dated: list[Claim]) -> Iterator[_Event]:
    from factcheck.extract.frames import describe
    from factcheck.extract.quantity_scan import find_quantities

    for block in parsed.blocks:
        if block.doc is None or not is_parsed(block.doc):
            continue
        for claim in dated:
            if block.start <= claim.start < block.end and claim.predicate in {"bear", *_DEATHS}:
                sentence = sentence_span(block, claim.start, claim.end)
                kind = "birth" if claim.predicate == "bear" else "death"
                name = _holder(claim, block)
                when = Interval(claim.as_of_start, claim.as_of_end)
                yield _Event(kind, name, claim.start, claim.end, sentence, when)
        for mention in find_quantities(parsed.article.text[block.start : block.end]):
            if mention.kind == "age" and mention.bound == "exact" and mention.unit == "year" and mention.low % 1 == 0:
                start, end = block.start + mention.start, block.start + mention.end
                holder = describe(block.doc, mention.start, mention.end, topic=False).subject
                age = int(mention.low)
                sentence = sentence_span(block, start, end)
                dies = _told_of_death(block.doc, mention.start, mention.end)
                yield _Event("age", _name(holder), start, end, sentence, age=age, dies=dies)


def _told_of_death(doc: Doc, start: int, end: int) -> bool:
    """True for an age under a verb of death ("died aged 50"), not one beside it ("moved at 13 and died")."""
    head = head_of(doc, start, end)
    verb = verb_above(head) if head is not None else None
    if verb is not None and verb.lower_ == "aged" and verb.head.i != verb.i:
        verb = verb_above(verb.head)
    return verb is not None and verb.lemma_ in _DEATHS


def _holder(claim: Claim, block: Block) -> str:
    """Who was born or died: the claim's own subject, or the noun that a clause without one hangs on."""
    printed = claim.object or claim.subject
    if printed.lower() not in ("", "who"):
        return _name(printed)
    head = head_of(block.doc, claim.start - block.start, claim.end - block.start)
    verb: Token | None = governor(head) if head is not None else None
    if verb is None or relation(verb) != "acl":
        return ""
    return _name(phrase(verb.head))


def _name(holder: str) -> str:
    """A name as printed or a pronoun in lower case; "?" for somebody without a name, blank for nobody."""
    if holder.lower() in _PRONOUNS or not holder:
        return holder.lower()
    last = holder.split()[-1]
    if last.lower() in read_lexicon("calendar")["weekdays"] or last.lower() in read_lexicon("calendar")["months"]:
        return ""
    return holder if last[:1].isupper() else "?"


def _same(left: str, right: str) -> bool:
    """Whether two names can be one person's: the same surname, and no two different first names."""
    first, second = left.split(), right.split()
    if not first or not second or first[-1] != second[-1] or "?" in (left, right):
        return False
    return len(first) == 1 or len(second) == 1 or first[0] == second[0]


def _named(events: list[_Event]) -> list[_Event]:
    """The events with "he", "she" and a blank replaced by the one name of their sentence or of the one before."""
    sentences = sorted({event.sentence for event in events})
    names = {
        sentence: {event.name for event in events if event.sentence == sentence and event.name[:1].isupper()}
        | {event.name for event in events if event.sentence == sentence and event.name == "?"}
        for sentence in sentences
    }
    named = []
    for event in events:
        if event.name and event.name not in _PRONOUNS:
            named.append(event)
            continue
        place = sentences.index(event.sentence)
        near = names[event.sentence]
        if not near and event.name in _PRONOUNS and place:
            near = names[sentences[place - 1]]
        one = next(iter(near)) if len(near) == 1 else ""
        named.append(replace(event, name=one if one != "?" else ""))
        if one and one != "?":
            names[event.sentence] = {one}
    return named


def _moment(
    age: _Event, events: list[_Event], dated: list[Claim], published: Interval, text: str
) -> tuple[Interval, str] | None:
    """When somebody was of this age, and how to say so; None where that is not sure."""
    for death in events:
        if death.kind == "death" and death.sentence == age.sentence and _same(death.name, age.name):
            return (death.when, "at death") if age.dies else None
    start, end = age.sentence
    if not published.closed or _ANOTHER_DAY.search(text, start, end):
        return None
    if _AT_AGE.search(text, max(start, age.start - _LOOK_BACK), age.start):
        return None
    births = {(event.start, event.end) for event in events if event.kind == "birth"}
    for claim in dated:
        inside = start <= claim.start < end and (claim.start, claim.end) not in births
        if inside and (claim.as_of_end < published.start[:4] or claim.as_of_start[:4] > published.end[:4]):
            return None  # the sentence tells of another year
    return published, "at publication"


def _judge(age: _Event, birth: _Event, moment: tuple[Interval, str]) -> WrongAge | None:
    """The age as a fault when no two days of the two spans are so many years apart."""
    when, how = moment
    least, most = _years(birth.when.end, when.start), _years(birth.when.start, when.end)
    least = max(least, 0)
    if most < 0 or least <= age.age <= most:
        return None
    fits = str(most) if least == most else f"{least} or {most}" if most == least + 1 else f"{least} to {most}"
    why = f"somebody born {_printed(birth.when)} is {fits} {how} ({_printed(when)}), not {age.age}"
    return WrongAge(age.start, age.end, why, fits)


def _years(earlier: str, later: str) -> int:
    """Whole years from one ISO day to another."""
    return int(later[:4]) - int(earlier[:4]) - (later[5:] < earlier[5:])


def _printed(days: Interval) -> str:
    """A span of days as a reader writes it: a year, a month, a day, or its two ends."""
    first = time.parse_day(days.start)
    last = time.parse_day(days.end)
    if first is None or last is None:
        return f"{days.start} to {days.end}"
    if days == time.year(first.year):
        return str(first.year)
    months = {number: name.capitalize() for name, number in read_lexicon("calendar")["months"].items()}
    if days == time.month(first.year, first.month):
        return f"{months[first.month]} {first.year}"
    if first == last:
        return f"{first.day} {months[first.month]} {first.year}"
    return f"{days.start} to {days.end}"
