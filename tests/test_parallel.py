"""Many processes: the same rows in the same order as by one, memory bounded, and nothing left behind after a fault."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from itertools import chain
from pathlib import Path

import pytest

from factcheck import pipeline_extract
from factcheck.errors import FactcheckError
from factcheck.model import Article
from factcheck.parallel import map_ordered
from factcheck.pipeline import claims_frame, extract_articles
from factcheck.pipeline_extract import cut, stream_claims
from factcheck.readers import read_articles

FILLER = "The ferry to Aberly left at noon. " * 20
ARTICLES = [
    Article("a", "Mayor Ines Moreau said 12 people were rescued from the river in Aberly on Friday.\n" + FILLER),
    Article("b", "Deneka Aske, 34, was among the 15 rescued, the mayor, Ines Moreau, said on May 3, 2024.\n" + FILLER),
    Article("c", "“We lost the bridge,” said Deneke Aske. Witness Daneka Aske saw 9 boats.\n" + FILLER),
    Article("d", "The attfinishance at the wefinish was low; they will spfinish it.\n" + FILLER, outlet="Post"),
    Article("e", "", outlet="Post"),
    Article("f", "Harbour staff had no time to attfinish to it, it said.\n" + FILLER, outlet="Post"),
]


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    """Parts of two articles or so, that a few articles make many."""
    monkeypatch.setattr(pipeline_extract, "CHARACTERS_AT_ONCE", 1000)


@pytest.fixture(scope="module")
def alone():
    return extract_articles(ARTICLES)


def square(number: int) -> int:
    return number * number


def fail_at_three(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number


def die(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_results_come_in_order():
    assert list(map_ordered(square, range(40), jobs=3)) == [n * n for n in range(40)]
    assert list(map_ordered(square, [], jobs=3)) == []


def test_items_are_taken_as_results_are_used():
    taken = []

    def items():
        for number in range(100):
            taken.append(number)
            yield number

    results = map_ordered(square, items(), jobs=2)
    next(results)
    assert len(taken) <= 6
    results.close()


def test_a_fault_is_raised_here_and_no_process_is_left():
    with pytest.raises(ValueError, match="three"):
        list(map_ordered(fail_at_three, range(9), jobs=2))
    with pytest.raises(FactcheckError, match="fewer --jobs"):
        list(map_ordered(die, range(9), jobs=2))
    assert not [child for child in children(os.getpid()) if "spawn_main" in child or "pytest" in child]


def children(parent: int) -> list[str]:
    out = subprocess.run(["ps", "-o", "args=", "--ppid", str(parent)], capture_output=True, text=True).stdout
    return [line for line in out.splitlines() if line and not line.startswith("ps ")]


def test_parts_end_when_they_are_full():
    long = Article("l", "x" * 1000)
    short = Article("s", "x")
    assert [len(part) for part in cut([short, long, *[short] * 65])] == [2, 64, 1]


def test_two_processes_give_the_claims_of_one(alone):
    dated, claims = extract_articles(ARTICLES, jobs=2)
    assert dated == alone[0]
    assert claims.equals(alone[1])


def test_batches_give_the_claims_of_one_run(alone):
    """Damage that another batch explains and a name that another batch proves are found as in one run."""
    found = stream_claims(lambda: iter([ARTICLES[:2], ARTICLES[2:4], ARTICLES[4:]]))
    claims = claims_frame(claim for batch in found for claim in batch)
    assert claims.equals(alone[1])
    assert {"damage", "person"} <= set(claims.loc[claims["article"].isin(["c", "f"]), "kind"])


def test_the_seeds_too(alone):
    seeds, _ = read_articles([Path(__file__).parent.parent / "seeds"])
    _, whole = extract_articles(seeds)
    found = stream_claims(lambda: ([seed] for seed in seeds), jobs=2)
    assert claims_frame(claim for batch in found for claim in batch).equals(whole)


def test_streamed_claims_of_a_file_with_half_a_character_in_its_name_are_of_one_article():
    text = "Attfinishance was low at the fair on Monday. Few came to deffinish the town, and none to finish a race."
    articles = [
        Article("a\udcff.txt", text, path="a\udcff.txt"),
        Article("b.txt", f"{text} Its depfinishence is great."),
    ]
    found = list(chain.from_iterable(stream_claims(lambda: [[article] for article in articles])))
    assert {claim.article for claim in found} == {"a\ufffd.txt", "b.txt"}
    assert "damage" in {claim.kind for claim in found}
    _, whole = extract_articles(articles)
    assert claims_frame(found).equals(whole)


@pytest.mark.skipif(sys.platform == "win32", reason="sends the signal of Ctrl-C")
def test_an_interruption_ends_every_process_with_130(tmp_path):
    for number in range(60):
        (tmp_path / f"{number}.txt").write_text(f"Mayor Ines Moreau said {number} were rescued.\n" + FILLER * 20)
    command = [
        sys.executable,
        "-m",
        "factcheck.cli",
        "report",
        str(tmp_path),
        "--jobs",
        "2",
        "--out",
        str(tmp_path / "o"),
    ]
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # What a shell runs in the background ignores Ctrl-C, and hands that on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    deadline = time.monotonic() + 60
    while len(children(process.pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    workers = len(children(process.pid))
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert workers == 2
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert not (tmp_path / "o").exists()
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="sends the signal of kill -9")
def test_a_killed_run_leaves_no_process():
    code = "import time; from factcheck.parallel import map_ordered; list(map_ordered(time.sleep, [60] * 9, jobs=2))"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 60
    while len(children(process.pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    process.kill()
    try:
        # Every process holds an end of the pipe: it is closed when the last one has ended.
        process.communicate(timeout=20)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
