"""Reference facts: the bundled ones load, faults name file and line, and a fact holds on its days only."""

import pytest

from factcheck.errors import RuleError
from factcheck.facts import Fact, load_facts
from factcheck.rulepacks import bundled_rules_folder


def test_bundled_facts_load_and_name_their_source():
    facts = load_facts([bundled_rules_folder()])
    assert facts and all(fact.source and fact.valid_from for fact in facts)


@pytest.mark.parametrize(
    ("start", "end", "expected", "reason"),
    [
        ("2023-05-01", "2023-05-01", True, "inside"),
        ("2022-01-01", "2022-01-01", True, "the first day is included"),
        ("2023-12-31", "2023-12-31", True, "the last day is included"),
        ("2024-01-01", "2024-01-01", False, "a day late"),
        ("2023-12-01", "2024-02-01", False, "the interval runs over the end"),
        ("", "", False, "unknown never holds"),
    ],
)
def test_holds_on(start, end, expected, reason):
    fact = Fact("mayor", "Velden", "Anna Lund", "", "", "2022-01-01", "2023-12-31", "town hall", "facts.csv:2")
    assert fact.holds_on(start, end) is expected, reason


def test_a_fault_is_told_at_its_row_whatever_stands_above(tmp_path):
    (tmp_path / "facts").mkdir()
    table = "fact,name,valid_from,valid_to,source\n\n,,,,\nmayor,Anna Lund,2022-13-01,,town hall\nmayor,A,,,hall,,x\n"
    (tmp_path / "facts" / "a.csv").write_text(table, encoding="utf-8")
    with pytest.raises(RuleError) as raised:
        load_facts([tmp_path])
    told = [fault.partition("a.csv:")[2] for fault in raised.value.faults]
    assert told == [
        "5: 7 cells, but the header has 5",
        "4: valid_from '2022-13-01' is no day; write it as 2025-08-29 or leave it blank",
    ]


def test_all_faults_are_told_at_once(tmp_path):
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "a.csv").write_text(
        "fact,name,valid_from,valid_to,source\nmayor,Anna Lund,2022-13-01,,town hall\nmayor,,2024-01-01,2023-01-01,town hall\n",
        encoding="utf-8",
    )
    (tmp_path / "facts" / "b.csv").write_text("fact,nome\nmayor,Anna Lund\n", encoding="utf-8")
    with pytest.raises(RuleError) as raised:
        load_facts([tmp_path])
    assert [fault.split(": ")[0].rsplit("/", 1)[1] for fault in raised.value.faults] == [
        "a.csv:2",
        "a.csv:3",
        "a.csv:3",
        "b.csv:1",
    ]
