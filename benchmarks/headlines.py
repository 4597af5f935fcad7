"""Headline against body: how often a true headline is flagged, and one with a wrong number.

    python benchmarks/headlines.py EVAL [--most N] [--seed 1]

EVAL holds `numhg/items.jsonl`. Each item is read as one article, the headline above the body, once as printed and once with its
number replaced by another of the same length, drawn with the seed. A row counts when a side of it lies in the headline.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path

from factcheck.model import Article
from factcheck.pipeline import extract_articles, judge_claims, read_rules


def wrong_number(printed: str, draw: random.Random) -> str:
    """Another number of the same shape: each digit changed at random, the first never to nought."""
    changed = [str(draw.choice([d for d in range(1, 10) if str(d) != c])) if c.isdigit() else c for c in printed]
    return "".join(changed)


def main() -> None:
    """Runs the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("eval", type=Path)
    parser.add_argument("--most", type=int)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    lines = (arguments.eval / "numhg" / "items.jsonl").read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines]
    draw = random.Random(arguments.seed)
    if arguments.most:
        items = draw.sample(items, arguments.most)
    rules = read_rules()
    flagged, total = Counter(), Counter()
    for number, item in enumerate(items):
        answer = str(item["answer"])
        if "____" not in item["masked"] or not any(c.isdigit() for c in answer):
            continue
        for name, value in (("true", answer), ("wrong", wrong_number(answer, draw))):
            headline = item["masked"].replace("____", value, 1)
            article = Article(f"{number}.txt", f"{headline}\n{item['news']}", title=headline)
            dated, claims = extract_articles([article])
            rows = judge_claims(claims, dated, rules)
            kind = item["op"].split("(")[0]
            total[name, kind] += 1
            flagged[name, kind] += bool((rows["left_start"] < len(headline)).any())
    for name in ("true", "wrong"):
        hits = sum(count for (which, _), count in flagged.items() if which == name)
        cases = sum(count for (which, _), count in total.items() if which == name)
        print(f"{name} headlines flagged: {hits} of {cases} ({hits / max(1, cases):.1%})")
    for kind in sorted({kind for _, kind in total}):
        shown = "  ".join(f"{name} {flagged[name, kind]}/{total[name, kind]}" for name in ("true", "wrong"))
        print(f"  {kind:<12} {shown}")


if __name__ == "__main__":
    main()
