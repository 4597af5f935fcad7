"""The commands on decisions: `factcheck review apply` and `factcheck review status`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factcheck.cli_options import DECISIONS, Decisions, Today, parse_day
from factcheck.cli_output import say
from factcheck.errors import InputError

# Exit code where decisions that disagree were left as they were.
LEFT = 1

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Takes reviewers' decisions over from the tables that they filled, and tells how far the review is.",
)


@app.command()
def apply(
    table: Annotated[
        Path,
        typer.Argument(help="The table that a reviewer filled: CSV in any dialect, or .xlsx.", metavar="FILE"),
    ],
    decisions: Decisions = DECISIONS,
    replacing: Annotated[
        bool, typer.Option("--replace", help="Let the table win where it disagrees with an earlier decision.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be done, and do nothing.")] = False,
    today: Today = None,
) -> None:
    """Takes the decisions in FILE over: shows what changes, and what disagrees with an earlier decision and stays out.

    Exit codes: 0 done; 1 some rows disagree with earlier decisions, which were kept; 2 a fault, nothing was changed.
    """
    from factcheck.decisions import read_decisions, read_filled, read_last_run, write_decisions
    from factcheck.review import describe_plan, plan_review

    if not table.exists():
        raise InputError(f"{table}: there is no such file")
    last = read_last_run(table.with_name("report.json"))
    plan = plan_review(
        read_decisions(decisions), read_filled(table), last=last, today=parse_day(today), replacing=replacing
    )
    if any(change.kind != "conflict" for change in plan.changes) and not dry_run:
        write_decisions(
            decisions, plan.decisions
        )  # before anything is printed: a reader that goes away must not lose them
    say(f"{table} into {decisions}: ", describe_plan(plan))
    if dry_run:
        print("nothing was written (--dry-run)")
    if plan.conflicts:
        print("What disagrees was not taken over; --replace takes it.")
        raise typer.Exit(LEFT)


@app.command()
def status(
    out: Annotated[Path, typer.Option("--out", help="The folder of the report.")] = Path("reports"),
    decisions: Decisions = DECISIONS,
    today: Today = None,
) -> None:
    """Tells how many discrepancies are open, decided and stale, and how precise each rule is by the decisions."""
    from factcheck.decisions import read_decisions, read_last_run
    from factcheck.review import describe_status, review_status

    file = out / "report.json"
    if not file.exists():
        raise InputError(f"{file}: there is no report yet; write one with `factcheck report PATH... --out {out}`")
    found = review_status(read_decisions(decisions), read_last_run(file), today=parse_day(today))
    say(f"{file} by {decisions}: ", describe_status(found))
