"""The options that several commands share, each defined once: its name, its environment variable and its help.

An option is taken from the command line, else from its environment variable, else from the configuration file, else it has the
default that the command's signature gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from factcheck.model import LEVELS, NEVER

# Exit codes: findings of the level that fails a run, input or use that is wrong, what nobody foresaw, and Ctrl-C as a shell
# tells it.
FOUND, WRONG, CRASHED, INTERRUPTED = 1, 2, 3, 130
DECISIONS = Path("decisions.csv")
FORMATS_READ = "text, Markdown, HTML, JSON Lines, CSV, Parquet, .docx, or a ZIP of these"


def parse_level(text: str | None) -> str:
    """The level that `text` names, or `none`; raises a usage error that tells the legal ones."""
    legal = (*LEVELS, NEVER)
    if text is not None and text not in legal:
        raise typer.BadParameter(f"'{text}' is no level, that is none of: {', '.join(legal)}")
    return text or NEVER


def parse_day(text: str | None) -> str:
    """The day that `text` names, or today by the clock; raises a usage error for what is no day."""
    if text is None:
        return date.today().isoformat()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise typer.BadParameter(f"'{text}' is no day; write it as 2031-05-01", param_hint="--today") from None


def parse_columns(columns: Sequence[str] | None) -> dict[str, str]:
    """Columns by field of `FIELD=COLUMN`; raises a usage error for what is none. Fields are judged by the readers."""
    named = {}
    for text in columns or ():
        name, parted, column = text.partition("=")
        if not (name.strip() and parted and column.strip()):
            raise typer.BadParameter(f"'{text}' is no FIELD=COLUMN, such as text=BODY", param_hint="--column")
        named[name.strip()] = column.strip()
    return named


def processes(jobs: int | None) -> int:
    """How many processes to read with: what was asked for, else one a core."""
    from factcheck.parallel import count_cores

    return count_cores() if jobs is None else jobs


Paths = Annotated[
    list[Path],
    typer.Argument(
        help=f"Articles: files ({FORMATS_READ}) or folders of them.",
        metavar="PATH",
        envvar="FACTCHECK_PATHS",
        show_envvar=False,
        readable=False,  # what cannot be read is listed with its reason, and the rest goes on
    ),
]
Rules = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules",
        envvar="FACTCHECK_RULES",
        show_envvar=False,
        help="A rule pack or a folder of them, read after the bundled rules; may be given several times.",
        metavar="PATH",
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        envvar="FACTCHECK_MODEL",
        show_envvar=False,
        help="An installed spaCy pipeline to use in place of the bundled one.",
        metavar="NAME",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        min=1,
        envvar="FACTCHECK_JOBS",
        show_envvar=False,
        help="Processes that read articles at a time; as many as there are cores unless told.",
        metavar="N",
    ),
]
Engine = Annotated[
    str,
    typer.Option(
        "--engine",
        help="Where a run takes place: memory, disk (in parts, for what does not fit in memory), or dask (a cluster).",
        metavar="ENGINE",
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler", help="The address of the scheduler for --engine dask: tcp://host:8786.", metavar="ADDRESS"
    ),
]
Sidecar = Annotated[
    Path | None,
    typer.Option(
        "--sidecar",
        envvar="FACTCHECK_SIDECAR",
        show_envvar=False,
        help="A table of outlets, dates and titles for the articles; else articles.csv in the folder.",
        metavar="FILE",
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        help="The column of a table, or the key of a JSON record, that holds a field (id, text, title, outlet, published, "
        "author, url), such as text=BODY; may be given several times.",
        metavar="FIELD=COLUMN",
    ),
]
Archive = Annotated[
    Path,
    typer.Option(
        "--archive",
        envvar="FACTCHECK_ARCHIVE",
        show_envvar=False,
        help="The archive: one SQLite file.",
        metavar="FILE",
    ),
]
Decisions = Annotated[
    Path,
    typer.Option(
        "--decisions",
        envvar="FACTCHECK_DECISIONS",
        show_envvar=False,
        help="The file of decisions that a team keeps with its texts.",
        metavar="FILE",
    ),
]
Today = Annotated[
    str | None,
    typer.Option("--today", help="The day on which decisions must hold, as 2031-05-01; else today.", metavar="DAY"),
]
ShowAll = Annotated[bool, typer.Option("--all", help="Keep the discrepancies that reviewers dismissed in the report.")]
FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on",
        envvar="FACTCHECK_FAIL_ON",
        show_envvar=False,
        callback=parse_level,
        help=f"Exit with 1 when a discrepancy of this level or a graver one is found: {', '.join(LEVELS)}, or {NEVER}.",
        metavar="LEVEL",
    ),
]
