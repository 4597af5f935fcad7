"""Recall and false alarms on clusters of articles, one change at a time put into a fact that two outlets share.

    python benchmarks/injected.py CLUSTERS [--kinds number,name,...] [--seed 1] [--most N]

CLUSTERS is a folder with one sub-folder for each event, holding that event's articles in any format that the product reads
(`benchmarks/prepare.py` makes such a folder of the evaluation material). For each cluster and kind of change one article gets
one change, drawn with the seed; it counts as found when a row that the clean cluster did not have touches the changed sentence.
Prints aggregate figures only.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from factcheck.language.lexicons import read_lexicon
from factcheck.model import Article
from factcheck.pipeline import extract_articles, judge_claims, read_rules
from factcheck.readers import read_articles

NUMBER = re.compile(r"(?<![\w.,/-])[$€£]?\d+(?:,\d{3})*(?:\.\d+)?(?![\w/-]|[.,]\d)")
MAGNITUDE = re.compile(r"\b(million|billion)\b")
DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\."
    r"|Oct\.|Nov\.|Dec\.) (\d{1,2})\b"
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NAME = re.compile(r"\b[A-Z][a-z]{2,} (?:[A-Z]\. )?[A-Z][a-z]{3,}\b")
ROLES = (
    "President",
    "Senator",
    "Sen.",
    "Gov.",
    "Governor",
    "Rep.",
    "Secretary",
    "Mayor",
    "Justice",
    "Judge",
    "General",
    "Gen.",
)
ROLE = re.compile(r"\b(" + "|".join(map(re.escape, ROLES)) + r") (?=[A-Z][a-z]+ [A-Z][a-z]+)")
QUOTED = re.compile(r"[“\"]([^“”\"\n]{40,400})[”\"]")
SPEAKER = re.compile(r"[”\"] (?:said|says) ([A-Z][a-z]+ [A-Z][a-z]+)\b")
WORD = re.compile(r"[a-z]{4,}")
LONG_WORD = re.compile(r"[a-z]{5,}")
NEAR = 80
YEAR = re.compile(r"(?:19|20)\d\d")
OTHER_WORDS = (
    "nearly",
    "people",
    "house",
    "small",
    "public",
    "never",
    "always",
    "country",
    "office",
    "simple",
    "state",
    "young",
)
OTHER_NAMES = ("Martin Halloway", "Ellen Brightwater", "George Castellan")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an article: the characters [start, end) become `new`."""

    start: int
    end: int
    new: str


def around(text: str, start: int, end: int) -> set[str]:
    """The longer words within NEAR characters of a span, in lower case."""
    return set(LONG_WORD.findall(f"{text[max(0, start - NEAR) : start]} {text[end : end + NEAR]}".lower()))


def shared(pattern: re.Pattern, text: str, others: str, group: int = 0, words: int = 2) -> list[re.Match]:
    """The matches in `text` whose printed form stands in another outlet's text too, with `words` words about it in common:
    only then do both tell of one fact."""
    found = []
    for match in pattern.finditer(text):
        printed = re.compile(rf"(?<![\w$€£.,]){re.escape(match.group(group))}(?![\w%])")
        here = around(text, match.start(group), match.end(group))
        if any(len(here & around(others, *other.span())) >= words for other in printed.finditer(others)):
            found.append(match)
    return found


def change_number(text: str, others: str, draw: random.Random) -> Iterator[Change]:
    """Another leading digit in a figure of two digits or more, years left out."""
    for match in shared(NUMBER, text, others):
        digits = re.sub(r"\D", "", match.group())
        if len(digits) > 1 and not YEAR.fullmatch(match.group()):
            first = re.search(r"\d", match.group()).start() + match.start()
            yield Change(first, first + 1, str(draw.choice([d for d in range(1, 10) if str(d) != text[first]])))


def change_unit(text: str, others: str, draw: random.Random) -> Iterator[Change]:
    """A million for a billion, or the reverse, where the other outlet prints the same amount."""
    for match in MAGNITUDE.finditer(text):
        printed = re.search(r"[$€£]?[\d.,]+\s*$", text[max(0, match.start() - 14) : match.start()])
        if printed and printed.group() + match.group() in others:
            yield Change(match.start(), match.end(), "billion" if match.group() == "million" else "million")


def change_date(text: str, others: str, draw: random.Random) -> Iterator[Change]:
    """Another day of the month."""
    for match in shared(DATE, text, others):
        day = draw.choice([day for day in range(1, 29) if day != int(match.group(1))])
        yield Change(match.start(1), match.end(1), str(day))


def change_weekday(text: str, others: str, draw: random.Random) -> Iterator[Change]:
    """Another weekday."""
    for match in shared(re.compile("|".join(WEEKDAYS)), text, others):
        yield Change(match.start(), match.end(), draw.choice([day for day in WEEKDAYS if day != match.group()]))


def change_name(text: str, others: str, draw: random.Random) -> Iterator[Change]:
    """Another letter within a name, at every place where the article prints that word."""
    given = {name for sex in ("male", "female") for name in read_lexicon("given_names")[sex].split()}
    for match in shared(NAME, text, others, 0, 0):
        if match.group().split()[0].lower() not in given:
            continue
        word = draw.choice(match.group().split()[:: len(match.group().split()) - 1])
        place = draw.randrange(1, len(word))
        letter = draw.choice([letter for letter in "aeiou" if letter != word[place]])
        yield Change(match.start(), match.end(), match.group().replace(word, word[:place] + letter + word[place + 1 :]))


def change_role(text: str, others: str, draw: random.Random) -> Iterator[Change]:
    """Another office before a name."""
    for match in ROLE.finditer(text):
        name = re.match(r"[A-Z][a-z]+ [A-Z][a-z]+", text[match.end() :]).group()
        if name.split()[-1] in others:
            yield Change(
                match.start(1), match.end(1), draw.choice([role for role in ROLES if role[:3] != match.group(1)[:3]])
            )


def change_quotation(text: str, others: str, draw: random.Random) -> Iterator[Change]:
    """Another word within a quotation."""
    for match in shared(QUOTED, text, others, 1, 0):
        words = list(WORD.finditer(match.group(1)))[1:-1]
        if words:
            word = draw.choice(words)
            yield Change(match.start(1) + word.start(), match.start(1) + word.end(), draw.choice(OTHER_WORDS))


def change_speaker(text: str, others: str, draw: random.Random) -> Iterator[Change]:
    """Another speaker of a quotation that the other outlet prints too."""
    for match in QUOTED.finditer(text):
        spoken = SPEAKER.match(text, match.end(1))
        if spoken and match.group(1).rstrip(",.") in others:
            yield Change(spoken.start(1), spoken.end(1), draw.choice(OTHER_NAMES))


KINDS: dict[str, Callable[[str, str, random.Random], Iterator[Change]]] = {
    "number": change_number,
    "unit": change_unit,
    "date": change_date,
    "weekday": change_weekday,
    "name": change_name,
    "role": change_role,
    "quotation": change_quotation,
    "speaker": change_speaker,
}


def apply(article: Article, change: Change, kind: str) -> Article:
    """The article with the change made; a name is changed wherever the article prints it."""
    if kind == "name":
        return replace(article, text=article.text.replace(article.text[change.start : change.end], change.new))
    return replace(article, text=article.text[: change.start] + change.new + article.text[change.end :])


def touches(row: dict, article: str, change: Change, text: str, kind: str) -> bool:
    """Whether a row has a side in the changed article that covers or stands beside the change."""
    for side in ("left", "right"):
        names = {row[f"{side}_article"], *filter(None, row[f"{side}_also"].split("; "))}
        if article not in names:
            continue
        if kind == "name" or row[f"{side}_article"] != article:
            return change.new.split()[-1] in f"{row[f'{side}_text']} {row[f'{side}_sentence']}" or kind != "name"
        sentence = text.find(row[f"{side}_sentence"])
        if sentence <= change.start <= sentence + len(row[f"{side}_sentence"]):
            return True
    return False


def measure(clusters: dict[str, list[Article]], kinds: list[str], seed: int) -> None:
    """Prints the rows on clean clusters by level, and for each kind how many changes were made and found."""
    rules = read_rules()
    made, found, clean = Counter(), Counter(), Counter()
    for name, articles in sorted(clusters.items()):
        dated, claims = extract_articles(articles)
        before = judge_claims(claims, dated, rules)
        clean.update(before["level"])
        known = set(before["discrepancy_id"])
        for kind in kinds:
            draw = random.Random(f"{seed}/{name}/{kind}")
            for index in draw.sample(range(len(articles)), len(articles)):
                article = articles[index]
                others = "\n".join(other.text for other in articles if other is not article)
                changes = list(KINDS[kind](article.text, others, draw))
                if changes:
                    break
            else:
                continue
            change = draw.choice(changes)
            altered = apply(article, change, kind)
            # The whole cluster anew: some claims take more than one article to see.
            everyone, table = extract_articles([altered if other is article else other for other in articles])
            rows = judge_claims(table, everyone, rules)
            rows = rows[~rows["discrepancy_id"].isin(known)].to_dict("records")
            made[kind] += 1
            found[kind] += any(touches(row, article.id, change, altered.text, kind) for row in rows)
    print(f"{len(clusters)} clusters, rows on clean ones: {dict(sorted(clean.items()))}")
    print(f"above note, for each cluster: {(clean['error'] + clean['warning']) / max(1, len(clusters)):.2f}")
    for kind in kinds:
        print(f"{kind:<10} {found[kind]:>4} of {made[kind]:>4} found ({found[kind] / max(1, made[kind]):.0%})")
    print(f"{'all':<10} {found.total():>4} of {made.total():>4} found ({found.total() / max(1, made.total()):.0%})")


def main() -> None:
    """Runs the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clusters", type=Path)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, help="how many clusters, the first by name")
    arguments = parser.parse_args()
    folders = sorted(path for path in arguments.clusters.iterdir() if path.is_dir())[: arguments.most]
    clusters = {folder.name: read_articles([folder])[0] for folder in folders}
    measure(
        {name: articles for name, articles in clusters.items() if len(articles) > 1},
        arguments.kinds.split(","),
        arguments.seed,
    )


if __name__ == "__main__":
    main()
