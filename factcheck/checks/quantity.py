"""Quantities on one fact that differ: conflicts, slips of the pen, totals that grew or fell, hedges that disagree.

The facts come from linking; here the values of each are grouped as printed, ordered in time where the dates allow it, and
judged. One row a disagreement: all articles that print a value stand on its side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from factcheck.checks.findings import Finding, Tables, likelier, rows_by_key
from factcheck.checks.intervals import Figure, can_both_hold, digits_of, hedges_disagree, same_anchor, slip
from factcheck.checks.tolls import tolls_agree
from factcheck.checks.values import Value, describe_fact, group_values, in_time, known, shortly_after, value_key
from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.slips import SURE_DIGITS, SWAPPED, mistyped_digit, shared_digits, thousandfold
from factcheck.normalise.terms import canonical_predicate, compare_heads, parse_predicate

# What "about" allows on either side before two figures are taken to differ.
HEDGE = 0.05
# Half of the world's papers write "tons" of those of 1,000 kilograms.
TONS = frozenset({"ton", "metric_ton"})
# Below this a pair may still be two facts: worth a look, but no error.
SURE = 0.9
# Below this it is a note.
LIKELY = 0.75
# From here on a slip that leaves SURE_DIGITS digits as they are is no chance.
LIKELY_SLIP = 0.85
# Figures so many times apart are two facts oftener than one mistaken: of those that are not SURE, a note.
FAR_APART = 5
# A bound says where a figure lies, not how far beyond: one so many times off, by a slip, is no bound of the other's.
WIDE_OF = 2
# Of a bound that says how close by the figure lies, nobody would say so of one so many times off.
CLOSE_BY = re.compile(
    r"(?:only )?(?:just|barely|slightly|a (?:little|bit|touch|shade)) (?:over|above|more than|under|below|less than|shy of)\b",
    re.IGNORECASE,
)
MOST_CLOSE_BY = 1.5
# Counts below this are a digit apart by chance.
LEAST_MISTYPED = 100
# Between a sum and the noun that it describes no preposition stands: "40 percent of its capacity" describes nothing.
BEFORE_NOUN = r"[ -](?:(?!(?:of|in|for|from|to|on|at|by|per|off|over|with)\b)[\w'’-]+ ){0,2}"
# Before a count: what is counted is there already, whatever is to become of it.
OWNED = re.compile(r"(?:\b(?:the|its|their|our|his|her)|['’]s?) $", re.IGNORECASE)
# What makes of "two" some of those that were told of before.
PART = re.compile(r" of (?:them|these|those)\b")
# "took two victims to one hospital, one to another": each is told its share.
SHARED_OUT = re.compile(
    r"[^,;.]{0,60} to [^,;]{2,80}[,;] (?:and )?(?:one|two|three|four|five|\d+|another|the others?)(?: \w+)? to ",
    re.IGNORECASE,
)
# "nine goals this season", "84 appearances in all competitions": a span of time, and all of it.
SPAN = re.compile(r"\b(?:this|last) (?:season|term|year|month|week|quarter)\b", re.IGNORECASE)
ALTOGETHER = re.compile(
    r"\b(?:in (?:all|total)|altogether|overall|career|lifetime|all-time|to date|ever)\b", re.IGNORECASE
)
CLAUSE = re.compile(r"[,;:—]|\s--?\s")


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
        if grown and two_things(tables, grown[0][0], grown[1]):
            grown = None
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
            if linked is None or (grown and grown[1] in (one, two)) or all_print_both(tables, one, two):
                continue
            first, second = tables.claims.loc[one.rows[0]], tables.claims.loc[two.rows[0]]
            if tolls_agree(first, second, tables):
                continue
            slipped = slip(one.figure, two.figure)
            # Of a likely pair two digits in common are enough: what was planned, and what came of it, are seldom the same
            # digits in another order.
            least = LIKELY if slipped == SWAPPED else SURE
            sure = linked[0] >= least or surely_slipped(one.figure, two.figure)
            if not (slipped and sure) and two_scopes(first, second):
                continue
            # Of a pair that is nearly certain a bound far from the other figure is a slip as well.
            gross = linked[0] >= SURE and wide_of(one.figure, two.figure) or too_far_for_close_by(one, two, tables)
            case, words, unsure = judge_values(one, two, cumulative, same_article(tables, one, two), gross)
            if case:
                yield Judgement(case, one, two, (), linked[0], linked[1], words, unsure)


def two_things(tables: Tables, one: Value, two: Value) -> bool:
    """Whether two values count things of two names: 19 districts do not grow to 79 deaths."""
    heads = (tables.claims.at[value.rows[0], "object"] for value in (one, two))
    return compare_heads(*heads) == "other"


def two_scopes(left, right) -> bool:
    """Whether one of two claims tells a plan, a forecast or a possibility and the other a fact, or only one of them a part.

    "may bring the lake to 40 percent" and "the lake stands at 55 percent" both hold, and so do "four men were in the car"
    and "two of them died". A sum that names a thing ("may vote on the $447 billion package") is no plan, and what was a million
    in the plan is no billion in fact; nor is a count of what there is already ("the city's 40,000 tenants may appeal").
    """
    if tells_part(left) != tells_part(right) or (not left["unit"] and tells_dead(left) != tells_dead(right)):
        return True
    if tells_span(left, right) or tells_span(right, left):
        return True
    first, second = (parse_predicate(claim["predicate"]) for claim in (left, right))
    if not first.base or not second.base or bool(first.scope) == bool(second.scope):
        return False
    planned = left if first.scope else right
    figures = [known(claim["low_base"]) or known(claim["high_base"]) or 0.0 for claim in (left, right)]
    return not (names_thing(planned) or thousandfold(*figures))


def names_thing(claim) -> bool:
    """Whether a figure stands right before the noun that it describes, a count behind an article or owner too: "a $447 billion
    jobs package", "the city's 40,000 tenants"."""
    before, _, behind = claim["sentence"].partition(claim["text"])
    head = claim["object"].split()[-1:]
    described = head and re.match(BEFORE_NOUN + re.escape(head[0]), behind)
    return bool(described and (claim["unit"] or OWNED.search(before)))


def wide_of(left: Figure, right: Figure) -> bool:
    """Whether a slip tells two figures apart of which one at least is a bound, and they lie WIDE_OF times apart or more."""
    if left.bound == right.bound == "exact":
        return False
    small, large = sorted(map(abs, digits_of(left, right)))
    digit = mistyped_digit(small, large) and small >= LEAST_MISTYPED
    return bool(small and large / small >= WIDE_OF and (slip(left, right) or digit))


def too_far_for_close_by(one: Value, two: Value, tables: Tables) -> bool:
    """Whether two values lie far apart of which one is hedged as lying close by, and the other too or exact.

    "Just over 200,000" is a bound that 400,000 keeps to, and means no such figure.
    """
    close = [bool(CLOSE_BY.match(tables.claims.at[value.rows[0], "text"])) for value in (one, two)]
    told = all(near or value.figure.bound == "exact" for near, value in zip(close, (one, two), strict=True))
    small, large = sorted(abs(value.figure.anchor) for value in (one, two))
    return any(close) and told and small > 0 and large / small > MOST_CLOSE_BY


def tells_part(claim) -> bool:
    """Whether a claim counts some only: "two of them", "two victims to the county hospital, one to the clinic"."""
    behind = claim["sentence"].partition(claim["text"])[2]
    return not claim["unit"] and bool(PART.match(behind) or SHARED_OUT.match(behind))


def tells_span(one, two) -> bool:
    """Whether the first of two claims counts what was in one span of time, and the second what there was altogether."""
    return bool(SPAN.search(near_words(one)) and ALTOGETHER.search(near_words(two)))


def near_words(claim) -> str:
    """The rest of a claim's clause behind its figure."""
    return CLAUSE.split(claim["sentence"].partition(claim["text"])[2])[0]


def tells_dead(claim) -> bool:
    """Whether a claim counts those shot or hurt fatally, who may be some of those that another one counts."""
    behind = claim["sentence"].partition(claim["text"])[2]
    return "fatally" in CLAUSE.split(behind)[0].lower().split()


def judge_values(one: Value, two: Value, cumulative: bool, within: bool, gross: bool = False) -> tuple[str, str, str]:
    """The case for two values of one fact (`one` the earlier), words for it, and what makes it unsure; blank if they agree.

    gross: they are surely one figure and too far apart for a bound of it (see `wide_of`).
    """
    left, right = one.figure, two.figure
    if {left.unit, right.unit} == TONS and can_both_hold(as_own(left), as_own(right), HEDGE):
        return "", "", ""
    if same_anchor(left, right):
        return ("hedges", "", "") if hedges_disagree(left, right) and not within else ("", "", "")
    order = in_time(one, two)
    unsure = "one of the two is undated, so that it may be an update" if order == "unknown" else ""
    if can_both_hold(left, right, HEDGE) and not gross:
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


def as_own(figure: Figure) -> Figure:
    """An exact or hedged figure in the unit that it is printed in."""
    scale = figure.own / figure.anchor if figure.anchor else 1.0
    low, high = (None if end is None else end * scale for end in (figure.low, figure.high))
    return replace(figure, low=low, high=high, rounding=figure.rounding * scale)


def surely_slipped(left: Figure, right: Figure) -> bool:
    """Whether two figures that a slip tells apart have so many digits in common that chance is hardly to blame."""
    return shared_digits(*digits_of(left, right)) >= SURE_DIGITS


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


def all_print_both(tables: Tables, one: Value, two: Value) -> bool:
    """Whether two articles or more print a value of the two, and each of them prints both: they agree with one another."""
    first, second = (set(tables.claims.loc[list(value.rows), "article"]) for value in (one, two))
    return first == second and len(first) > 1


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
    level = "" if judgement.probability >= SURE else "warning"
    # Of a conflict the detail is the verb of its message.
    detail = judgement.words or ("cannot both hold" if judgement.case == "conflict" and not judgement.unsure else "")
    anchors = sorted(abs(value.figure.anchor) for value in (judgement.left, judgement.right))
    far = judgement.case == "conflict" and anchors[0] * FAR_APART < anchors[1]
    if judgement.probability < (SURE if far else LIKELY):
        level = "note"
    if judgement.unsure:
        # A slip is one whichever article came first.
        digits = digits_of(judgement.left.figure, judgement.right.figure)
        least = LIKELY_SLIP if shared_digits(*digits) >= SURE_DIGITS else SURE
        level = "warning" if judgement.words and judgement.probability >= least else "note"
        lead = "differ, but" if judgement.case == "conflict" else ""
        detail = "; ".join(filter(None, (detail, f"{lead} {judgement.unsure}".strip())))
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


def suggest(judgement: Judgement, first, second, tables: Tables) -> str:
    """What is likely right and why: the later figure of a total that grew, else the value of most outlets; may be blank."""
    if judgement.case == "grew":
        return f"Both may be right at their time; the later figure is {second['text']} ({second['published']})."
    if judgement.case == "hedges":
        return "Agree on one wording."
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
