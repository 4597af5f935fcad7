"""A headline's figure that its own article does not bear out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from factcheck.checks.findings import Finding, Tables, rows_by_key
from factcheck.checks.intervals import rounding_of, same_anchor, widen
from factcheck.checks.values import to_figure, value_key
from factcheck.language.lexicons import read_lexicon
from factcheck.model import Article
from factcheck.normalise.terms import canonical_head, canonical_predicate, kinds_above
from factcheck.normalise.units import is_money

WORD = re.compile(r"[^\W\d_]{3,}")
NUMBER = re.compile(
    r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?:\s?(?:k|m|bn|b|thousand|million|billion|trillion)(?:th)?\b)?",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# A time of day and the clock in a dateline are no figures of the story.
CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
# "$2 million on each of four counts": the headline may give the product, of so many at most.
EACH = re.compile(r"\b(?:each|apiece|every|times)\b|\ba piece\b", re.IGNORECASE)
MOST_TIMES = 50
SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9, "trillion": 1e12}
# "Thousands" is any figure from two thousand up to a hundred thousand.
PLENTY = re.compile(r"(?:(?:tens|hundreds|dozens) of )?(?:dozens|hundreds|thousands|millions|billions)", re.IGNORECASE)
MOST_OF_PLENTY = 50
# "one" and other figures that may be none.
SURE = 0.7
LONGEST_HEADLINE = 160
SENTENCE_END = re.compile(r"[a-z0-9][.!?][”\"]? [A-Z]")
# A body with more figures than this bears out nearly any sum of two.
MOST_SUMMED = 12
# With more sums of one currency, or shares, than this a body leaves open which of them the headline means.
FEW = 3
LARGE = 100
# Smaller counts meet by chance: sums of them bear out nothing unless they count like things.
SUMMED = 10
LAPSE_AFTER = re.compile(r"\s+(?:after|later|before|ago|earlier|on|since|from now)\b", re.IGNORECASE)
BEHIND = re.compile(r"[ -][^\W\d_]")
# "in Florida or in 23 other states": the headline counts the one that is named as well.
OTHERS = re.compile(r"\s+(?:other|others|more)\b", re.IGNORECASE)
# Units in which a lapse of time may be reckoned from two dates of the text.
LAPSES = frozenset({"year", "month", "week", "day", "hour", "decade"})


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
                identity=(value_key(claim._asdict()), value_key(nearest._asdict())),
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
            and claim.text[-1:].isdigit()
            and not counts_few_people(claim)
            and len(text) - claim.end >= tolerance.get("length", 400)
        ):
            yield Finding(
                left=claim.Index,
                right=None,
                confidence=0.6,
                subject=", ".join(filter(None, (claim.object, claim.predicate))),
                identity=(value_key(claim._asdict()),),
                suggestion="Give the figure in the text, or mend the headline.",
                why="the numbers of the headline and those of its text",
            )


def counts_few_people(claim) -> bool:
    """Whether it counts a few people, whom a text may tell of one by one and never number."""
    head = canonical_head(claim.object)
    return own_value(claim) < SUMMED and (head == "person" or "person" in kinds_above(head))


def absent_figures(tables: Tables, likeness_needed: int) -> Iterator[tuple]:
    """The headlines' claims that their bodies do not bear out, as named tuples, each with the figure of the body that is most
    like it (None when there is none of the kind) and whether that one is like enough to be what the headline means."""
    claims = tables.claims
    asked = claims[claims["article"].map(tables.asks_for).astype(bool)]
    dates = rows_by_key((claim.article, claim) for claim in asked[asked["kind"] == "date"].itertuples())
    quantities = rows_by_key((claim.article, claim) for claim in asked[asked["kind"] == "quantity"].itertuples())
    for article_id, rows in sorted(quantities.items()):
        article = tables.articles[article_id]
        body_start = end_of_headline(article.text, article.title)
        headline = [claim for claim in rows if claim.start < body_start and claim.confidence >= SURE]
        if not headline:
            continue
        body = [claim for claim in rows if claim.start >= body_start]
        spans = [(claim.start, claim.end) for claim in (*body, *dates.get(article_id, ()))]
        loose = loose_numbers(article.text, body_start, spans)
        for claim in headline:
            kindred = [other for other in body if are_kindred(claim, other)]
            if is_printed(claim, body, loose, article, body_start) or is_reckoned(claim, article, body_start, kindred):
                continue
            if any(is_rounded(claim, other) or adds_one(claim, other, article.text) for other in kindred):
                continue
            if is_borne_out(claim, kindred):
                continue
            if kindred:
                nearest = max(kindred, key=lambda other: (likeness(claim, other), -other.start))
                enough = likeness(claim, nearest) >= least_likeness(claim, kindred, likeness_needed)
                if enough or not stands_anywhere(claim, body, article.text[body_start:]):
                    yield claim, nearest, enough
            elif not stands_anywhere(claim, body, article.text[body_start:]):
                yield claim, None, False


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


def are_kindred(claim, other) -> bool:
    """Whether two figures could be compared: one dimension, no opposite trends, both ages or neither."""
    opposite = {claim.trend, other.trend} == {"up", "down"}
    return claim.dimension == other.dimension and not opposite and is_age(claim) == is_age(other)


def is_age(claim) -> bool:
    """Whether the figure is somebody's age: said to be one, or bare figures that were read as years ("Girl, 4, killed")."""
    return claim.object == "age" or (claim.unit == "year" and claim.text.isdigit())


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


def same_rate(claim, other) -> bool:
    """Whether two units are one but for a rate: "$525K" and "$525,000 a year"."""
    return claim.unit.partition(" / ")[0] == other.unit.partition(" / ")[0]


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
    if claim.unit and any(same_rate(claim, other) and value in (other.low, other.high) for other in body):
        return True
    if any(abs(number - value) <= slack for number in loose) or (value in printed and value in loose):
        return True
    if claim.unit in LAPSES and lapse_in(article.text[start:], value, claim.unit):
        return True
    # A number with no word behind it ("had first child at 14") may be any of the body's.
    bare = not claim.unit and not BEHIND.match(article.text, claim.end)
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
        slack = 0 if any(likeness(claim, other) > 2 for other in kindred) else 1
        return any(abs(abs(one - two) - lapse) <= slack for one, two in combinations(sorted(years), 2))
    if not LAPSE_AFTER.match(article.text, claim.end):
        return False
    return not any(other.unit == claim.unit and likeness(claim, other) > 1 for other in kindred)


def least_likeness(claim, kindred, usual: int) -> int:
    """How much the nearest figure of the body must have in common with the headline's to be the one that it means.

    Sums of money, shares and ages need nothing in common when the body has a few of them only; small counts need a thing, an
    event or two words. A large count is hardly ever reckoned: one word is enough.
    """
    values = {own_value(other) for other in kindred}
    if is_money(claim.unit) or claim.unit == "percent" or is_age(claim):
        return 0 if len(values) <= FEW else 1
    if claim.unit:
        return 1
    return (
        1
        if own_value(claim) >= LARGE and any(own_value(claim) / 10 < value < own_value(claim) * 10 for value in values)
        else usual
    )


def is_rounded(claim, other) -> bool:
    """Whether the headline's whole number is the body's with its decimals left out: 553 above 552.59, 67% above two thirds."""
    own, theirs = own_value(claim), own_value(other)
    return claim.unit == other.unit and bool(theirs % 1) and not own % 1 and abs(own - theirs) <= 0.5


def adds_one(claim, other, text: str) -> bool:
    """Whether the headline's count is one more than the body's "others"."""
    return not claim.unit and own_value(claim) == own_value(other) + 1 and bool(OTHERS.match(text, other.end))


def own_value(claim) -> float:
    """The value as printed, in the claim's own unit: the low end, or the high end of an upper bound."""
    return float(claim.low if claim.low == claim.low else claim.high)


def is_borne_out(claim, body) -> bool:
    """Whether a body figure equals the headline's within rounding and hedges, or two like ones add up to it."""
    figure = to_figure(claim)
    figures = [to_figure(other) for other in body]
    low, high = widen(figure, 0.1)
    for other in figures:
        other_low, other_high = widen(other, 0.1)
        open_ended = None in (figure.low, figure.high, other.low, other.high)
        near = abs(figure.anchor - other.anchor) <= 0.1 * max(abs(figure.anchor), abs(other.anchor))
        if same_anchor(figure, other) or (near or not open_ended) and max(low, other_low) <= min(high, other_high):
            return True
        if PLENTY.fullmatch(claim.text) and figure.anchor <= other.anchor <= MOST_OF_PLENTY * figure.anchor:
            return True
        # "At least 13" above "13 to 19".
        if figure.anchor in (other.low, other.high):
            return True
        # A headline rounds more than its text: 4,862 is "5,000", 89 is "90".
        if (
            figure.anchor >= 20
            and near
            and len(f"{figure.anchor:.0f}".strip("0")) < len(f"{other.anchor:.0f}".strip("0"))
        ):
            return True
    if is_money(claim.unit):
        parts = [to_figure(other).anchor for other in body if EACH.search(other.sentence)]
        if any(is_multiple(figure.anchor, part) for part in parts):
            return True
    return len(body) <= MOST_SUMMED and is_sum(figure, body, figures)


def is_multiple(total: float, part: float) -> bool:
    """Whether the total is the part taken a few times."""
    times = total / part if part else 0.0
    return 1.5 < times < MOST_TIMES and abs(times - round(times)) < 1e-9


def is_sum(figure, body, figures) -> bool:
    """Whether two figures of the body add up to the headline's, or differ by it; small counts must be of like things."""
    for one, two in combinations(range(len(body)), 2):
        heads = {canonical_head(body[place].object) for place in (one, two)}
        events = {canonical_predicate(body[place].predicate) for place in (one, two)}
        large = min(own_value(body[one]), own_value(body[two])) >= SUMMED and body[one].unit != "percent"
        slack = figure.rounding + 1e-9 * abs(figure.anchor)
        total, difference = figures[one].anchor + figures[two].anchor, abs(figures[one].anchor - figures[two].anchor)
        if abs(figure.anchor - total) <= slack and (large or len(heads) == 1 or len(events) == 1):
            return True
        if abs(figure.anchor - difference) <= slack and (large or len(heads) == 1):
            return True
    return False


def likeness(claim, other) -> int:
    """How many of these two figures have in common: the thing counted (2), what happened (2), words of the sentence (1 each)."""
    same_thing = canonical_head(claim.object) and canonical_head(claim.object) == canonical_head(other.object)
    same_event = canonical_predicate(claim.predicate) and canonical_predicate(claim.predicate) == canonical_predicate(
        other.predicate
    )
    words = [{word.lower() for word in WORD.findall(side.sentence)} for side in (claim, other)]
    return 2 * bool(same_thing) + 2 * bool(same_event) + len(words[0] & words[1])
