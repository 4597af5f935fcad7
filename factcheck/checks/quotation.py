"""One quotation printed in two wordings, or given to two speakers."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from factcheck.checks.findings import Finding, Tables, records_of
from factcheck.normalise.names import compare

WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
# What stands in brackets of either kind was put there by the newsroom.
BRACKETED = re.compile(r"\[[^\]]*\]|\([^)]*\)")
ELLIPSIS = re.compile(r"\.\s?\.\s?\.|…")
CUT = "…"
# A longer run of other words is another sentence, not another wording.
MOST_CHANGED = 4


def words_of(text: str) -> list[str]:
    """The words of a quotation for comparison: lower case, one apostrophe, an insertion or an ellipsis as the mark `…`."""
    marked = ELLIPSIS.sub(f" {CUT} ", BRACKETED.sub(f" {CUT} ", text))
    return [word.lower().replace("'", "’") for word in re.findall(rf"{WORD.pattern}|{CUT}", marked)]


def differences(left: str, right: str) -> list[tuple[str, str]]:
    """The words that two wordings of one utterance do not share, left and right of each place where they part.

    What one of them has before the other's first word or after its last is a cut, and so is anything at a bracket or an
    ellipsis: neither is a difference.

    >>> differences("shows how deliberate choice it was", "That shows how deliberate the choice it was, he knew")
    [('', 'the')]
    >>> differences("we [the council] will act", "we will act") + differences("we … act", "we will not act")
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
        if CUT in one or CUT in two or CUT in around or same_but_for_spelling(one, two):
            continue
        found.append((" ".join(one), " ".join(two)))
    return found


def same_but_for_spelling(one: list[str], two: list[str]) -> bool:
    """Whether two runs of words are one but for house style: hyphens and spaces, points in initials, an abbreviated title.

    >>> same_but_for_spelling(["state-funded"], ["state", "funded"]), same_but_for_spelling(["sen"], ["senator"])
    (True, True)
    >>> same_but_for_spelling(["house"], ["home"])
    False
    """
    first, second = (re.sub(r"[\W_]", "", "".join(words)) for words in (one, two))
    short, long = sorted((first, second), key=len)
    return first == second or (
        len(one) == len(two) == 1 and 2 <= len(short) <= 4 and long.startswith(short) and len(long) >= 6
    )


def find_altered(tables: Tables, tolerance) -> Iterator[Finding]:
    """Direct quotations that are one utterance in near-identical words, not counting clean-up and cuts.

    Flagged: "how deliberate choice it is" beside "how deliberate the choice it is". Passed: "it is [the plan] that matters"
    beside "it is that matters"; one that is a part of the other.
    """
    least, most = tolerance.get("similarity", 0.8), tolerance.get("differences", 4)
    groups: dict[tuple, list] = {}
    pairs = tables.pairs[(tables.pairs["kind"] == "quotation") & ~(tables.pairs["probability"] < least)]
    claims = records_of(tables.claims, pairs)
    for pair in pairs.itertuples():
        left, right = claims[pair.left], claims[pair.right]
        if left["source"] and right["source"] and left["source"] != right["source"] and pair.relation != "article":
            continue
        changed = differences(left["text"], right["text"])
        longest = max((len(side.split()) for change in changed for side in change), default=0)
        if changed and len(changed) <= most and longest <= MOST_CHANGED:
            speaker = right["source"] or left["source"]
            key = (speaker, tuple(sorted(tuple(sorted(change)) for change in changed)))
            groups.setdefault(key, []).append((pair, changed))
    for (speaker, key), members in groups.items():
        first, changed = members[0]
        # Which side holds which wording may differ from pair to pair.
        sides = {first.left: 0, first.right: 1}
        for pair, change in members[1:]:
            turned = change != changed
            sides.setdefault(pair.left, int(turned))
            sides.setdefault(pair.right, int(not turned))
        also = [
            tuple(sorted(row for row, side in sides.items() if side == end and row not in (first.left, first.right)))
            for end in (0, 1)
        ]
        yield Finding(
            left=first.left,
            right=first.right,
            left_also=also[0],
            right_also=also[1],
            confidence=float(first.probability),
            subject=speaker,
            identity=(speaker, *(" ".join(change) for change in key)),
            detail="; ".join(describe_change(one, two) for one, two in changed),
            suggestion="Check the recording or the transcript; print one wording.",
            why=first.why_matched,
        )


def describe_change(one: str, two: str) -> str:
    """One place where two wordings part, in words."""
    if one and two:
        return f"“{one}” against “{two}”"
    return f"“{one or two}” stands in one of them only"


def find_second_speakers(tables: Tables, tolerance) -> Iterator[Finding]:
    """One quotation that two articles, each in the quotation's own sentence, give to two different persons by name.

    Passed: a surname or a description beside the full name, and a speaker carried over from an earlier sentence.
    """
    least = tolerance.get("similarity", 0.95)
    seen = set()
    pairs = tables.pairs[(tables.pairs["kind"] == "quotation") & (tables.pairs["relation"] != "article")]
    pairs = pairs[~(pairs["probability"] < least)]
    claims = records_of(tables.claims, pairs)
    for pair in pairs.itertuples():
        left, right = claims[pair.left], claims[pair.right]
        if not (names_speaker(left) and names_speaker(right)):
            continue
        one, two = left["source"], right["source"]
        if compare(one, two) != "different" or surname(one) in right["sentence"] or surname(two) in left["sentence"]:
            continue
        identity = (" ".join(words_of(left["text"]))[:200], *sorted((one, two)))
        if identity in seen:
            continue
        seen.add(identity)
        yield Finding(
            left=pair.left,
            right=pair.right,
            confidence=float(pair.probability),
            subject=f"{one} / {two}",
            identity=identity,
            detail=f"{one} and {two}",
            suggestion="Check who said it.",
            why=pair.why_matched,
        )


def names_speaker(claim) -> bool:
    """Whether a quotation is given to a person by full name whose surname stands in the quotation's own sentence."""
    words = claim["source"].split()
    return (
        len(words) > 1
        and all(word[0].isupper() for word in (words[0], words[-1]))
        and surname(claim["source"]) in claim["sentence"]
    )


def surname(name: str) -> str:
    """The last word of a name."""
    return name.split()[-1]
