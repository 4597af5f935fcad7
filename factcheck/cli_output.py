"""What the commands print: messages on standard error, counted things, lines of foreign text, and a progress bar."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager


def tell(message: str) -> None:
    """Prints one message to standard error."""
    print(f"factcheck: {message}", file=sys.stderr)


def counted(n: int, one: str, many: str = "") -> str:
    """`1 article`, `1,200 articles`."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def say(first: str, lines: Iterable[str]) -> None:
    """Prints lines of text from files in which nothing is obeyed by a terminal, the first behind `first`."""
    from factcheck.writers.wording import printable

    encoding = sys.stdout.encoding or "utf-8"
    for number, line in enumerate(lines):
        indent = line[: len(line) - len(line.lstrip())]
        text = (first if number == 0 else indent) + printable(line, 400, runs=True)
        print(text.rstrip().encode(encoding, "replace").decode(encoding))


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int | None], None]]:
    """A progress callback: a bar with rate and time left on standard error when that is a terminal, else silence."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    speed = TextColumn("{task.fields[rate]}")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), speed, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=120) as progress:
        tasks: dict[str, int] = {}

        def show(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(stage, total=total, rate="")
            elapsed = progress.tasks[tasks[stage]].elapsed
            rate = f"{done / elapsed:.1f}/s" if elapsed and done else ""
            progress.update(tasks[stage], completed=done, total=total, rate=rate)

        yield show
