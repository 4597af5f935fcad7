"""Tells numbers that count something from those that do not: ordinals, dates, years, times, phone numbers, addresses, codes.

`numeral_kind` looks at the characters beside one numeral; `score_kind` at a pair with a hyphen. Every look is bounded, so
the cost of a text grows with its numbers alone.
"""

from __future__ import annotations

import re
from functools import cache

from factcheck.extract.numerals import Numeral
from factcheck.extract.quantity_hedges import hedge_bound
from factcheck.extract.quantity_words import (
    NAME_BEFORE,
    fraction_kind,
    hedge_words,
    is_title,
    word_after,
    word_before,
    word_set,
    words_kind,
)
from factcheck.language.lexicons import read_lexicon, words_of

_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b|[ -](?:hundred|thousand|million|billion|trillion)th\b", re.IGNORECASE)


_TIME = re.compile(
    r"(?:\d{1,2}(?:[:.h]\d{2}){0,2}(?:(?: ?[-–] ?| to | until | till )\d{1,2}(?:[:.]\d{2})?)?[ \u00a0]?"
    r"(?:[ap]\.? ?m\b\.?|o['’]clock\b|noon\b|midnight\b)"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?!\d)"
    r"|\d{4} ?(?:GMT|UTC|BST|[ACEMP][DS]T|CES?T|IST|HKT|SGT|JST|KST|PKT|WIB|A[CEW][DS]T|NZ[DS]T|SAST|WAT|EAT|MSK|hrs)\b"
    r"|\d{1,2}(?:\.\d{2})? ?(?:GMT|UTC|BST|EDT|EST|ET|PT)\b)",
    re.IGNORECASE,
)


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b"
)


_DATE = re.compile(
    rf"(?:(?:19|20)\d\d-\d{{1,2}}(?:-\d{{1,2}})?(?!\d)|\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d{{2}})(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: ?[-–] ?\d{{1,2}}| and \d{{1,2}}| to \d{{1,2}})?(?: of)? (?:{_MONTH})\.?"
    rf"(?:,? (?:19|20)\d\d)?)",
    re.IGNORECASE,
)


_AFTER_MONTH = re.compile(
    rf"(?:^|[^\w])(?:{_MONTH})\.? (?:\d{{1,2}}(?:st|nd|rd|th)?(?:,? ?(?:and|to|or|-|–|through) ?\d{{0,2}})?,? )?(?:the )?$",
    re.IGNORECASE,
)


_DAY_TAIL = re.compile(
    r"(?:1\d|20)\d\d\b|\d{1,2}(?:st|nd|rd|th)?(?:(?: ?[-–] ?| and | to | or )\d{1,2}\b)?(?:,? (?:19|20)\d\d\b)?"
)


_PHONE = re.compile(
    r"(?:1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?!\d)|\d{3}-\d{4}(?!\d)|\d{2,5}[ -]\d{3,4} \d{3,4}(?![\d,])"
)


_DECADE = re.compile(r"(?:1[5-9]|20)\d\d['’]?s\b|[1-9]0['’]?s\b")


_ERA = re.compile(r"[\d,]{1,7} ?(?:B\.?C\.?(?:E\.?)?|BP)(?!\w)")
_YEARS = re.compile(r"(?:1[5-9]|20)\d\d ?[-–—/] ?(?:(?:1[5-9]|20)\d\d|\d\d)(?![\d,%]|\.\d)")


_DOTTED = re.compile(r"\d{1,4}(?:\.\d{1,4}){2,6}")


_SLASHED = re.compile(r"\d{1,4}/\d{1,4}(?:/\d{1,4})?(?!\d)")


_RATIO = re.compile(
    r"\d{1,4}(?:-for-|-on-| ?: ?|-to-(?=1\b|one\b))(?:\d{1,4}|one|two|three)\b(?![,.]?\d)", re.IGNORECASE
)


# "Image 2 of 14", "Photo 3 of / 9": where one stands in a run of pages, pictures or parts.
_OF_ALL = re.compile(r" of (?:/ )?\d{1,4}\b(?! ?%)")


# "told 9 On the Hour": a station's name, whose small words have capitals too.
_CHANNEL = re.compile(r" (?:On|At|In|For|With) (?:(?:the|The|Your) )?[A-Z]")


_BLOCK = re.compile(r"(?: |-)block(?:s)? of ", re.IGNORECASE)


# Longer runs of plain figures are serial numbers; amounts that long have commas or a magnitude.
LONGEST_COUNT = 16


_TAGGED = re.compile(r"-[A-Z]{2,}|[- ]?(?:caliber|calibre|cal\b)")


_CALLING = re.compile(r"\b(?:call|dial|phon|ring|rang|text|emergency)\w*\b", re.IGNORECASE)


# "doors open at 7": the hour, where nothing is counted behind it.
_CLOCK = re.compile(
    r"\b(?:start(?:s|ed|ing)?|begin(?:s|ning)?|began|open(?:s|ed|ing)?|close[sd]?|closing|end(?:s|ed|ing)?|kick(?:s|ed|ing)? off"
    r"|arriv(?:es?|ed|ing)|leav(?:es?|ing)|resum(?:es?|ed|ing)) at (?:about |around )?$",
    re.IGNORECASE,
)
_AFTER_HOUR = frozenset(
    {"on", "and", "in", "with", "until", "for", "sharp", "or", "but", "then", "tonight", "tomorrow"}
)
# "COVID -19", with a stray space before the hyphen.
_LOOSE_CODE = re.compile(r"(?<![A-Z])[A-Z]{4,12} -$")
_DEGREES = re.compile(r" ?(?:°|degrees?\b|[CF]\b|%|\d|[.,]\d)")


_NUMBER = re.compile(r"\d+(?:\.\d+)?")


_STATE_ZIP = re.compile(r"\b[A-Z]{2},? $")


# "34yo": glued letters that tell an age.
_YEARS_OLD = re.compile(r"y/?o\b", re.IGNORECASE)


@cache
def _verbs() -> frozenset[str]:
    """Verbs that have a count behind them in a headline: "Storm Kills 12", "Futures Plunge 550"."""
    return word_set("headline_verbs") | hedge_words("up") | hedge_words("down")


@cache
def _street() -> re.Pattern[str]:
    words = "|".join(
        sorted((word.capitalize() for word in word_set("street_words") - {"block"}), key=len, reverse=True)
    )
    return re.compile(
        rf"\d{{0,5}}[A-Z]?,? (?:[NSEW]\.? |North |South |East |West )?"
        rf"(?:(?:[A-Z][\w.'’]{{0,20}}|\d{{1,3}}(?:st|nd|rd|th)) ){{1,3}}(?:{words})\b"
    )


def numeral_kind(text: str, numeral: Numeral) -> tuple[str, int]:
    """(kind, end) for a number that is no count whatever follows it; ("", end) for one that may be.

    kind: ordinal, date, time, phone, code, year. `end` is where the thing ends, so that the rest of a phone number or a
    date is passed over.
    """
    start, end = numeral.start, numeral.end
    if numeral.form == "ordinal":
        return "ordinal", end
    if numeral.form == "vague":
        return "", end
    if numeral.form == "fraction":
        return fraction_kind(text, numeral)
    if numeral.form == "words":
        return words_kind(text, numeral)
    if numeral.low < 0 or (end - start >= LONGEST_COUNT and text[start:end].isdigit()):
        return "code", end
    if _TAGGED.match(text, end) or _is_called(text, start, end):
        return "code", end
    before = text[start - 1] if start else " "
    before2 = text[start - 2] if start > 1 else " "
    if before in "\"'" and before2 == "=":
        # An attribute of markup that was left in the text.
        return "code", end
    if before.isalpha() and not _money_letters(text, start) or before == "_":
        return "code", end
    if before == "-" and (before2.isalpha() or before2.isdigit()) and _hyphen_code(text, start):
        return "code", end
    if before == "-" and _LOOSE_CODE.search(text, max(0, start - 15), start) and not _DEGREES.match(text, end):
        return "code", end
    if before in "@#\\/^" and (before != "/" or not before2.isspace()):
        return "code", end
    if before in ".:" and before2.isalnum():
        return "code", end
    if before in "'’‘" and end - start == 2 and not before2.isalnum():
        return "year", end
    if _in_address(text, start, end):
        return "code", end
    following = text[end : end + 1]
    for pattern, kind in (
        (_TIME, "time"),
        (_DATE, "date"),
        (_DECADE, "year"),
        (_YEARS, "year"),
        (_ERA, "year"),
        (_PHONE, "phone"),
    ):
        match = pattern.match(text, start)
        if match and match.end() >= end:
            return kind, match.end()
    if (place := _OF_ALL.match(text, end)) and word_before(text, start).lower() in word_set("pages_of"):
        return "code", place.end()
    if ordinal := _ORDINAL.match(text, end):
        return "ordinal", ordinal.end()
    if before == "(" and text[end : end + 2] == ") " and end - start == 3 and text[end + 2 : end + 3].isdigit():
        return "phone", min(len(text), end + 10)
    if following in ".:/-^" or following == " ":
        for pattern in (_DOTTED, _RATIO, _SLASHED):
            match = pattern.match(text, start)
            if match and match.end() > end:
                return "code", match.end()
    match = _AFTER_MONTH.search(text, max(0, start - 34), start)
    if match and (tail := _DAY_TAIL.match(text, start)) and numeral.low <= 2100 and not numeral.scaled:
        whole = match.group().split()
        # "in May 12 people": a day is no day when people follow it without a comma.
        if numeral.low > 31 or not (
            tail.end() == end and len(whole) == 1 and word_after(text, end).lower() in word_set("counted")
        ):
            return "date", tail.end()
    if _list_marker(text, start, end):
        return "code", end
    if _street().match(text, end) or _BLOCK.match(text, end):
        return "code", end
    return "", end


def _is_called(text: str, start: int, end: int) -> bool:
    """Whether a number is one that is called for help ("dialed 911", "a 911 operator"), not 112 people or 911 cases."""
    if text[start:end] not in word_set("codes"):
        return False
    after = word_after(text, end).lower()
    counted = after in word_set("counted") or (after.endswith("s") and after not in word_set("answering"))
    measured = text[end : end + 1].isalpha() or text[end : end + 1] == "%" or text[start - 1 : start] in tuple("$€£")
    if (counted and text[end : end + 1] == " ") or measured or hedge_bound(text, start):
        return False
    return text[start:end] != "112" or _CALLING.search(text, max(0, start - 30), start) is not None


def _money_letters(text: str, start: int) -> bool:
    from factcheck.extract.quantity_units import read_currency_before

    return read_currency_before(text, start) is not None


def _hyphen_code(text: str, start: int) -> bool:
    """Whether the hyphen before a number ties it to a word: "F-16", "COVID-19", but not "mid-30s" or "up-to-50"."""
    match = re.compile(r"([\w.]{1,20})-$").search(text, max(0, start - 21), start)
    word = match[1].lower() if match else ""
    return word not in (
        "to",
        "of",
        "than",
        "under",
        "over",
        "sub",
        "now",
        "then",
        "least",
        "most",
        "some",
        "about",
        "minus",
        "plus",
        "post",
        "and",
        "or",
        "a",
    ) and not _NUMBER.fullmatch(word)


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether the number sits in a web address, a file name or a handle."""
    left = text[max(0, start - 60) : start].split()
    token = left[-1] if left and not text[start - 1 : start].isspace() else ""
    return (
        "://" in token
        or "www." in token
        or "@" in token
        or ".com" in token
        or ".org" in token
        or "_" in text[end : end + 1]
    )


def _list_marker(text: str, start: int, end: int) -> bool:
    """ "1. First", "(2) then", "[12]" at the start of a line or in brackets of their own."""
    if end - start > 2:
        return text[start - 1 : start] == "[" and text[end : end + 1] == "]" and end - start <= 3
    line = text.rfind("\n", max(0, start - 8), start) + 1 or (0 if start < 8 else -1)
    if (
        line >= 0
        and text[line:start].strip("( \t•*-") == ""
        and text[end : end + 1] in (".", ")")
        and text[end + 1 : end + 2].isspace()
    ):
        return True
    return (
        text[start - 1 : start] in ("(", "[") and text[end : end + 1] in (")", "]") and text[start - 1 : start] == "["
    )


_ERAS = {"a.d", "ad", "b.c", "bc", "bce"}
_AMOUNT_OF = re.compile(
    r"(?:average|total|sum|maximum|minimum|price|population|crowd|turnout|record|limit|altitude) of $", re.IGNORECASE
)
_YEAR_PREPOSITIONS = {"in", "by", "until", "since", "before", "after", "till"}


def bare_kind(text: str, start: int, end: int, value: float, hedged: str) -> str:
    """The kind of figures that have neither unit nor currency nor magnitude: code, year or "" for a count.

    A number right behind a capitalised word or a designator names a thing ("Boeing 737", "Section 5"); four figures
    without a comma are a year unless hedged or followed by what only a count can have. `hedged` is the bound of the hedge
    before them, blank for none.
    """
    following = text[end : end + 1]
    if (following.isalpha() or following == "_") and not _YEARS_OLD.match(text, end):
        return "code"
    raw = text[start:end]
    match = NAME_BEFORE.search(text, max(0, start - 33), start)
    word = match["word"] if match else ""
    low = word.lower().rstrip(".")
    after = word_after(text, end)
    if _CHANNEL.match(text, end) and not is_title(text, start):
        return "code"
    comma = bool(match) and "," in match.group()
    plural = after[:1].islower() and len(after) > 3 and after.endswith("s") and not after.endswith("ss")
    if match and word[:1].isupper() and after in words_of("tags", "reporting") and after != "claims":
        plural = False  # "Fox 17 reports"
    if raw.isdigit() and 1 <= value <= 12 and _CLOCK.search(text, max(0, start - 30), start):
        days = read_lexicon("calendar")["weekdays"]
        if not after or after.lower() in _AFTER_HOUR or after.lower() in days:
            return "time"
    if hedged and not (
        hedged == "approximate"
        and len(raw) == 4
        and 1900 <= value < 2100
        and not plural
        and after.lower() not in word_set("counted")
    ):
        return ""
    if low in _ERAS and value < 2100 and raw.isdigit():
        return "year"
    if low == "of" and _AMOUNT_OF.search(text, max(0, start - 24), start):
        # "an average of 1500", not "the war of 1812"
        return ""
    if len(raw) == 4 and raw.isdigit() and 1500 <= value < (2200 if low in _YEAR_PREPOSITIONS else 2100):
        if after.lower() in word_set("counted") and low not in ("in", "since", "by", "of", "the"):
            return ""
        if value >= 1900 or low in word_set("year_leads") or not after:
            return "" if plural and low not in word_set("year_leads") and value < 1990 else "year"
    if _STATE_ZIP.search(text, max(0, start - 5), start) and len(raw) == 5:
        return "code"
    if not match or comma or "," in raw:
        return ""
    if low in word_set("designators") and (low not in word_set("designators_weak") or word[:1].isupper() or not plural):
        return "code"
    if word[:1].isupper() and low not in word_set("openers") and value < 10000:
        if (
            plural
            or after.lower() in word_set("counted")
            or low in hedge_words("aged")
            or _is_headline_verb(low)
            or after == "of"
        ):
            return ""
        # In title case the word before may be a verb: "Company Cuts 600 City Jobs" counts, "The Godfather 2" ends the line.
        return "" if after[:1].isupper() and is_title(text, start) else "code"
    return ""


def _is_headline_verb(word: str) -> bool:
    """Whether a word is a verb that has a count behind it in a headline ("Prank Sends 7 to Hospital"), its -s left off."""
    return any(form in _verbs() for form in (word, word.removesuffix("s"), word.removesuffix("es")))


def score_kind(text: str, start: int, end: int, low: float, high: float, hedged: bool) -> str:
    """ "score" for a hyphenated pair such as "3-1" or "52-48", else "" (a range)."""
    if hedged:
        return ""
    if low % 1 or high % 1:
        return ""
    if low >= high:
        return "score"
    words = word_set("score_words")
    lead = text[max(0, start - 40) : start]
    if lead.endswith((" aged ", " ages ")):
        return ""
    left = {word.strip("(,.").lower() for word in lead.split()[-3:]}
    right = {word.strip(",.;)").lower() for word in text[end : end + 40].split()[:2]}
    if left & words or right & words:
        return "score"
    after = word_after(text, end)
    if lead.rstrip().endswith("=") or left & {"average", "averages", "averaged", "averaging", "mean"}:
        return ""  # "n = 3–4 cultures", "on average 3-4 people"
    if after.lower() in word_set("compared"):
        return ""
    if (
        (after[:1].islower() and (after.endswith("s") or after in ("people", "percent", "men", "women")))
        or high >= 20
        or text[end : end + 1] == "-"
    ):
        return ""
    return "score"
