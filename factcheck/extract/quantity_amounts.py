"""From numerals to amounts: each number with its sign, currency, magnitude and unit, or the kind of thing that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.extract.numerals import Numeral
from factcheck.extract.quantity_hedges import hedge_bound
from factcheck.extract.quantity_kinds import bare_kind, numeral_kind
from factcheck.extract.quantity_units import (
    MEASURE,
    MONEY,
    PERCENT,
    TIME_UNITS,
    Unit,
    magnitude_letter,
    per_unit,
    read_currency_before,
    read_unit_after,
)
from factcheck.extract.quantity_words import points_end, word_after, word_before
from factcheck.language.lexicons import read_lexicon

# Kinds that say how much or how many; the others (ordinal, score, vote, time, phone, code, year, date) are told apart so
# that they can be left out.
QUANTITIES = frozenset({"count", "money", "measure", "percent", "age", "fraction", "multiple"})


@dataclass(slots=True)
class Amount:
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


def read_amounts(text: str, numerals: list[Numeral], local: dict[str, str]) -> list[Amount]:
    amounts: list[Amount] = []
    floor = 0
    for numeral in numerals:
        if numeral.start < floor:
            continue
        kind, end = numeral_kind(text, numeral)
        if kind == "fraction?":
            kind = "" if read_unit_after(text, numeral.end) else "ordinal"
        if kind:
            amounts.append(
                Amount(
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


def _amount(text: str, numeral: Numeral, local: dict[str, str], floor: int) -> Amount:
    low, high = numeral.low, numeral.high
    amount = Amount(
        numeral.start, numeral.end, numeral.start, numeral.end, low, high, numeral.bound, mantissa=numeral.mantissa or low,
        scaled=numeral.scaled, form=numeral.form,
    )  # fmt: skip
    if numeral.form == "fraction":
        if points := points_end(text, amount.start, amount.end):
            amount.end, amount.unit, amount.kind = points, "percentage_point", PERCENT
            return amount
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
    if (
        not money
        and _PERCENT_OF.search(text, max(0, amount.start - 16), amount.start)
        and text[amount.end : amount.end + 2].strip() in ("", ".")
    ):
        amount.unit, amount.kind = "percent", PERCENT
        return amount
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
        bare = bare_kind(
            text, numeral.start, numeral.end, low, "sign" if negative is not None else hedge_bound(text, amount.start)
        )
        if bare:
            amount.kind = bare
            return amount
    if money and amount.shared == "dollar" and (country := _COUNTRY.match(text, amount.end)):
        # "$75 U.S. a barrel", as Canada prints it
        amount.end, amount.shared = country.end(), ""
        amount.unit = "CAD" if country["name"].startswith("C") else "USD"
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


_COUNTRY = re.compile(r" (?P<name>U\.S\.|US|USD|Canadian|Cdn|CAD)(?=[ ,.;)](?![A-Z]))")
_SHARE_OF = re.compile(r"(?: of)? an?(?= )", re.IGNORECASE)
_APART = re.compile(
    r" (?:of|more|additional|extra|further|full|whole|straight|consecutive|previous|successive|long|other|solid|good"
    r"|rushing|passing|receiving|total)(?= )",
    re.IGNORECASE,
)


def _unit_apart(text: str, amount: Amount) -> Unit | None:
    """The unit behind one word: "tens of thousands of dollars", "50 previous years"; None when there is none."""
    if amount.form == "fraction":
        # "half an hour", "a quarter of a mile"
        match = _SHARE_OF.match(text, amount.end)
        unit = read_unit_after(text, match.end(), amount.low) if match else None
        return unit if unit and unit.kind == MEASURE and unit.unit != "pound" else None
    match = _APART.match(text, amount.end)
    if not match:
        return None
    of = match.group().lower() == " of"
    if of != (amount.form == "vague" or (amount.form == "words" and amount.scaled and amount.mantissa < 1)):
        return None
    unit = read_unit_after(text, match.end(), amount.low)
    if unit is None or unit.end - match.end() < 4 or (not of and unit.unit not in (*TIME_UNITS, "yard")):
        return None
    return unit


def _scale(amount: Amount, factor: float) -> None:
    if factor != 1.0:
        amount.low = tidy(amount.low * factor)
        amount.high = tidy(amount.high * factor) if amount.high is not None else None


def tidy(value: float) -> float:
    """The value without the dust of binary multiplication: 1.2 * 1e9 and 0.29 * 100 as printed."""
    return float(f"{value:.15g}")


def _negative(text: str, numeral: Numeral, floor: int) -> int | None:
    """Where a minus sign or word before the number begins, or None."""
    start = numeral.start
    before = text[start - 1 : start]
    if before in ("-", "−") and start - 1 >= floor and numeral.form == "figures":
        beyond = text[start - 2 : start - 1]
        # "COVID -19" is a name with a stray space.
        name = word_before(text, start - 1)
        if beyond in ("", " ", "(", "\n", "\t", "<", ">", "~") and not (len(name) > 1 and name.isupper()):
            return start - 1
    match = _MINUS.search(text, max(0, start - 10), start)
    if match and match.start("word") >= floor:
        earlier = text[max(0, match.start("word") - 8) : match.start("word")].strip().lower()
        if not earlier.endswith("plus or"):
            return match.start("word")
    return None


_PERCENT_OF = re.compile(r"(?:^|[^\d\s] )per ?cent of $", re.IGNORECASE)


_FOLD = re.compile(r"-?fold\b")


_MINUS = re.compile(r"(?:^|[^\w])(?P<word>minus|negative)[ -]$", re.IGNORECASE)


_UNIT_SCALE = re.compile(r" (thousand|million|billion|trillion|mn|bn)\b", re.IGNORECASE)


def _scale_after_unit(text: str, amount: Amount) -> None:
    """ "75 USD million": the magnitude behind the currency."""
    match = _UNIT_SCALE.match(text, amount.end)
    if match:
        _scale(
            amount,
            {"thousand": 1e3, "million": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}[match[1].lower()],
        )
        amount.end, amount.scaled = match.end(), True


def _weigh(text: str, amount: Amount, unit: Unit) -> Unit | None:
    """The unit with what its context settles: pounds of money or of weight, seconds against ordinals."""
    surface = text[amount.end : unit.end].strip(" -").lower()
    if unit.shared == "pound" and unit.factor == 1.0:
        cues = set(read_lexicon("currencies")["pound_money_cues"])
        # What the sentence before tells of money says nothing of this one's pounds.
        near = (
            text[max(0, amount.start - 60) : amount.start].rpartition(". ")[2].lower().split()[-7:]
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
    ) and not _money_like(amount, surface):
        return None
    if surface in ("bit", "bits", "cup", "cups", "bar", "knot", "stone", "kip", "bushel") and word_after(
        text, unit.end
    ).lower() in ("final", "finals", "players", "games", "match", "ties", "tie", "wins", "titles", "winner"):
        return None
    return unit


def _money_like(amount: Amount, surface: str) -> bool:
    """ "5 million won" is money, "the 28 won" is a verb."""
    if surface == "won":
        return amount.scaled or amount.low >= 500
    return amount.scaled or amount.low >= 10


_INCHES = re.compile(
    r"(?:[ -]|,? and )?"
    r"(?P<inches>\d{1,2}(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven)"
    r"(?P<unit>[ -]?(?:inches|inch|ins\b|\"|″|”|'')|in\b\.?)?",
    re.IGNORECASE,
)


def _feet_and_inches(text: str, amount: Amount) -> None:
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
