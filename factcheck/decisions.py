"""Decisions that people make on discrepancies, read from any table that they saved, and kept in one file.

    discrepancy_id,decision,until,reviewer,decided,note,rule,subject,claims
    d-1c5e0b52a7f3d986,dismiss,2031-05-01,J. Šmíd,,two different funds,sums-confusable,EUR sums,t-77d1c0a9e2b4

The file is sorted by id, one record a discrepancy, so that a version control system merges it line by line. A record holds
until its day has passed or the printed text of either claim changes; nothing here reads the clock.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from factcheck.errors import InputError
from factcheck.tables import column_letters, is_day, printed, read_records, write_whole

DECISIONS = ("confirm", "dismiss", "fix")
OPEN = "open"
TYPED = ("decision", "reviewer", "note")
_LEGAL = f"write {', '.join(DECISIONS)} or {OPEN}, and an end if it has one, as in 'dismiss until 2031-05-01'"
_DECISION = re.compile(r"([^\W\d]+)(?:\s+until\s+(\S+))?\Z")


@dataclass(frozen=True, slots=True)
class Decision:
    """One reviewer's decision on one discrepancy.

    decision: confirm, dismiss or fix; open in a filled table takes an earlier one back; blank for a note alone.
    until: the last day on which it holds, blank for always. decided: the day it was made, when the table says so.
    claims: a digest of both printed texts, blank when the table did not hold them, or not for sure as they were printed.
    """

    discrepancy_id: str
    decision: str = ""
    until: str = ""
    reviewer: str = ""
    decided: str = ""
    note: str = ""
    rule: str = ""
    subject: str = ""
    claims: str = ""

    def cell(self) -> str:
        """The decision as the column `decision` of the discrepancies table shows it."""
        return f"{self.decision} until {self.until}" if self.until else self.decision


COLUMNS = tuple(field.name for field in fields(Decision))
Decisions = Mapping[str, Decision]


@dataclass(frozen=True, slots=True)
class LastRun:
    """What a run wrote into `report.json`: its rows by id (text cells) and the ids that it left out as dismissed."""

    rows: Mapping[str, Mapping[str, str]]
    dismissed: tuple[str, ...]


NO_RUN = LastRun({}, ())


def read_decisions(path: Path) -> dict[str, Decision]:
    """The kept decisions by discrepancy_id; none when there is no such file. Raises InputError with every fault."""
    return _read(path, kept=True) if Path(path).exists() else {}


def read_filled(path: Path) -> dict[str, Decision]:
    """The decisions and notes in a table that a reviewer filled, by discrepancy_id; rows without any are left out.

    Any dialect of CSV, or a workbook. Raises InputError with the row and column of every fault.
    """
    return _read(path, kept=False)


def read_last_run(path: Path) -> LastRun:
    """What the run that wrote `report.json` found; empty when there is no such file. Raises InputError for another file."""
    if not Path(path).exists():
        return NO_RUN
    try:
        document = json.loads(Path(path).read_text(encoding="utf-8"))
        rows = {row["discrepancy_id"]: row for row in document["discrepancies"]}
        return LastRun(rows, tuple(document.get("dismissed", ())))
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(f"{path}: not a report of factcheck; write it again with `factcheck report`") from None


def write_decisions(path: Path, decisions: Decisions) -> None:
    """Writes the decisions, sorted by id, as UTF-8 with plain line ends. Raises OutputError."""

    def write(handle) -> None:
        lines = csv.writer(handle, lineterminator="\n")
        lines.writerow(COLUMNS)
        for identifier in sorted(decisions):
            lines.writerow([printed(getattr(decisions[identifier], name)) for name in COLUMNS])

    write_whole(path, write)


def staleness(record: Decision, claims: str, today: str) -> str:
    """Why a record no longer holds: `expired`, `the text has changed`, or blank while it does."""
    if record.until and today > record.until:
        return "expired"
    return "the text has changed" if record.claims and claims and record.claims != claims else ""


def digest(left: str, right: str) -> str:
    """`t-` and twelve hexadecimal digits of both printed texts, whichever stands left; of letters and digits alone.

    A spreadsheet may save `1,500` as 1500; signs and blanks are therefore no part of it.
    """
    folded = sorted(
        "".join(character for character in text.casefold() if character.isalnum()) for text in (left, right)
    )
    return f"t-{hashlib.sha256(chr(31).join(folded).encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _read(path: Path, *, kept: bool) -> dict[str, Decision]:
    """The records of either kind of table; all faults are raised at once."""
    header, rows, faults = read_records(path)
    names = {name.strip().lower(): place for place, name in reversed(list(enumerate(header)))}
    missing = [name for name in ("discrepancy_id", *TYPED) if name not in names]
    if missing:
        raise InputError(
            f"{path}: neither a discrepancies table nor a file of decisions, for it lacks the columns {', '.join(missing)}"
        )
    found: dict[str, Decision] = {}
    rows_of: dict[str, int] = {}
    for number, cells in rows:
        row = {name: cells[place].strip() for name, place in names.items()}
        if kept and re.match(r"<{7}|={7}|>{7}", row["discrepancy_id"]):
            faults.append((number, "an unsolved merge: keep one record a discrepancy and take the marks out"))
            continue
        if not any(row[name] for name in TYPED):
            continue
        if not row["discrepancy_id"]:
            words = ", ".join(filter(None, (row[name] for name in TYPED)))
            faults.append((number, f"{words!r} stands on a row without discrepancy_id; move it to the row it is about"))
            continue

        def where(name: str, number: int = number) -> str:
            return f"row {number}, column {name} ({column_letters(names[name])}{number})"

        record = _record(row, where, faults, number)
        earlier = found.setdefault(record.discrepancy_id, record)
        first = rows_of.setdefault(record.discrepancy_id, number)
        if any(getattr(earlier, name) != getattr(record, name) for name in ("decision", "until", "reviewer", "note")):
            faults.append(
                (
                    number,
                    f"another decision on {record.discrepancy_id} than in row {first}; leave one of them in the file",
                )
            )
    if faults:
        lines = [text if text.startswith("row ") else f"row {number}: {text}" for number, text in sorted(faults)]
        raise InputError(
            "\n  ".join([f"{path}: {len(lines)} fault{'s' * (len(lines) > 1)}, nothing was changed", *lines])
        )
    return found


def _record(row: Mapping[str, str], where, faults: list[tuple[int, str]], number: int) -> Decision:
    """The record in one row; what is wrong with it is added to `faults`."""
    match = _DECISION.match(row["decision"].lower())
    decision, until = (match.group(1), match.group(2) or "") if match else ("", "")
    if row["decision"] and decision not in (*DECISIONS, OPEN):
        faults.append((number, f"{where('decision')}: {row['decision']!r} is no decision; {_LEGAL}"))
    days = {}
    for name, cell in (("until", until or row.get("until", "")), ("decided", row.get("decided", ""))):
        days[name] = cell
        if cell and not is_day(cell):
            column = name if name in row and row[name] == cell else "decision"
            faults.append((number, f"{where(column)}: {cell!r} is no day; write it as 2031-05-01"))
    texts = row.get("left_text", ""), row.get("right_text", "")
    told = any(texts) and not any(map(_may_be_retyped, texts))
    return Decision(
        discrepancy_id=row["discrepancy_id"],
        decision=decision,
        reviewer=row["reviewer"],
        note=row["note"],
        rule=row.get("rule", ""),
        subject=row.get("subject", ""),
        claims=row.get("claims") or (digest(*texts) if told else ""),
        **days,
    )


def _may_be_retyped(text: str) -> bool:
    """Whether a spreadsheet may have made another text of what was printed: `29-Aug` of "August 29", `0.05` of "5%"."""
    return any(map(str.isdigit, text)) and len(re.findall(r"[^\W\d_]+", text)) < 2
