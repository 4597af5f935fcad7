"""The set measeval of paragraphs from science with gold quantities, as every system reads them.

Quantities overlapped by one found, their precision, and F1 of the labels range (any bound but exact and
approximate; "5 ± 1" is labelled a tolerance there and taken as a range) and approximate over the quantities found. Dates
are quantities there and not here: none of ours counts as found. "Dates too" counts them, ours and Recognizers-Text's alike,
as found and in the precision; quantulum3 has none, and takes a year for a plain number in either figure.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from scoring import f1
from systems import Reader

# Where a system finds dates in a text, as (start, end).
DateSpans = Callable[[str], list[tuple[int, int]]]


def measeval(folder: Path, read: Reader, errors: bool, dates: DateSpans | None = None) -> dict[str, float]:
    """Recall and precision of overlapping quantities, and F1 of the range and approximate labels among those found.

    dates: what the system takes for a date in a text; None for one that knows no dates.
    """
    found = gold_total = ours_total = ours_hit = 0
    dated_found = dated_total = dated_hit = 0
    labels = {name: Counter() for name in ("range", "approximate")}
    for path in sorted((folder / "tsv").glob("*.tsv")):
        text = (folder / "text" / f"{path.stem}.txt").read_text(encoding="utf-8")
        ours = [row for row in read(text) if row.kind not in ("code", "score")]
        ours_total += len(ours)
        dated = {(row.start, row.end) for row in ours} | set(dates(text) if dates else ())
        dated_total += len(dated)
        hit, touched = set(), set()
        with path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["annotType"] != "Quantity":
                    continue
                gold_total += 1
                start, end = int(row["startOffset"]), int(row["endOffset"])
                mine = [row for row in ours if row.start < end and start < row.end]
                hit.update(row.start for row in mine)
                near = {span for span in dated if span[0] < end and start < span[1]}
                touched |= near
                dated_found += bool(near)
                if not mine:
                    if errors:
                        print(f"[measeval] missed {text[start:end]!r} in ...{text[max(0, start - 40) : end + 30]!r}")
                    continue
                found += 1
                modifiers = " ".join(json.loads(row["other"]).get("mods", []) if row["other"] else [])
                wanted = {
                    "range": "IsRange" in modifiers or "HasTolerance" in modifiers,
                    "approximate": "IsApproximate" in modifiers,
                }
                got = {
                    "range": any(row.bound not in ("exact", "approximate") for row in mine),
                    "approximate": any(row.about for row in mine),
                }
                for label, tally in labels.items():
                    tally["hit"] += wanted[label] and got[label]
                    tally["gold"] += wanted[label]
                    tally["ours"] += got[label]
                    if errors and wanted[label] != got[label]:
                        around = text[max(0, start - 30) : end + 20]
                        print(f"[measeval {label}] want {wanted[label]}: {text[start:end]!r} in {around!r}")
        ours_hit += len(hit)
        dated_hit += len(touched)
    recall, precision = 100 * found / gold_total, 100 * ours_hit / max(1, ours_total)
    return {
        "found": recall,
        "precision": precision,
        "found F1": 2 * recall * precision / max(1e-9, recall + precision),
        "found, dates too": 100 * dated_found / gold_total,
        "precision, dates too": 100 * dated_hit / max(1, dated_total),
        **{f"{name} F1": f1(tally["hit"], tally["ours"], tally["gold"]) for name, tally in labels.items()},
    }
