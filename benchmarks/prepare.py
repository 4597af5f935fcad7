"""Folders of article clusters, made of the evaluation material, for `benchmarks/injected.py`.

    python benchmarks/prepare.py EVAL OUT

Writes OUT/basil/CLUSTER/articles.jsonl (one event in three outlets) and OUT/incidents/CLUSTER/articles.jsonl (one shooting in
two outlets or more). The texts carry no licence to redistribute: keep OUT out of any repository.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path


def read_basil(folder: Path) -> dict[str, list[dict]]:
    """The articles of each triplet as records for JSON Lines."""
    clusters = defaultdict(list)
    for path in sorted(folder.glob("*/*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        paragraphs = [" ".join(p) if isinstance(p, list) else p for p in record["body-paragraphs"]]
        clusters[record["triplet-uuid"]].append(
            {
                "id": f"{record['triplet-uuid']}-{record['source'].lower()}",
                "text": "\n".join([record["title"], *paragraphs]),
                "title": record["title"],
                "outlet": record["source"].lower(),
                "published": record["date"],
            }
        )
    return clusters


def read_incidents(folder: Path) -> dict[str, list[dict]]:
    """The articles of each incident as records for JSON Lines."""
    clusters = defaultdict(list)
    with (folder / "articles.jsonl").open(encoding="utf-8") as handle:
        for number, line in enumerate(handle):
            record = json.loads(line)
            clusters[str(record["incident"])].append(
                {
                    "id": f"{record['incident']}-{number}",
                    "text": record["text"],
                    "title": record["title"] or "",
                    "outlet": record["outlet"] or "",
                    "published": record["date"] or "",
                }
            )
    return clusters


def main() -> None:
    """Writes the folders."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("eval", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    for name, reader in (("basil", read_basil), ("incidents", read_incidents)):
        for cluster, records in sorted(reader(arguments.eval / name).items()):
            folder = arguments.out / name / cluster
            folder.mkdir(parents=True, exist_ok=True)
            lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
            (folder / "articles.jsonl").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
