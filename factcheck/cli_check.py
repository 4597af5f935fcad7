"""`factcheck check`: new articles against an archive, for a desk and for CI."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli_archive import existing
from factcheck.cli_inputs import off_line, read
from factcheck.cli_options import (
    DECISIONS,
    FOUND,
    WRONG,
    Archive,
    Columns,
    Decisions,
    FailOn,
    Jobs,
    Model,
    Paths,
    Rules,
    ShowAll,
    Sidecar,
    Today,
    parse_columns,
    parse_day,
    processes,
)
from factcheck.cli_output import counted, progress_bar, say, tell, tell_not_checked
from factcheck.cli_results import (
    Formats,
    fails,
    print_format,
    print_github,
    printed_target,
    write_targets,
)
from factcheck.pipeline_settled import read_judges, settle, take_off, with_outlets

if TYPE_CHECKING:
    from factcheck.model import NotChecked
    from factcheck.pipeline_archive import Coverage
    from factcheck.rulepacks import Rule
    from factcheck.writers.report import Report


def check(
    context: typer.Context,
    paths: Paths,
    archive: Archive,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="The folder that the report is written to; none when not given.", metavar="FOLDER"),
    ] = None,
    rules: Rules = None,
    model: Model = None,
    sidecar: Sidecar = None,
    columns: Columns = None,
    jobs: Jobs = None,
    changed_since: Annotated[
        str | None,
        typer.Option(
            "--changed-since",
            help="Check only articles that are new or changed since this git revision, and tell only what they add.",
            metavar="REV",
        ),
    ] = None,
    decisions: Decisions = DECISIONS,
    show_all: ShowAll = False,
    today: Today = None,
    formats: Formats = None,
    fail_on: FailOn = "error",
) -> None:
    """Checks new articles against an archive: new against old, among the new and within each, never old against old.

    Exit codes: 0 done; 1 a discrepancy at or above --fail-on; 2 wrong use, or nothing readable.
    """
    from factcheck.writers import Target, parse_targets, write_files

    targets = parse_targets(formats or ())
    if all(target.file for target in targets):  # none is printed, so that the summary is
        targets = (*targets, Target("text"))
    printed = printed_target(targets)
    # What programs read stands alone on standard output.
    talk = print if printed is None or printed.format == "text" else tell
    existing(archive)
    day = parse_day(today)
    from factcheck.decisions import read_decisions, write_decisions
    from factcheck.review import Plan, describe_plan, take_over

    kept = read_decisions(decisions)
    plan = Plan(kept, (), 0) if out is None else take_over(out, kept, today=day)

    loaded, references = read_judges(context.obj, rules)
    before = ()
    if changed_since is None:
        articles, not_checked = read(context.obj, paths, sidecar, parse_columns(columns))
    else:
        from factcheck.pipeline_changes import changed_since as find_changes

        changes = find_changes(changed_since, paths, sidecar=sidecar, columns=parse_columns(columns))
        articles = with_outlets(changes.articles, context.obj)
        not_checked, before = changes.not_checked, with_outlets(changes.before, context.obj)
        total = counted(len(articles), "article")
        talk(f"{total} new or changed since {changed_since}, {changes.others:,} others left alone")
        if not articles and not changes.others and not_checked:
            tell_not_checked(not_checked)
            raise typer.Exit(WRONG)
    lines: list[str] = []
    if articles:
        from factcheck.pipeline_archive import check_against

        with progress_bar() as progress:
            done = check_against(
                articles,
                archive,
                rules=loaded,
                references=references,
                not_checked=not_checked,
                before=before,
                model=model,
                progress=progress,
                jobs=processes(jobs),
            )
        found = done.report
        lines += coverage_lines(len(articles), archive, done.coverage)
        if done.known:
            known = counted(done.known, "discrepancy", "discrepancies")
            lines.append(f"  {known} left out that the articles had before the change")
    else:
        tell_not_checked(not_checked)
        if out is None and targets == (Target("text"),):
            return
        found = nothing(not_checked, loaded, model)
    found = take_off(found, context.obj)
    settled = settle(
        found,
        plan.decisions,
        today=day,
        show_all=show_all,
        paths=context.obj.suppressions,
        fail_on=fail_on,
        since=changed_since is not None,
        whole=False,
    )
    report = settled.report
    if plan.changes:
        write_decisions(decisions, plan.decisions)
    written = (() if out is None else write_files(report, out)) + write_targets(report, targets)
    for line in lines:
        talk(line)
    print_github(report, targets)
    if printed is not None and printed.format == "text" and articles:
        from rich.console import Console

        from factcheck.writers.terminal import print_summary

        print()
        print_summary(report, Console(), written)
        if off := off_line(report):
            print(off)
    elif printed is not None and printed.format != "text":
        print_format(report, printed.format)
    if plan.changes and talk is print:
        say(f"Taken over into {decisions}: ", describe_plan(plan))
    if settled.stale:
        talk(f"{len(settled.stale)} decided earlier, open again: {', '.join(sorted(set(settled.stale.values())))}")
    if fails(report):
        raise typer.Exit(FOUND)


def nothing(not_checked: tuple[NotChecked, ...], rules: tuple[Rule, ...], model: str | None) -> Report:
    """The report of a check that found no article new or changed."""
    import pandas as pd

    from factcheck.model import DISCREPANCY_COLUMNS
    from factcheck.pipeline import claims_frame
    from factcheck.pipeline_keep import extractor_name
    from factcheck.writers.report import Report

    return Report(
        articles=(),
        claims=claims_frame(()),
        discrepancies=pd.DataFrame(columns=list(DISCREPANCY_COLUMNS)),
        not_checked=tuple(not_checked),
        rules=tuple(rules),
        pipeline=extractor_name(model).partition(", ")[2],
    )


def coverage_lines(new: int, archive: Path, coverage: Coverage) -> Iterator[str]:
    """How much of the archive was looked at and what was left out, line by line."""
    yield f"{counted(new, 'new article')} against {counted(coverage.articles, 'article')} in {archive}"
    if coverage.left_out:
        yield f"  {counted(coverage.left_out, 'archived article')} left out: older versions of the new"
    share = coverage.read / coverage.articles if coverage.articles else 0
    yield (
        f"  {coverage.sharing:,} share a rare word, compared {coverage.compared:,}, read {coverage.read:,} on one topic"
        f" ({share:.2%} of the archive, {counted(coverage.read_claims, 'claim')})"
    )
    if coverage.related > coverage.read:
        yield f"  about {coverage.related - coverage.read:,} more on one topic were not read: the less alike ones"
    if coverage.apart:
        yield f"  {counted(coverage.apart, 'pair')} of archived articles on one topic not held against one another"
    if coverage.full_terms:
        yield f"  not looked up by {counted(coverage.full_terms, 'word')} that too many articles hold"
    if coverage.skipped_terms:
        yield f"  not looked up by {counted(coverage.skipped_terms, 'more word')}: rarer ones brought up enough articles"
    if coverage.names:
        yield f"  names spelt nearly alike: {coverage.names:,}, read from {counted(coverage.named, 'further claim')}"
    if coverage.unread_names:
        shown = ", ".join(coverage.unread_names[:3]) + (", ..." if len(coverage.unread_names) > 3 else "")
        yield f"  names in too many articles to read them all: {shown}"
    for name, n in coverage.others:
        yield f"  {counted(n, 'archived article')} with claims made by another version: {name}"
