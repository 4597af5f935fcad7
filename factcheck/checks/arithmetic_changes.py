"""Changes that one sentence tells in two ways: with its levels, as a step and a share, as a lead in points, as a multiple."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from factcheck.checks.arithmetic import (
    FILL,
    HEDGE,
    LAST_DIGIT,
    A,
    B,
    P,
    lines_of,
    reach,
    read_roles,
    slack_of,
    to_finding,
)
from factcheck.checks.findings import Finding, Tables
from factcheck.checks.values import base_value, own_value, value_key
from factcheck.language.lexicons import read_lexicon

# -- a change between two levels ---------------------------------------------------------------------------------------

SIZE = r"(?:increase|rise|jump|gain|surge|leap|drop|decline|decrease|fall|loss|cut|reduction)"
# Words between two levels that are told in clauses of their own.
FAR = r"[^\x01\x02.;:!?]{0,80}?"
UP = r"(?:up|down|an? [a-z]+ of|an? [a-z]+ [a-z]+ of|or|which is|a)"
CHANGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{P},? to {HEDGE}{B}{FILL},? ?\(?(?:up |down )?from {HEDGE}{A}",
        rf"{P},? to {HEDGE}{B}{FILL},? compared (?:with|to) {HEDGE}{A}",
        rf"{B}{FILL},? compared (?:with|to) {HEDGE}{A}{FILL}(?:, | — | – | \(|\(){UP} {HEDGE}{P}(?! (?:from|since|over))",
        rf"{B}{FILL}, {HEDGE}{P} (?:more|fewer|less|higher|lower) than (?:the |its |their )?{HEDGE}{A}(?! (?:percent|times))",
        # "fell to 40 from 50, bringing the total to 900": what follows "to" is a level.
        rf"(?<!\bto ){P},? from {HEDGE}{A}{FILL} to {HEDGE}{B}",
        rf"to {HEDGE}{B}{FILL}, an? {HEDGE}{P} {SIZE} from (?:the |its |their )?{HEDGE}{A}",
        rf"{A}{FAR}{B}{FILL}, for an? {HEDGE}{P} {SIZE}\b",
        rf"to {HEDGE}{B}{FILL},? from {HEDGE}{A}{FILL}(?:, | — | – | \(){UP} {HEDGE}{P}(?! (?:from|since|in the|over|a year))",
        rf"from {HEDGE}{A}{FILL} to {HEDGE}{B}{FILL}(?:, | — | – | \(|\(){UP} {HEDGE}{P}(?! (?:from|since|in the|over|a year))",
        rf"to {HEDGE}{B}{FILL}(?:, | \()(?:up|down) (?:by )?{HEDGE}{P} from {HEDGE}{A}",
        rf"{B}{FILL}(?:, | \()(?:up|down) (?:by )?{HEDGE}{P} from {HEDGE}{A}",
    )
)


def find_wrong_changes(tables: Tables, tolerance) -> Iterator[Finding]:
    """Changes, in per cent or in the unit of the levels, that do not lead from the one level to the other.

    Flagged: "rose 20% to 60 from 40". Passed: "rose 50% to 60 from 40", what the printed digits allow, a change of shares in
    points, and anything within `digits` (0.6 unless told) of the last printed digit.
    """
    digits = tolerance.get("digits", LAST_DIGIT)
    for line in lines_of(tables):
        for before, after, change in read_roles(line, CHANGES, is_change):
            if not base_value(before) > 0:
                continue
            fault = judge_change(before, after, change, slack_of(change, digits))
            if not fault:
                continue
            yield to_finding(
                (before, after, change),
                sides=(change, after),
                subject=(after.object or change.object, change.predicate),
                detail=fault,
                suggestion=f"{fault}; mend the change or one of the levels.",
                why="a change and the two levels that it lies between, in one sentence",
            )


def is_change(before, after, change) -> bool:
    """Whether figures can be two levels and the change between them."""
    return before.unit == after.unit and change.unit in ("percent", "percentage_point", before.unit)


def judge_change(before, after, change, slack: float) -> str:
    """What the levels make instead of the printed change, in words; blank when they fit or cannot be compared."""
    (low, high), (least, most) = reach(before), reach(after)
    if any(map(math.isinf, (low, high, least, most))) or low <= 0:
        return ""
    told = reach(change)
    if before.unit == "percent":
        return judge_points(before, after, change, slack)
    if change.unit == "percent":
        made = (100 * (least - high) / high, 100 * (most - low) / low)
        exact = 100 * (base_value(after) - base_value(before)) / base_value(before)
        told = (100 * told[0], 100 * told[1])
        words = f"from {before.text} to {after.text} is {'up' if exact > 0 else 'down'} {abs(exact):.3g}%"
        rest = slack + 0.01 * abs(exact)
    elif change.unit == before.unit:
        made = (least - high, most - low)
        exact = base_value(after) - base_value(before)
        difference = abs(own_value(after) - own_value(before))
        words = f"from {before.text} to {after.text} is {'up' if exact > 0 else 'down'} by {difference:,.6g}"
        rest = 0.01 * abs(exact)
    else:
        return ""
    spans = [made] if made[0] >= 0 else [(-made[1], -made[0])] if made[1] <= 0 else [(0.0, max(-made[0], made[1]))]
    way = "up" if exact > 0 else "down"
    if change.trend and exact and change.trend != way and made[0] * made[1] > 0:
        return words
    return "" if any(one - rest <= told[1] and told[0] - rest <= two for one, two in spans) else words


def judge_points(before, after, change, slack: float) -> str:
    """The same for two shares: a change in points is their difference, one in per cent may be meant either way."""
    one, two = own_value(before), own_value(after)
    made = [abs(two - one)]
    if change.unit == "percent":
        made.append(100 * abs(two - one) / one)
    elif change.unit != "percentage_point":
        return ""
    # Each of the two shares is rounded as well.
    slack += slack_of(before, 0.5) + slack_of(after, 0.5)
    rest = [slack, slack * 100 / one]
    if change.bound != "exact" or any(
        abs(own_value(change) - size) <= more for size, more in zip(made, rest, strict=False)
    ):
        return ""
    return f"from {before.text} to {after.text} is {'up' if two > one else 'down'} {made[0]:.3g} points"


# -- a step, its share and where it led ----------------------------------------------------------------------------------

# A market report cuts its shares off as often as it rounds them.
CUT_OFF = 1.0
STEPS = (
    re.compile(
        rf"{A}(?: points?)?,? (?:or|\() ?{HEDGE}{P}\)?,? to (?:close |end |finish |settle |trade )?(?:at )?{HEDGE}{B}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{P},? (?:or|\() ?{HEDGE}{A}(?: points?)?\)?,? to (?:close |end |finish )?(?:at )?{HEDGE}{B}", re.IGNORECASE
    ),
)


def find_wrong_steps(tables: Tables, tolerance) -> Iterator[Finding]:
    """Steps told in the unit of the level and in per cent that do not go together.

    Flagged: "fell 21 points, or 1.9%, to 2,318". Passed: "fell 21 points, or 0.9%, to 2,318".
    """
    digits = tolerance.get("digits", CUT_OFF)
    for line in lines_of(tables):
        for step, level, share in read_roles(line, STEPS, is_step):
            ends, size = own_value(level), own_value(step)
            if not 0 < size < ends or share.bound != "exact":
                continue
            half = slack_of(step, 0.5)
            bases = {"up": (ends - size,), "down": (ends + size,)}.get(
                step.trend or share.trend, (ends - size, ends + size)
            )
            made = [(100 * max(0.0, size - half) / base, 100 * (size + half) / base) for base in bases]
            told, slack = own_value(share), slack_of(share, digits)
            if any(low - slack <= told <= high + slack for low, high in made):
                continue
            exact = 100 * size / bases[0]
            fault = f"{step.text} to {level.text} is {exact:.2g}%"
            yield to_finding(
                (step, share, level),
                sides=(share, step),
                subject=(level.object or step.object, step.predicate),
                confidence=0.9,
                detail=fault,
                suggestion=f"{fault}; mend the step, the share or the level.",
                why="a step, its share and the level that it led to, in one sentence",
            )


def is_step(step, level, share) -> bool:
    """Whether figures can be a step, the level that it led to, and its share."""
    return share.unit == "percent" and step.unit == level.unit != "percent"


# -- a lead and the shares that it lies between ---------------------------------------------------------------------------

LEADS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:by|with|of) (?:just |only )?{P}(?:[ -]percentage)?[ -]points?"
        rf"[^\x01\x02.;:!?()]{{0,30}}?(?:,| \(|—|:) ?{A}(?: to | ?[-–] ?){B}",
        rf"{A} to {B}(?:,| —|:) (?:an? |by (?:just |only )?){P}[ -](?:percentage )?points? (?:lead|margin|gap|advantage)",
    )
)


def find_wrong_leads(tables: Tables, tolerance) -> Iterator[Finding]:
    """Leads in points that are not the difference of the shares beside them.

    Flagged: "leads by six points, 46 percent to 38 percent". Passed: one point more or less, for shares are rounded.
    """
    least = tolerance.get("points", 1)
    for line in lines_of(tables):
        for one, two, lead in read_roles(line, LEADS, is_lead):
            difference = abs(own_value(one) - own_value(two))
            if abs(difference - own_value(lead)) <= least:
                continue
            fault = f"{one.text} and {two.text} are {difference:.3g} points apart"
            yield to_finding(
                (lead, one, two),
                sides=(lead, one),
                subject=(one.object, lead.predicate),
                detail=fault,
                suggestion=f"{fault}; mend the lead or one of the shares.",
                why="a lead and the two shares that it lies between, in one sentence",
            )


def is_lead(one, two, lead) -> bool:
    """Whether figures can be two shares and the lead of one over the other."""
    return one.unit == two.unit == "percent" and lead.unit in ("", "percent", "percentage_point")


# -- twice as much -----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def times() -> tuple[re.Pattern, re.Pattern, dict[str, list[float]]]:
    """The two orders in which "doubled" and its like stand with their levels, and what ratios each verb may mean."""
    ratios = read_lexicon("arithmetic")["ratios"]
    verbs = "|".join(sorted(ratios, key=len, reverse=True))
    head = rf"(?P<hedge>(?:more than|nearly|almost|about|roughly|over|just|not quite) )?\b(?P<verb>{verbs})\b{FILL}"
    forward = re.compile(rf"{head}\bfrom {HEDGE}{A}{FILL} to {HEDGE}{B}", re.IGNORECASE)
    backward = re.compile(rf"{head}\bto {HEDGE}{B}{FILL}\bfrom {HEDGE}{A}", re.IGNORECASE)
    return forward, backward, ratios


def find_wrong_multiples(tables: Tables, tolerance) -> Iterator[Finding]:
    """Levels of which the one is not the multiple of the other that a verb says.

    Flagged: "doubled from 5 to 12". Passed: "more than doubled from 5 to 12", "doubled from 5 to 11".
    """
    forward, backward, ratios = times()
    for line in lines_of(tables):
        for match in (*forward.finditer(line.template), *backward.finditer(line.template)):
            before, after = (line.claims[int(match.group(role))] for role in "ab")
            if before.Index == after.Index or before.unit != after.unit or not base_value(before) > 0:
                continue
            (low, high), (least, most) = reach(before), reach(after)
            if any(map(math.isinf, (low, high, least, most))) or low <= 0:
                continue
            bounds = ratios[match.group("verb").lower()]
            kind = read_lexicon("arithmetic")["hedges"].get((match.group("hedge") or "").strip().lower(), "plain")
            floor, ceiling = bounds[kind]
            if least / high <= ceiling and most / low >= floor:
                continue
            ratio = base_value(after) / base_value(before)
            yield Finding(
                left=after.Index,
                right=before.Index,
                confidence=0.85,
                subject=", ".join(filter(None, (after.object, after.predicate))),
                identity=(match.group("verb").lower(), value_key(before), value_key(after)),
                detail=f"{after.text} is {ratio:.3g} times {before.text}, which is not “{match.group('verb')}”",
                suggestion="Mend the verb or one of the figures.",
                why="a verb for a multiple and the two levels that it lies between, in one sentence",
            )
