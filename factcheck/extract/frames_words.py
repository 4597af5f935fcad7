"""Words and phrases of a parsed line as a reader can recognise them: lemmas, noun phrases, names.

Labels are those of Universal Dependencies.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from factcheck.language.lemmas import irregular_verbs
from factcheck.language.lexicons import read_lexicon, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

OLD_WORDS = frozenset({"year", "years", "month", "months", "week", "weeks", "day", "days", "old", "olds"})

# What hangs on one modifier is looked through so far (tokens): more is a broken tree, and would cost its square.
LONGEST_MODIFIER = 40
HYPHENS = frozenset({"-", "‐", "‑", "–"})
# Labels of what stands beside a noun without narrowing it.
APART = frozenset({"nmod:poss", "nmod:unmarked", "nmod:desc"})
NOMINAL = frozenset({"NOUN", "PROPN"})


@cache
def word_set(key: str) -> frozenset[str]:
    """The list `key` of the lexicon of frames, as a set."""
    return frozenset(map(str, read_lexicon("frames")[key]))


@cache
def word_map(key: str) -> dict[str, str]:
    """The mapping `key` of the lexicon of frames."""
    return {str(word): str(value) for word, value in read_lexicon("frames")[key].items()}


@cache
def _without_subtype(label: str) -> str:
    return label.partition(":")[0].lower()


def relation(token: Token) -> str:
    """The label of a token without its subtype: `nsubj:pass` is `nsubj`."""
    return _without_subtype(token.dep_)


def is_name(token: Token) -> bool:
    """True for a token of a proper noun."""
    return token.pos_ == "PROPN"


def is_noun(token: Token) -> bool:
    """True for a common or proper noun."""
    return token.pos_ in NOMINAL


def children(token: Token, *labels: str) -> list[Token]:
    """The children of a token with one of these labels, subtypes included, in text order."""
    return [child for child in token.children if relation(child) in labels]


def has_child(token: Token, label: str) -> bool:
    """True when a child bears this label; a label with a subtype must match whole."""
    return any(child.dep_ == label or (":" not in label and relation(child) == label) for child in token.children)


def case_of(token: Token) -> str:
    """The first preposition of a noun, in lower case; blank when it has none."""
    return next((child.lower_ for child in token.children if relation(child) == "case" and child.i < token.i), "")


def is_time(noun: Token) -> bool:
    """True for a word of time or a unit, which no amount is of."""
    return any(
        word in word_set(key)
        for word in (noun.lower_, noun.lemma_.lower())
        for key in ("unit_nouns", "calendar_names", "in_nouns_barred")
    )


def lemma(token: Token) -> str:
    """The lemma of a common word in lower case; names as printed.

    Abbreviations in capitals stay as printed too, unless the words around them are in capitals.
    """
    if is_name(token) or (token.pos_ == "ADJ" and token.text[:1].isupper() and not token.is_sent_start):
        return token.text
    if token.is_upper and 1 < len(token) < 6 and not token.doc[max(0, token.i - 3) : token.i + 4].text.isupper():
        return token.text
    if relation(token) == "amod" or (relation(token) == "compound" and token.pos_ == "VERB"):
        return token.lower_ if token.tag_ not in {"JJR", "JJS"} else (token.lemma_ or token.text).lower()
    word = (token.lemma_ or token.text).lower()
    if token.tag_ == "NNS" and token.lower_ in word_map("plurals"):
        return word_map("plurals")[token.lower_]
    if token.pos_ == "ADJ":
        return token.lower_
    plural = token.tag_ == "NNS" and word == token.lower_ and word not in words_of("lemmas", "unchanged")
    return singular(word) if plural else word


def verb_base(verb: Token) -> str:
    """The lemma of a verb, also of one that stands as a modifier, where `lemma` gives the participle."""
    if verb.pos_ != "VERB" or relation(verb) not in {"amod", "compound"}:
        return lemma(verb)
    return word_map("states").get(verb.lower_) or (verb.lemma_ or verb.text).lower()


@cache
def _known_verbs() -> frozenset[str]:
    words = set().union(*(word_set(key) for key in ("person_verbs", "measure_verbs", "light_verbs", "negators")))
    words |= {word for key in ("states", "event_nouns") for word in word_map(key).values()}
    words |= set(irregular_verbs().values())
    words |= {verb for scope in read_lexicon("frames")["scopes"].values() for verb in scope.get("verbs", ())}
    return frozenset(
        words | {word.split()[0] for group in read_lexicon("synonyms")["predicates"].values() for word in group}
    )


def headline_verb(token: Token) -> str:
    """The lemma of a word that can only be a verb in a headline: `kill` for Kills; blank when it can be a noun."""
    form = token.lower_
    if form in irregular_verbs() and token.tag_ not in {"NNS", "NN"}:
        return irregular_verbs()[form]
    for ending, put in (("ies", "y"), ("s", ""), ("es", "")):
        stem = form.removesuffix(ending) + put
        if (
            form.endswith(ending)
            and stem in _known_verbs()
            and (stem in word_set("headline_verbs") or stem in word_set("person_verbs"))
        ):
            return stem
    return form if form in word_set("person_verbs") or form == "leave" else ""


def singular(word: str) -> str:
    """The likely singular of an English plural in lower case: `armies` is `army`; other words come back unchanged."""
    if word in {"species", "series", "news", "means"}:
        return word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "ches", "shes", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def phrase(noun: Token, *, of: frozenset[str] = frozenset()) -> str:
    """A noun with what narrows it, as lemmas a reader can recognise: `Ukrainian soldier`, `European Parliament`.

    A complement whose preposition is in `of` follows the noun: `support package for Ukraine`. Pronouns come back in
    lower case; numbers, articles and modifiers that narrow nothing are left out.
    """
    if noun.pos_ in {"PRON", "DET"}:
        return noun.lower_
    parts = [
        *narrowing(noun),
        noun,
        *(child for child in noun.children if relation(child) == "flat" and child.i > noun.i),
    ]
    whole = noun.doc[parts[0].i : parts[-1].i + 1]
    if is_name(noun) and len(whole) > len(parts) and all(part in parts or part.text in "-‐‑" for part in whole):
        return whole.text
    named = [
        child
        for child in noun.children
        if relation(child) == "nmod" and case_of(child) == "of" and (is_name(child) or child.tag_ == "NNP")
    ]
    if is_name(noun) and named and noun.i < named[0].i <= noun.i + 4:
        return noun.doc[parts[0].i : named[0].i + 1].text
    words = [lemma(child) for child in narrowing(noun)]
    head = lemma(noun)
    following = [child.text for child in noun.children if relation(child) == "flat" and child.i > noun.i]
    if following and not is_name(noun) and following[0][:1].isupper():
        return " ".join(following)
    text = " ".join(word for word in [*words, head, *following] if word.strip())
    for child in noun.children if of else ():
        if relation(child) == "nmod" and child.i > noun.i and case_of(child) in of and is_noun(child):
            if child.lower_ in word_set("calendar_names") or child.lemma_ in word_set("unit_nouns"):
                continue
            return f"{text} {case_of(child)} {phrase(child)}"
    return text


def narrowing(noun: Token) -> list[Token]:
    """The words before a noun that narrow it (adjectives, compounds, parts of a name), in text order."""
    found = []
    for child in noun.children:
        if child.i < noun.i and _narrows(child, noun):
            found.extend(part for part in child.children if relation(part) in {"compound", "flat"} and is_noun(part))
            found.append(child)
    return sorted(set(found), key=lambda token: token.i)


def _narrows(child: Token, noun: Token) -> bool:
    """True for a word below a noun that makes it narrower: no number, unit, age or verb read as a noun."""
    named = relation(child) == "nmod" and is_name(child) and not case_of(child)
    if not (named or relation(child) in {"amod", "compound", "flat"}) or child.dep_ in APART:
        return False
    if child.pos_ in {"PUNCT", "SYM", "NUM"} or child.like_num or child.lower_ in word_set("number_nouns"):
        return False
    # "New York": a capital before a name is a part of it.
    part = is_name(noun) and child.text[:1].isupper() and child.i == noun.i - 1 and not child.is_sent_start
    if child.lower_ in word_set("unit_nouns") or lemma(child).lower() in word_set("empty_modifiers") and not part:
        return False
    if child.text[:1].isdigit() and child.lower_.endswith(("yo", "y/o")):
        return False
    if child.lower_ == "old" and child.i > 0 and child.doc[child.i - 1].text in HYPHENS:
        return False
    if child.pos_ == "VERB" and child.doc[child.i + 1].like_num:
        return False
    if (is_name(noun) and child.text[:1].islower()) or any(
        part.like_num and _hyphened(part) for part in islice(child.subtree, LONGEST_MODIFIER)
    ):
        return False
    return relation(child) == "amod" or child.lower_ not in word_map("misread_verbs")


def _hyphened(number: Token) -> bool:
    """True for the number of a compound such as "12-member", which narrows nothing by itself."""
    return number.doc[number.i + 1 : number.i + 2].text in HYPHENS


def modifiers(noun: Token) -> tuple[str, ...]:
    """Lemmas of all that narrows a noun, complements with a preposition included, in text order."""
    found = {token.i: lemma(token) for token in narrowing(noun)}
    for child in noun.children:
        told = (child.dep_ == "nmod:poss" and is_noun(child)) or (
            relation(child) == "nmod" and child.i > noun.i and is_noun(child)
        )
        if told and not any(part.like_num for part in child.subtree) and not is_time(child):
            found[child.i] = phrase(child)
    return tuple(found[index] for index in sorted(found))


def names_in(tokens: list[Token]) -> tuple[str, ...]:
    """The runs of proper nouns among tokens, as printed, each once, in text order; days and months are no names."""
    runs: list[list[Token]] = []
    for token in tokens:
        named = is_name(token) or token.tag_ in {"NNP", "NNPS"}
        if not named or token.lower_ in word_set("calendar_names") or not token.text[:1].isalpha():
            continue
        glued = token.i > 1 and token.doc[token.i - 1].text == "-" and not token.doc[token.i - 1].whitespace_
        if runs and runs[-1][-1].i == token.i - 1 - glued:
            runs[-1].append(token)
        else:
            runs.append([token])
    return tuple(dict.fromkeys(run[0].doc[run[0].i : run[-1].i + 1].text for run in runs))
