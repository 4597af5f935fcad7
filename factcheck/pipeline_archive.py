"""New articles checked against an archive: extraction, look-up, linking and judging in order."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck import archive_lookup as lookup
from factcheck.archive_schema import open_archive
from factcheck.facts import Fact
from factcheck.model import Article, Claim, NotChecked
from factcheck.pipeline import Progress, claims_frame, extract_articles, no_progress, read_references
from factcheck.pipeline_keep import extractor_name, learn_damage
from factcheck.rulepacks import Rule, bundled_rules_folder
from factcheck.writers.report import FACT_COLUMNS, Report

if TYPE_CHECKING:
    import pandas as pd

    from factcheck.checks.findings import Tables

# Archived articles on one topic with a new one that are held against it, the most alike first.
MOST_RELATED = 200
# Postings read for one article; the rarest terms come first, so that what is left out tells least.
BUDGET = 30_000
# Articles compared in full with a new one: those that share most of its rare terms. In an archive of 50,000 none of those on one
# topic stood beyond the 600th place.
MOST_COMPARED = 1_500
# Cosines are estimated by frequencies that may be a little old, and computed exactly for those that come near.
NEARLY = 0.9
# Claims read of a name that is printed by more articles than anyone would look through.
MOST_NAMED = 100
# Names compared with a new one; a block of more holds a name so common that a slip in it tells nothing.
MOST_NAMES = 5_000


# Pairs of archived articles that are held together too, the most alike first: they tell who else prints what a new article is
# held against. In a large archive there may be hundreds for each new article.
MOST_BETWEEN = 2_000


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of an archive a check looked at.

    articles, claims: what the archive holds. left_out: archived versions of the new articles. sharing: articles that share a
    rare term with a new one. compared: those of them whose terms were compared (MOST_COMPARED a new article). related: those
    on one topic with a new article. read: those of them whose claims were read (MOST_RELATED a new article). full_terms:
    terms of the new articles in too many articles to be looked up. skipped_terms: terms beyond the budget. names: archived
    names like one in a new article. named: claims read for them. unread_names: names of which not all claims were read.
    others: articles whose claims another version made, by version. apart: pairs of archived articles on one topic whose claims
    were not held together (see MOST_BETWEEN).
    """

    articles: int
    claims: int
    left_out: int
    sharing: int
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
    apart: int = 0

    def as_document(self) -> dict[str, Any]:
        """The same as lists, texts and numbers, for the report."""
        others = [{"made_by": name, "articles": n} for name, n in self.others]
        return asdict(self) | {"unread_names": list(self.unread_names), "others": others}


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """report: the new articles and those archived ones that a discrepancy names; its rows have a new article on a side.

    known: how many more rows the earlier versions of the new articles had already.
    """

    report: Report
    coverage: Coverage
    known: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class _Judged:
    """The discrepancies and facts with a new side, the claims looked at, and the articles, all in the order of a run."""

    discrepancies: pd.DataFrame
    facts: pd.DataFrame
    claims: pd.DataFrame
    articles: list[Article]
    coverage: Coverage


def check_against(
    articles: Sequence[Article],
    path: str | Path,
    *,
    rules: Sequence[Rule],
    references: Sequence[Fact] | None = None,
    not_checked: Sequence[NotChecked] = (),
    before: Sequence[Article] = (),
    model: str | None = None,
    progress: Progress = no_progress,
    jobs: int = 1,
) -> Checked:
    """The report on new articles held against an archive: discrepancies with a new article on a side, never old against old.

    An archived article with the id of a new one is its older version and left out. `before` holds earlier versions of new
    articles, with the same ids: a discrepancy that they had already is left out. `references` are the reference facts to
    judge by, the bundled ones unless given. Raises InputError when there is no such archive or it is damaged.
    """
    facts_of_record = tuple(read_references() if references is None else references)
    with open_archive(path) as db:  # A wrong path is told before minutes of reading.
        judged = _judge(*_find(db, articles, model, progress, jobs), rules, facts_of_record)
        earlier = _judge(*_find(db, before, model, no_progress, jobs), rules, facts_of_record) if before else None
    discrepancies = judged.discrepancies
    unchanged = discrepancies[:0]
    if earlier is not None:
        known = discrepancies["discrepancy_id"].isin(set(earlier.discrepancies["discrepancy_id"]))
        unchanged, discrepancies = discrepancies[known], discrepancies[~known].reset_index(drop=True)
    claims, facts = judged.claims, judged.facts
    shown = {article.id for article in articles} | set(
        claims.loc[claims["claim_id"].isin(facts["claim_id"]), "article"]
    )
    for column in ("left_article", "right_article", "left_also", "right_also"):
        shown.update(id_ for cell in judged.discrepancies[column] for id_ in cell.split("; "))
    report = Report(
        articles=tuple(article for article in judged.articles if article.id in shown),
        claims=claims[claims["article"].isin(shown)].reset_index(drop=True),
        discrepancies=discrepancies,
        not_checked=tuple(not_checked),
        rules=tuple(rules),
        pipeline=extractor_name(model).partition(", ")[2],
        facts=facts,
        checked=tuple(sorted(article.id for article in articles)),
        unchanged=tuple(unchanged.to_dict("records")),
        coverage=judged.coverage.as_document(),
    )
    return Checked(report, judged.coverage, len(unchanged))


def _find(db: sqlite3.Connection, articles: Sequence[Article], model: str | None, progress: Progress, jobs: int):
    """The articles dated, their claims, and what the archive holds on them."""
    dated, frame = extract_articles(articles, model, progress, jobs=jobs)
    frame = learn_damage(db, dated, frame)
    progress("comparing", 0, 1)
    found = look_up(db, dated, frame, extractor_name(model))
    progress("comparing", 1, 1)
    return dated, frame, found


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a look-up hands on.

    related: articles on one topic with a new one. named: those known by a name alone. claims: of both. total, frequency:
    how many articles there are with the new ones, and in how many of them each term stands.
    """

    related: tuple[Article, ...]
    named: tuple[Article, ...]
    claims: tuple[Claim, ...]
    total: int
    frequency: Mapping[str, int]
    coverage: Coverage


def look_up(db: sqlite3.Connection, articles: Sequence[Article], frame: pd.DataFrame, made_by: str) -> Found:
    """What the archive holds that new articles and their claims are to be held against; made_by names what read the claims."""
    from factcheck.link.articles import TOPIC, Background, most_postings, rarity, term_counts, weigh_terms

    held, held_claims = lookup.totals(db)
    older = sorted(lookup.keys_of(db, [article.id for article in articles]).values())
    counts = [term_counts(article) for article in articles]
    changed: Counter[str] = Counter()
    for terms in counts:
        changed.update(terms.keys())
    changed.subtract(lookup.terms_of(db, older))
    total = held - len(older) + len(articles)
    archived = lookup.frequencies(db, set().union(*counts))
    background = Background(total, _Sum(archived, changed))
    ceiling = most_postings(total)
    best: dict[int, float] = {}
    related: set[int] = set()
    sharing: set[int] = set()
    compared: set[int] = set()
    skipped = 0
    noted = lookup.noted_frequencies(db)
    for terms in counts:
        alike = lookup.find_alike(
            db,
            weigh_terms(terms, background),
            [term for term in terms if 1 < background.frequency[term] <= ceiling],
            lambda held: rarity(held, total),
            NEARLY * TOPIC,
            budget=BUDGET,
            most=MOST_COMPARED,
            leave_out=older,
            noted=noted,
        )
        sharing.update(alike.candidates)
        compared.update(alike.compared)
        skipped += alike.skipped
        related.update(key for key, _ in alike.found)
        best.update(alike.found[:MOST_RELATED])
    loaded = lookup.load_articles(db, sorted(best))
    claims = lookup.load_claims(db, loaded)
    names = _look_up_names(db, frame, set(loaded) | set(older))
    others = lookup.load_articles(db, sorted({key for key, _ in names.places}))
    named = lookup.load_claims(db, others, names.places)
    coverage = Coverage(
        articles=held,
        claims=held_claims,
        left_out=len(older),
        sharing=len(sharing),
        compared=len(compared),
        related=len(related),
        read=len(loaded),
        read_claims=len(claims),
        full_terms=sum(held > ceiling for held in archived.values()),
        skipped_terms=skipped,
        names=names.found,
        named=len(named),
        unread_names=names.unread,
        others=tuple((name, n) for name, n in lookup.extractors(db) if name != made_by),
    )
    return Found(
        tuple(loaded.values()),
        tuple(others.values()),
        (*claims, *named),
        total,
        _Sum(archived | lookup.frequencies_within(db, sorted(loaded)), changed),
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
    from factcheck.link.persons import are_near, name_blocks

    wanted: set[str] = set()
    unread: set[str] = set()
    for name in sorted(set(frame.loc[frame["kind"] == "person", "name"])):
        rivals = [other for other in lookup.names_in(db, name_blocks(name)) if other != name]
        if len(rivals) > MOST_NAMES:
            unread.add(name)
            continue
        near = [other for other in rivals if are_near(name, other)]
        if near:
            wanted.update((name, *near))
    places = set()
    for name in sorted(wanted):
        if lookup.count_named(db, name) > MOST_NAMED:
            unread.add(name)
        places.update(place for place in lookup.places_named(db, name, MOST_NAMED) if place[0] not in known)
    return _Names(tuple(sorted(places)), len(wanted), tuple(sorted(unread)))


def _judge(
    new: Sequence[Article], frame: pd.DataFrame, found: Found, rules: Sequence[Rule], references: tuple[Fact, ...]
) -> _Judged:
    """The new articles and what was found linked and judged, in the order of a run on all of them: by article id."""
    import numpy as np
    import pandas as pd

    from factcheck.checks import run_checks
    from factcheck.link import link_claims, prepare_claims
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
    vectors: dict[str, dict[str, float]] = {}
    relations = relate_articles(articles, background=background, among=ids, vectors=vectors)
    prepared = prepare_claims(claims)
    links = link_claims(prepared, articles, weights, relations=relations)
    partners = _partners(links, ids) - ids
    apart = 0
    if partners:
        # What the partners share with one another decides who stands on which side of a row.
        old = [article for article in articles if article.id not in ids]
        among_old = relate_articles(old, background=background, among=partners, vectors=vectors)
        between, apart = _most_alike(among_old)
        relations = pd.concat([relations, between], ignore_index=True)
        pairs = relations["relation"] != "article"
        relations = relations.assign(pairs=pairs).sort_values(["pairs", "left", "right"], ignore_index=True)
        links = link_claims(prepared, articles, weights, relations=relations)
    tables = _near_new(links, ids, {article.id: article for article in everything}, references)
    rows = run_checks(tables, rules)
    sides = np.array([_has_side(row, ids) for row in rows.to_dict("records")], dtype=bool)
    rows = rows[sides].reset_index(drop=True)
    facts = tables.claims
    facts = facts.loc[facts["fact"] >= 0, list(FACT_COLUMNS)].sort_values("fact", kind="stable")
    return _Judged(rows, facts.reset_index(drop=True), claims, everything, replace(found.coverage, apart=apart))


def _most_alike(relations: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The relations of articles with themselves and the MOST_BETWEEN most alike of the others; how many were left out."""
    pairs = relations[relations["relation"] != "article"]
    less = pairs.sort_values(["similarity", "left", "right"], ascending=[False, True, True]).index[MOST_BETWEEN:]
    return relations.drop(index=less), len(less)


def _partners(links, ids: set[str]) -> set[str]:
    """The articles with a claim that is paired with one of the articles `ids`."""
    article = links.claims["article"]
    pairs = [links.chosen, links.pairs[links.pairs["kind"].isin(("quotation", "date", "name", "office", "person"))]]
    partners = set()
    for part in pairs:
        sides = (article.loc[part["left"]].tolist(), article.loc[part["right"]].tolist())
        for one, two in zip(*sides, strict=True):
            if one in ids or two in ids:
                partners |= {one, two}
    return partners


def _near_new(links, ids: set[str], articles: Mapping[str, Article], references: tuple[Fact, ...]) -> Tables:
    """What the checks need for rows with a claim of the new articles `ids`, and little more.

    Pairs: those of a new claim, and of a claim that is paired with one; of the pairs on one office those of a new claim come
    first, for a check tells each two holders once. Facts: those of a new claim. Claims: those of the new articles, of
    articles on one event with them or with such a pair or fact, and everywhere the persons, who are counted by spelling.
    """
    from factcheck.checks.findings import Tables

    claims, pairs, relations = links.claims, links.pairs, links.relations
    new = set(claims.index[claims["article"].isin(ids)])
    left, right = pairs["left"], pairs["right"]
    direct = left.isin(new) | right.isin(new)
    near = new.union(left[direct], right[direct])
    order = ((pairs["kind"] == "office") & ~direct).to_numpy().argsort(kind="stable")
    pairs = pairs.iloc[order][(left.isin(near) | right.isin(near)).to_numpy()[order]].reset_index(drop=True)
    relations = relations[relations["left"].isin(ids) | relations["right"].isin(ids)]
    told = set(claims.loc[claims["article"].isin(ids), "fact"]) - {-1}
    claims = claims.assign(fact=claims["fact"].where(claims["fact"].isin(told), -1))
    events = relations[relations["relation"] == "event"]
    involved = ids.union(events["left"], events["right"], claims.loc[claims["fact"] >= 0, "article"])
    involved.update(claims.loc[[*pairs["left"], *pairs["right"]], "article"])
    claims = claims[claims["article"].isin(involved) | (claims["kind"] == "person")]
    # Pairs of old claims in articles that no new one has to do with are left over.
    chosen = links.chosen[links.chosen["left"].isin(claims.index) & links.chosen["right"].isin(claims.index)]
    return Tables(claims, pairs, chosen, relations, articles, references, frozenset(ids))


def _has_side(row: Mapping, ids: set[str]) -> bool:
    sides = (row["left_article"], row["right_article"], *row["left_also"].split("; "), *row["right_also"].split("; "))
    return not ids.isdisjoint(sides)
