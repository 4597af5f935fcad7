"""Train the bundled English pipeline: convert the treebanks, train, assemble, score.

    python training/train.py --treebanks DIR --out DIR

The two runs (trees and names) do not depend on each other and take one core each. `--steps assemble evaluate`
repeats only those steps on what earlier ones left in `--out`; `--install` replaces the bundled pipeline.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUNDLED = HERE.parent / "factcheck" / "language" / "en_factcheck"
VERSION = "1.0.0"
STEPS = ("convert", "train", "assemble", "evaluate")
CORPORA = {"trees": ("train", "dev"), "names": ("names-train", "names-dev")}
# (seed, dropout, steps) of the second parts of the trees run, each from the best checkpoint of the first.
# Their weights are averaged: dev LAS is 80.8 after the first part, 81.1 for the best second, 81.2 averaged.
REFINEMENTS = ((1, 0.1, 900), (2, 0.3, 1000), (3, 0.25, 800))
ORDER = ("tok2vec", "tagger", "morphologizer", "lemmatizer", "parser", "ner")


def train(out: Path) -> None:
    """Runs both trainings side by side, one thread each; raises CalledProcessError when one fails."""
    with ThreadPoolExecutor(2) as pool:
        for done in (
            pool.submit(_train_trees, out),
            pool.submit(_train, "names", "names.cfg", out / "names"),
        ):
            done.result()


def _train_trees(out: Path) -> None:
    first = out / "trees-first"
    _train("trees", "config.cfg", first)
    refined = []
    for seed, dropout, steps in REFINEMENTS:
        refined.append(out / f"trees-refined-{seed}")
        options = {
            "paths.first": first / "model-best",
            "system.seed": seed,
            "training.dropout": dropout,
            "training.max_steps": steps,
        }
        _train("trees", "refine.cfg", refined[-1], options)
    average([first / "model-best", *(folder / "model-best" for folder in refined)], out / "trees" / "model-best")


def _train(run: str, config: str, folder: Path, options: dict | None = None) -> None:
    train_corpus, dev_corpus = (folder.parent / "data" / f"{name}.spacy" for name in CORPORA[run])
    command = [sys.executable, "-m", "spacy", "train", str(HERE / config), "--output", str(folder)]
    command += ["--code", str(HERE / "tokenizer.py")]
    for name, value in {"paths.train": train_corpus, "paths.dev": dev_corpus, **(options or {})}.items():
        command += [f"--{name}", str(value)]
    subprocess.run(command, env={**os.environ, "OMP_NUM_THREADS": "1"}, check=True)


def average(folders: list[Path], out: Path) -> None:
    """Writes a pipeline whose weights are the mean of those of the folders, which share labels and shapes."""
    import numpy
    import spacy

    pipelines = [spacy.load(folder) for folder in folders]
    for name in pipelines[0].pipe_names:
        for nodes in zip(*(nlp.get_pipe(name).model.walk() for nlp in pipelines), strict=True):
            for param in nodes[0].param_names:
                if nodes[0].has_param(param):
                    mean = numpy.mean([node.get_param(param) for node in nodes], axis=0)
                    nodes[0].set_param(param, mean.astype("float32"))
    out.parent.mkdir(parents=True, exist_ok=True)
    pipelines[0].to_disk(out)


def assemble(trees: Path, names: Path, out: Path) -> Path:
    """Joins the two trained pipelines into one folder and returns its path.

    The sentence recogniser of the trees run is left out: it only teaches the shared embedding. The parser
    alone finds the same sentences (dev F 89.6; 89.5 when the recogniser binds it).

    Args:
        trees: the pipeline with tags, lemmas and trees.
        names: the pipeline with names; its embedding is copied into the `ner` component.
        out: the folder to write; an older one is replaced whole, its LICENSE and CREDITS.md are kept.
    """
    import spacy

    nlp = spacy.load(trees)
    source = spacy.load(names)
    source.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=source)
    nlp.rename_pipe("trainable_lemmatizer", "lemmatizer")
    nlp.remove_pipe("senter")
    assert tuple(nlp.pipe_names) == ORDER
    nlp.meta.update(
        name="factcheck",
        version=VERSION,
        description="English tags, lemmas, Universal Dependencies and names for news text",
        license="CC BY-SA 4.0",
        author="factcheck contributors",
        sources=[
            {"name": "UD English EWT", "license": "CC BY-SA 4.0"},
            {"name": "UD English GUM (part)", "license": "CC BY 4.0"},
            {"name": "Universal NER, English EWT", "license": "CC BY-SA 4.0"},
            {"name": "WikiGold", "license": "CC BY 4.0"},
        ],
        performance={},
    )
    fresh = out.with_name(f".{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    nlp.config["initialize"]["before_init"] = None
    nlp.config["paths"].update(dict.fromkeys(nlp.config["paths"]))
    nlp.to_disk(fresh)
    _prune_strings(nlp, fresh)
    _replace(fresh, out)
    return out


def _prune_strings(nlp, folder: Path) -> None:
    """Leaves in the string store what the components need; the words of the treebanks are dead weight."""
    import spacy
    import srsly

    strings = nlp.vocab.strings
    keep = set(spacy.blank("en").vocab.strings)
    for name in nlp.pipe_names:
        # The labels of the lemmatizer are numbers of edit trees; their strings follow below.
        keep.update(label for label in getattr(nlp.get_pipe(name), "labels", ()) if isinstance(label, str))
    for label in nlp.get_pipe("morphologizer").labels:
        keep.update(part for feature in label.split("|") for part in (feature, *feature.split("=")))
        keep.add("|".join(feature for feature in label.split("|") if not feature.startswith("POS=")))
    for tree in srsly.msgpack_loads(nlp.get_pipe("lemmatizer").trees.to_bytes())["trees"]:
        keep.update(strings[tree[side]] for side in ("orig", "subst") if tree.get(side))
    for text, parts in nlp.tokenizer.rules.items():
        keep.add(text)
        keep.update(value if isinstance(value, str) else strings[value] for part in parts for value in part.values())
    path = folder / "vocab" / "strings.json"
    srsly.write_json(path, sorted(text for text in srsly.read_json(path) if text in keep))


def _replace(fresh: Path, out: Path) -> None:
    kept = out if out.exists() else BUNDLED
    for name in ("LICENSE", "CREDITS.md"):
        if (kept / name).exists():
            shutil.copy(kept / name, fresh / name)
    old = out.with_name(f".{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--treebanks", type=Path, required=True, help="folder with the .gz files")
    parser.add_argument("--out", type=Path, required=True, help="folder for corpora, checkpoints and en_factcheck/")
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=STEPS, help="default: all")
    parser.add_argument("--install", action="store_true", help="replace the bundled pipeline as well")
    arguments = parser.parse_args()
    out = arguments.out
    if "convert" in arguments.steps:
        from convert import convert

        convert(arguments.treebanks, out / "data")
    if "train" in arguments.steps:
        train(out)
    if "assemble" in arguments.steps:
        trees, names = out / "trees" / "model-best", out / "names" / "model-best"
        assemble(trees, names, out / "en_factcheck")
        if arguments.install:
            assemble(trees, names, BUNDLED)
    if "evaluate" in arguments.steps:
        from evaluate import evaluate, print_table, write_scores

        scores = evaluate(out / "en_factcheck", arguments.treebanks)
        write_scores(scores, HERE / "scores.json")
        print_table(scores)


if __name__ == "__main__":
    main()
