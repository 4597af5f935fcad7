"""Persons with their roles, and whom surnames and pronouns mean."""

import string
import time
from dataclasses import replace

import pytest
import spacy

from factcheck.extract.person import extract_offices, extract_persons, resolve_mentions
from factcheck.language.blocks import parse_articles, split_blocks
from factcheck.language.pipeline import load_pipeline
from factcheck.model import Article, Parsed


def parse(text):
    return next(parse_articles([Article("a.txt", text)], load_pipeline()))


def persons(text):
    return [(c.name, c.role, c.organisation, c.subject) for c in extract_persons(parse(text))]


CASES = [
    (
        "Norwegian Defence Minister Kari Solberg Hansen said troops would stay.",
        [("Kari Solberg Hansen", "Defence Minister", "Norway", "defence minister@Norway")],
        "a demonym and a role before the name",
    ),
    (
        "The dam is safe, said Latvia's Defence Minister Māris Ozoliņš on Monday in Riga.",
        [("Māris Ozoliņš", "Defence Minister", "Latvia", "defence minister@Latvia")],
        "a sentence full of capitals is no headline; a given name that no list knows",
    ),
    (
        "Troops will stay, said Defence Minister Kari Hansen.",
        [("Kari Hansen", "Defence Minister", "", "defence minister@")],
        "a speaker after the verb",
    ),
    (
        "Norway, which leads the group, is ready to help, said Defence Minister Kari Hansen in Oslo.",
        [("Kari Hansen", "Defence Minister", "Norway", "defence minister@Norway")],
        "the country that opens the sentence",
    ),
    (
        "Peter Stone, the EU’s High Representative for Foreign Affairs and Security Policy, said on Monday that talks went on.",
        [
            (
                "Peter Stone",
                "High Representative for Foreign Affairs and Security Policy",
                "EU",
                "foreign policy chief@EU",
            )
        ],
        "apposition with a possessor",
    ),
    (
        "Velden Chamber of Commerce President Ann Lee said the tram was a good idea.",
        [("Ann Lee", "President", "Velden Chamber of Commerce", "president@Velden Chamber of Commerce")],
        "an institution's name goes on with of",
    ),
    (
        "Former Velden Department of Health and Human Services Deputy Director Ann Lee agreed.",
        [
            (
                "Ann Lee",
                "Former Deputy Director",
                "Velden Department of Health and Human Services",
                "former deputy director@Velden Department of Health and Human Services",
            )
        ],
        "and with and",
    ),
    (
        "Ann Lee, a University of Velden assistant professor, agreed.",
        [("Ann Lee", "assistant professor", "University of Velden", "assistant professor@University of Velden")],
        "behind the name too",
    ),
    (
        "Health and Human Services Secretary Ann Lee agreed.",
        [
            (
                "Ann Lee",
                "Secretary",
                "Department of Health and Human Services",
                "secretary@Department of Health and Human Services",
            )
        ],
        "a department's short name",
    ),
    (
        "Latvia's Ann Lee, who has been prime minister since December 2023, agreed.",
        [("Ann Lee", "prime minister", "Latvia", "prime minister@Latvia")],
        "an office in a clause, the country before the name",
    ),
    ("Ann Lee, who is on leave, agreed.", [("Ann Lee", "", "", "")], "a clause without an office"),
    (
        "Director of Communications Ann Lee agreed.",
        [("Ann Lee", "Director of Communications", "", "director of communications@")],
        "a role's own of",
    ),
    (
        "Anna Weiss, the regional head of civil protection, said the roads were closed.",
        [("Anna Weiss", "regional head of civil protection", "", "regional head of civil protection@")],
        "a field of two words in lower case",
    ),
    (
        "Anna Weiss, 42, a member of the European Parliament from Austria, said the vote was close.",
        [("Anna Weiss", "member", "European Parliament", "member@European Parliament")],
        "apposition with of",
    ),
    (
        "European Commission President Clara von der Heide opened the meeting.",
        [("Clara von der Heide", "President", "European Commission", "president@European Commission")],
        "particles",
    ),
    (
        "Latvia’s Janis Kalnins met reporters in Riga.",
        [("Janis Kalnins", "", "Latvia", "")],
        "a possessive country",
    ),
    (
        "“It is no threat,” Austrian Army Gen. Robert Huber told reporters.",
        [("Robert Huber", "Gen.", "Austrian Army", "general@Austrian Army")],
        "a rank",
    ),
    (
        "Apple chief executive Maria Lopez and former Finance Minister John Reed Jr. spoke.",
        [
            ("Maria Lopez", "chief executive", "Apple", "chief executive@Apple"),
            ("John Reed Jr.", "former Finance Minister", "", "former finance minister@"),
        ],
        "a company, a past office and a suffix",
    ),
    (
        "Peter “Sparky” Olsen met Harlan County Sheriff Ann Lee and former Ohio Gov. John Reed.",
        [
            ("Peter Olsen", "", "", ""),
            ("Ann Lee", "Sheriff", "Harlan County", "sheriff@Harlan County"),
            ("John Reed", "former Gov.", "Ohio", "former governor@Ohio"),
        ],
        "a nickname, a county and a past rank",
    ),
    (
        "A spokesman for Maria Lopez declined to comment.",
        [("Maria Lopez", "", "", "")],
        "a role that is another's",
    ),
    (
        "Police arrested Cleveland Morrow, 31, and 24-year-old Kerrilyn Jordan.",
        [("Cleveland Morrow", "", "", ""), ("Kerrilyn Jordan", "", "", "")],
        "an age tells a name from a place",
    ),
    (
        "A 34-year-old Dallas man and an 18-year-old Chicago State student were hurt.",
        [],
        "behind an age a place may describe somebody",
    ),
    (
        "The victims were identified as Zenobina Quellard and Tavrik Quellard.",
        [("Zenobina Quellard", "", "", ""), ("Tavrik Quellard", "", "", "")],
        "identified as; a surname that another person bears",
    ),
    (
        "Santa Ana Police Chief Ann Lee met Fort Worth Mayor Bo Day, Senators Olsen and Reed, and Conservative Principles.",
        [
            ("Ann Lee", "Police Chief", "Santa Ana", "police chief@Santa Ana"),
            ("Bo Day", "Mayor", "Fort Worth", "mayor@Fort Worth"),
        ],
        "towns of two words; plural titles; a party's word before one word",
    ),
    (
        "Ann Lee, the Democratic chair of Harlan County, spoke to Republican leader Bo Day.",
        [
            ("Ann Lee", "chair", "Harlan County", "chair@Harlan County"),
            ("Bo Day", "leader", "Republican Party", "leader@Republican Party"),
        ],
        "a party's chair in one county",
    ),
    (
        "Former Rep. Ann Lee met Former Ohio Gov. Bo Day.",
        [
            ("Ann Lee", "Former Rep.", "", "former member of congress@"),
            ("Bo Day", "Former Gov.", "Ohio", "former governor@Ohio"),
        ],
        "a past rank at the head of a sentence",
    ),
    (
        "The president’s former chief of staff, Ann Lee, met Ruben Dario Valencia del Monte, 40.",
        [
            ("Ann Lee", "former chief of staff", "", "former chief of staff@"),
            ("Ruben Dario Valencia del Monte", "", "", ""),
        ],
        "an office of three words; a surname that is a town's too",
    ),
    (
        "Undersecretary Ann Lee met Supervisor Ruth Olsen in Frank Murphy Hall.",
        [("Ann Lee", "Undersecretary", "", "undersecretary@"), ("Ruth Olsen", "", "", "")],
        "a role that no list knows, and a building",
    ),
    (
        "She drove a Ford Mustang to Ann Arbor and worked at Wells Fargo.",
        [],
        "makes, towns and firms that look like persons",
    ),
    (
        "The European Peace Facility paid for it, Defense News reported. Wall Street and the White House agreed.",
        [],
        "organisations and places are no persons",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[case[2] for case in CASES])
def test_extract_persons(text, expected, why):
    assert persons(text) == expected


def test_one_claim_a_person_at_the_mention_with_the_role():
    text = "Maria Lopez was first.\nApple chief executive Maria Lopez, 51, of Leeds, said sales rose. Ms. Lopez was pleased."
    (claim,) = extract_persons(parse(text))
    assert (claim.name, claim.role, claim.start) == ("Maria Lopez", "chief executive", text.index("Maria", 10))
    assert claim.content == "age=51; home=Leeds; gender=f; pronoun=she"
    assert text[claim.start : claim.end] == claim.text
    assert claim.sentence == "Apple chief executive Maria Lopez, 51, of Leeds, said sales rose."


def test_near_names_stay_two_persons():
    assert [
        p[0]
        for p in persons(
            "Finance minister Tarvo Kallion spoke about taxes. Later minister Darvo Kallion left without a word."
        )
    ] == [
        "Tarvo Kallion",
        "Darvo Kallion",
    ]


def test_resolve_mentions():
    text = "Maria Lopez met Prime Minister Peter Stone. Lopez said she was glad. Stone was late, and he left early."
    parsed = parse(text)
    found = [(text[r.start : r.end], r.name) for r in resolve_mentions(parsed, extract_persons(parsed))]
    assert found == [
        ("Maria Lopez", "Maria Lopez"),
        ("Peter Stone", "Peter Stone"),
        ("Lopez", "Maria Lopez"),
        ("she", "Maria Lopez"),
        ("Stone", "Peter Stone"),
        ("he", "Peter Stone"),
    ]


def test_a_pronoun_of_another_gender_stays_open():
    text = "Maria Lopez arrived. He was late."
    parsed = parse(text)
    assert [r.how for r in resolve_mentions(parsed, extract_persons(parsed))] == ["name"]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "’’’", "A.", "Jr.", "von der", "Mr.", "'s 's", "J. J. J. J.", "“" * 50, "Ł" * 300]
)
def test_odd_text_never_raises(text):
    parsed = parse(text)
    resolve_mentions(parsed, extract_persons(parsed))


OFFICES = [
    (
        "Candidate Ann Lee spoke. Later former Sen. Ann Lee left, and state Sen. Ann Lee came.",
        [("state Sen. Ann Lee", "state Sen.", "", "state senator@")],
        "a past title is none; a state's senator",
    ),
    (
        "Incumbent Ohio Lt. Gov. Ann Lee, D-Ohio, spoke.",
        [("Ann Lee, D-Ohio", "D-Ohio", "", "legislator@")],
        "a party and a state",
    ),
    (
        "Ann Lee, the author, agreed with Bo Day. Ann Lee (R-Ohio) left.",
        [("Ann Lee (R-Ohio", "R-Ohio", "", "legislator@")],
        "a party behind the name of one without an office",
    ),
    ("Former Rep. Ann Lee (R-Ohio) left.", [], "a party behind the name of one who sits no more"),
    (
        "Ann Lee, the author, spoke. Treasury Secretary Ann Lee agreed, said the general Ann Lee knew.",
        [("Treasury Secretary Ann Lee", "Treasury Secretary", "", "treasury secretary@")],
        "two words of one title; no title in lower case",
    ),
    ("Solicitor General Ann Lee spoke. Deputy Surgeon General Ann Lee agreed.", [], "a general of no army"),
    ("Defense Secretary Ann Lee spoke.", [], "one office under two names"),
    ("Senator Ann Lee spoke. Sen. Lee left.", [], "one office in two forms"),
]


@pytest.mark.parametrize(("text", "expected", "why"), OFFICES, ids=[case[2] for case in OFFICES])
def test_extract_offices(text, expected, why):
    parsed = parse(text)
    found = extract_offices(parsed, extract_persons(parsed))
    assert [(c.text, c.role, c.organisation, c.subject) for c in found] == expected
    assert all(text[c.start : c.end] == c.text and c.name == "Ann Lee" for c in found)


PRONOUNS = [
    ("Ann Lee spoke. She left. Ann Lee came back. She slept.", "she", "the openings of two sentences"),
    ("Ann Lee spoke. She left.", "", "one is not enough"),
    ("Ann Lee met Bo Day. She left. Ann Lee saw Bo Day. She slept.", "", "another person in the sentence"),
    ("Mr. Ann Lee spoke. She left.", "", "signs of both"),
]


@pytest.mark.parametrize(("text", "expected", "why"), PRONOUNS, ids=[case[2] for case in PRONOUNS])
def test_pronouns(text, expected, why):
    claim = next(claim for claim in extract_persons(parse(text)) if claim.name == "Ann Lee")
    assert f"pronoun={expected}" in claim.content if expected else "pronoun" not in claim.content


def test_pages_of_names_are_read_in_time():
    ends = [f"{a}e{b}" for a in string.ascii_lowercase for b in "bdfgklmnprstvz"]
    words = [f"{first}{end}" for first in ("Bado", "Koli", "Limo", "Moru", "Sute", "Vazi") for end in ends]
    text = "\n".join(f"Ann {word} and Bo {word}son came." for word in words)
    doc_of = spacy.blank("en")
    blocks = tuple(replace(block, doc=doc_of(text[block.start : block.end])) for block in split_blocks(text))
    start = time.process_time()
    assert len(extract_persons(Parsed(Article("a.txt", text), blocks))) > 4_000
    assert time.process_time() - start < 5
