"""The checks by name, and the discrepancies table that they make together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.checks import (
    arithmetic,
    arithmetic_changes,
    arithmetic_levels,
    conversion,
    damage,
    date,
    headline,
    person,
    person_details,
    person_offices,
    person_party,
    quantity,
    quotation,
    reference,
    reference_values,
    sums,
    toll,
)
from factcheck.checks.findings import Finding, Tables
from factcheck.model import DISCREPANCY_COLUMNS, LEVELS, OFF

if TYPE_CHECKING:
    import pandas as pd

    from factcheck.rulepacks import Rule


@dataclass(frozen=True, slots=True)
class Check:
    """A check: `find(tables, tolerance)` yields findings; `tolerances` are the keys that a rule may set for it."""

    find: Callable[[Tables, Mapping[str, float]], Iterator[Finding]]
    tolerances: frozenset[str]


CHECKS: dict[str, Check] = {
    "quantity-conflict": Check(quantity.find_conflicts, frozenset({"probability"})),
    "quantity-slip": Check(quantity.find_slips, frozenset({"probability"})),
    "total-grew": Check(quantity.find_growth, frozenset({"probability"})),
    "total-fell": Check(quantity.find_falls, frozenset({"probability"})),
    "hedge-mismatch": Check(quantity.find_hedges, frozenset({"probability"})),
    "toll-conflict": Check(toll.find_toll_conflicts, frozenset()),
    "toll-rise": Check(toll.find_toll_rises, frozenset()),
    "sums-confusable": Check(sums.find_confusable_sums, frozenset({"least"})),
    "headline-figure": Check(headline.find_unborne_figures, frozenset({"likeness"})),
    "headline-absent": Check(headline.find_absent_figures, frozenset({"length"})),
    "share-of-base": Check(arithmetic.find_wrong_shares, frozenset({"digits"})),
    "parts-and-total": Check(arithmetic.find_wrong_totals, frozenset()),
    "change-of-level": Check(arithmetic_changes.find_wrong_changes, frozenset({"digits"})),
    "step-and-share": Check(arithmetic_changes.find_wrong_steps, frozenset({"digits"})),
    "lead-in-points": Check(arithmetic_changes.find_wrong_leads, frozenset({"points"})),
    "multiple-of-level": Check(arithmetic_changes.find_wrong_multiples, frozenset()),
    "direction-of-levels": Check(arithmetic_levels.find_wrong_directions, frozenset()),
    "percent-for-points": Check(arithmetic_levels.find_percent_for_points, frozenset()),
    "conversion": Check(conversion.find_wrong_conversions, frozenset({"relative"})),
    "name-spelling": Check(person.find_misspelt_names, frozenset({"confidence"})),
    "name-variant": Check(person.find_name_variants, frozenset({"confidence"})),
    "office-holder": Check(person.find_second_holders, frozenset({"days"})),
    "person-age": Check(person_details.find_ages, frozenset({"years"})),
    "person-offices": Check(person_offices.find_two_offices, frozenset()),
    "person-party": Check(person_party.find_parties, frozenset()),
    "person-home": Check(person_details.find_homes, frozenset()),
    "person-gender": Check(person_details.find_genders, frozenset()),
    "office-reference": Check(reference.find_wrong_holders, frozenset()),
    "value-reference": Check(reference_values.find_wrong_values, frozenset()),
    "quotation-wording": Check(quotation.find_altered, frozenset({"similarity", "differences"})),
    "quotation-speaker": Check(quotation.find_second_speakers, frozenset({"similarity"})),
    "word-damage": Check(damage.find_damaged_words, frozenset({"confidence"})),
    "date-weekday": Check(date.find_wrong_weekdays, frozenset()),
    "date-conflict": Check(date.find_date_conflicts, frozenset({"probability"})),
    "year-slip": Check(date.find_year_slips, frozenset({"probability"})),
    "date-impossible": Check(date.find_impossible_dates, frozenset()),
    "date-age": Check(date.find_wrong_ages, frozenset()),
}


# The checks of persons, which compare or gather across topics, each with what its claims have in common: names that may be
# one person's, one office, or one surname. All others look no further than articles that hang together by being on one topic.
ACROSS = {
    "name-spelling": "name",
    "name-variant": "name",
    "office-reference": "name",
    "office-holder": "office",
    "person-age": "surname",
    "person-offices": "surname",
    "person-party": "surname",
    "person-home": "surname",
    "person-gender": "surname",
}


def known_checks() -> dict[str, frozenset[str]]:
    """The legal check names, each with the tolerance keys that a rule may set."""
    return {name: check.tolerances for name, check in CHECKS.items()}


def run_checks(tables: Tables, rules: Sequence[Rule]) -> pd.DataFrame:
    """The discrepancies table of the rules that are not off: DISCREPANCY_COLUMNS, the gravest and surest first.

    A rule that is off for articles at some paths alone gives their rows the level off: they are for the caller to count and
    take out.
    """
    import pandas as pd

    found: list[tuple[Finding, dict]] = []
    wanted = frozenset(tables.claims.index[tables.claims["article"].isin(tables.asked)]) if tables.asked else None
    for rule in rules:
        if {rule.level, *(level for _, level in rule.by_path)} == {OFF}:
            continue
        for finding in CHECKS[rule.check].find(tables, rule.tolerance):
            if wanted is not None and wanted.isdisjoint(
                (finding.left, finding.right, *finding.left_also, *finding.right_also)
            ):
                continue
            found.append((finding, to_row(finding, rule, tables)))
    rows: dict[str, dict] = {}
    for row in _told_once(found, tables.claims):
        known = rows.setdefault(row["discrepancy_id"], row)
        if known is not row:
            _add_articles(known, row)
    frame = pd.DataFrame(list(rows.values()), columns=list(DISCREPANCY_COLUMNS))
    return order_rows(frame.astype(dict.fromkeys(("left_start", "left_end", "right_start", "right_end"), "Int64")))


def _told_once(found: Sequence[tuple[Finding, dict]], claims: pd.DataFrame) -> Iterator[dict]:
    """The rows of the findings, without each on figures of two articles that a graver row tells with all its articles: a toll is
    a count as well, and a sum with a slip may be confused with the right one."""
    across = [
        (finding, row)
        for finding, row in found
        if row["level"] != OFF
        and row["right_article"] not in ("", row["left_article"])
        and {claims.at[finding.left, "kind"], claims.at[finding.right, "kind"]} == {"quantity"}
    ]
    told: dict[str, list[tuple[frozenset, frozenset]]] = {}
    dropped = set()
    for finding, row in sorted(across, key=lambda one: (LEVELS.index(one[1]["level"]), -one[1]["confidence"])):
        left = _figures(claims, (finding.left, *finding.left_also))
        right = _figures(claims, (finding.right, *finding.right_also))
        known = told.setdefault(row["left_article"], [])
        if any(left <= one and right <= two or left <= two and right <= one for one, two in known):
            dropped.add(id(row))
            continue
        for article in {figure[0] for figure in left | right}:
            told.setdefault(article, []).append((left, right))
    return (row for _, row in found if id(row) not in dropped)


def _figures(claims: pd.DataFrame, rows: Sequence[int]) -> frozenset[tuple]:
    """What each of some quantity claims prints: its article, and its value in base units as text."""
    columns = ["article", "low_base", "high_base", "dimension"]
    return frozenset(tuple(map(str, values)) for values in claims.loc[list(rows), columns].itertuples(index=False))


def _add_articles(known: dict, row: dict) -> None:
    """Adds the articles of a row to those of the row with the same fingerprint: one outlet printed both on one day."""
    swapped = row["left_text"] != known["left_text"] and row["left_text"] == known["right_text"]
    for side, other in (("left", "right"), ("right", "left")) if swapped else (("left", "left"), ("right", "right")):
        if known[f"{side}_article"] and row[f"{other}_article"]:
            more = {row[f"{other}_article"], *row[f"{other}_also"].split("; "), *known[f"{side}_also"].split("; ")}
            known[f"{side}_also"] = "; ".join(sorted(more - {"", known[f"{side}_article"]}))


def order_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """The discrepancies table in its order: the gravest and surest first."""
    order = frame.assign(rank=frame["level"].map((*LEVELS, OFF).index), doubt=-frame["confidence"])
    keys = ["rank", "doubt", "rule", "left_article", "left_start", "right_article", "right_start", "discrepancy_id"]
    return frame.loc[order.sort_values(keys).index].reset_index(drop=True)


def to_row(finding: Finding, rule: Rule, tables: Tables) -> dict:
    """One row of the discrepancies table, its message filled in and its fingerprint made."""
    claims = tables.claims
    row = dict.fromkeys(DISCREPANCY_COLUMNS, "") | {"right_start": None, "right_end": None}
    sides = [("left", finding.left, finding.left_also, finding.left_text)]
    if finding.right is not None:
        sides.append(("right", finding.right, finding.right_also, finding.right_text))
    printed = []
    for side, index, also, text in sides:
        claim = claims.loc[index]
        others = sorted({claims.loc[row, "article"] for row in also} - {claim["article"]})
        row |= {
            f"{side}_article": claim["article"],
            f"{side}_published": claim["published"],
            f"{side}_text": text or claim["text"],
            f"{side}_sentence": claim["sentence"],
            f"{side}_start": int(claim["start"]),
            f"{side}_end": int(claim["end"]),
            f"{side}_also": "; ".join(others),
        }
        printed.append(f"{claim['outlet']}|{claim['published']}")
    own = rule.level_at(_paths(row, side, tables) for side in ("left", "right")) if rule.by_path else rule.level
    level = max((own, finding.level or own), key=(*LEVELS, OFF).index)
    values = {
        "left": row["left_text"],
        "right": row["right_text"],
        "left_article": row["left_article"],
        "right_article": row["right_article"],
        "left_published": row["left_published"] or "an unknown date",
        "right_published": row["right_published"] or "an unknown date",
        "unit": claims.loc[finding.left, "unit"],
        "subject": finding.subject,
        "detail": finding.detail,
        "suggestion": finding.suggestion,
    }
    row |= {
        "discrepancy_id": fingerprint([rule.id, *sorted(printed), *finding.identity]),
        "rule": rule.id,
        "level": level,
        "verdict": rule.verdict,
        "confidence": round(finding.confidence, 3),
        "subject": finding.subject,
        "message": rule.message.format_map(values),
        "suggestion": finding.suggestion,
        "why_matched": finding.why,
    }
    return row


def _paths(row: Mapping, side: str, tables: Tables) -> list[str]:
    """The paths of the articles that print one side of a row."""
    ids = [row[f"{side}_article"], *row[f"{side}_also"].split("; ")]
    return [tables.articles[id_].path for id_ in ids if id_ in tables.articles]


def fingerprint(parts: Sequence[str]) -> str:
    """`d-` and sixteen hexadecimal digits of the SHA-256 of the parts, case and white space folded.

    The letter keeps a spreadsheet from reading an id of digits alone as a number.
    """
    folded = "\x1f".join(" ".join(part.casefold().split()) for part in parts)
    return f"d-{hashlib.sha256(folded.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
