"""The page without a browser: what stands in it, that it holds nothing foreign, and how it grows."""

import html
import re
import time
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

from factcheck.model import CLAIM_COLUMNS, DISCREPANCY_COLUMNS, Article, NotChecked, Published
from factcheck.rulepacks import Rule
from factcheck.writers.charts import compact, draw, read_facts
from factcheck.writers.html_report import write_html
from factcheck.writers.passages import LONGEST_ARTICLE, Segment, compare_words, paragraphs_of, passage_around
from factcheck.writers.report import FACT_COLUMNS, Report

HOSTILE = (
    '<img src=x onerror="window.hacked=1"></script><script>window.hacked=2</script><!-- {{ 7*7 }} {% x %} '
    "&lt;b&gt; &amp; ]]> \u202eevil\u2066 \x00\x1b[31m javascript:hacked() ' \" ` \ud800"
)
COURIER = Article(
    "courier.txt",
    "It rained. The forest office counted. Volunteers planted 9,500 trees in the Orla valley. They go on in May.\n"
    "Mayor Ilse Brandt thanked all 40 schools.",
    outlet="Orla Courier",
    title="Trees for the valley",
    published=Published("2031-05-06", "2031-05-06", "sidecar"),
)
GAZETTE = Article(
    "gazette.txt",
    "Volunteers planted about 4,200 trees in the Orla valley, said mayor Ilse Brand.",
    outlet="Mill Gazette",
    published=Published("2031-05-07", "2031-05-08", "inferred", "on Thursday"),
)
LATER = Article("later.txt", "More than 9,900 trees stand.", published=Published("2031-06-01", "2031-06-01", "sidecar"))


def claim(article: Article, text: str, kind: str, **fields) -> dict:
    start = article.text.index(text)
    return dict.fromkeys(CLAIM_COLUMNS, "") | {
        "claim_id": f"c-{article.id}-{start}", "article": article.id, "outlet": article.outlet,
        "published": str(article.published),
        "kind": kind, "start": start, "end": start + len(text), "text": text, "sentence": article.text, "low": None, "high": None,
        "direct": None, "confidence": 1.0,
    } | fields  # fmt: skip


CLAIMS = [
    claim(COURIER, "9,500", "quantity", low=9500.0, high=9500.0, bound="exact", object="tree", predicate="plant"),
    claim(COURIER, "Ilse Brandt", "person", name="Ilse Brandt"),
    claim(
        GAZETTE,
        "about 4,200",
        "quantity",
        low=4200.0,
        high=4200.0,
        bound="approximate",
        object="tree",
        predicate="plant",
    ),
    claim(GAZETTE, "Ilse Brand", "person", name="Ilse Brand"),
    claim(LATER, "More than 9,900", "quantity", low=9900.0, bound="more_than", object="tree", predicate="stand"),
]
CONFLICT = dict.fromkeys(DISCREPANCY_COLUMNS, "") | {
    "discrepancy_id": "d-0000000000000001", "rule": "quantity-conflict", "level": "error", "verdict": "conflict",
    "confidence": 0.97, "subject": "tree, plant", "message": "9,500 and about 4,200.", "suggestion": "Ask the office.",
    "left_article": "courier.txt", "left_published": "2031-05-06", "left_text": "9,500", "left_sentence": COURIER.text[37:88],
    "left_start": CLAIMS[0]["start"], "left_end": CLAIMS[0]["end"], "left_also": "later.txt",
    "right_article": "gazette.txt", "right_published": "2031-05-07/2031-05-08", "right_text": "about 4,200",
    "right_sentence": GAZETTE.text, "right_start": CLAIMS[2]["start"], "right_end": CLAIMS[2]["end"],
    "why_matched": "the same thing counted (tree); articles on one event",
}  # fmt: skip
NAMES = CONFLICT | {
    "discrepancy_id": "d-0000000000000002", "rule": "name-misspelt", "level": "warning", "subject": "mayor", "left_also": "",
    "left_text": "Ilse Brandt", "left_start": CLAIMS[1]["start"], "left_end": CLAIMS[1]["end"],
    "left_sentence": "Mayor Ilse Brandt thanked all 40 schools.",
    "right_text": "Ilse Brand", "right_start": CLAIMS[3]["start"], "right_end": CLAIMS[3]["end"], "message": "Two spellings.",
}  # fmt: skip
LONE = NAMES | {
    "discrepancy_id": "d-0000000000000003", "rule": "word-damaged", "verdict": "damaged", "subject": "end -> finish",
    "left_text": "planted", "left_start": 49, "left_end": 56, "right_article": "", "right_published": "", "right_text": "",
    "right_sentence": "", "right_start": None, "right_end": None,
}  # fmt: skip
FACTS = [(0, CLAIMS[n]["claim_id"], CLAIMS[n]["low"], CLAIMS[n]["high"], "count") for n in (0, 2, 4)]


def small_report(**changes) -> Report:
    parts = {
        "articles": (COURIER, GAZETTE, LATER),
        "claims": pd.DataFrame(CLAIMS, columns=list(CLAIM_COLUMNS)),
        "discrepancies": pd.DataFrame([CONFLICT, NAMES, LONE], columns=list(DISCREPANCY_COLUMNS)),
        "not_checked": (NotChecked("notes.doc", "not a text file"),),
        "rules": (
            Rule("name-misspelt", "name-spelling", ("person",), "conflict", "error", "", "Names matter.", (), ()),
        ),
        "pipeline": "en_test 1.0",
        "facts": pd.DataFrame(FACTS, columns=list(FACT_COLUMNS)),
    }
    return Report(**(parts | changes))


def many(count: int) -> Report:
    """A report of `count` discrepancies between articles of usual length."""
    words = "The council of the valley met on Tuesday and heard what the wardens had counted since the snow went. "
    articles, rows = [], []
    for number in range(count):
        name = f"{number:04}.txt"
        text = (
            words * 3
            + f"Wardens saw {number + 2:,} {'zebras' if number % 7 == 0 else 'deer'} near the mill. "
            + words * 15
        )
        articles.append(Article(name, text, outlet=f"Outlet {number % 9}"))
        other = f"{(number + 1) % count:04}.txt"
        start = text.index("saw") + 4
        rows.append(
            CONFLICT
            | {
                "discrepancy_id": f"d-{number:016x}",
                "level": ("error", "warning", "note")[number % 3],
                "left_article": name,
                "right_article": other,
                "left_text": f"{number + 2:,}",
                "right_text": f"{number + 3:,}",
                "left_start": start,
                "left_end": start + len(f"{number + 2:,}"),
                "right_start": start,
                "right_end": start + len(f"{number + 3:,}"),
                "left_sentence": words,
                "right_sentence": words,
                "left_also": "",
                "subject": "zebra" if number % 7 == 0 else "deer",
            }  # fmt: skip
        )
    frame = pd.DataFrame(rows, columns=list(DISCREPANCY_COLUMNS))
    return small_report(articles=tuple(articles), discrepancies=frame, facts=None)


def written(report: Report, folder) -> str:
    write_html(report, folder / "report.html")
    return (folder / "report.html").read_text(encoding="utf-8")


def words_of(page: str) -> str:
    body = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_a_card_holds_both_sides_with_their_neighbours(tmp_path):
    card = re.search(r'<article class="card error".*?</article>', written(small_report(), tmp_path), re.DOTALL).group()
    assert words_of(card) == (
        "error 97% sure quantity-conflict 1 Conflict : tree, plant "
        "Two figures are printed for one thing, and they cannot both be true. "
        "9,500 Orla Courier , 2031-05-06 Trees for the valley and 1 more: later.txt "
        "The forest office counted. Volunteers planted 9,500 trees in the Orla valley. They go on in May. "
        "about 4,200 Mill Gazette , 2031-05-07 to 2031-05-08 gazette.txt "
        "Volunteers planted about 4,200 trees in the Orla valley, said mayor Ilse Brand. "
        "What 9,500 and about 4,200. Suggested Ask the office. "
        "Why matched the same thing counted (tree); articles on one event "
        "Confirm Dismiss Fix later"
    )


def test_an_article_that_prints_the_same_is_told_of_its_discrepancy(tmp_path, monkeypatch):
    wire = Article("later.txt", "Orla counts. Volunteers planted 9,500 trees; others 9,500 shrubs.", outlet="Wire")
    report = small_report(
        articles=(COURIER, GAZETTE, wire),
        claims=pd.DataFrame([*CLAIMS[:4], claim(wire, "9,500", "quantity")], columns=list(CLAIM_COLUMNS)),
        discrepancies=pd.DataFrame([CONFLICT], columns=list(DISCREPANCY_COLUMNS)),
    )
    shown = written(report, tmp_path).partition("Wire</bdi></h3>")[2].partition("</details>")[0]
    assert "1 claim, 1 discrepancy" in shown
    link = '<a class="hit" href="#d-0000000000000001"><mark class="c quantity">9,500</mark></a>'
    assert f"planted {link} trees; others 9,500 shrubs." in shown and shown.count('<li class="error">') == 1
    monkeypatch.setattr("factcheck.writers.html_report._MOST_TEXT", 10)
    shown = written(report, tmp_path).partition("Wire</bdi></h3>")[2].partition("</details>")[0]
    assert "1 discrepancy" in shown and "Prints what another article does; the text is not shown" in shown


def test_the_words_that_differ_are_marked(tmp_path):
    page = written(small_report(), tmp_path)
    assert page.count('Ilse <b class="differs">Brandt</b>') == 2, "above the sentence and in it"
    assert page.count('Ilse <b class="differs">Brand</b>') == 2


class Outline(HTMLParser):
    """Every element with its attributes, and whether all are closed."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.ids, self.stack = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.ids += [value for name, value in attributes if name == "id"]
        if tag not in ("meta", "input", "br"):
            self.stack.append(tag)

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag


@pytest.mark.parametrize("hostile", [False, True])
def test_nothing_foreign_stands_in_the_page(tmp_path, hostile):
    report = small_report()
    if hostile:
        texts = ("subject", "message", "suggestion", "left_text", "right_text", "left_sentence", "why_matched", "note", "rule",
                 "decision", "reviewer", "left_also", "right_article")  # fmt: skip
        articles = tuple(
            replace(article, text=HOSTILE + article.text, title=HOSTILE, outlet=HOSTILE) for article in report.articles
        )
        # Columns of plain texts: those of Arrow, where it is installed, hold no half surrogates, and no reader lets one in.
        frame = pd.DataFrame(
            [CONFLICT | dict.fromkeys(texts, HOSTILE)], columns=list(DISCREPANCY_COLUMNS), dtype=object
        )
        claims = [row | {"text": HOSTILE, "outlet": HOSTILE, "object": HOSTILE} for row in CLAIMS]
        report = small_report(
            articles=articles, discrepancies=frame, not_checked=(NotChecked(HOSTILE, HOSTILE),),
            claims=pd.DataFrame(claims, columns=list(CLAIM_COLUMNS), dtype=object), pipeline=HOSTILE,
        )  # fmt: skip
    page = written(report, tmp_path)
    outline = Outline(page)
    assert outline.stack == [], "every element is closed"
    assert [tag for tag, _ in outline.elements if tag in ("script", "img", "iframe", "link", "base", "object")] == [
        "script"
    ] * 2
    for _, attributes in outline.elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style", "action")]
        assert attributes.get("href", "#").startswith("#"), "links lead within the page alone"
    assert len(outline.ids) == len(set(outline.ids))
    policy = next(entry["content"] for tag, entry in outline.elements if entry.get("http-equiv"))
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy and "http" not in policy
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]",
        re.sub(r'<script type="application/json".*?</script>', "", page, flags=re.DOTALL),
    )


def test_the_same_report_gives_the_same_bytes(tmp_path):
    assert written(small_report(), tmp_path) == written(small_report(), tmp_path)


def test_a_report_without_anything_is_a_page(tmp_path):
    empty = Report((), pd.DataFrame(), pd.DataFrame(), (), (), "en_test 1.0")
    text = words_of(written(empty, tmp_path))
    assert "0 discrepancies in 0 articles." in text and "Nothing disagrees." in text


def test_dismissed_rows_are_counted(tmp_path):
    text = words_of(written(small_report(dismissed=("d-7", "d-8")), tmp_path))
    assert "2 discrepancies dismissed earlier are left out." in text


def test_a_line_of_five_megabytes_is_cut_and_told(tmp_path):
    line = "word " * 1_000_000
    text = line + "Volunteers planted 9,500 trees." + line
    start = text.index("9,500")
    row = CONFLICT | {
        "left_start": start,
        "left_end": start + 5,
        "left_sentence": text,
        "message": line,
        "left_also": line,
    }
    report = small_report(
        articles=(replace(COURIER, text=text), GAZETTE),
        discrepancies=pd.DataFrame([row], columns=list(DISCREPANCY_COLUMNS)),
    )
    began = time.monotonic()
    page = written(report, tmp_path)
    assert time.monotonic() - began < 20
    shown = words_of(page)
    assert f"Another {len(text) - LONGEST_ARTICLE:,} characters of this article are not shown here" in shown
    assert "… word word" in shown and "Volunteers planted 9,500 trees." in shown
    assert len(shown) < 250_000


def test_a_thousand_discrepancies_are_written_fast(tmp_path):
    report = many(1000)
    began = time.monotonic()
    page = written(report, tmp_path)
    spent = time.monotonic() - began
    # Measured at 0.4 s and 5.6 MB; the rest is for a busy machine.
    assert spent < 20 and len(page) < 8_000_000, f"{spent:.1f} s, {len(page):,} characters"


COMPARED = [
    ("over 80,000", "about 80,000", ["over"], ["about"], "one word"),
    ("the choice of", "choice of", ["the"], [], "a word that is missing"),
    ("€150 billion", "up to €800 billion", ["150"], ["up to", "800"], "several words"),
    ("5 May 2031", "6 June 2030", [], [], "nothing shared: marking all would tell nothing"),
    ("It’s so", "It's so", [], [], "quotation marks of two kinds are one"),
    ("", "x", [], [], "nothing to compare"),
]


@pytest.mark.parametrize(("left", "right", "one", "two", "reason"), COMPARED, ids=[case[4] for case in COMPARED])
def test_words_are_compared(left, right, one, two, reason):
    sides = compare_words(left, right)
    assert ["".join(text for text, _ in side) for side in sides] == [left, right]
    assert [[text for text, out in side if out] for side in sides] == [one, two], reason


def test_long_texts_are_compared_in_time():
    began = time.monotonic()
    left = " ".join(f"word{number}" for number in range(50_000))
    compare_words(f"one {left} end", f"two {left[::-1]} end")
    assert time.monotonic() - began < 5


def test_paragraphs_hold_claims_within_claims():
    article = Article("a", "---\nx: 1\n---\nShe said: “We saw 9 deer.”\n\nNo more.", markup=((0, 13),))
    quoted = article.text.index("We")
    nine = article.text.index("9")
    claims = [(quoted, quoted + 15, "quotation"), (nine, nine + 1, "quantity")]
    assert list(paragraphs_of(article, claims, [(nine, nine + 6, 4)])) == [
        [
            Segment("She said: “", "", ()), Segment("We saw ", "quotation", ()), Segment("9", "quantity", (4,)),
            Segment(" deer", "quotation", (4,)), Segment(".”", "quotation", ()),
        ],
        [Segment("No more.", "", ())],
    ]  # fmt: skip


def test_a_passage_leaves_markup_out_and_needs_no_article():
    article = Article("a", "Rain fell. See [9 deer](http://x.example/y) here! Then snow.", markup=((15, 16), (22, 43)))
    passage = passage_around(article, 16, 22, "9 deer", "")
    assert (passage.previous, passage.before, passage.claim, passage.after.rstrip(), passage.following) == (
        "Rain fell.", "See ", "9 deer", " here!", "Then snow.",
    )  # fmt: skip
    bare = passage_around(None, 0, 0, "9 deer", "We saw 9 deer there.")
    assert (bare.before, bare.claim, bare.after) == ("We saw ", "9 deer", " there.")


def test_facts_are_drawn_by_time_with_their_bounds():
    (fact,), more = read_facts(small_report())
    assert (fact.title, more, fact.found) == ("tree, plant", 0, (0,))
    assert [(value.text, value.outlet, value.when, value.shape) for value in fact.values] == [
        ("9,500", "Orla Courier", "2031-05-06", "square"),
        ("about 4,200", "Mill Gazette", "2031-05-07 to 2031-05-08", "circle"),
        ("More than 9,900", "", "2031-06-01", "triangle"),
    ]
    chart = draw(fact)
    assert chart.count('class="point"') == 1 and chart.count('class="point hollow"') == 2
    assert chart.count('class="bar"') == 1, "an arrow for the lower bound"
    assert ">2031-05-06<" in chart and ">2031-06-01<" in chart and ">10K<" in chart


def test_one_figure_in_two_units_is_drawn():
    (fact,), _ = read_facts(small_report())
    lengths = (6 + 4 / 12) * 31_557_600, 76 * 2_629_800 * (1 + 1e-15)
    assert lengths[0] != lengths[1]
    values = tuple(replace(fact.values[0], low=length, high=length) for length in lengths)
    assert draw(replace(fact, values=values)).count('class="point"') == 2


FIGURES = [
    (1500, "1,500"),
    (80_000, "80K"),
    (1.5e6, "1.5M"),
    (150e9, "150B"),
    (2.5, "2.5"),
    (0, "0"),
    (-3, "-3"),
    (3e15, "3,000T"),
]


@pytest.mark.parametrize(("figure", "text"), FIGURES)
def test_figures_are_short(figure, text):
    assert compact(figure) == text
