"""Levels told side by side: a word for the way they went that does not fit them, and points of a share told as per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.checks.arithmetic import FILL, HEDGE, LAST_DIGIT, A, B, Line, P, lines_of, reach, slack_of, to_finding
from factcheck.checks.arithmetic_changes import SIZE
from factcheck.checks.findings import Finding, Tables, rows_by_key
from factcheck.checks.values import base_value, own_value
from factcheck.normalise.terms import canonical_head

# -- the way that a level went -----------------------------------------------------------------------------------------

ROSE = r"rise[sn]?|rising|rose|climb(?:s|ed|ing)?|grew|grows?|grown|increas(?:e|es|ed|ing)|jump(?:s|ed|ing)?|surg(?:e|es|ed|ing)"
FELL = (
    r"fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|shr[aiu]nk|slid|sank|"
    r"plung(?:e|es|ed|ing)"
)
# Each with the role b for the later level and a for the earlier one.
WAYS = tuple(
    (way, re.compile(pattern, re.IGNORECASE))
    for way, verbs in (("up", ROSE), ("down", FELL))
    for pattern in (
        rf"\b(?:{verbs}) to {HEDGE}{B}{FILL},? from {HEDGE}{A}",
        rf"\b(?:{verbs}) from {HEDGE}{A}{FILL} to {HEDGE}{B}",
    )
)
# The level before it, whatever stands between: "3.6 percent in the year to May, the bank said, up from 5.9 percent".
ASIDE = re.compile(rf"\x01(?P<last>\d+)\x02[^\x01\x02.;:!?]{{0,80}}?,? (?P<way>up|down) from {HEDGE}{A}", re.IGNORECASE)
# What is counted downwards, the best being the first; and what is less than nothing, so that less of it is more.
RANKED = re.compile(
    r"\b(?:rank\w*|position|spot|seed\w*|No\.|number|chart|table|minus|below zero|negative)\b", re.IGNORECASE
)
# Two figures further apart are hardly two levels of one thing.
MOST_TIMES = 5


def find_wrong_directions(tables: Tables, tolerance) -> Iterator[Finding]:
    """Two levels of which the later is greater where the words say that it is less, or the other way round.

    Flagged: "3.6 percent, up from 5.9 percent", "fell from 40 to 60". Passed: "down from 5.9 percent", ranks, and a decline
    that is told with its size ("fell 3%, up from 2%"), which may be meant either way.
    """
    for line in lines_of(tables):
        if RANKED.search(line.template):
            continue
        for way, before, after in read_ways(line):
            if not are_levels(before, after) or after.trend == "down":
                continue
            (low, high), (least, most) = reach(before), reach(after)
            went = "up" if least > high else "down" if most < low else ""
            if not went or went == way:
                continue
            fault = f"{after.text} is {'more' if went == 'up' else 'less'} than {before.text}"
            yield to_finding(
                (before, after),
                sides=(after, before),
                subject=(after.object or before.object, after.predicate),
                detail=f"the sentence says “{way}”, but {fault}",
                suggestion=f"{fault}: mend the word or one of the figures.",
                why="two levels and the way between them, in one sentence",
            )


def read_ways(line: Line) -> Iterator[tuple]:
    """Each way that a sentence tells a level went, up or down, with the claims of the earlier and the later level."""
    for way, pattern in WAYS:
        for match in pattern.finditer(line.template):
            yield way, line.claims[int(match.group("a"))], line.claims[int(match.group("b"))]
    for match in ASIDE.finditer(line.template):
        before = line.claims[int(match.group("a"))]
        earlier = [claim for claim in line.claims[: int(match.group("last")) + 1] if claim.unit == before.unit]
        if earlier:
            yield match.group("way").lower(), before, earlier[-1]


def are_levels(before, after) -> bool:
    """Whether two figures can be one thing's earlier and later level."""
    if (
        before.Index == after.Index
        or before.unit != after.unit
        or {before.bound, after.bound} - {"exact", "approximate"}
    ):
        return False
    small, large = sorted(map(base_value, (before, after)))
    if not small > 0 or large / small > MOST_TIMES:
        return False
    heads = canonical_head(before.object), canonical_head(after.object)
    return bool(before.unit) or not all(heads) or heads[0] == heads[1]


# -- per cent for percentage points ------------------------------------------------------------------------------------

PAIRS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"from {HEDGE}{A}{FILL} to {HEDGE}{B}",
        rf"{B}{FILL},? \(?(?:up |down )?from {HEDGE}{A}",
        rf"{B}{FILL},? (?:compare[sd]? (?:with|to)|against) {HEDGE}{A}",
    )
)
# A change that is told with its size: "a cut of 0.5 percent", "fell by 0.1 percent".
SIZED = re.compile(
    rf"\b(?:{SIZE}|{ROSE}|{FELL}|cut|lower(?:ed)?|rais(?:e|ed)|up|down)(?: (?:of|by))? {HEDGE}$", re.IGNORECASE
)
SIZED_TO = re.compile(
    rf"\b(?:{ROSE}|{FELL}|cut|lower(?:ed)?|rais(?:e|ed))(?: by)? {HEDGE}{P},? to {HEDGE}{B}", re.IGNORECASE
)
# Levels and their change stand so many characters apart at most: in one sentence, or in two that follow one another.
APART = 300


def find_percent_for_points(tables: Tables, tolerance) -> Iterator[Finding]:
    """Changes of a share told in per cent that are its change in percentage points.

    Flagged: "cut the rate from 5 to 4.5 percent ... the cut of 0.5 percent", "fell by 0.1 percent to 4.2 percent", for a tenth of
    a percent of 4.2 would not show. Passed: "the cut of half a point", "the cut of 10 percent", and a change that may be
    either.
    """
    told: set[int] = set()
    lines = rows_by_key((line.claims[0].article, line) for line in lines_of(tables))
    claims = tables.claims
    shares = claims[(claims["kind"] == "quantity") & (claims["unit"] == "percent") & (claims["bound"] == "exact")]
    sizes = rows_by_key((claim.article, claim) for claim in shares.itertuples() if claim.article in lines)
    for article, found in lines.items():
        text = tables.articles[article].text
        for change, before, after in (*changes_of(found, sizes.get(article, ()), text), *unseen_changes(found)):
            if change.Index in told:
                continue
            told.add(change.Index)
            points = own_value(change)
            fault = (
                f"from {before.text} to {after.text} is {points:.3g} percentage points, "
                f"or {100 * points / own_value(before):.3g} percent"
                if before is not None
                else f"{points:.3g} percent of {after.text} is too little to show in it"
            )
            yield to_finding(
                (change, after),
                sides=(change, after),
                subject=(after.object or change.object, change.predicate),
                detail=fault,
                suggestion=f"Write {points:.3g} percentage points, if that is what is meant.",
                why="a change in per cent beside the shares that it lies between"
                if before is not None
                else "a change in per cent and the share that it led to, in one sentence",
            )


def changes_of(lines, sizes, text: str) -> Iterator[tuple]:
    """Each change in per cent with the two levels whose difference in points it is: (change, before, after)."""
    for line in lines:
        for pattern in PAIRS:
            for match in pattern.finditer(line.template):
                before, after = (line.claims[int(match.group(role))] for role in "ab")
                if not before.unit == after.unit == "percent" or not own_value(before) > 0:
                    continue
                for change in sizes:
                    if change.Index not in (before.Index, after.Index) and is_points(change, before, after, text):
                        yield change, before, after


def is_points(change, before, after, text: str) -> bool:
    """Whether a share is told as the size of a change, near two levels, and is their difference and not their ratio."""
    if abs(change.start - before.start) > APART or not SIZED.search(text[max(0, change.start - 40) : change.start]):
        return False
    size, points = own_value(change), abs(own_value(after) - own_value(before))
    slack = slack_of(change, LAST_DIGIT)
    relative = 100 * points / own_value(before)
    return points > 0 and abs(size - points) < 1e-6 and abs(size - relative) > slack


def unseen_changes(lines) -> Iterator[tuple]:
    """Each change in per cent that would not show in the level it led to: (change, None, level)."""
    for line in lines:
        for match in SIZED_TO.finditer(line.template):
            change, after = (line.claims[int(match.group(role))] for role in "pb")
            if change.Index == after.Index or not change.unit == after.unit == "percent":
                continue
            # Less than half of the last digit of the level, either way.
            if {change.bound, after.bound} == {"exact"} and own_value(after) * own_value(change) / 100 < slack_of(
                after, 0.5
            ):
                yield change, None, after
