"""Predicates and counted nouns compared as words."""

from __future__ import annotations

import pytest

from factcheck.normalise import terms
from factcheck.normalise.terms import (
    Noun,
    Predicate,
    canonical_head,
    canonical_predicate,
    compare_heads,
    compare_predicates,
    kinds_above,
    parse_noun,
    parse_predicate,
)

PREDICATES = [
    ("kill", "die"),
    ("slay", "die"),
    ("fatality", "die"),
    ("wound", "injure"),
    ("hurt", "injure"),
    ("detain", "arrest"),
    ("custody", "arrest"),
    ("cut job", "lay off"),
    ("redundancy", "lay off"),
    ("commit", "pledge"),
    ("missing", "miss"),
    ("homeless", "displace"),
    ("Mobilise", "mobilize"),
    ("not kill (planned)", "die"),
    ("sign treaty", "sign"),
    ("be member", "be"),
    ("yodel", "yodel"),
    ("", ""),
]

HEADS = [
    ("Ukrainian troops", "soldier"),
    ("homes", "house"),
    ("EU member states", "country"),
    ("support package for schools", "aid"),
    ("police officers", "police officer"),
    ("women", "woman"),
    ("deaths", "victim"),
    ("defence ministries", "ministry"),
    ("", ""),
]

NOUNS = [
    ("soldier", "soldier", "same", "one word"),
    ("soldier", "troops", "synonym", "one group"),
    ("soldier", "people", "hypernym", "a soldier is a person"),
    ("death", "person", "hypernym", "deaths count persons"),
    ("boy", "person", "hypernym", "two steps up"),
    ("detective", "people", "hypernym", "a single word of a kind"),
    ("boy", "girl", "other", "siblings are not one thing"),
    ("soldier", "house", "other", "nothing in common"),
    ("", "house", "missing", "nothing was counted in words"),
    ("Polish soldier", "Polish troops", "synonym", "narrowed in one way"),
    ("other soldier", "soldiers", "same", "a modifier that narrows nothing"),
    ("defence official", "defense officials", "same", "spelling and number"),
    ("member of parliament", "member of parliament", "same", "a complement narrows too"),
]

VERBS = [
    ("kill", "kill", "same", "one word"),
    ("kill", "die", "synonym", "one group"),
    ("train", "train (planned)", "other", "a goal is no achievement"),
    ("train (expected)", "train (planned)", "synonym", "neither has happened"),
    ("approve", "not approve", "other", "denied"),
    ("sign treaty", "sign", "hypernym", "one does not say what is signed"),
    ("sign treaty", "sign loan", "other", "two things are signed"),
    ("organise", "organize", "same", "spelling"),
    ("earn", "", "missing", "nothing is said"),
    ("earn", "arrest", "other", "nothing in common"),
]


@pytest.mark.parametrize(("word", "group"), PREDICATES)
def test_canonical_predicate(word: str, group: str) -> None:
    assert canonical_predicate(word) == group


@pytest.mark.parametrize(("phrase", "group"), HEADS)
def test_canonical_head(phrase: str, group: str) -> None:
    assert canonical_head(phrase) == group


@pytest.mark.parametrize(("a", "b", "level", "reason"), NOUNS, ids=[case[3] for case in NOUNS])
def test_nouns_are_compared_alike_both_ways(a: str, b: str, level: str, reason: str) -> None:
    assert (compare_heads(a, b), compare_heads(b, a)) == (level, level)


@pytest.mark.parametrize(("a", "b", "level", "reason"), VERBS, ids=[case[3] for case in VERBS])
def test_predicates_are_compared_alike_both_ways(a: str, b: str, level: str, reason: str) -> None:
    assert (compare_predicates(a, b), compare_predicates(b, a)) == (level, level)


def test_heads_are_compared_without_their_modifiers() -> None:
    assert compare_heads("Polish soldier", "Czech troops") == "synonym"


def test_terms_taken_apart() -> None:
    assert parse_predicate("not sign treaty (expected)") == Predicate("sign", "treaty", True, "expected")
    assert parse_noun("new homes for refugees") == Noun("house", "home", frozenset({"refugee"}))
    assert kinds_above("gunman") == ("suspect", "person")


@pytest.mark.parametrize("key", ["predicates", "nouns"])
def test_no_word_stands_in_two_groups(key: str) -> None:
    groups = terms._lexicon()[key]
    words = [word for group in groups.values() for word in group]
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_every_kind_is_a_group() -> None:
    lexicon = terms._lexicon()
    assert {*lexicon["kinds"], *lexicon["kinds"].values(), *lexicon["members"]} <= set(lexicon["nouns"])
