"""Which runs of text of a page are its article, as trafilatura sees it."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import product
from unicodedata import is_normalized

from factcheck.readers.html_source import BLOCKS, HEADINGS, RAW, VOID, Run, Tag, attributes, decoded

# Elements whose text is never the article's, for what is taken beside or without trafilatura's choice.
_AROUND = frozenset(["aside", "button", "dialog", "footer", "form", "head", "nav", "noscript"])
_NEVER = frozenset(["button", "dialog", "nav"])
# Fewer words between the headline and the article are a byline, a date or a label.
FEWEST_WORDS = 8
# Characters of the shortest article. Where trafilatura has found fewer, it takes more and more of the page around it; news
# in brief is shorter than its 250.
SHORTEST = 60
# libxml2 gives up below this depth, and what lies deeper is lost to it.
_DEEPEST = 200
# Their end need not be written: they do not nest.
_SELF_CLOSING = frozenset(["p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "tfoot"])
_TELLING = frozenset((
    "aria-hidden", "class", "data-component", "data-lp-replacement-content", "data-testid", "hidden", "href", "id",
    "itemprop", "rel", "role", "style",
))  # fmt: skip
_LONGEST_VALUE = 300
# What newsrooms call a box of facts.
_FACTS = re.compile(
    r"\b(?:fact-?(?:box|file|sheet)|info-?box|key-?(?:facts|points|figures)|(?:by|in)-(?:the-)?numbers|at-a-glance)",
    re.I,
)
_SIGN = re.compile("[\u2190-\u2bff]")


def select_runs(source: str, tokens: Sequence[Run | Tag]) -> set[int]:
    """The places in `tokens` of the runs that are the article: what trafilatura keeps, the headline, standfirst and captions.

    A page in which it finds no article gives all its text outside of menus, forms and the like.
    """
    runs = [
        place
        for place, token in enumerate(tokens)
        if isinstance(token, Run) and decoded(source, token.start, token.end).strip()
    ]
    marks = dict(zip(_marks(source, len(runs)), runs, strict=True))
    kept = _keep(_marked(source, tokens, {place: mark for mark, place in marks.items()}), marks)
    kept = {place for place in kept if not tokens[place].inside & _NEVER}
    if not kept:
        return {place for place in runs if not tokens[place].inside & _AROUND}
    kept = (kept - _links(tokens, kept) - _stamps(tokens, kept)) or kept
    return kept | {
        *_headline(source, tokens, runs, kept),
        *_captions(tokens, runs, kept),
        *_boxes(source, tokens, runs, kept),
    }


def _marks(source: str, count: int) -> list[str]:
    """A mark for each of `count` runs: one sign or two that the page does not hold, so that each can be found again.

    Signs, not letters: nothing that looks at words is misled by them.
    """
    held = set(_SIGN.findall(decoded(source)))
    signs = [
        sign
        for sign in map(chr, range(0x2190, 0x2C00))
        if sign not in held and sign.isprintable() and is_normalized("NFC", sign) and sign != "\u2424"
    ]
    pairs = product(signs, repeat=1 if count <= len(signs) else 2)
    return ["".join(pair) for pair, _ in zip(pairs, range(count), strict=False)]


def _marked(source: str, tokens: Sequence[Run | Tag], marks: dict[int, str]) -> str:
    """The page again, without scripts, with its mark before each run, and no deeper than a parser bears."""
    pieces = ["<!DOCTYPE html>"]
    depth = 0
    # The updates of a live page are articles each, of which the first would be taken.
    live = "LiveBlogPosting" in source
    for place, token in enumerate(tokens):
        if isinstance(token, Run):
            printed = decoded(source, token.start, token.end)
            pieces.append(html.escape(marks.get(place, "") + printed, quote=False))
        elif token.name in RAW or token.name == "html" or (live and token.name == "article"):
            continue
        elif token.closes:
            pieces.append(f"</{token.name}>" if depth < _DEEPEST else " ")
            depth = max(0, depth - (token.name not in VOID))
        else:
            depth += token.name not in VOID and token.name not in _SELF_CLOSING
            pieces.append(_opening(source, token) if depth < _DEEPEST else " ")
    return "".join(pieces)


def _opening(source: str, tag: Tag) -> str:
    """A tag with those of its attributes by which an extractor tells furniture, at a length that a class has."""
    told = (
        f' {name}="{html.escape(value[:_LONGEST_VALUE])}"'
        for name, value in attributes(source, tag).items()
        if name in _TELLING
    )
    return f"<{tag.name}{''.join(told)}>"


def _keep(page: str, marks: dict[str, int]) -> set[int]:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring
    from trafilatura import bare_extraction

    # Without a handler of its own, what it says would go to standard error.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = document_fromstring(page.encode("utf-8", "replace"), parser=parser)
        found = bare_extraction(
            tree, include_comments=False, include_tables=True, with_metadata=False, config=_config()
        )
    except (etree.LxmlError, ValueError):
        return set()
    if found is None or found.body is None:
        return set()
    wide = len(next(iter(marks), " "))
    text = "".join(found.body.itertext())
    signs = (text[at.start() : at.start() + wide] for at in _SIGN.finditer(text))
    return {marks[sign] for sign in signs if sign in marks}


@cache
def _config():
    """trafilatura's settings, with an article as short as news in brief is."""
    from trafilatura.settings import use_config

    config = use_config()
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(SHORTEST)
    return config


def _links(tokens: Sequence[Run | Tag], kept: Collection[int]) -> set[int]:
    """The runs of blocks that are a link and nothing else: headlines of other articles."""
    return {
        run
        for block in _blocks(tokens, kept)
        if all("a" in tokens[run].inside and "h1" not in tokens[run].inside for run in block)
        for run in block
    }


def _stamps(tokens: Sequence[Run | Tag], kept: Collection[int]) -> set[int]:
    """The runs of blocks that are a time and nothing else: when the article came out, or an update of it."""
    return {
        run for block in _blocks(tokens, kept) if all("time" in tokens[run].inside for run in block) for run in block
    }


def _blocks(tokens: Sequence[Run | Tag], kept: Collection[int]) -> Iterator[list[int]]:
    """The kept runs block by block."""
    block: list[int] = []
    for place, token in enumerate((*tokens, None)):
        if isinstance(token, Run):
            if place in kept:
                block.append(place)
        elif token is None or token.name in BLOCKS:
            yield block
            block = []


def _boxes(source: str, tokens: Sequence[Run | Tag], runs: Sequence[int], kept: Collection[int]) -> list[int]:
    """The runs of boxes with facts, which stand beside the article and are of it."""
    first, wanted = min(kept), set(runs)
    found: list[int] = []
    name, depth = "", 0
    for place, token in enumerate(tokens):
        if isinstance(token, Run):
            if depth and place in wanted and place > first and not token.inside & (_AROUND - {"aside"}):
                found.append(place)
        elif depth and token.name == name:
            depth += -1 if token.closes else 1
        elif not depth and not token.closes and token.name in ("aside", "div", "section"):
            told = attributes(source, token)
            if _FACTS.search(f"{told.get('class', '')} {told.get('id', '')}"):
                name, depth = token.name, 1
    return [place for place in found if place not in _links(tokens, found)]


def _headline(source: str, tokens: Sequence[Run | Tag], runs: Sequence[int], kept: Collection[int]) -> list[int]:
    """The runs of the heading that stands last before the article, and of what reads like a standfirst between them."""
    first = min(kept)
    if "h1" in tokens[first].inside:
        return []
    heading = [place for place in runs if place < first and "h1" in tokens[place].inside]
    if not heading:
        return []
    start = heading[-1]
    found = [start]
    for place in reversed(heading[:-1]):
        if any(isinstance(token, Tag) and token.name == "h1" for token in tokens[place:start]):
            break
        found.append(place)
    block: list[int] = []
    for place in range(start + 1, first + 1):
        token = tokens[place]
        if isinstance(token, Run):
            block.append(place)
        elif token.name in BLOCKS or place == first:
            if _reads_like_text(source, [tokens[run] for run in block]):
                found.extend(block)
            block = []
    return [place for place in found if place in set(runs)]


def _reads_like_text(source: str, block: Sequence[Run]) -> bool:
    if any(run.inside & (_AROUND | {"a", "time"}) for run in block):
        return False
    return len(" ".join(decoded(source, run.start, run.end) for run in block).split()) >= FEWEST_WORDS


def _captions(tokens: Sequence[Run | Tag], runs: Sequence[int], kept: Collection[int]) -> list[int]:
    """The runs of captions within the article or right above it: two pictures' worth of text before its first word."""
    first, last = min(kept), max(kept)
    heading = max((place for place in runs if place < first and tokens[place].inside & HEADINGS), default=first)
    around = _AROUND - {"aside"}
    return [
        place
        for place in runs
        if heading <= place <= last and "figcaption" in tokens[place].inside and not tokens[place].inside & around
    ]
