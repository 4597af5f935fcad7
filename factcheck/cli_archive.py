"""The commands on an archive (`factcheck archive add`, `remove`, `status`, `verify`, `export`)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli_inputs import read_batches
from factcheck.cli_options import Archive, Columns, Jobs, Model, Paths, Sidecar, parse_columns, processes
from factcheck.cli_output import counted, progress_bar, tell, tell_not_checked
from factcheck.errors import InputError

if TYPE_CHECKING:
    from factcheck.model import Article, NotChecked

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
    columns: Columns = None,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Read unchanged articles anew whose claims another version made.")
    ] = False,
    jobs: Jobs = None,
) -> None:
    """Adds articles. What is there unchanged stays, a changed article is replaced; after an interruption, run it again."""
    from factcheck.pipeline_keep import add_articles

    not_checked: dict[NotChecked, None] = {}
    named = parse_columns(columns)

    def articles() -> Iterator[Article]:
        return chain.from_iterable(read_batches(context.obj, paths, sidecar, named, not_checked))

    # Who watches is told how many are left; that costs reading the files, not the articles, twice.
    total = sum(1 for _ in articles()) if sys.stderr.isatty() else 0
    with progress_bar() as progress:
        done = add_articles(
            articles(), archive, model=model, refresh=refresh, progress=progress, jobs=processes(jobs), total=total
        )
    tell_not_checked(not_checked, "not added")
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
    # What was added last may still stand in the log beside the file.
    log = archive.with_name(f"{archive.name}-wal")
    size = archive.stat().st_size + (log.stat().st_size if log.exists() else 0)
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
