"""The command line: the only place that prints, exits and reads the clock.

Exit codes: 0 done; 1 discrepancies at or above `--fail-on`; 2 wrong use or nothing readable; 130 interrupted.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from factcheck import cli_archive, cli_review
from factcheck.errors import FactcheckError, InputError
from factcheck.version import __version__

FOUND, WRONG, INTERRUPTED = 1, 2, 130
LEVEL_CHOICES = "error, warning, note"

app = typer.Typer(
    # Plain help: the boxes cost rich, a tenth of a second.
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Finds where news articles disagree: numbers, names, quotations and dates.",
)

Paths = Annotated[
    list[Path], typer.Argument(help="Articles: files (.txt, .md, .jsonl) or folders of them.", metavar="PATH")
]
Rules = Annotated[
    list[Path] | None, typer.Option("--rules", help="A rule pack or a folder of them, read after the bundled rules.")
]
Model = Annotated[
    str | None, typer.Option("--model", help="An installed spaCy pipeline to use in place of the bundled one.")
]
Sidecar = Annotated[
    Path | None,
    typer.Option(
        "--sidecar", help="A table of outlets, dates and titles for the articles; else articles.csv in the folder."
    ),
]


def main() -> None:
    """Runs the command line; a mistake that a user can mend ends in one plain message and exit code 2."""
    try:
        app()
    except FactcheckError as error:
        complain(str(error))
        raise SystemExit(WRONG) from None
    except KeyboardInterrupt:
        complain("interrupted; nothing was written half")
        raise SystemExit(INTERRUPTED) from None


def complain(message: str) -> None:
    """Prints one message to standard error."""
    print(f"factcheck: {message}", file=sys.stderr)


def show_version(asked: bool) -> None:
    """Prints the version and ends the run when it is asked for."""
    if asked:
        print(f"factcheck {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Finds where news articles disagree: numbers, names, quotations and dates."""


@contextmanager
def progress_bar():
    """A progress callback for the pipeline: a bar on standard error when that is a terminal, else silence."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks: dict[str, object] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(stage, total=total)
            progress.update(tasks[stage], completed=done, total=total)

        yield show


def parse_level(text: str | None) -> str | None:
    """The level that `text` names; raises a usage error that tells the legal ones."""
    from factcheck.model import LEVELS

    if text is not None and text not in LEVELS:
        raise typer.BadParameter(f"'{text}' is no level; choose one of {LEVEL_CHOICES}", param_hint="--fail-on")
    return text


def refuse_empty(articles, not_checked) -> None:
    """Raises InputError with the reason for each path when not one article could be read."""
    if not articles:
        reasons = "\n".join(f"  {item.path}: {item.reason}" for item in not_checked)
        raise InputError(f"nothing to check\n{reasons}" if reasons else "nothing to check")


@app.command()
def report(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", help="The folder that the report is written to.")] = Path("reports"),
    rules: Rules = None,
    model: Model = None,
    sidecar: Sidecar = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on", help=f"Exit with 1 when a discrepancy of this level or a graver one is found: {LEVEL_CHOICES}."
        ),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", help="Write report.md or report.xlsx too: md, xlsx or both, parted by a comma."),
    ] = None,
    decisions: cli_review.File = cli_review.DEFAULT,
    show_all: Annotated[
        bool, typer.Option("--all", help="Keep the discrepancies that reviewers dismissed in the report.")
    ] = False,
    today: cli_review.Today = None,
) -> None:
    """Checks articles against each other; writes claims.csv, discrepancies.csv, report.json and report.html.

    What was typed into the discrepancies.csv of the last run is taken over into the file of decisions first.
    """
    least = parse_level(fail_on)
    from factcheck.writers import chosen_files, spreadsheet

    files = chosen_files(formats or ())
    lacking = "report.xlsx" in files and not spreadsheet.available()
    day = cli_review.day(today)
    from factcheck.decisions import read_decisions, write_decisions
    from factcheck.review import apply_decisions, describe_plan, take_over

    plan = take_over(out, read_decisions(decisions), today=day)
    from factcheck.pipeline import check_articles, read_references, read_rules
    from factcheck.readers import read_articles

    loaded, references = read_rules(rules or ()), read_references(rules or ())
    articles, not_checked = read_articles(paths, sidecar=sidecar)
    refuse_empty(articles, not_checked)
    with progress_bar() as progress:
        found = check_articles(
            articles, not_checked, rules=loaded, references=references, model=model, progress=progress
        )
    from dataclasses import replace

    from rich.console import Console

    from factcheck.writers import write_files
    from factcheck.writers.terminal import print_summary

    held = apply_decisions(found.discrepancies, plan.decisions, today=day, keep_dismissed=show_all)
    found = replace(found, discrepancies=held.discrepancies, dismissed=held.dismissed)
    if plan.changes:
        write_decisions(decisions, plan.decisions)
    written = write_files(found, out, [name for name in files if not (lacking and name == "report.xlsx")])
    print_summary(found, Console(), written)
    if lacking:
        print(f"Not written: {spreadsheet.NEEDED}")
    if plan.changes:
        cli_review.say(f"Taken over into {decisions}: ", describe_plan(plan))
    if held.stale:
        print(f"{len(held.stale)} decided earlier, open again: {', '.join(sorted(set(held.stale.values())))}")
    if least is not None:
        from factcheck.model import LEVELS

        graver = LEVELS[: LEVELS.index(least) + 1]
        rows = found.discrepancies
        if (rows["level"].isin(graver) & ~rows["decision"].astype(str).str.startswith("dismiss")).any():
            raise typer.Exit(FOUND)


@app.command()
def claims(
    paths: Paths,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The CSV file to write; standard output when not given.")
    ] = None,
    model: Model = None,
    sidecar: Sidecar = None,
) -> None:
    """Writes the table of claims alone."""
    from factcheck.pipeline import extract_articles
    from factcheck.readers import read_articles
    from factcheck.writers.csv_tables import write_claims

    articles, not_checked = read_articles(paths, sidecar=sidecar)
    refuse_empty(articles, not_checked)
    with progress_bar() as progress:
        _, table = extract_articles(articles, model, progress)
    for item in not_checked:
        complain(f"not checked: {item.path}: {item.reason}")
    if output is None:
        sys.stdout.write(table.to_csv(index=False))
    else:
        write_claims(table, output)


@app.command("rules")
def list_rules(rules: Rules = None) -> None:
    """Lists the rules, each with its level and what it finds."""
    from factcheck.pipeline import read_rules

    loaded = read_rules(rules or ())
    width = max(len(rule.id) for rule in loaded)
    for rule in loaded:
        print(
            f"{rule.id:<{width}}  {rule.level:<7}  {rule.verdict:<10}  {' '.join(rule.why.split()).partition('. ')[0]}"
        )


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(help="The rule's id, as `factcheck rules` lists it.")], rules: Rules = None
) -> None:
    """Prints one rule with its tolerance, its reasons and its examples."""
    from rapidfuzz import process

    from factcheck.pipeline import read_rules
    from factcheck.rulepacks import explain_rule

    loaded = {entry.id: entry for entry in read_rules(rules or ())}
    if rule not in loaded:
        nearest = process.extractOne(rule, list(loaded))
        raise InputError(f"there is no rule '{rule}'; did you mean '{nearest[0]}'? `factcheck rules` lists them all")
    print(explain_rule(loaded[rule]))


app.add_typer(cli_archive.app, name="archive")
app.command("check")(cli_archive.check)
app.add_typer(cli_review.app, name="review")

if __name__ == "__main__":
    main()
