"""Days and months by name or in figures, alone or with their weekday, and holidays."""

from __future__ import annotations

from dataclasses import replace

from factcheck.extract.date_tokens import DASHES, Reading, words
from factcheck.extract.date_years import AFTER_YEAR, YearReader
from factcheck.normalise.when import Around, Calendar, Holiday, Range

_BEFORE_DAY = ("on", "for", "by", "until", "till", "from", "through", "since", "before", "after")
# Before one of these a month is told whole, and a number behind it is a count: "in Sept. 61 survivors met".
WHOLE_MONTH = frozenset(
    {"in", "since", "by", "until", "till", "of", "during", "early", "late", "mid", "last", "next", "this"}
)


class CalendarReader(YearReader):
    """Rules for calendar dates."""

    def holiday(self, i: int) -> Reading | None:
        """A holiday by its rule, with or without its year."""
        found = self.phrase(i)
        if found is None or found[0] != "holidays":
            return None
        if found[2] == i + 1 and not self.at(i).capital and self.word(i - 1) in ("a", "an", "his", "her", "their"):
            return None  # "had an epiphany"
        when, j = Holiday(**found[1]), found[2]
        j = self.skip(j, "night") if self.word(j) == "night" else j
        year = self.year_after(j)
        when, j = (replace(when, year=year[0]), year[1]) if year else (when, j)
        return (Around("holiday weekend", when), j + 1) if self.word(j) == "weekend" else (when, j)

    def weekday_date(self, i: int) -> Reading | None:
        """Friday; Friday, May 3; Fri. 3 May 2024; Friday the 13th"""
        i = self.skip(i, "the") if self.weekday(i + 1) and self.word(i) == "the" else i
        found = self.weekday(i)
        if found is None or self.is_name(i):
            return None
        number, j, short = found
        k = j
        if self.word(k) in words("dayparts"):
            k += 1
        k = self.skip(k, ",", "(", *DASHES)
        k = self.skip(k, "the")
        full = self.calendar(k) or self.numeric(k)
        if full:
            when, after = full
            if isinstance(when, Calendar) and when.day is not None:
                after = self.skip(after, ")") if self.word(k - 1) == "(" else after
                return replace(when, weekday=number), after
            if isinstance(when, Range):
                return full
        day = self.ordinal(k)
        if day and (self.word(k - 1) == "the" or self.at(k).kind == "ordinal") and 1 <= day[0] <= 31:
            return Calendar(day=day[0], weekday=number), day[1]
        if short or self.at(i).capital is False and self.word(i - 1) in ("a", "an"):
            return None
        return Calendar(weekday=number), j

    def calendar(self, i: int, licensed: bool = False) -> Reading | None:
        """May 3, 2024; 3 May; May 3-5; the 3rd of May; May 2024; May"""
        return self.numeric(i) or self.month_first(i, licensed) or self.day_first_date(i)

    def month_first(self, i: int, licensed: bool = False) -> Reading | None:
        found = self.month(i)
        if found is None:
            return None
        month, j = found
        k = self.skip(j, "the")
        dashed = self.word(k) in DASHES and self.touches(k) and not self.month(k + 2)
        day = self.day_number(k + dashed, self.word(i - 1) == "in") or self.wrong_day(i, k)
        if day and not (self.word(j) in DASHES and self.at(j + 1).kind == "int" and len(self.word(j + 1)) == 4):
            number, j = day
            last = None
            if self.word(j) in (*DASHES, "to", "through", "until", "till", "thru", "and", "or") and not self.month(
                j + 1
            ):
                last = self.day_number(self.skip(j + 1, "the"))
                if last and (last[0] <= number or self.month(last[1]) or self.word(last[1]) in (":", "%")):
                    last = None
                if last and self.word(j) in ("and", "or", "to", "until", "till") and self.at(last[1]).kind == "word":
                    # "May 3 to 12 people": a number before a noun is a count.
                    noun = self.word(last[1])
                    last = None if noun in words("count_nouns") or (noun.endswith("s") and noun != "as") else last
            after = last[1] if last else j
            year = self.year_after(after)
            when = Calendar(year[0] if year else None, month, number)
            if last and self._lists(i, j):
                return when, j  # `listed_day` reads the second
            j = year[1] if year else after
            return (Range(when, replace(when, day=last[0])), j) if last else (when, j)
        year = self.year_after(j)
        if year:
            return Calendar(year[0], month), year[1]
        if self.word(j) in (*DASHES, "/") and self.touches(j):
            year = self.four_digits(j + 1)
            if year:
                return Calendar(year[0], month), year[1]
        return (Calendar(month=month), j) if licensed or self.calls_for_month(i, j) else None

    def calls_for_month(self, i: int, j: int) -> bool:
        """Whether a bare month name is a month: "In May", not "Prime Minister May", "may" or "march"."""
        token, before, after = self.at(i), self.at(i - 1), self.at(j)
        joined = self.word(j) in (*DASHES, "/", "to", "through", "until") and self.month(j + 1)
        if joined and token.capital:
            return True
        if token.text in words("month_abbreviations") and not (token.capital and self.word(j - 1) == "."):
            return token.capital and before.text in ("in", "since", "last", "until", "by", "mid", "late", "early")
        if joined and token.text not in words("verb_months"):
            return True
        if not token.capital:
            return token.text not in words("verb_months") and before.text in words("before_month")
        if after.kind == "possessive" and before.text in words("before_month") - {"and", "or", "with", "for"}:
            return True
        if token.text not in words("ambiguous_months"):
            return True
        if before.text in ("the", "'s", "’s") and after.text in ("on", "to", "for", "against", "of", "."):
            return False  # a march, not the month
        # A capital before or after it makes a name: "April Jones", "Theresa May".
        if after.capital and after.kind == "word" and not self.weekday(j) and before.text not in words("before_month"):
            return False
        if before.text in ("and", "or", ",", "the", "for", "by", "to", "with", "as") and after.capital:
            return False
        return before.text in words("before_month") - {","}

    def day_first_date(self, i: int) -> Reading | None:
        """3 May 2024, 3-5 May, the 3rd of May; of "3 and 5 May" the first, the second being read by itself"""
        j = self.skip(i, "the")
        before = self.at(i - 1)
        if before.text in ("$", "€", "£") or (before.text in (".", "/") and self.touches(i)):
            return None
        day = self.day_number(j) or (self.ordinal(j) if self.word(j) != "second" or j > i else None)
        if day is None or not 1 <= day[0] <= 31:
            return None
        number, j = day
        last = None
        following = self.day_number(j + 1) if self.word(j) == "," else None
        if following and following[0] > number:  # so that a list of days goes on for 31 steps at most
            later = self.day_first_date(j + 1)
            listed = later and isinstance(later[0], Calendar) and self.word(later[1]) in ("and", "or", ",")
            return (replace(later[0], day=number), j) if listed else None
        if self.word(j) in (*DASHES, "to", "and", "or", "until", "till", "through"):
            last = self.day_number(self.skip(j + 1, "the")) or self.ordinal(self.skip(j + 1, "the"))
        k = last[1] if last and number < last[0] <= 31 else j
        k = self.skip(k, "day") if self.word(k + 1) == "of" else k
        k = self.skip(k, "of", *(DASHES if self.touches(k) else ()))
        k = self.skip(k, "/") if self.touches(k) else k
        found = self.month(k)
        if found is None or not (
            self.at(k).capital or self.word(k - 1) == "of" or self.word(k) not in ("may", "march")
        ):
            return None
        if self.month_first(k) and self._month_has_day(k):
            return None
        month, k = found
        year = self.year_after(
            k + 1 if self.word(k) in (*DASHES, "/") and self.touches(k) and self.touches(k + 1) else k
        )
        when = Calendar(year[0] if year else None, month, number)
        if last and self._lists(i, j):
            return when, j
        k = year[1] if year else k
        if last and number < last[0] <= 31:
            return Range(when, replace(when, day=last[0])), k
        return when, k

    def _lists(self, i: int, j: int) -> bool:
        """True when the word at j makes two dates of two days ("3 and 5 May"), not the ends of one span."""
        # "Friday, May 3 and 4": the weekday tells the year of both, so they stay one span.
        weekday = self.weekday(i - 1 - (self.word(i - 1) == ","))
        return self.word(j) in ("and", "or") and self.word(i - 1) not in ("between", "from") and not weekday

    def listed_day(self, i: int) -> Reading | None:
        """The second day of "May 3 and 5": its month stands before the first."""
        if self.word(i - 1) not in ("and", "or") or self.at(i - 2).kind not in ("int", "ordinal"):
            return None
        for back in (i - 3, i - 4):
            found = self.month(back)
            if found and found[1] == i - 2:
                first = self.month_first(back)
                day = self.day_number(i)
                if not day or not first or not isinstance(first[0], Calendar) or first[1] != i - 1:
                    return None
                year = self.year_after(day[1])
                if first[0].day is None or day[0] <= first[0].day or not self._lists(back, i - 1):
                    return None
                return Calendar(first[0].year, first[0].month, day[0]), year[1] if year else day[1]
        return None

    def _month_has_day(self, k: int) -> bool:
        """ "in 12 May 3 ..." never occurs; "2000 May 3": the number before a month with its own day is not its day."""
        when = self.month_first(k)[0]
        return isinstance(when, Calendar) and when.day is not None and self.at(k - 1).kind == "int"

    def day_number(self, i: int, after_in: bool = False) -> tuple[int, int] | None:
        """A day of the month, 1 to 31, in digits or as an ordinal; after "in May" a number before a noun is a count."""
        token = self.at(i)
        if token.kind == "ordinal" or token.text in words("ordinals") or self.word(i + 1) == "-" and self.ordinal(i):
            found = self.ordinal(i)
            if found and token.kind == "word" and self.at(i - 1).kind != "word":
                return None
            return found if found and 1 <= found[0] <= 31 else None
        if token.kind == "word":
            found = (self.ordinal(i) or self.small_number(i)) if token.text in ("twenty", "thirty") else None
            return found if found and found[0] <= 31 and found[0] % 10 else None
        if after_in and self.at(i + 1).kind == "word" and not self.month(i + 1):
            return None
        number = self._without_unit(i)
        return (number, i + 1) if number and number <= 31 else None

    def wrong_day(self, i: int, k: int) -> tuple[int, int] | None:
        """A number at k that no month has, where only a day of the month at i can stand: "on June 61,", "Friday, June 61"."""
        number, behind = self._without_unit(k), self.at(k + 1)
        if not number or number <= 31 or behind.text == "-" or not self.at(i).capital:
            return None
        before, short = self.word(i - 1), self.at(i).text in words("month_abbreviations")
        called = short or before == "on" or self.weekday(i - 1 - (before == ",")) or self.year_after(k + 1)
        # "On June 40 people left" counts; "Sept. 61 survivors" does not, since a short month is printed with its day alone, but
        # "in Sept. 61 survivors met" does, and "the May 68 revolt" was in a year.
        dated = short and before not in WHOLE_MONTH
        counts = behind.kind == "word" and behind.text not in words("behind_day") and not dated
        return (number, k + 1) if called and not counts else None

    def _without_unit(self, i: int) -> int | None:
        """The number of one or two digits at i; None for another token and before what the number counts ("12%", "12 people")."""
        token, following = self.at(i), self.at(i + 1)
        if token.kind != "int" or len(token.text) > 2:
            return None
        if following.text in ("%", "°") or (following.text == "-" and self.at(i + 2).text in ("year", "day", "month")):
            return None
        if following.text in words("count_nouns") or (following.kind == "word" and self.touches(i + 1)):
            return None
        return int(token.text)

    def day_alone(self, i: int) -> Reading | None:
        """the 29th, after a preposition that calls for a day and before no noun"""
        if self.word(i) != "the" or self.at(i + 1).kind != "ordinal" or self.word(i - 1) not in _BEFORE_DAY:
            return None
        day, j = self.ordinal(i + 1)
        after = self.at(j)
        noun = after.kind in ("word", "int") and after.text not in AFTER_YEAR or after.text in DASHES
        return None if noun or not 1 <= day <= 31 else (Calendar(day=day), j)

    def numeric(self, i: int) -> Reading | None:
        """2025-08-29, 29/08/2025, 08/29/2025; 03/04/2025 only where the order of day and month is known."""
        token = self.at(i)
        if token.kind != "numeric":
            return None
        fields = [int(field) for field in token.text.split("t")[0].replace("/", "-").replace(".", "-").split("-")]
        if len(token.text.split("t")[0].split("-")[0].split("/")[0].split(".")[0]) == 4:
            year, month, day = fields
            return Calendar(year, month, day), i + 1
        first, second, year = fields
        year += 0 if year > 99 else 2000 if year < 50 else 1900
        day_first = self.day_first
        if (first > 12) != (second > 12):
            day_first = first > 12
        elif "." in token.text:
            day_first = True
        if day_first is None and first != second:
            return Calendar(year, 0, 0), i + 1
        return (Calendar(year, second, first) if day_first else Calendar(year, first, second)), i + 1

    def bare_day(self, i: int) -> Reading | None:
        """The first day of "from 3 to 5 May"."""
        j = self.skip(i, "the")
        day = self.day_number(j) or self.ordinal(j)
        return (Calendar(day=day[0]), day[1]) if day and 1 <= day[0] <= 31 else None
