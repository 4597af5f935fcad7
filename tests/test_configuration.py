"""The configuration: what a file may say, how its faults are told, what goes before what, and what it does to a run."""

import json
import re
from contextlib import chdir

import pytest
from commands import run

from factcheck.cli_config import TEMPLATE
from factcheck.configuration import FIELDS, KEYS, find_configuration, read_configuration
from factcheck.errors import ConfigError
from factcheck.patterns import Pattern
from factcheck.readers.metadata import FIELDS as READ
from factcheck.rulepacks import Rule, set_levels

DAM = "Norway's Defence Minister {} said on Monday in Oslo that the dam is safe.\n"


def faults(tmp_path, text, name="factcheck.toml"):
    """The faults that are told of a file of this text, each without the file's path."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as raised, chdir(tmp_path):
        read_configuration(path)
    return [fault.removeprefix(name).removeprefix(":") for fault in raised.value.faults]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('path = "a"', "1: unknown key 'path'; did you mean 'paths'? legal: "),
        ('fail_on = "note"', "1: unknown key 'fail_on'; did you mean 'fail-on'? legal: "),
        ('fail-on = "eror"', "1: 'fail-on' cannot be 'eror'; did you mean 'error'? legal: error, warning, note, none"),
        ("fail-on = 1", "1: 'fail-on' cannot be the number 1; legal: error, warning, note, none"),
        ("\n\nmodel = true", "3: 'model' must be a text that is not blank, not true"),
        ('model = " "', "1: 'model' must be a text that is not blank, not ' '"),
        ("paths = []", "1: 'paths' must be a text or a list of texts that are not blank, not an empty list"),
        ('paths = ["a", 2]', "1: 'paths' must be a text or a list of texts that are not blank, not a list"),
        ('archive = "~nobody-here/a"', "1: 'archive': nobody's home is '~nobody-here'; write the whole path"),
        ('jobs = "2"', "1: 'jobs' must be a whole number from 1 upwards, not '2'"),
        ("jobs = 0", "1: 'jobs' must be a whole number from 1 upwards, not the number 0"),
        ("archive = 2031-05-01", "1: 'archive' must be a text that is not blank, not a date or time"),
        ("[levels]\n\ntotal-grew = 'of'", "3: 'total-grew' cannot be 'of'; did you mean 'off'? legal: "),
        ("levels = 'off'", "1: 'levels' must be a table of rules and their levels, not 'off'"),
        ("[columns]\ntxt = 'body'", "2: unknown key 'txt'; did you mean 'text'? legal: id, text, title, "),
        ("overrides = {path = 'a'}", "1: 'overrides' must be tables that begin with [[overrides]], not a table"),
        ("[[overrides]]\noutlet = 'A'", "1: the key 'path' is missing: the pattern of a path"),
        ("[[overrides]]\npath = 'a'", "1: an override must set 'outlet' or 'levels'"),
        ("[[overrides]]\npath = 'a'\nlevels = {x = 'no'}", "3: 'x' cannot be 'no'; "),
        ("[[overrides]]\npath='a'\noutlet='A'\n[[overrides]]\npath='b'\noutlets='B'\noutlet='B'", "6: unknown key 'outl"),
        ("[[suppressions]]\npath = 'a'", "1: the key 'reason' is missing: why nothing is to be told there"),
        ("[[suppressions]]\npath = 'a'\nreason = ''", "3: 'reason' must be a text that is not blank, not ''"),
        ("paths = [\n  'a = b',\n  '[c]',\n]\nmodels = 'm'", "5: unknown key 'models'; did you mean 'model'?"),
        ('model = """\njobs = 1\n"""\njobs = 0', "4: 'jobs' must be"),
        ("paths = [", "not valid TOML: "),
        ("paths = 1\npaths = 2\n", "2: not valid TOML: Cannot overwrite a value"),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_line_and_what_is_allowed(tmp_path, text, told):
    (fault,) = faults(tmp_path, text)
    assert told in fault


def test_all_faults_are_told_at_once_in_the_order_of_the_file(tmp_path):
    text = "jobs = 0\n[levels]\na = 'x'\n[[suppressions]]\nrules = 3\n"
    assert [fault.partition(":")[0] for fault in faults(tmp_path, text)] == ["1", "3", "4", "4", "5"]
    text = "[tool.other]\nx = 1\n[tool.factcheck]\njobs = 0\n[tool.factcheck.levels]\na = 'x'\n"
    assert [fault.partition(":")[0] for fault in faults(tmp_path, text, "pyproject.toml")] == ["4", "6"]


def test_a_file_that_is_no_text_is_told(tmp_path):
    (tmp_path / "factcheck.toml").write_bytes(b"# ok\nmodel = '\xff'\n")
    with pytest.raises(ConfigError, match="factcheck.toml:2: not UTF-8"):
        read_configuration(tmp_path / "factcheck.toml")


def test_the_nearest_file_is_found_upwards(tmp_path):
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.factcheck]\njobs = 3\n", encoding="utf-8")
    assert find_configuration(deep) == tmp_path / "pyproject.toml"
    (tmp_path / "a" / "b" / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert find_configuration(deep) == tmp_path / "pyproject.toml", "one without our table is passed by"
    (tmp_path / "factcheck.toml").write_text("jobs = 2\n", encoding="utf-8")
    assert find_configuration(deep) == tmp_path / "factcheck.toml", "in one folder factcheck.toml goes first"
    assert read_configuration(tmp_path / "pyproject.toml").values == {"jobs": 3}


def test_paths_are_seen_from_the_folder_of_the_file(tmp_path):
    (tmp_path / "desk").mkdir()
    path = tmp_path / "factcheck.toml"
    path.write_text("paths = ['articles', '/else']\narchive = 'a.archive'\nmodel = 'm'\n", encoding="utf-8")
    with chdir(tmp_path / "desk"):
        values = read_configuration(path).values
        assert [find.replace("\\", "/") for find in values["paths"]][0] == "../articles"
        assert values["archive"].replace("\\", "/") == "../a.archive" and values["model"] == "m"


@pytest.mark.parametrize(
    ("pattern", "path", "meant"),
    [
        ("opinion/**", "opinion/a.md", True),
        ("opinion/**", "opinion/2024/a.md", True),
        ("opinion/**", "news/opinion/a.md", False),
        ("opinion", "news/opinion/a.md", True),  # one name: at any depth, and all below it
        ("opinion/", "opinion/a.md", True),
        ("opinion/", "opinion", False),  # a file of that name is no folder
        ("/opinion", "news/opinion/a.md", False),
        ("*.md", "news/a.md", True),
        ("*.md", "news/a.mdx", False),
        ("news/*.md", "news/2024/a.md", False),
        ("news/*/a.md", "news/2024/a.md", True),
        ("**/live/**", "news/2024/live/a.md", True),
        ("**/live/**", "live/a.md", True),
        ("news/**/a.md", "news/a.md", True),
        ("20[12]?/*", "2024/a.md", True),
        ("20[!12]?/*", "2024/a.md", False),
        ("a[.txt", "a[.txt", True),  # an open bracket is one
        ("a.txt", "aXtxt", False),
        ("News/**", "news/a.md", False),
        ("**", "", False),
    ],
)
def test_patterns_mean_what_gitignore_means(tmp_path, pattern, path, meant):
    with chdir(tmp_path):
        assert Pattern(pattern).matches(path) is meant
        assert Pattern(pattern, str(tmp_path)).matches(str(tmp_path / path) if path else "") is meant


def test_the_level_at_a_path_needs_a_whole_side():
    rule = Rule("r", "c", (), "conflict", "error", "", "", (), ())
    (set_,) = set_levels(
        [rule], {"r": "warning"}, [(Pattern("op/**"), {"r": "off"}), (Pattern("op/law/**"), {"r": "note"})]
    )
    assert set_.level_at([["news/a"], ["news/b"]]) == "warning"
    assert set_.level_at([["news/a"], ["op/b"]]) == "off"
    assert set_.level_at([["news/a"], ["op/b", "news/c"]]) == "warning", "the news print it too"
    assert set_.level_at([["op/law/a"], ["op/b"]]) == "note", "a later entry goes first"
    assert set_.level_at([["op/a"], []]) == "off"


def test_the_template_says_everything_and_holds_when_it_is_uncommented(tmp_path):
    text = TEMPLATE.read_text(encoding="utf-8")
    path = tmp_path / "factcheck.toml"
    path.write_text(text, encoding="utf-8")
    assert read_configuration(path).values == {}
    path.write_text(re.sub(r"(?m)^# (?=\[|[a-z-]+ = )", "", text), encoding="utf-8")
    with chdir(tmp_path):
        held = read_configuration(path)
    assert {*held.values, "levels", "overrides", "suppressions"} == set(KEYS)
    assert held.levels and held.overrides and held.suppressions and set(FIELDS) == set(READ)


def test_init_never_overwrites(tmp_path):
    assert run("init", cwd=tmp_path).returncode == 0
    (tmp_path / "factcheck.toml").write_text("jobs = 2\n", encoding="utf-8")
    again = run("init", cwd=tmp_path)
    assert again.returncode == 2 and "is there already" in again.stderr
    assert (tmp_path / "factcheck.toml").read_text(encoding="utf-8") == "jobs = 2\n"
    (tmp_path / "py").mkdir()
    (tmp_path / "py" / "pyproject.toml").write_text("[tool.factcheck]\n", encoding="utf-8")
    assert "holds a configuration already" in run("init", "py", cwd=tmp_path).stderr


def test_config_tells_each_value_and_its_origin(tmp_path, monkeypatch):
    text = "fail-on = 'note'\narchive = 'a.archive'\n[levels]\ntotal-grew = 'off'\n[[overrides]]\npath = 'op/**'\noutlet = 'O'\n"
    (tmp_path / "factcheck.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("FACTCHECK_ARCHIVE", "other.archive")
    lines = run("config", cwd=tmp_path).stdout.splitlines()
    told = {tuple(re.split(r"  +", line)) for line in lines}
    assert ("fail-on", "note", "factcheck.toml:1") in told
    assert ("archive", "other.archive", "environment FACTCHECK_ARCHIVE") in told
    assert ("decisions", "decisions.csv", "default") in told
    assert ("levels.total-grew", "off", "factcheck.toml:4") in told
    assert ("at op/**", "outlet O", "factcheck.toml:5") in told


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder of three articles of which the one in opinion/ misspells a name, and an archive of another."""
    folder = tmp_path_factory.mktemp("desk")
    for name, minister in (
        ("news/one", "Hanna Brandvold"),
        ("news/two", "Hanna Brandvold"),
        ("opinion/bad", "Hanne Brandvold"),
    ):
        path = folder / f"{name}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(DAM.format(minister), encoding="utf-8")
    assert run("archive", "add", "news/one.txt", "--archive", "past", cwd=folder).returncode == 0
    return folder


def report_of(folder, *arguments):
    done = run("report", *arguments, "--out", "out", cwd=folder)
    return done, json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))


def configure(folder, text):
    (folder / "factcheck.toml").write_text(text, encoding="utf-8")


def test_flag_goes_before_environment_before_file_before_default(desk, monkeypatch):
    configure(desk, "paths = ['news', 'opinion']\narchive = 'nowhere'\nfail-on = 'error'\n")
    assert run("report", "--out", "out", cwd=desk).returncode == 1, "the file"
    monkeypatch.setenv("FACTCHECK_FAIL_ON", "none")
    assert run("report", "--out", "out", cwd=desk).returncode == 0, "the environment"
    assert run("report", "--out", "out", "--fail-on", "error", cwd=desk).returncode == 1, "the flag"
    monkeypatch.delenv("FACTCHECK_FAIL_ON")
    configure(desk, "paths = ['news', 'opinion']\n")
    assert run("report", "--out", "out", cwd=desk).returncode == 0, "the default"
    assert run("report", "news", "--out", "out", cwd=desk).stdout.startswith("2 articles")


def test_check_takes_paths_and_archive_from_the_file(desk):
    configure(desk, "paths = 'opinion'\narchive = 'past'\n")
    done = run("check", cwd=desk / "news")
    assert done.returncode == 1 and "1 new article against 1 article in" in done.stdout
    configure(desk, "")
    assert "PATH" in run("check", cwd=desk).stderr


@pytest.mark.parametrize(
    ("text", "levels", "said"),
    [
        ("[levels]\nname-misspelt = 'note'\n", ["note"], ""),
        ("[levels]\nname-misspelt = 'off'\n", [], "Rules that are off: name-misspelt"),
        ("[[overrides]]\npath = 'opinion/**'\nlevels = {name-misspelt = 'warning'}\n", ["warning"], ""),
        (
            "[[overrides]]\npath = 'opinion/**'\nlevels = {name-misspelt = 'off'}\n",
            [],
            "1 more set aside",
        ),
        ("[[overrides]]\npath = 'elsewhere/**'\nlevels = {name-misspelt = 'off'}\n", ["error"], ""),
    ],
)
def test_levels_by_rule_and_by_path_are_applied_and_told(desk, text, levels, said):
    configure(desk, text)
    done, report = report_of(desk, "news", "opinion")
    assert [row["level"] for row in report["discrepancies"] if row["rule"] == "name-misspelt"] == levels, done.stdout
    assert said in done.stdout


def test_an_unknown_rule_is_told_with_the_nearest(desk):
    configure(desk, "[levels]\nname-mispelt = 'off'\n")
    done = run("report", "news", "--out", "out", cwd=desk)
    assert done.returncode == 2
    assert "factcheck.toml:2: there is no rule 'name-mispelt'; did you mean 'name-misspelt'?" in done.stderr


def test_the_outlet_of_a_path_is_that_of_articles_without_one(desk):
    configure(desk, "[[overrides]]\npath = ['news']\noutlet = 'The Courier'\n")
    _, report = report_of(desk, "news", "opinion")
    assert [article["outlet"] for article in report["articles"]] == ["The Courier", "The Courier", ""]


def test_columns_come_from_the_file_or_the_flag(desk, tmp_path):
    rows = [{"no": 1, "BODY": DAM.format("Hanna Brandvold")}, {"no": 2, "BODY": DAM.format("Hanne Brandvold")}]
    (desk / "table.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    configure(desk, "[columns]\ntext = 'BODY'\nid = 'no'\n")
    _, report = report_of(desk, "table.jsonl")
    assert [article["id"] for article in report["articles"]] == ["1", "2"]
    configure(desk, "")
    assert run("claims", "table.jsonl", cwd=desk).returncode == 2
    done = run("claims", "table.jsonl", "--column", "text=BODY", "--column", "id=no", cwd=desk)
    assert done.returncode == 0 and "Hanne Brandvold" in done.stdout
    assert "'BODY' is no FIELD=COLUMN" in run("claims", "table.jsonl", "--column", "BODY", cwd=desk).stderr
    assert "there is no field 'txt'" in run("claims", "table.jsonl", "--column", "txt=BODY", cwd=desk).stderr


def test_a_faulty_file_stops_a_run_but_not_its_help(desk):
    configure(desk, "fail-on = 3\n")
    assert run("report", "news", cwd=desk).returncode == 2
    assert run("report", "--help", cwd=desk).returncode == 0
    configure(desk, "")
    assert "there is no such configuration file" in run("--config", "nowhere.toml", "rules", cwd=desk).stderr
