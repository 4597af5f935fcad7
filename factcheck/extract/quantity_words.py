"""Number words that count nothing: the pronoun "one", halves of games, "three-on-three"; and the words beside a number."""

from __future__ import annotations

import re
from functools import cache

from factcheck.extract.numerals import Numeral
from factcheck.language.lexicons import read_lexicon

_ON = re.compile(r"(?:^|[\s(])one[- ]on[- ]one", re.IGNORECASE)


NAME_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w.&'’/+]{0,30})[,]?(?P<gap>[ \u00a0-])$")


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
def word_set(name: str) -> frozenset[str]:
    """The list `name` of the lexicon of numerals, as a set."""
    return frozenset(str(word) for word in read_lexicon("numerals")[name])


@cache
def hedge_words(name: str) -> frozenset[str]:
    """The list `name` of the lexicon of hedges, as a set."""
    return frozenset(read_lexicon("hedges")[name])


def word_before(text: str, start: int) -> str:
    """The word right before `start`, without its punctuation, as printed; blank when there is none beside it."""
    match = NAME_BEFORE.search(text, max(0, start - 33), start)
    return match["word"] if match else ""


def word_after(text: str, end: int) -> str:
    """The word right after `end`, as printed; blank when punctuation or nothing stands there."""
    match = re.compile(r"[ \u00a0-]([^\W\d_][\w'’]{0,30})").match(text, end)
    return match[1] if match else ""


_POINTS = re.compile(
    r"[- ](?:(?:of )?an? )?(?P<percentage>(?:percentage|percent|per cent)[- ])?points?(?!\w)", re.IGNORECASE
)
_RATES = re.compile(r"(?:rates?|yields?|inflation|per ?cent|unemployment|hike|cut)\b", re.IGNORECASE)
# Characters on either side of "half a point" within which a rate is named.
_NEAR_RATE = 60


def points_end(text: str, start: int, end: int) -> int:
    """Where the points of a fraction at [start, end) end: "a quarter point" of a rate, "half a percentage point"; 0 for none."""
    match = _POINTS.match(text, end)
    if match is None:
        return 0
    rate = match["percentage"] or _RATES.search(text[max(0, start - _NEAR_RATE) : match.end() + _NEAR_RATE])
    return match.end() if rate else 0


def fraction_kind(text: str, numeral: Numeral) -> tuple[str, int]:
    """A bare "half" or "quarter" is a share only where something is shared; "two-thirds" always is."""
    start, end = numeral.start, numeral.end
    raw = text[start:end].lower()
    if points_end(text, start, end):
        return "", end
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


def words_kind(text: str, numeral: Numeral) -> tuple[str, int]:
    start, end = numeral.start, numeral.end
    before = text[start - 1 : start]
    if before == "-" and text[start - 2 : start - 1].isalpha():
        # "twenty-something", "at-one": the end of a compound; "mid-six" and the like.
        return "code", end
    raw = text[start:end].lower()
    if text[start].isupper() and word_before(text, start) == "War":
        return "code", end
    if raw == "one":
        return _one_kind(text, start, end)
    if raw in ("zero", "nil", "naught") and (
        text[end : end + 1] == "-" or word_before(text, start).lower() in word_set("zero_left")
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
    if (
        text[start].isupper()
        and named[:1].isupper()
        and not named.endswith(".")
        and previous not in word_set("openers")
    ):
        # "the Kick Six win": a name; in a headline the next word has a capital too or ends the line.
        after = word_after(text, end)
        if after and after.islower() and not numeral.scaled and after not in word_set("counted"):
            return "code", end
    if text[start].isupper() and not numeral.scaled:
        # "a Seven Network logo", "the Group of Seven": within a sentence only a name gives a number a capital.
        within = named.islower() and word_after(text, end)[:1].isupper() and not is_title(text, start)
        if within or text.endswith("Group of ", 0, start):
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
    if following in ("'", "’", ",", ".", ";", ":", "!", "?", ")", '"', "”", "") and not (
        word_before(text, start) in ("minus", "negative") or is_victim(text, start)
    ):
        return "pronoun", end
    previous = word_before(text, start).lower()
    after = word_after(text, end).lower()
    if previous in ("minus", "negative") or (is_victim(text, start) and after in ("and", "of")):
        return "", end
    if not after:
        return "pronoun", end
    if after in word_set("one_measured") or after in ("or", "and", "to", "in", "out") and _number_next(text, end):
        return "", end
    if is_victim_ahead(text, start, end):
        return "", end
    if previous in ("at", "exactly") and after not in word_set("one_right"):
        return "", end
    if (
        previous in word_set("one_left")
        and not (previous in ("for", "only", "day") and after not in word_set("one_right"))
        and previous not in ("these", "those")
    ):
        return "pronoun", end
    if after in word_set("one_right") and not (after in ("or", "and", "to", "in", "more") and _number_next(text, end)):
        return "pronoun", end
    return "", end


def is_one_victim(text: str, start: int, end: int) -> bool:
    """Whether the "one" at [start, end) is somebody who was killed or hurt."""
    return is_victim(text, start) or is_victim_ahead(text, start, end)


def is_victim_ahead(text: str, start: int, end: int) -> bool:
    """Whether the "one" at [start, end) is somebody of whom a death or an injury follows: "one was killed", "one dead"."""
    return word_before(text, start).lower() not in word_set("one_known") and bool(_victim_ahead().match(text, end))


@cache
def _victim_ahead() -> re.Pattern[str]:
    helpers, states = ("|".join(sorted(word_set(key))) for key in ("one_helpers", "one_states"))
    return re.compile(rf" (?:(?:{helpers}) ){{0,4}}(?:{states})\b", re.IGNORECASE)


def is_victim(text: str, start: int) -> bool:
    """Whether the "one" at `start` is somebody to whom the verb before it was done: "killing one and wounding two"."""
    return (
        text[max(0, start - 2) : start - 1].isalpha()
        and text[start - 1 : start] == " "
        and word_before(text, start).lower() in word_set("one_victim")
    )


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


def is_title(text: str, start: int) -> bool:
    """Whether the words around `start` in its line are in title case, as headlines are."""
    left = text.rfind("\n", max(0, start - 120), start) + 1
    right = text.find("\n", start, start + 120)
    words = [
        word for word in text[max(left, start - 120) : right if right >= 0 else start + 120].split() if word.isalpha()
    ]
    long = [word for word in words if len(word) > 3]
    return len(long) > 1 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)
