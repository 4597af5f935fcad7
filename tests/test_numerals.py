"""Numbers in figures and words: what is read, and from where to where."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.extract.numerals import read_numerals

CASES = [
    # text, number as printed, low, high, form, bound, why
    ("some 86,000 people", "86,000", 86000, 86000, "figures", "exact", "commas part the thousands"),
    ("a fine of 12,34,567 rupees", "12,34,567", 1234567, 1234567, "figures", "exact", "Indian grouping"),
    ("1\u202f250 files", "1\u202f250", 1250, 1250, "figures", "exact", "thin space as separator"),
    ("3.5 points", "3.5", 3.5, 3.5, "figures", "exact", "decimal point"),
    ("hit .300 again", ".300", 0.3, 0.3, "figures", "exact", "no digit before the point"),
    ("2½ miles", "2½", 2.5, 2.5, "figures", "exact", "vulgar fraction behind a figure"),
    ("10 1/2 acres", "10 1/2", 10.5, 10.5, "words", "exact", "mixed number with a slash"),
    ("half an acre", "half", 0.5, 0.5, "fraction", "exact", "half"),
    ("two-thirds of them", "two-thirds", 2 / 3, 2 / 3, "fraction", "exact", "hyphenated share"),
    ("three quarters of it", "three quarters", 0.75, 0.75, "fraction", "exact", "plural denominator"),
    ("a third of voters", "a third", 1 / 3, 1 / 3, "fraction", "exact", "a third of is a share"),
    ("a third man", "third", 3, 3, "ordinal", "exact", "a third without of is an ordinal"),
    ("twenty-one ships", "twenty-one", 21, 21, "words", "exact", "hyphenated tens"),
    ("one hundred and six ships", "one hundred and six", 106, 106, "words", "exact", "and after hundred"),
    ("two hundred thousand ships", "two hundred thousand", 200000, 200000, "words", "exact", "scale of a hundred"),
    ("two and a half million ships", "two and a half million", 2.5e6, 2.5e6, "words", "exact", "the scale is for all"),
    ("half a million ships", "half a million", 5e5, 5e5, "words", "exact", "share of a scale"),
    ("a quarter of a billion", "a quarter of a billion", 2.5e8, 2.5e8, "words", "exact", "share of a scale with of"),
    ("two point five million", "two point five million", 2.5e6, 2.5e6, "words", "exact", "spoken decimals"),
    ("1.2bn in aid", "1.2bn", 1.2e9, 1.2e9, "figures", "exact", "short magnitude"),
    ("50 crore in aid", "50 crore", 5e8, 5e8, "figures", "exact", "Indian magnitude"),
    ("3 hundred and 21 bags", "3 hundred and 21", 321, 321, "figures", "exact", "figures mixed with words"),
    ("a dozen bags", "a dozen", 12, 12, "words", "exact", "a dozen"),
    ("half a dozen bags", "half a dozen", 6, 6, "words", "approximate", "half a dozen is loose"),
    ("dozens of bags", "dozens", 24, None, "vague", "at_least", "two of its kind at least"),
    ("hundreds of thousands fled", "hundreds of thousands", 2e5, None, "vague", "at_least", "a plural of a plural"),
    ("several hundred bags", "several hundred", 300, 900, "vague", "range", "what the word is used for"),
    ("a couple of hundred bags", "a couple of hundred", 200, 200, "vague", "approximate", "a couple is two"),
    ("the twenty-first day", "twenty-first", 21, None, "ordinal", "exact", "ordinal in words"),
    ("10^6 cells", "10^6", 1e6, 1e6, "figures", "exact", "a power of ten alone"),
    ("1.5×10^6 cells", "1.5×10^6", 1.5e6, 1.5e6, "figures", "exact", "power of ten"),
]


@pytest.mark.parametrize(("text", "printed", "low", "high", "form", "bound", "why"), CASES, ids=[c[-1] for c in CASES])
def test_reads_number(text, printed, low, high, form, bound, why):
    numerals = [(text[n.start : n.end], pytest.approx(n.low), n.high, n.form, n.bound) for n in read_numerals(text)]
    if high is not None:
        high = pytest.approx(high)
    assert numerals == [(printed, low, high, form, bound)], why


APART = [
    ("2 million and 40 others", ["2 million", "40"], "figures after and are a number of their own"),
    ("between one hundred and two hundred", ["one hundred", "two hundred"], "between keeps its ends apart"),
    ("five, six, seven", ["five", "six", "seven"], "a list"),
    ("one hundred of the two hundred", ["one hundred", "two hundred"], "of parts numbers"),
    ("someone, often, sevenths", [], "number words inside words"),
    ("", [], "nothing"),
]


@pytest.mark.parametrize(("text", "printed", "why"), APART, ids=[c[-1] for c in APART])
def test_keeps_numbers_apart(text, printed, why):
    assert [text[n.start : n.end] for n in read_numerals(text)] == printed, why


WORDS = st.sampled_from(
    ["one", "two", "half", "a", "third", "hundred", "and", "thousand", "of", "dozen", "dozens", "million", "quarter"]
    + ["point", "3", "1/2", "½", "4th", ",", "-", ".", "twenty"]
)


@settings(max_examples=80, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join)))
def test_numbers_are_ordered_and_apart(text):
    last = 0
    for numeral in read_numerals(text):
        assert last <= numeral.start < numeral.end <= len(text)
        assert numeral.high is None or numeral.low <= numeral.high
        last = numeral.end
