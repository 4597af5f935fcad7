"""Quotation marks, direct and indirect speech, speakers, and whom a number is credited to."""

import pytest

from factcheck.extract.person import extract_persons
from factcheck.extract.quotation import credit, extract_quotations
from factcheck.extract.quotation_marks import find_marked
from factcheck.language.blocks import parse_articles
from factcheck.language.pipeline import load_pipeline
from factcheck.model import Article

MARKS = [
    ("“We go,” she said. “Now.”", ["We go,", "Now."], "curly"),
    ('"We go," she said.', ["We go,"], "straight"),
    ("''We go,'' she said.", ["We go,"], "doubled"),
    (
        "'Monday's rain shows how it was,' says Ann Lee",
        ["Monday's rain shows how it was,"],
        "single with an apostrophe",
    ),
    ("the 'Horizon 2040' plan. Launched then, 'Horizon 2040' seeks", ["Horizon 2040", "Horizon 2040"], "single, twice"),
    ("“We are “really” here,” she said.", ["We are “really” here,"], "nested alike"),
    ("‘The way is “odd” to us,’ she said.", ["The way is “odd” to us,"], "nested, British"),
    ("The workers' rights and the '90s.", [], "apostrophes"),
    ("He is 6'2\" tall.", [], "feet and inches"),
    ('A stray " mark. She said “this is it.”', ["this is it."], "a stray mark"),
    ("We will win,” she said.", ["We will win,"], "the opening mark is lost"),
    ("“We will win. It is late.", ["We will win. It is late."], "the closing mark is lost"),
    ("“One.\n“Two.\n“Three,” he said.", ["One.", "Two.", "Three,"], "several paragraphs"),
]


@pytest.mark.parametrize(("text", "expected", "why"), MARKS, ids=[case[2] for case in MARKS])
def test_find_marked(text, expected, why):
    lines, place = [], 0
    for line in text.split("\n"):
        lines.append((place, place + len(line)))
        place += len(line) + 1
    assert [text[m.start : m.end] for m in find_marked(text, lines)] == expected


def parse(text):
    return next(parse_articles([Article("a.txt", text)], load_pipeline()))


def quotations(text, direct):
    parsed = parse(text)
    claims = extract_quotations(parsed, extract_persons(parsed))
    assert all(text[c.start : c.end] == c.text for c in claims)
    return [(c.source, c.cue, c.content) for c in claims if c.direct is direct]


INTRO = "Maria Lopez is the mayor of Leeds.\n"
TRANSCRIPT = """Maria Lopez met Jane Tapper of Leeds Radio.
TAPPER: Mayor, did you lie?
LOPEZ: No. We had 300 people there.
TAPPER: Thank you."""

DIRECT = [
    (
        "“The bank is safe”, its chief executive Maria Lopez told Reuters.",
        [("Maria Lopez", "tell", "The bank is safe")],
        "the comma behind the mark",
    ),
    (
        "“Most of it is gone,” said RKLO head Maria Lopez at a briefing.",
        [("Maria Lopez", "say", "Most of it is gone,")],
        "an organisation and an office between the verb and the name",
    ),
    ("“The Long Road”, which Maria Lopez saw twice, is a film.", [], "a title before a comma"),
    (
        "“Europe must double its output,” the Danish premier, Maria Lopez, told members in Oslo.",
        [("Maria Lopez", "tell", "Europe must double its output,")],
        "who is told says nothing",
    ),
    (
        "Maria Lopez stated, “When I look at it, it would have failed,” adding, “I think it was late.”",
        [
            ("Maria Lopez", "state", "When I look at it, it would have failed,"),
            ("Maria Lopez", "add", "I think it was late."),
        ],
        "two verbs, each before its speech",
    ),
    (
        "“We will rebuild the bridge,” Maria Lopez told reporters.",
        [("Maria Lopez", "tell", "We will rebuild the bridge,")],
        "after",
    ),
    ("Maria Lopez said: “We will rebuild it.”", [("Maria Lopez", "say", "We will rebuild it.")], "before"),
    (
        "“We will rebuild the bridge,” said Mayor Maria Lopez. “It will take a year.”",
        [("Maria Lopez", "say", "We will rebuild the bridge,"), ("Maria Lopez", "", "It will take a year.")],
        "a speaker after the verb, and a quotation that runs on",
    ),
    (
        "“We will rebuild,” Maria Lopez, the mayor of Leeds, said on Monday, “and we will pay.”",
        [("Maria Lopez", "say", "We will rebuild,"), ("Maria Lopez", "say", "and we will pay.")],
        "split, with an apposition",
    ),
    (
        INTRO + "“We will rebuild the bridge,” she said.",
        [("Maria Lopez", "say", "We will rebuild the bridge,")],
        "a pronoun",
    ),
    (
        INTRO + "Lopez said repairs were under way.\n“They will take a year, and we need help from everyone.”",
        [("Maria Lopez", "", "They will take a year, and we need help from everyone.")],
        "a paragraph without a frame",
    ),
    (
        "“Nobody asked us,” an unnamed EU official said.",
        [("an unnamed EU official", "say", "Nobody asked us,")],
        "a description",
    ),
    ("Maria Lopez called the plan “a farce.”", [("Maria Lopez", "call", "a farce.")], "a naming verb"),
    (
        "Maria Lopez has called the ten-nation plan “insanity,” and Peter Stone says it is safe.",
        [("Maria Lopez", "call", "insanity,")],
        "a naming verb before its words, another speaker after them",
    ),
    (
        "The cost does not surprise engineer Maria Lopez: “We always knew that it would take a year.”",
        [("Maria Lopez", "", "We always knew that it would take a year.")],
        "a name before a colon",
    ),
    ("On Leeds Radio’s “Morning Drive,” Maria Lopez said it was safe.", [], "the name of a programme"),
    (
        "Maria Lopez said the bridge was “important” for trade.",
        [("Maria Lopez", "say", "important")],
        "a fragment in a reported clause",
    ),
    ("The so-called “model” was shown in Leeds.", [], "a scare quote"),
    ("Maria Lopez presented the 'Horizon 2040' plan.", [], "a title"),
    ("The allies want to create a “joint force.”", [], "a term"),
    (
        "The tape with “a farmer from Leeds who never went to law school” was played in May.",
        [("", "", "a farmer from Leeds who never went to law school")],
        "so many marked words are speech, if nobody's for sure",
    ),
    (
        "Peter Stone is a lawyer. Stone spoke in Leeds. “Maria Lopez wants to win the vote and will,” he said.",
        [("Peter Stone", "say", "Maria Lopez wants to win the vote and will,")],
        "outside the marks “he” is nobody named inside them",
    ),
    (
        "The plan drew the ire of Maria Lopez, who said she was fooled. “It will not do for anyone here,” she said.",
        [("Maria Lopez", "say", "It will not do for anyone here,")],
        "of whom a relative clause tells more",
    ),
    (
        "'We will rebuild the bridge,' says Maria Lopez",
        [("Maria Lopez", "say", "We will rebuild the bridge,")],
        "a headline",
    ),
    (
        TRANSCRIPT,
        [
            ("Jane Tapper", "", "Mayor, did you lie?"),
            ("Maria Lopez", "", "No. We had 300 people there."),
            ("Jane Tapper", "", "Thank you."),
        ],
        "a transcript has no marks",
    ),
    (
        "Peter Stone said the plan was “too weak”  and Maria Lopez said it was late.",
        [("Peter Stone", "say", "too weak")],
        "a doubled space behind the marks",
    ),
    ("UPDATE: The bridge is shut.\nPHOTOS: The bridge.\nUPDATE: It is open again.", [], "headings are no speakers"),
    (
        'Maria Lopez wrote on X: "We will rebuild the bridge."',
        [("Maria Lopez", "write", "We will rebuild the bridge.")],
        "a post, straight marks",
    ),
    (
        "“We will rebuild the bridge,” Maria Lopez wrote on Telegram.",
        [("Maria Lopez", "write", "We will rebuild the bridge,")],
        "a post, the frame after",
    ),
    (
        INTRO + '"We will rebuild," she told AFP. "It will take a year."',
        [("Maria Lopez", "tell", "We will rebuild,"), ("Maria Lopez", "", "It will take a year.")],
        "told an agency, and runs on",
    ),
    (
        "‘We will rebuild the bridge,’ said Maria Lopez, ‘and we will pay “every penny” of it.’",
        [
            ("Maria Lopez", "say", "We will rebuild the bridge,"),
            ("Maria Lopez", "say", "and we will pay “every penny” of it."),
        ],
        "single marks, split, nested",
    ),
    (
        "Maria Lopez, mayor of Leeds, said: “We will rebuild.\n“It will take a year.\n“We need help from everyone.”",
        [
            ("Maria Lopez", "say", "We will rebuild."),
            ("Maria Lopez", "", "It will take a year."),
            ("Maria Lopez", "", "We need help from everyone."),
        ],
        "several paragraphs",
    ),
    (
        "The bridge “is not safe,” Maria Lopez said, but it “will be.”",
        [("Maria Lopez", "say", "is not safe,"), ("Maria Lopez", "say", "will be.")],
        "mixed speech on both sides of its frame",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), DIRECT, ids=[case[2] for case in DIRECT])
def test_direct_speech(text, expected, why):
    assert quotations(text, direct=True) == expected


INDIRECT = [
    (
        "The premier, Maria Lopez, told members that output must double.",
        [("Maria Lopez", "tell", "output must double")],
        "a that behind those who are told",
    ),
    (
        "The ministry said on Monday that the bridge was safe. It said that work would start soon.",
        [("The ministry", "say", "the bridge was safe"), ("The ministry", "say", "work would start soon")],
        "it, an institution",
    ),
    (
        "Officials said that the bridge was safe. They said that work would start soon.",
        [("Officials", "say", "the bridge was safe"), ("Officials", "say", "work would start soon")],
        "they, several people",
    ),
    (
        "In a post on X, Mayor Maria Lopez said the bridge was safe.",
        [("Maria Lopez", "say", "the bridge was safe")],
        "a post, indirect",
    ),
    ("Maria Lopez told AFP the bridge was safe.", [("Maria Lopez", "tell", "the bridge was safe")], "no “that”"),
    ("Maria Lopez said that the bridge was safe.", [("Maria Lopez", "say", "the bridge was safe")], "that"),
    (
        "The bridge is closed for a month, police said.",
        [("police", "say", "The bridge is closed for a month")],
        "a closing frame",
    ),
    (
        "According to the report, the bridge needs repairs.",
        [("the report", "according to", "the bridge needs repairs")],
        "according to, first",
    ),
    (
        "The bridge needs repairs, according to Maria Lopez.",
        [("Maria Lopez", "according to", "The bridge needs repairs")],
        "according to, last",
    ),
    (
        "Maria Lopez told AFP that work would start soon.",
        [("Maria Lopez", "tell", "work would start soon")],
        "a hearer",
    ),
    (
        "Maria Lopez stated Wednesday that work would start soon.",
        [("Maria Lopez", "state", "work would start soon")],
        "a day",
    ),
    (
        "The poll shows Maria Lopez with 48 percent, a lead of six points.",
        [("The poll", "show", "Maria Lopez with 48 percent, a lead of six points")],
        "a document",
    ),
    (
        "A Leeds Post survey last week found that 63 percent of voters back the bridge.",
        [("A Leeds Post survey last week", "find", "63 percent of voters back the bridge")],
        "a survey that found, with its time",
    ),
    (
        "During the same stretch, city records show, the bridge has carried 216 trucks.",
        [("city records", "show", "During the same stretch, city records show, the bridge has carried 216 trucks")],
        "a frame after an opening phrase",
    ),
    (
        "Two of the bridges were closed, Peter F. Stone, the undersecretary for roads, wrote in a memo.",
        [("Peter F. Stone", "write", "Two of the bridges were closed")],
        "a closing frame with an apposition",
    ),
    (
        "Since the bridge has 2.5 million users, drivers who need it would go elsewhere, Lopez said.",
        [("Lopez", "say", "Since the bridge has 2.5 million users, drivers who need it would go elsewhere")],
        "an opening clause belongs to what is said",
    ),
    (
        "As reported by the Leeds Post, inspectors found 2,200 cracks.",
        [("the Leeds Post", "report", "inspectors found 2,200 cracks")],
        "an opening clause with as",
    ),
    (
        "“The bank is safe”, its chief executive Maria Lopez told Reuters, adding that losses came to €40m.",
        [("Maria Lopez", "add", "losses came to €40m")],
        "no stop in the content",
    ),
    (
        "“The bank is safe,” its chief executive, Maria Lopez, said.",
        [],
        "no clause of marked words and a description",
    ),
    ("“The Long Road”, which Maria Lopez saw twice, is a film.", [], "a title before a comma"),
    ("The industrial average gave up 17 points to 5,203.", [], "a loss; only a poll gives somebody 17 percent"),
    (
        "In a Times/Leeds Post poll released Monday, 50 percent of voters chose the bridge.",
        [("a Times/Leeds Post poll released Monday", "in", "50 percent of voters chose the bridge")],
        "in a poll",
    ),
    (
        "The other repairs, according to the report, include two bridges.",
        [("the report", "according to", "The other repairs, according to the report, include two bridges")],
        "according to, in the middle",
    ),
    (
        "The bridge carried 1,500 of 62,000 trucks — or 2.4 percent — in May, according to the ministry.",
        [("the ministry", "according to", "The bridge carried 1,500 of 62,000 trucks — or 2.4 percent — in May")],
        "dashes in a pair",
    ),
    (
        "LEEDS, May 3 (Reuters) — The bridge is closed for a month, police said.",
        [("police", "say", "The bridge is closed for a month")],
        "a dateline is not said",
    ),
    (
        "The number of dead rose to 45, officials in Leeds said on Monday.",
        [("officials in Leeds", "say", "The number of dead rose to 45")],
        "a verb that the parse takes for a noun",
    ),
    (
        "Half of voters said they would pay, compared with 30 percent who would not.",
        [("Half of voters", "say", "they would pay")],
        "another share of voters says something else",
    ),
    ("Police put the toll at 45.", [("Police", "put", "the toll at 45")], "a reckoning"),
    (
        "Maria Lopez said the bridge could close for 5 months, people familiar with the talks said.",
        [
            (
                "people familiar with the talks",
                "say",
                "Maria Lopez said the bridge could close for 5 months",
            ),
            ("Maria Lopez", "say", "the bridge could close for 5 months"),
        ],
        "a closing frame with a description, around another source",
    ),
    (
        "The ads ask the mayors to make the bridge safe for 50 trucks.",
        [("The ads", "ask", "to make the bridge safe for 50 trucks")],
        "the person asked stands before the infinitive",
    ),
    ("Maria Lopez opposes a toll of $5.", [("Maria Lopez", "oppose", "a toll of $5")], "a stance on a figure"),
    ("Maria Lopez opposes a toll.", [], "a stance without a figure"),
    (
        "Maria Lopez wants the bridge to open by 2030.",
        [("Maria Lopez", "want", "the bridge to open by 2030")],
        "a wish, a clause",
    ),
    (
        "Peter Stone countered that 300 drivers would come.",
        [("Peter Stone", "counter", "300 drivers would come")],
        "a form that lemmatisers miss",
    ),
    (
        "About 9 in 10 drivers on the bridge are unhappy with the toll — and about 4 in 10 are angry.",
        [("9 in 10 drivers on the bridge", "unhappy", "the toll")],
        "another share after a dash",
    ),
    ("All told, up to 5 bridges could close.", [], "a phrase, no telling"),
    ("300 jobs were announced by the firm.", [("the firm", "announce", "300 jobs")], "a passive"),
    (
        "It is worth less than the $3 million estimated by the bank.",
        [("the bank", "estimate", "the $3 million")],
        "a participle after the figure",
    ),
    (
        "The 90 percent figure came from the Leeds council.",
        [("the Leeds council", "come from", "The 90 percent figure")],
        "where a figure comes from",
    ),
    ("The 90 drivers came from the Leeds depot.", [], "people come from somewhere too"),
    (
        "The fear within the party is that 25 members will leave.",
        [("the party", "fear", "25 members will leave")],
        "a noun and the clause that it is",
    ),
    (
        "The unions’ estimates of the loss range from 100,000 to 250,000 jobs.",
        [("The unions", "estimate", "the loss range from 100,000 to 250,000 jobs")],
        "a noun of estimate whose figure is in the predicate",
    ),
    (
        "Maria Lopez stepped in on Monday: The bridge will close for 3 days, she said.",
        [("Maria Lopez", "say", "The bridge will close for 3 days")],
        "what stands before a colon is not said",
    ),
    (
        "Maria Lopez is confident that 300 drivers will come.",
        [("Maria Lopez", "confident", "300 drivers will come")],
        "an attitude",
    ),
    ("The asking price of the widely criticised bridge fell.", [], "a participle before its noun"),
    (
        "The depot was just a row of sheds, said one former clerk who worked there.",
        [("one former clerk", "say", "The depot was just a row of sheds")],
        "what something is says nothing",
    ),
    (
        "All the shops in the street are closed because of this, says one baker, noting that the drains were blocked.",
        [
            ("one baker", "say", "All the shops in the street are closed because of this"),
            ("one baker", "note", "the drains were blocked"),
        ],
        "two cues, each with its clause",
    ),
    (
        "The mill will close.  Nobody asked the workers,  said Maria Lopez.",
        [("Maria Lopez", "say", "Nobody asked the workers")],
        "a doubled space between comma and cue",
    ),
    (
        "A man neighbors say was drunk stabbed 3 people.",
        [("neighbors", "say", "was drunk")],
        "the noun before the source is what the clause is about",
    ),
    (
        "Maria Lopez tells Leeds Today he's raised $3 million.",
        [("Maria Lopez", "tell", "he's raised $3 million")],
        "the end of a hearer's name",
    ),
    (
        "Doctors told Maria Lopez and her husband their son had measles.",
        [("Doctors", "tell", "their son had measles")],
        "two hearers",
    ),
    (
        "“We got it back,” Maria Lopez said, explaining how a loan of $120 million could be justified.",
        [("Maria Lopez", "explain", "how a loan of $120 million could be justified")],
        "the clause of a second cue",
    ),
    (
        "A Real Leeds average of polls shows Lopez leading by 2.2 percent.",
        [("A Real Leeds average of polls", "show", "Lopez leading by 2.2 percent")],
        "what shows is the average",
    ),
    (
        "Officers found five people, including pupils, tied to a fence, reports KJRX.",
        [("KJRX", "report", "Officers found five people, including pupils, tied to a fence")],
        "a source in capitals behind its verb",
    ),
    (
        "Earlier this week, Maria Lopez, who ran the mill when the fire was lit in its yard,  conceded the current state "
        "of the yard is a danger.",
        [("Maria Lopez", "concede", "the current state of the yard is a danger")],
        "a relative clause before its verb",
    ),
    (
        "The head of the bank, who left in May, said the loss was $3 million.",
        [("The head of the bank", "say", "the loss was $3 million")],
        "who is the head, not the bank",
    ),
    (
        "The search is over, says a Leeds-based police agent.",
        [("a Leeds-based police agent", "say", "The search is over")],
        "where a source is based",
    ),
    (
        "Nine people lived at the house, per BuzzDaily.",
        [("BuzzDaily", "per", "Nine people lived at the house")],
        "a name behind per",
    ),
    ("The fee is $3 per Person.", [], "per is no cue in a rate"),
    (
        "Maria Lopez says that's no fault of the ferry.",
        [("Maria Lopez", "say", "that's no fault of the ferry")],
        "that as a subject",
    ),
    (
        "US and Danish officials said that 4 men are free.",
        [("US and Danish officials", "say", "4 men are free")],
        "two modifiers of one source",
    ),
    ("The blaze at the mill, which claimed at least nine lives, is out.", [], "lives are taken, not said"),
    (
        "Bank of Harwick said it has agreed to return $3 million.",
        [
            ("Bank of Harwick", "say", "it has agreed to return $3 million"),
            ("Bank of Harwick", "agree", "to return $3 million"),
        ],
        "the whole name of what it is",
    ),
    (
        "In a county court hearing last month, Maria Lopez argued that the plan failed.",
        [("Maria Lopez", "argue", "the plan failed")],
        "a hearing is no cue",
    ),
    (
        "(Police say that the bridge is closed.)",
        [("Police", "say", "the bridge is closed")],
        "the bracket that closes round a sentence",
    ),
    (
        "On Tandler Mountain in north Alabama, tomato farmer Maria Lopez said few workers came.",
        [("Maria Lopez", "say", "few workers came")],
        "a place before the speaker",
    ),
    (
        "One of the bill's authors, Republican Sen. Maria Lopez, said the law would hold.",
        [("Maria Lopez", "say", "the law would hold")],
        "a description before the name and its verb",
    ),
    (
        "Another team published a study Aug. 17 showing that the plan failed.",
        [("a study", "show", "the plan failed")],
        "a day between a study and what it shows",
    ),
    (
        "Maria Lopez ended the line of questioning by asking Stone to leave.",
        [("Maria Lopez", "ask", "to leave")],
        "she who ended it asked",
    ),
    ("“It is done,” Maria Lopez told reporters earlier this week.", [], "a time is no statement"),
    ("A man accused of theft has fled.", [], "who is accused says nothing"),
    (
        "Peter Stone met Maria Lopez. Stone did not say whether he would resign.",
        [],
        "nothing is said",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), INDIRECT, ids=[case[2] for case in INDIRECT])
def test_indirect_speech(text, expected, why):
    assert quotations(text, direct=False) == expected


def test_words_that_name_a_person_are_not_that_persons():
    text = "“He left in May,” Maria Lopez said. Peter Stone was in trouble. “Pete has changed a lot since then.” Stone has left."
    assert [source for source, _, _ in quotations(text, direct=True)] == ["Maria Lopez", "Maria Lopez"]


def test_a_short_frame_after_a_question():
    text = "“Who pays?” Maria Lopez said. “Would you close it?” Lopez pressed. “For how long?”"
    assert [(source, cue) for source, cue, _ in quotations(text, direct=True)] == [
        ("Maria Lopez", "say"),
        ("Maria Lopez", "press"),
        ("Maria Lopez", ""),
    ]


def test_a_line_below_signs_the_speech_above():
    text = "Peter Stone spoke.\n\n“We will build the bridge in 3 years.”\n\n- Maria Lopez, in a debate\n\nHe left."
    assert quotations(text, direct=True) == [("Maria Lopez", "", "We will build the bridge in 3 years.")]


def test_a_thing_does_not_go_on_speaking():
    text = "The clip suggests that the bridge is safe. “It will stand for 90 years and nobody will be hurt on it.”"
    assert [source for source, _, _ in quotations(text, direct=True)] == [""]


def test_an_unknown_speaker_stays_blank():
    assert [
        source for source, _, _ in quotations("“We never thought that it would end like this, not here.”", direct=True)
    ] == [""]


def test_whole_row():
    text = "“We will rebuild the bridge,” Leeds Mayor Maria Lopez said."
    parsed = parse(text)
    row = next(c for c in extract_quotations(parsed, extract_persons(parsed)) if c.direct)
    assert (
        row.kind,
        row.start,
        row.end,
        row.source_role,
        row.subject,
        row.predicate,
        row.confidence,
        row.sentence,
    ) == (
        "quotation",
        1,
        28,
        "Mayor",
        "Maria Lopez",
        "say",
        1.0,
        text,
    )


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("Maria Lopez said 300 people were hurt.", "300", ("Maria Lopez", "", "say")),
        ("According to police, 300 people were hurt.", "300", ("police", "", "according to")),
        ("“We saw 300 people,” Mayor Maria Lopez said.", "300", ("Maria Lopez", "Mayor", "say")),
        ("Some 300 people were hurt.", "300", ("", "", "")),
        (TRANSCRIPT, "300", ("Maria Lopez", "", "")),
        ("Peter Stone said Maria Lopez believes 300 people were hurt.", "300", ("Peter Stone", "", "say")),
        (
            "Peter Stone says it is proof that he can close the gap, which stood at 263 on Monday, according to the ministry.",
            "263",
            ("the ministry", "", "according to"),
        ),
        (
            "The toll is growing, and stood at 263 in May, the ministry said.",
            "263",
            ("the ministry", "", "say"),
        ),
        (
            "Peter Stone says it is safe (the number is nearer to 15, according to police).",
            "15",
            ("police", "", "according to"),
        ),
        ("The train slipped back to 39 percent in Monday’s survey.", "39", ("Monday’s survey", "", "in")),
    ],
)
def test_credit(text, number, expected):
    parsed = parse(text)
    claims = extract_quotations(parsed, extract_persons(parsed))
    start = text.index(number)
    assert credit(claims, start, start + len(number)) == expected


ODD = [
    "",
    "“",
    "”",
    '"""',
    "'",
    "said said said",
    ", said",
    "“” said",
    "“said” said “said”",
    "according to",
    "per the",
    "“a\n“b\n“c",
    "'" * 200,
    ": “" * 30,
]


@pytest.mark.parametrize("text", ODD)
def test_odd_text_never_raises(text):
    parsed = parse(text)
    claims = extract_quotations(parsed, extract_persons(parsed))
    assert all(0 <= c.start < c.end <= len(text) for c in claims)
