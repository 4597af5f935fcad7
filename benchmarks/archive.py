"""Growth of the archive: time to add, to check one article and fifty against it, to look up, and memory, at several sizes.

    python benchmarks/archive.py FOLDER --work DIR [--sizes 1000,10000,100000] [--new 50]

FOLDER holds real articles in any format that the product reads. Of these, NEW are held out as the new articles, evenly over
the folder; the others are extracted once (kept in DIR for another run) and copied until there are enough. A copy is dated
anew, and its names (words printed with a capital only) get other letters, as many as before, so that its claims are the
source's with the same places: the archive is filled without parsing each copy. All other words and all figures stay, so that
a new article finds far more articles on its topic than in a real archive of that size.

`check` is timed from process start to exit with the file system's cache as the run before left it. `look-up` is the part of it
between extraction and linking. Memory is the peak of the process. `cpu` is processor time, the processes of --jobs added up:
on a machine that has other work it is the figure that holds, and what a check takes with --jobs 1 and a core to itself.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from factcheck import archive as store
from factcheck.extract import claim_id
from factcheck.model import Article, Claim
from factcheck.pipeline import extract_articles
from factcheck.pipeline_archive import look_up
from factcheck.pipeline_keep import AT_ONCE, claims_of, extractor_name, make_entry
from factcheck.readers import read_articles

WORD = re.compile(r"[^\W\d_]{3,}")
VOWELS, CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxyz"
DAYS_APART = 11
TEXTS = (
    "text",
    "sentence",
    "subject",
    "predicate",
    "object",
    "source",
    "source_role",
    "content",
    "name",
    "organisation",
)


def main() -> None:
    """Measures and prints one line a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="where archives and extracted claims are kept")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--new", type=int, default=50)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--reuse", action="store_true", help="measure the archives of an earlier run in the folder")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    sources, new, rate = extract_sources(options.folder, options.work / "claims.pickle", options.new)
    write_new(new, options.work)
    print(f"{len(sources)} source articles, {len(new)} held out; extraction {rate:.2f} s an article, one process")
    print(HEADING)
    for size in map(int, options.sizes.split(",")):
        path = options.work / f"{size}.archive"
        filled = 0.0 if options.reuse and path.exists() else fill(path, sources, size)
        ones = [run(options.work / "one.jsonl", path) for _ in range(options.runs)]
        one = [statistics.median(run[place] for run in ones) for place in range(3)]
        every = run(options.work / "new.jsonl", path)
        wall, spent = look_up_each(path, new, options.runs)
        print(
            f"{size:>8,} {path.stat().st_size / 1e6:>8.1f} {1000 * filled / size:>9.2f}"
            f" {one[0]:>8.2f} {one[1]:>8.2f} {one[2]:>5.0f}"
            f" {every[0] / len(new):>9.3f} {every[1] / len(new):>9.3f} {every[2]:>5.0f}"
            f" {statistics.median(wall):>8.0f} {max(wall):>5.0f} {statistics.median(spent):>8.0f} {max(spent):>5.0f}",
            flush=True,
        )


HEADING = """\
                    store    one new article        fifty, each               look-up, ms      look-up cpu, ms
articles  file MB   cpu ms   wall s    cpu s    MB    wall s     cpu s    MB   median  most     median  most"""


def extract_sources(folder: Path, cache: Path, held_out: int):
    """The articles to copy and the new ones, each with its claims, and the seconds that extraction took an article."""
    if not cache.exists():
        articles, _ = read_articles([folder])
        started = time.perf_counter()
        dated, frame = extract_articles(articles)
        rate = (time.perf_counter() - started) / len(articles)
        claims: dict[str, list[Claim]] = {}
        for claim in claims_of(frame):
            claims.setdefault(claim.article, []).append(claim)
        cache.write_bytes(pickle.dumps(([(article, claims.get(article.id, [])) for article in dated], rate)))
    pairs, rate = pickle.loads(cache.read_bytes())
    step = len(pairs) // held_out
    new = pairs[::step][:held_out]
    chosen = {article.id for article, _ in new}
    return [pair for pair in pairs if pair[0].id not in chosen], new, rate


def write_new(new: Sequence[tuple[Article, list[Claim]]], work: Path) -> None:
    """Writes the new articles as JSON Lines: all of them, and the one of middling length alone."""
    lines = []
    for article, _ in new:
        told = {"id": f"new/{article.id}", "text": article.text, "title": article.title, "outlet": article.outlet}
        if article.published.start and article.published.start == article.published.end:
            told["published"] = article.published.start
        lines.append(json.dumps(told))
    (work / "new.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (work / "one.jsonl").write_text(sorted(lines, key=len)[len(lines) // 2] + "\n", encoding="utf-8")


def copies(sources: Sequence[tuple[Article, list[Claim]]], size: int) -> Iterator[tuple[Article, list[Claim]]]:
    """The sources as they are, then again and again with other dates and names, until there are `size`."""
    for number in range(size):
        article, claims = sources[number % len(sources)]
        turn = number // len(sources)
        if not turn:
            yield article, claims
            continue
        names = names_of(article.text)
        days = DAYS_APART * turn
        published = replace(
            article.published, start=moved(article.published.start, days), end=moved(article.published.end, days)
        )
        copy = replace(
            article,
            id=f"{turn}/{article.id}",
            text=renamed(article.text, names, turn),
            title=renamed(article.title, names, turn),
            published=published,
        )
        yield copy, [copied(claim, copy, names, turn, days) for claim in claims]


def copied(claim: Claim, article: Article, names: frozenset[str], turn: int, days: int) -> Claim:
    """The claim as the copy of its article makes it."""
    texts = {name: renamed(getattr(claim, name), names, turn) for name in TEXTS}
    dates = {name: moved(getattr(claim, name), days) for name in ("as_of_start", "as_of_end")}
    claim = replace(claim, article=article.id, published=str(article.published), **texts, **dates)
    return replace(claim, claim_id=claim_id(claim))


def names_of(text: str) -> frozenset[str]:
    """The words that the text prints with a capital only."""
    words = set(WORD.findall(text))
    return frozenset(word.lower() for word in words if word[0].isupper() and word.lower() not in words)


def renamed(text: str, names: frozenset[str], turn: int) -> str:
    """The text with other letters in its names: vowels for vowels, consonants for consonants, each turn others."""
    table = {}
    for letters, step in ((VOWELS, turn % 5), (CONSONANTS, turn % 21)):
        shifted = letters[step:] + letters[:step]
        table |= dict(zip(letters + letters.upper(), shifted + shifted.upper(), strict=True))
    letters = str.maketrans(table)
    return WORD.sub(lambda word: word[0].translate(letters) if word[0].lower() in names else word[0], text)


def moved(day: str, days: int) -> str:
    """The ISO date so many days later; blank stays blank."""
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat() if day else ""
    except (ValueError, OverflowError):
        return ""


def fill(path: Path, sources: Sequence[tuple[Article, list[Claim]]], size: int) -> float:
    """Processor seconds that it took to store `size` articles in a new archive, extraction and copying not counted."""
    for old in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        old.unlink(missing_ok=True)
    made_by = extractor_name(None)
    batch, spent = [], 0.0
    with store.open_archive(path, write=True) as db:
        for number, (article, claims) in enumerate(copies(sources, size), start=1):
            batch.append(make_entry(article, claims, store.content_digest(article)))
            if len(batch) == AT_ONCE or number == size:
                started = time.process_time()
                store.store(db, batch, made_by)
                spent += time.process_time() - started
                batch = []
    return spent


# Run in a small process of its own: a child's peak memory counts that of the process which started it.
LAUNCH = """
import json, os, sys, time
started = time.perf_counter()
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
_, status, usage = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet), 0)
print(json.dumps([time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, status]))
"""


def run(new: Path, archive: Path) -> tuple[float, float, float]:
    """Seconds from start to exit of one `factcheck check`, processor seconds, and its peak memory in MB."""
    command = [sys.executable, "-m", "factcheck.cli", "check", str(new), "--archive", str(archive), "--fail-on", "none"]
    done = subprocess.run([sys.executable, "-c", LAUNCH, *command], stdout=subprocess.PIPE, check=True)
    seconds, spent, memory, status = json.loads(done.stdout)
    if status:
        raise SystemExit(f"check failed with {os.waitstatus_to_exitcode(status)}")
    return seconds, spent, memory


def look_up_each(path: Path, new: Sequence[tuple[Article, list[Claim]]], runs: int) -> tuple[list[float], list[float]]:
    """Milliseconds of the look-up for each new article alone, by the clock and of the processor: the least of `runs`."""
    from factcheck.pipeline import claims_frame

    wall, spent = [], []
    with store.open_archive(path) as db:
        for article, claims in new:
            article = replace(article, id=f"new/{article.id}")
            frame = claims_frame(replace(claim, article=article.id) for claim in claims)
            tries = []
            for _ in range(runs):
                started = time.perf_counter(), time.process_time()
                look_up(db, [article], frame, extractor_name(None))
                tries.append((time.perf_counter() - started[0], time.process_time() - started[1]))
            wall.append(1000 * min(seconds for seconds, _ in tries))
            spent.append(1000 * min(seconds for _, seconds in tries))
    return wall, spent


if __name__ == "__main__":
    main()
