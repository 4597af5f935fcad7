"""What goes wrong around a run: Ctrl-C, a full disk, a folder that cannot be written to, a damaged archive, no network.

Each ends in one plain message and its exit code, and leaves what stood there before.
"""

import errno
import os
import socket
import sys
import time
from pathlib import Path

import pytest
from commands import run_alone, run_python

from factcheck import tables
from factcheck.errors import OutputError
from factcheck.model import Article
from factcheck.pipeline import check_articles, read_rules
from factcheck.readers import read_articles
from factcheck.writers import write_files

ROOT = Path(__file__).parent.parent
DAM = "The dam is safe, said Norway's Defence Minister {} on Monday in Oslo.\n"
OLD = {"claims.csv": "old", "discrepancies.csv": "discrepancy_id,decision,reviewer,note\n"}

# The command line in a process in which one place of it raises what a person or the system does there.
TRIP = """
import errno, os, signal, sys, importlib
module, _, name = {place!r}.rpartition(".")
module = importlib.import_module(module)
def trip(*_, **__):
    {deed}
setattr(module, name, trip)
signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts behind `&` does not hear it
from factcheck import cli
sys.argv = ["factcheck", *{arguments!r}]
cli.main()
"""
CTRL_C = "os.kill(os.getpid(), signal.SIGINT)"
FULL = "raise OSError(errno.ENOSPC, 'No space left on device')"


@pytest.fixture
def desk(tmp_path):
    """A folder with two articles and what an earlier run wrote."""
    for name, minister in (("one", "Hanna Brandvold"), ("two", "Hanne Brandvold")):
        (tmp_path / f"{name}.txt").write_text(DAM.format(minister), encoding="utf-8")
    (tmp_path / "reports").mkdir()
    for name, text in OLD.items():
        (tmp_path / "reports" / name).write_text(text)
    return tmp_path


def left(folder):
    return {path.name: path.read_text() for path in (folder / "reports").iterdir()}


# In each, what raises: a function, or the opening of a file whose name holds the word.
STAGES = [
    ("finding files", "factcheck.readers.list_files"),
    ("reading", "factcheck.readers.decode.decode"),
    ("loading the pipeline", "factcheck.language.pipeline.load_pipeline"),
    ("extracting", "factcheck.extract.extract_claims"),
    ("linking", "factcheck.link.facts.number_facts"),
    ("writing the first file", ".claims.csv."),
    ("writing the last file", ".report.html."),
]
OPEN = """
from pathlib import Path
def opened(path, *arguments, _before=Path.open, **named):
    if {word!r} in path.name:
        trip()
    return _before(path, *arguments, **named)
Path.open = opened
"""


def tripping(place, deed):
    """The arguments of Python for a report that meets the deed at the place."""
    named = "factcheck.cli.no_such_name" if place.startswith(".") else place
    code = TRIP.format(place=named, deed=deed, arguments=["report", "one.txt", "two.txt", "--jobs", "1"])
    return code.replace("from factcheck import cli", OPEN.format(word=place) + "from factcheck import cli")


@pytest.mark.skipif(sys.platform == "win32", reason="sends the signal of Ctrl-C")
@pytest.mark.parametrize(("stage", "place"), STAGES, ids=[stage for stage, _ in STAGES])
def test_ctrl_c_in_each_stage_ends_with_130_and_leaves_the_last_report(stage, place, desk):
    """By several processes: see test_parallel.py."""
    done = run_python("-c", tripping(place, CTRL_C), cwd=desk)
    assert (done.returncode, done.stderr) == (130, "factcheck: interrupted; nothing was written half\n")
    assert left(desk) == OLD


UNWRITABLE = [
    (".report.html.", FULL, "reports/report.html: cannot be written (the disk is full)"),
    (".claims.csv.", FULL, "reports/claims.csv: cannot be written (the disk is full)"),
    (
        ".claims.csv.",
        "raise OSError(errno.EROFS, 'Read-only file system')",
        "reports/claims.csv: cannot be written (Read-only file system)",
    ),
    (
        ".claims.csv.",
        "raise PermissionError(errno.EACCES, 'Permission denied')",
        "reports/claims.csv: cannot be written (permission denied, or the file is open in another program)",
    ),
]


@pytest.mark.parametrize(("place", "deed", "told"), UNWRITABLE)
def test_what_cannot_be_written_ends_with_2_and_leaves_the_last_report(place, deed, told, desk):
    """The system's answers are made: a folder's bits do not keep an administrator out."""
    done = run_python("-c", tripping(place, deed), cwd=desk)
    assert (done.returncode, done.stderr.replace("\\", "/")) == (2, f"factcheck: {told}\n")
    assert left(desk) == OLD


# A limit on the size of files is met as a full disk is: at some byte of a file half written.
LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = {size}
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
from factcheck import cli
sys.argv = ["factcheck", *{arguments!r}]
cli.main()
"""
BOTH = ["one.txt", "two.txt", "--jobs", "1"]
FILLED = [
    (100, ["report", *BOTH], "reports/claims.csv: cannot be written"),
    (4_000, ["report", *BOTH], "reports/report.json: cannot be written"),
    (100, ["claims", *BOTH, "-o", "reports/claims.csv"], "reports/claims.csv: cannot be written"),
    (1_000, ["report", *BOTH, "--engine", "disk", "--out", "run"], "000000.readings: cannot be written"),
    (20_000, ["archive", "add", *BOTH, "--archive", "news.archive"], "news.archive: the disk does not take"),
]


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files")
@pytest.mark.parametrize(("size", "arguments", "told"), FILLED, ids=[f"{a[0]} {size}" for size, a, _ in FILLED])
def test_a_disk_that_fills_while_a_file_is_written_leaves_the_last_report(size, arguments, told, desk):
    done = run_python("-B", "-c", LIMITED.format(size=size, arguments=arguments), cwd=desk)
    assert done.returncode == 2
    assert told in done.stderr.replace("\\", "/") and done.stderr.count("\n") == 1
    assert left(desk) == OLD
    assert not [path for path in desk.rglob("*") if path.suffix == ".part"]


def test_files_written_together_appear_together_or_not_at_all(tmp_path, monkeypatch):
    (tmp_path / "a").write_text("old")
    with pytest.raises(ZeroDivisionError), tables.all_or_none():
        tables.write_bytes(tmp_path / "a", b"new")
        tables.write_bytes(tmp_path / "b", b"new")
        assert (tmp_path / "a").read_text() == "old"
        raise ZeroDivisionError
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "old"}
    with tables.all_or_none():
        tables.write_bytes(tmp_path / "a", b"new")
        tables.write_bytes(tmp_path / "b", b"one")
        tables.write_bytes(tmp_path / "b", b"two")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "new", "b": "two"}

    def fail(*_):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError, match="a: cannot be written .Read-only file system"), tables.all_or_none():
        tables.write_bytes(tmp_path / "a", b"newer")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "new", "b": "two"}


def newer(path):
    import sqlite3

    from factcheck.archive_schema import open_archive

    with open_archive(path, write=True):
        pass
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (newer, "newer factcheck"),
        (lambda path: path.write_bytes(b"SQLite format 3\x00" + b"\x07" * 4_000), "archive"),
        (lambda path: path.write_text("no archive"), "no archive"),
    ],
)
def test_an_archive_that_cannot_be_used_ends_with_2(make, words, desk):
    make(desk / "a.db")
    before = (desk / "a.db").read_bytes()
    done = run_alone("check", "one.txt", "--archive", "a.db", "--jobs", "1", cwd=desk)
    assert done.returncode == 2 and words in done.stderr and "Traceback" not in done.stderr
    assert (desk / "a.db").read_bytes() == before


def test_a_table_of_decisions_that_is_not_ours_ends_with_2(desk):
    (desk / "decisions.csv").write_text("name,age\nAnna,30\n")
    done = run_alone("report", "one.txt", "two.txt", "--jobs", "1", "--decisions", "decisions.csv", cwd=desk)
    assert done.returncode == 2 and "decisions.csv: " in done.stderr and "Traceback" not in done.stderr
    assert left(desk) == OLD


@pytest.mark.skipif(os.name != "posix", reason="names as on Unix")
def test_odd_names_of_files_and_folders_are_reported_on(desk):
    odd = desk / "-out 'of'\n\"order\""
    odd.mkdir()
    for name in ("one", "two"):
        (desk / f"{name}.txt").rename(odd / f"-{name} '\n\".txt")
    done = run_alone("report", "--jobs", "1", "--out", odd / "-o\n'", "--", odd.name, cwd=desk)
    assert done.returncode == 0, done.stderr
    assert len(list((odd / "-o\n'").iterdir())) == 4
    assert "Brandvold" in (odd / "-o\n'" / "discrepancies.csv").read_text(encoding="utf-8-sig")


def test_fifty_megabytes_of_digits_are_told(desk):
    (desk / "digits.txt").write_bytes(b"9" * 50_000_000)
    start = time.process_time()
    articles, faults = read_articles([desk / "digits.txt", desk / "one.txt"])
    assert time.process_time() - start < 2
    assert len(articles) == 1 and "bytes" in faults[0].reason


def test_many_articles_of_one_line_are_checked_in_bounded_time():
    """Read, linked and judged; ten thousand are read in test_readers_hostile.py."""
    articles = [Article(f"{n}.txt", f"Ships left port {n % 7}.") for n in range(400)]
    rules = read_rules()
    start = time.process_time()
    report = check_articles(articles, rules=rules)
    assert time.process_time() - start < 20
    assert len(report.articles) == 400 and len(report.discrepancies) == 0


def test_odd_characters_pass_through_every_file(tmp_path):
    text = "\x00More than 86,000 soldiers\u202e were\x00 trained\ud800, said Minister Hanna\u200b Brandvold.\x1b[31m"
    articles = [Article("a\x00.txt", text), Article("b.txt", text.replace("86,000", "68,000"))]
    written = write_files(check_articles(articles, rules=read_rules()), tmp_path / "o", ["markdown", "sarif", "junit"])
    assert all(path.stat().st_size for path in written)
    assert all(b"\xed\xa0\x80" not in path.read_bytes() for path in written), "no half of a pair is written"


def test_a_report_needs_no_network(tmp_path, monkeypatch):
    def forbidden(*_, **__):
        raise AssertionError("a socket was asked for")

    for name in ("socket", "create_connection", "getaddrinfo", "socketpair"):
        monkeypatch.setattr(socket, name, forbidden)
    articles, _ = read_articles([ROOT / "seeds"])
    report = check_articles(articles, rules=read_rules())
    assert len(write_files(report, tmp_path)) == 4
    assert len(report.discrepancies)
