"""`find_quantities(text)`: every number of a text with its bound, unit and kind, read from the characters alone.

The layer under `factcheck.extract.quantity`: no parse, so it runs on any string and its cost grows with the numbers in it.
Three passes: amounts (a numeral with its currency and unit), joins ("5 to 10 million", "one in five", "$3 and 50 cents"),
and what surrounds each (hedges, the direction of a change, ages).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from factcheck.extract.numerals import read_numerals
from factcheck.extract.quantity_amounts import QUANTITIES, Amount, read_amounts
from factcheck.extract.quantity_hedges import (
    STRONG,
    between_before,
    bounded,
    change_words,
    hedge_after,
    hedge_before,
    hedge_fits,
    words_left,
)
from factcheck.extract.quantity_joins import join_amounts
from factcheck.extract.quantity_words import hedge_words, word_after
from factcheck.language.lexicons import read_lexicon

__all__ = ["QUANTITIES", "QuantityMention", "find_quantities"]


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A number at `[start, end)`, hedge and unit included, the counted noun not.

    low and high are in the unit's base magnitude with None for an open end; bound and unit are those of `Claim`. trend is
    up or down for what something changed by. kind: count, money, measure, percent, age or fraction (a share; low is
    between 0 and 1), or what is no quantity: ratio, ordinal, score, time, phone, code, year, date. change: before and
    after for the two levels of "fell from 40 to 30". number is the offset where the digits or words begin.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    bound: str
    unit: str
    trend: str
    kind: str
    change: str = ""
    number: int = 0


def find_quantities(
    text: str, *, dollar: str = "USD", currencies: dict[str, str] | None = None
) -> list[QuantityMention]:
    """Every number in `text` in order, those that are no quantities (kind not in QUANTITIES) included; none overlap.

    dollar is the ISO code of a bare "$"; `currencies` does the same for other shared names ("peso": "PHP"). Never raises;
    an empty list when there is no number.
    """
    numerals = read_numerals(text)
    if not numerals:
        return []
    local = {"dollar": dollar, **(currencies or {})}
    amounts = read_amounts(text, numerals, local)
    amounts = join_amounts(text, amounts)
    mentions: list[QuantityMention] = []
    floor = 0
    for index, amount in enumerate(amounts):
        before = amounts[index - 1] if index else None
        mention = _surround(text, amount, before, floor)
        mentions.append(mention)
        amount.trend, amount.hedge = mention.trend, mention.bound
        floor = mention.end
        if len(mentions) > 1 and (both := _two_sided(text, *mentions[-2:])):
            mentions[-2:] = [both]
    return mentions


_TWO_SIDED = {" and ", " but ", ", but ", " and also ", ", and "}


def _two_sided(text: str, left: QuantityMention, right: QuantityMention) -> QuantityMention | None:
    """ "at least 20 but no more than 30" as one range, None when the two bounds are not the two ends of one."""
    if text[left.end : right.start] not in _TWO_SIDED or {left.kind, right.kind} - QUANTITIES:
        return None
    units = {left.unit, right.unit} - {""}
    low = left.low if left.high is None else right.low if right.high is None else None
    high = left.high if left.low is None else right.high if right.low is None else None
    if low is None or high is None or low >= high or len(units) > 1:
        return None
    return replace(
        left,
        end=right.end,
        low=low,
        high=high,
        bound="range",
        unit=next(iter(units), ""),
        kind=right.kind if right.unit else left.kind,
    )


def _trend_by(words: list[re.Match[str]]) -> str:
    """The direction when "by" stands before the number and a verb of change before that: "cut emissions by 40%"."""
    up, down, gap, _, _ = change_words()
    forms = [word.group().lower() for word in words]
    while forms and forms[-1] in gap and forms[-1] != "by":
        forms.pop()
    if not forms or forms[-1] != "by":
        return ""
    for form in reversed(forms[:-1]):
        if form.endswith((",", ";", ".", ":")):
            return ""
        if form in up or form in down:
            return "up" if form in up else "down"
    return ""


def _trend(text: str, amount: Amount, start: int) -> str:
    """up or down when the amount is what something changed by, else "" (a level, or no change at all)."""
    up, down, gap, up_after, down_after = change_words()
    words = words_left(text, start, 6)
    by = False
    for steps, word in enumerate(reversed(words)):
        form = word.group().lower()
        if form.endswith((",", ";", ".", ":")):
            break
        if form in ("to", "from", "at"):
            break
        if form in up or form in down:
            if (
                form in hedge_words("rate_only")
                and not _TO_LEVEL.match(text, amount.end)
                and not by
                and amount.kind != "percent"
                and not (form.startswith("gain") and amount.kind == "money")
                and word_after(text, amount.end).lower() not in ("points", "point")
            ):
                break
            if (
                form in ("up", "down")
                and amount.kind in ("count", "measure")
                and not by
                and word_after(text, amount.end).lower() not in _COMPARED
            ):
                break
            if (
                form in ("up", "down")
                and steps + 2 <= len(words)
                and words[-steps - 2].group().lower() in hedge_words("up_idioms")
            ):
                break
            if (
                form in ("rising", "growing", "falling", "increased", "reduced", "growth", "contract", "add")
                and not by
                and steps == 0
                and amount.kind == "count"
            ):
                break
            return "up" if form in up else "down"
        # "rose on average 5%", but "jumped on one candidate".
        if form not in gap or form == "on" and (not steps or words[-steps].group().lower() != "average"):
            break
        by = by or form == "by"
    by_trend = _trend_by(words)
    if by_trend:
        return by_trend
    match = _AFTER_TREND.match(text, amount.end)
    if match and amount.kind in ("percent", "money", "measure", "fraction") and amount.unit not in _LENGTHS:
        word = match["word"].lower()
        if word in up_after:
            return "up"
        if word in down_after:
            return "down"
    return ""


_TO_LEVEL = re.compile(r" to (?:[A-Z]{1,3}|[$€£¥])? ?\d")
# "a 40-foot fall" is no fall by 40 feet.
_LENGTHS = frozenset({"foot", "inch", "yard", "mile", "meter", "kilometer"})
_COMPARED = frozenset({"points", "point", "from", "on", "since", "compared", "over", "year", "so", "this", "in"})
_AFTER_TREND = re.compile(r"[ -](?:pay |tax |price |rate |year-on-year |annual )?(?P<word>[A-Za-z]+)")


_OLD = re.compile(r"[- ]?(?:olds?\b|of age\b|-?old-?)", re.IGNORECASE)


# "16-, 19- and 22-year-olds": the hyphen that hangs waits for the years of the last.
_HANGING = re.compile(
    r"-,? (?:and |or |to )?(?:\d{1,3}-,? (?:and |or |to )?){0,6}\d{1,3}[- ]years?[- ]olds?\b", re.IGNORECASE
)


_YO = re.compile(r"[ /-]?(?:y/?o\b|yrs?[- ]old|y\.o\.)", re.IGNORECASE)


_NAMED = re.compile(r"[^\W\d_a-z][\w'’.-]{1,20}(?: (?:Jr|Sr)\.?)?, ?$")


_AGED = re.compile(
    r"(?:^|[^\w])(?:aged?|ages|age of|ages of|aged between|between the ages of|turned|turning|turns"
    r"|dead at|dies at|died at|over the age of"
    r"|under the age of) $",
    re.IGNORECASE,
)


_BEING = re.compile(
    r"(?:^|[^\w])(?:who|he|she)(?:['’]s| is| was| will be|['’]ll be| turns| turned)"
    r"(?: (?:only|just|now|about|around|nearly|almost))? $",
    re.IGNORECASE,
)
_BEING_ENDS = re.compile(r"(?:[,.;!?)]|$| (?:and|when|at|by|but|now|or|who|years? old)\b)")
_AFTER_AGE = re.compile(r"(?:,|\)| of [A-Z]|;|\.(?:\s|$)| and [A-Z][a-z]+ [A-Z])")


def _aged_under(text: str, amount: Amount) -> bool:
    """Whether "under 35" or "45 and older" is an age for lack of anything counted: "voters under 35 prefer"."""
    if not 5 <= amount.low < 100 or amount.low % 1:
        return False
    hedge = hedge_before(text, amount.start, 0)
    words = words_left(text, hedge[0] if hedge and hedge[2] in ("under", "over", "below", "above") else amount.start, 1)
    if not words or words[-1].group().lower() not in hedge_words("aged"):
        return False
    after = word_after(text, amount.end).lower()
    return hedge is not None or after in ("and", "or")


def _age(text: str, amount: Amount) -> tuple[int, str] | None:
    """(end, unit) when the amount is an age: "17-year-old", "8 weeks of age", "aged 42", "Smith, 42,"."""
    if amount.kind == "measure" and amount.unit in ("year", "month", "week", "day"):
        match = _OLD.match(text, amount.end)
        return (match.end(), amount.unit) if match else None
    if amount.kind != "count" or amount.unit or not 0 < amount.low < 120 or amount.scaled:
        return None
    match = _YO.match(text, amount.end)
    if match:
        return match.end(), "year"
    if _AGED.search(text, max(0, amount.start - 24), amount.start) or _HANGING.match(text, amount.end):
        return amount.end, "year"
    if (
        amount.form == "figures"
        and amount.low % 1 == 0
        and amount.low >= 5
        and _BEING.search(text, max(0, amount.start - 34), amount.start)
        and _BEING_ENDS.match(text, amount.end)
    ):
        return amount.end, "year"
    if amount.form == "figures" and amount.low % 1 == 0 and text[amount.number : amount.number_end].isdigit():
        named = _NAMED.search(text, max(0, amount.start - 28), amount.start)
        if (
            named
            and _AFTER_AGE.match(text, amount.end)
            and named.group().strip(" ,.").lower() not in read_lexicon("numerals")["months"]
        ):
            listed = re.compile(r", \d").match(text, amount.end)
            return None if listed else (amount.end, "year")
        if (
            text[amount.start - 1 : amount.start] == "("
            and text[amount.end : amount.end + 1] == ")"
            and amount.low >= 10
        ) and re.compile(r"[A-Z][a-z'’-]+ [A-Z][\w'’-]+ \($").search(text, max(0, amount.start - 45), amount.start):
            return amount.end, "year"
    return None


_BRACKET = re.compile(r" ?[(/] ?$")


_SAME_CHANGE = re.compile(r"(?: [a-z]+){0,2}(?:,? or | \(|, )$")


def _surround(text: str, amount: Amount, before: Amount | None, floor: int) -> QuantityMention:
    """The mention that an amount makes with its hedges, its trend and its age read."""
    kind, unit, end, bound, start = amount.kind, amount.unit, amount.end, amount.bound, amount.start
    if kind not in QUANTITIES:
        return QuantityMention(start, end, amount.low, amount.high, "exact", "", "", kind, "", amount.number)
    age = _age(text, amount)
    low, high = amount.low, amount.high
    if age is None and kind == "count" and not unit and amount.form == "figures" and _aged_under(text, amount):
        age = (end, "year")
    if age and not (age[1] == "year" and kind == "count" and amount.form == "words" and amount.low < 1):
        kind, (end, unit) = "age", age
    hedge_bound = ""
    between = between_before(text, start) if bound == "range" else None
    if between is not None and between >= floor:
        start = between
    else:
        for _ in range(3):
            hedge = hedge_before(text, start, floor)
            if hedge is None or not hedge_fits(text, hedge, amount, kind):
                break
            start = hedge[0]
            # "up to about 30": the bound says more than the approximation.
            if not hedge_bound or hedge[1] in STRONG:
                hedge_bound = hedge[1]
        if start < amount.start and text[start : start + 1].isspace():
            start = amount.start
    if (
        not hedge_bound
        and before is not None
        and before.hedge in STRONG
        and kind == "measure" == before.kind
        and _BRACKET.match(text[before.end : start])
    ):
        # "more than 100 km (60 miles)": the conversion is bounded as well.
        hedge_bound = before.hedge
    tail = hedge_after(text, end)
    if tail:
        end, hedge_bound = tail[0], tail[1] if tail[1] in STRONG or not hedge_bound else hedge_bound
    if hedge_bound:
        low, high, bound = bounded(low, high, bound, hedge_bound)
    trend = ""
    if not amount.change and kind != "age":
        trend = _trend(text, amount, start)
        if not trend and before is not None and before.trend and amount.start - before.end <= 24:
            # "lost 190 points, or 0.6%": the second is the same change.
            between_text = text[before.end : start].lower()
            if _SAME_CHANGE.match(between_text) or (between_text.endswith(" by ") and kind == "percent"):
                trend = before.trend
    return QuantityMention(start, end, low, high, bound, unit, trend, kind, amount.change, amount.number)
