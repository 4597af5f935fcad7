"""Which quantities are looked at as a pair at all: those that share a counted noun, a happening or telling words.

Blocks stand inside pairs of articles that are on one topic; a pair stands in the table once however many blocks brought it up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from heapq import nsmallest

from factcheck.language.lexicons import read_lexicon
from factcheck.link.contexts import Contexts
from factcheck.normalise.slips import SURE_DIGITS, significant
from factcheck.normalise.terms import canonical_head, canonical_predicate, parse_noun
from factcheck.normalise.units import is_money

PART_BEFORE = re.compile(r"\b(?:other|another|further|additional|remaining|only|each of|all but)\s+$", re.IGNORECASE)
PART_AFTER = re.compile(
    r"\s+(?:(?:more|other|others|additional|further|remaining)\b|of\s+(?:the|those|these|them|whom|which|their|its|his|her|us)\b)",
    re.IGNORECASE,
)
AGE = "age"
# Of a claim's surroundings so many words bring up pairs, the rarest and nearest first.
TELLING = 8
# Pairs that telling words alone bring up must be told this much alike.
LEAST_LIKENESS = 0.12


def fact_kind(claim, text: str) -> str:
    """How a quantity can be held against another article's: `whole`, `part` (of another count: against parts only), `age`
    (of a person of one surname) or blank (how often, and the page's furniture: not at all).

    "Four of the officers", "two more", "the other eight" count a part.
    """
    if canonical_head(claim.object) == AGE:
        return AGE if surname(claim.subject) else ""
    if parse_noun(claim.object).word in read_lexicon("wording")["uncounted"]:
        return ""
    before, after = text[max(0, claim.start - 24) : claim.start], text[claim.end : claim.end + 24]
    # "52% of the vote" is a share of a whole in itself.
    behind = claim.dimension != "percent" and PART_AFTER.match(after)
    return "part" if PART_BEFORE.search(before) or behind else "whole"


def block_quantities(claims, relations, texts: Mapping[str, str], contexts: Contexts):
    """Candidate pairs as a frame of left, right (rows of `claims`), relation and shared terms; each pair once.

    Within one article only the headline's figures are held against the body's: an article that gives two figures for
    like things mostly means two things.
    """
    import pandas as pd

    rows = claims[(claims["kind"] == "quantity") & (claims["dimension"] != "")]
    kinds = pd.Series({claim.Index: fact_kind(claim, texts[claim.article]) for claim in rows.itertuples()}, dtype="str")
    kinds = kinds[kinds != ""]
    rows = rows.loc[kinds.index]
    headline = {claim.Index for claim in rows.itertuples() if "\n" not in texts[claim.article][: claim.start].lstrip()}
    whole = rows[kinds == "whole"]
    firm = pd.concat([named_keys(whole), money_keys(whole)])
    pairs = pd.concat([join(relations, firm), join_ages(relations, rows[kinds == AGE])])
    same = pairs["relation"] == "article"
    told = pairs["left"].isin(headline) != pairs["right"].isin(headline)
    pairs = pairs[~same | (told & (pairs["left"] < pairs["right"]))]
    # Sentences that tell the same, whatever the noun and the verb: on one event only.
    events = relations[relations["relation"] == "event"]
    told = rows[(kinds != AGE) & rows["article"].isin({*events["left"], *events["right"]})]
    alike = join(events, telling_keys(told, kinds, contexts))
    likely = [contexts.likeness(*pair)[0] >= LEAST_LIKENESS for pair in zip(alike["left"], alike["right"], strict=True)]
    slips = join(events, slip_keys(whole))
    pairs = pd.concat([pairs, alike[pd.Series(likely, index=alike.index, dtype=bool)], slips])
    pairs = pairs.drop_duplicates(["left", "right"])
    return pairs.sort_values(["left", "right"], ignore_index=True)


def named_keys(rows):
    """Block keys of what is counted and of what happened, each with the figure's dimension: columns claim, article, key."""
    import pandas as pd

    heads = rows["object"].map(canonical_head)
    events = rows["predicate"].map(canonical_predicate)
    keys = pd.concat(
        [
            pd.DataFrame(
                {"claim": rows.index, "article": rows["article"], "key": prefix + rows["dimension"] + "|" + words}
            )
            for prefix, words in (("thing|", heads), ("event|", events))
        ]
    )
    return keys[~keys["key"].str.endswith("|")]


def money_keys(rows):
    """Block keys of sums: they are few and their descriptions vary most, so that any two of one currency are looked at."""
    import pandas as pd

    money = rows[rows["dimension"].map(is_money).astype(bool)]
    return pd.DataFrame({"claim": money.index, "article": money["article"], "key": "money|" + money["dimension"]})


def slip_keys(rows):
    """Block keys of figures of SURE_DIGITS digits or more: their digits in order of size, which swapping leaves as they are.

    Two outlets hardly print the same digits of two things of one event, whatever they call them.
    """
    import pandas as pd

    found = []
    for claim in rows.itertuples():
        value = claim.low if claim.low == claim.low else claim.high
        if value == value and significant(value) >= SURE_DIGITS:
            digits = "".join(sorted(f"{abs(value):.12g}".replace(".", "").strip("0")))
            found.append((claim.Index, claim.article, f"digits|{claim.unit}|{digits}"))
    return pd.DataFrame(found, columns=["claim", "article", "key"])


def surname(subject: str) -> str:
    """The last word of a person's name in lower case; blank for what does not begin with a capital."""
    return subject.split()[-1].lower() if subject[:1].isupper() else ""


def join_ages(relations, rows):
    """The pairs of ages of one surname in two articles on one event; two full names are compared as persons, not here."""
    import pandas as pd

    keys = pd.DataFrame({"claim": rows.index, "article": rows["article"], "key": rows["subject"].map(surname)})
    pairs = join(relations[relations["relation"] == "event"], keys)
    bare = ~rows["subject"].str.contains(" ")
    return pairs[(pairs["left"].map(bare) | pairs["right"].map(bare)).astype(bool)]


def telling_keys(rows, kinds, contexts: Contexts):
    """Block keys of the TELLING rarest, nearest words about each figure, with its dimension and whether it is a part."""
    import pandas as pd

    found = []
    for claim in rows.itertuples():
        near, wording = contexts.near[claim.Index].near, contexts.articles[claim.Index]
        rare = nsmallest(TELLING, ((wording.held.get(word, 0) / nearness, word) for word, nearness in near.items()))
        found.extend((claim.Index, claim.article, f"{kinds[claim.Index]}|{claim.dimension}|{word}") for _, word in rare)
    return pd.DataFrame(found, columns=["claim", "article", "key"])


def join(relations, keys):
    """The pairs of claims of related articles that share a key: columns left, right, relation, topic; each once."""
    keys = keys.assign(key=keys["key"].factorize()[0])
    left = relations.merge(keys, left_on="left", right_on="article")
    pairs = left.merge(keys, left_on=["right", "key"], right_on=["article", "key"], suffixes=("_left", "_right"))
    pairs = pairs[["claim_left", "claim_right", "relation", "shared"]].set_axis(
        ["left", "right", "relation", "topic"], axis=1
    )
    return pairs.drop_duplicates(["left", "right"])
