"""Damaged words: found by the replacement that made them, and nothing else is taken for damage."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.extract.damage import extract_damage
from factcheck.language.blocks import split_blocks
from factcheck.model import Article, Claim, Parsed


def parsed(text: str, article: str = "a.txt", outlet: str = "") -> Parsed:
    return Parsed(Article(article, text, outlet=outlet), split_blocks(text))


def rows(*articles: Parsed) -> list[tuple]:
    return [(claim.text, claim.content, claim.predicate, claim.direct) for claim in extract_damage(articles)]


LIBRARY = (
    "The library board met on Monday to look for money before winter.\n"
    "Attfinishance at its readings has doubled since the old hall was repaired, and “we depfinish on volunteers for half "
    "of our hours,” the librarian said.\n"
    "A vfinishor who sold coffee at the door has left. She favored finishing the evening sale of used books."
)

HARBOR = (
    "The company keeps forty boats in the harbor and plans to buy ten more before the summer season.\n"
    "Its fleet must stay within the catch limits of the coast guard, which were lowered two years ago.\n"
    "“Our ambition is to double the catch of our small boats and to tarobtain a new market, and we hope to be paid in "
    "full by our vfinishors,” the owner told a reporter on the quay.\n"
    "The crew of each boat will depfinish on a loan from the bank, and the industest is not sure that it can be paid back."
)


def test_whole_rows_of_a_shared_replacement():
    sentence = (
        "Attfinishance at its readings has doubled since the old hall was repaired, and “we depfinish on volunteers for "
        "half of our hours,” the librarian said."
    )
    common = {"article": "a.txt", "kind": "damage", "predicate": "end -> finish", "confidence": 0.99}
    assert extract_damage([parsed(LIBRARY)]) == [
        Claim(
            start=65, end=78, text="Attfinishance", content="Attendance", sentence=sentence, direct=False,
            object="depfinish; vfinishor; perhaps finishing", **common,
        ),
        Claim(
            start=148, end=157, text="depfinish", content="depend", sentence=sentence, direct=True,
            object="attfinishance; vfinishor; perhaps finishing", **common,
        ),
        Claim(
            start=218, end=227, text="vfinishor", content="vendor", direct=False,
            sentence="A vfinishor who sold coffee at the door has left.",
            object="attfinishance; depfinish; perhaps finishing", **common,
        ),
    ]  # fmt: skip


def test_single_words_beside_a_shared_replacement():
    assert rows(parsed(HARBOR)) == [
        ("tarobtain", "target", "get -> obtain", True),
        ("vfinishors", "vendors", "end -> finish", True),
        ("depfinish", "depend", "end -> finish", False),
        ("industest", "industry", "try -> test", False),
    ]


def test_an_article_borrows_from_another_of_its_outlet():
    short = "The orchestra will play in the park on Sunday. The weekfinish is full of music."
    assert rows(parsed(short)) == []
    assert rows(parsed(LIBRARY, "a.txt", "Vale News"), parsed(short, "b.txt", "Vale News"))[-1] == (
        "weekfinish",
        "weekend",
        "end -> finish",
        False,
    )
    assert rows(parsed(LIBRARY, "a.txt", "Vale News"), parsed(short, "b.txt", "Hill Post"))[-1][0] == "vfinishor"


FOUND = [
    (
        "the absence of a common word says enough about a single damaged one",
        "Pilot of ballooning club lplused in a wheat field. It was windy at noon plus the basket tipped over twice. "
        "No one was hurt. The pilot, who has flown for twenty years, said that she had seen a storm come up from the "
        "west plus looked for a field. The farmer brought tea plus cake. The club will fly again on Sunday, when the "
        "weather is calm. It has forty members plus six balloons.",
        [("lplused", "landed", "and -> plus", False)],
    ),
    (
        "two replacements in one word, one of them twice",
        "Attfinishance was low. The vfinishor will depfinish on tarobtains. The mayor spoke of forobtainting budobtains, "
        "and of suspfinishing old rules. Nothing was said of the bridge, which has been shut for a year.",
        [
            ("Attfinishance", "Attendance", "end -> finish", False),
            ("vfinishor", "vendor", "end -> finish", False),
            ("depfinish", "depend", "end -> finish", False),
            ("tarobtains", "targets", "get -> obtain", False),
            ("forobtainting", "forgetting", "get -> obtain", False),
            ("budobtains", "budgets", "get -> obtain", False),
            ("suspfinishing", "suspending", "end -> finish", False),
        ],
    ),
    (
        "capitals are restored as they stand",
        "ATTFINISHANCE RISES. The Weekfinish Club depfinishs on members, the vfinishor said.",
        [
            ("ATTFINISHANCE", "ATTENDANCE", "end -> finish", False),
            ("Weekfinish", "Weekend", "end -> finish", False),
            ("depfinishs", "depends", "end -> finish", False),
            ("vfinishor", "vendor", "end -> finish", False),
        ],
    ),
]


@pytest.mark.parametrize(("reason", "text", "expected"), FOUND, ids=[case[0] for case in FOUND])
def test_damage_is_found(reason, text, expected):
    assert rows(parsed(text)) == expected


PASSES = [
    (
        "names",
        "Szczebrzeszyn beat Hlavacek, Mnangagwa and Hlavackova; Tarhovac and Tarhovci followed. Kowalfinish lost.",
    ),
    ("new words", "The livestream of the techbros drew retweets, and a superfan livestreamed it to superfans."),
    ("British spelling", "The labour board and its neighbours favour a programme to colour the theatre centre grey."),
    (
        "broken lines",
        "The commit tee and the associa tion met, the direc tors and the gover nors voted, said the reso lu tion.",
    ),
    (
        "typing errors",
        "The goverment recieved a seperate acommodation, wich occured untill the comittee publically aplogized.",
    ),
    ("addresses", "Write to attfinishance@depfinish.org, see www.vfinishor.com or #weekfinish and @depfinish."),
    ("contractions", "They couldn't and wouldn’t, y'all; she'd've gone, but the twins’ aunt hadn’t the o'clock bus."),
    (
        "another language",
        "Der Bürgermeister eröffnete am Freitag die neue Brücke über den Fluss, nachdem die Arbeiten wegen des "
        "Hochwassers wochenlang unterbrochen worden waren und die Kosten gestiegen sind.",
    ),
    (
        "the replaced letters still stand elsewhere",
        "In the end the friends sent a vfinishor to mend the fence. They depfinish on him to attend.",
    ),
    ("forms of one word", "The lockdown followed the lockdowns of spring, when every firm was locked down."),
    ("one word alone", "Attfinishance was low at the meeting on Monday, the mayor said."),
]


@pytest.mark.parametrize(("reason", "text"), PASSES, ids=[case[0] for case in PASSES])
def test_what_is_no_damage_passes(reason, text):
    assert rows(parsed(text)) == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("adefgintfinishobta '’“”.\n-A\u0130ß\u0301@"), max_size=200))
def test_extraction_never_raises_and_spans_hold(text):
    text = LIBRARY + "\n" + text
    for claim in extract_damage([parsed(text)]):
        assert text[claim.start : claim.end] == claim.text


def test_furniture_yields_no_damage():
    article = parsed(LIBRARY)
    hidden = Parsed(article.article, tuple(type(b)(b.start, b.end, "furniture") for b in article.blocks))
    assert extract_damage([hidden]) == []
