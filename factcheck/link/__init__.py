"""Claims brought together: which articles are on one event, which claims may speak of one fact, and the facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.model import Article

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Links:
    """claims: the claims table with row numbers as index and the columns low_base, high_base, dimension, fact and voice.
    pairs: PAIR_COLUMNS plus relation, all kinds. chosen: the quantity pairs that are likely and clear.
    relations: pairs of articles on one topic or event."""

    claims: pd.DataFrame
    pairs: pd.DataFrame
    chosen: pd.DataFrame
    relations: pd.DataFrame


def prepare_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims with row numbers as index and the columns low_base, high_base (figures in one unit a dimension) and
    dimension (a currency, a physical dimension, percent, or count)."""
    import pandas as pd

    from factcheck.normalise.units import dimension, to_base

    # By article and place, so that the order in which articles were handed in changes nothing.
    claims = claims.sort_values(["article", "start", "end", "kind", "claim_id"], ignore_index=True)
    base = pd.DataFrame({end: to_base(claims[end], claims["unit"]) for end in ("low", "high")}, index=claims.index)
    dimensions = {unit: dimension(unit) for unit in sorted(set(claims["unit"]))}
    claims = claims.assign(
        low_base=base["low"],
        high_base=base["high"],
        dimension=claims["unit"].map(dimensions).where(claims["unit"] != "", "count"),
    )
    # As Python strings, equal ones held once: checks read single cells, which Arrow makes anew at each look.
    for name in [name for name, kind in claims.dtypes.items() if kind == "str"]:
        codes, distinct = pd.factorize(claims[name])
        claims[name] = pd.Series(distinct.astype(object)[codes], index=claims.index, dtype=object)
    return claims


def link_claims(
    claims: pd.DataFrame,
    articles: Sequence[Article],
    weights_folder: Path,
    *,
    relations: pd.DataFrame | None = None,
    voices: Mapping[str, str] | None = None,
    persons: Collection[str] | None = None,
) -> Links:
    """The pairs of claims that may speak of one fact, weighed with the m and u probabilities of `weights_folder`.

    claims: as they were extracted, or as `prepare_claims` hands them back. relations: which articles are on one topic or
    event, when that is known already (see `relate_articles`).
    voices: by id the voices of articles that are not their outlet's own, when these are known (see `name_voices`).
    persons: the kinds of pairs of persons that are wanted, all unless told (see `pair_persons`).
    """
    import pandas as pd

    from factcheck.link.articles import relate_articles
    from factcheck.link.conversions import pair_conversions
    from factcheck.link.dates import pair_dates
    from factcheck.link.dollars import settle_dollars
    from factcheck.link.facts import choose_pairs, number_facts
    from factcheck.link.persons import KINDS, pair_persons
    from factcheck.link.quantities import pair_quantities
    from factcheck.link.quotations import pair_quotations
    from factcheck.link.voices import name_voices
    from factcheck.link.weights import load_weights
    from factcheck.link.years import pair_years

    if "dimension" not in claims:
        claims = prepare_claims(claims)
    if relations is None:
        relations = relate_articles(sorted(articles, key=lambda article: article.id))
    claims = settle_dollars(claims, relations)
    texts = {article.id: article.text for article in articles}
    weights, days = (load_weights(weights_folder / name) for name in ("quantity.yaml", "date.yaml"))
    quantities = pair_quantities(claims, relations, texts, weights)
    chosen = choose_pairs(quantities, claims)
    own = claims["outlet"].where(claims["outlet"] != "", claims["article"])
    voice = claims["article"].map(name_voices(articles, relations) if voices is None else voices).fillna(own)
    claims = claims.assign(fact=number_facts(chosen, claims), voice=voice)
    others = [
        pair_conversions(claims, texts),
        pair_quotations(claims, relations),
        pair_dates(claims, relations, texts, days),
        pair_years(claims, relations, texts, days),
        pair_persons(claims, relations, KINDS if persons is None else persons),
    ]
    pairs = pd.concat([frame for frame in (quantities, *others) if not frame.empty] or [quantities], ignore_index=True)
    return Links(claims, pairs, chosen, relations)
