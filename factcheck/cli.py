"""The command line: the only place that prints, exits and reads the clock.

Exit codes: 0 done; 1 discrepancies at or above `--fail-on`; 2 wrong use or nothing readable; 3 a fault of factcheck itself; 130
interrupted; 141 nobody read what was printed to its end.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from factcheck import cli_archive, cli_check, cli_config, cli_parts, cli_review
from factcheck.cli_inputs import off_line, read, read_batches
from factcheck.cli_options import (
    CRASHED,
    DECISIONS,
    FOUND,
    INTERRUPTED,
    WRONG,
    Columns,
    Decisions,
    Engine,
    FailOn,
    Jobs,
    Model,
    Paths,
    Rules,
    Scheduler,
    ShowAll,
    Sidecar,
    Today,
    parse_columns,
    parse_day,
    processes,
)
from factcheck.cli_output import as_utf8, bear_any_text, progress_bar, tell, tell_not_checked, unread
from factcheck.cli_results import Formats, fails, print_github, tell_review, write_targets
from factcheck.errors import FactcheckError, InputError
from factcheck.model import NEVER, NotChecked
from factcheck.pipeline_settled import read_judges, settle, take_off
from factcheck.version import __version__

# The matrices of one article are too small to share out: more threads are slower, and round by the number of cores.
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

app = typer.Typer(
    # Plain help: the boxes cost rich, a tenth of a second.
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Finds where news articles disagree: numbers, names, quotations and dates.",
)


def main() -> None:
    """Runs the command line; a mistake that a user can mend ends in one plain message and exit code 2.

    What nobody foresaw ends in its traceback and exit code 3, so that no CI job takes it for a discrepancy.
    """
    for threads in ONE_THREAD:
        os.environ.setdefault(threads, "1")
    bear_any_text()
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except FactcheckError as error:
        tell(str(error))
        raise SystemExit(WRONG) from None
    except (KeyboardInterrupt, SystemExit) as end:
        if isinstance(end.__context__, BrokenPipeError):  # Typer makes an exit with 1 of it
            raise SystemExit(unread()) from None
        # Typer makes an exit without a word of an interruption.
        if isinstance(end, SystemExit) and end.code != INTERRUPTED:
            raise
        tell("interrupted; nothing was written half")
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:
        raise SystemExit(unread()) from None
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC and error.filename is None:
            tell("what is printed cannot be written: the disk is full")
            raise SystemExit(unread(WRONG)) from None
        traceback.print_exception(error)
        tell("this is a fault of factcheck, not of the articles; please report it with the lines above")
        raise SystemExit(CRASHED) from error


def show_version(asked: bool) -> None:
    """Prints the version and ends the run when it is asked for."""
    if asked:
        print(f"factcheck {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    config: cli_config.File = None,
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Finds where news articles disagree: numbers, names, quotations and dates."""
    cli_config.load_configuration(context, config)


@app.command()
def report(
    context: typer.Context,
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", help="The folder that the report is written to.")] = Path("reports"),
    rules: Rules = None,
    model: Model = None,
    sidecar: Sidecar = None,
    columns: Columns = None,
    jobs: Jobs = None,
    engine: Engine = "memory",
    scheduler: Scheduler = None,
    fail_on: FailOn = NEVER,
    formats: Formats = None,
    decisions: Decisions = DECISIONS,
    show_all: ShowAll = False,
    today: Today = None,
) -> None:
    """Checks articles against each other; writes claims.csv, discrepancies.csv, report.json and report.html.

    What was typed into the discrepancies.csv of the last run is taken over into the file of decisions first. With --engine
    disk or dask, claims are written as Parquet, and of the report its tables alone.
    """
    if cli_parts.parse_engine(engine, scheduler) != cli_parts.MEMORY:
        loaded, references = read_judges(context.obj, rules)
        cli_parts.report_in_parts(
            context.obj,
            paths,
            out,
            scheduler=scheduler,
            sidecar=sidecar,
            columns=parse_columns(columns),
            rules=loaded,
            references=references,
            model=model,
            jobs=processes(jobs),
            fail_on=fail_on,
            decisions=decisions,
            show_all=show_all,
            today=parse_day(today),
        )
        return
    from factcheck.writers import parse_targets, spreadsheet, write_files

    targets = parse_targets(formats or ())
    named = [target for target in targets if target.file is not None]
    # What names no file stands in the folder of the report; the summary and workflow commands are printed.
    names = [target.format for target in targets if target.file is None and target.format not in ("text", "github")]
    lacking = not spreadsheet.available() and any(target.format == "xlsx" for target in targets)
    if lacking:
        names = [name for name in names if name != "xlsx"]
        named = [target for target in named if target.format != "xlsx"]
    day = parse_day(today)
    from factcheck.decisions import read_decisions, write_decisions
    from factcheck.review import take_over

    plan = take_over(out, read_decisions(decisions), today=day)
    from factcheck.pipeline import check_articles

    loaded, references = read_judges(context.obj, rules)
    articles, not_checked = read(context.obj, paths, sidecar, parse_columns(columns))
    with progress_bar() as progress:
        found = check_articles(
            articles,
            not_checked,
            rules=loaded,
            references=references,
            model=model,
            progress=progress,
            jobs=processes(jobs),
        )
    from rich.console import Console

    from factcheck.writers.terminal import print_summary

    found = take_off(found, context.obj)
    settled = settle(
        found, plan.decisions, today=day, show_all=show_all, paths=context.obj.suppressions, fail_on=fail_on
    )
    found = settled.report
    if plan.changes:
        write_decisions(decisions, plan.decisions)
    written = write_files(found, out, names) + write_targets(found, named)
    print_github(found, targets)
    print_summary(found, Console(), written)
    if off := off_line(settled.report):
        print(off)
    if lacking:
        print(f"Not written: {spreadsheet.NEEDED}")
    tell_review(plan, settled, decisions)
    if fails(found):
        raise typer.Exit(FOUND)


@app.command()
def claims(
    context: typer.Context,
    paths: Paths,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The CSV file to write; standard output when not given.")
    ] = None,
    model: Model = None,
    sidecar: Sidecar = None,
    columns: Columns = None,
    jobs: Jobs = None,
) -> None:
    """Writes the table of claims alone; the articles need not fit in memory."""
    from factcheck.pipeline import claims_frame
    from factcheck.pipeline_extract import stream_claims
    from factcheck.writers.csv_tables import print_claims_of, write_claims_of

    not_checked: dict[NotChecked, None] = {}
    named = parse_columns(columns)
    with progress_bar() as progress:
        found = stream_claims(
            lambda: read_batches(context.obj, paths, sidecar, named, not_checked),
            model,
            jobs=processes(jobs),
            progress=progress,
        )
        frames = map(claims_frame, found)
        if output is None:
            print_claims_of(frames, as_utf8(sys.stdout))
        else:
            write_claims_of(frames, output)
    tell_not_checked(not_checked)


@app.command("rules")
def list_rules(context: typer.Context, rules: Rules = None) -> None:
    """Lists the rules, each with its level and what it finds."""
    loaded, _ = read_judges(context.obj, rules)
    width = max(len(rule.id) for rule in loaded)
    for rule in loaded:
        print(
            f"{rule.id:<{width}}  {rule.level:<7}  {rule.verdict:<10}  {' '.join(rule.why.split()).partition('. ')[0]}"
        )


@app.command()
def explain(
    context: typer.Context,
    rule: Annotated[str, typer.Argument(help="The rule's id, as `factcheck rules` lists it.")],
    rules: Rules = None,
) -> None:
    """Prints one rule with its tolerance, its reasons and its examples."""
    from factcheck.rulepacks import explain_rule
    from factcheck.suppressions import nearest_rule

    loaded = {entry.id: entry for entry in read_judges(context.obj, rules)[0]}
    if rule not in loaded:
        raise InputError(f"there is no rule '{rule}'; {nearest_rule(rule, loaded)}")
    print(explain_rule(loaded[rule]))


app.add_typer(cli_archive.app, name="archive")
app.command("check")(cli_check.check)
app.add_typer(cli_review.app, name="review")
app.command("init")(cli_config.init)
app.command("config")(cli_config.show)

if __name__ == "__main__":
    main()
