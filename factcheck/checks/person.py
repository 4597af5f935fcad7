"""Names spelt two ways, and offices with two holders at one time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from factcheck.checks.findings import Finding, Tables, likelier
from factcheck.checks.person_offices import is_past
from factcheck.checks.reference import reference_spelling
from factcheck.joined import join_pairs
from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.names import compare, core_name, fold, is_spelling
from factcheck.normalise.offices import held_office

if TYPE_CHECKING:
    import pandas as pd

# So often at least does an article print the right spelling of a name for its one other to look like a slip.
OFTEN = 3


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
    members: dict[frozenset, list] = {}
    printed: dict[tuple, set[int]] = {}
    for pair in pairs.itertuples():
        names = claims.at[pair.left, "name"], claims.at[pair.right, "name"]
        relation = compare(*names)
        if relation == "variant" and pair.relation == "article" and two_spellings(*names):
            # One article follows one convention.
            relation = "near"
        # Capitals alone ("LaMont", "Lamont") are two conventions at most.
        if (
            relation == wanted == "near"
            or wanted == "variant"
            and relation in ("same", "variant")
            and is_spelling(*names)
        ):
            cores = [core_name(name) for name in names]
            members.setdefault(frozenset(cores), []).append(pair)
            for core, row in zip(cores, (pair.left, pair.right), strict=True):
                printed.setdefault(core, set()).add(row)

    def order(row: int) -> tuple[str, str, int]:
        return claims.at[row, "published"] or "~", claims.at[row, "article"], row

    for main, other, best in one_row_a_spelling(members, claims, tables):
        if frozenset((main, other)) not in members and compare(" ".join(main), " ".join(other)) in ("same", "variant"):
            # Two conventions that a slip hangs together with are another rule's.
            continue
        sides = [sorted(printed[core], key=order) for core in (main, other)]
        left, right = sorted(sides, key=lambda side: order(side[0]))
        one, two = (claims.at[side[0], "name"] for side in (left, right))
        yield Finding(
            left=left[0],
            right=right[0],
            left_also=tuple(left[1:]),
            right_also=tuple(right[1:]),
            confidence=float(best.probability),
            subject=subject_of(claims.loc[best.left], claims.loc[best.right]),
            identity=(wanted, *sorted(" ".join(core) for core in (main, other))),
            detail=differing_part(one, two),
            suggestion=likely_spelling(tables, one, two),
            why=best.why_matched,
        )


def two_spellings(one: str, two: str) -> bool:
    """Whether two names differ in a letter or two beyond diacritics and capitals."""
    return is_spelling(one, two) and fold(one) != fold(two)


def one_row_a_spelling(members: dict[frozenset, list], claims, tables: Tables) -> Iterator[tuple]:
    """For each person the main spelling with each other one that some pair joins to it, and the likeliest such pair.

    Main is a reference fact's spelling, else that of most outlets, else the first in the alphabet. Spellings that hang
    together through a third one only are set beside the main one as well.
    """
    first = join_pairs(tuple(key) for key in members if len(key) == 2)
    voices: dict[tuple, set] = {}
    persons = claims[claims["kind"] == "person"]
    for name, outlet, article in zip(persons["name"], persons["outlet"], persons["article"], strict=True):
        voices.setdefault(core_name(name), set()).add(outlet or article)
    right = {core_name(fact.name) for fact in tables.facts if fact.name}
    groups: dict[tuple, list] = {}
    for core in sorted(first):
        groups.setdefault(first[core], []).append(core)
    for cores in groups.values():
        main = min(cores, key=lambda core: (core not in right, -len(voices[core]), core))
        for other in cores:
            if other != main:
                joined = members.get(frozenset((main, other))) or [
                    p for k, found in members.items() if other in k for p in found
                ]
                yield main, other, max(joined, key=lambda pair: (pair.probability, -pair.left, -pair.right))


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
    """Which spelling is likely right: that of a reference fact, else of more outlets, else the one that an article which prints
    both has nearly everywhere; says so when nothing speaks."""
    right, source = reference_spelling(tables, (one, two))
    if right:
        return f"{right} is right by the reference facts ({source})."
    persons = tables.claims[tables.claims["kind"] == "person"]
    sides = [persons[persons["name"] == name] for name in (one, two)]
    return (
        likelier((one, two), sides)
        or spelling_within(tables, sides)
        or "Look the name up; nothing here speaks for either spelling."
    )


def spelling_within(tables: Tables, sides: Sequence[pd.DataFrame]) -> str:
    """Which of two spellings is likelier by how often the articles that print both print the word that differs, in words.

    A slip is made once in a text that has the name right elsewhere. Blank unless in each such article one spelling stands once
    and the other three times or more.
    """
    cores = [core_name(side["name"].iat[0]) for side in sides if len(side)]
    differing = [words for words in zip(*cores, strict=True) if len(set(words)) > 1]
    if len(cores) < 2:
        return ""
    both = sorted(set(sides[0]["article"]) & set(sides[1]["article"]))
    texts = [tables.articles[article].text.replace("’", "'") for article in both]
    counts = [
        [len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text)) for word in words]
        for text in texts
        for words in differing
    ]
    if any(min(count) != 1 or max(count) < OFTEN for count in counts):
        return ""
    slips = {count.index(1) for count in counts}
    if len(slips) != 1:
        return ""
    (slip,) = slips
    likely, wrong = (" ".join(words[at] for words in differing) for at in (1 - slip, slip))
    often = min(max(count) for count in counts)
    return f"{likely} is likelier: one article has it {often} times, and {wrong} once."


@cache
def single_offices() -> frozenset[str]:
    """Offices that one person at a time holds."""
    return frozenset(office.strip() for office in read_lexicon("titles")["single_offices"].split(","))


def find_second_holders(tables: Tables, tolerance) -> Iterator[Finding]:
    """One office given to two people by articles out within `days` (30 unless told) of each other.

    Succession over time is no conflict, nor is an office of another year or one that is about to change hands; with an undated
    article it is a note at most. Offices that several people hold at
    once (senator, deputy minister, spokesperson) are left alone.
    """
    claims = tables.claims
    most = tolerance.get("days", 30)
    seen = set()
    for pair in tables.pairs[tables.pairs["kind"] == "office"].itertuples():
        left, right = claims.loc[pair.left], claims.loc[pair.right]
        office = left["subject"].partition("@")[0]
        # "House Speaker" and "mayor" mean another house and another town in articles on another topic.
        if office not in single_offices() or not pair.relation:
            continue
        # One article's two chairs are those of two bodies; its two governors of one state are not.
        if pair.relation == "article" and not held_office(left["subject"]):
            continue
        if is_past(left) or is_past(right):
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
            subject=", ".join(filter(None, (left["role"], left["organisation"]))),
            identity=key,
            detail=f"{left['name']} and {right['name']}",
            suggestion="Check who holds the office on the day, and whether one of them is a former or an acting holder.",
            why=pair.why_matched,
            level="" if dated else "note",
        )
