"""Years, decades, seasons, quarters and fiscal years as news prints them."""

from __future__ import annotations

from factcheck.extract.date_tokens import DASHES, Reader, Reading, words
from factcheck.normalise.time import SEASONS
from factcheck.normalise.when import Calendar, Range, Season

_NOT_PLURAL = frozenset(
    ("was", "has", "does", "this", "versus", "across", "plus", "less", "unless", "alias", "perhaps", "is")
)
AFTER_YEAR = frozenset(
    (
        "and",
        "or",
        "to",
        "in",
        "when",
        "the",
        "saw",
        "after",
        "before",
        "until",
        "that",
        "as",
        "but",
        "while",
        "for",
        "with",
        "by",
        "at",
        "was",
        "is",
    )
)


def _end_year(first: int, digits: str) -> int:
    """The last year of "2026-27" or "2004-5": as many last digits of it are printed as `digits` has."""
    size = 10 ** len(digits)
    return first - first % size + int(digits)


class YearReader(Reader):
    """Rules for periods that bear a year or are named by it."""

    def year_after(self, j: int) -> tuple[int, int] | None:
        """The year that follows a month or day: "2024", ", 2024", "of 2024", "in 2020", "'24"."""
        k = self.skip(j, ",")
        k = self.skip(k, "of", "in") if k == j else k
        k = self.skip(k, "the") if self.word(k + 1) == "year" else k
        k = self.skip(k, "year")
        year = self.four_digits(k) or self.spelled_year(k)
        if year:
            follows = self.word(year[1])
            if follows in words("count_nouns") and self.word(k - 1) not in ("of", "in") and k > j:
                return None
            # "On May 3, two thousand people ..."
            return None if year[0] == 2000 and self.at(k).kind == "word" and self.at(year[1]).kind == "word" else year
        if self.at(k).kind == "short_year" and k == j:
            short = int(self.word(k)[1:])
            return (2000 + short if short < 50 else 1900 + short), k + 1
        return None

    def year_alone(self, i: int, licensed: bool = False) -> Reading | None:
        """2022 where the words around it call for a year: not "2022 people", "over 2000", "Agenda 2030", "$1999"."""
        if self.word(i) in ("the", "year") and self.word(i + (self.word(i) == "the")) == "year":
            year = self.four_digits(i + 1 + (self.word(i) == "the"))
            return (Calendar(year[0]), year[1]) if year else None
        spelled = self.spelled_year(i) if self.word(i - 1) in ("in", "of", "since", "from", "until", "by") else None
        if spelled and 1700 <= spelled[0] <= 2100 and (spelled[1] - i > 1) and not self.unit(spelled[1]):
            return None if self.word(spelled[1]) in words("count_nouns") else (Calendar(spelled[0]), spelled[1])
        year = self.four_digits(i)
        if year is None:
            return None
        number, j = year
        before, after = self.at(i - 1), self.at(j)
        if number < 1:
            return Calendar(number), j
        if (
            before.text in ("$", "€", "£", "#", ".", "/", "@", "+", "=")
            and self.touches(i)
            or before.text in ("$", "€", "£")
        ):
            return None
        if before.kind in ("word", "int", "number") and self.touches(i):
            return None
        if (
            before.text in DASHES
            and self.touches(i)
            and self.touches(i - 1)
            and self.at(i - 2).kind in ("int", "number")
        ):
            return None
        if after.text in ("%", "°", "$", "€") or (after.kind in ("word", "int") and self.touches(j)):
            return None
        if (
            after.text in ("-", ":", "/", ".")
            and self.touches(j)
            and self.at(j + 1).kind in ("int", "word")
            and self.touches(j + 1)
        ) and not (after.text == "-" and self.at(j + 1).text in ("era", "style", "model", "present", "on", "born")):
            return None
        determined = before.text in ("the", "his", "her", "its", "their", "this") or before.kind == "possessive"
        if after.text in words("vehicle_makes") or (after.text == "or" and self.word(j + 2) in words("vehicle_makes")):
            return None  # "a 2006 Toyota"
        plural = after.kind == "word" and not after.capital and after.text.endswith("s") and len(after.text) > 3
        opening = before.text == "in" and before.capital  # "In 2019 protests broke out"
        plural = plural and after.text not in _NOT_PLURAL and after.text not in words("year_nouns")
        if after.text in words("count_nouns") or (plural and not determined and not opening):
            return None
        if licensed or (before.text in words("before_year") and before.text != "than"):
            return (
                (Calendar(number), j) if number >= 1500 or before.text in ("in", "since", "by", "of", "until") else None
            )
        if before.text in words("before_count") and before.text != "than":
            return None
        if before.text == "than" and after.kind == "word":
            return None
        if before.capital and before.kind == "word" and before.text not in words("before_year"):
            return None
        if before.text in ("'", "‘", "’", '"', "“") and self.at(i - 2).capital:
            return None
        closed = after.kind in ("mark", "nothing", "possessive") or after.text in AFTER_YEAR
        closed = closed or (before.kind == "word" and after.kind == "word")
        ok = 1900 <= number <= 2100 and (closed or before.kind in ("nothing", "mark"))
        return (Calendar(number), j) if ok else None

    def year_range(self, i: int) -> Reading | None:
        """2026-27, 2019–2021, 2003-04, 2004-5; 2015-03 is a month, 2015-3 neither"""
        i = self.skip(i, "the") if self.at(i + 1).kind == "years" else i
        token = self.at(i)
        if token.kind != "years":
            return None
        first, second = int(token.text[:4]), token.text[5:]
        if (
            not 1000 <= first <= 2199
            or self.word(i + 1) in words("count_nouns")
            or self.word(i - 1) in words("before_count")
        ):
            return None
        last = _end_year(first, second)
        if len(second) == 2 and last <= first and 1 <= int(second) <= 12:
            return (Calendar(first, int(second)), i + 1) if token.text[4] in "-/" else None
        if not first < last <= first + 200:
            return None
        return Range(Calendar(first), Calendar(last)), i + 1

    def quarter_of(self, i: int) -> Reading | None:
        """Q3 2024, 2024 Q3, H1 2025, Q3 of last year, Q3"""
        year = self.four_digits(i)
        if year:
            j = self.skip(year[1], *DASHES)
            if self.word(j) in words("seasons") and self.word(j + 1) != "in":
                return Season("season", SEASONS.index(self.lexicon["seasons"][self.word(j)]), year[0]), j + 1
            if self.at(j).kind == "quarter":
                return self._quarter(j, year[0]), j + 1
            return None
        if self.at(i).kind != "quarter":
            return None
        year = self.year_after(i + 1)
        if year:
            return self._quarter(i, year[0]), year[1]
        return self._quarter(i, None), i + 1

    def _quarter(self, i: int, year: int | None) -> Season:
        text = self.word(i)
        return Season("quarter" if text[0] == "q" else "half", int(text[1]), year)

    def season(self, i: int, licensed: bool = False) -> Reading | None:
        j = i
        if self.word(i) == "the" and self.word(i + 1) in words("seasons"):
            j, licensed = i + 1, True
        name = self.lexicon["seasons"].get(self.word(j))
        if name is None or self.is_name(j):
            return None
        number, k = SEASONS.index(name), j + 1
        both = self.at(self.skip(k, "of"))
        if both.kind == "years":
            return Season("season", number, int(both.text[:4])), self.skip(k, "of") + 1
        year = self.year_after(k)
        if year:
            return Season("season", number, year[0]), year[1]
        if self.word(k) in ("in", "of", "from", "into", "through") and self.word(j) in ("fall", "spring") and j == i:
            return None
        if self.word(j) in ("fall", "spring", "falls") and j != i and self.word(k) in ("of", "in", "to"):
            return None
        licensed = licensed or (self.word(i - 1) in words("before_season") - {"to", "or", "and", "a", "for", "that"})
        return (Season("season", number), k) if licensed else None

    def fiscal(self, i: int) -> Reading | None:
        """FY2023, FY23-24, fiscal 2023, the fiscal year 2023-24"""
        token = self.at(i)
        if token.kind == "fiscal":
            numbers = [
                int(piece) for piece in token.text[2:].strip(" '’").replace("/", "-").replace("–", "-").split("-")
            ]
            years = [number if number > 99 else 2000 + number for number in numbers]
            if token.text.startswith("cy"):
                return Calendar(years[0]), i + 1
            return Season("fiscal", 0, years[0], years[1] if len(years) > 1 else None), i + 1
        j = self.skip(i, "the")
        if self.word(j) == "calendar" and self.word(j + 1) == "year":
            year = self.four_digits(j + 2)
            return (Calendar(year[0]), year[1]) if year else None
        if self.word(j) not in ("fiscal", "financial"):
            return None
        j = self.skip(j + 1, "year")
        if self.at(j).kind == "years":
            first = int(self.word(j)[:4])
            return Season("fiscal", 0, first, _end_year(first, self.word(j)[5:])), j + 1
        year = self.four_digits(j)
        return (Season("fiscal", 0, year[0]), year[1]) if year else None

    def decade(self, i: int) -> Reading | None:
        """the 1990s, the '80s, the nineties"""
        j = self.skip(i, "the")
        token = self.at(j)
        named = self.lexicon["named_decades"].get(token.text)
        if named and j > i:
            return Season("decade", named), j + 1
        if token.kind == "decade":
            digits = "".join(character for character in token.text if character.isdigit())
            if len(digits) == 4:
                first = int(digits)
                bc = self.word(j + 1) in ("bc", "bce")
                return (Season("decade", -first), j + 2) if bc else (Season("decade", first), j + 1)
            if (j > i or token.text[0] in "'’‘" or self.word(j - 1) in DASHES) and int(digits) >= 20:
                return self._short_decade(int(digits), j)
            return None
        tens = self.lexicon["decades"].get(token.text)
        return self._short_decade(tens, j) if tens and j > i and tens >= 50 else None

    def _short_decade(self, tens: int, j: int) -> Reading | None:
        if self.word(j - 1) in ("high", "low", "upper", "lower") or self.word(j - 2) in (
            "his",
            "her",
            "their",
            "my",
            "in",
        ):
            return (
                None
                if self.word(j - 2) != "in" or self.word(j - 1) != "the" or tens < 50
                else (Season("decade", 1900 + tens), j + 1)
            )
        return (Season("decade", 1900 + tens), j + 1) if tens >= 50 else None

    def dates_noun(self, i: int, j: int) -> bool:
        """True when the date `[i, j)` belongs to a noun after it: "before Wednesday's vote", "after the 2011 tsunami"."""
        after = self.at(j)
        if after.kind == "possessive":
            return True
        return self.word(i) == "the" and after.kind == "word" and after.text not in AFTER_YEAR and not self.date(j)
