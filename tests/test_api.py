"""The public verbs, typed tables, and the README's example run as it stands there."""

import re
from pathlib import Path

import pytest

import factcheck
from factcheck.errors import InputError
from factcheck.model import CLAIM_COLUMNS, DISCREPANCY_COLUMNS

ROOT = Path(__file__).parent.parent


def test_readme_example_runs(tmp_path, monkeypatch, capsys):
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL).group(1)
    names = {}
    exec(compile(code, "README.md", "exec"), names)
    assert tuple(names["claims"].columns) == CLAIM_COLUMNS
    assert tuple(names["rows"].columns) == DISCREPANCY_COLUMNS
    assert "Hanno Pevkur" in capsys.readouterr().out
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "claims.csv",
        "discrepancies.csv",
        "report.html",
        "report.json",
    ]


def test_tables_from_the_verbs_equal_those_of_the_report():
    report = factcheck.check([ROOT / "seeds"])
    articles = factcheck.read_articles([ROOT / "seeds"])
    claims = factcheck.extract_claims(articles)
    assert claims.equals(report.claims)
    assert factcheck.find_discrepancies(claims, articles).equals(report.discrepancies)


def test_the_order_of_articles_changes_nothing():
    articles = factcheck.read_articles([ROOT / "seeds"])
    forward = factcheck.find_discrepancies(factcheck.extract_claims(articles), articles)
    backward = articles[::-1]
    assert set(factcheck.find_discrepancies(factcheck.extract_claims(backward), backward)["discrepancy_id"]) == set(
        forward["discrepancy_id"]
    )


def test_nothing_to_read_is_told(tmp_path):
    with pytest.raises(InputError, match="nowhere"):
        factcheck.read_articles([tmp_path / "nowhere"])


def test_no_claims_give_empty_tables(tmp_path):
    (tmp_path / "a.txt").write_text("Hello there.", encoding="utf-8")
    articles = factcheck.read_articles([tmp_path])
    claims = factcheck.extract_claims(articles)
    assert tuple(claims.columns) == CLAIM_COLUMNS
    assert factcheck.find_discrepancies(claims, articles).empty
