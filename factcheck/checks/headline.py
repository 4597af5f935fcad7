"""A headline's figure that its own article does not bear out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import combinations

from factcheck.checks.findings import Finding, Tables, rows_by_key
from factcheck.checks.headline_figures import (
    LAPSES,
    SUMMED,
    WORD,
    adds_one,
    are_kindred,
    is_age,
    is_borne_out,
    is_exact,
    is_rounded,
    least_likeness,
    likeness,
    same_rate,
    tells_two,
)
from factcheck.checks.intervals import rounding_of
from factcheck.checks.values import own_value, value_key
from factcheck.language.furniture import dateline_end
from factcheck.language.lexicons import read_lexicon
from factcheck.model import Article
from factcheck.normalise.terms import canonical_head, kinds_above
from factcheck.normalise.units import dimension, to_base

NUMBER = re.compile(
    r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?:\s?(?:k|m|bn|b|thousand|million|billion|trillion)(?:th)?\b)?",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# A time of day and the clock in a dateline are no figures of the story.
CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9, "trillion": 1e12}
# "one" and other figures that may be none.
SURE = 0.7
LONGEST_HEADLINE = 160
SENTENCE_END = re.compile(r"[a-z0-9][.!?][”\"]? [A-Z]")
# A third in the text is 33% in the headline.
FRACTION = re.compile(r"\b(?:half|third|quarter|fifth|sixth|tenth|doubl|tripl)", re.IGNORECASE)
# "57 years later": a date, whose number is a figure of the story too.
LAPSE = re.compile(
    r"(?P<number>\d+|[a-z]+)[ -](?P<unit>year|month|week|day|hour|decade)s?[ -](?:ago|later|after|before|earlier|on)\b",
    re.IGNORECASE,
)
LAPSE_AFTER = re.compile(r"\s+(?:after|later|before|ago|earlier|on|since|from now)\b", re.IGNORECASE)
BEHIND = re.compile(r"[ -][^\W\d_]")


def find_unborne_figures(tables: Tables, tolerance) -> Iterator[Finding]:
    """Figures of a headline that stand nowhere in the body, beside the body's figure that they were meant to be.

    Nowhere: not in digits, not in words, not rounded, not as a sum. Flagged: "Seven rescued" above a text that tells of nine.
    Passed: "Nearly 90" above 89, "Five dead" above three women and two men, "34 years after" above 1985 and 2019, and a body
    that gives no figure of the kind at all.
    """
    for claim, nearest, alike in absent_figures(tables, tolerance.get("likeness", 2)):
        if alike:
            yield Finding(
                left=claim.Index,
                right=nearest.Index,
                confidence=0.8,
                subject=", ".join(filter(None, (claim.object, claim.predicate))),
                identity=(value_key(claim), value_key(nearest)),
                suggestion=f"The text gives {nearest.text}; bring headline and text together.",
                why="the headline and the figure of its text that is most like it",
            )


def find_absent_figures(tables: Tables, tolerance) -> Iterator[Finding]:
    """Figures in digits of a headline that stand nowhere in a body of `length` characters (400 unless told) and have no like.

    Flagged: "Town turns 400" above a text without any 400. Passed: what `find_unborne_figures` tells.
    """
    for claim, _, alike in absent_figures(tables, 2):
        text = tables.articles[claim.article].text
        if (
            not alike
            and prints_figure(claim)
            and not (claim.unit == "percent" and FRACTION.search(text, claim.end))
            and not counts_few_people(claim)
            and len(text) - claim.end >= tolerance.get("length", 400)
        ):
            yield Finding(
                left=claim.Index,
                right=None,
                confidence=0.6,
                subject=", ".join(filter(None, (claim.object, claim.predicate))),
                identity=(value_key(claim),),
                suggestion="Give the figure in the text, or mend the headline.",
                why="the numbers of the headline and those of its text",
            )


def lapse_of(claim):
    """The lapse of time in a date claim ("57 years later") as a claim of a quantity, None when it tells none in numbers."""
    found = LAPSE.search(claim.text)
    if found is None:
        return None
    word = found["number"].lower()
    number = float(word) if word.isdigit() else number_words().get(word)
    if number is None:
        return None
    unit = found["unit"].lower()
    base = float(to_base([number], [unit])[0])
    return claim._replace(
        low=number, high=number, low_base=base, high_base=base, bound="exact", unit=unit, dimension=dimension(unit),
        object="", trend="", confidence=1.0,
    )  # fmt: skip


def prints_figure(claim) -> bool:
    """Whether the claim prints digits that nothing in the text may stand for: a bare figure, a share, a lapse of years."""
    shown = claim.text[-1:].isdigit() or (claim.text[:1].isdigit() and claim.unit in ("percent", "year"))
    return shown and not is_age(claim)


def counts_few_people(claim) -> bool:
    """Whether it counts a few people, whom a text may tell of one by one and never number."""
    head = canonical_head(claim.object)
    return own_value(claim) < SUMMED and (head == "person" or "person" in kinds_above(head))


@lru_cache(maxsize=1)
def absent_figures(tables: Tables, likeness_needed: int) -> tuple[tuple, ...]:
    """The headlines' claims that their bodies do not bear out, as named tuples, each with the figure of the body that is most
    like it (None when there is none of the kind) and whether that one is like enough to be what the headline means."""
    claims = tables.claims
    found = []
    asked = claims[claims["article"].map(tables.asks_for).astype(bool)]
    dates = rows_by_key((claim.article, claim) for claim in asked[asked["kind"] == "date"].itertuples())
    quantities = rows_by_key((claim.article, claim) for claim in asked[asked["kind"] == "quantity"].itertuples())
    for article_id in sorted({*quantities, *dates}):
        rows = quantities.get(article_id, [])
        article = tables.articles[article_id]
        body_start = end_of_headline(article.text, article.title)
        lapses = [lapse for claim in dates.get(article_id, ()) if (lapse := lapse_of(claim)) is not None]
        told = [*rows, *lapses]
        headline = [claim for claim in told if claim.start < body_start and claim.confidence >= SURE]
        if not headline:
            continue
        body = [claim for claim in told if claim.start >= body_start]
        spans = [(claim.start, claim.end) for claim in (*body, *dates.get(article_id, ()))]
        spans.append(dateline_of(article.text, body_start))
        loose = loose_numbers(article.text, body_start, spans)
        for claim in headline:
            kindred = [other for other in body if are_kindred(claim, other)]
            if is_printed(claim, body, loose, article, body_start) or is_reckoned(claim, article, body_start, kindred):
                continue
            like = [other for other in kindred if likeness(claim, other) > 1]
            if any(is_rounded(claim, other) for other in kindred) or any(
                adds_one(claim, other, article.text) for other in like
            ):
                continue
            if is_borne_out(claim, kindred) or (
                counts_few_people(claim) and tells_two(claim, article.text[body_start:])
            ):
                continue
            if kindred:
                nearest = max(kindred, key=lambda other: (likeness(claim, other), -other.start))
                enough = likeness(claim, nearest) >= least_likeness(claim, kindred, likeness_needed)
                if enough or not stands_anywhere(claim, body, article.text[body_start:]):
                    found.append((claim, nearest, enough))
            elif not stands_anywhere(claim, body, article.text[body_start:]):
                found.append((claim, None, False))
    return tuple(found)


def stands_anywhere(claim, body, text: str) -> bool:
    """Whether the number is that of any figure of the body, of whatever kind, a date's too."""
    if any(own_value(claim) in (other.low, other.high) for other in body):
        return True
    return bool(set(DIGITS.findall(claim.text)) & set(DIGITS.findall(CLOCK.sub(" ", text))))


def end_of_headline(text: str, title: str = "") -> int:
    """Where the first line ends, when it is the title or reads as a headline (short, no sentence ends in it) and text follows;
    else 0."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    line = text[start : max(end, start)].rstrip()
    reads_so = (
        (line and line == title.strip())
        or 0 < len(line) <= LONGEST_HEADLINE
        and line[-1] not in '.:,;”"'
        and not SENTENCE_END.search(line)
    )
    return end if reads_so and text[end:].strip() else 0


@cache
def number_words() -> dict[str, float]:
    """Number words and ordinals with their values."""
    lexicon = read_lexicon("numerals")
    parts = (
        lexicon["digits"],
        lexicon["teens"],
        lexicon["tens"],
        lexicon["ordinals"],
        lexicon["dozens"],
        lexicon["collectives"],
    )
    return {word: float(value) for part in parts for word, value in part.items()}


def dateline_of(text: str, start: int) -> tuple[int, int]:
    """The dateline or bracketed stamp that the first line of a body begins with, whose day is no figure of the story."""
    first = start + len(text[start:]) - len(text[start:].lstrip())
    return first, first + dateline_end(text[first:].partition("\n")[0][:LONGEST_HEADLINE])


def loose_numbers(text: str, start: int, spans: Sequence[tuple[int, int]]) -> set[float]:
    """The numbers of the body, in digits and words, that no claim holds: ordinals, scores, names; clock times left out."""
    kept, place = [], start
    for first, last in sorted(spans):
        if last > place:
            kept.append(text[place : max(place, first)])
            place = last
    rest = CLOCK.sub(" ", " ".join((*kept, text[place:])))
    found = {number_words()[word] for word in WORD.findall(rest.lower()) if word in number_words()}
    for match in NUMBER.finditer(rest):
        digits, scale = re.match(r"([\d,.]+)\s?(\w*)", match.group()).groups()
        value = float(digits.replace(",", "").rstrip("."))
        found |= {value, value * SCALES.get(scale.lower().removesuffix("th"), 1.0)}
    found.update(float(ordinal) for ordinal in re.findall(r"\b(\d{1,3})(?:st|nd|rd|th)\b", rest))
    return found


def lapse_in(text: str, value: float, unit: str) -> bool:
    """Whether the text prints so many of a unit of time anywhere, in a date as well ("10 weeks later", "a decade")."""
    if unit in ("year", "decade") and value * (10 if unit == "decade" else 1) == 10 and "decade" in text:
        return True
    pattern = re.compile(rf"\b([a-z]+|\d+)[ -]{unit}s?\b", re.IGNORECASE)
    printed = (match.lower() for match in pattern.findall(text))
    return any((float(word) if word.isdigit() else number_words().get(word)) == value for word in printed)


def is_printed(claim, body, loose: set[float], article: Article, start: int) -> bool:
    """Whether the headline's number stands in the body as another kind of figure: an ordinal, a name, a loose number.

    A headline's number that says nothing of what it counts may be any of the body's.
    """
    value = own_value(claim)
    printed = [float(digits.replace(",", "")) for digits in re.findall(r"\d[\d,]*(?:\.\d+)?", claim.text)]
    slack = rounding_of(claim.text, value)
    alike = (other for other in body if same_rate(claim, other) and is_age(claim) == is_age(other))
    if claim.unit and any(value in (other.low, other.high) for other in alike):
        return True
    if any(abs(number - value) <= slack for number in loose) or (value in printed and value in loose):
        return True
    if claim.unit in LAPSES and lapse_in(article.text[start:], value, claim.unit):
        return True
    # A number with no word behind it ("had first child at 14") may be any of the body's.
    bare = not claim.unit and not BEHIND.match(article.text, claim.end)
    if is_age(claim):
        body = [other for other in body if is_age(other) or not (other.unit or other.object)]
    if is_age(claim) or bare or not (claim.object or claim.predicate or claim.unit):
        return any(value in (other.low, other.high) for other in body)
    return False


def is_reckoned(claim, article: Article, start: int, kindred) -> bool:
    """Whether a lapse of time may come from two dates of the text, or from one and the publication date.

    Years are reckoned, to within one. Days and weeks are not: "five days after" is let pass unless the body gives a like
    lapse of the same unit.
    """
    if claim.unit not in LAPSES or is_age(claim):
        return False
    lapse = own_value(claim) * (10 if claim.unit == "decade" else 1)
    if claim.unit in ("year", "decade"):
        years = {int(year) for year in YEAR.findall(article.text[start:])}
        if article.published.start:
            years.add(int(article.published.start[:4]))
        near = (
            other for other in kindred if other.unit == claim.unit and abs(own_value(other) - own_value(claim)) <= 1
        )
        slack = 0 if any(likeness(claim, other) > 2 for other in kindred) or any(map(is_exact, near)) else 1
        return any(abs(abs(one - two) - lapse) <= slack for one, two in combinations(sorted(years), 2))
    if not LAPSE_AFTER.match(article.text, claim.end):
        return False
    return not any(other.unit == claim.unit and likeness(claim, other) > 0 for other in kindred)
