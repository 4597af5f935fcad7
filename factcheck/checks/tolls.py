"""How many an article says died and were hurt in the event that it tells of: `read_tolls`, and `toll_of` for all of a run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from factcheck.checks.fates import Fate, read_fates
from factcheck.checks.fates_words import is_person, words_of
from factcheck.checks.findings import Tables
from factcheck.checks.intervals import Figure, can_both_hold
from factcheck.checks.toll_danger import count_endangered
from factcheck.checks.toll_injuries import (
    COUNTED,
    DIED_SINCE,
    LEAD,
    REMAINING,
    are_both_new,
    are_several,
    count_injured,
    is_total,
)
from factcheck.model import Article
from factcheck.normalise.terms import canonical_head, kinds_above, parse_predicate

# Far below a story comes to other events.
BODY = 25
# A round-up of several events says so at once.
OPENING = 3
LONGEST_READ = 8000
WORDS = {"die": "killed", "injure": "injured"}
HEDGE = 0.05
HEDGES = (
    ("at_least", re.compile(r"\b(?:at least|no fewer than|no less than|a minimum of)\s+$", re.IGNORECASE)),
    ("at_most", re.compile(r"\b(?:no|not) more than\s+$", re.IGNORECASE)),
    ("more_than", re.compile(r"\b(?:more than|over|upwards of)\s+$", re.IGNORECASE)),
    ("at_most", re.compile(r"\b(?:up to|as many as|at most)\s+$", re.IGNORECASE)),
    (
        "approximate",
        re.compile(r"\b(?:about|around|approximately|nearly|almost|roughly|some|an estimated)\s+$", re.IGNORECASE),
    ),
)


@dataclass(frozen=True, slots=True)
class Toll:
    """The toll of one event in one article: `count` people, with the bound that is printed; event is die or injure.

    [start, end): the words of the text that say so, (0, 0) when only the title does. counted: whether a number of people is
    printed there, rather than one person told of. told: every count of the event in the article. doer: whether the article tells
    that the one who did it died or was hurt too, or an unborn child died, who may stand in one article's toll and not in the
    other's. whole: the words leave no doubt that all are meant: a headline, dead and injured in one sentence, or two and more.
    implied: nobody, for the article tells how many died and has no word of anyone hurt, or the other way round. endangered: how
    many of the injured are told to be in danger of death: so many fewer may be left when the next article counts them.
    """

    article: str
    event: str
    count: int
    bound: str
    start: int
    end: int
    counted: bool
    told: frozenset[int] = frozenset()
    doer: bool = False
    whole: bool = False
    implied: bool = False
    endangered: int = 0

    def allows(self, count: int) -> bool:
        """Whether the true toll may be `count` when this article is right."""
        figure = to_figure(self)
        return (figure.low is None or count >= figure.low) and (figure.high is None or count <= figure.high)


def read_tolls(article: Article, surnames: frozenset[str] = frozenset()) -> dict[str, Toll]:
    """The tolls of the event that an article tells of, by event; what it does not say, or says in two ways, is left out.

    surnames: of the persons in the article, in lower case. The headline and the first sentences decide. Parts ("two of
    them"), other events and statistics are no tolls. "killed two people before shooting himself" is three.

    >>> text = "Two men were killed and three others hurt when a crane fell in Velden. A passer-by saw it."
    >>> {event: toll.count for event, toll in read_tolls(Article("a", text)).items()}
    {'die': 2, 'injure': 3}

    Nobody is a toll too: printed ("no one was hurt"), or `implied` when an article that counts the dead has no word of
    anyone hurt.
    """
    published = article.published.start
    title = read_fates(article.title, headline=True, published=published, names=surnames) if article.title else []
    body = read_fates(article.text[:LONGEST_READ], published=published, names=surnames)
    if any(fate.round_up for fate in (*title, *(one for one in body if one.sentence < OPENING))):
        return {}
    title = [fate for fate in title if not fate.elsewhere]
    body = [fate for fate in body if not (fate.elsewhere or fate.round_up) and fate.sentence < BODY]
    deaths = _deaths(title, body)
    found = {"die": deaths, "injure": count_injured(article.text, title, body, deaths[0] if deaths else None)}
    tolls = {event: _to_toll(article, event, toll, title, body, surnames) for event, toll in found.items() if toll}
    none = {event: _told_none(event, body) for event in WORDS if event not in tolls}
    silent = _silent_event(article, tolls, (*title, *body))
    for event, fate in none.items():
        if fate is not None:
            tolls[event] = Toll(article.id, event, 0, "exact", fate.start, fate.end, counted=True)
        elif event == silent:
            tolls[event] = Toll(article.id, event, 0, "exact", 0, 0, counted=False, implied=True)
    return tolls


def _told_none(event: str, body: Sequence[Fate]) -> Fate | None:
    """The statement that nobody died or was hurt, None when there is none or somebody is told of."""
    told = [fate for fate in body if fate.event == event and fate.count != 0]
    none = [fate for fate in body if fate.event == event and fate.count == 0 and fate.part != "of"]
    hit = event == "injure" and any(is_total(fate, "hit") for fate in body)
    return none[0] if none and not told and not hit else None


def _silent_event(article: Article, tolls: Mapping[str, Toll], fates: Sequence[Fate]) -> str:
    """The event that the article says nothing of, though it gives the toll of the other; blank when there is none."""
    if len(tolls) != 1:
        return ""
    ((other, toll),) = tolls.items()
    event = "injure" if other == "die" else "die"
    words = set(re.findall(r"[a-z]+", f"{article.title} {article.text[:LONGEST_READ]}".lower()))
    more_hit = any(is_total(fate, "hit") and fate.count != toll.count for fate in fates)
    if not toll.count or more_hit or any(fate.event == event and fate.count != 0 for fate in fates):
        return ""
    if event == "injure":
        return "" if words & words_of("hurt_words") else event
    dead = words_of("dead_words") & set(re.findall(r"[a-z]+", article.title.lower()))
    return "" if dead or words & words_of("danger_words") else event


def _to_toll(
    article: Article,
    event: str,
    toll: tuple[int, Fate],
    title: Sequence[Fate],
    body: Sequence[Fate],
    names: frozenset[str],
) -> Toll:
    """The toll with its place in the text, which bears out most titles, and with what else the article tells of the event."""
    count, fate = toll
    in_title = any(fate is one for one in title)
    again = next((one for one in body if one.event == event and one.count == fate.count and one.how in COUNTED), None)
    before = (article.title if in_title else article.text)[max(0, fate.start - 24) : fate.start]
    bound = next((name for name, pattern in HEDGES if pattern.search(before)), "exact")
    events = {one.event for one in body if one.sentence == fate.sentence}
    whole = in_title or {"die", "injure"} <= events or count > 1
    if (
        event == "injure"
        and not in_title
        and (DIED_SINCE.match(article.text, fate.end) or REMAINING.match(article.text, fate.end))
    ):
        whole = False
    if in_title and again is not None:
        fate, in_title = again, False
    endangered = 0
    if event == "injure":
        endangered = count_endangered(article.title, article.text[:LONGEST_READ], count, BODY, names)
    return Toll(
        article.id,
        event,
        count,
        bound,
        *((0, 0) if in_title else (fate.start, fate.end)),
        counted=fate.how in COUNTED,
        told=frozenset(one.count for one in (*title, *body) if one.event == event and one.count),
        whole=whole,
        endangered=endangered,
        doer=any(word in article.text for word in words_of("unborn"))
        or any(
            one.doer or one.suicide or one.including for one in (*title, *body) if one.event != "injure" or one.doer
        ),
    )


def _deaths(title: Sequence[Fate], body: Sequence[Fate]) -> tuple[int, Fate] | None:
    """How many died and the statement that says so."""
    lead = [fate for fate in body if fate.sentence < LEAD]
    # "He shot two women dead. Then he killed himself."
    own = {fate.sentence - 1 for fate in lead if fate.how == "self" and fate.event == "die"}
    counts = [
        (
            fate.count
            + (_own_death(fate) or int(fate.deed and not fate.including and fate in lead and fate.sentence in own)),
            fate,
        )
        for fate in (*lead, *title)
        if is_total(fate, "die")
    ]
    if counts:
        greatest = max(count for count, _ in counts)
        # A smaller figure further down tells of a part; a greater one is of something else, or news.
        if not any(is_total(fate, "die") for fate in title) and counts[0][0] < greatest:
            return None
        # "killing two other people" over a headline that knows of one.
        if any(_is_beside_the_dead(fate) and fate.count > greatest for fate in lead):
            return None
        return next((count, fate) for count, fate in counts if count == greatest)
    # "... leaving women dead": one who is told of below is not all of them.
    if any(fate.event == "die" and fate.count is None and fate.how == "number" for fate in (*lead, *title)):
        return None
    told = [fate for fate in (*lead, *title) if fate.event == "die" and fate.count == 1 and fate.how != "self"]
    if any(_is_beside_the_dead(fate) for fate in lead):
        return None
    victims = [fate for fate in told if not fate.doer]
    if victims and len(victims) < len(told):
        return None
    if not told or are_several(victims) or are_both_new([fate for fate in victims if fate in lead]):
        return None
    if all(fate.earlier for fate in told) and any(fate.event != "die" and not fate.earlier for fate in (*title, *lead)):
        return None
    if not victims and any(fate.event == "hit" and fate.count and fate.how != "self" for fate in (*title, *body)):
        return None
    own = any(_own_death(fate) for fate in victims)
    return 1 + own, told[0]


def _is_beside_the_dead(fate: Fate) -> bool:
    """Whether a statement counts dead beside others: "two other people died"."""
    return fate.event == "die" and fate.part == "other" and fate.how == "number" and bool(fate.count)


def _own_death(fate: Fate) -> int:
    """1 when the one who killed these died by his own hand and is not among them."""
    return int(fate.deed and fate.suicide and not fate.including)


@lru_cache(maxsize=1)
def toll_of(tables: Tables) -> Mapping[tuple[str, str], Toll]:
    """The tolls of all articles that are on one event with another, by article and event."""
    events = tables.relations[tables.relations["relation"] == "event"]
    related = sorted(set(events["left"]) | set(events["right"]))
    surnames = surnames_by_article(tables.claims)
    found = {}
    for article in related:
        if article in tables.articles:
            tolls = read_tolls(tables.articles[article], surnames.get(article, frozenset()))
            found.update({(article, event): toll for event, toll in tolls.items() if not toll.implied})
    return found


def surnames_by_article(claims) -> dict[str, frozenset[str]]:
    """The last words of the persons' names in lower case, by article."""
    found: dict[str, set[str]] = {}
    persons = claims[claims["kind"] == "person"]
    for article, name in zip(persons["article"], persons["name"], strict=True):
        found.setdefault(article, set()).update(name.lower().split()[-1:])
    return {article: frozenset(names) for article, names in found.items()}


def to_figure(toll: Toll) -> Figure:
    """The toll as bounds."""
    low = None if toll.bound == "at_most" else toll.count + (toll.bound == "more_than") - toll.endangered
    high = None if toll.bound in ("at_least", "more_than") else toll.count
    return Figure(low, high, toll.bound)


def is_toll(claim) -> str:
    """The event (die, injure) of which a claim counts people, blank for other claims; takes a row of the claims table."""
    predicate = parse_predicate(claim["predicate"])
    # "Eight were hurt or killed" says of nobody which.
    open_end = predicate.negated or predicate.scope or " or " in claim["predicate"]
    # "The mother of two men was killed": she, not the two.
    beside = claim["predicate"].split()[1:2]
    another = bool(beside) and beside[0] not in {"person", "life"} and is_person(beside[0])
    event = "" if open_end or another else predicate.base
    head = canonical_head(claim["object"])
    people = head == "person" or "person" in kinds_above(head) or is_person(head)
    return event if event in WORDS and people and not claim["unit"] and not claim["trend"] else ""


def tolls_agree(left, right, tables: Tables) -> bool:
    """Whether two claims (rows of the table) count people of an event on whose toll their articles agree.

    Then one of them counts a part ("two of the dead were brothers"), or another event.
    """
    event, other = is_toll(left), is_toll(right)
    if not (event or other) or left["unit"] or right["unit"]:
        return False
    tolls = toll_of(tables)
    if counts_all(left, right["article"], tolls) or counts_all(right, left["article"], tolls):
        return True
    if event and other and event != other:
        # The dead and the injured are two facts.
        return True
    if event != other:
        return False
    one, two = (tolls.get((claim["article"], event)) for claim in (left, right))
    if one is None or two is None:
        return False
    return can_both_hold(to_figure(one), to_figure(two), HEDGE) or counts_the_dead(one, two, tolls)


def counts_all(claim, article: str, tolls: Mapping[tuple[str, str], Toll]) -> bool:
    """Whether a claim counts the dead and the injured of an article together: "eight were shot", "one dead and seven hurt"."""
    sides = [tolls.get((article, event)) for event in WORDS]
    return None not in sides and claim["low"] == claim["high"] == sum(toll.count for toll in sides)


def counts_the_dead(one: Toll, two: Toll, tolls: Mapping[tuple[str, str], Toll]) -> bool:
    """Whether one article's injured are the other's dead and injured: "five were hurt", "one dead and four hurt"."""
    if one.event != "injure":
        return False
    fewer, more = sorted((one, two), key=lambda toll: toll.count)
    deaths = tolls.get((fewer.article, "die"))
    if deaths is None or (more.article, "die") in tolls:
        return False
    return more.count == fewer.count + deaths.count
