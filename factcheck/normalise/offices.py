"""Organisations and offices brought to one name each, and which offices one person cannot hold at one time."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from factcheck.language.lexicons import read_lexicon, words_of
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


@lru_cache(maxsize=16384)
def printed_organisations(name: str) -> tuple[str, ...]:
    """The printed forms of an organisation ("European Union", "EU", "E.U."), the longest first; the name alone when unknown."""
    line = read_lexicon("organisations")["organisations"].get(canonical_organisation(name), "")
    forms = {form.strip() for form in line.split(",") if form.strip()} | {name}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


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
    markers = words_of("titles", "past_markers")
    while words and (words[0] in markers or words[0] in words_of("titles", "role_trims")):
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
    organisation = without_party(organisation)
    if office.startswith("former "):
        return ""
    words = set(f"{office} {organisation}".lower().split())
    if office in title_forms():
        found = title_forms()[office]
    elif {"leader", "whip", "speaker"} & set(office.split()) and words & {"senate", "house", "majority", "minority"}:
        return "legislative leader"
    else:
        return ""
    # "Republican Governor Lund" governs a state; a party's president may be its own.
    of_body = organisation and not is_state(organisation) and not (is_party(organisation) and is_never_of_bodies(found))
    return "" if is_of_state(found) and of_body else found


def past_office(subject: str) -> str:
    """The office that the key of a former holder names ("former senator@Ohio": senator); blank for any other key."""
    return held_office(subject.removeprefix("former ")) if subject.startswith("former ") else ""


@lru_cache(maxsize=16384)
def without_party(organisation: str) -> str:
    """A state or country without the party before or behind it ("Vermont Independent": Vermont); any other name as it is."""
    parties = words_of("offices", "parties")
    words = organisation.split()
    kept = [word for word in words if word.lower() not in parties]
    return " ".join(kept) if kept != words and (not kept or is_state(" ".join(kept))) else organisation


def is_party(organisation: str) -> bool:
    """Whether a name is a party's: "Republican Party", "GOP"."""
    words = organisation.lower().removesuffix(" party").split()
    return bool(words) and words_of("offices", "parties").issuperset(words)


def is_never_of_bodies(office: str) -> bool:
    """Whether nobody is called so in a firm, a society or a party: governor, senator, mayor."""
    return office in read_lexicon("offices")["never_of_bodies"]


def is_of_state(office: str) -> bool:
    """Whether an office is a state's or a country's only: with another body before it, it is another office."""
    return office in read_lexicon("offices")["of_states"]


@cache
def _regions() -> frozenset[str]:
    data = read_lexicon("countries")
    return frozenset({*data["countries"], *(region.strip() for region in data["regions"].split(","))})


@cache
def _states() -> frozenset[str]:
    data = read_lexicon("countries")
    return _regions() | {place.strip() for place in data["places"].split(",")}


def is_region(name: str) -> bool:
    """Whether a name is that of a country, a state or another place that holds towns."""
    return name in _regions()


def is_state(organisation: str) -> bool:
    """Whether a name is that of a country, a state or another place that the lexicon knows."""
    return organisation in _states()


def exclude_each_other(first: str, second: str) -> bool:
    """Whether nobody holds these two offices (of `held_office`) at one time; False when either is blank."""
    return bool(first and second) and first != second and frozenset((first, second)) not in _compatible()


@cache
def _seldom() -> frozenset[frozenset[str]]:
    return frozenset(
        frozenset((rank, office)) for rank, offices in read_lexicon("offices")["seldom"].items() for office in offices
    )


def seldom_go_together(first: str, second: str) -> bool:
    """Whether two offices (of `held_office`) are one person's in few countries only: a general who is president."""
    return frozenset((first, second)) in _seldom()


def exclude_within_a_body(left: str, right: str) -> bool:
    """Whether two office keys name one body, the one as its head and the other as a state's office that no body has.

    exclude_within_a_body("president@NAACP", "governor@N.A.A.C.P.") is True: nobody is governor of a society.
    """
    (first, _, one), (second, _, two) = (subject.partition("@") for subject in (left, right))
    bodies = [fold(body.replace(".", "")) for body in (one, two)]
    if not one or bodies[0] != bodies[1] or is_state(one) or is_state(two):
        return False
    heads, foreign = (set(read_lexicon("offices")[key]) for key in ("heads_of_bodies", "never_of_bodies"))
    return (first in heads and second in foreign) or (second in heads and first in foreign)
