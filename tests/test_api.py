"""The public verbs, typed tables, and the README's example run as it stands there."""

import re
from pathlib import Path

import pytest

import factcheck
from factcheck.errors import ConfigError, InputError
from factcheck.model import CLAIM_COLUMNS, DISCREPANCY_COLUMNS, Article, Published

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


@pytest.mark.parametrize("kind", [str, Path])
def test_one_path_need_not_stand_in_a_list(tmp_path, kind):
    (tmp_path / "a.txt").write_text("Twelve people were hurt.", encoding="utf-8")
    assert factcheck.read_articles(kind(tmp_path)) == factcheck.read_articles([tmp_path])
    (tmp_path / "house.yaml").write_text("- {id: toll-differs, override: true, level: note}\n", encoding="utf-8")
    pack = kind(tmp_path / "house.yaml")
    report = factcheck.check(kind(tmp_path / "a.txt"), rules=pack)
    assert [article.id for article in report.articles] == ["a.txt"]
    assert {rule.id: rule.level for rule in report.rules}["toll-differs"] == "note"
    assert not len(factcheck.find_discrepancies(report.claims, report.articles, rules=pack))


def test_no_claims_give_empty_tables(tmp_path):
    (tmp_path / "a.txt").write_text("Hello there.", encoding="utf-8")
    articles = factcheck.read_articles([tmp_path])
    claims = factcheck.extract_claims(articles)
    assert tuple(claims.columns) == CLAIM_COLUMNS
    assert factcheck.find_discrepancies(claims, articles).empty


PIER = "The pier at Marlow Sands is to close for {} weeks, the council said on Monday, 4 May 2026."


def write_pier(folder, first=""):
    for name, weeks in (("a.md", "six"), ("b.md", "nine")):
        (folder / name).write_text((first if name == "a.md" else "") + PIER.format(weeks) + "\n", encoding="utf-8")


def test_a_comment_in_an_article_holds_from_python_too(tmp_path):
    write_pier(tmp_path)
    (row,) = factcheck.check([tmp_path]).discrepancies.to_dict("records")
    write_pier(tmp_path, f"<!-- factcheck: ignore {row['rule']} -- both were said -->\n\n")
    report = factcheck.check([tmp_path])
    assert report.discrepancies.empty
    assert [(one.row["discrepancy_id"], one.reason) for one in report.suppressed] == [
        (row["discrepancy_id"], "both were said")
    ]


CONFIGURED = [
    ("fail-on = 'note'", 1, 0, "note", "nothing is set aside"),
    ("[levels]\nRULE = 'note'", 1, 0, "error", "a level of its own"),
    ("[levels]\nRULE = 'off'", 0, 0, "error", "a rule that is off leaves no trace"),
    ("[[suppressions]]\npath = 'a.md'\nrules = ['RULE']\nreason = 'a satire'", 0, 1, "error", "a path set aside"),
]


@pytest.mark.parametrize(("text", "rows", "aside", "fail_on", "why"), CONFIGURED, ids=[case[-1] for case in CONFIGURED])
def test_a_configuration_holds_when_it_is_given(text, rows, aside, fail_on, why, tmp_path):
    write_pier(tmp_path)
    plain = factcheck.check([tmp_path])
    (row,) = plain.discrepancies.to_dict("records")
    file = tmp_path / "factcheck.toml"
    file.write_text(text.replace("RULE", row["rule"]) + "\n", encoding="utf-8")
    assert factcheck.check([tmp_path]).discrepancies.equals(plain.discrepancies), "it is not looked for"
    report = factcheck.check([tmp_path], config=file)
    assert (len(report.discrepancies), len(report.suppressed), report.fail_on) == (rows, aside, fail_on), why
    if "note'" in text and rows and "levels" in text:
        assert set(report.discrepancies["level"]) == {"note"}


def test_a_faulty_configuration_is_told_with_its_line(tmp_path):
    file = tmp_path / "factcheck.toml"
    file.write_text("\nfail-onn = 'note'\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"factcheck\.toml:2.*fail-on"):
        factcheck.check([tmp_path], config=file)


def test_articles_of_a_program_may_hold_half_surrogates(tmp_path):
    half = "\ud800"
    articles = [
        Article(half + "a", PIER.format("six") + half, f"{half}.md", f"The {half} Post", half, half, half),
        Article("b", PIER.format("nine")),
    ]
    claims = factcheck.extract_claims(articles)
    assert sorted(set(claims["article"])) == ["b", "\ufffda"]
    (row,) = factcheck.find_discrepancies(claims, articles).to_dict("records")
    assert {row["left_article"], row["right_article"]} == {"b", "\ufffda"}


def test_two_articles_of_one_id_are_refused():
    with pytest.raises(InputError, match="two articles have the id 'a'"):
        factcheck.extract_claims([Article("a", "One."), Article("a", "Two.")])


def test_the_names_of_files_are_no_part_of_a_fingerprint(tmp_path):
    table = (ROOT / "seeds" / "articles.csv").read_text(encoding="utf-8")
    for number, path in enumerate(sorted((ROOT / "seeds").glob("*.txt"), reverse=True)):
        (tmp_path / f"{number}.txt").write_bytes(path.read_bytes())
        table = table.replace(path.name, f"{number}.txt")
    (tmp_path / "articles.csv").write_text(table, encoding="utf-8")
    before, after = (factcheck.check(folder).discrepancies for folder in (ROOT / "seeds", tmp_path))
    assert set(before["discrepancy_id"]) == set(after["discrepancy_id"])


def test_one_finding_in_two_articles_of_one_outlet_and_day_names_both():
    day = Published("2025-08-29", "2025-08-29", "sidecar")
    text = "The council met on Monday, August 27, 2025, to vote on the bridge over the Arve. {}"
    articles = [
        Article("a.txt", text.format("It passed."), outlet="Post", published=day),
        Article(
            "b.txt",
            "Ferries stop at noon in winter, the port says. " + text.format("Nobody spoke."),
            outlet="Post",
            published=day,
        ),
    ]
    rows = factcheck.find_discrepancies(factcheck.extract_claims(articles), articles)
    assert [(row.rule, row.left_article, row.left_also) for row in rows.itertuples()] == [
        ("weekday-wrong", "a.txt", "b.txt")
    ]


def test_a_slip_is_not_told_again_as_two_sums():
    day = Published("2025-08-29", "2025-08-29", "sidecar")
    text = (
        "Harwick approves the port loan\n\nThe council of Harwick on Thursday approved a loan of $2.5 {} for the new port at "
        "Stanwick. Mayor Carla Benwick said that the port would bring work to the bay. {}"
    )
    articles = [
        Article(
            "a.txt",
            text.format("billion", "Fishers at the old quay fear for their berths."),
            outlet="Post",
            published=day,
        ),
        Article(
            "b.txt",
            text.format("million", "The vote ended at noon, after a march through the town."),
            outlet="Echo",
            published=day,
        ),
    ]
    rows = factcheck.find_discrepancies(factcheck.extract_claims(articles), articles)
    assert [(row.rule, *sorted((row.left_text, row.right_text))) for row in rows.itertuples()] == [
        ("quantity-slip", "$2.5 billion", "$2.5 million")
    ]
