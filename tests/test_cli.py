"""The command line: exit codes, messages, files, and how fast help comes."""

import csv
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import ALONE, alone, run_python
from commands import run as run_here
from commands import run_alone as run

ROOT = Path(__file__).parent.parent
DAM = "The dam is safe, said Norway's Defence Minister {} on Monday in Oslo.\n"


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


def fill(path, target, **cells):
    """Fills the first row of a table as a reviewer does, and saves it as a spreadsheet in a German setting would."""
    rows = rows_of(path)
    rows[0] |= cells
    with target.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def test_decisions_typed_into_the_table_stay(done, folder, tmp_path):
    _, out = done
    path, kept = out / "discrepancies.csv", tmp_path / "decisions.csv"
    fill(path, path, decision="confirm", reviewer="Šefčovič", note="seen; asked")
    again = run("report", folder, "--out", out, "--decisions", kept, cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert f"Taken over into {kept}: 1 new; 0 known already" in again.stdout
    row = rows_of(path)[0]
    assert (row["decision"], row["reviewer"], row["note"]) == ("confirm", "Šefčovič", "seen; asked")
    assert [entry["decision"] for entry in rows_of(kept)] == ["confirm"]


def test_a_review_from_table_to_status(folder, tmp_path):
    report = ("report", folder, "--today", "2031-05-01")
    assert run(*report, cwd=tmp_path).returncode == 0
    table, kept = tmp_path / "reports" / "discrepancies.csv", tmp_path / "decisions.csv"
    assert not kept.exists(), "a run without decisions leaves no file of them"
    downloaded = tmp_path / "down.csv"
    fill(table, downloaded, decision="dismiss until 2031-06-01", reviewer="Ann")

    shown = run("review", "apply", "down.csv", "--dry-run", cwd=tmp_path)
    assert shown.returncode == 0 and "1 new" in shown.stdout and not kept.exists()
    assert run("review", "apply", "down.csv", cwd=tmp_path).returncode == 0
    assert [row["decision"] for row in rows_of(kept)] == ["dismiss"]

    fill(table, downloaded, decision="fix", reviewer="Bob")
    refused = run("review", "apply", "down.csv", "--today", "2031-05-01", cwd=tmp_path)
    assert refused.returncode == 1 and "CONFLICT" in refused.stdout
    assert [row["decision"] for row in rows_of(kept)] == ["dismiss"]

    fill(table, downloaded, decision="perhaps")
    faulty = run("review", "apply", "down.csv", cwd=tmp_path)
    assert faulty.returncode == 2 and "row 2, column decision" in faulty.stderr

    total = len(rows_of(table))
    later = run(*report, "--fail-on", "error", cwd=tmp_path)
    assert later.returncode == 0, "what was dismissed fails no run"
    assert len(rows_of(table)) == total - 1 and "1 more dismissed by reviewers" in later.stdout
    everything = run(*report, "--all", "--fail-on", "error", cwd=tmp_path)
    assert everything.returncode == 0 and len(rows_of(table)) == total
    assert "dismiss until 2031-06-01" in everything.stdout
    told = run("review", "status", "--today", "2031-05-01", cwd=tmp_path)
    assert f"{total} found, {total - 1} open, 1 decided (1 dismissed)" in told.stdout
    assert "Dismissed more often than confirmed: name-misspelt" in told.stdout

    expired = run("report", folder, "--today", "2031-06-02", cwd=tmp_path)
    assert len(rows_of(table)) == total and "open again: expired" in expired.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["report", "nowhere"], "nowhere"),
        (["report", "."], "nothing to check"),
        (["report", ".", "--fail-on", "grave"], "is no level"),
        (
            ["explain", "name-mispelt"],
            "there is no rule 'name-mispelt'; did you mean 'name-misspelt'? `factcheck rules` lists them all",
        ),
        (["explain", "nope"], "there is no rule 'nope'; `factcheck rules` lists them all"),
        (["rules", "--rules", "nowhere"], "nowhere"),
        (["report"], "PATH"),
        (["report", ".", "--format", "pdf"], "choose from text, json"),
        (["report", ".", "--today", "tomorrow"], "is no day"),
        (["review", "apply", "nowhere.csv"], "nowhere.csv"),
        (["review", "status"], "there is no report yet"),
    ],
)
def test_wrong_use_exits_with_2_and_says_what_is_allowed(arguments, words, tmp_path):
    process = run(*arguments, cwd=tmp_path)
    assert process.returncode == 2
    assert words in process.stdout + process.stderr
    assert "Traceback" not in process.stderr


def test_a_working_directory_that_is_gone_is_told(tmp_path):
    code = "import os, sys; os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone'); from factcheck.cli import main; main()"
    process = run_python("-c", code, "rules", cwd=tmp_path)
    assert process.returncode == 2
    assert process.stderr == "factcheck: the working directory is there no longer; change to another folder\n"


def test_what_nobody_foresaw_is_no_discrepancy_to_ci(tmp_path):
    code = "from factcheck import cli; cli.list_rules.__globals__['read_judges'] = None; cli.main()"
    process = run_python("-c", code, "rules", cwd=tmp_path)
    assert process.returncode == 3
    assert "Traceback" in process.stderr and "a fault of factcheck, not of the articles" in process.stderr


@pytest.mark.parametrize("arguments", [["rules"], ["claims", "{}"], ["explain", "name-misspelt"]])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_output_to_a_full_disk_is_told(folder, arguments, tmp_path):
    arguments = [part.format(folder) for part in arguments]
    with Path("/dev/full").open("w") as full:
        process = subprocess.run(
            alone(*arguments), cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, env=ALONE
        )
    assert process.returncode == 2
    assert process.stderr.endswith("factcheck: what is printed cannot be written: the disk is full\n")
    assert "Traceback" not in process.stderr and "ignored" not in process.stderr


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_a_reader_that_goes_away_ends_the_run_quietly(folder, tmp_path):
    process = subprocess.Popen(
        alone("claims", folder), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ALONE
    )
    process.stdout.close()
    told = process.stderr.read()
    assert process.wait() == 141
    assert "Traceback" not in told and "ignored" not in told


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_decisions_are_kept_when_nobody_reads_what_is_told_of_them(tmp_path):
    (tmp_path / "filled.csv").write_text("discrepancy_id,decision,reviewer,note\nd-a,fix,Ann,seen\n", encoding="utf-8")
    process = subprocess.Popen(
        alone("review", "apply", "filled.csv"),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        env=ALONE | {"PYTHONUNBUFFERED": "1"},
    )
    process.stdout.close()
    assert process.wait() == 141
    assert "d-a,fix,,Ann" in (tmp_path / "decisions.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (["explain", "quotation-altered"], b"quotation-altered"),
        (["archive", "status", "--archive", "d\u00e9p\u00f4t.archive"], b"d?p?t.archive: 2 articles"),
        (["claims", "articles"], "Ne\u0161a Brandvold".encode()),
    ],
    ids=["a sign of ours", "a path", "a table is UTF-8 whatever the terminal has"],
)
def test_a_terminal_without_our_signs_ends_no_run(arguments, printed, tmp_path):
    (tmp_path / "articles").mkdir()
    for name in ("one", "two"):
        (tmp_path / "articles" / f"{name}.txt").write_text(DAM.format("Ne\u0161a Brandvold"), encoding="utf-8")
    archive = tmp_path / "d\u00e9p\u00f4t.archive"
    assert run("archive", "add", "articles", "--archive", archive, cwd=tmp_path).returncode == 0
    process = subprocess.run(
        alone(*arguments), cwd=tmp_path, capture_output=True, env=ALONE | {"PYTHONIOENCODING": "ascii"}
    )
    assert process.returncode == 0, process.stderr
    assert printed in process.stdout


def test_unknown_model_is_told(folder, tmp_path):
    process = run("claims", folder, "--model", "en_nowhere", cwd=tmp_path)
    assert process.returncode == 2
    assert "en_nowhere" in process.stderr and "Traceback" not in process.stderr


def test_a_path_that_must_not_be_read_is_listed_and_the_rest_goes_on(folder, monkeypatch, tmp_path):
    shut = tmp_path / "shut.txt"
    shut.write_text("The dam is safe.", encoding="utf-8")
    access, opened = os.access, Path.open
    monkeypatch.setattr(os, "access", lambda path, mode, **given: Path(path) != shut and access(path, mode, **given))

    def refuse(path, *given, **named):
        if path == shut:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *given, **named)

    monkeypatch.setattr(Path, "open", refuse)
    done = run_here("claims", shut, folder / "one.txt", cwd=tmp_path)
    assert done.returncode == 0 and "Hanna Brandvold" in done.stdout
    assert f"not checked: {shut}: cannot be read (Permission denied)" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="no file is called so there")
@pytest.mark.parametrize("command", [["claims"], ["archive", "add", "--archive", "past"]])
def test_the_name_of_a_file_that_is_told_is_no_command(folder, command, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a\n::error::x\x1b[31m.txt").write_text("", encoding="utf-8")
    done = run_here(*command, tmp_path / "in", folder / "one.txt", cwd=tmp_path)
    assert done.returncode == 0
    (line,) = done.stderr.splitlines()
    assert line.endswith("a ::error::x\ufffd[31m.txt: the file is empty"), line
    refused = run_here("claims", tmp_path / "in" / "a\n::error::x\x1b[31m.txt", cwd=tmp_path)
    assert refused.returncode == 2 and "\x1b" not in refused.stderr and "\n::" not in refused.stderr


def test_claims_writes_the_table_alone(folder, tmp_path):
    process = run("claims", folder, "-o", tmp_path / "claims.csv", cwd=tmp_path)
    assert process.returncode == 0, process.stderr
    with (tmp_path / "claims.csv").open(encoding="utf-8-sig", newline="") as handle:
        assert "Hanna Brandvold" in {row["name"] for row in csv.DictReader(handle)}


def test_claims_prints_the_cells_that_it_writes(tmp_path):
    (tmp_path / "=one.txt").write_text('"The dam held," said Ada Brandvold. It cost €1.5 million.', encoding="utf-8")
    written = run("claims", "=one.txt", "-o", tmp_path / "claims.csv", cwd=tmp_path)
    printed = run("claims", "=one.txt", cwd=tmp_path)
    assert written.returncode == printed.returncode == 0, printed.stderr
    with (tmp_path / "claims.csv").open(encoding="utf-8-sig", newline="") as handle:
        assert list(csv.reader(printed.stdout.splitlines())) == list(csv.reader(handle))
    assert "'=one.txt" in printed.stdout and ",true," in printed.stdout and ",1500000," in printed.stdout


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
