"""Facts: clusters of claims that speak of one thing, from the pairs that are likely enough and not ambiguous."""

from __future__ import annotations

from factcheck.joined import join_pairs
from factcheck.normalise.slips import one_digit_of_two, shared_digits, slip_between
from factcheck.normalise.terms import canonical_head

# Below this the pair is as likely to be two facts as one, and a false alarm costs more than a miss.
LIKELY = 0.6
# Reports of two events on one topic share their words: a running total over months must be the surer.
LIKELY_TOPIC = 0.9
# Within one article two like figures mostly mean two things: a headline's must be nearly certain.
LIKELY_WITHIN = 0.95
# A slip is taken for one although one of the articles prints both figures.
LIKELY_SLIP = 0.9
# The same of a single digit, as in 4 million and 4 billion, and of one digit of two.
SURE_SLIP = 0.97
# Counts below this are a digit apart by chance, and so are the shares of two candidates or parties.
LEAST_MISTYPED = 100
# A rival within this many bits of the best leaves open which of the two claims was meant.
MARGIN = 1.0


def choose_pairs(pairs, claims):
    """The pairs that are likely and clear: for each claim and each other article the best partner, and mutually so.

    A claim whose two best partners in one article weigh nearly the same and differ in value is left alone. Pairs within
    one article need no rival test: there each pair is kept on its own strength.
    """
    import numpy as np

    least = pairs["relation"].map({"event": LIKELY, "topic": LIKELY_TOPIC, "article": LIKELY_WITHIN})
    likely = pairs[pairs["probability"] >= least]
    if likely.empty:
        return likely
    article = claims["article"]
    figure = claims["low_base"].fillna(claims["high_base"])
    sides = likely.assign(
        left_article=article.loc[likely["left"]].to_numpy(),
        right_article=article.loc[likely["right"]].to_numpy(),
        left_figure=figure.loc[likely["left"]].to_numpy(),
        right_figure=figure.loc[likely["right"]].to_numpy(),
    )
    keep = np.ones(len(sides), dtype=bool)
    for claim, other_article, other_figure in (
        ("left", "right_article", "right_figure"),
        ("right", "left_article", "left_figure"),
    ):
        groups = [sides[claim], sides[other_article]]
        best = sides["weight"].groupby(groups).transform("max")
        close = sides["weight"] >= best - MARGIN
        values = sides[other_figure].where(close).groupby(groups).transform("nunique")
        keep &= ((sides["weight"] == best) & (values <= 1)).to_numpy()
    within = (sides["relation"] == "article").to_numpy()
    slipped = slips(sides)
    return sides.drop(columns=["left_article", "right_article", "left_figure", "right_figure"])[
        ((keep | within) & ~printed_by_both(sides, claims)) | slipped
    ]


def slips(sides):
    """A mask over pairs of which one is surely a slip of the other: likely one fact, and two digits or more in common.

    The article that slipped may well print the right figure elsewhere.
    """
    import numpy as np

    def slipped(pair) -> bool:
        figures = pair.left_figure, pair.right_figure
        if pair.relation != "event" or pair.probability < LIKELY_SLIP:
            return False
        if slip_between(*figures):
            return shared_digits(*figures) >= 2 or pair.probability >= SURE_SLIP
        return pair.probability >= SURE_SLIP and min(figures) >= LEAST_MISTYPED and one_digit_of_two(*figures)

    return np.array([slipped(pair) for pair in sides.itertuples()], dtype=bool)


def printed_by_both(sides, claims):
    """A mask over pairs whose figures differ although one of the two articles prints the other's figure as well.

    Then that article tells two facts, and the figures are matched crosswise. Counts below ten meet by chance: theirs must
    count the same thing.
    """
    import numpy as np

    quantities = claims[claims["kind"] == "quantity"]
    figure = quantities["low_base"].fillna(quantities["high_base"])
    heads = quantities["object"].map(canonical_head)
    printed = set(zip(quantities["article"], quantities["dimension"], figure, strict=True))
    counted = set(zip(quantities["article"], quantities["dimension"], figure, heads, strict=True))
    crossed = []
    for pair in sides.itertuples():
        dimension = claims.at[pair.left, "dimension"]
        hit = False
        if pair.left_figure != pair.right_figure and pair.relation != "article":
            for article, other in ((pair.left_article, pair.right), (pair.right_article, pair.left)):
                value = figure.at[other]
                if dimension == "count" and value < 10:
                    hit |= (article, dimension, value, heads.at[other]) in counted
                else:
                    hit |= (article, dimension, value) in printed
        crossed.append(hit)
    return np.array(crossed, dtype=bool)


def number_facts(pairs, claims):
    """A series over the index of `claims`: the number of the fact that each belongs to, -1 for a claim without a pair.

    Facts are the connected components of the pairs, numbered by their first claim's place in the table.
    """
    import pandas as pd

    roots = join_pairs(pairs[["left", "right"]].itertuples(index=False))
    order = {node: number for number, node in enumerate(sorted(set(roots.values())))}
    return pd.Series([order[roots[row]] if row in roots else -1 for row in claims.index], index=claims.index, dtype=int)
