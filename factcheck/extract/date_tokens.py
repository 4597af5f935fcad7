"""Text cut into the tokens that dates are made of, and the smallest readings of them: counts, ordinals, years."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.when import When

DASHES = ("-", "‐", "‑", "–", "—")
Reading = tuple[When, int]  # an expression and the index of the token after it

_TOKEN = re.compile(
    r"""
      (?P<numeric>(?<![\w./-])(?<!\d[,:])(?:
            \d{4}-\d{1,2}-\d{1,2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?
          | \d{4}/\d{1,2}/\d{1,2} | \d{4}\.\d{1,2}\.\d{1,2}
          | \d{1,2}/\d{1,2}/(?:\d{4}|\d{2}) | \d{1,2}-\d{1,2}-\d{4} | \d{1,2}\.\d{1,2}\.\d{4}
        )(?![\w/-])(?!\.\d))
    | (?P<years>(?<![\w.,/$€£-])\d{4}(?:[-‐‑–—/]\d{2}(?:\d{2})?|[-‐‑–]\d)(?![\w/]|[-–]\d|\.\d))
    | (?P<clock>(?<![\w.,:])\d{1,2}(?::\d{2}){1,2}(?:\s?[ap]\.?\s?m\b\.?)?(?![\w:])
        |(?<![\w.,:])\d{1,2}(?:\.\d{2})?\s?[ap]\.?m\b\.?)
    | (?P<ordinal>(?<![\w.])\d{1,2}(?:st|nd|rd|th)\b)
    | (?P<decade>(?<![\w.,])(?:(?:1\d|20)\d0['’]?s|['’‘]\d0['’]?s|\d0['’]?s)\b)
    | (?P<quarter>(?<![a-z])[qh][1-4](?!\w))
    | (?P<fiscal>\b(?:fy|cy)['’]?\s?(?:\d{4}|\d{2})(?:[-–/](?:\d{4}|\d{2}))?(?!\w))
    | (?P<number>\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d+)?|\d+\.\d+)
    | (?P<int>\d+)
    | (?P<possessive>['’]s\b)
    | (?P<short_year>['’‘]\d{2}(?!\w))
    | (?P<word>[^\W\d_]+)
    | (?P<mark>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Token(NamedTuple):
    """A piece of text at `[start, end)`: `kind` is the name of its pattern, `text` is in lower case."""

    kind: str
    text: str
    start: int
    end: int
    capital: bool


NOTHING = Token("nothing", "", -1, -1, False)


def tokenise(text: str) -> list[Token]:
    """The tokens of a text in order; white space falls between them."""
    return [
        Token(found.lastgroup, found.group().lower(), found.start(), found.end(), found.group()[0].isupper())
        for found in _TOKEN.finditer(text)
    ]


@cache
def words(theme: str) -> frozenset[str]:
    """One list or the keys of one table of the calendar lexicon."""
    return frozenset(read_lexicon("calendar")[theme])


@cache
def phrases() -> dict[str, list[tuple[tuple[str, ...], str, object]]]:
    """First word -> (the words of a phrase, its theme, its rule), longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str, object]]] = {}
    lexicon = read_lexicon("calendar")
    for theme in ("holidays", "named_days", "not_dates"):
        entries = lexicon[theme]
        for phrase in entries:
            pieces = tuple(token.text.replace("’", "'") for token in tokenise(phrase))
            rule = entries[phrase] if isinstance(entries, dict) else None
            table.setdefault(pieces[0], []).append((pieces, theme, rule))
    for entries in table.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))
    return table


_WORD_THEMES = (
    "months", "month_abbreviations", "weekdays", "weekday_abbreviations", "seasons", "units", "numbers", "vague_numbers",
    "ordinals", "decades", "named_decades", "relative_days", "steps", "window_signs", "told_steps", "parts", "dayparts",
    "bounds", "starters",
)  # fmt: skip
_STARTING_KINDS = frozenset(("numeric", "years", "clock", "ordinal", "decade", "quarter", "fiscal", "int"))
_ARTICLES = frozenset(("the", "a", "an", "in", "of", "from", "by", "for"))


@cache
def starters() -> frozenset[str]:
    """Every word that a time expression can start with."""
    return frozenset().union(*(words(theme) for theme in _WORD_THEMES), phrases())


class Reader:
    """The tokens of one line with look-ups that never run off its ends. Readings give (value, index after) or None."""

    def __init__(self, text: str):
        self.text = text
        self.tokens = tokenise(text)
        self.lexicon = read_lexicon("calendar")

    def at(self, i: int) -> Token:
        """The token at an index, or NOTHING outside the line."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else NOTHING

    def word(self, i: int) -> str:
        """The lower-case text of a token, blank outside the line."""
        # Not by `at`: the grammar asks this a dozen times a word.
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def may_start(self, i: int) -> bool:
        """False where no time expression can start: the quick test that spares most words of a text every rule."""
        kind, text, *_ = self.at(i)
        if text in _ARTICLES:
            kind, text, *_ = self.at(i + 1)
            return kind in _STARTING_KINDS or text in starters()
        return kind in _STARTING_KINDS or text in starters() or text[:1] in "'’‘"

    def skip(self, i: int, *texts: str) -> int:
        """The index after the token when it is one of `texts`, else the same index."""
        return i + 1 if self.word(i) in texts else i

    def touches(self, i: int) -> bool:
        """True when no white space parts a token from the one before it."""
        return i > 0 and self.at(i).start == self.at(i - 1).end

    def phrase(self, i: int) -> tuple[str, object, int] | None:
        """The longest phrase of the lexicon that starts here: (theme, rule, index after)."""
        for pieces, theme, rule in phrases().get(self.word(i), ()):
            if all(self.word(i + k).replace("’", "'") == piece for k, piece in enumerate(pieces)):
                return theme, rule, i + len(pieces)
        return None

    def is_name(self, i: int) -> bool:
        """True when a name that only looks like a date starts here: "Sunday Times"."""
        found = self.phrase(i)
        return found is not None and found[0] == "not_dates"

    def month(self, i: int) -> tuple[int, int] | None:
        """A month by name or abbreviation, its full stop included."""
        token = self.at(i)
        if token.kind != "word":
            return None
        if token.text in self.lexicon["months"]:
            return self.lexicon["months"][token.text], i + 1
        number = self.lexicon["month_abbreviations"].get(token.text)
        if number is None or self._goes_on(i):
            return None
        return number, i + 2 if self.word(i + 1) == "." and self.touches(i + 1) else i + 1

    def _goes_on(self, i: int) -> bool:
        """Whether a hyphen ties a word to token i that is no month: "Mar-a-Lago", but "Jan-Mar" and "Jan-4"."""
        after = self.at(i + 2)
        return (
            self.word(i + 1) == "-"
            and self.touches(i + 1)
            and self.touches(i + 2)
            and after.kind == "word"
            and self.month(i + 2) is None
        )

    def weekday(self, i: int) -> tuple[int, int, bool] | None:
        """A weekday: (number, index after, whether it is abbreviated)."""
        token = self.at(i)
        if token.text in self.lexicon["weekdays"]:
            return self.lexicon["weekdays"][token.text], i + 1, False
        number = self.lexicon["weekday_abbreviations"].get(token.text)
        if number is None or not token.capital:
            return None
        return number, i + 2 if self.word(i + 1) == "." and self.touches(i + 1) else i + 1, True

    def small_number(self, i: int) -> tuple[int, int] | None:
        """A whole number in digits or in words up to ninety-nine."""
        token = self.at(i)
        if token.kind == "int" and len(token.text) <= 4:
            return int(token.text), i + 1
        number = self.lexicon["numbers"].get(token.text)
        if number is None:
            return None
        following = i + 2 if self.word(i + 1) == "-" else i + 1
        unit = self.lexicon["numbers"].get(self.word(following))
        if number >= 20 and number % 10 == 0 and unit and unit < 10:
            return number + unit, following + 1
        return number, i + 1

    def count(self, i: int) -> tuple[tuple[int, int], int] | None:
        """How many: (least, most) of "two", "a", "a few", "a couple of", "two or three", "several"."""
        article = self.word(i) in ("a", "an")
        j = i + 1 if article else i
        j = self.skip(j, "full", "whole", "further", "good", "mere")
        vague = self.lexicon["vague_numbers"].get(self.word(j))
        if vague:
            return tuple(vague), self.skip(j + 1, "of", "more")
        number = self.small_number(j)
        if number:
            value, j = number
            second = self.small_number(j + 1) if self.word(j) in ("or", "to", "-", "–") else None
            if second and value < second[0]:
                return (value, second[0]), self.skip(second[1], "more")
            return (value, value), self.skip(j, "more", "full", "whole", "long")
        return ((1, 1), j) if article else None

    def ordinal(self, i: int) -> tuple[int, int] | None:
        """An ordinal in digits ("3rd") or in words ("twenty-third")."""
        token = self.at(i)
        if token.kind == "ordinal":
            return int(token.text[:-2]), i + 1
        number = self.lexicon["ordinals"].get(token.text)
        if number is not None:
            return number, i + 1
        tens = self.lexicon["numbers"].get(token.text, 0)
        following = i + 2 if self.word(i + 1) == "-" else i + 1
        unit = self.lexicon["ordinals"].get(self.word(following), 99)
        return (tens + unit, following + 1) if tens in (20, 30) and unit < 10 else None

    def unit(self, i: int) -> tuple[str, int] | None:
        """A unit of time of a day or longer."""
        unit = self.lexicon["units"].get(self.word(i))
        return (unit, i + 1) if unit else None

    def four_digits(self, i: int) -> tuple[int, int] | None:
        """A year in four digits, 1000 to 2199; before BC it is counted backwards from 0 (which is 1 BC)."""
        token = self.at(i)
        if token.kind != "int" or len(token.text) > 4:
            return None
        year = int(token.text)
        if year and (after := self.before_christ(i + 1)):
            return 1 - year, after
        return (year, i + 1) if len(token.text) == 4 and 1000 <= year <= 2199 else None

    def before_christ(self, i: int) -> int:
        """The index after "BC", "BCE" or "B.C." at i; 0 where none stands."""
        if self.word(i) in ("bc", "bce"):
            return i + 1
        if [self.word(i + k) for k in range(3)] != ["b", ".", "c"]:
            return 0
        return i + (4 if self.word(i + 3) == "." and self.touches(i + 3) else 3)

    def spelled_year(self, i: int) -> tuple[int, int] | None:
        """A year in words: "nineteen seventy-eight", "two thousand and five"."""
        numbers = self.lexicon["numbers"]
        if self.word(i) == "two" and self.word(i + 1) == "thousand":
            j = self.skip(i + 2, "and")
            rest = self.small_number(j) if self.at(j).kind == "word" else None
            return (2000 + rest[0], rest[1]) if rest else (2000, i + 2)
        century = numbers.get(self.word(i), 0)
        if century not in (17, 18, 19, 20) or self.at(i + 1).kind != "word":
            return None
        rest = self.small_number(i + 2) if self.word(i + 1) in ("oh", "zero") else self.small_number(i + 1)
        least = 1 if self.word(i + 1) in ("oh", "zero") or century == 19 else 10  # "twenty one" is no year
        return (century * 100 + rest[0], rest[1]) if rest and least <= rest[0] < 100 else None
