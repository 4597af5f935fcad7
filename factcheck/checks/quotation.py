"""One quotation printed in two wordings, or given to two speakers."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from factcheck.checks.findings import Finding, Tables, records_of
from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.names import compare

WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
# What stands in brackets of either kind was put there by the newsroom.
BRACKETED = re.compile(r"\[[^\]]*\]|\([^)]*\)")
ELLIPSIS = re.compile(r"\.\s?\.\s?\.|…")
CUT = "…"
# How sure extraction is of a speaker whose words run on right after a sentence that names them.
RUN_ON = 0.9
# A longer run of other words is another sentence, not another wording.
MOST_CHANGED = 4
# A speaker says shorter things than this again in other words.
FEWEST_SAID = 10


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
        opening = a == 0 or c == 0
        if (
            CUT in one
            or CUT in two
            or CUT in around
            or opening
            and fitted_in(one, two)
            or same_but_for_spelling(one, two)
        ):
            continue
        found.append((" ".join(one), " ".join(two)))
    return found


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
    initials, an abbreviated title.

    >>> same_but_for_spelling(["state-funded"], ["state", "funded"]), same_but_for_spelling(["sen"], ["senator"])
    (True, True)
    >>> same_but_for_spelling(["he’s"], ["he", "is"]), same_but_for_spelling(["house"], ["home"])
    (True, False)
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
    """A word with its contraction written out: "he’s" is "heis", "don’t" is "donot", "cannot" as printed."""
    stem, mark, tail = word.rpartition("’")
    if not mark:
        return word
    if tail == "t" and stem.endswith("n"):
        return {"ca": "cannot", "wo": "willnot", "sha": "shallnot"}.get(stem[:-1], stem[:-1] + "not")
    return stem + {"s": "is", "re": "are", "m": "am", "ve": "have", "ll": "will", "d": "would"}.get(tail, tail)


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
        if pair.relation != "article" and are_two_persons(left["source"], right["source"]):
            continue
        changed = differences(left["text"], right["text"])
        if pair.relation == "article" and says_anew(left["text"], right["text"], changed):
            continue
        longest = max((len(side.split()) for change in changed for side in change), default=0)
        if changed and len(changed) <= most and longest <= MOST_CHANGED:
            key = tuple(sorted(tuple(sorted(change)) for change in changed))
            groups.setdefault(key, []).append((pair, changed))
    for key, members in groups.items():
        for utterance in by_utterance(members):
            yield to_finding(claims, key, utterance)


def says_anew(left: str, right: str, changed: list[tuple[str, str]]) -> bool:
    """Whether two short quotations of one article, with other words in place of some, are two sayings of one speaker.

    >>> says_anew("I always loved the sea", "He really loved the sea", [("always", "really")])
    True
    """
    return min(len(words_of(left)), len(words_of(right))) < FEWEST_SAID and any(one and two for one, two in changed)


def by_utterance(members: list[tuple]) -> list[list[tuple]]:
    """The pairs that show one change, parted into those that a shared quotation joins: each part is one utterance."""
    part_of: dict[int, list[tuple]] = {}
    for member in members:
        pair = member[0]
        part, other = part_of.get(pair.left, []), part_of.get(pair.right, [])
        if other is not part:
            part = [*part, *other]
        part.append(member)
        for old, _ in part:
            part_of[old.left] = part_of[old.right] = part
    return list({id(part): part for part in part_of.values()}.values())


def to_finding(claims, key: tuple, members: list[tuple]) -> Finding:
    """The row of one utterance: all quotations that print the one wording on the left, the other on the right."""
    first, changed = members[0]
    speaker = claims[first.right]["source"] or claims[first.left]["source"]
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
    fillers = set(read_lexicon("cues")["fillers"].split())
    slight = all(word in fillers for change in key for side in change for word in side.split())
    return Finding(
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
        level="note" if slight else "",
    )


def are_two_persons(one: str, two: str) -> bool:
    """Whether two sources are full names of different persons; a surname or a description may mean the other's person.

    >>> are_two_persons("Anna Lund", "Peter Brandt")
    True
    >>> are_two_persons("the mayor", "Anna Lund") or are_two_persons("Lund", "Anna Lund") or are_two_persons("", "Anna Lund")
    False
    """
    return is_full_name(one) and is_full_name(two) and surname(one) != surname(two) and compare(one, two) == "different"


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
    """Whether a quotation is surely given to a person by full name: the surname stands in its own sentence, or it runs on right
    after the sentence that names the speaker."""
    beside = surname(claim["source"]) in claim["sentence"] if claim["source"] else False
    return is_full_name(claim["source"]) and (beside or claim["confidence"] >= RUN_ON)


def is_full_name(source: str) -> bool:
    """Whether a source is a name of two words or more, and no description such as "the mayor"."""
    words = source.split()
    return len(words) > 1 and all(word[0].isupper() for word in (words[0], words[-1]))


def surname(name: str) -> str:
    """The last word of a name."""
    return name.split()[-1]
