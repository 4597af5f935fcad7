"""What is said of the people of a sentence: `state_events` (the verb or noun that tells their fate), `counted_nouns`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factcheck.checks.fates_lists import ends_list, goes_on_behind_place, is_coordinated
from factcheck.checks.fates_people import People, counts_no_people, is_agent, noun_end
from factcheck.checks.fates_words import WILD, is_person, match_phrase, number_of, words_of
from factcheck.language.lexicons import read_lexicon

# Words between people and what became of them.
REACH = 12
# A verb phrase before its people is no longer than this ("fatal shooting that claimed").
LONGEST_DEED = 6


def state_events(words: Sequence[str], people: list[People], headline: bool) -> list[tuple[list[People], str, bool]]:
    """Lists of people with their event, and whether they are the object of a deed."""
    stated: list[tuple[list[People], str, bool]] = []
    for place, some in enumerate(people):
        before = people[place - 1] if place else None
        following = people[place + 1] if place + 1 < len(people) else None
        goes_on = (
            bool(stated)
            and before is not None
            and stated[-1][0][-1].end == before.end
            and is_coordinated(words, before, some, headline)
        )
        event = _deed_before(words, some)
        deed = bool(event)
        event = event or ("" if is_agent(words, some) else _state_behind(words, some, following, headline))
        if words_of("open_questions") & set(words[max(0, some.start - 2) : some.start]):
            # "whether he was killed"
            event = ""
        if not event and words_of("dead_within") & set(words[some.start : some.end]):
            # "the slain officers"
            event = "die"
        if (
            not event
            and stated
            and stated[-1][2]
            and before is stated[-1][0][-1]
            and goes_on_behind_place(words, before, some)
        ):
            stated[-1][0].append(some)
            continue
        if not event and goes_on and (not headline or (stated[-1][2] and ends_list(words, some))):
            event, deed = stated[-1][1:]
        if not event:
            continue
        if goes_on and stated[-1][1] == event:
            # "killed a man and a woman": one statement of two people.
            stated[-1][0].append(some)
            continue
        group, back = [some], place
        while not goes_on and back and is_coordinated(words, people[back - 1], people[back], headline):
            # "A man and a woman were killed": what is said of the last is said of all.
            back -= 1
            group.insert(0, people[back])
        stated.append((group, event, deed))
    return stated


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
    stop = following.start if following else len(words)
    limit = min(len(words), some.end + REACH, stop)
    helped, adjacent, active = False, True, False
    for index in range(some.end, limit):
        word = words[index]
        if word in words_of("doubts"):
            return ""
        event, reached = match_phrase(words, index, "acts")
        if event and (word != "with" or adjacent or helped):
            event = "die" if event != "die" and _dies_later(words, reached, stop) else event
            return "" if _is_mixed(words, reached, event) else event
        event, reached = match_phrase(words, index, "states")
        if event:
            alone = adjacent and not active and _stands_alone(words, some, index, reached, following, headline)
            # "had hurt three people", "was drunk and killed a boy": they did it.
            did = helped and following and following.start == reached and words[index - 1] not in words_of("passives")
            if did or not (helped or alone) or _is_mixed(words, reached, event):
                return ""
            then = event == "hit" and not helped and _died_then(words, reached, limit)
            return "die" if event != "die" and (then or _dies_later(words, reached, stop)) else event
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


def _dies_later(words: Sequence[str], index: int, limit: int) -> bool:
    """Whether the sentence goes on to say that who was hurt died: "was shot and died", "was hurt and later pronounced dead"."""
    for place in range(index, limit):
        if words[place] in words_of("doubts") or words[place] in {";", ":"}:
            return False
        if words[place - 1] not in words_of("then_died"):
            continue
        if match_phrase(words, place, "acts")[0] == "die":
            return True
        event, end = match_phrase(words, place, "states")
        if event == "die":
            after = words[end] if end < len(words) else ""
            # "was hurt and killed a dog": no passive.
            return not (after in words_of("determiners") or number_of(after) or is_person(after))
    return False


def _died_then(words: Sequence[str], index: int, limit: int) -> bool:
    """Whether what follows "two girls shot on Monday" is "has died": the first was said in passing."""
    for place in range(index, limit - 1):
        if words[place] in {"has", "have"}:
            return match_phrase(words, place + 1, "acts")[0] == "die"
        if words[place] in {"dies", "died"}:
            return True
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


def counted_nouns(words: Sequence[str]) -> Iterator[tuple[People, str]]:
    """Counts of nouns that say what became of people: "three deaths", "triple homicide"."""
    lexicon = read_lexicon("fates")
    multiples, events = lexicon["multiples"], lexicon["multiple_events"]
    for index, word in enumerate(words[:-1]):
        place = index + 1 + (words[index + 1] in {"other", "further", "additional"})
        event, end = match_phrase(words, place, "nouns")
        if word == "no" and event and words[place] not in words_of("bare_states"):
            # "no injuries were reported"
            yield People(index, end, 0, "none"), event
        person = word[:-2] if word.endswith(("'s", "s'")) else ""
        found = {"found", "discovered", "recovered"} & set(words[index + 2 : index + 6])
        if person and is_person(person) and words[index + 1] in words_of("remains") and found:
            # "a man's body was found"
            start = next((back for back in range(index, max(-1, index - 5), -1) if words[back] in {"a", "an"}), None)
            yield People(index if start is None else start, index + 1, 1, "known" if start is None else "single"), "die"
        toll = match_phrase(words, index, "toll_nouns")[1]
        if toll > index:
            yield from _death_toll(words, toll)
        if word in multiples and words[index + 1] in events:
            yield People(index, index + 2, multiples[word], "number"), events[words[index + 1]]
        count = number_of(word)
        if count is None or counts_no_people(words, index):
            continue
        for place in range(index + 1, min(index + 4, len(words))):
            event, _ = match_phrase(words, place, "nouns")
            if event and words[place] not in words_of("bare_states"):
                # "all six of those deaths": of the deaths just told of
                again = {"those", "these"} & set(words[index:place])
                yield People(index, place + 1, count, "number", "of" if again else ""), event
                break
            if not words[place].isalpha() or words[place] in words_of("auxiliaries"):
                break
            if match_phrase(words, place, "acts")[0]:
                break


def _death_toll(words: Sequence[str], index: int) -> Iterator[tuple[People, str]]:
    """The count that "the death toll in the fire rose to" leads to, with its noun."""
    for place in range(index, min(len(words), index + REACH)):
        if (
            words[place] in {",", ";"}
            and words[place + 1 : place + 2] != ("which",)
            or words[place] in words_of("doubts")
        ):
            return
        count = number_of(words[place])
        led = words_of("toll_verbs") & set(words[max(index, place - WILD) : place])
        if count is not None and led and not counts_no_people(words, place):
            yield People(place, noun_end(words, place + 1) or place + 1, count, "number"), "die"
            return
