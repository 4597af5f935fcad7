"""Articles kept in an archive, and new articles checked against it: extraction, look-up, linking and judging in order."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import archive as store
from factcheck.archive import Entry, open_archive
from factcheck.facts import Fact
from factcheck.model import CLAIM_COLUMNS, Article, Claim, NotChecked
from factcheck.pipeline import Progress, claims_frame, extract_articles, no_progress, read_references
from factcheck.rulepacks import Rule, bundled_rules_folder
from factcheck.version import __version__
from factcheck.writers.report import FACT_COLUMNS, Report

if TYPE_CHECKING:
    import pandas as pd

# Articles that are committed together; what a kill costs is at most their extraction.
AT_ONCE = 32
# Archived articles on one topic with a new one that are held against it, the most alike first.
MOST_RELATED = 200
# Postings read for one article; the rarest terms come first, so that what is left out tells least.
BUDGET = 50_000
# Cosines are estimated by frequencies that may be a little old, and computed exactly for those that come near.
NEARLY = 0.9
# Claims read of a name that is printed by more articles than anyone would look through.
MOST_NAMED = 100
# Names compared with a new one; a block of more holds a name so common that a slip in it tells nothing.
MOST_NAMES = 5_000


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the articles that were to be archived.

    moved: ids of replaced articles that had been read from another path. other: articles that were there already with claims
    made by another version, by version.
    """

    added: int
    replaced: int
    unchanged: int
    moved: tuple[str, ...] = ()
    other: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of an archive a check looked at.

    articles, claims: what the archive holds. left_out: archived versions of the new articles. compared: articles whose terms
    were compared. related: those on one topic with a new article. read: those of them whose claims were read (MOST_RELATED a
    new article). full_terms: terms of the new articles in too many articles to be looked up. skipped_terms: terms beyond the
    budget. names: archived names like one in a new article. named: claims read for them. unread_names: names of which not all
    claims were read. others: claims made by another version, as articles by version.
    """

    articles: int
    claims: int
    left_out: int
    compared: int
    related: int
    read: int
    read_claims: int
    full_terms: int
    skipped_terms: int
    names: int
    named: int
    unread_names: tuple[str, ...]
    others: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """report: the new articles and those archived ones that a discrepancy names; its rows have a new article on a side."""

    report: Report
    coverage: Coverage


def add_articles(
    articles: Sequence[Article],
    path: str | Path,
    *,
    model: str | None = None,
    refresh: bool = False,
    progress: Progress = no_progress,
) -> Added:
    """Archives articles with their claims; those that are there unchanged are left alone, others with their id replaced.

    Articles are committed AT_ONCE together: after an interruption the next call goes on where this one stopped. `refresh`
    makes the claims anew of unchanged articles too, if another version made them. Raises InputError for a file that is no
    archive.
    """
    with open_archive(path, write=True) as db:
        stored = store.stored_digests(db)
        digests = {article.id: store.content_digest(article) for article in articles}
        same = [a for a in articles if a.id in stored and stored[a.id][0] == digests[a.id]]
        made_by = extractor_name(model) if len(same) < len(articles) or (refresh and same) else ""
        keep = {a.id for a in same if not (refresh and stored[a.id][1] != made_by)}
        todo = [article for article in articles if article.id not in keep]
        progress("archiving", 0, len(todo))
        for start in range(0, len(todo), AT_ONCE):
            batch = todo[start : start + AT_ONCE]
            store.store(db, list(make_entries(batch, digests, model)), made_by)
            progress("archiving", start + len(batch), len(todo))
        replaced = [a for a in todo if a.id in stored]
        moved = tuple(a.id for a in replaced if stored[a.id][2] != a.path)
        versions = Counter(stored[id_][1] for id_ in keep)
        other = tuple(sorted((name, n) for name, n in versions.items() if made_by and name != made_by))
    return Added(len(todo) - len(replaced), len(replaced), len(keep), moved, other)


def make_entries(articles: Sequence[Article], digests: Mapping[str, bytes], model: str | None) -> Iterator[Entry]:
    """What the archive keeps of each article: dated, with its claims, terms and the blocks of its persons' names."""
    dated, frame = extract_articles(articles, model)
    claims: dict[str, list[Claim]] = {}
    for claim in claims_of(frame):
        claims.setdefault(claim.article, []).append(claim)
    for article in dated:
        yield make_entry(article, claims.get(article.id, ()), digests[article.id])


def make_entry(article: Article, claims: Sequence[Claim], digest: bytes) -> Entry:
    """What the archive keeps of one dated article and its claims."""
    from factcheck.link.articles import term_counts
    from factcheck.link.persons import name_blocks

    names = {claim.name: name_blocks(claim.name) for claim in claims if claim.kind == "person" and claim.name}
    return Entry(article, tuple(claims), term_counts(article), names, digest)


def claims_of(frame: pd.DataFrame) -> Iterator[Claim]:
    """The rows of a claims table as Claims."""
    import pandas as pd

    for row in frame[list(CLAIM_COLUMNS)].itertuples(index=False):
        values = row._asdict()
        for name in ("low", "high", "direct"):
            values[name] = None if pd.isna(values[name]) else values[name]
        values |= {"start": int(values["start"]), "end": int(values["end"]), "confidence": float(values["confidence"])}
        yield Claim(**values | {"direct": None if values["direct"] is None else bool(values["direct"])})


def extractor_name(model: str | None) -> str:
    """Name and version of what makes claims: `factcheck 0.1.0, en_factcheck 1.0.0`."""
    from factcheck.language.pipeline import load_pipeline, pipeline_version

    return f"factcheck {__version__}, {pipeline_version(load_pipeline(model))}"


def check_against(
    articles: Sequence[Article],
    path: str | Path,
    *,
    rules: Sequence[Rule],
    references: Sequence[Fact] | None = None,
    not_checked: Sequence[NotChecked] = (),
    model: str | None = None,
    progress: Progress = no_progress,
) -> Checked:
    """The report on new articles held against an archive: discrepancies with a new article on a side, never old against old.

    An archived article with the id of a new one is its older version and left out. `references` are the
    reference facts to judge by, the bundled ones unless given. Raises InputError when there is no such
    archive or it is damaged.
    """
    with open_archive(path) as db:  # A wrong path is told before minutes of reading.
        dated, frame = extract_articles(articles, model, progress)
        progress("comparing", 0, 1)
        found = _look_up(db, dated, frame, extractor_name(model))
    discrepancies, facts, claims, everything = _judge(
        dated, frame, found, rules, tuple(read_references() if references is None else references)
    )
    progress("comparing", 1, 1)
    shown = {article.id for article in dated} | set(claims.loc[claims["claim_id"].isin(facts["claim_id"]), "article"])
    for column in ("left_article", "right_article", "left_also", "right_also"):
        shown.update(id_ for cell in discrepancies[column] for id_ in cell.split("; "))
    report = Report(
        articles=tuple(article for article in everything if article.id in shown),
        claims=claims[claims["article"].isin(shown)].reset_index(drop=True),
        discrepancies=discrepancies,
        not_checked=tuple(not_checked),
        rules=tuple(rules),
        pipeline=extractor_name(model).partition(", ")[2],
        facts=facts,
    )
    return Checked(report, found.coverage)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Archived articles on one topic with new ones, those known by a name alone, the claims of both, and term counts."""

    related: tuple[Article, ...]
    named: tuple[Article, ...]
    claims: tuple[Claim, ...]
    total: int
    frequency: Mapping[str, int]
    coverage: Coverage


def _look_up(db: sqlite3.Connection, articles: Sequence[Article], frame: pd.DataFrame, made_by: str) -> _Found:
    from factcheck.link.articles import TOPIC, Background, most_postings, rarity, term_counts, weigh_terms

    status = store.read_status(db)
    older = sorted(store.keys_of(db, [article.id for article in articles]).values())
    counts = [term_counts(article) for article in articles]
    changed: Counter[str] = Counter()
    for terms in counts:
        changed.update(terms.keys())
    changed.subtract(store.terms_of(db, older))
    total = status.articles - len(older) + len(articles)
    archived = store.frequencies(db, set().union(*counts))
    background = Background(total, _Sum(archived, changed))
    ceiling = most_postings(total)
    best: dict[int, float] = {}
    related: set[int] = set()
    compared = skipped = 0
    for terms in counts:
        alike = store.find_alike(
            db,
            weigh_terms(terms, background),
            [term for term in terms if 1 < background.frequency[term] <= ceiling],
            lambda held: rarity(held, total),
            NEARLY * TOPIC,
            budget=BUDGET,
            leave_out=older,
        )
        compared += alike.candidates
        skipped += alike.skipped
        related.update(key for key, _ in alike.found)
        best.update(alike.found[:MOST_RELATED])
    loaded = store.load_articles(db, sorted(best))
    claims = store.load_claims(db, loaded)
    names = _look_up_names(db, frame, set(loaded) | set(older))
    others = store.load_articles(db, sorted({key for key, _ in names.places}))
    named = store.load_claims(db, others, names.places)
    terms = set().union(*counts, *(term_counts(article) for article in loaded.values()))
    coverage = Coverage(
        articles=status.articles,
        claims=status.claims,
        left_out=len(older),
        compared=compared,
        related=len(related),
        read=len(loaded),
        read_claims=len(claims),
        full_terms=sum(held > ceiling for held in archived.values()),
        skipped_terms=skipped,
        names=names.found,
        named=len(named),
        unread_names=names.unread,
        others=tuple((name, n) for name, n in status.extractors if name != made_by),
    )
    return _Found(
        tuple(loaded.values()),
        tuple(others.values()),
        (*claims, *named),
        total,
        _Sum(store.frequencies(db, terms), changed),
        coverage,
    )


class _Sum(dict):
    """Document frequencies: those of the archive and what the new articles and their older versions change in them."""

    def __init__(self, archived: Mapping[str, int], changed: Mapping[str, int]):
        super().__init__(archived)
        for term, n in changed.items():
            self[term] = self.get(term, 0) + n


@dataclass(frozen=True, slots=True)
class _Names:
    """places: article key and place of the claims to read; found: names like a new one; unread: those read in part."""

    places: tuple[tuple[int, int], ...]
    found: int
    unread: tuple[str, ...]


def _look_up_names(db: sqlite3.Connection, frame: pd.DataFrame, known: set[int]) -> _Names:
    """The archived claims of persons whose names a slip or another spelling tells apart from a name in a new article.

    Where there is such a name, those with the new article's own spelling are read as well: they speak for it.
    """
    from factcheck.link.persons import name_blocks
    from factcheck.normalise.names import compare

    wanted: set[str] = set()
    unread: set[str] = set()
    for name in sorted(set(frame.loc[frame["kind"] == "person", "name"])):
        rivals = [other for other in store.names_in(db, name_blocks(name)) if other != name]
        if len(rivals) > MOST_NAMES:
            unread.add(name)
            continue
        near = [other for other in rivals if compare(name, other) in ("near", "variant")]
        if near:
            wanted.update((name, *near))
    places = set()
    for name in sorted(wanted):
        if store.count_named(db, name) > MOST_NAMED:
            unread.add(name)
        places.update(place for place in store.places_named(db, name, MOST_NAMED) if place[0] not in known)
    return _Names(tuple(sorted(places)), len(wanted), tuple(sorted(unread)))


def _judge(
    new: Sequence[Article], frame: pd.DataFrame, found: _Found, rules: Sequence[Rule], references: tuple[Fact, ...]
):
    """The discrepancies and facts with a new side, the claims looked at, and the articles, all in the order of a run.

    That order is by article id, as in a run on one folder that holds them all.
    """
    import numpy as np
    import pandas as pd

    from factcheck.checks import run_checks
    from factcheck.checks.findings import Tables
    from factcheck.link import link_claims
    from factcheck.link.articles import Background, relate_articles

    ids = {article.id for article in new}
    background = Background(found.total, found.frequency)
    articles = sorted((*new, *found.related), key=lambda article: article.id)
    everything = sorted((*articles, *found.named), key=lambda article: article.id)
    rank = {article.id: place for place, article in enumerate(everything)}
    frames = [part for part in (frame, claims_frame(found.claims)) if len(part)]
    claims = pd.concat(frames or [frame], ignore_index=True)
    claims = claims.iloc[claims["article"].map(rank).argsort(kind="stable")].reset_index(drop=True)
    weights = bundled_rules_folder() / "matching"
    relations = relate_articles(articles, background=background, among=ids)
    links = link_claims(claims, articles, weights, relations=relations)
    close = ids | _partners(links, ids)
    if close > ids:
        # What the partners share with one another decides who stands on which side of a row.
        relations = relate_articles(articles, background=background, among=close)
        links = link_claims(claims, articles, weights, relations=relations)
    tables = Tables(
        claims=links.claims,
        pairs=_new_offices_first(links, ids),
        chosen=links.chosen,
        relations=links.relations,
        articles={article.id: article for article in everything},
        facts=references,
    )
    rows = run_checks(tables, rules)
    sides = np.array([_has_side(row, ids) for row in rows.to_dict("records")], dtype=bool)
    rows = rows[sides].reset_index(drop=True)
    facts = links.claims.loc[links.claims["fact"] >= 0]
    touched = set(facts.loc[facts["article"].isin(ids), "fact"])
    facts = facts.loc[facts["fact"].isin(touched), list(FACT_COLUMNS)].sort_values("fact", kind="stable")
    return rows, facts.reset_index(drop=True), claims, everything


def _partners(links, ids: set[str]) -> set[str]:
    """The articles with a claim that is paired with one of the articles `ids`."""
    article = links.claims["article"]
    pairs = [links.chosen, links.pairs[links.pairs["kind"].isin(("quotation", "name", "office", "person"))]]
    partners = set()
    for part in pairs:
        sides = (article.loc[part["left"]].tolist(), article.loc[part["right"]].tolist())
        for one, two in zip(*sides, strict=True):
            if one in ids or two in ids:
                partners |= {one, two}
    return partners


def _new_offices_first(links, ids: set[str]) -> pd.DataFrame:
    """The pairs, of those on one office the ones with a new article first: a check tells each two holders once."""
    pairs, article = links.pairs, links.claims["article"]
    new = article.loc[pairs["left"]].isin(ids).to_numpy() | article.loc[pairs["right"]].isin(ids).to_numpy()
    later = (pairs["kind"] == "office").to_numpy() & ~new
    return pairs.iloc[later.argsort(kind="stable")].reset_index(drop=True)


def _has_side(row: Mapping, ids: set[str]) -> bool:
    sides = (row["left_article"], row["right_article"], *row["left_also"].split("; "), *row["right_also"].split("; "))
    return not ids.isdisjoint(sides)
