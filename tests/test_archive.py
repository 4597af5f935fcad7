"""The archive: what is put in comes out, whole or not at all; a check against it finds what one run on everything finds."""

import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from factcheck import archive as store
from factcheck import archive_lookup as lookup
from factcheck import archive_schema
from factcheck.archive_schema import find_faults, open_archive
from factcheck.errors import InputError
from factcheck.link.articles import MOST_POSTINGS, TOPIC, Background, rarity, relate_articles, term_counts, weigh_terms
from factcheck.model import Article, Claim, Published
from factcheck.pipeline import check_articles, read_rules
from factcheck.pipeline_archive import check_against
from factcheck.pipeline_keep import add_articles, make_entry
from factcheck.readers import read_articles

ROOT = Path(__file__).parent.parent
TOWNS = ("Velden", "Harwick", "Marlow", "Ostby", "Tarnow", "Lindal", "Brevik")
EVENTS = ("flood", "fire", "storm", "strike", "festival", "trial", "crash")


def article(number, text=""):
    town, event = TOWNS[number % 7], EVENTS[number // 7 % 7]
    words = (
        text or f"The {event} in {town} went on. Mayor Ada{number} Brandvold{number} of {town} spoke of the {event}."
    )
    return Article(
        f"{number:04}.txt", words, path=f"old/{number:04}.txt", outlet=f"Outlet {number % 3}", title=f"{event}"
    )


def entry(article, *, digest=b"1"):
    name = article.text.partition("Mayor ")[2][:20]
    at = article.text.find(name)
    told = {"article": article.id, "outlet": article.outlet, "published": str(article.published)}
    claims = [
        Claim(kind="person", start=at, end=at + len(name), text=name, sentence=article.text[at:], name=name, **told),
        Claim(kind="quantity", start=0, end=3, text="The", sentence="not\nprinted", low=1.5e11, direct=True, **told),
    ]
    return replace(make_entry(article, claims, digest))


def fill(path, articles, extractor="maker 1"):
    with open_archive(path, write=True) as db:
        store.store(db, [entry(one) for one in articles], extractor)


def dump(path):
    """Everything that the archive hands out, free of keys."""
    with open_archive(path) as db:
        loaded = lookup.load_articles(db, lookup.all_keys(db))
        claims = lookup.load_claims(db, loaded)
        terms = {one.id: sorted(lookup.terms_of(db, [key]).items()) for key, one in loaded.items()}
        return (
            sorted(loaded.values(), key=lambda one: one.id),
            sorted(claims, key=lambda c: (c.article, c.start)),
            terms,
        )


def faults(path):
    with open_archive(path) as db:
        return find_faults(db)


def test_what_is_kept_comes_back_equal(tmp_path):
    odd = replace(
        article(1),
        text="Mayor Šefčovič said 𝟛 things to “Velden”. \ud800",
        markup=((0, 5),),
        published=Published("2024-05-01", "2024-05-07", "inferred", "last week"),
    )
    articles = [odd, article(2)]
    fill(tmp_path / "a", articles)
    found, claims, _ = dump(tmp_path / "a")
    assert found == articles
    assert claims == sorted((c for one in articles for c in entry(one).claims), key=lambda c: (c.article, c.start))
    assert faults(tmp_path / "a") == []


def test_a_changed_article_takes_the_place_of_the_old_one(tmp_path):
    fill(tmp_path / "a", [article(n) for n in range(9)])
    fill(tmp_path / "a", [article(3, "Another text by Mayor Nils Lindqvist.")])
    fill(
        tmp_path / "b", [article(3, "Another text by Mayor Nils Lindqvist.")] + [article(n) for n in range(9) if n != 3]
    )
    assert dump(tmp_path / "a") == dump(tmp_path / "b")
    assert faults(tmp_path / "a") == []
    with open_archive(tmp_path / "a") as db:
        assert "lindqvist" in lookup.frequencies(db, ["lindqvist"])
        assert lookup.count_named(db, entry(article(3)).claims[0].name) == 0


def test_removing_leaves_nothing_behind(tmp_path):
    fill(tmp_path / "a", [article(n) for n in range(5)])
    with open_archive(tmp_path / "a", write=True) as db:
        assert lookup.matching_ids(db, "000[0-3]*") == [f"000{n}.txt" for n in range(4)]
        assert store.remove(db, [article(n).id for n in range(5)] + ["nowhere"]) == 5
        tables = ("articles", "texts", "claims", "vectors", "terms", "postings", "names", "blocks")
        assert {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables} == dict.fromkeys(
            tables, 0
        )


def test_a_term_of_too_many_articles_loses_its_postings_and_gets_them_back(tmp_path, monkeypatch):
    monkeypatch.setattr(archive_schema, "FULL", 4)
    monkeypatch.setattr(store, "FULL", 4)
    articles = [article(n, f"Velden again, Mayor Nils Berg{n}.") for n in range(6)]
    fill(tmp_path / "a", articles)
    posted = "SELECT count(*) FROM postings JOIN terms ON number = postings.term WHERE terms.term = 'velden'"
    with open_archive(tmp_path / "a", write=True) as db:
        assert db.execute(posted).fetchone() == (0,)
        assert find_faults(db) == []
        store.remove(db, [articles[0].id, articles[1].id])
        assert db.execute(posted).fetchone() == (4,)
        assert find_faults(db) == []


def test_every_term_that_linking_looks_up_has_its_postings():
    assert archive_schema.FULL >= MOST_POSTINGS


def test_looking_up_finds_what_comparing_all_with_all_finds(tmp_path):
    texts = [
        f"{EVENTS[n % 7]} {TOWNS[n // 7 % 7]} word{'abcdefg'[n % 5]}x rare{'abcdefghijklmnop'[n % 16]}q"
        for n in range(120)
    ]
    articles = [article(n, text) for n, text in enumerate(texts)]
    new, old = articles[:1], articles[1:]
    fill(tmp_path / "a", old)
    frequency = Counter(term for one in articles for term in term_counts(one))
    background = Background(len(articles), frequency)
    related = relate_articles(articles, background=background, among={new[0].id})
    wanted = {row.right: row.similarity for row in related.itertuples() if row.left == new[0].id != row.right}
    with open_archive(tmp_path / "a") as db:
        found = lookup.find_alike(
            db,
            weigh_terms(term_counts(new[0]), background),
            [term for term in term_counts(new[0]) if frequency[term] <= 50],
            lambda held: rarity(held, len(articles)),
            0.9 * TOPIC,
            budget=10_000,
            most=500,
        )
        ids = {key: one.id for key, one in lookup.load_articles(db, [key for key, _ in found.found]).items()}
    estimated = {ids[key]: cosine for key, cosine in found.found}
    assert wanted and wanted.keys() <= estimated.keys()
    assert all(abs(estimated[id_] - cosine) < 0.02 for id_, cosine in wanted.items())


def test_a_reader_sees_one_state_while_a_writer_adds(tmp_path):
    fill(tmp_path / "a", [article(1)])
    with open_archive(tmp_path / "a") as reader:
        assert lookup.totals(reader)[0] == 1
        fill(tmp_path / "a", [article(2)])
        assert lookup.totals(reader)[0] == 1
    with open_archive(tmp_path / "a") as reader:
        assert lookup.totals(reader)[0] == 2


KILLED = """
import sys
from factcheck import archive as store
from factcheck.archive_schema import open_archive
sys.path.insert(0, {tests!r})
from test_archive import article, entry
with open_archive({path!r}, write=True) as db:
    done = db.execute("SELECT count(*) FROM articles").fetchone()[0]
    for start in range(done, 3000, 3):
        store.store(db, [entry(article(n)) for n in range(start, start + 3)], "maker 1")
        print(start, flush=True)
"""


def test_a_killed_writer_leaves_whole_batches(tmp_path):
    path = tmp_path / "a"
    code = KILLED.format(tests=str(Path(__file__).parent), path=str(path))
    last = 0
    for _ in range(3):
        writer = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        writer.stdout.readline()
        time.sleep(0.03)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        assert faults(path) == []
        articles, claims, _ = dump(path)
        assert len(articles) % 3 == 0 and len(articles) > last
        assert articles == [article(n) for n in range(len(articles))]
        assert len(claims) == 2 * len(articles)
        last = len(articles)


# What makes an archive of today one of the schema before, step by step.
UNDONE = ("ALTER TABLE texts DROP COLUMN anchors",)


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("version", range(1, len(archive_schema.MIGRATIONS)))
def test_an_older_schema_is_brought_up_to_date(tmp_path, version, write):
    fill(tmp_path / "a", [article(1), article(2)])
    expected = dump(tmp_path / "a")
    with sqlite3.connect(tmp_path / "a") as db:
        for statement in reversed(UNDONE[version - 1 :]):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {version}")
    db.close()
    with open_archive(tmp_path / "a", write=write) as db:
        assert lookup.read_status(db).schema == len(archive_schema.MIGRATIONS) == len(UNDONE) + 1
    assert dump(tmp_path / "a") == expected and faults(tmp_path / "a") == []
    fill(tmp_path / "a", [article(3)])
    assert faults(tmp_path / "a") == []


@pytest.mark.parametrize("anchors", [(), None, ((0, 3, 9), (17, 4, 1))], ids=["the file itself", "no lines", "places"])
def test_where_a_text_stands_in_its_file_is_kept(tmp_path, anchors):
    fill(tmp_path / "a", [replace(article(1), anchors=anchors), article(2)])
    assert [one.anchors for one in dump(tmp_path / "a")[0]] == [anchors, ()]


def test_an_unchanged_article_is_kept_with_its_new_place(tmp_path):
    fill(tmp_path / "a", [article(1)])
    moved = replace(article(1), path="new/all.jsonl", anchors=((0, 7, 12),))
    assert store.content_digest(moved) == store.content_digest(article(1)), "where it stands is not what it says"
    with open_archive(tmp_path / "a", write=True) as db:
        store.place_anew(db, [moved])
    assert dump(tmp_path / "a")[0] == [moved]


def newer(path):
    fill(path, [article(1)])
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()


def foreign(path):
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE accounts (name)")
    db.close()


def torn(path):
    fill(path, [article(n) for n in range(60)])
    path.write_bytes(path.read_bytes()[:40_000])


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (newer, "newer factcheck"),
        (foreign, "another program"),
        (lambda path: path.write_text("no database at all, but words\n" * 100), "no archive"),
        (lambda path: path.mkdir(), "a folder"),
        (torn, "damaged"),
    ],
)
def test_what_is_no_archive_is_told(tmp_path, make, words, write):
    make(tmp_path / "a")
    before = (tmp_path / "a").read_bytes() if (tmp_path / "a").is_file() else b""
    with pytest.raises(InputError, match=words), open_archive(tmp_path / "a", write=write) as db:
        dict(db.execute("SELECT * FROM texts"))
        db.execute("PRAGMA integrity_check").fetchall()
        lookup.load_claims(db, lookup.load_articles(db, lookup.all_keys(db)))
    assert not before or make is torn or (tmp_path / "a").read_bytes() == before


def test_a_file_that_cannot_be_written_to_is_read(tmp_path):
    fill(tmp_path / "a", [article(1)])
    (tmp_path / "a").chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        assert len(dump(tmp_path / "a")[0]) == 1
    finally:
        tmp_path.chmod(0o755)


# With the language pipeline


@pytest.fixture(scope="module")
def seeds():
    articles, _ = read_articles([ROOT / "seeds"])
    return articles


@pytest.fixture(scope="module")
def one_run(seeds):
    return check_articles(seeds, rules=read_rules())


def with_side(rows, ids):
    sides = [
        {row["left_article"], row["right_article"], *row["left_also"].split("; "), *row["right_also"].split("; ")}
        for row in rows.to_dict("records")
    ]
    return rows[[not ids.isdisjoint(side) for side in sides]].reset_index(drop=True)


@pytest.mark.parametrize("places", [(0,), (1,), (2,), (3,), (4,), (0, 2), (1, 3, 4)])
def test_checking_against_an_archive_agrees_with_one_run(seeds, one_run, tmp_path, places):
    new = [seeds[place] for place in places]
    ids = {one.id for one in new}
    add_articles([one for one in seeds if one.id not in ids], tmp_path / "a")
    checked = check_against(new, tmp_path / "a", rules=read_rules())
    wanted = with_side(one_run.discrepancies, ids)
    assert checked.report.discrepancies.astype(str).to_dict("records") == wanted.astype(str).to_dict("records")
    assert checked.coverage.articles == 5 - len(places)
    shown = {one.id for one in checked.report.articles}
    assert ids <= shown and set(checked.report.claims["article"]) <= shown


def test_an_archived_version_of_a_new_article_is_left_out(seeds, one_run, tmp_path):
    changed = replace(seeds[0], text=seeds[0].text.replace("86,000", "68,000"))
    add_articles([changed, *seeds[1:]], tmp_path / "a")
    checked = check_against(seeds[:1], tmp_path / "a", rules=read_rules())
    assert checked.coverage.left_out == 1
    wanted = with_side(one_run.discrepancies, {seeds[0].id})
    assert checked.report.discrepancies["discrepancy_id"].tolist() == wanted["discrepancy_id"].tolist()


MAYOR = "The mayor of Harwick, Anna Lund, was there."
FERRY = "A ferry sank off Harwick on Monday. {} passengers died when the ferry sank, the Harwick coastguard said. {}"


def test_an_archive_on_a_disk_that_cannot_be_written_to_is_read(tmp_path, monkeypatch):
    add_articles([article(1)], tmp_path / "a")

    class ReadOnly(sqlite3.Connection):
        def execute(self, *given):
            raise sqlite3.OperationalError("attempt to write a readonly database")

    connect = sqlite3.connect
    monkeypatch.setattr(
        archive_schema.sqlite3,
        "connect",
        lambda place, **given: connect(place, **given, factory=ReadOnly if "mode=" in place else sqlite3.Connection),
    )
    with open_archive(tmp_path / "a") as db:
        assert lookup.read_status(db).articles == 1
    with pytest.raises(InputError, match="cannot be opened or written"), open_archive(tmp_path / "a", write=True):
        pass


def test_pairs_of_old_articles_that_a_new_one_has_nothing_to_do_with_are_no_matter(tmp_path):
    old = [
        Article(
            f"{outlet}.txt", FERRY.format(count, more), outlet=outlet, published=Published("2024-05-07", "2024-05-07")
        )
        for outlet, count, more in (("Courier", "At least 12", MAYOR), ("Coast News", "Nine", ""))
    ]
    add_articles(old, tmp_path / "a")
    # On one topic with both, months later, with a person whom one of them names, and without a figure.
    text = "The ferry that sank off Harwick is being raised, the Harwick coastguard said. Passengers died when the ferry sank."
    new = Article("new.txt", f"{text} {MAYOR}", outlet="Hill Post", published=Published("2024-11-12", "2024-11-12"))
    checked = check_against([new], tmp_path / "a", rules=read_rules())
    assert checked.coverage.read == 2 and checked.report.discrepancies.empty


@pytest.mark.parametrize("spelling", ["Tom Lamont", "Tom Lamond"], ids=["capitals alone", "a letter"])
def test_a_name_is_compared_with_archived_ones_on_other_topics_as_in_one_run(tmp_path, spelling):
    old = Article(
        "old.txt",
        "The harbour of Velden will get a new crane next year, the finance minister of Norway, Tom LaMont, told shipping "
        "firms. The crane lifts containers from ships of every size, and its arm reaches over five decks. Dockers "
        "practised with a model in a hall near the quay, where apprentices weld hooks and chains. Pilots steer tankers past "
        "buoys, tugs tow barges, divers mend locks, and clerks weigh cargo. Cranes, hooks, chains and barges rust in salt.",
        outlet="Courier",
    )
    new = Article(
        "new.txt",
        "Schools in Harrow will close for a week of exams, pupils were told. Norway's finance minister, "
        f"{spelling}, visited the choir of one of them and sang. Teachers baked cakes, parents brought flowers, and the "
        "gardener showed beds of tulips. Piano lessons go on in the evening. Pupils read poems, paint masks and count beans; "
        "teachers mark essays, and parents knit scarves. Exams, essays, poems and masks fill desks.",
        outlet="Hill Post",
    )
    of_one = check_articles([old, new], rules=read_rules()).discrepancies
    add_articles([old], tmp_path / "a")
    checked = check_against([new], tmp_path / "a", rules=read_rules())
    assert checked.coverage.related == 0
    assert list(of_one["rule"]) == list(checked.report.discrepancies["rule"])
    assert list(of_one["rule"])[0].startswith("name-")


DAMAGED = (
    "The attfinishance at the harbour rose last week. People there said they depfinish on the ferry, and its weekfinish "
    "timetable was extfinished. The town will spfinish more on the quay.\n"
)
ONE_WORD = (
    "The council met in the old hall on Monday. It was told that the calfinishar of works is late. Members of the council "
    "said that the harbour is safe.\n"
)


@pytest.mark.parametrize(
    ("outlet", "words", "reason"),
    [
        ("Coast News", ["calfinishar"], "one replacement ran over the site"),
        ("Hill Post", [], "no word explains another's"),
    ],
)
def test_damage_is_learnt_from_archived_articles_of_the_outlet(tmp_path, outlet, words, reason):
    add_articles([Article("a.txt", DAMAGED, outlet="Coast News")], tmp_path / "a")
    new = Article("b.txt", ONE_WORD, outlet=outlet)
    rows = check_against([new], tmp_path / "a", rules=read_rules()).report.discrepancies
    assert rows["left_text"].tolist() == words, reason
    add_articles([new], tmp_path / "a")
    with open_archive(tmp_path / "a") as db:
        assert len(lookup.damaged_articles(db, outlet, 9)) == 2 * len(words)


def test_adding_again_changes_nothing_and_tells_of_versions(seeds, tmp_path):
    path = tmp_path / "a"
    first = add_articles(seeds[:2], path)
    again = add_articles(seeds[:2], path)
    changed = add_articles([seeds[0], replace(seeds[1], title="Another", path="elsewhere")], path)
    assert [(done.added, done.replaced, done.unchanged) for done in (first, again, changed)] == [
        (2, 0, 0),
        (0, 0, 2),
        (0, 1, 1),
    ]
    assert changed.moved == (seeds[1].id,)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE extractors SET name = 'an older one'")
    db.close()
    mixed = add_articles(seeds[:3], path)
    assert (mixed.added, mixed.replaced, mixed.other) == (1, 1, (("an older one", 1),))
    refreshed = add_articles(seeds[:3], path, refresh=True)
    assert (refreshed.replaced, refreshed.unchanged, refreshed.other) == (1, 2, ())
