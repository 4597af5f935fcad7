"""Articles to claims: what one article gives by itself, by many processes, and then what takes all articles to see.

Two things in one article depend on others: a damaged word may be explained by the replacements that another article of its
outlet shows, and a name that its own sentence does not prove by a person of another article. Both are small (`Shared`), so
that they can be gathered from parts of a corpus, put together in the order of the parts, and handed back to each of them.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from tempfile import TemporaryFile
from typing import NamedTuple

from factcheck.extract.damage import damage_pairs, extract_damage
from factcheck.extract.damage_search import Pair
from factcheck.extract.names_again import Bearers, add_bearers, merge_bearers, recall_persons
from factcheck.model import Article, Block, Claim, Parsed, Published
from factcheck.parallel import map_ordered

# What one process is given at a time: about a second of work, and no more than so many articles.
CHARACTERS_AT_ONCE = 40_000
ARTICLES_AT_ONCE = 64


class Reading(NamedTuple):
    """What an article gives by itself: when it came out, its claims, and its blocks without their parses."""

    published: Published
    claims: tuple[Claim, ...]
    blocks: tuple[Block, ...]


@dataclass(slots=True)
class Shared:
    """What articles tell each other: the replacements that each outlet's damaged articles show, and who bears which name."""

    pairs: dict[str, list[Pair]] = field(default_factory=dict)
    bearers: Bearers = field(default_factory=dict)

    def add(self, articles: Sequence[Article], readings: Sequence[Reading]) -> None:
        """Takes in what some articles tell; in the order of the run, for the replacements found first are tried first."""
        self.add_pairs(damage_pairs(_light(articles, readings)))
        add_bearers(self.bearers, (claim for reading in readings for claim in reading.claims))

    def merge(self, other: Shared) -> None:
        """Takes in what the articles of a later part tell."""
        self.add_pairs(other.pairs)
        merge_bearers(self.bearers, other.bearers)

    def add_pairs(self, pairs: Mapping[str, Sequence[Pair]]) -> None:
        """Takes in the replacements of further articles by outlet."""
        for outlet, found in pairs.items():
            known = self.pairs.setdefault(outlet, [])
            known.extend(pair for pair in dict.fromkeys(found) if pair not in known)


def read_each(
    articles: Iterable[Article], model: str | None = None, *, jobs: int = 1
) -> Iterator[tuple[Article, Reading]]:
    """Each article, with its publication date inferred where unknown, and what it gives by itself; in the order given.

    The articles are without half characters (see `without_halves`). By `jobs` processes, with the same results as by one: an
    article's parse does not depend on the articles beside it.
    """
    from factcheck.language.pipeline import load_pipeline

    # The texts stay here; a process hands back what it read alone.
    waiting: list[list[Article]] = []

    def parts() -> Iterator[list[Article]]:
        for part in cut(articles):
            waiting.append(part)
            yield part

    for readings in map_ordered(
        partial(read_part, model=model), parts(), jobs=jobs, prepare=partial(load_pipeline, model)
    ):
        for article, reading in zip(waiting.pop(0), readings, strict=True):
            yield replace(article, published=reading.published), reading


def cut(articles: Iterable[Article], characters: int = 0, most: int = ARTICLES_AT_ONCE) -> Iterator[list[Article]]:
    """The articles in runs of at most `most` that end once they hold so many characters, CHARACTERS_AT_ONCE unless told."""
    characters = characters or CHARACTERS_AT_ONCE
    part: list[Article] = []
    length = 0
    for article in articles:
        part.append(article)
        length += len(article.text)
        if length >= characters or len(part) == most:
            yield part
            part, length = [], 0
    if part:
        yield part


def read_part(articles: Sequence[Article], model: str | None = None) -> list[Reading]:
    """What each of some articles gives by itself."""
    from factcheck.extract import date_article, extract_claims
    from factcheck.language.blocks import parse_articles
    from factcheck.language.pipeline import load_pipeline

    nlp = load_pipeline(model)
    readings = []
    # The words that a text alone holds are forgotten with it: a long run does not grow with its vocabulary.
    with nlp.memory_zone():
        for parsed in map(date_article, parse_articles(articles, nlp)):
            blocks = tuple(replace(block, doc=None) for block in parsed.blocks)
            readings.append(Reading(parsed.article.published, tuple(extract_claims(parsed)), blocks))
    return readings


def finish(
    articles: Sequence[Article], readings: Sequence[Reading], shared: Shared | None = None
) -> Iterator[list[Claim]]:
    """All claims of each article: its own, and those that only other articles show, in order of place.

    shared: what the articles of the whole run tell; these articles themselves when not given.
    """
    from factcheck.extract import stamp_claims

    if shared is None:
        shared = Shared()
        add_bearers(shared.bearers, (claim for reading in readings for claim in reading.claims))
        damage = extract_damage(_light(articles, readings))
    else:
        damage = extract_damage(_light(articles, readings), shared.pairs)
    claims = [claim for reading in readings for claim in reading.claims]
    late: dict[str, list[Claim]] = {}
    for claim in (*damage, *recall_persons(articles, claims, shared.bearers)):
        late.setdefault(claim.article, []).append(claim)
    for article, reading in zip(articles, readings, strict=True):
        yield stamp_claims([*reading.claims, *late.get(article.id, ())], article)


def _light(articles: Sequence[Article], readings: Sequence[Reading]) -> Iterator[Parsed]:
    return (Parsed(article, reading.blocks) for article, reading in zip(articles, readings, strict=True))


def stream_claims(
    batches: Callable[[], Iterable[Sequence[Article]]],
    model: str | None = None,
    *,
    jobs: int = 1,
    progress: Callable[[str, int, int | None], None] = lambda stage, done, total: None,
) -> Iterator[list[Claim]]:
    """The claims of a corpus that need not fit in memory, batch by batch: the very claims of one run on all its articles.

    batches: called twice, gives the same batches of articles each time. What the articles give by themselves waits in a
    temporary file until all are read; in memory stand a batch, what articles tell each other (`Shared`), and `jobs` parts.
    """
    from factcheck.language.printed import without_halves

    shared = Shared()
    with TemporaryFile() as spill:
        every = read_each(map(without_halves, chain.from_iterable(batches())), model, jobs=jobs)
        for done, (article, reading) in enumerate(every, start=1):
            shared.add([article], [reading])
            pickle.dump(reading, spill, pickle.HIGHEST_PROTOCOL)
            progress("reading claims", done, None)
        spill.seek(0)
        for batch in (list(map(without_halves, few)) for few in batches()):
            # Our own file, unlinked as soon as it was made: nobody else can have written what is read back here.
            readings = [pickle.load(spill) for _ in batch]
            dated = [
                replace(article, published=reading.published) for article, reading in zip(batch, readings, strict=True)
            ]
            yield [claim for claims in finish(dated, readings, shared) for claim in claims]
