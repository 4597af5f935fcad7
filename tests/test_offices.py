"""Offices brought to one key, and which of them one person cannot hold at one time."""

import pytest

from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.offices import exclude_each_other, held_office, title_forms

HELD = [
    ("senator@Ohio", "senator", "a state's senator"),
    ("former senator@Ohio", "", "a past office"),
    ("president@", "president", "no body told"),
    ("president@Acme", "", "a firm's president"),
    ("president@France", "president", "a country's"),
    ("majority leader@Senate", "legislative leader", "a leader of a chamber"),
    ("leader@Labour Party", "", "a leader of a party"),
    ("spokesperson@Acme", "", "held by many"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("subject", "expected", "why"), HELD, ids=[case[2] for case in HELD])
def test_held_office(subject, expected, why):
    assert held_office(subject) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected", "why"),
    [
        ("governor", "senator", True, "two elected offices"),
        ("senator", "legislative leader", False, "a leader is a senator"),
        ("general", "defence secretary", False, "a rank is kept"),
        ("judge", "legislator", True, "no judge sits in a legislature"),
        ("mayor", "mayor", False, "one office"),
        ("", "mayor", False, "unknown"),
    ],
)
def test_exclusion_is_symmetric(first, second, expected, why):
    assert exclude_each_other(first, second) is exclude_each_other(second, first) is expected, why


def test_the_lexicon_names_known_offices_only():
    known = set(read_lexicon("offices")["titles"]) | {"legislative leader"}
    assert {office for group in read_lexicon("offices")["compatible"] for office in group} <= known
    assert set(read_lexicon("offices")["of_states"]) <= known
    assert all(form == form.lower() for form in title_forms())
