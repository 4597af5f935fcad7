"""Pairs of persons: one name spelt two ways, and one office with two holders."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from itertools import product

from factcheck.model import PAIR_COLUMNS, details_of
from factcheck.normalise.names import compare, fold, formal_given, is_given_name, is_spelling, parse_name, plain_case

# What the same or a kindred context makes of two names that a slip would explain; the office speaks loudest.
CHANCES = {
    "office": 0.95, "organisation": 0.9, "article": 0.9, "event": 0.85, "topic": 0.8, "age": 0.7, "home": 0.7,
}  # fmt: skip
WORDS = {
    "office": "the same office ({left})",
    "organisation": "the same country or organisation ({left})",
    "article": "one article",
    "event": "articles on one event",
    "topic": "articles on one topic",
    "age": "the same age ({left})",
    "home": "the same home town ({left})",
}
# Two ages further apart than a birthday and a slip of the pen are two people's.
MOST_YEARS = 2
# Shorter surnames that differ in their first letter are mostly two ("Lee", "Gee").
LEAST_REST = 5
# Claims of two near names are all held against each other up to so many pairs.
MOST_PAIRS = 10_000
# What pairs of persons are about (see `pair_persons`).
KINDS = ("name", "office", "person")
WORD = re.compile(r"[^\W\d_][\w'’-]*")


def pair_persons(claims, relations, kinds: Collection[str] = KINDS):
    """The pairs table for persons, kinds `name` (near and variant spellings), `office` (one office, two names) and
    `person` (one person in two articles on one event or topic, or given two offices in one article).

    Two names are compared when they share a surname, or a given name and the surname's first letter; they are paired when
    something besides the names speaks for one person: the office, the organisation, one article, or articles on one topic.
    Pairs of other `kinds` are left out.
    """
    import pandas as pd

    everyone = [row for row in claims[claims["kind"] == "person"].itertuples() if row.name]
    # A claim for one more title of a person ("Sen. Ann Lee") tells of the office, not of the spelling.
    persons = [row for row in everyone if not (row.role and row.role in row.text)]
    related = {}
    for row in relations.itertuples():
        related[row.left, row.right] = related[row.right, row.left] = row.relation
    rows = []
    printed = defaultdict(set)
    for person in persons:
        printed[person.article].add(person.name)
    for one, two in near_names(persons, related) if "name" in kinds else ():
        together = one.name in printed[two.article] or two.name in printed[one.article]
        evidence = shared_context(one, two, related.get((one.article, two.article)), together)
        if evidence:
            chance = 1.0
            for kind, _ in evidence:
                chance *= 1 - CHANCES[kind]
            why = "; ".join(["names that differ by a slip", *(words for _, words in evidence)])
            left, right = sorted((one.Index, two.Index))
            relation = evidence[0][0]
            rows.append((left, right, "name", 0.0, round(1 - chance, 4), why, relation))
    for one, two, relation in shared_offices(everyone, relations) if "office" in kinds else ():
        left, right = sorted((one.Index, two.Index))
        why = WORDS["office"].format(left=office_words(one.subject))
        rows.append((left, right, "office", 0.0, 0.9, why, relation))
    of_one = [*same_names(everyone, relations), *surnames_alone(everyone, relations)] if "person" in kinds else []
    for one, two, relation in of_one:
        ages = {details_of(person.content).get("age", "") for person in (one, two)} - {""}
        if relation != "article" or one.subject != two.subject or len(ages) == 2:
            left, right = sorted((one.Index, two.Index))
            rows.append((left, right, "person", 0.0, 0.95, f"one name in {WORDS[relation]}", relation))
    frame = pd.DataFrame(rows, columns=[*PAIR_COLUMNS, "relation"])
    return frame.sort_values(["kind", "left", "right"], ignore_index=True)


def near_names(persons, related: Mapping[tuple[str, str], str]) -> Iterator[tuple]:
    """The pairs of person claims whose printed names differ but may be one person's (relations near and variant).

    related: the pairs of articles with a relation. Of two names in more than MOST_PAIRS pairs of claims only those come that
    can speak for one person, and each claim of a shared office or organisation once.
    """
    by_name = defaultdict(list)
    blocks = defaultdict(set)
    for person in persons:
        by_name[person.name].append(person)
    for name in by_name:
        for block in name_blocks(name):
            blocks[block].add(name)
    candidates = set()
    for names in blocks.values():
        ordered = sorted(names)
        candidates.update((a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :])
    near = [(by_name[a], by_name[b]) for a, b in sorted(candidates) if are_near(a, b)]
    many = any(len(first) * len(second) > MOST_PAIRS for first, second in near)
    neighbours = defaultdict(list)
    for left, right in sorted(related) if many else ():
        neighbours[left].append(right)
    for first, second in near:
        few = len(first) * len(second) <= MOST_PAIRS
        yield from product(first, second) if few else speaking_pairs(first, second, neighbours)


def speaking_pairs(first, second, neighbours: Mapping[str, list[str]]) -> Iterator[tuple]:
    """Of the claims of two names the pairs in related articles, and each claim with one other of its office or organisation."""
    in_article = defaultdict(list)
    for two in second:
        in_article[two.article].append(two)
    found = {}
    for one in first:
        for article in neighbours.get(one.article, ()):
            found.update({(one.Index, two.Index): (one, two) for two in in_article.get(article, ())})
    for key in ("subject", "organisation"):
        left, right = (rows_by(key, side) for side in (first, second))
        for value in sorted(left.keys() & right.keys()):
            ones, others = left[value], right[value]
            pairs = [*((one, others[0]) for one in ones), *((ones[0], two) for two in others)]
            found.update({(one.Index, two.Index): (one, two) for one, two in pairs})
    yield from (found[place] for place in sorted(found))


def rows_by(key: str, persons) -> dict[str, list]:
    """Claims by what a column holds, folded; those where it is blank are left out."""
    held = defaultdict(list)
    for person in persons:
        if value := getattr(person, key):
            held[fold(value)].append(person)
    return held


def are_near(one: str, two: str) -> bool:
    """Whether two names as printed differ, and may be one person's by a slip or by two conventions of writing."""
    return compare(one, two) in ("near", "variant") and plain_case(one) != plain_case(two) or is_spelling(one, two)


def surname_key(name: str) -> str:
    """What two names share whenever they may be one person's by an equal surname: its last word; blank without one."""
    words = parse_name(plain_name(name)).surname.split()
    return words[-1] if words else ""


def name_blocks(name: str) -> tuple[str, ...]:
    """The keys of which two names must share one to be compared; none for a name without given name or surname."""
    parts = parse_name(name)
    if not parts.given or not parts.surname:
        return ()
    # "B. Lee Stone" is known as Lee Stone: an initial that leads tells nothing.
    words = [word for word in fold(parts.given).split() if len(word.rstrip(".")) > 1] or fold(parts.given).split()
    given, surname = " ".join(words), fold(parts.surname)
    return (
        f"surname|{surname}",
        f"given|{given.split()[0]}|{surname[:1]}",
        f"ends|{given[-3:]}|{surname[:3]}",
        f"starts|{given[:1]}|{surname[:4]}",
        # A slip in the first letter of all ("Ann Grady", "Ann Brady").
        *([f"rest|{given.split()[0]}|{surname[1:]}"] if len(surname) >= LEAST_REST else []),
        # "Ann Solano-Reyes", "Ann Solano Reyes".
        "letters|" + "".join(letter for letter in fold(name) if letter.isalpha()),
    )


def meet(persons, relations, key: Callable) -> Iterator[tuple]:
    """Each two person claims of one key (blank keys aside) in one article or two related ones, with the relation.

    Goes by the pairs of articles, so that a name in thousands of articles makes no pairs across unrelated ones.
    """
    by_article = defaultdict(lambda: defaultdict(list))
    for person in persons:
        if value := key(person):
            by_article[person.article][value].append(person)
    for row in relations.itertuples():
        left, right = by_article.get(row.left, {}), by_article.get(row.right, {})
        for value in sorted(left.keys() & right.keys()):
            for one in left[value]:
                for two in right[value]:
                    if row.left != row.right or one.Index < two.Index:
                        yield one, two, row.relation


def same_names(persons, relations) -> Iterator[tuple]:
    """The pairs of person claims whose first given names, pet names made formal, and surnames are equal."""

    def key(person) -> tuple[str, str] | None:
        return formal_name(person.name) if parse_name(person.name).given else None

    # "Mary Jo Lund" and "Mary Lou Lund" are two.
    return (found for found in meet(persons, relations, key) if compare(found[0].name, found[1].name) != "different")


def surnames_alone(persons, relations) -> Iterator[tuple]:
    """The pairs of a claim that prints a title and a surname alone with those of the one person of that surname.

    "President Lee" is Ann Lee of another article when neither article, nor any other on the same event, names another Lee.
    """

    def surname(person) -> str:
        name = parse_name(person.name).surname
        return plain_name(name.split()[-1]) if name else ""

    def given(person) -> str:
        name = parse_name(person.name).given
        return fold(name.split()[0]) if name else ""

    about = [pair for pair in meet(persons, relations, surname) if pair[2] in ("article", "event")]
    names = defaultdict(set)
    for one, two, _ in about:
        for alone, other in ((one, two), (two, one)):
            if not given(alone):
                names[alone.Index].add(given(other))
    for one, two, relation in about:
        alone = [person.Index for person in (one, two) if not given(person)]
        if alone and all(len(names[index] - {""}) <= 1 for index in alone):
            yield one, two, relation


def formal_name(name: str) -> tuple[str, str]:
    """The first given name in its formal form and the surname, without diacritics and apostrophes, for equality."""
    parts = parse_name(plain_name(name))
    return formal_given(parts.given.split()[0]) if parts.given else "", parts.surname


def plain_name(name: str) -> str:
    """A name in lower case without diacritics and apostrophes, for equality."""
    return fold(name).replace("’", "").replace("'", "").replace("‘", "")


def shared_context(one, two, relation: str | None, together: bool = False) -> list[tuple[str, str]]:
    """What besides the names speaks for one person, as kinds of CHANCES with words for a reader; empty when nothing does.

    Something of the office, the organisation or the articles' relation must be shared: `name_groups` gathers claims by these.

    together: whether one of the articles prints both names, as it does of two people of one family.
    """
    found = []
    first, second = details_of(one.content), details_of(two.content)
    ages = [int(age) for age in (first.get("age", ""), second.get("age", "")) if age]
    if len(ages) == 2 and abs(ages[0] - ages[1]) > MOST_YEARS:
        return []
    if tells_of_both(one, two) or tells_of_both(two, one):
        return []
    suffixes = {suffix.lower().rstrip(".") for person in (one, two) if (suffix := parse_name(person.name).suffix)}
    if len(suffixes) == 2:
        return []
    same_age = len(ages) == 2 and ages[0] == ages[1]
    if one.subject and one.subject == two.subject:
        found.append(("office", WORDS["office"].format(left=office_words(one.subject))))
    elif one.organisation and fold(one.organisation) == fold(two.organisation):
        found.append(("organisation", WORDS["organisation"].format(left=one.organisation)))
    # Father and daughter ("Eric", "Erica") stand in one article oftener than a slip between two given names does.
    apart = two_given_names(one.name, two.name)
    genders = {person.get("gender", "") for person in (first, second)} - {""}
    doubtful = apart and (relation == "article" or together or relation == "topic" and len(genders) == 2)
    if relation and not (doubtful and (together or not same_age)):
        found.append((relation, WORDS[relation]))
    elif doubtful:
        return [entry for entry in found if entry[0] == "office"]
    if other_first_letter(one.name, two.name) and not any(kind == "office" for kind, _ in found):
        return []
    if found and same_age:
        found.append(("age", WORDS["age"].format(left=ages[0])))
    if found and first.get("home") and fold(first["home"]) == fold(second.get("home", "")):
        found.append(("home", WORDS["home"].format(left=first["home"])))
    return found


def other_first_letter(one: str, two: str) -> bool:
    """Whether two surnames differ in their first letter, where a slip is rarer than a second person."""
    first, second = (parse_name(plain_name(name)).surname for name in (one, two))
    return first[:1] != second[:1] and first[1:] == second[1:]


def office_words(subject: str) -> str:
    """An office key as a reader would write it: "prosecutor", "finance minister, Norway"."""
    return ", ".join(filter(None, subject.split("@")))


def tells_of_both(one, two) -> bool:
    """Whether the sentence that names `one` has the other's first given name too, as it has of two brothers."""
    first, second = (parse_name(person.name).given.split() for person in (one, two))
    if not first or not second or fold(first[0]) == fold(second[0]):
        return False
    return second[0] in words_of_sentence(one.sentence) and second[0] not in one.name.split()


@lru_cache(maxsize=4096)
def words_of_sentence(sentence: str) -> frozenset[str]:
    """The words of a sentence, kept for the pairs of the person that it names."""
    return frozenset(WORD.findall(sentence))


def two_given_names(one: str, two: str) -> bool:
    """Whether two names differ in their first given names, and these are known ones that do not sound alike."""
    first, second = (parse_name(name).given.split() for name in (one, two))
    if not first or not second or fold(first[0]) == fold(second[0]) or compare(one, two) == "variant":
        return False
    return is_given_name(first[0]) and is_given_name(second[0])


def shared_offices(persons, relations) -> Iterator[tuple]:
    """The pairs of person claims with one office key (organisation included) and names that are different persons'."""

    def held(person) -> str:
        office, _, organisation = person.subject.partition("@")
        return person.subject if office and organisation and not office.startswith("former ") else ""

    for one, two, relation in meet(persons, relations, held):
        if compare(one.name, two.name) == "different":
            yield one, two, relation
