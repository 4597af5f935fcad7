"""The whole product on local news of one incident each by several outlets, against a registry of the incidents.

    python benchmarks/incidents.py EVAL [--incidents N]

EVAL holds `incidents/articles.jsonl`, `incidents.jsonl` and `name_variants_silver.jsonl`. Prints aggregate figures only:
tolls per article against the registry (right when the registry's count lies within the bound that is printed; said in the
article, and with nobody implied by its silence; and, beside it, the count that the claims table alone gives first), rows by
rule, rows that join two incidents, rows on tolls, incidents whose articles agree with the registry and still get a toll row,
and the share of naturally misspelt names that are flagged.

The registry holds what was known in the end: an article of the first day that was overtaken counts as wrong. How many were
overtaken by a death alone (as many were hit, and some of the injured died since) is printed too, right or wrong. Of the
injured so many fewer than printed are allowed as the article tells to be in danger of death; the share without that is printed,
and the share right of the articles that leave one number only: no bound is printed and nobody is told to be in danger.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

from factcheck.checks.tolls import WORDS, is_toll, read_tolls, surnames_by_article
from factcheck.model import Article, Published
from factcheck.normalise.names import are_nicknames, fold
from factcheck.pipeline import extract_articles, judge_claims, read_rules

QUANTITY_RULES = {
    "quantity-conflict",
    "quantity-slip",
    "total-fell",
    "total-grew",
    "hedges-disagree",
    "toll-differs",
    "toll-rose",
}


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


def measure_tolls(claims, articles, registry) -> dict[str, dict]:
    """Prints coverage and share right of each article's toll, and of the first count in its claims; returns the tolls."""
    names = surnames_by_article(claims)
    tolls = {article.id: read_tolls(article, names.get(article.id, frozenset())) for article in articles}
    quantities = claims[claims["kind"] == "quantity"]
    events = quantities.apply(is_toll, axis=1)
    for event, word in WORDS.items():
        truth = {article.id: int(registry[article.id.split("/")[0]][f"num_{word}"]) for article in articles}
        given = [found[event] for found in tolls.values() if event in found]
        said = [toll for toll in given if not toll.implied]
        right = sum(toll.allows(truth[toll.article]) for toll in said)
        right_in_all = sum(toll.allows(truth[toll.article]) for toll in given)
        endangered = [toll for toll in said if toll.endangered]
        in_full = sum(replace(toll, endangered=0).allows(truth[toll.article]) for toll in said)
        exact = [toll for toll in said if toll.bound == "exact" and not toll.endangered]
        right_exact = sum(toll.allows(truth[toll.article]) for toll in exact)
        overtaken = sum(is_overtaken(tolls[toll.article], registry[toll.article.split("/")[0]]) for toll in said)
        first = quantities[events == event].drop_duplicates("article").set_index("article")["low"]
        equal = sum(truth[article] == value for article, value in first.items())
        print(
            f"{word}: a toll said in {len(said)} of {len(articles)} articles, right {right / max(1, len(said)):.1%}, "
            f"{overtaken} counted all who were hit and were overtaken by a death; {len(endangered)} tell of people in danger, "
            f"all of whom counted as hurt {in_full / max(1, len(said)):.1%} are right; one exact number in {len(exact)}, right "
            f"{right_exact / max(1, len(exact)):.1%}; with nobody implied {len(given)}, right "
            f"{right_in_all / max(1, len(given)):.1%}; a first count for {len(first)}, equal {equal / max(1, len(first)):.1%}"
        )
    return tolls


def is_overtaken(found: dict, record: dict) -> bool:
    """Whether the tolls of an article count as many people as the registry, of whom more have died since."""
    dead, hurt = (found[event].count if event in found else 0 for event in ("die", "injure"))
    killed, injured = int(record["num_killed"]), int(record["num_injured"])
    return dead < killed and dead + hurt == killed + injured


def measure_toll_rows(rows, claims, tolls, registry) -> None:
    """Prints the rows on tolls, and the incidents whose articles all agree with the registry that still get one."""
    kinds = {}
    for claim in claims[claims["kind"] == "quantity"].to_dict("records"):
        kinds[claim["article"], claim["start"]] = is_toll(claim)
    hit, count = set(), 0
    for row in rows[rows["rule"].isin(QUANTITY_RULES)].to_dict("records"):
        if row["rule"].startswith("toll-") or kinds.get((row["left_article"], row["left_start"])):
            count += 1
            hit.update(name.split("/")[0] for name in articles_of(row))
    given, astray = Counter(), Counter()
    for article, found in tolls.items():
        for event, toll in found.items():
            incident = article.split("/")[0]
            if toll.implied:
                continue
            given[incident] += 1
            astray[incident] += not toll.allows(int(registry[incident][f"num_{WORDS[event]}"]))
    agreeing = {incident for incident in given if not astray[incident]}
    print(
        f"rows on tolls: {count}, on {len(hit)} incidents; of the {len(agreeing)} incidents whose articles all agree with "
        f"the registry {len(hit & agreeing)} have one ({len(hit & agreeing) / max(1, len(agreeing)):.1%})"
    )


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
    tolls = rows[rows["rule"].isin(QUANTITY_RULES)]
    hit = {name.split("/")[0] for row in tolls.to_dict("records") for name in articles_of(row)}
    print(f"incidents with a row on a quantity: {len(hit)} of {len(registry)}")


def plain(name: str) -> str:
    """A name folded, with straight apostrophes."""
    return re.sub(r"[’‘`]", "'", fold(name))


def is_printed(name: str, texts: list[str]) -> bool:
    """Whether one of the folded texts prints a name, a middle name or initial more or less, a suffix left out."""
    words = [word for word in plain(name).split() if word.rstrip(".") not in ("jr", "sr", "ii", "iii", "iv", "vi")]
    pattern = re.compile(rf"(?<!\w){re.escape(words[0])}(?: [\w.'-]+){{0,2}} {re.escape(words[-1])}(?!\w)")
    return any(pattern.search(text) for text in texts)


def measure_names(rows, claims, articles, silver) -> None:
    """Prints how many of the naturally misspelt names a name row shows: of those read in both spellings by the letter, and
    of all that the incident's articles print in both spellings, a middle name more or less; pet names, which are no slips,
    and a hyphen or apostrophe left hanging by the registry's reader are out of the second count."""
    flagged = defaultdict(set)
    for row in rows[rows["rule"].str.startswith("name-")].to_dict("records"):
        for article in articles_of(row):
            flagged[article.split("/")[0]].update((plain(row["left_text"]), plain(row["right_text"])))
    persons = claims[claims["kind"] == "person"]
    known = defaultdict(set)
    for article, name in zip(persons["article"], persons["name"], strict=True):
        known[article.split("/")[0]].add(plain(name))
    texts = defaultdict(list)
    for article in articles:
        texts[article.id.split("/")[0]].append(plain(f"{article.title}\n{article.text}"))
    cases = {(str(case["incident"]), plain(case["article_name"]), plain(case["registry_name"])) for case in silver}
    found = seen = both = printed_both = shown = 0
    for incident, printed, right in cases:
        seen += printed in known[incident]
        if printed in known[incident] and right in known[incident]:
            both += 1
            found += any(printed in name or name in printed for name in flagged[incident])
        words = printed.split()
        slip = (
            printed[-1].isalpha() and right.split()[-1][-1].isalpha() and not are_nicknames(words[0], right.split()[0])
        )
        if slip and is_printed(printed, texts[incident]) and is_printed(right, texts[incident]):
            printed_both += 1
            shown += any(printed in name or name in printed for name in flagged[incident])
    print(
        f"misspelt names: {len(cases)} cases, {seen} read as persons, {both} also printed in the right spelling, {found} flagged"
    )
    print(f"printed in both spellings, middle names aside: {printed_both}, flagged {shown}")


def main() -> None:
    """Runs the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("eval", type=Path)
    parser.add_argument("--incidents", type=int)
    arguments = parser.parse_args()
    folder = arguments.eval / "incidents"
    articles, registry = read_incidents(folder, arguments.incidents)
    dated, claims = extract_articles(articles)
    tolls = measure_tolls(claims, dated, registry)
    rows = judge_claims(claims, dated, read_rules())
    measure_rows(rows, registry)
    measure_toll_rows(rows, claims, tolls, registry)
    measure_names(rows, claims, articles, read_lines(folder / "name_variants_silver.jsonl"))


if __name__ == "__main__":
    main()
