"""Names that one article's extraction missed and another article's knows."""

import pytest

from factcheck.extract.names_again import recall_persons
from factcheck.model import Article, Claim


def person(article, name):
    return Claim(article, "person", 0, len(name), name, name, name=name)


CASES = [
    ("Marella Oskins ran home.", ["Marella Oskins"], "a given name one letter off, the same surname"),
    ("Morella Oskins ran home.", [], "the known spelling is no slip"),
    ("Detective Marella Oskins’s car was found.", ["Marella Oskins"], "a title before and a possessive after"),
    ("Peter Oskins ran home.", [], "another given name"),
    ("Morella Opkins ran home.", ["Morella Opkins"], "a surname one letter off"),
    ("marella oskins ran home.", [], "no capitals, no name"),
    ("Like Oskins, he ran home.", [], "a word that opens a sentence"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), CASES, ids=[case[2] for case in CASES])
def test_recall(text, expected, reason):
    articles = [Article("a", "Morella Oskins lives here."), Article("b", text)]
    found = list(recall_persons(articles, [person("a", "Morella Oskins")]))
    assert [claim.name for claim in found] == expected
    assert all(text[claim.start : claim.end] == claim.text and claim.article == "b" for claim in found)


def test_a_slip_within_one_article():
    article = Article("a", "Morella Jane Oskins lives here. Later Morella Opkins ran. Murella Jane Oskins did not.")
    found = [claim.name for claim in recall_persons([article], [person("a", "Morella Jane Oskins")])]
    assert found == ["Morella Opkins"], "the surname one letter off"


def test_two_of_one_family_in_one_article():
    article = Article("a", "Eric Oskins lives here. His son Erick Oskins ran, and Erica Oskins stayed.")
    assert not list(recall_persons([article], [person("a", "Eric Oskins"), person("a", "Erick Oskins")]))


def test_a_name_that_the_article_reads_itself_is_left_alone():
    articles = [Article("a", "Morella Oskins lives here."), Article("b", "Marella Oskins ran home.")]
    claims = [person("a", "Morella Oskins"), person("b", "Marella Oskins")]
    assert not list(recall_persons(articles, claims))
