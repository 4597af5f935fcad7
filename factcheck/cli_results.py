"""What the commands do with what was found: set rows aside, write and print the formats asked for, tell whether to fail."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli_options import NEVER
from factcheck.errors import InputError
from factcheck.model import LEVELS, OFF

if TYPE_CHECKING:
    from factcheck.configuration import PathSuppression
    from factcheck.decisions import Decisions
    from factcheck.writers import Target
    from factcheck.writers.report import Report

# Formats that no terminal shows.
FILES_ALONE = ("csv", "html", "xlsx")

Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        envvar="FACTCHECK_FORMAT",
        show_envvar=False,
        help="text, json, sarif, github, gitlab, junit, markdown, html, csv or xlsx; NAME=FILE writes it to a file. Several "
        "are parted by commas.",
        metavar="NAME[=FILE]",
    ),
]


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """The report with its rows set aside, the decisions that hold no longer (discrepancy_id to the reason), and how many are
    about discrepancies that the run did not find."""

    report: Report
    stale: dict[str, str]
    idle: int


def settle(
    report: Report,
    decisions: Decisions,
    *,
    today: str,
    show_all: bool,
    paths: Sequence[PathSuppression] = (),
    fail_on: str = NEVER,
    since: bool = False,
    whole: bool = True,
) -> Settled:
    """The report without the rows that comments, the configuration's `paths` and the decisions set aside.

    `since` says that only what a change adds was looked for, `whole` that all articles were: else what the configuration says
    of paths and found nothing may be about others.
    """
    from factcheck.review import apply_decisions
    from factcheck.suppressions import Suppression, read_comments, split_suppressed, unused
    from factcheck.writers.places import dismissal, is_dismissed

    root = repository_top()
    report = replace(report, unchanged=tuple(row for row in report.unchanged if row["level"] != OFF))
    patterns = [Suppression(entry.rules, entry.reason, entry.place, paths=entry.paths) for entry in paths]
    comments, slips = read_comments(report.articles, [rule.id for rule in report.rules])
    split = split_suppressed(
        report.discrepancies,
        (*comments, *patterns),
        report.articles,
        claims=report.claims,
        checked=report.checked,
        root=root,
    )
    used = split.used | used_before(report, (*comments, *patterns), root)
    checked = {article.path for article in report.articles if not report.checked or article.id in report.checked}
    remarks = [one for one in slips if one.path in checked]
    remarks += unused([one for one in comments if one.path in checked] + (patterns if whole else []), used)
    held = apply_decisions(split.rows, decisions, today=today, keep_dismissed=True)
    rows = held.discrepancies
    gone = [] if show_all or not len(rows) else [row for row in rows.to_dict("records") if is_dismissed(row)]
    dismissed = {str(row["discrepancy_id"]) for row in gone}
    baseline: dict[str, str] = {}
    if since or decisions:
        known = dict.fromkeys((*decisions, *(str(row["discrepancy_id"]) for row in report.unchanged)), "unchanged")
        every = [*split.rows["discrepancy_id"], *(one.row["discrepancy_id"] for one in split.suppressed), *known]
        baseline = {str(id_): "updated" if id_ in held.stale else known.get(id_, "new") for id_ in every}
    settled = replace(
        report,
        discrepancies=rows[~rows["discrepancy_id"].isin(dismissed)].reset_index(drop=True) if dismissed else rows,
        dismissed=tuple(sorted(dismissed)),
        suppressed=(*report.suppressed, *split.suppressed, *map(dismissal, gone)),
        remarks=tuple(sorted(set(remarks), key=lambda one: (one.path, one.line, one.message))),
        baseline=baseline,
        root=root,
        fail_on=fail_on,
    )
    found = {*report.discrepancies["discrepancy_id"], *(row["discrepancy_id"] for row in report.unchanged)}
    return Settled(
        settled, dict(held.stale), sum(bool(one.decision) and id_ not in found for id_, one in decisions.items())
    )


def used_before(report: Report, suppressions, root: str) -> Collection:
    """The instructions that set aside what the articles held before a change."""
    if not report.unchanged:
        return frozenset()
    import pandas as pd

    from factcheck.suppressions import split_suppressed

    rows = pd.DataFrame(list(report.unchanged))
    return split_suppressed(
        rows, suppressions, report.articles, claims=report.claims, checked=report.checked, root=root
    ).used


def repository_top() -> str:
    """The top of the git repository that the working directory is in, else the working directory."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / ".git").exists():
            return str(folder)
    return str(here)


def printed_target(targets: Sequence[Target]) -> Target | None:
    """The target that goes to standard output; raises a usage error when several do, or one that only a file can hold.

    Workflow commands (github) may stand beside it: a runner picks them out of what is printed.
    """
    bare = [target for target in targets if target.file is None and target.format != "github"]
    if len(bare) > 1:
        names = " and ".join(target.format for target in bare)
        raise typer.BadParameter(f"{names} cannot both be printed; write {bare[1].format}=FILE", param_hint="--format")
    if bare and bare[0].format in FILES_ALONE:
        raise typer.BadParameter(
            f"{bare[0].format} cannot be printed; write {bare[0].format}=FILE", param_hint="--format"
        )
    return bare[0] if bare else None


def write_targets(report: Report, targets: Sequence[Target]) -> tuple[Path, ...]:
    """The files of the targets that name one. Raises OutputError when one cannot be written."""
    from factcheck.writers import write_target

    return tuple(write_target(report, target) for target in targets if target.file is not None)


def print_format(report: Report, format: str) -> None:
    """Prints the report in a format, as UTF-8 whatever the terminal's own encoding is."""
    from factcheck.writers import render

    text = render(report, format)
    if hasattr(sys.stdout, "buffer"):
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(text)


def print_github(report: Report, targets: Sequence[Target]) -> None:
    """Where github was asked for: prints the workflow commands, and adds to the summary of the step when there is one."""
    asked = [target for target in targets if target.format == "github"]
    if any(target.file is None for target in asked):
        print_format(report, "github")
    summary = os.environ.get("GITHUB_STEP_SUMMARY", "")
    if asked and summary:
        from factcheck.writers.github import as_step_summary

        try:
            with Path(summary).open("a", encoding="utf-8", newline="\n") as handle:
                handle.write(as_step_summary(report))
        except OSError as error:
            raise InputError(
                f"{summary} (GITHUB_STEP_SUMMARY): cannot be written ({error.strerror or error})"
            ) from None


def fails(report: Report) -> bool:
    """Whether an open discrepancy is at least as grave as `report.fail_on`."""
    if report.fail_on == NEVER or not len(report.discrepancies):
        return False
    rows = report.discrepancies
    graver = rows["level"].isin(LEVELS[: LEVELS.index(report.fail_on) + 1])
    return bool((graver & ~rows["decision"].astype(str).str.startswith("dismiss")).any())
