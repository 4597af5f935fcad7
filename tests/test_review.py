"""Decisions typed into an earlier discrepancies.csv come back in the next run, and none is lost."""

import pandas as pd
import pytest

from factcheck.errors import InputError
from factcheck.model import DISCREPANCY_COLUMNS
from factcheck.review import KEPT, carry_decisions
from factcheck.tables import write_rows


def found(*rows: dict) -> pd.DataFrame:
    blank = dict.fromkeys(DISCREPANCY_COLUMNS, "")
    return pd.DataFrame([blank | row for row in rows], columns=list(DISCREPANCY_COLUMNS))


def save(path, *rows: dict) -> None:
    write_rows(path, DISCREPANCY_COLUMNS, found(*rows).to_numpy().tolist())


def typed(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    return list(frame[["discrepancy_id", "decision", "reviewer", "note"]].itertuples(index=False, name=None))


def test_without_an_earlier_file_nothing_changes(tmp_path):
    carried = carry_decisions(tmp_path / "discrepancies.csv", found({"discrepancy_id": "d-a", "message": "m"}))
    assert carried.discrepancies.to_dict("records") == found({"discrepancy_id": "d-a", "message": "m"}).to_dict(
        "records"
    )
    assert (len(carried.kept), list(carried.kept.columns)) == (0, list(DISCREPANCY_COLUMNS))


def test_decisions_are_carried_and_gone_ones_kept(tmp_path):
    save(
        tmp_path / "discrepancies.csv",
        {"discrepancy_id": "d-a", "decision": "ignore", "note": "=old table"},
        {"discrepancy_id": "d-gone", "reviewer": "J. Šmíd", "message": "was here"},
        {"discrepancy_id": "d-undecided"},
    )
    new = found({"discrepancy_id": "d-new"}, {"discrepancy_id": "d-a", "message": "new words", "reviewer": "kept cell"})
    carried = carry_decisions(tmp_path / "discrepancies.csv", new)
    assert typed(carried.discrepancies) == [("d-new", "", "", ""), ("d-a", "ignore", "kept cell", "=old table")]
    assert carried.discrepancies["message"].tolist() == ["", "new words"]
    assert carried.kept.to_dict("records") == found(
        {"discrepancy_id": "d-gone", "reviewer": "J. Šmíd", "message": "was here"}
    ).to_dict("records")
    assert new["decision"].tolist() == ["", ""], "the table that was handed in is left alone"


def test_a_kept_decision_comes_back_with_its_discrepancy(tmp_path):
    save(tmp_path / KEPT, {"discrepancy_id": "d-a", "decision": "fix"}, {"discrepancy_id": "d-b", "decision": "ignore"})
    save(tmp_path / "discrepancies.csv", {"discrepancy_id": "d-b", "decision": "fix"})
    carried = carry_decisions(tmp_path / "discrepancies.csv", found({"discrepancy_id": "d-a"}))
    assert typed(carried.discrepancies) == [("d-a", "fix", "", "")]
    assert typed(carried.kept) == [("d-b", "fix", "", "")], "the newer file wins over what was kept before it"


def test_no_discrepancies_at_all_still_keep_decisions(tmp_path):
    save(tmp_path / "discrepancies.csv", {"discrepancy_id": "d-a", "decision": "fix"})
    assert typed(carry_decisions(tmp_path / "discrepancies.csv", pd.DataFrame()).kept) == [("d-a", "fix", "", "")]


DIALECTS = [
    ("semicolons, moved and capital columns", b"Note;Decision;Reviewer;Discrepancy_ID\r\nseen;fix;;d-a\r\n"),
    ("tabs and UTF-16", "discrepancy_id\tdecision\treviewer\tnote\nd-a\tfix\t\tseen\n".encode("utf-16")),
    ("spaces around an id, the row twice", b"discrepancy_id,decision,reviewer,note\n d-a,fix,,seen\nd-a, fix ,,seen\n"),
]


@pytest.mark.parametrize(("reason", "data"), DIALECTS, ids=[case[0] for case in DIALECTS])
def test_what_a_spreadsheet_saved_is_read(reason, data, tmp_path):
    (tmp_path / "discrepancies.csv").write_bytes(data)
    carried = carry_decisions(tmp_path / "discrepancies.csv", found({"discrepancy_id": "d-a"}))
    assert typed(carried.discrepancies) == [("d-a", "fix", "", "seen")], reason


REFUSED = [
    ("another table", b"name,age\nAnna,30\n", "not a discrepancies table of factcheck, for it lacks the columns"),
    (
        "two decisions on one discrepancy",
        b"discrepancy_id,decision,reviewer,note\nd-a,fix,,\nd-a,ignore,,\n",
        "two different decisions on the discrepancy 'd-a'; leave one of them in the file",
    ),
    (
        "a decision on no discrepancy",
        b"discrepancy_id,decision,reviewer,note\n,,,ask the desk\n",
        "'ask the desk' stands on a row without discrepancy_id; move it to the row it is about",
    ),
    ("an empty file", b"", "holds no table"),
]


@pytest.mark.parametrize(("reason", "data", "message"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_is_not_ours_is_refused(reason, data, message, tmp_path):
    (tmp_path / "discrepancies.csv").write_bytes(data)
    with pytest.raises(InputError) as caught:
        carry_decisions(tmp_path / "discrepancies.csv", found({"discrepancy_id": "d-a"}))
    assert str(caught.value).startswith(f"{tmp_path / 'discrepancies.csv'}: {message}")
