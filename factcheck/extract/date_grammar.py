"""The grammar of dates in news English: `read_dates(text)` gives every time expression of a line, unresolved.

Each rule is a method of `Grammar` that reads from one token on and gives (a `When`, the index after it), or None. Rules
look a bounded number of tokens ahead and nest to a bounded depth, so that reading is linear in the length of the line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from factcheck.extract.date_tokens import Reader, words
from factcheck.normalise.time import SEASONS
from factcheck.normalise.when import (
    Around,
    Bound,
    Calendar,
    Holiday,
    Nearby,
    Nth,
    Part,
    Range,
    Season,
    Shift,
    Tensed,
    When,
    Window,
    Within,
)

_DEPTH = 5  # "the morning of the last Friday of the first week of May" nests four deep
_DASHES = ("-", "‐", "‑", "–", "—")
Reading = tuple[When, int]


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


def read_dates(text: str, day_first: bool | None = None) -> list[Expression]:
    """Every time expression of one line in order; none overlaps another.

    day_first tells how to read 03/04/2025: True for 3 April, False for March 4, None for neither (its `When` then has no
    month and stays unknown).
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
    return found


class Grammar(Reader):
    """The rules, from whole expressions down to months and days."""

    def __init__(self, text: str, day_first: bool | None = None):
        super().__init__(text)
        self.day_first = day_first
        self.depth = 0
        self.memory: dict[int, Reading | None] = {}

    def passed(self, i: int) -> int:
        """The index after a token that starts no date; a name that holds a date word is passed as a whole."""
        found = self.phrase(i)
        return found[2] if found and found[0] == "not_dates" else i + 1

    # Whole expressions

    def expression(self, i: int) -> tuple[Expression | None, int] | None:
        """One expression with the preposition that changes its value; (None, after) for words to pass over."""
        word = self.word(i)
        if word in ("every", "each", "per"):
            one = self.date(i + 1)
            return (None, one[1]) if one and isinstance(one[0], Calendar) and one[0].year is None else None
        reading = self.shifted(i, "more", "less")
        if reading is None and word in ("from", "between"):
            reading = self.from_to(i)
        if reading is None and word == "in":
            return self.ahead(i)
        if reading is None:
            reading = self.bound(i)
        if reading is None:
            reading = self.ranged(i)
        if reading is None:
            return None
        when, j = reading
        j = self.clock_after(j)
        if isinstance(when, Window):
            return self._expression(i, j, when, "window"), j
        return self._expression(i, j, when), j

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
        if which is None or (which == "from" and word == "from" and self.word(i - 1) not in ("", "effective", "starting")):
            return None
        if which == "since" and self.word(i - 1) == "ever":
            pass
        j = self.skip(j, "around", "about", "at", "on") if word != "by" else self.skip(j, "around", "about", "at")
        j = self.skip(j, "least")
        j = self.skip(j, "on", "in")
        reading = self.date(j) or (self.date(j + 1) if self.word(j) == "the" else None)
        if reading is None or self.dates_noun(j, reading[1]):
            return None
        return Bound(which, reading[0]), reading[1]

    def dates_noun(self, i: int, j: int) -> bool:
        """True when the date `[i, j)` belongs to a noun after it: "before Wednesday's vote", "after the 2011 tsunami"."""
        after = self.at(j)
        if after.kind == "possessive":
            return True
        return self.word(i) == "the" and after.kind == "word" and after.text not in _AFTER_YEAR and not self.date(j)

    def from_to(self, i: int) -> Reading | None:
        """from X to Y, between X and Y, with what Y lacks taken from X and the other way round."""
        j = i + 1
        joins = ("and", *_DASHES) if self.word(i) == "between" else ("to", "through", "until", "till", "into", *_DASHES)
        first = self.date(j) or self.bare_day(j)
        if first is None:
            return None
        when, j = first
        if isinstance(when, Range) and self.word(i) in ("from", "between"):
            return when, j
        j = self.clock_after(j)
        if self.word(j) not in joins:
            return None
        last = self.date(j + 1) or self.year_alone(j + 1, licensed=True)
        if last is None:
            return None
        if self.word(i) == "from" and any(self.word(k) in words("moving_verbs") for k in range(max(0, i - 8), i)):
            return None
        if isinstance(when, Calendar) and when.month is None and when.year is None and when.weekday is None:
            if not isinstance(last[0], Calendar) or last[0].day is None:
                return None
        return Range(when, last[0]), last[1]

    def ranged(self, i: int) -> Reading | None:
        """X, or X to Y without a preposition ("May 3 to June 5", "January-March 2024")."""
        first = self.date(i)
        if first is None:
            return None
        when, j = first
        joins = (*_DASHES, "to", "through", "thru", "until", "till")
        if isinstance(when, Range | Window | Shift) or self.word(j) not in joins:
            return first
        if self.word(j) == "-" and self.at(j + 1).kind == "word" and not self.touches(j) and self.touches(j + 1):
            return first
        last = self.date(j + 1)
        if last is None or isinstance(last[0], Range | Window | Shift | Nearby):
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

    # One date

    def date(self, i: int) -> Reading | None:
        """One date, season, period or relative expression, with a time of day before or after it."""
        if i in self.memory:
            return self.memory[i]
        if self.depth >= _DEPTH or i >= len(self.tokens):
            return None
        self.depth += 1
        reading = self._date(i)
        self.depth -= 1
        self.memory[i] = reading
        return reading

    def _date(self, i: int) -> Reading | None:
        theme = self.phrase(i)
        if theme and theme[0] == "not_dates":
            return None
        if theme and theme[0] == "named_days":
            year, month, day = theme[1].split("-")
            return Calendar(int(year), int(month), int(day)), theme[2]
        if self.at(i).kind == "clock" or self.word(i) in ("noon", "midnight"):
            return self.after_clock(i)
        rules = (
            self.part, self.nth, self.daypart_of, self.relative, self.shifted, self.around, self.holiday, self.weekday_date,
            self.calendar, self.day_alone, self.season, self.decade, self.fiscal, self.quarter_of, self.year_range, self.year_alone,
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
        elif isinstance(when, Season | Holiday) and when.year is None:
            whole = self.relative(self.skip(j, "of", "in"))
            if whole and isinstance(whole[0], Nearby) and whole[0].unit == "year":
                return Within(when, whole[0]), whole[1]
        elif isinstance(when, Nearby) and when.unit == "week":
            k = self.skip(j, "on", *_DASHES)
            day = self.weekday(k)
            if day and not (day[2] and self.word(k - 1) not in ("on", "week")) and not self.touches(k):
                return Within(Calendar(weekday=day[0]), when), self.daypart_after(day[1])
        return when, j

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
        if self.word(j) in ("to", "and", *_DASHES) and self.at(j + 1).kind == "clock":
            j = self.zone_after(j + 2)
        j = self.skip(j, ",", "(")
        j = self.skip(j, "on", "of")
        return self.date(j)

    def part(self, i: int) -> Reading | None:
        """early May, mid-2023, the end of the year, earlier this week, the rest of 2024."""
        j = self.skip(i, "the")
        word = self.word(j)
        which = self.lexicon["parts"].get(word)
        if word == "year" and self.word(j + 1) in ("-", "'s", "’s") and self.word(j + 2) == "end":
            return Part("end", Nearby("year", 0, told=True, loose=True)), j + 3
        if word == "turn" and self.word(j + 1) == "of":
            return None
        if which is None:
            return None
        noun = word in words("part_nouns")
        k = j + 1
        if noun and self.word(k) in ("of", *_DASHES):
            k += 1
        elif noun and word not in ("end", "start", "rest", "beginning", "middle"):
            return None
        elif word in ("mid", "late", "early", "later", "earlier"):
            k = self.skip(k, *_DASHES)
            k = self.skip(k, "to") if self.word(k + 1) in ("mid", "late") else k
            k = self.skip(k, *_DASHES)
            if self.word(k) in ("mid", "late") and k > j + 1:
                k = self.skip(k + 1, *_DASHES)
            k = self.skip(k, "in", "on")
        elif word in ("closing", "opening", "whole", "entire", "all"):
            k = self.skip(k, "of") if word == "all" else k
            k = self.skip(k, "months", "weeks", "days", "years", "hours") if word in ("closing", "opening") else k
            k = self.skip(k, "of")
        if self.word(k) in ("the", "that") and self.unit(k + 1) and self.word(k + 2) not in ("of", "before", "after"):
            unit, after = self.unit(k + 1)
            if unit in ("day", "week", "month", "quarter", "year", "decade", "century"):
                step = Nearby(unit, 0, told=True, loose=self.word(k) == "the")
                return self._part(which, step), after
        if self.word(k) == "the" and self.word(k + 1) == "weekend":
            return self._part(which, Nearby("weekend", 0)), k + 2
        inner = self.date(k) or self.season(k, licensed=True) or self.year_alone(k, licensed=True)
        if inner is None and self.month(k):
            inner = self.calendar(k, licensed=True)
        if inner is None or isinstance(inner[0], Shift | Window | Bound):
            return None
        return self._part(which, inner[0]), inner[1]

    @staticmethod
    def _part(which: str, of: When) -> When:
        return of if which == "whole" else Part(which, of)

    def nth(self, i: int) -> Reading | None:
        """the first week of May, the second half of 2024, the third Friday of next month, the last two weeks of June."""
        j = self.skip(i, "the")
        if self.word(j) in ("last", "final", "latter", "closing"):
            order: tuple[int, int] | None = (-1, j + 1)
        else:
            order = self.ordinal(j)
        if order is None:
            return None
        nth, j = order
        j = self.skip(j, "full", "-")
        count = self.small_number(j) if self.at(j).kind in ("int", "word") else None
        if count and self.unit(count[1]):
            j = count[1]
        else:
            count = (1, j)
        weekday = self.weekday(j)
        unit: tuple[str, int] | None = self.unit(j)
        if self.word(j) in ("half", "weekend"):
            unit = (self.word(j), j + 1)
        if weekday and not weekday[2]:
            unit = ("weekday", weekday[1])
        if unit is None:
            return self._day_of(i, nth, j)
        if unit[0] == "century":
            return Season("century", nth), unit[1]
        k = unit[1]
        if self.word(k) in ("of", "in"):
            inner = self._whole(k + 1)
        elif unit[0] in ("quarter", "half", "week"):
            inner = self._whole(self.skip(k, ",")) if not self.unit(k) else None
        else:
            inner = None
        if inner is None:
            return None
        return Nth(nth, unit[0], inner[0], weekday[0] if weekday else 0, max(1, count[0])), inner[1]

    def _day_of(self, i: int, nth: int, j: int) -> Reading | None:
        """the 20th of next month"""
        if not 1 <= nth <= 31 or self.word(j) != "of" or self.at(j - 1).kind == "word" and self.word(i) != "the":
            return None
        whole = self.relative(j + 1)
        if whole and isinstance(whole[0], Nearby) and whole[0].unit == "month":
            return Nth(nth, "day", whole[0]), whole[1]
        return None

    def _whole(self, k: int) -> Reading | None:
        """The period that a part is taken of: a date, or "the year", "the month"."""
        if self.word(k) in ("the", "that") and self.unit(k + 1):
            unit, after = self.unit(k + 1)
            return Nearby(unit, 0, told=True, loose=self.word(k) == "the"), after
        found = self.date(k) or self.year_alone(k, licensed=True) or self.calendar(k, licensed=True)
        return None if found and isinstance(found[0], Shift | Window) else found

    def daypart_of(self, i: int) -> Reading | None:
        """the night of 4 May, the morning of the attack's day"""
        j = self.skip(i, "the")
        if self.word(j) not in words("dayparts") or self.word(j + 1) not in ("of", "on"):
            return None
        return self.date(j + 2)

    def relative(self, i: int) -> Reading | None:
        """today, last week, this Friday, next spring, the following day, the past decade, the next two years."""
        word = self.word(i)
        if word in self.lexicon["relative_days"]:
            if self.at(i + 1).kind == "possessive" and self.at(i).capital is False and self.word(i + 2) in ("world", "youth"):
                return None
            return Nearby("day", self.lexicon["relative_days"][word]), self.daypart_after(i + 1)
        definite = word in ("the", "that", "this") or self.at(i).kind == "possessive"
        j = i + 1 if word == "the" else i
        word = self.word(j)
        if word == "day" and self.word(j + 1) in ("before", "after") and definite:
            return self._day_beside(j)
        if self.unit(j) and self.word(j + 1) == "after" and definite:
            k = self.skip(j + 2, "the")
            return (Nearby(self.unit(j)[0], 2), k + 1) if self.word(k) == "next" else None
        tense = {"past": "past", "coming": "future", "upcoming": "future"}
        if word == "this" and self.word(j + 1) in (*tense, "same", "very", "last", "next"):
            j += 1
            word = self.word(j)
        windows = self._window(j)
        if windows:
            return windows
        told = word == "that" or (definite and self.word(i) == "the" and word in words("told_steps"))
        if word in ("that", "this", "the") and self.word(j + 1) in ("same", "very"):
            told, j = True, j + 1
        step = self.lexicon["told_steps" if told else "steps"].get(self.word(j))
        if step is None and told:
            step = 0 if self.word(j) in ("same", "very", "that") else None
        if step is None:
            return None
        if word == "next" and self.word(i) == "the":
            told = self.word(j + 1) in ("day", "morning", "afternoon", "evening", "night")
        reading = self._stepped(self.skip(j + 1, "calendar"), step, told, tense.get(word, ""))
        if reading and self.word(i) == "the" and isinstance(reading[0], Nearby) and not told:
            return replace(reading[0], loose=True), reading[1]
        return reading

    def _stepped(self, k: int, step: int, told: bool, tense: str) -> Reading | None:
        """The unit, weekday, month, season or holiday after "last", "this", "next", "that", "the following"."""
        unit = self.unit(k)
        if unit and unit[1] == k + 1 and self.word(k) not in ("days", "weeks", "months", "years", "decades", "quarters"):
            if unit[0] == "day" and step == 0 and not told:
                return None
            if tense == "past" and unit[0] != "day":
                return Window(1, unit[0], -1), unit[1]
            return Nearby(unit[0], step, told=told), self.daypart_after(unit[1])
        if self.word(k) in words("dayparts"):
            return Nearby("day", step, told=told), k + 1
        if self.word(k) in ("weekend", "workweek"):
            return Nearby("weekend" if self.word(k) == "weekend" else "week", step, told=told), k + 1
        if self.word(k) == "fiscal" and self.word(k + 1) == "year":
            return Season("fiscal"), k + 2
        weekday = self.weekday(k)
        if weekday and not weekday[2]:
            full = self.weekday_date(k)
            if full and isinstance(full[0], Calendar) and full[0].day is not None:
                return full
            after = self.daypart_after(weekday[1])
            if tense:
                return Tensed(tense, Calendar(weekday=weekday[0])), after
            return Nearby("weekday", step, weekday[0], told=told), after
        found = self.calendar(k, licensed=True) or self.season(k, licensed=True) or self.holiday(k)
        if found is None or (self.word(k) in words("ambiguous_months") and not self.at(k).capital):
            return None
        when, after = found
        if getattr(when, "year", 1) is not None:
            return found if isinstance(when, Calendar | Season | Holiday) else None
        if told:
            return found
        if isinstance(when, Calendar) and when.day is None and not tense:
            return Nearby("month name", step, when.month or 1), after
        if isinstance(when, Season) and when.unit == "season" and not tense:
            return Nearby("season", step, when.number), after
        tense = tense or {-1: "past", 1: "future"}.get(step, "")
        return (Tensed(tense, when) if tense else when), after

    def _day_beside(self, j: int) -> Reading | None:
        """the day before yesterday, the day after the vote (told), the day before"""
        sign = -1 if self.word(j + 1) == "before" else 1
        base = self.date(j + 2)
        if base and not isinstance(base[0], Window | Range):
            return Shift(1, 1, "day", sign, base[0]), base[1]
        if self.at(j + 2).kind in ("mark", "nothing") or self.word(j + 2) in ("and", "when", "he", "she", "they", "it"):
            return Shift(1, 1, "day", sign, told=True), j + 2
        return None

    def _window(self, j: int) -> Reading | None:
        """past three weeks, next two years, coming days"""
        sign = self.lexicon["window_signs"].get(self.word(j))
        if sign is None:
            return None
        count = self.count(j + 1)
        unit = self.unit(count[1]) if count else self.unit(j + 1)
        if unit is None or (count is None and not self.word(j + 1).endswith("s")) or self.word(j + 1) in ("a", "an"):
            return None
        most = count[0][1] if count else 10
        return Window(most, unit[0], sign), unit[1]

    def shifted(self, i: int, *bounds: str) -> Reading | None:
        """two weeks ago, three days later, a year from now, two months before Christmas; more than a year ago."""
        j, bound = i, ""
        if bounds:
            if self.word(i) in ("more", "less") and self.word(i + 1) == "than":
                j, bound = i + 2, self.word(i)
            elif self.word(i) in ("over", "under"):
                j, bound = i + 1, {"over": "more", "under": "less"}[self.word(i)]
            else:
                return None
        j = self.skip(j, "just", "only", "barely") if bounds else j
        count = self.count(j)
        if count is None:
            return None
        (low, high), j = count
        unit = self.unit(j)
        if unit is None and self.word(j) in words("short_units"):
            return (Nearby("day", 0), j + 2) if self.word(j + 1) == "ago" and not bound else None
        if unit is None:
            return None
        j = unit[1]
        half = self.word(j) == "and" and self.word(j + 1) == "a" and self.word(j + 2) == "half"
        if half:
            low, high, j = low, high + 1, j + 3
        name, word = unit[0], self.word(j)
        if word in ("ago", "back") and not (word == "back" and self.word(j + 1) in ("to", "in", "at", "from")):
            when: When = Shift(low, high, name, -1)
            after = j + 1
            if bound == "more":
                when = Bound("before", Shift(low, low, "day" if name == "day" else name, -1))
            elif bound == "less":
                when = Range(Shift(high, high, name, -1), Nearby("day", 0))
        elif bound:
            return None
        elif word in ("earlier", "later", "before", "after", "previously", "afterwards", "prior", "hence", "from", "following"):
            sign = -1 if word in ("earlier", "before", "previously", "prior") else 1
            k = self.skip(j + 1, "to")
            if word == "from" and self.word(k) == "now":
                return Shift(low, high, name, 1), k + 1
            base = self.date(k) if word not in ("earlier", "later", "previously", "afterwards", "hence") else None
            if base and not isinstance(base[0], Window | Range | Bound):
                return Shift(low, high, name, sign, base[0]), base[1]
            if word in ("from", "prior", "following") or (base is None and word in ("before", "after")):
                if not (word in ("before", "after") and self.at(k).kind in ("mark", "nothing")):
                    return None
            return Shift(low, high, name, sign, told=True), j + 1
        else:
            return None
        return when, after

    def around(self, i: int) -> Reading | None:
        """the week of April 10, the weekend of 3 May, the week beginning 4 February"""
        j = self.skip(i, "the")
        unit = self.word(j)
        if unit not in ("week", "weekend") or self.word(j + 1) not in ("of", "beginning", "starting", "commencing", "ending"):
            return None
        inner = self.date(self.skip(self.skip(j + 2, "on"), "the"))
        if inner is None or not isinstance(inner[0], Calendar | Holiday) or getattr(inner[0], "day", 1) is None:
            return None
        return Around(unit, inner[0]), inner[1]

    def holiday(self, i: int) -> Reading | None:
        """A holiday by its rule, with or without its year."""
        found = self.phrase(i)
        if found is None or found[0] != "holidays":
            return None
        when, j = Holiday(**found[1]), found[2]
        j = self.skip(j, "night") if self.word(j) == "night" else j
        year = self.year_after(j)
        return (replace(when, year=year[0]), year[1]) if year else (when, j)

    # Calendar dates

    def weekday_date(self, i: int) -> Reading | None:
        """Friday; Friday, May 3; Fri. 3 May 2024; Friday the 13th"""
        i = self.skip(i, "the") if self.weekday(i + 1) and self.word(i) == "the" else i
        found = self.weekday(i)
        if found is None:
            return None
        number, j, short = found
        k = j
        if self.word(k) in words("dayparts"):
            k += 1
        k = self.skip(k, ",", "(", *_DASHES)
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
        dashed = self.word(k) in _DASHES and self.touches(k) and not self.month(k + 2)
        day = self.day_number(k + dashed, self.word(i - 1) == "in")
        if day and not (self.word(j) in _DASHES and self.at(j + 1).kind == "int" and len(self.word(j + 1)) == 4):
            number, j = day
            last = None
            if self.word(j) in (*_DASHES, "to", "through", "until", "till", "thru", "and", "or") and not self.month(j + 1):
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
            j = year[1] if year else after
            return (Range(when, replace(when, day=last[0])), j) if last else (when, j)
        if not (licensed or self.at(i).capital or self.word(i) not in words("ambiguous_months")):
            return None
        year = self.year_after(j)
        if year:
            return Calendar(year[0], month), year[1]
        if self.word(j) in (*_DASHES, "/") and self.touches(j):
            year = self.four_digits(j + 1)
            if year:
                return Calendar(year[0], month), year[1]
        return (Calendar(month=month), j) if licensed or self.calls_for_month(i, j) else None

    def calls_for_month(self, i: int, j: int) -> bool:
        """Whether a bare month name is a month: "In May", not "Prime Minister May", "may" or "march"."""
        token, before, after = self.at(i), self.at(i - 1), self.at(j)
        if token.text in words("month_abbreviations") and not (token.capital and self.word(j - 1) == "."):
            return token.capital and before.text in ("in", "since", "last", "until", "by", "mid", "late", "early")
        if not token.capital:
            return token.text not in words("ambiguous_months") and before.text in words("before_month")
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
        """3 May 2024, 3-5 May, the 3rd of May, 3 and 5 May"""
        j = self.skip(i, "the")
        before = self.at(i - 1)
        if before.text in ("$", "€", "£") or (before.text in (".", "/") and self.touches(i)):
            return None
        day = self.day_number(j) or (self.ordinal(j) if self.word(j) != "second" or j > i else None)
        if day is None or not 1 <= day[0] <= 31:
            return None
        number, j = day
        last = None
        if self.word(j) in (*_DASHES, "to", "and", "or", "until", "till", "through"):
            last = self.day_number(self.skip(j + 1, "the")) or self.ordinal(self.skip(j + 1, "the"))
        k = last[1] if last and number < last[0] <= 31 else j
        k = self.skip(k, "day") if self.word(k + 1) == "of" else k
        k = self.skip(k, "of", *(_DASHES if self.touches(k) else ()))
        k = self.skip(k, "/") if self.touches(k) else k
        found = self.month(k)
        if found is None or not (self.at(k).capital or self.word(k - 1) == "of" or self.word(k) not in ("may", "march")):
            return None
        if self.month_first(k) and self._month_has_day(k):
            return None
        month, k = found
        year = self.year_after(k)
        when = Calendar(year[0] if year else None, month, number)
        k = year[1] if year else k
        if last and number < last[0] <= 31:
            return Range(when, replace(when, day=last[0])), k
        return when, k

    def _month_has_day(self, k: int) -> bool:
        """"in 12 May 3 ..." never occurs; "2000 May 3": the number before a month with its own day is not its day."""
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
            found = self.ordinal(i) if token.text in ("twenty", "thirty") else None
            return found if found and found[0] <= 31 else None
        if token.kind != "int" or len(token.text) > 2 or not 1 <= int(token.text) <= 31:
            return None
        following = self.at(i + 1)
        if following.text in ("%", "°") or (following.text == "-" and self.at(i + 2).text in ("year", "day", "month")):
            return None
        if after_in and following.kind == "word" and not self.month(i + 1):
            return None
        if following.text in words("count_nouns") or (following.kind == "word" and self.touches(i + 1)):
            return None
        return int(token.text), i + 1

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
            return None if self.at(k).kind == "word" and k > j and self.word(j) == "," and year[0] == 2000 else year
        if self.at(k).kind == "short_year" and k == j:
            short = int(self.word(k)[1:])
            return (2000 + short if short < 50 else 1900 + short), k + 1
        return None

    def day_alone(self, i: int) -> Reading | None:
        """the 29th, after a preposition that calls for a day and before no noun"""
        if self.word(i) != "the" or self.at(i + 1).kind != "ordinal" or self.word(i - 1) not in _BEFORE_DAY:
            return None
        day, j = self.ordinal(i + 1)
        after = self.at(j)
        noun = after.kind in ("word", "int") and after.text not in _AFTER_YEAR or after.text in _DASHES
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

    # Seasons, quarters, years, decades

    def season(self, i: int, licensed: bool = False) -> Reading | None:
        j = i
        if self.word(i) == "the" and self.word(i + 1) in words("seasons"):
            j, licensed = i + 1, True
        name = self.lexicon["seasons"].get(self.word(j))
        if name is None:
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

    def quarter_of(self, i: int) -> Reading | None:
        """Q3 2024, 2024 Q3, H1 2025, Q3 of last year, Q3"""
        year = self.four_digits(i)
        if year:
            j = self.skip(year[1], *_DASHES)
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

    def fiscal(self, i: int) -> Reading | None:
        """FY2023, FY23-24, fiscal 2023, the fiscal year 2023-24"""
        token = self.at(i)
        if token.kind == "fiscal":
            numbers = [int(piece) for piece in token.text[2:].strip(" '’").replace("/", "-").replace("–", "-").split("-")]
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
            first, last = int(self.word(j)[:4]), int(self.word(j)[5:])
            return Season("fiscal", 0, first, last), j + 1
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
            if (j > i or token.text[0] in "'’‘" or self.word(j - 1) in _DASHES) and int(digits) >= 20:
                return self._short_decade(int(digits), j)
            return None
        tens = self.lexicon["decades"].get(token.text)
        return self._short_decade(tens, j) if tens and j > i and tens >= 50 else None

    def _short_decade(self, tens: int, j: int) -> Reading | None:
        if self.word(j - 1) in ("high", "low", "upper", "lower") or self.word(j - 2) in ("his", "her", "their", "my", "in"):
            return None if self.word(j - 2) != "in" or self.word(j - 1) != "the" or tens < 50 else (Season("decade", 1900 + tens), j + 1)
        return (Season("decade", 1900 + tens), j + 1) if tens >= 50 else None

    def year_range(self, i: int) -> Reading | None:
        """2026-27, 2019–2021, 2003-04; 2015-03 is a month"""
        i = self.skip(i, "the") if self.at(i + 1).kind == "years" else i
        token = self.at(i)
        if token.kind != "years":
            return None
        first, second = int(token.text[:4]), token.text[5:]
        if not 1000 <= first <= 2199 or self.word(i + 1) in words("count_nouns") or self.word(i - 1) in words("before_count"):
            return None
        last = int(second) if len(second) == 4 else first - first % 100 + int(second)
        if len(second) == 2 and last <= first and 1 <= int(second) <= 12:
            return (Calendar(first, int(second)), i + 1) if token.text[4] in "-/" else None
        if not first < last <= first + 200:
            return None
        return Range(Calendar(first), Calendar(last)), i + 1

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
        if before.text in ("$", "€", "£", "#", ".", "/", "@", "+", "=") and self.touches(i) or before.text in ("$", "€", "£"):
            return None
        if before.kind in ("word", "int", "number") and self.touches(i):
            return None
        if after.text in ("%", "°", "$", "€") or (after.kind in ("word", "int") and self.touches(j)):
            return None
        if after.text in ("-", ":", "/", ".") and self.touches(j) and self.at(j + 1).kind in ("int", "word") and self.touches(j + 1):
            if not (after.text == "-" and self.at(j + 1).text in ("era", "style", "model", "present", "on", "born")):
                return None
        determined = before.text in ("the", "his", "her", "its", "their", "this") or before.kind == "possessive"
        plural = after.kind == "word" and not after.capital and after.text.endswith("s") and len(after.text) > 3
        opening = before.text == "in" and before.capital  # "In 2019 protests broke out"
        if after.text in words("count_nouns") or (plural and not determined and not opening and after.text not in _NOT_PLURAL):
            return None
        if licensed or (before.text in words("before_year") and before.text != "than"):
            return (Calendar(number), j) if number >= 1500 or before.text in ("in", "since", "by", "of", "until") else None
        if before.text in words("before_count") and before.text != "than":
            return None
        if before.text == "than" and after.kind == "word":
            return None
        if before.capital and before.kind == "word" and before.text not in words("before_year"):
            return None
        if before.text in ("'", "‘", "’", '"', "“") and self.at(i - 2).capital:
            return None
        closed = after.kind in ("mark", "nothing", "possessive") or after.text in _AFTER_YEAR
        ok = 1900 <= number <= 2100 and (closed or before.kind in ("nothing", "mark"))
        return (Calendar(number), j) if ok else None

    def bare_day(self, i: int) -> Reading | None:
        """The first day of "from 3 to 5 May"."""
        j = self.skip(i, "the")
        day = self.day_number(j) or self.ordinal(j)
        return (Calendar(day=day[0]), day[1]) if day and 1 <= day[0] <= 31 else None


_BEFORE_DAY = ("on", "by", "until", "till", "from", "through", "since", "before", "after")
_NOT_PLURAL = frozenset(("was", "has", "does", "this", "versus", "across", "plus", "less", "unless", "alias", "perhaps", "is"))
_AFTER_YEAR = frozenset(("and", "or", "to", "in", "when", "that", "as", "but", "while", "for", "with", "by", "at", "was", "is"))
