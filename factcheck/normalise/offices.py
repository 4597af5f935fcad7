"""Organisations and offices brought to one name each, and which offices one person cannot hold at one time."""

from __future__ import annotations

import re
from functools import cache

from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.names import fold


@cache
def _canonical_organisations() -> dict[str, str]:
    names: dict[str, str] = {}
    for canonical, line in read_lexicon("countries")["countries"].items():
        for field in line.split("|"):
            for form in field.split(","):
                if form.strip():
                    names.setdefault(fold(form.strip()), canonical)
    for canonical, line in read_lexicon("organisations")["organisations"].items():
        for form in line.split(","):
            names[fold(form.strip())] = canonical
    return names


def canonical_organisation(name: str) -> str:
    """The one name of a country or organisation ("Danish", "Copenhagen" -> "Denmark"); the name itself when unknown."""
    plain = re.sub(r"^(?:the|The)\s+|['’]s?$", "", name.strip())
    return _canonical_organisations().get(fold(plain), plain)


@cache
def _offices() -> dict[tuple[str, str], str]:
    keys: dict[tuple[str, str], str] = {}
    for entry in read_lexicon("titles")["offices"]:
        for name in entry["names"]:
            keys.setdefault((entry["in"], name), entry["names"][0])
        for name in entry.get("alone", ()):
            keys[("alone", name)] = f"{entry['names'][0]}@{entry['in']}"
    return keys


def office_key(role: str, organisation: str) -> str:
    """The office that a role names, as "office@organisation" with synonyms made one; blank when the role is blank.

    "High Representative for Foreign Affairs and Security Policy", "European Union" -> "foreign policy chief@EU".
    A role of the past ("former president") keeps its marker, so that it never meets the present holder's.
    """
    words = role.lower().replace("’", "'").replace("'s", "").split()
    past = ""
    markers = set(read_lexicon("titles")["past_markers"].split())
    trims = set(read_lexicon("titles")["role_trims"].split())
    while words and (words[0] in markers or words[0] in trims):
        past = "former " if words[0] in markers else past
        words.pop(0)
    if words and words[0].startswith("ex-"):
        past, words[0] = "former ", words[0][3:]
    plain = " ".join(words)
    if not plain:
        return ""
    ranks = read_lexicon("titles")["ranks"]
    plain = ranks.get(plain, plain)
    owner = canonical_organisation(organisation) if organisation else ""
    keys = _offices()
    if not owner and ("alone", plain) in keys:
        return past + keys[("alone", plain)]
    office = keys.get((owner, plain)) or keys.get(("", plain))
    if office is None and owner:
        # A longer printed role than any listed: the part before "for" or "of" may be.
        head = re.split(r" (?:for|of) ", plain)[0]
        office = keys.get((owner, head))
    return f"{past}{office or plain}@{owner}"


@cache
def title_forms() -> dict[str, str]:
    """Every printed form of a title that tells an office, in lower case, with the office that it tells."""
    return {form: office for office, forms in read_lexicon("offices")["titles"].items() for form in [office, *forms]}


@cache
def _compatible() -> frozenset[frozenset[str]]:
    """Pairs of offices that one person may be given in reports of one event."""
    return frozenset(
        frozenset((first, second))
        for group in read_lexicon("offices")["compatible"]
        for first in group
        for second in group
    )


def held_office(subject: str) -> str:
    """The office of `offices.yaml` that an office key names; blank for a past one and for what many people hold.

    held_office("senator@Ohio") is "senator"; held_office("president@Acme") is blank, for a firm's president holds no state
    office; held_office("majority leader@Senate") is "legislative leader".
    """
    office, _, organisation = subject.partition("@")
    if office.startswith("former "):
        return ""
    words = set(f"{office} {organisation}".lower().split())
    if office in title_forms():
        found = title_forms()[office]
    elif {"leader", "whip", "speaker"} & set(office.split()) and words & {"senate", "house", "majority", "minority"}:
        return "legislative leader"
    else:
        return ""
    return "" if is_of_state(found) and organisation and not is_state(organisation) else found


def is_of_state(office: str) -> bool:
    """Whether an office is a state's or a country's only: with another body before it, it is another office."""
    return office in read_lexicon("offices")["of_states"]


@cache
def _states() -> frozenset[str]:
    data = read_lexicon("countries")
    return frozenset({*data["countries"], *(place.strip() for place in data["places"].split(","))})


def is_state(organisation: str) -> bool:
    """Whether a name is that of a country, a state or another place that the lexicon knows."""
    return organisation in _states()


def exclude_each_other(first: str, second: str) -> bool:
    """Whether nobody holds these two offices (of `held_office`) at one time; False when either is blank."""
    return bool(first and second) and first != second and frozenset((first, second)) not in _compatible()
