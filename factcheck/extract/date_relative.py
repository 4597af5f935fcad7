"""Dates told by their distance from others: "last month", "two weeks ago", "the first week of May", "early 2024"."""

from __future__ import annotations

from dataclasses import replace

from factcheck.extract.date_calendar import CalendarReader
from factcheck.extract.date_tokens import DASHES, Reading, words
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
    Term,
    When,
    Window,
)


class RelativeReader(CalendarReader):
    """Rules for relative dates and for parts of others; the dates inside them are read by `date` of the whole grammar."""

    def part(self, i: int) -> Reading | None:
        """early May, mid-2023, the end of the year, earlier this week, the rest of 2024."""
        j = self.skip(i, "the")
        word = self.word(j)
        which = self.lexicon["parts"].get(word)
        if word == "year" and self.word(j + 1) in ("-", "'s", "’s") and self.word(j + 2) == "end":
            return Part("end", Nearby("year", 0, told=True, loose=True)), j + 3
        if (
            word in ("latter", "later", "early", "earlier", "first")
            and self.word(j + 1) == "part"
            and self.word(j + 2) == "of"
        ):
            inner = self._whole(j + 3)
            return (Part("end" if word[0] == "l" else "start", inner[0]), inner[1]) if inner else None
        if which is None:
            return None
        noun = word in words("part_nouns")
        k = j + 1
        if noun and self.word(k) in ("of", *DASHES):
            k += 1
        elif noun and word not in ("end", "start", "rest", "beginning", "middle"):
            return None
        elif noun and (self.word(k) in self.lexicon["relative_days"] or self.weekday(k)):
            return None  # "came to an end yesterday", "will end Tuesday"
        elif word in ("mid", "late", "early", "later", "earlier"):
            k = self.skip(k, *DASHES)
            k = self.skip(k, "to") if self.word(k + 1) in ("mid", "late") else k
            k = self.skip(k, *DASHES)
            if self.word(k) in ("mid", "late") and k > j + 1:
                k = self.skip(k + 1, *DASHES)
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
            before = self.before_christ(unit[1])
            return (Calendar(year=1 - 100 * nth), before) if before else (Season("century", nth), unit[1])
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
            if word == "today" and self.at(i).capital and self.at(i - 1).capital and self.at(i - 1).kind == "word":
                return None  # a newspaper or a programme
            return Nearby("day", self.lexicon["relative_days"][word]), self.daypart_after(i + 1)
        definite = word in ("the", "that", "this") or self.at(i).kind == "possessive"
        j = i + 1 if word == "the" else i
        word = self.word(j)
        if word == "day" and self.word(j + 1) in ("before", "after") and definite:
            return self._day_beside(j)
        if (self.unit(j) or self.word(j) == "weekend") and self.word(j + 1) == "after" and definite:
            k = self.skip(j + 2, "the")
            unit = self.unit(j)[0] if self.unit(j) else "weekend"
            return (Nearby(unit, 2), k + 1) if self.word(k) == "next" else None
        tense = {"past": "past", "coming": "future", "upcoming": "future"}
        if word == "this" and self.word(j + 1) in (*tense, "same", "very", "last", "next"):
            j += 1
            word = self.word(j)
        windows = self._window(j)
        if windows:
            return windows
        if (
            word == "last"
            and self.word(i) == "the"
            and self.unit(j + 1)
            and self.word(i - 1) in ("in", "within", "over", "during")
        ):
            return Window(1, self.unit(j + 1)[0], -1), j + 2
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
        if (
            unit
            and unit[1] == k + 1
            and self.word(k) not in ("days", "weeks", "months", "years", "decades", "quarters")
        ):
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
        k = self.skip(j, "and", ",")
        if self.at(k).kind in ("int", "word") and self.small_number(k) and not bound:
            rest = self.shifted(k)
            if rest and isinstance(rest[0], Shift):
                return Shift(low, high, name, rest[0].sign, rest[0]), rest[1]
        if word in ("ago", "back") and not (word == "back" and self.word(j + 1) in ("to", "in", "at", "from")):
            when: When = Shift(low, high, name, -1)
            after = j + 1
            if bound == "more":
                when = Bound("before", Shift(low, low, "day" if name == "day" else name, -1))
            elif bound == "less":
                when = Range(Shift(high, high, name, -1), Nearby("day", 0))
        elif word in (
            "earlier",
            "later",
            "before",
            "after",
            "previously",
            "afterwards",
            "prior",
            "hence",
            "from",
            "following",
        ):
            sign = -1 if word in ("earlier", "before", "previously", "prior") else 1
            k = self.skip(j + 1, "to")
            if word == "from" and self.word(k) == "now":
                return Shift(low, high, name, 1), k + 1
            base = (
                self.date(k) if bound or word not in ("earlier", "later", "previously", "afterwards", "hence") else None
            )
            if base and word == "from" and self.word(base[1]) in ("to", "through", "until", "till", *DASHES):
                return None
            if base and not isinstance(base[0], Window | Range | Bound):
                when = Shift(low, high, name, sign, base[0])
                if bound == "more":
                    when = Bound("from" if sign > 0 else "before", when)
                elif bound == "less":
                    when = Range(base[0], when) if sign > 0 else Range(when, base[0])
                return when, base[1]
            if bound:
                return None
            closed = self.at(k).kind in ("mark", "nothing")
            if word in ("from", "prior", "following") or (word in ("before", "after") and not closed):
                return None
            return Shift(low, high, name, sign, told=True), j + 1
        else:
            return None
        return when, after

    def term(self, i: int) -> Reading | None:
        """the year to December 2024, the three months ended June 30, the quarter to the end of March"""
        j = self.skip(i, "the", "its")
        number = self.small_number(j)
        count, j = number if number else (1, j)
        unit = self.unit(j)
        if unit is None or unit[0] not in ("week", "month", "quarter", "year"):
            return None
        k = unit[1]
        if self.word(k) not in ("to", "ended", "ending", "through"):
            return None
        k = self.skip(k + 1, "the", "on", "in")
        k = self.skip(self.skip(k, "end"), "of", *DASHES) if self.word(k) in ("end", "mid") else k
        last = self.calendar(k, licensed=True)
        if last is None or not isinstance(last[0], Calendar) or last[0].month is None:
            return None
        months = unit[0] == "quarter"
        return Term(3 * count if months else count, "month" if months else unit[0], last[0]), last[1]

    def around(self, i: int) -> Reading | None:
        """the week of April 10, the weekend of 3 May, the week beginning 4 February"""
        j = self.skip(i, "the")
        unit = self.word(j)
        if unit not in ("week", "weekend") or self.word(j + 1) not in (
            "of",
            "beginning",
            "starting",
            "commencing",
            "ending",
        ):
            return None
        inner = self.date(self.skip(self.skip(j + 2, "on"), "the"))
        if inner is None or not isinstance(inner[0], Calendar | Holiday) or getattr(inner[0], "day", 1) is None:
            return None
        return Around(unit, inner[0]), inner[1]
