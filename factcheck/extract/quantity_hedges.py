"""The words around a number that bound it: hedges before and after it, "between", verbs of change.

All look-ups are of the few words beside the number in the lexicon `hedges`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from factcheck.extract.quantity_units import TIME_UNITS
from factcheck.language.lexicons import read_lexicon

if TYPE_CHECKING:
    from factcheck.extract.quantity_amounts import Amount


@cache
def _hedges() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    lexicon = read_lexicon("hedges")
    before = {form: bound for bound, forms in lexicon["before"].items() for form in forms}
    after = {form: bound for bound, forms in lexicon["after"].items() for form in forms}
    return before, after, frozenset(lexicon["between"])


# "rose 5 percent, from $10 to $12": the share that a change is told in, before its two levels.
_SHARE_BEFORE_FROM = re.compile(r"(?:%|\bper ?cent|\bpoints?)\)?,?(?: [\w-]+){0,2}? from $", re.IGNORECASE)
_WORDS = re.compile(r"[^\s(\[“\"‘—–]+")


_SIGNS = {
    "~": "approximate",
    "≈": "approximate",
    "∼": "approximate",
    ">": "more_than",
    "<": "less_than",
    "≥": "at_least",
    "⩾": "at_least",
    "≧": "at_least",
    "≤": "at_most",
    "⩽": "at_most",
    "≦": "at_most",
}


def words_left(text: str, start: int, count: int = 6) -> list[re.Match[str]]:
    """The words before `start`, nearest last, none cut off by the window's edge."""
    window = max(0, start - 48)
    if window and not text[window - 1].isspace():
        space = text.find(" ", window, start)
        window = space if space >= 0 else start
    line = text.rfind("\n", window, start)
    return list(_WORDS.finditer(text, max(window, line + 1), start))[-count:]


def hedge_before(text: str, start: int, floor: int) -> tuple[int, str, str] | None:
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
    words = words_left(text, stop)
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


def hedge_bound(text: str, start: int) -> str:
    """The bound of the hedge right before `start`, blank for none."""
    hedge = hedge_before(text, start, 0)
    return hedge[1] if hedge else ""


def is_hedged(text: str, start: int) -> bool:
    return hedge_before(text, start, 0) is not None or between_before(text, start) is not None


def between_before(text: str, start: int) -> int | None:
    """Where "between" (or "ranging from" ...) begins that stands right before `start`, or None.

    A hedge may stand in the middle: "between about $1.5 and $1.6 billion".
    """
    _, _, between = _hedges()
    hedge = hedge_before(text, start, 0) if start else None
    for stop in (start, hedge[0] if hedge else start):
        words = words_left(text, stop, 4)
        for size in (4, 3, 2, 1):
            if len(words) >= size and text[words[-size].start() : words[-1].end()].lower() in between:
                return words[-size].start()
    return None


@cache
def change_words() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    lexicon = read_lexicon("hedges")
    return tuple(frozenset(lexicon[name]) for name in ("up", "down", "change_gap", "up_after", "down_after"))


def change_before(text: str, start: int) -> str:
    """ "up" or "down" when a verb of change stands within five words before `start`, else ""."""
    up, down, _, _, _ = change_words()
    for word in reversed(words_left(text, start, 5)):
        form = word.group().lower()
        if form.endswith((".", ";", ":", ",")):
            return ""
        if form in up:
            return "up"
        if form in down:
            return "down"
    return ""


def levels_before(text: str, start: int) -> bool:
    """Whether the words before "from" make the two numbers behind it levels of a change: "doubled from", "rose 5%, from"."""
    up, down, _, _, _ = change_words()
    words = [word.group().lower() for word in words_left(text, start, 9)]
    if any(word in _multiples() for word in words[-6:]):
        return True
    told = bool(_SHARE_BEFORE_FROM.search(text, max(0, start - 40), start))
    return told and any(word.rstrip(",") in up or word.rstrip(",") in down for word in words)


@cache
def _multiples() -> frozenset[str]:
    return frozenset(read_lexicon("arithmetic")["ratios"])


STRONG = ("at_most", "at_least", "more_than", "less_than")


def bounded(low: float, high: float | None, bound: str, hedge: str) -> tuple[float | None, float | None, str]:
    """The interval that a hedge makes of a value or of an interval."""
    if bound == "range":
        return low, high, "range"
    if hedge == "approximate":
        return (low, high, bound) if bound == "at_least" else (low, high, "approximate")
    if hedge in ("more_than", "at_least"):
        return low, None, hedge
    return None, high if high is not None else low, hedge


def hedge_fits(text: str, hedge: tuple[int, str, str], amount: Amount, kind: str) -> bool:
    """Whether the phrase hedges this number: "over two years" may be a period, "as many as" part of "twice as many as"."""
    start, _, phrase = hedge
    words = words_left(text, start, 1)
    previous = words[-1].group().lower() if words else ""
    lexicon = read_lexicon("hedges")
    if phrase in lexicon["not_of_time"] and amount.unit in TIME_UNITS and kind != "age":
        return previous in lexicon["time_leads"] or (
            previous.isalpha() and previous.endswith(("ing", "ed")) and phrase == "over"
        )
    if phrase.startswith("starting") and kind == "count":
        # "watch it starting at 4": a time of day.
        return False
    if phrase.startswith("as ") and previous in ("twice", "times", "half", "than"):
        return False
    if phrase in ("about", "around") and previous in lexicon["topics"]:
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


def hedge_after(text: str, end: int) -> tuple[int, str] | None:
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
