"""HTML: the article of a page without its furniture, each word known by its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from itertools import islice

from factcheck.model import Article, NotChecked, Published
from factcheck.readers.decode import decode_page, lacks_words, read_bytes
from factcheck.readers.folder import Found
from factcheck.readers.html_metadata import is_own_report, read_metadata, scripts
from factcheck.readers.html_select import select_runs
from factcheck.readers.html_source import Run, Tag, cut
from factcheck.readers.html_text import lay_out
from factcheck.readers.jsonlines import string_anchors
from factcheck.readers.metadata import DATE_FORMS, parse_days

NEEDED = "a page of HTML needs trafilatura, which is not installed: pip install 'factcheck[html]'"
# A page of news has some thousand; a page with more is a bomb or a dump, and takes long.
MOST_TAGS = 40_000
MOST_REFERENCES = 200_000
# Where a page shows less text than this, its JSON-LD may hold the article that a script would show.
_SHORT = 250
_BODY = re.compile(r'"articleBody"\s*:\s*"((?:[^"\\]|\\.)*+)"', re.DOTALL)


def read_html(found: Found, columns: Mapping[str, str]) -> Iterator[Article | NotChecked]:
    """The article of the page, or why it cannot be checked. `columns` is unused.

    Its text is what trafilatura takes for the article, with headline, standfirst and captions, laid out in paragraphs;
    `anchors` say where each stretch stands in the file. Title, outlet, author, address and date are the page's own.
    """
    shown = found.shown
    if find_spec("trafilatura") is None:
        yield NotChecked(shown, NEEDED)
        return
    data = read_bytes(found)
    if isinstance(data, NotChecked):
        yield data
        return
    source, reason, doubt = decode_page(data)
    if not reason and not source.strip():
        reason = lacks_words(source)
    if not reason and source.count("&") > MOST_REFERENCES:
        reason = f"more than {MOST_REFERENCES:,} character references, which no page of news has"
    tokens = [] if reason else list(islice(cut(source), 2 * MOST_TAGS + 1))
    if len(tokens) > 2 * MOST_TAGS:
        reason = f"more than {MOST_TAGS:,} tags, which no page of news has"
    if not reason and is_own_report(source, tokens):
        reason = "a report that factcheck wrote; not an article"
    if reason:
        yield NotChecked(shown, reason)
        return
    if doubt:
        yield NotChecked(shown, doubt)
    kept = select_runs(source, tokens)
    text, anchors, markup = lay_out(source, tokens, kept)
    if len(text) < _SHORT and (better := _from_linked_data(source, tokens, 2 * len(text))):
        text, anchors, markup = *better, ()
    if reason := lacks_words(text):
        yield NotChecked(shown, reason.replace("the file is empty", "the page shows no text"))
        return
    fields, dates = read_metadata(source, tokens, max(kept, default=0))
    published = Published()
    for printed in dates:
        if days := parse_days(printed):
            published = Published(*days, how="metadata", evidence=printed)
            break
    if dates and not published.start:
        yield NotChecked(shown, f'date "{dates[0]}" is not a date; expected one {DATE_FORMS}. It counts as unknown')
    yield Article(found.name, text, shown, published=published, anchors=anchors, markup=markup, **fields)


def _from_linked_data(source: str, tokens: list[Run | Tag], longer_than: int) -> tuple[str, tuple] | None:
    """The text of the article in the page's JSON-LD and its anchors, when it is plain and longer than that."""
    import json

    for script in scripts(source, tokens):
        body = _BODY.search(source, script.inner, script.inner_end)
        if not body or body.end(1) - body.start(1) <= longer_than or "\n" in body[1]:
            continue
        try:
            text = json.loads(f'"{body[1]}"')
        except ValueError:
            continue
        # Markup within the string would be read as words, and half a character cannot be written.
        if "<" in text or "&" in text or any("\ud800" <= c <= "\udfff" for c in text):
            continue
        line = source.count("\n", 0, body.start(1)) + 1
        column = body.start(1) - source.rfind("\n", 0, body.start(1))
        return text, string_anchors(source, *body.span(1), line, column)
    return None
