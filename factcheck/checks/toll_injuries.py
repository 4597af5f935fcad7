"""How many an article says were hurt and lived, read from what became of its people: `count_injured`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from factcheck.checks.fates import Fate
from factcheck.checks.fates_words import words_of
from factcheck.normalise.names import are_nicknames

# A story tells its toll in the headline or in the first sentences.
LEAD = 10
# "... sent six to hospital has died": one of them is among the dead now.
DIED_SINCE = re.compile(r"[^.\n]{0,120}\b(?:has|have) (?:since |now |also |later )?died\b")
# "Ten people remain in hospital": more may have been hurt.
REMAINING = re.compile(r"\s+(?:\w+\s+){0,2}(?:remain|remains|remained|still)\b")
# Who survived did so beside others.
SURVIVED = re.compile(r"[^.,\n]{0,24}\bsurviv")
COUNTED = frozenset({"number", "list", "things"})
ALONE = frozenset({"single", "bare", "name"})
NEW = frozenset({"a", "an"})


def count_injured(
    text: str, title: Sequence[Fate], body: Sequence[Fate], deaths: int | None
) -> tuple[int, Fate] | None:
    """How many were hurt and lived, and the statement that says so; None when the article leaves it open.

    title, body: what became of people in the headline and in the text, in order. deaths: how many died, None when that is open.
    """
    lead = [fate for fate in body if fate.sentence < LEAD]
    told, lead_sums = _sums(title), _sums(lead)
    if told:
        count, fate = next(iter(told.values()))
        # The text has news that the headline has not, or the headline tells of some only.
        more = [*(total for total, _ in lead_sums.values()), *(one.count for one in lead if _is_beside(one, lead))]
        outrun = any(total > count for total in more) or fate.also
        # "Two hurt in crash" over a text that tells of one dead and of no two hurt: one of the two may have died since.
        stale = (
            deaths
            and fate.part != "other"
            and not any(one.event == "die" for one in title)
            and all(total != count for total, _ in lead_sums.values())
        )
        return None if outrun or stale else (count, fate)
    if lead_sums:
        return _counted(text, title, lead, lead_sums, deaths)
    anyone_died = any(fate.event == "die" and fate.count != 0 for fate in (*title, *body))
    if any(is_total(fate, "hit") for fate in (*title, *lead)):
        return _survivors(title, lead)
    alone = [
        fate for fate in (*title, *lead) if fate.event in ("hit", "injure") and fate.count == 1 and fate.how != "self"
    ]
    beside = _one_beside_the_dead(text, alone, lead, deaths)
    if beside:
        alone = [replace(fate, part="") if fate is beside else fate for fate in alone]
    # Who is told of alone is not all who were hurt where others are told of too.
    others = [fate for fate in (*title, *lead) if fate.event in ("hit", "injure") and (fate.part or fate.count is None)]
    if any(fate.how != "relative" and fate is not beside for fate in others):
        return None
    # "The fatal accident": who was hit died of it.
    fatal = words_of("fatal_words") & set(re.findall(r"[a-z]+", text.lower()))
    if fatal and all(fate.event == "hit" for fate in alone):
        return None
    if not alone or are_several(alone) or are_both_new([fate for fate in alone if fate in lead]):
        return None
    if anyone_died and not beside:
        return None
    return 1, beside or alone[0]


def _counted(
    text: str, title: Sequence[Fate], lead: Sequence[Fate], sums: Mapping[int, tuple[int, Fate]], deaths: int | None
) -> tuple[int, Fate] | None:
    """How many were hurt by the sentences that count them; None where one leaves open whether these are all."""
    count, fate = next(iter(sums.values()))
    if DIED_SINCE.match(text, fate.end):
        return None
    # "One of the five has since died": were they five, or four?
    if any(one.event == "die" and one.part == "of" for one in (*title, *lead)):
        return None
    # When it is open how many died, so is whether they are among those hurt.
    if deaths is None and any(one.event == "die" and one.count != 0 and not one.earlier for one in lead):
        return None
    # Fewer than were hurt are some of them: "the three sailors were hit on deck".
    hits = [one.count for one in (*title, *lead) if is_total(one, "hit") and one.count >= count]
    if hits:
        return (count, fate) if hits[0] - (deaths or 0) == count else None
    # A smaller figure further down tells of a part; a greater one is of something else, or news.
    first = all(total <= count and not one.also for total, one in list(sums.values())[1:])
    # "Two others were hurt": beside the dead these are all, beside one who lived they are not.
    beside = any(one.event == "die" and one.sentence == fate.sentence for one in lead)
    alone = fate.part != "other" or beside or (deaths is not None and _only_dead_before(lead, fate))
    return (count, fate) if first and alone else None


def _survivors(title: Sequence[Fate], lead: Sequence[Fate]) -> tuple[int, Fate] | None:
    """How many of those hit lived when it is only said how many of them died: "shot four people, one of them fatally"."""
    hits = [fate for fate in (*title, *lead) if is_total(fate, "hit")]
    first = hits[0]
    if first.count != max(fate.count for fate in hits) or first.part:
        return None
    parts = {fate.count for fate in (*title, *lead) if fate.event == "die" and fate.part == "of"}
    died = parts.pop() if len(parts) == 1 else None
    return (first.count - died, first) if died and died < first.count else None


def _one_beside_the_dead(text: str, alone: Sequence[Fate], lead: Sequence[Fate], deaths: int | None) -> Fate | None:
    """The one person hurt where a sentence tells of all the dead and of that person: "a man was killed and a woman was hurt"."""
    for fate in alone:
        dead = [one.count for one in lead if one.event == "die" and one.sentence == fate.sentence]
        hurt = fate in lead and fate.event == "injure" and fate.how in ALONE and not SURVIVED.match(text, fate.end)
        if hurt and deaths and dead == [deaths]:
            return fate
    return None


def _is_beside(fate: Fate, lead: Sequence[Fate]) -> bool:
    """Whether those hit are the living beside the dead of one sentence: "two died and seven others were shot"."""
    others = fate.event == "hit" and bool(fate.count) and fate.part == "other" and fate.how in COUNTED
    return others and any(one.event == "die" and one.sentence == fate.sentence for one in lead)


def _only_dead_before(lead: Sequence[Fate], fate: Fate) -> bool:
    """Whether nobody but the dead is told of before a statement, so that "others" are all but them."""
    before = [one for one in lead if one.start < fate.start and one.count and one.how != "self"]
    return bool(before) and all(one.event == "die" for one in before)


def _sums(fates: Sequence[Fate]) -> dict[int, tuple[int, Fate]]:
    """The people hurt by sentence, parts left out, in sentences that count them; each with its first count."""
    sums: dict[int, tuple[int, Fate]] = {}
    said: set[tuple[int, str]] = set()
    counted = {
        fate.sentence
        for fate in fates
        if fate.event == "injure" and fate.how in COUNTED and fate.count and fate.part != "of"
    }
    for fate in fates:
        if (
            fate.sentence in counted
            and fate.event == "injure"
            and fate.count
            and fate.part != "of"
            and fate.how in COUNTED | ALONE
        ):
            if fate.count > 1 and (fate.sentence, fate.said) in said:
                # A headline run into its own repetition.
                continue
            said.add((fate.sentence, fate.said))
            count, first = sums.get(fate.sentence, (0, fate))
            sums[fate.sentence] = (count + fate.count, first if first.how in COUNTED else fate)
    return sums


def is_total(fate: Fate, event: str) -> bool:
    """Whether a statement counts people for an event, and not only some of them."""
    return (
        fate.event == event
        and fate.how in COUNTED
        and bool(fate.count)
        and (not fate.part or (fate.part == "other" and fate.how == "list"))
    )


def are_several(victims: Sequence[Fate]) -> bool:
    """Whether people told of one by one are not all the same person: two names, or "was also killed"."""
    if any(fate.part == "other" or fate.also for fate in victims):
        return True
    return any(_are_two(one, other) for one, other in combinations(victims, 2))


def _are_two(one: Fate, other: Fate) -> bool:
    """Whether two people told of cannot be one: by name, by sex, or by an age that is no slip."""
    apart = abs(one.age - other.age) > 1 if None not in (one.age, other.age) else False
    return apart or _are_two_names(one.name, other.name) or bool(one.sex and other.sex and one.sex != other.sex)


def _are_two_names(one: str, other: str) -> bool:
    """Whether two names are of two people: by surname, or by first name where both have one; pet names are no two."""
    left, right = one.split(), other.split()
    if not left or not right:
        return False
    *given, surname = left
    *others, other = right
    apart = given and others and set(given).isdisjoint(others) and not are_nicknames(given[0], others[0])
    return surname != other or bool(apart)


def are_both_new(fates: Sequence[Fate]) -> bool:
    """Whether a sentence of a text tells of one person and of another: "killed a cook before he shot a guest"."""
    told: dict[int, str] = {}
    new = [fate for fate in fates if fate.said.split()[0] in NEW]
    return any(told.setdefault(fate.sentence, fate.said) != fate.said for fate in new)
