"""Names taken apart and compared, and offices brought to one key."""

import pytest

from factcheck.normalise.names import (
    PersonName,
    compare,
    is_spelling,
    parse_name,
)
from factcheck.normalise.offices import canonical_organisation, office_key

PARSED = [
    ("Anna Brown", PersonName("Anna", "", "Brown", ""), "plain"),
    ("Brown", PersonName("", "", "Brown", ""), "one word is a surname"),
    ("Greta van der Berg", PersonName("Greta", "van der", "van der Berg", ""), "particles belong to the surname"),
    ("Omar bin Khalid", PersonName("Omar", "bin", "bin Khalid", ""), "an Arabic particle"),
    ("Ben Hartley", PersonName("Ben", "", "Hartley", ""), "a given name that is a particle elsewhere"),
    ("Samuel T. Reed Jr.", PersonName("Samuel T.", "", "Reed", "Jr"), "a suffix"),
    ("Dr. Ann Lee", PersonName("Ann", "", "Lee", ""), "an honorific is dropped"),
    ("O'Neill, Patrick", PersonName("Patrick", "", "O'Neill", ""), "surname first"),
    ("", PersonName("", "", "", ""), "nothing"),
]


@pytest.mark.parametrize(("name", "expected", "why"), PARSED, ids=[case[2] for case in PARSED])
def test_parse_name(name, expected, why):
    assert parse_name(name) == expected


COMPARED = [
    ("Anna Brown", "Anna Brown", "same", "equal"),
    ("Anna Brown", "ANNA BROWN", "same", "case"),
    ("Dr. Anna Brown", "Anna Brown", "same", "an honorific"),
    ("Jānis Bērziņš", "Janis Berzins", "variant", "diacritics"),
    ("Sergei Belov", "Sergey Belov", "variant", "transliteration"),
    ("Mohamed Rashid", "Muhammad Rashid", "variant", "transliteration"),
    ("Bob Carter", "Robert Carter", "variant", "a nickname"),
    ("R. Carter", "Robert Carter", "variant", "an initial"),
    ("Robert James Carter", "Robert Carter", "variant", "a middle name"),
    ("Jean-Marc Petit", "Jean Marc Petit", "variant", "a hyphen"),
    ("Carter", "Robert Carter", "variant", "a surname alone"),
    ("Talvi Hendrikson", "Dalvi Hendrikson", "near", "one letter of a given name that is not itself a name"),
    ("Anna Hendrikson", "Anna Henrikson", "near", "one letter of a surname"),
    ("Anna Krol", "Anna Kroll", "near", "a consonant doubled or not"),
    ("Ihor Zelensky", "Ihor Zelenskyy", "variant", "a vowel that a romanisation doubles"),
    ("Anna Brown", "Peter Brown", "different", "two given names"),
    ("Jan Novak", "Dan Novak", "different", "two real given names that look alike"),
    ("Micheal Novak", "Michael Novak", "near", "two letters swapped in a long given name"),
    ("Marian Novak", "Darian Novak", "different", "a letter that tells another gender"),
    ("Ben Novak", "Ben Nofak", "near", "a given name that is a particle elsewhere"),
    ("DeShawn Novak", "Deshaun Novak", "variant", "two letters for one sound"),
    ("Anna Brown", "Anna Green", "different", "two surnames"),
    ("Tomy Oskins", "Velda Joan Tomya Oskins", "different", "a slip in a given name that is not the first"),
    ("Morella Oskins", "Marella Joan Oskins", "near", "a slip in the first given name"),
    ("Igor Petrov", "Inna Petrova", "different", "two slips in short names"),
    ("Dan Field", "Ian Field", "different", "two real short names"),
]


@pytest.mark.parametrize(("left", "right", "expected", "why"), COMPARED)
def test_compare(left, right, expected, why):
    assert compare(left, right) == expected, why
    assert compare(right, left) == expected, "symmetric"


SPELLINGS = [
    ("LaMond Reed", "Lamond Reed", True, "capitals within a word"),
    ("LAMOND REED", "Lamond Reed", False, "a name in capitals throughout"),
    ("O’Mara Reed", "O'Mara Reed", False, "apostrophes"),
    ("Damien Reed", "Damein K. Reed", True, "two letters swapped, an initial left out"),
    ("Robert Reed", "Robert James Reed", False, "a middle name left out"),
    ("Bob Reed", "Robert Reed", False, "a nickname"),
    ("Steve Reed", "Steven Reed", False, "a short form"),
    ("Steven Reed", "Stephen Reed", True, "two spellings of one given name"),
    ("Sara Reed", "Sarah Reed", True, "a silent letter"),
    ("Dave Reed", "David Reed", False, "a pet form as long as the name"),
    ("Ann Reed-Lund", "Ann Reed Lund", True, "a hyphen left out"),
    ("Mary Ann Reed", "Maryann Reed", True, "a space left out"),
]


@pytest.mark.parametrize(("left", "right", "expected", "why"), SPELLINGS)
def test_is_spelling(left, right, expected, why):
    assert is_spelling(left, right) is expected, why
    assert is_spelling(right, left) is expected, "symmetric"


OFFICES = [
    ("foreign policy chief", "EU", "foreign policy chief@EU"),
    ("High Representative for Foreign Affairs and Security Policy", "European Union", "foreign policy chief@EU"),
    ("High Representative for Foreign Affairs and Security Policy", "", "foreign policy chief@EU"),
    ("Defense Minister", "Danish", "defence minister@Denmark"),
    ("minister of defence", "Denmark", "defence minister@Denmark"),
    ("Secretary of State", "U.S.", "secretary of state@United States"),
    ("secretary of state", "", "secretary of state@"),
    ("CEO", "Acme", "chief executive@Acme"),
    ("former president", "France", "former president@France"),
    ("ex-president", "France", "former president@France"),
    ("Sen.", "Ohio", "senator@Ohio"),
    ("", "France", ""),
]


@pytest.mark.parametrize(("role", "organisation", "expected"), OFFICES)
def test_office_key(role, organisation, expected):
    assert office_key(role, organisation) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Danish", "Denmark"),
        ("the European Union", "EU"),
        ("U.N.", "UN"),
        ("Copenhagen", "Denmark"),
        ("Acme Ltd", "Acme Ltd"),
    ],
)
def test_canonical_organisation(name, expected):
    assert canonical_organisation(name) == expected
