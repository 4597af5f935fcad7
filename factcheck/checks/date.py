"""Dates that cannot be: a weekday that does not fit its date, a day that its month does not have, an age that fits no dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from factcheck.checks.findings import Finding, Tables, likelier

# Below this two days may still be of two happenings: worth a look, but no more.
SURE = 0.95
# A day told by its month and number, or its number alone ("May 3", "the 3rd").
MONTH_DAY = re.compile(r"(?<![:\d])\d(?!\d?:|\d* *[ap]\.?m\b)", re.IGNORECASE)
# The last hours of a day, from nine on, and the first ones, up to four.
LATE = re.compile(r"\b(?:late|midnight|(?:9|10|11)(?::\d\d)? *p\.?m\b)|^(?!.*\d).*\bnight\b", re.IGNORECASE)
EARLY = re.compile(r"\b(?:early|midnight|overnight|(?:12|[1-4])(?::\d\d)? *a\.?m\b)", re.IGNORECASE)
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


def find_wrong_weekdays(tables: Tables, tolerance) -> Iterator[Finding]:
    """Dates printed with a weekday that they did not fall on ("Monday, August 29, 2025" was a Friday)."""
    return _faults(tables, "weekday")


def find_impossible_dates(tables: Tables, tolerance) -> Iterator[Finding]:
    """Days that the calendar does not have ("June 31")."""
    return _faults(tables, "impossible")


def find_date_conflicts(tables: Tables, tolerance) -> Iterator[Finding]:
    """One happening that two articles on one event put on two days.

    Flagged: "the bridge fell on Monday" and "the bridge fell on Tuesday" in articles of one week. Passed: a happening to
    which one of the articles gives both days, and pairs less likely than `probability` (0.9 unless told). A pair less
    likely than SURE is a note.
    """
    claims = tables.claims
    least = tolerance.get("probability", 0.9)
    pairs = tables.pairs[(tables.pairs["kind"] == "date") & (tables.pairs["probability"] >= least)]
    groups: dict[frozenset, list[tuple]] = {}
    for pair in pairs.sort_values(["weight", "left", "right"], ascending=[False, True, True]).itertuples():
        days = claims.at[pair.left, "as_of_start"], claims.at[pair.right, "as_of_start"]
        texts = claims.at[pair.left, "text"], claims.at[pair.right, "text"]
        # One day of the year in two years is an unclear year, not two days.
        if days[0][5:] == days[1][5:] or same_words(*texts) or unclear_week(days, texts) or one_night(days, texts):
            continue
        sides = {(claims.at[row, "article"], day): row for row, day in zip((pair.left, pair.right), days, strict=True)}
        apart = groups.setdefault(frozenset(days), [])
        told = next((rows for _, rows in apart if sides.keys() & rows.keys()), None)
        if told is None:
            apart.append((pair, sides))
        else:
            # Another article, or another sentence, that tells the same two days apart: no row of its own.
            told.update({side: row for side, row in sides.items() if side not in told})
    for pair, rows in chain.from_iterable(groups.values()):
        left, right = claims.loc[pair.left], claims.loc[pair.right]
        left_rows, right_rows = (
            sorted(row for (_, day), row in rows.items() if day == claim["as_of_start"]) for claim in (left, right)
        )
        yield Finding(
            left=pair.left,
            right=pair.right,
            left_also=tuple(row for row in left_rows if row != pair.left),
            right_also=tuple(row for row in right_rows if row != pair.right),
            confidence=float(pair.probability),
            subject=", ".join(filter(None, (left["predicate"], left["subject"] or right["subject"]))),
            identity=(left["predicate"], *sorted((left["as_of_start"], right["as_of_start"]))),
            detail=f"{left['as_of_start']} against {right['as_of_start']}",
            suggestion=likelier((left["text"], right["text"]), (claims.loc[left_rows], claims.loc[right_rows])),
            why=f"{min(pair.probability, 0.99):.0%} likely one happening: {pair.why_matched}",
            level="" if pair.probability >= SURE else "note",
        )


def find_year_slips(tables: Tables, tolerance) -> Iterator[Finding]:
    """Years of one happening that differ in the order of two digits.

    Flagged: "the mill was built in 1962" and "the mill was built in 1926". Passed: years of which one article prints both,
    and pairs less likely than `probability` (0.8 unless told). A pair less likely than SURE is a note.
    """
    claims = tables.claims
    pairs = tables.pairs[
        (tables.pairs["kind"] == "year") & (tables.pairs["probability"] >= tolerance.get("probability", 0.8))
    ]
    groups: dict[tuple, list] = {}
    for pair in pairs.sort_values(["weight", "left", "right"], ascending=[False, True, True]).itertuples():
        ends = sorted((claims.at[row, "as_of_start"][:4], row) for row in (pair.left, pair.right))
        groups.setdefault(tuple(year for year, _ in ends), []).append((pair, [row for _, row in ends]))
    for years, members in sorted(groups.items()):
        best = members[0][0]
        left, right = members[0][1]
        also = [sorted({rows[end] for _, rows in members}) for end in (0, 1)]
        first = claims.loc[left]
        yield Finding(
            left=left,
            right=right,
            left_also=tuple(row for row in also[0] if row != left),
            right_also=tuple(row for row in also[1] if row != right),
            confidence=float(best.probability),
            subject=", ".join(filter(None, (first["predicate"], first["subject"] or first["object"]))),
            identity=(first["predicate"], *years),
            detail="two digits swapped",
            suggestion=likelier(years, [claims.loc[side] for side in also]),
            why=f"{min(best.probability, 0.99):.0%} likely one happening: {best.why_matched}",
            level="" if best.probability >= SURE else "note",
        )


def same_words(left: str, right: str) -> bool:
    """Whether two printed dates name one weekday, or are one expression: reprinted on another day, it was not counted anew."""
    first, second = (set(re.findall(r"[a-z]+|\d+", text.lower())) for text in (left, right))
    return first == second or bool(first & second & WEEKDAYS)


def unclear_week(days: tuple[str, str], texts: tuple[str, str]) -> bool:
    """Whether two days are one weekday of two weeks, and one of them is told by its weekday alone: which week is unclear."""
    return days_apart(*days) % 7 == 0 and not all(MONTH_DAY.search(text) for text in texts)


def one_night(days: tuple[str, str], texts: tuple[str, str]) -> bool:
    """Whether two days are one night, told by its last hours ("late Sunday") and its first ones ("early Monday")."""
    if days_apart(*days) != 1:
        return False
    (_, evening), (_, morning) = sorted(zip(days, texts, strict=True))
    return bool(LATE.search(evening) and EARLY.search(morning))


def days_apart(first: str, second: str) -> int:
    """How many days lie between two days."""
    return abs((date.fromisoformat(first) - date.fromisoformat(second)).days)


def find_wrong_ages(tables: Tables, tolerance) -> Iterator[Finding]:
    """Ages that do not fit the dates of birth and death or publication ("born in 1980 ... died in 2020 aged 50")."""
    return _faults(tables, "age", why="the dates of one article")


def _faults(tables: Tables, fault: str, why: str = "the calendar") -> Iterator[Finding]:
    dates = tables.claims[(tables.claims["kind"] == "date") & (tables.claims["cue"] == fault)]
    for claim in dates.itertuples():
        yield Finding(
            left=claim.Index,
            right=None,
            confidence=float(claim.confidence),
            subject=claim.text,
            identity=(claim.text, fault),
            detail=claim.content,
            suggestion=claim.object,
            why=why,
        )
