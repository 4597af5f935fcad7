"""Where two wordings of one quotation part, and whether such a difference is clean-up, slight, or other words."""

from __future__ import annotations

import difflib
import re
from functools import cache

from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.terms import fold

WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
# What stands in brackets of either kind was put there by the newsroom.
BRACKETED = re.compile(r"\[[^\]]*\]|\([^)]*\)")
ELLIPSIS = re.compile(r"\.\s?\.\s?\.|…")
CUT = "…"


def words_of(text: str) -> list[str]:
    """The words of a quotation for comparison: lower case, one apostrophe, an insertion or an ellipsis as the mark `…`."""
    marked = ELLIPSIS.sub(f" {CUT} ", BRACKETED.sub(f" {CUT} ", text))
    return [word.lower().replace("'", "’") for word in re.findall(rf"{WORD.pattern}|{CUT}", marked)]


def differences(left: str, right: str) -> list[tuple[str, str]]:
    """The words that two wordings of one utterance do not share, left and right of each place where they part.

    What one of them has before the other's first word or after its last is a cut, and so is anything at a bracket or an
    ellipsis; words said twice in a row by one of them are a false start that the other has cleaned up: none is a difference.

    >>> differences("shows how deliberate choice it was", "That shows how deliberate the choice it was, he knew")
    [('', 'the')]
    >>> differences("we [the council] will act", "we will act") + differences("we … act", "we will not act")
    []
    >>> differences("we have, we have to act now", "we have to act now")
    []
    """
    first, second = words_of(left), words_of(right)
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    codes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    found = []
    for _, a, b, c, d in codes:
        outside = (a == 0 and c == 0) or (b == len(first) and d == len(second))
        if outside and (a == b or c == d):
            continue
        one, two = first[a:b], second[c:d]
        around = [*first[max(0, a - 1) : b + 1], *second[max(0, c - 1) : d + 1]]
        opening = a == 0 or c == 0
        if (
            CUT in one
            or CUT in two
            or CUT in around
            or opening
            and fitted_in(one, two)
            or same_but_for_spelling(one, two)
            or not two
            and is_said_twice(first, a, b)
            or not one
            and is_said_twice(second, c, d)
        ):
            continue
        found.append((" ".join(one), " ".join(two)))
    return found


def is_said_twice(words: list[str], start: int, end: int) -> bool:
    """Whether the words [start, end) stand right before or right after themselves.

    >>> is_said_twice(["we", "are", "we", "are", "going"], 0, 2), is_said_twice(["we", "are", "going"], 0, 1)
    (True, False)
    """
    run = words[start:end]
    return run in (words[max(0, start - len(run)) : start], words[end : end + len(run)])


def fitted_in(one: list[str], two: list[str]) -> bool:
    """Whether the openings of two wordings end in one verb in two forms, as when a writer fits the words into a sentence.

    >>> fitted_in(["ending"], ["would", "end"]), fitted_in(["ending"], ["will", "start"])
    (True, False)
    """
    if not one or not two or min(len(one), len(two)) > 1:
        return False
    first, second = sorted((one[-1], two[-1]), key=len)
    return len(first) >= 3 and second.startswith(first.removesuffix("e")) and second.endswith(("ing", "ed"))


def same_but_for_spelling(one: list[str], two: list[str]) -> bool:
    """Whether two runs of words are one but for house style: hyphens and spaces, contractions, points in
    initials, an abbreviated title, British spelling, speech written as it sounds.

    >>> same_but_for_spelling(["state-funded"], ["state", "funded"]), same_but_for_spelling(["sen"], ["senator"])
    (True, True)
    >>> same_but_for_spelling(["he’s"], ["he", "is"]), same_but_for_spelling(["house"], ["home"])
    (True, False)
    >>> same_but_for_spelling(["colour"], ["color"]), same_but_for_spelling(["gonna"], ["going", "to"])
    (True, True)
    >>> same_but_for_spelling(["yeah"], ["yes"])
    True
    """
    first, second = (re.sub(r"[\W_]", "", "".join(map(written_out, in_figures(words)))) for words in (one, two))
    short, long = sorted((first, second), key=len)
    return first == second or (
        len(one) == len(two) == 1 and 2 <= len(short) <= 4 and long.startswith(short) and len(long) >= 6
    )


def in_figures(words: list[str]) -> list[str]:
    """The words with small numbers as figures and hyphens parted: "two-in-three" is "2", "in", "3"."""
    numerals = read_lexicon("numerals")
    figures = {**numerals["digits"], **numerals["teens"]}
    return [str(figures.get(part, part)) for word in words for part in word.split("-")]


def written_out(word: str) -> str:
    """A word in American spelling, its contraction written out: "he’s" is "heis", "don’t" is "donot", "cannot" as printed."""
    word = read_lexicon("quotations")["spoken"].get(word, word)
    stem, mark, tail = word.rpartition("’")
    if not mark:
        return fold(word)
    if tail == "t" and stem.endswith("n"):
        return {"ca": "cannot", "wo": "willnot", "sha": "shallnot"}.get(stem[:-1], stem[:-1] + "not")
    return stem + {"s": "is", "re": "are", "m": "am", "ve": "have", "ll": "will", "d": "would"}.get(tail, tail)


def is_slight(one: str, two: str, within: bool = False) -> bool:
    """Whether a difference is clean-up that leaves the sense: a little word more or less, another preposition, number,
    agreement. Another content word, a negation, a number and a name are none. `within` one article, where no other desk's
    style is an excuse, only fillers are slight.

    >>> is_slight("in the", ""), is_slight("to", "of"), is_slight("pew", "pews"), is_slight("had", "have")
    (True, True, True, True)
    >>> is_slight("not", ""), is_slight("house", "home"), is_slight("can", "must"), is_slight("was", "is")
    (False, False, False, False)
    >>> is_slight("the", "", within=True), is_slight("uh", "", within=True)
    (False, True)
    """
    first, second = one.split(), two.split()
    if within:
        return set(first) | set(second) <= _listed("fillers")
    if len(first) == len(second) and all(map(_stand_for_one, first, second)):
        return True
    first, second = ([word for word in words if word not in _listed("dropped")] for words in (first, second))
    return len(first) == len(second) and all(map(_stand_for_one, first, second))


def _stand_for_one(one: str, two: str) -> bool:
    """Whether two words are one in another form, or listed as standing for one another."""
    if any(one in group and two in group for group in _swapped()) or one.replace("’", "") == two.replace("’", ""):
        return True
    short, long = sorted((one, two), key=len)
    plurals = (short + "s", short + "es", short[:-1] + "ies" if short.endswith("y") else "")
    return same_but_for_spelling([one], [two]) or short.isalpha() and len(short) >= 3 and long in plurals


@cache
def _listed(entry: str) -> frozenset[str]:
    return frozenset(read_lexicon("quotations")[entry].split())


@cache
def _swapped() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group.split()) for group in read_lexicon("quotations")["swapped"])
