"""One person with two offices: those that nobody holds at one time, and those that seldom go together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.checks.findings import Finding, Tables
from factcheck.checks.person_details import two_sided
from factcheck.language.lexicons import read_lexicon
from factcheck.model import details_of
from factcheck.normalise.names import fold, parse_name
from factcheck.normalise.offices import (
    exclude_each_other,
    exclude_within_a_body,
    held_office,
    past_office,
    seldom_go_together,
    title_forms,
)
from factcheck.normalise.portfolios import clash_of_titles, portfolio_words

# "in 1993", "since May 2004"; a year that describes ("the 2008 campaign") says nothing of when the office was held.
_YEAR = re.compile(r"\b(?:in|since|from|until|till|by|before|after|during) (?:\w+ )?((?:19|20)\d\d)\b", re.IGNORECASE)
# A year in another clause behind the name tells of another time than the office's.
_CLAUSE = re.compile(r"[,;:—]|\s[-–]\s")
# Words this close to a name speak of its bearer ("to fill Sen. Ann Lee's seat").
_BESIDE = 6
# An office printed within so many characters of a surname may be its bearer's.
NEAR = 60
_PAST = re.compile(r"\b(?:then|former|formerly|onetime|elect|retired|late)\W+(?:\S+ )?$", re.IGNORECASE)
# What a title before a name does not reach across.
_TITLE_BREAK = re.compile(r"[.;:\"“”\n]")
# Who runs for an office holds the one he has.
_CANDIDACY = re.compile(
    r"\b(?:presidential|republican|democratic|gop|party|party['’]s|gubernatorial|mayoral|senate|\d{4}) nomin(?:ation|ee|ees)\b",
    re.IGNORECASE,
)


def find_two_offices(tables: Tables, tolerance) -> Iterator[Finding]:
    """Persons to whom articles on one event, or one article, give two offices that nobody holds at one time.

    Flagged: "Governor Anna Lund" and "Senator Anna Lund" in one week; as a note "former Governor" and "former Senator" in two
    articles, and "General" and "President", for both may be right; "health minister" and "finance minister"; "governor" and
    "deputy governor". Passed: a former office beside one that is held, an office
    and a candidacy, one office under two names, offices that go together (`offices.yaml`), and a sentence that tells of
    another year.
    """
    claims = tables.claims
    subjects = claims["subject"]
    groups: dict[tuple, list] = {}
    pairs = tables.pairs[(tables.pairs["kind"] == "person") & tables.pairs["relation"].isin(("event", "article"))]
    for pair in pairs.itertuples():
        clash, level = clash_between(subjects[pair.left], subjects[pair.right])
        if not clash:
            continue
        left, right = claims.loc[pair.left], claims.loc[pair.right]
        if not _in_one_breath(left, right) and (is_past(left) or is_past(right)) and not clash[0].startswith("former "):
            continue
        if _are_two(left, right):
            continue
        if clash[0].startswith("former ") and (pair.relation != "event" or _knows_both(tables, (left, right), clash)):
            continue
        if _tells_portfolio(tables, left, right) or _tells_portfolio(tables, right, left):
            continue
        sides = sorted(zip(clash, (pair.left, pair.right), strict=True))
        surname = fold(parse_name(left["name"]).surname.split()[-1])
        groups.setdefault((surname, level, *sorted(clash)), []).append((sides, pair))
    for (surname, level, *offices), members in sorted(groups.items()):
        rows = [{sides[end][1] for sides, _ in members} for end in (0, 1)]
        yield two_sided(
            tables,
            members,
            [claims.at[min(side), "role"] for side in rows],
            lambda claim, _: _titled(claim),
            subject=max((claims.at[row, "name"] for side in rows for row in side), key=lambda name: (len(name), name)),
            identity=(surname, *offices),
            confidence=0.5 if level else 0.8,
            unsure="Both may be right, of two times or of two offices at one time; look it up."
            if level
            else "Look up which office it is on the day, and whether one is a former or a next one.",
            level=level,
        )


def clash_between(left: str, right: str) -> tuple[tuple[str, ...], str]:
    """The offices of two keys that do not go together, and the level that this deserves (blank for the rule's own).

    Two that nobody holds at one time, two in one body of which one is no office of a body, two portfolios, an office and its
    deputy's, two former ones ("former governor", a note), or what goes together in few countries (a note). Empty when they go
    together.
    """
    held = held_office(left), held_office(right)
    if exclude_each_other(*held):
        return held, ""
    if exclude_within_a_body(left, right):
        return (left, right), ""
    if clash_of_titles(left, right):
        return (left.partition("@")[0], right.partition("@")[0]), ""
    if seldom_go_together(*held):
        return held, "note"
    past = past_office(left), past_office(right)
    if exclude_each_other(*past):
        return (f"former {past[0]}", f"former {past[1]}"), "note"
    return (), ""


def tells_of(text: str, claim, office: str) -> bool:
    """Whether an article gives the bearer of a claim's surname an office (of `offices.yaml`) anywhere, within NEAR characters."""
    forms = [form for form, named in title_forms().items() if named == office.removeprefix("former ")]
    printed = re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})(?!\w)", re.IGNORECASE)
    return bool(forms) and any(
        printed.search(text[max(0, start - NEAR) : end + NEAR]) for start, end in mentions_of(text, claim["name"])
    )


def mentions_of(text: str, name: str) -> list[tuple[int, int]]:
    """Where a text prints the last word of a name's surname, as [start, end); nowhere for a name without one."""
    words = parse_name(name).surname.split()
    return [place.span() for place in re.finditer(rf"\b{re.escape(words[-1])}\b", text)] if words else []


def _titled(claim) -> str:
    text = claim["text"]
    return text if claim["role"] in text else f"{claim['role']} {text}"


def _knows_both(tables: Tables, claims: tuple, offices: tuple[str, ...]) -> bool:
    """Whether one of two articles gives the person both offices, so that both are true."""
    return any(
        tells_of(tables.articles[claim["article"]].text, claim, other)
        for claim, other in zip(claims, reversed(offices), strict=True)
        if claim["article"] in tables.articles
    )


def _tells_portfolio(tables: Tables, left, right) -> bool:
    """Whether the article of one of two claims puts the other's portfolio beside the name as well."""
    words = portfolio_words(right["subject"]) - portfolio_words(left["subject"])
    article = tables.articles.get(left["article"])
    if not words or article is None:
        return False
    printed = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words)))})\b", re.IGNORECASE)
    places = mentions_of(article.text, left["name"])
    return any(
        printed.search(_TITLE_BREAK.split(article.text[max(0, start - NEAR) : start])[-1]) for start, _ in places
    )


def _in_one_breath(left, right) -> bool:
    """Whether one mention carries both offices: "Judge Anna Lund, D-Ohio"."""
    return left["article"] == right["article"] and left["start"] < right["end"] and right["start"] < left["end"]


def is_past(claim) -> bool:
    """Whether a claim's sentence tells of another year than that of publication, of a change of offices, or of a past one."""
    before, _, after = claim["sentence"].partition(claim["text"])
    clauses = _CLAUSE.split(after)
    # "Anna Lund, who in 2009 opened the bakery" speaks of her; ", the mayor said on a visit in 2009" need not.
    beside = clauses[1] if len(clauses) > 1 and not clauses[0] and clauses[1].lstrip().startswith("who") else clauses[0]
    years = {*_YEAR.findall(before), *_YEAR.findall(beside)}
    # What is to come ("is running for president in 2026") leaves the office of today as it is.
    own = {year for year in years if claim["published"] and year >= claim["published"][:4]}
    near = [
        *re.findall(r"\w+", _CANDIDACY.sub(" ", before.lower()))[-_BESIDE:],
        *re.findall(r"\w+", _CANDIDACY.sub(" ", after.lower()))[:_BESIDE],
    ]
    changing = set(near) & set(read_lexicon("offices")["changes"].split())
    return bool(years - own or changing) or bool(_PAST.search(before))


def _are_two(left, right) -> bool:
    """Whether the genders told of two claims differ, so that one surname is two people's."""
    genders = [details_of(claim["content"]).get("gender") for claim in (left, right)]
    return all(genders) and genders[0] != genders[1]
