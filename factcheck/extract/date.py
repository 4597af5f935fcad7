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

from factcheck.extract.as_of import statement_time
from factcheck.extract.date_event import event_of
from factcheck.extract.date_faults import DateFault, date_faults
from factcheck.extract.dated import Dated, core_of, dated_expressions, lacks_year, prints_year
from factcheck.extract.publication import infer_published
from factcheck.language.blocks import sentence_at
from factcheck.model import Claim, Parsed

__all__ = [
    "DateFault",
    "Dated",
    "date_faults",
    "dated_expressions",
    "extract_dates",
    "infer_published",
    "statement_time",
]

_TOLD = 0.6  # confidence of a date that hangs on another date of the text ("the following day")
_RELATIVE = 0.9  # of one that hangs on the publication date
_BLANK = 0.5  # of one without a value


def extract_dates(parsed: Parsed) -> list[Claim]:
    """The dates of an article as claims in reading order; subject, predicate and object tell what is dated."""
    return [_claim(parsed, dated) for dated in dated_expressions(parsed) if dated.kind == "date"]


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
    when = core_of(dated.when)
    if getattr(when, "told", False):
        return _TOLD
    if prints_year(when):
        return 1.0
    return _TOLD if dated.context.narrative and lacks_year(when) else _RELATIVE
