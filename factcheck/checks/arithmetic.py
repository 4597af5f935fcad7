"""Sums that one sentence does: a share of a base, and parts and their total; see `arithmetic_changes` for changes."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from factcheck.checks.fates_people import AND, People, find_people
from factcheck.checks.fates_words import Sentence, read_sentences, words_of
from factcheck.checks.findings import Finding, Tables, rows_by_key
from factcheck.checks.intervals import widen
from factcheck.checks.values import base_value, own_value, to_figure, value_key

# Words before the first figure of a sentence and behind its last that may say what the figures do.
BEFORE, AFTER = 60, 40
# A figure stands in a template as its number between these.
HEDGE = (
    r"(?:about |around |roughly |nearly |almost |some |just |only |or |more than |over |approximately |an estimated )*"
)
# Words that may stand between two figures of one sum: a date, a place, what is counted.
FILL = r"[^\x01\x02.;:!?]{0,40}?"
# A share may be off by this part of its last printed digit: half of it is rounding.
LAST_DIGIT = 0.6
# A share in words ("a third", "half") is rough by so many points.
IN_WORDS = 4.0
# What "about" allows of a figure.
HEDGED = 0.1
# Words between a total and the colon before its parts ("were killed on Monday").
LONGEST_SAID = 6
# Behind a total, its parts are told between these.
OPENING = frozenset({"—", "–", "-", ":", "("})
CLOSING = frozenset({"—", "–", "-", ")", ".", ";"})

# A figure in the role a, b or p of a pattern.
A, B, P = r"\x01(?P<a>\d+)\x02", r"\x01(?P<b>\d+)\x02", r"\x01(?P<p>\d+)\x02"


class Line(NamedTuple):
    """A sentence as a template: its figures replaced by their places in `claims` (named tuples, in order)."""

    template: str
    claims: tuple


@lru_cache(maxsize=1)
def lines_of(tables: Tables) -> tuple[Line, ...]:
    """The sentences with two figures and more, by article and place."""
    claims = tables.claims
    rows = claims[(claims["kind"] == "quantity") & claims["article"].map(tables.asks_for).astype(bool)]
    groups = rows_by_key(((claim.article, claim.sentence), claim) for claim in rows.itertuples())
    lines = []
    for (article, sentence), found in groups.items():
        found.sort(key=lambda claim: claim.start)
        # One sentence printed twice in an article is two.
        for group in split_far(found, len(sentence)):
            if len(group) > 1:
                lines.append(to_line(tables.articles[article].text, group))
    return tuple(lines)


def split_far(claims: list, longest: int) -> list[list]:
    """The claims in groups that lie within `longest` characters of their first."""
    groups: list[list] = []
    for claim in claims:
        if groups and claim.end - groups[-1][0].start <= longest + 1:
            groups[-1].append(claim)
        else:
            groups.append([claim])
    return groups


def to_line(text: str, claims: list) -> Line:
    """The template of one sentence, with some words on either side of its figures that belong to it."""
    before = re.split(r"[.!?][”\"]?\s|\n", text[max(0, claims[0].start - BEFORE) : claims[0].start])[-1]
    after = re.split(r"[.!?][”\"]?(?:\s|$)|\n", text[claims[-1].end : claims[-1].end + AFTER])[0]
    parts, place = [before], claims[0].start
    for number, claim in enumerate(claims):
        parts.append(text[place : max(place, claim.start)])
        parts.append(f"\x01{number}\x02")
        place = max(place, claim.end)
    return Line(re.sub(r"\s+", " ", "".join([*parts, after])), tuple(claims))


def slack_of(claim, digits: float) -> float:
    """By how much a printed share or change may be off, in units of its last digit times `digits`; see IN_WORDS."""
    found = re.findall(r"\d+(?:\.(\d+))?", claim.text.replace(",", ""))
    return digits * 10.0 ** -len(found[-1]) if found else IN_WORDS


def reach(claim) -> tuple[float, float]:
    """The least and the greatest that the figure may mean, by its printed digits and its hedge."""
    return widen(to_figure(claim), HEDGED)


def to_finding(figures: tuple, *, sides: tuple, subject: tuple[str, str], confidence: float = 0.85, **words) -> Finding:
    """The row of figures of one sentence (claims as named tuples) that do not go together.

    sides: of these the one that is likely wrong and the one that it is set beside. subject: what they count, and what happened.
    words: the row's detail, suggestion and why.
    """
    return Finding(
        left=sides[0].Index,
        right=sides[1].Index,
        confidence=confidence,
        subject=", ".join(filter(None, subject)),
        identity=tuple(map(value_key, figures)),
        **words,
    )


# -- a share and its base ----------------------------------------------------------------------------------------------

OF = r" ?(?:[a-z]+ ){0,2}(?:out )?of (?:the |its |their |all |his |her |our |a total of |some |those |these )*"
NOT_SHARE = r"(?! (?:point|of the|of all|more|less|fewer|higher|lower))"
SHARES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{A}{OF}{B}(?: [\w'’-]+){{0,4}}?(?:,? or |,? \(| \(|, | — | – ){HEDGE}{P}{NOT_SHARE}",
        rf"{P}(?: [\w'’-]+){{0,2}}?(?:,? or | \(|, | — | – ){HEDGE}{A}{OF}{B}",
        rf"{P} of (?:the |its |their |all )*{B}(?: [\w'’-]+){{1,3}}?(?:,? or | \(|, ){HEDGE}{A}(?!{OF})",
        rf"{A}(?: [\w'’-]+){{0,3}},? or {HEDGE}{P} of (?:the |its |their |all )*{B}",
        rf"{A} \({HEDGE}{P}\) ?(?:out )?of (?:the |its |their |all )*{B}",
    )
)


def find_wrong_shares(tables: Tables, tolerance) -> Iterator[Finding]:
    """Percentages that are not the share which the counts beside them make.

    Flagged: "12 of the 40 passengers, or 40%". Passed: "12 of the 40 passengers, or 30%", "nearly a third", and shares within
    `digits` (0.6 unless told) of their last printed digit.
    """
    digits = tolerance.get("digits", LAST_DIGIT)
    for line in lines_of(tables):
        for part, base, share in read_roles(line, SHARES, is_share):
            if not 0 < base_value(part) <= base_value(base):
                continue
            low, high = reach(part)
            least, most = reach(base)
            if not least > 0 or math.inf in (high, most):
                continue
            made = (100 * low / most, 100 * high / least)
            told = [100 * end for end in reach(share)]
            slack = slack_of(share, digits)
            if made[0] - slack <= told[1] and told[0] - slack <= made[1]:
                continue
            exact = 100 * base_value(part) / base_value(base)
            fault = f"{part.text} of {base.text} is {exact:.3g}%"
            yield to_finding(
                (part, base, share),
                sides=(share, part),
                subject=(part.object or base.object, part.predicate),
                detail=fault,
                suggestion=f"{fault}; mend the share or one of the counts.",
                why="a count, the count that it is a part of, and the share, in one sentence",
            )


def is_share(part, base, share) -> bool:
    """Whether figures can be a part, its base and the share."""
    return share.unit == "percent" and not part.unit and not base.unit


def read_roles(line: Line, patterns, fits: Callable[..., bool]) -> Iterator[tuple]:
    """The claims in the roles a, b and p of the first pattern that they stand in and that `fits` them; each claim once."""
    seen: set[str] = set()
    for pattern in patterns:
        for match in pattern.finditer(line.template):
            roles = match.group("a"), match.group("b"), match.group("p")
            claims = tuple(line.claims[int(role)] for role in roles)
            if len(set(roles)) == 3 and not seen & set(roles) and fits(*claims):
                seen |= set(roles)
                yield claims


# -- parts and their total ---------------------------------------------------------------------------------------------


def find_wrong_totals(tables: Tables, tolerance) -> Iterator[Finding]:
    """People counted in all and by kind, between dashes, brackets or behind a colon, that do not add up.

    Flagged: "Five people — three women and three men — were rescued". Passed: "Five people — three women and two men", parts
    of which one has no count, and lists that say they are incomplete ("including", "among them").
    """
    yield from _wrong_sums(tables)
    claims = tables.claims
    rows = claims[(claims["kind"] == "quantity") & (claims["unit"] == "") & (claims["trend"] == "")]
    rows = rows[rows["article"].map(tables.asks_for).astype(bool)]
    counts = rows_by_key((claim.article, claim) for claim in rows.itertuples())
    for article, found in sorted(counts.items()):
        text = tables.articles[article].text
        if not OPENING & set(text):
            continue
        for sentence in read_sentences(text):
            if not OPENING & set(sentence.words):
                continue
            for total, parts in read_totals(sentence):
                spans = [(sentence.spans[one.start][0], sentence.spans[one.end - 1][1]) for one in (total, parts[0])]
                whole, first = (claim_in(found, *span) for span in spans)
                added = sum(part.count for part in parts)
                if whole is None or whole.bound != "exact" or added == total.count:
                    continue
                listed = text[spans[1][0] : sentence.spans[parts[-1].end - 1][1]]
                yield Finding(
                    left=whole.Index,
                    right=None if first is None else first.Index,
                    confidence=0.85,
                    subject=", ".join(filter(None, (whole.object, whole.predicate))),
                    identity=(value_key(whole), str(added)),
                    detail=f"{' '.join(listed.split())} makes {added}",
                    suggestion=f"The parts make {added}, the total says {whole.text}.",
                    why="people counted in all, and by kind right behind it",
                )


SUMMED = re.compile(rf"{A}{FILL} and {HEDGE}{B}{FILL},? for a (?:combined )?total of {HEDGE}{P}", re.IGNORECASE)


def _wrong_sums(tables: Tables) -> Iterator[Finding]:
    """Totals told behind the only two figures of their kind in a sentence: "1,280 votes and 469 others, for a total of 1,750"."""
    for line in lines_of(tables):
        for one, two, total in read_roles(line, (SUMMED,), lambda *three: len({claim.unit for claim in three}) == 1):
            kin = [claim for claim in line.claims if claim.unit == total.unit and claim.start < total.start]
            low, high = (sum(ends) for ends in zip(reach(one), reach(two), strict=True))
            least, most = reach(total)
            if len(kin) != 2 or (low <= most and least <= high):
                continue
            made = own_value(one) + own_value(two)
            yield to_finding(
                (one, two, total),
                sides=(total, one),
                subject=(total.object or two.object, total.predicate),
                detail=f"{one.text} and {two.text} makes {made:,.12g}",
                suggestion=f"The parts make {made:,.12g}, the total says {total.text}.",
                why="two figures and their total, in one sentence",
            )


def read_totals(sentence: Sentence) -> Iterator[tuple[People, list[People]]]:
    """Totals of people with the complete lists of their parts."""
    words, people = sentence.words, find_people(sentence, False)
    for place, total in enumerate(people[:-1]):
        opening = people[place + 1].start - 1
        if total.how != "number" or total.part or not total.count or not total.end <= opening:
            continue
        # "Five people — three women ...", "Five people were hurt: three women ..."
        said = (
            words[total.end] in words_of("auxiliaries")
            and opening <= total.end + LONGEST_SAID
            and words[opening] == ":"
        )
        if words[opening] not in OPENING or (opening > total.end and not said):
            continue
        parts: list[People] = []
        for part in people[place + 1 :]:
            gap = words[(parts[-1].end if parts else opening + 1) : part.start]
            if not (set(gap) <= AND and (bool(gap) if parts else not gap)):
                break
            parts.append(part)
        if len(parts) < 2 or any(part.count is None or part.how not in {"number", "single"} for part in parts):
            continue
        joined = "and" in words[parts[-2].end : parts[-1].start]
        closed = words[parts[-1].end : parts[-1].end + 1]
        if joined and (not closed or closed[0] in CLOSING) and not any(part.part for part in parts):
            yield total, parts


def claim_in(claims: list, start: int, end: int):
    """The first of the claims (named tuples) that overlaps the characters [start, end), None when none does."""
    return next((claim for claim in claims if claim.start < end and claim.end > start), None)
