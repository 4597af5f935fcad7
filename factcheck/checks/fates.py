"""What a text says became of people, sentence by sentence: `read_fates` finds "two people were killed" and "a man was shot".

The claims table holds what is printed as a number. An article also counts without one ("a man died", "Ana Ruiz, 23, was
hurt"), and it tells parts beside totals; both are needed to say what its toll is. Pure text, no parse; linear in its length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from factcheck.checks.fates_people import AND, People, age_of, counts_no_people, find_people, is_agent, sex_of
from factcheck.checks.fates_words import (
    AGE,
    YEAR,
    Sentence,
    holds_phrase,
    is_round_up,
    match_phrase,
    number_of,
    read_sentences,
    tells_fate,
    words_of,
)
from factcheck.language.lexicons import read_lexicon

# Words between people and what became of them.
REACH = 12
# A verb phrase before its people is no longer than this ("fatal shooting that claimed").
LONGEST_DEED = 6


@dataclass(frozen=True, slots=True)
class Fate:
    """One statement: what became of `count` people (None: it is not said how many).

    event: die, injure, or hit (shot or struck, with what end is not said). how, part: as in People. [start, end): the
    characters of the people. sentence: its number in the text, from 0. name: the surname of one person. also: "was also
    killed". deed: the people are the object of who did it. doer: they are the gunman, the suspect. elsewhere: the sentence tells
    of other events or of statistics. round_up: of several events at once. earlier: told of after a vigil, a revenge and the
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
    stated = _state_events(words, find_people(sentence, headline), headline)
    # "Ana Ruiz, a student, was": one person, told twice.
    told = []
    for named, event, deed in stated:
        group = _without_appositions(words, named)
        told.append((_together(group if _joined(words, group, headline) else group[:1]), event, deed))
    told.extend((people, event, False) for people, event in _counted_nouns(words))
    if not told:
        return []
    # Statistics and other events: a year that is not the publication's, or a phrase for the long run.
    other_year = any(YEAR.fullmatch(word) and year and word != year for word in words)
    elsewhere = other_year or holds_phrase(words, "elsewhere")
    round_up = is_round_up(words)
    earlier = next(
        (place for place in range(len(words)) if match_phrase(words, place, "earlier_deaths")[0]), len(words)
    )
    suicide, including = holds_phrase(words, "own_death"), holds_phrase(words, "own_counted")
    fates: list[Fate] = []
    for people, event, deed in sorted(told, key=lambda item: item[0].start):
        if people.how == "things" and event == "hit":
            continue
        if people.count == 0 and event == "injure" and words_of("degrees") & set(words[people.end : people.end + 4]):
            # "No one was seriously hurt": somebody was.
            people = replace(people, count=None)
        if words_of("unborn") & set(words[people.start : people.end + 1]):
            people = replace(people, count=None)
        if people.part == "of" and event == "die" and match_phrase(words, people.end, "states")[0] == "die":
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
                name=_surname(sentence, people) if people.count == 1 else "",
                also="also" in words[people.end : people.end + 2] or "too" in words[people.end : people.end + 6],
                # "The deaths of a couple are a murder-suicide": nobody did it who is not among them.
                deed=deed and not words_of("death_nouns") & set(words[max(0, people.start - 3) : people.start]),
                doer=bool(words_of("doers") & set(words[people.start : people.end])),
                elsewhere=elsewhere,
                round_up=round_up,
                earlier=people.start > earlier,
                sex=sex_of(words[people.start : people.end]) if people.count == 1 else "",
                age=age_of(words[people.start : people.end + 2]) if people.count == 1 else None,
                suicide=suicide,
                including=including,
            )
        )
    return fates


def _state_events(words: Sequence[str], people: list[People], headline: bool) -> list[tuple[list[People], str, bool]]:
    """Lists of people with their event, and whether they are the object of a deed."""
    stated: list[tuple[list[People], str, bool]] = []
    for place, some in enumerate(people):
        before = people[place - 1] if place else None
        following = people[place + 1] if place + 1 < len(people) else None
        goes_on = (
            bool(stated)
            and before is not None
            and stated[-1][0][-1].end == before.end
            and _coordinated(words, before, some, headline)
        )
        event = _deed_before(words, some)
        deed = bool(event)
        event = event or ("" if is_agent(words, some) else _state_behind(words, some, following, headline))
        if not event and goes_on and (not headline or (stated[-1][2] and _ends_list(words, some))):
            event, deed = stated[-1][1:]
        if not event:
            continue
        if goes_on and stated[-1][1] == event:
            # "killed a man and a woman": one statement of two people.
            stated[-1][0].append(some)
            continue
        group, back = [some], place
        while not goes_on and back and _coordinated(words, people[back - 1], people[back], headline):
            # "A man and a woman were killed": what is said of the last is said of all.
            back -= 1
            group.insert(0, people[back])
        stated.append((group, event, deed))
    return stated


def _ends_list(words: Sequence[str], some: People) -> bool:
    """Whether nothing is said of the last of a headline's list: "Deaths of Wife, Son in Velden"."""
    return some.end == len(words) or words[some.end] in words_of("phrase_ends") | {",", ":", ";"}


def _is_degree(words: Sequence[str], people: People) -> bool:
    """Whether these are some of the injured before them: "four injured, two critically"."""
    behind = words[people.end : people.end + 4]
    told = bool({"critically", "seriously"} & set(behind[:2])) or behind[:2] == ("with", "critical")
    return not people.part and (told or "condition" in behind)


def _surname(sentence: Sentence, people: People) -> str:
    """The surname among the words for one person, blank when they hold none."""
    found = [word for word in sentence.words[people.start : people.end] if word in sentence.names]
    return found[-1] if found else ""


def _coordinated(words: Sequence[str], left: People, right: People, headline: bool) -> bool:
    """Whether two stretches of people stand in one list: "a man and a woman", "Ana Ruiz, 23, and Bo Ek, 24"."""
    between = words[left.end : right.start]
    if not set(between) <= AND or len(between) > 2 or not (between or words[left.end - 1] == ","):
        return False
    if right.how == "known":
        return (
            between == ("and",)
            and None not in (left.count, right.count)
            and words[right.start] not in words_of("pronouns")
        )
    return right.how in {"number", "things", "single", "name"} or (headline and left.how == right.how == "bare")


def _joined(words: Sequence[str], group: list[People], headline: bool) -> bool:
    """Whether a list is one of several people: an "and" before its last, or a headline's comma."""
    pairs = zip(group, group[1:], strict=False)
    return headline or any({"and", "&"} & set(words[left.end : right.start]) for left, right in pairs)


def _without_appositions(words: Sequence[str], group: list[People]) -> list[People]:
    """A list without those who are told twice: "his wife, Ana Ruiz", "the boy's father, a 39-year-old"."""
    kept = group[:1]
    for left, right in zip(group, group[1:], strict=False):
        named = left.how in {"single", "known"} and right.how == "name"
        aged = right.how == "single" and AGE.fullmatch(words[right.end - 1]) and left.end == right.start - 1
        if words[left.end : right.start] != (",",) or not (named or (aged and len(group) > 2)):
            kept.append(right)
    return kept


def _together(group: list[People]) -> People:
    """The people of a list as one: their counts added up, unknown when one of them is."""
    if len(group) == 1:
        return group[0]
    counts = [some.count for some in group]
    part = next((some.part for some in group if some.part), "")
    how = "number" if any(some.how in {"number", "things"} for some in group) else "list"
    return People(group[0].start, group[-1].end, None if None in counts else sum(counts), how, part)


def _deed_before(words: Sequence[str], some: People) -> str:
    """The event of the verb or noun right before, with the people as its object: "killed two people", "death of a man"."""
    end = some.start
    while end and (words[end - 1] in words_of("lightly") or words[end - 1] in words_of("determiners")):
        if words[end - 1] == "at" and words[end] not in {"least", "most"}:
            break
        end -= 1
    for start in range(max(0, end - LONGEST_DEED), end):
        event, reached = match_phrase(words, start, "deeds")
        if event and reached == end:
            if not _is_fact(words, start, end, some):
                return ""
            return _hit(words, some) if event == "hit" else event
    return ""


def _is_fact(words: Sequence[str], start: int, end: int, some: People) -> bool:
    """Whether the deed [start, end) happened, and to these people."""
    passive = start > 0 and words[start - 1] in words_of("passives") and words[end - 1] != "of"
    if passive or words_of("doubts") & set(words[max(0, start - 3) : start]):
        return False
    if words[start] == "sent":
        return "hospital" in words[some.end : some.end + 4]
    if words[start] in {"claimed", "claims"} and end == start + 1:
        return bool({"life", "lives"} & set(words[some.start : some.end + 1]))
    return True


def _hit(words: Sequence[str], some: People) -> str:
    """What "shot" and its like say: die in "shot a man dead", nothing in "shot two of the windows"."""
    if {"at", "of", "into", "from", "through"} & set(words[some.end : some.end + 1]):
        return ""
    dead = match_phrase(words, some.end, "states")[0] == "die" or words[some.end : some.end + 2] == ("to", "death")
    return "die" if dead else "hit"


def _state_behind(words: Sequence[str], some: People, following: People | None, headline: bool) -> str:
    """The event of what follows: "were killed", "dead", "died"; blank when something else is said of the people."""
    limit = min(len(words), some.end + REACH, following.start if following else len(words))
    helped, adjacent, active = False, True, False
    for index in range(some.end, limit):
        word = words[index]
        if word in words_of("doubts"):
            return ""
        event, reached = match_phrase(words, index, "acts")
        if event and (word != "with" or adjacent or helped):
            return "" if _is_mixed(words, reached, event) else event
        event, reached = match_phrase(words, index, "states")
        if event:
            alone = adjacent and not active and _stands_alone(words, some, index, reached, following, headline)
            if not (helped or alone) or _is_mixed(words, reached, event):
                return ""
            return "die" if event == "hit" and not helped and _died_then(words, reached, limit) else event
        if word in words_of("auxiliaries"):
            helped = True
            continue
        # "a man who killed": without "was" he is the one who did it.
        active = active or word == "who"
        barred = word in words_of("barriers") and not (helped and word in {"taken", "held"})
        if barred or word in {";", ":"} or (word == "," and helped):
            return ""
        adjacent = adjacent and (word in words_of("between") or word in {",", "(", ")"})
    return ""


def _is_mixed(words: Sequence[str], end: int, event: str) -> bool:
    """Whether another end is told beside the one before `end`: "hurt or killed" says of nobody which."""
    if words[end : end + 1] != ("or",):
        return False
    other = match_phrase(words, end + 1, "states")[0] or match_phrase(words, end + 1, "acts")[0]
    return bool(other) and other != event


def _died_then(words: Sequence[str], index: int, limit: int) -> bool:
    """Whether what follows "two girls shot on Monday" is "has died": the first was said in passing."""
    for place in range(index, limit - 1):
        if words[place] in {"has", "have"}:
            return match_phrase(words, place + 1, "acts")[0] == "die"
        if words[place] in words_of("barriers") or not words[place].isalnum():
            return False
    return False


def _stands_alone(
    words: Sequence[str], some: People, index: int, end: int, following: People | None, headline: bool
) -> bool:
    """Whether a state without "was" is said of the people before it: in a headline, after "left", beside a number."""
    if following is not None and following.start == end:
        return words[index] in {"dead", "hurt"} and following.how == "number"
    after = words[end] if end < len(words) else ""
    if (
        after in words_of("determiners")
        or after in words_of("pronouns")
        or after in words_of("selves") | {"them", "her"}
        or number_of(after) is not None
    ):
        return False
    return words[index] in words_of("bare_states") or headline or some.how in {"number", "things", "single", "bare"}


def _counted_nouns(words: Sequence[str]) -> Iterator[tuple[People, str]]:
    """Counts of nouns that say what became of people: "three deaths", "triple homicide"."""
    lexicon = read_lexicon("fates")
    multiples, events = lexicon["multiples"], lexicon["multiple_events"]
    for index, word in enumerate(words[:-1]):
        place = index + 1 + (words[index + 1] in {"other", "further", "additional"})
        event, end = match_phrase(words, place, "nouns")
        if word == "no" and event and words[place] not in words_of("bare_states"):
            # "no injuries were reported"
            yield People(index, end, 0, "none"), event
        if word in multiples and words[index + 1] in events:
            yield People(index, index + 2, multiples[word], "number"), events[words[index + 1]]
        count = number_of(word)
        if count is None or counts_no_people(words, index):
            continue
        for place in range(index + 1, min(index + 4, len(words))):
            event, _ = match_phrase(words, place, "nouns")
            if event and words[place] not in words_of("bare_states"):
                yield People(index, place + 1, count, "number"), event
                break
            if not words[place].isalpha() or words[place] in words_of("auxiliaries"):
                break
            if match_phrase(words, place, "acts")[0]:
                break
