"""GitHub, GitLab and JUnit, and the formats that a run names: placed right, escaped, within the services' limits."""

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from test_html import CONFLICT, COURIER, GAZETTE, HOSTILE, LONE, NAMES, many, small_report
from test_sarif import aside, found, rows, validate

from factcheck.errors import InputError
from factcheck.model import DISCREPANCY_COLUMNS, NotChecked
from factcheck.suppressions import Remark
from factcheck.writers import Target, parse_targets, render, write_target
from factcheck.writers.github import as_github, as_step_summary, command
from factcheck.writers.gitlab import as_gitlab
from factcheck.writers.html_report import write_html
from factcheck.writers.junit import as_junit
from factcheck.writers.wording import tame


def test_a_workflow_command_in_full(tmp_path):
    assert as_github(found(tmp_path, discrepancies=rows(CONFLICT), not_checked=())) == (
        "::error file=news/courier.txt,line=1,col=58,endLine=1,endColumn=63,title=Conflict%3A tree%2C plant::"
        "9,500 and about 4,200.%0A"
        "Here: 9,500 - Orla Courier, courier.txt, 2031-05-06 (and 1 more)%0A"
        "There: about 4,200 - Mill Gazette, gazette.txt, 2031-05-07 to 2031-05-08, news/gazette.txt:1%0A"
        "Suggested: Ask the office.%0A"
        "Rule: quantity-conflict (d-0000000000000001)\n"
    )


def test_commands_are_escaped():
    assert (
        command("error", "50%\r\n::x", file="a,b:c%.md", line=0, title="")
        == "::error file=a%2Cb%3Ac%25.md::50%25%0D%0A::x"
    )
    assert command("notice", "x") == "::notice::x"


def test_ten_annotations_a_level_and_the_rest_in_the_summary():
    report = many(30)
    lines = as_github(report).splitlines()
    by_level = [sum(line.startswith(f"::{name}") for line in lines) for name in ("error", "warning", "notice")]
    counts = report.discrepancies["level"].value_counts()
    assert by_level == [min(counts.get(level, 0), 10) for level in ("error", "warning", "note")]
    assert max(by_level) == 10
    assert any(
        re.match(r"::\w+ title=\d+ more \w+s::\d+ more \w+s: see the summary of this step", line) for line in lines
    )
    assert len(re.findall(r"(?m)^## \d+\. ", as_step_summary(report))) == len(report.discrepancies)


def test_the_damaged_words_of_an_article_are_one_annotation(tmp_path):
    words = [LONE | {"discrepancy_id": f"d-{n:016}", "message": f"word {n}", "suggestion": ""} for n in range(3)]
    assert as_github(found(tmp_path, discrepancies=rows(*words), not_checked=())) == (
        "::warning file=news/courier.txt,line=1,col=50,endLine=1,endColumn=57,title=3 damaged words::"
        "word 0%0ARule: word-damaged (d-0000000000000000)%0ALine 1: word 1%0ALine 1: word 2\n"
    )


def test_the_summary_of_a_step_holds_thousands_of_findings_and_no_more_than_github_takes():
    text = as_step_summary(many(1_500))
    assert len(re.findall(r"(?m)^## \d+\. ", text)) == 1_500
    assert len(as_step_summary(many(6_000)).encode("utf-8")) <= 1_048_576


def test_a_file_that_was_not_checked_is_annotated(tmp_path):
    assert as_github(found(tmp_path, discrepancies=rows())) == (
        "::warning file=notes.doc,title=Not checked::notes.doc: not a text file\n"
    )


def test_a_line_that_was_not_checked_is_marked_in_its_file(tmp_path):
    """Two lines of one file are two entries to GitLab; rows of a Parquet table are no lines."""
    items = [("news/a.jsonl:12", "not JSON"), ("news/a.jsonl:13", "not JSON"), ("news/b.parquet:2", "holds no letters")]
    report = found(tmp_path, discrepancies=rows(), not_checked=tuple(NotChecked(*item) for item in items))
    assert as_github(report).splitlines() == [
        "::warning file=news/a.jsonl,line=12,title=Not checked::news/a.jsonl:12: not JSON",
        "::warning file=news/a.jsonl,line=13,title=Not checked::news/a.jsonl:13: not JSON",
        "::warning file=news/b.parquet%3A2,title=Not checked::news/b.parquet:2: holds no letters",
    ]
    entries = json.loads(as_gitlab(report))
    assert [(one["location"]["path"], one["location"]["lines"]["begin"]) for one in entries] == [
        ("news/a.jsonl", 12), ("news/a.jsonl", 13), ("news/b.parquet:2", 1),
    ]  # fmt: skip
    assert len({one["fingerprint"] for one in entries}) == 3
    cases = [case for case in ET.fromstring(as_junit(report)).iter("testcase") if case.find("error") is not None]
    assert [(case.get("name"), case.get("file"), case.get("line")) for case in cases] == [
        ("news/a.jsonl:12", "news/a.jsonl", "12"), ("news/a.jsonl:13", "news/a.jsonl", "13"),
        ("news/b.parquet:2", "news/b.parquet:2", None),
    ]  # fmt: skip
    (run,) = json.loads(render(report, "sarif"))["runs"]
    (place,) = run["invocations"][0]["toolExecutionNotifications"][0]["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "news/a.jsonl"
    assert place["physicalLocation"]["region"] == {"startLine": 12}


LOG = [
    ("::error::x", ": :error::x"), ("   ::stop-commands::x", "   : :stop-commands::x"), ("a ##[error]x", "a ## [error]x"),
    ("at 10::30", "at 10::30"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "printed"), LOG)
def test_article_text_in_a_log_is_no_command(line, printed):
    assert tame(line) == printed
    text = render(small_report(discrepancies=rows(LONE | {"message": line, "verdict": "conflict"})), "text")
    assert not re.search(r"(?m)^\s*::|##\[", text)


def test_gitlab_entries_in_full(tmp_path):
    assert json.loads(as_gitlab(found(tmp_path, discrepancies=rows(NAMES)))) == [
        {
            "description": "Two spellings. Compare: Ilse Brand - Mill Gazette, gazette.txt, 2031-05-07 to 2031-05-08. "
            "Suggested: Ask the office.",
            "check_name": "name-misspelt",
            "fingerprint": "d-0000000000000002",
            "severity": "major",
            "location": {"path": "news/courier.txt", "lines": {"begin": 2, "end": 2}},
        },
        {
            "description": "Not checked: not a text file",
            "check_name": "not-checked",
            "fingerprint": "n-9067c5429185b4a1",
            "severity": "info",
            "location": {"path": "notes.doc", "lines": {"begin": 1, "end": 1}},
        },
    ]


def test_junit_cases(tmp_path):
    report = found(tmp_path, fail_on="error", suppressed=(aside(NAMES),), discrepancies=rows(CONFLICT, LONE))
    top = ET.fromstring(as_junit(report))
    assert dict(top.attrib) == {"name": "factcheck", "tests": "4", "failures": "1", "errors": "1"}
    courier, gazette, later, skipped = top.iter("testcase")
    assert dict(courier.attrib) == {
        "classname": "Orla Courier", "name": "courier.txt", "file": "news/courier.txt", "line": "1",
    }  # fmt: skip
    (failure,) = courier.iter("failure")
    assert dict(failure.attrib) == {"type": "quantity-conflict", "message": "1 error: Conflict: tree, plant"}
    assert "news/courier.txt:1:58: 9,500 - Orla Courier" in failure.text
    assert "word-damaged" in courier.find("system-out").text
    assert [len(case) for case in (gazette, later)] == [0, 0]
    assert skipped.find("error").get("message") == "not a text file"
    assert "set aside: d-0000000000000002, dismissed by J. Šmíd: two counts" in top.find("testsuite/system-out").text
    warned = ET.fromstring(as_junit(replace(report, fail_on="warning")))
    assert "1 error, 1 warning: Conflict" in next(warned.iter("failure")).get("message")
    assert ET.fromstring(as_junit(replace(report, fail_on="none"))).get("failures") == "0"
    alone = ET.fromstring(as_junit(replace(report, checked=("gazette.txt",), discrepancies=rows(CONFLICT))))
    assert [case.get("name") for case in alone.iter("testcase")][0] == "gazette.txt"


@pytest.mark.parametrize("format", ["sarif", "github", "gitlab", "junit", "markdown", "text", "json"])
def test_hostile_text_stays_text(format, tmp_path):
    text = HOSTILE + "\n::error::x\n\ufffe"
    texts = [
        name for name in DISCREPANCY_COLUMNS if name.startswith(("left_t", "left_se", "right_t", "mess", "sub", "note"))
    ]
    article = replace(COURIER, outlet=text, title=text, path=str(tmp_path / "a\n::error::b,c:d.txt"))
    report = found(
        tmp_path,
        articles=(article, GAZETTE),
        discrepancies=pd.DataFrame([CONFLICT | dict.fromkeys(texts, text)], dtype=object),
        not_checked=(NotChecked("a\n::b\ud800", text),),
        suppressed=(aside(NAMES | {"discrepancy_id": "d-0000000000000004"}, reason=text, by=text),),
        remarks=(Remark("a\n::b\ud800", 3, text),),
    )
    printed = render(report, format)
    if format != "json":  # half surrogates are replaced when it is written
        printed.encode("utf-8")
    if format in ("sarif", "gitlab", "json"):
        document = json.loads(printed)
        if format == "sarif":
            validate(document)
    if format == "junit":
        ET.fromstring(printed)
    if format == "github":
        assert all(re.match(r"::(error|warning|notice) [^:]*::", line) for line in printed.splitlines())
        assert len(printed.splitlines()) == 3
    assert render(report, format) == printed


TARGETS = [
    (["sarif=out.sarif,github"], (Target("sarif", Path("out.sarif")), Target("github"))),
    (["md", " JUnit = a/b.xml "], (Target("markdown"), Target("junit", Path("a/b.xml")))),
    (["text", "text,"], (Target("text"),)),
    ([], ()),
]


@pytest.mark.parametrize(("texts", "targets"), TARGETS)
def test_targets(texts, targets):
    assert parse_targets(texts) == targets


FAULTS = [
    (["sarf"], "'sarf' is no format; choose from text, json, sarif"),
    (["sarif="], "'sarif=' names no file; write sarif=FILE, or sarif alone"),
    (["sarif=a,json=a"], "two formats would be written to a; give each a file of its own"),
]


@pytest.mark.parametrize(("texts", "message"), FAULTS)
def test_faulty_targets_are_told(texts, message):
    with pytest.raises(InputError, match=re.escape(message)):
        parse_targets(texts)


def test_a_target_is_written_where_it_is_told(tmp_path):
    path = write_target(small_report(), Target("gitlab", tmp_path / "new" / "quality.json"))
    assert path.read_text(encoding="utf-8") == as_gitlab(small_report())


def test_every_report_for_people_counts_what_was_set_aside(tmp_path):
    remark = Remark(str(tmp_path / "news" / "courier.txt"), 2, "names no rule")
    report = found(tmp_path, suppressed=(aside(NAMES, "inSource", "a <pen> name", "courier.txt:3"),), remarks=(remark,))
    told = "1 more set aside: 1 by comments in the articles"
    write_html(report, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    for text in (page, render(report, "text"), render(report, "markdown")):
        assert told in text and "news/courier.txt:2" in text and "names no rule" in text
    assert "name-misspelt: Two spellings. Set aside: a &lt;pen&gt; name (courier.txt:3)." in page
