"""Accuracy and speed of quantity extraction on outside material: `python benchmarks/quantities.py EVAL_FOLDER [--errors N]`.

What is counted, and how the outside answers are translated:

- newsquant: micro F1, each gold quantity matched at most once within its sentence. Value: both ends equal (relative
  1e-6). Unit: a measure or a currency by its canonical name; a counted noun when the head noun of the claim's object is
  the gold's last word. Change: `~` approximate, `>` more_than or at_least, `<` less_than or at_most, up and down the
  trend, else `=`. Two conventions of that set differ from ours and are translated: a bare plural ("thousands of") is
  1,000 to 10,000 there and at least 2,000 here; "from A to B" after a verb of change is one range there, two levels here.
  Cents and basis points are hundredths of their unit here. "eight or nine" is mostly two values there, a range here. Scores
  are quantities there. A hedged change has one mark there and two facts here: either mark counts. A change is marked
  there by its verb, here by its noun too ("a 5% drop"): the noun's mark is taken off.
- recognizers: share of cases whose values and units all agree and nothing is found beside them, kind by kind. Codes
  count as numbers there, a number glued to its unit ("29km") does not. Bare units without a number ("the dollar") are
  left out of the gold. The half-open ends of a range ("[20,30)" for "between 20 and 30") are taken as closed; one-sided
  ranges must agree on strictness.
- measeval: quantities overlapped by one of ours, and F1 of the labels range (any bound but exact and approximate; "5 ± 1"
  is labelled a tolerance there and taken as a range) and approximate over the quantities found.
- stress: pairs in which both sides have as many quantities and exactly one differs; entailment when the hypothesis'
  interval holds the premise's, contradiction when they are disjoint.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from factcheck.extract.quantity import QUANTITIES, QuantityMention, find_quantities  # noqa: E402

# newsquant's and Recognizers' names of units -> (our unit, factor on the gold value).
UNITS = {
    "percentage": ("percent", 1), "dollar": ("USD", 1), "united states dollar": ("USD", 1), "euro": ("EUR", 1),
    "pound sterling": ("GBP", 1), "british pound": ("GBP", 1), "cent": ("USD", 0.01), "penny": ("GBP", 0.01),
    "pence": ("GBP", 0.01), "sen": ("MYR", 0.01), "malaysian ringgit": ("MYR", 1), "chinese yuan": ("CNY", 1),
    "hong kong dollar": ("HKD", 1), "japanese yen": ("JPY", 1), "shekel": ("ILS", 1),
    "basis point": ("percentage_point", 0.01), "indian rupee": ("INR", 1), "rupee": ("INR", 1),
    "canadian dollar": ("CAD", 1), "australian dollar": ("AUD", 1), "swiss franc": ("CHF", 1), "franc": ("CHF", 1),
    "peseta": ("ESP", 1), "croatian kuna": ("HRK", 1), "georgian lari": ("GEL", 1), "lao kip": ("LAK", 1),
    "sri lankan rupee": ("LKR", 1), "turkish lira": ("TRY", 1), "bitcoin": ("BTC", 1), "mexican peso": ("MXN", 1),
    "netherlands guilder": ("NLG", 1), "year of age": ("year", 1), "month of age": ("month", 1),
    "week of age": ("week", 1), "day of age": ("day", 1), "mile": ("mile", 1), "mile per hour": ("mile / hour", 1),
    "yard": ("yard", 1), "year": ("year", 1), "month": ("month", 1), "week": ("week", 1), "day": ("day", 1),
    "hour": ("hour", 1), "minute": ("minute", 1), "second": ("second", 1), "decade": ("year", 10),
    "degree": ("degree", 1), "kilometre": ("kilometer", 1), "inch": ("inch", 1), "horsepower": ("horsepower", 1),
    "brake horsepower": ("horsepower", 1), "hertz": ("hertz", 1), "gigahertz": ("gigahertz", 1), "foot": ("foot", 1),
    "litre": ("liter", 1), "metre": ("meter", 1), "millimetre": ("millimeter", 1), "parts-per-billion": ("ppb", 1),
    "part per million": ("ppm", 1), "kilometre per hour": ("kilometer / hour", 1), "watt": ("watt", 1),
    "kilowatt": ("kilowatt", 1), "megawatt": ("megawatt", 1), "centimetre": ("centimeter", 1),
    "decimetre": ("decimeter", 1), "celsius": ("degree_Celsius", 1), "fahrenheit": ("degree_Fahrenheit", 1),
    "micrometre": ("micrometer", 1), "nanometre": ("nanometer", 1), "milliampere-hour": ("milliampere_hour", 1),
    "milligram": ("milligram", 1), "microgram": ("microgram", 1), "gram": ("gram", 1), "kilogram": ("kilogram", 1),
    "pound-foot": ("foot_pound", 1), "foot pound-force": ("foot_pound", 1), "newton metre": ("meter * newton", 1),
    "revolutions per minute": ("revolutions_per_minute", 1), "dollar per barrel": ("USD / oil_barrel", 1),
    "united states dollar per barrel": ("USD / oil_barrel", 1),
    "dollar per mega british thermal unit": ("USD / megabritish_thermal_unit", 1),
    "dollar per gram": ("USD / gram", 1), "dollar per gallon": ("USD / gallon", 1),
    "dollar per month": ("USD / month", 1), "dollar per share": ("USD / share", 1),
    "penny per share": ("GBP / share", 0.01), "cent per share": ("USD / share", 0.01),
    "dollar per year": ("USD / year", 1), "dollar per week": ("USD / week", 1), "gigabyte": ("gigabyte", 1),
    "megabyte": ("megabyte", 1), "bit": ("bit", 1), "decibel": ("decibel", 1), "hour per week": ("hour / week", 1),
    "square metre": ("meter ** 2", 1), "square feet": ("square_foot", 1), "square kilometre": ("kilometer ** 2", 1),
    "cubic foot": ("cubic_foot", 1), "pound-mass": ("pound", 1), "ton": ("ton", 1), "metric ton": ("metric_ton", 1),
    "barrel": ("oil_barrel", 1), "barrel of oil": ("oil_barrel", 1), "barrel per day": ("oil_barrel / day", 1),
    "ampere per square centimetre": ("ampere / centimeter ** 2", 1),
    "kilopound per square inch": ("kip_per_square_inch", 1), "megapascal": ("megapascal", 1),
    "kilovolt per centimetre": ("kilovolt / centimeter", 1), "exavolt": ("exavolt", 1),
    "metre per second": ("meter / second", 1), "gigawatt hour": ("gigawatt_hour", 1),
    "foot per century": ("foot / century", 1), "mile per gallon": ("mile / gallon", 1), "volt": ("volt", 1),
    "farad": ("farad", 1), "dram": ("dram", 1), "radian": ("radian", 1), "tablespoon": ("tablespoon", 1),
    "teaspoon": ("teaspoon", 1), "cup": ("cup", 1), "acre": ("acre", 1), "gallon": ("gallon", 1),
    "metre per millisecond": ("meter / millisecond", 1),
    "centimetre per millisecond": ("centimeter / millisecond", 1),
    "kilometre per millisecond": ("kilometer / millisecond", 1), "microgram per gram": ("microgram / gram", 1),
    "percentage per year": ("percent / year", 1), "kilometer": ("kilometer", 1), "meter": ("meter", 1),
    "millimeter": ("millimeter", 1), "decimeter": ("decimeter", 1), "centimeter": ("centimeter", 1),
    "square meter": ("meter ** 2", 1), "square kilometer": ("kilometer ** 2", 1),
    "kilometer per hour": ("kilometer / hour", 1), "meter per millisecond": ("meter / millisecond", 1),
    "liter": ("liter", 1), "centimeter per millisecond": ("centimeter / millisecond", 1),
    "kilometer per millisecond": ("kilometer / millisecond", 1), "f": ("degree_Fahrenheit", 1),
    "c": ("degree_Celsius", 1), "k": ("kelvin", 1), "ounce": ("ounce", 1), "square foot": ("square_foot", 1),
}  # fmt: skip


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


def quantities(text: str) -> list[QuantityMention]:
    """The mentions of `text` that are quantities."""
    return [mention for mention in find_quantities(text) if mention.kind in QUANTITIES]


# --- newsquant


def our_rows(text: str, nouns, gold: list[dict]) -> list[dict]:
    """Our quantities of one text in newsquant's terms: low, high, unit, noun, change and the span."""
    mentions, rows = [m for m in find_quantities(text) if m.kind in QUANTITIES or m.kind == "score"], []
    for mention in mentions:
        low = mention.low if mention.low is not None else mention.high
        high = mention.high if mention.high is not None else mention.low
        vague = (
            mention.bound == "at_least"
            and mention.high is None
            and not text[mention.number : mention.end][:1].isdigit()
        )
        if vague and any(
            word in text[mention.number : mention.end].lower()
            for word in ("dozens", "hundreds", "thousands", "millions", "billions", "trillions", "scores")
        ):
            low, high = low / 2, low * 5
        change = {"approximate": "~", "more_than": ">", "at_least": ">", "less_than": "<", "at_most": "<"}.get(
            mention.bound, "="
        )
        if vague and low != high:
            change = "="
        trend = mention.trend
        if trend and (
            NOUN_AFTER.match(text, mention.end) or NOUN_BEFORE.search(text, max(0, mention.start - 24), mention.start)
        ):
            trend = ""
        low, high = min(low, high), max(low, high)
        row = {
            "changes": {trend or change} if change == "=" else {change, trend or change},
            "low": low, "high": high, "unit": mention.unit, "kind": mention.kind, "change": mention.trend or change,
            "noun": nouns(mention), "span": text[mention.start : mention.end], "level": mention.change,
        }  # fmt: skip
        if mention.change == "after" and rows and rows[-1]["level"] == "before":
            before = rows.pop()
            row["changes"].add("down" if low < before["low"] else "up")
            row["low"], row["high"] = min(before["low"], low), max(before["high"], high)
        if (
            mention.bound == "range"
            and not any(same_value(other, row) for other in gold)
            and re.search(r"\d[a-z]?\)? or |[a-z] or ", text[mention.number : mention.end])
        ):
            rows.append({**row, "high": low})
            if mention.start < mention.number:
                rows[-1]["changes"] = {"~"}
            row = {**row, "low": high, "changes": {"="}}
        rows.append(row)
    return rows


# Nouns of change: newsquant marks a change by its verb alone, we by the noun as well ("a 5% drop").
NOUN_AFTER = re.compile(
    r"[ -](?:[a-z-]+ )?(?:increase|rise|jump|gain|growth|surge|hike|rebound|fall|drop|decline|decrease|loss|cut|reduction"
    r"|lower|higher)\b"
)
NOUN_BEFORE = re.compile(
    r"\b(?:increase|rise|jump|gain|growth|surge|fall|drop|decline|decrease|loss|cut|reduction) of $"
)


def same_change(gold: dict, ours: dict) -> bool:
    return gold["change"] in ours["changes"]


def noun_reader(nlp, text: str):
    """A function from a mention of `text` to the object of its claim, blank for money and measures."""
    if nlp is None:
        return lambda mention: ""
    from factcheck.extract.frames import describe

    doc = nlp(text)
    return lambda mention: describe(doc, mention.start, mention.end).object.lower() if mention.kind == "count" else ""


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


def same_value(gold: dict, ours: dict) -> bool:
    return close(gold["low"], ours["low"]) and close(gold["high"], ours["high"])


def same_unit(gold: dict, ours: dict, with_nouns: bool) -> bool:
    if gold["unit"] is not None:
        return gold["unit"] == ours["unit"]
    if gold["noun"].startswith("%"):
        return ours["kind"] == "fraction"
    if " per " in gold["noun"]:
        return ours["unit"].endswith("/ " + gold["noun"].rpartition(" per ")[2])
    if ours["unit"] and not (gold["noun"] == "count" and ours["unit"] == "times"):
        return False
    if gold["noun"] in ("-", "count") or not with_nouns:
        return True
    return singular(gold["noun"].split()[-1].lower()) in {
        singular(word) for word in ours["noun"].replace("-", " ").split()
    }


def singular(word: str) -> str:
    if word == "people":
        return "person"
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def f1(hits: int, ours: int, gold: int) -> float:
    return 200.0 * hits / (ours + gold) if ours + gold else 100.0


def newsquant(folder: Path, names: list[str], nlp, errors: int) -> dict[str, float]:
    """F1 of value, value+unit and value+change over the sentences of the named files."""
    hits, total_ours, total_gold, kinds = Counter(), 0, 0, Counter()
    with_change = [0, 0]
    for name in names:
        for record in json.loads((folder / f"{name}.json").read_text(encoding="utf-8")):
            gold = gold_rows(record["quantities"])
            ours = our_rows(record["text"], noun_reader(nlp, record["text"]), gold)
            total_ours, total_gold = total_ours + len(ours), total_gold + len(gold)
            has_change = name == "newsquant"
            with_change[0] += len(ours) * has_change
            with_change[1] += len(gold) * has_change
            tests = {
                "value": same_value,
                "unit": lambda g, o: same_value(g, o) and same_unit(g, o, nlp is not None),
                "change": lambda g, o, on=has_change: on and same_value(g, o) and same_change(g, o),
            }  # fmt: skip
            for metric, test in tests.items():
                free, missed = list(ours), []
                for row in gold:
                    match = next((other for other in free if test(row, other)), None)
                    if match is None:
                        missed.append(row)
                    else:
                        free.remove(match)
                        hits[metric] += 1
                if metric == "value":
                    kinds["missed"] += len(missed)
                    kinds["extra"] += len(free)
                if errors and (missed or free) and (metric == "value" or has_change or metric == "unit"):
                    show(metric, record["text"], missed, free)
    return {
        "value": f1(hits["value"], total_ours, total_gold),
        "value+unit": f1(hits["unit"], total_ours, total_gold),
        "value+change": f1(hits["change"], *with_change),
        **kinds,
    }


def show(metric: str, text: str, missed: list[dict], extra: list[dict]) -> None:
    print(f"[{metric}] {text[:300]}")
    for row in missed:
        print("     missed", row["change"], row["low"], row["high"], row["unit"] or row["noun"])
    for row in extra:
        print(
            "     extra ",
            row["change"],
            row["low"],
            row["high"],
            row["unit"],
            row["kind"],
            repr(row["span"]),
            row["noun"],
        )


# --- recognizers


def number_case(case: dict) -> tuple[list, list]:
    gold = sorted(float(result["Resolution"]["value"]) for result in case["Results"])
    ours = []
    for mention in find_quantities(case["Input"]):
        glued = mention.kind == "measure" and re.match(
            r"[-\d.,]*\d[^\W\d]", case["Input"][mention.number : mention.end]
        )
        if (mention.kind in QUANTITIES or mention.kind == "code") and not glued:
            low = mention.low if mention.low is not None else mention.high
            ours += [low] if mention.bound != "range" else [low, mention.high]
    return gold, ours


def range_case(case: dict) -> tuple[list, list]:
    gold = []
    for result in case["Results"]:
        value = result["Resolution"]["value"]
        low, high = (float(end) if end else None for end in value[1:-1].split(","))
        strict = (value[0] == "(" and low is not None and high is None) or (value[-1] == ")" and low is None)
        gold.append((low, high, strict))
    ours = []
    for mention in quantities(case["Input"]):
        if (
            mention.bound in ("exact", "approximate")
            and "equal" not in case["Input"][max(0, mention.start - 12) : mention.start]
        ):
            continue
        ours.append((mention.low, mention.high, mention.bound in ("more_than", "less_than")))
    return gold, ours


def percent_case(case: dict) -> tuple[list, list]:
    gold = [
        float(result["Resolution"]["value"].rstrip("%"))
        for result in case["Results"]
        if result["Resolution"]["value"] != "null"
    ]
    return gold, [mention.low for mention in quantities(case["Input"]) if mention.kind == "percent"]


def unit_case(kind: str):
    """A reader of cases with units: the gold and our (low, high, unit) of the mentions of one kind."""

    def read(case: dict) -> tuple[list, list]:
        gold = []
        for result in case["Results"]:
            resolution = result["Resolution"]
            if resolution.get("value") is None:
                continue
            name = resolution["unit"].lower()
            unit, factor = UNITS.get(name, (name, 1))
            if kind == "money" and name == "pound":
                unit = "GBP"
            elif name == "pound":
                unit = "pound"
            elif case["Input"].find("lakh tonnes") >= 0 and name == "ton":
                unit = "metric_ton"
            gold.append((round(float(resolution["value"]) * factor, 6), unit))
        ours = []
        for mention in quantities(case["Input"]):
            if kind == "temperature" and mention.kind == "measure" and mention.unit.startswith(("degree", "kelvin")):
                ours.append((mention.low, mention.unit))
            elif (
                (
                    kind == "dimension"
                    and mention.kind == "measure"
                    and mention.unit.split(" / ")[0] not in TIMES
                    and not mention.unit.startswith(("degree_", "1 /"))
                )
                or kind == mention.kind
                and kind in ("money", "age")
            ):
                low = mention.low if mention.low is not None else mention.high
                ours.append((low, mention.unit))
        if kind in ("money", "dimension"):
            # Their unit is the numerator alone: "500,000 barrels a day" is 500,000 barrels.
            names = {unit for _, unit in gold}
            ours = [(low, unit if unit in names else unit.split(" / ")[0]) for low, unit in ours]
        return gold, [(round(low, 6), unit) for low, unit in ours]

    return read


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


def recognizers(folder: Path, errors: int) -> dict[str, float]:
    """Share of fully right cases of each suite, in per cent."""
    out = {}
    for name, (path, reader) in SUITES.items():
        cases = json.loads((folder / f"{path}.json").read_text(encoding="utf-8-sig"))
        right = 0
        for case in cases:
            gold, ours = reader(case)
            if agree(gold, ours):
                right += 1
            elif errors:
                print(f"[{name}] {case['Input'][:200]}\n     gold {gold}\n     ours {ours}")
        out[name] = 100 * right / len(cases)
    return out


# --- measeval and stress


def measeval(folder: Path, errors: int) -> dict[str, float]:
    """Recall and precision of overlapping quantities, and F1 of the range and approximate labels among those found."""
    found = gold_total = ours_total = ours_hit = 0
    labels = {name: Counter() for name in ("range", "approximate")}
    for path in sorted((folder / "tsv").glob("*.tsv")):
        text = (folder / "text" / f"{path.stem}.txt").read_text(encoding="utf-8")
        ours = quantities(text)
        ours_total += len(ours)
        hit = set()
        with path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["annotType"] != "Quantity":
                    continue
                gold_total += 1
                start, end = int(row["startOffset"]), int(row["endOffset"])
                mine = [mention for mention in ours if mention.start < end and start < mention.end]
                hit.update(mention.start for mention in mine)
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
                    "range": any(mention.bound not in ("exact", "approximate") for mention in mine),
                    "approximate": any(is_about(text, mention) for mention in mine),
                }
                for label, tally in labels.items():
                    tally["hit"] += wanted[label] and got[label]
                    tally["gold"] += wanted[label]
                    tally["ours"] += got[label]
                    if errors and wanted[label] != got[label]:
                        around = text[max(0, start - 30) : end + 20]
                        print(f"[measeval {label}] want {wanted[label]}: {text[start:end]!r} in {around!r}")
        ours_hit += len(hit)
    return {
        "found": 100 * found / gold_total,
        "precision": 100 * ours_hit / ours_total,
        **{f"{name} F1": f1(tally["hit"], tally["ours"], tally["gold"]) for name, tally in labels.items()},
    }


def is_about(text: str, mention: QuantityMention) -> bool:
    """Whether a mention is hedged as approximate; a range says so by its span ("about 5 to 10") alone."""
    if mention.bound == "range":
        return text[mention.start : mention.number].strip().lower() in (
            "~",
            "∼",
            "≈",
            "about",
            "around",
            "ca.",
            "approximately",
            "roughly",
            "some",
        )
    return mention.bound == "approximate"


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
        premise, hypothesis = quantities(pair["premise"]), quantities(pair["hypothesis"])
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


def speed(folder: Path) -> float:
    """Sentences a second of `find_quantities` on the newsquant sentences, by processor time, best of five passes."""
    texts = [record["text"] for record in json.loads((folder / "newsquant.json").read_text(encoding="utf-8"))]
    best = float("inf")
    for _ in range(5):
        begin = time.process_time()
        for text in texts:
            find_quantities(text)
        best = min(best, time.process_time() - begin)
    return len(texts) / best


# What a run must reach, in per cent: a little below the figures of the last change, so that only a real fall fails.
FLOORS = {
    "newsquant (news sentences)": {"value": 94.5, "value+unit": 88.0, "value+change": 89.0},
    "newsquant (all five files)": {"value": 94.5, "value+unit": 89.0},
    "recognizers, cases fully right": {
        "numbers": 90.0, "ranges": 90.0, "percentages": 100.0, "ages": 90.0, "currencies": 92.0, "dimensions": 94.0,
        "temperatures": 95.0,
    },
    "measeval": {"found": 93.5, "precision": 78.5, "range F1": 83.5, "approximate F1": 85.0},
    "stress": {"decided": 92.5, "accuracy": 98.5},
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder with newsquant, recognizers, measeval and inference")
    parser.add_argument(
        "--errors", action="append", default=[], help="print the errors of newsquant, recognizers, measeval or stress"
    )
    parser.add_argument("--no-parse", action="store_true", help="leave the counted nouns out of value+unit (faster)")
    options = parser.parse_args()
    nlp = None
    if not options.no_parse:
        from factcheck.language.pipeline import load_pipeline

        nlp = load_pipeline()
    news = options.folder / "newsquant"
    extra = ["age-model", "currency-model", "dimension-model", "temperature-model"]
    shown = set(options.errors)
    figures = {
        "newsquant (news sentences)": newsquant(news, ["newsquant"], nlp, "newsquant" in shown),
        "newsquant (all five files)": newsquant(news, ["newsquant", *extra], nlp, "newsquant-all" in shown),
        "recognizers, cases fully right": recognizers(options.folder / "recognizers", "recognizers" in shown),
        "measeval": measeval(options.folder / "measeval", "measeval" in shown),
        "stress": stress(options.folder / "inference" / "stress.jsonl", "stress" in shown),
        "speed of the text layer": {"sentences a second": speed(news)},
    }
    fallen = []
    for title, values in figures.items():
        print(title)
        for name, value in values.items():
            floor = FLOORS.get(title, {}).get(name)
            print(f"  {name:<20} {value:8.1f}" + (f"   (at least {floor:.1f})" if floor is not None else ""))
            if floor is not None and value < floor:
                fallen.append(f"{title}: {name} {value:.1f} is below {floor:.1f}")
    sys.exit("\n".join(fallen) or 0)


if __name__ == "__main__":
    main()
