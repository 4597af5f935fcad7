"""The stages in order: read, parse, extract, link, judge. Each is a function on articles or frames that can run alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.errors import InputError
from factcheck.facts import Fact, load_facts
from factcheck.model import CLAIM_COLUMNS, Article, Claim, NotChecked, Published
from factcheck.readers import read_articles
from factcheck.rulepacks import Rule, bundled_rules_folder, load_rules
from factcheck.writers.report import FACT_COLUMNS, Report

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[str, int, int | None], None]
"""Called with the stage's name, how many are done and how many there are; None when that is not known yet."""

TEXT_COLUMNS = tuple(
    name for name in CLAIM_COLUMNS if name not in ("start", "end", "low", "high", "direct", "confidence")
)


def no_progress(stage: str, done: int, total: int | None) -> None:
    """A progress callback that shows nothing."""


def read_rules(folders: str | Path | Sequence[str | Path] = ()) -> tuple[Rule, ...]:
    """The bundled rules, with the packs of `folders` (folders or files, or one) read after them; raises RuleError."""
    from factcheck.checks import known_checks

    return load_rules(_bundled_and(folders), known_checks())


def _bundled_and(folders: str | Path | Sequence[str | Path]) -> list[Path]:
    every = [folders] if isinstance(folders, str | os.PathLike) else folders
    return [bundled_rules_folder(), *map(Path, every)]


def extract_articles(
    articles: Sequence[Article], model: str | None = None, progress: Progress = no_progress, *, jobs: int = 1
) -> tuple[list[Article], pd.DataFrame]:
    """The articles with their publication dates inferred where unknown, and the claims table (CLAIM_COLUMNS).

    By `jobs` processes, with the same result as by one. Raises InputError for two articles with one id.
    """
    from factcheck.language.printed import without_halves
    from factcheck.pipeline_extract import finish, read_each

    ids: set[str] = set()
    articles = [*map(without_halves, articles)]
    for article in articles:
        if article.id in ids:
            raise InputError(f"two articles have the id '{article.id}'; each needs one of its own")
        ids.add(article.id)

    dated: list[Article] = []
    readings = []
    for article, reading in read_each(articles, model, jobs=jobs):
        dated.append(article)
        readings.append(reading)
        progress("reading claims", len(dated), len(articles))
    return dated, claims_frame(claim for claims in finish(dated, readings) for claim in claims)


def claims_frame(claims: Iterable[Claim]) -> pd.DataFrame:
    """The claims as a table: CLAIM_COLUMNS; text columns hold str (blank, never missing), low and high float64,
    start and end int64, direct boolean with missing values."""
    import pandas as pd

    rows = list(map(attrgetter(*CLAIM_COLUMNS), claims))
    frame = pd.DataFrame(rows, columns=list(CLAIM_COLUMNS))
    kinds = dict.fromkeys(TEXT_COLUMNS, "str") | {"start": "int64", "end": "int64", "low": "float64", "high": "float64"}
    return frame.astype(kinds | {"direct": "boolean", "confidence": "float64"})


def read_references(folders: str | Path | Sequence[str | Path] = ()) -> tuple[Fact, ...]:
    """The bundled reference facts and those in `facts/*.csv` of the rule folders; raises RuleError."""
    return load_facts(_bundled_and(folders))


def judge_claims(
    claims: pd.DataFrame,
    articles: Sequence[Article],
    rules: Sequence[Rule],
    references: Sequence[Fact] | None = None,
    *,
    relations: pd.DataFrame | None = None,
    voices: Mapping[str, str] | None = None,
    persons: Collection[str] | None = None,
) -> pd.DataFrame:
    """The discrepancies table (DISCREPANCY_COLUMNS) of a claims table and the articles that it was read from.

    `references` are the reference facts to judge by, the bundled ones unless given; `relations` tell which articles are on
    one topic, and `voices` which speak with another's, where that is known already; `persons` are the kinds of pairs of persons
    that the rules need, all unless told (see `link_claims`).
    """
    return judge_facts(claims, articles, rules, references, relations=relations, voices=voices, persons=persons)[0]


def judge_facts(
    claims: pd.DataFrame,
    articles: Sequence[Article],
    rules: Sequence[Rule],
    references: Sequence[Fact] | None = None,
    *,
    relations: pd.DataFrame | None = None,
    voices: Mapping[str, str] | None = None,
    persons: Collection[str] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The discrepancies table, and the facts that several claims speak of: FACT_COLUMNS, ordered by fact and claim."""
    from factcheck.checks import run_checks
    from factcheck.checks.findings import Tables
    from factcheck.link import link_claims

    links = link_claims(
        claims, articles, bundled_rules_folder() / "matching", relations=relations, voices=voices, persons=persons
    )
    tables = Tables(
        claims=links.claims,
        pairs=links.pairs,
        chosen=links.chosen,
        relations=links.relations,
        articles={article.id: article for article in articles},
        facts=tuple(read_references() if references is None else references),
    )
    facts = links.claims.loc[links.claims["fact"] >= 0, list(FACT_COLUMNS)]
    return run_checks(tables, rules), facts.sort_values("fact", kind="stable").reset_index(drop=True)


def date_from_claims(articles: Sequence[Article], claims: pd.DataFrame) -> list[Article]:
    """The articles with unknown publication dates filled in from the claims' column `published`."""
    known = dict(zip(claims["article"], claims["published"], strict=True))
    dated = []
    for article in articles:
        if str(article.published) == "" and known.get(article.id):
            start, parted, end = known[article.id].partition("/")
            article = replace(article, published=Published(start, end if parted else start, "inferred"))
        dated.append(article)
    return dated


def check_paths(
    paths: str | Path | Sequence[str | Path],
    *,
    rules: str | Path | Sequence[str | Path] = (),
    model: str | None = None,
    progress: Progress = no_progress,
    jobs: int = 1,
) -> Report:
    """The whole run on files and folders: articles read, claims extracted, linked and judged by the rules.

    Raises RuleError for a faulty rule pack and ModelError for an unknown pipeline; what cannot be read is listed in the
    report as not checked.
    """
    loaded = read_rules(rules)
    articles, not_checked = read_articles(paths)
    return check_articles(
        articles,
        not_checked,
        rules=loaded,
        references=read_references(rules),
        model=model,
        progress=progress,
        jobs=jobs,
    )


def check_articles(
    articles: Sequence[Article],
    not_checked: Sequence[NotChecked] = (),
    *,
    rules: Sequence[Rule],
    references: Sequence[Fact] | None = None,
    model: str | None = None,
    progress: Progress = no_progress,
    jobs: int = 1,
) -> Report:
    """The report on articles that are read already; see `check_paths`."""
    from factcheck.language.pipeline import load_pipeline, pipeline_version

    dated, claims = extract_articles(articles, model, progress, jobs=jobs)
    progress("comparing", 0, 1)
    discrepancies, facts = judge_facts(claims, dated, rules, references)
    progress("comparing", 1, 1)
    return Report(
        articles=tuple(dated),
        claims=claims,
        discrepancies=discrepancies,
        not_checked=tuple(not_checked),
        rules=tuple(rules),
        pipeline=pipeline_version(load_pipeline(model)),
        facts=facts,
    )
