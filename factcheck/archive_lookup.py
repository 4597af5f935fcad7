"""What an archive is asked: which articles are like one, who is named nearly alike, and what was kept of either.

All functions take a connection from `archive_schema.open_archive` and read only the rows that are wanted, clustered by term,
name or article.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from factcheck.archive_schema import FULL, unpack
from factcheck.model import CLAIM_COLUMNS, Article, Claim, Published

# What a claim repeats of its article, or what offsets into its text tell, is not stored with it.
_DERIVED = ("article", "outlet", "published", "text", "sentence")
STORED = tuple(name for name in CLAIM_COLUMNS if name not in _DERIVED)
CLAIM_TABLE = ("article", "place", *STORED, "text", "sentence", "sentence_start", "sentence_end")
_CLAIM_ROW = ("article", "place", "sentence_start", "sentence_end", *(field.name for field in fields(Claim)))
_ARTICLE, _OUTLET, _PUBLISHED, _TEXT, _SENTENCE, _START, _END, _DIRECT = (
    _CLAIM_ROW.index(name, 2) - 4
    for name in ("article", "outlet", "published", "text", "sentence", "start", "end", "direct")
)
ARTICLE_TABLE = (
    "id", "outlet", "title", "author", "url", "path",
    "published_start", "published_end", "published_how", "published_evidence",
    "digest", "extractor", "claims", "damaged",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alike:
    """The archived articles that are like one: keys with estimated cosines, the most alike first.

    postings: rows read to find them; candidates: keys of articles that share a rare term; compared: of those whose terms were
    all compared; skipped: terms left out because the rarer ones brought up enough already.
    """

    found: tuple[tuple[int, float], ...]
    postings: int
    candidates: Sequence[int]
    compared: Sequence[int]
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


def totals(db: sqlite3.Connection) -> tuple[int, int]:
    """How many articles and claims the archive holds."""
    held = dict(db.execute("SELECT key, value FROM meta WHERE key IN ('articles', 'claims')"))
    return held.get("articles", 0), held.get("claims", 0)


def extractors(db: sqlite3.Connection) -> tuple[tuple[str, int], ...]:
    """What made the claims: name and version, and of how many articles."""
    names = db.execute("SELECT key, name FROM extractors ORDER BY name").fetchall()
    if len(names) == 1:  # As in most archives: then nothing need be counted.
        return ((names[0][1], totals(db)[0]),)
    made = dict(db.execute("SELECT extractor, count(*) FROM articles GROUP BY extractor"))
    return tuple((name, made[key]) for key, name in names if key in made)


def keys_of(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, int]:
    """The keys of those of the ids that the archive holds."""
    listed = json.dumps([fit(id_) for id_ in ids])
    return dict(db.execute("SELECT id, key FROM articles WHERE id IN (SELECT value FROM json_each(?))", (listed,)))


def frequencies(db: sqlite3.Connection, terms: Iterable[str]) -> dict[str, int]:
    """In how many archived articles each of the terms stands; terms of none are left out."""
    return {term: articles for term, _, articles in known_terms(db, terms)}


def terms_of(db: sqlite3.Connection, keys: Sequence[int]) -> Counter[str]:
    """In how many of the articles with these keys each of their terms stands."""
    counts: Counter[int] = Counter()
    for (terms,) in select(db, "SELECT terms FROM vectors WHERE article", keys):
        counts.update(unpack("I", terms))
    names = dict(select(db, "SELECT number, term FROM terms WHERE number", list(counts)))
    return Counter({names[number]: n for number, n in counts.items()})


def frequencies_within(db: sqlite3.Connection, keys: Sequence[int]) -> dict[str, int]:
    """In how many archived articles each of the terms stands that the articles with these keys hold."""
    numbers: set[int] = set()
    for (terms,) in select(db, "SELECT terms FROM vectors WHERE article", keys):
        numbers.update(unpack("I", terms))
    return dict(select(db, "SELECT term, articles FROM terms WHERE number", sorted(numbers)))


def find_alike(
    db: sqlite3.Connection,
    vector: Mapping[str, float],
    usable: Iterable[str],
    rarity: Callable,
    least: float,
    *,
    budget: int,
    most: int,
    leave_out: Sequence[int] = (),
    noted=None,
) -> Alike:
    """The archived articles that share a usable term with `vector` and whose cosine with it is about `least` or more.

    vector: term weights at length 1. rarity: from an array of document frequencies to one of term weights (idf). budget:
    the most postings to read; the rarest terms come first, and the others are counted before any is read. most: the
    most articles to compare, those that share most by the terms looked up. The cosine is
    estimated, for frequencies may be one part in twenty old: ask for a little less than is wanted, and compute it for those.
    noted: what `noted_frequencies` gave, when several articles are looked up in turn.
    """
    import numpy as np

    known = {term: (number, held) for term, number, held in known_terms(db, vector)}
    rarest = sorted((known[term][1], known[term][0]) for term in usable if term in known and known[term][1] <= FULL)
    numbers, postings = [], 0
    for held, number in rarest:
        if postings + held > budget:
            break
        postings += held
        numbers.append(number)
    skipped = len(rarest) - len(numbers)
    # One text a term: tens of thousands of rows would take longer to hand over than to find.
    posted = select(
        db, "SELECT term, group_concat(article) FROM postings WHERE term", numbers, "GROUP BY term"
    ).fetchall()
    lists = [np.array(listed.split(","), dtype=np.int64) for _, listed in posted]
    read = np.stack(
        [
            np.concatenate([np.zeros(0, dtype=np.int64), *lists]),
            np.repeat(np.array([number for number, _ in posted], dtype=np.int64), [len(part) for part in lists]),
        ],
        axis=1,
    )
    read = read[~np.isin(read[:, 0], np.array(leave_out, dtype=np.int64))]
    sharing, place = np.unique(read[:, 0], return_inverse=True)
    exact = np.array([number for number, _ in known.values()], dtype=np.int64)
    rare = rarity(np.array([articles for _, articles in known.values()], dtype=float))
    mine = np.array([vector[term] for term in known])
    if len(sharing) > most:
        worth = np.zeros(max(map(int, exact)) + 1)
        worth[exact] = mine * rare
        shared = np.bincount(place, weights=worth[read[:, 1]])
        keys = np.sort(sharing[np.argsort(-shared, kind="stable")[:most]]).tolist()
    else:
        keys = sharing.tolist()
    rows = select(db, "SELECT article, terms, counts FROM vectors WHERE article", keys).fetchall()
    if not rows:
        return Alike((), postings, (), (), skipped)
    lengths = np.array([len(counts) // 2 for _, _, counts in rows])
    terms = np.frombuffer(b"".join(row[1] for row in rows), dtype="<u4")
    frequency = 1 + np.log(np.frombuffer(b"".join(row[2] for row in rows), dtype="<u2"))
    noted = noted_frequencies(db) if noted is None else noted
    # Terms that came after the frequencies were noted stand in few articles.
    beyond = max(int(terms.max()), int(exact.max())) + 1 - len(noted)
    noted = np.concatenate([noted, np.ones(beyond, dtype=noted.dtype)]) if beyond > 0 else noted
    # The rarity of each frequency once, not of each term: an archive knows millions of terms.
    held = noted[terms]
    weights = frequency * rarity(np.arange(int(held.max()) + 1, dtype=float))[held]
    slots = np.zeros(len(noted), dtype=np.int32)
    slots[exact] = np.arange(1, len(exact) + 1)
    mine_at = np.flatnonzero(slots[terms])
    slot = slots[terms[mine_at]] - 1
    weights[mine_at] = frequency[mine_at] * rare[slot]
    products = np.zeros(len(terms))
    products[mine_at] = weights[mine_at] * mine[slot]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    cosines = np.add.reduceat(products, starts) / np.sqrt(np.add.reduceat(weights * weights, starts))
    found = [(row[0], float(cosine)) for row, cosine in zip(rows, cosines, strict=True) if cosine >= least]
    return Alike(tuple(sorted(found, key=lambda pair: (-pair[1], pair[0]))), postings, sharing.tolist(), keys, skipped)


def noted_frequencies(db: sqlite3.Connection):
    """In how many articles each term stood when that was last noted, at least 1, by the term's number: a NumPy array."""
    import numpy as np

    row = db.execute("SELECT value FROM meta WHERE key = 'frequencies'").fetchone()
    blob = row[0] if row else b""  # an archive to which nothing was added yet
    return np.maximum(np.frombuffer(blob, dtype="<u4"), 1)


def names_in(db: sqlite3.Connection, blocks: Sequence[str]) -> list[str]:
    """The archived names that stand in one of the blocks, sorted."""
    return sorted(name for (name,) in select(db, "SELECT DISTINCT name FROM blocks WHERE block", blocks))


def count_named(db: sqlite3.Connection, name: str) -> int:
    """How many archived claims give a person of this name."""
    return db.execute("SELECT count(*) FROM names WHERE name = ?", (fit(name),)).fetchone()[0]


def places_named(db: sqlite3.Connection, name: str, most: int) -> list[tuple[int, int]]:
    """Article key and place of the claims that give a person of this name, `most` at most, those added last."""
    rows = db.execute(
        "SELECT article, place FROM names WHERE name = ? ORDER BY article DESC LIMIT ?", (fit(name), most)
    )
    return rows.fetchall()


def load_articles(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, Article]:
    """The articles with these keys, by key."""
    columns = ", ".join(f"articles.{name}" for name in ("key", *ARTICLE_TABLE[:10]))
    rows = select(
        db, f"SELECT {columns}, text, markup, anchors FROM articles JOIN texts ON article = key WHERE key", keys
    )
    return {row[0]: _to_article(row[1:]) for row in rows}


def load_claims(
    db: sqlite3.Connection, articles: Mapping[int, Article], places: Sequence[tuple[int, int]] | None = None
) -> list[Claim]:
    """The claims of the articles, in their order; only those at `places` (article key and place) when these are given."""
    columns = ", ".join(f'"{name}"' if name in CLAIM_TABLE else "NULL" for name in _CLAIM_ROW)
    rows = select(db, f"SELECT {columns} FROM claims WHERE article", list(articles))
    wanted = None if places is None else set(places)
    published = {key: str(article.published) for key, article in articles.items()}
    return [_to_claim(row, articles[row[0]], published[row[0]]) for row in rows if wanted is None or row[:2] in wanted]


def damaged_articles(db: sqlite3.Connection, outlet: str, most: int) -> list[int]:
    """Keys of articles of the outlet in which damaged words were found, `most` at most, those added last."""
    rows = db.execute("SELECT key FROM articles WHERE outlet = ? AND damaged ORDER BY key DESC LIMIT ?", (outlet, most))
    return [key for (key,) in rows]


def all_keys(db: sqlite3.Connection) -> list[int]:
    """The keys of all articles, by article id."""
    return [key for (key,) in db.execute("SELECT key FROM articles ORDER BY id")]


def matching_ids(db: sqlite3.Connection, pattern: str) -> list[str]:
    """The ids that a pattern of `*`, `?` and `[...]` matches (or that are the pattern), sorted."""
    rows = db.execute("SELECT id FROM articles WHERE id = ? OR id GLOB ? ORDER BY id", (fit(pattern), fit(pattern)))
    return [id_ for (id_,) in rows]


def read_status(db: sqlite3.Connection) -> Status:
    """What the archive holds, counted without reading a text or a claim."""
    articles, claims, outlets, undated, first, last = db.execute(
        "SELECT count(*), coalesce(sum(claims), 0), count(DISTINCT nullif(outlet, '')), coalesce(sum(published_start = ''), 0),"
        " min(nullif(published_start, '')), max(nullif(max(published_start, published_end), '')) FROM articles"
    ).fetchone()
    terms, full = db.execute("SELECT count(*), coalesce(sum(articles > ?), 0) FROM terms", (FULL,)).fetchone()
    (schema,) = db.execute("PRAGMA user_version").fetchone()
    return Status(articles, claims, outlets, undated, (first or "", last or ""), extractors(db), terms, full, schema)


def known_terms(db: sqlite3.Connection, terms: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Term, number and document frequency of those of the terms that the archive holds."""
    listed = json.dumps(list(terms))
    return db.execute(
        "SELECT term, number, articles FROM terms WHERE term IN (SELECT value FROM json_each(?))", (listed,)
    )


def _to_claim(row: tuple, article: Article, published: str) -> Claim:
    """The claim of a row that begins with article, place and the ends of its sentence, and goes on with Claim's fields."""
    values = list(row[4:])
    values[_ARTICLE], values[_OUTLET], values[_PUBLISHED] = article.id, article.outlet, published
    if values[_SENTENCE] is None:
        values[_SENTENCE] = article.text[row[2] : row[3]]
    if values[_TEXT] is None:
        values[_TEXT] = article.text[values[_START] : values[_END]]
    if values[_DIRECT] is not None:
        values[_DIRECT] = bool(values[_DIRECT])
    return Claim(*values)


def _to_article(row: tuple) -> Article:
    id_, outlet, title, author, url, path, *published, text, markup, packed = row
    words = zlib.decompress(text).decode("utf-8", "surrogatepass")
    spans = tuple((start, end) for start, end in json.loads(markup))
    anchors = () if packed is None else json.loads(zlib.decompress(packed))
    anchors = None if anchors is None else tuple((offset, line, column) for offset, line, column in anchors)
    return Article(id_, words, path, outlet, title, author, url, Published(*published), spans, anchors)


def pack_anchors(anchors: tuple[tuple[int, int, int], ...] | None) -> bytes | None:
    """An article's anchors as they are kept: nothing for none, else JSON made small."""
    return None if anchors == () else zlib.compress(json.dumps(anchors, separators=(",", ":")).encode("ascii"), 6)


def fit(value):
    """The value as SQLite can hold it: half a surrogate pair becomes a question mark."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode("utf-8")
    return value


def select(db: sqlite3.Connection, start: str, values: Sequence, end: str = "") -> sqlite3.Cursor:
    """The rows of a query that is written before and after `IN (values)`, however many the values are."""
    return db.execute(f"{start} IN (SELECT value FROM json_each(?)) {end}", (json.dumps(list(values)),))
