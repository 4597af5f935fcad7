"""Tells numbers that count something from those that do not: ordinals, dates, years, times, phone numbers, addresses, codes.

`numeral_kind` looks at the characters beside one numeral; `score_kind` at a pair with a hyphen. Every look is bounded, so
the cost of a text grows with its numbers alone.
"""

from __future__ import annotations

import re
from functools import cache

from factcheck.extract.numerals import Numeral
from factcheck.language.lexicons import read_lexicon

_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_TIME = re.compile(
    r"(?:\d{1,2}(?:[:.h]\d{2}){0,2}(?: ?[-–] ?\d{1,2}(?:[:.]\d{2})?)?[ \u00a0]?(?:[ap]\.? ?m\b\.?|o['’]clock\b|noon\b|midnight\b)"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?!\d)"
    r"|\d{4} ?(?:GMT|UTC|BST|EDT|EST|PST|PDT|CET|CEST|IST|hrs)\b"
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
_YEARS = re.compile(r"(?:1[5-9]|20)\d\d ?[-–—/] ?(?:(?:1[5-9]|20)\d\d|\d\d)(?![\d,%]|\.\d)")
_DOTTED = re.compile(r"\d{1,4}(?:\.\d{1,4}){2,6}")
_SLASHED = re.compile(r"\d{1,4}/\d{1,4}(?:/\d{1,4})?(?!\d)")
_RATIO = re.compile(
    r"\d{1,4}(?:-for-|-on-| ?: ?|-to-(?=1\b|one\b))(?:\d{1,4}|one|two|three)\b(?![,.]?\d)", re.IGNORECASE
)
_LETTERED = re.compile(r"[^\W\d_]+[\w-]*")
_BLOCK = re.compile(r"(?: |-)block(?:s)? of ", re.IGNORECASE)
# Longer runs of plain figures are serial numbers; amounts that long have commas or a magnitude.
LONGEST_COUNT = 16
_TAGGED = re.compile(r"-[A-Z]{2,}|[- ]?(?:caliber|calibre|cal\b)")
_ON = re.compile(r"(?:^|[\s(])one[- ]on[- ]one", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w.&'’/+]{0,30})[,]?(?P<gap>[ \u00a0-])$")
_STATE_ZIP = re.compile(r"\b[A-Z]{2} $")
_HALF_LEFT = re.compile(
    r"(?:first|second|other|better|that|latter|this|each|opening|next|last|final|third|fourth|every|fiscal|per|previous"
    r"|current) (?:the )?(?:a )?$",
    re.IGNORECASE,
)
_HALF_RIGHT = re.compile(
    r" (?:of|the|its|their|his|her|those|that|these|my|our|your|all|what|an?)\b|[- ]?(?=percent)", re.IGNORECASE
)
_HEDGED = re.compile(
    r"(?:than|about|nearly|almost|over|least|around|roughly|only|just|by|to|approximately|under) (?:an? )?$",
    re.IGNORECASE,
)


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(str(word) for word in read_lexicon("numerals")[name])


@cache
def _hedges(name: str) -> frozenset[str]:
    return frozenset(read_lexicon("hedges")[name])


@cache
def _verbs() -> frozenset[str]:
    """Verbs that have a count behind them in a headline: "Storm Kills 12", "Futures Plunge 550"."""
    return _set("headline_verbs") | _hedges("up") | _hedges("down")


@cache
def _street() -> re.Pattern[str]:
    words = "|".join(sorted((word.capitalize() for word in _set("street_words") - {"block"}), key=len, reverse=True))
    return re.compile(
        rf"\d{{0,5}}[A-Z]?,? (?:[NSEW]\.? |North |South |East |West )?"
        rf"(?:(?:[A-Z][\w.'’]{{0,20}}|\d{{1,3}}(?:st|nd|rd|th)) ){{1,3}}(?:{words})\b"
    )


def word_before(text: str, start: int) -> str:
    """The word right before `start`, without its punctuation, as printed; blank when there is none beside it."""
    match = _NAME_BEFORE.search(text, max(0, start - 33), start)
    return match["word"] if match else ""


def word_after(text: str, end: int) -> str:
    """The word right after `end`, as printed; blank when punctuation or nothing stands there."""
    match = re.compile(r"[ \u00a0-]([^\W\d_][\w'’]{0,30})").match(text, end)
    return match[1] if match else ""


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
        return _fraction_kind(text, numeral)
    if numeral.form == "words":
        return _words_kind(text, numeral)
    if numeral.low < 0 or (end - start >= LONGEST_COUNT and text[start:end].isdigit()):
        return "code", end
    if text[start:end] in _set("codes") or _TAGGED.match(text, end):
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
    if before in "@#\\/^" and (before != "/" or not before2.isspace()):
        return "code", end
    if before in ".:" and before2.isalnum():
        return "code", end
    if before in "'’‘" and end - start == 2 and not before2.isalnum():
        return "year", end
    if _in_address(text, start, end):
        return "code", end
    following = text[end : end + 1]
    for pattern, kind in ((_TIME, "time"), (_DATE, "date"), (_DECADE, "year"), (_YEARS, "year"), (_PHONE, "phone")):
        match = pattern.match(text, start)
        if match and match.end() >= end:
            return kind, match.end()
    if _ORDINAL.match(text, end):
        return "ordinal", end + 2
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
            tail.end() == end and len(whole) == 1 and word_after(text, end).lower() in _set("counted")
        ):
            return "date", tail.end()
    if _list_marker(text, start, end):
        return "code", end
    if _street().match(text, end) or _BLOCK.match(text, end):
        return "code", end
    return "", end


def _money_letters(text: str, start: int) -> bool:
    from factcheck.extract.quantity_units import read_currency_before

    return read_currency_before(text, start) is not None


def _hyphen_code(text: str, start: int) -> bool:
    """Whether the hyphen before a number ties it to a word: "F-16", "COVID-19", but not "mid-30s" or "up-to-50"."""
    match = re.compile(r"([\w.]{1,20})-$").search(text, max(0, start - 21), start)
    word = match[1].lower() if match else ""
    return (
        word
        not in (
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
        )
        and not word.isdigit()
    )


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


def _fraction_kind(text: str, numeral: Numeral) -> tuple[str, int]:
    """A bare "half" or "quarter" is a share only where something is shared; "two-thirds" always is."""
    start, end = numeral.start, numeral.end
    raw = text[start:end].lower()
    if raw in ("half", "quarter", "quarters", "halves", "a quarter", "a half"):
        left = text[max(0, start - 12) : start]
        if _HALF_LEFT.search(left) or raw in ("quarter", "quarters", "halves"):
            return "ordinal", end
        if raw in ("a half", "a quarter") and text[end : end + 3].strip(" .") == "":
            return "", end
        if not (_HALF_RIGHT.match(text, end) or _HEDGED.search(left)) or (
            raw != "half" and text[end : end + 3].lower() != " of"
        ):
            return "fraction?", end
        if re.compile(
            r" an? (?!hour|mile|minute|year|day|century|decade|kilomet|met|point|percent|dozen|million|inch|acre|cent"
            r"|pound|ton|mile|second)"
        ).match(text, end):
            return "ordinal", end
    if text[start - 1 : start] == "-":
        return "code", end
    return "", end


def _words_kind(text: str, numeral: Numeral) -> tuple[str, int]:
    start, end = numeral.start, numeral.end
    before = text[start - 1 : start]
    if before == "-" and text[start - 2 : start - 1].isalpha():
        # "twenty-something", "at-one": the end of a compound; "mid-six" and the like.
        return "code", end
    raw = text[start:end].lower()
    if raw == "one":
        return _one_kind(text, start, end)
    if raw in ("zero", "nil", "naught") and (
        text[end : end + 1] == "-" or word_before(text, start).lower() in _set("zero_left")
    ):
        return "code", end
    if re.compile(r"[- ](?:something|sided|o['’]clock|a\.?m\b|p\.?m\b)", re.IGNORECASE).match(text, end):
        return "time" if "m" in text[end : end + 4].lower() or "clock" in text[end : end + 8] else "code", end
    match = re.compile(r"-and-(?!a\b)|(?:-for-|-on-|-to-)(?:one|two|three|four|five|\d+)", re.IGNORECASE).match(
        text, end
    )
    if match:
        return "code", match.end()
    previous = word_before(text, start).lower()
    if (
        previous
        in (
            "number",
            "phase",
            "chapter",
            "version",
            "article",
            "page",
            "grade",
            "category",
            "formula",
            "stage",
            "tier",
            "game",
            "episode",
            "week",
            "psalm",
            "no",
        )
        and not numeral.scaled
    ):
        return "code", end
    named = word_before(text, start)
    if text[start].isupper() and named[:1].isupper() and not named.endswith(".") and previous not in _set("openers"):
        # "the Kick Six win": a name; in a headline the next word has a capital too or ends the line.
        after = word_after(text, end)
        if after and after.islower() and not numeral.scaled and after not in _set("counted"):
            return "code", end
    return "", end


def _one_kind(text: str, start: int, end: int) -> tuple[str, int]:
    """ "one" is a number before a noun or "of"; a pronoun or part of a phrase elsewhere ("no one", "one should")."""
    following = text[end : end + 1]
    if following == "-":
        return (
            ("", end)
            if re.compile(r"-[^\W\d_]+").match(text, end)
            and not _ON.match(text, max(0, start - 1))
            and not re.compile(
                r"-(?:off|sided|on|size|liner|upmanship|way|stop|eyed|armed|dimensional|two|time)\b", re.IGNORECASE
            ).match(text, end)
            else ("code", end)
        )
    if (
        text[start] == "O"
        and word_after(text, end)[:1].isupper()
        and start > 1
        and text[start - 2].isalnum()
        and not is_title(text, start)
    ):
        return "code", end
    if following in ("'", "’", ",", ".", ";", ":", "!", "?", ")", '"', "”", "") and word_before(text, start) not in (
        "minus",
        "negative",
    ):
        return "pronoun", end
    previous = word_before(text, start).lower()
    after = word_after(text, end).lower()
    if previous in ("minus", "negative"):
        return "", end
    if not after:
        return "pronoun", end
    if after in _set("one_measured") or after in ("or", "and", "to", "in", "out") and _number_next(text, end):
        return "", end
    if previous in ("at", "exactly") and after not in _set("one_right"):
        return "", end
    if (
        previous in _set("one_left")
        and not (previous in ("for", "only", "day") and after not in _set("one_right"))
        and previous not in ("these", "those")
    ):
        return "pronoun", end
    if after in _set("one_right") and not (after in ("or", "and", "to", "in", "more") and _number_next(text, end)):
        return "pronoun", end
    return "", end


def _number_next(text: str, end: int) -> bool:
    """ "one or two", "one to three", "one in five"."""
    words = text[end : end + 30].lower().split()
    lexicon = read_lexicon("numerals")
    return len(words) > 1 and (
        words[1][:1].isdigit()
        or words[1].strip(".,") in lexicon["digits"]
        or words[1].strip(".,") in lexicon["teens"]
        or words[1] in lexicon["tens"]
    )


_YEAR_PREPOSITIONS = {"in", "by", "until", "since", "before", "after", "till"}


def bare_kind(text: str, start: int, end: int, value: float, hedged: str) -> str:
    """The kind of figures that have neither unit nor currency nor magnitude: code, year or "" for a count.

    A number right behind a capitalised word or a designator names a thing ("Boeing 737", "Section 5"); four figures
    without a comma are a year unless hedged or followed by what only a count can have. `hedged` is the bound of the hedge
    before them, blank for none.
    """
    following = text[end : end + 1]
    if following.isalpha() or following == "_":
        return "code"
    raw = text[start:end]
    match = _NAME_BEFORE.search(text, max(0, start - 33), start)
    word = match["word"] if match else ""
    low = word.lower().rstrip(".")
    after = word_after(text, end)
    comma = bool(match) and "," in match.group()
    plural = after[:1].islower() and len(after) > 3 and after.endswith("s") and not after.endswith("ss")
    if hedged and not (
        hedged == "approximate"
        and len(raw) == 4
        and 1900 <= value < 2100
        and not plural
        and after.lower() not in _set("counted")
    ):
        return ""
    if len(raw) == 4 and raw.isdigit() and 1500 <= value < (2200 if low in _YEAR_PREPOSITIONS else 2100):
        if after.lower() in _set("counted") and low not in ("in", "since", "by", "of", "the"):
            return ""
        if value >= 1900 or low in _set("year_leads") or not after:
            return "" if plural and low not in _set("year_leads") and value < 1990 else "year"
    if _STATE_ZIP.search(text, max(0, start - 4), start) and len(raw) == 5:
        return "code"
    if not match or comma or "," in raw:
        return ""
    if low in _set("designators") and (low not in _set("designators_weak") or word[:1].isupper() or not plural):
        return "code"
    if word[:1].isupper() and low not in _set("openers") and value < 10000:
        if plural or after.lower() in _set("counted") or low in _hedges("aged") or low in _verbs() or after == "of":
            return ""
        # In title case the word before may be a verb: "Company Cuts 600 City Jobs" counts, "The Godfather 2" ends the line.
        return "" if after[:1].isupper() and is_title(text, start) else "code"
    return ""


def is_title(text: str, start: int) -> bool:
    """Whether the words around `start` in its line are in title case, as headlines are."""
    left = text.rfind("\n", max(0, start - 120), start) + 1
    right = text.find("\n", start, start + 120)
    words = [
        word for word in text[max(left, start - 120) : right if right >= 0 else start + 120].split() if word.isalpha()
    ]
    long = [word for word in words if len(word) > 3]
    return len(long) > 1 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)


def score_kind(text: str, start: int, end: int, low: float, high: float, hedged: bool) -> str:
    """ "score" for a hyphenated pair such as "3-1" or "52-48", else "" (a range)."""
    if hedged:
        return ""
    if low % 1 or high % 1:
        return ""
    if low >= high:
        return "score"
    words = _set("score_words")
    left = {word.strip("(,.").lower() for word in text[max(0, start - 40) : start].split()[-3:]}
    right = {word.strip(",.;)").lower() for word in text[end : end + 40].split()[:2]}
    if left & words or right & words:
        return "score"
    after = word_after(text, end)
    if (
        (after[:1].islower() and (after.endswith("s") or after in ("people", "percent", "men", "women")))
        or high >= 20
        or text[end : end + 1] == "-"
    ):
        return ""
    return "score"
