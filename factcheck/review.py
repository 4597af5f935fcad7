"""The review of discrepancies: what taking a reviewer's table over would do, what a run carries, how far a review is.

A reviewer fills `decision` (confirm, dismiss, fix; `dismiss until 2031-05-01` ends by itself; open takes a decision back),
`reviewer` and `note` in `discrepancies.csv` or in the page, and saves it in whatever dialect the program writes.
`plan_review` tells what taking that over would do to the kept decisions; `apply_decisions` puts them on the next run's rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.decisions import (
    NO_RUN,
    OPEN,
    TYPED,
    Decision,
    Decisions,
    LastRun,
    digest,
    read_filled,
    read_last_run,
    staleness,
)
from factcheck.errors import InputError

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Change:
    """What taking a table over does to one record: kind is new, changed, seconded, withdrawn or conflict."""

    kind: str
    before: Decision | None
    after: Decision


@dataclass(frozen=True, slots=True)
class Plan:
    """The decisions as they would be afterwards, what changes, and how many rows say what is known already."""

    decisions: Decisions
    changes: tuple[Change, ...]
    unchanged: int

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """Rows on which the table and an earlier record disagree; the earlier record stays."""
        return tuple(change for change in self.changes if change.kind == "conflict")


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """The discrepancies with their decisions; ids of the dismissed, left out; ids and reasons of decisions gone stale."""

    discrepancies: DataFrame
    dismissed: tuple[str, ...]
    stale: Mapping[str, str]


def plan_review(
    kept: Decisions, filled: Decisions, *, last: LastRun = NO_RUN, today: str = "", replacing: bool = False,
    fresh: bool = False,
) -> Plan:  # fmt: skip
    """What taking over `filled` does to `kept`.

    A reviewer may change an own decision, and any may replace one that is stale on the day `today`; two reviewers who
    agree stand on one record; where they disagree the earlier record stays and the row is a conflict, unless
    `replacing`. `last` is the run whose table was filled: a row that says what that run already said is no news, and
    with `fresh` not even where the record is gone since.
    """
    after = dict(kept)
    changes: list[Change] = []
    unchanged = 0
    for identifier, new in filled.items():
        row = last.rows.get(identifier)
        if row is not None:
            new = replace(
                new, rule=row["rule"], subject=row["subject"], claims=digest(row["left_text"], row["right_text"])
            )
        old = kept.get(identifier)
        echo = row is not None and tuple(row[name] for name in TYPED) == (new.cell(), new.reviewer, new.note)
        if old is None:
            if new.decision == OPEN or (echo and fresh):
                unchanged += 1
                continue
            kind, record = "new", new
        elif echo or _says_nothing_new(old, new):
            unchanged += 1
            continue
        elif replacing or staleness(old, new.claims, today) or _may_change(old, new, row):
            kind, record = ("withdrawn" if new.decision == OPEN else "changed"), new
            if not new.decision:  # a note alone leaves the decision as it was
                record = replace(old, note=new.note, reviewer=new.reviewer or old.reviewer)
        elif (new.decision in ("", old.decision) and new.until in ("", old.until)) or not old.decision:
            kind, record = "seconded", _second(old, new)
        else:
            kind, record = "conflict", new
        changes.append(Change(kind, old, record))
        if kind == "withdrawn":
            del after[identifier]
        elif kind != "conflict":
            after[identifier] = record
    return Plan(after, tuple(changes), unchanged)


def _may_change(old: Decision, new: Decision, row: Mapping[str, str] | None) -> bool:
    """Whether the one who made a record changes it: the same name, or no name in a table that showed the record."""
    shown = row is not None and (row["decision"], row["note"]) == (old.cell(), old.note)
    return old.reviewer == new.reviewer and bool(new.reviewer or shown)


def _says_nothing_new(old: Decision, new: Decision) -> bool:
    """Whether `new` repeats `old`, or a part of it that several reviewers share."""
    return (
        (new.decision, new.until, new.claims or old.claims) == (old.decision, old.until, old.claims)
        and (not new.reviewer or new.reviewer in (old.reviewer, *old.reviewer.split("; ")))
        and new.note in ("", old.note, *old.note.split("; "))
    )


def _second(old: Decision, new: Decision) -> Decision:
    """One record of two reviewers who agree, with both names and both notes."""

    def both(one: str, two: str) -> str:
        return "; ".join(dict.fromkeys(filter(None, (*one.split("; "), two))))

    return replace(
        old if old.decision else replace(new, note=old.note, reviewer=old.reviewer),
        reviewer=both(old.reviewer, new.reviewer),
        note=both(old.note, new.note),
        decided=max(old.decided, new.decided),
    )


def apply_decisions(
    discrepancies: DataFrame, decisions: Decisions, *, today: str = "", keep_dismissed: bool = False
) -> Held:
    """The discrepancies with the decisions that hold on `today`; dismissed rows are left out unless `keep_dismissed`.

    A cell already filled in `discrepancies` stays. The table that was handed in is left alone.
    """
    if not len(discrepancies) or not decisions:
        return Held(discrepancies.copy(), (), {})
    stale: dict[str, str] = {}
    held: list[Decision | None] = []
    columns = ("discrepancy_id", "left_text", "right_text")
    for identifier, left, right in zip(*(discrepancies[name].tolist() for name in columns), strict=True):
        record = decisions.get(identifier)
        reason = staleness(record, digest(str(left), str(right)), today) if record else ""
        if reason:
            stale[identifier] = reason
        held.append(None if reason else record)
    cells = {
        "decision": [record.cell() if record else "" for record in held],
        "reviewer": [record.reviewer if record else "" for record in held],
        "note": [record.note if record else "" for record in held],
    }
    carried = discrepancies.copy()
    for name, new in cells.items():
        carried[name] = [old or cell for old, cell in zip(discrepancies[name].fillna("").tolist(), new, strict=True)]
    out = [] if keep_dismissed else [bool(record) and record.decision == "dismiss" for record in held]
    if not any(out):
        return Held(carried, (), stale)
    dismissed = tuple(sorted(carried["discrepancy_id"][out]))
    return Held(carried[[not gone for gone in out]].reset_index(drop=True), dismissed, stale)


@dataclass(frozen=True, slots=True)
class RuleScore:
    """What reviewers decided on the findings of one rule; precision is the share that they did not dismiss."""

    rule: str
    confirmed: int
    to_fix: int
    dismissed: int

    @property
    def precision(self) -> float:
        """(confirmed + to fix) / all decided."""
        return (self.confirmed + self.to_fix) / (self.confirmed + self.to_fix + self.dismissed)

    @property
    def doubtful(self) -> bool:
        """Whether reviewers dismiss it more often than they confirm it."""
        return self.dismissed > self.confirmed + self.to_fix


@dataclass(frozen=True, slots=True)
class Status:
    """How far the review of a run is: ids open, decided (with the record), stale (with the reason); records that the run
    did not find; scores of the rules in alphabetical order."""

    open: tuple[str, ...]
    decided: Mapping[str, Decision]
    stale: Mapping[str, str]
    gone: tuple[str, ...]
    scores: tuple[RuleScore, ...]


def review_status(decisions: Decisions, last: LastRun, *, today: str = "") -> Status:
    """The status of the run `last` by the kept decisions; stale and gone records count in the scores of their rules."""
    stale: dict[str, str] = {}
    undecided: list[str] = []
    decided: dict[str, Decision] = {}
    for identifier, row in last.rows.items():
        record = decisions.get(identifier)
        reason = staleness(record, digest(row["left_text"], row["right_text"]), today) if record else ""
        if reason:
            stale[identifier] = reason
        if record and record.decision and not reason:
            decided[identifier] = record
        else:
            undecided.append(identifier)
    for identifier in last.dismissed:
        record = decisions.get(identifier)
        if record and not staleness(record, "", today):
            decided[identifier] = record
        else:
            undecided.append(identifier)
            if record:
                stale[identifier] = "expired"
    gone = tuple(sorted(decisions.keys() - last.rows.keys() - set(last.dismissed)))
    counts = Counter((record.rule, record.decision) for record in decisions.values() if record.decision)
    rules = sorted({rule for rule, _ in counts})
    scores = tuple(RuleScore(rule, *(counts[rule, word] for word in ("confirm", "fix", "dismiss"))) for rule in rules)
    return Status(tuple(undecided), decided, stale, gone, scores)


def describe_plan(plan: Plan) -> Iterable[str]:
    """Lines that tell a reviewer what a plan does, conflicts with both sides."""
    kinds = Counter(change.kind for change in plan.changes)
    words = [f"{kinds[kind]} {kind}" for kind in ("new", "changed", "seconded", "withdrawn") if kinds[kind]]
    yield f"{', '.join(words) or 'nothing new'}; {plan.unchanged} known already"
    for change in plan.changes:
        if change.kind != "conflict":
            yield f"  {change.kind}: {_told(change.after)}" + (
                f" (before: {_said(change.before)})" if change.before else ""
            )
    for change in plan.conflicts:
        yield f"  CONFLICT: {change.after.discrepancy_id} {change.after.subject}".rstrip()
        yield f"    kept:      {_said(change.before)}"
        yield f"    not taken: {_said(change.after)}"


def _told(record: Decision) -> str:
    subject = " ".join(record.subject.split())[:60]
    return f"{record.discrepancy_id} {_said(record)}" + (f" - {subject}" if subject else "")


def _said(record: Decision) -> str:
    note = " ".join(record.note.split())
    return ", ".join(filter(None, (record.cell() or "note", record.reviewer, f"“{note}”" if note else "")))


def take_over(out: Path, kept: Decisions, *, today: str = "") -> Plan:
    """What the table of the last run in the folder `out` adds to the decisions `kept`: cells typed since it was written.

    Nothing when there is no table yet. Raises InputError with every fault, and for rows on which it disagrees with an
    earlier record, so that the next run cannot write over what somebody typed.
    """
    table = Path(out) / "discrepancies.csv"
    if not table.exists():
        return Plan(kept, (), 0)
    last = read_last_run(Path(out) / "report.json")
    plan = plan_review(kept, read_filled(table), last=last, today=today, fresh=True)
    if plan.conflicts:
        lines = list(describe_plan(replace(plan, changes=plan.conflicts)))[1:]
        raise InputError(
            "\n".join(
                [
                    f"{table}: decisions that disagree with earlier ones; nothing was written",
                    *lines,
                    f"take them with `factcheck review apply {table} --replace`, or clear those cells",
                ]
            )
        )
    return plan


def describe_status(status: Status) -> Iterable[str]:
    """Lines that tell how far a review is, and the precision of each rule."""
    total = len(status.open) + len(status.decided)
    words = Counter(record.decision for record in status.decided.values())
    parts = [f"{words[word]} {name}" for word, name in _NAMES if words[word]]
    yield f"{total} found, {len(status.open)} open, {len(status.decided)} decided" + (
        f" ({', '.join(parts)})" if parts else ""
    )
    if status.stale:
        reasons = Counter(status.stale.values())
        yield f"{len(status.stale)} stale and open again: " + ", ".join(
            f"{reasons[why]} as {_WHY[why]}" for why in sorted(reasons)
        )
    if status.gone:
        yield f"{len(status.gone)} kept on discrepancies that this run did not find"
    if not status.scores:
        return
    width = max(len("rule"), *(len(score.rule or "unknown") for score in status.scores))
    yield ""
    yield f"{'rule':<{width}}  confirmed  to fix  dismissed  precision"
    for score in status.scores:
        yield (
            f"{score.rule or 'unknown':<{width}}  {score.confirmed:>9}  {score.to_fix:>6}  {score.dismissed:>9}"
            f"  {score.precision:>9.0%}"
        )
    for score in status.scores:
        if score.doubtful:
            yield f"Dismissed more often than confirmed: {score.rule or 'unknown'}; see `factcheck explain {score.rule}`"


_NAMES = (("confirm", "confirmed"), ("fix", "to fix"), ("dismiss", "dismissed"))
_WHY = {"expired": "their day has passed", "the text has changed": "the text has changed"}
