"""Report: everything that one run found, as handed to the writers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.model import Article, NotChecked
from factcheck.rulepacks import Rule

if TYPE_CHECKING:
    from pandas import DataFrame


FACT_COLUMNS = ("fact", "claim_id", "low_base", "high_base", "dimension")


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """One run: what was read, claimed, found, left unchecked, and by which rules and language pipeline.

    claims, discrepancies: tables with the columns of `factcheck.model`, rows in the order in which they are written.
    pipeline: name and version of the language pipeline, such as `en_factcheck 1.0.0`.
    facts: FACT_COLUMNS, one row a claim that shares its fact with another; bounds in the base unit of the dimension, so
    that miles stand on one scale with kilometres. None when it was not asked for.
    dismissed: ids of the discrepancies that reviewers dismissed and that are therefore not in the table.
    """

    articles: tuple[Article, ...]
    claims: DataFrame
    discrepancies: DataFrame
    not_checked: tuple[NotChecked, ...]
    rules: tuple[Rule, ...]
    pipeline: str
    facts: DataFrame | None = None
    dismissed: tuple[str, ...] = ()
