"""Lemmas, mended where the lemmatiser made a word that does not exist.

It edits endings that it has seen, so that of a rare form it makes "injur", "witnesse" or "flead", and one verb stands in the
claims under two names. A known word that regular inflection leads to is taken instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from factcheck.language.lexicons import read_lexicon
from factcheck.language.vocabulary import count_of, word_counts

if TYPE_CHECKING:
    from spacy.tokens import Doc

_INFLECTED = frozenset({"VBD", "VBN", "VBG"})
_SHORTEST = 3  # letters of a lemma that is made here
_VOWELS = frozenset("aeiouy")


def repair_lemmas(doc: Doc) -> Doc:
    """`doc` with another lemma for each noun and verb in letters alone whose lemma is no word, or the inflected form itself."""
    for token in doc:
        if token.pos_ in ("VERB", "NOUN", "ADJ") and token.text.isalpha():
            lemma = lemma_of(token.text.lower(), token.pos_, token.tag_, token.lemma_)
            if lemma != token.lemma_:
                token.lemma_ = lemma
    return doc


@cache
def lemma_of(form: str, pos: str, tag: str, lemma: str) -> str:
    """The lemma of a form in lower case: the lemmatiser's own when it is a word.

    >>> lemma_of("injuring", "VERB", "VBG", "injur"), lemma_of("witnesses", "NOUN", "NNS", "witnesse")
    ('injure', 'witness')
    """
    if pos != "ADJ" and form in (irregular := read_lexicon("lemmas")["irregular"]):
        return irregular[form]
    if lemma == "my" and pos != "ADJ":
        return "mine"
    unchanged = pos == "VERB" and tag in _INFLECTED and lemma.lower() == form and not form.endswith("eed")
    if lemma.lower() in word_counts() and not unchanged:
        return lemma
    if pos == "ADJ":
        return form if lemma.islower() and count_of(form) else lemma
    known = [made for made in _uninflected(form, pos) if count_of(made)]
    # The commonest, and of two spellings of one word the one that is listed.
    return max(known, key=lambda made: (count_of(made), made in word_counts()), default=lemma)


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
        yield from (one for one in made if len(one) >= _SHORTEST)
