"""Read the treebanks: CoNLL-U trees, IOB2 names and WikiGold, as paragraphs of frozen sentences.

A paragraph is a tuple of sentences. Nothing here knows of spaCy; `convert.py` turns paragraphs into Docs.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

NAME_LABELS = frozenset({"PER", "ORG", "LOC"})

# Features that later stages can use, or that help the tagger; the rest (Typo, Style, ExtPos, ...) only
# multiply the labels.
KEPT_FEATURES = frozenset(
    """
    Abbr Case Definite Degree Gender Mood NumForm NumType Number Person Polarity Poss PronType
    Reflex Tense VerbForm Voice
    """.split()  # noqa: SIM905 - a list of words reads better so
)

# GUM's entity types that are names of our three kinds when a proper noun heads them.
GUM_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}
# Inside a name, between proper nouns: `University of Portsmouth`, `Bailey-Ross`, `Trinidad and Tobago`.
LINKS = frozenset({"of", "-", "–", "the", "de", "van", "von", "der", "al", "&", "'s", "’s", "."})

# Court transcripts of the Santa Barbara Corpus: the terms of that corpus do not allow a derived work to be
# sold.
EXCLUDED_AUTHORS = ("Santa Barbara Corpus",)


@dataclass(frozen=True)
class Word:
    """One syntactic word. `head` is the index of its head in the sentence, its own index for the root;
    `space` says whether a blank follows. Empty strings mean "not annotated"."""

    form: str
    space: bool
    lemma: str = ""
    upos: str = ""
    xpos: str = ""
    feats: str = ""
    head: int = -1
    deprel: str = ""
    entity: str = ""


@dataclass(frozen=True)
class Sentence:
    """Words in order. `names` are (start, end, label) in words, half open; None when names are not annotated.
    `unsure` are the words of which it is not known whether they are part of a name."""

    words: tuple[Word, ...]
    names: tuple[tuple[int, int, str], ...] | None = None
    sent_id: str = ""
    unsure: frozenset[int] = frozenset()

    @property
    def has_tree(self) -> bool:
        return bool(self.words) and self.words[0].head >= 0


Paragraph = tuple[Sentence, ...]


def read_conllu(path: Path) -> list[Paragraph]:
    """The paragraphs of a gzipped CoNLL-U file, in file order.

    A new paragraph starts at `# newpar` and at `# newdoc`. A multiword token becomes its words, with no space
    between them. Sentences of masked words ("_" only) and documents by an excluded author are left out.
    """
    paragraphs: list[Paragraph] = []
    current: list[Sentence] = []
    excluded = False
    for block in _blocks(path):
        comments = [line for line in block if line.startswith("#")]
        if any(line.startswith("# newdoc") for line in comments):
            author = "".join(line for line in comments if line.startswith("# meta::author"))
            excluded = any(name in author for name in EXCLUDED_AUTHORS)
        if current and any(line.startswith(("# newpar", "# newdoc")) for line in comments):
            paragraphs.append(tuple(current))
            current = []
        if excluded:
            continue
        sent_id = next((line.split("=", 1)[1].strip() for line in comments if line.startswith("# sent_id")), "")
        words = _words([line for line in block if not line.startswith("#")])
        if words and not all(word.form == "_" for word in words):
            current.append(Sentence(words, None, sent_id))
    if current:
        paragraphs.append(tuple(current))
    return paragraphs


def read_iob2(path: Path) -> dict[str, tuple[tuple[str, ...], tuple[tuple[int, int, str], ...]]]:
    """The names of a gzipped Universal NER file: spaceless text of the sentence -> (forms, names).

    Labels other than PER, ORG and LOC ("OTH", "O") count as no name.
    """
    found = {}
    for block in _blocks(path):
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        forms = tuple(row[1] for row in rows)
        found["".join(forms)] = (forms, _spans([row[2] for row in rows]))
    return found


def read_wikigold(path: Path) -> list[Paragraph]:
    """One paragraph for each sentence of WikiGold, names only, with spaces put back by rule."""
    paragraphs: list[Paragraph] = []
    for block in _blocks(path):
        rows = [line.rsplit(" ", 1) for line in block if not line.startswith("-DOCSTART-")]
        if not rows:
            continue
        forms = [{"-LRB-": "(", "-RRB-": ")", "``": '"', "''": '"'}.get(row[0], row[0]) for row in rows]
        tags = [row[1] for row in rows]
        words = tuple(Word(form, space) for form, space in zip(forms, _spaces(forms), strict=True))
        paragraphs.append((Sentence(words, _spans(_iob2(tags))),))
    return paragraphs


def with_names(paragraphs: list[Paragraph], names: dict) -> list[Paragraph]:
    """The same paragraphs with names from `read_iob2`, matched by text; a sentence not found keeps None."""
    return [tuple(_named(sentence, names) for sentence in paragraph) for paragraph in paragraphs]


def with_gum_names(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same paragraphs with names from GUM's `Entity=` mentions.

    A mention is a name when a proper noun heads it; the name is the run of proper nouns around that head,
    without a title that describes it (`nmod:desc`). Of overlapping names the longest is kept. Other proper
    nouns are unsure.
    """
    return [tuple(_mentioned(sentence) for sentence in paragraph) for paragraph in paragraphs]


def text_of(paragraph: Paragraph) -> str:
    """The paragraph as printed, without the blank after its last word."""
    return "".join(word.form + " " * word.space for sentence in paragraph for word in sentence.words).rstrip(" ")


def _blocks(path: Path) -> Iterator[list[str]]:
    block: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.strip():
                block.append(line)
            elif block:
                yield block
                block = []
    if block:
        yield block


def _words(lines: list[str]) -> tuple[Word, ...]:
    words: list[Word] = []
    range_end = 0
    range_space = True
    for line in lines:
        index, form, lemma, upos, xpos, feats, head, deprel, _, misc = line.split("\t")
        space = "SpaceAfter=No" not in misc.split("|")
        if "." in index:
            continue
        if "-" in index:
            range_end = int(index.split("-")[1])
            range_space = space
            continue
        number = int(index)
        if number <= range_end:
            space = range_space if number == range_end else False
        kept = "|".join(f for f in feats.split("|") if f.split("=")[0] in KEPT_FEATURES)
        parent = number - 1 if head == "0" else int(head) - 1
        words.append(
            Word(
                form.replace("\xa0", " ").replace(" ", ""),
                space,
                lemma,
                upos,
                xpos,
                kept,
                parent,
                "ROOT" if head == "0" else deprel,
                _entity(misc),
            )
        )
    return tuple(words)


def _spans(tags: list[str]) -> tuple[tuple[int, int, str], ...]:
    spans: list[tuple[int, int, str]] = []
    start, label = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        if label and tag != f"I-{label}":
            spans.append((start, index, label))
            label = ""
        if tag.startswith("B-"):
            start, label = index, tag[2:]
    return tuple(span for span in spans if span[2] in NAME_LABELS)


def _iob2(tags: list[str]) -> list[str]:
    # WikiGold prints every name token as I-; a name starts where the label changes.
    before = ["O", *tags[:-1]]
    return [tag.replace("I-", "B-") if tag != last else tag for tag, last in zip(tags, before, strict=True)]


def _spaces(forms: list[str]) -> list[bool]:
    opening, closing = set("([{$£€"), set(".,;:!?)]}%'") | {"'s", "n't", "'re", "'ve", "'ll", "'d", "'m"}
    spaces, inside = [], False
    for form, following in zip(forms, [*forms[1:], ""], strict=True):
        if form == '"':
            inside = not inside
        space = following not in closing and form not in opening and not (form == '"' and inside)
        spaces.append(space and not (following == '"' and inside))
    return spaces


def _named(sentence: Sentence, names: dict) -> Sentence:
    found = names.get("".join(word.form for word in sentence.words))
    if found is None:
        return sentence
    forms, spans = found
    starts = _offsets(list(forms))
    places = {offset: index for index, offset in enumerate(_offsets([word.form for word in sentence.words]))}
    if any(starts[start] not in places or starts[end] not in places for start, end, _ in spans):
        return sentence
    return replace(sentence, names=tuple((places[starts[s]], places[starts[e]], label) for s, e, label in spans))


def _entity(misc: str) -> str:
    return next((item[7:] for item in misc.split("|") if item.startswith("Entity=")), "")


def _mentioned(sentence: Sentence) -> Sentence:
    runs = sorted(
        {run for start, end, label in _mentions(sentence.words) if (run := _run(sentence.words, start, end, label))},
        key=lambda run: (run[0] - run[1], run),
    )
    taken: set[int] = set()
    kept = []
    for start, end, label in runs:
        if not taken.intersection(range(start, end)):
            kept.append((start, end, label))
            taken.update(range(start, end))
    proper = {index for index, word in enumerate(sentence.words) if word.xpos in {"NNP", "NNPS"}}
    return replace(sentence, names=tuple(sorted(kept)), unsure=frozenset(proper - taken))


def _mentions(words: tuple[Word, ...]) -> Iterator[tuple[int, int, str]]:
    """Spans of persons, organisations, places; "(3-person-...(4-place-...)" opens two, closes the second."""
    opened: list[tuple[str, int, str]] = []
    for index, word in enumerate(words):
        for part in re.findall(r"\([^()]+|[^()]*\)", word.entity):
            fields = part.strip("()").split("-")
            if part.startswith("("):
                opened.append((fields[0], index, fields[1] if len(fields) > 1 else ""))
            else:
                closing = [mention for mention in opened if not fields[0] or mention[0] == fields[0]]
                if closing:
                    opened.remove(closing[-1])
                    group, start, kind = closing[-1]
                    if kind in GUM_TYPES:
                        yield start, index + 1, GUM_TYPES[kind]


def _run(words: tuple[Word, ...], start: int, end: int, label: str) -> tuple[int, int, str] | None:
    top = next((i for i in range(start, end) if not start <= words[i].head < end or words[i].head == i), None)
    if top is None or words[top].upos != "PROPN":
        return None
    names = {i for i in range(start, end) if words[i].xpos in {"NNP", "NNPS"} and words[i].deprel != "nmod:desc"}
    left = right = top
    while (step := _step(words, names, left, -1)) and left - step >= start:
        left -= step
    while (step := _step(words, names, right, 1)) and right + step < end:
        right += step
    return left, right + 1, label


def _step(words: tuple[Word, ...], names: set[int], index: int, direction: int) -> int:
    """How far the next word of the name is, over at most two linking words; 0 when the name ends."""
    for distance in (1, 2, 3):
        place = index + direction * distance
        if place in names:
            return distance
        if not 0 <= place < len(words) or words[place].form not in LINKS:
            return 0
    return 0


def _offsets(forms: list[str]) -> list[int]:
    offsets = [0]
    for form in forms:
        offsets.append(offsets[-1] + len(form))
    return offsets
