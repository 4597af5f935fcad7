"""How well quotations, speakers, credited numbers and names are found, on annotated news.

    python benchmarks/attribution.py EVAL [--others] [--articles N] [--show KIND]

EVAL is a folder with `polnear/` (articles and attributions in brat standoff: Source, Cue, Content) and `names/cases.csv`
(pairs of names, one person or not). Prints one figure a line; nothing of the texts unless `--show` asks for the misses of
one figure.

A gold content is direct when each of its fragments begins and ends with a quotation mark. It counts as found when the
tokens of the direct claims on it reach F1 over 0.8 with its own; the halves of a split quotation are taken together. A
source is right when the claim's printed source overlaps the gold's or means the same name; a pronoun in the gold is read as
the person that the article means by it, a relative pronoun as the phrase right before it. A number is one with digits; it is held
when it stands inside a gold content that has a source. The gold takes attitudes and acts for attribution too ("endorsed",
"voted for"), which the product leaves alone.

`--others` judges textacy's direct_quotations beside ours (extra `benchmark`), on the same parses by the same code. It is given
one paragraph at a time, for it raises on an odd number of marks and so loses a whole text to one apostrophe; how many
paragraphs it refuses is printed, and how many articles it would refuse whole. It knows no pronouns and no speaker of another
sentence; a speaker printed in the quotation's own sentences is all that it can find.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from factcheck.extract.person import extract_persons, resolve_mentions
from factcheck.extract.quotation import credit, extract_quotations
from factcheck.extract.references import Reference
from factcheck.extract.statements import Statement, find_statements
from factcheck.language.blocks import parse_articles
from factcheck.language.pipeline import load_pipeline
from factcheck.model import Article, Claim, Parsed
from factcheck.normalise.names import compare, fold

MARKS = "\"“”„«»'‘’`"
WORD = re.compile(r"\w+(?:[-'’]\w+)*")
NUMBER = re.compile(r"(?<![\w.,])\d[\d,.]*\d|\b\d\b")
PRONOUNS = frozenset("he she it they him her them his their its who which i we that".split())  # noqa: SIM905 - a list of words reads better so
RELATIVES = frozenset({"who", "which", "that", "whom"})
PREPOSITIONS = frozenset("of in at for by to with from on and or".split())  # noqa: SIM905 - a list of words reads better so


@dataclass(frozen=True)
class Gold:
    """One annotated attribution: the spans of its source and content."""

    source: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


def read_gold(path: Path) -> list[Gold]:
    """The attributions of one standoff file, those without content left out."""
    spans: dict[str, tuple[tuple[int, int], ...]] = {}
    events: list[dict[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if line.startswith("T") and len(fields) > 2:
            places = fields[1].split(" ", 1)[1]
            spans[fields[0]] = tuple(tuple(int(x) for x in place.split()) for place in places.split(";"))
        elif line.startswith("E") and len(fields) > 1:
            roles: dict[str, list[str]] = {}
            for part in fields[1].split():
                role, target = part.split(":")
                roles.setdefault(role.rstrip("0123456789"), []).append(target)
            events.append(roles)
    gold = []
    for roles in events:
        content = tuple(span for target in roles.get("Content", []) for span in spans.get(target, ()))
        source = tuple(span for target in roles.get("Source", []) for span in spans.get(target, ()))
        if content:
            gold.append(Gold(source, tuple(sorted(content))))
    return gold


def words_in(text: str, spans: tuple[tuple[int, int], ...]) -> set[int]:
    """The places of the words of some spans."""
    return {match.start() for start, end in spans for match in WORD.finditer(text, start, end)}


def f1(left: set[int], right: set[int]) -> float:
    """Harmonic mean of the two overlaps; 0 when either is empty."""
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def is_direct(text: str, content: tuple[tuple[int, int], ...]) -> bool:
    """Whether each fragment of a content is in quotation marks."""
    pieces = [text[start:end].strip(" .,;") for start, end in content]
    pieces = [piece for piece in pieces if WORD.search(piece)]
    return bool(pieces) and all(len(piece) > 2 and piece[0] in MARKS and piece[-1] in MARKS for piece in pieces)


def same_source(text: str, gold: Gold, source: str, place: tuple[int, int], references: list[Reference]) -> bool:
    """Whether a predicted source is the gold one: places overlap, or the names agree."""
    for start, end in gold.source:
        if place[1] and place[0] < end and start < place[1]:
            return True
        printed = text[start:end]
        if printed.lower() in RELATIVES and _precedes(text, place, start):
            return True
        names = {r.name for r in references if r.start < end and start < r.end}
        if source and (source in names or _alike(printed, source)):
            return True
    return False


def _precedes(text: str, place: tuple[int, int], start: int) -> bool:
    """Whether a source is the noun phrase right before the relative pronoun at `start`, and not what a preposition governs."""
    before = re.findall(r"\w+", text[max(0, place[0] - 20) : place[0]])
    return (
        0 < place[1] <= start
        and text[place[1] : start].strip(" ,") == ""
        and (not before or before[-1].lower() not in PREPOSITIONS)
    )


def _alike(printed: str, source: str) -> bool:
    if printed.lower() in PRONOUNS:
        return False
    left = [fold(word) for word in WORD.findall(re.sub(r"['’]s\b", "", printed))]
    right = [fold(word) for word in WORD.findall(re.sub(r"['’]s\b", "", source))]
    return bool(left and right) and (left[-1] in right or right[-1] in left)


def articles(folder: Path, limit: int | None) -> Iterator[Article]:
    """The articles of a folder in the order of their names; with a limit, evenly spread ones."""
    paths = sorted(folder.glob("*.txt"))
    step = max(1, len(paths) // limit) if limit else 1
    for path in paths[::step][:limit]:
        yield Article(path.stem, path.read_text(encoding="utf-8"))


class Tally:
    """Counts of right and all for each figure, with the misses kept for `--show`."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.all: Counter[str] = Counter()
        self.misses: dict[str, list[str]] = {}

    def add(self, figure: str, right: bool, miss: str = "") -> None:
        self.all[figure] += 1
        self.right[figure] += right
        if not right:
            self.misses.setdefault(figure, []).append(miss)


def measure_textacy(parsed: Parsed, gold: list[Gold], tally: Tally) -> None:
    """Add the counts of textacy's direct quotations in one article, and of the paragraphs and articles that it refuses."""
    from textacy.extract.triples import direct_quotations

    text = parsed.article.text
    found: list[Statement] = []
    marks = 0
    for number, block in enumerate(parsed.blocks):
        if block.doc is None:
            continue
        marks += sum(token.is_quote for token in block.doc)
        try:
            triples = list(direct_quotations(block.doc))
        except ValueError:
            tally.add("textacy: paragraphs refused", True)
            continue
        tally.add("textacy: paragraphs refused", False)
        for speaker, cue, content in triples:
            first, last = speaker[0], speaker[-1]
            place = block.start + first.idx, block.start + last.idx + len(last)
            found.append(
                Statement(
                    block.start + content[1].idx,
                    block.start + content[-1].idx,
                    number,
                    True,
                    text[slice(*place)],
                    cue[-1].lemma_,
                    *place,
                )
            )
    tally.add("textacy: articles it would refuse whole", marks % 2 == 1)
    references = resolve_mentions(parsed, extract_persons(parsed))
    covered = [(statement, words_in(text, ((statement.start, statement.end),))) for statement in found]
    for item in gold:
        if is_direct(text, item.content):
            _measure_direct(text, item, words_in(text, item.content), covered, references, tally, "", "textacy: ")


def measure(parsed: Parsed, gold: list[Gold], tally: Tally) -> None:
    """Add one article's counts."""
    text = parsed.article.text
    persons = extract_persons(parsed)
    statements = find_statements(parsed, persons)
    references = resolve_mentions(parsed, persons)
    claims = extract_quotations(parsed, persons)
    covered = [(statement, words_in(text, ((statement.start, statement.end),))) for statement in statements]
    for item in gold:
        wanted = words_in(text, item.content)
        source = " | ".join(text[start:end] for start, end in item.source)
        shown = f"{parsed.article.id}: {source} >> {' / '.join(text[start:end] for start, end in item.content)}"
        if is_direct(text, item.content):
            _measure_direct(text, item, wanted, covered, references, tally, shown)
        if item.source:
            best = max(covered, key=lambda pair: f1(pair[1], wanted), default=None)
            overlaps = best is not None and bool(best[1] & wanted)
            tally.add("attributions with a source: content overlaps", overlaps, shown)
            if overlaps:
                right = _right(text, item, best[0], references)
                tally.add(
                    "attributions with a source: source right where content overlaps",
                    right,
                    f"{best[0].source} << {shown}",
                )
    for number in NUMBER.finditer(text):
        _measure_number(parsed, number, gold, statements, claims, references, tally)


def _measure_number(
    parsed: Parsed,
    number: re.Match[str],
    gold: list[Gold],
    statements: list[Statement],
    claims: list[Claim],
    references: list[Reference],
    tally: Tally,
) -> None:
    text = parsed.article.text
    start, end = number.span()
    holders = [g for g in gold if g.source and any(low <= start and end <= high for low, high in g.content)]
    source, _, cue = credit(claims, start, end)
    places = [
        (s.source_start, s.source_end)
        for s in statements
        if s.start <= start and end <= s.end and (s.source, s.cue) == (source, cue)
    ]
    right = any(same_source(text, holder, source, place, references) for holder in holders for place in places)
    kind = "years" if re.fullmatch(r"(?:19|20)\d\d", number.group()) else "numbers"
    held = text[slice(*holders[0].source[0])] if holders else ""
    about = f"{number.group()} <{source}> {text[max(0, start - 60) : end + 20]} || {held}"
    if holders:
        tally.add(f"{kind} held by a source: credited to it", right, about)
    if source:
        tally.add(f"{kind} that we credit: credited to their source", right, about)


def _measure_direct(
    text: str,
    item: Gold,
    wanted: set[int],
    covered: list[tuple[Statement, set[int]]],
    references: list[Reference],
    tally: Tally,
    shown: str,
    system: str = "",
) -> None:
    direct = [(s, words) for s, words in covered if s.direct and words & wanted]
    mostly = [(s, words) for s, words in direct if len(words & wanted) >= 0.5 * len(words)]
    union = set().union(*(words for _, words in mostly)) if mostly else set()
    best = max([f1(union, wanted), *(f1(words, wanted) for _, words in direct)], default=0.0)
    tally.add(f"{system}direct quotations: content found", best > 0.8, shown)
    if item.source:
        hits = [s for s, _ in direct]
        right = any(_right(text, item, s, references) for s in hits)
        said = " ; ".join(s.source for s in hits)
        tally.add(f"{system}direct quotations: speaker right, of all", right, f"{said} << {shown}")
        if best > 0.8:
            tally.add(f"{system}direct quotations: speaker right, of those found", right, f"{said} << {shown}")


def _right(text: str, item: Gold, statement: Statement, references: list[Reference]) -> bool:
    return same_source(text, item, statement.source, (statement.source_start, statement.source_end), references)


def measure_names(path: Path) -> float:
    """F1 of "one person" on labelled pairs: any relation but different counts as one person."""
    counts: Counter[tuple[bool, bool]] = Counter()
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["schema"] == "Person":
                same, found = row["is_match"].lower() == "true", compare(row["name1"], row["name2"]) != "different"
                counts[same, found] += 1
    return 2 * counts[True, True] / (2 * counts[True, True] + counts[True, False] + counts[False, True])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("eval", type=Path)
    parser.add_argument("--articles", type=int, help="only so many articles, evenly spread")
    parser.add_argument("--others", action="store_true", help="judge textacy beside ours")
    parser.add_argument("--show", help="print the misses of the figures whose name holds this")
    parser.add_argument("--model", help="an installed pipeline instead of the bundled one")
    options = parser.parse_args()
    tally = Tally()
    folder = options.eval / "polnear"
    for parsed in parse_articles(articles(folder, options.articles), load_pipeline(options.model)):
        gold = read_gold(folder / f"{parsed.article.id}.ann")
        measure(parsed, gold, tally)
        if options.others:
            measure_textacy(parsed, gold, tally)
    for figure, count in tally.all.items():
        print(f"{figure}: {100 * tally.right[figure] / count:.1f}% ({tally.right[figure]} of {count})")
    print(f"same-person F1: {measure_names(options.eval / 'names' / 'cases.csv'):.3f}")
    if options.show:
        for figure, misses in tally.misses.items():
            if options.show in figure:
                sys.stdout.writelines(f"{figure[:12]}\t{miss}\n" for miss in misses)


if __name__ == "__main__":
    main()
