"""What articles tell of one person: ages, home towns and pronouns that do not go together."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from factcheck.checks.findings import Finding, Tables, likelier
from factcheck.model import details_of
from factcheck.normalise.names import core_name, fold, parse_name

# A birthday between two reports that are closer than this is too unlikely to explain two ages.
DAYS_OF_ONE_AGE = 7
# Further apart are the ages of two generations of one name.
MOST_OF_A_SLIP = 15
# Ages of articles that lie further apart are not compared.
MOST_DAYS = 366
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ANOTHER_TIME = re.compile(
    r"\b(?:then|at the time|years? (?:ago|later|earlier|before|since)|turn(?:s|ed|ing)?|birthday|will be)\b",
    re.IGNORECASE,
)


def find_ages(tables: Tables, tolerance) -> Iterator[Finding]:
    """Persons of one name to whom one article, or two on one event or topic, give ages more than `years` (0 unless told) apart.

    Flagged: "Anna Lund, 36" and "Anna Lund, 63" in two reports of one fire. Passed: articles on other things or more than a
    year apart, ages that a birthday between the two dates explains (any, when a date is unknown), and two generations of one
    name. A year's difference within one article is a note.
    """
    claims = tables.claims
    most = tolerance.get("years", 0)
    groups: dict[tuple, list] = {}
    for pair in _full_names(tables, within=True):
        left, right = claims.loc[pair.left], claims.loc[pair.right]
        ages = _age_shown(left), _age_shown(right)
        if None in ages or abs(ages[0] - ages[1]) <= most or not _may_differ(pair.relation, left, right, *ages):
            continue
        sides = sorted(((ages[0], pair.left), (ages[1], pair.right)))
        groups.setdefault((core_name(left["name"]), sides[0][0], sides[1][0]), []).append((sides, pair))
    for (name, low, high), members in sorted(groups.items()):
        finding = two_sided(
            tables,
            members,
            (str(low), str(high)),
            lambda claim, age: f"{claim['name']}, {age}",
            identity=(fold(" ".join(name)), str(low), str(high)),
            confidence=0.9,
        )
        slight = high - low == 1 and all(pair.relation == "article" for _, pair in members)
        yield replace(finding, level="note") if slight else finding


def _age_shown(claim) -> int | None:
    """The age of a claim whose sentence prints it; the article has another claim where its age stands elsewhere."""
    age = age_of(claim["content"])
    return age if age is not None and str(age) in _NUMBER.findall(claim["sentence"]) else None


def _may_differ(relation: str, left, right, one: int, two: int) -> bool:
    """Whether two ages told of one name cannot both be right: no birthday, no other time and no other generation."""
    if parse_name(left["name"]).suffix != parse_name(right["name"]).suffix and abs(one - two) > MOST_OF_A_SLIP:
        return False
    days = _days_between(left, right)
    if relation == "article":
        if _of_another_time(left) or _of_another_time(right):
            return False
    elif days is None and relation != "event" or (days or 0) > MOST_DAYS:
        return False
    elif abs(one - two) <= 1 and (days is None or days > DAYS_OF_ONE_AGE):
        # A birthday between the two explains an older age later on, a younger one never.
        return days is not None and _is_earlier(left, right) == (one > two)
    # A namesake of another generation is likelier than a mistake, unless a slip of the pen tells the two apart.
    return abs(one - two) <= MOST_OF_A_SLIP or relation == "event" and _is_slip(one, two)


def _of_another_time(claim) -> bool:
    """Whether a claim's sentence names another year than that of publication or looks back or ahead."""
    years = set(_YEAR.findall(claim["sentence"])) - ({claim["published"][:4]} if claim["published"] else set())
    return bool(years or _ANOTHER_TIME.search(claim["sentence"]))


def _is_slip(one: int, two: int) -> bool:
    """Whether two ages of two digits differ in one digit or by their order."""
    first, second = str(one), str(two)
    if len(first) != 2 or len(second) != 2:
        return False
    return first == second[::-1] or sum(a != b for a, b in zip(first, second, strict=True)) == 1


def _is_earlier(left, right) -> bool:
    return left["published"].partition("/")[0] < right["published"].partition("/")[0]


def find_homes(tables: Tables, tolerance) -> Iterator[Finding]:
    """Persons of one name whom articles on one event give two home towns, neither of which may hold the other.

    Flagged: "Anna Lund, 36, of Velden" and "Anna Lund, 36, of Harrow". Passed: a town and a state or country, and a name that
    is a part of the other ("Velden", "East Velden").
    """
    return _two_details(tables, "home", _same_home, lambda claim, home: f"{claim['name']} of {home}", 0.7)


def find_genders(tables: Tables, tolerance) -> Iterator[Finding]:
    """Persons of one name whom one article calls he and another she, by their pronouns, forms of address or roles.

    Flagged: "Mr. Lund ... He" and "Ms. Lund ... She" in two reports of one fire. Passed: a gender that only the given name tells.
    """
    return _two_details(tables, "pronoun", operator.eq, lambda claim, pronoun: f"{claim['name']} ({pronoun})", 0.8)


def _two_details(tables: Tables, key: str, agree, printed, confidence: float) -> Iterator[Finding]:
    claims = tables.claims
    groups: dict[tuple, list] = {}
    for pair in _full_names(tables):
        contents = [claims.at[row, "content"] for row in (pair.left, pair.right)]
        if pair.relation != "event" and not _of_one_age(*contents):
            continue
        values = [details_of(content).get(key, "") for content in contents]
        if not all(values) or agree(*values):
            continue
        sides = sorted(zip(values, (pair.left, pair.right), strict=True))
        name = fold(claims.at[pair.left, "name"])
        told = (fold(value.partition(",")[0]) for value, _ in sides)
        groups.setdefault((name, *told), []).append((sides, pair))
    for identity, members in sorted(groups.items()):
        values = [value for value, _ in members[0][0]]
        yield two_sided(tables, members, values, printed, identity=identity, confidence=confidence)


def _of_one_age(left: str, right: str) -> bool:
    """Whether the contents of two claims tell one age: then one name on one topic is one person as well as on one event."""
    age = age_of(left)
    return age is not None and age == age_of(right)


def _same_home(one: str, two: str) -> bool:
    from factcheck.normalise.offices import is_region

    towns = [home.partition(",")[0].strip() for home in (one, two)]
    words = [set(fold(town).split()) for town in towns]
    return words[0] <= words[1] or words[1] <= words[0] or any(map(is_region, towns)) or "county" in words[0] | words[1]


def _full_names(tables: Tables, *, within: bool = False) -> Iterator:
    """The pairs of one person in two articles (or `within` one as well) whose claims both print a given name."""
    names = tables.claims["name"]
    for pair in tables.pairs[tables.pairs["kind"] == "person"].itertuples():
        if not within and pair.relation == "article":
            continue
        if parse_name(names[pair.left]).given and parse_name(names[pair.right]).given:
            yield pair


def two_sided(
    tables: Tables,
    members: Sequence[tuple],
    values: Sequence[str],
    printed: Callable[[Any, str], str],
    *,
    identity: tuple[str, ...],
    confidence: float,
    subject: str = "",
    unsure: str = "",
    level: str = "",
) -> Finding:
    """The finding that sets two values told of one person side by side; the value of more outlets is the likelier.

    members: the pairs that show it, each behind its two sides (value, row of the claims table), which stand in the order of
    `values`. printed: how a side is shown, from its first claim and its value. subject: the left side's name unless told.
    """
    claims = tables.claims
    rows = [sorted({sides[end][1] for sides, _ in members}) for end in (0, 1)]
    first, second = (claims.loc[side[0]] for side in rows)
    return Finding(
        left=rows[0][0],
        right=rows[1][0],
        left_also=tuple(rows[0][1:]),
        right_also=tuple(rows[1][1:]),
        left_text=printed(first, values[0]),
        right_text=printed(second, values[1]),
        confidence=confidence,
        subject=subject or first["name"],
        identity=identity,
        detail=f"{values[0]} against {values[1]}",
        suggestion=likelier(values, [claims.loc[side] for side in rows]) or unsure,
        why=min(pair.why_matched for _, pair in members),
        level=level,
    )


def _days_between(left, right) -> int | None:
    """Days between the publication of two claims' articles; None when one is unknown."""
    starts = [claim["published"].partition("/")[0] for claim in (left, right)]
    return abs((date.fromisoformat(starts[0]) - date.fromisoformat(starts[1])).days) if all(starts) else None


def age_of(content: str) -> int | None:
    """The age that a person claim's content holds, None when it holds none."""
    age = details_of(content).get("age", "")
    return int(age) if age.isdigit() else None
