"""SARIF, GitHub, GitLab and JUnit: valid, placed right, escaped, within the services' limits."""

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from test_html import CLAIMS, CONFLICT, COURIER, GAZETTE, HOSTILE, LATER, LONE, NAMES, many, small_report

from factcheck.errors import InputError
from factcheck.model import CLAIM_COLUMNS, DISCREPANCY_COLUMNS, Article, NotChecked
from factcheck.rulepacks import load_rules
from factcheck.suppressions import Remark, Suppressed
from factcheck.writers import Report, Target, parse_targets, render, write_target
from factcheck.writers.github import as_github, as_step_summary, command
from factcheck.writers.gitlab import as_gitlab
from factcheck.writers.html_report import write_html
from factcheck.writers.junit import as_junit
from factcheck.writers.sarif import MOST, as_log, as_sarif
from factcheck.writers.wording import tame

ROOT = Path(__file__).parent.parent
# As the standard has it, and as Microsoft published it for editors and services: see tests/data/README.md.
SCHEMAS = tuple(
    json.loads((ROOT / "tests" / "data" / name).read_text(encoding="utf-8"))
    for name in ("sarif-schema-2.1.0.json", "sarif-2.1.0-rtm.5.json")
)
RULES = tuple(
    replace(NAME, id=id_)
    for NAME in small_report().rules
    for id_ in ("name-misspelt", "quantity-conflict", "word-damaged")
)


def filed(article: Article, path: str) -> Article:
    return replace(article, path=path)


def found(tmp_path, **changes) -> Report:
    """The small report with its articles in files of the repository `tmp_path`."""
    parts = {
        "articles": tuple(filed(one, str(tmp_path / "news" / one.id)) for one in (COURIER, GAZETTE, LATER)),
        "rules": RULES,
        "root": str(tmp_path),
        "not_checked": (NotChecked(str(tmp_path / "notes.doc"), "not a text file"),),
    }
    return small_report(**(parts | changes))


def validate(log):
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    for schema in SCHEMAS:
        jsonschema.Draft4Validator.check_schema(schema)
        jsonschema.validate(log, schema, cls=jsonschema.Draft4Validator, format_checker=jsonschema.FormatChecker())


def without_words(schema):
    """A schema without what constrains nothing: descriptions, titles, defaults, and the type of what is enumerated."""
    if isinstance(schema, list):
        return [without_words(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    idle = {"title", "description", "id", "default"} | ({"type"} if "enum" in schema else set())
    return {
        name: {key: without_words(part) for key, part in value.items()}
        if name in ("properties", "definitions")
        else without_words(value)
        for name, value in schema.items()
        if name not in idle
    }


def test_the_two_schemas_differ_in_what_the_standard_mended_alone():
    standard, published = map(without_words, SCHEMAS)
    assert standard["properties"].pop("runs")["type"] == ["array", "null"]
    assert published["properties"].pop("runs")["type"] == "array"
    ends = [{"required": [name]} for name in ("startLine", "charOffset", "byteOffset")]
    assert standard["definitions"]["region"].pop("anyOf") == ends, "a region begins somewhere"
    for name in ("run", "toolComponent"):
        for schema in (standard, published):
            assert schema["definitions"][name]["properties"]["language"].pop("pattern")
    assert standard == published


def results(report):
    return as_log(report)["runs"][0]["results"]


def rows(*entries):
    return pd.DataFrame(entries, columns=list(DISCREPANCY_COLUMNS))


def aside(row, kind="external", reason="two counts", by="dismissed by J. Šmíd"):
    return Suppressed(row, kind, reason, by)


def test_sarif_follows_the_schema(tmp_path):
    everything = found(
        tmp_path,
        discrepancies=rows(CONFLICT, LONE),
        suppressed=(aside(NAMES),),
        unchanged=(NAMES | {"discrepancy_id": "d-0000000000000009"},),
        baseline={"d-0000000000000001": "new"},
        remarks=(
            Remark(str(tmp_path / "news" / "courier.txt"), 2, "names no rule"),
            Remark("factcheck.toml:4", 0, "[x]"),
        ),
        checked=("gazette.txt",),
    )
    for report in (everything, small_report(), Report((), pd.DataFrame(), pd.DataFrame(), (), (), "")):
        validate(json.loads(as_sarif(report)))


def test_the_bundled_rules_follow_the_schema():
    from factcheck.checks import known_checks

    rules = load_rules([ROOT / "rules"], known_checks())
    log = as_log(small_report(rules=rules))
    validate(log)
    told = log["runs"][0]["tool"]["driver"]["rules"]
    assert [one["id"] for one in told] == [rule.id for rule in rules if rule.level != "off"]
    assert all("Flagged:" in one["help"]["text"] and one["shortDescription"]["text"].endswith(".") for one in told)


def test_a_result_in_full(tmp_path):
    first = results(found(tmp_path, discrepancies=rows(CONFLICT)))[0]
    assert first == {
        "ruleId": "quantity-conflict",
        "ruleIndex": 1,
        "kind": "fail",
        "level": "error",
        "message": {"text": "9,500 and about 4,200. Compare [about 4,200](1). Suggested: Ask the office."},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "news/courier.txt", "uriBaseId": "%SRCROOT%"},
                    "region": {
                        "startLine": 1, "startColumn": 58, "endLine": 1, "endColumn": 63, "snippet": {"text": "9,500"},
                    },
                },
                "logicalLocations": [{"fullyQualifiedName": "courier.txt", "kind": "module"}],
                "message": {"text": "9,500"},
            }
        ],
        "partialFingerprints": {
            "discrepancyId/v1": "d-0000000000000001",
            "primaryLocationLineHash": "0000000000000001:1",
        },
        "rank": 97.0,
        "properties": {
            "verdict": "conflict", "subject": "tree, plant", "suggestion": "Ask the office.",
            "why_matched": "the same thing counted (tree); articles on one event",
        },
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": {
                    "artifactLocation": {"uri": "news/gazette.txt", "uriBaseId": "%SRCROOT%"},
                    "region": {
                        "startLine": 1, "startColumn": 20, "endLine": 1, "endColumn": 31,
                        "snippet": {"text": "about 4,200"},
                    },
                },
                "logicalLocations": [{"fullyQualifiedName": "gazette.txt", "kind": "module"}],
                "message": {"text": "about 4,200 - Mill Gazette, gazette.txt, 2031-05-07 to 2031-05-08"},
            },
            {
                "id": 2,
                "physicalLocation": {"artifactLocation": {"uri": "news/later.txt", "uriBaseId": "%SRCROOT%"}},
                "logicalLocations": [{"fullyQualifiedName": "later.txt", "kind": "module"}],
                "message": {"text": "9,500 - later.txt prints the same"},
            },
        ],
    }  # fmt: skip


def test_the_side_under_check_comes_first(tmp_path):
    report = found(tmp_path, discrepancies=rows(CONFLICT), checked=("gazette.txt",))
    (result,) = results(report)
    assert result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "gazette.txt"
    assert result["relatedLocations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "courier.txt"
    # An article under check that prints what an archived one prints is where the finding stands.
    claims = pd.DataFrame([*CLAIMS[:4], CLAIMS[4] | {"text": "9,500"}], columns=list(CLAIM_COLUMNS))
    (result,) = results(replace(report, checked=("later.txt",), claims=claims))
    (where,) = result["locations"]
    assert where["physicalLocation"]["artifactLocation"]["uri"] == "news/later.txt"
    assert where["physicalLocation"]["region"]["startColumn"] == 1


PLACES = [
    ("One.\r\nIt cost 900 euros.\r\n", (2, 9, 2, 12), "line ends of Windows"),
    ("𝕆𝕟𝕖.\n😀😀 cost 900 euros.\n", (2, 9, 2, 12), "characters beyond the BMP count once"),
    ("900 it cost.\n", (1, 1, 1, 4), "the first characters"),
]


@pytest.mark.parametrize(("text", "region", "reason"), PLACES, ids=[case[2] for case in PLACES])
def test_lines_and_columns(text, region, reason, tmp_path):
    start = text.index("900")
    article = Article("a.txt", text, path=str(tmp_path / "a.txt"))
    row = LONE | {"left_article": "a.txt", "left_text": "900", "left_start": start, "left_end": start + 3}
    report = small_report(articles=(article,), discrepancies=rows(row), root=str(tmp_path))
    told = results(report)[0]["locations"][0]["physicalLocation"]["region"]
    assert tuple(told[name] for name in ("startLine", "startColumn", "endLine", "endColumn")) == region
    line, column, end_line, end = region
    assert f"file=a.txt,line={line},col={column},endLine={end_line},endColumn={end}," in as_github(report)
    assert json.loads(as_gitlab(report))[0]["location"] == {"path": "a.txt", "lines": {"begin": line, "end": end_line}}


URIS = [
    ("news/a b.txt", "news/a%20b.txt", "a blank"),
    ("news/50% über.txt", "news/50%25%20%C3%BCber.txt", "a percent sign, a letter that is not ASCII"),
    ("10:30.txt", "10%3A30.txt", "a colon, which would begin a scheme"),
    ("a#b?.txt", "a%23b%3F.txt", "signs that end a path"),
]


@pytest.mark.parametrize(("path", "uri", "reason"), URIS, ids=[case[2] for case in URIS])
def test_paths_are_uris(path, uri, reason, tmp_path):
    article = replace(COURIER, path=str(tmp_path / path))
    first = results(found(tmp_path, articles=(article, GAZETTE), discrepancies=rows(LONE)))[0]
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_a_file_outside_the_repository_has_a_whole_uri(tmp_path):
    report = found(tmp_path / "repository", discrepancies=rows(LONE))
    report = replace(report, articles=(replace(COURIER, path="/wire/a b.txt"),))
    assert results(report)[0]["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "file:///wire/a%20b.txt"
    }


def test_a_file_without_lines_has_no_region(tmp_path):
    report = found(
        tmp_path, articles=(replace(COURIER, path=str(tmp_path / "a.docx"), anchors=None),), discrepancies=rows(LONE)
    )
    assert "region" not in results(report)[0]["locations"][0]["physicalLocation"]
    assert json.loads(as_gitlab(report))[0]["location"] == {"path": "a.docx", "lines": {"begin": 1, "end": 1}}
    assert as_github(report).startswith("::warning file=a.docx,title=")


def test_what_was_set_aside_is_suppressed_and_what_was_there_is_unchanged(tmp_path):
    dismissed = NAMES | {"decision": "dismiss", "reviewer": "J. Šmíd", "note": "a pen name"}
    report = found(
        tmp_path,
        discrepancies=rows(CONFLICT, dismissed),
        suppressed=(aside(LONE, "inSource", "dialect", "news/courier.txt:3"),),
        unchanged=(CONFLICT | {"discrepancy_id": "d-0000000000000007"},),
        baseline={"d-0000000000000001": "new", "d-0000000000000002": "updated"},
    )
    told = [
        (one["partialFingerprints"]["discrepancyId/v1"][-1], one["baselineState"], one["suppressions"])
        for one in results(report)
    ]
    assert told == [
        ("1", "new", []),
        ("7", "unchanged", []),
        ("3", "unchanged", [
            {"kind": "inSource", "status": "accepted", "justification": "dialect (news/courier.txt:3)"}]),
        ("2", "updated", [
            {"kind": "external", "status": "accepted", "justification": "a pen name (dismissed by J. Šmíd)"}]),
    ]  # fmt: skip


def test_what_was_not_checked_is_a_notification(tmp_path):
    remark = Remark(str(tmp_path / "news" / "courier.txt"), 2, "there is no rule 'x{0}'")
    (run,) = as_log(found(tmp_path, remarks=(remark,)))["runs"]
    assert run["invocations"][0]["toolExecutionNotifications"] == [
        {
            "descriptor": {"id": "not-checked", "index": 0},
            "level": "warning",
            "message": {"text": "not checked: not a text file"},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": "notes.doc", "uriBaseId": "%SRCROOT%"}}}],
        },
        {
            "descriptor": {"id": "comment-remark", "index": 1},
            "level": "warning",
            "message": {"text": "there is no rule 'x{{0}}'"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "news/courier.txt", "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": 2},
                    }
                }
            ],
        },
    ]


def test_at_most_5000_results_the_gravest_first():
    notes = [NAMES | {"discrepancy_id": f"d-{number:016}", "level": "note"} for number in range(MOST)]
    log = as_log(small_report(discrepancies=rows(*notes, CONFLICT, LONE)))
    (run,) = log["runs"]
    assert len(run["results"]) == MOST == 5_000
    assert [one["level"] for one in run["results"][:3]] == ["error", "warning", "note"]
    assert "2 results left out" in json.dumps(run["invocations"])


def test_brackets_and_braces_of_a_text_are_no_links():
    row = CONFLICT | {"message": "He said [sic] {0} \\o/", "right_text": "[a](b)", "suggestion": ""}
    text = results(small_report(discrepancies=rows(row)))[0]["message"]["text"]
    assert text == r"He said \[sic\] {{0}} \\o/ Compare [\[a\](b)](1)."


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
