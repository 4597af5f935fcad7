"""What the commands read before they work: articles, and the rules and reference facts to judge by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.configuration import ALL, Configuration
from factcheck.errors import ConfigError, InputError

if TYPE_CHECKING:
    from factcheck.facts import Fact
    from factcheck.model import Article, NotChecked
    from factcheck.rulepacks import Rule
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


def with_outlets(articles: Iterable[Article], held: Configuration) -> list[Article]:
    """The articles, those without an outlet with the one that the configuration has for their path, if any."""
    told = [override for override in reversed(held.overrides) if override.outlet]

    def outlet(path: str) -> str:
        return next((entry.outlet for entry in told if any(at.matches(path) for at in entry.paths)), "")

    return [
        replace(article, outlet=outlet(article.path)) if told and not article.outlet else article
        for article in articles
    ]


def read_judges(held: Configuration, rules: Sequence[Path] | None) -> tuple[tuple[Rule, ...], tuple[Fact, ...]]:
    """The rules and the reference facts, the bundled ones and those of the packs `rules`, at the levels of the configuration.

    Raises RuleError for a faulty pack, and ConfigError where the configuration names a rule that there is not.
    """
    from factcheck.pipeline import read_references, read_rules
    from factcheck.rulepacks import set_levels

    loaded = read_rules(rules or ())
    _refuse_unknown(held, [rule.id for rule in loaded])
    by_path = [(at, entry.levels) for entry in held.overrides if entry.levels for at in entry.paths]
    return set_levels(loaded, held.levels, by_path), read_references(rules or ())


def take_off(report: Report, held: Configuration) -> Report:
    """The report with the rows set aside whose rule is off for articles at their paths."""
    from factcheck.model import LEVELS, OFF
    from factcheck.suppressions import EXTERNAL, Suppressed

    rows = report.discrepancies
    off = rows["level"] == OFF
    if not off.any():
        return report
    levels = {rule.id: rule.level for rule in report.rules}
    # A program that reads of a row set aside wants a level that rows have.
    levels = {rule: LEVELS[-1] if level == OFF else level for rule, level in levels.items()}
    aside = [row | {"level": levels[row["rule"]]} for row in rows[off].to_dict("records")]
    told = [Suppressed(row, EXTERNAL, "the rule is off for articles at this path", held.place) for row in aside]
    return replace(report, discrepancies=rows[~off].reset_index(drop=True), suppressed=(*report.suppressed, *told))


def off_line(report: Report) -> str:
    """What a summary says of rules that are off everywhere; blank when none is."""
    from factcheck.model import OFF

    silent = sorted(rule.id for rule in report.rules if rule.level == OFF)
    return f"Rules that are off: {', '.join(silent)}" if silent else ""


def _refuse_unknown(held: Configuration, ids: Sequence[str]) -> None:
    from factcheck.yaml_lines import choices

    named = [(rule, held.where(f"levels.{rule}")) for rule in held.levels]
    named += [(rule, entry.place) for entry in held.overrides for rule in entry.levels]
    named += [(rule, entry.place) for entry in held.suppressions for rule in entry.rules if rule != ALL]
    faults = [
        f"{place}: there is no rule {rule!r}; {choices(rule, sorted(ids))}" for rule, place in named if rule not in ids
    ]
    if faults:
        raise ConfigError(faults)
