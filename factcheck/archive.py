"""The claims of everything published so far, in one SQLite file: kept, looked up, taken out, and proved whole.

Articles are found by what they are about (the terms that few of them hold) and by the names of persons; only the articles
that are found are read. What an article's terms and names are is for the caller to say. All functions take a connection
from `open_archive`.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass

from factcheck.archive_schema import FULL, open_archive, pack, transaction, unpack
from factcheck.model import CLAIM_COLUMNS, Article, Claim, Published

__all__ = ["Alike", "Entry", "Status", "open_archive"]

# What a claim repeats of its article, or what offsets into its text tell.
_DERIVED = ("article", "outlet", "published", "text", "sentence")
_STORED = tuple(name for name in CLAIM_COLUMNS if name not in _DERIVED)
_CLAIM_COLUMNS = ("article", "place", *_STORED, "text", "sentence", "sentence_start", "sentence_end")
_ARTICLE_COLUMNS = (
    "id", "outlet", "title", "author", "url", "path",
    "published_start", "published_end", "published_how", "published_evidence",
    "digest", "extractor", "claims", "damaged",
)  # fmt: skip
# Document frequencies for estimating similarity are read in one piece, as they stood when the archive was this much smaller.
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


@dataclass(frozen=True, slots=True)
class Alike:
    """The archived articles that are like one: keys with estimated cosines, the most alike first.

    postings: rows read to find them; candidates: articles compared; skipped: terms left out because the rarer ones brought
    up enough already.
    """

    found: tuple[tuple[int, float], ...]
    postings: int
    candidates: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Status:
    """What an archive holds. published: first and last day known; extractors: articles by what made their claims."""

    articles: int
    claims: int
    outlets: int
    undated: int
    published: tuple[str, str]
    extractors: tuple[tuple[str, int], ...]
    terms: int
    full_terms: int
    schema: int


def content_digest(article: Article) -> bytes:
    """The SHA-256 of everything that is told of an article but its id and path: equal ones have equal claims."""
    published = astuple(article.published)
    told = (article.text, article.outlet, article.title, article.author, article.url, published, article.markup)
    return hashlib.sha256(json.dumps(told, ensure_ascii=True).encode("ascii")).digest()


def stored_digests(db: sqlite3.Connection) -> dict[str, tuple[bytes, str, str]]:
    """By article id: the digest, the name of what made the claims, and the path that the article was read from."""
    rows = db.execute("SELECT id, digest, name, path FROM articles JOIN extractors ON extractor = extractors.key")
    return {id_: (digest, name, path) for id_, digest, name, path in rows}


# Adding and removing


def store(db: sqlite3.Connection, entries: Sequence[Entry], extractor: str) -> None:
    """Keeps the entries, each in place of one with the same id: all of them, or none when the process ends before.

    extractor: name and version of what made the claims. Raises ValueError when a claim is none of its article.
    """
    with transaction(db):
        _drop(db, _keys_of(db, [entry.article.id for entry in entries]))
        db.execute("INSERT OR IGNORE INTO extractors (name) VALUES (?)", (extractor,))
        (made_by,) = db.execute("SELECT key FROM extractors WHERE name = ?", (extractor,)).fetchone()
        for entry in entries:
            _insert(db, entry, made_by)
        _refresh_frequencies(db)


def remove(db: sqlite3.Connection, ids: Iterable[str]) -> int:
    """How many of the articles with these ids were there and are now gone, with all that was kept of them."""
    with transaction(db):
        keys = _keys_of(db, list(ids))
        _drop(db, keys)
        _refresh_frequencies(db)
    return len(keys)


def _insert(db: sqlite3.Connection, entry: Entry, made_by: int) -> None:
    article = entry.article
    damaged = any(claim.kind == "damage" for claim in entry.claims)
    told = (article.id, article.outlet, article.title, article.author, article.url, article.path)
    row = (*told, *astuple(article.published), entry.digest, made_by, len(entry.claims), damaged)
    names = ", ".join(_ARTICLE_COLUMNS)
    marks = ", ".join("?" * len(_ARTICLE_COLUMNS))
    key = db.execute(f"INSERT INTO articles ({names}) VALUES ({marks})", tuple(map(_fit, row))).lastrowid
    text = zlib.compress(article.text.encode("utf-8", "surrogatepass"), 6)
    db.execute("INSERT INTO texts VALUES (?, ?, ?)", (key, text, json.dumps(article.markup)))
    columns = ", ".join(f'"{name}"' for name in _CLAIM_COLUMNS)
    marks = ", ".join("?" * len(_CLAIM_COLUMNS))
    rows = [(key, place, *_claim_row(claim, article)) for place, claim in enumerate(entry.claims)]
    db.executemany(f"INSERT INTO claims ({columns}) VALUES ({marks})", rows)
    _insert_terms(db, key, entry.terms)
    db.executemany(
        "INSERT OR IGNORE INTO names VALUES (?, ?, ?)",
        [
            (_fit(claim.name), key, place)
            for place, claim in enumerate(entry.claims)
            if claim.kind == "person" and entry.names.get(claim.name)
        ],
    )
    db.executemany(
        "INSERT OR IGNORE INTO blocks VALUES (?, ?)",
        [(_fit(block), _fit(name)) for name, blocks in entry.names.items() for block in blocks],
    )


def _insert_terms(db: sqlite3.Connection, key: int, terms: Mapping[str, int]) -> None:
    db.executemany(
        "INSERT INTO terms (term, articles) VALUES (?, 1) ON CONFLICT (term) DO UPDATE SET articles = articles + 1",
        [(term,) for term in terms],
    )
    numbers = {term: (number, articles) for term, number, articles in _known_terms(db, terms)}
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


def _known_terms(db: sqlite3.Connection, terms: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Term, number and document frequency of those of the terms that the archive holds."""
    listed = json.dumps(list(terms))
    return db.execute(
        "SELECT term, number, articles FROM terms WHERE term IN (SELECT value FROM json_each(?))", (listed,)
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


def _restore_postings(db: sqlite3.Connection, numbers: Sequence[int]) -> None:
    wanted = frozenset(numbers)
    for key, terms in db.execute("SELECT article, terms FROM vectors").fetchall():
        held = wanted.intersection(unpack("I", terms))
        db.executemany("INSERT OR IGNORE INTO postings VALUES (?, ?)", [(number, key) for number in sorted(held)])


def _refresh_frequencies(db: sqlite3.Connection) -> None:
    """Keeps the frequencies of all terms as one piece, when the archive has grown or shrunk by more than _STALE allows."""
    total = count_articles(db)
    row = db.execute("SELECT value FROM meta WHERE key = 'frequencies_of'").fetchone()
    if row and total / _STALE <= row[0] <= total * _STALE:
        return
    (most,) = db.execute("SELECT coalesce(max(number), 0) FROM terms").fetchone()
    held = array("I", bytes(4 * (most + 1)))
    for number, articles in db.execute("SELECT number, articles FROM terms"):
        held[number] = articles
    db.execute("INSERT OR REPLACE INTO meta VALUES ('frequencies_of', ?)", (total,))
    db.execute("INSERT OR REPLACE INTO meta VALUES ('frequencies', ?)", (pack("I", held),))


# Looking up


def count_articles(db: sqlite3.Connection) -> int:
    """How many articles the archive holds."""
    return db.execute("SELECT count(*) FROM articles").fetchone()[0]


def keys_of(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, int]:
    """The keys of those of the ids that the archive holds."""
    listed = json.dumps([_fit(id_) for id_ in ids])
    return dict(db.execute("SELECT id, key FROM articles WHERE id IN (SELECT value FROM json_each(?))", (listed,)))


def _keys_of(db: sqlite3.Connection, ids: Sequence[str]) -> list[int]:
    return sorted(keys_of(db, ids).values())


def frequencies(db: sqlite3.Connection, terms: Iterable[str]) -> dict[str, int]:
    """In how many archived articles each of the terms stands; terms of none are left out."""
    return {term: articles for term, _, articles in _known_terms(db, terms)}


def terms_of(db: sqlite3.Connection, keys: Sequence[int]) -> Counter[str]:
    """In how many of the articles with these keys each of their terms stands."""
    counts: Counter[int] = Counter()
    for (terms,) in _select(db, "SELECT terms FROM vectors WHERE article", keys):
        counts.update(unpack("I", terms))
    names = dict(_select(db, "SELECT number, term FROM terms WHERE number", list(counts)))
    return Counter({names[number]: n for number, n in counts.items()})


def find_alike(
    db: sqlite3.Connection,
    vector: Mapping[str, float],
    usable: Iterable[str],
    rarity: Callable,
    least: float,
    *,
    budget: int,
    leave_out: Sequence[int] = (),
) -> Alike:
    """The archived articles that share a usable term with `vector` and whose cosine with it is about `least` or more.

    vector: term weights at length 1. rarity: from an array of document frequencies to one of term weights (idf). budget:
    the most postings to read; the rarest terms come first, and the others are counted before any is read. The cosine is
    estimated with frequencies at most _STALE old: ask for a little less than is wanted and compute it for those found.
    """
    import numpy as np

    known = {term: (number, held) for term, number, held in _known_terms(db, vector)}
    rarest = sorted((known[term][1], known[term][0]) for term in usable if term in known and known[term][1] <= FULL)
    numbers, postings = [], 0
    for held, number in rarest:
        if postings + held > budget:
            break
        postings += held
        numbers.append(number)
    skipped = len(rarest) - len(numbers)
    out = set(leave_out)
    keys = [
        key for (key,) in _select(db, "SELECT DISTINCT article FROM postings WHERE term", numbers) if key not in out
    ]
    rows = _select(db, "SELECT article, terms, counts FROM vectors WHERE article", keys).fetchall()
    if not rows:
        return Alike((), postings, 0, skipped)
    lengths = np.array([len(counts) // 2 for _, _, counts in rows])
    terms = np.frombuffer(b"".join(row[1] for row in rows), dtype="<u4")
    frequency = 1 + np.log(np.frombuffer(b"".join(row[2] for row in rows), dtype="<u2"))
    (blob,) = db.execute("SELECT value FROM meta WHERE key = 'frequencies'").fetchone()
    held = np.frombuffer(blob, dtype="<u4")
    most = max(int(terms.max()), max(number for number, _ in known.values())) + 1
    # Terms that came after the frequencies were noted stand in few articles.
    held = np.concatenate([held, np.ones(max(0, most - len(held)), dtype="<u4")])
    idf = rarity(np.maximum(held, 1).astype(float))
    wanted = np.zeros(len(held))
    for term, (number, articles) in known.items():
        idf[number] = rarity(np.array([articles], dtype=float))[0]
        wanted[number] = vector[term]
    weights = frequency * idf[terms]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    cosines = np.add.reduceat(weights * wanted[terms], starts) / np.sqrt(np.add.reduceat(weights * weights, starts))
    found = [(row[0], float(cosine)) for row, cosine in zip(rows, cosines, strict=True) if cosine >= least]
    return Alike(tuple(sorted(found, key=lambda pair: (-pair[1], pair[0]))), postings, len(rows), skipped)


def names_in(db: sqlite3.Connection, blocks: Sequence[str]) -> list[str]:
    """The archived names that stand in one of the blocks, sorted."""
    return sorted(name for (name,) in _select(db, "SELECT DISTINCT name FROM blocks WHERE block", blocks))


def count_named(db: sqlite3.Connection, name: str) -> int:
    """How many archived claims give a person of this name."""
    return db.execute("SELECT count(*) FROM names WHERE name = ?", (_fit(name),)).fetchone()[0]


def places_named(db: sqlite3.Connection, name: str, most: int) -> list[tuple[int, int]]:
    """Article key and place of the claims that give a person of this name, `most` at most, those added last."""
    rows = db.execute(
        "SELECT article, place FROM names WHERE name = ? ORDER BY article DESC LIMIT ?", (_fit(name), most)
    )
    return rows.fetchall()


def load_articles(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, Article]:
    """The articles with these keys, by key."""
    columns = ", ".join(f"articles.{name}" for name in ("key", *_ARTICLE_COLUMNS[:10]))
    rows = _select(db, f"SELECT {columns}, text, markup FROM articles JOIN texts ON article = key WHERE key", keys)
    return {row[0]: _to_article(row[1:]) for row in rows}


def load_claims(
    db: sqlite3.Connection, articles: Mapping[int, Article], places: Sequence[tuple[int, int]] | None = None
) -> list[Claim]:
    """The claims of the articles, in their order; only those at `places` (article key and place) when these are given."""
    columns = ", ".join(f'"{name}"' for name in _CLAIM_COLUMNS)
    rows = _select(db, f"SELECT {columns} FROM claims WHERE article", list(articles))
    wanted = None if places is None else set(places)
    return [_to_claim(row, articles[row[0]]) for row in rows if wanted is None or row[:2] in wanted]


def damaged_articles(db: sqlite3.Connection, outlet: str, most: int) -> list[int]:
    """Keys of articles of the outlet in which damaged words were found, `most` at most, those added last."""
    rows = db.execute("SELECT key FROM articles WHERE outlet = ? AND damaged ORDER BY key DESC LIMIT ?", (outlet, most))
    return [key for (key,) in rows]


def all_keys(db: sqlite3.Connection) -> list[int]:
    """The keys of all articles, by article id."""
    return [key for (key,) in db.execute("SELECT key FROM articles ORDER BY id")]


def matching_ids(db: sqlite3.Connection, pattern: str) -> list[str]:
    """The ids that a pattern of `*`, `?` and `[...]` matches (or that are the pattern), sorted."""
    rows = db.execute("SELECT id FROM articles WHERE id = ? OR id GLOB ? ORDER BY id", (_fit(pattern), _fit(pattern)))
    return [id_ for (id_,) in rows]


def read_status(db: sqlite3.Connection) -> Status:
    """What the archive holds, counted without reading a text or a claim."""
    articles, claims, outlets, undated, first, last = db.execute(
        "SELECT count(*), coalesce(sum(claims), 0), count(DISTINCT nullif(outlet, '')), coalesce(sum(published_start = ''), 0),"
        " min(nullif(published_start, '')), max(nullif(max(published_start, published_end), '')) FROM articles"
    ).fetchone()
    made = db.execute(
        "SELECT name, count(*) FROM articles JOIN extractors ON extractor = extractors.key GROUP BY name ORDER BY name"
    )
    terms, full = db.execute("SELECT count(*), coalesce(sum(articles > ?), 0) FROM terms", (FULL,)).fetchone()
    (schema,) = db.execute("PRAGMA user_version").fetchone()
    made_by = tuple(made.fetchall())
    return Status(articles, claims, outlets, undated, (first or "", last or ""), made_by, terms, full, schema)


# Rows


def _claim_row(claim: Claim, article: Article) -> tuple:
    if claim.article != article.id or claim.outlet != article.outlet or claim.published != str(article.published):
        raise ValueError(f"claim {claim.claim_id} ({claim.article}) is none of the article {article.id}")
    text = None if article.text[claim.start : claim.end] == claim.text else claim.text
    # The sentence is looked for where it ends after the claim starts; one with line breaks taken out is not found.
    at = article.text.rfind(claim.sentence, max(0, claim.start - len(claim.sentence)), claim.end + len(claim.sentence))
    sentence = (claim.sentence, None, None) if at < 0 else (None, at, at + len(claim.sentence))
    return tuple(map(_fit, (*(getattr(claim, name) for name in _STORED), text, *sentence)))


def _to_claim(row: tuple, article: Article) -> Claim:
    values = dict(zip(_CLAIM_COLUMNS, row, strict=True))
    start, end = values.pop("sentence_start"), values.pop("sentence_end")
    if values["sentence"] is None:
        values["sentence"] = article.text[start:end]
    if values["text"] is None:
        values["text"] = article.text[values["start"] : values["end"]]
    del values["place"]
    values |= {"article": article.id, "outlet": article.outlet, "published": str(article.published)}
    return Claim(**values | {"direct": None if values["direct"] is None else bool(values["direct"])})


def _to_article(row: tuple) -> Article:
    id_, outlet, title, author, url, path, *published, text, markup = row
    words = zlib.decompress(text).decode("utf-8", "surrogatepass")
    spans = tuple((start, end) for start, end in json.loads(markup))
    return Article(id_, words, path, outlet, title, author, url, Published(*published), spans)


def _fit(value):
    """The value as SQLite can hold it: half a surrogate pair becomes a question mark."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode("utf-8")
    return value


def _select(db: sqlite3.Connection, start: str, values: Sequence) -> sqlite3.Cursor:
    """The rows of a query that ends before `IN (values)`, however many the values are."""
    return db.execute(f"{start} IN (SELECT value FROM json_each(?))", (json.dumps(list(values)),))
