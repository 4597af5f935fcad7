"""One quotation printed in two wordings, or given to two speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.checks.findings import Finding, Tables, records_of, rows_by_key
from factcheck.checks.quotation_words import differences, is_slight, words_of
from factcheck.joined import join_pairs
from factcheck.normalise.names import compare, parse_name

# How sure extraction is of a speaker whose words run on right after a sentence that names them.
RUN_ON = 0.9
SLIGHT = "Only little words differ; print one wording if it matters."
# A longer run of other words is another sentence, not another wording.
MOST_CHANGED = 4
# A speaker says shorter things than this again in other words.
FEWEST_SAID = 10


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
    """The pairs that show one thing, each with what it shows, parted into those that hang together by shared quotations: each
    part is one utterance."""
    first = join_pairs((pair.left, pair.right) for pair, _ in members)
    return list(rows_by_key((first[member[0].left], member) for member in members).values())


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
    texts = [claims[row]["text"] for row in (first.left, first.right)]
    slight = all(is_slight(*change, within=first.relation == "article") for change in key)
    return Finding(
        left=first.left,
        right=first.right,
        left_also=also[0],
        right_also=also[1],
        confidence=float(first.probability),
        subject=speaker,
        identity=(speaker, *(" ".join(change) for change in key)),
        detail="; ".join(describe_change(as_printed(one, texts[0]), as_printed(two, texts[1])) for one, two in changed),
        suggestion=SLIGHT if slight else "Check the recording or the transcript; print one wording.",
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


def as_printed(words: str, text: str) -> str:
    """Words in small letters as a text prints them, capitals and all; the words themselves where it has them otherwise.

    >>> as_printed("in oslo", "We met in Oslo."), as_printed("in rome", "We met in Oslo.")
    ('in Oslo', 'in rome')
    """
    found = (
        re.search(r"\b" + r"[^\w]+".join(map(re.escape, words.split())) + r"\b", text, re.IGNORECASE) if words else None
    )
    return found.group() if found else words


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
    groups: dict[tuple, list] = {}
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
        groups.setdefault(identity, []).append((pair, (one, two)))
    for identity, members in groups.items():
        for (pair, (one, two)), *_ in by_utterance(members):
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
    """Whether a source is a name of two words or more, and no description or office ("the mayor", "The Sheriff's Office")."""
    words = source.split()
    office = words[:1] == ["The"] or any(word.endswith(("'s", "’s")) for word in words)
    return len(words) > 1 and not office and all(word[0].isupper() for word in (words[0], words[-1]))


def surname(name: str) -> str:
    """The surname of a name, else its last word.

    >>> surname("Peter Brandt Jr."), surname("the mayor")
    ('Brandt', 'mayor')
    """
    return (parse_name(name).surname or name).split()[-1]
