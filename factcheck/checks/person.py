"""Names spelt two ways, and offices with two holders at one time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

from factcheck.checks.findings import Finding, Tables
from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.names import compare, fold


def find_misspelt_names(tables: Tables, tolerance) -> Iterator[Finding]:
    """Names of one person that a slip tells apart: "Hanna Brandt" and "Hanne Brandt", both Norway's minister of finance.

    Passed: spellings of two alphabets and diacritics (see find_name_variants), and different people of one surname.
    """
    return _spellings(tables, "near", tolerance.get("confidence", 0.8))


def find_name_variants(tables: Tables, tolerance) -> Iterator[Finding]:
    """Names that two conventions spell differently: with or without diacritics, or by two romanisations."""
    return _spellings(tables, "variant", tolerance.get("confidence", 0.8))


def _spellings(tables: Tables, wanted: str, least: float) -> Iterator[Finding]:
    claims = tables.claims
    pairs = tables.pairs[(tables.pairs["kind"] == "name") & (tables.pairs["probability"] >= least)]
    groups: dict[tuple[str, str], list] = {}
    for pair in pairs.itertuples():
        names = claims.loc[pair.left, "name"], claims.loc[pair.right, "name"]
        if compare(*names) == wanted and (wanted == "near" or is_spelling(*names)):
            groups.setdefault(tuple(sorted(names)), []).append(pair)
    for (one, two), members in sorted(groups.items()):
        involved = sorted({row for pair in members for row in (pair.left, pair.right)})
        sides = [[row for row in involved if claims.loc[row, "name"] == name] for name in (one, two)]
        for side in sides:
            side.sort(key=lambda row: (claims.loc[row, "published"] or "~", claims.loc[row, "article"], row))
        best = max(members, key=lambda pair: (pair.probability, -pair.left, -pair.right))
        left, right = sides
        yield Finding(
            left=left[0],
            right=right[0],
            left_also=tuple(left[1:]),
            right_also=tuple(right[1:]),
            confidence=float(best.probability),
            subject=subject_of(claims.loc[best.left], claims.loc[best.right]),
            identity=(fold(one), fold(two)) if wanted == "near" else (one, two),
            detail=differing_part(one, two),
            suggestion=likely_spelling(tables, one, two),
            why=best.why_matched,
        )


def is_spelling(one: str, two: str) -> bool:
    """Whether two variants differ in letters only, not in initials, nicknames or names left out."""
    first, second = one.split(), two.split()
    if len(first) != len(second):
        return False
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a.casefold() != b.casefold()]
    return all(
        min(len(a), len(b)) > 2 and fold(a)[0] == fold(b)[0] and abs(len(a) - len(b)) <= 2 and len(set(a) ^ set(b)) <= 4
        for a, b in differing
    )


def subject_of(left, right) -> str:
    """The office that both names go with, else the fuller role, else the surname."""
    for claim in (left, right):
        if claim["role"]:
            return ", ".join(filter(None, (claim["role"], claim["organisation"])))
    return next((claim["organisation"] for claim in (left, right) if claim["organisation"]), left["name"].split()[-1])


def differing_part(one: str, two: str) -> str:
    """The parts of two names that differ, each side's in quotation marks."""
    first = [word for word in one.split() if word not in two.split()]
    second = [word for word in two.split() if word not in one.split()]
    return f"“{' '.join(first)}” against “{' '.join(second)}”"


def likely_spelling(tables: Tables, one: str, two: str) -> str:
    """Which spelling more outlets print, when they are not even; blank otherwise."""
    persons = tables.claims[tables.claims["kind"] == "person"]
    votes = Counter()
    for name in (one, two):
        printed = persons[persons["name"] == name]
        voices = zip(printed["outlet"], printed["article"], strict=True)
        votes[name] = len({outlet or article for outlet, article in voices})
    if votes[one] == votes[two]:
        return "Look the name up; nothing here speaks for either spelling."
    likely, other = sorted((one, two), key=lambda name: -votes[name])
    return f"{likely} is likelier: {votes[likely]} outlets print it against {votes[other]}."


@cache
def single_offices() -> frozenset[str]:
    """Offices that one person at a time holds."""
    return frozenset(office.strip() for office in read_lexicon("titles")["single_offices"].split(","))


def find_second_holders(tables: Tables, tolerance) -> Iterator[Finding]:
    """One office given to two people by articles out within `days` (30 unless told) of each other.

    Succession over time is no conflict; with an undated article it is a note at most. Offices that several people hold at
    once (senator, deputy minister, spokesperson) are left alone.
    """
    claims = tables.claims
    most = tolerance.get("days", 30)
    seen = set()
    for pair in tables.pairs[tables.pairs["kind"] == "office"].itertuples():
        left, right = claims.loc[pair.left], claims.loc[pair.right]
        office = left["subject"].partition("@")[0]
        if office not in single_offices():
            continue
        starts = [claim["published"].partition("/")[0] for claim in (left, right)]
        dated = all(starts)
        if dated and abs((date.fromisoformat(starts[0]) - date.fromisoformat(starts[1])).days) > most:
            continue
        key = (left["subject"], *sorted((left["name"], right["name"])))
        if key in seen:
            continue
        seen.add(key)
        yield Finding(
            left=pair.left,
            right=pair.right,
            confidence=0.7 if dated else 0.4,
            subject=f"{left['role']}, {left['organisation']}",
            identity=key,
            detail=f"{left['name']} and {right['name']}",
            suggestion="Check who holds the office on the day, and whether one of them is a former or an acting holder.",
            why=pair.why_matched,
            level="" if dated else "note",
        )
