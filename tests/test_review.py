"""Decisions typed into any table come back, hold as long as they should, and are never written over."""

import json

import pandas as pd
import pytest

from factcheck.decisions import Decision, LastRun, digest, read_decisions, read_filled, read_last_run, write_decisions
from factcheck.errors import InputError
from factcheck.model import DISCREPANCY_COLUMNS, Article
from factcheck.review import (
    apply_decisions,
    describe_plan,
    describe_status,
    plan_review,
    review_status,
    take_over,
)
from factcheck.tables import write_rows

ROW = dict.fromkeys(DISCREPANCY_COLUMNS, "") | {
    "discrepancy_id": "d-a", "rule": "total-fell", "subject": "trees", "left_text": "900", "right_text": "more than 1,500",
}  # fmt: skip
CLAIMS = digest("900", "more than 1,500")


def table(*rows: dict) -> pd.DataFrame:
    return pd.DataFrame([ROW | row for row in rows], columns=list(DISCREPANCY_COLUMNS))


def save(path, *rows: dict):
    write_rows(path, DISCREPANCY_COLUMNS, table(*rows).to_numpy().tolist())
    return path


def ran(*rows: dict, dismissed=()) -> LastRun:
    return LastRun({row["discrepancy_id"]: row for row in table(*rows).to_dict("records")}, tuple(dismissed))


def made(identifier="d-a", decision="confirm", **fields) -> Decision:
    return Decision(
        **{
            "discrepancy_id": identifier,
            "decision": decision,
            "rule": "total-fell",
            "subject": "trees",
            "claims": CLAIMS,
        }
        | fields
    )


DIALECTS = [
    ("semicolons, moved and capital columns", b"Note;Decision;Reviewer;Discrepancy_ID\r\nseen;Fix;;d-a\r\n"),
    ("tabs and UTF-16", "discrepancy_id\tdecision\treviewer\tnote\nd-a\tfix\t\tseen\n".encode("utf-16")),
    ("Excel's line for the delimiter", b"sep=;\r\ndiscrepancy_id;decision;reviewer;note\r\nd-a;fix;;seen\r\n"),
    ("spaces around an id, the row twice", b"discrepancy_id,decision,reviewer,note\n d-a,fix,,seen\nd-a, fix ,,seen\n"),
    (
        "BOM, quotes around all",
        '\ufeff"discrepancy_id","decision","reviewer","note"\r\n"d-a","FIX","","seen"\r\n'.encode(),
    ),
]


@pytest.mark.parametrize(("reason", "data"), DIALECTS, ids=[case[0] for case in DIALECTS])
def test_what_a_spreadsheet_saved_is_read(reason, data, tmp_path):
    (tmp_path / "filled.csv").write_bytes(data)
    assert read_filled(tmp_path / "filled.csv") == {"d-a": Decision("d-a", "fix", note="seen")}, reason


CELLS = [
    ("dismiss until 2031-05-01", ("dismiss", "2031-05-01")),
    ("Confirm", ("confirm", "")),
    ("OPEN", ("open", "")),
    ("", ("", "")),
]


@pytest.mark.parametrize(("cell", "read"), CELLS)
def test_the_decision_and_its_end_stand_in_one_cell(cell, read, tmp_path):
    record = read_filled(save(tmp_path / "t.csv", {"decision": cell, "note": "n"}))["d-a"]
    assert (record.decision, record.until) == read
    assert record.cell() == cell.lower()


def test_every_fault_is_told_with_row_and_column(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        "discrepancy_id,decision,reviewer,note,decided\n"
        "d-a,maybe,,,\n"
        "\n"
        "d-b,dismiss until tomorrow,,,\n"
        ",confirm,Ann,,\n"
        "d-c,fix,,,1.5.2031\n"
        "d-d,fix,,,\n"
        "d-d,dismiss,,,\n"
        "d-e,fix,,,,too many\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        read_filled(path)
    assert str(caught.value).splitlines() == [
        f"{path}: 6 faults, nothing was changed",
        "  row 2, column decision (B2): 'maybe' is no decision; write confirm, dismiss, fix or open, and an end if it has"
        " one, as in 'dismiss until 2031-05-01'",
        "  row 4, column decision (B4): 'tomorrow' is no day; write it as 2031-05-01",
        "  row 5: 'confirm, Ann' stands on a row without discrepancy_id; move it to the row it is about",
        "  row 6, column decided (E6): '1.5.2031' is no day; write it as 2031-05-01",
        "  row 8: another decision on d-d than in row 7; leave one of them in the file",
        "  row 9: 6 cells, but the header has 5",
    ]


REFUSED = [
    ("another table", b"name,age\nAnna,30\n", "neither a discrepancies table nor a file of decisions, for it lacks"),
    ("an empty file", b"", "holds no table"),
]


@pytest.mark.parametrize(("reason", "data", "message"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_is_not_ours_is_refused(reason, data, message, tmp_path):
    (tmp_path / "t.csv").write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_filled(tmp_path / "t.csv")
    assert str(caught.value).startswith(f"{tmp_path / 't.csv'}: {message}")


def test_the_file_of_decisions_is_sorted_plain_and_exact(tmp_path):
    records = [made("d-b", "dismiss", until="2031-05-01", reviewer="Šefčovič"), made("d-a", note='=1, a "quote"\n-5')]
    write_decisions(tmp_path / "decisions.csv", {record.discrepancy_id: record for record in records})
    assert (tmp_path / "decisions.csv").read_bytes().decode("utf-8") == (
        "discrepancy_id,decision,until,reviewer,decided,note,rule,subject,claims\n"
        f'd-a,confirm,,,,"\'=1, a ""quote""\n-5",total-fell,trees,{CLAIMS}\n'
        f"d-b,dismiss,2031-05-01,Šefčovič,,,total-fell,trees,{CLAIMS}\n"
    )
    assert list(read_decisions(tmp_path / "decisions.csv").values()) == records[::-1]
    assert read_decisions(tmp_path / "none.csv") == {}


def test_an_unsolved_merge_is_told(tmp_path):
    path = tmp_path / "decisions.csv"
    write_decisions(path, {"d-a": made()})
    head, line = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{head}\n<<<<<<< ours\n{line}\n=======\n{line}\n>>>>>>> theirs\n", encoding="utf-8")
    with pytest.raises(InputError, match="row 2: an unsolved merge: keep one record"):
        read_decisions(path)


ANN, BOB = {"reviewer": "Ann"}, {"reviewer": "Bob"}
PLANS = [
    ("a first decision", None, made(**ANN), {}, "new", made(**ANN)),
    ("a note alone", None, made(decision="", note="ask"), {}, "new", made(decision="", note="ask")),
    ("taking back what was never decided", None, made(decision="open"), {}, None, None),
    ("the same again", made(**ANN), made(**ANN), {}, None, made(**ANN)),
    (
        "one's own decision changed",
        made(**ANN),
        made(decision="dismiss", **ANN),
        {},
        "changed",
        made(decision="dismiss", **ANN),
    ),
    ("one's own decision taken back", made(**ANN), made(decision="open", **ANN), {}, "withdrawn", None),
    (
        "another reviewer agrees",
        made(note="x", **ANN),
        made(note="y", **BOB),
        {},
        "seconded",
        made(note="x; y", reviewer="Ann; Bob"),
    ),
    ("who agreed, again", made(reviewer="Ann; Bob"), made(**BOB), {}, None, made(reviewer="Ann; Bob")),
    ("another reviewer disagrees", made(**ANN), made(decision="dismiss", **BOB), {}, "conflict", made(**ANN)),
    ("another takes it back", made(**ANN), made(decision="open", **BOB), {}, "conflict", made(**ANN)),
    ("nobody is named", made(), made(decision="dismiss"), {}, "conflict", made()),
    (
        "the table shall win",
        made(**ANN),
        made(decision="fix", **BOB),
        {"replacing": True},
        "changed",
        made(decision="fix", **BOB),
    ),
    (
        "the earlier one has expired",
        made(until="2031-05-01", **ANN),
        made(decision="fix", **BOB),
        {"today": "2031-05-02"},
        "changed",
        made(decision="fix", **BOB),
    ),
    (
        "the text has changed since",
        made(claims="t-old", **ANN),
        made(decision="fix", **BOB),
        {},
        "changed",
        made(decision="fix", **BOB),
    ),
    (
        "nobody is named, in a table that showed the record",
        made(),
        made(decision="dismiss"),
        {"last": ran({"decision": "confirm"})},
        "changed",
        made(decision="dismiss"),
    ),
    (
        "what the last run said is no news",
        made(decision="fix", **BOB),
        made(**ANN),
        {"last": ran({"decision": "confirm"} | ANN)},
        None,
        made(decision="fix", **BOB),
    ),
    (
        "nor does it bring a record back",
        None,
        made(**ANN),
        {"last": ran({"decision": "confirm"} | ANN), "fresh": True},
        None,
        None,
    ),
    (
        "a lost file is made again from the table",
        None,
        made(**ANN),
        {"last": ran({"decision": "confirm"} | ANN)},
        "new",
        made(**ANN),
    ),
    ("figures that a spreadsheet altered", None, made(claims="t-1500"), {"last": ran({})}, "new", made()),
]


@pytest.mark.parametrize(("reason", "old", "new", "options", "kind", "after"), PLANS, ids=[case[0] for case in PLANS])
def test_what_taking_over_does(reason, old, new, options, kind, after):
    plan = plan_review({"d-a": old} if old else {}, {"d-a": new}, **options)
    assert ([change.kind for change in plan.changes], plan.decisions.get("d-a")) == ([kind] if kind else [], after), (
        reason
    )
    again = plan_review(plan.decisions, {"d-a": new}, **options)
    assert again.decisions == plan.decisions, "taking a table over twice is taking it over once"


RETYPED = [
    ("August 29", "29-Aug", False, "a day"),
    ("5%", "0.05", False, "a percentage"),
    ("March 2024", "Mar-24", False, "a month"),
    ("5:30 am", "05:30:00", False, "an hour"),
    ("Hanna Brandvold", "Hanna Brandvold", True, "a name is left as it is printed"),
    ("more than 1,500 trees", "more than 1,500 trees", True, "so are words with a figure"),
]


@pytest.mark.parametrize(("printed", "saved", "held", "reason"), RETYPED, ids=[case[3] for case in RETYPED])
def test_a_table_that_a_spreadsheet_saved_elsewhere_keeps_its_decisions(printed, saved, held, reason, tmp_path):
    """Without the run's report.json beside it, nothing tells what was printed in a cell that the program took for a number."""
    row = {"decision": "dismiss", "left_text": saved, "right_text": "the whole of it"}
    (record,) = read_filled(save(tmp_path / "mailed.csv", row)).values()
    assert bool(record.claims) == held
    now = table({"left_text": printed, "right_text": "the whole of it"})
    assert not apply_decisions(now, {"d-a": record}).stale


def test_a_plan_is_told_with_both_sides_of_a_conflict():
    kept = {"d-a": made(note="seen", **ANN), "d-b": made("d-b", **ANN)}
    filled = {
        "d-a": made(decision="dismiss", **BOB),
        "d-b": made("d-b", "fix", **ANN),
        "d-c": made("d-c", until="2031-05-01"),
    }
    assert list(describe_plan(plan_review(kept, filled))) == [
        "1 new, 1 changed; 0 known already",
        "  changed: d-b fix, Ann - trees (before: confirm, Ann)",
        "  new: d-c confirm until 2031-05-01 - trees",
        "  CONFLICT: d-a trees",
        "    kept:      confirm, Ann, “seen”",
        "    not taken: dismiss, Bob",
    ]


def test_dismissed_rows_are_left_out_and_the_others_carry_their_decisions():
    found = table({}, {"discrepancy_id": "d-b"}, {"discrepancy_id": "d-c"})
    kept = {"d-a": made(note="=seen", **ANN), "d-b": made("d-b", "dismiss", until="2031-05-01")}
    held = apply_decisions(found, kept, today="2031-05-01")
    assert held.dismissed == ("d-b",)
    assert held.discrepancies[["discrepancy_id", "decision", "reviewer", "note"]].to_numpy().tolist() == [
        ["d-a", "confirm", "Ann", "=seen"], ["d-c", "", "", ""],
    ]  # fmt: skip
    assert found["decision"].tolist() == ["", "", ""], "the table that was handed in is left alone"
    listed = apply_decisions(found, kept, today="2031-05-01", keep_dismissed=True)
    assert listed.discrepancies["decision"].tolist() == ["confirm", "dismiss until 2031-05-01", ""]
    assert apply_decisions(pd.DataFrame(), kept).dismissed == ()


STALE = [
    ("its day has passed", made(decision="dismiss", until="2031-05-01"), {}, "2031-05-02", "expired"),
    ("its last day", made(decision="dismiss", until="2031-05-01"), {}, "2031-05-01", ""),
    ("the left text has changed", made(decision="dismiss"), {"left_text": "950"}, "", "the text has changed"),
    ("the right text has changed", made(decision="dismiss"), {"right_text": "over 1,500"}, "", "the text has changed"),
    ("the sides have changed places", made(decision="dismiss"), {"left_text": "more than 1,500", "right_text": "900"}, "", ""),
    ("signs that a spreadsheet drops", made(decision="dismiss"), {"right_text": "More than 1500"}, "", ""),
    ("edits elsewhere in the article", made(decision="dismiss"), {"left_start": 900, "left_sentence": "New words: 900."}, "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "record", "changes", "today", "stale"), STALE, ids=[case[0] for case in STALE])
def test_how_long_a_decision_holds(reason, record, changes, today, stale):
    held = apply_decisions(table(changes), {"d-a": record}, today=today)
    assert (dict(held.stale), len(held.discrepancies)) == ({"d-a": stale} if stale else {}, 1 if stale else 0), reason


def test_the_status_counts_and_scores():
    last = ran({}, {"discrepancy_id": "d-b"}, {"discrepancy_id": "d-c", "left_text": "950"}, dismissed=["d-d"])
    kept = {
        "d-a": made(), "d-c": made("d-c"), "d-d": made("d-d", "dismiss"), "d-e": made("d-e", "dismiss"),
        "d-f": made("d-f", "dismiss", rule="name-variant"), "d-g": made("d-g", "fix", rule="name-variant"),
        "d-h": made("d-h", "dismiss", rule="name-variant"),
    }  # fmt: skip
    assert list(describe_status(review_status(kept, last))) == [
        "4 found, 2 open, 2 decided (1 confirmed, 1 dismissed)",
        "1 stale and open again: 1 as the text has changed",
        "4 kept on discrepancies that this run did not find",
        "",
        "rule          confirmed  to fix  dismissed  precision",
        "name-variant          0       1          2        33%",
        "total-fell            2       0          2        50%",
        "Dismissed more often than confirmed: name-variant; see `factcheck explain name-variant`",
    ]
    assert list(describe_status(review_status({}, ran({})))) == ["1 found, 1 open, 0 decided"]


def test_what_was_typed_since_the_last_run_is_taken_over(tmp_path):
    assert take_over(tmp_path, {"d-x": made("d-x")}).decisions == {"d-x": made("d-x")}
    rows = [{"decision": "confirm"}, {"discrepancy_id": "d-b", "decision": "fix", "reviewer": "Ann"}]
    save(tmp_path / "discrepancies.csv", *rows)
    before = table({"decision": "confirm"}, {"discrepancy_id": "d-b"}).to_dict("records")
    (tmp_path / "report.json").write_text(json.dumps({"discrepancies": before, "dismissed": ["d-z"]}))
    assert read_last_run(tmp_path / "report.json").dismissed == ("d-z",)
    assert dict(take_over(tmp_path, {}).decisions) == {"d-b": made("d-b", "fix", **ANN)}
    with pytest.raises(InputError, match="decisions that disagree with earlier ones; nothing was written") as caught:
        take_over(tmp_path, {"d-b": made("d-b", "dismiss", **BOB)})
    assert "not taken: fix, Ann" in str(caught.value) and "--replace" in str(caught.value)
    (tmp_path / "report.json").write_text("[1]")
    with pytest.raises(InputError, match="not a report of factcheck"):
        take_over(tmp_path, {})


NEWS = "Mill Gazette", "Volunteers have planted {} trees in the Orla valley, the forest office said on Monday."
OLD = "Orla Courier", "Volunteers have planted 9,500 trees in the Orla valley, the forest office said on Monday."


def judged(texts: list[tuple[str, str, str]]) -> pd.DataFrame:
    """The conflicts among articles given as id, outlet and text, all published on one day."""
    from factcheck.model import Published
    from factcheck.pipeline import check_articles, read_rules

    day = Published("2031-05-06", "2031-05-06", "sidecar")
    articles = [Article(name, text, path=name, outlet=outlet, published=day) for name, outlet, text in texts]
    found = check_articles(articles, rules=read_rules()).discrepancies
    return found[found["verdict"] == "conflict"]


@pytest.fixture(scope="module")
def conflict():
    found = judged([("a.txt", NEWS[0], NEWS[1].format("4,200")), ("b.txt", *OLD)])
    assert len(found) == 1
    row = found.iloc[0]
    record = Decision(row["discrepancy_id"], "dismiss", claims=digest(row["left_text"], row["right_text"]))
    return {record.discrepancy_id: record}


SURVIVED = [
    (
        "an edit elsewhere in the article",
        ("a.txt", NEWS[0], "Spring has come.\n\n" + NEWS[1].format("4,200") + "\n\nMore follows."),
        True,
    ),
    ("a moved and renamed file", ("2031/may/orla.txt", NEWS[0], NEWS[1].format("4,200")), True),
    (
        "a new crawl with other spaces and a soft hyphen",
        ("a.txt", NEWS[0], NEWS[1].format("4,200").replace(" in the", "  in\u00a0the") + "\n"),
        True,
    ),
    ("a changed figure", ("a.txt", NEWS[0], NEWS[1].format("4,300")), False),
]


@pytest.mark.parametrize(("reason", "article", "holds"), SURVIVED, ids=[case[0] for case in SURVIVED])
def test_a_decision_survives(conflict, reason, article, holds):
    found = judged([article, ("b.txt", *OLD)])
    assert len(found) == 1, reason
    assert len(apply_decisions(found, conflict).dismissed) == holds, reason
