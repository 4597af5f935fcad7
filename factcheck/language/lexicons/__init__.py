"""Word lists as data: `read_lexicon(name)` hands back one YAML file of this folder, `words_of` one block of words of it."""

from functools import cache
from pathlib import Path

import yaml


@cache
def read_lexicon(name: str) -> dict:
    """The content of `name.yaml` in this folder; the caller must not change it (it is shared).

    Raises FileNotFoundError when there is no such lexicon: a mistake of the programmer, not of a user.
    """
    path = Path(__file__).with_name(f"{name}.yaml")
    with path.open(encoding="utf-8") as handle:
        return yaml.load(handle, Loader=yaml.CSafeLoader)


@cache
def words_of(lexicon: str, entry: str) -> frozenset[str]:
    """The words of a lexicon's entry that is a block of words."""
    return frozenset(read_lexicon(lexicon)[entry].split())
