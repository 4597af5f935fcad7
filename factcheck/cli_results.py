"""What the commands do with what was found: write and print the formats asked for, tell whether to fail."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli_output import as_utf8, counted, say
from factcheck.errors import InputError
from factcheck.model import LEVELS, NEVER

if TYPE_CHECKING:
    from factcheck.pipeline_settled import Settled
    from factcheck.review import Plan
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


def tell_review(plan: Plan, settled: Settled, decisions: Path) -> None:
    """Prints what was taken over into the file of decisions, and which of them hold no longer or met nothing."""
    from factcheck.review import describe_plan

    if plan.changes:
        say(f"Taken over into {decisions}: ", describe_plan(plan))
    if settled.stale:
        print(f"{len(settled.stale)} decided earlier, open again: {', '.join(sorted(set(settled.stale.values())))}")
    if settled.idle:
        print(f"{counted(settled.idle, 'decision')} in {decisions} on discrepancies that this run did not find")


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

    as_utf8(sys.stdout).write(render(report, format))


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
