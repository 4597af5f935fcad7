"""The lines of an article as blocks: what is news, what is page furniture, and the parse of what is news.

A block never holds a line break: splitting before parsing keeps a headline, a caption or a list entry from running into
the sentence below it, which a parser trained on running text gets wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from factcheck.language.furniture import furniture_start, headline_places, last_lines
from factcheck.model import Article, Block, Parsed

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Far longer than any printed paragraph, far below spaCy's max_length; keeps time and memory of one parse bounded.
LONGEST_BLOCK = 20_000
# Articles held at once while their blocks are parsed in batches.
ARTICLES_AT_ONCE = 64
BLOCKS_AT_ONCE = 128

# All line ends that str.splitlines knows.
LINE_END = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{LINE_END}]+")
# Invisible characters that web copy leaves at the ends of lines, beside white space proper.
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_SPACE_AHEAD = re.compile(rf"[\s{_INVISIBLE}]*")
_SENTENCE_END = re.compile(r"[.?!…][\"'”’)\]]{0,3}\s")
_OPENING = frozenset("([{")
_CLOSING = {")": "(", "]": "[", "}": "{"}
_LAST_WORD = re.compile(r"\S*\Z")
_CLOSERS = "\"'”’)]}»"
_OPENERS = "\"'“‘([{«"


def split_blocks(text: str, markup: Sequence[tuple[int, int]] = ()) -> tuple[Block, ...]:
    """The lines of `text` that hold words, in reading order, each with its role and no parse.

    Offsets are stripped of white space, invisible characters and the spans of `markup`. A line over `LONGEST_BLOCK`
    characters is split after a sentence. Roles are headline (title-like lines at the top), furniture and body.
    """
    words = _blank(text, markup)
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(words):
        spans.extend(_cut(words, line.start(), line.end()))
    return _with_roles(words, spans)


def _with_roles(text: str, spans: list[tuple[int, int]]) -> tuple[Block, ...]:
    """A Block for each span, in two where only the end of a line is furniture."""
    news: list[tuple[int, int]] = []
    furniture: list[tuple[int, int]] = []
    for place, (start, end) in enumerate(spans):
        near_end = 0 < place >= len(spans) - last_lines()
        cut = start + furniture_start(text[start:end], near_end=near_end)
        if cut > start:
            news.append(_strip(text, start, cut))
        if cut < end:
            furniture.append((cut, end))
    top = headline_places([text[start:end] for start, end in news[:4]])
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
        left, right = _strip(text, start, stop)
        if left < right:
            yield left, right
        start = stop


def _break_before(text: str, start: int, limit: int) -> int:
    """Where to cut at most at `limit`: after the last sentence, else after the last word, else at `limit` itself."""
    window = text[start:limit]
    ends = [found.end() for found in _SENTENCE_END.finditer(window)]
    if ends:
        return start + ends[-1]
    space = max(window.rfind(" "), window.rfind("\t"), window.rfind("\xa0"))
    return start + space + 1 if space > 0 else limit


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    start = min(_SPACE_AHEAD.match(text, start, end).end(), end)
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return start, end


def parse_articles(articles: Iterable[Article], nlp: Language) -> Iterator[Parsed]:
    """Each article with its blocks parsed, in the order given; furniture is not parsed and yields no claims.

    `doc.text == article.text[block.start:block.end]`, dependency labels are those of Universal Dependencies, and
    sentence boundaries are repaired (see `repair_sentences`). Only some articles are held at a time.
    """
    articles = iter(articles)
    while chunk := tuple(islice(articles, ARTICLES_AT_ONCE)):
        split = [split_blocks(article.text, article.markup) for article in chunk]
        texts = (
            article.text[block.start : block.end]
            for article, blocks in zip(chunk, split, strict=True)
            for block in blocks
            if block.role != "furniture"
        )
        docs = nlp.pipe(texts, batch_size=BLOCKS_AT_ONCE)
        for article, blocks in zip(chunk, split, strict=True):
            yield Parsed(
                article,
                tuple(b if b.role == "furniture" else replace(b, doc=_prepare(next(docs))) for b in blocks),
            )


def _prepare(doc: Doc) -> Doc:
    from importlib.util import find_spec

    if find_spec("factcheck.language.labels"):
        from factcheck.language.labels import to_universal

        doc = to_universal(doc) or doc
    return repair_sentences(doc)


def repair_sentences(doc: Doc) -> Doc:
    """`doc` with false sentence boundaries taken out: the later sentence's root hangs on the earlier one as parataxis.

    A boundary is false inside brackets or quotation marks opened and closed in this block, and where the words before
    it do not end a sentence: no end mark, or an abbreviation that the next word continues.
    """
    if not doc.has_annotation("SENT_START"):
        return doc
    starts = [token.i for token in doc if token.i and token.is_sent_start]
    false = {i for i in starts if not _is_boundary(doc, i)} | _bracketed(doc, starts)
    if false:
        _join(doc, false)
    return doc


def _is_boundary(doc: Doc, i: int) -> bool:
    """Whether the words before token `i` end a sentence, so far as print can tell."""
    before = doc.text[max(0, doc[i].idx - 40) : doc[i].idx].rstrip()
    last = _LAST_WORD.search(before).group()
    bare = last.rstrip(_CLOSERS)
    if not bare or bare[-1] not in ".?!…":
        return False
    following = next((t.text for t in doc[i : i + 8] if t.text[0].isalnum()), "")
    if bare[-1] in ".…" and following[:1].islower():
        return False
    return not (bare == last and _is_abbreviation(bare.lstrip(_OPENERS)))


def _is_abbreviation(word: str) -> bool:
    from factcheck.language.lexicons import read_lexicon

    return word.lower() in read_lexicon("furniture")["abbreviations"]["before_names"]


def _bracketed(doc: Doc, starts: list[int]) -> set[int]:
    """Those of `starts` that stand within a bracket that is closed again in this block."""
    open_at: list[tuple[str, int]] = []
    inside: list[tuple[int, int]] = []
    for token in doc:
        if token.text in _OPENING:
            open_at.append((token.text, token.i))
        elif (wanted := _CLOSING.get(token.text)) and open_at and open_at[-1][0] == wanted:
            inside.append((open_at.pop()[1], token.i))
    return {i for i in starts if any(left < i <= right for left, right in inside)} if inside else set()


def _join(doc: Doc, false: set[int]) -> None:
    from spacy.attrs import DEP, HEAD

    if not doc.has_annotation("DEP"):
        for i in false:
            doc[i].is_sent_start = False
        return
    roots = {sentence.start: sentence.root.i for sentence in doc.sents}
    parataxis = doc.vocab.strings.add("parataxis")
    array = doc.to_array([HEAD, DEP])
    anchor = 0
    for start, root in sorted(roots.items()):
        if start in false:
            array[root] = ((anchor - root) % 2**64, parataxis)
        else:
            anchor = root
    doc.from_array([HEAD, DEP], array)


def sentence_span(block: Block, start: int, end: int) -> tuple[int, int]:
    """Article offsets, stripped, of the sentence or sentences of `block` that cover the article offsets [start, end).

    The whole block where there is no parse or nothing covers them.
    """
    doc = block.doc
    if doc is None or not doc.has_annotation("SENT_START"):
        return block.start, block.end
    left, right = start - block.start, max(end, start + 1) - block.start
    covering = [s for s in doc.sents if s.start_char < right and left < s.end_char]
    if not covering:
        return block.start, block.end
    first, last = _strip(doc.text, covering[0].start_char, covering[-1].end_char)
    return block.start + first, block.start + last


def sentence_at(block: Block, start: int, end: int) -> str:
    """The printed sentence or sentences of `block` that cover the article offsets [start, end)."""
    first, last = sentence_span(block, start, end)
    if block.doc is None:
        return ""
    return block.doc.text[first - block.start : last - block.start]
