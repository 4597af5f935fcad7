"""What the commands print: messages on standard error, counted things, lines of foreign text, and a progress bar."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from factcheck.model import NotChecked

# What a shell tells of a program whose reader went away (`| head`): 128 and the number of SIGPIPE.
UNREAD = 141


def bear_any_text() -> None:
    """Lets standard output and error print a question mark for what their encoding lacks, instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def as_utf8(stream: TextIO) -> TextIO:
    """The stream, which from now on prints UTF-8 whatever the terminal's encoding is: for what programs read."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    return stream


def unread(code: int = UNREAD) -> int:
    """The exit code when nothing more can be printed; what still waits to be is thrown away without a word."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def tell(message: str) -> None:
    """Prints one message to standard error, in which no terminal and no CI service obeys what a path or a text holds."""
    from factcheck.writers.wording import printable, tame

    for number, line in enumerate(message.split("\n")):
        indent = line[: len(line) - len(line.lstrip(" "))]
        print(
            tame(("factcheck: " if number == 0 else "") + indent + printable(line, 2_000, runs=True)), file=sys.stderr
        )


def tell_not_checked(items: Iterable[NotChecked], what: str = "not checked") -> None:
    """Prints what was not read and why, one line each, to standard error."""
    from factcheck.writers.wording import printable

    for item in items:
        tell(f"{what}: {printable(item.path, 1_000)}: {printable(item.reason, 1_000)}")


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
