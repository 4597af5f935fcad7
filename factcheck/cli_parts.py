"""`report --engine disk` and `--engine dask`: corpora that do not fit in memory, worked on in parts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from factcheck.cli_inputs import read_batches
from factcheck.cli_options import FOUND
from factcheck.cli_output import counted, progress_bar, say, tell_not_checked
from factcheck.cli_results import fails, tell_review
from factcheck.configuration import Configuration
from factcheck.errors import InputError
from factcheck.model import LEVELS
from factcheck.pipeline_settled import settle, take_off

if TYPE_CHECKING:
    from factcheck.facts import Fact
    from factcheck.model import NotChecked
    from factcheck.pipeline_parts import Judged, Run
    from factcheck.rulepacks import Rule
    from factcheck.writers.report import Report

MEMORY, DISK, DASK = ENGINES = ("memory", "disk", "dask")


def parse_engine(engine: str, scheduler: str | None) -> str:
    """The engine that is asked for; raises a usage error for an unknown one, and where only one of the two is told."""
    if engine not in ENGINES:
        raise typer.BadParameter(f"'{engine}' is none of: {', '.join(ENGINES)}", param_hint="--engine")
    if (engine == DASK) != (scheduler is not None):
        raise typer.BadParameter("--engine dask and --scheduler ADDRESS go together", param_hint="--scheduler")
    return engine


def report_in_parts(
    held: Configuration,
    paths: Sequence[Path],
    out: Path,
    *,
    scheduler: str | None,
    sidecar: Path | None,
    columns: Mapping[str, str],
    rules: Sequence[Rule],
    references: Sequence[Fact],
    model: str | None,
    jobs: int,
    fail_on: str,
    decisions: Path,
    show_all: bool,
    today: str,
) -> None:
    """Writes out/claims/part-*.parquet, out/discrepancies.csv and out/discrepancies.parquet, and prints how many there are.

    `out` must be seen by every worker under this very name. What was typed into the last discrepancies.csv, comments in the
    articles and the configuration's paths count as they do in a run in memory. Exits with 1 by `fail_on`.
    """
    from importlib.util import find_spec

    if find_spec("pyarrow") is None:
        raise InputError("working in parts needs Parquet: pip install 'factcheck[parquet]'")
    from factcheck.decisions import read_decisions, write_decisions
    from factcheck.pipeline_parts import check_in_parts
    from factcheck.review import take_over
    from factcheck.suppressions import written_at
    from factcheck.tables import write_bytes
    from factcheck.writers.csv_tables import write_discrepancies
    from factcheck.writers.wording import set_aside_words

    plan = take_over(out, read_decisions(decisions), today=today)
    out = out.absolute()
    for name in ("parts", "claims"):
        clear(out / name)
    not_checked: dict[NotChecked, None] = {}
    with steps(scheduler, jobs) as run, progress_bar() as progress:
        found = check_in_parts(
            read_batches(held, paths, sidecar, columns, not_checked),
            out,
            run,
            rules=rules,
            references=references,
            model=model,
            progress=progress,
        )
    report = take_off(report_on(found, out, rules, tuple(not_checked)), held)
    settled = settle(report, plan.decisions, today=today, show_all=show_all, paths=held.suppressions, fail_on=fail_on)
    clear(out / "parts")
    if plan.changes:
        write_decisions(decisions, plan.decisions)
    report, rows = settled.report, settled.report.discrepancies
    write_discrepancies(rows, out / "discrepancies.csv")
    write_bytes(out / "discrepancies.parquet", rows.to_parquet(index=False))
    tell_not_checked(not_checked)
    levels = ", ".join(counted(int((rows["level"] == level).sum()), level) for level in LEVELS)
    print(f"{counted(found.articles, 'article')}, {counted(found.claims, 'claim')}")
    print(f"{counted(len(rows), 'discrepancy', 'discrepancies')}: {levels}")
    if report.dismissed:
        print(f"{counted(len(report.dismissed), 'discrepancy', 'discrepancies')} dismissed by reviewers")
    if aside := set_aside_words(report):
        print(aside)
    for one in report.remarks:
        say("", [f"{written_at(one.path, one.line, report.root)}: {one.message}"])
    print(f"Topics judged in {counted(found.shards, 'shard')}, the greatest of {counted(found.greatest, 'article')}")
    if found.parted:
        pairs = f"{found.parted:,} of {counted(found.related, 'pair')} of articles on one topic"
        print(f"Not compared: {pairs}, the least alike, where too many articles hang together")
    if found.blocks:
        print(f"Persons judged in {counted(found.blocks, 'block')}, the greatest of {counted(found.heaviest, 'claim')}")
    print(f"Written to {out}: discrepancies.csv, discrepancies.parquet, claims/part-*.parquet")
    earlier = [name for name in ("claims.csv", "report.json", "report.html") if (out / name).exists()]
    if earlier:
        print(f"Of an earlier run and not of this one: {', '.join(earlier)}")
    tell_review(plan, settled, decisions)
    if fails(report):
        raise typer.Exit(FOUND)


def report_on(found: Judged, folder: Path, rules: Sequence[Rule], not_checked: tuple[NotChecked, ...]) -> Report:
    """What a run in parts found as a report; of the articles those alone that a row names or that hold instructions."""
    import pandas as pd

    from factcheck.pipeline import claims_frame
    from factcheck.pipeline_pieces import claims_of, kept_articles
    from factcheck.suppressions import read_comments
    from factcheck.writers.report import Report

    rows, ids = found.discrepancies, [rule.id for rule in rules]
    named = {id_ for side in ("left_article", "right_article") for id_ in rows[side]}
    named |= {id_ for side in ("left_also", "right_also") for also in rows[side] for id_ in also.split("; ")}
    articles, claims = [], [claims_frame(())]
    for part in range(len(found.parts)):
        some = [one for one in kept_articles(folder, part) if one.id in named or any(read_comments([one], ids))]
        articles.extend(some)
        if some:
            claims.append(claims_of(folder, part, [article.id for article in some]))
    return Report(
        articles=tuple(articles),
        claims=pd.concat(claims, ignore_index=True),
        discrepancies=rows,
        not_checked=not_checked,
        rules=tuple(rules),
        pipeline="",
    )


@contextmanager
def steps(scheduler: str | None, jobs: int) -> Iterator[Run]:
    """How the steps are carried out: by the cluster at `scheduler`, else by processes of this machine."""
    if scheduler is None:
        from factcheck.parallel import map_ordered

        yield partial(map_ordered, jobs=jobs)
        return
    from factcheck.engine_dask import connect

    with connect(scheduler) as run:
        yield run


def clear(folder: Path) -> None:
    """Removes what an earlier run in parts left in a folder; raises InputError rather than remove anything else."""
    kept = [path for path in folder.iterdir() if not is_ours(path)] if folder.is_dir() else []
    if kept:
        raise InputError(f"{folder}: holds {kept[0].name}, which is not of a run in parts; choose another --out")
    if folder.is_dir():
        shutil.rmtree(folder)


def is_ours(path: Path) -> bool:
    """Whether a file is one that a run in parts writes."""
    parts = (".articles", ".readings", ".texts", ".groups", ".topics", ".persons", ".part")
    gathered = ("shared", "names", "voices")
    return path.is_file() and (path.suffix in parts or path.name in gathered or path.match("part-*.parquet"))
