"""The claims of everything published so far, in one SQLite file: articles with their claims put in and taken out.

Articles are found again (see `archive_lookup`) by what they are about, the terms that few of them hold, and by the names of
persons; what an article's terms and names are is for the caller to say. All functions take a connection from `open_archive`.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass

from factcheck.archive_lookup import (
    ARTICLE_TABLE,
    CLAIM_TABLE,
    STORED,
    fit,
    keys_of,
    known_terms,
    pack_anchors,
    select,
    totals,
)
from factcheck.archive_schema import FULL, open_archive, pack, transaction, unpack
from factcheck.model import Article, Claim

__all__ = ["Entry", "content_digest", "open_archive", "place_anew", "remove", "store", "stored_digests"]

# Document frequencies for estimating similarity are kept in one piece, made anew when the archive is this much larger.
_STALE = 1.05
_MOST_COUNT = 0xFFFF


@dataclass(frozen=True, slots=True)
class Entry:
    """One article to be kept: its claims, its terms with their counts, and for each person's name the blocks that it is in.

    digest: that of the article as it was read (see `content_digest`), before a publication date was inferred.
    """

    article: Article
    claims: tuple[Claim, ...]
    terms: Mapping[str, int]
    names: Mapping[str, tuple[str, ...]]
    digest: bytes


def content_digest(article: Article) -> bytes:
    """The SHA-256 of everything that is told of an article but its id and its place in a file: equal ones have equal claims."""
    published = astuple(article.published)
    told = (article.text, article.outlet, article.title, article.author, article.url, published, article.markup)
    return hashlib.sha256(json.dumps(told, ensure_ascii=True).encode("ascii")).digest()


def stored_digests(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, tuple[bytes, str, str]]:
    """By article id, of those of the ids that are there: the digest, the name of what made the claims, and the article's path."""
    query = "SELECT id, digest, name, path FROM articles JOIN extractors ON extractor = extractors.key WHERE id"
    return {id_: (digest, name, path) for id_, digest, name, path in select(db, query, [fit(id_) for id_ in ids])}


# Adding and removing


def store(db: sqlite3.Connection, entries: Sequence[Entry], extractor: str) -> None:
    """Keeps the entries, each in place of one with the same id: all of them, or none when the process ends before.

    extractor: name and version of what made the claims. Raises ValueError when a claim is none of its article.
    """
    with transaction(db):
        _drop(db, sorted(keys_of(db, [entry.article.id for entry in entries]).values()))
        db.execute("INSERT OR IGNORE INTO extractors (name) VALUES (?)", (extractor,))
        (made_by,) = db.execute("SELECT key FROM extractors WHERE name = ?", (extractor,)).fetchone()
        for entry in entries:
            _insert(db, entry, made_by)
        _add_totals(db, len(entries), sum(len(entry.claims) for entry in entries))
        _refresh_frequencies(db)


def remove(db: sqlite3.Connection, ids: Iterable[str]) -> int:
    """How many of the articles with these ids were there and are now gone, with all that was kept of them."""
    with transaction(db):
        keys = sorted(keys_of(db, list(ids)).values())
        _drop(db, keys)
        _refresh_frequencies(db)
    return len(keys)


def place_anew(db: sqlite3.Connection, articles: Sequence[Article]) -> None:
    """Notes of articles that are there unchanged where they stand now: their path, and their text's places in that file."""
    keys = keys_of(db, [article.id for article in articles])
    with transaction(db):
        for article in articles:
            key, anchors = keys[article.id], pack_anchors(article.anchors)
            db.execute(
                "UPDATE articles SET path = ? WHERE key = ? AND path <> ?", (fit(article.path), key, fit(article.path))
            )
            db.execute("UPDATE texts SET anchors = ? WHERE article = ? AND anchors IS NOT ?", (anchors, key, anchors))


def _insert(db: sqlite3.Connection, entry: Entry, made_by: int) -> None:
    article = entry.article
    damaged = any(claim.kind == "damage" for claim in entry.claims)
    told = (article.id, article.outlet, article.title, article.author, article.url, article.path)
    row = (*told, *astuple(article.published), entry.digest, made_by, len(entry.claims), damaged)
    names = ", ".join(ARTICLE_TABLE)
    marks = ", ".join("?" * len(ARTICLE_TABLE))
    key = db.execute(f"INSERT INTO articles ({names}) VALUES ({marks})", tuple(map(fit, row))).lastrowid
    text = zlib.compress(article.text.encode("utf-8", "surrogatepass"), 6)
    db.execute(
        "INSERT INTO texts (article, text, markup, anchors) VALUES (?, ?, ?, ?)",
        (key, text, json.dumps(article.markup), pack_anchors(article.anchors)),
    )
    columns = ", ".join(f'"{name}"' for name in CLAIM_TABLE)
    marks = ", ".join("?" * len(CLAIM_TABLE))
    rows = [(key, place, *_claim_row(claim, article)) for place, claim in enumerate(entry.claims)]
    db.executemany(f"INSERT INTO claims ({columns}) VALUES ({marks})", rows)
    _insert_terms(db, key, entry.terms)
    db.executemany(
        "INSERT OR IGNORE INTO names VALUES (?, ?, ?)",
        [
            (fit(claim.name), key, place)
            for place, claim in enumerate(entry.claims)
            if claim.kind == "person" and entry.names.get(claim.name)
        ],
    )
    db.executemany(
        "INSERT OR IGNORE INTO blocks VALUES (?, ?)",
        [(fit(block), fit(name)) for name, blocks in entry.names.items() for block in blocks],
    )


def _insert_terms(db: sqlite3.Connection, key: int, terms: Mapping[str, int]) -> None:
    db.executemany(
        "INSERT INTO terms (term, articles) VALUES (?, 1) ON CONFLICT (term) DO UPDATE SET articles = articles + 1",
        [(term,) for term in terms],
    )
    numbers = {term: (number, articles) for term, number, articles in known_terms(db, terms)}
    db.execute(
        "INSERT INTO vectors VALUES (?, ?, ?)",
        (
            key,
            pack("I", (numbers[term][0] for term in terms)),
            pack("H", (min(count, _MOST_COUNT) for count in terms.values())),
        ),
    )
    db.executemany(
        "INSERT INTO postings VALUES (?, ?)", [(number, key) for number, held in numbers.values() if held <= FULL]
    )
    db.executemany(
        "DELETE FROM postings WHERE term = ?", [(number,) for number, held in numbers.values() if held == FULL + 1]
    )


def _drop(db: sqlite3.Connection, keys: Sequence[int]) -> None:
    if not keys:
        return
    listed = json.dumps(keys)
    within = "IN (SELECT value FROM json_each(?))"
    gone: Counter[int] = Counter()
    for terms, key in db.execute(f"SELECT terms, article FROM vectors WHERE article {within}", (listed,)).fetchall():
        numbers = unpack("I", terms)
        gone.update(numbers)
        db.executemany("DELETE FROM postings WHERE term = ? AND article = ?", [(number, key) for number in numbers])
    db.executemany("UPDATE terms SET articles = articles - ? WHERE number = ?", [(n, t) for t, n in gone.items()])
    held = db.execute(f"SELECT count(*), sum(claims) FROM articles WHERE key {within}", (listed,)).fetchone()
    _add_totals(db, -held[0], -held[1])
    names = db.execute(f"SELECT DISTINCT name FROM names WHERE article {within}", (listed,)).fetchall()
    for table, column in (
        ("articles", "key"), ("texts", "article"), ("claims", "article"), ("vectors", "article"), ("names", "article"),
    ):  # fmt: skip
        db.execute(f"DELETE FROM {table} WHERE {column} {within}", (listed,))
    # A term that stood in too many articles for its postings to be kept may now stand in few enough.
    numbers = json.dumps(list(gone))
    freed = [
        number
        for number, held in db.execute(f"SELECT number, articles FROM terms WHERE number {within}", (numbers,))
        if held <= FULL < held + gone[number]
    ]
    if freed:
        _restore_postings(db, freed)
    db.execute(f"DELETE FROM terms WHERE articles = 0 AND number {within}", (numbers,))
    unused = "NOT EXISTS (SELECT 1 FROM names WHERE names.name = blocks.name)"
    listed = json.dumps([name for (name,) in names])
    db.execute(f"DELETE FROM blocks WHERE name {within} AND {unused}", (listed,))


def _add_totals(db: sqlite3.Connection, articles: int, claims: int) -> None:
    db.executemany(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = value + excluded.value",
        [("articles", articles), ("claims", claims)],
    )


def _restore_postings(db: sqlite3.Connection, numbers: Sequence[int]) -> None:
    wanted = frozenset(numbers)
    for key, terms in db.execute("SELECT article, terms FROM vectors").fetchall():
        held = wanted.intersection(unpack("I", terms))
        db.executemany("INSERT OR IGNORE INTO postings VALUES (?, ?)", [(number, key) for number in sorted(held)])


def _refresh_frequencies(db: sqlite3.Connection) -> None:
    """Keeps the frequencies of all terms as one piece, when the archive has grown or shrunk by more than _STALE allows."""
    total, _ = totals(db)
    row = db.execute("SELECT value FROM meta WHERE key = 'frequencies_of'").fetchone()
    if row and total / _STALE <= row[0] <= total * _STALE:
        return
    (most,) = db.execute("SELECT coalesce(max(number), 0) FROM terms").fetchone()
    held = array("I", bytes(4 * (most + 1)))
    for number, articles in db.execute("SELECT number, articles FROM terms"):
        held[number] = articles
    db.execute("INSERT OR REPLACE INTO meta VALUES ('frequencies_of', ?)", (total,))
    db.execute("INSERT OR REPLACE INTO meta VALUES ('frequencies', ?)", (pack("I", held),))


# Rows


def _claim_row(claim: Claim, article: Article) -> tuple:
    if claim.article != article.id or claim.outlet != article.outlet or claim.published != str(article.published):
        raise ValueError(f"claim {claim.claim_id} ({claim.article}) is none of the article {article.id}")
    text = None if article.text[claim.start : claim.end] == claim.text else claim.text
    # The sentence is looked for where it ends after the claim starts; one with line breaks taken out is not found.
    at = article.text.rfind(claim.sentence, max(0, claim.start - len(claim.sentence)), claim.end + len(claim.sentence))
    sentence = (claim.sentence, None, None) if at < 0 else (None, at, at + len(claim.sentence))
    return tuple(map(fit, (*(getattr(claim, name) for name in STORED), text, *sentence)))
