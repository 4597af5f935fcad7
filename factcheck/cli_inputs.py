"""What the commands read before they work: articles, and the rules and reference facts to judge by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.errors import InputError

if TYPE_CHECKING:
    from factcheck.facts import Fact
    from factcheck.model import Article, NotChecked
    from factcheck.rulepacks import Rule


def read(paths: Sequence[Path], sidecar: Path | None = None) -> tuple[list[Article], list[NotChecked]]:
    """The articles and what is not checked; raises InputError with the reason for each path when nothing could be read."""
    from factcheck.readers import read_articles

    articles, not_checked = read_articles(paths, sidecar=sidecar)
    if not articles:
        raise InputError("\n  ".join(["nothing to check", *(f"{item.path}: {item.reason}" for item in not_checked)]))
    return articles, not_checked


def read_judges(rules: Sequence[Path] | None) -> tuple[tuple[Rule, ...], tuple[Fact, ...]]:
    """The rules and the reference facts, the bundled ones and those of the packs `rules`; raises RuleError."""
    from factcheck.pipeline import read_references, read_rules

    return read_rules(rules or ()), read_references(rules or ())
