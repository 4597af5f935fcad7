"""Score a pipeline on raw text against the treebanks; write scores.json and print a table.

    python training/evaluate.py --treebanks DIR [--pipeline DIR] [--scores FILE]

One Doc a paragraph (`# newpar`; a document where paragraphs are not marked), made from its text by the
pipeline's own tokenizer. All figures are F1 in percent over spans of characters: a token, tag, lemma or arc
counts only when the token's start and end equal the treebank's, an arc also only when its head's do;
sentences and names count when both ends (and the label) are equal. Punctuation counts. `aligned_...` are
accuracies over the shared tokens instead, `gold_tokens_...` spaCy's scores on the treebank's own tokens.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path

from treebanks import NAME_LABELS, Paragraph, read_conllu, read_iob2, text_of, with_names

HERE = Path(__file__).resolve().parent
BUNDLED = HERE.parent / "factcheck" / "language" / "en_factcheck"
# Name of the score, treebank files, names file. The test sets are reported and never used to choose anything.
SETS = (
    ("dev", ("ewt-dev", "gum-dev"), None),
    ("ewt-dev", ("ewt-dev",), "uner-ewt-dev"),
    ("gum-dev", ("gum-dev",), None),
    ("ewt-test", ("ewt-test",), "uner-ewt-test"),
    ("gum-test", ("gum-test",), None),
    ("pud-test", ("pud-test",), "uner-pud-test"),
)
COLUMNS = (
    "tokens",
    "xpos",
    "upos",
    "lemma",
    "uas",
    "las",
    "sentences",
    "nsubj",
    "obj",
    "names",
    "PER",
    "ORG",
    "LOC",
)


def score(nlp, paragraphs: list[Paragraph]) -> dict[str, float]:
    """F1 in percent for each column of the table; names are left out when no sentence has them."""
    counts: Counter = Counter()
    texts = [text_of(paragraph) for paragraph in paragraphs]
    for paragraph, doc in zip(paragraphs, nlp.pipe(texts), strict=True):
        _count(counts, _gold_sets(paragraph), _predicted_sets(doc))
    named = any(sentence.names is not None for paragraph in paragraphs for sentence in paragraph)
    columns = [c for c in COLUMNS if named or c not in {"names", *NAME_LABELS}]
    scores = {column: _f1(counts, column) for column in columns}
    for column in ("xpos", "upos", "lemma", "uas", "las"):
        scores[f"aligned_{column}"] = round(100 * counts[column, "both"] / counts["tokens", "both"], 2)
    return scores


def evaluate(pipeline: Path, treebanks: Path, sets: tuple[str, ...] = ()) -> dict:
    """The scores of the pipeline folder on all sets (or those named), its size, load time (processor
    seconds) and speed."""
    import spacy

    start = time.process_time()
    nlp = spacy.load(pipeline)
    load = time.process_time() - start
    results = {}
    for name, files, names_file in SETS:
        if sets and name not in sets:
            continue
        paragraphs = [paragraph for file in files for paragraph in read_conllu(treebanks / f"{file}.conllu.gz")]
        if names_file:
            paragraphs = with_names(paragraphs, read_iob2(treebanks / f"{names_file}.iob2.gz"))
        results[name] = score(nlp, paragraphs) | score_on_gold_tokens(nlp, paragraphs)
    size = sum(path.stat().st_size for path in pipeline.rglob("*") if path.is_file())
    return {
        "pipeline": f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}",
        "components": nlp.pipe_names,
        "bytes": size,
        "load_seconds": round(load, 2),
        "tokens_per_second": speed(nlp, treebanks),
        "scores": results,
    }


def score_on_gold_tokens(nlp, paragraphs: list[Paragraph]) -> dict[str, float]:
    """spaCy's own scores in percent with the treebank's tokens handed in: `gold_tokens_upos` (accuracy), `..._uas` and
    `..._las` (punctuation left out) and `..._sentences`."""
    from convert import to_doc
    from spacy.tokens import Doc
    from spacy.training import Example

    examples = []
    for paragraph in paragraphs:
        gold = to_doc([paragraph], nlp.vocab)
        words, spaces = [token.text for token in gold], [bool(token.whitespace_) for token in gold]
        examples.append(Example(Doc(nlp.vocab, words=words, spaces=spaces), gold))
    found = nlp.evaluate(examples)
    columns = {"upos": "pos_acc", "uas": "dep_uas", "las": "dep_las", "sentences": "sents_f"}
    return {f"gold_tokens_{column}": round(100 * found[key], 2) for column, key in columns.items()}


def speed(nlp, treebanks: Path) -> int:
    """Tokens per second of processor time on the news test set: the figure of one core."""
    texts = [text_of(paragraph) for paragraph in read_conllu(treebanks / "pud-test.conllu.gz")]
    list(nlp.pipe(texts[:20]))
    start = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    return round(tokens / (time.process_time() - start), -2)


def write_scores(scores: dict, path: Path) -> None:
    path.write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")


def print_table(scores: dict) -> None:
    print("| set | " + " | ".join(COLUMNS) + " |")
    print("|---|" + "---|" * len(COLUMNS))
    for name, row in scores["scores"].items():
        print(f"| {name} | " + " | ".join(f"{row[c]:.1f}" if c in row else "" for c in COLUMNS) + " |")
    print(
        f"{scores['bytes'] / 1e6:.1f} MB, loads in {scores['load_seconds']} s, {scores['tokens_per_second']} tokens/s"
    )


def _gold_sets(paragraph: Paragraph) -> dict[str, set]:
    spans: list[tuple[int, int]] = []
    rows, sentences, names = [], set(), set()
    position = 0
    for sentence in paragraph:
        base = len(spans)
        for word in sentence.words:
            spans.append((position, position + len(word.form)))
            position += len(word.form) + word.space
            head = None if word.deprel == "ROOT" else base + word.head
            rows.append((word.xpos, word.upos, word.lemma, head, word.deprel))
        sentences.add((spans[base][0], spans[-1][1]))
        names |= {(spans[base + s][0], spans[base + e - 1][1], label) for s, e, label in sentence.names or ()}
    return _sets(spans, rows, sentences, names)


def _predicted_sets(doc) -> dict[str, set]:
    spans = [(token.idx, token.idx + len(token)) for token in doc]
    rows = [
        (token.tag_, token.pos_, token.lemma_, None if token.head.i == token.i else token.head.i, token.dep_)
        for token in doc
    ]
    sentences = {(sent.start_char, sent.end_char) for sent in doc.sents}
    names = {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents}
    return _sets(spans, rows, sentences, names)


def _sets(spans, rows, sentences, names) -> dict[str, set]:
    found: dict[str, set] = {column: set() for column in COLUMNS}
    found["tokens"] = set(spans)
    found["sentences"] = sentences
    found["names"] = names
    for label in NAME_LABELS:
        found[label] = {name for name in names if name[2] == label}
    for span, (xpos, upos, lemma, head, deprel) in zip(spans, rows, strict=True):
        parent = None if head is None else spans[head]
        found["xpos"].add((span, xpos))
        found["upos"].add((span, upos))
        found["lemma"].add((span, lemma))
        found["uas"].add((span, parent))
        found["las"].add((span, parent, deprel))
        if deprel in {"nsubj", "obj"}:
            found[deprel].add((span, parent))
    return found


def _count(counts: Counter, gold: dict[str, set], predicted: dict[str, set]) -> None:
    for column in COLUMNS:
        counts[column, "gold"] += len(gold[column])
        counts[column, "predicted"] += len(predicted[column])
        counts[column, "both"] += len(gold[column] & predicted[column])


def _f1(counts: Counter, column: str) -> float:
    total = counts[column, "gold"] + counts[column, "predicted"]
    return round(200 * counts[column, "both"] / total, 2) if total else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--treebanks", type=Path, required=True, help="folder with the .gz files")
    parser.add_argument("--pipeline", type=Path, default=BUNDLED, help="folder of the pipeline")
    parser.add_argument("--scores", type=Path, help="write the scores to this file")
    parser.add_argument("--sets", nargs="+", default=(), choices=[name for name, *_ in SETS], help="default: all")
    arguments = parser.parse_args()
    scores = evaluate(arguments.pipeline, arguments.treebanks, tuple(arguments.sets))
    if arguments.scores:
        write_scores(scores, arguments.scores)
    print_table(scores)


if __name__ == "__main__":
    main()
