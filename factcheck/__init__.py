"""factcheck: a fact-consistency checker for news.

    import factcheck

    articles = factcheck.read_articles("seeds")
    claims = factcheck.extract_claims(articles)
    rows = factcheck.find_discrepancies(claims, articles)

`check` does all three and hands back a Report, which `write_report` writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from factcheck.model import Article
    from factcheck.writers.report import Report

from factcheck.version import __version__

__all__ = ["__version__", "check", "extract_claims", "find_discrepancies", "read_articles", "write_report"]


def read_articles(paths: str | Path | Sequence[str | Path]) -> list[Article]:
    """The articles in a file or folder, or in several, in a fixed order; what cannot be read is left out (`check` tells of it).

    Raises InputError when nothing at all could be read, with the reason for each path.
    """
    from factcheck.errors import InputError
    from factcheck.readers import read_articles as read

    articles, not_checked = read(paths)
    if not articles:
        raise InputError("\n".join(f"{item.path}: {item.reason}" for item in not_checked) or "no paths were given")
    return articles


def extract_claims(articles: Sequence[Article], *, model: str | None = None) -> pd.DataFrame:
    """The claims table of the articles: one row a claim, columns `factcheck.model.CLAIM_COLUMNS`.

    `model` names an installed spaCy pipeline to use in place of the bundled one; raises ModelError when there is none.
    """
    from factcheck.pipeline import extract_articles

    return extract_articles(articles, model)[1]


def find_discrepancies(
    claims: pd.DataFrame, articles: Sequence[Article], *, rules: str | Path | Sequence[str | Path] = ()
) -> pd.DataFrame:
    """The discrepancies table: one row a disagreement, columns `factcheck.model.DISCREPANCY_COLUMNS`, gravest first.

    `claims` is what `extract_claims` made of `articles`. `rules` are rule packs (or one) read after the bundled ones; raises
    RuleError with every fault of them.
    """
    from factcheck.language.printed import without_halves
    from factcheck.pipeline import date_from_claims, judge_claims, read_references, read_rules

    dated = date_from_claims([*map(without_halves, articles)], claims)
    return judge_claims(claims, dated, read_rules(rules), read_references(rules))


def check(
    paths: str | Path | Sequence[str | Path],
    *,
    rules: str | Path | Sequence[str | Path] = (),
    model: str | None = None,
    config: str | Path | None = None,
) -> Report:
    """The whole report on a file or folder, or on several: articles, claims, discrepancies and what was not checked.

    Comments in the articles that set findings aside hold; those are in `report.suppressed`. config: a configuration file
    (factcheck.toml) whose rule packs, levels, outlets, suppressions, columns, sidecar, model and fail-on hold, the arguments
    before them; none is looked for when it is not given, and the environment is never asked. Raises ConfigError, RuleError
    and ModelError.
    """
    from factcheck.configuration import Configuration, read_configuration
    from factcheck.pipeline_settled import check_settled

    held = Configuration() if config is None else read_configuration(Path(config))
    return check_settled(paths, held, rules=rules, model=model)


def write_report(report: Report, folder: str | Path) -> tuple[Path, ...]:
    """The files written into `folder`: claims.csv, discrepancies.csv, report.json, report.html. Raises OutputError."""
    from factcheck.writers import write_files

    return write_files(report, Path(folder))
