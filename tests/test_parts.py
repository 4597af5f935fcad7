"""A corpus in parts, on this machine and on a cluster: the very rows of one run, and nothing lost or doubled by a fault."""

from __future__ import annotations

import json
import os
import signal
from functools import partial
from pathlib import Path

import pytest
from commands import run, run_alone

from factcheck import pipeline_parts, pipeline_shards
from factcheck.checks import ACROSS
from factcheck.errors import InputError
from factcheck.model import Article, Published
from factcheck.parallel import map_ordered
from factcheck.pipeline import extract_articles, judge_claims, read_references, read_rules
from factcheck.pipeline_parts import check_in_parts, judge_parts
from factcheck.pipeline_pieces import keep
from factcheck.readers import read_articles

pd = pytest.importorskip("pandas")
pytest.importorskip("pyarrow")
ROOT = Path(__file__).parent.parent


def articles_on(place: str, dead: int, name: str, number: int) -> Article:
    """One of several reports on a fire, with figures and names of its own."""
    text = (
        f"Fire at the {place} mill kills {dead}\n"
        f"A fire at the {place} mill killed {dead} workers on Monday, Mayor {name} said. "
        f"“The {place} mill was old and nobody listened to the workers at all,” said {name}. "
        f"The {place} brigade fought the fire at the mill for nine hours. Three attfinishants of {place} fled."
    )
    day = f"2031-05-{5 + number:02d}"
    return Article(f"{place}-{number}.txt", text, outlet=f"Post {number}", published=Published(day, day, "sidecar"))


@pytest.fixture(scope="module")
def corpus() -> list[Article]:
    """Three fires by two outlets each, whose figures and names disagree, and the seeds."""
    fires = [
        articles_on(place, dead, name, number)
        for place, sides in (
            ("Aberly", ((12, "Ines Moreau"), (15, "Inez Moreau"))),
            ("Velden", ((4, "Tom Aske"), (4, "Tom Aske"))),
            ("Lowmoor", ((31, "Deneka Ruud"), (13, "Deneke Ruud"))),
        )
        for number, (dead, name) in enumerate(sides)
    ]
    return [*fires, *read_articles([ROOT / "seeds"])[0]]


@pytest.fixture(scope="module")
def whole(corpus):
    dated, claims = extract_articles(corpus)
    return claims, judge_claims(claims, dated, read_rules())


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(pipeline_parts, "PART_ARTICLES", 2)
    monkeypatch.setattr(pipeline_shards, "SHARD_ARTICLES", 3)
    monkeypatch.setattr(pipeline_parts, "BLOCK_CLAIMS", 5)


def check(corpus, folder, run):
    found = check_in_parts([corpus[:5], corpus[5:]], folder, run, rules=read_rules(), references=read_references())
    tables = [pd.read_parquet(path) for path in sorted((folder / "claims").glob("part-*.parquet"))]
    return pd.concat(tables, ignore_index=True), found


def test_parts_give_the_rows_of_one_run(corpus, whole, tmp_path):
    claims, found = check(corpus, tmp_path, partial(map_ordered, jobs=1))
    assert claims.astype(whole[0].dtypes).equals(whole[0])
    assert found.discrepancies.equals(whole[1])
    assert (found.articles, found.claims) == (len(corpus), len(whole[0]))
    assert found.shards > 1
    assert found.blocks > 9
    assert (found.parted, found.related > 5) == (0, True)
    assert {"name-misspelt", "word-damaged"} <= set(whole[1]["rule"])


def test_too_many_that_hang_together_are_parted_where_they_are_least_alike(corpus, whole, tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline_shards, "MOST_TOGETHER", 2)
    _, found = check(corpus, tmp_path, partial(map_ordered, jobs=1))
    assert 0 < found.parted < found.related
    assert found.greatest <= 3
    # What is told of persons does not depend on it.
    of_persons = [
        rows[rows["rule"].isin(["name-misspelt", "office-two-holders"])] for rows in (whole[1], found.discrepancies)
    ]
    assert of_persons[0].reset_index(drop=True).equals(of_persons[1].reset_index(drop=True))


def opening(office: str, rest: str, number: int) -> Article:
    """One of two reports on one opening, by somebody who held an office."""
    text = (
        "Museum of Velden opens its new wing\n"
        "The museum of Velden opened its new wing of glass and stone on Monday, and former "
        f"{office} Anna Lund cut the ribbon before three hundred guests.\n"
        f"Its halls hold four thousand paintings of the sea, the ships and the harbour of the town. {rest}"
    )
    return Article(
        f"{number}.txt", text, outlet=f"Post {number}", published=Published("2031-05-05", "2031-05-05", "sidecar")
    )


@pytest.mark.parametrize(
    ("rest", "rows"),
    [
        ("Guests drank tea.", 1),
        ("Before her years in the capital, Lund had been a senator for two terms.", 0),
    ],
    ids=["each article knows of one office", "one of them tells of both, far from the claim"],
)
def test_parts_know_what_an_article_tells_of_a_person_elsewhere(tmp_path, rest, rows):
    articles = [opening("Governor", rest, 1), opening("Senator", "Guests drank tea.", 2)]
    dated, claims = extract_articles(articles)
    of_one = judge_claims(claims, dated, read_rules())
    _, found = check(articles, tmp_path, partial(map_ordered, jobs=1))
    assert list(of_one["rule"]) == ["person-two-offices"] * rows
    assert found.discrepancies.equals(of_one)


def test_no_articles_give_no_rows(tmp_path):
    found = check_in_parts([], tmp_path, partial(map_ordered, jobs=1), rules=read_rules(), references=())
    assert (found.articles, found.claims, len(found.discrepancies), found.shards) == (0, 0, 0, 0)


def test_a_killed_worker_loses_and_doubles_nothing(corpus, whole, tmp_path):
    distributed = pytest.importorskip("distributed")
    from factcheck.engine_dask import connect

    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, local_directory=str(tmp_path)
        ) as cluster,
        connect(cluster.scheduler_address) as steps,
    ):
        done, killed = [], []

        def steps_with_deaths(step, items):
            for result in steps(step, items):
                done.append(step)
                # In the midst of the reading, of the judging, and of the judging of persons.
                if len(done) in (2, 3 * 6 + 1, 4 * 6 + 5):
                    victim = min(worker.pid for worker in cluster.workers.values() if worker.pid)
                    os.kill(victim, signal.SIGKILL)
                    killed.append(victim)
                yield result

        claims, found = check(corpus, tmp_path / "out", steps_with_deaths)
    assert len(killed) == 3
    assert claims.astype(whole[0].dtypes).equals(whole[0])
    assert found.discrepancies.equals(whole[1])


def test_the_engine_needs_a_scheduler_that_answers(monkeypatch):
    pytest.importorskip("distributed")
    from factcheck import engine_dask

    monkeypatch.setattr(engine_dask, "CONNECT_SECONDS", 1)
    with pytest.raises(InputError, match="no Dask scheduler answers"), engine_dask.connect("tcp://127.0.0.1:1"):
        pass


def test_the_command_writes_parquet_and_the_same_discrepancies(corpus, whole, tmp_path):
    lines = [
        json.dumps({"id": a.id, "text": a.text, "outlet": a.outlet, "published": str(a.published)}) for a in corpus[:6]
    ]
    (tmp_path / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    in_memory = run_alone("report", "articles.jsonl", "--out", "memory", cwd=tmp_path)
    on_disk = run_alone(
        "report", "articles.jsonl", "--engine", "disk", "--out", "disk", "--fail-on", "note", cwd=tmp_path
    )
    again = run_alone("report", "articles.jsonl", "--engine", "disk", "--out", "disk", cwd=tmp_path)
    assert (in_memory.returncode, on_disk.returncode, again.returncode) == (0, 1, 0), on_disk.stderr
    table = (tmp_path / "disk" / "discrepancies.csv").read_bytes()
    assert table == (tmp_path / "memory" / "discrepancies.csv").read_bytes()
    assert sorted(path.name for path in (tmp_path / "disk").iterdir()) == [
        "claims",
        "discrepancies.csv",
        "discrepancies.parquet",
    ]


def typed_into(table, rule, decision):
    """The table as it is saved after a reviewer typed a decision beside the first row of a rule."""
    rows = pd.read_csv(table, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    rows.loc[rows.index[rows["rule"] == rule][0], ["decision", "reviewer"]] = decision, "Ann"
    rows.to_csv(table, index=False, encoding="utf-8-sig")


def test_decisions_and_comments_count_as_in_memory(corpus, tmp_path):
    for article in corpus[:6]:
        text = article.text.replace("\n", "\n\n")
        if "Lowmoor" in text:
            text += "\n\n<!-- factcheck: ignore quantity-conflict -- told to the desk -->"
        (tmp_path / article.id.replace(".txt", ".md")).write_text(text, encoding="utf-8")
    (tmp_path / "articles.csv").write_text(
        "file,outlet,published\n"
        + "".join(f"{a.id.replace('.txt', '.md')},{a.outlet},{a.published.start}\n" for a in corpus[:6]),
        encoding="utf-8",
    )
    made = {}
    for engine in ("memory", "disk"):
        arguments = ["report", *sorted(tmp_path.glob("*.md")), "--jobs", "1", "--engine", engine, "--out", engine]
        arguments += ["--decisions", f"{engine}.csv", "--today", "2031-06-01"]
        first = run(*arguments, cwd=tmp_path)
        assert first.returncode == 0, first.stderr
        typed_into(tmp_path / engine / "discrepancies.csv", "name-misspelt", "dismiss")
        second = run(*arguments, cwd=tmp_path)
        assert "dismissed" in second.stdout and "Taken over" in second.stdout
        lines = [line for line in first.stdout.splitlines() if "ignore" in line or "set aside" in line]
        tables = [tmp_path / engine / "discrepancies.csv", tmp_path / f"{engine}.csv"]
        made[engine] = [path.read_bytes() for path in tables], [" ".join(line.split()) for line in lines]
    assert made["disk"] == made["memory"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--engine", "cloud"], "none of: memory, disk, dask"),
        (["--engine", "dask"], "go together"),
        (["--scheduler", "tcp://127.0.0.1:1"], "go together"),
    ],
)
def test_an_engine_that_there_is_not(options, told, tmp_path):
    (tmp_path / "a.txt").write_text("Twelve were rescued.")
    process = run_alone("report", "a.txt", *options, cwd=tmp_path)
    assert process.returncode == 2
    assert told in " ".join(process.stderr.split())


def test_what_an_earlier_run_in_memory_left_is_told(tmp_path):
    (tmp_path / "a.txt").write_text("Twelve were rescued.")
    assert "Of an earlier" not in run("report", "a.txt", "--engine", "disk", cwd=tmp_path).stdout
    assert run("report", "a.txt", cwd=tmp_path).returncode == 0
    again = run("report", "a.txt", "--engine", "disk", cwd=tmp_path)
    assert "Of an earlier run and not of this one: claims.csv, report.json, report.html" in again.stdout


def test_files_that_are_not_ours_stay(tmp_path):
    (tmp_path / "a.txt").write_text("Twelve were rescued.")
    (tmp_path / "out" / "claims").mkdir(parents=True)
    (tmp_path / "out" / "claims" / "thesis.doc").write_text("mine")
    process = run_alone("report", "a.txt", "--engine", "disk", "--out", "out", cwd=tmp_path)
    assert process.returncode == 2
    assert "thesis.doc" in process.stderr
    assert (tmp_path / "out" / "claims" / "thesis.doc").read_text() == "mine"


def test_every_rule_finds_in_parts_what_it_finds_in_memory(tmp_path):
    """On the rules' own examples, all together: a check of persons that ACROSS does not name finds nothing in parts."""
    rules = read_rules()
    examples = [(rule, place, example) for rule in rules for place, example in enumerate(rule.flagged[:1])]
    articles = []
    for rule, place, example in examples:
        for number, told in enumerate(example.articles):
            start, _, end = str(told.published).partition("/")
            published = Published(start, end or start, "sidecar") if start else Published()
            id_ = f"{rule.id}-{place}-{number}.txt"
            articles.append(Article(id_, told.text, outlet=told.outlet, title=told.title, published=published))
    dated, claims = extract_articles(sorted(articles, key=lambda article: article.id))
    rows = judge_claims(claims, dated, rules)
    parts = []
    for start in range(0, len(dated), 20):
        some = dated[start : start + 20]
        own = claims[claims["article"].isin({article.id for article in some})]
        parts.append(keep(tmp_path, len(parts), some, own))
    found = judge_parts(parts, tmp_path, map, rules=rules, references=read_references())
    assert {rule.id for rule in rules if rule.check in ACROSS} <= set(rows["rule"])
    assert found.discrepancies.equals(rows)
