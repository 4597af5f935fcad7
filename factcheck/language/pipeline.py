"""Load the English language pipeline: the bundled one, or an installed one that has tags and trees."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

BUNDLED = Path(__file__).resolve().parent / "en_factcheck"

# What extraction reads from a Doc, and the components that can provide it.
REQUIRED = {
    "part-of-speech tags": ("tagger", "morphologizer"),
    "a dependency tree": ("parser", "experimental_biaffine_parser"),
}


def load_pipeline(name: str | None = None) -> Language:
    """The bundled pipeline, or the installed one called `name`; loaded once a process.

    Args:
        name: an installed spaCy package (`en_core_web_sm`) or the path of a pipeline folder; None for the
            bundled pipeline.

    Raises:
        ModelError: the pipeline is not installed, is not English, or lacks tags or trees.
    """
    return _load(None if name is None else str(name))


@lru_cache(maxsize=4)
def _load(name: str | None) -> Language:
    import spacy
    from spacy.util import is_package

    if name is None:
        if not (BUNDLED / "config.cfg").is_file():
            raise ModelError(f"{BUNDLED}: the bundled language pipeline is missing; reinstall factcheck")
        return _with_fast_products(spacy.load(BUNDLED))
    if not is_package(name) and not (Path(name) / "config.cfg").is_file():
        raise ModelError(
            f"language pipeline {name!r} is not installed; leave the option out for the bundled pipeline, "
            "give the path of a pipeline folder, or install an English spaCy pipeline "
            f"(python -m spacy download {name})"
        )
    nlp = spacy.load(name)
    _require(nlp, name)
    return _with_fast_products(nlp)


def _with_fast_products(nlp: Language) -> Language:
    """The same pipeline with its matrix products made by the BLAS of NumPy, three times as fast as thinc's own.

    The two round differently in the last bits, and NumPy's by where a row stands in its batch: who wants equal parses of
    equal texts hands equal batches in. Layers that compute elsewhere (PyTorch, a GPU) are left alone.
    """
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for layer in model.walk() if model is not None else ():
            if type(layer.ops) is NumpyOps:
                layer.ops = ops
    return nlp


def _require(nlp: Language, name: str) -> None:
    if nlp.lang != "en":
        raise ModelError(f"language pipeline {name!r} is for {nlp.lang!r}; factcheck reads English (en) only")
    factories = {nlp.get_pipe_meta(pipe).factory for pipe in nlp.pipe_names}
    missing = [f"{what} ({' or '.join(by)})" for what, by in REQUIRED.items() if not factories.intersection(by)]
    if missing:
        has = ", ".join(nlp.pipe_names) or "no component"
        raise ModelError(
            f"language pipeline {name!r} lacks {' and '.join(missing)}; it has {has}. Allowed is any English "
            "spaCy pipeline with a tagger or morphologizer and a parser; lemmatizer, ner are used when there"
        )


def pipeline_version(nlp: Language) -> str:
    """Name and version of the pipeline, as reports print it: `en_factcheck 1.0.0`."""
    meta = nlp.meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"
