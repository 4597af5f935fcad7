"""Persons of an article with their roles, and who is meant where an article says a surname, "she" or "he"."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from factcheck.extract.mentions import (
    Lines,
    Mention,
    country_forms,
    find_mentions,
    given_names,
    read_lines,
    token_at,
    words_of,
)
from factcheck.extract.roles import Role, find_details, find_role
from factcheck.language.blocks import sentence_at, sentence_span
from factcheck.language.lexicons import read_lexicon
from factcheck.model import Block, Claim, Parsed
from factcheck.normalise.names import PersonName, canonical_organisation, compare, fold, office_key, parse_name

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
    details: dict[str, str] = field(default_factory=dict)

    @property
    def parts(self) -> PersonName:
        return parse_name(self.name)


@dataclass(frozen=True, slots=True)
class Reference:
    """A stretch `[start, end)` of the article that means the person of `name`; how is name, surname, title or pronoun."""

    start: int
    end: int
    name: str
    how: str


def extract_persons(parsed: Parsed) -> list[Claim]:
    """One claim of kind "person" a person, in reading order; as-of days are left blank.

    The claim stands at the first full mention that prints a role, else at the first full mention; `text` is the name as
    printed there, `name` the fullest form in the article without honorific or rank. `role` is the role's noun phrase
    without the organisation; `organisation` the body or country in which it is held ("Danish" gives "Denmark");
    `subject` the office's key, blank without an office. A rank is the role only of one who has no other. `content`
    holds what else is printed, as "age=42; home=Leeds; gender=f; rank=Gen.". Confidence is 0.8 where only a title and a
    surname are given.
    """
    lines = read_lines(parsed)
    claims = []
    for person in _gather(lines):
        shown = person.shown or person.mentions[0]
        role = person.role
        details = {**person.details, "gender": person.gender, "rank": person.rank if person.rank != role.role else ""}
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


def _gather(lines: Lines) -> list[Person]:
    """The persons of an article: mentions of one name are one person, whatever middle name, title or suffix they print."""
    persons: list[Person] = []
    by_key: dict[str, list[Person]] = {}
    for mention in sorted(
        find_mentions(lines), key=lambda m: (lines.title_case[m.block], m.first + 1 == m.last, m.start)
    ):
        name = _clean(mention.text)
        person = _find(by_key, name, mention)
        if person is None:
            person = Person(name)
            persons.append(person)
            by_key.setdefault(_key(name), []).append(person)
        person.mentions.append(mention)
        if len(name.split()) > len(person.name.split()):
            person.name = name
    for person in persons:
        person.mentions.sort(key=lambda mention: mention.start)
        _describe(lines, person)
    return sorted(persons, key=lambda person: person.mentions[0].start)


def _clean(name: str) -> str:
    return " ".join(name.split()).strip(" ,")


def _key(name: str) -> str:
    return fold(parse_name(name).surname.split()[-1]) if parse_name(name).surname else fold(name)


def _find(by_key: dict[str, list[Person]], name: str, mention: Mention) -> Person | None:
    """The person already met whose name this is; None for a new one. Two surnames that differ stay two persons."""
    single = " " not in name
    honorific = read_lexicon("titles")["honorifics"].get(mention.title.lower(), "")
    matches = []
    for person in by_key.get(_key(name), []):
        tail = fold(person.name).endswith(" " + fold(name))
        if single or tail:
            if not (honorific and person.gender and honorific != person.gender):
                matches.append(person)
        elif compare(person.name, name) in ("same", "variant"):
            return person
    return matches[0] if matches else None


def _describe(lines: Lines, person: Person) -> None:
    """Fill in role, rank, gender and details from the person's mentions, the earliest office first."""
    best: tuple[int, int] = (0, 0)
    for mention in person.mentions:
        full = mention.first + 1 < mention.last
        role = find_role(lines, mention)
        if role.level == 1 and not person.rank:
            person.rank = role.role
        rank = (role.level, 1 if role.organisation else 0)
        # A later mention betters the role only where it gives an office to one without.
        if rank[0] > best[0] or (rank[0] == best[0] == 0 and rank > best):
            best, person.role = rank, role
            if full:
                person.shown = mention
        details = find_details(lines, mention)
        person.details = {**details, **person.details}
        if not person.gender:
            person.gender = _gender(mention, role)
    if person.role.role and not person.role.organisation:
        owner = _leading_country(lines, person.shown or person.mentions[0], person.role)
        person.role = Role(person.role.role, owner, person.role.level)
    if not person.gender:
        person.gender = given_names().get(fold(person.parts.given.split(" ")[0]), "") if person.parts.given else ""
    if person.shown is None:
        person.shown = next((m for m in person.mentions if m.first + 1 < m.last), person.mentions[0])


def _gender(mention: Mention, role: Role) -> str:
    told = read_lexicon("titles")["honorifics"].get(mention.title.lower(), "")
    if told:
        return told
    words = set(role.role.lower().split())
    if words & words_of("titles", "female_roles"):
        return "f"
    return "m" if words & words_of("titles", "male_roles") else ""


def _leading_country(lines: Lines, mention: Mention, role: Role) -> str:
    """The country that opens the sentence, for a government's office printed without one.

    "Norway, which ..., is ready to help, said Defence Minister Ann Lee": the minister is Norway's.
    """
    if not set(role.role.lower().split()) & words_of("titles", "government_heads"):
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
    by the person that the article speaks of just before (see `_Resolver`). What cannot be told is left out.
    """
    lines = read_lines(parsed)
    full = [
        Reference(mention.start, mention.end, person.name, "name" if mention.first + 1 < mention.last else "title")
        for person in _match(_gather(lines), persons)
        for mention in person.mentions
    ]
    return _Resolver(lines, persons, full).run()


def _match(gathered: list[Person], claims: list[Claim]) -> list[Person]:
    names = {claim.name for claim in claims}
    return [person for person in gathered if person.name in names]


_PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
# How many sentences back a pronoun may look for the person it means.
_REACH = 4


class _Resolver:
    """Walks an article once, sentence by sentence, keeping whom it speaks of.

    A pronoun means the subject of its own sentence before it, else the latest subject of the sentences before, else the
    latest person named there; a known gender that differs rules a person out.
    """

    def __init__(self, lines: Lines, persons: list[Claim], full: list[Reference]) -> None:
        self.lines = lines
        self.full = {reference.start: reference for reference in full}
        self.covered = sorted((reference.start, reference.end) for reference in full)
        self.gender = {claim.name: _detail(claim, "gender") for claim in persons}
        self.by_word: dict[str, list[str]] = {}
        for claim in persons:
            parts = parse_name(claim.name)
            for word in {fold(parts.surname), fold(parts.surname.split()[-1]) if parts.surname else ""} - {""}:
                self.by_word.setdefault(word, []).append(claim.name)
            given = fold(parts.given.split()[0]) if parts.given else ""
            if given:
                self.by_word.setdefault("\0" + given, []).append(claim.name)
        self.named: list[str] = []
        # Per sentence, latest last: persons as subject, then others, each in order of appearance.
        self.history: list[tuple[list[str], list[str]]] = []

    def run(self) -> list[Reference]:
        found: list[Reference] = []
        for number, block in enumerate(self.lines.parsed.blocks):
            if block.doc is None:
                continue
            starts = (
                [sentence.start_char for sentence in block.doc.sents] if block.doc.has_annotation("SENT_START") else [0]
            )
            current = -1
            for index, word in enumerate(self.lines.words[number]):
                sentence = bisect_right(starts, word.start - block.start)
                if sentence != current:
                    current = sentence
                    self.history.append(([], []))
                    del self.history[:-_REACH]
                reference = self._refer(number, block, index)
                if reference is not None:
                    found.append(reference)
        return found

    def _refer(self, number: int, block: Block, index: int) -> Reference | None:
        word = self.lines.words[number][index]
        reference = self.full.get(word.start)
        if reference is None:
            if word.lower in _PRONOUNS and word.text != "HER":
                name = self._pronoun(word.lower)
                how = "pronoun"
            elif word.text[0].isupper() and not self._is_covered(word.start):
                name, how = self._surname(number, index), "surname"
            else:
                return None
            if not name:
                return None
            reference = Reference(word.start, word.end, name, how)
        self._remember(block, reference)
        return reference

    def _is_covered(self, offset: int) -> bool:
        at = bisect_right(self.covered, (offset, 1 << 60)) - 1
        return at >= 0 and self.covered[at][0] <= offset < self.covered[at][1]

    def _remember(self, block: Block, reference: Reference) -> None:
        if reference.name not in self.named and reference.how != "pronoun":
            self.named.append(reference.name)
        token = block.doc[token_at(block, reference.end - 1)]
        subject = _is_subject(token)
        if reference.how == "pronoun" and not subject:
            return
        self.history[-1][0 if subject else 1].append(reference.name)

    def _surname(self, number: int, index: int) -> str:
        """The person whom a capitalised word alone means, or the longest of two or three words with particles."""
        line = self.lines.words[number]
        word = line[index]
        names = self.by_word.get(fold(word.text), [])
        before = line[index - 1] if index and self.lines.gap(number, index) in (" ", "\u00a0") else None
        title = before.lower if before is not None else ""
        told = read_lexicon("titles")["honorifics"].get(title, "")
        if not names:
            names = self.by_word.get("\0" + fold(word.text), [])
            following = line[index + 1] if index + 1 < len(line) else None
            joined = following is not None and self.lines.gap(number, index + 1) in (" ", "\u00a0")
            if len(names) != 1 or (joined and following.text[0].isupper() and not word.possessive):
                return ""
        elif (
            before is not None
            and before.text[0].isupper()
            and not before.possessive
            and not self._is_opening(before.lower)
        ):
            # Part of another capitalised run: another person's name, or an organisation's.
            return ""
        if told:
            names = [name for name in names if self.gender.get(name, "") in ("", told)]
        if len(names) <= 1:
            return names[0] if names else ""
        # Several bear it: who has been named so far, and of those the one named first.
        known = [name for name in self.named if name in names]
        return known[0] if known else names[0]

    def _is_opening(self, lower: str) -> bool:
        titles = read_lexicon("titles")
        if lower in titles["honorifics"] or lower in titles["ranks"] or lower in words_of("titles", "role_heads"):
            return True
        return lower in words_of("given_names", "openings")

    def _pronoun(self, pronoun: str) -> str:
        wanted = _PRONOUNS[pronoun]
        for place in (0, 1):
            for depth in range(1, len(self.history) + 1):
                if place and depth > 2:
                    break
                subjects, others = self.history[-depth]
                if place == 0 and not subjects and depth > 1 and len(self._fitting(others, wanted)) == 1:
                    return self._fitting(others, wanted)[0]
                fitting = self._fitting(subjects if place == 0 else others, wanted)
                if fitting:
                    return fitting[-1] if place == 0 else fitting[0]
        return ""

    def _fitting(self, names: list[str], wanted: str) -> list[str]:
        return [name for name in names if self.gender.get(name, "") in ("", wanted)]


def _is_subject(token: object) -> bool:
    """Whether a name's last token is, or belongs to, a subject."""
    for _ in range(4):
        if token.dep_.startswith("nsubj") or token.dep_ == "csubj":
            return True
        if token.dep_ not in ("flat", "compound", "nmod:desc", "appos", "nmod:poss"):
            return False
        if token.dep_ == "nmod:poss":
            return False
        token = token.head
    return False


def _detail(claim: Claim, key: str) -> str:
    for part in claim.content.split("; "):
        if part.startswith(key + "="):
            return part[len(key) + 1 :]
    return ""
