"""A corpus in parts: a run as functions on files in one folder, so that neither texts nor claims need fit in memory.

Each step is a function of a part's number that reads whole files and writes whole files, so that it can run anywhere where
the folder is seen, and again after a fault, with the same outcome: by the processes of one machine, or on a cluster. The rows
are those of one run on the whole corpus. What takes more than a part to see is gathered, small, and handed back:

    read             an article's own claims              gives what articles tell each other (`Shared`)
    complete         claims that only others' show        texts and claims of the part
    relate           which articles are on one topic      gives the shards: articles that hang together, and no others
    scatter          articles and claims by shard         gives names, each with what may tie it to another
    judge            linking and checks of one shard      gives rows, and whose voice an article is
    scatter persons  claims of persons by block           blocks: names that may be one person's, one office, one surname
    judge persons    the checks of one block              gives rows
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.checks import ACROSS, order_rows
from factcheck.facts import Fact
from factcheck.model import Article
from factcheck.pipeline import Progress, claims_frame, judge_claims, no_progress
from factcheck.pipeline_extract import Shared, cut, finish, read_part
from factcheck.pipeline_pieces import Kept, keep, load, part_file, save
from factcheck.pipeline_shards import (
    BLOCK_CLAIMS,
    find_names,
    group,
    judge,
    judge_persons,
    scatter,
    scatter_persons,
)
from factcheck.rulepacks import Rule

if TYPE_CHECKING:
    import pandas as pd

Run = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
"""What carries a step out: calls the function with each item, wherever, and hands the results back in the items' order."""

# Articles that one step handles: their texts and claims are a few megabytes.
PART_CHARACTERS, PART_ARTICLES = 2_000_000, 1000


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What a run in parts found: how many articles and claims there were, and the discrepancies.

    parts: what was kept of each, for as long as the folder stands. What bounds memory: the articles of the greatest shard of
    `shards`, and the claims of the greatest block of `blocks`.
    Of the `related` pairs of articles on one topic so many were `parted`, for too many articles hung together: their claims
    were not compared, those of persons aside.
    """

    articles: int
    claims: int
    discrepancies: pd.DataFrame
    parts: Sequence[Kept]
    shards: int
    greatest: int
    related: int
    parted: int
    blocks: int
    heaviest: int


def check_in_parts(
    batches: Iterable[Sequence[Article]],
    folder: Path,
    run: Run,
    *,
    rules: Sequence[Rule],
    references: Sequence[Fact],
    model: str | None = None,
    progress: Progress = no_progress,
) -> Judged:
    """The claims of all articles as `folder/claims/part-*.parquet`, and their discrepancies.

    run: how the steps are carried out. Besides the claims, `folder` holds the parts while they are worked on. Raises
    OutputError when nothing can be written there.
    """
    parts = range(split(batches, folder))
    each = partial(_each, run, progress)
    shared = Shared()
    for told in each("reading claims", partial(read, folder=folder, model=model), parts):
        shared.merge(told)
    save(folder / "parts" / "shared", shared)
    kept = list(each("completing claims", partial(complete, folder=folder), parts))
    return judge_parts(kept, folder, run, rules=rules, references=references, progress=progress)


def judge_parts(
    parts: Sequence[Kept],
    folder: Path,
    run: Run,
    *,
    rules: Sequence[Rule],
    references: Sequence[Fact],
    progress: Progress = no_progress,
) -> Judged:
    """The discrepancies of the parts whose articles and claims stand in `folder` (see `pipeline_pieces.keep`)."""
    import pandas as pd

    each = partial(_each, run, progress)
    numbers, given = range(len(parts)), {"rules": tuple(rules), "references": tuple(references)}
    groups = group(folder, parts)
    shards: dict[int, list[tuple[int, int, int]]] = {}
    contexts, persons = [], 0
    for part, (places, names, count) in enumerate(each("scattering", partial(scatter, folder=folder), numbers)):
        for shard, place in places.items():
            shards.setdefault(shard, []).append((part, *place))
        contexts.append(names)
        persons += count
    find_names(folder, contexts)
    del contexts
    tables, voices = [], {}
    step = partial(judge, folder=folder, **given)
    for rows, told in each("comparing", step, [shards[shard] for shard in sorted(shards)]):
        tables.append(rows)
        voices.update(told)
    kinds = sorted({ACROSS[rule.check] for rule in rules if rule.check in ACROSS})
    step = partial(scatter_persons, folder=folder, kinds=kinds, blocks=-(-persons // BLOCK_CLAIMS) or 1)
    blocks: dict[tuple[str, int], list[tuple[int, int, int]]] = {}
    held: dict[tuple[str, int], int] = {}
    for part, places in enumerate(each("scattering persons", step, numbers)):
        for key, (start, length, count) in places.items():
            blocks.setdefault(key, []).append((part, start, length))
            held[key] = held.get(key, 0) + count
    save(folder / "parts" / "voices", voices)
    items = [(key[0], blocks[key]) for key in sorted(blocks)]
    tables.extend(each("comparing persons", partial(judge_persons, folder=folder, **given), items))
    rows = pd.concat([table for table in tables if len(table)] or [no_rows(rules)], ignore_index=True)
    return Judged(
        articles=sum(len(part.ids) for part in parts),
        claims=sum(part.claims for part in parts),
        discrepancies=order_rows(rows.drop_duplicates("discrepancy_id")),
        parts=parts,
        shards=len(groups.sizes),
        greatest=max(groups.sizes.values(), default=0),
        related=groups.related,
        parted=groups.parted,
        blocks=len(blocks),
        heaviest=max(held.values(), default=0),
    )


def _each(run: Run, progress, name: str, step: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Any]:
    for done, result in enumerate(run(step, items), start=1):
        yield result
        progress(name, done, len(items))


def no_rows(rules: Sequence[Rule]) -> pd.DataFrame:
    """A discrepancies table without rows."""
    return judge_claims(claims_frame(()), (), rules, ())


def split(batches: Iterable[Sequence[Article]], folder: Path) -> int:
    """How many parts the articles make; each is kept in a file of its own."""
    from factcheck.language.printed import without_halves

    number = 0
    articles = map(without_halves, chain.from_iterable(batches))
    for number, part in enumerate(cut(articles, PART_CHARACTERS, PART_ARTICLES), start=1):
        save(part_file(folder, number - 1, "articles"), part)
    return number


def read(part: int, folder: Path, model: str | None) -> Shared:
    """What the articles of a part tell others; what they give by themselves is kept."""
    articles = load(part_file(folder, part, "articles"))
    readings = [reading for few in cut(articles) for reading in read_part(few, model)]
    dated = [replace(article, published=reading.published) for article, reading in zip(articles, readings, strict=True)]
    shared = Shared()
    shared.add(dated, readings)
    save(part_file(folder, part, "readings"), (dated, readings))
    return shared


def complete(part: int, folder: Path) -> Kept:
    """What a part holds once its claims are whole; they are written out as a table, the articles beside them."""
    dated, readings = load(part_file(folder, part, "readings"))
    shared = load(folder / "parts" / "shared")
    frame = claims_frame(claim for claims in finish(dated, readings, shared) for claim in claims)
    return keep(folder, part, dated, frame)
