"""The party and state behind a legislator's name ("R-Ohio"): what two articles give one person must be the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from factcheck.checks.findings import Finding, Tables
from factcheck.checks.person_details import two_sided
from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.names import fold, parse_name

# "(R-S.C.)", ", D-Wash.,", "(I-Vermont)": the party's letter, and the state to its last full stop.
_TAG = re.compile(r"\b([DRI])-((?:[A-Z][a-z]*\.? ?){1,3})")
# A claim ends within the state; its rest is no longer than this.
_REST = 16


def find_parties(tables: Tables, tolerance) -> Iterator[Finding]:
    """Persons of one name to whom articles on one event or topic give two parties, or two states, behind their names.

    Flagged: "Anna Lund (R-Ohio)" and "Anna Lund (D-Ohio)"; "Anna Lund, R-Ohio" and "Anna Lund, R-Iowa". Passed: one state in
    two abbreviations ("R-Wis.", "R-Wisc."), and a town ("R-Velden") beside a state.
    """
    claims = tables.claims
    pairs = tables.pairs[(tables.pairs["kind"] == "person") & tables.pairs["relation"].isin(("event", "topic"))]
    groups: dict[tuple, list] = {}
    for pair in pairs.itertuples():
        if claims.at[pair.left, "subject"] != "legislator@" or claims.at[pair.right, "subject"] != "legislator@":
            continue
        tags = [tag_of(claims.loc[row], tables) for row in (pair.left, pair.right)]
        clash = clash_between(*tags)
        if clash:
            sides = sorted(zip(clash, (pair.left, pair.right), strict=True))
            surname = fold(parse_name(claims.at[pair.left, "name"]).surname.split()[-1])
            groups.setdefault((surname, *sorted(clash)), []).append((sides, pair))
    for (surname, *values), members in sorted(groups.items()):
        yield two_sided(
            tables,
            members,
            values,
            lambda claim, _: f"{claim['name']} ({''.join(tag_of(claim, tables, printed=True))})",
            identity=(surname, *values),
            confidence=0.9,
            unsure="Look up the party and the state.",
        )


def clash_between(left: tuple[str, str], right: tuple[str, str]) -> tuple[str, ...]:
    """The two parties, or the two states, of two tags that differ; empty when they agree or a state is unknown."""
    parties = read_lexicon("offices")["party_letters"]
    if left[0] and right[0] and left[0] != right[0]:
        return parties[left[0]], parties[right[0]]
    return (left[1], right[1]) if left[1] and right[1] and left[1] != right[1] else ()


def tag_of(claim, tables: Tables, *, printed: bool = False) -> tuple[str, str]:
    """The party's letter and the state's full name of a claim; blank for a state that is none. printed: as the article has it."""
    article = tables.articles.get(claim["article"])
    found = _TAG.search(article.text[claim["start"] : claim["end"] + _REST] if article else claim["text"])
    if not found:
        return "", ""
    place = found[2].strip()
    return (f"{found[1]}-", place) if printed else (found[1], state_of(place))


@cache
def state_of(place: str) -> str:
    """The full name of a state that is abbreviated in any usual way ("Wis.", "WI", "Wisconsin"); blank for another place."""
    plain = fold(place.replace(".", "").replace(" ", ""))
    return _states().get(plain, "")


@cache
def _states() -> dict[str, str]:
    found = {}
    for name, forms in read_lexicon("offices")["states"].items():
        for form in (name, *forms.split()):
            found[fold(form.replace(".", "").replace(" ", ""))] = name
    return found
