"""Report: everything that one run found, as handed to the writers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from factcheck.model import Article, NotChecked
from factcheck.rulepacks import Rule
from factcheck.suppressions import Remark, Suppressed

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
    suppressed: what is not in the table because a comment, a path pattern or a reviewer set it aside.
    remarks: what the writers of such comments and patterns should know.
    checked: ids of the articles that the run was asked to check, when it showed others beside them; blank for all.
    unchanged: rows that earlier versions of the articles had already and that are therefore not in the table.
    baseline: discrepancy_id to new, unchanged or updated (SARIF's words), for every row or for none.
    root: the folder that paths are told from, such as the top of the repository; blank to tell them as they are.
    fail_on: the least grave level that fails the run, or none.
    coverage: how much of an archive was looked at, by the names of `pipeline_archive.Coverage`; None without an archive.
    """

    articles: tuple[Article, ...]
    claims: DataFrame
    discrepancies: DataFrame
    not_checked: tuple[NotChecked, ...]
    rules: tuple[Rule, ...]
    pipeline: str
    facts: DataFrame | None = None
    dismissed: tuple[str, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    remarks: tuple[Remark, ...] = ()
    checked: tuple[str, ...] = ()
    unchanged: tuple[Mapping, ...] = ()
    baseline: Mapping[str, str] = field(default_factory=dict)
    root: str = ""
    fail_on: str = "error"
    coverage: Mapping[str, Any] | None = None
