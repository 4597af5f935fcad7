"""Quantities on one fact that differ: conflicts, slips of the pen, totals that grew or fell, hedges that disagree.

The facts come from linking; here the values of each are grouped as printed, ordered in time where the dates allow it, and
judged. One row a disagreement: all articles that print a value stand on its side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from factcheck.checks.findings import Finding, Tables, likelier, rows_by_key
from factcheck.checks.intervals import Figure, can_both_hold, hedges_disagree, rounding_of, same_anchor, slip
from factcheck.checks.tolls import tolls_agree
from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.slips import SURE_DIGITS, shared_digits
from factcheck.normalise.terms import canonical_predicate, parse_predicate

# What "about" allows on either side before two figures are taken to differ.
HEDGE = 0.05
# A figure that two articles print so many days apart is one figure as long as nothing says that it changed.
MOST_DAYS = 3
# Below this a pair may still be two facts: worth a look, but no error.
SURE = 0.9
# Below this it is a note.
LIKELY = 0.75
# Figures so many times apart are two facts oftener than one mistaken: of those that are not SURE, a note.
FAR_APART = 5
# What makes of "two" some of those that were told of before.
PART = re.compile(r" of (?:them|these|those)\b")


@dataclass(frozen=True, slots=True)
class Value:
    """One printed value of a fact: its figure, the claims that print it (earliest first) and when it holds.

    printed_now: nothing in the sentence says when, so that it holds on the day of publication."""

    figure: Figure
    rows: tuple[int, ...]
    start: str
    end: str
    printed_now: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two values of one fact (left the earlier) and what they show: case is conflict, slip, grew, fell or hedges."""

    case: str
    left: Value
    right: Value
    more: tuple[int, ...]
    probability: float
    why: str
    words: str = ""
    unsure: str = ""


@lru_cache(maxsize=1)
def judge_facts(tables: Tables) -> tuple[Judgement, ...]:
    """The judgement of every fact whose printed values differ, in the order of the facts; consistent ones are left out."""
    judged = []
    quantities = tables.claims[(tables.claims["kind"] == "quantity") & (tables.claims["fact"] >= 0)]
    chosen = tables.chosen
    columns = zip(
        *(chosen[name].tolist() for name in ("left", "right", "weight", "probability", "why_matched")), strict=True
    )
    facts = tables.claims["fact"].to_dict()
    pairs = rows_by_key((facts[pair[0]], pair) for pair in columns)
    for fact, rows in sorted(rows_by_key((claim.fact, claim) for claim in quantities.itertuples()).items()):
        if len(rows) > 1:
            judged.extend(judge_fact(rows, pairs.get(fact, []), tables))
    return tuple(judged)


def judge_fact(rows, pairs: list[tuple], tables: Tables) -> Iterator[Judgement]:
    """The judgements on one fact: its growth as one row, then each two values that hold at one time and differ.

    rows: its claims as named tuples; pairs: those that join them (left, right, weight, probability, why_matched).
    """
    cumulative = adds_up(rows)
    values = group_values(rows, cumulative)
    if len(values) < 2:
        return
    grown = None
    if cumulative:
        grown = growth(values)
        if grown:
            older, latest = grown
            left = older[0]
            more = tuple(row for value in older[1:] for row in value.rows)
            joined = strongest(pairs, [row for value in older for row in value.rows], latest.rows)
            # The oldest and the latest value may hang together by one between them only.
            every = [claim.Index for claim in rows]
            chance, why = joined or strongest(pairs, every, every)
            yield Judgement("grew", left, latest, more, chance, why)
    for i, one in enumerate(values):
        for two in values[i + 1 :]:
            linked = strongest(pairs, one.rows, two.rows)
            if linked is None or (grown and grown[1] in (one, two)):
                continue
            if tolls_agree(tables.claims.loc[one.rows[0]], tables.claims.loc[two.rows[0]], tables):
                continue
            slipped = slip(one.figure, two.figure) and surely_slipped(one.figure, two.figure)
            if not slipped and two_scopes(tables.claims.loc[one.rows[0]], tables.claims.loc[two.rows[0]]):
                continue
            case, words, unsure = judge_values(one, two, cumulative, same_article(tables, one, two))
            if case:
                yield Judgement(case, one, two, (), linked[0], linked[1], words, unsure)


def two_scopes(left, right) -> bool:
    """Whether one of two claims tells a plan, a forecast or a possibility and the other a fact, or only one of them a part.

    "may bring the lake to 40 percent" and "the lake stands at 55 percent" both hold, and so do "four men were in the car"
    and "two of them died".
    """
    first, second = (parse_predicate(claim["predicate"]) for claim in (left, right))
    if first.base and second.base and bool(first.scope) != bool(second.scope):
        return True
    return tells_part(left) != tells_part(right)


def tells_part(claim) -> bool:
    """Whether a claim counts some of those told of before: "two of them", "three of the men"."""
    behind = claim["sentence"].partition(claim["text"])[2]
    return not claim["unit"] and bool(PART.match(behind))


def judge_values(one: Value, two: Value, cumulative: bool, within: bool) -> tuple[str, str, str]:
    """The case for two values of one fact (`one` the earlier), words for it, and what makes it unsure; blank if they agree."""
    left, right = one.figure, two.figure
    if same_anchor(left, right):
        return ("hedges", "", "") if hedges_disagree(left, right) and not within else ("", "", "")
    order = in_time(one, two)
    unsure = "one of the two is undated, so that it may be an update" if order == "unknown" else ""
    if can_both_hold(left, right, HEDGE):
        both_below = {left.bound, right.bound} <= {"more_than", "at_least"}
        return ("hedges", "", "") if both_below and order == "same" and not within else ("", "", "")
    words = slip(left, right)
    if order in ("before", "after") and cumulative:
        fell = right.anchor < left.anchor if order == "before" else right.anchor > left.anchor
        return ("fell", "", "") if fell else ("", "", "")
    if order in ("before", "after"):
        if shortly_after(one, two):
            unsure = "the articles came out on different days, so that it may be an update"
        elif words and surely_slipped(left, right) and (one.printed_now or two.printed_now):
            unsure = "one of the articles tells it of another time"
        else:
            return "", "", ""
    return ("slip" if words else "conflict", words, unsure)


def group_values(rows, cumulative: bool) -> list[Value]:
    """The distinct printed values of a fact, the earliest first; claims of one figure and kind of bound stand together.

    A running total holds when it was published: the dead of Friday are counted again on Saturday. Other figures hold on the
    days that the sentence says.
    """
    groups: dict[tuple, list] = {}
    for claim in rows:
        low, high = known(claim.low_base), known(claim.high_base)
        groups.setdefault((low, high, claim.bound), []).append(claim)
    values = []
    for claims in groups.values():
        claims.sort(key=lambda claim: (published_key(claim), claim.article, claim.start))
        figure = to_figure(claims[0])
        start, end = time_of(claims, cumulative)
        now = bool(start) and start == end == claims[0].published
        values.append(Value(figure, tuple(claim.Index for claim in claims), start, end, now))
    return sorted(values, key=lambda value: (value.start or "~", value.figure.anchor, value.figure.bound))


def to_figure(claim) -> Figure:
    """The claim's figure in the unit in which figures are compared, with the rounding of its last printed digit."""
    low, high = known(claim.low_base), known(claim.high_base)
    own = known(claim.low) if known(claim.low) is not None else known(claim.high)
    compared = low if low is not None else high
    scale = compared / own if own and compared is not None else 1.0
    return Figure(low, high, claim.bound, rounding_of(claim.text, own or 0.0) * scale)


def time_of(claims, cumulative: bool) -> tuple[str, str]:
    """First and last day on which a value is known to hold, from its earliest claim that has a date; blank when none has."""
    for claim in claims:
        if cumulative and claim.published:
            start, _, end = claim.published.partition("/")
            return start, end if "/" in claim.published else start
        if claim.as_of_start or claim.as_of_end:
            return claim.as_of_start, claim.as_of_end
    return "", ""


def known(value: float | None) -> float | None:
    """The value as a float, None for an open end (which a table holds as not-a-number)."""
    return None if value is None or value != value else float(value)


def published_key(claim) -> str:
    """What claims sort by so that the earliest publication comes first and the undated last."""
    return claim.published or "~"


def in_time(one: Value, two: Value) -> str:
    """How the times of two values stand: before, after, same (they overlap) or unknown (one has no date)."""
    if not (one.start or one.end) or not (two.start or two.end):
        return "unknown"
    if one.end and two.start and one.end < two.start:
        return "before"
    if two.end and one.start and two.end < one.start:
        return "after"
    return "same"


def surely_slipped(left: Figure, right: Figure) -> bool:
    """Whether two figures that a slip tells apart have so many digits in common that chance is hardly to blame."""
    return shared_digits(left.anchor, right.anchor) >= SURE_DIGITS


def shortly_after(one: Value, two: Value) -> bool:
    """Whether two values hold a few days apart, one of them at least on the day on which its article came out.

    Then nothing says that the figure changed in between. A time of its own ("in 2012", "last month") is another matter.
    """
    if not (one.printed_now or two.printed_now) or not (one.start and two.start):
        return False
    first, last = sorted((one.start, two.start))
    return (date.fromisoformat(last) - date.fromisoformat(first)).days <= MOST_DAYS


def growth(values: list[Value]) -> tuple[list[Value], Value] | None:
    """The older, smaller values of a running total and the latest, greatest one; None when it did not grow over time."""
    dated = [value for value in values if value.start]
    if len(dated) < 2:
        return None
    latest = max(dated, key=lambda value: (value.start, value.figure.anchor))
    older = [
        value
        for value in dated
        if value is not latest
        and value.start < latest.start
        and in_time(value, latest) == "before"
        and value.figure.anchor < latest.figure.anchor
        and not same_anchor(value.figure, latest.figure)
    ]
    return (older, latest) if older else None


@cache
def running_totals() -> frozenset[str]:
    """The canonical predicates whose counts only ever add up: the dead, the trained, the arrested."""
    return frozenset(canonical_predicate(word) for word in read_lexicon("totals")["predicates"])


def adds_up(rows) -> bool:
    """Whether the fact is a running total: what happened is of a kind that only adds up, in most of its claims."""
    adding = sum(canonical_predicate(claim.predicate) in running_totals() for claim in rows)
    return adding > 0.5 * len(rows)


def same_article(tables: Tables, one: Value, two: Value) -> bool:
    """Whether both values are printed in one article and nowhere else."""
    return len(set(tables.claims.loc[[*one.rows, *two.rows], "article"])) == 1


def strongest(pairs: list[tuple], left: Sequence[int], right: Sequence[int]) -> tuple[float, str] | None:
    """The probability and reasons of the likeliest pair between two groups of claims; None when no pair joins them."""
    one, two = set(left), set(right)
    joined = [pair for pair in pairs if (pair[0] in one and pair[1] in two) or (pair[0] in two and pair[1] in one)]
    if not joined:
        return None
    best = min(joined, key=lambda pair: (-pair[2], pair[0], pair[1]))
    return float(best[3]), str(best[4])


def find_cases(case: str, tables: Tables, least: float) -> Iterator[Finding]:
    """The findings of one case (conflict, slip, grew, fell, hedges) whose pair is at least `least` likely."""
    for judgement in judge_facts(tables):
        if judgement.case == case and judgement.probability >= least:
            yield to_finding(judgement, tables)


def to_finding(judgement: Judgement, tables: Tables) -> Finding:
    """The row of one judgement, with what is likely right where something speaks for it."""
    claims = tables.claims
    left, right = judgement.left.rows, judgement.right.rows
    first, second = claims.loc[left[0]], claims.loc[right[0]]
    level, detail = "" if judgement.probability >= SURE else "warning", judgement.words
    anchors = sorted(abs(value.figure.anchor) for value in (judgement.left, judgement.right))
    far = judgement.case == "conflict" and anchors[0] * FAR_APART < anchors[1]
    if judgement.probability < (SURE if far else LIKELY):
        level = "note"
    if judgement.unsure:
        # A slip is one whichever article came first.
        level = "warning" if judgement.words and judgement.probability >= SURE else "note"
        detail = "; ".join(filter(None, (detail, judgement.unsure)))
    sources = {name for name in (first["source"], second["source"]) if name}
    if len(sources) == 2 and judgement.case in ("conflict", "slip"):
        level = level or "warning"
        detail = "; ".join(filter(None, (detail, f"the figures come from {first['source']} and {second['source']}")))
    return Finding(
        left=left[0],
        right=right[0],
        left_also=(*left[1:], *judgement.more),
        right_also=right[1:],
        confidence=judgement.probability,
        subject=describe_fact(first, second),
        identity=(first["object"] or first["predicate"], *sorted((value_key(first), value_key(second)))),
        detail=detail,
        suggestion=suggest(judgement, first, second, tables),
        why=judgement.why,
        level=level,
    )


def describe_fact(first, second) -> str:
    """What the fact is about, in the words of the fuller of two claims: "Ukrainian soldier, train (EU)"."""
    fuller = max((first, second), key=lambda claim: (len(claim["object"]), len(claim["subject"])))
    words = ", ".join(filter(None, (fuller["object"], fuller["predicate"])))
    return f"{words} ({fuller['subject']})" if fuller["subject"] and words else words or fuller["subject"]


def value_key(claim) -> str:
    """A printed value as the fingerprint holds it: figure, bound and unit, free of offsets and articles."""
    low, high = known(claim["low"]), known(claim["high"])
    return f"{'' if low is None else f'{low:.12g}'}..{'' if high is None else f'{high:.12g}'} {claim['bound']} {claim['unit']}"


def suggest(judgement: Judgement, first, second, tables: Tables) -> str:
    """What is likely right and why: the later figure of a total that grew, else the value of most outlets; may be blank."""
    if judgement.case == "grew":
        return f"Both may be right at their time; the later figure is {second['text']} ({second['published']})."
    if judgement.case == "hedges":
        return "Agree on one wording: the two hedges do not mean the same."
    sides = [tables.claims.loc[list(rows)] for rows in (judgement.left.rows, judgement.right.rows)]
    return likelier((first["text"], second["text"]), sides)


def find_conflicts(tables: Tables, tolerance) -> Iterator[Finding]:
    """Values of one fact that cannot both hold at one time.

    Flagged: "12 were hurt in the crash" and "15 were hurt in the crash" on one day. Passed: "about 12" and "12".
    """
    return find_cases("conflict", tables, tolerance.get("probability", 0.8))


def find_slips(tables: Tables, tolerance) -> Iterator[Finding]:
    """Values of one fact that a slip of the pen would explain: a factor of ten or a thousand, two digits swapped."""
    return find_cases("slip", tables, tolerance.get("probability", 0.8))


def find_growth(tables: Tables, tolerance) -> Iterator[Finding]:
    """Running totals that a later article gives higher."""
    return find_cases("grew", tables, tolerance.get("probability", 0.8))


def find_falls(tables: Tables, tolerance) -> Iterator[Finding]:
    """Running totals that a later article gives lower, which a total that only adds up cannot be."""
    return find_cases("fell", tables, tolerance.get("probability", 0.8))


def find_hedges(tables: Tables, tolerance) -> Iterator[Finding]:
    """One figure hedged in ways that do not agree: "over 80,000" and "approximately 80,000"."""
    return find_cases("hedges", tables, tolerance.get("probability", 0.8))
