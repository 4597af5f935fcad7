"""Reference facts: what a desk knows, in CSV tables beside its rule packs (`facts/*.csv`).

Columns: fact (an office, as printed, or what has the value, its names parted by "|": "members|countries"), organisation (its
organisation, country or thing), name (who holds the office) or value (a number) and unit (as in the claims table),
valid_from and valid_to (ISO days, both included, the last one being the last on which the source is known to hold; blank is
open), source (what a reader is told).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from factcheck.errors import RuleError
from factcheck.tables import is_day, read_records

NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?")
COLUMNS = ("fact", "organisation", "name", "value", "unit", "valid_from", "valid_to", "source")
NEEDED = ("fact", "name", "valid_from", "valid_to", "source")


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a table of reference facts; blank ends are open. `place` is file:line."""

    fact: str
    organisation: str
    name: str
    value: str
    unit: str
    valid_from: str
    valid_to: str
    source: str
    place: str

    def holds_on(self, start: str, end: str) -> bool:
        """Whether the fact holds throughout the days `start` to `end` (both included); not when `start` is blank."""
        return (
            bool(start)
            and (not self.valid_from or self.valid_from <= start)
            and (not self.valid_to or (end or start) <= self.valid_to)
        )


def load_facts(paths: Sequence[Path]) -> tuple[Fact, ...]:
    """The reference facts in the folders `facts` of rule folders, in the order of paths, files and rows.

    A path that is a file, or a folder without `facts`, has none. Raises RuleError with every fault of every table.
    """
    found: list[Fact] = []
    faults: list[str] = []
    for path in paths:
        for table in sorted((path / "facts").glob("*.csv")) if path.is_dir() else ():
            header, rows, broken = read_records(table)
            faults.extend(f"{table}:{number}: {what}" for number, what in broken)
            names = [name.strip().lower() for name in header]
            unknown = [name for name in names if name not in COLUMNS]
            missing = [name for name in NEEDED if name not in names]
            if unknown or missing:
                what = f"unknown columns {', '.join(unknown)}" if unknown else f"lacks the columns {', '.join(missing)}"
                faults.append(f"{table}:1: {what}; the columns are {', '.join(COLUMNS)}")
                continue
            for number, cells in rows:
                row = dict.fromkeys(COLUMNS, "") | {
                    name: cell.strip() for name, cell in zip(names, cells, strict=False)
                }
                faults.extend(f"{table}:{number}: {fault}" for fault in faults_of(row))
                found.append(Fact(**row, place=f"{table}:{number}"))
    if faults:
        raise RuleError(faults)
    return tuple(found)


def faults_of(row: dict[str, str]) -> list[str]:
    """What is wrong with one row, in words; empty when nothing is."""
    faults = []
    if not row["fact"] or not (row["name"] or row["value"]):
        faults.append("a fact needs its name in `fact`, and a `name` or a `value`")
    if row["value"] and not NUMBER.fullmatch(row["value"]):
        faults.append(f"value '{row['value']}' is no number; write it as 27 or 84000.5, with the unit in `unit`")
    if row["value"] and not row["organisation"]:
        faults.append("a value needs the `organisation` or thing that has it")
    for column in ("valid_from", "valid_to"):
        if row[column] and not is_day(row[column]):
            faults.append(f"{column} '{row[column]}' is no day; write it as 2025-08-29 or leave it blank")
    if row["valid_from"] and row["valid_to"] and row["valid_to"] < row["valid_from"]:
        faults.append("valid_to lies before valid_from")
    return faults
