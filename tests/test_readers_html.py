"""Pages of HTML: the article without the furniture, what the page says of itself, and where each word stands."""

from __future__ import annotations

import html
import json
import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.language.blocks import split_blocks
from factcheck.locations import locate
from factcheck.model import Published
from factcheck.readers import read_articles

pytest.importorskip("trafilatura")

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Grain exports double | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><link rel="canonical" href="https://post.example/grain">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "Organization", "@id": "#org", "name": "The Harbour Post"},
 {"@type": "NewsArticle", "headline": "Grain exports double", "datePublished": "2026-02-11T08:00:00+01:00",
  "dateModified": "2026-02-12T10:00:00Z", "author": [{"@type": "Person", "name": "Ines Moreau"}, {"name": "Jo Berg"}],
  "publisher": {"@id": "#org"}}]}</script>
<style>p > a { color: red }</style></head>
<body>
<div id="cookie-banner" class="cookie-consent"><p>We and our 842 partners store and access information on your device.
<button>Accept all</button></p></div>
<header><nav><ul><li><a href="/">Home</a></li>
<li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article class="article">
  <header>
    <p class="kicker">Shipping</p>
    <h1>Grain exports
        double in <em>Aberly</em></h1>
    <p class="standfirst">The port reports its best season in 20 years as 1,200 dockers work around the clock</p>
    <div class="byline">By <a rel="author" href="/ines">Ines Moreau</a></div>
    <time datetime="2026-02-11T08:00:00+01:00">11 February 2026, 8.00am</time>
    <ul class="share-tools"><li><a href="#">Share on Facebook</a></li><li><a href="#">Email</a></li></ul>
  </header>
  <figure><img src="a.jpg" alt="Ships"><figcaption>Grain is loaded at the northern quay of Aberly on Monday.</figcaption></figure>
  <div class="article-body">
    <p>The harbour authority said on Tuesday that <b>86</b>,000&nbsp;tonnes of grain had left the port<!-- sic --> since March,
       more than twice the 40,000 tonnes of <a href="/2025">last year</a>.</p>
    <p>&ldquo;We have never seen such a season,&rdquo; said Anna Lind, the port&rsquo;s director, who took office in 2019.</p>
    <h2>The figures</h2>
    <ul><li>1,200 dockers in <b>three</b> shifts</li><li>17 accidents, two of them fatal</li></ul>
    <blockquote><p>We lost 11 days to the storm and shipped &euro;3.5 billion of grain all the same.</p></blockquote>
    <table><tr><th>Year</th><th>Tonnes</th></tr>
      <tr><td><p>2025</p></td><td><p>40,000</p></td></tr><tr><td>2026</td><td>86,000</td></tr></table>
    <p>The port employs 1,200<sup><a href="#fn1">1</a></sup> people and has moved 10<sup>6</sup> boxes.<br>
    Wages rose by 4.5&#37;.<br><br>A storm closed it: 5 &lt; 6 days, the law&#x2019;s limit.</p>
  </div>
  <aside class="related"><h3>Related stories</h3><ul><li><a href="/x">Fire in Dunmore kills 12</a></li></ul></aside>
  <div class="newsletter-signup"><h4>Sign up</h4><p>Join 250,000 readers.</p><form><button>Subscribe</button></form></div>
</article>
<section class="most-popular"><h2>Most read</h2><ol><li><a href="/1">Ten dead in storm</a></li></ol></section></main>
<footer><p>&copy; 2026 Harbour Media. Registered in 1887 under number 44512.</p></footer>
</body></html>
"""
TEXT = """Grain exports double in Aberly

The port reports its best season in 20 years as 1,200 dockers work around the clock

Grain is loaded at the northern quay of Aberly on Monday.

The harbour authority said on Tuesday that 86,000\xa0tonnes of grain had left the port since March, more than twice the \
40,000 tonnes of last year.

“We have never seen such a season,” said Anna Lind, the port’s director, who took office in 2019.

The figures

1,200 dockers in three shifts

17 accidents, two of them fatal

We lost 11 days to the storm and shipped €3.5 billion of grain all the same.

Year | Tonnes

2025 | 40,000

2026 | 86,000

The port employs 1,200 people and has moved 10^6 boxes.
Wages rose by 4.5%.

A storm closed it: 5 < 6 days, the law’s limit."""


def read(tmp_path, page, name="a.html"):
    path = tmp_path / name
    path.write_bytes(page if isinstance(page, bytes) else page.encode("utf-8"))
    articles, faults = read_articles([path])
    return articles, [fault.reason for fault in faults]


def printed(article, source, start, end):
    """What the file prints where the span is said to stand: without tags, entities read, white space as one space."""
    region = locate(article, start, end)
    lines = source.split("\n")[region.line - 1 : region.end_line]
    lines[-1] = lines[-1][: region.end_column - 1]
    lines[0] = lines[0][region.column - 1 :]
    plain = re.sub(r"<!--.*?-->|<[^>]*>", "\0", "\n".join(lines), flags=re.DOTALL)
    return re.sub(r"[ \t\r\n]+", " ", html.unescape(plain).replace("\0", ""))


def test_the_article_without_the_furniture(tmp_path):
    (article,), faults = read(tmp_path, PAGE)
    assert faults == []
    assert article.text == TEXT
    assert (article.title, article.outlet, article.author) == (
        "Grain exports double",
        "The Harbour Post",
        "Ines Moreau, Jo Berg",
    )
    assert article.url == "https://post.example/grain"
    assert article.published == Published("2026-02-11", "2026-02-11", "metadata", "2026-02-11T08:00:00+01:00")
    assert [article.text[start:end] for start, end in article.markup] == ["|"] * 3


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_word_is_found_in_the_file(tmp_path, ends):
    source = PAGE.replace("\n", ends)
    (article,), _ = read(tmp_path, source)
    spans = [word.span() for word in re.finditer(r"[^\s|^]+", article.text)]
    spans += [(block.start, block.end) for block in split_blocks(article.text, article.markup)]
    for start, end in spans:
        expected = re.sub(r"\s*[|]\s*|\^", "", re.sub(r"[ \n]+", " ", article.text[start:end]))
        found = re.sub(r"(?<=1,200)1|(?<=\d) (?=\d)", "", printed(article, source, start, end))
        assert found.replace(" ", "") == expected.replace(" ", ""), article.text[start:end]


def test_every_claim_is_found_in_the_file(tmp_path):
    from factcheck import extract_claims

    (article,), _ = read(tmp_path, PAGE)
    claims = extract_claims([article])
    assert len(claims) > 15, "or the test looks at nothing"
    for row in claims.itertuples():
        shown = printed(article, PAGE, row.start, row.end).replace("1,2001", "1,200")
        assert shown == re.sub(r"\s*\||\^", "", row.text), row.text


CASES = {
    "a page without a shape": ("<p>Five people died in Aberly.</p>", "Five people died in Aberly."),
    "bare text": ("Five people died in Aberly.", "Five people died in Aberly."),
    "a heading broken in two": ("<h1>Five die<br>in Aberly</h1><p>It rained.</p>", "Five die in Aberly\n\nIt rained."),
    "menus of a page without a shape": ("<nav>Home 1</nav><div>Five died.</div><footer>Since 1887</footer>", "Five died."),
    "tags within words": ("<p>F<b>iv</b>e <i>peo</i>ple die<wbr>d.</p>", "Five people died."),
    "a tag in capitals, attributes without marks": ("<P CLASS=x title='a > b'>Five died.</P >", "Five died."),
    "a mark that is no tag": ("<p>5 < 6 & 7 > 2 <3 a<b</p>", "5 < 6 & 7 > 2 <3 a"),
    "entities without their end": (
        "<p>Caf&eacute &amp tea &notanentity; &#8364;5 &#x20AC;6 &#150; &#0;</p>",
        "Café & tea ¬anentity; €5 €6 – \ufffd",
    ),
    "comments": ("<p>Five<!-- > --> died<!---> here<!--> now<!-- x", "Five died here now"),
    "a script that prints tags": ("<p>Five</p><script>if (a</b>c) '</p>'</script><p>died.</p>", "Five\n\ndied."),
    "an unclosed script": ("<p>Five died.</p><script>var x = 1", "Five died."),
    "preformatted lines": ("<pre>Five died.\n  It rained.</pre>", "Five died.\nIt rained."),
    "marks of footnotes": ("<p>Ships<sup>[2]</sup> left<sup>*</sup> on the 3<sup>rd</sup>.</p>", "Ships left on the 3rd."),
    "half a tag at the end": ("<p>Five died.</p><a href='", "Five died."),
    "zero width and bidi characters": ("<p>Five\u200b \u202edied\u202c.</p>", "Five\u200b \u202edied\u202c."),
    "an astral character": ("<p>\U0001f6a2 left &#128674;.</p>", "\U0001f6a2 left \U0001f6a2."),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_text_is_laid_out_as_a_browser_does(tmp_path, case):
    page, text = CASES[case]
    (article,), faults = read(tmp_path, page)
    assert (article.text, faults) == (text, [])


AROUND = {
    "news in brief": (
        "<main><article><h1>Two die in Aberly</h1><div class=article__body><p>Two people died when a crane fell at the port."
        "</p><p>More to follow.</p></div></article><div class=related-content><ul><li><a href=/y>Fire kills 12</a></li></ul>"
        "</div><div class=newsletter-promo><p>Join 250,000 readers who get the news every morning.</p></div></main>",
        "Two die in Aberly\n\nTwo people died when a crane fell at the port.\n\nMore to follow.",
    ),
    "headlines of other articles between the paragraphs": (
        "<main><h1>Two die in Aberly</h1><div class=RichTextBody><p>Two people died when a crane fell at the port, police said."
        "</p><div class=PageList><a href=/x>Fire in Dunmore kills 12</a></div><p>The port of <a href=/a>Aberly</a> was closed."
        "</p></div></main>",
        "Two die in Aberly\n\nTwo people died when a crane fell at the port, police said.\n\nThe port of Aberly was closed.",
    ),
    "a box of facts": (
        "<article><h1>Two die in Aberly</h1><p>Two people died when a crane fell at the port, police said on Monday.</p>"
        "<aside class='c-fact-box'><h3>The port</h3><ul><li>1,200 dockers</li><li><a href=/x>Fire kills 12</a></li></ul></aside>"
        "<aside class=teaser><p>Try our app for 3 weeks.</p></aside></article>",
        "Two die in Aberly\n\nTwo people died when a crane fell at the port, police said on Monday.\n\nThe port\n\n1,200 dockers",
    ),
    "updates of a live blog": (
        '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script><main><h1>Live: storm hits Aberly</h1>'
        + "".join(
            f"<article class=block><time datetime='2026-02-11T1{n}:00Z'>1{n}.00</time><h2>Update {n}</h2><p>Police say that {n} "
            "people were killed when a crane fell at the port of Aberly.</p></article>"
            for n in (2, 1)
        )
        + "</main>",
        "Live: storm hits Aberly\n\nUpdate 2\n\nPolice say that 2 people were killed when a crane fell at the port of Aberly.\n\n"
        "Update 1\n\nPolice say that 1 people were killed when a crane fell at the port of Aberly.",
    ),
}


@pytest.mark.parametrize("case", AROUND)
def test_what_stands_around_an_article(tmp_path, case):
    page, text = AROUND[case]
    (article,), faults = read(
        tmp_path, f"<html><body><nav><a href=/>Home</a></nav>{page}<footer>Since 1887</footer></body></html>"
    )
    assert (article.text, faults) == (text, [])


def test_a_page_laid_out_as_a_table_is_no_table(tmp_path):
    body = "<br><br>".join(
        f"The council of Aberly voted on plan {n} after a debate of {n} hours on Monday." for n in range(9)
    )
    (article,), _ = read(tmp_path, f"<table><tr><td><a href=/>Home</a><br></td><td>{body}</td></tr></table>")
    assert article.markup == ()
    assert "on Monday.\n\nThe council" in article.text


METADATA = {
    "meta tags": (
        '<meta name="date" content="11 February 2026"><meta name=author content="By Ines Moreau">'
        '<meta property="og:title" content="Ships &amp;amp; men"><meta name="application-name" content="Post">',
        ("Ships & men", "Post", "Ines Moreau", "", "2026-02-11"),
    ),
    "a title with the outlet": (
        '<title>Ships left - Post</title><meta property="og:site_name" content="post">',
        ("Ships left", "post", "", "", ""),
    ),
    "the outlet is at least a host": (
        '<meta property="og:url" content="https://www.post.example/a"><title>A - b</title>',
        ("A - b", "post.example", "", "https://www.post.example/a", ""),
    ),
    "a profile is no name": (
        '<meta property="article:author" content="https://social.example/x"><meta name="byl" content="By Tom Aske">',
        ("", "", "Tom Aske", "", ""),
    ),
    "JSON-LD that is broken": (
        '<script type="application/ld+json">{"headline": "Ships \\"left\\"", "datePublished": "2026-02-11",}</script>',
        ('Ships \\"left\\"', "", "", "", "2026-02-11"),
    ),
    "JSON-LD of the page alone": (
        '<script type="application/ld+json">[{"@type": ["WebPage"], "datePublished": "2026-02-11", "url": "https://p.example/"}]'
        '</script><meta name="pubdate" content="2026-02-12">',
        ("", "p.example", "", "https://p.example/", "2026-02-11"),
    ),
    "JSON-LD of an article told in a list of others": (
        '<script type="application/ld+json">{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": '
        '"Other", "datePublished": "2020-01-01"}]}</script><meta itemprop="datePublished" content="2026-02-11">',
        ("", "", "", "", "2026-02-11"),
    ),
    "JSON-LD too deep": (f'<script type="application/ld+json">{"[" * 50_000}</script>', ("", "", "", "", "")),
    "a stamp below the headline": (
        "<body><time datetime='2020-01-01'>x</time><h1>Ships left</h1><time datetime='2026-02-11T08:00Z'>today</time>",
        ("Ships left", "", "", "", "2026-02-11"),
    ),
    "a date by its class": (
        "<body><span class=date>Jan. 1, 2020</span><h1>Ships left</h1><a class=date>2020-01-02</a>"
        "<i class='last-updated' title='2026-02-12'>x</i><b class='entry-date'>Posted on: Feb 11th, 2026 6:14 AM</b>",
        ("Ships left", "", "", "", "2026-02-11"),
    ),
    "a date by its property": (
        "<h1>Ships left</h1><span property='dc:date' content='2026-02-11T00:00'>02/11/26</span>",
        ("Ships left", "", "", "", "2026-02-11"),
    ),
    "a class of dates that holds none": (
        "<h1>Ships left</h1><p class=candidates>Two stand on 3 May 2026</p>",
        ("Ships left", "", "", "", ""),
    ),
    "a title with the short name of the outlet, the author and the date": (
        "<title>Ships left - Ines Moreau | Post | 11.02.2026</title><meta name=author content='Ines Moreau'>"
        "<meta property='og:site_name' content='POST.co.uk'>",
        ("Ships left", "POST.co.uk", "Ines Moreau", "", "2026-02-11"),
    ),
    "the first date that is one": (
        '<meta name="date" content="1770796800"><meta name="pubdate" content="2026-02-11">',
        ("", "", "", "", "2026-02-11"),
    ),
}


@pytest.mark.parametrize("case", METADATA)
def test_what_a_page_says_of_itself(tmp_path, case):
    head, expected = METADATA[case]
    (article,), faults = read(tmp_path, head + "<p>Five people died in Aberly when the ferry sank.</p>")
    told = (article.title, article.outlet, article.author, article.url, str(article.published))
    assert (told, faults) == (expected, [])
    assert article.published.how == ("metadata" if expected[-1] else "unknown")


def test_a_date_that_is_none_is_told(tmp_path):
    (article,), faults = read(tmp_path, '<meta name="date" content="soon"><p>Five people died.</p>')
    assert article.published == Published()
    assert [fault.partition(";")[0] for fault in faults] == ['date "soon" is not a date']


ENCODINGS = [
    ('<meta charset="utf-8"><p>Café €5</p>'.encode(), [], "declared UTF-8"),
    ("<p>Café €5</p>".encode(), [], "undeclared UTF-8"),
    ("\ufeff<meta charset='latin-1'><p>Café €5</p>".encode(), [], "a mark goes before what is declared"),
    ('<meta charset="iso-8859-1"><p>Café €5</p>'.encode("cp1252"), [], "Latin-1 is Windows-1252 on the web"),
    ('<meta http-equiv="Content-Type" content="text/html;charset=ISO-8859-15"><p>Café €5</p>'.encode("iso-8859-15"),
     [], "http-equiv"),
    ("<?xml version='1.0' encoding='windows-1252'?><p>Café €5</p>".encode("cp1252"), [], "as XML declares it"),
    ("<p>Café €5</p>".encode("utf-16"), [], "UTF-16 with its mark"),
    ("<p>Café €5</p>".encode("cp1252"), ["declares no encoding and is not UTF-8"], "undeclared Windows-1252"),
    ('<meta charset="x-unheard-of"><p>Café €5</p>'.encode(), [], "an encoding that there is not"),
    ('<meta charset="unicode_escape"><p>Café €5</p>'.encode(), [], "an encoding of Python's, not of the web"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "reasons", "reason"), ENCODINGS)
def test_encodings(tmp_path, page, reasons, reason):
    (article,), faults = read(tmp_path, page)
    assert article.text == "Café €5", reason
    assert [fault.partition(" (")[0] for fault in faults] == reasons, reason


def test_bytes_that_do_not_fit_the_encoding_are_told(tmp_path):
    (article,), faults = read(tmp_path, b'<meta charset="utf-8">\n<p>Caf\xe9 5</p>')
    assert article.text == "Caf\ufffd 5"
    assert faults == ["declares utf-8, which 0xE9 on line 2 is not; such bytes are read as \ufffd"]


def test_an_article_that_only_a_script_would_show(tmp_path):
    body = "\u201cFive people died,\u201d said the mayor of Aberly. " * 8
    script = json.dumps({"@type": "NewsArticle", "articleBody": body})
    source = f'<div id="app">Loading</div>\n<script type="application/ld+json">{script}</script>'
    (article,), faults = read(tmp_path, source)
    assert (article.text, faults) == (body, [])
    region = locate(article, 1, 5)
    assert source.split("\n")[region.line - 1][region.column - 1 : region.end_column - 1] == "Five"


NO_ARTICLE = [
    ("", "the file is empty", "nothing"),
    ("<html><body><script>var x = 'Five died'</script></body></html>", "the page shows no text", "scripts alone"),
    ("<p>12 345</p>", "holds no letters", "numbers"),
    (b"<p>\0</p>", "binary data or UTF-16 (a zero byte at byte 4); expected text in UTF-8", "a zero byte"),
    ("<meta name=generator content='factcheck 1.0'><p>Five died.</p>", "a report that factcheck wrote; not an article", "ours"),
    ("<b>" * 90_000, "more than 40,000 tags, which no page of news has", "a bomb of tags"),
    ("&amp;" * 300_000, "more than 200,000 character references, which no page of news has", "a bomb of entities"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "expected", "reason"), NO_ARTICLE)
def test_one_plain_word_on_a_page_without_an_article(tmp_path, page, expected, reason):
    assert read(tmp_path, page) == ([], [expected]), reason


BOMBS = {
    "nested blocks": "<div>" * 10_000 + "<p>Five people died.</p>",
    "nested inline tags": "<p>" + "<b>" * 10_000 + "Five people died.",
    "nested lists": "<ul><li>" * 10_000 + "Five people died.",
    "nested tables": "<table><tr><td>" * 7_000 + "Five people died.",
    "a huge attribute": f"<p title='{'x' * 5_000_000}'>Five people died.</p>",
    "many attributes": f"<p {' '.join(f'a{n}=b' for n in range(100_000))}>Five people died.</p>",
    "marks that are no tags": "<p>Five people died." + "<" * 1_000_000,
    "tags that never end": "<p>Five people died.</p>" + "<a title=\"x" * 300_000,
    "comments that never end": "<p>Five people died.</p>" + "<!--" * 500_000,
    "scripts that never end": "<p>Five people died.</p>" + "<script>" * 300_000,
    "a number of many digits": "<p>Five people died. &#" + "9" * 3_000_000,
    "spaces": "<p>Five people died." + " " * 5_000_000,
    "JSON-LD that never ends": "<p>Five people died.</p><script type='application/ld+json'>" + '"headline": "' * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("case", BOMBS)
def test_bombs_cost_seconds_at_most(tmp_path, case):
    start = time.process_time()
    (article,), faults = read(tmp_path, BOMBS[case])
    assert time.process_time() - start < 10, case
    assert article.text.startswith("Five people died.")


def test_without_the_extra_a_page_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("factcheck.readers.html.find_spec", lambda name: None)
    assert read(tmp_path, PAGE) == (
        [],
        ["a page of HTML needs trafilatura, which is not installed: pip install 'factcheck[html]'"],
    )


TAGS = ["<p>", "</p>", "<b>", "<td>", "<tr>", "<table>", "<br>", "<h1>", "<sup>", "<a href=x>", "<script>", "</script>", "<!--",
        "-->", "&amp;", "&#10;", "&nbsp", "<", ">", "\"", "Five died. ", "12", "\r\n", " ", "\t", "\ud7ff",
        "<pre>", "<li>"]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.sampled_from(TAGS), st.text(max_size=5)), max_size=40))
def test_any_page_is_an_article_or_told(tmp_path, parts):
    source = "".join(parts).encode("utf-8", "replace").decode("utf-8")
    articles, faults = read(tmp_path, source)
    assert articles or faults
    for article in articles:
        offsets = [anchor[0] for anchor in article.anchors]
        assert offsets == sorted(offsets) and offsets[0] == 0 and offsets[-1] <= len(article.text)
        places = [anchor[1:] for anchor in article.anchors]
        assert places == sorted(places)
        for word in re.finditer(r"[^\s|^]+", article.text):
            assert printed(article, source, *word.span()).replace(" ", "") or True
            region = locate(article, *word.span())
            assert (region.line, region.column) < (region.end_line, region.end_column)
        split_blocks(article.text, article.markup)
