"""Whose dollars the sign alone stands for, by the other articles on the event."""

import pandas as pd
import pytest

from factcheck.link import prepare_claims
from factcheck.link.dollars import settle_dollars
from factcheck.model import Claim
from factcheck.pipeline import claims_frame

CASES = [
    (
        [("a", "A$780 million", "AUD"), ("b", "$780 million", "USD"), ("b", "$5 million", "USD")],
        "event",
        ["AUD"] * 3,
        "one sum",
    ),
    ([("a", "A$780 million", "AUD"), ("b", "$507 million", "USD")], "event", ["AUD", "USD"], "no sum in common"),
    ([("a", "A$780 million", "AUD"), ("b", "$780 million", "USD")], "topic", ["AUD", "USD"], "another event"),
    (
        [("a", "C$2 million", "CAD"), ("b", "$2 million", "USD"), ("b", "US$1.4 million", "USD")],
        "event",
        ["CAD", "USD", "USD"],
        "an article that tells its dollars apart",
    ),
    ([("a", "A$20", "AUD"), ("b", "$20", "USD")], "event", ["AUD", "USD"], "small sums are alike by chance"),
    ([("a", "€780 million", "EUR"), ("b", "$780 million", "USD")], "event", ["EUR", "USD"], "no dollars"),
]


def claim_of(number, article, text, unit):
    millions = float("".join(char for char in text if char.isdigit() or char == ".")) * (
        1e6 if "million" in text else 1
    )
    return Claim(
        article, "quantity", number, number + 1, text, text, low=millions, high=millions, bound="exact", unit=unit
    )


@pytest.mark.parametrize(("told", "relation", "expected", "why"), CASES, ids=[case[-1] for case in CASES])
def test_dollars(told, relation, expected, why):
    claims = prepare_claims(claims_frame(claim_of(number, *entry) for number, entry in enumerate(told)))
    relations = pd.DataFrame(
        [("a", "b", relation, 0.5, "")], columns=["left", "right", "relation", "similarity", "shared"]
    )
    settled = settle_dollars(claims, relations)
    assert settled["unit"].tolist() == settled["dimension"].tolist() == expected
    assert claims["unit"].tolist() == [unit for _, _, unit in told], "what was handed in is left as it is"
