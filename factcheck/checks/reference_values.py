"""Figures against the desk's reference facts: how many members a union has, how long a tunnel is, how many died in a storm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from factcheck.checks.findings import Finding, Tables
from factcheck.checks.intervals import Figure, can_both_hold, rounding_of
from factcheck.checks.values import to_figure, value_key
from factcheck.facts import Fact
from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.names import fold
from factcheck.normalise.offices import canonical_organisation, printed_organisations
from factcheck.normalise.terms import canonical_predicate, parse_noun, parse_predicate
from factcheck.normalise.units import dimension, to_base

# "some 30 members" may be said of 27.
ABOUT = 0.15
# So much before a figure says whose it is, and that it is all of them; so much behind it, that it is some of them.
BEFORE, BEHIND = 60, 80


def find_wrong_values(tables: Tables, tolerance) -> Iterator[Finding]:
    """Figures of a thing of which a reference fact tells another value on the days that the sentence speaks of.

    Flagged: "the 28-nation European Union" in 2025, where a fact says 27. Passed: the same of 2015 when no fact covers that day
    or one says 28, "about 30", a part ("22 EU countries"), a plan, what "then" was, an article without a date. "The bloc" and
    "all 28 countries" are read as the organisation that was named last, and flagged only with a value that it had
    before (a warning at most).
    """
    known: dict[str, list[Fact]] = {}
    for fact in tables.facts:
        if fact.value:
            known.setdefault(fold(canonical_organisation(fact.organisation)), []).append(fact)
    if not known:
        return
    quantities = tables.claims[(tables.claims["kind"] == "quantity") & (tables.claims["trend"] == "")]
    for claim in quantities.itertuples():
        if not tables.asks_for(claim.article) or claim.article not in tables.articles or not claim.as_of_start:
            continue
        owner, sure = owner_of(claim, known, tables.articles[claim.article].text)
        facts = [
            fact for fact in known.get(owner, ()) if tells(fact, claim) and fact_dimension(fact) == claim.dimension
        ]
        wrong = contradicted(claim, facts, sure)
        if wrong:
            yield Finding(
                left=claim.Index,
                right=None,
                confidence=0.95 if sure else 0.8,
                subject=f"{wrong.organisation}, {wrong.fact.partition('|')[0].strip()}",
                identity=(owner, wrong.fact, value_key(claim)),
                detail=f"{' '.join(filter(None, (wrong.value, wrong.unit)))} ({wrong.source})",
                suggestion=f"{wrong.value} from {wrong.valid_from or 'ever'} to {wrong.valid_to or 'now'}: {wrong.source}.",
                why=f"{'named' if sure else 'the organisation named last'}: {wrong.organisation}",
                level="" if sure else "warning",
            )


def contradicted(claim, facts: Sequence[Fact], sure: bool) -> Fact | None:
    """The fact that holds on all days of a claim and has another value; None when one of those days has the claim's.

    sure: whether the claim names its owner. Otherwise its value must be one that the thing had before.
    """
    start, end = claim.as_of_start, claim.as_of_end or claim.as_of_start
    meeting = [fact for fact in facts if (fact.valid_from or start) <= end and (fact.valid_to or end) >= start]
    holding = [fact for fact in meeting if fact.holds_on(start, end)]
    figure = to_figure(claim)
    if not holding or any(can_both_hold(figure, figure_of(fact), ABOUT) for fact in meeting):
        return None
    gone = [fact for fact in facts if fact.valid_to and fact.valid_to < start]
    if not sure and not any(can_both_hold(figure, figure_of(fact), 0.0) for fact in gone):
        return None
    return holding[0]


def owner_of(claim, known: Mapping[str, Sequence[Fact]], text: str) -> tuple[str, bool]:
    """The organisation or thing of reference facts whose figure a claim tells, folded, and whether the claim names it.

    Blank for a part, a plan, a time gone by that is not told, and a thing without facts.
    """
    words = _words()
    before, behind = text[max(0, claim.start - BEFORE) : claim.start], text[claim.end : claim.end + BEHIND]
    if words["earlier"].search(before) or words["part_before"].search(before) or words["part_behind"].match(behind):
        return "", False
    # "the 28-nation bloc" and "all 28 members" say how many there are whatever the verb; "had 28 members" says it of its time.
    attribute, whole = bool(re.match(r"[-–]", behind)), bool(words["whole_before"].search(before))
    predicate = parse_predicate(claim.predicate)
    undated = claim.as_of_start == claim.published and words["had"].search(claim.sentence)
    if not attribute and not whole and (predicate.scope or predicate.negated or undated):
        return "", False
    rest = _behind_object(claim, behind)
    named = {fold(canonical_organisation(name)) for name in (claim.subject, claim.object) if name}
    named |= {owner for owner, facts in known.items() if attribute and _begins_with(rest, facts[0].organisation)}
    # The parse may keep a part of a name for the subject: "Ardel" of "Storm Ardel".
    parts = set(fold(claim.subject).split())
    named |= {owner for owner in known if parts and parts <= set(owner.split()) and owner in fold(claim.sentence)}
    described = sorted(owner for owner in named & set(known) if any(tells(fact, claim) for fact in known[owner]))
    telling = {
        canonical_predicate(name.strip()) for owner in described for f in known[owner] for name in f.fact.split("|")
    }
    if described and (attribute or claim.unit or predicate.base in words["holding"] | telling):
        return described[0], True
    stand_in = fold(claim.subject).split()[-1:]
    if words["some_behind"].search(rest) or not (whole or (stand_in and stand_in[0] in words["stand_ins"])):
        return "", False
    return _named_last(text[: claim.start], known), False


def tells(fact: Fact, claim) -> bool:
    """Whether a claim's counted noun or predicate is one of the names of a fact, parted by "|", and nothing narrows it."""
    own = set(fold(fact.organisation).split()) | set(fold(canonical_organisation(fact.organisation)).split())
    noun = parse_noun(claim.object)
    for name in fact.fact.split("|"):
        wanted = parse_noun(name.strip())
        if noun.head == wanted.head and noun.word == wanted.word and noun.modifiers <= wanted.modifiers | own:
            return True
        if claim.predicate and canonical_predicate(claim.predicate) == canonical_predicate(name.strip()):
            return True
    return False


def figure_of(fact: Fact) -> Figure:
    """A fact's value in the unit in which figures are compared, as exact as it is printed."""
    value = float(fact.value.replace(",", ""))
    base = float(to_base([value], [fact.unit])[0])
    return Figure(base, base, "exact", rounding_of(fact.value, value) * (base / value if value else 1.0))


@cache
def fact_dimension(fact: Fact) -> str:
    """The dimension of a fact's unit as claims have it: count for none."""
    return dimension(fact.unit) if fact.unit else "count"


def _named_last(text: str, known: Mapping[str, Sequence[Fact]]) -> str:
    """The thing of the reference facts that a text names last, folded; blank when it names none."""
    best, place = "", -1
    for owner, facts in sorted(known.items(), key=lambda entry: (-len(entry[0]), entry[0])):
        for name in printed_organisations(facts[0].organisation):
            for found in re.finditer(rf"\b{re.escape(name)}(?!\w)", text):
                # The longest of the names that end at one place: "Velden" is not "Velden city council".
                if found.end() > place:
                    best, place = owner, found.end()
    return best


def _begins_with(text: str, organisation: str) -> bool:
    return any(re.match(rf"\s*{re.escape(name)}(?!\w)", text) for name in printed_organisations(organisation))


def _behind_object(claim, behind: str) -> str:
    """What stands behind the counted noun of a claim."""
    head = claim.object.split()[-1:]
    found = re.match(rf"[- ](?:[\w'’.-]+ ){{0,3}}?{re.escape(head[0])}\w*", behind) if head else None
    return behind[found.end() :] if found else behind


@cache
def _words() -> dict:
    """The words of `facts.yaml` as patterns, `stand_ins` as a set."""
    lexicon = read_lexicon("facts")

    def any_of(key: str) -> str:
        return "|".join(re.escape(word) for word in lexicon[key])

    return {
        "stand_ins": frozenset(lexicon["stand_ins"]),
        "holding": frozenset(canonical_predicate(word) for word in lexicon["holding"]),
        "earlier": re.compile(rf"\b(?:{any_of('earlier')})\W+(?:\w+\W+)?$", re.IGNORECASE),
        "had": re.compile(rf"\b(?:{any_of('past')})\b", re.IGNORECASE),
        "part_before": re.compile(rf"\b(?:{any_of('parts')})\s+$", re.IGNORECASE),
        "part_behind": re.compile(rf"\s+(?:{any_of('parts')})\b", re.IGNORECASE),
        "some_behind": re.compile(rf"^\s*(?:(?:{any_of('narrowing')})\b|\w+ing\b)", re.IGNORECASE),
        "whole_before": re.compile(rf"(?:\b(?:{any_of('wholes')})|['’]s?)\s+$", re.IGNORECASE),
    }
