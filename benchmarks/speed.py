"""Speed on whole articles, side by side in one run: the report, extraction, the bare pipeline and two other libraries.

    python benchmarks/speed.py EVAL [--articles 60] [--rounds 3]
    python benchmarks/speed.py EVAL --growth 500,1000,2000 [--short] [--plot FILE.svg]

The articles are those of EVAL/polnear, evenly over the folder. Every system reads the same texts in the same process, turn by
turn, and the least processor time of the rounds counts; the ratios of each round tell how far a busy machine leads astray. `bare
pipeline` is spaCy's `nlp.pipe` over the whole texts by the bundled pipeline as spaCy loads it; quantulum3 and Recognizers-Text
(numbers and units, dates left out) read line by line, as they are meant to, and find quantities only.

With --growth, `factcheck claims` is run on so many articles as lines of one JSON Lines file, each size in a process of its own:
the articles and copies of them as in linking.py, or with --short made-up reports of three sentences.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from plots import draw_growth

from factcheck.model import Article
from factcheck.pipeline import check_articles, extract_articles, judge_facts, read_rules
from factcheck.readers import read_articles

REPORT, EXTRACTION, PARSE, BARE = "report, all of it", "extraction", "our parse alone", "bare pipeline, whole texts"


def main() -> None:
    """Prints the table of speeds and the table of where the time goes, or the growth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", help="sizes, parted by commas")
    parser.add_argument("--short", action="store_true", help="grow with made-up reports of three sentences")
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    paths = sorted((options.folder / "polnear").glob("*.txt"))
    articles, _ = read_articles(paths)
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        # Read when NumPy is loaded, which is before this line.
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {"OPENBLAS_NUM_THREADS": "1"})
    if options.growth:
        lines = short_records if options.short else partial(records, articles)
        grow(lines, [int(size) for size in options.growth.split(",")], options.plot)
        return
    articles = articles[:: max(1, len(articles) // options.articles)][: options.articles]
    print_speeds(articles, options.rounds)
    print_stages(articles)


def systems(articles: Sequence[Article]) -> dict[str, Callable[[], object]]:
    """What is measured, each ready to run on the articles."""
    import spacy
    from systems import quantulum, recognizers

    from factcheck.language.blocks import parse_articles
    from factcheck.language.pipeline import BUNDLED, load_pipeline
    from factcheck.writers import write_files

    rules, ours, bare = read_rules(), load_pipeline(), spacy.load(BUNDLED)
    lines = [line for article in articles for line in article.text.split("\n") if line.strip()]
    one, two = quantulum(), recognizers(dates=False)

    def report() -> None:
        with tempfile.TemporaryDirectory() as folder:
            write_files(check_articles(articles, rules=rules), Path(folder))

    return {
        REPORT: report,
        EXTRACTION: lambda: extract_articles(articles),
        PARSE: lambda: [None for _ in parse_articles(articles, ours)],
        BARE: lambda: [None for _ in bare.pipe(article.text for article in articles)],
        "bare pipeline, line by line": lambda: [None for _ in bare.pipe(lines)],
        "quantulum3 (quantities only)": lambda: [one(line) for line in lines],
        "Recognizers-Text (quantities only)": lambda: [two(line) for line in lines],
    }


def print_speeds(articles: Sequence[Article], rounds: int) -> None:
    """Articles and words a second of each system, and its time as a multiple of the bare pipeline's."""
    words = sum(len(article.text.split()) for article in articles)
    spent: dict[str, list[float]] = {}
    runs = systems(articles)
    for _ in range(rounds):
        for name, run in runs.items():
            started = time.process_time()
            run()
            spent.setdefault(name, []).append(time.process_time() - started)
    print(f"{len(articles)} articles, {words:,} words; least CPU seconds of {rounds} rounds")
    print(f"{'':36} articles/s   words/s   time, bare pipeline = 1 (by round)")
    for name, seconds in spent.items():
        # What else the machine does falls on a round's systems alike, more or less.
        ratios = sorted(one / bare for one, bare in zip(seconds, spent[BARE], strict=True))
        best = min(seconds)
        print(
            f"{name:36} {len(articles) / best:>10.1f} {words / best:>9,.0f}   {best / min(spent[BARE]):.2f}"
            f" ({ratios[0]:.2f} to {ratios[-1]:.2f})"
        )
    print()


def print_stages(articles: Sequence[Article]) -> None:
    """Where the time of a report goes, each stage by itself after the ones before it."""
    from factcheck.extract import date_article, extract_claims
    from factcheck.extract.damage import extract_damage
    from factcheck.extract.date import extract_dates
    from factcheck.extract.names_again import recall_persons
    from factcheck.extract.person import extract_persons
    from factcheck.extract.quantity import extract_quantities
    from factcheck.extract.quotation import extract_quotations
    from factcheck.language.blocks import parse_articles, split_blocks
    from factcheck.language.pipeline import load_pipeline
    from factcheck.link import link_claims
    from factcheck.rulepacks import bundled_rules_folder
    from factcheck.writers import write_files

    nlp, rules = load_pipeline(), read_rules()
    spent: dict[str, float] = {}

    def timed(name: str, run: Callable[[], object]):
        started = time.process_time()
        made = run()
        spent[name] = time.process_time() - started
        return made

    timed("blocks and furniture", lambda: [split_blocks(article.text, article.markup) for article in articles])
    lists = [
        [article.text[b.start : b.end] for b in split_blocks(article.text) if b.role != "furniture"]
        for article in articles
    ]
    docs = timed("tokenizer", lambda: [[nlp.make_doc(text) for text in texts] for texts in lists])
    for name, component in nlp.pipeline:
        docs = timed(f"pipeline: {name}", lambda run=component, docs=docs: [list(run.pipe(few)) for few in docs])
    started = time.process_time()
    parsed = list(parse_articles(articles, nlp))
    spent["labels, sentences, text as printed"] = max(0.0, time.process_time() - started - sum(spent.values()))
    parsed = timed("publication dates", lambda: [date_article(each) for each in parsed])
    timed("dates", lambda: [extract_dates(each) for each in parsed])
    persons = timed("persons", lambda: [extract_persons(each) for each in parsed])
    timed("quotations", lambda: [extract_quotations(each, of) for each, of in zip(parsed, persons, strict=True)])
    timed("quantities", lambda: [extract_quantities(each, []) for each in parsed])
    own = sum(spent[name] for name in ("dates", "persons", "quotations", "quantities"))
    found = timed("times, credits, faults", lambda: [extract_claims(each) for each in parsed])
    spent["times, credits, faults"] = max(0.0, spent["times, credits, faults"] - own)
    timed("damaged words", lambda: extract_damage(parsed))
    every = [claim for claims in found for claim in claims]
    timed("names again", lambda: list(recall_persons([each.article for each in parsed], every)))
    dated, claims = extract_articles(articles)
    timed("linking", lambda: link_claims(claims, dated, bundled_rules_folder() / "matching"))
    timed("checks", lambda: judge_facts(claims, dated, rules))
    spent["checks"] = max(0.0, spent["checks"] - spent["linking"])
    report = check_articles(articles, rules=rules)
    with tempfile.TemporaryDirectory() as folder:
        timed("writing", lambda: write_files(report, Path(folder)))
    total = sum(spent.values())
    print(f"{'where the time goes':36} share   ms an article")
    for name, seconds in spent.items():
        print(f"{name:36} {seconds / total:>5.1%} {1000 * seconds / len(articles):>10.1f}")


def grow(records: Callable[[int], Iterable[str]], sizes: Sequence[int], plot: Path | None) -> None:
    """Prints seconds and peak memory of `factcheck claims` at each size, and draws them."""
    lines = []
    print("articles  CPU seconds  ms each  peak MB")
    with tempfile.TemporaryDirectory() as work:
        for size in sizes:
            path = Path(work) / "articles.jsonl"
            with path.open("w", encoding="utf-8") as handle:
                handle.writelines(records(size))
            seconds, memory = run_claims(path, Path(work) / "claims.csv")
            lines.append((size, seconds, memory))
            print(f"{size:>8,}  {seconds:>11.1f}  {1000 * seconds / size:>7.1f}  {memory:>7,.0f}", flush=True)
    if plot:
        draw_growth(*zip(*lines, strict=True), plot, what="articles")


def records(articles: Sequence[Article], size: int) -> Iterator[str]:
    """Lines of JSON: the articles, then copies of them, until there are `size`."""
    from linking import copies

    for article, _ in islice(copies([(article, ()) for article in articles]), size):
        yield json.dumps({"id": article.id, "text": article.text, "title": article.title}) + "\n"


PLACES = ("Aberly", "Velden", "Lowmoor", "Harrow", "Stanwick", "Oldcastle", "Merrin")
NAMES = ("Tom Askew", "Ines Moreau", "Deneka Ruud", "Anna Lund", "Peter Brandt")


def short_records(size: int) -> Iterator[str]:
    """Lines of JSON: so many reports of three sentences, no two of which are alike in all figures, names and places."""
    for number in range(size):
        place, mayor, other = PLACES[number % 7], NAMES[number % 5], NAMES[(number + 1) % 5]
        text = (
            f"A fire at the {place} mill killed {number % 17 + 2} workers on Monday, Mayor {mayor} said. "
            f"“Nobody listened to us,” said {other}. Damage is put at ${number % 41 + 3} million."
        )
        yield json.dumps({"id": str(number), "text": text}) + "\n"


def run_claims(path: Path, out: Path) -> tuple[float, float]:
    """CPU seconds and peak memory in MB of one `factcheck claims --jobs 1`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "factcheck.cli", "claims", str(path), "--jobs", "1", "-o", str(out)]
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024


if __name__ == "__main__":
    main()
