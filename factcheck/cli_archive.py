"""The commands on an archive (`factcheck archive add`, `remove`, `status`, `verify`, `export`) and `factcheck check`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli_inputs import read, read_judges, take_off, with_outlets
from factcheck.cli_options import (
    DECISIONS,
    NEVER,
    Archive,
    Decisions,
    FailOn,
    Model,
    Paths,
    Rules,
    ShowAll,
    Sidecar,
    Today,
    parse_day,
)
from factcheck.cli_output import counted, progress_bar, say, tell
from factcheck.errors import InputError
from factcheck.model import LEVELS

if TYPE_CHECKING:
    from factcheck.pipeline_archive import Coverage

FOUND, WRONG = 1, 2
FORMATS = ("text",)

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Keeps the claims of published articles in one file, for `factcheck check` to hold new articles against.",
)


@app.command()
def add(
    context: typer.Context,
    paths: Paths,
    archive: Archive,
    model: Model = None,
    sidecar: Sidecar = None,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Read unchanged articles anew whose claims another version made.")
    ] = False,
) -> None:
    """Adds articles. What is there unchanged stays, a changed article is replaced; after an interruption, run it again."""
    from factcheck.pipeline_keep import add_articles

    articles, not_checked = read(context.obj, paths, sidecar)
    with progress_bar() as progress:
        done = add_articles(articles, archive, model=model, refresh=refresh, progress=progress)
    for item in not_checked:
        tell(f"not added: {item.path}: {item.reason}")
    if done.moved:
        shown = ", ".join(done.moved[:5]) + (", ..." if len(done.moved) > 5 else "")
        tell(f"{counted(len(done.moved), 'replaced article')} had been read from another path: {shown}")
    for name, n in done.other:
        tell(f"{counted(n, 'unchanged article')} with claims made by {name}; --refresh makes them anew")
    print(f"{archive}: {done.added:,} added, {done.replaced:,} replaced, {done.unchanged:,} unchanged")


@app.command()
def remove(
    ids: Annotated[list[str], typer.Argument(help="Article ids, or patterns such as '2024/*'.", metavar="ID")],
    archive: Archive,
) -> None:
    """Removes articles by id."""
    from factcheck import archive as store
    from factcheck import archive_lookup as lookup

    existing(archive)
    with store.open_archive(archive, write=True) as db:
        found = {pattern: lookup.matching_ids(db, pattern) for pattern in ids}
        missing = [pattern for pattern, matched in found.items() if not matched]
        if missing:
            raise InputError(f"{archive}: no such article: {', '.join(missing)}; nothing was removed")
        gone = store.remove(db, sorted({id_ for matched in found.values() for id_ in matched}))
    print(f"{archive}: {gone:,} removed")


@app.command()
def status(archive: Archive) -> None:
    """Prints what the archive holds."""
    from factcheck import archive_lookup as lookup
    from factcheck.archive_schema import open_archive

    with open_archive(archive) as db:
        held = lookup.read_status(db)
    size = archive.stat().st_size
    print(f"{archive}: {counted(held.articles, 'article')}, {counted(held.claims, 'claim')}, {size / 1e6:,.1f} MB")
    if held.articles:
        first, last = held.published
        undated = f" ({held.undated:,} undated)" if held.undated else ""
        print(f"published: {f'{first} to {last}' if first else 'unknown'}{undated}; {counted(held.outlets, 'outlet')}")
    for name, n in held.extractors:
        print(f"claims made by: {name} ({counted(n, 'article')})")
    if len(held.extractors) > 1:
        print("claims of more than one version are mixed; `factcheck archive add --refresh` makes them anew")
    full = f", {held.full_terms:,} in too many articles to find any by" if held.full_terms else ""
    print(f"terms: {held.terms:,}{full}; schema {held.schema}")


@app.command()
def verify(archive: Archive) -> None:
    """Checks that the file is sound and that every count agrees with the articles; exits with 2 when not."""
    from factcheck.archive_schema import find_faults, open_archive

    with open_archive(archive) as db:
        faults = find_faults(db)
    if faults:
        raise InputError("\n  ".join([f"{archive}: damaged; make it anew from the articles", *faults]))
    print(f"{archive}: sound")


@app.command()
def export(
    archive: Archive,
    out: Annotated[Path, typer.Option("--out", help="The folder that the files are written to.")] = Path("export"),
) -> None:
    """Writes articles.jsonl, which `archive add` reads back, and claims.csv."""
    from factcheck import archive_lookup as lookup
    from factcheck.archive_schema import open_archive
    from factcheck.model import CLAIM_COLUMNS
    from factcheck.tables import printed, write_rows, write_whole

    with open_archive(archive) as db:
        keys = lookup.all_keys(db)

        def each():
            for start in range(0, len(keys), 200):
                loaded = lookup.load_articles(db, keys[start : start + 200])
                yield {key: loaded[key] for key in keys[start : start + 200]}

        def lines(handle) -> None:
            for articles in each():
                for article in articles.values():
                    told = {name: getattr(article, name) for name in ("id", "outlet", "title", "author", "url")}
                    told |= {"published": str(article.published), "text": article.text}
                    kept = {name: value for name, value in told.items() if value or name == "text"}
                    handle.write(json.dumps(kept, ensure_ascii=False) + "\n")

        def rows():
            for articles in each():
                for claim in lookup.load_claims(db, articles):
                    yield [printed(getattr(claim, column)) for column in CLAIM_COLUMNS]

        write_whole(out / "articles.jsonl", lines)
        write_rows(out / "claims.csv", CLAIM_COLUMNS, rows())
    print(f"{out}: articles.jsonl and claims.csv of {counted(len(keys), 'article')}")


def existing(archive: Path) -> None:
    """Raises InputError when there is no file at `archive`, rather than making one."""
    from factcheck.archive_schema import open_archive

    with open_archive(archive):
        pass


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
    format: Annotated[str, typer.Option("--format", help=f"What is printed: {', '.join(FORMATS)}.")] = "text",
    fail_on: FailOn = "error",
) -> None:
    """Checks new articles against an archive: new against old, among the new and within each, never old against old."""
    if format not in FORMATS:
        raise typer.BadParameter(f"'{format}' is none of: {', '.join(FORMATS)}", param_hint="--format")
    existing(archive)
    day = parse_day(today)
    from factcheck.decisions import read_decisions, write_decisions
    from factcheck.review import Plan, apply_decisions, describe_plan, take_over

    kept = read_decisions(decisions)
    plan = Plan(kept, (), 0) if out is None else take_over(out, kept, today=day)

    loaded, references = read_judges(context.obj, rules)
    before = ()
    if changed_since is None:
        articles, not_checked = read(context.obj, paths, sidecar)
    else:
        from factcheck.pipeline_changes import changed_since as find_changes

        changes = find_changes(changed_since, paths, sidecar=sidecar)
        articles = with_outlets(changes.articles, context.obj)
        not_checked, before = changes.not_checked, with_outlets(changes.before, context.obj)
        total = counted(len(articles), "article")
        print(f"{total} new or changed since {changed_since}, {changes.others:,} others left alone")
        if not articles:
            for item in not_checked:
                tell(f"not checked: {item.path}: {item.reason}")
            if not changes.others and not_checked:
                raise typer.Exit(WRONG)
            return
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
        )
    from rich.console import Console

    from factcheck.writers import write_files
    from factcheck.writers.terminal import print_summary

    found, off = take_off(done.report)
    held = apply_decisions(found.discrepancies, plan.decisions, today=day, keep_dismissed=show_all)
    report = replace(found, discrepancies=held.discrepancies, dismissed=held.dismissed)
    if plan.changes:
        write_decisions(decisions, plan.decisions)
    written = () if out is None else write_files(report, out)
    for line in coverage_lines(len(articles), archive, done.coverage):
        print(line)
    if done.known:
        print(
            f"  {counted(done.known, 'discrepancy', 'discrepancies')} left out that the articles had before the change"
        )
    print()
    print_summary(report, Console(), written)
    for line in off:
        print(line)
    if plan.changes:
        say(f"Taken over into {decisions}: ", describe_plan(plan))
    if held.stale:
        print(f"{len(held.stale)} decided earlier, open again: {', '.join(sorted(set(held.stale.values())))}")
    rows = report.discrepancies
    open_rows = rows[~rows["decision"].astype(str).str.startswith("dismiss")]
    if fail_on != NEVER and open_rows["level"].isin(LEVELS[: LEVELS.index(fail_on) + 1]).any():
        raise typer.Exit(FOUND)


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
