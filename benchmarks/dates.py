"""Accuracy of dates: `python benchmarks/dates.py EVAL_FOLDER [--others] [--show KIND] [--limit N]`.

`--others` judges Recognizers-Text and dateparser's search beside ours with the same code (see systems.py). What is counted stands
at the head of wikiwars.py and date_suites.py. Exits 1 when a figure falls below its floor.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from date_suites import ReadCase, dateparser_spans, our_spans, recognizers, their_spans
from systems import dateparser_dates, recognizers_dates
from wikiwars import Read, by_lines, gold_value, read_ours, wikiwars

# Accuracy floors, in per cent: they rise with the figures.
FLOORS = {"wikiwars": 89.5, "recognizers": 87.2}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", default="", choices=("", "wikiwars", "recognizers"))
    parser.add_argument("--limit", type=int, default=0, help="read so many histories only")
    parser.add_argument("--others", action="store_true", help="the other libraries beside ours")
    options = parser.parse_args()
    systems: dict[str, tuple[Read, ReadCase]] = {"factcheck": (read_ours, our_spans)}
    if options.others:
        systems["Recognizers-Text"] = (by_lines(recognizers_dates(gold_value)), their_spans)
        systems["dateparser"] = (by_lines(dateparser_dates()), dateparser_spans())
    fallen = []
    for name, (read, read_case) in systems.items():
        print(name)
        shown = options.show if name == "factcheck" else ""
        figures = recognizers(options.folder / "recognizers" / "DateTime", read_case, shown)
        figures |= wikiwars(options.folder / "wikiwars", read, shown, options.limit)
        if name == "factcheck":
            fallen = [
                f"{key} {figures[key]:.1f} below {floor}" for key, floor in FLOORS.items() if figures[key] < floor
            ]
    for line in fallen:
        print(line)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
