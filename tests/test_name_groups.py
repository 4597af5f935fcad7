"""Which names a corpus in parts gathers: never fewer than are paired, and no more than something else ties together."""

import pandas as pd
import pytest

from factcheck.link import name_groups
from factcheck.link.name_groups import group_names, read_contexts


def person(name, subject="", organisation="", group=0):
    return {"name": name, "subject": subject, "organisation": organisation, "group": group}


CASES = [
    ([person("Tom Askew"), person("Tim Askew")], True, "articles that hang together"),
    ([person("Tom Askew"), person("Tim Askew", group=1)], False, "nothing but the names"),
    (
        [person("Tom Askew", "mayor@velden"), person("Tim Askew", "mayor@velden", group=1)],
        True,
        "one office",
    ),
    (
        [person("Tom Askew", organisation="Velden Mills"), person("Tim Askew", organisation="velden mills", group=1)],
        True,
        "one organisation, however written",
    ),
    ([person("Tom Askew"), person("Ines Moreau")], False, "two persons of one article"),
    ([person("Zoë Askew"), person("Zoe Askew")], True, "with and without diacritics"),
    ([person("Askew"), person("Tom Askew")], False, "a surname alone is no spelling"),
    ([person(""), person("")], False, "no names at all"),
]


@pytest.mark.parametrize("at_once", [1, 1000])
@pytest.mark.parametrize(("persons", "together", "reason"), CASES, ids=[reason for *_, reason in CASES])
def test_what_ties_two_names_together(persons, together, reason, at_once, monkeypatch):
    monkeypatch.setattr(name_groups, "AT_ONCE", at_once)
    # Each claim from another part of the corpus.
    groups = group_names(read_contexts(pd.DataFrame([one])) for one in persons)
    assert (len(groups) == 2 and len(set(groups.values())) == 1) == together


def test_names_hang_together_through_others():
    names = ["Deneka Ruud", "Deneke Ruud", "Denekke Ruud"]
    groups = group_names([read_contexts(pd.DataFrame([person(name) for name in names]))])
    assert set(groups.values()) == {("Deneka", "Ruud")}


def test_no_parts_have_no_names():
    assert group_names([]) == {}
