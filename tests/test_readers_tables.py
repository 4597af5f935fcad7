"""Tables with an article in each row: CSV, TSV and Parquet."""

from __future__ import annotations

import csv
import io
import time
from datetime import date, datetime

import pytest

from factcheck.locations import locate
from factcheck.model import Article, Published
from factcheck.readers import iter_articles, read_articles


def read(tmp_path, content, name="n.csv", **options):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    articles, faults = read_articles([path], **options)
    return articles, [(fault.path.removeprefix(str(tmp_path) + "/"), fault.reason) for fault in faults]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_rows_are_articles(tmp_path, separator):
    rows = [
        ["ID", "Headline", "body", "Source", "published_at", "more"],
        ["a", "T", f'They said "no"{separator}\r\nthen left.', "Post", "2026-02-11 08:00", "x"],
        [],
        ["7", "", "It rained.", "", "soon"],
    ]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(rows)
    articles, faults = read(tmp_path, "\ufeff" + file.getvalue())
    path = str(tmp_path / "n.csv")
    assert articles == [
        Article(
            id="a",
            text=f'They said "no"{separator}\r\nthen left.',
            path=path,
            outlet="Post",
            title="T",
            published=Published("2026-02-11", "2026-02-11", "metadata", "2026-02-11 08:00"),
            anchors=((0, 2, 6), (11, 2, 18), (11, 2, 18), (14, 2, 22), (14, 2, 22), (17, 3, 1)),
        ),
        Article(id="7", text="It rained.", path=path, anchors=((0, 5, 4),)),
    ]
    assert [(where, reason.partition(";")[0]) for where, reason in faults] == [
        ("n.csv:5", 'published "soon" is not a date')
    ]


PLACES = [
    ("text,n\nShips left,1\n", "left", "left", "a bare cell"),
    ('n,text\n"a, ""b""","Ships ""left"""\n', '"left"', '""left""', "quotation marks are doubled"),
    ('n,m,text\n,"",Ships left\n', "left", "left", "empty cells before"),
    ('text\n"Ships\nleft \U0001f6a2 now"\n', "\U0001f6a2 now", "\U0001f6a2 now", "a line further down"),
    ('n,text\n"x\ny","Ships\r\nleft"\n', "left", "left", "a line break in a cell before"),
    ("sep=;\nn;text\n1;Ships left\n", "left", "left", "a spreadsheet's first line"),
    ("\n\ntext\n\nShips left\n", "left", "left", "blank lines"),
]


@pytest.mark.parametrize(("content", "span", "expected", "reason"), PLACES)
def test_a_span_of_a_cell_is_found_in_the_file(tmp_path, content, span, expected, reason):
    (article,), faults = read(tmp_path, content)
    start = article.text.index(span)
    region = locate(article, start, start + len(span))
    line = content.split("\n")[region.line - 1]
    assert region.line == region.end_line, reason
    assert (line[region.column - 1 : region.end_column - 1], faults) == (expected, []), reason


def test_columns_may_be_named(tmp_path):
    content = "ref,Copy text,text,By\n1,Ships left.,no,Ines Moreau\n"
    (article,), faults = read(tmp_path, content, columns={"text": "Copy text", "author": "By"})
    assert (article.id, article.text, article.author) == ("n.csv:2", "Ships left.", "Ines Moreau")
    assert faults == []
    assert read(tmp_path, content, columns={"text": "Copy"}) == (
        [],
        [("n.csv", "no column Copy, named for the text; the columns are ref, Copy text, text, By")],
    )


FAULTS = [
    ("", [("n.csv", "the file is empty")], "nothing"),
    ("\ufeff\n \n", [("n.csv", "the file is empty")], "blank"),
    ("id,text\n", [("n.csv", "holds no row below its header")], "a header alone"),
    (
        "id,words\n1,Ships left.\n",
        [("n.csv", "no column that holds the text of articles (text, body, content, ... or one that you name); "
          "the columns are id, words")],
        "no text",
    ),
    ("claim_id,text\n1,Ships\n", [("n.csv", "a table of claims that factcheck wrote; not a table of articles")], "claims"),
    (
        "discrepancy_id,rule\n1,x\n",
        [("n.csv", "a table of discrepancies or decisions that factcheck wrote; not a table of articles")],
        "discrepancies",
    ),
    (
        "article,outlet\na.txt,Post\n",
        [("n.csv", "a table about articles, not of them; it is used when it is called articles.csv")],
        "a sidecar by another name",
    ),
    (b"text\ncaf\xe9\nShips left.", [("n.csv", "line 2 is not UTF-8 (0xE9 at byte 4; perhaps Windows-1252 or Latin-1); "
      "save it as UTF-8; what follows is not read")], "Latin-1"),
    ("text\nx".encode("utf-16"), [("n.csv", "line 1 is UTF-16 (its first bytes are FF FE); save it as UTF-8; what follows is "
      "not read")], "UTF-16"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "expected", "reason"), FAULTS)
def test_a_table_without_articles_is_told(tmp_path, content, expected, reason):
    assert read(tmp_path, content) == ([], expected), reason


def test_a_bad_row_is_told_and_the_rest_is_read(tmp_path):
    content = 'id,text\n1,Ships left.\n2,"It" rained.\n3,a,b\n4,\n1,They came.\n5,12 34\n,Blank id.\n6,They left.\n'
    articles, faults = read(tmp_path, content)
    assert [(article.id, article.text) for article in articles] == [("1", "Ships left."), ("6", "They left.")]
    assert faults == [
        ("n.csv:3", "not CSV (',' expected after '\"'); this row is not read"),
        ("n.csv:4", "more cells than columns; a cell with a comma needs quotation marks"),
        ("n.csv:5", '"text" is empty'),
        ("n.csv:6", 'the id "1" is already on line 2; each article needs its own'),
        ("n.csv:7", '"text" holds no letters'),
        ("n.csv:8", '"id" is blank or neither text nor a number'),
    ]


def test_a_quotation_mark_left_open_is_told(tmp_path):
    articles, faults = read(tmp_path, 'id,text\n1,Ships left.\n2,"It rained.\n3,They came.\n')
    assert [article.id for article in articles] == ["1"]
    assert faults == [("n.csv:3", "not CSV (unexpected end of data); this row is not read")]
    start = time.process_time()
    articles, faults = read(tmp_path, 'id,text\n1,Ships left.\n2,"' + "It rained.\n" * 2_500_000)
    assert time.process_time() - start < 15
    assert [article.id for article in articles] == ["1"]
    assert (
        len(faults) < 4
        and "field larger than field limit" in faults[0][1]
        or "is a quotation mark left open" in faults[0][1]
    )


def test_a_long_article_is_read_and_the_limit_of_csv_is_left_alone(tmp_path):
    limit = csv.field_size_limit()
    (article,), faults = read(tmp_path, "text\n" + "Ships left. " * 50_000 + "\n")
    assert (len(article.text), faults, csv.field_size_limit()) == (600_000, [], limit)


def test_articles_csv_beside_articles_stays_the_sidecar(tmp_path):
    (tmp_path / "articles.csv").write_text("article,outlet\na.txt,Post\nmore.csv:2,Desk\n")
    (tmp_path / "desk.csv").write_text("article,author\na.txt,Ines Moreau\n")
    (tmp_path / "a.txt").write_text("Ships left.")
    (tmp_path / "more.csv").write_text("text\nIt rained.\n")
    articles, faults = read_articles([tmp_path], sidecar=tmp_path / "desk.csv")
    assert [(a.id, a.outlet, a.author) for a in articles] == [
        ("a.txt", "Post", "Ines Moreau"),
        ("more.csv:2", "Desk", ""),
    ]
    assert faults == []


def test_a_tab_parts_the_cells_of_a_tsv(tmp_path):
    (article,), faults = read(tmp_path, "id\tbody\n1\tShips, they said, left.\n", "n.tsv")
    assert (article.text, faults) == ("Ships, they said, left.", [])


@pytest.fixture
def parquet():
    pytest.importorskip("pyarrow")
    import pyarrow
    from pyarrow import parquet

    def write(path, columns, **options):
        parquet.write_table(pyarrow.table(columns), path, **options)
        return path

    return write


def test_parquet(tmp_path, parquet):
    path = parquet(
        tmp_path / "n.parquet",
        {
            "uuid": ["a", "b", "a", None, "e"],
            "content": ["Ships left.", "It rained.", "Again.", "No id.", None],
            "Title": ["T", None, "x", "x", "x"],
            "authors": [["Ines Moreau", "Tom Aske"], [], [], [], []],
            "date": [datetime(2026, 2, 11, 8), None, None, None, None],
            "embedding": [[0.5, 0.25]] * 5,
        },
    )
    articles, faults = read_articles([path])
    assert articles == [
        Article(
            id="a",
            text="Ships left.",
            path=str(path),
            title="T",
            author="Ines Moreau, Tom Aske",
            published=Published("2026-02-11", "2026-02-11", "metadata", "2026-02-11T08:00:00"),
            anchors=None,
        ),
        Article(id="b", text="It rained.", path=str(path), anchors=None),
    ]
    assert [(fault.path, fault.reason) for fault in faults] == [
        (f"{path}:3", 'the id "a" is already on row 1; each article needs its own'),
        (f"{path}:4", '"id" is blank or neither text nor a number'),
        (f"{path}:5", '"text" is not text'),
    ]


def test_columns_of_parquet_may_be_named_and_rows_go_without_an_id(tmp_path, parquet):
    path = parquet(tmp_path / "n.parquet", {"copy": ["Ships left.", "It rained."], "day": [date(2026, 2, 11)] * 2})
    articles, faults = read_articles([path], columns={"text": "copy", "published": "day"})
    assert [(article.id, str(article.published)) for article in articles] == [
        ("n.parquet:1", "2026-02-11"),
        ("n.parquet:2", "2026-02-11"),
    ]
    assert read_articles([path])[1][0].reason.endswith("the columns are copy, day")


def test_parquet_is_read_in_batches(tmp_path, parquet):
    path = parquet(
        tmp_path / "n.parquet", {"id": list(range(1000)), "text": ["Ships left."] * 1000}, row_group_size=100
    )
    batches = list(iter_articles([path], size=300))
    assert [len(batch.articles) for batch in batches] == [300, 300, 300, 100]
    assert batches[3].articles[-1].id == "999"


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"\xff" * 100 + b"PAR1", b"Ships left."])
def test_what_is_no_parquet_is_told(tmp_path, parquet, content):
    articles, faults = read(tmp_path, content, "n.parquet")
    assert articles == []
    assert [reason.partition(" (")[0] for _, reason in faults] == ["not a Parquet table that can be read"]


def test_a_damaged_parquet_table_is_told(tmp_path, parquet):
    path = parquet(tmp_path / "n.parquet", {"id": list(range(500)), "text": [f"Ship {n} left." for n in range(500)]})
    whole = path.read_bytes()
    for at in range(4, len(whole) - 4, 37):
        damaged = bytearray(whole)
        damaged[at] ^= 0x55
        path.write_bytes(damaged)
        articles, faults = read_articles([path])
        assert len(articles) == 500 or faults, at


@pytest.mark.parametrize(("module", "name"), [("parquet", "n.parquet"), ("word", "n.docx"), ("html", "n.html")])
def test_a_missing_extra_is_told(tmp_path, monkeypatch, module, name):
    monkeypatch.setattr(f"factcheck.readers.{module}.find_spec", lambda name: None)
    articles, ((_, reason),) = read(tmp_path, b"x", name)
    assert articles == []
    assert "which is not installed: pip install 'factcheck[" in reason
