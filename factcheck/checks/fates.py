"""What a text says became of people, sentence by sentence: `read_fates` finds "two people were killed" and "a man was shot".

The claims table holds what is printed as a number. An article also counts without one ("a man died", "Ana Ruiz, 23, was
hurt"), and it tells parts beside totals; both are needed to say what its toll is. Pure text, no parse; linear in its length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from factcheck.checks.fates_events import REACH, counted_nouns, state_events
from factcheck.checks.fates_lists import is_joined, together, without_appositions
from factcheck.checks.fates_people import People, age_of, find_people, sex_of
from factcheck.checks.fates_words import (
    YEAR,
    Sentence,
    holds_phrase,
    is_person,
    is_round_up,
    match_phrase,
    number_of,
    read_sentences,
    tells_fate,
    words_of,
)
from factcheck.normalise.names import parse_name


@dataclass(frozen=True, slots=True)
class Fate:
    """One statement: what became of `count` people (None: it is not said how many).

    event: die, injure, or hit (shot or struck, with what end is not said). how, part: as in People. [start, end): the
    characters of the people. sentence: its number in the text, from 0. name: of one person, first names and surname. also: "was
    also killed". deed: the people are the object of who did it. doer: they are the gunman, the suspect. elsewhere: the sentence
    tells of other events or of statistics. round_up: of several events at once. earlier: told of after a vigil, a revenge and the
    like, whose cause it was. sex, age: of one person, `m`, `f` or blank and years. suicide: the sentence adds that the doer died
    in the end; including: that he is counted.
    """

    event: str
    count: int | None
    how: str
    part: str
    start: int
    end: int
    sentence: int
    said: str = ""
    name: str = ""
    also: bool = False
    deed: bool = False
    doer: bool = False
    elsewhere: bool = False
    round_up: bool = False
    earlier: bool = False
    sex: str = ""
    age: int | None = None
    suicide: bool = False
    including: bool = False


def read_fates(
    text: str, *, headline: bool = False, published: str = "", names: frozenset[str] = frozenset()
) -> list[Fate]:
    """What became of people in `text`, in order; `headline` also reads "Man killed, wife hurt".

    published: the date of publication, to tell other years. names: surnames of the article's persons in lower case, which
    tell a man from a town.
    """
    found: list[Fate] = []
    for number, sentence in enumerate(read_sentences(text, names)):
        if tells_fate(sentence.words):
            found.extend(_read_sentence(sentence, number, headline, published[:4]))
    return found


def _read_sentence(sentence: Sentence, number: int, headline: bool, year: str) -> list[Fate]:
    words = sentence.words
    stated = state_events(words, find_people(sentence, headline), headline)
    # "Ana Ruiz, a student, was": one person, told twice.
    told = []
    for named, event, deed in stated:
        group = without_appositions(words, named)
        told.append((together(group if is_joined(words, group, headline) else group[:1]), event, deed))
    told.extend((people, event, False) for people, event in counted_nouns(words))
    if not told:
        return []
    # Statistics and other events: a year that is not the publication's, or a phrase for the long run.
    other_year = any(YEAR.fullmatch(word) and year and word != year for word in words)
    elsewhere = other_year or holds_phrase(words, "elsewhere")
    record = _record_place(words) if elsewhere else 0
    round_up = is_round_up(words)
    earlier = next(
        (place for place in range(len(words)) if match_phrase(words, place, "earlier_deaths")[0]), len(words)
    )
    suicide = holds_phrase(words, "own_death") and words_of("by_mistake").isdisjoint(words)
    including = holds_phrase(words, "own_counted")
    fates: list[Fate] = []
    for people, event, deed in sorted(told, key=lambda item: item[0].start):
        if people.how == "things" and event == "hit":
            continue
        if people.count == 0 and event == "injure" and words_of("degrees") & set(words[people.end : people.end + 4]):
            # "No one was seriously hurt": somebody was.
            people = replace(people, count=None)
        if words_of("unborn") & set(words[people.start : people.end + 1]) or _in_long_list(words, people):
            people = replace(people, count=None)
        behind = people.end + 2 * (words[people.end : people.end + 2] == ("who", "were"))
        if people.part == "of" and event == "die" and match_phrase(words, behind, "states")[0] == "die":
            # "one of the five officers killed on Monday": all five were.
            numbers = [number_of(word) for word in words[people.start + 1 : people.end]]
            people = replace(people, count=next(filter(None, numbers), None), part="")
        if event == "injure" and any(fate.event == event for fate in fates) and _is_degree(words, people):
            people = replace(people, part="of")
        fates.append(
            Fate(
                event=event,
                count=people.count,
                how=people.how,
                part=people.part,
                start=sentence.spans[people.start][0],
                end=sentence.spans[people.end - 1][1],
                sentence=number,
                said=" ".join(words[people.start : people.end]),
                name=_name_of(sentence, people) if people.count == 1 else "",
                also="also" in words[people.end : people.end + 2] or "too" in words[people.end : people.end + 6],
                # "The deaths of a couple are a murder-suicide": nobody did it who is not among them.
                deed=deed and not words_of("death_nouns") & set(words[max(0, people.start - 3) : people.start]),
                doer=bool(words_of("doers") & set(words[people.start : people.end])),
                elsewhere=elsewhere and people.end > record,
                round_up=round_up,
                earlier=people.start > earlier,
                sex=sex_of(words[people.start : people.end]) if people.count == 1 else "",
                age=age_of(words[people.start : people.end + 2]) if people.count == 1 else None,
                suicide=suicide,
                including=including,
            )
        )
    return fates


def _record_place(words: Sequence[str]) -> int:
    """Where a sentence comes to the record that its own event set ("the worst crash since 2004"); 0 for nowhere."""
    for place, word in enumerate(words):
        if word in words_of("records"):
            return place
        # "the" opens the phrase for the record itself.
        phrase = match_phrase(words, place, "elsewhere")[0] and word != "the"
        if phrase or YEAR.fullmatch(word):
            break
    return 0


def _is_degree(words: Sequence[str], people: People) -> bool:
    """Whether these are some of the injured before them: "four injured, two critically"."""
    behind = words[people.end : people.end + 4]
    told = bool({"critically", "seriously"} & set(behind[:2])) or behind[:2] == ("with", "critical")
    return not people.part and (told or "condition" in behind)


def _in_long_list(words: Sequence[str], people: People) -> bool:
    """Whether people are the first or the last of a list with semicolons: "his aunt, Ana, 31; and Bo Ek, 25, died"."""
    before, after = words[max(0, people.start - 4) : people.start], words[people.end : people.end + REACH]
    listed = any(pair == (";", "and") for pair in zip(words, words[1:], strict=False))
    return listed and (";" in before or ";" in after)


def _name_of(sentence: Sentence, people: People) -> str:
    """The surname among the words for one person, first names before it, no rank; blank when they hold none."""
    found = [place for place in range(people.start, people.end) if sentence.words[place] in sentence.names]
    if not found:
        return ""
    first = last = found[-1]
    while first > people.start and sentence.printed[first - 1][0].isupper():
        first -= 1
    given = parse_name(" ".join(sentence.words[first : last + 1])).given.split()
    return " ".join((*(word for word in given if not is_person(word)), sentence.words[last]))
