"""What a user would pick instead: `python benchmarks/others.py EVAL_FOLDER` compares speed and memory (see systems.py).

The speed is of processor time on the same sentences, each system alone in a process, best of three; memory is the peak of
that process, imports and data included.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from systems import DateReader, Reader, dateparser_dates, quantulum, recognizers, recognizers_dates


def sentences(folder: Path) -> list[str]:
    records = json.loads((folder / "newsquant" / "newsquant.json").read_text(encoding="utf-8"))
    return [record["text"] for record in records]


def whole() -> Callable[[list[str]], object]:
    """Our claims of quantities with all they say, the parse included."""
    from factcheck.extract.quantity import extract_quantities
    from factcheck.language.blocks import parse_articles
    from factcheck.language.pipeline import load_pipeline
    from factcheck.model import Article

    nlp = load_pipeline()
    return lambda texts: [
        extract_quantities(parsed, [])
        for parsed in parse_articles([Article(str(number), text) for number, text in enumerate(texts)], nlp)
    ]


def after_the_parse(texts: list[str]) -> Callable[[list[str]], object]:
    """Our claims of quantities from parses made before."""
    from factcheck.extract.quantity import extract_quantities
    from factcheck.language.blocks import parse_articles
    from factcheck.language.pipeline import load_pipeline
    from factcheck.model import Article

    articles = [Article(str(number), text) for number, text in enumerate(texts)]
    parsed = list(parse_articles(articles, load_pipeline()))
    return lambda _: [extract_quantities(article, []) for article in parsed]


def each(read: Reader) -> Callable[[list[str]], object]:
    return lambda texts: [read(text) for text in texts]


def plain() -> Callable[[list[str]], object]:
    from factcheck.extract.quantity import find_quantities

    return each(find_quantities)


def our_dates() -> Callable[[list[str]], object]:
    """Our claims of dates with all they say, the parse included."""
    from factcheck.extract.date import extract_dates
    from factcheck.language.blocks import parse_articles
    from factcheck.language.pipeline import load_pipeline
    from factcheck.model import Article

    nlp = load_pipeline()
    return lambda texts: [
        extract_dates(parsed)
        for parsed in parse_articles([Article(str(number), text) for number, text in enumerate(texts)], nlp)
    ]


def each_dated(read: DateReader) -> Callable[[list[str]], object]:
    return lambda texts: [read(text, "2020-01-01") for text in texts]


SPEEDS: dict[str, Callable[[list[str]], Callable[[list[str]], object]]] = {
    "factcheck, parse included": lambda texts: whole(),
    "factcheck, after the parse": after_the_parse,
    "factcheck, numbers and units alone": lambda texts: plain(),
    "quantulum3": lambda texts: each(quantulum()),
    "Recognizers-Text": lambda texts: each(recognizers(dates=False)),
    "Recognizers-Text, its dates left out": lambda texts: each(recognizers()),
    "dates: factcheck, parse included": lambda texts: our_dates(),
    "dates: Recognizers-Text": lambda texts: each_dated(recognizers_dates(lambda value: value)),
    "dates: dateparser": lambda texts: each_dated(dateparser_dates()),
}


def measure(name: str, folder: Path) -> tuple[float, float]:
    """Sentences a second of processor time, and the peak memory of this process in MB (2 to the 20th bytes)."""
    texts = sentences(folder)
    run = SPEEDS[name](texts)
    run(texts[:20])
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        run(texts)
        best = min(best, time.process_time() - begin)
    return len(texts) / best, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def speeds(folder: Path) -> dict[str, tuple[float, float]]:
    """Each system's speed and memory, measured in a process of its own."""
    figures = {}
    for name in SPEEDS:
        command = [sys.executable, __file__, str(folder), "--measure", name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        figures[name] = tuple(json.loads(done.stdout.splitlines()[-1]))
    return figures


def print_speeds(figures: dict[str, tuple[float, float]]) -> None:
    base = figures["quantulum3"][0]
    print(f"{'':38} sentences/s   of quantulum3   peak MB")
    for name, (speed, memory) in figures.items():
        print(f"{name:38} {speed:11.0f} {speed / base:14.2f}x {memory:9.0f}")


# What the note promises, as multiples: (system, other system, at least so many times its speed).
RATIOS = (
    ("factcheck, parse included", "Recognizers-Text", 3.0),
    ("factcheck, parse included", "quantulum3", 0.4),
    ("factcheck, after the parse", "quantulum3", 5.0),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--measure", choices=tuple(SPEEDS), help="one system alone, as JSON")
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.measure, options.folder)))
        return
    figures = speeds(options.folder)
    print_speeds(figures)
    slow = [
        f"{name}: {figures[name][0] / figures[other][0]:.2f} times {other}, below {least}"
        for name, other, least in RATIOS
        if figures[name][0] < least * figures[other][0]
    ]
    sys.exit("\n".join(slow) or 0)


if __name__ == "__main__":
    main()
