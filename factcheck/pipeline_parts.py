"""A corpus in parts: a run as functions on files in one folder, so that neither texts nor claims need fit in memory.

Each step is a function of a part's number that reads whole files and writes whole files, so that it can run anywhere where
the folder is seen, and again after a fault, with the same outcome: by the processes of one machine, or on a cluster. The rows
are those of one run on the whole corpus. What takes more than a part to see is gathered, small, and handed back:

    read       an article's own claims              gives what articles tell each other (`Shared`)
    complete   claims that only others' show        claims/part-000000.parquet
    relate     which articles are on one topic      gives the shards: articles that hang together, and no others
    scatter    articles and claims by shard         parts/000000.scattered
    judge      linking and checks of one shard      gives rows; what compares across topics (`CORPUS`) is one shard more
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from factcheck.checks import CORPUS, order_rows
from factcheck.facts import Fact
from factcheck.model import Article
from factcheck.pipeline import claims_frame, judge_claims
from factcheck.pipeline_extract import Shared, cut, finish, read_part
from factcheck.rulepacks import Rule
from factcheck.tables import write_bytes

if TYPE_CHECKING:
    import pandas as pd

Run = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
"""What carries a step out: calls the function with each item, wherever, and hands the results back in the items' order."""

# Articles that one step handles: their texts and claims are a few megabytes.
PART_CHARACTERS, PART_ARTICLES = 2_000_000, 1000
# Groups of articles on one topic are judged together until a shard holds so many; a larger group is one shard.
SHARD_ARTICLES = 500
# The number under which what is compared across topics is kept, and the kinds of claims that it needs.
EVERYWHERE = -1
KINDS_EVERYWHERE = ("person", "quotation")


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What a run in parts found: how many articles and claims there were, the discrepancies, and the articles of the
    greatest shard, which bounds memory."""

    articles: int
    claims: int
    discrepancies: pd.DataFrame
    shards: int
    greatest: int


def check_in_parts(
    batches: Iterable[Sequence[Article]],
    folder: Path,
    run: Run,
    *,
    rules: Sequence[Rule],
    references: Sequence[Fact],
    model: str | None = None,
    progress: Callable[[str, int, int | None], None] = lambda stage, done, total: None,
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
    write_bytes(folder / "parts" / "shared", pickle.dumps(shared))
    counts = list(each("completing claims", partial(complete, folder=folder), parts))
    return judge_parts(counts, folder, run, rules=rules, references=references, progress=progress)


def judge_parts(
    counts: Sequence[tuple[Sequence[str], int]],
    folder: Path,
    run: Run,
    *,
    rules: Sequence[Rule],
    references: Sequence[Fact],
    progress: Callable[[str, int, int | None], None] = lambda stage, done, total: None,
) -> Judged:
    """The discrepancies of the parts whose claims stand in `folder`: by part the ids of its articles and its count of claims."""
    import pandas as pd

    each = partial(_each, run, progress)
    shards, relations = group(StoredArticles(folder, [ids for ids, _ in counts]))
    for part, (ids, _) in enumerate(counts):
        write_bytes(_file(folder, part, "shards"), pickle.dumps([shards[id_] for id_ in ids]))
    places: dict[int, list[tuple[int, int, int]]] = {}
    for part, slices in enumerate(each("scattering", partial(scatter, folder=folder), range(len(counts)))):
        for shard, (start, length) in slices.items():
            places.setdefault(shard, []).append((part, start, length))
    related = dict(list(relations.groupby(relations["left"].map(shards)))) | {EVERYWHERE: relations}
    step = partial(judge, folder=folder, rules=tuple(rules), references=tuple(references))
    tables = list(each("comparing", step, [(shard, places[shard], related[shard]) for shard in sorted(places)]))
    rows = pd.concat([table for table in tables if len(table)] or tables[:1] or [no_rows(rules)], ignore_index=True)
    sizes = pd.Series(shards).value_counts()
    return Judged(
        articles=sum(len(ids) for ids, _ in counts),
        claims=sum(claims for _, claims in counts),
        discrepancies=order_rows(rows.drop_duplicates("discrepancy_id")),
        shards=len(sizes),
        greatest=int(sizes.max()) if len(sizes) else 0,
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
    number = 0
    articles = (article for batch in batches for article in batch)
    for number, part in enumerate(cut(articles, PART_CHARACTERS, PART_ARTICLES), start=1):
        write_bytes(_file(folder, number - 1, "articles"), pickle.dumps(part))
    return number


def read(part: int, folder: Path, model: str | None) -> Shared:
    """What the articles of a part tell others; what they give by themselves is kept."""
    articles = _load(_file(folder, part, "articles"))
    readings = [reading for few in cut(articles) for reading in read_part(few, model)]
    dated = [replace(article, published=reading.published) for article, reading in zip(articles, readings, strict=True)]
    shared = Shared()
    shared.add(dated, readings)
    write_bytes(_file(folder, part, "readings"), pickle.dumps((dated, readings)))
    return shared


def complete(part: int, folder: Path) -> tuple[list[str], int]:
    """The ids of a part's articles and the number of their claims, which are written out as a table."""
    dated, readings = _load(_file(folder, part, "readings"))
    shared = _load(folder / "parts" / "shared")
    frame = claims_frame(claim for claims in finish(dated, readings, shared) for claim in claims)
    write_bytes(claims_file(folder, part), frame.to_parquet(index=False))
    return [article.id for article in dated], len(frame)


def group(articles: Sequence[Article]) -> tuple[dict[str, int], pd.DataFrame]:
    """The shard of each article by id, and the relations of articles (see `link.articles.relate_articles`).

    Articles that are on one topic, or hang together by others that are, share a shard; so may others.
    """
    from factcheck.link.articles import relate_articles

    relations = relate_articles(articles)
    parent: dict[str, str] = {}

    def root(id_: str) -> str:
        while parent.setdefault(id_, id_) != id_:
            parent[id_] = parent[parent[id_]]
            id_ = parent[id_]
        return id_

    for left, right in zip(relations["left"], relations["right"], strict=True):
        one, two = sorted((root(left), root(right)))
        parent[two] = one
    groups: dict[str, list[str]] = {}
    for id_ in sorted(parent):
        groups.setdefault(root(id_), []).append(id_)
    shards: dict[str, int] = {}
    number = held = 0
    for members in groups.values():
        if held and held + len(members) > SHARD_ARTICLES:
            number, held = number + 1, 0
        shards.update(dict.fromkeys(members, number))
        held += len(members)
    return shards, relations


def scatter(part: int, folder: Path) -> dict[int, tuple[int, int]]:
    """Where in the part's file of slices each shard's slice stands, as (offset, length).

    A slice is the shard's articles of this part and their claims. Under EVERYWHERE stand all articles, with the claims that
    are compared across topics.
    """
    import pandas as pd

    dated, _ = _load(_file(folder, part, "readings"))
    shards = dict(zip((article.id for article in dated), _load(_file(folder, part, "shards")), strict=True))
    frame = pd.read_parquet(claims_file(folder, part))
    tables = dict(list(frame.groupby(frame["article"].map(shards))))
    slices: dict[int, tuple[list[Article], pd.DataFrame]] = {}
    for shard in sorted(set(shards.values())):
        slices[shard] = [a for a in dated if shards[a.id] == shard], tables.get(shard, frame.iloc[:0])
    # With their texts: copies of one wire story count as one voice.
    slices[EVERYWHERE] = dated, frame[frame["kind"].isin(KINDS_EVERYWHERE)]
    data, places = bytearray(), {}
    for shard, held in slices.items():
        piece = pickle.dumps(held)
        places[shard] = len(data), len(piece)
        data += piece
    write_bytes(_file(folder, part, "scattered"), bytes(data))
    return places


def judge(
    item: tuple[int, Sequence[tuple[int, int, int]], pd.DataFrame],
    folder: Path,
    rules: Sequence[Rule],
    references: Sequence[Fact],
) -> pd.DataFrame:
    """The discrepancies of one shard: (its number, the places of its slices as (part, offset, length), its relations).

    In the shard EVERYWHERE the rules of the checks in CORPUS are run, in the others the rest.
    """
    import pandas as pd

    shard, places, relations = item
    articles: list[Article] = []
    tables = []
    for part, start, length in places:
        with _file(folder, part, "scattered").open("rb") as handle:
            handle.seek(start)
            some, table = pickle.loads(handle.read(length))
        articles.extend(some)
        tables.append(table)
    chosen = [rule for rule in rules if (rule.check in CORPUS) == (shard == EVERYWHERE)]
    claims = pd.concat(tables, ignore_index=True)
    return judge_claims(claims, articles, chosen, references, relations=relations)


class StoredArticles(Sequence[Article]):
    """The articles of a corpus in parts by the order of their ids; a few parts stand in memory at a time."""

    def __init__(self, folder: Path, ids: Sequence[Sequence[str]]):
        self.places = sorted((id_, part, place) for part, held in enumerate(ids) for place, id_ in enumerate(held))
        self.load = lru_cache(maxsize=16)(lambda part: _load(_file(folder, part, "readings"))[0])

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> list[Article]: ...
    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        _, part, place = self.places[index]
        return self.load(part)[place]


def claims_file(folder: Path, part: int) -> Path:
    """Where the claims of a part stand."""
    return folder / "claims" / f"part-{part:06d}.parquet"


def _file(folder: Path, part: int, what: str) -> Path:
    return folder / "parts" / f"{part:06d}.{what}"


def _load(path: Path) -> Any:
    # Files of this very run, in a folder that it was given for its own use.
    return pickle.loads(path.read_bytes())
