"""How a headline's figure stands to those of its text: whether they could be compared, how much alike they are, and whether
the text bears the headline's figure out."""

from __future__ import annotations

import re
from itertools import combinations

from factcheck.checks.intervals import same_anchor, widen
from factcheck.checks.values import own_value, to_figure
from factcheck.normalise.terms import canonical_head, canonical_predicate
from factcheck.normalise.units import is_money

WORD = re.compile(r"[^\W\d_]{3,}")
# "$2 million on each of four counts": the headline may give the product, of so many at most.
EACH = re.compile(r"\b(?:each|apiece|every|times)\b|\ba piece\b", re.IGNORECASE)
MOST_TIMES = 50
# "Thousands" is any figure from two thousand up to a hundred thousand.
PLENTY = re.compile(
    r"(?:(?:tens|hundreds|dozens) of )?(?:dozens|hundreds|thousands|millions|billions)(?: of .+)?", re.IGNORECASE
)
MOST_OF_PLENTY = 50
# "A child and a woman drowned": two whom nothing counts.
TWO_TOLD = re.compile(r"\ban? (?:[\w'’-]+ ){1,3}and (?:an?|his|her|their) [\w'’-]+", re.IGNORECASE)
# A body with more figures than this bears out nearly any sum of two.
MOST_SUMMED = 12
# With more sums of one currency, or shares, than this a body leaves open which of them the headline means.
FEW = 3
LARGE = 100
# Smaller counts meet by chance: sums of them bear out nothing unless they count like things.
SUMMED = 10
# "in Florida or in 23 other states": the headline counts the one that is named as well.
OTHERS = re.compile(r"\s+(?:other|others|more)\b", re.IGNORECASE)
# Units in which a lapse of time may be reckoned from two dates of the text.
LAPSES = frozenset({"year", "month", "week", "day", "hour", "decade"})


def are_kindred(claim, other) -> bool:
    """Whether two figures could be compared: one dimension, no opposite trends, both ages or neither."""
    opposite = {claim.trend, other.trend} == {"up", "down"}
    money = same_rate(claim, other) and is_money(other.unit.partition(" / ")[0])
    return (claim.dimension == other.dimension or money) and not opposite and is_age(claim) == is_age(other)


def is_age(claim) -> bool:
    """Whether the figure is somebody's age: said to be one, or bare figures that were read as years ("Girl, 4, killed")."""
    return claim.object == "age" or (claim.unit == "year" and claim.text.isdigit())


def same_rate(claim, other) -> bool:
    """Whether two units are one but for a rate: "$525K" and "$525,000 a year"."""
    return claim.unit.partition(" / ")[0] == other.unit.partition(" / ")[0]


def is_exact(claim) -> bool:
    """Whether a figure is printed without a hedge."""
    return claim.bound == "exact"


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
    return len(body) <= MOST_SUMMED and not is_age(claim) and is_sum(claim, figure, body, figures)


def tells_two(claim, text: str) -> bool:
    """Whether a headline's "two" may be two persons whom the text names one by one: "a child and a woman drowned"."""
    return own_value(claim) == 2 and not claim.unit and bool(TWO_TOLD.search(text))


def is_multiple(total: float, part: float) -> bool:
    """Whether the total is the part taken a few times."""
    times = total / part if part else 0.0
    return 1.5 < times < MOST_TIMES and abs(times - round(times)) < 1e-9


def is_sum(claim, figure, body, figures) -> bool:
    """Whether two figures of the body add up to the headline's, or differ by it; small counts must be of like things.

    No difference counts where the body gives a figure of the very thing, and none of years or days.
    """
    told = any(same_thing(claim, other) and same_event(claim, other) for other in body)
    for one, two in combinations(range(len(body)), 2):
        thing, event = same_thing(body[one], body[two]), same_event(body[one], body[two])
        large = min(own_value(body[one]), own_value(body[two])) >= SUMMED and body[one].unit != "percent"
        slack = figure.rounding + 1e-9 * abs(figure.anchor)
        total, difference = figures[one].anchor + figures[two].anchor, abs(figures[one].anchor - figures[two].anchor)
        if abs(figure.anchor - total) <= slack and (large or thing or event):
            return True
        left = (large or thing) and not told and claim.unit not in LAPSES
        if abs(figure.anchor - difference) <= slack and left:
            return True
    return False


def same_thing(claim, other) -> bool:
    """Whether both count the same kind of thing, and it is said which."""
    head = canonical_head(claim.object)
    return bool(head) and head == canonical_head(other.object)


def same_event(claim, other) -> bool:
    """Whether the same happened to what both count, and it is said what."""
    event = canonical_predicate(claim.predicate)
    return bool(event) and event == canonical_predicate(other.predicate)


def likeness(claim, other) -> int:
    """How many of these two figures have in common: the thing counted (2), what happened (2), words of the sentence (1 each)."""
    words = [{word.lower() for word in WORD.findall(side.sentence)} for side in (claim, other)]
    return 2 * same_thing(claim, other) + 2 * same_event(claim, other) + len(words[0] & words[1])
