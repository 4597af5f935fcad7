"""Dates read off the page: what is one and what only looks like one, their values, and when statements hold."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.extract.date import date_faults, extract_dates, statement_time
from factcheck.extract.date_grammar import read_dates
from factcheck.language.blocks import parse_articles
from factcheck.language.pipeline import load_pipeline
from factcheck.model import Article, Block, Parsed, Published
from factcheck.normalise.resolve import Context, resolve
from factcheck.normalise.time import Interval

FRIDAY = Published("2025-08-29", "2025-08-29", "sidecar")
BLANK = spacy.blank("en")


def unparsed(text: str, published: Published = FRIDAY) -> Parsed:
    """An article of one line without a parse: dates are read by words alone."""
    return Parsed(Article("a.txt", text, published=published), (Block(0, len(text), "body", BLANK.make_doc(text)),))


def parse(text: str, published: Published = FRIDAY) -> Parsed:
    return next(parse_articles([Article("a.txt", text, published=published)], load_pipeline()))


def read(text: str, tense: str = "past") -> list[tuple[str, str, str]]:
    context = Context(Interval("2025-08-29", "2025-08-29"), tense)
    return [(text[d.start : d.end], *resolve(d.when, context)) for d in read_dates(text) if d.kind == "date"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The deal was signed on March 4, 2025, in Oslo.", ("March 4, 2025", "2025-03-04", "2025-03-04")),
        ("The deal was signed on 4 March 2025 in Oslo.", ("4 March 2025", "2025-03-04", "2025-03-04")),
        ("It was signed on the 4th of March, 2025.", ("the 4th of March, 2025", "2025-03-04", "2025-03-04")),
        ("Filed on 2025-03-04.", ("2025-03-04", "2025-03-04", "2025-03-04")),
        ("Filed on 29/08/2025.", ("29/08/2025", "2025-08-29", "2025-08-29")),
        ("Filed on 08/29/2025.", ("08/29/2025", "2025-08-29", "2025-08-29")),
        ("Filed on 03/04/2025.", ("03/04/2025", "", "")),
        ("Filed on 13.5.2024.", ("13.5.2024", "2024-05-13", "2024-05-13")),
        ("It opened on Tuesday, Jan. 14, 2025.", ("Tuesday, Jan. 14, 2025", "2025-01-14", "2025-01-14")),
        ("Floods hit the valley in March 2022.", ("March 2022", "2022-03-01", "2022-03-31")),
        ("The mill closed in 1987.", ("1987", "1987-01-01", "1987-12-31")),
        ("Wages stagnated in the 1990s.", ("the 1990s", "1990-01-01", "1999-12-31")),
        ("It opened in the mid-1960s.", ("the mid-1960s", "1962-07-02", "1967-07-02")),
        ("Sales fell in Q3 2024.", ("Q3 2024", "2024-07-01", "2024-09-30")),
        ("Sales fell in the third quarter of 2024.", ("the third quarter of 2024", "2024-07-01", "2024-09-30")),
        ("The grant is booked for FY2023.", ("FY2023", "2022-07-01", "2024-03-31")),
        ("The plan for 2026-27 was passed.", ("2026-27", "2026-01-01", "2027-12-31")),
        ("The siege of 1914–1916 was long.", ("1914–1916", "1914-01-01", "1916-12-31")),
        ("The fair ran from 3 to 5 May 2024.", ("from 3 to 5 May 2024", "2024-05-03", "2024-05-05")),
        ("The fair ran May 3-5, 2024.", ("May 3-5, 2024", "2024-05-03", "2024-05-05")),
        ("It ran from Oct. 30 to Nov. 2, 2023.", ("from Oct. 30 to Nov. 2, 2023", "2023-10-30", "2023-11-02")),
        ("It froze from November to March 2024.", ("from November to March 2024", "2023-11-01", "2024-03-31")),
        (
            "It fell between mid-March and late May 2024.",
            ("between mid-March and late May 2024", "2024-03-08", "2024-05-31"),
        ),
        (
            "It fell from early October 2023 to late January.",
            ("from early October 2023 to late January", "2023-10-01", "2024-01-31"),
        ),
        ("It began in the late 1980s.", ("the late 1980s", "1985-01-01", "1989-12-31")),
        ("It fell from Jan-Mar 2024.", ("from Jan-Mar 2024", "2024-01-01", "2024-03-31")),
        ("In the summer of 2019 it rained.", ("the summer of 2019", "2019-06-01", "2019-08-31")),
        ("It broke down on Christmas Eve 2023.", ("Christmas Eve 2023", "2023-12-24", "2023-12-24")),
        ("Shops closed on Good Friday.", ("Good Friday", "2025-04-18", "2025-04-18")),
        ("Crews have worked there since 2022.", ("since 2022", "2022-01-01", "2025-08-29")),
        ("She retired in early October 2024.", ("early October 2024", "2024-10-01", "2024-10-16")),
        ("She retired in late 2024.", ("late 2024", "2024-07-01", "2024-12-31")),
        ("Two trains collided two weeks ago.", ("two weeks ago", "2025-08-12", "2025-08-18")),
        ("The bridge fell three days ago.", ("three days ago", "2025-08-26", "2025-08-26")),
        ("Rents rose last month.", ("last month", "2025-07-01", "2025-07-31")),
        ("Rents rose earlier this week.", ("earlier this week", "2025-08-25", "2025-08-29")),
        ("He was jailed Tuesday morning.", ("Tuesday morning", "2025-08-26", "2025-08-26")),
        ("He was jailed at 3 p.m. on Tuesday.", ("3 p.m. on Tuesday", "2025-08-26", "2025-08-26")),
        ("The vote on the 12th was close.", ("the 12th", "2025-08-12", "2025-08-12")),
        ("Markets dipped in the first week of May 2024.", ("the first week of May 2024", "2024-04-29", "2024-05-05")),
        ("In April and June 2024 it was dry.", ("April", "2024-04-01", "2024-04-30")),
        ("In 2019 protests broke out.", ("2019", "2019-01-01", "2019-12-31")),
        ("Prices doubled between May and July 2024.", ("between May and July 2024", "2024-05-01", "2024-07-31")),
        ("Spending is above 2019 levels.", ("2019", "2019-01-01", "2019-12-31")),
        ("The 9/11 attacks changed the law.", ("9/11", "2001-09-11", "2001-09-11")),
        ("He lost in April before Wednesday's appeal.", ("April", "2025-04-01", "2025-04-30")),
        ("More than a year ago it sank.", ("More than a year ago", "", "2024-08-28")),
    ],
)
def test_reads_a_date(text, expected):
    assert read(text)[:1] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Crews must finish by the end of October.", ("by the end of October", "2025-08-29", "2025-10-31")),
        ("The school will open next spring.", ("next spring", "2026-03-01", "2026-05-31")),
        ("The school will open on Monday.", ("Monday", "2025-09-01", "2025-09-01")),
        ("The rule will apply from 2027.", ("2027", "2027-01-01", "2027-12-31")),
        ("It will last until Sept. 12.", ("until Sept. 12", "2025-08-29", "2025-09-12")),
        ("It will follow later this year.", ("later this year", "2025-08-29", "2025-12-31")),
        ("The court will rule in two weeks' time.", ("in two weeks' time", "2025-09-09", "2025-09-15")),
    ],
)
def test_reads_a_date_ahead(text, expected):
    assert read(text, "future") == [expected]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Some 2022 people signed the petition.", "a count"),
        ("More than 2000 fled.", "a hedge before a number makes a count"),
        ("The ministers praised 'Readiness 2030' and Vision 2030.", "names of programmes"),
        ("Prime Minister May said she may march on.", "a name and two verbs"),
        ("April Jones and June Carter sang.", "given names"),
        ("The Sunday Times and The Sun reported it.", "newspapers"),
        ("He walked for three weeks.", "a duration"),
        ("Output will grow over the next two years.", "a duration from now"),
        ("Prices fall; the second spring of the mattress broke.", "verbs and things"),
        ("The shop sells it for $1999 on floor 12.", "an amount and a floor"),
        ("The F-16 and the A320 took Route 66 and flight 1549.", "models and routes"),
        ("The score was 3-1, then 21-17.", "scores"),
        ("Buses run every Friday.", "a habit"),
        ("A 17-year-old ran the 1500 metres.", "an age and a distance"),
        ("Call 555-1212 or see page 1984.", "figures that name things"),
        ("They marched through the streets; the March on the capital drew crowds.", "a march"),
    ],
)
def test_leaves_what_only_looks_like_a_date(text, why):
    assert read(text) == [], why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("The mayor resigned on Wednesday.", [("Wednesday", "2025-08-27", "2025-08-27")], "past"),
        ("The mayor will resign on Wednesday.", [("Wednesday", "2025-09-03", "2025-09-03")], "future"),
        (
            "The trial is scheduled for Monday.",
            [("Monday", "2025-09-01", "2025-09-01")],
            "what is scheduled lies ahead",
        ),
        ("Talks will begin in two weeks.", [("in two weeks", "2025-09-09", "2025-09-15")], "a point ahead"),
        ("They built the house in two weeks.", [], "the same words as a duration"),
        (
            "Police said that Monday was quiet.",
            [("Monday", "2025-08-25", "2025-08-25")],
            "a clause's that, no Monday's",
        ),
        ("It is a Christmas album.", [], "a kind of thing"),
        ("He says that Mar-a-Lago was sold.", [], "a name that begins like a month"),
        (
            "Profit fell in the three months to June.",
            [("the three months to June", "2025-04-01", "2025-06-30")],
            "months up to the end of one",
        ),
        (
            "Sales fell in the quarter ended March 31, 2025.",
            [("the quarter ended March 31, 2025", "2025-01-01", "2025-03-31")],
            "up to a day",
        ),
        (
            "In the year to the end of December, sales fell.",
            [("the year to the end of December", "2024-01-01", "2024-12-31")],
            "up to the end of",
        ),
        ("They have until Monday to appeal.", [("until Monday", "2025-08-29", "2025-09-01")], "a term that runs"),
        ("It came to an end Tuesday.", [("Tuesday", "2025-08-26", "2025-08-26")], "no end of a Tuesday"),
        ("The Christmas party was fun.", [("Christmas", "2024-12-25", "2024-12-25")], "what fell on a day"),
        (
            "The temple is of the first century BC.",
            [("the first century BC", "", "")],
            "before the years that have a date",
        ),
    ],
)
def test_the_tense_of_the_verb_decides(text, expected, why):
    claims = extract_dates(parse(text))
    assert [(claim.text, claim.as_of_start, claim.as_of_end) for claim in claims] == expected, why


def test_a_claim_is_a_whole_row():
    (claim,) = extract_dates(parse("Officials signed the treaty on March 4, 2025."))
    assert (claim.article, claim.kind, claim.start, claim.end, claim.text) == ("a.txt", "date", 31, 44, "March 4, 2025")
    assert (claim.as_of_start, claim.as_of_end, claim.confidence) == ("2025-03-04", "2025-03-04", 1.0)
    assert (claim.predicate, claim.object) == ("sign", "treaty")
    assert claim.sentence == "Officials signed the treaty on March 4, 2025."


def test_dates_told_one_after_another():
    text = "In 1998 the mill burnt down, and in May the owner fled. The following year it was rebuilt."
    values = [(claim.text, claim.as_of_start, claim.as_of_end) for claim in extract_dates(parse(text))]
    assert values == [
        ("1998", "1998-01-01", "1998-12-31"),
        ("May", "1998-05-01", "1998-05-31"),
        ("The following year", "1999-01-01", "1999-12-31"),
    ]


def test_the_order_of_figures_is_told_by_the_rest_of_the_article():
    text = "Filed on 25/12/2024. Amended on 03/04/2025."
    assert [claim.as_of_start for claim in extract_dates(unparsed(text))] == ["2024-12-25", "2025-04-03"]
    text = "Filed on 12/25/2024. Amended on 03/04/2025."
    assert [claim.as_of_start for claim in extract_dates(unparsed(text))] == ["2024-12-25", "2025-03-04"]


def test_without_a_publication_date_relative_dates_stay_blank():
    claims = extract_dates(unparsed("It fell last month and in May 2024.", Published()))
    assert [(claim.text, claim.as_of_start) for claim in claims] == [("last month", ""), ("May 2024", "2024-05-01")]


@pytest.mark.parametrize(
    ("text", "amount", "expected", "why"),
    [
        ("We have trained over 500 pilots so far.", "over 500", ("2025-08-29", "2025-08-29"), "as of publication"),
        ("The city spent $3 million last year.", "$3 million", ("2024-01-01", "2024-12-31"), "its own date"),
        (
            "The army had trained 500 pilots as of January 2025, the ministry reported last month.",
            "500",
            ("2025-01-01", "2025-01-31"),
            "the date of its own verb, not that of the report",
        ),
        (
            "The city spent $3 million last year and plans to spend $5 million ($6 million in today's money) this year.",
            "$5 million",
            ("2025-01-01", "2025-12-31"),
            "the date right behind it, past a bracket",
        ),
        (
            "The club has won 12 titles since 2010.",
            "12",
            ("2025-08-29", "2025-08-29"),
            "a start is not the time it holds",
        ),
        ("The club will sign 12 players.", "12", ("2025-08-29", ""), "what is to come holds from now on"),
        ("The mine caved in in 2010, killing 29 men.", "29", ("2010-01-01", "2010-12-31"), "what came of it, then"),
        ("The explosion in 2010 killed 29 men.", "29", ("2010-01-01", "2010-12-31"), "the day of what killed them"),
        ("It won 43 seats, four more than in 2019.", "43", ("2025-08-29", "2025-08-29"), "compared with another year"),
        (
            "It was 43 in the year to June 2024, half the 86 of a year earlier.",
            "43",
            ("2023-07-01", "2024-06-30"),
            "a date that follows another amount's of",
        ),
        ("The mayor resigned in 2010 after hiring 30 men.", "30", ("2025-08-29", "2025-08-29"), "another time"),
        ("Rainfall on Monday was 112 mm.", "112 mm", ("2025-08-25", "2025-08-25"), "the day of what is measured"),
        ("Sales in July fell 3% to $9.", "3%", ("2025-07-01", "2025-07-31"), "the month of what fell"),
        ("The number of deaths in 2023 was 43.", "43", ("2023-01-01", "2023-12-31"), "a noun further down"),
        (
            "The board proposed a €15 scheme, known as SAFE, in March 2025; nine towns have asked for it so far.",
            "€15",
            ("2025-03-01", "2025-03-31"),
            "a semicolon ends what is said",
        ),
        ("The hearing in May has drawn 30 letters.", "30", ("2025-08-29", "2025-08-29"), "up to now"),
    ],
)
def test_when_a_statement_holds(text, amount, expected, why):
    parsed = parse(text)
    start = text.index(amount)
    dates = extract_dates(parsed)
    assert statement_time(parsed, parsed.blocks[0], start, start + len(amount), dates) == expected, why


def test_what_was_said_on_a_day_that_the_text_tells():
    text = "The minister met her colleagues on March 4, 2025. She noted that the army has trained 500 pilots. It has 9 jets."
    parsed = parse(text, Published("2025-03-04", "", "inferred", "March 4, 2025"))
    dates = extract_dates(parsed)
    held = [
        statement_time(parsed, parsed.blocks[0], text.index(n), text.index(n) + len(n), dates) for n in ("500", "9 ")
    ]
    assert held == [("2025-03-04", "2025-03-04"), ("2025-03-04", "")]


def test_when_a_statement_holds_is_unknown_without_dates():
    parsed = unparsed("The club has 12 players.", Published())
    assert statement_time(parsed, parsed.blocks[0], 13, 15, []) == ("", "")


@pytest.mark.parametrize(
    ("text", "published", "expected", "why"),
    [
        (
            "It opened on Monday, March 4, 2025.",
            FRIDAY,
            ("Monday, March 4, 2025", "weekday", "4 March 2025 was a Tuesday, not a Monday", "Tuesday"),
            "the year is printed",
        ),
        (
            "It opened on Monday, Aug. 26.",
            FRIDAY,
            ("Monday, Aug. 26", "weekday", "26 August 2025 was a Tuesday, not a Monday", "Tuesday"),
            "the year is that of publication",
        ),
        (
            "It opened on June 31, 2024.",
            FRIDAY,
            ("June 31, 2024", "impossible", "June has only 30 days", "June 30"),
            "June",
        ),
        (
            "It opened on Feb. 29, 2025.",
            FRIDAY,
            ("Feb. 29, 2025", "impossible", "February 2025 has only 28 days", "February 28"),
            "no leap year",
        ),
        (
            "It opened on June 61 in Oslo.",
            FRIDAY,
            ("June 61", "impossible", "June has only 30 days", "June 30"),
            "a day that no month has",
        ),
        (
            "The Sept. 61 attacks changed it.",
            FRIDAY,
            ("Sept. 61", "impossible", "September has only 30 days", "September 30"),
            "a day in a name",
        ),
        (
            "A law helps Sept. 61 survivors.",
            FRIDAY,
            ("Sept. 61", "impossible", "September has only 30 days", "September 30"),
            "a day in a name, without an article",
        ),
        (
            "It was reported at 7:75 p.m. Sunday.",
            FRIDAY,
            ("7:75 p.m", "impossible", "an hour has only 60 minutes", ""),
            "no clock shows it",
        ),
        (
            "It was reported at 32:30 A.M.",
            FRIDAY,
            ("32:30 A.M", "impossible", "a day has only 24 hours", ""),
            "no clock shows it",
        ),
        ("It opened at 12:45 p.m. and at 15:30 p.m., and lasted 2:75 hours.", FRIDAY, None, "hours of a clock"),
        ("In Sept. 61 survivors met.", FRIDAY, None, "a count, in a month without its day"),
        ("On June 40 people left.", FRIDAY, None, "a count"),
        ("The May 68 revolt spread.", FRIDAY, None, "a year"),
        ("It opened on Tuesday, March 4, 2025.", FRIDAY, None, "it fits"),
        ("The pass ends on 9999-12-31.", FRIDAY, None, "a year beyond those that can be reckoned with"),
        ("It opened on Monday, Aug. 26.", Published(), None, "the year is unknown"),
    ],
)
def test_dates_that_cannot_be(text, published, expected, why):
    parsed = unparsed(text, published)
    faults = date_faults(parsed, extract_dates(parsed))
    found = [(fault.text, fault.kind, fault.explanation, fault.suggestion) for fault in faults]
    assert found == ([expected] if expected else []), why
    assert all(text[fault.start : fault.end] == fault.text for fault in faults)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fair opened on 3 and 5 May.", [("3", "2025-05-03"), ("5 May", "2025-05-05")]),
        ("It opened May 3 and 5, 2024.", [("May 3", "2024-05-03"), ("5, 2024", "2024-05-05")]),
        (
            "It opened on 3, 5 and 7 May 2020.",
            [("3", "2020-05-03"), ("5", "2020-05-05"), ("7 May 2020", "2020-05-07")],
        ),
        ("It opened on May 3 or 5.", [("May 3", "2025-05-03"), ("5", "2025-05-05")]),
        ("On May 3 and 12 people came.", [("May 3", "2025-05-03")]),
        ("It ran between 3 and 5 May.", [("between 3 and 5 May", "2025-05-03")]),
        ("It ran between May 3 and 5.", [("between May 3 and 5", "2025-05-03")]),
    ],
)
def test_days_joined_by_and_are_days_of_their_own(text, expected):
    assert [(printed, start) for printed, start, _ in read(text)] == expected


def test_years_with_one_last_digit():
    assert read("In 2004-5 it rained.") == [("2004-5", "2004-01-01", "2005-12-31")]
    assert read("Fees for fiscal year 2004-5 rose.") == [("fiscal year 2004-5", "2004-04-01", "2005-09-30")]
    assert read("Part 2004-3 is out.") == []


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("If he won the vote on Nov. 8, he would name a judge.", "2025-11-08", "nobody has won yet"),
        ("He would step down if he was elected on Nov. 8.", "2025-11-08", "the same in the passive"),
        ("He would have gone if he had lost on Nov. 8.", "2024-11-08", "that is over"),
    ],
)
def test_what_is_imagined_lies_ahead(text, expected, why):
    assert [claim.as_of_start for claim in extract_dates(parse(text))] == [expected], why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (
            "Tomas Hale, who was born in 1980, died in 2020 at the age of 50.",
            ("50", "age", "somebody born 1980 is 39 or 40 at death (2020), not 50", "39 or 40"),
            "both years are printed",
        ),
        (
            "Tomas Hale died in 2020 aged 50. He was born in 1980 in Leeds.",
            ("50", "age", "somebody born 1980 is 39 or 40 at death (2020), not 50", "39 or 40"),
            "he can be nobody else",
        ),
        (
            "Anna Berg was born on 3 May 1970 in Oslo. Berg, 42, leads the party.",
            ("42", "age", "somebody born 3 May 1970 is 55 at publication (29 August 2025), not 42", "55"),
            "the age is that of today",
        ),
        ("Tomas Hale, who was born in 1980, died in 2020 at the age of 40.", None, "a birthday lies between"),
        ("Anna Berg was born in 1970. Berg, then 25, joined the party.", None, "an age of another time"),
        ("Anna Berg was born in 1970. At 42, Berg won the prize.", None, "an age at an undated event"),
        ("Anna Berg was born in 1970. Her brother Nils Berg, 42, is a doctor.", None, "another Berg"),
        ("Anna Berg, born in 1970, has a son aged 12.", None, "the son's age"),
        ("Tomas Hale, who was born in 1980, moved at age 12 and died in 2020.", None, "an age before the death"),
    ],
)
def test_ages_that_fit_no_dates(text, expected, why):
    parsed = parse(text)
    faults = date_faults(parsed, extract_dates(parsed))
    found = [(fault.text, fault.kind, fault.explanation, fault.suggestion) for fault in faults]
    assert found == ([expected] if expected else []), why


@pytest.mark.parametrize(
    ("sentence", "expected", "why"),
    [
        ("On Monday, the mayor opened the bridge.", ("mayor", "open", "bridge"), "a date at the front"),
        ("Mayor Anna Berg on Monday opened the bridge.", ("Anna Berg", "open", "bridge"), "no date of a person"),
        ("The mayor criticized the owners of the bridge on Monday.", ("mayor", "criticize", "owner"), "nor of a thing"),
        ("The 35-year-old was swimming on Monday.", ("", "swim", ""), "an age names nobody"),
        ("Monday's attack on the port killed four.", ("", "attack", "port"), "a happening named by a noun"),
        ("In a speech on Monday, the mayor praised the crew.", ("mayor", "speech", ""), "who spoke opens the clause"),
        ("In a statement released Monday, the mayor praised the crew.", ("mayor", "statement", ""), "and here too"),
        (
            "Files released by the ministry on Monday name a spy.",
            ("ministry", "release", "file"),
            "a shortened passive",
        ),
        (
            "A quarrel may have led to the deadly Sunday night shooting at the Harbor Bar in Velden, police said.",
            ("", "shoot", ""),
            "of the shooting, not of what was said about it",
        ),
        (
            "The mayor said at Wednesday's hearing that she had done nothing wrong.",
            ("mayor", "hearing", ""),
            "a noun, no form of to hear",
        ),
        (
            "VELDEN — Senator Tom Hale, who has served two terms, jumped into the race on Friday.",
            ("Tom Hale", "jump", ""),
            "the dateline does nothing",
        ),
        (
            "The girl, who was shot Saturday night in her home, is well.",
            ("", "shoot", "girl"),
            "who the relative pronoun stands for",
        ),
        ("The attack on the port happened on Monday.", ("", "attack", "port"), "that it happened says nothing more"),
        ("The attack on the port took place on Monday.", ("", "attack", "port"), "nor that it took place"),
    ],
)
def test_what_a_date_dates(sentence, expected, why):
    (claim,) = extract_dates(parse(sentence))
    assert (claim.subject, claim.predicate, claim.object) == expected, why


@pytest.mark.parametrize(
    ("sentence", "expected", "why"),
    [
        (
            "Lee was arrested Monday on the ferry in connection with the explosion at a mill in Velden on May 3.",
            ["arrest", "explosion"],
            "the arrest has a day of its own",
        ),
        (
            "Lee was arrested in connection with the explosion at a mill in Velden on May 3.",
            ["arrest"],
            "it may be that of either",
        ),
    ],
)
def test_what_a_date_behind_a_connection_dates(sentence, expected, why):
    assert [claim.predicate for claim in extract_dates(parse(sentence))] == expected, why


@pytest.mark.parametrize(
    ("sentence", "published", "expected", "why"),
    [
        (
            "He took over until voters chose a mayor in an election set for June 25.",
            "2024-01-15",
            "2024-06-25",
            "ahead",
        ),
        ("The vote had been set for June 25, but nobody came.", "2024-07-10", "2024-06-25", "had been: it is past"),
        ("Moss had vowed to stay in the race earlier Sunday.", "2025-08-26", "2025-08-24", "earlier: it is past"),
        ("Moss refused to step down Monday.", "2025-08-26", "2025-08-25", "no plan: it was done, or not done, then"),
        ("Moss planned to step down Monday.", "2025-08-26", "2025-09-01", "a plan"),
        (
            "The letters told of the Sept. 11 explosion, which killed nine.",
            "2013-05-13",
            "2012-09-11",
            "nobody plans one",
        ),
        ("A panel will speak of Friday's deadly shooting.", "2025-08-26", "2025-08-22", "nobody plans one"),
    ],
)
def test_a_date_set_in_advance_lies_ahead(sentence, published, expected, why):
    parsed = parse(sentence, Published(published, published, "metadata"))
    assert [claim.as_of_start for claim in extract_dates(parsed)] == [expected], why


def test_ages_need_a_publication_date_or_a_death():
    parsed = parse("Anna Berg was born on 3 May 1970 in Oslo. Berg, 42, leads the party.", Published())
    assert date_faults(parsed, extract_dates(parsed)) == []


WORDS = (
    "the of in on by since until from to between and early late mid end first last next this May March Friday Sept . , -"
    " 3 12 31 2024 1999 '90s 1990s Q3 FY2024 two few weeks days ago later year month week morning 3:30 p.m. noon"
    " Christmas 9/11 2024-25 31/12/2024 BC day after before yesterday quarter half spring 29th"
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS.split()), max_size=40).map(" ".join)))
def test_reading_never_raises_and_spans_hold_their_text(text):
    parsed = unparsed(text)
    claims = extract_dates(parsed)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.text
        assert not (claim.as_of_start and claim.as_of_end) or claim.as_of_start <= claim.as_of_end
    assert all(a.end <= b.start for a, b in zip(claims, claims[1:], strict=False))
    date_faults(parsed, claims)
    statement_time(parsed, parsed.blocks[0], 0, min(1, len(text)), claims)


def test_nesting_without_end_is_read_in_time():
    assert read_dates("the end of the first week of " * 3000) == ()
    assert len(read_dates("3 May to " * 3000)) > 0
