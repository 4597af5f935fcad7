"""Match weights in the manner of Fellegi and Sunter (1969): m and u probabilities as data, their log2 ratios as weights."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from factcheck.errors import RuleError


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a comparison: its m and u probabilities and the words that tell a reader of it (blank: not told)."""

    name: str
    m: float
    u: float
    says: str = ""
    weight: float = field(init=False)
    """log2(m / u): above nought speaks for a match."""

    def __post_init__(self):
        object.__setattr__(self, "weight", math.log2(self.m / self.u))


@dataclass(frozen=True, slots=True)
class Common:
    """Canonical counted nouns and predicates so frequent in news that sharing one says little."""

    things: frozenset[str] = frozenset()
    happenings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Weights:
    """The prior probability of a match in a block, the common terms, and for each comparison its levels by name."""

    prior: float
    common: Common
    comparisons: Mapping[str, Mapping[str, Level]]

    @property
    def prior_weight(self) -> float:
        """log2 of the prior odds."""
        return math.log2(self.prior / (1 - self.prior))


def load_weights(path: Path) -> Weights:
    """The weights in one YAML file; raises RuleError that names every level whose m or u is not within (0, 1)."""
    with path.open(encoding="utf-8") as handle:
        data = yaml.load(handle, Loader=yaml.CSafeLoader)
    faults = []
    comparisons = {}
    for comparison, levels in data["comparisons"].items():
        comparisons[comparison] = {}
        for name, entry in levels.items():
            if not (0 < entry["m"] < 1 and 0 < entry["u"] < 1):
                faults.append(f"{path}: {comparison}.{name}: m and u must lie between 0 and 1, both ends excluded")
                continue
            comparisons[comparison][name] = Level(name, entry["m"], entry["u"], entry.get("says", ""))
    if not 0 < data["prior"] < 1:
        faults.append(f"{path}: prior must lie between 0 and 1, both ends excluded")
    if faults:
        raise RuleError(faults)
    common = Common(frozenset(data["common"]["things"]), frozenset(data["common"]["happenings"]))
    return Weights(data["prior"], common, comparisons)


def probability(weight: float) -> float:
    """The probability that belongs to a sum of match weights and prior: 2^w / (1 + 2^w)."""
    return 1 / (1 + 2.0 ** -max(-60.0, min(60.0, weight)))
