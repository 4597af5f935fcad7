"""Quotations that two outlets print: how many are linked, and whether rows fall on the altered ones alone.

    python benchmarks/quotations.py CLUSTERS [--most N] [--show]

CLUSTERS is a folder with one sub-folder for each event, holding that event's articles in any format that the product reads
(`benchmarks/prepare.py` makes such a folder of the evaluation material). The pairs are found without the product: what stands
between quotation marks in one paragraph, cut at brackets and ellipses, in articles of two outlets on one event, with six words
or more in common in the same order (half of the shorter, or a dozen) and at most a fifth of the words between the first and the
last of them not shared. A pair is identical when those stretches are but for hyphens; altered in little words when spaCy's stop
words alone (negations left out), a plural or an interjection differ; else altered in other words.

It counts as linked when the pairs table joins the direct claims on it, as flagged when a row of a quotation rule does; a pair
altered in other words when the row is above note. A row on no altered pair is false unless the two outlets print other words
there that this file does not see; `--show` prints those rows, the altered pairs missed and the identical ones not linked.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from factcheck.link import link_claims
from factcheck.model import Article
from factcheck.pipeline import extract_articles, judge_claims, read_rules
from factcheck.readers import read_articles
from factcheck.rulepacks import bundled_rules_folder

MARKED = re.compile(r"“([^“”\n]+)[”\n]|\"([^\"\n]+)\"|''([^'\n](?:[^'\n]|'(?!'))+)''")
INSERTED = re.compile(r"\[[^\]]*\]|\([^)]*\)|\.\s?\.\s?\.|…")
WORD = re.compile(r"n['’]t\b|\w+?(?=n['’]t\b)|(?:(?<=\w)['’])?\w+")
LEAST_WORDS = 6
LEAST_RUN = 3
# Of long quotations so many shared words tell one utterance; of shorter ones half their words.
ENOUGH = 12
LEAST_SHARED = 0.8
# So many words after the last shared run, in both wordings, are its other end and not another sentence.
MOST_AT_END = 3
INTERJECTIONS = frozenset({"oh", "uh", "um", "er", "ah", "yeah"})
NEGATIONS = frozenset({"no", "not", "never", "none", "nor", "without", "cannot", "neither", "n't"})


@dataclass(frozen=True, slots=True)
class Printed:
    """The words [start, end) between two marks of one article."""

    article: str
    outlet: str
    start: int
    end: int
    words: tuple[str, ...]


def read_printed(article: Article) -> Iterator[Printed]:
    """The stretches of six words or more between quotation marks, cut at what a newsroom put in or left out."""
    for match in MARKED.finditer(article.text):
        low, high = match.span(next(n for n in (1, 2, 3) if match.group(n)))
        cuts = [low, *(place for cut in INSERTED.finditer(article.text, low, high) for place in cut.span()), high]
        for start, end in zip(cuts[::2], cuts[1::2], strict=True):
            words = tuple(word.lower().replace("’", "'") for word in WORD.findall(article.text[start:end]))
            if len(words) >= LEAST_WORDS:
                yield Printed(article.id, article.outlet, start, end, words)


def compare(one: Printed, two: Printed) -> str:
    """identical, little words or other words for one quotation printed twice; blank for two quotations."""
    from spacy.lang.en.stop_words import STOP_WORDS

    matcher = SequenceMatcher(None, one.words, two.words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    long = [block for block in blocks if block.size >= LEAST_RUN]
    if not long:
        return ""
    a, b = long[0].a, long[0].b
    if 0 < a <= MOST_AT_END and 0 < b <= MOST_AT_END:
        a = b = 0
    c, d = long[-1].a + long[-1].size, long[-1].b + long[-1].size
    if 0 < len(one.words) - c <= MOST_AT_END and 0 < len(two.words) - d <= MOST_AT_END:
        c, d = len(one.words), len(two.words)
    shared = sum(block.size for block in blocks if a <= block.a < c and b <= block.b < d)
    least = max(LEAST_WORDS, min(ENOUGH, min(len(one.words), len(two.words)) // 2))
    if shared < least or shared < LEAST_SHARED * max(c - a, d - b):
        return ""
    left, right = Counter(one.words[a:c]), Counter(two.words[b:d])
    odd = set(left - right) | set(right - left)
    odd -= {form for word in odd if f"{word}s" in odd for form in (word, f"{word}s")}
    if "".join(one.words[a:c]) == "".join(two.words[b:d]):
        return "identical"
    return "little words" if odd <= (STOP_WORDS | INTERJECTIONS) - NEGATIONS else "other words"


def find_pairs(articles: list[Article]) -> list[tuple[Printed, Printed, str]]:
    """The quotations that two outlets of one event both print, each with the closest one of the other outlet."""
    printed = [quotation for article in articles for quotation in read_printed(article)]
    found = []
    for number, one in enumerate(printed):
        for two in printed[number + 1 :]:
            if one.outlet != two.outlet and (kind := compare(one, two)):
                found.append((one, two, kind))
    return found


def holds(claim_article: str, start: int, end: int, quotation: Printed) -> bool:
    """Whether a claim's span lies on a quotation."""
    return claim_article == quotation.article and start < quotation.end and quotation.start < end


def joins(row: dict, one: Printed, two: Printed) -> bool:
    """Whether a row has a side on each of two quotations, itself or among the further articles of that side."""

    def on(side: str, quotation: Printed) -> bool:
        beside = quotation.article in (row[f"{side}_also"] or "").split("; ")
        return beside or holds(row[f"{side}_article"], row[f"{side}_start"], row[f"{side}_end"], quotation)

    return on("left", one) and on("right", two) or on("left", two) and on("right", one)


def measure(clusters: dict[str, list[Article]], show: bool) -> None:
    """Prints the figures, one a line."""
    rules = read_rules()
    weights = bundled_rules_folder() / "matching"
    pairs, linked, flagged, rows_of = Counter(), Counter(), Counter(), Counter()
    shown = []
    for _, articles in sorted(clusters.items()):
        dated, claims = extract_articles(articles)
        links = link_claims(claims, dated, weights)
        table = links.claims
        joined = [
            (table.loc[pair.left, ["article", "start", "end"]], table.loc[pair.right, ["article", "start", "end"]])
            for pair in links.pairs[links.pairs["kind"] == "quotation"].itertuples()
        ]
        found = judge_claims(claims, dated, rules)
        rows = found[found["rule"].str.startswith("quotation")].to_dict("records")
        printed = find_pairs(list(dated))
        for one, two, kind in printed:
            pairs[kind] += 1
            together = any(holds(*a, one) and holds(*b, two) or holds(*a, two) and holds(*b, one) for a, b in joined)
            linked[kind] += together
            wanted = ("error", "warning") if kind == "other words" else ("error", "warning", "note")
            hit = any(row["level"] in wanted and joins(row, one, two) for row in rows)
            flagged[kind] += hit
            if kind == "identical" and not together:
                shown.append(f"not linked: {' '.join(one.words)} || {' '.join(two.words)}")
            if kind != "identical" and not hit:
                shown.append(f"missed ({kind}): {' '.join(one.words)} || {' '.join(two.words)}")
        for row in rows:
            level = "note" if row["level"] == "note" else "above note"
            within = row["left_article"] == row["right_article"]
            true = any(kind != "identical" and joins(row, one, two) for one, two, kind in printed)
            rows_of[level, "in one article" if within else "on an altered pair" if true else "on none"] += 1
            if not true and not within:
                shown.append(f"row on no altered pair ({row['level']}): {row['left_text']} || {row['right_text']}")
    print(f"{len(clusters)} clusters")
    for kind in ("identical", "little words", "other words"):
        of = f"of {pairs[kind]}"
        print(f"{kind:<13} linked {linked[kind]:>4} {of}; flagged {flagged[kind]:>4} {of}")
    for (level, where), count in sorted(rows_of.items()):
        print(f"rows {level}, {where}: {count} ({count / max(1, len(clusters)):.2f} a cluster)")
    if show:
        print(*shown, sep="\n")


def main() -> None:
    """Runs the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clusters", type=Path)
    parser.add_argument("--most", type=int, help="how many clusters, the first by name")
    parser.add_argument("--show", action="store_true", help="print the pairs missed and the rows on none")
    options = parser.parse_args()
    folders = sorted(path for path in options.clusters.iterdir() if path.is_dir())[: options.most]
    clusters = {folder.name: read_articles([folder])[0] for folder in folders}
    measure({name: articles for name, articles in clusters.items() if len(articles) > 1}, options.show)


if __name__ == "__main__":
    main()
