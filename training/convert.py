"""Write the training and scoring corpora as DocBins: one Doc a paragraph, in the treebank's own tokens.

spaCy aligns them to its tokenizer when it reads them (`spacy.Corpus.v1` makes the other side from the text).

    python training/convert.py --treebanks DIR --out DIR
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from random import Random

import augment
import speech
from treebanks import Paragraph, read_conllu, read_iob2, read_wikigold, with_gum_names, with_names

SEED = 20
# Paragraphs with curly quotation marks; pairs of neighbours joined by blank lines; copies in small letters,
# as headlines, with other amounts. Shares of the treebank paragraphs (headlines: of its sentences).
CURLY, JOINED, LOWER, HEADLINE, AMOUNTS = 0.5, 0.15, 0.05, 0.06, 0.15
QUOTATIONS = 1500
NAME_QUOTATIONS = 900
# Share of the sentences with names that get a copy with other names, and of those in small letters.
SWAPPED, SWAPPED_LOWER = 0.9, 0.15
BREAKS = ("\n\n", "\n\n", "\n")


def to_doc(paragraphs: Iterable[Paragraph], vocab, breaks: Iterable[str] = ()):
    """One gold Doc of the paragraphs, with a newline token between neighbours. Sentences without trees stay
    without tags, heads and sentence starts; sentences without names have missing names."""
    from spacy.tokens import Doc

    words, spaces, tags, pos, morphs, lemmas, heads, deps, ents = ([] for _ in range(9))
    paragraphs = list(paragraphs)
    between = iter(breaks)
    trees = all(sentence.has_tree for paragraph in paragraphs for sentence in paragraph)
    for number, paragraph in enumerate(paragraphs):
        if number:
            spaces[-1] = False
            words.append(next(between))
            spaces.append(False)
            tags.append("_SP")
            pos.append("SPACE")
            morphs.append("")
            lemmas.append(words[-1])
            heads.append(len(words) - 2)
            deps.append("dep")
            ents.append("O")
        for sentence in paragraph:
            base = len(words)
            for word in sentence.words:
                words.append(word.form)
                spaces.append(word.space)
                tags.append(word.xpos)
                pos.append(word.upos)
                morphs.append(word.feats)
                lemmas.append(word.lemma)
                heads.append(base + word.head)
                deps.append(word.deprel)
            marks = ["O" if sentence.names is not None else "-"] * len(sentence.words)
            for start, end, label in sentence.names or ():
                marks[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
            for index in sentence.unsure:
                marks[index] = "-"
            ents += marks
    tree = {"tags": tags, "pos": pos, "morphs": morphs, "lemmas": lemmas, "heads": heads, "deps": deps}
    doc = Doc(vocab, words=words, spaces=spaces, **(tree if trees else {}))
    if all(mark == "-" or number and words[number].isspace() for number, mark in enumerate(ents)):
        doc.set_ents([], default="missing")
        return doc
    named = Doc(vocab, words=words, spaces=spaces, ents=[mark if mark != "-" else "O" for mark in ents])
    missing = [doc[i : i + 1] for i, mark in enumerate(ents) if mark == "-"]
    doc.set_ents([doc.char_span(e.start_char, e.end_char, e.label_) for e in named.ents], missing=missing)
    return doc


def write(path: Path, docs: Iterable) -> int:
    """Writes one DocBin and returns the number of Docs."""
    from spacy.tokens import DocBin

    docs = list(docs)
    DocBin(docs=docs, store_user_data=False).to_disk(path)
    return len(docs)


def training_docs(paragraphs: list[Paragraph], vocab, random: Random) -> list:
    """Docs of the trees with all augmentations, in file order."""
    docs = []
    waiting: list[Paragraph] = []
    for paragraph in paragraphs:
        waiting.append(augment.typeset(paragraph) if random.random() < CURLY else paragraph)
        if random.random() >= JOINED or len(waiting) > 3:
            docs.append(to_doc(waiting, vocab, [random.choice(BREAKS) for _ in waiting]))
            waiting = []
    if waiting:
        docs.append(to_doc(waiting, vocab, [random.choice(BREAKS) for _ in waiting]))
    for paragraph in paragraphs:
        if random.random() < LOWER:
            docs.append(to_doc([augment.lower_case(paragraph)], vocab))
        if any(word.xpos == "$" for sentence in paragraph for word in sentence.words) or random.random() < AMOUNTS / 4:
            docs.append(to_doc([augment.new_amounts(paragraph, random)], vocab))
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph]
    for sentence in sentences:
        if len(sentence.words) > 4 and random.random() < HEADLINE:
            docs.append(to_doc([augment.headline(sentence)], vocab))
    docs += [to_doc([made], vocab) for made in speech.quotations(sentences, QUOTATIONS, random)]
    return docs


def name_docs(trees: list[Paragraph], wikigold: list[Paragraph], vocab, random: Random) -> list:
    """Docs for the names run, with curly, lower-case, headline and quotation copies, and with other names."""
    docs = []
    for paragraph in trees + wikigold:
        docs.append(to_doc([augment.typeset(paragraph) if random.random() < CURLY else paragraph], vocab))
        if random.random() < 0.12:
            docs.append(to_doc([augment.lower_case(paragraph)], vocab))
        if len(paragraph) == 1 and random.random() < 0.08:
            docs.append(to_doc([augment.headline(paragraph[0])], vocab))
    sentences = [sentence for paragraph in trees for sentence in paragraph if sentence.names is not None]
    for sentence in sentences:
        if len(sentence.words) > 4 and random.random() < 0.08:
            docs.append(to_doc([augment.headline(sentence)], vocab))
    pool = augment.name_pool(trees + wikigold)
    for sentence in sentences + [sentence for paragraph in wikigold for sentence in paragraph]:
        if sentence.names and not sentence.unsure and random.random() < SWAPPED:
            swapped = augment.swap_names(sentence, pool, random)
            lower = random.random() < SWAPPED_LOWER
            docs.append(to_doc([augment.lower_case(swapped) if lower else swapped], vocab))
    docs += [to_doc([made], vocab) for made in speech.quotations(sentences, NAME_QUOTATIONS, random)]
    return docs


def convert(treebanks: Path, out: Path) -> dict[str, int]:
    """Writes train, dev, names-train and names-dev under `out`; returns the number of Docs of each."""
    import spacy

    vocab = spacy.blank("en").vocab
    out.mkdir(parents=True, exist_ok=True)
    random = Random(SEED)
    ewt = with_names(read_conllu(treebanks / "ewt-train.conllu.gz"), read_iob2(treebanks / "uner-ewt-train.iob2.gz"))
    gum = read_conllu(treebanks / "gum-train.conllu.gz")
    dev = [p for name in ("ewt", "gum") for p in read_conllu(treebanks / f"{name}-dev.conllu.gz")]
    named_dev = with_names(read_conllu(treebanks / "ewt-dev.conllu.gz"), read_iob2(treebanks / "uner-ewt-dev.iob2.gz"))
    wikigold = read_wikigold(treebanks / "wikigold.conll.gz")
    nameless = [tuple(replace(s, names=None) for s in p) for p in ewt]
    return {
        "train": write(out / "train.spacy", training_docs(nameless + gum, vocab, random)),
        "dev": write(out / "dev.spacy", (to_doc([p], vocab) for p in dev)),
        "names-train": write(out / "names-train.spacy", name_docs(ewt + with_gum_names(gum), wikigold, vocab, random)),
        "names-dev": write(out / "names-dev.spacy", (to_doc([p], vocab) for p in named_dev)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--treebanks", type=Path, required=True, help="folder with the .gz files")
    parser.add_argument("--out", type=Path, required=True, help="folder for the .spacy files")
    arguments = parser.parse_args()
    for name, count in convert(arguments.treebanks, arguments.out).items():
        print(f"{name}: {count} docs")


if __name__ == "__main__":
    main()
