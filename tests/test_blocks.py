"""Blocks: what is news, what is furniture, where sentences end, and that every Doc is over the text as printed."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from factcheck.language.blocks import LONGEST_BLOCK, block_at, parse_articles, sentence_at, sentence_span, split_blocks
from factcheck.language.printed import as_printed, plain_text
from factcheck.language.sentences import repair_sentences
from factcheck.model import Article, Block


def roles(text, markup=()):
    return [(block.role, text[block.start : block.end]) for block in split_blocks(text, markup)]


FURNITURE = [
    ("JOIN US ON TELEGRAM", "an invitation in capitals"),
    ("Follow our coverage of the election on the @HarbourPost.", "an invitation with a handle"),
    ("Follow us on Twitter and Facebook", "an invitation"),
    ("Leave a Reply", "the head of the comments"),
    ("Your email address will not be published. Required fields are marked *", "the comment form, two sentences"),
    ("12 Comments", "a counter"),
    ("Share.", "a button with a full stop"),
    ("Facebook | Twitter | WhatsApp | Email", "a row of buttons"),
    ("Exit mobile version", "a switch"),
    ("Other Topics of Interest", "the heading above teasers"),
    ("More In Asia", "the heading of a list of links"),
    ("Read more: Harbour bridge to close for two years", "a link to another story"),
    ("RELATED: Two ferries collide off Aberly", "a link to another story"),
    ("1:42 Divers search the wreck of the Aberly ferry", "a video with its length"),
    ("Sign up for our newsletter", "an invitation"),
    ("Want to get this in your inbox? Sign up for our daily newsletter here.", "an invitation in two sentences"),
    ("Advertisement", "an advertisement's label"),
    ("Photo: Ministry of Fisheries", "a credit"),
    ("(AP Photo/Ines Moreau)", "a credit in brackets"),
    ("(Photo by Ines Moreau/Getty Images)", "a credit in brackets"),
    ("Getty Images", "an agency alone"),
    ("© 2024 Harbour Media Ltd. All rights reserved.", "rights"),
    (
        "Copyright 2019 The Harbour Post. All rights reserved. This material may not be published or broadcast.",
        "rights",
    ),
    (
        "The Harbour Agency website contains only a portion of the stories offered to subscribers, in summarized form. "
        "Please contact us for subscription options.",
        "a note on subscriptions",
    ),
    ("This website uses cookies to improve your experience. Accept all cookies", "cookies"),
    ("Related stories", "a heading of links"),
    ("By Ines Moreau and Tom Aske, Staff Writers", "a byline"),
    ("(Reporting by Ines Moreau; Editing by Tom Aske)", "credits of an agency"),
    ("The Associated Press contributed to this report.", "credits"),
    ("Contact Ines Moreau at imoreau@harbourpost.example or 555-201-4477.", "a contact"),
    ("tom.aske@harbourpost.example", "an address alone"),
    ("UPDATED at 10:41 p.m. on Friday, March 6th", "a stamp"),
    ("Published: March 3, 2021", "a stamp"),
    ("5 min read", "a reading time"),
    ("This story will be updated as more information becomes available.", "a promise"),
    ("Your comment has been submitted.", "a form's answer"),
    ("(Ines Moreau/Harbour Post)", "a credit without a word for it"),
    ("* * *", "a rule"),
    ("3", "a number alone"),
]


@pytest.mark.parametrize(("line", "reason"), FURNITURE)
def test_furniture(line, reason):
    text = f"Ministers met in Aberly on Monday.\n{line}\nThey left on Tuesday.\n"
    assert roles(text) == [
        ("body", "Ministers met in Aberly on Monday."),
        ("furniture", line),
        ("body", "They left on Tuesday."),
    ], reason


NEWS = [
    ("EU Parliament Approves €90B Loan", "a teaser's headline has a quantity of its own"),
    ("Share prices fell 3% on Monday.", "starts like a button"),
    ("Follow-up talks will be held in Aberly.", "starts like an invitation"),
    ("Advertisement spending rose to $2.3 billion.", "starts like a label"),
    ("Photo evidence showed that 12 ships had left.", "starts like a credit"),
    ("Copyright infringement claims rose 20% last year.", "starts like a rights line"),
    ("More in the city than in the country said they would move.", "starts like a heading of links"),
    ("More: 12 ships left on Monday.", "a label and a sentence"),
    ("Related costs were put at $4 million.", "starts like a link"),
    ("Comments by the minister drew fire.", "starts like a counter"),
    ("He said on Twitter that he would resign.", "names a network"),
    ("Published figures show a fall of 4%.", "starts like a stamp"),
    ("By Monday, 40 people had been found.", "starts like a byline"),
    ("With Mr. Aske's rise, Harbourside politics changed, and its voters noticed.", "starts like a list of writers"),
    ("Tom Aske is a reporter who was jailed for 90 days, his lawyer said.", "not at the end: news about a reporter"),
    ("The ship reported from the Arctic that it had lost two anchors.", "reads like a note on where writers were"),
    ("Sources: 2 held over ferry collision", "who said it, not a credit"),
    ("She contributed $500 to the campaign.", "contributed, but not to this report"),
    ("10:15 p.m. Police arrive at the pier", "a time of day, not a video's length"),
]


@pytest.mark.parametrize(("line", "reason"), NEWS)
def test_news_is_kept(line, reason):
    filler = "\n".join(f"They met {name} in Aberly." for name in ("Anna", "Berta", "Carla", "Dora", "Elsa", "Frida"))
    text = f"Ministers met in Aberly on Monday.\n{line}\n{filler}\n"
    assert ("body", line) in roles(text), reason


def test_block_at():
    blocks = split_blocks("Anna left.\n\nBo came.\n")
    found = [block_at(blocks, offset) for offset in (0, 9, 10, 11, 12, 19, 20)]
    assert found == [blocks[0], blocks[0], None, None, blocks[1], blocks[1], None]
    assert block_at((), 3) is None


@pytest.mark.parametrize(
    ("line", "role"),
    [
        (
            "Ines Moreau is a reporter based in Aberly, contributing to Harbour Post. She was named best of 2020.",
            "furniture",
        ),
        ("Ines Moreau is Harbour Post's chief Asia correspondent.", "furniture"),
        ("Ines Moreau is a professor of law at Aberly and the author of “Tides”.", "furniture"),
        ("Ines Moreau is a Voice of Harbour reporter.", "furniture"),
        ("Ines Moreau is a fellow at Aberly.", "furniture"),
        ("Ines Moreau is a friend of the author.", "body"),
        ("Tom Aske is the man who hit a photographer on Monday, police said.", "body"),
        ("Tom Aske is a fellow officer.", "body"),
    ],
)
def test_biography_only_at_the_end(line, role):
    text = f"Ministers met in Aberly.\nThey left on Tuesday.\n{line}\nMore In Asia\n"
    assert [role for role, _ in roles(text)] == ["body", "body", role, "furniture"]


def test_closing_sentences_are_cut_from_a_line():
    text = "The bridge reopened on Monday. (Photo: Tom Aske) Copyright 2021 Harbour Post. All rights reserved.\nIt rained.\n"
    assert roles(text) == [
        ("body", "The bridge reopened on Monday."),
        ("furniture", "(Photo: Tom Aske) Copyright 2021 Harbour Post. All rights reserved."),
        ("body", "It rained."),
    ]


HEADLINES = [
    ("Ministers agree on 12 ferries\nARBERLY - They met on Monday.\n", ["headline", "furniture", "body"], "a title"),
    ("Ministers agree\nTalks in Aberly\nThey met on Monday.\n", ["body", "body", "body"], "two words are no title"),
    (
        "Ministers agree on ferries\n'A good day,' says Anna Lind\nThey met.\n",
        ["headline", "headline", "body"],
        "a deck",
    ),
    ("Ministers agreed on Monday.\nThey met.\n", ["body", "body"], "a sentence"),
    ("OSLO, Norway — Ministers agreed on Monday\nThey met.\n", ["furniture", "body", "body"], "a dateline"),
    ("Ministers agree on 12 ferries\n", ["body"], "a title without a body is the body"),
    ("By Anna Lind\nMinisters agree on ferries\nThey met.\n", ["furniture", "headline", "body"], "below a byline"),
    ("March 3, 2021 5:11 PM\nThey met.\n", ["body", "body"], "a date"),
    (
        "Ministers agree on ferries Posted: Monday, May 3, 2021 5:16 AM EST Updated: Monday, May 3, 2021\nThey met.\n",
        ["headline", "furniture", "body"],
        "a stamp behind it",
    ),
]


@pytest.mark.parametrize(("text", "expected", "reason"), HEADLINES)
def test_headlines(text, expected, reason):
    assert [role for role, _ in roles(text)] == expected, reason


def test_all_line_ends_and_invisible_edges():
    text = "One left.\r\n\u200b Two left.\u00a0\u2028\ufeff\u2029Three left.\x85\tFour left.\x0c"
    assert [line for _, line in roles(text)] == ["One left.", "Two left.", "Three left.", "Four left."]


def test_long_line_is_split_after_a_sentence():
    text = "The ship sailed on Monday. " * 2000
    blocks = split_blocks(text)
    assert all(block.end - block.start <= LONGEST_BLOCK for block in blocks)
    assert all(text[block.start : block.end].endswith("Monday.") for block in blocks)
    assert " ".join(text[block.start : block.end] for block in blocks) == text.strip()


def test_markup_makes_no_block():
    text = "---\ntitle: x y\n---\n# Heading of three words\nThe ship [sailed](http://x.example).\n"
    markup = ((0, 19), (19, 21), (53, 54), (60, 79))
    assert roles(text, markup) == [
        ("headline", "Heading of three words"),
        ("body", "The ship [sailed](http://x.example)."),
    ]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_blocks_tile(text):
    end = 0
    for block in split_blocks(text):
        line = text[block.start : block.end]
        assert end <= block.start < block.end
        assert line == line.strip()
        # More lines than one are a hard-wrapped paragraph, which no blank line parts.
        assert all(part.strip() for part in line.splitlines())
        assert len(line.splitlines()) == 1 or len(text.splitlines()) > 3
        end = block.end


def test_short_lines_that_run_on_are_one_paragraph():
    text = "a\rb\x85c\rd\x85e"
    assert [text[block.start : block.end] for block in split_blocks(text)] == [text]


def build(words, heads, tags=None):
    """A Doc by hand: sentences follow from the heads, a head of itself is a root."""
    vocab = spacy.blank("en").vocab
    spaces = [following not in (".", ",", ")", "?") for following in [*words[1:], "."]]
    spaces = [space and word not in ("(", '"') for space, word in zip(spaces, words, strict=True)]
    deps = ["ROOT" if head == i else "dep" for i, head in enumerate(heads)]
    return Doc(vocab, words=words, spaces=spaces, heads=heads, deps=deps, pos=tags or ["VERB"] * len(words))


BOUNDARIES = [
    (["He", "left", ".", "She", "came", "."], [1, 1, 1, 4, 4, 4], ["He left.", "She came."], "two sentences stay"),
    (
        ["He", "left", "at", "9", "a.m.", "Friday", "."],
        [1, 1, 4, 4, 1, 5, 5],
        ["He left at 9 a.m. Friday."],
        "a day goes with the hour before it",
    ),
    (["It", "is", "No.", "3", "."], [1, 1, 1, 3, 3], ["It is No. 3."], "a number goes with No."),
    (
        ["It", "said", "No", ".", "3", "left", "."],
        [1, 1, 1, 1, 5, 5, 5],
        ["It said No. 3 left."],
        "No and . as two tokens",
    ),
    (["Gen.", "Aske", "left", "."], [0, 2, 2, 2], ["Gen. Aske left."], "a name goes with its rank"),
    (
        ["He", "left", "(", "so", "said", "she", ".", "All", "knew", ")", "."],
        [1, 1, 4, 4, 1, 4, 4, 8, 8, 8, 8],
        ["He left (so said she. All knew)."],
        "no sentence ends within brackets",
    ),
    (
        ["It", "left", ".", '"', "They", "came", "."],
        [1, 1, 1, 5, 5, 5, 5],
        ["It left.", '"They came.'],
        "a quotation starts",
    ),
    (["Why", "?", "asked", "she", "."], [0, 0, 2, 2, 2], ["Why? asked she."], "a small letter goes on"),
    (["He", "met", "Anna", "who", "left", "."], [1, 1, 1, 4, 4, 4], ["He met Anna who left."], "no end mark"),
]


@pytest.mark.parametrize(("words", "heads", "expected", "reason"), BOUNDARIES)
def test_repair_sentences(words, heads, expected, reason):
    doc = repair_sentences(build(words, heads))
    assert [sentence.text for sentence in doc.sents] == expected, reason


def test_joined_sentence_hangs_on_the_one_before():
    doc = repair_sentences(build(["He", "met", "Anna", "who", "left", "."], [1, 1, 1, 4, 4, 4]))
    assert (doc[4].dep_, doc[4].head.i) == ("parataxis", 1)


def test_abbreviation_needs_a_verb_on_both_sides():
    words = ["The", "U.S.", "Army", "left", "."]
    doc = build(words, [1, 1, 3, 3, 3], ["DET", "PROPN", "PROPN", "VERB", "PUNCT"])
    assert [sentence.text for sentence in repair_sentences(doc).sents] == ["The U.S. Army left."]
    words = ["It", "left", "the", "U.S.", "Anna", "stayed", "."]
    doc = build(words, [1, 1, 3, 1, 5, 5, 5], ["PRON", "VERB", "DET", "PROPN", "PROPN", "VERB", "PUNCT"])
    assert [sentence.text for sentence in repair_sentences(doc).sents] == ["It left the U.S.", "Anna stayed."]


def test_sentence_of_a_span():
    doc = build(["He", "left", ".", "She", "came", "."], [1, 1, 1, 4, 4, 4])
    block = Block(10, 28, "body", doc)
    assert doc.text == "He left. She came."
    assert sentence_span(block, 19, 22) == (19, 28)
    assert sentence_at(block, 19, 22) == "She came."
    assert sentence_at(block, 13, 22) == "He left. She came."
    assert sentence_at(Block(10, 28, "furniture"), 19, 22) == ""


@pytest.fixture(scope="module")
def sentencizer():
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def test_parse_articles(sentencizer):
    text = "Ministers agree on ferries\n\nJOIN US ON TELEGRAM\nThe  ship\tsailed.\u00a0It \u200bcame back.\n"
    (parsed,) = parse_articles([Article(id="a", text=text)], sentencizer)
    assert [(block.role, block.doc.text if block.doc else None) for block in parsed.blocks] == [
        ("headline", "Ministers agree on ferries"),
        ("furniture", None),
        ("body", "The  ship\tsailed.\u00a0It \u200bcame back."),
    ]
    assert [s.text for s in parsed.blocks[2].doc.sents] == ["The  ship\tsailed.\u00a0", "It \u200bcame back."]


def test_parse_articles_keeps_the_order_over_batches(sentencizer):
    articles = [Article(id=str(n), text=f"Ship {n} left.\nIt had {n} men.") for n in range(200)]
    parsed = list(parse_articles(articles, sentencizer))
    assert [p.article.id for p in parsed] == [a.id for a in articles]
    assert [p.blocks[1].doc.text for p in parsed] == [f"It had {n} men." for n in range(200)]


def test_left_out_characters_are_tokens_of_their_own():
    printed = "The **big**  ship\u00ads [sailed](x)."
    markup = ((4, 6), (9, 11), (20, 21), (27, 31))
    plain, offsets = plain_text(printed, 0, len(printed), markup)
    assert plain == "The big ships sailed."
    words = ["The", "big", "ships", "sailed", "."]
    doc = Doc(
        spacy.blank("en").vocab,
        words=words,
        spaces=[True, True, True, False, False],
        heads=[2, 2, 3, 3, 3],
        deps=["det", "amod", "nsubj", "ROOT", "punct"],
        ents=["O", "B-ORG", "I-ORG", "O", "O"],
    )
    new = as_printed(doc, printed, offsets)
    assert new.text == printed
    assert [(t.text, t.dep_, t.head.text) for t in new if t.pos_ != "SPACE"] == [
        ("The", "det", "ship\u00ads"),
        ("big", "amod", "ship\u00ads"),
        ("ship\u00ads", "nsubj", "sailed"),
        ("sailed", "ROOT", "sailed"),
        (".", "punct", "sailed"),
    ]
    assert [t.text for t in new if t.pos_ == "SPACE"] == ["**", "** ", "[", "](x)"]


def test_what_is_too_long_for_a_word_is_kept_from_the_parser(sentencizer):
    line = "The ship left. http://x.example/" + "a(" * 60 + " It came back."
    (parsed,) = parse_articles([Article(id="a", text=f"{'=ab/' * 200}\n{line}")], sentencizer)
    assert [block.role for block in parsed.blocks] == ["furniture", "body"]
    doc = parsed.blocks[1].doc
    assert doc.text == line
    assert [token.text for token in doc if token.pos_ != "SPACE"] == [
        "The",
        "ship",
        "left",
        ".",
        "It",
        "came",
        "back",
        ".",
    ]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_docs_are_over_the_text_as_printed(sentencizer, text):
    (parsed,) = parse_articles([Article(id="a", text=text)], sentencizer)
    for block in parsed.blocks:
        if block.role != "furniture":
            assert block.doc.text == text[block.start : block.end]


WRAPPED = """Ministers agree on ferries

Ministers met in Aberly on Monday to
settle how many ferries the islands are
to get, and they agreed on more than
12 after a night of talks, an official
said.
The first is to sail in March 2026.
- One goes to the northern islands now
- one to the south

Facebook | Twitter
"""


def test_hard_wrapped_paragraph_is_one_block():
    assert [(role, " ".join(line.split())) for role, line in roles(WRAPPED)] == [
        ("headline", "Ministers agree on ferries"),
        (
            "body",
            "Ministers met in Aberly on Monday to settle how many ferries the islands are to get, and they agreed on "
            "more than 12 after a night of talks, an official said.",
        ),
        ("body", "The first is to sail in March 2026."),
        ("body", "- One goes to the northern islands now"),
        ("body", "- one to the south"),
        ("furniture", "Facebook | Twitter"),
    ]


def test_sentence_of_a_wrapped_paragraph_is_on_one_line(sentencizer):
    (parsed,) = parse_articles([Article(id="a", text=WRAPPED)], sentencizer)
    body = parsed.blocks[1]
    assert sentence_at(body, body.start, body.start + 1) == (
        "Ministers met in Aberly on Monday to settle how many ferries the islands are to get, and they agreed on more "
        "than 12 after a night of talks, an official said."
    )


def test_short_lines_that_are_no_paragraph_stay_apart():
    text = (
        "The victims are\nAnna Lind, 42, of Aberly\nTom Aske, 17, of Oslo\nand two others\nThey were named on Monday."
    )
    assert [line for _, line in roles(text)] == text.split("\n")


@pytest.mark.parametrize(
    "line, dateline",
    [
        ("LEEDS, England, May 3 (AP) — Three people were killed.", "LEEDS, England, May 3 (AP) —"),
        ("A CORUÑA, Spain - A storm killed three people.", "A CORUÑA, Spain -"),
        ("ST. LOUIS–A man was shot.", ""),
        ("Leeds (AP) - Three people were killed.", "Leeds (AP) -"),
        ("NEW YORK/LONDON (Reuters) -- “Oil is dear,” she said.", "NEW YORK/LONDON (Reuters) --"),
        ("IBM - the largest of them - fell.", ""),
        ("COVID-19 - The ministry counts three cases.", ""),
        ("Anna Lee - The mayor spoke.", ""),
        ("ANNA -- GOOD EVENING, I'M ANNA.", ""),
        ("-- ANNA -- Good evening.", ""),
        ("U.S.-China talks fell apart.", ""),
        ("(Sep 4, 2023  5:56 PM CDT) The mayor spoke.", "(Sep 4, 2023  5:56 PM CDT)"),
        ("[4 September 2023, 14:05 GMT] The mayor spoke.", "[4 September 2023, 14:05 GMT]"),
        ("(Sep 4, 2023) The mayor spoke.", ""),
        ("(Born in 2016 at 5:56) The twins are well.", ""),
    ],
)
def test_a_dateline_is_kept_from_the_parser(line, dateline):
    rest = line[len(dateline) :].strip()
    assert roles(line) == [*([("furniture", dateline)] if dateline else []), ("body", rest)]
