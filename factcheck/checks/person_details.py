"""What articles tell of one person: ages, home towns, pronouns and offices that do not go together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from factcheck.checks.findings import Finding, Tables, independent_outlets
from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.names import fold, parse_name
from factcheck.normalise.offices import exclude_each_other, held_office

# A birthday between two reports that are closer than this is too unlikely to explain two ages.
DAYS_OF_ONE_AGE = 7
# Ages of articles that lie further apart are not compared.
MOST_DAYS = 366
# "in 1993", "since May 2004"; a year that describes ("the 2008 campaign") says nothing of when the office was held.
_YEAR = re.compile(r"\b(?:in|since|from|until|till|by|before|after|during) (?:\w+ )?((?:19|20)\d\d)\b", re.IGNORECASE)
# Words this close to a name speak of its bearer ("to fill Sen. Ann Lee's seat").
_BESIDE = 6
_PAST = re.compile(r"\b(?:then|former|formerly|onetime|elect|retired|late)\W+(?:\S+ )?$", re.IGNORECASE)


def find_two_offices(tables: Tables, tolerance) -> Iterator[Finding]:
    """Persons to whom articles on one event, or one article, give two offices that nobody holds at one time.

    Flagged: "Governor Anna Lund" and "Senator Anna Lund" in one week. Passed: a former office, an office and a candidacy, one
    office under two names, offices that go together (`offices.yaml`), and a sentence that tells of another year.
    """
    claims = tables.claims
    groups: dict[tuple, list] = {}
    for pair in tables.pairs[tables.pairs["kind"] == "person"].itertuples():
        if pair.relation not in ("event", "article"):
            continue
        sides = [(held_office(claims.loc[row, "subject"]), row) for row in (pair.left, pair.right)]
        if not exclude_each_other(sides[0][0], sides[1][0]) or any(is_past(claims.loc[row]) for _, row in sides):
            continue
        if _are_two(claims.loc[pair.left], claims.loc[pair.right]):
            continue
        surname = fold(parse_name(claims.loc[pair.left, "name"]).surname.split()[-1])
        groups.setdefault((surname, *sorted(office for office, _ in sides)), []).append(
            (sorted(sides), pair.why_matched)
        )
    for (surname, *offices), members in sorted(groups.items()):
        rows = [sorted({sides[end][1] for sides, _ in members}) for end in (0, 1)]
        name = max((claims.loc[row, "name"] for row in rows[0] + rows[1]), key=lambda name: (len(name), name))
        yield _two_sided(
            tables,
            rows,
            [_titled(claims.loc[side[0]]) for side in rows],
            [claims.loc[side[0], "role"] for side in rows],
            subject=name,
            identity=(surname, *offices),
            confidence=0.8,
            why=min(why for _, why in members),
            unsure="Look up which office it is on the day, and whether one is a former or a next one.",
        )


def _titled(claim) -> str:
    text = claim["text"]
    return text if claim["role"] in text else f"{claim['role']} {text}"


def is_past(claim) -> bool:
    """Whether a claim's sentence tells of another year than that of publication, of a change of offices, or of a past one."""
    years = set(_YEAR.findall(claim["sentence"]))
    own = {claim["published"][:4]} if claim["published"] else set()
    before, _, after = claim["sentence"].partition(claim["text"])
    near = re.findall(r"\w+", before.lower())[-_BESIDE:] + re.findall(r"\w+", after.lower())[:_BESIDE]
    changing = set(near) & set(read_lexicon("offices")["changes"].split())
    return bool(years - own or changing) or bool(_PAST.search(before))


def _are_two(left, right) -> bool:
    """Whether the genders told of two claims differ, so that one surname is two people's."""
    genders = [details_of(claim["content"]).get("gender") for claim in (left, right)]
    return all(genders) and genders[0] != genders[1]


def find_ages(tables: Tables, tolerance) -> Iterator[Finding]:
    """Persons of one name to whom articles on one event or topic give ages more than `years` (0 unless told) apart.

    Flagged: "Anna Lund, 36" and "Anna Lund, 63" in two reports of one fire. Passed: articles on other things or more than a
    year apart, and ages that a birthday between the two dates explains (any, when a date is unknown).
    """
    claims = tables.claims
    most = tolerance.get("years", 0)
    groups: dict[tuple, list] = {}
    for pair in _full_names(tables):
        left, right = claims.loc[pair.left], claims.loc[pair.right]
        ages = age_of(left["content"]), age_of(right["content"])
        if None in ages or abs(ages[0] - ages[1]) <= most:
            continue
        days = _days_between(left, right)
        if days is None and pair.relation != "event" or (days or 0) > MOST_DAYS:
            continue
        birthday = days is None or days > DAYS_OF_ONE_AGE
        # A namesake of another generation on the same topic is likelier than a slip; on one event it is not.
        if birthday and abs(ages[0] - ages[1]) <= 1 or pair.relation == "topic" and abs(ages[0] - ages[1]) > 15:
            continue
        sides = sorted(((ages[0], pair.left), (ages[1], pair.right)))
        groups.setdefault((fold(left["name"]), sides[0][0], sides[1][0]), []).append((sides, pair.why_matched))
    for (name, low, high), members in sorted(groups.items()):
        rows = [sorted({sides[end][1] for sides, _ in members}) for end in (0, 1)]
        yield _two_sided(
            tables,
            rows,
            [f"{claims.loc[side[0], 'name']}, {age}" for side, age in zip(rows, (low, high), strict=True)],
            [str(low), str(high)],
            subject=claims.loc[rows[0][0], "name"],
            identity=(name, str(low), str(high)),
            confidence=0.9,
            why=min(why for _, why in members),
        )


def find_homes(tables: Tables, tolerance) -> Iterator[Finding]:
    """Persons of one name whom articles on one event give two home towns, neither of which may hold the other.

    Flagged: "Anna Lund, 36, of Velden" and "Anna Lund, 36, of Harrow". Passed: a town and a state or country, and a name that
    is a part of the other ("Velden", "East Velden").
    """
    return _two_details(tables, "home", _same_home, "of {}", 0.7)


def find_genders(tables: Tables, tolerance) -> Iterator[Finding]:
    """Persons of one name whom one article calls he and another she, by their pronouns, forms of address or roles.

    Flagged: "Mr. Lund ... He" and "Ms. Lund ... She" in two reports of one fire. Passed: a gender that only the given name tells.
    """
    return _two_details(tables, "pronoun", lambda one, two: one == two, "({})", 0.8)


def _two_details(tables: Tables, key: str, agree, printed: str, confidence: float) -> Iterator[Finding]:
    claims = tables.claims
    groups: dict[tuple, list] = {}
    for pair in _full_names(tables):
        if pair.relation != "event":
            continue
        values = [details_of(claims.loc[row, "content"]).get(key, "") for row in (pair.left, pair.right)]
        if not all(values) or agree(*values):
            continue
        sides = sorted(zip(values, (pair.left, pair.right), strict=True))
        name = fold(claims.loc[pair.left, "name"])
        groups.setdefault((name, fold(sides[0][0]), fold(sides[1][0])), []).append((sides, pair.why_matched))
    for identity, members in sorted(groups.items()):
        rows = [sorted({sides[end][1] for sides, _ in members}) for end in (0, 1)]
        values = [members[0][0][end][0] for end in (0, 1)]
        yield _two_sided(
            tables,
            rows,
            [
                f"{claims.loc[side[0], 'name']} {printed.format(value)}"
                for side, value in zip(rows, values, strict=True)
            ],
            values,
            subject=claims.loc[rows[0][0], "name"],
            identity=identity,
            confidence=confidence,
            why=members[0][1],
        )


def _same_home(one: str, two: str) -> bool:
    from factcheck.normalise.offices import is_state

    towns = [home.partition(",")[0].strip() for home in (one, two)]
    words = [set(fold(town).split()) for town in towns]
    return words[0] <= words[1] or words[1] <= words[0] or any(map(is_state, towns)) or "county" in words[0] | words[1]


def _full_names(tables: Tables) -> Iterator:
    """The pairs of one person in two articles whose claims both print a given name."""
    names = tables.claims["name"]
    for pair in tables.pairs[tables.pairs["kind"] == "person"].itertuples():
        if pair.relation != "article" and parse_name(names[pair.left]).given and parse_name(names[pair.right]).given:
            yield pair


def _two_sided(
    tables: Tables,
    rows: Sequence[list[int]],
    texts: Sequence[str],
    values: Sequence[str],
    *,
    subject: str,
    identity: tuple[str, ...],
    confidence: float,
    why: str,
    unsure: str = "",
) -> Finding:
    """The finding that sets two values told of one person side by side; the value of more outlets is the likelier."""
    voices = [independent_outlets(tables.claims.loc[side]) for side in rows]
    likelier = max(range(2), key=lambda end: voices[end])
    return Finding(
        left=rows[0][0],
        right=rows[1][0],
        left_also=tuple(rows[0][1:]),
        right_also=tuple(rows[1][1:]),
        left_text=texts[0],
        right_text=texts[1],
        confidence=confidence,
        subject=subject,
        identity=identity,
        detail=f"{values[0]} against {values[1]}",
        suggestion=f"{values[likelier]} is likelier: {max(voices)} outlets print it against {min(voices)}."
        if voices[0] != voices[1]
        else unsure,
        why=why,
    )


def _days_between(left, right) -> int | None:
    """Days between the publication of two claims' articles; None when one is unknown."""
    starts = [claim["published"].partition("/")[0] for claim in (left, right)]
    return abs((date.fromisoformat(starts[0]) - date.fromisoformat(starts[1])).days) if all(starts) else None


def details_of(content: str) -> dict[str, str]:
    """What a person claim's content holds ("age=42; home=Leeds"), by key."""
    return {key: value for key, _, value in (entry.strip().partition("=") for entry in content.split(";")) if value}


def age_of(content: str) -> int | None:
    """The age that a person claim's content holds, None when it holds none."""
    age = details_of(content).get("age", "")
    return int(age) if age.isdigit() else None
