"""`find_quantities(text)`: every number of a text with its bound, unit and kind, read from the characters alone.

The layer under `factcheck.extract.quantity`: no parse, so it runs on any string and its cost grows with the numbers in it.
Three passes: amounts (a numeral with its currency and unit), joins ("5 to 10 million", "one in five", "$3 and 50 cents"),
and what surrounds each (hedges, the direction of a change, ages).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from factcheck.extract.numerals import Numeral, read_numerals
from factcheck.extract.quantity_kinds import bare_kind, numeral_kind, score_kind, word_after, word_before
from factcheck.extract.quantity_units import (
    MONEY,
    Unit,
    magnitude_letter,
    per_unit,
    read_currency_before,
    read_unit_after,
)
from factcheck.language.lexicons import read_lexicon

# Kinds that say how much or how many; the others (ordinal, score, vote, time, phone, code, year, date) are told apart so
# that they can be left out.
QUANTITIES = frozenset({"count", "money", "measure", "percent", "age", "fraction", "multiple"})
_TIME_UNITS = frozenset({"year", "month", "week", "day", "hour", "minute", "second", "fortnight", "century"})


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


@dataclass(slots=True)
class _Amount:
    """A numeral with its currency and unit, before hedges; start and end are those of the whole."""

    start: int
    end: int
    number: int
    number_end: int
    low: float
    high: float | None
    bound: str
    unit: str = ""
    kind: str = "count"
    mantissa: float = 0.0
    scaled: bool = False
    form: str = "figures"
    trend: str = ""
    hedge: str = ""
    change: str = ""
    shared: str = ""
    prefixed: bool = False


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
    amounts = _amounts(text, numerals, local)
    amounts = _join(text, amounts)
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


# --- amounts


def _amounts(text: str, numerals: list[Numeral], local: dict[str, str]) -> list[_Amount]:
    amounts: list[_Amount] = []
    floor = 0
    for numeral in numerals:
        if numeral.start < floor:
            continue
        kind, end = numeral_kind(text, numeral)
        if kind == "fraction?":
            kind = "" if read_unit_after(text, numeral.end) else "ordinal"
        if kind:
            amounts.append(
                _Amount(
                    numeral.start,
                    end,
                    numeral.start,
                    end,
                    numeral.low,
                    numeral.high,
                    "exact",
                    kind=kind,
                    form=numeral.form,
                )
            )
            floor = end
            continue
        amount = _amount(text, numeral, local, floor)
        amounts.append(amount)
        floor = max(amount.end, numeral.end)
    return amounts


def _amount(text: str, numeral: Numeral, local: dict[str, str], floor: int) -> _Amount:
    low, high = numeral.low, numeral.high
    amount = _Amount(
        numeral.start, numeral.end, numeral.start, numeral.end, low, high, numeral.bound, mantissa=numeral.mantissa or low,
        scaled=numeral.scaled, form=numeral.form,
    )  # fmt: skip
    if numeral.form == "fraction":
        amount.kind = "fraction"
    fold = _FOLD.match(text, amount.end)
    if fold:
        amount.end, amount.unit, amount.kind = fold.end(), "times", "multiple"
        return amount
    negative = _negative(text, numeral, floor)
    if negative is not None:
        amount.start, low, high = negative, -low, -high if high is not None else None
        amount.low, amount.high = low, high
    money = read_currency_before(text, amount.start)
    if money is None and text[amount.start - 1 : amount.start] in ("-", "−"):
        # "$-50.8bn"
        money = read_currency_before(text, amount.start - 1)
        if money and money[0] >= floor:
            amount.low, amount.high = -low, -low
    if money and money[0] < floor:
        money = None
    if money:
        amount.start, amount.unit, amount.kind, amount.prefixed = money[0], money[1], MONEY, True
        amount.shared = money[2]
        _scale(amount, money[3])
        if (
            text[amount.start - 1 : amount.start] in ("-", "−")
            and text[amount.start - 2 : amount.start - 1].strip() == ""
        ):
            amount.start -= 1
            amount.low, amount.high = -amount.low, -amount.high if amount.high is not None else None
    if not amount.scaled and numeral.form == "figures":
        letter = magnitude_letter(text, amount.end, money is not None)
        if letter:
            amount.end = letter[0]
            _scale(amount, letter[1])
            amount.scaled = True
    unit = read_unit_after(text, amount.end, amount.low) or _unit_apart(text, amount)
    if unit:
        unit = _weigh(text, amount, unit)
    if unit and money and unit.kind != MONEY:
        unit = None
    if unit and money and (unit.factor != 1.0 or text[amount.end : amount.end + 1] in "\n"):
        unit = None
    if (
        unit
        and unit.kind == MONEY
        and not money
        and unit.end - amount.end <= 1
        and text[amount.end : unit.end] in ("$", "€", "£")
        and text[unit.end : unit.end + 1].isdigit()
    ):
        unit = None
    if unit and not (money and unit.kind == MONEY and unit.unit != amount.unit and not unit.shared):
        amount.end = unit.end
        if not money or (unit.kind == MONEY and not unit.shared):
            amount.unit, amount.shared = unit.unit, unit.shared
        amount.kind = unit.kind
        _scale(amount, unit.factor)
        if unit.kind == MONEY and not amount.scaled:
            _scale_after_unit(text, amount)
    elif unit is None and not money and not amount.scaled and numeral.form == "figures":
        bare = bare_kind(text, numeral.start, numeral.end, low, _hedged(text, amount.start) or negative is not None)
        if bare:
            amount.kind = bare
            return amount
    if amount.shared and amount.shared in local:
        amount.unit = local[amount.shared]
    per = per_unit(text, amount.end, amount.unit) if amount.kind != "fraction" else None
    if per:
        amount.end, amount.unit = per
        if amount.kind == "count":
            amount.kind = "measure"
    if amount.kind == "measure" and amount.unit in ("foot", "inch"):
        _feet_and_inches(text, amount)
    return amount


_APART = re.compile(
    r" (?:of|more|additional|extra|further|full|whole|straight|consecutive|previous|successive|long|other|solid|good)(?= )",
    re.IGNORECASE,
)


def _unit_apart(text: str, amount: _Amount) -> Unit | None:
    """The unit behind one word: "tens of thousands of dollars", "50 previous years"; None when there is none."""
    match = _APART.match(text, amount.end)
    if not match:
        return None
    of = match.group().lower() == " of"
    if of != (amount.form == "vague" or (amount.form == "words" and amount.scaled and amount.mantissa < 1)):
        return None
    unit = read_unit_after(text, match.end(), amount.low)
    if unit is None or unit.end - match.end() < 4 or (not of and unit.unit not in _TIME_UNITS):
        return None
    return unit


def _scale(amount: _Amount, factor: float) -> None:
    if factor != 1.0:
        amount.low = _tidy(amount.low * factor)
        amount.high = _tidy(amount.high * factor) if amount.high is not None else None


def _tidy(value: float) -> float:
    """The value without the dust of binary multiplication: 1.2 * 1e9 and 0.29 * 100 as printed."""
    return float(f"{value:.15g}")


def _negative(text: str, numeral: Numeral, floor: int) -> int | None:
    """Where a minus sign or word before the number begins, or None."""
    start = numeral.start
    before = text[start - 1 : start]
    if before in ("-", "−") and start - 1 >= floor and numeral.form == "figures":
        beyond = text[start - 2 : start - 1]
        if beyond in ("", " ", "(", "\n", "\t", "<", ">", "~"):
            return start - 1
    match = _MINUS.search(text, max(0, start - 10), start)
    if match and match.start("word") >= floor:
        earlier = text[max(0, match.start("word") - 8) : match.start("word")].strip().lower()
        if not earlier.endswith("plus or"):
            return match.start("word")
    return None


_FOLD = re.compile(r"-?fold\b")
_MINUS = re.compile(r"(?:^|[^\w])(?P<word>minus|negative)[ -]$", re.IGNORECASE)
_UNIT_SCALE = re.compile(r" (thousand|million|billion|trillion|mn|bn)\b", re.IGNORECASE)


def _scale_after_unit(text: str, amount: _Amount) -> None:
    """ "75 USD million": the magnitude behind the currency."""
    match = _UNIT_SCALE.match(text, amount.end)
    if match:
        _scale(
            amount,
            {"thousand": 1e3, "million": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}[match[1].lower()],
        )
        amount.end, amount.scaled = match.end(), True


def _weigh(text: str, amount: _Amount, unit: Unit) -> Unit | None:
    """The unit with what its context settles: pounds of money or of weight, seconds against ordinals."""
    surface = text[amount.end : unit.end].strip(" -").lower()
    if unit.shared == "pound" and unit.factor == 1.0:
        cues = set(read_lexicon("currencies")["pound_money_cues"])
        near = (
            text[max(0, amount.start - 60) : amount.start].lower().split()[-7:]
            + text[unit.end : unit.end + 40].lower().split()[:4]
        )
        follow = text[unit.end : unit.end + 4].lower()
        if follow != " of " and (amount.low >= 1e6 or any(word.strip(".,;:()") in cues for word in near)):
            return Unit(unit.end, "GBP", MONEY, 1.0, "")
        return Unit(unit.end, "pound", unit.kind, 1.0, "")
    if amount.form == "words" and not amount.scaled and amount.low == 1 and surface == "second":
        return None
    if unit.unit == "stone" and (
        text[unit.end : unit.end + 1] == " " and word_after(text, unit.end) not in ("and", "in")
    ):
        return None
    if surface in (
        "won",
        "real",
        "sol",
        "mark",
        "marks",
        "crown",
        "crowns",
        "buck",
        "dong",
        "kip",
        "lei",
        "rand",
        "reals",
        "lira",
    ) and not _money_like(text, amount, surface):
        return None
    if surface in ("bit", "bits", "cup", "cups", "bar", "knot", "stone", "kip", "bushel") and word_after(
        text, unit.end
    ).lower() in ("final", "finals", "players", "games", "match", "ties", "tie", "wins", "titles", "winner"):
        return None
    return unit


def _money_like(text: str, amount: _Amount, surface: str) -> bool:
    """ "5 million won" is money, "the 28 won" is a verb."""
    if surface == "won":
        return amount.scaled or amount.low >= 500
    return amount.scaled or amount.low >= 10


_INCHES = re.compile(r"(?:[ -]|,? and )?(?P<inches>\d{1,2}(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven)(?:[ -]?(?P<unit>inches|inch|ins?\b\.?|\"|″|”|''))?", re.IGNORECASE)  # fmt: skip


def _feet_and_inches(text: str, amount: _Amount) -> None:
    """ "6-foot-2", "5 feet 10 inches", "5ft 2in" as one value in feet."""
    if amount.unit != "foot" or amount.low >= 12 or amount.low % 1:
        return
    match = _INCHES.match(text, amount.end)
    if not match or (match["unit"] is None and text[amount.end : amount.end + 1] != "-"):
        return
    word = match["inches"].lower()
    lexicon = read_lexicon("numerals")
    inches = float(lexicon["digits"].get(word, lexicon["teens"].get(word, 0))) if word.isalpha() else float(word)
    if inches < 12 and not text[match.end() : match.end() + 1].isalnum():
        amount.low += inches / 12
        amount.high = amount.low
        amount.end = match.end()


# --- joins

_RANGE_GAPS = {" to ": "to", "-to-": "to", " - to - ": "to", " up to ": "to", " through ": "to", "-": "-", "–": "-", "—": "-", " - ": "-", " – ": "-", "−": "-",
               "\u2011": "-", " and ": "and", " or ": "or", ", or ": "or", " to about ": "to", " and about ": "and", " to around ": "to", " to as much as ": "to", " to as many as ": "to", " to nearly ": "to", " to almost ": "to", " to more than ": "to", "-or-": "or"}  # fmt: skip
_TOLERANCES = dict.fromkeys(("±", " ± ", " +/- ", "+/-", " plus or minus ", " ±", " give or take ", " +/− "), True)
_SHARES = {
    " in ": "in",
    "-in-": "in",
    " out of ": "of",
    " of every ": "of",
    " in every ": "in",
    " out of every ": "of",
    " over ": "over",
}
_LIST = re.compile(r",? (?:and |or )?|, ")
_CENTS = {"", " ", " and ", ", "}


def _join(text: str, amounts: list[_Amount]) -> list[_Amount]:
    joined: list[_Amount] = []
    i = 0
    while i < len(amounts):
        left = amounts[i]
        if i + 1 < len(amounts):
            right = amounts[i + 1]
            gap = text[left.end : right.start].lower() if right.start - left.end <= 20 else None
            if gap is not None:
                merged = _merge(text, left, right, gap, joined)
                if merged == "both":
                    joined.extend((left, right))
                    i += 2
                    continue
                if merged is not None:
                    amounts[i + 1] = merged
                    i += 1
                    continue
        joined.append(left)
        i += 1
    _inherit(text, joined)
    return joined


def _merge(text: str, left: _Amount, right: _Amount, gap: str, done: list[_Amount]) -> _Amount | str | None:
    """One amount made of two neighbours, "both" when they are the two levels of a change, or None to leave them apart."""
    if left.kind not in QUANTITIES or right.kind not in QUANTITIES:
        return _odd_pair(text, left, right, gap)
    if (
        gap in _CENTS
        and left.kind == MONEY
        and right.kind == MONEY
        and right.unit == left.unit
        and right.low < 1 <= left.low
        and left.low % 1 == 0
    ) and (
        right.low
        and not right.prefixed
        and text[right.number : right.end].lower().rstrip().endswith(("cent", "cents", "pence", "p"))
    ):
        return replace(left, end=right.end, low=_tidy(left.low + right.low), high=_tidy(left.low + right.low))
    if (
        gap in (" ", " and ")
        and left.kind == MONEY
        and not left.scaled
        and left.low % 1 == 0
        and text[left.end - 1].isalpha()
        and right.kind == "count"
        and not right.unit
        and right.form == "figures"
        and 10 <= right.low < 100
        and text[right.end : right.end + 2].strip() in ("", ".", ",", "!", "?")
    ):
        value = _tidy(left.low + right.low / 100)
        return replace(left, end=right.end, low=value, high=value)
    if gap in _SHARES and (share := _share(text, left, right, _SHARES[gap])):
        return share
    if gap in _TOLERANCES and (left.unit == right.unit or not left.unit) and right.high is not None:
        return replace(
            left,
            end=right.end,
            low=_tidy(left.low - right.low),
            high=_tidy(left.low + right.low),
            bound="range",
            unit=right.unit,
            kind=right.kind,
        )
    how = _RANGE_GAPS.get(gap)
    if how is None or left.bound in ("range", "at_least") or right.bound in ("range", "at_least") and how != "to":
        return None
    if left.high is None or right.high is None:
        return None
    between = _between_before(text, left.start)
    if how == "and" and not between:
        return None
    return _range(text, left, right, how, between)


def _odd_pair(text: str, left: _Amount, right: _Amount, gap: str) -> _Amount | None:
    """A year beside a year, a code beside a code: the pair is of the same kind."""
    if gap in ("-", "–", "/") and left.kind == right.kind:
        return replace(left, end=right.end)
    if gap in ("-", "–") and {left.kind, right.kind} & {"code", "score"} and left.form == right.form == "figures":
        kind = "score" if left.unit == right.unit == "" else "code"
        return replace(left, end=right.end, kind=kind)
    if (
        gap in (" to ", " and ", "-", "–")
        and left.kind == "year"
        and right.kind == "count"
        and 1500 <= right.low < 2100
    ):
        return replace(left, end=right.end)
    return None


def _share(text: str, left: _Amount, right: _Amount, how: str) -> _Amount | None:
    """ "one in five", "nine out of 10": a fraction; None when two things are counted ("three out of 40 passengers")."""
    below = right.low
    if (
        left.unit
        or right.kind != "count"
        or right.unit
        or not 0 < left.low < below
        or left.high is None
        or left.low % 1
    ):
        return None
    if below not in read_lexicon("numerals")["share_denominators"] or left.low > 20 and how == "in":
        return None
    if how == "over" and left.low != 1:
        return None
    after = text[right.end : right.end + 20].strip().lower()
    if how == "in" and left.form == "figures" and right.form == "figures" and left.low > 9:
        return None
    if after.startswith(
        ("year", "day", "minute", "hour", "month", "week", "second", "attempts", "games", "matches", "starts")
    ):
        return None
    value = left.low / below
    return replace(
        left, end=right.end, number_end=right.number_end, low=value, high=value, kind="fraction", form="fraction"
    )


def _range(text: str, left: _Amount, right: _Amount, how: str, between: int | None) -> _Amount | str | None:
    same = left.unit == right.unit
    if not same and left.unit and right.unit:
        # "between $62 and $68 per share"
        if not right.unit.startswith(left.unit + " / "):
            return None
        left = replace(left, unit=right.unit)
        same = True
    if left.kind == "fraction" and right.kind != "fraction" and right.low > 1:
        return None
    low, high = left.low, right.low
    shared_unit = left.unit or right.unit
    # "1.3 to 1.4 billion": the magnitude of the second holds for both when the first could not stand alone.
    if right.scaled and not left.scaled and left.form != "fraction" and low < right.mantissa and right.mantissa:
        low = _tidy(low * (right.low / right.mantissa))
    elif left.scaled and not right.scaled and left.mantissa and not right.unit and how == "-" and high > left.mantissa:
        high = _tidy(high * (left.low / left.mantissa))
    kind = right.kind if right.unit else left.kind
    start = left.start
    if how == "-":
        if same and not shared_unit and not (left.scaled or right.scaled) and left.form == right.form == "figures":
            if text[left.end : right.start].strip() and (
                kind := score_kind(text, start, right.end, low, high, between is not None or _hedged(text, start))
            ):
                return replace(left, end=right.end, high=high, kind=kind)
            kind = "count"
            if 1500 <= low < 2100 and (1500 <= high < 2100):
                return replace(left, end=right.end, kind="year")
        if low >= high:
            return None
    if how == "or" and not (low < high <= max(low * 2, low + 3) or (left.unit == "" and right.unit and low < high)):
        return None
    if how in ("to", "and"):
        change = _change_before(text, left.start)
        start_of_from = word_before(text, left.start).lower() == "from"
        if change and start_of_from:
            if not left.unit and right.unit:
                _adopt(left, right)
            elif left.unit and not right.unit:
                _adopt(right, left)
            left.low = low
            if left.high is not None:
                left.high = low
            left.change, right.change = "before", "after"
            return "both"
        if how == "to" and change and not between and (left.unit or not right.unit) and not start_of_from:
            if left.kind != "percent" or right.kind != "percent":
                return None
        if how == "to" and not start_of_from and not between:
            if low >= high and not shared_unit:
                return replace(left, end=right.end, kind="score") if left.form == right.form and high < 300 else None
            words = {word.strip(",.").lower() for word in text[max(0, left.start - 30) : left.start].split()[-3:]}
            after = text[right.end : right.end + 20].lower().split()[:1]
            if not shared_unit and (
                words & {"vote", "voted", "won", "lost", "beat", "led", "score", "odds", "ratio", "outnumbered"}
                or after in (["vote"], ["odds"], ["ratio"], ["favorites"])
            ):
                return replace(left, end=right.end, kind="score")
    if low > high:
        low, high = high, low
    return replace(
        right, start=start, number=left.number, low=low, high=high, bound="range", unit=shared_unit, kind=kind, form=left.form,
        scaled=left.scaled or right.scaled, shared=left.shared or right.shared,
    )  # fmt: skip


def _adopt(amount: _Amount, other: _Amount) -> None:
    amount.unit, amount.kind, amount.shared = other.unit, other.kind, other.shared


def _inherit(text: str, amounts: list[_Amount]) -> None:
    """In a list only the last carries the unit: "5, 10 and 15 percent", "8 or $9"."""
    for index in range(len(amounts) - 2, -1, -1):
        left, right = amounts[index], amounts[index + 1]
        if (
            left.kind != "count"
            or left.unit
            or left.scaled
            or not right.unit
            or right.kind not in ("money", "percent", "measure")
        ):
            continue
        if right.start - left.end > 6 or left.form == "vague":
            continue
        gap = text[left.end : right.start]
        if gap in (" and ", " or ", ", ", ", and ", " to "):
            if (
                right.kind == MONEY
                and right.scaled
                or text[left.end : left.end + 1] == ","
                and not (index and gap == ", ")
            ):
                continue
            left.unit, left.kind, left.shared = right.unit, right.kind, right.shared


# --- surroundings


@cache
def _hedges() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    lexicon = read_lexicon("hedges")
    before = {form: bound for bound, forms in lexicon["before"].items() for form in forms}
    after = {form: bound for bound, forms in lexicon["after"].items() for form in forms}
    return before, after, frozenset(lexicon["between"])


_WORDS = re.compile(r"[^\s(\[“\"‘—–]+")
_SIGNS = {
    "~": "approximate",
    "≈": "approximate",
    "∼": "approximate",
    ">": "more_than",
    "<": "less_than",
    "≥": "at_least",
    "≤": "at_most",
}


def _words_left(text: str, start: int, count: int = 6) -> list[re.Match[str]]:
    """The words before `start`, nearest last, none cut off by the window's edge."""
    window = max(0, start - 48)
    if window and not text[window - 1].isspace():
        space = text.find(" ", window, start)
        window = space if space >= 0 else start
    line = text.rfind("\n", window, start)
    return list(_WORDS.finditer(text, max(window, line + 1), start))[-count:]


def _hedge_before(text: str, start: int, floor: int) -> tuple[int, str, str] | None:
    """The longest hedge that ends right before `start`: (its start, bound, phrase), or None."""
    if start <= floor:
        return None
    before, _, _ = _hedges()
    sign = text[start - 1]
    if sign in _SIGNS:
        return start - 1, _SIGNS[sign], sign
    if sign == "=" and text[start - 2 : start - 1] in ("<", ">"):
        return start - 2, "at_least" if text[start - 2] == ">" else "at_most", text[start - 2 : start]
    if not sign.isspace() and sign != "-":
        return None
    stop = start
    if sign == "-" and not text[start - 2 : start - 1].isalpha():
        return None
    words = _words_left(text, stop)
    if sign == "-":
        # "up-to-50": the hyphens stand for spaces.
        phrase = words[-1].group().lower().replace("-", " ").strip() if words else ""
        if phrase == "sub":
            return words[-1].start(), "less_than", phrase
        return (words[-1].start(), before[phrase], phrase) if phrase in before and words[-1].start() >= floor else None
    if words and text[words[-1].end() : start].strip(" \u00a0"):
        return None
    for size in range(len(words), 0, -1):
        first = words[-size]
        if first.start() < floor:
            continue
        phrase = text[first.start() : words[-1].end()].lower()
        bound = before.get(phrase)
        if bound:
            return first.start(), bound, phrase
    return None


def _hedged(text: str, start: int) -> bool:
    return _hedge_before(text, start, 0) is not None or _between_before(text, start) is not None


def _between_before(text: str, start: int) -> int | None:
    """Where "between" (or "ranging from" ...) begins that stands right before `start`, or None.

    A hedge may stand in the middle: "between about $1.5 and $1.6 billion".
    """
    _, _, between = _hedges()
    hedge = _hedge_before(text, start, 0) if start else None
    for stop in (start, hedge[0] if hedge else start):
        words = _words_left(text, stop, 2)
        for size in (2, 1):
            if len(words) >= size and text[words[-size].start() : words[-1].end()].lower() in between:
                return words[-size].start()
    return None


@cache
def _changes() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    lexicon = read_lexicon("hedges")
    return tuple(frozenset(lexicon[name]) for name in ("up", "down", "change_gap", "up_after", "down_after"))


def _change_before(text: str, start: int) -> str:
    """ "up" or "down" when a verb of change stands within five words before `start`, else ""."""
    up, down, _, _, _ = _changes()
    for word in reversed(_words_left(text, start, 5)):
        form = word.group().lower()
        if form.endswith((".", ";", ":", ",")):
            return ""
        if form in up:
            return "up"
        if form in down:
            return "down"
    return ""


# Verbs that say a change of a rate or an index, but something else of a thing ("lost 12 men", "raised $5 million").
_RATE_ONLY = frozenset(
    [
        "add",
        "adds",
        "added",
        "adding",
        "raise",
        "raises",
        "raised",
        "raising",
        "cut",
        "cuts",
        "lose",
        "loses",
        "lost",
        "losing",
        "shed",
        "sheds",
        "gain",
        "gains",
        "gained",
        "gaining",
        "contract",
        "contracts",
        "contracted",
        "advance",
        "advances",
        "advanced",
        "expand",
        "expands",
        "expanded",
        "hike",
        "hiked",
        "hikes",
        "boost",
        "boosts",
        "boosted",
        "lower",
        "reduce",
        "dive",
        "slash",
        "slashed",
        "trim",
        "trimmed",
        "crash",
        "crashed",
        "strengthened",
    ]
)


def _trend_by(words: list[re.Match[str]]) -> str:
    """The direction when "by" stands before the number and a verb of change before that: "cut emissions by 40%"."""
    up, down, gap, _, _ = _changes()
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


def _trend(text: str, amount: _Amount, start: int) -> str:
    """up or down when the amount is what something changed by, else "" (a level, or no change at all)."""
    up, down, gap, up_after, down_after = _changes()
    words = _words_left(text, start, 6)
    by = False
    for steps, word in enumerate(reversed(words)):
        form = word.group().lower()
        if form.endswith((",", ";", ".", ":")):
            break
        if form in ("to", "from", "at"):
            break
        if form in up or form in down:
            if (
                form in _RATE_ONLY
                and not by
                and amount.kind != "percent"
                and not (form.startswith("gain") and amount.kind == "money")
                and word_after(text, amount.end).lower() not in ("points", "point")
            ):
                break
            if form in ("up", "down") and steps + 2 <= len(words) and words[-steps - 2].group().lower() in _UP_PARTICLE:
                break
            if (
                form in ("rising", "growing", "falling", "increased", "reduced", "growth", "contract", "add")
                and not by
                and steps == 0
                and amount.kind == "count"
            ):
                break
            return "up" if form in up else "down"
        if form not in gap:
            break
        by = by or form == "by"
    by_trend = _trend_by(words)
    if by_trend:
        return by_trend
    match = _AFTER_TREND.match(text, amount.end)
    if match and amount.kind in ("percent", "money", "measure", "fraction"):
        word = match["word"].lower()
        if word in up_after:
            return "up"
        if word in down_after:
            return "down"
    return ""


_UP_PARTICLE = frozenset(
    "gave give gives given giving set sets made make makes making picked pick racked rack put puts opened came come took take ended".split()
)
_AFTER_TREND = re.compile(r"[ -](?:pay |tax |price |rate |year-on-year |annual )?(?P<word>[A-Za-z]+)")
_OLD = re.compile(r"[- ]?(?:olds?\b|of age\b|-?old-?)", re.IGNORECASE)
_YO = re.compile(r"[ -]?(?:y/?o\b|yrs?[- ]old|y\.o\.)", re.IGNORECASE)
_NAMED = re.compile(r"[^\W\d_a-z][\w'’.-]{1,20}(?: (?:Jr|Sr)\.?)?, ?$")
_AGED = re.compile(
    r"(?:^|[^\w])(?:aged?|ages|age of|ages of|aged between|between the ages of|turned|turning|turns|over the age of|under the age of) $",
    re.IGNORECASE,
)
_AFTER_AGE = re.compile(r"(?:,|\)| of [A-Z]|;|\.(?:\s|$)| and [A-Z][a-z]+ [A-Z])")


def _age(text: str, amount: _Amount) -> tuple[int, str] | None:
    """(end, unit) when the amount is an age: "17-year-old", "8 weeks of age", "aged 42", "Smith, 42,"."""
    if amount.kind == "measure" and amount.unit in ("year", "month", "week", "day"):
        match = _OLD.match(text, amount.end)
        return (match.end(), amount.unit) if match else None
    if amount.kind != "count" or amount.unit or not 0 < amount.low < 120 or amount.scaled:
        return None
    match = _YO.match(text, amount.end)
    if match:
        return match.end(), "year"
    if _AGED.search(text, max(0, amount.start - 24), amount.start):
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
_STRONG = ("at_most", "at_least", "more_than", "less_than")


def _surround(text: str, amount: _Amount, before: _Amount | None, floor: int) -> QuantityMention:
    """The mention that an amount makes with its hedges, its trend and its age read."""
    kind, unit, end, bound, start = amount.kind, amount.unit, amount.end, amount.bound, amount.start
    if kind not in QUANTITIES:
        return QuantityMention(start, end, amount.low, amount.high, "exact", "", "", kind, "", amount.number)
    age = _age(text, amount)
    low, high = amount.low, amount.high
    if age and not (age[1] == "year" and kind == "count" and amount.form == "words" and amount.low < 1):
        kind, (end, unit) = "age", age
    hedge_bound = ""
    between = _between_before(text, start) if bound == "range" else None
    if between is not None and between >= floor:
        start = between
    else:
        for _ in range(3):
            hedge = _hedge_before(text, start, floor)
            if hedge is None or not _hedge_fits(text, hedge, amount, kind):
                break
            start = hedge[0]
            # "up to about 30": the bound says more than the approximation.
            if not hedge_bound or hedge[1] in _STRONG:
                hedge_bound = hedge[1]
        if start < amount.start and text[start : start + 1].isspace():
            start = amount.start
    if (
        not hedge_bound
        and before is not None
        and before.hedge in _STRONG
        and kind == "measure" == before.kind
        and _BRACKET.match(text[before.end : start])
    ):
        # "more than 100 km (60 miles)": the conversion is bounded as well.
        hedge_bound = before.hedge
    tail = _hedge_after(text, end, amount)
    if tail:
        end, hedge_bound = tail[0], tail[1] if tail[1] in _STRONG or not hedge_bound else hedge_bound
    if hedge_bound:
        low, high, bound = _bounded(low, high, bound, hedge_bound)
    trend = ""
    if not amount.change and kind != "age":
        trend = _trend(text, amount, start)
        if not trend and before is not None and before.trend and amount.start - before.end <= 24:
            # "lost 190 points, or 0.6%": the second is the same change.
            between_text = text[before.end : start].lower()
            if _SAME_CHANGE.match(between_text) or (between_text.endswith(" by ") and kind == "percent"):
                trend = before.trend
    return QuantityMention(start, end, low, high, bound, unit, trend, kind, amount.change, amount.number)


def _bounded(low: float, high: float | None, bound: str, hedge: str) -> tuple[float | None, float | None, str]:
    """The interval that a hedge makes of a value or of an interval."""
    if bound == "range":
        if hedge in ("at_most", "less_than"):
            return low, high, "range"
        return low, high, "range"
    if hedge == "approximate":
        return (low, high, bound) if bound == "at_least" else (low, high, "approximate")
    if hedge in ("more_than", "at_least"):
        return low, None, hedge
    return None, high if high is not None else low, hedge


def _hedge_fits(text: str, hedge: tuple[int, str, str], amount: _Amount, kind: str) -> bool:
    """Whether the phrase hedges this number: "over two years" may be a period, "as many as" part of "twice as many as"."""
    start, _, phrase = hedge
    words = _words_left(text, start, 1)
    previous = words[-1].group().lower() if words else ""
    lexicon = read_lexicon("hedges")
    if phrase in lexicon["not_of_time"] and amount.unit in _TIME_UNITS and kind != "age":
        return previous in lexicon["time_leads"] or (
            previous.isalpha() and previous.endswith(("ing", "ed")) and phrase == "over"
        )
    if phrase.startswith("as ") and previous in ("twice", "times", "half", "than"):
        return False
    if phrase in ("about", "around") and previous in (
        "story",
        "film",
        "movie",
        "book",
        "talk",
        "question",
        "questions",
        "know",
        "series",
        "concerns",
        "documentary",
        "novel",
        "told",
        "ask",
    ):
        return False
    if (
        phrase in ("under", "below", "above", "over", "beyond", "near", "close to")
        and amount.form == "words"
        and amount.low < 4
        and not amount.unit
        and kind == "count"
    ):
        return False
    if phrase in ("max", "maximum", "minimum", "perhaps", "maybe", "probably") and start and text[start - 1] == "-":
        return False
    return not (
        phrase == "up to"
        and previous
        in ("come", "came", "wake", "woke", "add", "stand", "stood", "live", "lived", "adds", "build", "leading", "run")
    )


_GOES_ON = re.compile(r" (?:than|[$€£]?\d|or equal)")
_AFTER_WORDS = re.compile(
    r"(?:\+|-(?:plus|odd|ish)\b|[ -](?:or|and|odd|plus|ish)\b(?: [a-z]+)?| (?:max|tops|at most|maximum)\b)"
)


def _hedge_after(text: str, end: int, amount: _Amount) -> tuple[int, str] | None:
    """The hedge behind a number: "500 or more", "40-odd", "500+": (its end, bound), or None."""
    match = _AFTER_WORDS.match(text, end)
    if not match:
        return None
    _, after, _ = _hedges()
    phrase = match.group().strip().lower()
    if phrase in ("plus", "odd", "ish") and not match.group().startswith("-"):
        return None
    bound = after.get(phrase)
    if _GOES_ON.match(text, match.end()):
        return None
    if bound is None and phrase.startswith("-"):
        bound = after.get(phrase[1:])
    if phrase == "+" and text[match.end() : match.end() + 1].isdigit():
        return None
    return (match.end(), bound) if bound else None
