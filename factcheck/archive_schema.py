"""The archive's file: its tables, the versions of its schema, and how it is opened for one writer or many readers."""

from __future__ import annotations

import sqlite3
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from factcheck.errors import InputError

# "FCTA": tells an archive from any other SQLite file.
APPLICATION = 0x46435441
# A term in more articles than this makes no two of them neighbours (see `factcheck.link.articles`); its postings are not kept.
FULL = 400
# Seconds that a writer waits for another one's batch to end.
PATIENCE = 60
CACHE_KIB = 64_000

# Script by script from an empty file to the present schema; PRAGMA user_version tells how many have run. Scripts that were
# released never change. Each article stands in articles, texts, vectors and claims under one key, so that nothing but the
# rows of the articles that are wanted is read. What claims repeat of their article (its id, outlet, date, and the words of a
# span) is not stored twice: text is null where it is the span's own, sentence where sentence_start and sentence_end tell it.
MIGRATIONS = (
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
    CREATE TABLE extractors (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE articles (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, outlet TEXT NOT NULL, title TEXT NOT NULL, author TEXT NOT NULL,
        url TEXT NOT NULL, path TEXT NOT NULL, published_start TEXT NOT NULL, published_end TEXT NOT NULL,
        published_how TEXT NOT NULL, published_evidence TEXT NOT NULL, digest BLOB NOT NULL,
        extractor INTEGER NOT NULL REFERENCES extractors, claims INTEGER NOT NULL, damaged INTEGER NOT NULL
    );
    CREATE INDEX damaged_articles ON articles (outlet) WHERE damaged;
    CREATE TABLE texts (article INTEGER PRIMARY KEY, text BLOB NOT NULL, markup TEXT NOT NULL);
    CREATE TABLE claims (
        article INTEGER NOT NULL, place INTEGER NOT NULL, claim_id TEXT NOT NULL, kind TEXT NOT NULL,
        "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT, sentence TEXT, sentence_start INTEGER, sentence_end INTEGER,
        subject TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT NOT NULL, low REAL, high REAL, bound TEXT NOT NULL,
        unit TEXT NOT NULL, trend TEXT NOT NULL, as_of_start TEXT NOT NULL, as_of_end TEXT NOT NULL, source TEXT NOT NULL,
        source_role TEXT NOT NULL, cue TEXT NOT NULL, content TEXT NOT NULL, direct INTEGER, name TEXT NOT NULL,
        role TEXT NOT NULL, organisation TEXT NOT NULL, confidence REAL NOT NULL,
        PRIMARY KEY (article, place)
    ) WITHOUT ROWID;
    CREATE TABLE terms (number INTEGER PRIMARY KEY, term TEXT NOT NULL UNIQUE, articles INTEGER NOT NULL);
    CREATE TABLE vectors (article INTEGER PRIMARY KEY, terms BLOB NOT NULL, counts BLOB NOT NULL);
    CREATE TABLE postings (
        term INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (term, article)
    ) WITHOUT ROWID;
    CREATE TABLE blocks (block TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (block, name)) WITHOUT ROWID;
    CREATE TABLE names (
        name TEXT NOT NULL, article INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (name, article, place)
    ) WITHOUT ROWID;
    CREATE INDEX names_of_articles ON names (article);
    """,
    # Where the text stands in its file; null where the text is the file.
    """
    ALTER TABLE texts ADD COLUMN anchors BLOB;
    """,
)


@contextmanager
def open_archive(path: str | Path, *, write: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection to the archive at `path`; with `write` a file that is not there is made, and its folder.

    A reader sees the archive as it stood when it was opened, whatever a writer adds meanwhile. An older schema is brought
    up to date. Raises InputError when there is no such archive, or the file is none, damaged, made by a newer factcheck,
    or kept busy by another writer; so do database errors inside the `with` block.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise InputError(f"{path}: a folder; an archive is one file")
        if not write and not path.is_file():
            raise InputError(
                f"{path}: there is no such archive; `factcheck archive add PATH --archive {path}` makes one"
            )
        if write:
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(_connect(path, "mode=rwc")) as db:
                _prepare(db, path)
                yield db
            return
        with closing(_connect_reader(path)) as db:
            if 0 < _version(db, path) < len(MIGRATIONS):
                with closing(_connect(path, "mode=rw")) as writer:
                    _prepare(writer, path)
            if not _version(db, path):
                raise InputError(f"{path}: an empty archive; `factcheck archive add PATH --archive {path}` fills it")
            db.execute("BEGIN")
            yield db
    except OSError as error:
        raise InputError(f"{path}: cannot be opened ({error.strerror or error})") from None
    except sqlite3.DatabaseError as error:
        raise InputError(f"{path}: {_explain(error)}") from None


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All that is written inside stands in the archive together or not at all, whenever the process ends."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def pack(kind: str, numbers: Iterable[int]) -> bytes:
    """Whole numbers as bytes, little end first: four each (kind `I`) or two (`H`)."""
    packed = array(kind, numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def unpack(kind: str, data: bytes) -> array:
    """The numbers that `pack` made bytes of."""
    numbers = array(kind)
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def find_faults(db: sqlite3.Connection) -> list[str]:
    """What is wrong with the archive, in words; empty when every page, count, posting and name agrees with the articles."""
    faults = [f"file: {row[0]}" for row in db.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
    if faults:
        return faults
    for table in ("texts", "vectors"):
        missing = f"SELECT count(*) FROM articles WHERE key NOT IN (SELECT article FROM {table})"
        extra = f"SELECT count(*) FROM {table} WHERE article NOT IN (SELECT key FROM articles)"
        faults += _counted(db, missing, f"articles without {table}") + _counted(db, extra, f"{table} of no article")
    held = "LEFT JOIN (SELECT article, count(*) AS n FROM claims GROUP BY article) ON article = key"
    faults += _counted(
        db, f"SELECT count(*) FROM articles {held} WHERE coalesce(n, 0) <> claims", "articles with claims missing"
    )
    for name, counted in (("articles", "count(*)"), ("claims", "coalesce(sum(claims), 0)")):
        noted = f"SELECT coalesce((SELECT value FROM meta WHERE key = '{name}'), 0)"
        faults += _counted(db, f"SELECT abs({counted} - ({noted})) FROM articles", f"{name} more or fewer than noted")
    stray = "SELECT count(*) FROM claims WHERE article NOT IN (SELECT key FROM articles)"
    faults += _counted(db, stray, "claims of no article")
    faults += _text_faults(db) + _term_faults(db)
    unnamed = (
        "SELECT count(*) FROM names LEFT JOIN claims ON claims.article = names.article AND claims.place = names.place "
        "WHERE claims.name IS NOT names.name"
    )
    lost = "SELECT count(DISTINCT name) FROM names WHERE name NOT IN (SELECT name FROM blocks)"
    return faults + _counted(db, unnamed, "names of no claim") + _counted(db, lost, "names in no block")


def _counted(db: sqlite3.Connection, query: str, what: str) -> list[str]:
    (n,) = db.execute(query).fetchone()
    return [f"{n:,} {what}"] if n else []


def _text_faults(db: sqlite3.Connection) -> list[str]:
    """Texts that do not unpack, and claims that point beyond the end of their text."""
    faults = []
    ends = dict(db.execute('SELECT article, max(max("end", coalesce(sentence_end, 0))) FROM claims GROUP BY article'))
    for key, id_, text in db.execute("SELECT key, id, text FROM articles JOIN texts ON article = key"):
        try:
            length = len(zlib.decompress(text).decode("utf-8", "surrogatepass"))
        except (zlib.error, UnicodeDecodeError) as error:
            faults.append(f"{id_}: the text cannot be read ({error})")
            continue
        if ends.get(key, 0) > length:
            faults.append(f"{id_}: a claim points beyond the end of the text")
    return faults


def _term_faults(db: sqlite3.Connection) -> list[str]:
    """Document frequencies and postings that are not those of the articles."""
    counted: Counter[int] = Counter()
    for (terms,) in db.execute("SELECT terms FROM vectors"):
        counted.update(unpack("I", terms))
    told = dict(db.execute("SELECT number, articles FROM terms"))
    posted = dict(db.execute("SELECT term, count(*) FROM postings GROUP BY term"))
    wrong = sum(told.get(number, 0) != counted[number] for number in told.keys() | counted.keys())
    unfit = sum(posted.get(number, 0) != (held if held <= FULL else 0) for number, held in counted.items()) + len(
        posted.keys() - counted.keys()
    )
    faults = [f"{wrong:,} terms with a wrong count"] if wrong else []
    return faults + ([f"{unfit:,} terms with wrong postings"] if unfit else [])


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{mode}"
    db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=PATIENCE)
    try:
        db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")  # the first look into the file
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


def _connect_reader(path: Path) -> sqlite3.Connection:
    try:
        return _connect(path, "mode=ro")
    except sqlite3.OperationalError:
        # On a disk that cannot be written to there is no room for the list of readers, and no writer either.
        return _connect(path, "immutable=1")


def _version(db: sqlite3.Connection, path: Path) -> int:
    """The schema's version, 0 for an empty file; raises InputError for what is no archive or a newer one."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION and (tables or application or version):
        raise InputError(f"{path}: a database of another program, no archive of factcheck")
    if version > len(MIGRATIONS):
        raise InputError(
            f"{path}: made by a newer factcheck (schema {version}; this one knows schemas up to {len(MIGRATIONS)}); "
            "update factcheck, or make the archive anew"
        )
    return version


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    """Brings the schema up to date, each step whole or not at all, and sets the file up for one writer and many readers."""
    _version(db, path)  # Nothing is changed in a file that is no archive.
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    while True:
        with transaction(db):
            version = _version(db, path)  # Another process may have been faster.
            if version == len(MIGRATIONS):
                return
            for statement in MIGRATIONS[version].split(";"):
                db.execute(statement)
            db.execute(f"PRAGMA application_id = {APPLICATION}")
            db.execute(f"PRAGMA user_version = {version + 1}")


def _explain(error: sqlite3.DatabaseError) -> str:
    words = str(error)
    if "locked" in words or "busy" in words:
        return "another process is writing to it; try again when that is done"
    if "not a database" in words:
        return "no archive of factcheck"
    if "readonly" in words or "unable to open" in words:
        return f"cannot be opened or written ({words})"
    if "full" in words:
        return "the disk is full; what was added before stands"
    if "disk I/O" in words:
        return f"the disk does not take or give what it should ({words}); what was added before stands"
    return f"the archive is damaged ({words}); make it anew from the articles"
