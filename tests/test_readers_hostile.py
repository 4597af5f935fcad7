"""What no newsroom means to hand in: told or read, in bounded time and memory, and never raised."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from factcheck.language.blocks import split_blocks
from factcheck.locations import locate
from factcheck.readers import iter_articles, read_articles


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path, content):
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


ODD_NAMES = [
    "a\nb.txt",
    "'q'.txt",
    '"q".md',
    "-rf.txt",
    "--help.html",
    " .txt",
    "a;b&c|d.csv",
    "é\u202e.txt",
    "%s{0}.jsonl",
    "CON.txt",
]


def test_names_of_files_may_be_anything(folder):
    for name in ODD_NAMES:
        content = '{"id": "r", "text": "Ships left."}' if name.endswith("jsonl") else "text\nShips left."
        write(Path("n", name), content)
    articles, faults = read_articles(["n"])
    assert faults == []
    ids = {article.id for article in articles}
    assert ids == {name for name in ODD_NAMES if not name.endswith(("csv", "jsonl"))} | {"r", "a;b&c|d.csv:2"}
    given, faults = read_articles([Path("n", name) for name in ODD_NAMES])
    assert ({article.id for article in given}, faults) == (ids, [])


@pytest.mark.skipif(os.name != "posix", reason="names of bytes as on Unix")
def test_a_name_that_is_no_text(folder):
    Path("n").mkdir()
    for name in (b"n/a\xff.txt", b"n/a\xfe.txt"):
        with open(name, "wb") as file:  # noqa: PTH123 - a path of bytes
            file.write(b"Ships left.")
    articles, faults = read_articles(["n"])
    assert faults == []
    assert len({article.id for article in articles}) == 2
    assert all("?" in article.id or "\ufffd" in article.id for article in articles)


CHARACTERS = {
    "zero width": "86\u200b,000 ships\u200d left.\ufeff Two came\u00ad back.",
    "bidi": "\u202e86,000 ships\u202c left \u2067Aberly\u2069.",
    "line ends of every kind": "Ships left.\rTwo came.\r\nTwo left.\u2028It rained.\x85It stopped.\x0bFive died.\x0cSix came.\n",
    "control characters": "Ships\x01 left\x1b[31m in\x7f red\x9f.",
    "a mark within": "Ships \ufeffleft.",
    "combining without end": "Ships" + "\u0301" * 5_000 + " left.",
    "private and unassigned": "Ships \ue000 left \U000e0041 \U0010ffff now.",
    "astral": "\U0001f6a2" * 50 + " ships left \U0001d7d6\U0001d7d8.",
}


@pytest.mark.parametrize("suffix", [".txt", ".md", ".jsonl", ".csv", ".html"])
@pytest.mark.parametrize("case", CHARACTERS)
def test_odd_characters_are_kept_and_offsets_stay_true(folder, case, suffix):
    text = CHARACTERS[case]
    if suffix == ".jsonl":
        write("a.jsonl", json.dumps({"id": 1, "text": text}))
    elif suffix == ".csv":
        write("a.csv", f'text\r\n"{text}"\r\n')
    elif suffix == ".html":
        pytest.importorskip("trafilatura")
        write("a.html", f"<p>{text}</p>")
    else:
        write(f"a{suffix}", text)
    (article,), faults = read_articles([f"a{suffix}"])
    assert faults == []
    if suffix == ".html":
        assert article.text.split() == text.split()
    else:
        assert article.text == text
    for block in split_blocks(article.text, article.markup):
        region = locate(article, block.start, block.end)
        assert (region.line, region.column) <= (region.end_line, region.end_column)
        assert region.line >= 1 and region.column >= 1


def test_yaml_neither_multiplies_nor_overruns_the_stack(folder):
    laughs = "a: &a [ha, ha]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 10)}]\n" for n in range(20)
    )
    write("a.md", f"---\n{laughs}title: *u\nauthor: *a\n? *c\n: x\n---\nShips left.\n")
    write("b.md", "---\ntitle: &a [*a, *a]\n---\nShips left.\n")
    write("c.md", "---\n" + "[" * 49_000 + "\n---\nShips left.\n")
    write("e.md", "---\n" + "- " * 24_000 + "\n---\nShips left.\n")
    write("d.md", "---\ntitle: !!python/object/apply:os.system ['touch x']\n---\nShips left.\n")
    start = time.process_time()
    articles, faults = read_articles(["a.md", "b.md", "c.md", "d.md", "e.md"])
    assert time.process_time() - start < 3
    assert [article.id for article in articles] == ["a.md", "b.md", "c.md", "d.md", "e.md"]
    assert all(len(article.title) < 200 for article in articles)
    assert not Path("x").exists(), "nothing in an article is run"
    assert all(fault.reason.startswith("front matter is not YAML") for fault in faults)


def test_ten_thousand_articles_of_one_line(folder):
    Path("n").mkdir()
    for n in range(10_000):
        Path(f"n/{n:05}.txt").write_bytes(b"Ships left.\n")
    start = time.process_time()
    assert sum(len(batch.articles) for batch in iter_articles(["n"])) == 10_000
    assert time.process_time() - start < 10


LONG = {
    "a line of 19 MB": ("a.txt", b"Ships left. " * 1_600_000),
    "digits alone": ("a.txt", b"9" * 5_000_000 + b" ships"),
    "quotation marks": ("a.md", b'"' * 1_000_000 + b"Ships left."),
    "marks of Markdown": ("a.md", b"Ships " + b"*_`[<!\\" * 50_000),
    "open brackets": ("a.md", b"Ships " + b"[" * 500_000 + b"](" * 100_000),
    "fences that never close": ("a.md", b"```\n" * 50_000 + b"Ships left."),
    "front matter without end": ("a.md", b"---\n" + b"title: x\n" * 100_000),
    "escapes": ("a.jsonl", b'{"id": 1, "text": "Ships ' + b"\\u201c" * 500_000 + b'"}'),
    "nested values": ("a.jsonl", b'{"id": 1, "x": ' + b"[" * 400 + b"]" * 400 + b', "text": "Ships left."}'),
    "commas": ("a.csv", b"text,x\nShips left." + b"," * 1_000_000),
    "columns": ("a.csv", b"text" + b",x" * 200_000 + b"\nShips left." + b"," * 200_000),
    "doubled quotation marks": ("a.csv", b'text\n"Ships left.' + b'""' * 1_000_000 + b'"\n'),
}


@pytest.mark.parametrize("case", LONG)
def test_long_inputs_cost_time_by_length(folder, case):
    name, content = LONG[case]
    write(name, content)
    start = time.process_time()
    articles, faults = read_articles([name])
    assert time.process_time() - start < 10
    assert articles or faults


def test_files_larger_than_any_article(folder):
    write("a.txt", b"Ships left.\n" * 1_700_000)
    write("a.html", b"<p>Ships left.</p>\n" * 1_100_000)
    write("a.jsonl", b'{"id": 1, "text": "' + b"x" * 20_000_000 + b'"}\n{"id": 2, "text": "Ships left."}\n')
    articles, faults = read_articles(["a.txt", "a.html", "a.jsonl"])
    assert [article.id for article in articles] == ["2"]
    assert {fault.path for fault in faults} == {"a.txt", "a.html", "a.jsonl:1"}
    assert all("20,000,000 bytes, which no article is" in fault.reason for fault in faults)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes as on Unix")
def test_pipes_called_like_articles_are_never_opened(folder):
    Path("n").mkdir()
    for suffix in ("html", "csv", "zip", "parquet", "docx", "jsonl"):
        os.mkfifo(f"n/pipe.{suffix}")
    os.mkfifo("n/articles.csv")
    write("n/a.txt", "Ships left.")
    articles, faults = read_articles(["n", "n/pipe.zip", "n/a.txt"])
    assert [article.id for article in articles] == ["a.txt"]
    assert {fault.reason for fault in faults} == {"neither a file nor a folder (a device or a pipe); never opened"}
    assert len(faults) == 7


def test_files_that_vanish_or_turn_into_folders_are_told(folder, monkeypatch):
    for suffix in ("html", "csv", "zip", "parquet", "docx", "jsonl", "md"):
        write(f"n/a.{suffix}", "Ships left.")
    batches = iter_articles(["n"], size=1)
    listed = __import__("factcheck.readers", fromlist=["_plan"])._plan(["n"], None)
    for path in Path("n").iterdir():
        path.unlink()
    Path("n/a.md").mkdir()
    monkeypatch.setattr("factcheck.readers._plan", lambda paths, sidecar: listed)
    told = {fault.path: fault.reason for batch in batches for fault in batch.not_checked}
    assert told.pop("n/a.md") == "cannot be read (Is a directory)"
    assert told.pop("n/a.zip").startswith("cannot be read (no ZIP that can be read")
    assert told == {
        f"n/a.{suffix}": "cannot be read (No such file or directory)"
        for suffix in ("csv", "docx", "html", "jsonl", "parquet")
    }
