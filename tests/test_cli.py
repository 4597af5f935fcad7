"""The command line: exit codes, messages, files, and how fast help comes."""

import csv
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DAM = "The dam is safe, said Norway's Defence Minister {} on Monday in Oslo.\n"


def run(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-m", "factcheck.cli", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    (folder / "one.txt").write_text(DAM.format("Hanna Brandvold"), encoding="utf-8")
    (folder / "two.txt").write_text(DAM.format("Hanne Brandvold"), encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def done(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    return run("report", folder, "--out", out, "--fail-on", "error", cwd=folder), out


def test_report_writes_four_files_and_fails_on_an_error(done):
    process, out = done
    assert process.returncode == 1, process.stderr
    assert sorted(path.name for path in out.iterdir()) == [
        "claims.csv",
        "discrepancies.csv",
        "report.html",
        "report.json",
    ]
    assert (out / "claims.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_summary_shows_both_sides_and_what_was_not_checked(done):
    process, _ = done
    for words in ("Hanna Brandvold", "Hanne Brandvold", "empty.txt"):
        assert words in process.stdout
    assert max(map(len, process.stdout.splitlines())) <= 80


def test_decisions_typed_into_the_table_stay(done, folder):
    _, out = done
    path = out / "discrepancies.csv"
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    rows[0] |= {"decision": "confirm", "reviewer": "Šefčovič", "note": "seen; asked"}
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    assert run("report", folder, "--out", out, cwd=folder).returncode == 0
    with path.open(encoding="utf-8-sig", newline="") as handle:
        again = list(csv.DictReader(handle))
    assert (again[0]["decision"], again[0]["reviewer"], again[0]["note"]) == ("confirm", "Šefčovič", "seen; asked")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["report", "nowhere"], "nowhere"),
        (["report", "."], "nothing to check"),
        (["report", ".", "--fail-on", "grave"], "is no level"),
        (["explain", "name-mispelt"], "name-misspelt"),
        (["rules", "--rules", "nowhere"], "nowhere"),
        (["report"], "PATH"),
    ],
)
def test_wrong_use_exits_with_2_and_says_what_is_allowed(arguments, words, tmp_path):
    process = run(*arguments, cwd=tmp_path)
    assert process.returncode == 2
    assert words in process.stdout + process.stderr
    assert "Traceback" not in process.stderr


def test_unknown_model_is_told(folder, tmp_path):
    process = run("claims", folder, "--model", "en_nowhere", cwd=tmp_path)
    assert process.returncode == 2
    assert "en_nowhere" in process.stderr and "Traceback" not in process.stderr


def test_claims_writes_the_table_alone(folder, tmp_path):
    process = run("claims", folder, "-o", tmp_path / "claims.csv", cwd=tmp_path)
    assert process.returncode == 0, process.stderr
    with (tmp_path / "claims.csv").open(encoding="utf-8-sig", newline="") as handle:
        assert "Hanna Brandvold" in {row["name"] for row in csv.DictReader(handle)}


def test_rules_and_explain(tmp_path):
    listed = run("rules", cwd=tmp_path)
    assert listed.returncode == 0 and "name-misspelt" in listed.stdout
    explained = run("explain", "name-misspelt", cwd=tmp_path)
    assert explained.returncode == 0 and "flagged" in explained.stdout.lower()


def test_help_imports_nothing_heavy(tmp_path):
    code = "import sys, factcheck.cli; print([name for name in ('spacy', 'pandas', 'pint', 'numpy') if name in sys.modules])"
    process = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert process.stdout.strip() == "[]"
    started = time.monotonic()
    assert run("--help", cwd=tmp_path).returncode == 0
    # Far above what is measured (see the README), so that a busy machine does not fail it.
    assert time.monotonic() - started < 2
