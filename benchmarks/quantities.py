"""Accuracy of quantity extraction on outside material: `python benchmarks/quantities.py EVAL_FOLDER [--others] [--errors N]`.

`--others` judges quantulum3 and Recognizers-Text beside ours with the same code (see systems.py; others.py compares speed and
memory). What is counted, and how the outside answers are translated, for every system alike, stands at the head of
newsquant.py, suites.py, measeval.py and stress.py.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from measeval import DateSpans, measeval
from newsquant import newsquant
from stress import stress
from suites import recognizers
from systems import Reader, ours, quantity_systems, recognizers_dates
from systems import recognizers as recognizers_reader

# What a run must reach, in per cent: a little below the figures of the last change, so that only a real fall fails.
FLOORS = {
    "newsquant (news sentences)": {"value": 95.5, "value+unit": 88.5, "value+change": 90.0},
    "newsquant (all five files)": {"value": 95.3, "value+unit": 89.5},
    "recognizers, cases fully right": {
        "numbers": 90.5, "ranges": 90.5, "percentages": 100.0, "ages": 90.5, "currencies": 92.0, "dimensions": 94.0,
        "temperatures": 95.0,
    },
    "measeval": {
        "found": 94.7, "precision": 79.0, "found F1": 86.2, "found, dates too": 97.0, "range F1": 84.5, "approximate F1": 85.5,
    },
    "stress": {"decided": 93.0, "accuracy": 98.8},
}  # fmt: skip


EXTRA = ["age-model", "currency-model", "dimension-model", "temperature-model"]


def accuracy(
    folder: Path, read: Reader, read_of: Callable[[str], Reader], shown: set[str], dates: DateSpans | None = None
) -> dict[str, dict[str, float]]:
    """The figures of one system on all sets but stress."""
    news = folder / "newsquant"
    return {
        "newsquant (news sentences)": newsquant(news, ["newsquant"], read, "newsquant" in shown),
        "newsquant (all five files)": newsquant(news, ["newsquant", *EXTRA], read, "newsquant-all" in shown),
        "recognizers, cases fully right": recognizers(folder / "recognizers", read_of, "recognizers" in shown),
        "measeval": measeval(folder / "measeval", read, "measeval" in shown, dates),
    }


def our_dates(text: str) -> list[tuple[int, int]]:
    """Where our dates stand in a text."""
    from factcheck.extract.date import extract_dates
    from factcheck.language.blocks import parse_articles
    from factcheck.language.pipeline import load_pipeline
    from factcheck.model import Article

    parsed = next(iter(parse_articles([Article("text", text)], load_pipeline())))
    return [(claim.start, claim.end) for claim in extract_dates(parsed)]


def beside(folder: Path, nlp) -> dict[str, dict[str, dict[str, float]]]:
    """The figures of the other systems by their names."""
    figures = {}
    for name, read in quantity_systems(nlp).items():
        if name == "Recognizers-Text":
            figures[name] = accuracy(folder, read, suite_reader, set(), recognizers_spans())
        elif name != "factcheck":
            figures[name] = accuracy(folder, read, lambda suite, read=read: read, set())
    return figures


def recognizers_spans() -> DateSpans:
    """Where Recognizers-Text finds dates."""
    found = recognizers_dates(lambda value: value)
    return lambda text: [date[:2] for date in found(text, "2020-01-01")]


def suite_reader(suite: str) -> Reader:
    """Recognizers-Text as its own suite asks it: one model alone; none finds ranges."""
    return (lambda text: []) if suite == "ranges" else recognizers_reader((suite,), dates=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder with newsquant, recognizers, measeval and inference")
    parser.add_argument(
        "--errors", action="append", default=[], help="print the errors of newsquant, recognizers, measeval or stress"
    )
    parser.add_argument("--no-parse", action="store_true", help="leave the counted nouns out of value+unit (faster)")
    parser.add_argument("--others", action="store_true", help="the other libraries beside ours")
    options = parser.parse_args()
    nlp = None
    if not options.no_parse:
        from factcheck.language.pipeline import load_pipeline

        nlp = load_pipeline()
    shown = set(options.errors)
    read = ours(nlp)
    plain = ours()
    figures = accuracy(options.folder, read, lambda suite: plain, shown, our_dates if nlp else None)
    figures["stress"] = stress(options.folder / "inference" / "stress.jsonl", "stress" in shown)
    others = beside(options.folder, nlp) if options.others else {}
    fallen = []
    print(f"{'':28}{'factcheck':>10}{'(floor)':>9}" + "".join(f"{name:>18}" for name in others))
    for title, values in figures.items():
        print(title)
        for name, value in values.items():
            floor = FLOORS.get(title, {}).get(name)
            line = f"  {name:<26}{value:10.1f}" + (f"{floor:9.1f}" if floor is not None else " " * 9)
            beside_us = (other.get(title, {}).get(name) for other in others.values())
            print(line + "".join(f"{'-' if figure is None else format(figure, '.1f'):>18}" for figure in beside_us))
            if floor is not None and value < floor:
                fallen.append(f"{title}: {name} {value:.1f} is below {floor:.1f}")
    sys.exit("\n".join(fallen) or 0)


if __name__ == "__main__":
    main()
