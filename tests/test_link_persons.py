"""Which names of a run are set beside each other, and what besides the names speaks for one person."""

import pandas as pd
import pytest

from factcheck.link import prepare_claims
from factcheck.link.persons import pair_persons
from factcheck.model import Claim
from factcheck.pipeline import claims_frame

RELATION_COLUMNS = ["left", "right", "relation", "similarity", "shared"]


def pairs(*persons, relation="event"):
    claims = prepare_claims(
        claims_frame(
            Claim(article, "person", number, number + 1, name, " ".join(told) or name, name=name, content=content)
            for number, (article, name, content, *told) in enumerate(persons)
        )
    )
    names = sorted({article for article, *_ in persons})
    rows = [(left, right, relation, 0.5, "") for left in names for right in names if left < right]
    rows += [(name, name, "article", 1.0, "") for name in names]
    relations = pd.DataFrame(rows, columns=RELATION_COLUMNS)
    found = pair_persons(claims, relations)
    found = found[found["kind"] == "name"]
    return [
        (claims.loc[row.left, "name"], claims.loc[row.right, "name"], row.probability, row.why_matched)
        for row in found.itertuples()
    ]


SLIP = "names that differ by a slip"
CASES = [
    (
        [("a", "Morella Oskins", ""), ("b", "Marella Oskins", "")],
        "event",
        [("Morella Oskins", "Marella Oskins", 0.85, f"{SLIP}; articles on one event")],
        "a letter of the given name",
    ),
    (
        [("a", "Igor Tavrin", ""), ("b", "Inna Tavrina", "")],
        "event",
        [],
        "two slips in a short name are another name",
    ),
    (
        [("a", "Deonde Rasul-Quell", ""), ("b", "Deode Rasul-Quella", "")],
        "event",
        [("Deonde Rasul-Quell", "Deode Rasul-Quella", 0.85, f"{SLIP}; articles on one event")],
        "both parts of a long name",
    ),
    (
        [("a", "Jaime Oskins", "age=34; gender=f"), ("b", "Jamie Oskins", "age=34")],
        "topic",
        [("Jaime Oskins", "Jamie Oskins", 0.94, f"{SLIP}; articles on one topic; the same age (34)")],
        "two names that exist, and one age",
    ),
    (
        [("a", "Jaime Oskins", "age=34"), ("b", "Jamie Oskins", "age=14")],
        "event",
        [],
        "two ages are two people",
    ),
    (
        [("a", "Jaime Oskins", ""), ("a", "Jamie Oskins", ""), ("b", "Jamie Oskins", "")],
        "event",
        [],
        "an article that prints both tells of two people",
    ),
    (
        [("a", "LaMond Oskins", ""), ("b", "Lamond Oskins", "home=Velden")],
        "event",
        [("LaMond Oskins", "Lamond Oskins", 0.85, f"{SLIP}; articles on one event")],
        "capitals within a name",
    ),
    (
        [("a", "B. Talvi Oskins", ""), ("b", "Talvi Oskens", "")],
        "event",
        [("B. Talvi Oskins", "Talvi Oskens", 0.85, f"{SLIP}; articles on one event")],
        "an initial that leads",
    ),
    (
        [("a", "Talvi Brendle", ""), ("b", "Talvi Grendle", "")],
        "event",
        [],
        "another first letter is another surname",
    ),
    ([("a", "LAMOND OSKINS", ""), ("b", "Lamond Oskins", "")], "event", [], "capitals throughout"),
    ([("a", "Jaime Oskins Sr.", ""), ("b", "Jamie Oskins Jr.", "")], "event", [], "a father and a son"),
    (
        [("a", "Frances Oskins", "gender=f"), ("b", "Francis Oskins", "gender=m")],
        "topic",
        [],
        "two names that exist, of a woman and a man",
    ),
    (
        [("a", "Ann Solano-Reyes", ""), ("b", "Ann Solano Reyes", "")],
        "event",
        [("Ann Solano-Reyes", "Ann Solano Reyes", 0.85, f"{SLIP}; articles on one event")],
        "a hyphen",
    ),
]


@pytest.mark.parametrize(("persons", "relation", "expected", "why"), CASES, ids=[case[3] for case in CASES])
def test_pairs_of_names(persons, relation, expected, why):
    assert pairs(*persons, relation=relation) == expected


def test_a_sentence_that_names_both_tells_of_two_people():
    def found(sentence):
        claims = prepare_claims(
            claims_frame(
                [
                    Claim("a", "person", 0, 13, "Dorvan Oskins", sentence, name="Dorvan Oskins"),
                    Claim("a", "person", 90, 102, "Orvan Oskins", "Orvan Oskins died.", name="Orvan Oskins"),
                ]
            )
        )
        relations = pd.DataFrame([("a", "a", "article", 1.0, "")], columns=RELATION_COLUMNS)
        return len(pair_persons(claims, relations))

    assert found("Dorvan Oskins looked for his brother, Orvan.") == 0
    assert found("Dorvan Oskins was looked for.") == 1


def test_a_sentence_that_has_both_given_names_tells_of_two():
    one = ("a", "Dsean Oskins", "", "He looked for his brother Sean, said Dsean Oskins.")
    two = ("b", "Sean Oskins", "", "The dead man was Sean Oskins.")
    assert pairs(one, two, relation="event") == []


@pytest.mark.parametrize(("persons", "relation", "expected", "why"), CASES, ids=[case[3] for case in CASES])
def test_pairs_of_names_in_very_many_claims(persons, relation, expected, why, monkeypatch):
    monkeypatch.setattr("factcheck.link.persons.MOST_PAIRS", 0)
    assert pairs(*persons, relation=relation) == expected


def test_each_claim_of_a_shared_office_has_a_pair_however_many_there_are(monkeypatch):
    def joined():
        claims = prepare_claims(
            claims_frame(
                Claim(
                    f"{spelt}{number}", "person", 0, 13, spelt, f"{spelt} left.", name=spelt, role="Defence Minister",
                    organisation="Norway" if number else "", subject="defence minister@Norway" if number else "",
                )
                for spelt in ("Morella Oskins", "Marella Oskins")
                for number in range(5)
            )
        )  # fmt: skip
        found = pair_persons(claims, pd.DataFrame([], columns=RELATION_COLUMNS))
        return len(found), {*found["left"], *found["right"]}, set(found["why_matched"])

    whole = joined()
    monkeypatch.setattr("factcheck.link.persons.MOST_PAIRS", 10)
    few = joined()
    assert (whole[0], few[0]) == (16, 7)
    assert whole[1:] == few[1:]


def test_another_first_letter_is_a_slip_of_the_holder_of_one_office():
    claims = prepare_claims(
        claims_frame(
            Claim(article, "person", 0, 1, name, name, name=name, subject="managing director@Orvel")
            for article, name in (("a", "Talvi Brendle"), ("b", "Talvi Grendle"))
        )
    )
    relations = pd.DataFrame([("a", "b", "event", 0.5, "")], columns=RELATION_COLUMNS)
    found = pair_persons(claims, relations, ["name"])
    assert found["why_matched"].tolist() == [
        f"{SLIP}; the same office (managing director, Orvel); articles on one event"
    ]
