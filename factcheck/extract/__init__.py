"""All claims of one article: dates first, for they say what is no count; then persons, quotations and quantities."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from factcheck.model import Article, Claim, Parsed


def date_article(parsed: Parsed) -> Parsed:
    """The same article with its publication date inferred from the text where nothing else told it."""
    from factcheck.extract.date import infer_published

    if parsed.article.published.start or parsed.article.published.end:
        return parsed
    return replace(parsed, article=replace(parsed.article, published=infer_published(parsed)))


def extract_claims(parsed: Parsed) -> list[Claim]:
    """The claims of one article by place, each with its id, the article's outlet and date, and who is credited with it."""
    from factcheck.extract.date import date_faults, extract_dates, statement_time
    from factcheck.extract.person import extract_ages, extract_offices, extract_persons
    from factcheck.extract.quantity import extract_quantities
    from factcheck.extract.quotation import credit, extract_quotations
    from factcheck.language.blocks import block_at, sentence_at

    dates = extract_dates(parsed)
    persons = extract_persons(parsed)
    quotations = extract_quotations(parsed, persons)
    # "We have trained 80,000 soldiers", said by an official of the union, is the union's doing.
    speaks_for = {person.name: person.organisation for person in persons if person.organisation}
    quantities = []
    for claim in extract_quantities(parsed, dates):
        block = block_at(parsed.blocks, claim.start)
        start, end = statement_time(parsed, block, claim.start, claim.end, dates)
        source, role, cue = credit(quotations, claim.start, claim.end)
        if claim.subject.lower() == "we":
            claim = replace(claim, subject=speaks_for.get(source, claim.subject))
        quantities.append(replace(claim, as_of_start=start, as_of_end=end, source=source, source_role=role, cue=cue))
    faults = []
    for fault in date_faults(parsed, dates):
        block = block_at(parsed.blocks, fault.start)
        faults.append(
            Claim(
                article=parsed.article.id,
                kind="date",
                start=fault.start,
                end=fault.end,
                text=fault.text,
                sentence=sentence_at(block, fault.start, fault.end),
                object=fault.suggestion,
                cue=fault.kind,
                content=fault.explanation,
            )
        )
    # What an article tells of a person a second time and otherwise.
    further = [*extract_offices(parsed, persons), *extract_ages(parsed, persons)]
    return stamp_claims([*dates, *faults, *persons, *further, *quotations, *quantities], parsed.article)


def stamp_claims(claims: list[Claim], article: Article) -> list[Claim]:
    """The claims in the order of their place and kind, each with its id and the article's outlet and publication date."""
    ordered = sorted(claims, key=lambda claim: (claim.start, claim.end, claim.kind, claim.name, claim.text))
    return [
        replace(claim, claim_id=claim_id(claim), outlet=article.outlet, published=str(article.published))
        for claim in ordered
    ]


def claim_id(claim: Claim) -> str:
    """`c-` and twelve hexadecimal digits that name a claim by its article, kind and place."""
    place = f"{claim.article}\x1f{claim.kind}\x1f{claim.start}\x1f{claim.end}\x1f{claim.cue}"
    return f"c-{hashlib.sha256(place.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
