"""Arithmetic within a sentence: how many true sums are flagged, and how many of them once one figure is made wrong.

    python benchmarks/arithmetic.py PATH... [--most N] [--seed 1]

PATH is a folder of `.txt` articles or a `.jsonl` file with `text` or `news`. A paragraph is tried when figures of one sentence
make a sum, whether or not a rule can read it: a share of a base, a change between two levels, a step to a level and its share,
a difference or total, or an amount and its conversion in brackets. One figure of each (the share, the change, the smallest
part, the conversion) then gets other digits, drawn with the seed, and a row of a rule on arithmetic must follow. Figures that
make a sum by chance count as misses. Prints aggregate figures only.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from pathlib import Path

from headlines import wrong_number

from factcheck.model import Article, Published
from factcheck.pipeline import extract_articles, judge_claims, read_rules

CHECKS = (
    "share-of-base",
    "parts-and-total",
    "change-of-level",
    "step-and-share",
    "lead-in-points",
    "multiple-of-level",
    "conversion",
)
# Smaller figures make sums by chance.
LEAST = 10
# A wrong figure is off by this part of itself at least.
OFF = 0.25


def read_texts(paths: Sequence[Path]) -> Iterator[tuple[str, str, str]]:
    """The texts below the paths, each with a name and its date of publication (blank when not known)."""
    for path in paths:
        files = sorted(path.rglob("*.txt")) if path.is_dir() else [path]
        for file in files:
            if file.suffix == ".jsonl":
                for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
                    record = json.loads(line)
                    yield f"{file.stem}/{number}", record.get("text") or record["news"], record.get("date") or ""
            else:
                yield file.stem, file.read_text(encoding="utf-8"), ""


def paragraphs(texts) -> Iterator[Article]:
    """The paragraphs that print three numbers and more in digits, as articles of their own; each once."""
    number, seen = re.compile(r"\d[\d,.]*"), set()
    for name, text, day in texts:
        for place, line in enumerate(text.split("\n")):
            if len(number.findall(line)) >= 3 and line not in seen:
                seen.add(line)
                yield Article(
                    f"{name}/{place}", line, published=Published(day, day, "metadata") if day else Published()
                )


def value_of(claim) -> float | None:
    """The one figure that a claim prints, None for a range and where there is none."""
    return (
        claim.low
        if claim.low == claim.low and claim.low == claim.high and claim.bound in ("exact", "approximate")
        else None
    )


def decimals(claim) -> int:
    """How many decimals the last number of the claim prints."""
    found = re.findall(r"\d+(?:\.(\d+))?", claim.text.replace(",", ""))
    return len(found[-1]) if found else 0


def find_sums(text: str, claims: Sequence) -> Iterator[tuple[str, object]]:
    """The kinds of sum that figures of one sentence make, each with the claim to be made wrong."""
    known = [claim for claim in claims if value_of(claim) and any(c.isdigit() for c in claim.text)]
    for one, two in zip(known, known[1:], strict=False):
        between = text[one.end : two.start]
        factor = two.low_base / value_of(one) if one.dimension == two.dimension and one.unit != two.unit else None
        bracketed = one.unit and two.unit and between.strip() in ("(", "(about", ", or", "or")
        if factor and bracketed and one.low_base and abs(two.low_base / one.low_base - 1) < 0.02:
            yield "conversion", two
    for step, share, level in zip(known, known[1:], known[2:], strict=False):
        if share.unit == "percent" and "percent" not in (step.unit, level.unit) and value_of(level) > value_of(step):
            made = [100 * value_of(step) / (value_of(level) + sign * value_of(step)) for sign in (-1, 1)]
            if any(abs(size - value_of(share)) <= 10.0 ** -decimals(share) for size in made):
                yield "step", share
    for share in known:
        if share.unit != "percent" or value_of(share) < 3:
            continue
        slack = 0.5 * 10.0 ** -decimals(share) + 0.01
        for one, two in permutations([claim for claim in known if claim is not share], 2):
            a, b = value_of(one), value_of(two)
            if one.unit != two.unit or one.unit == "percent" or min(a, b) < LEAST or a == b:
                continue
            if not one.unit and a < b and abs(100 * a / b - value_of(share)) <= slack:
                yield "share", share
            elif abs(100 * abs(b - a) / a - value_of(share)) <= slack:
                yield "change", share
    for three in combinations(known, 3):
        if len({claim.unit for claim in three}) == 1:
            small, middle, large = sorted(three, key=value_of)
            if value_of(small) >= LEAST and abs(value_of(small) + value_of(middle) - value_of(large)) < 1e-9 * value_of(
                large
            ):
                yield ("points" if large.unit == "percent" else "total"), small


def make_wrong(article: Article, claim, draw: random.Random) -> Article | None:
    """The article with other digits in one figure, well off the true one; None when the figure prints no number."""
    found = re.search(r"\d[\d,]*(?:\.\d+)?", claim.text)
    if found is None:
        return None
    for _ in range(20):
        other = wrong_number(found.group(), draw)
        one, two = (float(digits.replace(",", "")) for digits in (found.group(), other))
        if abs(two - one) > OFF * one:
            start = claim.start + found.start()
            text = article.text[:start] + other + article.text[start + len(found.group()) :]
            return Article(article.id, text, published=article.published)
    return None


def flagged(articles: Sequence[Article], rules) -> tuple[set[str], object]:
    """The ids of the articles with a row, and the claims with their figures in base units."""
    from factcheck.link import prepare_claims

    dated, claims = extract_articles(articles)
    rows = judge_claims(claims, dated, rules)
    return set(rows["left_article"]), prepare_claims(claims)


def main() -> None:
    """Runs the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--most", type=int)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    draw = random.Random(arguments.seed)
    articles = list(paragraphs(read_texts(arguments.paths)))
    if arguments.most:
        articles = draw.sample(articles, min(arguments.most, len(articles)))
    rules = tuple(rule for rule in read_rules() if rule.check in CHECKS)
    false, claims = flagged(articles, rules)
    print(f"{len(articles)} paragraphs with three numbers and more: {len(false)} flagged as they are")
    by_id = {article.id: article for article in articles}
    quantities = claims[claims["kind"] == "quantity"]
    wrong, kinds = [], {}
    for (name, _), found in quantities.groupby(["article", "sentence"], sort=True):
        for kind, claim in find_sums(by_id[name].text, list(found.itertuples())):
            made = make_wrong(by_id[name], claim, draw)
            if made is not None and name not in kinds:
                kinds[name] = kind
                wrong.append(made)
    hits, _ = flagged(wrong, rules)
    total, found = Counter(kinds.values()), Counter(kinds[name] for name in hits)
    for kind in sorted(total):
        print(f"  {kind:<11} {found[kind]} of {total[kind]} flagged with one figure wrong")
    print(f"sums with one figure wrong: {sum(found.values())} of {sum(total.values())} flagged")


if __name__ == "__main__":
    main()
