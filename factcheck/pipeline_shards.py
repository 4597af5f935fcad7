"""Judging a corpus in parts: claims brought together that any check looks at together, and no more of them at a time.

Most checks look no further than articles that hang together by being on one topic: groups of such articles make a shard. In a
great corpus nearly all hang together somehow, so that groups are bounded, by the pairs of articles that are least alike. The
checks in `ACROSS` compare persons of all topics, or make one row of what several topics show: for each of them the claims of
persons are dealt into blocks by what they must share, which takes names alone to find out. Of the texts a block holds what stands
beside its claims, no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from factcheck.checks import ACROSS
from factcheck.checks.person_offices import NEAR, mentions_of
from factcheck.facts import Fact
from factcheck.joined import join_pairs
from factcheck.model import Article
from factcheck.normalise.offices import past_office
from factcheck.pipeline import judge_claims
from factcheck.pipeline_pieces import (
    Kept,
    StoredArticles,
    claims_file,
    kept_articles,
    load,
    part_file,
    read_slices,
    save,
    write_slices,
)
from factcheck.rulepacks import Rule

if TYPE_CHECKING:
    import pandas as pd

# Groups of articles on one topic are judged together until a shard holds so many; a larger group is one shard.
SHARD_ARTICLES = 500
# Articles that hang together in greater numbers, over ever other stories, are parted where they are least alike: about 1 GB.
MOST_TOGETHER = 5_000
# Claims of persons in a block, about; those that share one name, office or surname stay together whatever their number.
BLOCK_CLAIMS = 20_000
# Characters on either side of a person's claim that a check may look at: a party and a state behind a name, an office by it.
BESIDE = NEAR

Place = tuple[int, int, int]
"""A slice of a part's file: the part, where the slice starts, and its length."""


@dataclass(frozen=True, slots=True)
class Groups:
    """How many articles each shard has, how many pairs of articles are on one topic, and how many of these were parted."""

    sizes: dict[int, int]
    related: int
    parted: int


def group(folder: Path, parts: Sequence[Kept]) -> Groups:
    """Deals the articles into shards; what a part is to know of its articles is written beside it.

    Articles that are on one topic, or hang together by others that are, share a shard, up to MOST_TOGETHER: the most alike
    are brought together first, and pairs that would make more of them hang together are parted. For persons these count.
    """
    import numpy as np

    from factcheck.link.articles import relate_articles

    relations = relate_articles(StoredArticles(folder, parts))
    whole = join_pairs(zip(relations["left"], relations["right"], strict=True))
    ordered = relations.sort_values(["similarity", "left", "right"], ascending=[False, True, True])
    first = join_pairs(zip(ordered["left"], ordered["right"], strict=True), MOST_TOGETHER)
    del ordered
    parted = relations["left"].map(first).to_numpy() != relations["right"].map(first).to_numpy()
    relations["parted"] = parted
    members: dict[str, list[str]] = {}
    for id_ in sorted(first):
        members.setdefault(first[id_], []).append(id_)
    shards: dict[str, int] = {}
    sizes: dict[int, int] = {}
    number = 0
    for ids in members.values():
        if sizes.get(number, 0) and sizes[number] + len(ids) > SHARD_ARTICLES:
            number += 1
        shards.update(dict.fromkeys(ids, number))
        sizes[number] = sizes.get(number, 0) + len(ids)
    part_of = {id_: number for number, part in enumerate(parts) for id_ in part.ids}
    of_part = dict(list(relations.groupby(relations["left"].map(part_of))))
    for number, part in enumerate(parts):
        told = {id_: (shards[id_], whole[id_]) for id_ in part.ids}
        save(part_file(folder, number, "groups"), (told, of_part.get(number, relations.iloc[:0])))
    return Groups(sizes, int(np.count_nonzero(relations["relation"] != "article")), int(np.count_nonzero(parted)))


def scatter(part: int, folder: Path) -> tuple[dict[int, tuple[int, int]], pd.DataFrame, int]:
    """Where each shard's slice of a part stands, what ties the part's names to others, and how many claims of persons it has.

    A slice is the shard's articles of this part, their claims, and the relations of articles that begin with one of them.
    """
    import pandas as pd

    from factcheck.link.name_groups import read_contexts

    told, relations = load(part_file(folder, part, "groups"))
    frame = pd.read_parquet(claims_file(folder, part))
    shards = {id_: shard for id_, (shard, _) in told.items()}
    tables = dict(list(frame.groupby(frame["article"].map(shards))))
    relations = relations[~relations["parted"]]
    related = dict(list(relations.groupby(relations["left"].map(shards))))
    articles: dict[int, list[Article]] = {}
    for article in kept_articles(folder, part):
        articles.setdefault(shards[article.id], []).append(article)
    slices = {
        shard: (articles[shard], tables.get(shard, frame.iloc[:0]), related.get(shard, relations.iloc[:0]))
        for shard in sorted(articles)
    }
    persons = frame[frame["kind"] == "person"]
    groups = persons["article"].map({id_: first for id_, (_, first) in told.items()})
    return write_slices(folder, part, "topics", slices), read_contexts(persons.assign(group=groups)), len(persons)


def judge(
    places: Sequence[Place], folder: Path, rules: Sequence[Rule], references: Sequence[Fact]
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The discrepancies of one shard by the rules of all checks but those in ACROSS, and the voices of its articles that are
    not their outlets' own, by id."""
    from factcheck.link.voices import name_voices

    articles, claims, relations = _together(read_slices(folder, "topics", places))
    voices = name_voices(articles, relations)
    chosen = [rule for rule in rules if rule.check not in ACROSS]
    rows = judge_claims(claims, articles, chosen, references, relations=relations, voices=voices, persons=())
    own = {article.id: article.outlet or article.id for article in articles}
    return rows, {id_: voice for id_, voice in voices.items() if voice != own[id_]}


def find_names(folder: Path, contexts: Iterable[pd.DataFrame]) -> None:
    """Finds the names that may be one person's, and keeps them where `scatter_persons` looks for them."""
    from factcheck.link.name_groups import group_names

    save(folder / "parts" / "names", group_names(contexts))


def scatter_persons(part: int, folder: Path, kinds: Sequence[str], blocks: int) -> dict[tuple[str, int], tuple]:
    """Where each block's slice of a part stands, as (start, length, its number of claims), by kind and number.

    kinds: what claims are brought together by (the values of ACROSS), each into so many `blocks`. A slice is as in `scatter`,
    the articles' texts blank but for what stands beside these claims.
    """
    import pandas as pd

    told, relations = load(part_file(folder, part, "groups"))
    persons = pd.read_parquet(claims_file(folder, part), filters=[("kind", "==", "person")])
    articles = {article.id: article for article in kept_articles(folder, part)}
    slices: dict[tuple[str, int], Any] = {}
    sizes = {}
    for kind in kinds:
        keys = _keys(persons, kind, folder)
        numbers = {key: crc32(key.encode("utf-8", "surrogatepass")) % blocks for key in sorted(set(keys))}
        for number, table in persons[keys != ""].groupby(keys.map(numbers)):
            spans = _looked_at(table, articles)
            held = [_blanked(articles[id_], sorted(spans[id_])) for id_ in sorted(spans)]
            slices[kind, int(number)] = held, table, relations[relations["left"].isin(spans)]
            sizes[kind, int(number)] = len(table)
    places = write_slices(folder, part, "persons", slices)
    return {key: (*place, sizes[key]) for key, place in places.items()}


def _keys(persons: pd.DataFrame, kind: str, folder: Path) -> pd.Series:
    """What decides into which block each claim goes; blank where no check of the kind looks at it."""
    from factcheck.link.persons import surname_key
    from factcheck.normalise.names import core_name

    if kind == "office":
        return persons["subject"]
    if kind == "surname":
        key = surname_key
    else:
        joined = load(folder / "parts" / "names")

        def key(name: str) -> str:
            core = core_name(name)
            return " ".join(joined.get(core, core))

    keys = {name: key(name) if name else "" for name in set(persons["name"])}
    return persons["name"].map(keys)


def judge_persons(
    item: tuple[str, Sequence[Place]], folder: Path, rules: Sequence[Rule], references: Sequence[Fact]
) -> pd.DataFrame:
    """The discrepancies of one block: (what its claims share, the places of its slices).

    The voices of articles are read from the file that what `judge` told of them is kept in.
    """
    kind, places = item
    voices = load(folder / "parts" / "voices")
    articles, claims, relations = _together(read_slices(folder, "persons", places))
    relations = relations[relations["right"].isin({article.id for article in articles})]
    chosen = [rule for rule in rules if ACROSS.get(rule.check) == kind]
    pairs = [{"surname": "person"}.get(kind, kind)]
    return judge_claims(claims, articles, chosen, references, relations=relations, voices=voices, persons=pairs)


def _together(slices: Sequence[tuple]) -> tuple[list[Article], pd.DataFrame, pd.DataFrame]:
    """The articles, the claims and the relations of some slices, the relations in the order of a run on all articles."""
    import pandas as pd

    relations = pd.concat([slice_[2] for slice_ in slices], ignore_index=True)
    order = relations.assign(other=relations["relation"] != "article").sort_values(["other", "left", "right"]).index
    claims = pd.concat([slice_[1] for slice_ in slices], ignore_index=True)
    return [article for slice_ in slices for article in slice_[0]], claims, relations.loc[order].reset_index(drop=True)


def _looked_at(persons: pd.DataFrame, articles: Mapping[str, Article]) -> dict[str, list[tuple[int, int]]]:
    """The places that a check of persons reads in the articles of some claims, by id: the claims' own, and of those who held an
    office every mention, for one beside it tells of the office that another article gives."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for claim in persons.itertuples():
        own = spans.setdefault(claim.article, [])
        own.append((claim.start, claim.end))
        if past_office(claim.subject):
            own.extend(mentions_of(articles[claim.article].text, claim.name))
    return spans


def _blanked(article: Article, spans: Sequence[tuple[int, int]]) -> Article:
    """The article with blanks for all that stands further than BESIDE from the spans, which are in order."""
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        first, last = max(done, start - BESIDE), min(len(article.text), end + BESIDE)
        if last > done:
            pieces += [" " * (first - done), article.text[first:last]]
            done = last
    return replace(article, text="".join(pieces), title="", markup=(), anchors=())
