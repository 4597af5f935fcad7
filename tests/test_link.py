"""Linking on claims tables made by hand: articles on one event, blocks, weights, clear pairs, facts."""

from types import SimpleNamespace

import pytest

from factcheck.link.articles import days_between, find_neighbours, relate_articles
from factcheck.link.blocks import fact_kind
from factcheck.link.facts import choose_pairs, number_facts
from factcheck.link.quantities import anchor, magnitude_level, pair_quantities, surname_bearers, thing_level
from factcheck.link.voices import name_voices
from factcheck.link.weights import Common, Level, load_weights, probability
from factcheck.model import Article, Claim, Published
from factcheck.normalise.wording import likeness, place_in_sentence, read_wording, stem, surroundings
from factcheck.pipeline import claims_frame
from factcheck.rulepacks import bundled_rules_folder

FLOOD = (
    "The river Ardel flooded Velden on Monday night. Rescuers from Velden carried people out of the flooded streets."
)
FIRE = (
    "A fire burned down the Marlow theatre on Tuesday. Firefighters from Marlow saved the library beside the theatre."
)


def dated(day):
    return Published(day, day, "sidecar")


ARTICLES = [
    Article("a", FLOOD + " Nine people died.", published=dated("2024-05-07")),
    Article("b", FLOOD + " Nine persons died, the mayor said.", published=dated("2024-05-08")),
    Article("c", FIRE + " Nine people died.", published=dated("2024-05-08")),
    Article("d", FLOOD + " Nine people died.", published=dated("2025-05-08")),
]


def claim(article, low, *, object="people", predicate="die", sentence="Nine people died.", **more):
    return Claim(
        article=article, kind="quantity", start=0, end=4, text=str(low), sentence=sentence, object=object,
        predicate=predicate, low=low, high=low, bound="exact", published="2024-05-07", **more,
    )  # fmt: skip


def frame(*claims):
    table = claims_frame(claims)
    return table.assign(low_base=table["low"], high_base=table["high"], dimension="count")


def pairs_of(table):
    weights = load_weights(bundled_rules_folder() / "matching" / "quantity.yaml")
    return pair_quantities(
        table, relate_articles(ARTICLES), {article.id: article.text for article in ARTICLES}, weights
    )


def test_articles_on_one_event_are_neighbours_and_others_are_not():
    related = {(row.left, row.right): row.relation for row in relate_articles(ARTICLES).itertuples()}
    assert related["a", "b"] == "event"
    assert related["a", "d"] == "topic"
    assert ("a", "c") not in related


def test_neighbours_do_not_depend_on_the_order_of_articles():
    forward = find_neighbours(ARTICLES, 0.1)
    backward = find_neighbours(ARTICLES[::-1], 0.1)
    assert {frozenset((n.left, n.right)): n.similarity for n in forward} == {
        frozenset((n.left, n.right)): n.similarity for n in backward
    }


@pytest.mark.parametrize(
    ("left", "right", "days", "reason"),
    [
        (dated("2024-05-07"), dated("2024-05-09"), 2, "two days apart"),
        (Published("2024-05-01", "2024-05-31"), dated("2024-05-09"), 0, "a day within a month"),
        (Published(), dated("2024-05-09"), 0, "unknown is never far"),
    ],
)
def test_days_between(left, right, days, reason):
    assert days_between(left, right) == days_between(right, left) == days, reason


def test_one_toll_in_two_articles_is_one_fact_and_another_towns_is_not():
    table = frame(claim("a", 9.0), claim("b", 12.0), claim("c", 9.0))
    chosen = choose_pairs(pairs_of(table), table)
    assert number_facts(chosen, table).tolist() == [0, 0, -1]


def test_a_claim_with_two_rivals_of_different_value_is_left_alone():
    table = frame(claim("a", 9.0), claim("b", 11.0), claim("b", 8.0))
    assert choose_pairs(pairs_of(table), table).empty


def test_an_equal_figure_settles_which_claim_was_meant():
    table = frame(claim("a", 9.0), claim("b", 9.0), claim("b", 80.0))
    chosen = choose_pairs(pairs_of(table), table)
    assert chosen[["left", "right"]].values.tolist() == [[0, 1]]


def test_swapped_digits_bring_up_a_pair_whatever_is_said_about_them():
    table = frame(
        claim("a", 61_400.0, object="fan", predicate="watch", sentence="A final that 61,400 fans saw."),
        claim("b", 64_100.0, object="", predicate="fill", sentence="A crowd of 64,100 filled the park."),
        claim("b", 61_700.0, object="", predicate="earn", sentence="It earned 61,700 in all."),
    )
    assert [(pair.left, pair.right) for pair in pairs_of(table).itertuples()] == [(0, 1)]


def test_anchor_and_magnitude():
    assert anchor(5.0, None) == 5.0 and anchor(1.0, 3.0) == 2.0 and anchor(None, None) is None
    levels = {100: "equal", 120: "near", 250: "middle", 912: "order", 2700: "far"}
    assert {value: magnitude_level(100.0, value) for value in levels} == levels
    assert magnitude_level(35.0, 95.0) == "digit" and magnitude_level(447e9, 847e9) == "digits"
    assert magnitude_level(447e9, 447e6) == "slip" and magnitude_level(4e9, 4e6) == "digits"
    assert magnitude_level(614.0, 641.0) == "slip" and magnitude_level(61.0, 16.0) != "slip"
    assert magnitude_level(10_000.0, 50_000.0) == "round" and magnitude_level(20.0, 80.0) == "order"
    assert magnitude_level(0.0, 5.0) == "far"


BEARERS = [
    ({"a": ["Ann Lund"], "b": ["Ann Lund"]}, "bearer", "one Lund in either article"),
    ({"a": ["Ann Lund"], "b": ["Bo Lund"]}, "same", "two of one surname"),
    (
        {"a": ["Ann Lund", "Bo Lund"], "b": ["Ann Lund", "Bo Lund"]},
        "same",
        "the surname alone does not tell which of two",
    ),
    ({"a": ["Ann Lund"], "b": []}, "same", "the second article tells no given name"),
]


@pytest.mark.parametrize(("names", "level", "reason"), BEARERS, ids=[case[2] for case in BEARERS])
def test_ages_of_a_surname_are_one_persons_when_one_person_bears_it(names, level, reason):
    ages = frame(
        *(claim(article, age, object="age", subject="Lund") for article, age in (("a", 49.0), ("b", 89.0))),
        *(
            Claim(article=article, kind="person", start=0, end=4, text=name, sentence=name, name=name)
            for article, found in names.items()
            for name in found
        ),
    )
    left, right = list(ages.itertuples())[:2]
    assert thing_level(left, right, Common(things=frozenset({"age"})), surname_bearers(ages)) == level, reason


TOLD = {
    "a": "Prosecutors said the mayor of Velden had spent $750,000 of campaign money on watches and furs.",
    "b": "The mayor of Velden is accused of using $450,000 in campaign money to buy furs and watches.",
    "c": "The mayor of Velden is accused of using $750 in campaign money to buy a parking ticket.",
}


def told(left, right):
    texts = [TOLD[left], TOLD[right]]
    sides = []
    for text in texts:
        place = text.index("$"), text.index(" ", text.index("$"))
        sides.append((surroundings(text, *place), read_wording("\n".join(TOLD.values()))))
    return likeness(sides[0][0], sides[1][0], sides[0][1], sides[1][1])


def test_two_reporters_tell_one_fact_in_like_words():
    alike, words = told("a", "b")
    assert alike == pytest.approx(told("b", "a")[0])
    assert alike > told("a", "c")[0]
    assert set(words) >= {"watches", "furs"}
    assert told("a", "a")[0] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("word", "form", "reason"),
    [
        ("announced", stem("announcement"), "endings are cut off"),
        ("Velden's", "velden", "the genitive too"),
        ("Tuesday", "", "a day is what is compared"),
        ("twelve", "", "and so is a number in words"),
        ("15,000", "15,000", "other figures in digits tell sentences apart"),
        ("the", "", "stop words say nothing"),
    ],
)
def test_stems(word, form, reason):
    assert stem(word) == form, reason


def test_the_right_place_of_two_like_ones_in_a_sentence():
    sentence = "Two died on Monday and two died on Friday."
    assert place_in_sentence(sentence, "two", "Yesterday. Two died on Monday and ") == (23, 26)
    assert place_in_sentence("Two died.", "nine", "") == (0, 0)


def test_weights():
    assert Level("same", 0.8, 0.1).weight == pytest.approx(3.0)
    assert probability(0.0) == 0.5
    assert probability(1e6) == pytest.approx(1.0)


WIRE = (
    "The old mill by the harbour of Velden burned down on Monday night, and nobody was hurt, the fire service said. "
    "Forty firefighters fought the flames for six hours with water from the harbour basin. The mill was built in 1871 and "
    "stood empty since the spring. The owner, a company from Marlow, wanted to make flats of it."
)
OWN = (
    "Velden has lost its mill. Flames took hold of the old harbour building on Monday night and were out by the morning, "
    "says the fire service, which sent forty firefighters. Nobody was hurt. Since 1871 the mill had been ground for flour, "
    "rents and quarrels; flats were to be its last use, if the company from Marlow had had its way."
)


@pytest.mark.parametrize(
    ("texts", "voices", "reason"),
    [
        ({"a": WIRE, "b": WIRE[:240]}, 1, "a cut copy is no second voice"),
        ({"a": WIRE, "b": "By our staff. " + WIRE.replace("forty", "40")}, 1, "nor is one with a line of its own"),
        ({"a": WIRE, "b": OWN}, 2, "two reporters on one fire"),
        ({"a": WIRE, "b": WIRE, "c": OWN}, 2, "a copy and a report of its own"),
    ],
)
def test_wire_copy_is_one_voice(texts, voices, reason):
    articles = [
        Article(name, text, outlet=f"The {name.upper()}", published=dated("2024-05-07")) for name, text in texts.items()
    ]
    assert len(set(name_voices(articles, relate_articles(articles)).values())) == voices, reason


def test_a_share_of_a_whole_is_no_part():
    """ "52.3% of the vote" and "53.2 percent" are held against each other; "four of the officers" and "nine" are not."""
    texts = {"a": "They won 52.3% of the vote. Four of the officers left.", "b": "They won 53.2 percent. Nine left."}
    kinds = [
        fact_kind(SimpleNamespace(article=name, start=start, end=end, object="", dimension=dimension), texts[name])
        for name, start, end, dimension in (("a", 9, 14, "percent"), ("a", 28, 32, "count"), ("b", 9, 21, "percent"))
    ]
    assert kinds == ["whole", "part", "whole"]
