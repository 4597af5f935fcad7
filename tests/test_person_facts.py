"""Ages, home towns and genders beside a name, and what of them two tellings may not share."""

import pytest

from factcheck.extract.person import extract_ages, extract_persons
from factcheck.language.blocks import parse_articles
from factcheck.language.pipeline import load_pipeline
from factcheck.model import Article, Published
from factcheck.pipeline import extract_articles, judge_claims, read_rules

FACTS = [
    ("Police arrested 34-year-old Peter Lund on Monday.", "age=34", "before"),
    ("Police arrested 34-year-old construction worker Peter Lund on Monday.", "age=34", "before a trade"),
    ("The doctors named the 34-year-old as Peter Lund of the town.", "age=34", "named as"),
    ("The 34-year-old suspect, Peter Lund, was in court.", "age=34", "an apposition"),
    ("Peter Lund, a 34-year-old clerk, spoke.", "age=34", "an apposition behind"),
    ("It hit a 36-year-old man and 34-year-old Peter Lund.", "age=34", "another's age before"),
    ("Peter Lund (34) spoke.", "age=34", "in brackets"),
    ("Peter Lund, aged 34, spoke.", "age=34", "aged"),
    ("Peter Lund was 34 years old.", "age=34", "was"),
    ("They met Peter Lund, 34 and Anna Weiss, 31, in May.", "age=34", "a comma left out"),
    ("The 34-year-old man, Peter Lund said, was a clerk.", "", "another's age"),
    ("The 34-year-old sister of Peter Lund spoke.", "", "his sister's"),
    ("The 5-year-old, Peter Lund's son, slept.", "", "his son's"),
    ("The 34-year-old told Peter Lund to go.", "", "a verb between"),
    ("They killed a 7-year-old girl. Peter Lund was led away.", "", "a sentence ends between"),
    ("Peter Lund, 24 at the time, saw it.", "", "another time"),
    ("The then 24-year-old Peter Lund saw it.", "", "then"),
    ("Peter Lund, 34, of London, Canada, spoke.", "age=34; home=London, Canada", "a town behind an age"),
    ("London resident Peter Lund spoke.", "home=London", "a resident"),
    ("Peter Lund, a London native, spoke.", "home=London", "a native"),
    ("Peter Lund, 34, of the Harrow Police Department, spoke.", "age=34", "an office's place"),
]


def parse(text):
    return next(parse_articles([Article("a.txt", text)], load_pipeline()))


@pytest.mark.parametrize(("text", "expected", "why"), FACTS, ids=[case[2] for case in FACTS])
def test_facts(text, expected, why):
    claim = next(claim for claim in extract_persons(parse(text)) if claim.name == "Peter Lund")
    told = [entry for entry in claim.content.split("; ") if entry.startswith(("age=", "home="))]
    assert "; ".join(told) == expected, why


def test_one_claim_more_for_an_age_that_the_first_sentence_does_not_print():
    parsed = parse("Peter Lund spoke. Later the 34-year-old Peter Lund left. Peter Lund, 36, came back.")
    found = extract_ages(parsed, extract_persons(parsed))
    assert [(claim.name, claim.content, claim.sentence) for claim in found] == [
        ("Peter Lund", "age=34", "Later the 34-year-old Peter Lund left."),
        ("Peter Lund", "age=36", "Peter Lund, 36, came back."),
    ]


FIRE = "A fire destroyed a bakery in Velden on Monday. {} was taken to hospital in Velden."
PAIRS = [
    ("Kerry Lund, 36,", "The 39-year-old owner, Kerry Lund,", ["age-differs"], "two ages"),
    ("Kerry Lund, 36,", "Kerry Lund, 63,", ["age-differs"], "digits swapped"),
    ("Kerry Lund, 36,", "36-year-old Kerry Lund", [], "one age in two forms"),
    ("Kerry Lund, 9,", "Kerry Lund, 47,", [], "two generations"),
    ("Kerry Lund Jr., 26,", "Kerry Lund, 56,", [], "a son and a father"),
    ("Kerry Ann Lund, 36,", "Kerry May Lund, 38,", [], "two second names"),
    ("Kerry Lund, 36,", "Kerry Lund, 24 at the time,", [], "another time"),
    ("Kerry Lund, 36, of London,", "London resident Kerry Lund", [], "one town"),
    ("Kerry Lund, 36, of London,", "Kerry Lund, 36, of Paris,", ["home-town-differs"], "two towns"),
    ("Kerry Lund, 36, of London,", "Kerry Lund, 36, of East London,", [], "a part of it"),
    ("The woman, Kerry Lund,", "A man named Kerry Lund", ["gender-differs"], "two genders"),
    ("Mr. Kerry Lund", "His aunt Kerry Lund", ["gender-differs"], "a form of address and a role"),
    ("Mr. Kerry Lund", "The chairman, Kerry Lund,", [], "a role that either has"),
    ("Mr. Kerry Lund", "The woman, Kerry Lund said,", [], "another is the woman"),
]


@pytest.mark.parametrize(("one", "two", "expected", "why"), PAIRS, ids=[case[3] for case in PAIRS])
def test_two_tellings(one, two, expected, why):
    day = Published("2024-05-07", "2024-05-07", "sidecar")
    articles = [
        Article(f"{number}.txt", FIRE.format(who), outlet=f"Paper {number}", published=day)
        for number, who in enumerate((one, two))
    ]
    dated, claims = extract_articles(articles)
    rules = [rule for rule in read_rules() if rule.check in ("person-age", "person-home", "person-gender")]
    assert list(judge_claims(claims, dated, rules)["rule"]) == expected, why


def test_two_conventions_that_a_slip_joins_are_one_row_of_their_own():
    day = Published("2024-05-07", "2024-05-07", "sidecar")
    names = ("De’Anna Hollis", "De’Anna Hollis", "Deanna Hollis", "Daenna Hollis")
    articles = [
        Article(f"{number}.txt", FIRE.format(name), outlet=f"Paper {number}", published=day)
        for number, name in enumerate(names)
    ]
    dated, claims = extract_articles(articles)
    rules = [rule for rule in read_rules() if rule.check in ("name-spelling", "name-variant")]
    found = judge_claims(claims, dated, rules)
    assert [(row.rule, *sorted((row.left_text, row.right_text))) for row in found.itertuples()] == [
        ("name-misspelt", "Daenna Hollis", "De’Anna Hollis"),
        ("name-variant", "Deanna Hollis", "De’Anna Hollis"),
    ]


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (
            "Carla Benwick, 40, was hurt in the fire in Aberly on Monday.\n\n“I ran,” said Carla Bewick.\n\nBenwick is a nurse. "
            "Benwick lives in Aberly.",
            "Benwick is likelier: one article has it 3 times, and Bewick once.",
            "a slip is made once in a text that has the name right elsewhere",
        ),
        (
            "Carla Benwick, 40, was hurt in the fire in Aberly on Monday.\n\n“I ran,” said Carla Bewick.\n\nBenwick is a nurse.",
            "Look the name up; nothing here speaks for either spelling.",
            "twice against once is too little",
        ),
    ],
)
def test_an_article_that_prints_both_spellings(text, expected, why):
    dated, claims = extract_articles([Article("a.txt", text)])
    rules = [rule for rule in read_rules() if rule.check == "name-spelling"]
    assert list(judge_claims(claims, dated, rules)["suggestion"]) == [expected], why
