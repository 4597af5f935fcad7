"""What the commands read before they work: the articles, all at once or in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.configuration import Configuration
from factcheck.errors import InputError
from factcheck.pipeline_settled import with_outlets

if TYPE_CHECKING:
    from factcheck.model import Article, NotChecked
    from factcheck.writers.report import Report


def read(
    held: Configuration,
    paths: Sequence[Path],
    sidecar: Path | None = None,
    columns: Mapping[str, str] | None = None,
) -> tuple[list[Article], list[NotChecked]]:
    """The articles and what is not checked; raises InputError with the reason for each path when nothing could be read."""
    from factcheck.readers import read_articles

    articles, not_checked = read_articles(paths, sidecar=sidecar, columns=columns)
    if not articles:
        raise _nothing(not_checked)
    return with_outlets(articles, held), not_checked


def read_batches(
    held: Configuration,
    paths: Sequence[Path],
    sidecar: Path | None,
    columns: Mapping[str, str],
    not_checked: dict[NotChecked, None],
) -> Iterator[list[Article]]:
    """The articles in batches, of which one stands in memory; what is not checked is put into `not_checked`.

    Raises InputError with the reason for each path when nothing could be read.
    """
    from factcheck.readers import iter_articles

    empty = True
    for batch in iter_articles(paths, sidecar=sidecar, columns=columns):
        not_checked.update(dict.fromkeys(batch.not_checked))
        if batch.articles:
            empty = False
            yield with_outlets(batch.articles, held)
    if empty:
        raise _nothing(not_checked)


def _nothing(not_checked: Iterable[NotChecked]) -> InputError:
    return InputError("\n  ".join(["nothing to check", *(f"{item.path}: {item.reason}" for item in not_checked)]))


def off_line(report: Report) -> str:
    """What a summary says of rules that are off everywhere; blank when none is."""
    from factcheck.model import OFF

    silent = sorted(rule.id for rule in report.rules if rule.level == OFF)
    return f"Rules that are off: {', '.join(silent)}" if silent else ""
