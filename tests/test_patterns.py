"""No regular expression of the package is catastrophic: each is run over baits made from its own parts.

A bait is a pattern's beginning once and then one of its repeated parts over and over, or both over and over, and at last
something that fits nothing; so that a match comes near again and again and fails.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from re import _constants as sre
from re import _parser

import pytest

import factcheck
from factcheck.patterns import Pattern

LENGTH = 2_000
# Held against whole lines alone, and lines of at most this many characters (`longest` of furniture.yaml).
WHOLE = {"factcheck.language.furniture._rules()": 500}
# Seconds of processor time for one bait. Square time passes (2,000 characters squared take a few hundredths), cubic does not.
MOST = 0.6
ANYTHING = (
    "a", " ", "1", "1,", "a ", "A. ", "\n", "“", '"', "$1", "-", "(", "<", "[", "A", "A ", "1 ", ".", "Aa ", "x-", "\r\n", " \n",
    "one ", "&", "'", "*", "_", "|", "#", " - ", "\\", "Aa-Aa ", "1-", "\t",
)  # fmt: skip
CHARACTERS = "a1 A.,-$€\"“”'’(\n\tz0_/:;%&é"


def all_patterns() -> dict[tuple[str | bytes, int], tuple[str, re.Pattern]]:
    """Every compiled pattern of the package's modules, also within tables and what cached functions hold, and its place."""
    found: dict = {}
    for info in pkgutil.walk_packages(factcheck.__path__, "factcheck."):
        if ".en_factcheck" in info.name:
            continue
        module = importlib.import_module(info.name)
        for name, value in sorted(vars(module).items()):
            collect(value, f"{info.name}.{name}", found)
            if hasattr(value, "cache_info") and value.__module__ == info.name:
                needed = [one for one in inspect.signature(value).parameters.values() if one.default is one.empty]
                if not needed and "load" not in name:
                    collect(value(), f"{info.name}.{name}()", found)
    return found


def collect(value: object, place: str, found: dict, depth: int = 0) -> None:
    """Adds the patterns in a value, three tables deep."""
    if isinstance(value, re.Pattern):
        found.setdefault((value.pattern, value.flags), (place, value))
    elif depth < 3 and isinstance(value, dict):
        for item in value.values():
            collect(item, place, found, depth + 1)
    elif depth < 3 and isinstance(value, (tuple, list)):
        for item in value:
            collect(item, place, found, depth + 1)


REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)


def sample(parts) -> str:
    """A text that fits the parts of a pattern, but for what looks around."""
    made = ""
    for kind, value in parts:
        if kind is sre.LITERAL:
            made += chr(value)
        elif kind in (sre.NOT_LITERAL, sre.ANY):
            made += "b" if value == ord("a") else "a"
        elif kind is sre.IN:
            made += one_of(value)
        elif kind is sre.BRANCH:
            made += sample(value[1][0])
        elif kind is sre.SUBPATTERN:
            made += sample(value[-1])
        elif kind is sre.ATOMIC_GROUP:
            made += sample(value)
        elif kind in REPEATS:
            made += sample(value[2]) * max(value[0], 1)
    return made


def one_of(items) -> str:
    """A character that fits a class."""
    fits = {
        sre.CATEGORY_DIGIT: str.isdigit,
        sre.CATEGORY_SPACE: str.isspace,
        sre.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
        sre.CATEGORY_NOT_DIGIT: lambda c: not c.isdigit(),
        sre.CATEGORY_NOT_SPACE: lambda c: not c.isspace(),
        sre.CATEGORY_NOT_WORD: lambda c: not (c.isalnum() or c == "_"),
    }
    negated = items[0][0] is sre.NEGATE
    for c in CHARACTERS + "".join(chr(value) for kind, value in items if kind is sre.LITERAL):
        held = any(
            (kind is sre.LITERAL and ord(c) == value)
            or (kind is sre.RANGE and value[0] <= ord(c) <= value[1])
            or (kind is sre.CATEGORY and fits[value](c))
            for kind, value in items
        )
        if held != negated:
            return c
    return next((chr(value[0]) for kind, value in items if kind is sre.RANGE), "a")


def pumps(parts, before: str = "") -> Iterator[tuple[str, str]]:
    """What stands before each part that may come without end, and the part."""
    for place, (kind, value) in enumerate(parts):
        lead = before + sample(parts[:place])
        if kind in REPEATS:
            if value[1] > 50:
                yield lead, sample(value[2])
            yield from pumps(value[2], lead)
        elif kind in (sre.SUBPATTERN, sre.ASSERT):
            yield from pumps(value[-1], lead)
        elif kind is sre.ATOMIC_GROUP:
            yield from pumps(value, lead)
        elif kind is sre.BRANCH:
            for branch in value[1][:6]:
                yield from pumps(branch, lead)


def baits(pattern: re.Pattern, length: int) -> Iterator[str]:
    """The texts for one pattern, in a fixed order."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    own = list(dict.fromkeys(pumps(_parser.parse(text, flags))))[:40]
    for lead, unit in [("", unit) for unit in ANYTHING] + own:
        if unit:
            yield lead + unit * (length // len(unit)) + "\0"
            if lead:
                yield (lead + unit) * (length // len(lead + unit)) + "\0"


class TooLong(Exception):
    """The alarm rang while a pattern was at work, which nothing else ends."""


@contextmanager
def alarm(seconds: int) -> Iterator[None]:
    def ring(*_):
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def slow_bait(pattern: re.Pattern, place: str = "") -> tuple[str, float] | None:
    """The first bait on which the pattern takes longer than MOST, and the seconds; None when there is none."""
    for bait in baits(pattern, WHOLE.get(place, LENGTH)):
        text = bait.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else bait
        start = time.process_time()
        try:
            with alarm(3):
                pattern.fullmatch(text)
                if place not in WHOLE:
                    for _ in pattern.finditer(text):
                        pass
        except TooLong:
            pass
        spent = time.process_time() - start
        if spent > MOST:
            return bait[:40], round(spent, 1)
    return None


@pytest.mark.skipif(not hasattr(signal, "SIGVTALRM"), reason="a pattern at work is ended by a signal of Unix")
def test_no_pattern_is_catastrophic():
    patterns = all_patterns()
    assert len(patterns) > 200, "the walk finds the patterns"
    slow = {}
    for place, pattern in patterns.values():
        if found := slow_bait(pattern, place):
            slow[f"{place}: {pattern.pattern[:60]!r}"] = found
    assert slow == {}


@pytest.mark.skipif(not hasattr(signal, "SIGVTALRM"), reason="a pattern at work is ended by a signal of Unix")
@pytest.mark.parametrize("text", [r"(a+)+b", r"\w*\w*\w*1"])
def test_a_catastrophic_pattern_is_found(text):
    """Else the test above would prove nothing."""
    assert slow_bait(re.compile(text)) is not None


@pytest.mark.parametrize(
    ("text", "path", "meant"),
    [
        ("a*b*c.md", "abbc.md", True),
        ("a*b*c.md", "acb.md", False),
        ("*-??.txt", "a-b-12.txt", True),
        ("*a*", "bab/c", True),
        ("*b*b", "abab", True),
        ("*b*b", "ab", False),
    ],
)
def test_stars_that_never_come_back_find_what_they_should(text, path, meant):
    assert Pattern(text).matches(path) is meant


@pytest.mark.parametrize("text", ["*a*a*a*a*a*a*b", "**/**/**/*a/**/*b", "?*?*?*?*?*c", "*[ab]*[ab]*[ab]*[ab]*c"])
def test_a_pattern_of_paths_is_bounded(text):
    start = time.process_time()
    assert not Pattern(text).matches("a" * 250 + "/" + "a/" * 60 + "a" * 250)
    assert time.process_time() - start < 1
