"""Articles in batches: the same as all at once, in bounded memory."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest

from factcheck.errors import InputError
from factcheck.readers import iter_articles, read_articles


def write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def gathered(batches):
    batches = list(batches)
    return (
        [article for batch in batches for article in batch.articles],
        [fault for batch in batches for fault in batch.not_checked],
    )


@pytest.fixture
def mixed(tmp_path, monkeypatch):
    """Files of every fate: ids that are equal, sidecars with faults, bad lines, unread suffixes."""
    monkeypatch.chdir(tmp_path)
    records = "".join(f'{{"id": {n}, "text": "Ship {n} left."}}\n' for n in range(10))
    write(tmp_path / "x/r.jsonl", records + "no\n")
    write(tmp_path / "y/r.jsonl", records)
    write(tmp_path / "y/3", "x")
    for name in ("x/a.txt", "y/a.txt", "y/z/a.txt"):
        write(tmp_path / name, f"Ships left {name}.")
    write(tmp_path / "y/bad.txt", b"caf\xe9")
    write(tmp_path / "x/bad.txt", "Ships left.")
    write(tmp_path / "y/articles.csv", "article,outlet,colour\na.txt,Harbour Post,red\ngone.txt,X,\n")
    write(tmp_path / "desk.csv", "article,author\na.txt,Ines Moreau\nx/r.jsonl,Desk\nno.txt,X\n")
    return ["y", "x", "x/a.txt", "none"]


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
@pytest.mark.parametrize("sidecar", [None, "desk.csv"])
def test_batches_hold_what_is_read_at_once(mixed, size, sidecar):
    articles, faults = read_articles(mixed, sidecar=sidecar)
    batches = list(iter_articles(mixed, sidecar=sidecar, size=size))
    found, told = gathered(batches)
    assert found == articles
    assert len({article.id for article in found}) == len(found) == 24
    assert sorted(told, key=str) == sorted(faults, key=str)
    assert all(len(batch.articles) == size for batch in batches[:-2])


def test_a_file_that_cannot_be_read_keeps_its_name(mixed):
    articles, _ = read_articles(mixed)
    assert "x/bad.txt" in {article.id for article in articles}, "y/bad.txt would be bad.txt too, once mended"


def test_nothing_to_read_is_told(tmp_path):
    assert gathered(iter_articles([])) == ([], [])
    (batch,) = iter_articles([tmp_path / "none"])
    assert batch.articles == ()
    assert [fault.reason for fault in batch.not_checked] == ["there is no such file or folder"]
    with pytest.raises(InputError, match="there is no field 'body'"):
        next(iter_articles([tmp_path], columns={"body": "x"}))


def test_a_long_file_never_stands_in_memory(tmp_path):
    path = tmp_path / "long.jsonl"
    with path.open("w") as file:
        for n in range(3_000):
            file.write(json.dumps({"id": n, "text": f"Ship {n} left. " + "It rained. " * 500}) + "\n")
    size = path.stat().st_size
    tracemalloc.start()
    try:
        count = sum(len(batch.articles) for batch in iter_articles([path], size=64))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 3_000
    assert peak < 4_000_000 < size


def test_long_articles_make_short_batches(tmp_path):
    for n in range(6):
        write(tmp_path / f"{n}.txt", "Ships left. " * 250_000)
    assert [len(batch.articles) for batch in iter_articles([tmp_path])] == [3, 3]


def test_a_file_that_vanishes_or_changes_between_batches_is_told(tmp_path):
    for n in range(4):
        write(tmp_path / f"{n}.txt", "Ships left.")
    write(tmp_path / "5.jsonl", '{"id": "a", "text": "Ships left."}\n')
    batches = iter_articles([tmp_path], size=1)
    next(batches)
    (tmp_path / "2.txt").unlink()
    write(tmp_path / "5.jsonl", '{"id": "b", "text": "They came back."}\n{"id": "c", "text": "They left."}\n')
    found, told = gathered(batches)
    assert [article.id for article in found] == ["1.txt", "3.txt", "b", "c"]
    assert [fault.reason for fault in told] == ["cannot be read (No such file or directory)"]
