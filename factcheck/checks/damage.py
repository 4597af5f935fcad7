"""Words that a careless find-and-replace made: one row a word, with the substitution that explains it."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.checks.findings import Finding, Tables


def find_damaged_words(tables: Tables, tolerance) -> Iterator[Finding]:
    """The damaged words that extraction explained, each with what it was, the substitution and the others that share it."""
    least = tolerance.get("confidence", 0.5)
    damage = tables.claims[(tables.claims["kind"] == "damage") & (tables.claims["confidence"] >= least)]
    for claim in damage.itertuples():
        where = "inside a quotation, so that a speaker's words are altered" if claim.direct else "in running text"
        others = f"; the same replacement made {claim.object}" if claim.object else ""
        yield Finding(
            left=claim.Index,
            right=None,
            confidence=float(claim.confidence),
            subject=claim.predicate,
            identity=(claim.text, claim.content, claim.predicate),
            detail=f"{claim.predicate}, {where}{others}",
            suggestion=f"Restore “{claim.content}”.",
            why=f"undoing “{claim.predicate}” turns an unknown word into “{claim.content}”{others}",
        )
