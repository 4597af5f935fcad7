"""One and the same article in every format gives the same claims, each found where its file prints it."""

from __future__ import annotations

import csv
import html
import json
import zipfile

import pytest

from factcheck import extract_claims
from factcheck.locations import locate
from factcheck.readers import READERS, read_articles

for module in ("trafilatura", "pyarrow", "docx"):
    pytest.importorskip(module)

TITLE = "Grain exports from Aberly double to 86,000 tonnes"
PARAGRAPHS = [
    TITLE,
    "The harbour authority said on Tuesday that more than 86,000 tonnes of grain had left the port since March, up from "
    "40,000 tonnes a year earlier.",
    "“We have never seen such a season,” said Anna Lind, the port’s director, who took office in 2019. “It’s \"unheard of\"; "
    "we lost 11 days to the storm & still shipped €3.5 billion of grain.”",
    "About 1,200 dockers work in three shifts, and wages rose by 4.5% to $31.50 an hour.",
    "The ministry will publish its forecast on 3 March 2026.",
]  # fmt: skip
FIELDS = {"title": TITLE, "outlet": "Harbour Post", "author": "Ines Moreau", "published": "2026-02-11"}
FOREIGN = ["claim_id", "article", "start", "end"]


def as_html(*, rich: bool) -> str:
    """A page; `rich` has entities, tags within words, line breaks and furniture."""
    ld = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-02-11", "author": {"name": "Ines Moreau"}}
    ld["publisher"] = {"name": "Harbour Post"}
    body = [html.escape(paragraph, quote=False) for paragraph in PARAGRAPHS[1:]]
    if rich:
        body[0] = body[0].replace("86,000 ", "<b>86</b>,000&nbsp;").replace("a year", "<a href='/2025'>a\n   year</a>")
        body = [text.replace("“", "&ldquo;").replace("€", "&#8364;").replace("’", "&rsquo;") for text in body]
    text = "\n".join(f"<p>{paragraph}</p>" for paragraph in body)
    return (
        f"<html><head><title>x</title><script type='application/ld+json'>{json.dumps(ld)}</script></head><body>"
        f"<nav><a href='/'>Home</a></nav>\n<article><h1>{TITLE}</h1>\n{text}</article>"
        "<footer>Founded in 1887.</footer></body></html>"
    )


def write_csv(path, delimiter):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=delimiter)
        rows.writerow(["id", *FIELDS, "text"])
        rows.writerow(["1", *FIELDS.values(), "\n\n".join(PARAGRAPHS)])


def write_docx(path):
    import docx

    document = docx.Document()
    document.core_properties.title, document.core_properties.author = TITLE, "Ines Moreau"
    for place, paragraph in enumerate(PARAGRAPHS):
        document.add_paragraph(paragraph, style=None if place else "Heading 1")
    document.save(path)


def write_parquet(path):
    import pyarrow
    from pyarrow import parquet

    record = {"id": "1", **FIELDS, "text": "\n\n".join(PARAGRAPHS)}
    parquet.write_table(pyarrow.table({name: [value] for name, value in record.items()}), path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The article in every format, with a sidecar for the formats that know no outlet or date, and all of them packed."""
    folder = tmp_path_factory.mktemp("formats")
    text = "\n\n".join(PARAGRAPHS)
    front = "".join(f'{name}: "{value}"\n' for name, value in FIELDS.items())
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (folder / "crlf.txt").write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    (folder / "a.md").write_text(
        f"---\n{front}---\n\n# {text}".replace("86,000 tonnes of", "**86,000** tonnes of"), encoding="utf-8"
    )
    (folder / "a.html").write_text(as_html(rich=False), encoding="utf-8")
    (folder / "b.htm").write_text(as_html(rich=True), encoding="utf-8")
    record = {"id": "a.jsonl", **FIELDS, "text": text}
    (folder / "a.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    write_csv(folder / "a.csv", ",")
    write_csv(folder / "a.tsv", "\t")
    write_docx(folder / "a.docx")
    write_parquet(folder / "a.parquet")
    rows = ["a.txt", "crlf.txt", "a.docx"]
    table = "article,title,outlet,author,published\n" + "".join(
        f'{name},"{TITLE}",Harbour Post,Ines Moreau,2026-02-11\n' for name in rows
    )
    (folder / "articles.csv").write_text(table, encoding="utf-8")
    files = sorted(folder.iterdir())
    with zipfile.ZipFile(folder / "all.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for path in files:
            packed.write(path, path.name)
    return folder


@pytest.fixture(scope="module")
def read(folder):
    articles, faults = read_articles([folder])
    assert faults == []
    return articles, extract_claims(articles)


def test_every_format_is_there(read):
    held = {"." + article.path.rpartition(".")[2] for article in read[0]}
    assert held == set(READERS)


def test_every_format_says_the_same_of_the_article(read):
    told = {(a.title, a.outlet, a.author, str(a.published)) for a in read[0]}
    assert told == {(TITLE, "Harbour Post", "Ines Moreau", "2026-02-11")}


def test_every_format_gives_the_same_claims(read):
    articles, claims = read
    found = {name: rows.drop(columns=FOREIGN).reset_index(drop=True) for name, rows in claims.groupby("article")}
    assert sorted(found) == sorted(article.id for article in articles)
    told = {name: plain(rows) for name, rows in found.items()}
    assert len(told["a.txt"]) >= 12
    for name, rows in told.items():
        assert rows == told["a.txt"], name


def plain(rows):
    """The claims without the marks of Markdown and the kinds of spaces, which are part of what is printed."""
    return [
        {name: str(value).replace("**", "").replace("# ", "").replace("\xa0", " ") for name, value in row.items()}
        for row in rows.to_dict("records")
    ]


def test_every_claim_is_found_in_its_file(read, folder):
    articles, claims = read
    held = {article.id: article for article in articles}
    looked = 0
    for row in claims.itertuples():
        article = held[row.article]
        region = locate(article, row.start, row.end)
        if article.anchors is None:
            assert (region.line, region.column) == (0, 0)
            continue
        name = article.path.rpartition("/")[2]
        source = (folder / name).read_bytes().decode("utf-8-sig")
        lines = source.split("\n")[region.line - 1 : region.end_line]
        lines[-1] = lines[-1][: region.end_column - 1]
        lines[0] = lines[0][region.column - 1 :]
        printed = " ".join("\n".join(lines).split())
        if name.endswith("jsonl"):
            printed = json.loads(f'"{printed}"')
        elif name.endswith((".csv", ".tsv")):
            printed = printed.replace('""', '"')
        elif name.endswith(("html", "htm")):
            printed = html.unescape(
                printed.replace("<b>", "").replace("</b>", "").replace("<a href='/2025'>", "").replace("</a>", "")
            )
        assert " ".join(printed.split()) == " ".join(row.text.split()), (name, row.text)
        looked += 1
    assert looked > 150
