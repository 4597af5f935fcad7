"""Lemmas, mended where the lemmatiser made a word that does not exist or left a form as it was.

It edits endings that it has seen, so that of a rare form it makes "injur", "witnesse" or "flead", and one verb stands in the
claims under two names. A known word that inflection leads to is taken instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from factcheck.language.lexicons import read_lexicon, words_of
from factcheck.language.vocabulary import count_of, word_counts

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PARTICIPLES = frozenset({"VBD", "VBN", "VBG"})
_BASES = frozenset({"VB", "VBP"})
# Past forms that are other verbs' base forms: "to found a school".
_OWN_VERBS = frozenset({"found", "wound", "ground", "bound", "fell", "felt", "saw"})
_SHORTEST = 3  # letters of a lemma that is made here
_VOWELS = frozenset("aeiouy")
# One vowel between consonants doubles the last before an ending, so that "fined" is no form of "fin".
_DOUBLES = re.compile(r"[^aeiouy]*[aeiouy][^aeiouywx]")
# "wring", "spring": the "ing" of a word that has no other vowel is no ending.
_NO_ENDING = re.compile(r"[^aeiouy]+ing")
# The list's rarest words are names and slips ("kidd"), where the form may come from a common word.
_RAREST = 100


def repair_lemmas(doc: Doc) -> Doc:
    """`doc` with another lemma for each noun, verb and adjective in letters alone whose lemma cannot be right."""
    for token in doc:
        if token.pos_ in ("VERB", "AUX", "NOUN", "ADJ") and token.text.isalpha():
            lemma = lemma_of(token.text.lower(), token.pos_, token.tag_, token.lemma_)
            if lemma != token.lemma_:
                token.lemma_ = lemma
    return doc


@cache
def irregular_verbs() -> Mapping[str, str]:
    """Past forms and participles whose verb no ending tells, each with the verb; the caller must not change it."""
    return read_lexicon("lemmas")["verbs"]


@lru_cache(maxsize=1 << 16)  # names and slips come new with every article of a large run
def lemma_of(form: str, pos: str, tag: str, lemma: str) -> str:
    """The lemma of a form in lower case: the lemmatiser's own where nothing speaks against it.

    >>> lemma_of("injuring", "VERB", "VBG", "injur"), lemma_of("witnesses", "NOUN", "NNS", "witnesse")
    ('injure', 'witness')
    """
    if pos in ("VERB", "AUX") and form in irregular_verbs() and not (tag in _BASES and form in _OWN_VERBS):
        return irregular_verbs()[form]
    if _NO_ENDING.fullmatch(form):
        return form
    if lemma == "my" and pos != "ADJ":
        return "mine"
    listed = lemma.lower() in word_counts()
    if pos == "AUX" or not lemma:
        return lemma or form
    if pos == "NOUN" and form in words_of("lemmas", "unchanged"):
        return form
    if pos == "ADJ":
        return lemma if listed or not (lemma.islower() and count_of(form)) else form
    if tag == "NN" and lemma != form and form.startswith(lemma) and not form.endswith("s"):
        return form if count_of(form) else lemma
    unchanged = tag in _PARTICIPLES and lemma.lower() == form and not form.endswith("eed")
    rare = count_of(lemma.lower()) < _RAREST or len(lemma) < _SHORTEST
    doubtful = tag in _PARTICIPLES and (rare or _cannot_bear(lemma, form))
    if listed and not unchanged and not doubtful:
        return lemma
    made = [word for word in _uninflected(form, pos) if count_of(word)]
    if lemma in made and not lemma.endswith("ll") and not doubtful:
        return lemma  # in British spelling
    # The commonest, and of two spellings of one word the one that is listed.
    return max(made, key=lambda word: (count_of(word), word in word_counts()), default=lemma)


def _cannot_bear(lemma: str, form: str) -> bool:
    """Whether a regular form in "ed" or "ing" would have its lemma's last letter twice."""
    return _DOUBLES.fullmatch(lemma) is not None and form in (lemma + "ed", lemma + "ing")


def _uninflected(form: str, pos: str) -> Iterator[str]:
    """What a form may be the regular inflection of."""
    endings = ("ing", "ed", "es", "s") if pos == "VERB" else ("es", "s")
    for ending in endings:
        stem = form.removesuffix(ending)
        if stem == form or not _VOWELS.intersection(stem):
            continue
        made = [stem]
        if ending in ("ing", "ed"):
            made.append(stem + "e")
            if len(stem) > 2 and stem[-1] == stem[-2]:
                made.append(stem[:-1])
            if stem.endswith("ck"):
                made.append(stem[:-1])
        if ending in ("ed", "es") and stem.endswith("i"):
            made.append(stem[:-1] + "y")
        yield from (one for one in made if len(one) >= _SHORTEST and not _cannot_bear(one, form))
