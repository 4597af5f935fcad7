"""Figures after rounding and hedges: which can both hold, which hedges disagree, which slips explain a difference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.checks.intervals import Figure, can_both_hold, hedges_disagree, rounding_of, same_anchor, slip
from factcheck.model import BOUNDS


def figure(value, bound="exact", rounding=0.0):
    low = None if bound in ("less_than", "at_most") else value
    high = None if bound in ("more_than", "at_least") else value
    return Figure(low, high, bound, rounding)


@pytest.mark.parametrize(
    ("text", "value", "rounding", "reason"),
    [
        ("86,000", 86_000, 500, "three zeros of a full figure"),
        ("80,000", 80_000, 500, "two digits are kept, so not 5,000"),
        ("1,250", 1_250, 5, "one zero"),
        ("24", 24, 0, "a small count is exact"),
        ("500", 500, 0, "below 1,000 whole figures are exact"),
        ("€5.7 billion", 5.7e9, 5e7, "one decimal of a billion"),
        ("102K", 102_000, 500, "thousands in a letter"),
        ("about $1.52 billion", 1.52e9, 5e6, "two decimals"),
        ("a dozen", 12, 0, "no digits"),
    ],
)
def test_rounding(text, value, rounding, reason):
    assert rounding_of(text, value) == pytest.approx(rounding), reason


@pytest.mark.parametrize(
    ("left", "right", "expected", "reason"),
    [
        (figure(102_500, rounding=50), figure(102_000, rounding=500), True, "102,500 and 102K"),
        (figure(80_000, rounding=500), figure(86_000, rounding=500), False, "two exact totals"),
        (figure(80_000, "more_than"), figure(86_000), True, "over 80,000 leaves room for 86,000"),
        (figure(86_000, "more_than"), figure(80_000), False, "over 86,000 does not leave room for 80,000"),
        (figure(86_000, "at_most"), figure(90_000, "at_least"), False, "at most 86,000 against at least 90,000"),
        (figure(30, "approximate"), figure(31), True, "about 30 leaves room for 31"),
        (Figure(1.3e9, 1.4e9, "range"), figure(1.35e9), True, "inside the range"),
    ],
)
def test_can_both_hold(left, right, expected, reason):
    assert can_both_hold(left, right, 0.05) is expected, reason


@pytest.mark.parametrize(
    ("left", "right", "expected", "reason"),
    [
        ("more_than", "approximate", True, "a bound and an estimate"),
        ("more_than", "exact", True, "over 12 is not 12"),
        ("at_least", "exact", False, "at least 12 includes 12"),
        ("approximate", "exact", False, "an estimate may be exact"),
        ("more_than", "less_than", True, "opposite bounds"),
        ("at_least", "at_most", False, "both include the figure"),
        ("more_than", "at_least", False, "two lower bounds"),
    ],
)
def test_hedges(left, right, expected, reason):
    assert hedges_disagree(figure(12, left), figure(12, right)) is expected, reason


@pytest.mark.parametrize(
    ("left", "right", "words", "reason"),
    [
        (4.5e6, 4.5e9, "a factor of 1,000 apart (such as million for billion)", "million for billion"),
        (120, 1200, "a factor of 10 apart", "a zero too many"),
        (5, 50, "", "one digit meets others at a factor of ten by chance"),
        (1542, 1524, "two digits swapped", "neighbours swapped"),
        (1542, 1245, "", "not neighbours"),
        (12, 15, "", "no slip"),
        (16_450, 46_450, "one digit differs", "one digit of four"),
        (1541, 1542, "", "counts differ in their last digit by themselves"),
        (35, 45, "", "of two digits one is shared by chance"),
    ],
)
def test_slips(left, right, words, reason):
    assert slip(figure(left), figure(right)) == slip(figure(right), figure(left)) == words, reason


figures = st.builds(figure, st.floats(0, 1e12), st.sampled_from(BOUNDS), st.floats(0, 1e3))


@given(figures, figures)
def test_judgements_are_symmetric(left, right):
    assert can_both_hold(left, right, 0.05) == can_both_hold(right, left, 0.05)
    assert hedges_disagree(left, right) == hedges_disagree(right, left)
    assert same_anchor(left, right) == same_anchor(right, left)
    assert slip(left, right) == slip(right, left)


@given(figures)
def test_a_figure_agrees_with_itself(one):
    assert can_both_hold(one, one, 0.05)
    assert same_anchor(one, one)
    assert not hedges_disagree(one, one)
