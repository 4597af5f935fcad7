"""Figures against a desk's reference facts, in sentences as desks write them."""

import pytest

from factcheck.errors import RuleError
from factcheck.facts import load_facts
from factcheck.model import Article, Published
from factcheck.pipeline import check_articles, read_rules

FACTS = """fact,organisation,name,value,unit,valid_from,valid_to,source
seats|members|councillors,Velden city council,,15,,2022-01-01,,town hall
seats|members|councillors,Velden city council,,13,,,2021-12-31,town hall
long|length,Velden tunnel,,57,kilometer,,,railway office
population,Velden,,84000,,2024-01-01,,census of 2024
kill|die,Storm Ardel,,23,,2024-02-01,,fire brigade
"""
RULES = [rule for rule in read_rules() if rule.check == "value-reference"]

# What an article of May 2025 says, what is flagged of it, and why.
CASES = [
    ("The Velden city council has 13 seats.", "13", "another number of seats"),
    ("The Velden city council has 15 seats.", "", "the number of seats"),
    ("The 13-seat Velden city council met.", "13", "a compound"),
    ("The Velden city council met on Monday. All 13 members wept.", "13", "the council was named last, and had 13 before"),
    ("The Velden city council met on Monday. All 12 members wept.", "", "never its number: somebody else's, or those who came"),
    ("The Velden city council lost 3 members.", "", "not what it has"),
    ("The Velden city council may have 17 seats.", "", "a possibility"),
    ("In 2020 the Velden city council had 13 seats.", "", "the number of that year"),
    ("The Velden tunnel is 75 kilometres long.", "75 kilometres", "two digits swapped"),
    ("The Velden tunnel is 57 kilometres long.", "", "its length"),
    ("The Velden tunnel is 35.4 miles long.", "", "its length in miles"),
    ("Velden has a population of 48,000.", "48,000", "two digits swapped"),
    ("Velden has a population of about 80,000.", "", "about so many"),
    ("Storm Ardel killed 32 people.", "32", "two digits swapped"),
    ("Storm Ardel killed 23 people.", "", "the official toll"),
    ("Storm Ardel closed 32 schools.", "", "another thing counted"),
]  # fmt: skip


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    (folder / "facts").mkdir()
    (folder / "facts" / "city.csv").write_text(FACTS, encoding="utf-8")
    day = Published("2025-05-06", "2025-05-06", "sidecar")
    articles = [
        Article(f"{n:02}.txt", text, outlet=f"Paper {n}", published=day) for n, (text, _, _) in enumerate(CASES)
    ]
    return check_articles(articles, rules=RULES, references=load_facts([folder])).discrepancies


@pytest.mark.parametrize(("number", "flagged", "reason"), [(n, case[1], case[2]) for n, case in enumerate(CASES)])
def test_figures_of_reference_facts(rows, number, flagged, reason):
    found = rows[rows["left_article"] == f"{number:02}.txt"]
    assert found["left_text"].tolist() == ([flagged] if flagged else []), reason


def test_a_row_names_the_fact_and_its_source(rows):
    row = rows[rows["left_article"] == "08.txt"].iloc[0]
    assert (
        row["message"]
        == "“75 kilometres” contradicts the reference facts (Velden tunnel, long): 57 kilometer (railway office)."
    )
    assert row["suggestion"] == "57 from ever to now: railway office." and row["level"] == "error"
    assert rows[rows["left_article"] == "03.txt"].iloc[0]["level"] == "warning"


def test_values_that_are_no_numbers_are_told(tmp_path):
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "a.csv").write_text(
        "fact,organisation,name,value,valid_from,valid_to,source\nseats,Velden,,fifteen,,,town hall\nseats,,,15,,,town hall\n",
        encoding="utf-8",
    )
    with pytest.raises(RuleError) as raised:
        load_facts([tmp_path])
    assert [fault.partition(": ")[2] for fault in raised.value.faults] == [
        "value 'fifteen' is no number; write it as 27 or 84000.5, with the unit in `unit`",
        "a value needs the `organisation` or thing that has it",
    ]
