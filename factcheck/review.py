"""Decisions that people typed into discrepancies.csv: carried into the next run, and never lost.

An editor opens `discrepancies.csv` in a spreadsheet, fills in `decision`, `reviewer` or `note`, and saves. The next run
into the same folder finds the row again by its `discrepancy_id`. A decided row that the new run no longer finds is
handed back apart, to be kept in `decisions_kept.csv`; when the discrepancy comes back, so does its decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.errors import InputError
from factcheck.model import DISCREPANCY_COLUMNS
from factcheck.tables import read_rows

if TYPE_CHECKING:
    from pandas import DataFrame

KEPT = "decisions_kept.csv"
_TYPED = ("decision", "reviewer", "note")
_NEEDED = ("discrepancy_id", *_TYPED)


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """The new discrepancies with the decisions made on them, and the decided rows of the past that are gone.

    kept: all discrepancy columns as text, as they stood when last seen, ordered by discrepancy_id.
    """

    discrepancies: DataFrame
    kept: DataFrame


def carry_decisions(previous: Path, discrepancies: DataFrame) -> Carried:
    """The discrepancies with what was typed into the file `previous`, or kept beside it in `decisions_kept.csv`.

    Nothing is carried when neither file is there. A cell already filled in `discrepancies` stays. Raises InputError
    when one of the files cannot be read, is not a discrepancies table, or holds a decision on no discrepancy or two
    different ones on the same.
    """
    import pandas as pd

    previous = Path(previous)
    # What stands in the newer file wins over what was kept from before it.
    decided = _decided(previous.with_name(KEPT)) | _decided(previous)
    current = discrepancies["discrepancy_id"].tolist() if len(discrepancies) else []
    carried = discrepancies.copy()
    if len(discrepancies):
        for column in _TYPED:
            new = discrepancies[column].fillna("").tolist()
            carried[column] = [
                cell or decided.get(identifier, {}).get(column, "")
                for identifier, cell in zip(current, new, strict=True)
            ]
    gone = [decided[identifier] for identifier in sorted(decided.keys() - set(current))]
    return Carried(carried, pd.DataFrame(gone, columns=list(DISCREPANCY_COLUMNS), dtype="str"))


def _decided(path: Path) -> dict[str, Mapping[str, str]]:
    """The rows with a decision, reviewer or note, by discrepancy_id; none when there is no such file."""
    if not path.exists():
        return {}
    header, rows, _ = read_rows(path)
    names = [name.lower() for name in header]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise InputError(
            f"{path}: not a discrepancies table of factcheck, for it lacks the columns {', '.join(missing)}; "
            "move the file away, or write into another folder"
        )
    decided: dict[str, Mapping[str, str]] = {}
    for cells in rows:
        row = dict.fromkeys(DISCREPANCY_COLUMNS, "") | {
            name: cell for name, cell in zip(names, cells, strict=True) if name in DISCREPANCY_COLUMNS
        }
        typed = {name: row[name].strip() for name in _TYPED}
        if not any(typed.values()):
            continue
        row |= typed | {"discrepancy_id": row["discrepancy_id"].strip()}
        identifier = row["discrepancy_id"]
        if not identifier:
            words = ", ".join(filter(None, typed.values()))
            raise InputError(
                f"{path}: {words!r} stands on a row without discrepancy_id; move it to the row it is about"
            )
        earlier = decided.setdefault(identifier, row)
        if any(earlier[name] != row[name] for name in _TYPED):
            raise InputError(
                f"{path}: two different decisions on the discrepancy {identifier!r}; leave one of them in the file"
            )
    return decided
