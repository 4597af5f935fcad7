"""Names that one article's extraction missed and another article's knows: the likely misspellings among them.

An unknown given name ("Deneka Lotts") is no sure sign of a person in one article alone. When another article of the run names
a person from whom a slip tells it apart, it is one, and the very thing that a desk wants to see.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from factcheck.extract.words import is_function_word, words_of
from factcheck.language.blocks import block_at, split_blocks
from factcheck.model import Article, Claim
from factcheck.normalise.names import compare, fold, is_given_name, is_spelling, parse_name

# Two capitalised words, or with an initial between them; found at every word, for a title may stand before the name.
FULL_NAME = re.compile(
    r"(?<![\w’'-])(?=(([A-Z]\w*(?:[’'-]\w+)*) (?:[A-Z]\. )?([A-Z]\w*(?:[’'-][A-Z]\w+)*))(?![\w-]|[’'][a-rt-z]))"
)
CONFIDENCE = 0.6
# A surname of this many known persons is a common one: a name near one of theirs need not be theirs.
MOST_BEARERS = 5

Bearers = dict[tuple[str, str], set[str]]
"""Under ("surname", name) and ("given", name) the full names of the persons who bear it: all, or one more than
MOST_BEARERS of them, which is as many as are ever asked for."""


def add_bearers(bearers: Bearers, claims: Iterable[Claim]) -> None:
    """Puts the persons of some claims among the bearers of their names."""
    for claim in claims:
        if claim.kind != "person" or " " not in claim.name:
            continue
        name = parse_name(claim.name)
        if name.given and name.surname:
            for key in (("surname", fold(name.surname.split()[-1])), ("given", fold(name.given.split()[0]))):
                held = bearers.setdefault(key, set())
                if len(held) <= MOST_BEARERS:
                    held.add(claim.name)


def merge_bearers(bearers: Bearers, others: Bearers) -> None:
    """Puts the bearers of names in another part of the run among those known."""
    for key, names in others.items():
        held = bearers.setdefault(key, set())
        held.update(sorted(names)[: MOST_BEARERS + 1 - len(held)] if len(held) <= MOST_BEARERS else ())


def recall_persons(
    articles: Sequence[Article], claims: Sequence[Claim], bearers: Bearers | None = None
) -> Iterator[Claim]:
    """Person claims for printed full names that a slip tells apart from a person of the run, and only for those.

    One claim a name an article, at its first mention; `content` and the role are blank. Names that extraction has read in
    the article, and those that are the known person's own by any convention, are left out. `claims` are those of the
    articles; `bearers` the persons of the whole run, those of the claims unless given.
    """
    if bearers is None:
        bearers = {}
        add_bearers(bearers, claims)
    persons = [claim for claim in claims if claim.kind == "person" and " " in claim.name]
    read: dict[str, set[str]] = defaultdict(set)
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for person in persons:
        read[person.article].add(fold(person.name))
        places[person.article].append((person.start, person.end))
    for article in articles:
        yield from _recall(article, bearers, read[article.id], places[article.id])


def _recall(article: Article, bearers: Bearers, read: set[str], places: list[tuple[int, int]]) -> Iterator[Claim]:
    blocks = None
    seen = set(read)
    own = {part for name in read for part in name.split()}
    for match in FULL_NAME.finditer(article.text):
        text, first, last = match.group(1), fold(match.group(2)), fold(match.group(3))
        start, end = match.span(1)
        if fold(text) in seen or any(start < right and left < end for left, right in places):
            continue
        candidates = bearers.get(("surname", last), set()) | bearers.get(("given", first), set())
        if not candidates or len(candidates) > MOST_BEARERS or _is_opening(first) or _is_opening(last):
            continue
        seen.add(fold(text))
        if not any(_is_slip(text, name, fold(name) in read) for name in sorted(candidates)):
            continue
        # "Dallas Police" beside a Dallas Polis: a word that the article prints in a name it knows is no slip of another's.
        if first in own and last in own:
            continue
        blocks = blocks or split_blocks(article.text, article.markup)
        block = block_at(blocks, start)
        if block is not None and block.role != "furniture":
            yield Claim(
                article=article.id,
                kind="person",
                start=start,
                end=end,
                text=text,
                sentence=" ".join(article.text[block.start : block.end].split()),
                name=text,
                confidence=CONFIDENCE,
            )


def _is_opening(word: str) -> bool:
    """Whether a word in lower case opens sentences ("Like Lee, ...") or is an institution's, and is no part of a name."""
    institution = word in words_of("organisations", "head_nouns") and word not in words_of(
        "organisations", "surnames_too"
    )
    return institution or is_function_word(word) or word in words_of("given_names", "openings")


def _is_slip(text: str, name: str, together: bool) -> bool:
    """Whether a printed name is a person's name misspelt; together: whether the article prints the right one as well."""
    relation = compare(text, name)
    if relation != "near" and not (relation == "variant" and is_spelling(text, name)):
        return False
    # "Eric Lund" and "Erica Lund" in one article are two people; "Erick" and "Eric" in two may be one.
    first, second = (parse_name(printed).given.split() for printed in (text, name))
    return not (together and first and second and is_given_name(first[0]) and is_given_name(second[0]))
