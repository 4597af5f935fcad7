"""Which term vectors may lie near one another: a sieve on arrays that never drops a near pair, in time near to linear.

Two articles are looked at when they share a term that is in few articles. What such terms add to their cosine is summed for
one article against all before it at once; the common terms can add no more than the product of their parts' lengths, so that
most pairs need no second look, and the rest get the whole sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

# What sums of 32-bit floats may be off by, far below the step to which cosines are printed.
SLACK = 1e-4


def near_pairs(
    vectors: Iterable[Mapping[str, float]],
    telling: Mapping[str, bool],
    least: float,
    wanted: Sequence[bool],
) -> Iterator[tuple[int, list[int]]]:
    """For each vector the earlier ones whose cosine with it may be `least` or more, as (index, indexes), both ascending.

    vectors: of length 1, without negative weights. telling: for every term whether it is in so few articles that two of them
    are looked at for sharing it; others add to a cosine alone. wanted: of each pair one must be. Indexes without any earlier
    neighbour are left out. A few pairs of a smaller cosine come along (see SLACK).
    """
    import numpy as np

    rare, common = _split(vectors, telling)
    # By term, its vectors in order; of them those before the one at hand are `seen`.
    order = np.argsort(rare.terms, kind="stable")
    holders = np.repeat(np.arange(len(wanted), dtype=np.int32), np.diff(rare.starts))[order]
    weights = rare.weights[order]
    first = np.searchsorted(rare.terms[order], np.arange(rare.size + 1))
    seen = np.zeros(rare.size, dtype=np.int64)
    lengths = np.sqrt(np.bincount(common.rows(), weights=common.weights**2, minlength=len(wanted)))
    held = np.zeros(common.size, dtype=np.float32)
    among = np.asarray(wanted, dtype=bool)
    for right in range(len(wanted)):
        terms = rare.terms[rare.starts[right] : rare.starts[right + 1]]
        places, counts = _ranges(first[terms], seen[terms])
        seen[terms] += 1
        if not len(places):
            continue
        own = np.repeat(rare.weights[rare.starts[right] : rare.starts[right + 1]], counts)
        sums = np.bincount(holders[places], weights=weights[places] * own)
        left = np.flatnonzero((sums > 0) & (sums + lengths[: len(sums)] * lengths[right] >= least - SLACK))
        if not among[right]:
            left = left[among[left]]
        if not len(left):
            continue
        mine = slice(common.starts[right], common.starts[right + 1])
        held[common.terms[mine]] = common.weights[mine]
        places, counts = _ranges(common.starts[left], common.starts[left + 1] - common.starts[left])
        shared = common.weights[places] * held[common.terms[places]]
        total = sums[left] + np.bincount(np.repeat(np.arange(len(left)), counts), weights=shared, minlength=len(left))
        held[common.terms[mine]] = 0
        left = left[total >= least - SLACK]
        if len(left):
            yield right, left.tolist()


class _Rows:
    """Sparse rows: row i holds `terms[starts[i]:starts[i + 1]]` with their weights; terms are numbered below `size`."""

    def __init__(self, terms: list, weights: list, size: int):
        import numpy as np

        self.starts = np.concatenate([[0], np.cumsum([len(row) for row in terms], dtype=np.int64)])
        self.terms: np.ndarray = np.concatenate(terms) if terms else np.zeros(0, dtype=np.int32)
        self.weights: np.ndarray = np.concatenate(weights) if weights else np.zeros(0, dtype=np.float32)
        self.size = size

    def shared(self) -> _Rows:
        """The same rows without the terms that stand in one of them alone."""
        import numpy as np

        keep = np.bincount(self.terms, minlength=self.size)[self.terms] > 1
        self.starts = np.concatenate([[0], np.cumsum(keep, dtype=np.int64)])[self.starts]
        self.terms, self.weights = self.terms[keep], self.weights[keep]
        return self

    def rows(self) -> np.ndarray:
        """The row of each entry."""
        import numpy as np

        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


def _split(vectors: Iterable[Mapping[str, float]], telling: Mapping[str, bool]) -> tuple[_Rows, _Rows]:
    """The vectors' telling terms and their other ones, each kind numbered in the order of first sight."""
    import numpy as np

    numbers: tuple[dict[str, int], dict[str, int]] = ({}, {})
    terms: tuple[list, list] = ([], [])
    weights: tuple[list, list] = ([], [])
    for vector in vectors:
        parts: tuple[dict[int, float], dict[int, float]] = ({}, {})
        for term, weight in vector.items():
            kind = 0 if telling[term] else 1
            parts[kind][numbers[kind].setdefault(term, len(numbers[kind]))] = weight
        for kind, part in enumerate(parts):
            terms[kind].append(np.fromiter(part.keys(), dtype=np.int32, count=len(part)))
            weights[kind].append(np.fromiter(part.values(), dtype=np.float32, count=len(part)))
    rows = [_Rows(terms[kind], weights[kind], len(numbers[kind])) for kind in (0, 1)]
    return rows[0], rows[1].shared()


def _ranges(starts: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The integers from each start on, so many of them, one range after the other; and the counts."""
    import numpy as np

    total = int(counts.sum())
    offsets = np.cumsum(counts) - counts
    return np.repeat(starts - offsets, counts) + np.arange(total), counts
