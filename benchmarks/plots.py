"""Seconds and memory against size, drawn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def draw_growth(
    sizes: Sequence[float], seconds: Sequence[float], memory: Sequence[float], path: Path, *, what: str
) -> None:
    """Draws CPU seconds and peak memory (MB) at each size into an SVG file, with the straight line through the first point.

    what: what is counted, as the axis tells it.
    """
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "factcheck"
    import matplotlib.pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    left.plot(sizes, seconds, marker="o")
    each = seconds[0] / sizes[0]
    left.plot([0, sizes[-1]], [0, each * sizes[-1]], linestyle=":", color="grey", label="in proportion to the first")
    left.set(xlabel=what, ylabel="CPU seconds, one core", ylim=0, xlim=0)
    left.legend()
    right.plot(sizes, [held / 1024 for held in memory], marker="o")
    right.set(xlabel=what, ylabel="peak memory, GB", ylim=0, xlim=0)
    for axes in (left, right):
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.grid(alpha=0.3)
    figure.savefig(path, metadata={"Date": None})
