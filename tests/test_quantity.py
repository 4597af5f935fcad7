"""Quantities of running text: offsets, bounds, units, kinds; and the claims that they become."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.extract.quantity import QUANTITIES, extract_quantities, find_quantities, local_currencies
from factcheck.language.blocks import parse_articles
from factcheck.language.pipeline import load_pipeline
from factcheck.model import Article

SEEDS = Path(__file__).parent.parent / "seeds"


def rows(text, **options):
    """(printed, low, high, bound, unit, kind) of the quantities of a text."""
    return [
        (text[m.start : m.end], m.low, m.high, m.bound, m.unit, m.kind)
        for m in find_quantities(text, **options)
        if m.kind in QUANTITIES
    ]


ONE = [
    # text, printed, low, high, bound, unit, kind, why
    ("It held more than 4,200 boats.", "more than 4,200", 4200, None, "more_than", "", "count", "open above"),
    ("It held at least 12 boats.", "at least 12", 12, None, "at_least", "", "count", "closed below"),
    ("It held fewer than 12 boats.", "fewer than 12", None, 12, "less_than", "", "count", "open below"),
    ("It held up to 12 boats.", "up to 12", None, 12, "at_most", "", "count", "an upper bound"),
    ("It held no more than 12 boats.", "no more than 12", None, 12, "at_most", "", "count", "negated more than"),
    ("It held no fewer than 12 boats.", "no fewer than 12", 12, None, "at_least", "", "count", "negated fewer than"),
    ("It held as many as 12 boats.", "as many as 12", None, 12, "at_most", "", "count", "as many as"),
    ("He complained about five delays.", "five", 5, 5, "exact", "", "count", "what he complained about"),
    ("It costs between 25 and 75 cents.", "between 25 and 75 cents", 0.25, 0.75, "range", "USD", "money", "both in cents"),
    ("It costs 25-75 pence.", "25-75 pence", 0.25, 0.75, "range", "GBP", "money", "both in pence"),
    ("Values of −27.2 to −23.1‰ came.", "−27.2 to −23.1‰", -27.2, -23.1, "range", "permille", "percent", "below zero"),
    ("It held nearly 900 boats.", "nearly 900", 900, 900, "approximate", "", "count", "close to its value"),
    ("It held an estimated 900 boats.", "an estimated 900", 900, 900, "approximate", "", "count", "an estimate"),
    ("It held some 300 boats.", "some 300", 300, 300, "approximate", "", "count", "some before a figure"),
    ("It held 500 or more boats.", "500 or more", 500, None, "at_least", "", "count", "a bound behind the number"),
    ("It held 40-odd boats.", "40-odd", 40, 40, "approximate", "", "count", "odd behind the number"),
    ("It held 500+ boats.", "500+", 500, None, "at_least", "", "count", "a plus sign"),
    ("It held up to about 30 boats.", "up to about 30", None, 30, "at_most", "", "count", "the bound beats about"),
    ("It held between 20 and 30 boats.", "between 20 and 30", 20, 30, "range", "", "count", "between"),
    ("It held 20 to 30 boats.", "20 to 30", 20, 30, "range", "", "count", "A to B"),
    ("It held 20-30 boats.", "20-30", 20, 30, "range", "", "count", "A-B before a plural"),
    ("The yards (n = 3–4 each) were old.", "3–4", 3, 4, "range", "", "count", "A-B after an equals sign"),
    ("On average 3-4 came.", "3-4", 3, 4, "range", "", "count", "an average is no score"),
    ("It is 5–10 larger.", "5–10", 5, 10, "range", "", "count", "what is compared is no score"),
    ("It held CI 1.92–2.65 there.", "1.92–2.65", 1.92, 2.65, "range", "", "count", "decimals at both ends are no code"),
    ("It held ⩽1.6% then.", "⩽1.6%", None, 1.6, "at_most", "percent", "percent", "a slanted sign"),
    ("It held two or three boats.", "two or three", 2, 3, "range", "", "count", "A or B"),
    ("At least 20 but at most 30 boats.", "At least 20 but at most 30", 20, 30, "range", "", "count", "two bounds"),
    ("It costs 2.1 to 2.4 million euros.", "2.1 to 2.4 million euros", 2.1e6, 2.4e6, "range", "EUR", "money", "magnitude"),
    ("Bids of $5-10 million came.", "$5-10 million", 5e6, 1e7, "range", "USD", "money", "one sign, one magnitude"),
    ("It cost between $62 and $68 a night.", "between $62 and $68 a night", 62, 68, "range", "USD / day", "money", "one per"),
    ("Growth of 5 plus or minus 1 percent.", "5 plus or minus 1 percent", 4, 6, "range", "percent", "percent", "a tolerance"),
    ("Bids of 1.3-1.4 billion yen.", "1.3-1.4 billion yen", 1.3e9, 1.4e9, "range", "JPY", "money", "A-B with decimals"),
    ("It takes from 3 to 5-7 weeks.", "3 to 5-7 weeks", 3, 7, "range", "week", "measure", "a range up to a range"),
    ("Whilst 10 trees fell.", "10", 10, 10, "exact", "", "count", "a conjunction is no name"),
    ("It took six years and three months.", "six years and three months", 6.25, 6.25, "exact", "year", "measure", "two units"),
    ("It took 2 hours 30 minutes.", "2 hours 30 minutes", 2.5, 2.5, "exact", "hour", "measure", "two units, no and"),
    ("It cost N50 billion.", "N50 billion", 5e10, 5e10, "exact", "NGN", "money", "a letter before a large sum"),
    ("It cost (R2.5bn).", "R2.5bn", 2.5e9, 2.5e9, "exact", "ZAR", "money", "a letter in brackets"),
    ("It cost N5,000.", "N5,000", 5000, 5000, "exact", "NGN", "money", "a letter before figures in groups"),
    ("It cost €90B.", "€90B", 9e10, 9e10, "exact", "EUR", "money", "B for billion"),
    ("It cost £5m.", "£5m", 5e6, 5e6, "exact", "GBP", "money", "m for million after a sign"),
    ("It cost EUR 150bn.", "EUR 150bn", 1.5e11, 1.5e11, "exact", "EUR", "money", "ISO code before"),
    ("It cost U.S. $501 million.", "U.S. $501 million", 5.01e8, 5.01e8, "exact", "USD", "money", "country before the sign"),
    ("It cost C$2 million.", "C$2 million", 2e6, 2e6, "exact", "CAD", "money", "Canada's dollar"),
    ("It cost Rs 50 crore.", "Rs 50 crore", 5e8, 5e8, "exact", "INR", "money", "rupees"),
    ("It cost 40 Swiss francs.", "40 Swiss francs", 40, 40, "exact", "CHF", "money", "named currency"),
    ("It cost 34 cents.", "34 cents", 0.34, 0.34, "exact", "USD", "money", "hundredths"),
    ("It cost 3 dollars 50 cents.", "3 dollars 50 cents", 3.5, 3.5, "exact", "USD", "money", "dollars and cents"),
    ("Oil fetched $80 a barrel.", "$80 a barrel", 80, 80, "exact", "USD / oil_barrel", "money", "money per unit"),
    ("Tens of thousands of dollars.", "Tens of thousands of dollars", 2e4, None, "at_least", "USD", "money", "of dollars"),
    ("They fined him 361 million pounds.", "361 million pounds", 3.61e8, 3.61e8, "exact", "GBP", "money", "round sums are money"),
    ("She weighs 130 pounds.", "130 pounds", 130, 130, "exact", "pound", "measure", "pounds of weight"),
    ("It ran at 65 miles per hour.", "65 miles per hour", 65, 65, "exact", "mile / hour", "measure", "a compound unit"),
    ("It ran at 100km/h.", "100km/h", 100, 100, "exact", "kilometer / hour", "measure", "a compound symbol"),
    ("A 660 sq ft flat.", "660 sq ft", 660, 660, "exact", "square_foot", "measure", "two-word unit"),
    ("A six-mile walk.", "six-mile", 6, 6, "exact", "mile", "measure", "hyphenated unit"),
    ("He is 6-foot-2 in socks.", "6-foot-2", 6 + 2 / 12, 6 + 2 / 12, "exact", "foot", "measure", "feet and inches"),
    ("The tank took 500 barrels a day.", "500 barrels a day", 500, 500, "exact", "oil_barrel / day", "measure", "per day"),
    ("It is 30 degrees Celsius.", "30 degrees Celsius", 30, 30, "exact", "degree_Celsius", "measure", "temperature"),
    ("It was -5 °C.", "-5 °C", -5, -5, "exact", "degree_Celsius", "measure", "below zero"),
    ("Rates rose 12 per 100,000 people.", "12 per 100,000 people", 12, 12, "exact", "per 100000", "measure", "a rate of people"),
    ("It took two decades.", "two decades", 20, 20, "exact", "year", "measure", "decades in years"),
    ("Some 3.5 per cent left.", "Some 3.5 per cent", 3.5, 3.5, "approximate", "percent", "percent", "per cent in two words"),
    ("He leads by 4 percentage points.", "4 percentage points", 4, 4, "exact", "percentage_point", "percent", "points"),
    ("Rates fell 25 basis points.", "25 basis points", 0.25, 0.25, "exact", "percentage_point", "percent", "basis points"),
    ("One in five left.", "One in five", 0.2, 0.2, "exact", "", "fraction", "a share"),
    ("Two-thirds left.", "Two-thirds", 2 / 3, 2 / 3, "exact", "", "fraction", "a share in words"),
    ("Half an hour passed.", "Half an hour", 0.5, 0.5, "exact", "hour", "measure", "half of a unit"),
    ("Sales grew tenfold.", "tenfold", 10, 10, "exact", "times", "multiple", "a multiple"),
    ("The 17-year-old fled.", "17-year-old", 17, 17, "exact", "year", "age", "hyphenated age"),
    ("Ann Smith, 42, fled.", "42", 42, 42, "exact", "year", "age", "age behind a name"),
    ("A man aged 42 fled.", "42", 42, 42, "exact", "year", "age", "aged"),
    ("It holds over the next two years.", "two years", 2, 2, "exact", "year", "measure", "over belongs to the period"),
    ("He waited for over two years.", "over two years", 2, None, "more_than", "year", "measure", "over belongs to the number"),
    ("It raised 1.3m people's pay.", "1.3m", 1.3e6, 1.3e6, "exact", "", "count", "m for million without a sign"),
    ("It made $6 billion a year earlier.", "$6 billion", 6e9, 6e9, "exact", "USD", "money", "a year earlier is a time"),
    ("He, who is 28, fled.", "28", 28, 28, "exact", "year", "age", "an age after is"),
    ("Voters under 35 fled.", "under 35", None, 35, "less_than", "year", "age", "an age for lack of a noun"),
    ("The flood killed 112 people.", "112", 112, 112, "exact", "", "count", "no call for help"),
    ("There were 911 cases.", "911", 911, 911, "exact", "", "count", "nor this"),
    ("Rainfall was 112mm.", "112mm", 112, 112, "exact", "millimeter", "measure", "nor a measure"),
    ("Between 15 and 20 people left.", "Between 15 and 20", 15, 20, "range", "", "count", "at the very beginning"),
    ("It cut its rate by a quarter point.", "a quarter point", 0.25, 0.25, "exact", "percentage_point", "percent", "a rate"),
    ("It fell half a percentage point.", "half a percentage point", 0.5, 0.5, "exact", "percentage_point", "percent", "half"),
    ("A three-quarter-point rate rise came.", "three-quarter-point", 0.75, 0.75, "exact", "percentage_point", "percent", "3/4"),
    ("They were aged 12-17.", "12-17", 12, 17, "range", "year", "age", "ages, and no score"),
    ("Those between the ages of 18 and 29.", "between the ages of 18 and 29", 18, 29, "range", "year", "age", "ages"),
    ("Storm Kills 21 in Coastal Towns", "21", 21, 21, "exact", "", "count", "a verb in title case"),
    ("Company Cuts 600 City Jobs", "600", 600, 600, "exact", "", "count", "a noun behind it in title case"),
    ("The power of 2.5^-1 is this.", "2.5^-1", 0.4, 0.4, "exact", "", "count", "a power"),
    ("Oil was $75 U.S. per barrel.", "$75 U.S. per barrel", 75, 75, "exact", "USD / oil_barrel", "money", "country behind"),
    ("A sub-500 sq m office.", "sub-500 sq m", None, 500, "less_than", "meter ** 2", "measure", "sub"),
    ("It grew to two dozen.", "two dozen", 24, 24, "exact", "", "count", "two dozen"),
    ("The wall is 3m tall.", "3m", 3, 3, "exact", "meter", "measure", "m for metres"),
]  # fmt: skip


@pytest.mark.parametrize("case", ONE, ids=[case[-1] for case in ONE])
def test_one_quantity(case):
    text, printed, low, high, bound, unit, kind, why = case
    low = low if low is None else pytest.approx(low)
    high = high if high is None else pytest.approx(high)
    assert rows(text) == [(printed, low, high, bound, unit, kind)], why


NONE = [
    ("The F-16 flew past COVID-19 wards on Route 66.", "codes"),
    ("They took COVID -19 tests.", "a code with a stray space"),
    ("A show starting at 4 on Friday; doors open at 3.", "hours"),
    ("Flight 370, Section 230, No. 10 and the G7 met on 9/11.", "designators and names"),
    ("The Boeing 737 used 5G.", "a model and a generation"),
    ("They met in 2022, since 1998, for 2026-27, in the 1990s.", "years"),
    ("It is part of the Vision 2030 plan.", "a year in a name"),
    ("They came in 10,000 BC and left by 450 B.C.E.", "years before the years that have dates"),
    ("On March 4, 2025, and 12 May, and 8/29/2025 it rained.", "dates"),
    ("It began at 10:30, at 5 p.m. and at 1700 GMT.", "times"),
    ("The fair is open from 6 to 8 p.m. and from 10:30 until 11 a.m.", "both ends of a time"),
    ("A spokesman told 9 On Your Street that it was late.", "a station's name"),
    ("Image 1 of 9 Photo 2 of / 14 and slide 3 of 5.", "places in a run of pictures"),
    ("He dialed 112, a 911 operator and 911 callers said.", "numbers to call for help"),
    ("Call 555-1234 or (212) 555-1234 or 911.", "telephone numbers"),
    ("City won 3-1 and lost 0-2 before a 52-48 vote.", "scores and votes"),
    ("She lives at 120 Main Street, on the 400 block of Elm Road.", "addresses"),
    ("The 22nd amendment, the first and the twenty-first.", "ordinals"),
    ("No one knew that one, and one should not ask which one.", "the pronoun"),
    ("1. Eggs", "a list marker"),
    ("It opens at 0900 HKT and at 1430 NZDT on Monday.", "times of zones far away"),
    ("Leaders of the Group of Seven met on Monday.", "a club of states"),
    (
        "The car that was shown on Monday has comfortable Zero Gravity Seats, as critics wrote.",
        "a number within a name",
    ),
    ("The World War One film and that on World War Two won.", "a war's number"),
    ("They saw Toy Story 4 and Apollo 13 at Ground Zero.", "numbers of names"),
    ("He stayed from 1914 to 1918, between 2014 and 2017, and around 1990.", "years after words that hedge"),
    ('It weighs a .40-caliber pistol and a <b id="77">.', "calibres and markup"),
    ("See https://example.com/2019/12/345 or write to a12@example.com", "addresses on the net"),
    ("In the second half of the quarter, second-hand goods sold.", "halves and quarters of games and years"),
]


@pytest.mark.parametrize(("text", "why"), NONE, ids=[case[-1] for case in NONE])
def test_no_quantity(text, why):
    assert rows(text) == [], why


SEVERAL = [
    ("Sales rose 5% to 3.2 million units.", [("5%", "up"), ("3.2 million", "")], "a change and a level"),
    ("It fell to 30, down from 40.", [("30", ""), ("40", "")], "two levels"),
    ("The index lost 190 points, or 0.6%.", [("190", "down"), ("0.6%", "down")], "one change told twice"),
    ("They cut emissions by 40%.", [("40%", "down")], "by, with the object between"),
    ("It saw a 5% increase.", [("5%", "up")], "the noun of change behind"),
    ("It fell from 40 to 30 cases.", [("40", ""), ("30", "")], "from A to B after a verb of change is two levels"),
    ("She led 46 percent to 44 percent.", [("46 percent", ""), ("44 percent", "")], "two shares are no range"),
    ("It grew 5, 10 and 15 percent.", [("5", ""), ("10", ""), ("15 percent", "")], "a list with one unit"),
    ("It fell by 0.1 percent to 4.2 percent.", [("0.1 percent", "down"), ("4.2 percent", "")], "a change and a level"),
    ("It fell by 2 percent to 3 percent.", [("2 percent to 3 percent", "down")], "the ends of a range"),
    ("Rivals are jumping on one candidate.", [("one", "")], "to jump on somebody"),
    ("It rose on average 5%.", [("5%", "up")], "on average"),
    ("It took 2 years and 40 months.", [("2 years", ""), ("40 months", "")], "two lengths of time"),
    ("12 of the 40 passengers died.", [("12", ""), ("40", "")], "a part and its whole"),
]


@pytest.mark.parametrize(("text", "expected", "why"), SEVERAL, ids=[case[-1] for case in SEVERAL])
def test_changes_and_levels(text, expected, why):
    found = [(text[m.start : m.end], m.trend) for m in find_quantities(text) if m.kind in QUANTITIES]
    if why == "a list with one unit":
        found = [(printed, "") for printed, _ in found]
        assert {m.unit for m in find_quantities(text)} == {"percent"}
    assert found == expected, why


def test_hyphens_that_hang_wait_for_the_years():
    found = find_quantities("The girls are 16-, 19-, and 22-years-old.")
    assert [(m.low, m.unit, m.kind) for m in found] == [(16, "year", "age"), (19, "year", "age"), (22, "year", "age")]


def test_conversion_of_a_bounded_measure_is_bounded():
    text = "It flew more than 100 km (60 miles)."
    assert [(m.low, m.high, m.bound) for m in find_quantities(text)] == [
        (100, None, "more_than"),
        (60, None, "more_than"),
    ]


# Every quantity of the five seed articles: article, start, end, text, low, high, bound, unit.
SEED_QUANTITIES = [
    ("000_af4980c2f036dadf", 593, 596, "two", 2, 2, "exact", ""),
    ("000_af4980c2f036dadf", 798, 801, "two", 2, 2, "exact", ""),
    ("000_af4980c2f036dadf", 1108, 1124, "more than 86,000", 86000, None, "more_than", ""),
    ("000_af4980c2f036dadf", 1646, 1650, "€90B", 9e10, 9e10, "exact", "EUR"),
    ("000_af4980c2f036dadf", 1707, 1718, "€90 billion", 9e10, 9e10, "exact", "EUR"),
    ("001_9443670fd38800f0", 574, 585, "over 80,000", 80000, None, "more_than", ""),
    ("001_9443670fd38800f0", 773, 775, "27", 27, 27, "exact", ""),
    ("001_9443670fd38800f0", 1241, 1259, "up to €800 billion", None, 8e11, "at_most", "EUR"),
    ("002_1156e537dee5dc41", 296, 316, "approximately 80,000", 80000, 80000, "approximate", ""),
    ("002_1156e537dee5dc41", 384, 386, "24", 24, 24, "exact", ""),
    ("002_1156e537dee5dc41", 1754, 1762, "about 30", 30, 30, "approximate", ""),
    ("002_1156e537dee5dc41", 2844, 2848, "nine", 9, 9, "exact", ""),
    ("002_1156e537dee5dc41", 2932, 2944, "€150 billion", 1.5e11, 1.5e11, "exact", "EUR"),
    ("003_990bacac988589a9", 1271, 1282, "over 80,000", 80000, None, "more_than", ""),
    ("003_990bacac988589a9", 2850, 2868, "about €600 million", 6e8, 6e8, "approximate", "EUR"),
    ("003_990bacac988589a9", 2904, 2933, "between €1.3 and €1.4 billion", 1.3e9, 1.4e9, "range", "EUR"),
    ("003_990bacac988589a9", 2935, 2980, "between about $1.52 billion and $1.64 billion", 1.52e9, 1.64e9, "range", "USD"),
    ("004_1f5d7152174434ad", 2144, 2162, "about €5.7 billion", 5.7e9, 5.7e9, "approximate", "EUR"),
    ("004_1f5d7152174434ad", 2164, 2182, "U.S. $5.72 billion", 5.72e9, 5.72e9, "exact", "USD"),
    ("004_1f5d7152174434ad", 2186, 2204, "About €2.5 billion", 2.5e9, 2.5e9, "approximate", "EUR"),
    ("004_1f5d7152174434ad", 2483, 2495, "€5.7 billion", 5.7e9, 5.7e9, "exact", "EUR"),
    ("004_1f5d7152174434ad", 2985, 2997, "€500 million", 5e8, 5e8, "exact", "EUR"),
    ("004_1f5d7152174434ad", 2999, 3016, "U.S. $501 million", 5.01e8, 5.01e8, "exact", "USD"),
    ("004_1f5d7152174434ad", 3053, 3062, "two years", 2, 2, "exact", "year"),
]  # fmt: skip


def test_quantities_of_the_seeds():
    found = set()
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_bytes().decode("utf-8-sig")
        for m in find_quantities(text):
            if m.kind in QUANTITIES:
                found.add((path.stem, m.start, m.end, text[m.start : m.end], m.low, m.high, m.bound, m.unit))
    assert set(SEED_QUANTITIES) <= found
    assert len(found) <= len(SEED_QUANTITIES) + 2


LOCAL = [
    (
        Article("a", "It cost $5.", outlet="Ottawa Citizen", url="https://ottawacitizen.ca/news"),
        "CAD",
        "the outlet's address",
    ),
    (Article("a", "It cost $5."), "USD", "nothing said"),
    (Article("a", "Sydney and Perth. Australian rules. Canberra and Brisbane paid $5."), "AUD", "a majority of cues"),
    (Article("a", "Sydney met Washington, Texas, Congress and the Senate."), "USD", "cues on both sides"),
]


@pytest.mark.parametrize(("article", "dollar", "why"), LOCAL, ids=[case[-1] for case in LOCAL])
def test_country_of_the_dollar(article, dollar, why):
    assert local_currencies(article)["dollar"] == dollar, why
    assert rows("It cost $5.", dollar=dollar)[0][4] == dollar


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("The fund in Oslo lost 3 kroner.", "krone", "NOK"),
        ("The Danish fund lost 3 kroner.", "krone", "DKK"),
        ("Manila and the Philippines paid 3 pesos to Mexico.", "peso", "PHP"),
        ("Pakistan paid 3 rupees.", "rupee", "PKR"),
        ("It cost 3 rupees.", "rupee", "INR"),
    ],
)
def test_country_of_other_shared_names(text, name, code):
    assert local_currencies(Article("a", text))[name] == code


def test_a_share_becomes_a_percentage_and_a_change_of_degrees_a_difference():
    from factcheck.extract.quantity import _value

    (share,) = find_quantities("Two-thirds of them left.")
    assert _value(share) == (pytest.approx(66.6666666667), pytest.approx(66.6666666667), "percent")
    (rise,) = find_quantities("It rose by 2 degrees Celsius.")
    assert _value(rise) == (2, 2, "delta_degree_Celsius")
    assert _value(replace(rise, trend=""))[2] == "degree_Celsius"


PRINTED = (
    "5 10 $ € 1,200 % to - – between and from more than up about one two half hundred million of a per cent km m ( ) . , 's "
    "year-old aged 3-1 2019 May p.m. in rose by dozens $5 bn 1/2 ' \" # minus -"
)
PIECES = st.sampled_from(PRINTED.split(" "))


@settings(max_examples=120, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=14).map("".join)
    )
)
def test_mentions_are_ordered_and_apart_whatever_the_text(text):
    last = 0
    for mention in find_quantities(text):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.start <= mention.number < mention.end
        if mention.kind in QUANTITIES:
            assert mention.low is not None or mention.high is not None
            if mention.low is not None and mention.high is not None:
                assert mention.low <= mention.high
        last = mention.end


@pytest.mark.parametrize("piece", ["9", "a", "one hundred ", "1,11,", "5 to ", "$1 ", "(", "half a "])
def test_long_texts_take_linear_time(piece):
    import time

    def once(length):
        text = piece * (length // len(piece))
        begin = time.process_time()
        find_quantities(text)
        return time.process_time() - begin

    def seconds(length):
        # The least of three: a collection of garbage falls into one of them.
        return min(once(length) for _ in range(3))

    once(2_000)
    assert seconds(20_000) < 20 * max(seconds(5_000), 0.01)


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f"])
def test_spaces_that_group_digits_part_no_number(space):
    from factcheck import extract_claims

    text = f"Some 12{space}345 people marched on 3{space}May."
    claims = extract_claims([Article("a", text)])
    (row,) = claims[claims["kind"] == "quantity"].itertuples()
    assert (row.text, row.low, row.object) == (f"Some 12{space}345", 12345, "person")


@pytest.mark.parametrize(
    ("text", "marks", "expected", "why"),
    [
        ("They bought more than **500** tonnes of rice.", "**", "more than **500** tonnes", "marks of Markdown"),
        ("They bought more\u200b than  500\xa0tonnes of rice.", "", "more\u200b than  500\xa0tonnes", "odd spaces"),
    ],
)
def test_what_is_no_word_does_not_part_an_amount(text, marks, expected, why):
    from factcheck import extract_claims

    places = [at for at in range(len(text)) if marks and text.startswith(marks, at)]
    article = Article("a", text, markup=tuple((at, at + len(marks)) for at in places))
    claims = extract_claims([article])
    (row,) = claims[claims["kind"] == "quantity"].itertuples()
    assert (row.text, row.low, row.bound, row.unit) == (expected, 500, "more_than", "metric_ton"), why
    assert text[row.start : row.end] == row.text


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (
            "The four children, ages 3 to 9, were found.",
            [("four", ""), ("3 to 9", "age")],
            "the ages of those who are told of",
        ),
        ("Women aged 18 to 34 voted for her.", [], "the name of a group"),
        ("The twins, aged six, were found.", [("six", "age")], "in words"),
        ("A 6/yo boy and a 9 y/o girl fled.", [("6/yo", "age"), ("9 y/o", "age")], "in short"),
    ],
)
def test_ranges_of_ages(text, expected, why):
    parsed = next(parse_articles([Article("a", text)], load_pipeline()))
    found = [(claim.text, claim.object if claim.object == "age" else "") for claim in extract_quantities(parsed, [])]
    assert found == expected, why
