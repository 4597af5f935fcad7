"""Offices brought to one key, and which of them one person cannot hold at one time."""

import pytest

from factcheck.checks import person_party
from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.offices import (
    exclude_each_other,
    exclude_within_a_body,
    held_office,
    past_office,
    seldom_go_together,
    title_forms,
)

HELD = [
    ("senator@Ohio", "senator", "a state's senator"),
    ("former senator@Ohio", "", "a past office"),
    ("president@", "president", "no body told"),
    ("president@Acme", "", "a firm's president"),
    ("president@France", "president", "a country's"),
    ("majority leader@Senate", "legislative leader", "a leader of a chamber"),
    ("secretary@Vermont Independent", "secretary", "a state with a party behind it"),
    ("president@Independent Society", "", "a society named for its independence"),
    ("governor@Republican Party", "governor", "a party tells whose candidate the governor was"),
    ("president@Republican Party", "", "a party's own president"),
    ("leader@Labour Party", "", "a leader of a party"),
    ("spokesperson@Acme", "", "held by many"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("subject", "expected", "why"), HELD, ids=[case[2] for case in HELD])
def test_held_office(subject, expected, why):
    assert held_office(subject) == expected


@pytest.mark.parametrize(
    ("exclude", "left", "right", "expected", "why"),
    [
        (exclude_each_other, "governor", "senator", True, "two elected offices"),
        (exclude_each_other, "senator", "legislative leader", False, "a leader is a senator"),
        (exclude_each_other, "general", "defence secretary", False, "a rank is kept"),
        (exclude_each_other, "judge", "legislator", True, "no judge sits in a legislature"),
        (exclude_each_other, "mayor", "mayor", False, "one office"),
        (exclude_each_other, "", "mayor", False, "unknown"),
        (exclude_within_a_body, "president@NAACP", "governor@N.A.A.C.P.", True, "no society has a governor"),
        (exclude_within_a_body, "president@NAACP", "chair@NAACP", False, "two heads may be one person"),
        (exclude_within_a_body, "president@NAACP", "governor@Sierra Club", False, "two bodies"),
        (exclude_within_a_body, "president@France", "governor@France", False, "a country may have both"),
        (exclude_within_a_body, "president@", "governor@", False, "no body told"),
    ],
)
def test_exclusion_is_symmetric(exclude, left, right, expected, why):
    assert exclude(left, right) is exclude(right, left) is expected, why


@pytest.mark.parametrize(
    ("left", "right", "expected", "why"),
    [
        (("R", "Ohio"), ("D", "Ohio"), ("Republican", "Democrat"), "two parties"),
        (("R", "Ohio"), ("R", "Iowa"), ("Ohio", "Iowa"), "two states"),
        (("R", "Ohio"), ("R", ""), (), "a town is in some state"),
        (("", ""), ("R", "Ohio"), (), "nothing told"),
    ],
)
def test_parties_and_states(left, right, expected, why):
    assert person_party.clash_between(left, right) == expected, why


def test_states_are_known_in_every_form():
    forms = ["Wis.", "Wisc.", "WI", "Wisconsin", "N.Y.", "NY", "New York", "W. Va.", "Velden"]
    assert [person_party.state_of(form) for form in forms] == [
        *["Wisconsin"] * 4, *["New York"] * 3, "West Virginia", "",
    ]  # fmt: skip


def test_past_offices_and_ranks():
    assert past_office("former senator@Ohio") == "senator" and past_office("senator@Ohio") == ""
    assert seldom_go_together("president", "general") and not seldom_go_together("senator", "general")


def test_the_lexicon_names_known_offices_only():
    known = set(read_lexicon("offices")["titles"]) | {"legislative leader"}
    assert {office for group in read_lexicon("offices")["compatible"] for office in group} <= known
    assert set(read_lexicon("offices")["of_states"]) <= known
    assert {office for pair in read_lexicon("offices")["seldom"].items() for office in (pair[0], *pair[1])} <= known
    assert all(form == form.lower() for form in title_forms())
