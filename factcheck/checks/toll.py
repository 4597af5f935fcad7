"""Articles on one event that give different tolls, and figures of tolls that agree though their sentences look unlike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product

from factcheck.checks.findings import Finding, Tables, likelier, rows_by_key
from factcheck.checks.intervals import can_both_hold
from factcheck.checks.quantity import judge_facts
from factcheck.checks.tolls import HEDGE, WORDS, Toll, counts_the_dead, is_toll, to_figure, toll_of
from factcheck.joined import join_pairs


def find_toll_conflicts(tables: Tables, tolerance) -> Iterator[Finding]:
    """The dead, or the injured, of one event as two articles count them, when both counts cannot hold at one time.

    Flagged: "Two people were killed" and "three people died" on one day. Passed: a toll that rose from one day to the next;
    "killed three" beside "four dead, the gunman included"; an article that tells the other's count too; one victim told of
    without a number, for that is no printed figure.
    """
    return (row for case, row in judge_tolls(tables) if case != "rose")


def find_toll_rises(tables: Tables, tolerance) -> Iterator[Finding]:
    """The dead, or the injured, of one event as a later article counts more of them than an earlier one.

    Flagged: "three were hurt" on Monday and "four were hurt" on Tuesday. Passed: "at least three", which leaves room for more.
    """
    return (row for case, row in judge_tolls(tables) if case == "rose")


def judge_tolls(tables: Tables) -> Iterator[tuple[str, Finding]]:
    """The rows on tolls with their cases, one for all articles of an event that give the one count or the other.

    When any two of them cannot both be right, all of them disagree: a later article that gives the greater count does not
    make an update of what was a conflict from the first day.
    """
    published = tables.claims["published"]
    apart = tolls_apart(tables)
    for (event, low, high), found in apart.items():
        if _is_told_in_steps(apart, event, low, high):
            continue
        for fewer, more, cases in gather(found):
            case = next(case for case in ("conflict", "fell", "rose") if case in cases)
            left, right = sorted((fewer, more), key=lambda side: min((published[row] or "~", row) for row in side))
            yield case, to_finding(event, case, left, right, tables)


def _is_told_in_steps(apart: Mapping[tuple, list], event: str, low: int, high: int) -> bool:
    """Whether the rise of a toll from `low` to `high` is told by the row on a count between and the same greater one."""
    pairs = apart[event, low, high]
    greater = {more for (_, more), _ in pairs}
    return {case for _, case in pairs} == {"rose"} and any(
        greater <= {more for (_, more), _ in others}
        for (kind, step, count), others in apart.items()
        if kind == event and count == high and low < step
    )


@lru_cache(maxsize=1)
def tolls_apart(tables: Tables) -> Mapping[tuple, list[tuple[tuple[int, int], str]]]:
    """The claims that print two tolls of one event, the smaller and the greater, with their case (see `compare_tolls`), by event
    and both counts.
    """
    tolls = toll_of(tables)
    counted = {key: toll for key, toll in tolls.items() if toll.counted and toll.whole and toll.end}
    counts = tables.claims[(tables.claims["kind"] == "quantity") & (tables.claims["unit"] == "")]
    of_article = rows_by_key((claim.article, claim) for claim in counts.itertuples())
    printed = {
        key: claim
        for key, toll in counted.items()
        if (claim := claim_of(toll, of_article.get(toll.article, ()))) is not None
    }
    published = tables.claims["published"]
    raised, apart_already = raised_elsewhere(tables), claims_apart(tables)
    apart: dict[tuple, list[tuple[tuple[int, int], str]]] = defaultdict(list)
    events = tables.relations[tables.relations["relation"] == "event"]
    for pair in events[["left", "right"]].itertuples(index=False):
        for event in WORDS:
            sides = [(article, event) for article in pair if (article, event) in printed]
            if len(sides) < 2:
                continue
            early, late = sorted(sides, key=lambda side: (published[printed[side]] or "~", counted[side].count, side))
            if (early[0], late[0], event) in raised or (printed[early], printed[late]) in apart_already:
                continue
            if counts_the_dead(counted[early], counted[late], tolls):
                continue
            case = compare_tolls(counted[early], counted[late], published[printed[early]], published[printed[late]])
            if case:
                fewer, more = sorted((early, late), key=lambda side: counted[side].count)
                key = (event, counted[fewer].count, counted[more].count)
                apart[key].append(((printed[fewer], printed[more]), case))
    return dict(sorted(apart.items()))


def claim_of(toll: Toll, counts) -> int | None:
    """The row of the claim that prints the toll's number among its article's counts, None when none does."""
    return next(
        (
            int(claim.Index)
            for claim in counts
            if claim.start < toll.end and claim.end > toll.start and toll.count in (claim.low, claim.high)
        ),
        None,
    )


def compare_tolls(early: Toll, late: Toll, early_day: str, late_day: str) -> str:
    """How two tolls of one event stand: conflict, fell, rose (the later article gives fewer, more) or blank: no disagreement."""
    if early.count in late.told or late.count in early.told or can_both_hold(to_figure(early), to_figure(late), HEDGE):
        return ""
    # The one who did it stands in one article's toll and not in the other's.
    if abs(early.count - late.count) == 1 and (early.doer or late.doer):
        return ""
    if not early_day or not late_day or early_day == late_day:
        return "conflict"
    if late.count > early.count:
        return "rose"
    return "fell" if late.bound in ("exact", "at_most") else ""


def gather(found: list[tuple[tuple[int, int], str]]) -> list[tuple[list[int], list[int], set[str]]]:
    """The claims of the smaller and of the greater count that hang together by pairs, in their order, with the cases of these
    pairs: one row a disagreement."""
    first = join_pairs(pair for pair, _ in found)
    groups = rows_by_key((first[pair[0]], (pair, case)) for pair, case in found).values()
    return sorted(
        (
            sorted({fewer for (fewer, _), _ in group}),
            sorted({more for (_, more), _ in group}),
            {case for _, case in group},
        )
        for group in groups
    )


def to_finding(event: str, case: str, left: list[int], right: list[int], tables: Tables) -> Finding:
    """The row of one disagreement on a toll."""
    claims = tables.claims
    first, second = claims.loc[left[0]], claims.loc[right[0]]
    suggestion = (
        "" if case == "rose" else likelier((first["text"], second["text"]), (claims.loc[left], claims.loc[right]))
    )
    if not suggestion and case != "conflict":
        suggestion = f"The later figure is {second['text']} ({second['published']})."
    counts = [f"{claim['low'] if claim['low'] == claim['low'] else claim['high']:g}" for claim in (first, second)]
    return Finding(
        left=left[0],
        right=right[0],
        left_also=tuple(left[1:]),
        right_also=tuple(right[1:]),
        confidence=0.85,
        subject=f"people {WORDS[event]}",
        identity=(event, *sorted(counts)),
        detail={"fell": "a toll does not fall", "rose": "a toll may rise"}.get(case, "the two are of one event"),
        suggestion=suggestion,
        why="the toll that each of two articles on one event gives first and as a whole",
    )


def claims_apart(tables: Tables) -> set[tuple[int, int]]:
    """Pairs of claims, either way round, that have a row already, whatever they say happened to whom they count."""
    found = set()
    for judgement in judge_facts(tables):
        found.update(
            product(judgement.left.rows, judgement.right.rows), product(judgement.right.rows, judgement.left.rows)
        )
    return found


def raised_elsewhere(tables: Tables) -> set[tuple[str, str, str]]:
    """Pairs of articles, either way round, with an event on whose toll the claims alone disagree already."""
    claims, found = tables.claims, set()
    for judgement in judge_facts(tables):
        event = is_toll(claims.loc[judgement.left.rows[0]])
        if event:
            sides = [{claims.at[row, "article"] for row in side.rows} for side in (judgement.left, judgement.right)]
            found.update((one, two, event) for one in sides[0] for two in sides[1])
            found.update((two, one, event) for one in sides[0] for two in sides[1])
    return found
