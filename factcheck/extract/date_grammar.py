"""The grammar of dates in news English: `read_dates(text)` gives every time expression of a line, unresolved.

Each rule is a method of `Grammar` that reads from one token on and gives (a `When`, the index after it), or None. Rules
look a bounded number of tokens ahead and nest to a bounded depth, so that reading is linear in the length of the line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from factcheck.extract.date_relative import RelativeReader
from factcheck.extract.date_tokens import DASHES, Reading, words
from factcheck.normalise.when import (
    Bound,
    Calendar,
    Holiday,
    Nearby,
    Nth,
    Part,
    Range,
    Season,
    Shift,
    When,
    Window,
    Within,
)

_DEPTH = 5  # "the morning of the last Friday of the first week of May" nests four deep


@dataclass(frozen=True, slots=True)
class Expression:
    """One time expression at `[start, end)` of the line.

    kind: date; window, a counted span of time beside now ("the next two years"), which is an amount and not a date; or
    ahead, "in two weeks", a date after a verb of the future and an amount elsewhere.
    """

    start: int
    end: int
    when: When
    kind: str = "date"


@lru_cache(maxsize=1024)
def read_dates(text: str, day_first: bool | None = None) -> tuple[Expression, ...]:
    """Every time expression of one line in order; none overlaps another.

    day_first tells how to read 03/04/2025: True for 3 April, False for March 4, None for neither (its `When` then has no
    month and stays unknown). The latest lines are remembered, as several stages read the same one.
    """
    grammar = Grammar(text, day_first)
    found = []
    i = 0
    while i < len(grammar.tokens):
        reading = grammar.expression(i)
        if reading is None:
            i = grammar.passed(i)
            continue
        expression, i = reading
        if expression is not None:
            found.append(expression)
    return tuple(found)


class Grammar(RelativeReader):
    """The whole grammar: what a line says at each token, from prepositions and ranges down to single dates."""

    def __init__(self, text: str, day_first: bool | None = None):
        super().__init__(text)
        self.day_first = day_first
        self.depth = 0
        self.memory: dict[int, Reading | None] = {}

    def passed(self, i: int) -> int:
        """The index after a token that starts no date; a name that holds a date word is passed as a whole."""
        found = self.phrase(i)
        return found[2] if found and found[0] == "not_dates" else i + 1

    def expression(self, i: int) -> tuple[Expression | None, int] | None:
        """One expression with the preposition that changes its value; (None, after) for words to pass over."""
        if not self.may_start(i):
            return None
        word = self.word(i)
        if word in ("every", "each", "per"):
            one = self.date(i + 1)
            return (None, one[1]) if one and isinstance(one[0], Calendar) and one[0].year is None else None
        reading = self.shifted(i, "more", "less")
        if reading is None and word in ("from", "between"):
            reading = self.from_to(i)
        if reading is None and word == "in":
            return self.ahead(i)
        if reading is None and word == "within":
            count = self.count(i + 1)
            unit = self.unit(count[1]) if count else None
            if unit and self.word(unit[1]) not in ("of", "after", "from", "or", "and"):
                return self._expression(i, unit[1], Window(count[0][1], unit[0], 1), "window"), unit[1]
        if reading is None:
            reading = self.bound(i)
        if reading is None:
            reading = self.ranged(i)
        if reading is None:
            return None
        when, j = reading
        j = self.clock_after(j)
        when = self.with_later_year(when, j)
        if isinstance(when, Window) and when.count > 1:
            return self._expression(i, j, when, "window"), j
        return self._expression(i, j, when), j

    def with_later_year(self, when: When, j: int) -> When:
        """A month, day or season whose year is printed after the next one: "in April and June 2024"."""
        inner = when.of if isinstance(when, Part) else when
        if (
            not isinstance(inner, Calendar | Season)
            or inner.year is not None
            or self.word(j) not in ("and", "or", ",", "&")
        ):
            return when
        if isinstance(inner, Calendar) and inner.month is None:
            return when
        following = self.date(self.skip(self.skip(j + 1, "and"), "in", "on"))
        other = following[0] if following else None
        other = other.of if isinstance(other, Part) else other
        if (
            type(other) is not type(inner)
            or other.year is None
            or (isinstance(other, Calendar) and other.month is None)
        ):
            return when
        later = (
            (inner.month or 0) > (other.month or 0)
            if isinstance(inner, Calendar) and isinstance(other, Calendar)
            else False
        )
        dated = replace(inner, year=other.year - later)
        return replace(when, of=dated) if isinstance(when, Part) else dated

    def _expression(self, i: int, j: int, when: When, kind: str = "date") -> Expression:
        return Expression(self.at(i).start, self.at(j - 1).end, when, kind)

    def bound(self, i: int) -> Reading | None:
        """since X, by X, until X, before X, after X, starting X, no later than X."""
        word, j = self.word(i), i + 1
        which = self.lexicon["bounds"].get(word)
        if word in ("starting", "beginning", "effective", "commencing"):
            which = "from"
        elif word == "no" and self.word(i + 1) == "later" and self.word(i + 2) == "than":
            which, j = "by", i + 3
        elif word == "prior" and self.word(i + 1) == "to":
            which, j = "before", i + 2
        elif word == "up" and self.word(i + 1) in ("to", "until"):
            which, j = "until", i + 2
        if which is None or (
            which == "from" and word == "from" and self.word(i - 1) not in ("", "effective", "starting")
        ):
            return None
        j = self.skip(j, "around", "about", "at", "on") if word != "by" else self.skip(j, "around", "about", "at")
        j = self.skip(j, "least")
        j = self.skip(j, "on", "in")
        if self.at(j).kind == "clock" or self.word(j) in words("hours"):
            return None  # "just before 9 p.m. Wednesday" is on Wednesday, and so is "before dawn on Wednesday"
        reading = self.date(j) or (self.date(j + 1) if self.word(j) == "the" else None)
        if reading is None or self.dates_noun(j, reading[1]):
            return None
        return Bound(which, reading[0]), reading[1]

    def from_to(self, i: int) -> Reading | None:
        """from X to Y, between X and Y, with what Y lacks taken from X and the other way round."""
        j = i + 1
        joins = ("and", *DASHES) if self.word(i) == "between" else ("to", "through", "until", "till", "into", *DASHES)
        first = self.date(j) or self.bare_day(j)
        if first is None:
            return None
        when, j = first
        if isinstance(when, Range) and self.word(i) in ("from", "between"):
            return when, j
        j = self.clock_after(j)
        if self.word(j) not in joins:
            return None
        k = self.skip(j + 1, "the")
        last = self.date(j + 1) or self.year_alone(j + 1, licensed=True)
        if last is None and self.word(k) in ("now", "present"):
            last = Nearby("day", 0), k + 1
        if last is None:
            return None
        if self.word(i) == "from" and any(self.word(k) in words("moving_verbs") for k in range(max(0, i - 8), i)):
            return None
        bare_day = isinstance(when, Calendar) and when.month is None and when.year is None and when.weekday is None
        if bare_day and not (isinstance(last[0], Calendar) and last[0].day is not None):
            return None
        return Range(when, last[0]), last[1]

    def ranged(self, i: int) -> Reading | None:
        """X, or X to Y without a preposition ("May 3 to June 5", "January-March 2024")."""
        first = self.date(i)
        if first is None:
            return None
        when, j = first
        joins = (*DASHES, "to", "through", "thru", "until", "till")
        if isinstance(when, Range | Window | Shift) or self.word(j) not in joins:
            return first
        if self.word(j) == "-" and self.at(j + 1).kind == "word" and not self.touches(j) and self.touches(j + 1):
            return first
        last = self.date(j + 1)
        if last is None or isinstance(last[0], Range | Window | Shift):
            return first
        if isinstance(last[0], Nearby) and (last[0].unit != "day" or self.word(j) in DASHES):
            return first
        if self.word(j) in ("to", "until", "till") and type(when) is not type(last[0]):
            return first
        return Range(when, last[0]), last[1]

    def ahead(self, i: int) -> tuple[Expression | None, int] | None:
        """in two weeks (ahead), in two weeks' time (a date); "in" itself changes no other value."""
        count = self.count(i + 1)
        unit = self.unit(count[1]) if count else None
        if count is None or unit is None or self.at(unit[1]).kind == "possessive" and self.word(unit[1] + 1) != "time":
            return None
        j = unit[1]
        if self.word(j) in ("of", "and", "or", "to") or self.at(j - 1).text == "quarter":
            return None
        when = Shift(*count[0], unit[0], 1)
        j = self.skip(j, "'", "’", "'s", "’s")
        if self.word(j) == "time":
            return self._expression(i, j + 1, when), j + 1
        if self.shifted(i + 1) is not None:
            return None
        return self._expression(i, unit[1], when, "ahead"), unit[1]

    def date(self, i: int) -> Reading | None:
        """One date, season, period or relative expression, with a time of day before or after it."""
        if i in self.memory:
            return self.memory[i]
        if self.depth >= _DEPTH or i >= len(self.tokens) or not self.may_start(i):
            return None
        self.depth += 1
        reading = self._date(i)
        self.depth -= 1
        self.memory[i] = reading
        return reading

    def _date(self, i: int) -> Reading | None:
        theme = self.phrase(i)
        if self.is_name(i):
            return None
        if theme and theme[0] == "named_days":
            year, month, day = theme[1].split("-")
            return Calendar(int(year), int(month), int(day)), theme[2]
        if self.at(i).kind == "clock" or self.word(i) in ("noon", "midnight"):
            return self.after_clock(i)
        rules = (
            self.term, self.part, self.nth, self.daypart_of, self.relative, self.shifted, self.around, self.holiday,
            self.weekday_date, self.calendar, self.listed_day, self.day_alone, self.season, self.decade, self.fiscal,
            self.quarter_of, self.year_range, self.year_alone,
        )  # fmt: skip
        for rule in rules:
            reading = rule(i)
            if reading is not None:
                return self.suffixed(*reading)
        return None

    def suffixed(self, when: When, j: int) -> Reading:
        """A date with "morning", "next week" or "of last year" after it."""
        j = self.daypart_after(j)
        if isinstance(when, Calendar) and when.year is None and (when.weekday is None) == (when.month is not None):
            k = self.skip(j, ",")
            k = self.skip(k, "of", "in")
            whole = self.relative(k)
            units = ("week",) if when.weekday is not None else ("year",)
            if whole and isinstance(whole[0], Nearby) and whole[0].unit in units:
                return Within(when, whole[0]), whole[1]
        elif self.at(j).kind == "possessive" and self._is_year(when):
            order = self.ordinal(j + 1)
            unit = self.word(order[1]) if order else ""
            if unit in ("quarter", "half"):
                return Nth(order[0], unit, when), order[1] + 1
        elif isinstance(when, Season | Holiday) and when.year is None:
            whole = self.relative(self.skip(j, "of", "in"))
            if whole and isinstance(whole[0], Nearby) and whole[0].unit == "year":
                return Within(when, whole[0]), whole[1]
        elif isinstance(when, Nearby) and when.unit == "week":
            k = self.skip(j, "on", *DASHES)
            day = self.weekday(k)
            if day and not (day[2] and self.word(k - 1) not in ("on", "week")) and not self.touches(k):
                return Within(Calendar(weekday=day[0]), when), self.daypart_after(day[1])
        return when, j

    @staticmethod
    def _is_year(when: When) -> bool:
        if isinstance(when, Nearby):
            return when.unit == "year"
        return isinstance(when, Calendar) and when.month is None and when.year is not None

    def daypart_after(self, j: int) -> int:
        """The index after "morning", "at noon", "in the afternoon" where they follow a day."""
        if self.word(j) in words("dayparts"):
            return j + 1
        if self.word(j) in ("in", "during") and self.word(j + 1) == "the" and self.word(j + 2) in words("dayparts"):
            return j + 3
        return j

    def clock_after(self, j: int) -> int:
        """The index after a time of day and its zone: "Friday at 3 p.m. ET"."""
        k = self.skip(j, ",")
        k = self.skip(k, "at", "around", "about", "by", "from")
        k = self.skip(k, "about", "around", "exactly")
        if self.at(k).kind != "clock" and not (self.word(k) in ("noon", "midnight", "dawn", "dusk") and k > j):
            return j
        return self.zone_after(k + 1)

    def zone_after(self, j: int) -> int:
        while self.word(j) in words("after_clock") and j < len(self.tokens):
            j += 1
        return j

    def after_clock(self, i: int) -> Reading | None:
        """A time of day and then its day: "3 p.m. on Friday"; a time alone is no date."""
        j = self.zone_after(i + 1)
        if self.word(j) in ("to", "and", *DASHES) and self.at(j + 1).kind == "clock":
            j = self.zone_after(j + 2)
        j = self.skip(j, ",", "(")
        j = self.skip(j, "on", "of")
        return self.date(j)
