"""What someone said beforehand of articles and findings: the configuration's outlets, levels and paths, comments in the
articles, and decisions from the review, applied to what is read and to what was found."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.configuration import ALL, Configuration, PathSuppression
from factcheck.errors import ConfigError
from factcheck.model import LEVELS, NEVER, OFF

if TYPE_CHECKING:
    from factcheck.decisions import Decisions
    from factcheck.facts import Fact
    from factcheck.model import Article
    from factcheck.rulepacks import Rule
    from factcheck.writers.report import Report


def with_outlets(articles: Iterable[Article], held: Configuration) -> list[Article]:
    """The articles, those without an outlet with the one that the configuration has for their path, if any."""
    told = [override for override in reversed(held.overrides) if override.outlet]

    def outlet(path: str) -> str:
        return next((entry.outlet for entry in told if any(at.matches(path) for at in entry.paths)), "")

    return [
        replace(article, outlet=outlet(article.path)) if told and not article.outlet else article
        for article in articles
    ]


def read_judges(
    held: Configuration, rules: str | Path | Sequence[str | Path] | None
) -> tuple[tuple[Rule, ...], tuple[Fact, ...]]:
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


def check_settled(
    paths: str | Path | Sequence[str | Path],
    held: Configuration,
    *,
    rules: str | Path | Sequence[str | Path] = (),
    model: str | None = None,
) -> Report:
    """The report on files and folders with what the configuration and comments in the articles say of them done.

    rules, model: in place of the configuration's. Raises ConfigError, RuleError and ModelError; what cannot be read is listed
    as not checked, also when nothing could be read.
    """
    from factcheck.pipeline import check_articles
    from factcheck.readers import read_articles

    loaded, references = read_judges(held, rules or held.values.get("rules"))
    articles, not_checked = read_articles(
        paths, sidecar=held.values.get("sidecar"), columns=held.values.get("columns") or None
    )
    report = check_articles(
        with_outlets(articles, held),
        not_checked,
        rules=loaded,
        references=references,
        model=model or held.values.get("model"),
    )
    fail_on = held.values.get("fail-on", report.fail_on)
    report = take_off(report, held)
    return settle(report, {}, today="", show_all=False, paths=held.suppressions, fail_on=fail_on).report


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """The report with its rows set aside, the decisions that hold no longer (discrepancy_id to the reason), and how many are
    about discrepancies that the run did not find."""

    report: Report
    stale: dict[str, str]
    idle: int


def settle(
    report: Report,
    decisions: Decisions,
    *,
    today: str,
    show_all: bool,
    paths: Sequence[PathSuppression] = (),
    fail_on: str = NEVER,
    since: bool = False,
    whole: bool = True,
) -> Settled:
    """The report without the rows that comments, the configuration's `paths` and the decisions set aside.

    `since` says that only what a change adds was looked for, `whole` that all articles were: else what the configuration says
    of paths and found nothing may be about others.
    """
    from factcheck.review import apply_decisions
    from factcheck.suppressions import Suppression, read_comments, split_suppressed, unused
    from factcheck.writers.places import dismissal, is_dismissed

    root = repository_top()
    report = replace(report, unchanged=tuple(row for row in report.unchanged if row["level"] != OFF))
    patterns = [Suppression(entry.rules, entry.reason, entry.place, paths=entry.paths) for entry in paths]
    comments, slips = read_comments(report.articles, [rule.id for rule in report.rules])
    split = split_suppressed(
        report.discrepancies,
        (*comments, *patterns),
        report.articles,
        claims=report.claims,
        checked=report.checked,
        root=root,
    )
    used = split.used | used_before(report, (*comments, *patterns), root)
    checked = {article.path for article in report.articles if not report.checked or article.id in report.checked}
    remarks = [one for one in slips if one.path in checked]
    remarks += unused([one for one in comments if one.path in checked] + (patterns if whole else []), used)
    held = apply_decisions(split.rows, decisions, today=today, keep_dismissed=True)
    rows = held.discrepancies
    gone = [] if show_all or not len(rows) else [row for row in rows.to_dict("records") if is_dismissed(row)]
    dismissed = {str(row["discrepancy_id"]) for row in gone}
    baseline: dict[str, str] = {}
    if since or decisions:
        known = dict.fromkeys((*decisions, *(str(row["discrepancy_id"]) for row in report.unchanged)), "unchanged")
        every = [*split.rows["discrepancy_id"], *(one.row["discrepancy_id"] for one in split.suppressed), *known]
        baseline = {str(id_): "updated" if id_ in held.stale else known.get(id_, "new") for id_ in every}
    settled = replace(
        report,
        discrepancies=rows[~rows["discrepancy_id"].isin(dismissed)].reset_index(drop=True) if dismissed else rows,
        dismissed=tuple(sorted(dismissed)),
        suppressed=(*report.suppressed, *split.suppressed, *map(dismissal, gone)),
        remarks=tuple(sorted(set(remarks), key=lambda one: (one.path, one.line, one.message))),
        baseline=baseline,
        root=root,
        fail_on=fail_on,
    )
    found = {*report.discrepancies["discrepancy_id"], *(row["discrepancy_id"] for row in report.unchanged)}
    return Settled(
        settled, dict(held.stale), sum(bool(one.decision) and id_ not in found for id_, one in decisions.items())
    )


def used_before(report: Report, suppressions, root: str) -> Collection:
    """The instructions that set aside what the articles held before a change."""
    if not report.unchanged:
        return frozenset()
    import pandas as pd

    from factcheck.suppressions import split_suppressed

    rows = pd.DataFrame(list(report.unchanged))
    return split_suppressed(
        rows, suppressions, report.articles, claims=report.claims, checked=report.checked, root=root
    ).used


def repository_top() -> str:
    """The top of the git repository that the working directory is in, else the working directory."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if os.access(folder / ".git", os.F_OK):  # `Path.exists` raises where a folder above must not be looked into
            return str(folder)
    return str(here)


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
