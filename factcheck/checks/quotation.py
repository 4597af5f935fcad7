"""One quotation printed in two wordings, or given to two speakers."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from factcheck.checks.findings import Finding, Tables

WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
BRACKETED = re.compile(r"\[[^\]]*\]")
ELLIPSIS = re.compile(r"\.\s?\.\s?\.|…")
CUT = "…"
SAME_WORDS = {"'": "’"}


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
        if CUT in one or CUT in two or CUT in around:
            continue
        found.append((" ".join(one), " ".join(two)))
    return found


def find_altered(tables: Tables, tolerance) -> Iterator[Finding]:
    """Direct quotations that are one utterance in near-identical words, not counting clean-up and cuts.

    Flagged: "how deliberate choice it is" beside "how deliberate the choice it is". Passed: "it is [the plan] that matters"
    beside "it is that matters"; one that is a part of the other.
    """
    claims = tables.claims
    least, most = tolerance.get("similarity", 0.8), tolerance.get("differences", 4)
    seen = set()
    for pair in tables.pairs[tables.pairs["kind"] == "quotation"].itertuples():
        left, right = claims.loc[pair.left], claims.loc[pair.right]
        if pair.probability < least:
            continue
        if left["source"] and right["source"] and left["source"] != right["source"] and pair.relation != "article":
            continue
        changed = differences(left["text"], right["text"])
        if not changed or len(changed) > most:
            continue
        identity = tuple(sorted((" ".join(words_of(left["text"])), " ".join(words_of(right["text"])))))
        if identity in seen:
            continue
        seen.add(identity)
        shown = "; ".join(describe_change(one, two) for one, two in changed)
        yield Finding(
            left=pair.left,
            right=pair.right,
            confidence=float(pair.probability),
            subject=right["source"] or left["source"],
            identity=identity,
            detail=shown,
            suggestion="Check the recording or the transcript; print one wording.",
            why=pair.why_matched,
        )


def describe_change(one: str, two: str) -> str:
    """One place where two wordings part, in words."""
    if one and two:
        return f"“{one}” against “{two}”"
    return f"“{one or two}” stands in one of them only"


def find_second_speakers(tables: Tables, tolerance) -> Iterator[Finding]:
    """One quotation, word for word, that two articles give to two named speakers."""
    claims = tables.claims
    least = tolerance.get("similarity", 0.95)
    for pair in tables.pairs[
        (tables.pairs["kind"] == "quotation") & (tables.pairs["relation"] != "article")
    ].itertuples():
        left, right = claims.loc[pair.left], claims.loc[pair.right]
        one, two = left["source"], right["source"]
        if pair.probability < least or not one or not two or differs_only_in_length(one, two):
            continue
        yield Finding(
            left=pair.left,
            right=pair.right,
            confidence=float(pair.probability),
            subject=f"{one} / {two}",
            identity=(" ".join(words_of(left["text"]))[:200], *sorted((one, two))),
            detail=f"given to {one} and to {two}",
            suggestion="Check who said it.",
            why=pair.why_matched,
        )


def differs_only_in_length(one: str, two: str) -> bool:
    """Whether one name is the other with words left out ("Poulsen", "Troels Lund Poulsen")."""
    first, second = ({word.lower() for word in WORD.findall(name)} for name in (one, two))
    return first <= second or second <= first
