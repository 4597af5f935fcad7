"""Checking new articles from the command line: exit codes, what is printed and written, and what a change in git adds."""

import json
import subprocess
import sys
from zipfile import ZipFile

import pytest
from commands import git, run

from factcheck.errors import InputError
from factcheck.pipeline_changes import changed_since
from factcheck.writers import read_table, write_discrepancies

DAM = "Norway's Defence Minister {} said on Monday that the dam is safe.\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder with an archive `past` of one article, and two new articles of which one misspells its name."""
    folder = tmp_path_factory.mktemp("desk")
    for name, minister in (("old", "Hanna Brandvold"), ("good", "Hanna Brandvold"), ("bad", "Hanne Brandvold")):
        (folder / f"{name}.txt").write_text(DAM.format(minister), encoding="utf-8")
    assert run("archive", "add", "old.txt", "--archive", "past", cwd=folder).returncode == 0
    return folder


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["good.txt"], 0, "1 new article against 1 article in past"),
        (["bad.txt"], 1, "Hanne Brandvold"),
        (["bad.txt", "--fail-on", "none"], 0, "Hanne Brandvold"),
        (["bad.txt", "--fail-on", "grave"], 2, "none of"),
        (["bad.txt", "--format", "scroll"], 2, "choose from text, json, sarif"),
        (["nowhere.txt"], 2, "nowhere.txt"),
    ],
)
def test_check_exits_by_what_it_found(desk, arguments, code, words):
    done = run("check", *arguments, "--archive", "past", cwd=desk)
    assert done.returncode == code, done.stdout + done.stderr
    assert words in done.stdout + done.stderr and "Traceback" not in done.stderr


def test_an_archive_to_which_nothing_was_added_is_no_fault(desk, tmp_path):
    (tmp_path / "blank.txt").write_text(" \n", encoding="utf-8")
    assert run("archive", "add", tmp_path / "blank.txt", "--archive", tmp_path / "new", cwd=desk).returncode == 2
    done = run("check", "good.txt", "--archive", tmp_path / "new", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "1 new article against 0 articles" in done.stdout


def test_check_writes_the_report_where_it_is_told(desk, tmp_path):
    assert run("check", "bad.txt", "--archive", "past", "--out", tmp_path / "out", cwd=desk).returncode == 1
    assert {"claims.csv", "discrepancies.csv", "report.json"} <= {path.name for path in (tmp_path / "out").iterdir()}


def test_the_report_tells_how_much_of_the_archive_was_looked_at(desk, tmp_path):
    run("check", "bad.txt", "--archive", "past", "--out", tmp_path, cwd=desk)
    coverage = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["coverage"]
    assert (coverage["articles"], coverage["claims"] > 0, coverage["left_out"], coverage["others"]) == (1, True, 0, [])


def test_a_dismissed_discrepancy_is_left_out(desk, tmp_path):
    arguments = ("check", "bad.txt", "--archive", "past", "--out", tmp_path, "--decisions", tmp_path / "decisions.csv")
    assert run(*arguments, cwd=desk).returncode == 1
    table = tmp_path / "discrepancies.csv"
    rows = read_table(table)
    write_discrepancies(rows.assign(decision="dismiss", reviewer="J. Šmíd"), table)
    done = run(*arguments, cwd=desk)
    assert done.returncode == 0 and "Taken over into" in done.stdout
    assert run("check", "bad.txt", "--archive", "past", cwd=desk).returncode == 1


def test_status_verify_and_export(desk, tmp_path):
    assert "1 article" in run("archive", "status", "--archive", "past", cwd=desk).stdout
    assert run("archive", "verify", "--archive", "past", cwd=desk).stdout == "past: sound\n"
    assert run("archive", "export", "--archive", "past", "--out", tmp_path, cwd=desk).returncode == 0
    (line,) = (tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {"id": "old.txt", "text": DAM.format("Hanna Brandvold")}
    again = run("archive", "add", "articles.jsonl", "--archive", "copy", cwd=tmp_path)
    assert again.stdout == "copy: 1 added, 0 replaced, 0 unchanged\n"
    assert "Hanna Brandvold" in (tmp_path / "claims.csv").read_text(encoding="utf-8-sig")
    assert run("archive", "remove", "o*.txt", "--archive", "copy", cwd=tmp_path).stdout == "copy: 1 removed\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "good.txt", "--archive", "nowhere"], "there is no such archive"),
        (["archive", "status", "--archive", "good.txt"], "no archive of factcheck"),
        (["archive", "verify", "--archive", "nowhere"], "there is no such archive"),
        (["archive", "remove", "nothing", "--archive", "past"], "no such article"),
        (["archive", "remove", "nothing", "--archive", "nowhere"], "there is no such archive"),
        (["check", "good.txt"], "--archive"),
    ],
)
def test_a_missing_or_broken_archive_exits_with_2(desk, arguments, words):
    done = run(*arguments, cwd=desk)
    assert done.returncode == 2
    assert words in done.stderr and "Traceback" not in done.stderr
    assert not (desk / "nowhere").exists()


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository of four articles: then one is changed, one is new, one has another outlet, one only other times."""
    news = tmp_path / "news"
    (news / "2024").mkdir(parents=True)
    for name in ("kept", "changed", "moved"):
        (news / "2024" / f"{name}.txt").write_text(DAM.format("Hanne Brandvold"), encoding="utf-8")
    (news / "2024" / "articles.csv").write_text("article,outlet\nmoved.txt,Hill Post\nkept.txt,Hill Post\n")
    records = [{"id": name, "text": DAM.format("Nils Berg")} for name in ("first", "second")]
    (news / "wire.jsonl").write_text("\n".join(map(json.dumps, records)))
    (tmp_path / ".gitignore").write_text("draft.txt\n")
    git("init", "-q", cwd=tmp_path)
    git("add", ".", cwd=tmp_path)
    git("commit", "-qm", "first", cwd=tmp_path)
    (news / "2024" / "changed.txt").write_text(
        DAM.format("Hanne Brandvold") + "It was built by 12 men.\n", encoding="utf-8"
    )
    (news / "2024" / "kept.txt").touch()
    (news / "2024" / "articles.csv").write_text("article,outlet\nmoved.txt,Coast News\nkept.txt,Hill Post\n")
    for name in ("new", "draft"):
        (news / f"{name}.txt").write_text(DAM.format("Hanna Brandwold"), encoding="utf-8")
    records[1]["text"] = "Another text.\n"
    (news / "wire.jsonl").write_text("\n".join(map(json.dumps, records)))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_changed_since_a_revision(repository):
    found = changed_since("HEAD", ["news"])
    assert [one.id for one in found.articles] == ["2024/changed.txt", "2024/moved.txt", "new.txt", "second"]
    assert [(one.id, one.outlet) for one in found.before] == [
        ("2024/changed.txt", ""),
        ("2024/moved.txt", "Hill Post"),
        ("second", ""),
    ]
    assert found.before[0].text == DAM.format("Hanne Brandvold")
    assert found.others == 3
    git("add", ".", cwd=repository)
    git("commit", "-qm", "second", cwd=repository)
    assert changed_since("HEAD", ["news"]).articles == ()
    assert changed_since("HEAD~1", ["news"]) == found


def test_what_changed_within_a_zip(tmp_path, monkeypatch):
    def pack(files):
        with ZipFile(tmp_path / "week.zip", "w") as packed:
            for name, text in files.items():
                packed.writestr(name, text)

    monkeypatch.chdir(tmp_path)
    git("init", "-q", cwd=tmp_path)
    pack({"kept.txt": DAM.format("Nils Berg"), "changed.txt": DAM.format("Nils Berg")})
    git("add", ".", cwd=tmp_path)
    git("commit", "-qm", "first", cwd=tmp_path)
    pack({"kept.txt": DAM.format("Nils Berg"), "changed.txt": DAM.format("Nils Borg"), "new.txt": "It rained."})
    found = changed_since("HEAD", ["."])
    assert [one.id for one in found.articles] == ["week.zip/changed.txt", "week.zip/new.txt"]
    assert [(one.id, one.text) for one in found.before] == [("week.zip/changed.txt", DAM.format("Nils Berg"))]
    assert found.others == 1


@pytest.mark.parametrize(("revision", "words"), [("nowhere", "no revision"), ("--all", "no revision")])
def test_an_unknown_revision_is_told(repository, revision, words):
    with pytest.raises(InputError, match=words):
        changed_since(revision, ["news"])


@pytest.mark.parametrize(
    ("commits", "revision", "why"),
    [
        (0, "HEAD", "a hook before the first commit"),
        (1, "0" * 40, "what a CI service says of the state before a first push"),
        (1, "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "the tree without files"),
    ],
)
def test_before_the_first_commit_there_was_nothing(tmp_path, monkeypatch, commits, revision, why):
    (tmp_path / "a b").mkdir()
    (tmp_path / "a b" / "ü.txt").write_text("It rained.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    git("init", "-q", cwd=tmp_path)
    if commits:
        git("add", ".", cwd=tmp_path)
        git("commit", "-qm", "first", cwd=tmp_path)
    found = changed_since(revision, ["a b"])
    assert ([one.id for one in found.articles], found.before, found.not_checked) == (["ü.txt"], (), ()), why


def test_a_moved_article_is_the_one_that_it_was(repository):
    git("add", ".", cwd=repository)
    git("commit", "-qm", "second", cwd=repository)
    (repository / "news" / "moved to").mkdir()
    git("mv", "news/new.txt", "news/moved to/a.txt", cwd=repository)
    assert changed_since("HEAD", ["news"]).articles == (), "moved alone"
    text = DAM.format("Hanna Brandwold")
    (repository / "news" / "moved to" / "a.txt").write_text(text + "It was built in 1931.\n", encoding="utf-8")
    git("add", ".", cwd=repository)
    found = changed_since("HEAD", ["news"])
    assert [one.id for one in found.articles] == [one.id for one in found.before] == ["moved to/a.txt"]
    assert found.before[0].text == text


def test_a_change_that_takes_all_articles_away_is_no_fault(repository):
    for name in ("news/2024", "news/wire.jsonl"):
        git("rm", "-rqf", name, cwd=repository)
    (repository / "news" / "new.txt").unlink()
    (repository / "news" / "draft.txt").unlink()
    for paths in (["news"], ["news/2024"], ["news/wire.jsonl"]):
        found = changed_since("HEAD", paths)
        assert (found.articles, found.not_checked, found.others) == ((), (), 0), paths
    assert [one.reason for one in changed_since("HEAD", ["nowhere"]).not_checked] == ["there is no such file or folder"]


def test_outside_a_repository_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(InputError, match="not inside a git repository"):
        changed_since("HEAD", ["."])


def test_only_what_the_change_adds_is_reported(repository, desk):
    done = run(
        "check", "news", "--archive", desk / "past", "--changed-since", "HEAD", "--fail-on", "note", cwd=repository
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "4 articles new or changed since HEAD, 3 others left alone" in done.stdout
    assert "Hanne Brandvold and Hanna Brandwold" in done.stdout and "Hanna Brandwold and Hanna Brandvold" in done.stdout
    known = ("Hanne Brandvold and Hanna Brandvold", "Hanna Brandvold and Hanne Brandvold")
    assert not any(names in done.stdout for names in known)
    git("add", ".", cwd=repository)
    git("commit", "-qm", "second", cwd=repository)
    nothing = run("check", "news", "--archive", desk / "past", "--changed-since", "HEAD", cwd=repository)
    assert (nothing.returncode, nothing.stdout) == (0, "0 articles new or changed since HEAD, 7 others left alone\n")


def test_status_imports_nothing_heavy(desk):
    code = (
        "import sys; from factcheck.cli import app; app(['archive', 'status', '--archive', 'past'], standalone_mode=False);"
        "print([name for name in ('spacy', 'pandas', 'pint', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=desk, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]", done.stdout + done.stderr
