"""Dates that cannot be: a weekday that does not fit its date, a day that its month does not have."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.checks.findings import Finding, Tables


def find_wrong_weekdays(tables: Tables, tolerance) -> Iterator[Finding]:
    """Dates printed with a weekday that they did not fall on ("Monday, August 29, 2025" was a Friday)."""
    return _faults(tables, "weekday")


def find_impossible_dates(tables: Tables, tolerance) -> Iterator[Finding]:
    """Days that the calendar does not have ("June 31")."""
    return _faults(tables, "impossible")


def _faults(tables: Tables, fault: str) -> Iterator[Finding]:
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
            why="the calendar",
        )
