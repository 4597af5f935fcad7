"""Predicates and counted nouns compared as words: synonyms, kinds and British spelling, for one pair or whole columns.

Terms are the lemmas that stand in the claims table. All answers are cached; every function takes any text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from factcheck.language.lexicons import read_lexicon

LEVELS = ("same", "synonym", "hypernym", "other", "missing")

# A column of a large run repeats a few ten thousand terms; beyond this the oldest are worked out again.
CACHED_TERMS = 1 << 16

PREPOSITION = re.compile(
    r"\s+(?:of|for|in|on|from|to|with|at|by|against|into|toward|towards|between|among|under|over|about)\s+"
)
SCOPE = re.compile(r"\s*\((planned|expected|possible)\)\s*$")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate taken apart: `base` is the name of its synonym group, `complement` what follows the verb in a phrase
    ("sign treaty"), `scope` is planned, expected, possible or blank for a fact."""

    base: str
    complement: str = ""
    negated: bool = False
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Noun:
    """A counted noun taken apart: `head` is the name of its synonym group, `word` the head as folded, `modifiers` what
    narrows it, without words that narrow nothing."""

    head: str
    word: str
    modifiers: frozenset[str]


def _lexicon() -> dict:
    return read_lexicon("synonyms")


@cache
def _groups(key: str) -> dict[str, str]:
    """Each word of the groups under `key` with the name of its group; a word in two groups belongs to the first."""
    found: dict[str, str] = {}
    for name, words in _lexicon()[key].items():
        found.setdefault(name, name)
        for word in words:
            found.setdefault(word, name)
    return found


@lru_cache(maxsize=CACHED_TERMS)
def fold(term: str) -> str:
    """A term in lower case, single spaces and American spelling."""
    return " ".join(_fold_word(word) for word in term.casefold().replace("’", "'").split())


def _fold_word(word: str) -> str:
    lexicon = _lexicon()
    if word in lexicon["spelling"]:
        return lexicon["spelling"][word]
    if word not in _kept():
        for british, american in lexicon["spelling_endings"].items():
            if word.endswith(british) and len(word) > len(british) + 3:
                return word[: -len(british)] + american
    return word


@cache
def _kept() -> frozenset[str]:
    return frozenset(_lexicon()["spelling_kept"])


def _singular(word: str) -> str:
    plurals = _lexicon()["plurals"]
    if word in plurals:
        return plurals[word]
    if word in _groups("nouns"):
        return word
    if word in {"species", "series"}:
        return word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=CACHED_TERMS)
def parse_predicate(predicate: str) -> Predicate:
    """A predicate taken apart: negation, scope, the group of its verb and what follows it."""
    text = fold(predicate)
    scope = SCOPE.search(text)
    text = SCOPE.sub("", text)
    negated = text.startswith("not ")
    text = text.removeprefix("not ").strip()
    groups = _groups("predicates")
    words = text.split()
    for length in range(len(words), 0, -1):
        part = " ".join(words[:length])
        if part in groups:
            rest = " ".join(words[length:])
            return Predicate(groups[part], canonical_head(rest) if rest else "", negated, scope[1] if scope else "")
    base, rest = (words[0], " ".join(words[1:])) if words else ("", "")
    return Predicate(base, canonical_head(rest) if rest else "", negated, scope[1] if scope else "")


def canonical_predicate(lemma: str) -> str:
    """The name of the synonym group of a predicate, marks left out: `slay` and `not kill (planned)` are `die`.

    A predicate of no group comes back folded; what follows a verb ("sign treaty") is left out.
    """
    return parse_predicate(lemma).base


@lru_cache(maxsize=CACHED_TERMS)
def parse_noun(term: str) -> Noun:
    """A counted noun taken apart: the group of its head, and the words that narrow it, complements included."""
    words = fold(term)
    parts = PREPOSITION.split(words)
    front = parts[0].split()
    if not front:
        return Noun("", "", frozenset())
    groups = _groups("nouns")
    front[-1] = _singular(front[-1])
    used = 1
    head = groups.get(front[-1], front[-1])
    for length in range(min(3, len(front)), 1, -1):
        if " ".join(front[-length:]) in groups:
            head, used = groups[" ".join(front[-length:])], length
            break
    narrowing = [*front[:-used], *(word for part in parts[1:] for word in part.split())]
    empty = set(_lexicon()["empty_modifiers"])
    return Noun(head, front[-1], frozenset(_singular(word) for word in narrowing if word not in empty))


def canonical_head(noun: str) -> str:
    """The name of the synonym group of a noun phrase's head: `Ukrainian troops` is `soldier`, `homes` is `house`."""
    return parse_noun(noun).head


@cache
def _kinds() -> dict[str, str]:
    """What each group or single word is a kind of, one step up."""
    lexicon = _lexicon()
    single = {word: kind for kind, words in lexicon["members"].items() for word in words}
    return {**single, **lexicon["kinds"]}


@lru_cache(maxsize=CACHED_TERMS)
def kinds_above(head: str) -> tuple[str, ...]:
    """The groups that a group is a kind of, nearest first: `soldier` gives `person`. Empty for an unknown word."""
    kinds, found = _kinds(), []
    while head in kinds and kinds[head] not in found:
        head = kinds[head]
        found.append(head)
    return tuple(found)


@lru_cache(maxsize=CACHED_TERMS)
def compare_heads(a: str, b: str) -> str:
    """The level of two counted nouns by their heads alone: same, synonym, hypernym, other or missing."""
    left, right = parse_noun(a), parse_noun(b)
    if not left.head or not right.head:
        return "missing"
    if left.word == right.word:
        return "same"
    if left.head == right.head:
        return "synonym"
    if left.head in kinds_above(right.head) or right.head in kinds_above(left.head):
        return "hypernym"
    return "other"


@lru_cache(maxsize=CACHED_TERMS)
def compare_predicates(a: str, b: str) -> str:
    """The level of two predicates: same, synonym, hypernym, other or missing.

    hypernym: one verb, but only one of them names what it is done to. other: different verbs, one of them denied, or a
    plan, forecast or possibility against a fact ("train (planned)" and "train"). Symmetric.
    """
    left, right = parse_predicate(a), parse_predicate(b)
    if not left.base or not right.base:
        return "missing"
    if left.base != right.base or left.negated != right.negated or bool(left.scope) != bool(right.scope):
        return "other"
    if left.complement != right.complement:
        return "hypernym" if not left.complement or not right.complement else "other"
    return "same" if fold(a) == fold(b) else "synonym"
