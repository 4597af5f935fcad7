"""What a number is a number of: the currency before it, the magnitude letter, unit, currency or "per" after it.

Reads surface forms only (lexicons `units` and `currencies`); a unit is handed back by pint's canonical name, money by its
ISO 4217 code. Look-ups are dictionary look-ups on the few words beside the number, so the cost does not grow with the
lexicon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from factcheck.language.lexicons import read_lexicon

# Measures of time, which say how long as often as how much.
TIME_UNITS = frozenset({"year", "month", "week", "day", "hour", "minute", "second", "fortnight", "century"})

MONEY, PERCENT, MEASURE = "money", "percent", "measure"

# "1080p" is a screen, not a price in pence.
_SCREENS = {240, 360, 480, 720, 1080, 1440, 2160}
_TOKEN = re.compile(r"[^\W\d_]+(?:[23²³](?!\d))?|[%‰°º¢$€£¥₹₽₩₺₪₫₱฿₴₦₿₾₭℃℉％]")
_BETWEEN = re.compile(r"[ \u00a0\u202f\u2011-]|\. ?|·|/|")
# "$5 million a year earlier" is no yearly sum.
_POINT_IN_TIME = re.compile(r" (?:earlier|ago|before|later|after|old|previously|and a half|or two|or so)\b")
_GAP = re.compile(
    r"(?<=\d) ?[(\[](?=[^\W\d_]{1,4}[)\]])|[ \u00a0\u202f]?[-\u2010\u2011](?=[A-Za-z%])|[ \u00a0\u202f]{1,2}|"
)
_LETTER = re.compile(r"(?P<gap>[ \u00a0]?)(?P<letter>MM|[kKmMbBtT])(?![\w²³/°'’])")
_PER = re.compile(
    r"(?P<how>(?:[ -]a-|[ -]an-| ?/ ?| ?-?per[ -]| ?\ba | ?\ban | each | every ))"
    r"(?P<count>\d{1,3}(?:,\d{3}){0,2} )?(?P<word>[^\W\d_]+(?:[23²³])?)"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """What was read after a number: it ends at `end`; the value is to be multiplied by `factor`.

    kind: money, percent or measure; shared is the name that several countries share ("dollar"), for the article to
    decide, else blank.
    """

    end: int
    unit: str
    kind: str
    factor: float = 1.0
    shared: str = ""


@cache
def _forms() -> tuple[dict[str, tuple[str, str, float, str]], dict[str, tuple[str, str, float, str]]]:
    """(case-sensitive symbols, lower-case words) -> (unit, kind, factor, shared name)."""
    units, money = read_lexicon("units"), read_lexicon("currencies")
    symbols: dict[str, tuple[str, str, float, str]] = {}
    words: dict[str, tuple[str, str, float, str]] = {}
    for unit, forms in units["symbols"].items():
        symbols.update({form: (unit, _kind(unit), 1.0, "") for form in forms})
    for code, forms in money["symbols"].items():
        symbols.update(dict.fromkeys(forms, (code, MONEY, 1.0, "")))
        if len(code) == 3:
            symbols["M" + code] = (code, MONEY, 1e6, "")
            words[code.lower()] = (code, MONEY, 1.0, "")
    symbols["$"] = ("USD", MONEY, 1.0, "dollar")
    symbols.update({form: (code, MONEY, 0.01, "") for form, code in money["cent_symbols"].items()})
    for unit, forms in units["words"].items():
        words.update({form: (unit, _kind(unit), 1.0, "") for form in forms})
    for form, (factor, unit) in units["scaled"].items():
        words[form] = (unit, _kind(unit), float(factor), "")
    for code, forms in money["words"].items():
        words.update(dict.fromkeys(forms, (code, MONEY, 1.0, "")))
    shared = money["shared"]
    for form, name in money["shared_words"].items():
        words[form] = (shared[name][0], MONEY, 1.0, name)
    for form, name in money["cents"].items():
        code, of = (shared[name][0], name) if name in shared else (name, "")
        words[form] = (code, MONEY, 0.01, of)
    words["pound"] = words["pounds"] = ("pound", MEASURE, 1.0, "pound")
    return symbols, words


def _kind(unit: str) -> str:
    return PERCENT if unit in ("percent", "percentage_point", "permille") else MEASURE


@cache
def _attached_only() -> frozenset[str]:
    return frozenset(read_lexicon("units")["attached_only"])


# These single letters are units even with a space before them, when no word character follows.
_SPACED_LETTERS = frozenset(
    ["m", "g", "s", "h", "t", "l", "L", "W", "V", "K", "N", "J", "F", "ha", "mb", "min", "mi", "cf", "C", "T"]
)


@cache
def _currency_before() -> re.Pattern[str]:
    money = read_lexicon("currencies")
    forms = sorted({form for forms in money["symbols"].values() for form in forms} | {"$"}, key=lambda f: (-len(f), f))
    m_codes = "|".join("M" + code for code in sorted(money["symbols"]) if len(code) == 3)
    return re.compile(rf"(?:(?<![^\W\d_])(?:{'|'.join(map(re.escape, forms))}|{m_codes})|[$€£¥₹])[ \u00a0]{{0,2}}$")


def read_currency_before(text: str, start: int) -> tuple[int, str, str, float] | None:
    """The currency right before a number that begins at `start`: (its start, ISO code, shared name, factor), or None."""
    if start == 0:
        return None
    before = text[start - 1]
    if before.isspace():
        before = text[start - 2 : start - 1]
        if before.isspace():
            before = text[max(0, start - 3) : start - 2]
    # Nearly every number is turned away here: no letter or sign of money stands before it.
    if not before or not (
        before in "$€£¥₹." or before.isupper() or before.islower() or ord(before) > 0x20A0 or before in "฿֏៛؋৳元"
    ):
        return None
    window = max(0, start - 12)
    found = _currency_before().search(text, window, start)
    if not found:
        code = read_lexicon("currencies")["letter_symbols"].get(text[start - 1])
        if code and not text[start - 2 : start - 1].strip('( \n\u00a0-–—“"') and _LARGE_SUM.match(text, start):
            return start - 1, code, "", 1.0
        return None
    form = found.group().rstrip(" \u00a0")
    symbols, _ = _forms()
    hit = symbols.get(form)
    if hit is None or hit[1] != MONEY:
        return None
    return found.start(), hit[0], hit[3], hit[2]


# What follows a single letter that stands for money: figures in groups, or with a magnitude.
_LARGE_SUM = re.compile(
    r"\d{1,3}(?:,\d{3})+\b|\d+(?:\.\d+)?(?:[bm]n?|tn|k)\b|\d+(?:\.\d+)?[ \u00a0-](?:thousand|million|billion|trillion)\b"
)


def magnitude_letter(text: str, end: int, money: bool) -> tuple[int, float] | None:
    """The magnitude letter right after figures that end at `end`: (its end, factor), or None when it is none.

    After a currency sign any of k, m, b, t; else k, M, B and b when attached, "m" unless a length is meant (lexicon
    `metre_cues`), and "8 B people" with a capital.
    """
    match = _LETTER.match(text, end)
    if not match:
        return None
    letter = match["letter"]
    factor = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12, "mm": 1e6}[letter.lower()]
    if money:
        return match.end(), factor
    following = text[match.end() : match.end() + 30].split()
    follow = following[0].strip(".,;:()").lower() if following else ""
    if match["gap"]:
        if (
            letter in ("B", "M")
            and follow.isalpha()
            and follow.islower()
            and following[0][0].islower()
            and follow.endswith(("s", "people"))
            or letter == "B"
            and follow == "people"
        ):
            return match.end(), factor
        return None
    if letter in ("k", "K", "M", "b", "B", "MM"):
        return match.end(), factor
    if letter == "m":
        cues = metre_cues()
        previous = text[max(0, end - 40) : end].lower().split()[:-1][-3:]
        near = [follow, following[1].strip(".,;:()").lower() if len(following) > 1 else ""]
        if (
            follow in ("is", "tall", "by", "x")
            or any(word in cues for word in near)
            or any(word in cues for word in previous)
        ):
            return None
        if follow.startswith(("metre", "meter")):
            return None
        return match.end(), factor
    return None


@cache
def metre_cues() -> frozenset[str]:
    return frozenset(read_lexicon("units")["metre_cues"])


def read_unit_after(text: str, end: int, value: float = 0.0) -> Unit | None:
    """The unit or currency right after a number that ends at `end`, the longest that the lexicons hold, or None.

    `value` only settles forms that some values rule out ("1080p").
    """
    gap = _GAP.match(text, end)
    start = gap.end()
    symbols, words = _forms()
    gap_text = gap.group()
    surfaces: list[tuple[int, str]] = []
    position = start
    token = _TOKEN.match(text, position)
    while token and len(surfaces) < 4:
        surfaces.append((token.end(), text[start : token.end()]))
        between = _BETWEEN.match(text, token.end())
        token = _TOKEN.match(text, between.end())
    found: Unit | None = None
    for stop, surface in reversed(surfaces):
        after = text[stop : stop + 1]
        if after and (after.isdigit() or after == "_"):
            continue
        hit = symbols.get(surface)
        if hit and not _symbol_allowed(surface, gap_text, after, value, text, stop):
            hit = None
        if hit is None:
            lowered = surface.lower().replace("\u00a0", " ").replace("\u2011", "-")
            hit = words.get(lowered) or words.get(lowered.replace("-", " "))
            if hit and gap_text == "" and surface.islower() and len(surface) < 2:
                hit = None
        if hit:
            found = Unit(stop, hit[0], hit[1], hit[2], hit[3])
            break
    if found is None:
        return None
    stop = found.end
    if (
        gap_text.endswith(("(", "["))
        or found.kind == MEASURE
        and text[stop : stop + 1] == "."
        and text[stop + 1 : stop + 3].strip()[:1].islower()
        and len(surface) <= 4
    ):
        stop += 1
    return Unit(stop, found.unit, found.kind, found.factor, found.shared)


def _symbol_allowed(surface: str, gap: str, after: str, value: float, text: str, stop: int) -> bool:
    if surface not in _attached_only():
        return True
    if after in ("'", "’") and text[stop + 1 : stop + 2].isalpha():
        return False
    if after == "-" and surface.isupper() and text[stop + 1 : stop + 2].isalpha():
        # "3 T-shirts" are shirts.
        return False
    if after == "/" and surface in ("A", "V", "W", "g", "m", "l", "L", "J", "N"):
        return True
    if gap == "":
        if surface == "p":
            return value not in _SCREENS
        if surface == "s":
            return bool(value % 10)
        return surface not in ("'", '"', "a", "c", "#", "C", "A", "’", "”", "K", "T", "F")
    if surface not in _SPACED_LETTERS:
        return False
    if surface.isupper():
        # "5 W charger", not "5 N Main St" or "12 C Company".
        follow = text[stop : stop + 2].strip()
        return after != "." and (surface in ("W", "V") or not follow[:1].isupper())
    return after != "." or len(surface) > 1 or not text[stop + 1 : stop + 2].isalpha()


def per_unit(text: str, end: int, unit: str) -> tuple[int, str] | None:
    """What follows as "per": (end, the compound unit) of "$80 a barrel", "65 miles per hour", "12 per 100,000 people".

    `unit` is the numerator, blank for a count. None when nothing of the kind follows.
    """
    match = _PER.match(text, end)
    if not match:
        return None
    how = match["how"].strip(" -")
    if how in ("a", "an") and _POINT_IN_TIME.match(text, match.end()):
        return None
    if match["count"]:
        if how != "per":
            return None
        count = match["count"].strip().replace(",", "")
        stop = match.end() if match["word"].lower() in read_lexicon("units")["people"] else match.end("count") - 1
        below = f"per {count}" if not unit else f"{unit} / {count}"
        return stop, below
    if not unit and how != "per":
        return None
    word = match["word"]
    symbols, words = _forms()
    low = word.lower()
    denominator = read_lexicon("units")["denominators"].get(low)
    if denominator is None:
        hit = (
            (symbols.get(word) if how == "/" else None)
            or (words.get(low) if len(low) > 2 else None)
            or symbols.get(word)
        )
        if hit is None or hit[1] != MEASURE or hit[2] != 1.0:
            return None
        # "a" is an article before most words; only whole words of measure make it a "per".
        if how in ("a", "an") and len(low) < 3:
            return None
        denominator = hit[0]
    if " / " in denominator:
        return None
    if how in ("each", "every") and denominator not in ("year", "month", "week", "day", "hour", "minute", "second"):
        return None
    if " / " in unit:
        parts = sorted([*unit.split(" / ")[1:], denominator])
        return match.end(), " / ".join([unit.split(" / ")[0], *parts])
    return match.end(), f"{unit} / {denominator}" if unit else f"1 / {denominator}"
