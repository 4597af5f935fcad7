"""Readers: whole articles from each format, and one plain word on each input that cannot be checked."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.errors import InputError
from factcheck.language.blocks import split_blocks
from factcheck.locations import locate
from factcheck.model import Article, NotChecked, Published
from factcheck.readers import read_articles
from factcheck.readers.metadata import parse_days


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder in which the test runs; `write` puts a file there."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path, content):
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def told(faults):
    return [(fault.path, fault.reason) for fault in faults]


def test_text_keeps_line_ends_and_loses_the_byte_order_mark(folder):
    write("a.txt", b"\xef\xbb\xbfCaf\xc3\xa9 closed.\r\nIt rained.\n")
    assert read_articles(["a.txt"]) == (
        [Article(id="a.txt", text="Café closed.\r\nIt rained.\n", path="a.txt")],
        [],
    )


def test_folder_is_read_to_its_depth_in_order(folder):
    for name in ("n/b.txt", "n/sub/c.txt", "n/a.md", "n/.hidden.txt", "n/.git/d.txt", "n/E.TXT"):
        write(name, "Some words.")
    articles, faults = read_articles(["n"])
    assert [(a.id, a.path) for a in articles] == [
        ("E.TXT", "n/E.TXT"),
        ("a.md", "n/a.md"),
        ("b.txt", "n/b.txt"),
        ("sub/c.txt", "n/sub/c.txt"),
    ]
    assert faults == []


def test_markdown_with_front_matter(folder):
    text = (
        "---\ntitle: 'Ferries: a plan'\ndate: 2026-02-11T08:00:00Z\nsource: Harbour Post\nauthors: [Ines Moreau, "
        "{name: Tom Aske}]\ncanonical: https://x.example/1\nlayout: wide\n---\n\n# Ferries\n\n"
        "> **Anna Lind** [said](https://x.example/(2) 'so') it was *5 * 3* `ships`.\n\n```\ncode = 5\n```\n"
        "- One ![map](m.png)item\n\n[1]: https://x.example\n"
    )
    write("a.md", text)
    (article,), faults = read_articles(["a.md"])
    assert faults == []
    assert (article.text, article.title, article.outlet) == (text, "Ferries: a plan", "Harbour Post")
    assert (article.author, article.url) == ("Ines Moreau, Tom Aske", "https://x.example/1")
    assert article.published == Published("2026-02-11", "2026-02-11", "front matter", "2026-02-11T08:00:00Z")
    assert [text[start:end] for start, end in article.markup[1:]] == [
        "# ", "> ", "**", "**", "[", "](https://x.example/(2) 'so')", "*", "*", "`", "`",
        "```", "code = 5", "```", "- ", "![map](m.png)", "[1]: https://x.example",
    ]  # fmt: skip
    assert [text[block.start : block.end] for block in split_blocks(text, article.markup)] == [
        "Ferries",
        "Anna Lind** [said](https://x.example/(2) 'so') it was *5 * 3* `ships`.",
        "One ![map](m.png)item",
    ]


FRONT_MATTER = [
    ("---\ntitle: Good\n---\nShips left.", "Good", [], "plain"),
    ("---\ntitle: A: b\nauthor: X\n---\nShips left.", "A: b", ["front matter is not YAML at line 2"], "unquoted colon"),
    ("---\ntitle: Good\nShips left.\n", "", ["front matter is not closed"], "never closed"),
    ("---\nShips left.\n---\nThey came back.", "", [], "two rules and a text between them"),
    ("---\n[1, 2]\n---\nThey came back.", "", [], "YAML that is no mapping"),
    (
        "---\ntitle: [a\nShips left: all\nof them\n---\nBack.",
        "",
        ["front matter is not YAML"],
        "text that looks like it",
    ),
    ("---\n? [a]\n: b\ntitle: Good\n---\nShips left.", "", ["front matter is not YAML"], "a key that is a list"),
    ("# Ships *left*\nThey came back.", "Ships *left*", [], "the first heading is the title"),
    (
        "---\ntitle: Good\ndate: 2026-02-31\n---\nShips left.",
        "Good",
        ['date "2026-02-31" is not a date'],
        "no such day",
    ),
    ("\n---\r\ntitle: Good\r\n...\r\nShips left.", "Good", [], "carriage returns, dots at the end"),
    ("---\ntitle:\n  deep: {name: x}\n---\nShips left.", "", [], "a mapping without a name"),
]


@pytest.mark.parametrize(("text", "title", "reasons", "reason"), FRONT_MATTER)
def test_front_matter_never_loses_the_article(folder, text, title, reasons, reason):
    write("a.md", text)
    (article,), faults = read_articles(["a.md"])
    assert (article.text, article.title) == (text, title), reason
    assert [fault.path for fault in faults] == ["a.md"] * len(reasons), reason
    assert all(fault.reason.startswith(start) for fault, start in zip(faults, reasons, strict=True)), reason


def test_json_lines(folder):
    records = [
        {"id": "a", "text": "Ships left.", "title": "T", "outlet": "O", "author": ["X", "Y"], "url": "u", "more": 1},
        {"id": 2, "text": "They came back.", "published": "11 February 2026"},
        {"id": "c", "text": "They left again.", "published": "soon"},
    ]
    write("n.jsonl", "\ufeff" + "\n\n".join(json.dumps(record) for record in records))
    articles, faults = read_articles(["n.jsonl"])
    assert articles == [
        Article(
            id="a",
            text="Ships left.",
            path="n.jsonl",
            title="T",
            outlet="O",
            author="X, Y",
            url="u",
            anchors=((0, 1, 22),),
        ),
        Article(
            id="2",
            text="They came back.",
            path="n.jsonl",
            published=Published("2026-02-11", "2026-02-11", "metadata", "11 February 2026"),
            anchors=((0, 3, 20),),
        ),
        Article(id="c", text="They left again.", path="n.jsonl", anchors=((0, 5, 22),)),
    ]
    assert told(faults) == [
        (
            "n.jsonl:5",
            'published "soon" is not a date; expected one such as "2026-02-11", "2026-02-11T08:00:00Z", '
            '"11 February 2026" or "2026-02". It counts as unknown',
        )
    ]


PLACES = [
    (r'{"id": 1, "text": "Ships left."}', "left", "left", "no escapes"),
    (r'{"text": "no", "id": 1, "text": "Ships left."}', "left", "left", "the last of two counts"),
    (r'{"id": 1, "n": [5, {"text": "left"}], "t:": ",", "text": "Ships left."}', "Ships left", "Ships left", "nested"),
    (r'{"id": 1, "n": 5, "\u0074ext": "Ships\n\tleft."}', "left", "left", "a key with an escape; breaks"),
    (
        r'{"id": 1, "text": "He said \u201cno\u201d twice"}',
        "“no”",
        r"\u201cno\u201d",
        "an escape at the end is taken in",
    ),
    (r'{"id": 1, "text": "A \"big\" \ud83d\ude00 \\ship"}', "😀 \\s", r"\ud83d\ude00 \\s", "beyond the basic plane"),
]


@pytest.mark.parametrize(("line", "span", "printed", "reason"), PLACES)
def test_a_span_of_a_record_is_found_in_its_line(folder, line, span, printed, reason):
    write("n.jsonl", "\n" + line + "\n")
    (article,), faults = read_articles(["n.jsonl"])
    start = article.text.index(span)
    region = locate(article, start, start + len(span))
    assert (faults, region.path, region.line, region.end_line) == ([], "n.jsonl", 2, 2), reason
    assert line[region.column - 1 : region.end_column - 1] == printed, reason


def test_keys_of_records_may_be_named(folder):
    write("n.jsonl", '{"ref": 7, "CopyText": "Ships left.", "text": "no", "by": "Ines Moreau", "title": "T"}\n')
    (article,), faults = read_articles(["n.jsonl"], columns={"id": "ref", "text": "CopyText", "author": "by"})
    assert (article.id, article.text, article.author, article.title) == ("7", "Ships left.", "Ines Moreau", "T")
    assert faults == []
    assert told(read_articles(["n.jsonl"], columns={"id": "ref", "text": "Copy"})[1]) == [
        ("n.jsonl:1", '"Copy" is missing; expected {"ref": ..., "Copy": ...}')
    ]
    with pytest.raises(InputError, match="there is no field 'body'; allowed are text, id, title"):
        read_articles(["n.jsonl"], columns={"body": "CopyText"})


BAD_LINES = [
    (b"{", "not JSON (", "cut off"),
    (b"[" * 100_000, "a JSON array", "too deep"),
    (b'"words"', 'not an object; expected {"id": ..., "text": ...}', "a string"),
    (b'{"id": "x"}', '"text" is missing', "no text"),
    (b'{"text": "x"}', '"id" is missing', "no id"),
    (b'{"id": null, "text": "x"}', '"id" is blank or neither text nor a number', "no id"),
    (b'{"id": " ", "text": "x"}', '"id" is blank or neither text nor a number', "blank id"),
    (b'{"id": "x", "text": 5}', '"text" is not text', "a number for a text"),
    (b'{"id": "x", "text": ""}', '"text" is empty', "empty text"),
    (b'{"id": "x", "text": "12 34"}', '"text" holds no letters', "numbers alone"),
    (b'{"id": "x", "text": "half \\ud83d"}', "holds half a character (\\ud83d)", "what no file can hold"),
    (b'{"id": "x", "text": "caf\xe9"}', "not UTF-8 (0xE9 at byte 25", "Latin-1"),
    (b'{"id": "x", "text": "x", "n": ' + b"9" * 5000 + b"}", "not JSON that can be read", "a huge number"),
]


@pytest.mark.parametrize(("line", "start", "reason"), BAD_LINES)
def test_a_bad_line_is_told_and_the_rest_goes_on(folder, line, start, reason):
    good = b'{"id": "g", "text": "Ships left."}\n'
    first = b"" if line.startswith(b"[") else good.replace(b'"g"', b'"f"')
    write("n.jsonl", first + line + b"\n" + good)
    articles, faults = read_articles(["n.jsonl"])
    whole = not first
    assert [article.id for article in articles] == ([] if whole else ["f", "g"]), reason
    assert [fault.path for fault in faults] == ["n.jsonl" if whole else "n.jsonl:2"], reason
    assert faults[0].reason.startswith(start), reason


def test_an_id_that_stands_twice_in_a_file_is_told(folder):
    write("n.jsonl", '{"id": 1, "text": "Ships left."}\n{"id": "1", "text": "They came back."}\n')
    articles, faults = read_articles(["n.jsonl"])
    assert [article.text for article in articles] == ["Ships left."]
    assert told(faults) == [("n.jsonl:2", 'the id "1" is already on line 1; each article needs its own')]


UNREADABLE = [
    (b"", "the file is empty", "nothing"),
    (b"\xef\xbb\xbf", "the file is empty", "a mark alone"),
    (b" \n\t\n", "holds nothing but white space", "blank"),
    (b"12 345\n", "holds no letters", "numbers"),
    ("Ships left.".encode("utf-16"), "UTF-16 (its first bytes are FF FE); save it as UTF-8", "UTF-16"),
    (b"\x89PNG\r\n\x00\x01", "binary data or UTF-16 (a zero byte at byte 7); expected text in UTF-8", "a picture"),
    (
        b"Ships left.\nThe caf\xe9 closed.",
        "not UTF-8 (0xE9 at byte 8 of line 2; perhaps Windows-1252 or Latin-1); save it as UTF-8",
        "Latin-1",
    ),
]


@pytest.mark.parametrize(("content", "expected", "reason"), UNREADABLE)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_one_plain_word_on_what_cannot_be_read(folder, content, expected, reason, suffix):
    write(f"n/bad{suffix}", content)
    write("n/good.txt", "Ships left.")
    articles, faults = read_articles(["n"])
    assert [article.id for article in articles] == ["good.txt"], reason
    assert told(faults) == [(f"n/bad{suffix}", expected)], reason


def test_paths_that_hold_no_article(folder):
    write("n/a.pdf", "x")
    write("n/sub/b.PDF", "x")
    write("n/c", "x")
    write("d.odt", "x")
    (folder / "empty").mkdir()
    allowed = "readable are .csv, .docx, .htm, .html, .jsonl, .md, .parquet, .tsv, .txt, .zip"
    assert read_articles(["missing.txt", "empty", "n", "d.odt", "missing.txt"]) == (
        [],
        [
            NotChecked("d.odt", f"suffix .odt is not read; {allowed}"),
            NotChecked("empty", f"the folder holds no article; {allowed}"),
            NotChecked("missing.txt", "there is no such file or folder"),
            NotChecked("n", f"1 file without a suffix is not read (the first is c); {allowed}"),
            NotChecked("n", f"2 files with suffix .pdf are not read (the first is a.pdf); {allowed}"),
        ],
    )


def test_json_array_is_no_json_lines(folder):
    write("a.jsonl", '[\n{"id": 1, "text": "Ships left."}\n]\n')
    write("b.jsonl", '{"id": 1, "text": "Ships left."}'.encode("utf-16"))
    write("c.jsonl", "\n \n")
    articles, faults = read_articles(["a.jsonl", "b.jsonl", "c.jsonl"])
    assert articles == []
    assert told(faults) == [
        ("a.jsonl", "a JSON array; expected JSON Lines: one object a line, without brackets and commas between them"),
        ("b.jsonl", "UTF-16 (its first bytes are FF FE); save it as UTF-8"),
        ("c.jsonl", "the file is empty"),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes and symbolic links as on Unix")
def test_links_pipes_and_devices(folder):
    write("n/a.txt", "Ships left.")
    os.mkfifo("n/pipe.txt")
    write("n/sub/b.txt", "They came back.")
    for link, target in (("dangling.txt", "nowhere"), ("self.txt", "self.txt"), ("up", ".."), ("twin", "sub")):
        Path("n", link).symlink_to(target)
    articles, faults = read_articles(["n", "/dev/null"])
    assert [article.id for article in articles] == ["a.txt", "sub/b.txt"]
    reasons = dict(told(faults))
    assert reasons.pop("n/self.txt").startswith("cannot be read (")
    assert reasons == {
        "/dev/null": "neither a file nor a folder (a device or a pipe); never opened",
        "n/pipe.txt": "neither a file nor a folder (a device or a pipe); never opened",
        "n/dangling.txt": "a symbolic link to nothing",
        "n/up/n": "a symbolic link back to a folder above it; not followed",
        "n/twin": "the same folder as n/sub, which is read",
    }


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(folder):
    write("a.txt", "Ships left.")
    Path("a.txt").chmod(0)
    assert told(read_articles(["a.txt"])[1]) == [("a.txt", "cannot be read (Permission denied)")]


SAME_IDS = [
    (["x/a.txt", "y/a.txt"], ["x/a.txt", "y/a.txt"], "two files of one name"),
    (["y", "x"], ["x/a.txt", "y/a.txt"], "two folders"),
    (["x", "x/a.txt", "./x"], ["a.txt"], "one file given three times is one article"),
    (["x/r.jsonl", "y/r.jsonl"], ["x/r.jsonl/1", "y/r.jsonl/1"], "two files with one record's id"),
    (["x/a.txt", "y/z/a.txt"], ["x/a.txt", "z/a.txt"], "as few folders as it takes"),
]


@pytest.mark.parametrize(("paths", "ids", "reason"), SAME_IDS)
def test_ids_differ(folder, paths, ids, reason):
    for path in ("x/a.txt", "y/a.txt", "y/z/a.txt"):
        if not any(given in ("x", "y") for given in paths) or path.count("/") == 1:
            write(path, f"Ships left {path}.")
    if "r.jsonl" in paths[0]:
        for path in paths:
            write(path, '{"id": 1, "text": "Ships left."}')
    articles, faults = read_articles(paths)
    assert ([article.id for article in articles], faults) == (ids, []), reason
    assert read_articles(list(reversed(paths))) == (articles, faults), "the order of the paths does not matter"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_sidecar(folder, separator):
    rows = [
        ["Article", "outlet", "published", "title", "author", "url"],
        ["a.txt", "Harbour Post", "2026-02-11", '"A ""big"" plan"', "", ""],
        ["sub/b.md", "", "12 Feb 2026", "", "Tom Aske", ""],
        ["7", "Aberly News", "", "", "", "https://x.example"],
    ]
    write("n/articles.csv", "\ufeff" + "\r\n".join(separator.join(row) for row in rows) + "\r\n")
    write("n/a.txt", "Ships left.")
    write("n/sub/b.md", "---\ntitle: Kept\ndate: 2020-01-01\n---\nShips left.")
    write("n/sub/c.jsonl", '{"id": 7, "text": "Ships left."}')
    articles, faults = read_articles(["n"])
    assert faults == []
    assert [(a.id, a.outlet, a.published, a.title, a.author, a.url) for a in articles] == [
        ("a.txt", "Harbour Post", Published("2026-02-11", "2026-02-11", "sidecar"), 'A "big" plan', "", ""),
        ("sub/b.md", "", Published("2026-02-12", "2026-02-12", "sidecar"), "Kept", "Tom Aske", ""),
        ("7", "Aberly News", Published(), "", "", "https://x.example"),
    ]


def test_nearest_sidecar_has_the_last_word_cell_by_cell(folder):
    write("n/articles.csv", "article,outlet,title\nsub/a.txt,Outer,Kept\n")
    write("n/sub/articles.csv", "article,outlet,title\na.txt,Inner,\n")
    write("n/sub/a.txt", "Ships left.")
    (article,), faults = read_articles(["n"])
    assert (article.outlet, article.title, faults) == ("Inner", "Kept", [])


def test_faults_of_a_sidecar_are_told_with_line_and_column(folder):
    write(
        "n/articles.csv",
        'article,outlet,published,colour,outlet\na.txt,"Harbour\nPost",31 June 2026,red\nz.txt,X\nbad.txt,X\n,X\n'
        "a.txt,Y\nb.txt,X,2026,,,more\n",
    )
    write("n/a.txt", "Ships left.")
    write("n/b.txt", "Ships left.")
    write("n/bad.txt", b"caf\xe9")
    articles, faults = read_articles(["n"])
    assert [(a.id, a.outlet, str(a.published)) for a in articles] == [
        ("a.txt", "Harbour Post", ""),
        ("b.txt", "X", "2026-01-01/2026-12-31"),
    ]
    dates = 'expected one such as "2026-02-11", "2026-02-11T08:00:00Z", "11 February 2026" or "2026-02"'
    assert told(faults)[1:] == [
        ("n/articles.csv:1", 'unknown column "colour"; allowed are article, outlet, published, title, author, url'),
        ("n/articles.csv:1", "column outlet stands twice; the first is used"),
        ("n/articles.csv:2", f'column published: "31 June 2026" is not a date; {dates}'),
        ("n/articles.csv:6", "column article: blank; expected a file name or an id"),
        ("n/articles.csv:7", 'column article: "a.txt" is already on line 2, which is used'),
        ("n/articles.csv:8", "more cells than columns; a cell with a comma needs quotation marks"),
        ("n/articles.csv:4", 'column article: "z.txt" is no article in this folder'),
    ]
    assert faults[0].path == "n/bad.txt"


def test_sidecar_that_cannot_be_used(folder):
    write("n/articles.csv", "name,outlet\na.txt,X\n")
    write("m/articles.csv", b"article\ncaf\xe9")
    for path in ("n/a.txt", "m/a.txt"):
        write(path, "Ships left.")
    articles, faults = read_articles(["n", "m"])
    assert [article.outlet for article in articles] == ["", ""]
    assert [fault.path for fault in faults] == ["m/articles.csv", "n/articles.csv:1"]
    columns = "article, outlet, published, title, author, url"
    assert faults[1].reason == f"no column article; the columns are {columns}. It is not used"


def test_sidecar_beside_a_single_file_is_used_and_its_other_rows_are_no_fault(folder):
    write("n/articles.csv", "article,outlet\na.txt,X\nb.txt,Y\n")
    write("n/a.txt", "Ships left.")
    (article,), faults = read_articles(["n/a.txt"])
    assert (article.outlet, faults) == ("X", [])


def test_a_sidecar_given_goes_before_all(folder):
    write("n/articles.csv", "article,outlet\na.txt,X\n")
    write("n/a.txt", "Ships left.")
    write("other/desk.csv", "article,outlet\na.txt,Desk\ngone.txt,Desk\n")
    (article,), faults = read_articles(["n"], sidecar="other/desk.csv")
    assert article.outlet == "Desk"
    assert told(faults) == [("other/desk.csv:3", 'column article: "gone.txt" is no article in this folder')]
    assert told(read_articles(["n"], sidecar="none.csv")[1]) == [
        ("none.csv", "cannot be read (No such file or directory)")
    ]


DATES = [
    ("2026-02-11", "2026-02-11", "2026-02-11", "ISO"),
    ("2026-02-11T23:30:00+02:00", "2026-02-11", "2026-02-11", "the printed day, whatever the zone"),
    ("2026-02-11 08:00", "2026-02-11", "2026-02-11", "ISO with a space"),
    ("20260211", "2026-02-11", "2026-02-11", "ISO, basic"),
    ("2026/02/11", "2026-02-11", "2026-02-11", "with slashes"),
    ("11 February 2026", "2026-02-11", "2026-02-11", "British"),
    ("February 11, 2026", "2026-02-11", "2026-02-11", "American"),
    ("Feb. 11th, 2026 at 8:05 p.m. EST", "2026-02-11", "2026-02-11", "with an hour"),
    ("Wed, 11 Feb 2026 10:00:00 GMT", "2026-02-11", "2026-02-11", "as in mail"),
    ("11.02.2026", "2026-02-11", "2026-02-11", "dots: day first"),
    ("25/12/2025", "2025-12-25", "2025-12-25", "can only be December"),
    ("12/25/2025", "2025-12-25", "2025-12-25", "can only be December"),
    ("2026-02", "2026-02-01", "2026-02-28", "a month"),
    ("February 2024", "2024-02-01", "2024-02-29", "a month of a leap year"),
    ("2026", "2026-01-01", "2026-12-31", "a year"),
    ("2026-02-11/2026-02-12", "2026-02-11", "2026-02-12", "an interval"),
]
NO_DATES = ["", "soon", "02/11/2026", "2026-02-30", "31 June 2026", "2026-13", "0000", "2026-02-12/2026-02-11",
            "11 Smarch 2026", "9" * 5000, "2026-02-11T", "٢٠٢٦-٠٢-١١x", "/", "2026/"]  # fmt: skip


@pytest.mark.parametrize(("value", "start", "end", "reason"), DATES)
def test_dates(value, start, end, reason):
    assert parse_days(value) == (start, end), reason


@pytest.mark.parametrize("value", NO_DATES)
def test_what_is_no_date(value):
    assert parse_days(value) is None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
        st.text(alphabet="-:#*_[]()`>!ab 1\n\r\\<&\"'{},", max_size=120).map(str.encode),
    ),
    suffix=st.sampled_from([".txt", ".md", ".jsonl"]),
    front=st.sampled_from([b"", b"---\ntitle: ", b'{"id": 1, "text": "', b"---\n"]),
)
def test_any_bytes_are_an_article_or_told(tmp_path, content, suffix, front):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(front + content)
    (tmp_path / "articles.csv").write_bytes(content)
    articles, faults = read_articles([path])
    assert articles or faults
    for article in articles:
        assert all(0 <= left < right <= len(article.text) for left, right in article.markup)
        ends = [0, *(right for _, right in article.markup)]
        assert all(left >= end for (left, _), end in zip(article.markup, ends, strict=False))
        last = 0
        for block in split_blocks(article.text, article.markup):
            assert last <= block.start < block.end
            lines = article.text[block.start : block.end].splitlines()
            assert all(line.strip() for line in lines), "one line, or those of a hard-wrapped paragraph"
            last = block.end
