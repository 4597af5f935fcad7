"""Articles kept in an archive with their claims: extracted and committed batch by batch."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import archive as store
from factcheck import archive_lookup as lookup
from factcheck.archive import Entry, open_archive
from factcheck.model import CLAIM_COLUMNS, Article, Claim, Parsed
from factcheck.pipeline import Progress, claims_frame, extract_articles, no_progress
from factcheck.version import __version__

if TYPE_CHECKING:
    import pandas as pd

# Articles that are committed together; what a kill costs is at most their extraction.
AT_ONCE = 32
# Archived articles of an outlet, the last added, from which its find-and-replace damage is learnt.
MOST_DAMAGED = 20


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


def add_articles(
    articles: Iterable[Article],
    path: str | Path,
    *,
    model: str | None = None,
    refresh: bool = False,
    progress: Progress = no_progress,
    jobs: int = 1,
    total: int = 0,
) -> Added:
    """Archives articles with their claims; those that are there unchanged are left alone, others with their id replaced.

    Articles are read and committed AT_ONCE together (for each of `jobs` processes), and only these stand in memory: after an
    interruption the next call goes on where this one stopped. `refresh` makes the claims anew of unchanged articles too, if
    another version made them. `total` is how many articles there are, for `progress`; 0 when that is not known. Raises
    InputError for a file that is no archive.
    """
    done, added, unchanged = 0, 0, 0
    made_by = ""
    moved: list[str] = []
    replaced: list[str] = []
    versions: Counter[str] = Counter()
    with open_archive(path, write=True) as db:
        articles = iter(articles)
        while batch := list(islice(articles, AT_ONCE * jobs)):
            stored = store.stored_digests(db, [article.id for article in batch])
            digests = {article.id: store.content_digest(article) for article in batch}
            same = [a for a in batch if a.id in stored and stored[a.id][0] == digests[a.id]]
            if not made_by and (refresh or len(same) < len(batch)):
                made_by = extractor_name(model)
            keep = {a.id for a in same if not (refresh and stored[a.id][1] != made_by)}
            todo = [article for article in batch if article.id not in keep]
            store.place_anew(db, [a for a in same if a.id in keep and a.path])
            if todo:
                store.store(db, list(make_entries(db, todo, digests, model, jobs)), made_by)
            changed = [a for a in todo if a.id in stored]
            replaced += [a.id for a in changed]
            moved += [a.id for a in changed if stored[a.id][2] != a.path]
            added += len(todo) - len(changed)
            unchanged += len(keep)
            versions.update(stored[id_][1] for id_ in keep)
            done += len(batch)
            progress("archiving", done, max(total, done))
    other = tuple(sorted((name, n) for name, n in versions.items() if made_by and name != made_by))
    return Added(added, len(replaced), unchanged, tuple(moved), other)


def make_entries(
    db: sqlite3.Connection,
    articles: Sequence[Article],
    digests: Mapping[str, bytes],
    model: str | None,
    jobs: int = 1,
) -> Iterator[Entry]:
    """What the archive keeps of each article: dated, with its claims, terms and the blocks of its persons' names."""
    dated, frame = extract_articles(articles, model, jobs=jobs)
    frame = learn_damage(db, dated, frame)
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


def learn_damage(db: sqlite3.Connection, articles: Sequence[Article], frame: pd.DataFrame) -> pd.DataFrame:
    """The claims table with the damaged words found anew, where the archive holds damaged articles of the same outlet.

    One replacement run over a site damages many of its articles; what several words of one explain, one word of another
    shows. Without such articles the table is handed back as it is.
    """
    from factcheck.extract import stamp_claims
    from factcheck.extract.damage import extract_damage
    from factcheck.language.blocks import split_blocks

    older = set(lookup.keys_of(db, [article.id for article in articles]).values())
    outlets = sorted({article.outlet for article in articles if article.outlet})
    known = {outlet: lookup.damaged_articles(db, outlet, MOST_DAMAGED) for outlet in outlets}
    earlier = lookup.load_articles(db, sorted({key for keys in known.values() for key in keys} - older))
    if not earlier:
        return frame
    texts = sorted((*earlier.values(), *articles), key=lambda article: article.id)
    ids = {article.id for article in articles}
    claims: dict[str, list[Claim]] = {article.id: [] for article in articles}
    for claim in claims_of(frame[frame["kind"] != "damage"]):
        claims[claim.article].append(claim)
    for claim in extract_damage([Parsed(article, split_blocks(article.text, article.markup)) for article in texts]):
        if claim.article in ids:
            claims[claim.article].append(claim)
    return claims_frame(claim for article in articles for claim in stamp_claims(claims[article.id], article))
