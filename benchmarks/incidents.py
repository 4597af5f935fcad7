"""The whole product on local news of one incident each by several outlets, against a registry of the incidents.

    python benchmarks/incidents.py EVAL [--incidents N]

EVAL holds `incidents/articles.jsonl`, `incidents.jsonl` and `name_variants_silver.jsonl`. Prints aggregate figures only:
tolls per article against the registry, rows by rule, rows that join two incidents, incidents whose articles agree with the
registry and still get a toll row, and the share of naturally misspelt names that are flagged.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from factcheck.model import Article, Published
from factcheck.normalise.names import fold
from factcheck.normalise.terms import canonical_head, canonical_predicate, kinds_above
from factcheck.pipeline import extract_articles, judge_claims, read_rules

TOLL_RULES = {"quantity-conflict", "quantity-slip", "total-fell", "total-grew", "hedges-disagree"}
TOLLS = {"killed": "die", "injured": "injure"}


def read_lines(path: Path) -> list[dict]:
    """The records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_incidents(folder: Path, most: int | None) -> tuple[list[Article], dict[str, dict]]:
    """The articles, ids `incident/number`, and the registry by incident; the first `most` incidents by name."""
    registry = {str(record["incident"]): record for record in read_lines(folder / "incidents.jsonl")}
    kept = set(sorted(registry)[:most])
    articles = []
    for number, record in enumerate(read_lines(folder / "articles.jsonl")):
        if str(record["incident"]) in kept:
            day = record["date"] or ""
            articles.append(
                Article(
                    id=f"{record['incident']}/{number}",
                    text=record["text"],
                    title=record["title"] or "",
                    outlet=record["outlet"] or "",
                    published=Published(day, day, "metadata") if day else Published(),
                )
            )
    return articles, {name: registry[name] for name in kept}


def toll_claims(claims, event: str):
    """The claims that count people to whom `event` (a canonical predicate) happened, first in each article first."""
    rows = claims[(claims["kind"] == "quantity") & (claims["unit"] == "") & (claims["trend"] == "")]
    heads = rows["object"].map(canonical_head)
    people = heads.map(lambda head: head == "person" or "person" in kinds_above(head))
    return rows[(rows["predicate"].map(canonical_predicate) == event) & people]


def measure_tolls(claims, articles, registry) -> None:
    """Prints coverage and share right of the first toll that each article gives, against the registry."""
    for name, event in TOLLS.items():
        first = toll_claims(claims, event).drop_duplicates("article").set_index("article")
        right = sum(
            float(registry[article.split("/")[0]][f"num_{name}"]) == value for article, value in first["low"].items()
        )
        print(f"{name}: a value for {len(first)} of {len(articles)} articles, right {right / max(1, len(first)):.1%}")


def articles_of(row) -> list[str]:
    """The ids of all articles on both sides of a discrepancy."""
    listed = ";".join(row[column] for column in ("left_article", "left_also", "right_article", "right_also"))
    return [name.strip() for name in listed.split(";") if name.strip()]


def measure_rows(rows, registry) -> None:
    """Prints the rows by rule, and the share that joins two incidents."""
    joined, two_sided = Counter(), Counter()
    for row in rows.to_dict("records"):
        if row["right_article"]:
            two_sided[row["rule"]] += 1
            joined[row["rule"]] += len({name.split("/")[0] for name in articles_of(row)}) > 1
    for (rule, level), count in rows.groupby(["rule", "level"]).size().items():
        print(f"{rule:<22} {level:<8} {count:>4} rows, {joined[rule]} join two incidents")
    print(f"rows that join two incidents: {sum(joined.values())} of {sum(two_sided.values())}")
    tolls = rows[rows["rule"].isin(TOLL_RULES)]
    hit = {name.split("/")[0] for row in tolls.to_dict("records") for name in articles_of(row)}
    print(f"incidents with a row on a quantity: {len(hit)} of {len(registry)}")


def measure_names(rows, claims, silver) -> None:
    """Prints the share of naturally misspelt names that a name row shows, of those that two articles spell differently."""
    flagged = defaultdict(set)
    for row in rows[rows["rule"].str.startswith("name-")].to_dict("records"):
        for article in articles_of(row):
            flagged[article.split("/")[0]].update((fold(row["left_text"]), fold(row["right_text"])))
    persons = claims[claims["kind"] == "person"]
    known = defaultdict(set)
    for article, name in zip(persons["article"], persons["name"], strict=True):
        known[article.split("/")[0]].add(fold(name))
    cases = {(str(case["incident"]), fold(case["article_name"]), fold(case["registry_name"])) for case in silver}
    found = seen = both = 0
    for incident, printed, right in cases:
        seen += printed in known[incident]
        if printed in known[incident] and right in known[incident]:
            both += 1
            found += any(printed in name or name in printed for name in flagged[incident])
    print(
        f"misspelt names: {len(cases)} cases, {seen} read as persons, {both} also printed in the right spelling, {found} flagged"
    )


def main() -> None:
    """Runs the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("eval", type=Path)
    parser.add_argument("--incidents", type=int)
    arguments = parser.parse_args()
    folder = arguments.eval / "incidents"
    articles, registry = read_incidents(folder, arguments.incidents)
    dated, claims = extract_articles(articles)
    measure_tolls(claims, articles, registry)
    rows = judge_claims(claims, dated, read_rules())
    measure_rows(rows, registry)
    measure_names(rows, claims, read_lines(folder / "name_variants_silver.jsonl"))


if __name__ == "__main__":
    main()
