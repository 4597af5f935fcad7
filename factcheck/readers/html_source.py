"""The source of an HTML page as runs of text with their places, and the tags between them.

A parser forgets where in the file a word stood. Here the source is cut into tags and text by the rules of the HTML
standard's tokeniser, as far as they decide what is text; in linear time, whatever the page holds.
"""

from __future__ import annotations

import html
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

# Tags that end a line of text, as a browser lays them out.
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "head", "header", "hgroup", "hr", "html", "iframe", "legend", "li", "main", "menu", "nav", "noscript",
    "object", "ol", "optgroup", "option", "p", "pre", "search", "section", "select", "summary", "table", "tbody",
    "tfoot", "thead", "tr", "ul", "video",
))  # fmt: skip
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
CELLS = frozenset(["td", "th"])
# Elements that a run remembers to be inside of: what the text in them is depends on them.
WATCHED = frozenset((
    "a", "aside", "button", "dialog", "figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "nav", "noscript", "pre", "sup", "time",
))  # fmt: skip
VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
MOST_ATTRIBUTES = 100
# What these hold is no text of the page.
RAW = {
    name: re.compile(rf"</{name}(?=[\s/>]|\Z)", re.IGNORECASE)
    for name in [
        "iframe",
        "math",
        "noembed",
        "noframes",
        "script",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "xmp",
    ]
}
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?P<attributes>(?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>\"'][^\s>]*+|))*+)(?:>|\Z)"
    r"|<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?/][^>]*+(?:>|\Z)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s=/>\"']++)(?:\s*+=\s*+(?:\"([^\"]*+)\"?|'([^']*+)'?|([^\s>]*+)))?")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")


@dataclass(frozen=True, slots=True)
class Run:
    """Text between two tags, `source[start:end]`, and which of the `WATCHED` elements are around it."""

    start: int
    end: int
    inside: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, `source[start:inner]`, its name in lower case; what a script or the like holds is `source[inner:inner_end]`."""

    start: int
    inner: int
    inner_end: int
    name: str
    closes: bool


def cut(source: str) -> Iterator[Run | Tag]:
    """The runs and tags of a page in order. Comments and declarations are left out; blank runs are not."""
    done = 0
    opened: Counter[str] = Counter()
    inside: frozenset[str] = frozenset()
    while found := _TAG.search(source, done):
        left = found.start()
        if left > done:
            yield Run(done, left, inside)
        inner = done = found.end()
        if found["name"] is None:
            continue
        name, closes = found["name"].lower(), bool(found["close"])
        if name in RAW and not closes and not found["attributes"].endswith("/"):
            end = RAW[name].search(source, inner)
            inner_end = end.start() if end else len(source)
            done = (source.find(">", inner_end) + 1 or len(source)) if end else len(source)
            yield Tag(left, inner, inner_end, name, False)
            continue
        if name in WATCHED:
            opened[name] = max(0, opened[name] + (-1 if closes else 1))
            inside = frozenset(name for name, count in opened.items() if count)
        yield Tag(left, inner, inner, name, closes)
    if done < len(source):
        yield Run(done, len(source), inside)


def attributes(source: str, tag: Tag) -> dict[str, str]:
    """The attributes of a tag, the first `MOST_ATTRIBUTES`: names in lower case, entities read; of two alike the first."""
    found: dict[str, str] = {}
    start = tag.start + 1 + len(tag.name)
    for match in islice(_ATTRIBUTE.finditer(source, start, max(start, tag.inner - 1)), MOST_ATTRIBUTES):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.setdefault(match[1].lower(), decoded(value))
    return found


def entities(source: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The character references in a stretch of text: start, end and what they print."""
    for found in _ENTITY.finditer(source, start, end):
        printed = html.unescape(found.group())
        if printed != found.group():
            yield found.start(), found.end(), printed


def decoded(source: str, start: int = 0, end: int = sys.maxsize) -> str:
    """A stretch of text with its character references read; `html.unescape` fails on one of many digits."""
    end = min(end, len(source))
    if source.find("&", start, end) < 0:
        return source[start:end]
    pieces, done = [], start
    for left, right, printed in entities(source, start, end):
        pieces.extend((source[done:left], printed))
        done = right
    pieces.append(source[done:end])
    return "".join(pieces)
