"""Word documents: paragraphs and tables of a .docx, as they would be printed with all changes accepted."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from io import BytesIO

from factcheck.model import Article, NotChecked
from factcheck.readers.decode import lacks_words, read_bytes
from factcheck.readers.folder import Found
from factcheck.readers.html_text import CELL_MARK, LONGEST_CELL

NEEDED = "a Word document needs python-docx, which is not installed: pip install 'factcheck[docx]'"
# Pictures make documents large; their text is bounded by what they unpack to.
LARGEST_FILE = 100_000_000
LARGEST_UNPACKED = 200_000_000
LARGEST_TEXT = 50_000_000

_OLD = b"\xd0\xcf\x11\xe0"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PRINTED = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
# Not printed: what was moved away, and the second of two ways to draw a text box.
_UNPRINTED = frozenset([
    f"{_W}moveFrom", f"{_W}del", f"{_W}pPr", f"{_W}rPr",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
])  # fmt: skip
_TITLES = frozenset(["title", "heading 1"])


def read_docx(found: Found, columns: Mapping[str, str]) -> Iterator[Article | NotChecked]:
    """The article of the document, or why it cannot be checked. `columns` is unused.

    A paragraph stands behind a blank line, a row of a table in one line. Title and author are the document's properties;
    without a title the first heading is. `anchors` are None: the file has no lines.
    """
    shown = found.shown
    if find_spec("docx") is None:
        yield NotChecked(shown, NEEDED)
        return
    data = read_bytes(found, LARGEST_FILE)
    if isinstance(data, NotChecked):
        yield data
        return
    reason = _bounds(data)
    if reason:
        yield NotChecked(shown, reason)
        return
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = Document(BytesIO(data))
        blocks = list(_blocks(document.element.body))
        told = document.core_properties
        fields = {"title": told.title or _heading(document), "author": told.author or ""}
    except (
        OpcError, LxmlError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, AttributeError, TypeError, IndexError,
        OSError, NotImplementedError, EOFError, RecursionError,
    ) as error:  # fmt: skip
        yield NotChecked(shown, f"not a Word document that can be read ({type(error).__name__})")
        return
    text = "\n\n".join(blocks)
    if reason := lacks_words(text):
        yield NotChecked(shown, reason.replace("the file is", "the document is"))
        return
    fields = {name: " ".join(value.split()) for name, value in fields.items()}
    yield Article(found.name, text, shown, anchors=None, markup=_marks(text), **fields)


def _bounds(data: bytes) -> str:
    """Why the bytes are no document to open; blank when they may be."""
    if not data:
        return "the file is empty"
    if data.startswith(_OLD):
        return "protected by a password, or in the format of Word before 2007; save it as .docx without a password"
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            sizes = {part.filename: part.file_size for part in packed.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        return "not a Word document (it is no ZIP)"
    texts = sum(size for name, size in sizes.items() if name.endswith((".xml", ".rels")))
    if texts > LARGEST_TEXT or sum(sizes.values()) > LARGEST_UNPACKED:
        return f"unpacks to more than {LARGEST_TEXT:,} bytes of text, which no article has"
    return ""


def _blocks(body) -> Iterator[str]:
    """The paragraphs and the rows of tables in the order of the document."""
    pending = list(reversed(body))
    while pending:
        element = pending.pop()
        if element.tag == f"{_W}p":
            if text := _text(element):
                yield text
        elif element.tag == f"{_W}tbl":
            for row in _outermost(element, f"{_W}tr"):
                cells = [[_text(p) for p in _outermost(cell, f"{_W}p")] for cell in _outermost(row, f"{_W}tc")]
                yield from _row([list(filter(None, cell)) for cell in cells])
        elif element.tag not in _UNPRINTED and isinstance(element.tag, str):
            pending.extend(reversed(element))


def _outermost(element, name: str) -> Iterator:
    """The elements of that name below `element`, in order, none within another."""
    pending = list(reversed(element))
    while pending:
        inner = pending.pop()
        if inner.tag == name:
            yield inner
        elif inner.tag not in _UNPRINTED and isinstance(inner.tag, str):
            pending.extend(reversed(inner))


def _row(cells: list[list[str]]) -> Iterator[str]:
    """A row of figures as one line; one that holds paragraphs is a layout, and each is for itself."""
    lines = [" ".join(" ".join(cell).split()) for cell in cells if cell]
    if all(len(line) <= LONGEST_CELL for line in lines):
        yield from filter(None, [CELL_MARK.join(lines)])
    else:
        yield from (paragraph for cell in cells for paragraph in cell)


def _text(paragraph) -> str:
    """What a paragraph prints: inserted text too, deleted text not; the lines of a text box in it are lines of it."""
    pieces: list[str] = []
    pending = list(reversed(paragraph))
    while pending:
        element = pending.pop()
        if element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag in _PRINTED:
            pieces.append(_PRINTED[element.tag])
        elif element.tag == f"{_W}p":
            pieces.append("\n")
            pending.extend(reversed(element))
        elif element.tag not in _UNPRINTED and isinstance(element.tag, str):
            pending.extend(reversed(element))
    return "".join(pieces).strip()


def _heading(document) -> str:
    for paragraph in document.paragraphs[:20]:
        style = paragraph.style
        if style is not None and (style.name or "").casefold() in _TITLES and paragraph.text.strip():
            return paragraph.text
    return ""


def _marks(text: str) -> tuple[tuple[int, int], ...]:
    """The marks between cells."""
    spans = []
    at = text.find(CELL_MARK)
    while at >= 0:
        spans.append((at + 1, at + 2))
        at = text.find(CELL_MARK, at + 2)
    return tuple(spans)
