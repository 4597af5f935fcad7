"""Which lines of a page are furniture (chrome, credits, the author's biography) and which are a headline.

All words and patterns are in `lexicons/furniture.yaml`. A line is furniture as a whole, or from one of its last
sentences on: "The bridge reopened on Monday. Copyright 2021. All rights reserved." keeps its first sentence.
"""

from __future__ import annotations

import re
from functools import cache

from factcheck.language.lexicons import read_lexicon
from factcheck.language.printed import LONGEST_WORD

_PLAIN = str.maketrans("’‘‛“”„–—−\xa0\u202f\t\n\r", "'''\"\"\"---     ")
_EDGES = " .:;,!?*•·|>»«<-_=#[]()\"'→←↓↑…►▶+&/\\"
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_CONTACT = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+|#\w+|[\d().+-]{3,}|\d+")
# A sentence's start within a line; an initial ("R. Smith") does not end one.
_START = re.compile(r"(?<!\b[A-Z])[.?!…][\"')\]]{0,2} +(?=[A-Z0-9(\[\"'©@])|[)\]] +(?=[A-Z(\[©])")
_LAST_BRACKET = re.compile(r" [(\[][^()\[\]]{1,200}[)\]]$")
_STAMP_BEHIND = re.compile(r" (?:Posted|Published|Updated|Last updated|POSTED|PUBLISHED|UPDATED): ")
_END_MARK = re.compile(r"[.!…:;,][\"')\]]*$")
# "LEEDS, England, May 3 (AP) -": a place, then a region, a day or an agency, and a dash.
_DATELINE = re.compile(
    r"[^\w-]{0,3}(?P<place>[^\W\d_]{1,2}(?:[^\W\d_]|[.'/ -]){1,38}?)"
    r"(?P<more>(?:, ?[\w. /]{2,30}){0,3}(?: ?\([^()]{1,40}\)){0,2}),?\s?-{1,2}(?:\s+(?=[\"'(]?[^\Wa-z_])|$)"
)
# "(Sep 4, 2023 5:56 PM CDT) The council ...": when it was printed, in brackets before the first sentence.
_BRACKETED = re.compile(r"\s{0,3}[(\[](?P<inside>[^()\[\]]{6,60})[)\]]\s{0,3}(?=\S)")
_DAY_AND_HOUR = re.compile(r".*\b(?:19|20)\d\d\b.*\d[:.]\d\d")
_TIME = re.compile(r"\d[\d:./]*(?:st|nd|rd|th|[ap]m)?")
_MOST_SENTENCES = 8


def furniture_start(line: str, *, near_end: bool) -> int:
    """The offset in `line` from which on it is furniture: 0 for all of it, `len(line)` for none.

    `near_end` says that it is one of the last lines of the page, where the author is introduced.
    """
    if not _has_word(line):
        return 0
    plain = line.translate(_PLAIN)
    if _is_chrome(plain, near_end):
        return 0
    starts = [0, *(found.end() for found in _START.finditer(plain))]
    cuts = starts[-_MOST_SENTENCES:]
    if found := _LAST_BRACKET.search(plain):
        cuts = sorted({*cuts, found.start() + 1})
    if found := _STAMP_BEHIND.search(plain):
        cuts = sorted({*cuts, found.start() + 1})
    tail = len(line)
    for cut in reversed(cuts):
        if not _is_chrome(plain[cut:tail].rstrip(), False):
            break
        tail = cut
    return tail


def dateline_end(line: str) -> int:
    """The offset in `line` behind its dateline and the dash ("LEEDS, May 3 (AP) - "), or behind a bracketed stamp; 0 without.

    The place stands in capitals, or with capitals before an agency in brackets ("Leeds (AP) -"). A line in capitals has none.
    A stamp holds a year, then an hour, and nothing but words of dates and clocks: the day of an event stands without an hour.
    """
    plain = line.translate(_PLAIN)
    stamp = _BRACKETED.match(plain)
    if (
        stamp
        and _DAY_AND_HOUR.match(stamp["inside"])
        and _is_stamp(stamp["inside"].casefold(), _rules(), headless=True)
    ):
        return stamp.end()
    found = _DATELINE.match(plain)
    if not found:
        return 0
    place = found["place"]
    capitals = place.isupper() and sum(map(str.isalpha, place)) > 2
    titled = "(" in found["more"] and place == place.title() and len(place.split()) <= 3
    return found.end() if (capitals or titled) and not line[found.end() :].isupper() else 0


def _has_word(line: str) -> bool:
    if len(line) <= LONGEST_WORD:
        return any(c.isalpha() for c in line)
    return any(c.isalpha() for run in line.split() if len(run) <= LONGEST_WORD for c in run)


def _is_chrome(plain: str, near_end: bool) -> bool:
    rules = _rules()
    if len(plain) > rules["longest"]:
        return False
    plain = " ".join(plain.split())
    bare = plain.strip(_EDGES).casefold()
    if bare in rules["phrases"] or _is_row_of_buttons(bare, rules) or _is_stamp(bare, rules):
        return True
    if rules["anywhere"].fullmatch(plain) or rules["with_case"].fullmatch(plain):
        return True
    return near_end and bool(rules["at_the_end"].fullmatch(plain))


def _is_row_of_buttons(bare: str, rules: dict) -> bool:
    tokens = bare.split()
    if not 0 < len(tokens) <= 20:
        return False
    anchored = False
    for token in tokens:
        token = token.strip(_EDGES) if not token.startswith("@") else token
        if not token or token in rules["links"]:
            continue
        if token not in rules["anchors"] and not _CONTACT.fullmatch(token):
            return False
        anchored = anchored or not token.isdigit()
    return anchored


def _is_stamp(bare: str, rules: dict, *, headless: bool = False) -> bool:
    words = [word.strip(_EDGES + "@") for word in re.split(r"[\s@,()-]+", bare)]
    words = [word for word in words if word]
    if not 0 < len(words) <= 24 or not (headless or any(word in rules["heads"] for word in words[:2])):
        return False
    return all(word in rules["stamps"] or _TIME.fullmatch(word) for word in words)


def headline_places(lines: list[str]) -> set[int]:
    """The places of the title-like among the news `lines`: at the top, no end mark, a few words, and a body below."""
    settings = read_lexicon("furniture")["headline"]
    found: set[int] = set()
    for place, line in enumerate(lines[: settings["most_lines"]]):
        plain = line.translate(_PLAIN)
        words = len(_WORD.findall(plain))
        if not settings["fewest_words"] <= words <= settings["most_words"]:
            break
        if _END_MARK.search(plain) or dateline_end(plain) or _is_stamp(plain.casefold(), _rules(), headless=True):
            break
        found.add(place)
    return found if len(found) < len(lines) else set()


@cache
def _rules() -> dict:
    data = read_lexicon("furniture")

    def joined(patterns: list[str], flags: int = 0) -> re.Pattern:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)

    heads = frozenset(data["stamps"]["heads"])
    return {
        "phrases": frozenset(phrase.casefold() for phrase in data["phrases"]),
        "anchors": frozenset(data["buttons"]["anchors"]),
        "links": frozenset(data["buttons"]["links"]),
        "heads": heads,
        "stamps": heads.union(data["stamps"]["words"], data["calendar"]),
        "anywhere": joined(data["anywhere"], re.IGNORECASE),
        "with_case": joined(data["with_case"]),
        "at_the_end": joined(data["at_the_end"]),
        "longest": data["longest"],
    }


@cache
def last_lines() -> int:
    """How many lines from the end of a page count as its end."""
    return read_lexicon("furniture")["last_lines"]
