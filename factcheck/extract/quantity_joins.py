"""Neighbouring amounts that make one: ranges, shares, tolerances, dollars and cents, and lists with one unit."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from factcheck.extract.quantity_amounts import QUANTITIES, Amount, tidy
from factcheck.extract.quantity_hedges import between_before, change_before, is_hedged, levels_before
from factcheck.extract.quantity_kinds import score_kind
from factcheck.extract.quantity_units import MEASURE, MONEY
from factcheck.extract.quantity_words import word_before
from factcheck.language.lexicons import read_lexicon

# A level is so many times the change that led to it, or more; the ends of a range lie closer together.
FEWEST_TIMES = 6


@cache
def _range_gaps() -> dict[str, str]:
    """What stands between the ends of a range -> to, and, or, or "-"."""
    return {form: how for how, forms in read_lexicon("hedges")["range_gaps"].items() for form in forms}


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


# What a unit is told with in one breath, and how many of these make it.
_SMALLER = {"year": ("month", 12), "hour": ("minute", 60), "minute": ("second", 60)}
_CENTS = {"", " ", " and ", ", "}


def join_amounts(text: str, amounts: list[Amount]) -> list[Amount]:
    joined: list[Amount] = []
    i = 0
    while i < len(amounts):
        left = amounts[i]
        if i + 1 < len(amounts):
            if i + 2 < len(amounts):
                _close_up(text, amounts, i + 1)
            right = amounts[i + 1]
            gap = text[left.end : right.start].lower() if right.start - left.end <= 20 else None
            if gap is not None:
                merged = _merge(text, left, right, gap)
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


def _close_up(text: str, amounts: list[Amount], i: int) -> None:
    """Joins amount i with the next first where a hyphen ties them closer than "to" ties i to the one before: "3 to 5-7"."""
    before, left, right = amounts[i - 1 : i + 2]
    if text[left.end : right.start] in ("-", "–") and text[before.end : left.start] == " to ":
        merged = _merge(text, left, right, "-")
        if isinstance(merged, Amount) and merged.bound == "range":
            amounts[i : i + 2] = [merged]


def _merge(text: str, left: Amount, right: Amount, gap: str) -> Amount | str | None:
    """One amount made of two neighbours, "both" when they are the two levels of a change, or None to leave them apart."""
    if left.kind not in QUANTITIES or right.kind not in QUANTITIES:
        return _odd_pair(text, left, right, gap)
    if gap in _CENTS and (cents := _cents(text, left, right)) is not None:
        value = tidy(left.low + cents)
        return replace(left, end=right.end, low=value, high=value)
    if gap in (" ", " and ") and (rest := _smaller_unit(left, right)) is not None:
        value = tidy(left.low + rest)
        return replace(left, end=right.end, low=value, high=value)
    if gap in _SHARES and (share := _share(text, left, right, _SHARES[gap])):
        return share
    if gap in _TOLERANCES and (left.unit == right.unit or not left.unit) and right.high is not None:
        return replace(
            left,
            end=right.end,
            low=tidy(left.low - right.low),
            high=tidy(left.low + right.low),
            bound="range",
            unit=right.unit,
            kind=right.kind,
        )
    how = _range_gaps().get(gap)
    if how is None or left.bound in ("range", "at_least") or right.bound in ("range", "at_least") and how != "to":
        return None
    if left.high is None or right.high is None:
        return None
    between = between_before(text, left.start)
    if how == "and" and between is None:
        return None
    return _range(text, left, right, how, between)


def _smaller_unit(left: Amount, right: Amount) -> float | None:
    """The part of a year that "six years and four months" adds to it, and so for hours and minutes; None for other units."""
    parts = _SMALLER.get(left.unit)
    if not parts or parts[0] != right.unit or not left.kind == right.kind == MEASURE:
        return None
    whole = left.low % 1 == 0 and left.bound == right.bound == "exact"
    return right.low / parts[1] if whole and 0 < right.low < parts[1] else None


def _cents(text: str, left: Amount, right: Amount) -> float | None:
    """The part of a dollar that the second amount adds to the first ("3 dollars 50 cents", "15 dollars and 50."), or None."""
    if left.kind != MONEY or left.scaled or left.low % 1:
        return None
    if right.kind == MONEY and right.unit == left.unit and 0 < right.low < 1 <= left.low and not right.prefixed:
        return right.low if text[right.number : right.end].lower().endswith(("cent", "cents", "pence", "p")) else None
    bare = right.kind == "count" and not right.unit and right.form == "figures" and 10 <= right.low < 100
    ends = text[right.end : right.end + 2].strip() in ("", ".", ",", "!", "?")
    return right.low / 100 if bare and ends and text[left.end - 1].isalpha() else None


def _odd_pair(text: str, left: Amount, right: Amount, gap: str) -> Amount | None:
    """A year beside a year, a code beside a code: the pair is of the same kind."""
    if gap in ("-", "–", "/") and left.kind == right.kind:
        return replace(left, end=right.end)
    if gap in ("-", "–") and {left.kind, right.kind} & {"code", "score"} and left.form == right.form == "figures":
        kind = "score" if left.unit == right.unit == "" else "code"
        if left.low % 1 and right.low % 1 and left.low < right.low and text[left.start - 1 : left.start] in (" ", "("):
            # "95% CI 1.92–2.65": what has a decimal point at both ends is neither a score nor a model's name.
            return _range(text, replace(left, kind="count"), right, "-", None)
        if (
            left.kind == "code"
            and right.unit
            and text[left.start - 1 : left.start] in (" ", "(", "")
            and not left.low >= right.low
        ):
            return _range(text, replace(left, kind="count"), right, "-", None)
        return replace(left, end=right.end, kind=kind)
    if (
        gap in (" to ", " and ", "-", "–")
        and left.kind == "year"
        and right.kind == "count"
        and max(left.low, 999) < right.low < 2100
        and right.low % 1 == 0
        and not right.scaled
    ):
        return replace(left, end=right.end)
    return None


def _share(text: str, left: Amount, right: Amount, how: str) -> Amount | None:
    """ "one in five", "nine out of 10": a fraction; None when two things are counted ("three out of 40 passengers")."""
    below = right.low
    if (
        left.unit
        or right.kind != "count"
        or right.unit
        or not (0 < left.low < below or (how == "over" and -below < left.low < 0))
        or left.high is None
        or left.low % 1
    ):
        return None
    alone = text[right.end : right.end + 2].strip() in ("", ".")
    if how == "over" and not (alone and text[left.start - 1 : left.start] in ("", " ")):
        return None
    if (
        how != "over"
        and left.low != 1
        and (below not in read_lexicon("numerals")["share_denominators"] or left.low > 20 and how == "in")
    ):
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


def _range(text: str, left: Amount, right: Amount, how: str, between: int | None) -> Amount | str | None:
    same = left.unit == right.unit
    if not same and left.unit and right.unit:
        # "between $62 and $68 per share", "from $75 a barrel to $45"
        if right.unit.startswith(left.unit + " / "):
            left.unit = right.unit
        elif how == "to" and left.unit.startswith(right.unit + " / "):
            right.unit = left.unit
        else:
            return None
        same = True
    if left.kind == "fraction" and right.kind != "fraction" and right.low > 1:
        return None
    low, high = left.low, right.high if right.bound == "range" and right.high is not None else right.low
    shared_unit = left.unit or right.unit
    # "1.3 to 1.4 billion": the magnitude of the second holds for both when the first could not stand alone.
    if right.scaled and not left.scaled and left.form != "fraction" and low < right.mantissa and right.mantissa:
        low = tidy(low * (right.low / right.mantissa))
    elif not left.unit and right.unit and low < right.mantissa:
        low = tidy(low * _unit_factor(right))
    elif left.scaled and not right.scaled and left.mantissa and not right.unit and how == "-" and high > left.mantissa:
        high = tidy(high * (left.low / left.mantissa))
    kind = right.kind if right.unit else left.kind
    start = left.start
    if how == "-":
        if same and not shared_unit and not (left.scaled or right.scaled) and left.form == right.form == "figures":
            if text[left.end : right.start].strip() and (
                kind := score_kind(text, start, right.end, low, high, between is not None or is_hedged(text, start))
            ):
                return replace(left, end=right.end, high=high, kind=kind)
            kind = "count"
            if 1500 <= low < 2100 and (1500 <= high < 2100):
                return replace(left, end=right.end, kind="year")
        if low >= high:
            if not left.unit and right.unit:
                _adopt(left, right)
            return "both" if low > high and shared_unit else None
    if how == "or" and not (low < high <= max(low * 2, low + 3) or (left.unit == "" and right.unit and low < high)):
        return None
    if how in ("to", "and"):
        start_of_from = word_before(text, left.start).lower() == "from"
        change = change_before(text, left.start) or (start_of_from and levels_before(text, left.start))
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
        if how == "to" and low > high and shared_unit and between is None and not start_of_from:
            # "leads 46 percent to 44 percent": two shares, no range.
            if not left.unit:
                _adopt(left, right)
            return "both"
        stepwise = how == "to" and change and between is None and (left.unit or not right.unit) and not start_of_from
        if stepwise and (not left.kind == right.kind == "percent" or high >= low * FEWEST_TIMES):
            # "rose 18 sen to 2.35 ringgit", "fell 0.1 percent to 4.2 percent": a change and a level.
            return None
        if how == "to" and change and high >= low * FEWEST_TIMES and word_before(text, left.start).lower() == "by":
            # "fell by one to 16 per cent"
            return None
        if how == "to" and not start_of_from and between is None:
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
    # What "1.3" is of "1.3 billion", for an amount before it that shares the magnitude.
    mantissa = right.mantissa * low / right.low if right.scaled and right.low else right.mantissa
    return replace(
        right, start=start, number=left.number, low=low, high=high, bound="range", mantissa=mantissa, unit=shared_unit,
        kind=kind, form=left.form, scaled=left.scaled or right.scaled, shared=left.shared or right.shared,
    )  # fmt: skip


def _adopt(amount: Amount, other: Amount) -> None:
    """Gives an amount without a unit that of another: "25" of "25, 50 or 75 cents" is a quarter of a dollar."""
    factor = _unit_factor(other)
    amount.low = tidy(amount.low * factor)
    amount.high = None if amount.high is None else tidy(amount.high * factor)
    amount.unit, amount.kind, amount.shared = other.unit, other.kind, other.shared


def _unit_factor(amount: Amount) -> float:
    """What the printed unit is of the one that it is told in: a cent 0.01 of a dollar; 1 beside a magnitude ("million")."""
    value = amount.high if amount.bound == "range" else amount.low
    if amount.scaled or not amount.mantissa or value is None:
        return 1.0
    return abs(value / amount.mantissa)


def _inherit(text: str, amounts: list[Amount]) -> None:
    """In a list only the last carries the unit: "5, 10 and 15 percent", "8 or $9"."""
    inherited = -1
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
            # "Of the 30, 40 percent left": a comma joins only what the list goes on behind.
            if right.kind == MONEY and right.scaled or gap == ", " and inherited != index + 1:
                continue
            inherited = index
            _adopt(left, right)
