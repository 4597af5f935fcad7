"""The lines of an article as blocks: what is news, what is page furniture, and the parse of what is news.

A block is one line: splitting before parsing keeps a headline, a caption or a list entry from running into the sentence
below it, which a parser trained on running text gets wrong. Only the lines of a hard-wrapped paragraph make one block.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from factcheck.language.furniture import dateline_end, furniture_start, headline_places, last_lines
from factcheck.language.lemmas import repair_lemmas
from factcheck.language.lines import LINE_END, split_lines, strip
from factcheck.language.printed import as_printed, plain_text, without_halves
from factcheck.language.sentences import repair_sentences, sentence_at, sentence_span
from factcheck.language.tags import repair_tags
from factcheck.model import Article, Block, Parsed

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["block_at", "parse_article", "parse_articles", "sentence_at", "sentence_span", "split_blocks"]

# Longer than any printed paragraph (of 38,000 lines of news three are longer, each a whole article on one line), far below
# spaCy's max_length; keeps time and memory of one parse bounded.
LONGEST_BLOCK = 6_000
# Bounds the memory of one parse; the arrays of more blocks would not stay in the processor's cache either.
BLOCKS_AT_ONCE = 128

_SENTENCE_END = re.compile(r"[.?!…][\"'”’)\]]{0,3}\s")


def split_blocks(text: str, markup: Sequence[tuple[int, int]] = ()) -> tuple[Block, ...]:
    """The lines of `text` that hold words (or its hard-wrapped paragraphs), in order, each with its role and no parse.

    Offsets are stripped of white space, invisible characters and the spans of `markup`. A line over `LONGEST_BLOCK`
    characters is split after a sentence. Roles are headline (title-like lines at the top), furniture and body.
    """
    words = _blank(text, markup)
    spans: list[tuple[int, int]] = []
    for start, end in split_lines(words, text):
        spans.extend(_cut(words, start, end))
    return _with_roles(words, spans)


def block_at(blocks: Sequence[Block], offset: int) -> Block | None:
    """The block, of some in their order, that holds an offset of the article; None between two of them."""
    at = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    return blocks[at] if at >= 0 and offset < blocks[at].end else None


def _with_roles(text: str, spans: list[tuple[int, int]]) -> tuple[Block, ...]:
    """A Block for each span, in two or three where the end of a line is furniture, or its beginning a dateline."""
    news: list[tuple[int, int]] = []
    lines: list[str] = []
    furniture: list[tuple[int, int]] = []
    for place, (start, end) in enumerate(spans):
        near_end = 0 < place >= len(spans) - last_lines()
        cut = start + furniture_start(text[start:end], near_end=near_end)
        begin = min(cut, start + dateline_end(text[start:cut]))
        if begin > start:
            furniture.append(strip(text, start, begin))
        if cut > begin:
            news.append(strip(text, begin, cut))
            lines.append(text[slice(*strip(text, start, cut))])
        if cut < end:
            furniture.append((cut, end))
    top = headline_places(lines)
    blocks = [Block(start, end, "headline" if place in top else "body") for place, (start, end) in enumerate(news)]
    blocks.extend(Block(start, end, "furniture") for start, end in furniture)
    return tuple(sorted(blocks, key=lambda block: block.start))


def _blank(text: str, markup: Sequence[tuple[int, int]]) -> str:
    """`text` at the same length with a space for each character of `markup` that does not end a line."""
    if not markup:
        return text
    pieces, done = [], 0
    for start, end in markup:
        pieces.append(text[done:start])
        pieces.append("".join(c if c in LINE_END else " " for c in text[start:end]))
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = end if end - start <= LONGEST_BLOCK else _break_before(text, start, start + LONGEST_BLOCK)
        left, right = strip(text, start, stop)
        if left < right:
            yield left, right
        start = stop


def _break_before(text: str, start: int, limit: int) -> int:
    """Where to cut at most at `limit`: after the last sentence, else after the last word, else at `limit` itself."""
    window = text[start:limit]
    ends = [found.end() for found in _SENTENCE_END.finditer(window)]
    if ends:
        return start + ends[-1]
    space = max(window.rfind(space) for space in " \t\n\xa0")
    return start + space + 1 if space > 0 else limit


def parse_articles(articles: Iterable[Article], nlp: Language) -> Iterator[Parsed]:
    """Each article with its blocks parsed, in the order given; furniture is not parsed and yields no claims.

    `doc.text == article.text[block.start:block.end]`, dependency labels are those of Universal Dependencies, and
    sentence boundaries, tags and lemmas are repaired (see `repair_sentences`, `repair_tags`, `repair_lemmas`). Markup,
    doubled spaces and invisible characters are kept from the parser; in the Doc handed on they stand in tokens of the part
    of speech SPACE.
    One article is held at a time, and its blocks are batched by themselves: its parse is the same whatever is read
    before or after it.
    """
    for article in articles:
        yield parse_article(article, nlp)


def parse_article(article: Article, nlp: Language) -> Parsed:
    """One article with its blocks parsed; see `parse_articles`. In its text halves of surrogate pairs are replaced."""
    from factcheck.language.labels import to_universal

    article = without_halves(article)
    blocks = split_blocks(article.text, article.markup)
    plain = [
        plain_text(article.text, block.start, block.end, article.markup)
        for block in blocks
        if block.role != "furniture"
    ]
    docs = nlp.pipe((text for text, _ in plain), batch_size=BLOCKS_AT_ONCE)
    offsets = (places for _, places in plain)
    parsed = []
    for block in blocks:
        if block.role != "furniture":
            printed = article.text[block.start : block.end]
            doc = as_printed(to_universal(next(docs)), printed, next(offsets))
            block = replace(block, doc=repair_sentences(repair_lemmas(repair_tags(doc))))
        parsed.append(block)
    return Parsed(article, tuple(parsed))
