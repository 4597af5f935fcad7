"""How many an article says were hurt and lived, read from what became of its people: `count_injured`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations

from factcheck.checks.fates import Fate

# A story tells its toll in the headline or in the first sentences.
LEAD = 10
# "... sent six to hospital has died": one of them is among the dead now.
DIED_SINCE = re.compile(r"[^.\n]{0,120}\b(?:has|have) (?:since |now |also |later )?died\b")
COUNTED = frozenset({"number", "list", "things"})
ALONE = frozenset({"single", "bare", "name"})


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
        return None if outrun else (count, fate)
    if lead_sums:
        return _counted(text, title, lead, lead_sums, deaths)
    anyone_died = any(fate.event == "die" and fate.count != 0 for fate in (*title, *body))
    if any(is_total(fate, "hit") for fate in (*title, *lead)):
        return _survivors(title, lead)
    alone = [
        fate for fate in (*title, *lead) if fate.event in ("hit", "injure") and fate.count == 1 and fate.how != "self"
    ]
    if anyone_died or not alone or are_several(alone) or any(fate.part == "of" for fate in alone):
        return None
    return 1, alone[0]


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
    return apart or any(
        left and right and left != right for left, right in ((one.name, other.name), (one.sex, other.sex))
    )
