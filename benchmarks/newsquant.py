"""The set newsquant of sentences from news with gold quantities, as every system reads them.

Micro F1, each gold quantity matched at most once within its sentence. Value: both ends equal (relative
1e-6). Unit: a measure or a currency by its canonical name; a counted noun when the head noun of the claim's object is
the gold's last word ("nouns aside" asks only that there be no unit, for systems that name no nouns). Change: `~`
approximate, `>` more_than or at_least, `<` less_than or at_most, up and down the trend, else `=`. That set writes
"from A to B" as one range, "eight or nine" as two values, cents and basis points as hundredths of their unit; it counts
scores, and marks a change by its verb, not by its noun ("a 5% drop"). It has one mark for each quantity: a hedged change
is marked by its hedge, a range by `=`. One rule touches ours alone, for no other system reads them: a bare plural
("thousands of"), at least 2,000 here, is 1,000 to 10,000 there.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

from scoring import close
from systems import Found, Reader
from unit_names import UNITS


def ends(text: str) -> tuple[float, float]:
    """The two ends of a gold value: "5" is 5 to 5, "2.0-3.5" is 2 to 3.5."""
    try:
        value = float(text)
    except ValueError:
        cut = text.index("-", 1)
        left, right = float(text[:cut]), float(text[cut + 1 :])
        return min(left, right), max(left, right)
    return value, value


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
