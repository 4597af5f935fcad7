"""Persons of an article with their roles, and who is meant where an article says a surname, "she" or "he"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from factcheck.extract.mentions import Mention, find_mentions
from factcheck.extract.office_titles import PARTY_OFFICE, Title, find_party, find_title
from factcheck.extract.person_facts import find_details, told_gender
from factcheck.extract.references import Reference, Resolver
from factcheck.extract.roles import Role, find_role
from factcheck.extract.words import Lines, country_forms, honorific_gender, read_lines, words_of
from factcheck.language.blocks import sentence_at, sentence_span
from factcheck.model import Claim, Parsed
from factcheck.normalise.names import PersonName, compare, fold, given_names, parse_name
from factcheck.normalise.offices import canonical_organisation, held_office, office_key

_RANKS = frozenset({"general", "admiral"})
# A sentence that opens with a pronoun, behind the end of another.
_OPENING = re.compile(r"[\s\"“”‘’]*(He|She)\b")
# A name that only a title and a surname give is a person less surely than a full one.
SURNAME_ONLY = 0.8


@dataclass(slots=True)
class Person:
    """One person of one article while it is read: the fullest name, all mentions of it in order, role and gender."""

    name: str
    mentions: list[Mention] = field(default_factory=list)
    role: Role = field(default_factory=Role)
    rank: str = ""
    shown: Mention | None = None
    gender: str = ""
    pronoun: str = ""
    told: list[str] = field(default_factory=list)
    details: dict[str, str] = field(default_factory=dict)

    @property
    def parts(self) -> PersonName:
        return parse_name(self.name)


def extract_persons(parsed: Parsed) -> list[Claim]:
    """One claim of kind "person" a person, in reading order; as-of days are left blank.

    The claim stands at the first full mention that prints a role, else at the first full mention; `text` is the name as
    printed there, `name` the fullest form in the article without honorific or rank. `role` is the role's noun phrase
    without the organisation; `organisation` the body or country in which it is held ("Danish" gives "Denmark");
    `subject` the office's key, blank without an office. A rank is the role only of one who has no other. `content`
    holds what else is printed, as "age=42; home=Leeds; gender=f; pronoun=she; rank=Gen.": a gender may be told by the given
    name alone, a pronoun never is. Confidence is 0.8 where only a title and a surname are given.
    """
    lines = read_lines(parsed)
    claims = []
    for person in _gather(lines):
        shown = person.shown or person.mentions[0]
        role = person.role
        told = {"gender": person.gender, "pronoun": person.pronoun}
        details = {**person.details, **told, "rank": person.rank if person.rank != role.role else ""}
        kin = role.role.split()[-1:] and role.role.split()[-1].lower() in words_of("titles", "kin")
        claims.append(
            Claim(
                article=parsed.article.id,
                kind="person",
                start=shown.start,
                end=shown.end,
                text=shown.text,
                sentence=sentence_at(parsed.blocks[shown.block], shown.start, shown.end),
                subject="" if not role.role or kin else office_key(role.role, role.organisation),
                content="; ".join(f"{key}={value}" for key, value in details.items() if value),
                name=person.name,
                role=role.role,
                organisation=role.organisation,
                confidence=1.0 if person.parts.given else SURNAME_ONLY,
            )
        )
    return sorted(claims, key=lambda claim: (claim.start, claim.end))


def extract_offices(parsed: Parsed, persons: list[Claim]) -> list[Claim]:
    """One claim of kind "person" more for each office that a title before a person's name tells and no claim of `persons` does.

    "Senator Ann Lee" in an article whose claim on her says "candidate": the claim stands at the first mention with that title,
    which its `text` holds as well.
    """
    lines = read_lines(parsed)
    known = {claim.name: claim for claim in persons}
    # Whatever the body: a commission's president is "President Lee" further down.
    told: dict[str, set[str]] = defaultdict(set)
    for claim in persons:
        told[claim.name].add(held_office(claim.subject.partition("@")[0]))
    claims = []
    for person in _gather(lines):
        own = known.get(person.name)
        for mention in person.mentions if own else ():
            for title in (find_title(lines, mention), find_party(lines, mention)):
                if title is None or not _is_further(title, own, told[person.name]):
                    continue
                told[person.name].add(title.office)
                claims.append(
                    replace(
                        own,
                        start=title.start,
                        end=title.end,
                        text=parsed.article.text[title.start : title.end],
                        sentence=sentence_at(parsed.blocks[mention.block], mention.start, mention.end),
                        subject=f"{title.office}@{title.organisation}",
                        role=title.text,
                        organisation=title.organisation,
                    )
                )
    return claims


def _is_further(title: Title, own: Claim, told: set[str]) -> bool:
    """Whether a title tells an office that is none of those told of its bearer so far, to whom the claim `own` belongs."""
    # Without a country a defence secretary is a defence minister.
    offices = {title.office, held_office(office_key(title.text, "").partition("@")[0])} - {""}
    if offices & told:
        return False
    if title.office in _RANKS:
        # A rank beside an office that ranks go with ("Gen. Ann Lee, chairwoman of the committee") is no second office.
        return not own.role or title.text in own.role or bool(held_office(own.subject))
    # "former Rep. Ann Lee (R-Ohio)" holds no seat.
    return title.office != PARTY_OFFICE or not own.subject.startswith("former ")


def extract_ages(parsed: Parsed, persons: list[Claim]) -> list[Claim]:
    """One claim of kind "person" more for each age of one of `persons` that the sentence of the claim on it does not print.

    The claim stands at the first mention with that age; its `content` holds the age alone.
    """
    lines = read_lines(parsed)
    known = {claim.name: claim for claim in persons}
    claims = []
    for person in _gather(lines):
        own = known.get(person.name)
        told = set(re.findall(r"\d+", own.sentence)) & {person.details.get("age", "")} if own else set()
        for mention in person.mentions if own and "age" in person.details else ():
            age = find_details(lines, mention).get("age", "")
            if not age or age in told:
                continue
            told.add(age)
            sentence = sentence_at(parsed.blocks[mention.block], mention.start, mention.end)
            place = {"start": mention.start, "end": mention.end, "text": mention.text, "sentence": sentence}
            claims.append(replace(own, **place, content=f"age={age}"))
    return claims


def _gather(lines: Lines) -> list[Person]:
    """The persons of an article, kept with its first parse: claims, offices, ages and references all read them."""
    doc = next((block.doc for block in lines.parsed.blocks if block.doc is not None), None)
    if doc is None:
        return []
    if "persons" not in doc.user_data:
        doc.user_data["persons"] = _read_persons(lines)
    return doc.user_data["persons"]


def _read_persons(lines: Lines) -> list[Person]:
    """The persons of an article: mentions of one name are one person, whatever middle name, title or suffix they print."""
    persons: list[Person] = []
    by_key: dict[str, list[Person]] = {}
    by_inner: dict[str, list[Person]] = {}
    for mention in sorted(
        find_mentions(lines),
        key=lambda m: (m.text.isupper(), lines.title_case[m.block], not m.full, m.start),
    ):
        name = _clean(mention.text)
        person = _find(by_key, name, mention) or _by_first_surname(by_inner, name, mention)
        if person is None:
            person = Person(name)
            persons.append(person)
            by_key.setdefault(_key(name), []).append(person)
            for word in name.split()[1:-1]:
                if len(word) > 2 and word[0].isupper() and fold(word) not in given_names():
                    by_inner.setdefault(fold(word), []).append(person)
        person.mentions.append(mention)
        if len(name.split()) > len(person.name.split()):
            person.name = name
    for person in persons:
        person.mentions.sort(key=lambda mention: mention.start)
        _describe(lines, person)
    bearers = Counter(_surname(person) for person in persons)
    for person in persons:
        person.pronoun = _pronoun(lines, person, bearers)
    return sorted(persons, key=lambda person: person.mentions[0].start)


def _clean(name: str) -> str:
    """A printed name without its nickname in quotation marks."""
    return " ".join(re.sub(r" [\"“‘'][^\"”’' ]+[\"”’'](?= )", "", name).split()).strip(" ,")


def _key(name: str) -> str:
    return fold(parse_name(name).surname.split()[-1]) if parse_name(name).surname else fold(name)


def _find(by_key: dict[str, list[Person]], name: str, mention: Mention) -> Person | None:
    """The person already met whose name this is; None for a new one. Two surnames that differ stay two persons."""
    single = " " not in name
    honorific = honorific_gender(mention.title)
    matches = []
    for person in by_key.get(_key(name), []):
        tail = fold(person.name).endswith(" " + fold(name))
        if single or tail:
            if not (honorific and person.gender and honorific != person.gender):
                matches.append(person)
        elif compare(person.name, name) in ("same", "variant"):
            return person
    # Of several that bear the surname it is the one of whom the article speaks most.
    return max(matches, key=lambda person: len(person.mentions)) if matches else None


def _by_first_surname(by_inner: dict[str, list[Person]], name: str, mention: Mention) -> Person | None:
    """The one person whose first of two surnames a form of address stands before: "Ms. Ruiz" of "Ana Ruiz Bello"."""
    bearers = by_inner.get(fold(name), []) if " " not in name else []
    honorific = honorific_gender(mention.title)
    if not honorific or len(bearers) != 1 or (bearers[0].gender and bearers[0].gender != honorific):
        return None
    return bearers[0]


def _describe(lines: Lines, person: Person) -> None:
    """Fill in role, rank, gender and details from the person's mentions, the earliest office first."""
    best: tuple[int, int] = (0, 0)
    for mention in person.mentions:
        role = find_role(lines, mention)
        if role.level == 1 and not person.rank:
            person.rank = role.role
        rank = (role.level, 1 if role.organisation else 0)
        # A later mention betters the role only where it gives an office to one without.
        if rank[0] > best[0] or (rank[0] == best[0] == 0 and rank > best):
            best, person.role = rank, role
            if mention.full:
                person.shown = mention
        details = find_details(lines, mention)
        person.details = {**details, **person.details}
        if gender := told_gender(lines, mention, role.role):
            person.told.append(gender)
        if not person.gender:
            person.gender = _gender(mention, role)
    if person.role.role and not person.role.organisation:
        owner = _leading_country(lines, person.shown or person.mentions[0], person.role)
        person.role = Role(person.role.role, owner, person.role.level)
    if not person.gender:
        person.gender = given_names().get(fold(person.parts.given.split(" ")[0]), "") if person.parts.given else ""
    if person.shown is None:
        person.shown = next((m for m in person.mentions if m.full), person.mentions[0])


def _gender(mention: Mention, role: Role) -> str:
    told = honorific_gender(mention.title)
    if told:
        return told
    words = set(role.role.lower().split())
    if words & words_of("titles", "female_roles"):
        return "f"
    return "m" if words & words_of("titles", "male_roles") else ""


def _surname(person: Person) -> str:
    """The last word of a person's name, as printed."""
    return person.name.split()[-1] if person.name else ""


def _pronoun(lines: Lines, person: Person, bearers: Counter[str]) -> str:
    """he or she, where forms of address, roles and the openings of the next sentences all tell one of them; else blank.

    A "She" that opens a sentence is the one person's that the sentence before names. It takes two of them, or one form of
    address, gendered role ("her father Bo Day") or noun ("the woman, Ann Lee,"). `bearers`: how many persons have a surname.
    """
    votes = {gender: 2 * person.told.count(gender) for gender in ("m", "f")}
    own = _surname(person)
    for mention in person.mentions:
        block = lines.parsed.blocks[mention.block]
        start, end = sentence_span(block, mention.start, mention.end)
        opening = _OPENING.match(lines.parsed.article.text, end, block.end)
        words = re.findall(r"\w+", lines.parsed.article.text[start:end]) if opening else ()
        if opening and not any(bearers[word] > (word == own) for word in words):
            votes["f" if opening.group(1) == "She" else "m"] += 1
    told = [gender for gender in ("m", "f") if votes[gender]]
    return {"m": "he", "f": "she"}[told[0]] if len(told) == 1 and votes[told[0]] >= 2 else ""


def _leading_country(lines: Lines, mention: Mention, role: Role) -> str:
    """The country that opens the sentence, for a government's office printed without one.

    "Norway, which ..., is ready to help, said Defence Minister Ann Lee": the minister is Norway's.
    """
    if not set(role.role.lower().split()) & words_of("titles", "government_heads"):
        return ""
    line, cues = lines.words[mention.block], words_of("cues", "plain_forms")
    beside = [
        line[at].lower for at in (mention.first - len(role.role.split()) - 1, mention.last) if 0 <= at < len(line)
    ]
    if not cues & set(beside):
        return ""
    block = lines.parsed.blocks[mention.block]
    start, _ = sentence_span(block, mention.start, mention.end)
    opening = lines.parsed.article.text[start : mention.start].lstrip("“\"'‘")
    for size in (4, 3, 2, 1):
        name = " ".join(opening.split()[:size]).rstrip(",")
        if name in country_forms():
            return canonical_organisation(name)
    return ""


def resolve_mentions(parsed: Parsed, persons: list[Claim]) -> list[Reference]:
    """Every stretch of the article that means one of `persons`, in reading order and without overlaps.

    Full names, bare surnames and titles with surnames, given names that only one person bears, and he, she, him, her, his
    by the person that the article speaks of just before (see `Resolver`). What cannot be told is left out.
    """
    lines = read_lines(parsed)
    full = [
        Reference(mention.start, mention.end, person.name, "name" if mention.full else "title")
        for person in _match(_gather(lines), persons)
        for mention in person.mentions
    ]
    return Resolver(lines, persons, full).run()


def _match(gathered: list[Person], claims: list[Claim]) -> list[Person]:
    names = {claim.name for claim in claims}
    return [person for person in gathered if person.name in names]
