"""Word documents and ZIP files: read where they are, within bounds."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile

import pytest

from factcheck.language.blocks import split_blocks
from factcheck.model import Article
from factcheck.readers import iter_articles, read_articles

ALLOWED = "readable are .csv, .docx, .htm, .html, .jsonl, .md, .parquet, .tsv, .txt, .zip"


def pack(path, files, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as file:
        for name, content in files.items() if isinstance(files, dict) else files:
            file.writestr(name, content)
    return path


def told(faults):
    return [(fault.path, fault.reason) for fault in faults]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_zip_is_read_like_a_folder(folder):
    pack(
        "n.zip",
        {
            "b.txt": "Ships left.",
            "sub/a.md": "# Title\n\nIt rained.",
            "sub/r.jsonl": '{"id": 1, "text": "They came back."}\nno\n',
            "sub/": "",
            "articles.csv": "article,outlet\nb.txt,Post\nsub/a.md,Desk\n",
            ".hidden.txt": "x",
            "__MACOSX/b.txt": "x",
            "x.pdf": "x",
        },
    )
    articles, faults = read_articles(["n.zip"])
    assert [(a.id, a.path, a.outlet, a.text) for a in articles] == [
        ("b.txt", "n.zip/b.txt", "Post", "Ships left."),
        ("sub/a.md", "n.zip/sub/a.md", "Desk", "# Title\n\nIt rained."),
        ("1", "n.zip/sub/r.jsonl", "", "They came back."),
    ]
    assert told(faults) == [
        ("n.zip", f"1 file with suffix .pdf is not read (the first is x.pdf); {ALLOWED}"),
        ("n.zip/sub/r.jsonl:2", "not JSON (expecting value at character 1)"),
    ]


def test_zips_in_a_folder_beside_files(folder):
    (folder / "n").mkdir()
    for name in ("a.zip", "b.zip"):
        pack(folder / "n" / name, {"x.txt": f"Ships left {name}.", "y.txt": "It rained."})
    (folder / "n/x.txt").write_text("They came back.")
    (folder / "n/articles.csv").write_text("article,outlet\na.zip/x.txt,Post\n")
    articles, faults = read_articles(["n", "n/b.zip"])
    assert [(article.id, article.outlet) for article in articles] == [
        ("a.zip/x.txt", "Post"),
        ("a.zip/y.txt", ""),
        ("b.zip/x.txt", ""),
        ("b.zip/y.txt", ""),
        ("x.txt", ""),
    ]
    assert faults == []
    assert [article for batch in iter_articles(["n"], size=2) for article in batch.articles] == articles
    twice, _ = read_articles(["n/a.zip", "n/b.zip"])
    assert [article.id for article in twice] == ["a.zip/x.txt", "a.zip/y.txt", "b.zip/x.txt", "b.zip/y.txt"]


def test_paths_that_lead_out_of_a_zip_are_harmless(folder):
    names = [
        "../out.txt",
        "/etc/out.txt",
        "a/../../out.txt",
        "C:/out.txt",
        "..\\out.txt",
        "a\\b.txt",
        "--help.txt",
        "a\n'\"b.txt",
    ]
    pack("n.zip", dict.fromkeys(names, "Ships left."))
    articles, faults = read_articles(["n.zip"])
    assert [article.id for article in articles] == ["--help.txt", "a\n'\"b.txt", "a/b.txt"]
    assert {fault.reason for fault in faults} == {"its path leads out of its ZIP; not read"}
    assert len(faults) == 4, "two of them are one path"
    assert [path.name for path in folder.rglob("*")] == ["n.zip"], "nothing is unpacked"


def test_what_in_a_zip_is_not_read_is_told(folder):
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile("n.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.txt", "Ships left.")
        with pytest.warns(UserWarning):
            file.writestr("a.txt", "Other ships left.")
        file.writestr(link, "/etc/passwd")
        file.writestr("inner.zip", b"x")
        file.writestr("large.txt", b"a" * 5_000_000)
        file.writestr("lzma.txt", b"Ships left.", zipfile.ZIP_LZMA)
    data = bytearray((folder / "n.zip").read_bytes())
    articles, faults = read_articles(["n.zip"])
    assert [(article.id, article.text) for article in articles] == [("a.txt", "Ships left.")]
    assert dict(told(faults)) == {
        "n.zip/a.txt": "stands twice in its ZIP; the first is read",
        "n.zip/inner.zip": "a ZIP within a ZIP is not read; unpack it",
        "n.zip/large.txt": "packed more than 200-fold, as no article is; unpack it to have it read",
        "n.zip/link.txt": "a symbolic link in a ZIP; not followed",
        "n.zip/lzma.txt": "packed by a method that is not read; pack it with Deflate, as is usual",
    }
    # The flag of encryption, set in the directory.
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    (folder / "n.zip").write_bytes(data)
    assert ("n.zip/a.txt", "protected by a password; pack it without one") in told(read_articles(["n.zip"])[1])


def test_a_zip_that_is_none_is_told(folder):
    (folder / "a.zip").write_bytes(b"")
    (folder / "b.zip").write_bytes(b"Ships left." * 100)
    (folder / "c.zip").write_bytes(pack(folder / "x", {"a.txt": "Ships left."}).read_bytes()[20:])
    pack("d.zip", {})
    articles, faults = read_articles(["a.zip", "b.zip", "c.zip", "d.zip"])
    assert articles == []
    assert [(path, reason.partition(":")[0]) for path, reason in told(faults)] == [
        ("a.zip", "cannot be read (no ZIP that can be read"),
        ("b.zip", "cannot be read (no ZIP that can be read"),
        ("d.zip", f"the ZIP holds no article; {ALLOWED}"),
        ("c.zip/a.txt", "cannot be read (its ZIP is damaged"),
    ]


def test_damage_anywhere_in_a_zip_is_told(folder):
    whole = pack(folder / "n.zip", {"a.txt": "Ships left. " * 50, "b.txt": "It rained."}).read_bytes()
    for at in range(0, len(whole), 3):
        damaged = bytearray(whole)
        damaged[at] ^= 0xFF
        (folder / "n.zip").write_bytes(damaged)
        articles, faults = read_articles(["n.zip"])
        assert all(article.text in ("Ships left. " * 50, "It rained.") for article in articles), at
        assert len(articles) == 2 or faults, at


def test_zip_bombs_cost_little(folder):
    small = pack(folder / "n.zip", {f"{n}.jsonl": b" " * 900_000 for n in range(30)})
    # A directory that says that its files are huge, and one that is huge itself.
    data = small.read_bytes()
    large, at = bytearray(data), 0
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        large[at + 24 : at + 28] = struct.pack("<I", 0xF0000000)
    (folder / "large.zip").write_bytes(large)
    long = bytearray(data)
    long[-10:-6] = struct.pack("<I", 0x7FFFFFFF)
    (folder / "long.zip").write_bytes(long)
    flat = pack(folder / "flat.zip", {"a.txt": b"a" * 50_000_000})
    many = pack(folder / "many.zip", ((f"{n}.txt", b"") for n in range(50_001)))
    tracemalloc.start()
    start = time.process_time()
    try:
        faults = {fault.path: fault.reason for fault in read_articles(["large.zip", "long.zip", flat, small])[1]}
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    faults |= {fault.path: fault.reason for fault in read_articles([many])[1]}
    assert time.process_time() - start < 20
    assert peak < 50_000_000
    assert faults["large.zip"] == "cannot be read (a ZIP that unpacks to more than 2,000,000,000 bytes)"
    assert faults["long.zip"] == "cannot be read (a ZIP of more than 50,000 files)"
    assert faults[f"{flat}/a.txt"].startswith("packed more than 200-fold")
    assert faults[f"{small}/0.jsonl"] == "the file is empty"
    assert faults[str(many)] == "cannot be read (a ZIP of more than 50,000 files)"


@pytest.fixture
def document():
    pytest.importorskip("docx")
    import docx

    return docx.Document()


def test_a_word_document(folder, document):
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document.add_heading("Grain exports double", 1)
    paragraph = document.add_paragraph("The port said ")
    paragraph.add_run("86").bold = True
    paragraph.add_run(",000 tonnes\tleft.\nIt rained.")
    changed = parse_xml(
        f"<w:p {nsdecls('w')}><w:r><w:t xml:space='preserve'>It hired </w:t></w:r><w:ins w:id='1' w:author='x'><w:r><w:t>300"
        f"</w:t></w:r></w:ins><w:del w:id='2' w:author='x'><w:r><w:delText>200</w:delText></w:r></w:del><w:r><w:t> dockers."
        "</w:t></w:r></w:p>"
    )
    document.element.body.insert(2, changed)
    table = document.add_table(2, 2)
    for place, cell in enumerate(("Year", "Tonnes", "2026", "86,000")):
        table.cell(place // 2, place % 2).text = cell
    document.add_paragraph("  ")
    document.add_paragraph("They came back.")
    document.core_properties.author = "Ines  Moreau"
    document.save("a.docx")
    articles, faults = read_articles(["a.docx"])
    text = (
        "Grain exports double\n\nThe port said 86,000 tonnes left.\nIt rained.\n\nIt hired 300 dockers.\n\n"
        "Year | Tonnes\n\n2026 | 86,000\n\nThey came back."
    )
    marks = tuple((at, at + 1) for at, c in enumerate(text) if c == "|")
    assert articles == [
        Article(
            "a.docx", text, "a.docx", title="Grain exports double", author="Ines Moreau", anchors=None, markup=marks
        )
    ]
    assert faults == []
    assert len(split_blocks(text, marks)) == 7
    document.core_properties.title = "Exports"
    document.save("a.docx")
    assert read_articles(["a.docx"])[0][0].title == "Exports"


def test_a_layout_of_cells_keeps_its_paragraphs(folder, document):
    inner = document.add_table(1, 2)
    inner.cell(0, 0).text = "Aside"
    inner.cell(0, 1).text = "The harbour authority said on Tuesday that 86,000 tonnes of grain had left the port. " * 2
    inner.cell(0, 1).add_paragraph("It rained.")
    nested = inner.cell(0, 1).add_table(1, 1)
    nested.cell(0, 0).text = "Ships left."
    document.save("a.docx")
    (article,), faults = read_articles(["a.docx"])
    assert article.text.startswith("Aside\n\nThe harbour") and article.text.endswith("\n\nIt rained.\n\nShips left.")
    assert (article.text.count("Ships left."), faults) == (1, [])


NO_DOCUMENT = {
    "nothing": (b"", "the file is empty"),
    "text": (b"Ships left.", "not a Word document (it is no ZIP)"),
    "an old document": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "protected by a password, or in the format of Word before 2007; "
                        "save it as .docx without a password"),
}  # fmt: skip


@pytest.mark.parametrize("case", NO_DOCUMENT)
def test_what_is_no_document_is_told(folder, document, case):
    content, reason = NO_DOCUMENT[case]
    (folder / "a.docx").write_bytes(content)
    assert told(read_articles(["a.docx"])[1]) == [("a.docx", reason)]


def test_documents_that_are_broken_or_bombs_are_told(folder, document):
    document.save("good.docx")
    with zipfile.ZipFile("good.docx") as file:
        parts = {name: file.read(name) for name in file.namelist()}
    deep = b"<w:p xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>" + b"<w:ins>" * 100_000
    laughs = (
        b"<!DOCTYPE x [<!ENTITY a 'ha'>"
        + b"".join(b"<!ENTITY %c '%s'>" % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(12))
        + b"]><w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
        + b"<w:body><w:p><w:r><w:t>&m;</w:t></w:r></w:p></w:body></w:document>"
    )
    cases = {
        "empty": {},
        "text": {"word/document.xml": b"Ships left."},
        "deep": {"word/document.xml": deep},
        "laughs": {"word/document.xml": laughs},
        "large": {"word/document.xml": b"<a>" + b" " * 60_000_000 + b"</a>"},
        "other": {"[Content_Types].xml": b"<a/>"},
    }
    for name, changed in cases.items():
        pack(f"{name}.docx", parts | changed if changed else {"a": b""})
    start = time.process_time()
    articles, faults = read_articles([f"{name}.docx" for name in cases])
    assert time.process_time() - start < 10
    assert articles == []
    assert [fault.path for fault in faults] == sorted(f"{name}.docx" for name in cases)


def test_damage_anywhere_in_a_document_is_told(folder, document):
    document.add_paragraph("Ships left.")
    file = io.BytesIO()
    document.save(file)
    whole = file.getvalue()
    for at in range(0, len(whole), 700):
        damaged = bytearray(whole)
        damaged[at] ^= 0xFF
        (folder / "a.docx").write_bytes(damaged)
        articles, faults = read_articles(["a.docx"])
        assert articles or faults, at
