"""How many of the injured an article tells to be in danger of death, so that they may be among the dead of the next one."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.checks.fates_people import find_people
from factcheck.checks.fates_words import Sentence, match_phrase, read_sentences, words_of

# A "not" so many words before a danger denies it: "none of the injuries is believed to be life-threatening".
DENIED = 8


def count_endangered(title: str, text: str, hurt: int, sentences: int, names: frozenset[str] = frozenset()) -> int:
    """How many of the `hurt` people a headline and the first `sentences` of a text tell to be in danger of death; 0 for none.

    The most that one sentence tells of: the next one may speak of the same people again. Whoever is critical but stable is in
    no danger; nor is the only one hurt when the last sentence on how he does holds good news.

    >>> count_endangered("", "Three men were hurt. Two of them are in critical condition.", 3, 10)
    2
    >>> count_endangered("", "A man was hurt. His injuries are not life-threatening.", 1, 10)
    0
    >>> count_endangered("", "A boy was critically hurt on Monday. He is expected to survive.", 1, 10)
    0
    """
    most = 0
    told = [*((sentence, True) for sentence in read_sentences(title, names))]
    told += [(sentence, False) for _, sentence in zip(range(sentences), read_sentences(text, names), strict=False)]
    for sentence, headline in told:
        if not _speaks_of_danger(sentence.words):
            continue
        count = _count_in(sentence, headline)
        most = 0 if not count and hurt == 1 else max(most, count)
    return min(most, hurt)


def _speaks_of_danger(words: Sequence[str]) -> bool:
    """Whether a sentence says how people do: in danger, or out of it."""
    return any(
        match_phrase(words, place, key)[0] for place in range(len(words)) for key in ("in_danger", "out_of_danger")
    )


def _count_in(sentence: Sentence, headline: bool) -> int:
    """How many people a sentence tells to be in danger of death; 0 when it denies it or adds that they recover."""
    words, dangers, recoveries, place = sentence.words, [], [], 0
    while place < len(words):
        good, end = match_phrase(words, place, "out_of_danger")
        bad, bad_end = ("", place) if good else match_phrase(words, place, "in_danger")
        if good:
            recoveries.append(place)
        elif bad and not words_of("denials") & set(words[max(0, place - DENIED) : place]):
            dangers.append(place)
        place = end if good else bad_end if bad else place + 1
    people = [some for some in find_people(sentence, headline) if some.how not in ("none", "self")]
    counts: dict[int, int] = {}
    for place in dangers:
        before = [some for some in people if some.start <= place]
        some = before[-1] if before else people[0] if people else None
        later = any(other > place for other in recoveries) and not any(one.start > place for one in people)
        if not later:
            counts[some.start if some else -1] = (some.count if some else 0) or 1
    return sum(counts.values())
