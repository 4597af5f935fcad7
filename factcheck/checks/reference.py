"""Claims against the desk's reference facts: who holds an office on a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factcheck.checks.findings import Finding, Tables
from factcheck.facts import Fact
from factcheck.normalise.names import compare
from factcheck.normalise.offices import office_key


def holders(facts: Sequence[Fact]) -> dict[str, list[Fact]]:
    """The facts that name an office's holder, by office key."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.name:
            found.setdefault(office_key(fact.fact, fact.organisation), []).append(fact)
    return found


def find_wrong_holders(tables: Tables, tolerance) -> Iterator[Finding]:
    """Persons whom an article gives an office that a reference fact gives to somebody else on the day of publication.

    Flagged: another name, or the holder's name misspelt. Passed: the holder under any spelling that is no slip, an office
    that no fact covers on that day, an article without a date, a former or acting holder.
    """
    known = holders(tables.facts)
    names = tables.pairs[tables.pairs["kind"] == "name"]
    # A slip that another article of the run shows up has its row already, with the fact as its suggestion.
    spelt_twice = {*names["left"], *names["right"]}
    persons = tables.claims[(tables.claims["kind"] == "person") & tables.claims["subject"].isin(list(known))]
    for claim in persons.itertuples():
        start, _, end = claim.published.partition("/")
        holding = [fact for fact in known[claim.subject] if fact.holds_on(start, end)]
        relations = {fact: compare(claim.name, fact.name) for fact in holding}
        if not holding or not set(relations.values()) <= {"near", "different"}:
            continue
        fact = min(holding, key=lambda fact: relations[fact] != "near")
        if relations[fact] == "near" and claim.Index in spelt_twice:
            continue
        yield Finding(
            left=claim.Index,
            right=None,
            confidence=0.95,
            subject=", ".join(filter(None, (fact.fact, fact.organisation))),
            identity=(claim.subject, claim.name, fact.name),
            detail=f"{fact.name} ({fact.source})",
            suggestion=f"{fact.name} held the office on {start}: {fact.source}.",
            why=f"the office is that of a reference fact that holds from {fact.valid_from or 'ever'} to {fact.valid_to or 'now'}",
        )


def reference_spelling(tables: Tables, names: Sequence[str]) -> tuple[str, str]:
    """The one of `names` that a reference fact prints, and the fact's source; blanks when none or several do."""
    printed = {fact.name: fact.source for fact in tables.facts if fact.name in names}
    return next(iter(printed.items())) if len(printed) == 1 else ("", "")
