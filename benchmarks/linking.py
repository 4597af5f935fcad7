"""Linking and judging against the number of claims: time, peak memory, pairs and rows at several sizes, and a plot.

    python benchmarks/linking.py FOLDER --work DIR [--sizes 12500,25000,50000,100000,200000] [--plot FILE.svg]

FOLDER holds real articles in any format that the product reads. They are extracted once (kept in DIR for another run) and
copied until there are enough claims. A copy stands for the coverage of another event: it is dated anew, and every word that
fewer than one in RARE of the articles hold gets other letters, as many as before, in the text and in its claims alike. Common
words and all figures stay. Each size is run in a process of its own, on one core; seconds are of the process's CPU time, from
a claims table and articles in memory to the table of discrepancies, and memory is the peak of the whole process.

With --disk the claims are written in parts first, one part in memory at a time, and judged from there (`--engine disk`).
"""

from __future__ import annotations

import argparse
import json
import pickle
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from archive import CONSONANTS, DAYS_APART, TEXTS, VOWELS, WORD, moved
from plots import draw_growth

from factcheck.extract import claim_id
from factcheck.model import Article, Claim
from factcheck.pipeline import claims_frame, extract_articles, read_rules
from factcheck.pipeline_keep import claims_of
from factcheck.readers import read_articles

Sources = Sequence[tuple[Article, Sequence[Claim]]]
# A word that fewer articles than one in so many hold tells of an event.
RARE = 20


def main() -> None:
    """Measures and prints one line a size; draws the plot when asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="where extracted claims are kept")
    parser.add_argument("--sizes", default="12500,25000,50000,100000,200000")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--disk", action="store_true", help="judge claims from parts on disk")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    cache = options.work / "sources.pickle"
    if options.one:
        sources = pickle.loads(cache.read_bytes())
        print(
            json.dumps(
                measure_disk(sources, options.one, options.work) if options.disk else measure(sources, options.one)
            )
        )
        return
    sources = extract_sources(options.folder, cache)
    print(f"{len(sources):,} source articles, {sum(len(claims) for _, claims in sources):,} claims", flush=True)
    print("  claims  articles  seconds  us/claim  memory MB  rows")
    lines = []
    for size in options.sizes.split(","):
        command = [sys.executable, __file__, str(options.folder), "--work", str(options.work), "--one", size]
        command += ["--disk"] * options.disk
        made = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
        lines.append(made)
        each = 1e6 * made["seconds"] / made["claims"]
        print(
            f"{made['claims']:>8,}  {made['articles']:>8,}  {made['seconds']:>7.1f}  {each:>8.0f}"
            f"  {made['memory']:>9,.0f}  {made['rows']:>4,}",
            flush=True,
        )
    if options.plot:
        sizes, seconds, memory = ([line[key] for line in lines] for key in ("claims", "seconds", "memory"))
        draw_growth(sizes, seconds, memory, options.plot, what="claims")


def extract_sources(folder: Path, cache: Path) -> Sources:
    """The articles of `folder`, dated, each with its claims; from `cache` when they were extracted before."""
    if not cache.exists():
        articles, _ = read_articles([folder])
        dated, frame = extract_articles(articles)
        claims: dict[str, list[Claim]] = {}
        for claim in claims_of(frame):
            claims.setdefault(claim.article, []).append(claim)
        cache.write_bytes(pickle.dumps([(article, claims.get(article.id, [])) for article in dated]))
    return pickle.loads(cache.read_bytes())


def make_corpus(sources: Sources, size: int):
    """Articles with `size` claims in all or a few more, and their claims table: the sources, then their copies."""
    articles, claims = [], []
    for article, own in copies(sources):
        articles.append(article)
        claims.extend(own)
        if len(claims) >= size:
            return articles, claims_frame(claims)
    raise AssertionError("copies never end")


def copies(sources: Sources) -> Iterator[tuple[Article, Sequence[Claim]]]:
    """The sources as they are, then again and again as coverage of other events."""
    telling = rare_words(article for article, _ in sources)
    yield from sources
    turn = 0
    while True:
        turn += 1
        days = DAYS_APART * turn
        for article, claims in sources:
            made = replace(
                article,
                id=f"{turn}/{article.id}",
                text=retold(article.text, telling, turn),
                title=retold(article.title, telling, turn),
                published=replace(
                    article.published,
                    start=moved(article.published.start, days),
                    end=moved(article.published.end, days),
                ),
            )
            yield made, [copied(claim, made, telling, turn, days) for claim in claims]


def copied(claim: Claim, article: Article, telling: frozenset[str], turn: int, days: int) -> Claim:
    """The claim as the copy of its article makes it."""
    texts = {name: retold(getattr(claim, name), telling, turn) for name in TEXTS}
    dates = {name: moved(getattr(claim, name), days) for name in ("as_of_start", "as_of_end")}
    claim = replace(claim, article=article.id, published=str(article.published), **texts, **dates)
    return replace(claim, claim_id=claim_id(claim))


def rare_words(articles: Iterable[Article]) -> frozenset[str]:
    """The words, in lower case, that fewer than one in RARE of the articles hold."""
    held: Counter[str] = Counter()
    total = 0
    for article in articles:
        held.update({word.lower() for word in WORD.findall(f"{article.title}\n{article.text}")})
        total += 1
    return frozenset(word for word, count in held.items() if count * RARE < total)


def retold(text: str, telling: frozenset[str], turn: int) -> str:
    """The text with other letters in its telling words: vowels for vowels, consonants for consonants, each turn others.

    The letters shift by their place in the word too, so that there are far more turns than letters.
    """

    def change(found) -> str:
        word = found[0]
        if word.lower() not in telling:
            return word
        return "".join(shifted(letter, turn // 21**place if place < 4 else turn) for place, letter in enumerate(word))

    return WORD.sub(change, text)


def shifted(letter: str, steps: int) -> str:
    """The letter so many further on among the vowels or the consonants, in its own case; others stay."""
    low = letter.lower()
    for letters in (VOWELS, CONSONANTS):
        if low in letters:
            made = letters[(letters.index(low) + steps) % len(letters)]
            return made if letter == low else made.upper()
    return letter


def measure(sources: Sources, size: int) -> dict[str, float]:
    """Size, CPU seconds, peak memory and rows of one run on `size` claims."""
    from factcheck.pipeline import judge_claims

    articles, frame = make_corpus(sources, size)
    rules = read_rules()
    started = time.process_time()
    rows = judge_claims(frame, articles, rules)
    return {
        "claims": len(frame),
        "articles": len(articles),
        "seconds": time.process_time() - started,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "rows": len(rows),
    }


def measure_disk(sources: Sources, size: int, work: Path) -> dict[str, float]:
    """The same of a run on claims in parts on disk; writing the generated claims is not counted."""
    import shutil

    from factcheck.pipeline import read_references
    from factcheck.pipeline_parts import PART_ARTICLES, judge_parts
    from factcheck.pipeline_pieces import keep

    folder = work / "disk"
    shutil.rmtree(folder, ignore_errors=True)
    parts, made, held = [], copies(sources), 0
    while held < size:
        part = list(islice(made, PART_ARTICLES))
        frame = claims_frame(claim for _, claims in part for claim in claims)
        parts.append(keep(folder, len(parts), [article for article, _ in part], frame))
        held += len(frame)
    del part, frame, made
    started = time.process_time()
    found = judge_parts(
        parts, folder, lambda step, items: map(step, items), rules=read_rules(), references=read_references()
    )
    return {
        "claims": found.claims,
        "articles": found.articles,
        "seconds": time.process_time() - started,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "rows": len(found.discrepancies),
    }


if __name__ == "__main__":
    main()
