"""Dates that cannot be: a weekday that does not fit its date, a day that its month does not have, an age that fits no dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.checks.findings import Finding, Tables

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
    which one of the articles gives both days, and pairs less likely than `probability` (0.9 unless told).
    """
    claims = tables.claims
    least = tolerance.get("probability", 0.9)
    dates = claims[(claims["kind"] == "date") & (claims["as_of_start"] != "")]
    printed = set(zip(dates["article"], dates["as_of_start"], dates["as_of_end"], strict=True))
    pairs = tables.pairs[(tables.pairs["kind"] == "date") & (tables.pairs["probability"] >= least)]
    seen = set()
    for pair in pairs.sort_values(["weight", "left", "right"], ascending=[False, True, True]).itertuples():
        left, right = claims.loc[pair.left], claims.loc[pair.right]
        days = left["as_of_start"], right["as_of_start"]
        # One day of the year in two years is an unclear year, not two days.
        if days[0][5:] == days[1][5:] or same_words(left["text"], right["text"]):
            continue
        if (left["article"], days[1], days[1]) in printed or (right["article"], days[0], days[0]) in printed:
            continue
        identity = (left["predicate"], *sorted(days))
        if identity in seen:
            continue
        seen.add(identity)
        yield Finding(
            left=pair.left,
            right=pair.right,
            confidence=float(pair.probability),
            subject=", ".join(filter(None, (left["predicate"], left["subject"] or right["subject"]))),
            identity=identity,
            detail=f"{days[0]} against {days[1]}",
            suggestion="",
            why=pair.why_matched,
        )


def same_words(left: str, right: str) -> bool:
    """Whether two printed dates name one weekday, or are one expression: reprinted on another day, it was not counted anew."""
    first, second = (set(re.findall(r"[a-z]+|\d+", text.lower())) for text in (left, right))
    return first == second or bool(first & second & WEEKDAYS)


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
