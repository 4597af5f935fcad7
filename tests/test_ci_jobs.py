"""The CI jobs, run without their services: the steps of action.yml and of the GitLab job in a shell, the hook as git calls it.

`factcheck` on the path is a stub that hands its arguments to this process, so that the language pipeline is loaded once.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from commands import git, run

ROOT = Path(__file__).parent.parent
NEWSROOM = ROOT / "tests" / "data" / "newsroom.txt"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
# The commit of each planted fault, the article that it is in, and the words in question.
FAULTS = {
    3: ("teachers-talks.md", "1,510"),
    4: ("hospital-week.md", "Samuel Oduva"),
    9: ("fraud-pause.md", "31 April"),
}
ZEROS = "0" * 40
STUB = """#!{python} -SE
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as line:
    line.connect({address!r})
    with line.makefile("rw", encoding="utf-8") as stream:
        asked = {{"argv": sys.argv[1:], "cwd": os.getcwd(), "summary": os.environ.get("GITHUB_STEP_SUMMARY", "")}}
        stream.write(json.dumps(asked) + "\\n")
        stream.flush()
        done = json.loads(stream.readline())
sys.stdout.write(done["stdout"])
sys.stderr.write(done["stderr"])
sys.exit(done["returncode"])
"""

pytestmark = pytest.mark.skipif(
    not (shutil.which("bash") and hasattr(socket, "AF_UNIX")), reason="needs bash and Unix sockets"
)


class Step(NamedTuple):
    """What a shell left: its exit code, what it printed, and the arguments of each `factcheck` in it."""

    returncode: int
    output: str
    asked: list


class Desk:
    """A shell with a stub `factcheck` on its path, served by this process."""

    def __init__(self, folder: Path):
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.line = socket.socket(socket.AF_UNIX)
        self.line.bind(str(folder / "line"))  # a short name: a socket's may have a hundred bytes
        self.line.listen()
        self.line.settimeout(0.02)
        stub = self.bin / "factcheck"
        stub.write_text(STUB.format(python=sys.executable, address=str(folder / "line")))
        stub.chmod(0o755)

    def shell(self, script: str, cwd: Path, **env: str) -> Step:
        """Runs a script as a runner does: bash -eo pipefail."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI_", "FACTCHECK"))
        }
        kept |= {"PATH": f"{self.bin}{os.pathsep}{kept['PATH']}", **env}
        asked = []
        with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
            process = subprocess.Popen(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
                cwd=cwd, env=kept, stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
            while process.poll() is None:
                try:
                    connection, _ = self.line.accept()
                except TimeoutError:
                    continue
                with connection, connection.makefile("rw", encoding="utf-8") as stream:
                    call = json.loads(stream.readline())
                    asked.append(call["argv"])
                    with pytest.MonkeyPatch.context() as patch:
                        patch.setenv("GITHUB_STEP_SUMMARY", call["summary"])
                        done = run(*call["argv"], cwd=call["cwd"])
                    stream.write(json.dumps(done._asdict()) + "\n")
            output.seek(0)
            return Step(process.returncode, output.read(), asked)

    def action(self, cwd: Path, base: str, **inputs: str) -> list[Step]:
        """The shell steps of action.yml behind the installation, until one fails."""
        given = {name: str(entry["default"]) for name, entry in ACTION["inputs"].items()} | {"base": base} | inputs
        files = {name: str(cwd.parent / name.lower()) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            Path(file).write_text("")
        steps = []
        for step in ACTION["runs"]["steps"]:
            if "run" not in step or "pip install" in step["run"]:
                continue
            env = {name: fill(value, given) for name, value in step.get("env", {}).items()}
            steps.append(self.shell(step["run"], cwd, GITHUB_WORKSPACE=str(cwd), **files, **env))
            if steps[-1].returncode:
                break
        return steps


def fill(text: str, inputs: dict[str, str]) -> str:
    """An expression of the runner, `${{ inputs.name }}`, as its value."""
    return re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: inputs[found[1]], text)


@pytest.fixture(scope="module")
def desk():
    folder = Path(tempfile.mkdtemp(prefix="fc"))
    served = Desk(folder)
    yield served
    served.line.close()
    shutil.rmtree(folder)


def commits() -> dict[int, list[tuple[str, str]]]:
    """By number of the commit, the names and texts of the articles that it adds."""
    text = NEWSROOM.read_text(encoding="utf-8")
    found: dict[int, list[tuple[str, str]]] = {}
    for head, body in re.findall(r"(?ms)^=== (.+?)\n(.*?)(?=^===|\Z)", text):
        number, day, *outlet, name = head.split()
        article = f"---\noutlet: {' '.join(outlet)}\ndate: {day}\n---\n\n{body}"
        found.setdefault(int(number), []).append((name, article))
    return found


def commit(repository: Path, articles: list[tuple[str, str]], message: str) -> None:
    for name, text in articles:
        path = repository / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git("add", "--all", ".", cwd=repository)
    git("commit", "-qm", message, cwd=repository)


def new_repository(folder: Path) -> Path:
    repository = folder / "news"
    repository.mkdir(parents=True)
    git("init", "-q", "-b", "main", cwd=repository)
    (repository / ".gitignore").write_text(".factcheck/\nfactcheck.sarif\n*.xml\ngl-*.json\n")
    return repository


def revision(repository: Path, name: str) -> str:
    return subprocess.run(
        ["git", "rev-parse", name], cwd=repository, check=True, capture_output=True, text=True
    ).stdout.strip()


def test_a_newsroom_of_fifty_articles_in_ten_commits(desk, tmp_path):
    """The job on each commit flags the three planted faults, each when it comes in, and nothing else.

    It flags what fails it, from warnings upwards; a note is there for a reader who asks.
    """
    repository = new_repository(tmp_path)
    history = commits()
    assert (len(history), sum(map(len, history.values()))) == (10, 50)
    flagged = {}
    for number, articles in sorted(history.items()):
        commit(repository, articles, f"Day {number}")
        base = ZEROS if number == 1 else revision(repository, "HEAD~1")
        steps = desk.action(repository, base, **{"fail-on": "warning"})
        (run_,) = json.loads((repository / "factcheck.sarif").read_text(encoding="utf-8"))["runs"]
        assert run_["invocations"][0]["toolExecutionNotifications"] == []
        flagged[number] = [
            (
                result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
                result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"],
            )
            for result in run_["results"]
            if result.get("baselineState") != "unchanged" and result["level"] != "note"
        ]
        found = "true" if number in FAULTS else "false"
        assert (tmp_path / "github_output").read_text() == f"found={found}\n", steps[-1].output
        assert steps[-1].returncode == int(number in FAULTS), steps[-1].output
        summary = (tmp_path / "github_step_summary").read_text(encoding="utf-8")
        assert (FAULTS[number][1] in summary) if number in FAULTS else summary.startswith("# "), summary
        annotated = re.findall(r"(?m)^::(?:error|warning) file=articles/([^,]+),", steps[-1].output)
        assert annotated == ([FAULTS[number][0]] if number in FAULTS else [])
    assert flagged == {
        number: [(f"articles/{FAULTS[number][0]}", FAULTS[number][1])] if number in FAULTS else [] for number in history
    }


@pytest.fixture
def small(tmp_path):
    """A repository with one published article, and a branch that misspells its name."""
    repository = new_repository(tmp_path)
    text = "Norway's Defence Minister {} said on Monday that the dam is safe.\n"
    commit(repository, [("dam.md", text.format("Hanna Brandvold"))], "first")
    commit(repository, [("2031/later.md", text.format("Hanne Brandvold"))], "second")
    return repository


def test_the_action_in_a_shallow_clone(desk, small, tmp_path):
    """The revision that the change begins at is fetched when the checkout lacks it."""
    base = revision(small, "HEAD~1")
    clone = tmp_path / "clone" / "news"
    git("clone", "-q", "--depth=1", f"file://{small}", str(clone), cwd=tmp_path)
    archived, checked = desk.action(clone, base)
    assert archived.returncode == 0, archived.output
    assert [argv[:3] for argv in archived.asked] == [["archive", "add", "articles"]]
    assert checked.returncode == 1 and "::error file=articles/2031/later.md,line=1,col=27" in checked.output
    assert subprocess.run(["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True).stdout == ""


def test_the_action_tells_wrong_use_from_what_it_found(desk, small):
    _, checked = desk.action(small, revision(small, "HEAD~1"), arguments="--rules nowhere")
    assert checked.returncode == 2 and "nowhere" in checked.output
    assert (small.parent / "github_output").read_text() == "found=false\n"


def test_the_action_is_whole():
    """Every input is used, every expression names one, and no input is pasted into a script."""
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    used = set(re.findall(r"\$\{\{ inputs\.([\w-]+) \}\}", text))
    assert used == set(ACTION["inputs"])
    assert ACTION["runs"]["using"] == "composite"
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", ""), "an input in a script would be run as one"
        assert "uses" in step or step["shell"] == "bash"
    (cache,) = [step for step in ACTION["runs"]["steps"] if step.get("uses", "").startswith("actions/cache")]
    assert cache["with"]["path"] == "${{ inputs.archive }}"


def test_the_example_of_github_names_inputs_of_the_action():
    job = yaml.safe_load((ROOT / "docs" / "ci" / "github.yml").read_text(encoding="utf-8"))
    steps = job["jobs"]["factcheck"]["steps"]
    (ours,) = [step for step in steps if "factcheck/factcheck" in step["uses"]]
    assert set(ours["with"]) <= set(ACTION["inputs"])
    (upload,) = [step for step in steps if "upload-sarif" in step["uses"]]
    assert upload["with"]["sarif_file"] == ACTION["inputs"]["sarif"]["default"]
    assert job["permissions"]["security-events"] == "write"


def test_the_job_of_gitlab(desk, small):
    job = yaml.safe_load((ROOT / "docs" / "ci" / "gitlab.yml").read_text(encoding="utf-8"))["factcheck"]
    step = desk.shell(
        "\n".join(job["script"]),
        small,
        CI_PROJECT_DIR=str(small),
        CI_COMMIT_BEFORE_SHA=revision(small, "HEAD~1"),
        **job["variables"],
    )
    assert step.returncode == 1, step.output
    reports = job["artifacts"]["reports"]
    (entry,) = json.loads((small / reports["codequality"]).read_text(encoding="utf-8"))
    assert entry["location"] == {"path": "articles/2031/later.md", "lines": {"begin": 1, "end": 1}}
    assert 'failures="1"' in (small / reports["junit"]).read_text(encoding="utf-8")
    assert (small / job["variables"]["ARCHIVE"]).is_file() and job["cache"]["paths"] == [job["variables"]["ARCHIVE"]]


@pytest.mark.parametrize("base", ["0" * 40, "HEAD~2"])
def test_the_job_of_gitlab_where_nothing_was_published(desk, tmp_path, base):
    """The first push of a branch, and a base that has no articles: they are held against one another."""
    repository = new_repository(tmp_path)
    (repository / "README").write_text("News.\n", encoding="utf-8")
    git("add", "README", cwd=repository)
    git("commit", "-qm", "none", cwd=repository)
    text = "Norway's Defence Minister {} said on Monday that the dam is safe.\n"
    commit(repository, [("dam.md", text.format("Hanna Brandvold"))], "first")
    commit(repository, [("2031/later.md", text.format("Hanne Brandvold"))], "second")
    job = yaml.safe_load((ROOT / "docs" / "ci" / "gitlab.yml").read_text(encoding="utf-8"))["factcheck"]
    before = revision(repository, base) if base.startswith("HEAD") else base
    step = desk.shell(
        "\n".join(job["script"]),
        repository,
        CI_PROJECT_DIR=str(repository),
        CI_COMMIT_BEFORE_SHA=before,
        **job["variables"],
    )
    assert step.returncode == 1, step.output
    assert (repository / job["artifacts"]["reports"]["junit"]).is_file()


def test_the_hooks(desk, small):
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    example = yaml.safe_load((ROOT / "docs" / "ci" / "pre-commit.yaml").read_text(encoding="utf-8"))
    ((wanted,),) = [repo["hooks"] for repo in example["repos"]]
    hook = hooks[wanted["id"]]
    filled = desk.shell("factcheck archive add articles --archive .factcheck/archive", small)
    assert filled.returncode == 0, filled.output
    command = " ".join([hook["entry"], *wanted["args"]])
    assert desk.shell(command, small).returncode == 0, "nothing is staged"
    draft = small / "articles" / "draft.md"
    draft.write_text(
        "Norway's Defence Minister Hanna Brandvolt said on Monday that the dam is safe.\n", encoding="utf-8"
    )
    git("add", "articles/draft.md", cwd=small)
    found = desk.shell(command, small)
    assert found.returncode == 1 and "Brandvolt" in found.output
    everything = desk.shell(f"{hooks['factcheck-report']['entry']} articles", small)
    assert everything.returncode == 1, everything.output
    for name in ("articles/a.md", "articles/b.txt", "c.html"):
        assert all(re.search(one["files"], name) and one["pass_filenames"] is False for one in hooks.values())
