"""`factcheck check` and `report` in CI: what is printed and written, what is set aside, and what each tells of the other."""

import json

import pytest
from commands import git, run
from test_check import DAM

COMMENT = "<!-- factcheck: ignore name-misspelt -- as in his passport -->"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A repository with an archive `past` of one article, and new articles that misspell its name."""
    folder = tmp_path_factory.mktemp("desk")
    git("init", "-q", cwd=folder)
    texts = {
        "old.md": DAM.format("Hanna Brandvold"),
        "bad.md": DAM.format("Hanne Brandvold"),
        "known.md": f"# Dam\n\n{COMMENT}\n\n" + DAM.format("Hanne Brandvold"),
        "idle.md": f"# Dam\n\n{COMMENT}\n\n" + DAM.format("Hanna Brandvold"),
        "slips.md": "# Dam\n\n<!-- factcheck: ignore name-mispelt -->\n\n" + DAM.format("Hanna Brandvold"),
        "satire/bad.md": DAM.format("Hanne Brandvold"),
        "plain.txt": "<!-- factcheck: ignore name-misspelt -- printed by 12 papers -->\n\n"
        + DAM.format("Hanne Brandvold"),
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    assert run("archive", "add", "old.md", "--archive", "past", cwd=folder).returncode == 0
    return folder


def check(desk, *arguments):
    return run("check", *arguments, "--archive", "past", cwd=desk)


def test_formats_go_to_files_and_one_is_printed(desk, tmp_path):
    formats = f"github,sarif={tmp_path / 'a.sarif'}", f"json,gitlab={tmp_path / 'q.json'}"
    done = check(desk, "bad.md", "--format", formats[0], "--format", formats[1])
    assert done.returncode == 1
    annotation, document = done.stdout.split("\n", 1)
    assert annotation.startswith("::error file=bad.md,line=1,col=27,")
    assert [row["rule"] for row in json.loads(document)["discrepancies"]] == ["name-misspelt"]
    assert "1 new article against 1 article in past" in done.stderr
    (run_,) = json.loads((tmp_path / "a.sarif").read_text(encoding="utf-8"))["runs"]
    assert [one["ruleId"] for one in run_["results"]] == ["name-misspelt"]
    assert "baselineState" not in run_["results"][0] and "suppressions" not in run_["results"][0]
    assert len(json.loads((tmp_path / "q.json").read_text(encoding="utf-8"))) == 1


def test_the_summary_of_a_step_is_added_to_for_github_alone(desk, tmp_path, monkeypatch):
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    check(desk, "bad.md", "--format", "text")
    assert summary.read_text() == "before\n"
    done = check(desk, "bad.md", "--format", f"github={tmp_path / 'commands.txt'}")
    assert "1 discrepancy: 1 error\n" in done.stdout, "what is written to files leaves the terminal its summary"
    assert summary.read_text().startswith("before\n# 1 discrepancy in 2 articles: 1 error\n")
    assert (tmp_path / "commands.txt").read_text().startswith("::error ")


WRONG = [
    (["--format", "json,sarif"], "json and sarif cannot both be printed; write sarif=FILE"),
    (["--format", "xlsx"], "xlsx cannot be printed; write xlsx=FILE"),
    (["--format", "sarif=old.md/x"], "cannot be written"),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG)
def test_wrong_use_exits_with_2(desk, arguments, words):
    done = check(desk, "bad.md", *arguments)
    assert done.returncode == 2
    assert words in " ".join(done.stderr.replace("│", " ").split())


def test_a_comment_sets_a_finding_aside(desk, tmp_path):
    done = check(desk, "known.md", "--out", tmp_path, "--format", f"text,sarif={tmp_path / 'a.sarif'}")
    assert done.returncode == 0
    assert "0 discrepancies\n1 more set aside: 1 by comments in the articles\n" in done.stdout
    assert "remark" not in done.stdout
    document = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    (aside,) = document["suppressed"]
    assert (aside["rule"], aside["kind"], aside["reason"], aside["by"]) == (
        "name-misspelt", "inSource", "as in his passport", "known.md:3",
    )  # fmt: skip
    assert (document["discrepancies"], document["dismissed"], document["remarks"]) == ([], [], [])
    (run_,) = json.loads((tmp_path / "a.sarif").read_text(encoding="utf-8"))["runs"]
    assert [one["suppressions"][0]["justification"] for one in run_["results"]] == ["as in his passport (known.md:3)"]


def test_a_comment_in_plain_text_is_no_part_of_its_words(desk, tmp_path):
    done = check(desk, "plain.txt", "--out", tmp_path)
    assert done.returncode == 0 and "1 more set aside" in done.stdout
    assert ",quantity," not in (tmp_path / "claims.csv").read_text(encoding="utf-8-sig")


REMARKS = [
    ("idle.md", "idle.md:3: ignores name-misspelt, but nothing there is to ignore"),
    ("slips.md", "slips.md:3: there is no rule 'name-mispelt'; did you mean 'name-misspelt'?"),
]


@pytest.mark.parametrize(("name", "words"), REMARKS)
def test_an_idle_or_faulty_comment_is_told(desk, name, words):
    done = check(desk, name)
    assert done.returncode == 0
    assert words in " ".join(done.stdout.split())


def test_a_path_of_the_configuration_sets_findings_aside(desk, tmp_path):
    (desk / "factcheck.toml").write_text('[[suppressions]]\npath = "satire/"\nreason = "Not meant"\n')
    done = check(desk, "satire", "--out", tmp_path)
    found = check(desk, "bad.md")
    (desk / "factcheck.toml").unlink()
    assert done.returncode == 0 and "1 more set aside: 1 by path patterns" in done.stdout
    (aside,) = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["suppressed"]
    assert (aside["kind"], aside["reason"], aside["by"]) == ("external", "Not meant", "factcheck.toml:1")
    assert found.returncode == 1, "another path is left alone, and that the pattern found nothing is no remark"
    assert "satire" not in found.stdout


def test_report_sets_aside_too_and_tells_an_idle_pattern(desk, tmp_path):
    (desk / "factcheck.toml").write_text('[[suppressions]]\npath = "nowhere/"\nreason = "Not meant"\n')
    done = run("report", "old.md", "known.md", "--out", tmp_path, "--format", "sarif,junit,github", cwd=desk)
    (desk / "factcheck.toml").unlink()
    assert done.returncode == 0 and "1 more set aside" in done.stdout
    assert "factcheck.toml:1: ignores all at nowhere/, but nothing there is to ignore" in " ".join(done.stdout.split())
    assert {"report.sarif", "junit.xml", "claims.csv"} <= {path.name for path in tmp_path.iterdir()}
    assert "::warning title=A comment for factcheck" not in done.stdout
    assert "::warning file=factcheck.toml" in done.stdout


def test_what_was_there_before_a_change_is_unchanged(desk, tmp_path):
    repository = tmp_path / "news"
    repository.mkdir()
    git("init", "-q", cwd=repository)
    (repository / "a.md").write_text(DAM.format("Hanne Brandvold"), encoding="utf-8")
    git("add", ".", cwd=repository)
    git("commit", "-qm", "first", cwd=repository)
    (repository / "a.md").write_text(DAM.format("Hanne Brandvold") + "\nIt is 90 metres high.\n", encoding="utf-8")
    (repository / "b.md").write_text(DAM.format("Hanna Brandvolt"), encoding="utf-8")
    arguments = ("check", ".", "--archive", desk / "past", "--changed-since", "HEAD", "--format", "sarif")
    done = run(*arguments, cwd=repository)
    states = {
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]: one["baselineState"]
        for one in json.loads(done.stdout)["runs"][0]["results"]
    }
    assert done.returncode == 1 and states == {"a.md": "unchanged", "b.md": "new"}
    git("add", ".", cwd=repository)
    git("commit", "-qm", "second", cwd=repository)
    nothing = run(*arguments, cwd=repository)
    assert nothing.returncode == 0 and json.loads(nothing.stdout)["runs"][0]["results"] == []


def test_a_decision_is_a_state_and_a_suppression(desk, tmp_path):
    decisions = tmp_path / "decisions.csv"
    arguments = ("bad.md", "--decisions", decisions, "--format", "sarif")
    (run_,) = json.loads(check(desk, *arguments).stdout)["runs"]
    identifier = run_["results"][0]["partialFingerprints"]["discrepancyId/v1"]
    decisions.write_text(
        f"discrepancy_id,decision,reviewer,note\n{identifier},dismiss,J. Šmíd,his pen name\n", encoding="utf-8"
    )
    done = check(desk, *arguments)
    (result,) = json.loads(done.stdout)["runs"][0]["results"]
    assert done.returncode == 0 and result["baselineState"] == "unchanged"
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "his pen name (dismissed by J. Šmíd)"}
    ]


def test_a_decision_that_sets_nothing_aside_is_told(desk, tmp_path):
    decisions = tmp_path / "decisions.csv"
    decisions.write_text(
        "discrepancy_id,decision,reviewer,note\nd-0000000000000000,dismiss,Ann,gone\n", encoding="utf-8"
    )
    done = run("report", "old.md", "--decisions", decisions, "--out", tmp_path / "out", cwd=desk)
    assert f"1 decision in {decisions} on discrepancies that this run did not find\n" in done.stdout
    assert "did not find" not in check(desk, "old.md", "--decisions", decisions).stdout, "a check looks at a part alone"
