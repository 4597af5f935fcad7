"""SARIF: valid by both schemas, placed right as GitHub and GitLab place it, within the services' limits."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from test_html import CLAIMS, CONFLICT, COURIER, GAZETTE, LATER, LONE, NAMES, small_report

from factcheck.model import CLAIM_COLUMNS, DISCREPANCY_COLUMNS, Article, NotChecked
from factcheck.rulepacks import load_rules
from factcheck.suppressions import Remark, Suppressed
from factcheck.writers import Report
from factcheck.writers.github import as_github
from factcheck.writers.gitlab import as_gitlab
from factcheck.writers.sarif import MOST, as_log, as_sarif

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
