"""The files of a run in parts: articles and claims by part, and slices of them by who is to judge them.

Every file is written whole by one step and read by others, each at the places that it needs:

    parts/000000.texts       the part's articles one after the other, so that one of them is read without the others
    parts/000000.topics      what each shard is to judge of the part; likewise 000000.persons by block
    claims/part-000000.parquet
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from factcheck.model import Article
from factcheck.tables import write_bytes

if TYPE_CHECKING:
    import pandas as pd

# Files of texts that are held open while articles are read from them in no order; a process may have some hundred.
FILES_HELD = 64


@dataclass(frozen=True, slots=True)
class Kept:
    """What a part holds: the ids of its articles, the place of each in the file of texts and one more for the end, and the
    number of its claims."""

    ids: Sequence[str]
    places: Sequence[int]
    claims: int


def keep(folder: Path, part: int, articles: Sequence[Article], claims: pd.DataFrame) -> Kept:
    """Writes the articles of a part and their claims."""
    data, places = bytearray(), [0]
    for article in articles:
        data += pickle.dumps(article, pickle.HIGHEST_PROTOCOL)
        places.append(len(data))
    write_bytes(part_file(folder, part, "texts"), bytes(data))
    write_bytes(claims_file(folder, part), claims.to_parquet(index=False))
    return Kept([article.id for article in articles], places, len(claims))


def kept_articles(folder: Path, part: int) -> list[Article]:
    """The articles of a part."""
    articles = []
    with part_file(folder, part, "texts").open("rb") as handle:
        while handle.peek(1):
            articles.append(pickle.load(handle))
    return articles


def claims_of(folder: Path, part: int, articles: Collection[str]) -> pd.DataFrame:
    """The claims of some articles of a part, by their ids."""
    import pandas as pd

    return pd.read_parquet(claims_file(folder, part), filters=[("article", "in", sorted(articles))])


class StoredArticles(Sequence[Article]):
    """The articles of a corpus in parts, in the order of their ids, each read when it is asked for."""

    def __init__(self, folder: Path, parts: Sequence[Kept]):
        self.places = sorted(
            (id_, number, start, end - start)
            for number, part in enumerate(parts)
            for id_, start, end in zip(part.ids, part.places, part.places[1:], strict=False)
        )
        # Closed as soon as they are let go of.
        self.open = lru_cache(maxsize=FILES_HELD)(lambda part: part_file(folder, part, "texts").open("rb"))

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> list[Article]: ...
    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        _, part, start, length = self.places[index]
        handle = self.open(part)
        handle.seek(start)
        return pickle.loads(handle.read(length))


def write_slices(folder: Path, part: int, what: str, slices: Mapping[Any, object]) -> dict[Any, tuple[int, int]]:
    """Where in the part's file `what` each slice stands, as (start, length) by its key."""
    data, places = bytearray(), {}
    for key, held in slices.items():
        piece = zlib.compress(pickle.dumps(held, pickle.HIGHEST_PROTOCOL), 1)
        places[key] = len(data), len(piece)
        data += piece
    write_bytes(part_file(folder, part, what), bytes(data))
    return places


def read_slices(folder: Path, what: str, places: Sequence[tuple[int, int, int]]) -> list[Any]:
    """The slices at some places, each as (part, start, length)."""
    held = []
    for part, start, length in places:
        with part_file(folder, part, what).open("rb") as handle:
            handle.seek(start)
            held.append(pickle.loads(zlib.decompress(handle.read(length))))
    return held


def claims_file(folder: Path, part: int) -> Path:
    """Where the claims of a part stand."""
    return folder / "claims" / f"part-{part:06d}.parquet"


def part_file(folder: Path, part: int, what: str) -> Path:
    """Where a step keeps what it made of a part."""
    return folder / "parts" / f"{part:06d}.{what}"


def save(path: Path, value: object) -> None:
    """Keeps any value in a file of the run."""
    write_bytes(path, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


def load(path: Path) -> Any:
    """What `save` kept: files of this very run, in a folder that it was given for its own use."""
    return pickle.loads(path.read_bytes())
