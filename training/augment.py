"""Copies of treebank paragraphs that look more like news: typography, case, amounts, names; see `speech` for what is said.

Every function takes paragraphs and a `random.Random` and returns new paragraphs; the trees stay valid.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from lexicon import CITIES, COUNTRIES, FIRST_NAMES, ORGANISATIONS, SURNAMES
from treebanks import Paragraph, Sentence, Word

_SMALL = frozenset(
    """
    a an the and but or nor of in on at to by for from with as over 's ’s n't n’t
    """.split()  # noqa: SIM905 - a list of words reads better so
)
_CURRENCIES = ("€", "£", "US$", "$", "¥")


def typeset(paragraph: Paragraph) -> Paragraph:
    """The paragraph with curly quotation marks, apostrophes and dashes."""
    return tuple(_map_words(sentence, _typeset_word) for sentence in paragraph)


def lower_case(paragraph: Paragraph) -> Paragraph:
    """The paragraph in small letters, tags and trees as they were."""
    return tuple(_map_words(sentence, lambda word: replace(word, form=word.form.lower())) for sentence in paragraph)


def headline(sentence: Sentence) -> Paragraph:
    """The sentence as a headline: Initial Capitals, no final full stop."""
    words = list(sentence.words)
    if words[-1].form == "." and len(words) > 2 and all(word.head != len(words) - 1 for word in words[:-1]):
        words.pop()
    first = replace(words[0], form=words[0].form[:1].upper() + words[0].form[1:])
    rest = [
        word if word.form.lower() in _SMALL else replace(word, form=word.form[:1].upper() + word.form[1:])
        for word in words[1:]
    ]
    names = None if sentence.names is None else tuple(n for n in sentence.names if n[1] <= len(words))
    unsure = frozenset(index for index in sentence.unsure if index < len(words))
    return (Sentence((first, *rest), names, sentence.sent_id, unsure),)


def new_amounts(paragraph: Paragraph, random: Random) -> Paragraph:
    """The paragraph with other digits and other currency signs, of the same shape."""

    def change(word: Word) -> Word:
        if word.xpos == "$" and word.form == "$":
            sign = random.choice(_CURRENCIES)
            return replace(word, form=sign, lemma=sign)
        if word.xpos == "CD" and any(c.isdigit() for c in word.form) and not word.form.startswith(("19", "20")):
            form = "".join(random.choice("123456789") if c.isdigit() and c != "0" else c for c in word.form)
            return replace(word, form=form, lemma=form.replace(",", "") if word.lemma[:1].isdigit() else word.lemma)
        return word

    return tuple(_map_words(sentence, change) for sentence in paragraph)


def name_pool(paragraphs: list[Paragraph]) -> dict[str, list[tuple[str, ...]]]:
    """The names that occur, by label, each as its words; sorted, once each."""
    found: dict[str, set[tuple[str, ...]]] = {"PER": set(), "ORG": set(), "LOC": set()}
    for sentence in (sentence for paragraph in paragraphs for sentence in paragraph):
        for start, end, label in sentence.names or ():
            found[label].add(tuple(word.form for word in sentence.words[start:end]))
    return {label: sorted(names) for label, names in found.items()}


def swap_names(sentence: Sentence, pool: dict[str, list[tuple[str, ...]]], random: Random) -> Paragraph:
    """The sentence with every name replaced by another of its label; without tags and tree."""
    words: list[Word] = []
    names = []
    position = 0
    for start, end, label in sentence.names or ():
        words += [Word(word.form, word.space) for word in sentence.words[position:start]]
        forms = _new_name(label, pool, random)
        if all(word.form.islower() for word in sentence.words[start:end]):
            forms = tuple(form.lower() for form in forms)
        names.append((len(words), len(words) + len(forms), label))
        words += [
            Word(form, form != "-" and following != "-" and not following.startswith(("'", "’", ".")))
            for form, following in zip(forms, [*forms[1:], "x"], strict=True)
        ]
        words[-1] = replace(words[-1], space=sentence.words[end - 1].space)
        position = end
    words += [Word(word.form, word.space) for word in sentence.words[position:]]
    return (Sentence(tuple(words), tuple(names), sentence.sent_id),)


def _new_name(label: str, pool: dict[str, list[tuple[str, ...]]], random: Random) -> tuple[str, ...]:
    if random.random() < 0.5:
        return random.choice(pool[label])
    if label == "PER":
        first, surname = random.choice(FIRST_NAMES), tuple(random.choice(SURNAMES).split())
        return surname if random.random() < 0.4 else (first, *surname)
    return tuple(random.choice(ORGANISATIONS if label == "ORG" else COUNTRIES + CITIES).split())


def _map_words(sentence: Sentence, change) -> Sentence:
    return replace(sentence, words=tuple(change(word) for word in sentence.words))


def _typeset_word(word: Word) -> Word:
    if word.form == '"':
        return replace(word, form="“" if word.xpos == "``" else "”")
    if word.form in {"--", "---"}:
        return replace(word, form="—")
    if word.form == "-" and word.xpos in {",", ":", "NFP"} and word.space:
        return replace(word, form="–")
    if word.form == "...":
        return replace(word, form="…")
    if word.form == "'" and word.xpos == "``":
        return replace(word, form="‘")
    if "'" in word.form:
        return replace(word, form=word.form.replace("'", "’"))
    return word
