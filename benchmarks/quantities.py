"""Accuracy of quantity extraction on outside material: `python benchmarks/quantities.py EVAL_FOLDER [--others] [--errors N]`.

`--others` judges quantulum3 and Recognizers-Text beside ours with the same code (see others.py, which also compares speed and
memory). What is counted, and how the outside answers are translated, for every system alike:

- newsquant: micro F1, each gold quantity matched at most once within its sentence. Value: both ends equal (relative
  1e-6). Unit: a measure or a currency by its canonical name; a counted noun when the head noun of the claim's object is
  the gold's last word ("nouns aside" asks only that there be no unit, for systems that name no nouns). Change: `~`
  approximate, `>` more_than or at_least, `<` less_than or at_most, up and down the trend, else `=`. That set writes
  "from A to B" as one range, "eight or nine" as two values, cents and basis points as hundredths of their unit; it counts
  scores, and marks a change by its verb, not by its noun ("a 5% drop"). It has one mark for each quantity: a hedged change
  is marked by its hedge, a range by `=`. One rule touches ours alone, for no other system reads them: a bare plural
  ("thousands of"), at least 2,000 here, is 1,000 to 10,000 there.
- recognizers: share of cases whose values and units all agree and nothing is found beside them, kind by kind; all cases
  count, also those marked there as not supported in Python. Codes count as numbers there, a number glued to its unit
  ("29km") does not. Bare units without a number ("the dollar") are left out of the gold. The half-open ends of a range
  ("[20,30)" for "between 20 and 30") are taken as closed; one-sided ranges must agree on strictness. Recognizers-Text is
  asked for the model of each suite alone; its Python package has none for ranges.
- measeval: quantities overlapped by one found, their precision, and F1 of the labels range (any bound but exact and
  approximate; "5 ± 1" is labelled a tolerance there and taken as a range) and approximate over the quantities found. Dates
  are quantities there and not here: none of ours counts as found. "Dates too" counts them, ours and Recognizers-Text's alike,
  as found and in the precision; quantulum3 has none, and takes a year for a plain number in either figure.
- stress: pairs in which both sides have as many quantities and exactly one differs; entailment when the hypothesis'
  interval holds the premise's, contradiction when they are disjoint.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from others import Found, Reader, ours, quantity_systems, recognizers_dates
from others import recognizers as recognizers_reader
from unit_names import UNITS

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from factcheck.extract.quantity import QUANTITIES, QuantityMention, find_quantities  # noqa: E402

# Where a system finds dates in a text, as (start, end).
DateSpans = Callable[[str], list[tuple[int, int]]]


def close(left: float | None, right: float | None) -> bool:
    """Whether two values are the same number as printed; None is equal to None alone."""
    if left is None or right is None:
        return left is right
    return abs(left - right) <= 1e-6 * max(1e-12, abs(left), abs(right))


def ends(text: str) -> tuple[float, float]:
    """The two ends of a gold value: "5" is 5 to 5, "2.0-3.5" is 2 to 3.5."""
    try:
        value = float(text)
    except ValueError:
        cut = text.index("-", 1)
        left, right = float(text[:cut]), float(text[cut + 1 :])
        return min(left, right), max(left, right)
    return value, value


# --- newsquant


def as_printed_there(text: str, rows: list[Found]) -> list[Found]:
    """The quantities of one text as newsquant would write them, by the same rules for every system."""
    out: list[Found] = []
    named = -1
    for row in rows:
        if row.kind == "code":
            continue
        words = text[row.number : row.end].lower()
        if (
            row.bound == "at_least"
            and row.high is None
            and not words[:1].isdigit()
            and any(map(words.__contains__, VAGUE))
        ):
            row = replace(row, low=row.low / 2, high=row.low * 5, hedge="=")
        low, high = (row.low, row.high) if None not in (row.low, row.high) else ((row.low or row.high or 0.0),) * 2
        row = replace(row, low=min(low, high), high=max(low, high))
        noun = NOUN_AFTER.match(text, row.end) or NOUN_BEFORE.search(text, max(0, row.start - 24), row.start)
        if row.trend and (noun or (named >= 0 and OR_ALSO.fullmatch(text, named, max(named, row.start)))):
            row = replace(row, trend="")
            named = row.end
        if out and is_from_to(text, out[-1], row):
            before = out.pop()
            row = replace(row, low=min(before.low, row.low), high=max(before.high, row.high), bound="range")
        if row.low != row.high and OR.search(text[row.number : row.end]):
            out.append(replace(row, high=row.low, bound="exact"))
            row = replace(row, low=row.high, hedge="=", bound="exact")
        out.append(row)
    return out


# A bare plural is a range there, at least two of its kind in ours: "thousands" is 1,000 to 10,000 there.
VAGUE = ("dozens", "hundreds", "thousands", "millions", "billions", "trillions", "scores")
OR = re.compile(r"\d[a-z]?\)? or |[a-z] or ")
OR_ALSO = re.compile(r"(?: [a-z]+){0,2}(?:,? or | \(|, )")
TO = re.compile(r"[^;,]{0,40} to (?:about |around |nearly |just )?(?:an? |the |[A-Z]{0,3}[$€£¥] ?)?", re.IGNORECASE)
# Nouns of change: newsquant marks a change by its verb alone, we by the noun as well ("a 5% drop").
NOUN_AFTER = re.compile(
    r"[ -](?:[a-z-]+ )?(?:increase|rise|jump|gain|growth|surge|hike|rebound|fall|drop|decline|decrease|loss|cut|reduction"
    r"|lower|higher)\b"
)
NOUN_BEFORE = re.compile(
    r"\b(?:increase|rise|jump|gain|growth|surge|fall|drop|decline|decrease|loss|cut|reduction) of $"
)


def is_from_to(text: str, left: Found, right: Found) -> bool:
    """Whether two amounts are the two of "from A to B", one range in newsquant."""
    begin = text[max(0, left.number - 18) : left.number].lower()
    return bool(re.search(r"\bfrom (?:[a-z]+ ){0,2}(?:[a-z]{0,3}[$€£¥] ?)?$", begin)) and bool(
        TO.fullmatch(text, left.end, max(right.start, left.end))
    )


def change(row: Found) -> str:
    """The one mark that newsquant has: the hedge first, then the change; ranges have none but "about"."""
    return row.hedge if row.hedge != "=" or row.low != row.high else row.trend or "="


def gold_rows(quantities: list[dict]) -> list[dict]:
    """The gold quantities with their values as intervals and their units by our names (None: a counted noun)."""
    rows = []
    for quantity in quantities:
        unit, factor = UNITS.get(quantity["normalized_unit"].strip().lower(), (None, 1))
        low, high = ends(quantity["value"])
        rows.append({
            "low": low * factor, "high": high * factor, "unit": unit, "noun": quantity["normalized_unit"].strip(),
            "change": quantity.get("change", ""),
        })  # fmt: skip
    return rows


def same_value(gold: dict, row: Found) -> bool:
    return close(gold["low"], row.low) and close(gold["high"], row.high)


def same_unit(gold: dict, row: Found, with_nouns: bool) -> bool:
    noun = gold["noun"].lower()
    if gold["unit"] is not None:
        return gold["unit"] == row.unit
    if row.unit and row.unit == noun:
        return True
    if noun.startswith("%"):
        return row.kind == "fraction" or row.unit == "percent"
    if " per " in noun:
        return row.unit.endswith("/ " + noun.rpartition(" per ")[2]) or row.unit.endswith(
            " per " + noun.rpartition(" per ")[2]
        )
    if row.unit and not (noun == "count" and row.unit == "times"):
        return False
    if noun in ("-", "count") or not with_nouns:
        return True
    return singular(noun.split()[-1]) in {singular(word) for word in row.noun.replace("-", " ").split()}


def singular(word: str) -> str:
    if word == "people":
        return "person"
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def f1(hits: int, ours: int, gold: int) -> float:
    return 200.0 * hits / (ours + gold) if ours + gold else 100.0


def newsquant(folder: Path, names: list[str], read: Reader, errors: bool) -> dict[str, float]:
    """F1 of value, value+unit, value+change and value+unit without nouns over the sentences of the named files."""
    hits, totals, kinds = Counter(), Counter(), Counter()
    for name in names:
        marked = name == "newsquant"
        for record in json.loads((folder / f"{name}.json").read_text(encoding="utf-8")):
            gold, ours = gold_rows(record["quantities"]), as_printed_there(record["text"], read(record["text"]))
            tests = {
                "value": same_value,
                "value+unit": lambda g, o: same_value(g, o) and same_unit(g, o, True),
                "value+unit, nouns aside": lambda g, o: same_value(g, o) and same_unit(g, o, False),
            }  # fmt: skip
            if marked:
                tests["value+change"] = lambda g, o: same_value(g, o) and g["change"] == change(o)
            for metric, test in tests.items():
                free, missed = list(ours), []
                for row in gold:
                    match = next((other for other in free if test(row, other)), None)
                    if match is None:
                        missed.append(row)
                    else:
                        free.remove(match)
                        hits[metric] += 1
                totals[metric] += len(ours) + len(gold)
                if metric == "value":
                    kinds["missed"] += len(missed)
                    kinds["extra"] += len(free)
                if errors and (missed or free):
                    show(metric, record["text"], missed, free)
    return {metric: 200 * hits[metric] / total for metric, total in totals.items()} | dict(kinds)


def show(metric: str, text: str, missed: list[dict], extra: list[Found]) -> None:
    print(f"[{metric}] {text[:300]}")
    for row in missed:
        print("     missed", row["change"], row["low"], row["high"], row["unit"] or row["noun"])
    for row in extra:
        print(
            "     extra ", change(row), row.low, row.high, row.unit, row.kind, repr(text[row.start : row.end]), row.noun
        )


# --- recognizers


# A reader of cases: the gold answers and the system's, as values that `agree` compares.
Case = Callable[[dict, list[Found]], tuple[list, list]]


def number_case(case: dict, rows: list[Found]) -> tuple[list, list]:
    gold = sorted(float(result["Resolution"]["value"]) for result in case["Results"])
    ours = []
    for row in rows:
        glued = row.kind == "measure" and re.match(r"[-\d.,]*\d[^\W\d]", case["Input"][row.number : row.end])
        if row.kind != "score" and not glued:
            ours += [row.low, row.high] if row.bound == "range" else [row.low if row.low is not None else row.high]
    return gold, ours


def range_case(case: dict, rows: list[Found]) -> tuple[list, list]:
    gold = []
    for result in case["Results"]:
        value = result["Resolution"]["value"]
        low, high = (float(end) if end else None for end in value[1:-1].split(","))
        strict = (value[0] == "(" and low is not None and high is None) or (value[-1] == ")" and low is None)
        gold.append((low, high, strict))
    ours = []
    for row in rows:
        equal = "equal" in case["Input"][max(0, row.start - 12) : row.start]
        if row.kind not in ("code", "score") and (equal or row.bound not in ("exact", "approximate")):
            ours.append((row.low, row.high, row.strict))
    return gold, ours


def percent_case(case: dict, rows: list[Found]) -> tuple[list, list]:
    values = [result["Resolution"]["value"] for result in case["Results"]]
    gold = [float(value.rstrip("%")) for value in values if value != "null"]
    return gold, [row.low for row in rows if row.kind == "percent"]


def unit_case(kind: str) -> Case:
    """A reader of cases with units: the gold and our (low, high, unit) of the quantities of one kind."""

    def read(case: dict, rows: list[Found]) -> tuple[list, list]:
        gold = []
        for result in case["Results"]:
            resolution = result["Resolution"]
            if resolution.get("value") is None:
                continue
            name = resolution["unit"].lower()
            unit, factor = UNITS.get(name, (name, 1))
            if name == "pound":
                unit = "GBP" if kind == "money" else "pound"
            gold.append((round(float(resolution["value"]) * factor, 6), one_ton(unit)))
        ours = [(row.low if row.low is not None else row.high, one_ton(row.unit)) for row in rows if of_kind(row, kind)]
        if kind in ("money", "dimension"):
            # Their unit is the numerator alone: "500,000 barrels a day" is 500,000 barrels.
            names = {unit for _, unit in gold}
            ours = [(low, unit if unit in names else re.split(r" / | per ", unit)[0]) for low, unit in ours]
        return gold, [(round(low, 6), unit) for low, unit in ours]

    return read


def one_ton(unit: str) -> str:
    """ "Ton" stands for tonnes there too."""
    return "ton" if unit == "metric_ton" else unit


def of_kind(row: Found, kind: str) -> bool:
    """Whether a suite asks for this quantity; durations are no dimensions there."""
    if kind in ("money", "age"):
        return row.kind == kind
    if row.kind != "measure":
        return False
    if kind == "temperature":
        return row.unit.startswith(("degree", "kelvin"))
    return row.unit.split(" / ")[0] not in TIMES and not row.unit.startswith(("degree_", "1 /"))


TIMES = {"year", "month", "week", "day", "hour", "minute", "second", "millisecond", "fortnight", "century"}
SUITES = {
    "numbers": ("Number/NumberModel", number_case), "ranges": ("Number/NumberRangeModel", range_case),
    "percentages": ("Number/PercentModel", percent_case), "ages": ("NumberWithUnit/AgeModel", unit_case("age")),
    "currencies": ("NumberWithUnit/CurrencyModel", unit_case("money")),
    "dimensions": ("NumberWithUnit/DimensionModel", unit_case("dimension")),
    "temperatures": ("NumberWithUnit/TemperatureModel", unit_case("temperature")),
}  # fmt: skip


def agree(gold: list, ours: list) -> bool:
    """Whether two lists hold the same answers in any order, numbers compared as printed."""
    free = list(ours)
    for answer in gold:
        match = next((other for other in free if same_answer(answer, other)), None)
        if match is None:
            return False
        free.remove(match)
    return not free


def same_answer(left, right) -> bool:
    if isinstance(left, tuple):
        return len(left) == len(right) and all(same_answer(a, b) for a, b in zip(left, right, strict=True))
    if isinstance(left, (bool, str)):
        return left == right
    return close(left, right)


def recognizers(folder: Path, read_of: Callable[[str], Reader], errors: bool) -> dict[str, float]:
    """Share of fully right cases of each suite, in per cent; `read_of` gives the system's reader for a suite."""
    out = {}
    for name, (path, reader) in SUITES.items():
        cases = json.loads((folder / f"{path}.json").read_text(encoding="utf-8-sig"))
        right, read = 0, read_of(name)
        for case in cases:
            gold, ours = reader(case, read(case["Input"]))
            if agree(gold, ours):
                right += 1
            elif errors:
                print(f"[{name}] {case['Input'][:200]}\n     gold {gold}\n     ours {ours}")
        out[name] = 100 * right / len(cases)
    return out


# --- measeval and stress


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


def our_dates(text: str) -> list[tuple[int, int]]:
    """Where our dates stand in a text."""
    from factcheck.extract.date import extract_dates
    from factcheck.language.blocks import parse_articles
    from factcheck.language.pipeline import load_pipeline
    from factcheck.model import Article

    parsed = next(iter(parse_articles([Article("text", text)], load_pipeline())))
    return [(claim.start, claim.end) for claim in extract_dates(parsed)]


def interval(mention: QuantityMention) -> tuple[float, float, bool, bool]:
    """(low, high, low included, high included) of a mention."""
    low = float("-inf") if mention.low is None else mention.low
    high = float("inf") if mention.high is None else mention.high
    return low, high, mention.bound != "more_than", mention.bound != "less_than"


def holds(outer, inner) -> bool:
    low = outer[0] < inner[0] or (outer[0] == inner[0] and (outer[2] or not inner[2]))
    high = outer[1] > inner[1] or (outer[1] == inner[1] and (outer[3] or not inner[3]))
    return low and high


def disjoint(left, right) -> bool:
    if left[0] > right[0]:
        left, right = right, left
    return left[1] < right[0] or (left[1] == right[0] and not (left[3] and right[2]))


def stress(path: Path, errors: int) -> dict[str, float]:
    """Share of pairs that our claims can decide, and the accuracy there."""
    total = decided = right = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        total += 1
        premise, hypothesis = (
            [mention for mention in find_quantities(pair[side]) if mention.kind in QUANTITIES]
            for side in ("premise", "hypothesis")
        )
        if len(premise) != len(hypothesis):
            continue
        differing = [
            (a, b)
            for a, b in zip(premise, hypothesis, strict=True)
            if (a.low, a.high, a.bound) != (b.low, b.high, b.bound)
        ]
        if len(differing) != 1:
            continue
        decided += 1
        left, other = (interval(mention) for mention in differing[0])
        answer = "entailment" if holds(other, left) else "contradiction" if disjoint(left, other) else "neutral"
        right += answer == pair["label"]
        if errors and answer != pair["label"]:
            print(f"[stress] {answer} for {pair['label']}: {pair['premise']} || {pair['hypothesis']}")
    return {"decided": 100 * decided / total, "accuracy": 100 * right / max(1, decided)}


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


def beside(folder: Path, nlp) -> dict[str, dict[str, dict[str, float]]]:
    """The figures of the other systems by their names."""
    figures = {}
    for name, read in quantity_systems(nlp).items():
        if name == "Recognizers-Text":
            found = recognizers_dates(lambda value: value)
            dates = lambda text, found=found: [date[:2] for date in found(text, "2020-01-01")]  # noqa: E731
            figures[name] = accuracy(folder, read, suite_reader, set(), dates)
        elif name != "factcheck":
            figures[name] = accuracy(folder, read, lambda suite, read=read: read, set())
    return figures


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
