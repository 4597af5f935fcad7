"""Full names of persons against treebanks with names: our reading beside the bare pipeline's.

    python benchmarks/names.py TREEBANKS [--sets uner-ewt-dev,uner-pud-test,wikigold]

TREEBANKS holds `SET.iob2.gz` (Universal NER) or `wikigold.conll.gz`. A full name is a span of two words or more once titles and
possessives are off; it counts when both ends agree. Names of one word are left out on all sides: the product makes persons of
full names and finds the others by them. Prints precision, recall and F; exits with 1 when ours falls below its floor.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from factcheck.extract.mentions import find_mentions
from factcheck.extract.words import read_lines, titles
from factcheck.language.blocks import parse_articles
from factcheck.language.pipeline import load_pipeline
from factcheck.model import Article

# Accuracy floors of our reading's F, in per cent: they rise with the figures.
FLOORS = {"uner-ewt-dev": 87.5, "uner-pud-test": 89.0, "wikigold": 90.5}
SETS = ("uner-ewt-dev", "uner-pud-test", "wikigold")
# WikiGold has no documents in our copy: as many sentences as a short article has are read together.
SENTENCES = 12


def read_documents(folder: Path, name: str) -> Iterator[list[tuple[str, list[tuple[str, str]]]]]:
    """Documents of a set as lists of sentences: the printed text ("" when unknown) and the words with their labels."""
    path = folder / (f"{name}.conll.gz" if name == "wikigold" else f"{name}.iob2.gz")
    document: list[tuple[str, list[tuple[str, str]]]] = []
    words: list[tuple[str, str]] = []
    text = ""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in (*lines, "\n"):
            line = line.rstrip("\n")
            if line.startswith(("# newdoc", "-DOCSTART-")) and document:
                yield document
                document = []
            elif line.startswith("# text = "):
                text = line.removeprefix("# text = ")
            elif line and not line.startswith(("#", "-DOCSTART-")):
                cells = re.split(r"\t| ", line)
                words.append((cells[1], cells[2]) if cells[0].isdigit() and len(cells) > 2 else (cells[0], cells[-1]))
            elif not line and words:
                document.append((text, words))
                text, words = "", []
                if name == "wikigold" and len(document) == SENTENCES:
                    yield document
                    document = []
    if document:
        yield document


def lay_out(document: list[tuple[str, list[tuple[str, str]]]]) -> tuple[str, list[tuple[int, int]]]:
    """The text of a document and the places of its person labels."""
    text, spans = "", []
    for printed, words in document:
        printed = printed or " ".join(word for word, _ in words)
        at, start, open_end = len(text), -1, -1
        place = 0
        for word, label in (*words, ("", "O")):
            if not label.endswith("-PER") or label.startswith("B-"):
                if start >= 0:
                    spans.append((start, open_end))
                start = -1
            found = printed.find(word, place) if word else -1
            if found < 0:
                continue
            place = found + len(word)
            if label.endswith("-PER"):
                start = at + found if start < 0 else start
                open_end = at + place
        text += printed + "\n\n"
    return text, spans


def full_name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A span without the titles before it and the possessive after it; None when one word is left."""
    end = start + len(re.sub(r"['’]s?$", "", text[start:end]).rstrip(" ,"))
    while (found := re.match(r"(\S+) +", text[start:end])) and found.group(1).lower() in titles():
        start += found.end()
    return (start, end) if " " in text[start:end] else None


def measure(folder: Path, name: str) -> float:
    """Prints precision, recall and F of both readings of one set; hands back our F in per cent."""
    documents = [lay_out(document) for document in read_documents(folder, name)]
    articles = [Article(str(number), text) for number, (text, _) in enumerate(documents)]
    right, found = {"ours": 0, "pipeline": 0}, {"ours": 0, "pipeline": 0}
    all_gold = 0
    for parsed, (text, spans) in zip(parse_articles(articles, load_pipeline()), documents, strict=True):
        gold = {full_name(text, *span) for span in spans} - {None}
        all_gold += len(gold)
        ours = {full_name(text, mention.start, mention.end) for mention in find_mentions(read_lines(parsed))} - {None}
        entities = {
            full_name(text, block.start + entity.start_char, block.start + entity.end_char)
            for block in parsed.blocks
            if block.doc is not None
            for entity in block.doc.ents
            if entity.label_ in ("PER", "PERSON")
        } - {None}
        for reading, names in (("ours", ours), ("pipeline", entities)):
            found[reading] += len(names)
            right[reading] += len(names & gold)
    scores = {}
    for reading in right:
        precision, recall = right[reading] / max(1, found[reading]), right[reading] / max(1, all_gold)
        scores[reading] = 200 * precision * recall / max(1e-9, precision + recall)
        print(f"{name:<14} {reading:<9} {all_gold} names: P {precision:.1%} R {recall:.1%} F {scores[reading]:.1f}%")
    return scores["ours"]


def main() -> None:
    """Runs the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("--sets", default=",".join(SETS))
    arguments = parser.parse_args()
    figures = {name: measure(arguments.treebanks, name) for name in arguments.sets.split(",")}
    below = [
        f"{name} {score:.1f} below {FLOORS[name]}" for name, score in figures.items() if score < FLOORS.get(name, 0)
    ]
    if below:
        raise SystemExit("; ".join(below))


if __name__ == "__main__":
    main()
