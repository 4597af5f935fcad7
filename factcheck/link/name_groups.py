"""Which names of a corpus may be one person's, found from names and what stands beside them alone, without the claims.

Two names are brought together when they share a block (see `name_blocks`), differ by a slip or a convention, and something
that `shared_context` goes by may speak for one person: one office, one organisation, or articles that hang together. That is
never less than what `pair_persons` pairs, so that the claims of one group of names can be judged without all others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING

from factcheck.joined import join_pairs
from factcheck.link.persons import are_near, name_blocks
from factcheck.normalise.names import core_name, fold

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

# Entries of the table of names by block and context that are sorted at a time: 16 bytes each.
AT_ONCE = 4_000_000


def read_contexts(persons: pd.DataFrame) -> pd.DataFrame:
    """What may tie each name of person claims to another: columns name and context (a digest), each pair once.

    persons: the columns name, subject, organisation and `group`, the number that articles which hang together share.
    """
    import pandas as pd

    named = persons[persons["name"] != ""]
    kinds = [
        ("office", named["subject"]),
        ("organisation", named["organisation"].map(fold)),
        ("group", named["group"].astype(str)),
    ]
    parts = []
    for kind, values in kinds:
        codes, distinct = pd.factorize(values)
        digests = pd.Series([digest(f"{kind}|{value}") if value else 0 for value in distinct], dtype="int64")
        parts.append(pd.DataFrame({"name": named["name"].to_numpy(), "context": digests.to_numpy()[codes]}))
    table = pd.concat(parts, ignore_index=True).drop_duplicates(ignore_index=True)
    return table[table["context"] != 0].reset_index(drop=True)


def digest(text: str) -> int:
    """64 bits that stand for a text, as a signed number; two texts that share them bring up a pair too many, no more."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def group_names(tables: Iterable[pd.DataFrame]) -> dict[tuple[str, str], tuple[str, str]]:
    """For each core name (see `core_name`) that hangs together with another the first of all that do; others are left out.

    tables: as from `read_contexts`, one a part of the corpus.
    """
    import numpy as np

    numbers: dict[str, int] = {}
    rows = []
    for table in tables:
        names = [numbers.setdefault(name, len(numbers)) for name in table["name"]]
        rows.append(np.column_stack([np.array(names, dtype="int64"), table["context"].to_numpy(dtype="int64")]))
    if not rows:
        return {}
    contexts = np.unique(np.concatenate(rows), axis=0)
    names = list(numbers)
    near = (
        (core_name(names[one]), core_name(names[two]))
        for one, two in candidates(names, contexts)
        if are_near(*sorted((names[one], names[two])))
    )
    return join_pairs(pair for pair in near if pair[0] != pair[1])


def candidates(names: list[str], contexts: np.ndarray) -> Iterator[tuple[int, int]]:
    """The pairs of names, by number, that share a block and a context, in ascending order of the first.

    contexts: rows of a name's number and a context, ascending.
    """
    import numpy as np

    blocks = [(digest(block), number) for number, name in enumerate(names) for block in name_blocks(name)]
    table = np.array(blocks, dtype="int64").reshape(-1, 2)
    # Names of blocks that no other name is in are done with.
    _, inverse, counts = np.unique(table[:, 0], return_inverse=True, return_counts=True)
    table = table[counts[inverse] > 1]
    table = table[np.lexsort((table[:, 1], table[:, 0]))]
    first = np.searchsorted(contexts[:, 0], np.arange(len(names) + 1))
    held = np.diff(first)[table[:, 1]]
    found: set[tuple[int, int]] = set()
    for start, end in _stretches(table[:, 0], held):
        some, counts = table[start:end], held[start:end]
        offsets = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        places = np.repeat(first[some[:, 1]], counts) + offsets
        # One number for a block and a context together, by multiplication with an odd number and wrapping round.
        with np.errstate(over="ignore"):
            keys = np.repeat(some[:, 0], counts) * np.int64(-7046029254386353131) + contexts[places, 1]
        owners = np.repeat(some[:, 1], counts)
        order = np.lexsort((owners, keys))
        keys, owners = keys[order], owners[order]
        edges = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1], [True]]))
        for low, high in zip(edges[:-1], edges[1:], strict=True):
            if high - low > 1:
                members = owners[low:high].tolist()
                found.update((one, two) for i, one in enumerate(members) for two in members[i + 1 :])
    return iter(sorted(found))


def _stretches(blocks: np.ndarray, held: np.ndarray) -> Iterator[tuple[int, int]]:
    """Where whole blocks begin and end of which each run holds AT_ONCE entries or little more."""
    import numpy as np

    ends = np.flatnonzero(np.concatenate([blocks[1:] != blocks[:-1], [True]])) + 1 if len(blocks) else []
    total = np.concatenate([[0], np.cumsum(held)])
    start = 0
    for end in map(int, ends):
        if total[end] - total[start] >= AT_ONCE or end == len(blocks):
            yield start, end
            start = end
