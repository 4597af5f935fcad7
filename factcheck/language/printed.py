"""The text that the parser reads, and the way back: its Doc over the text as printed.

A parser learns from clean text; of a doubled space, a soft hyphen or a Markdown asterisk it makes a word and hangs
others on it. So it is given each block without them, and what was left out returns as tokens of the part of speech
SPACE.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from factcheck.model import Article

# Invisible characters that web copy leaves in and around words, beside white space proper.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
# A longer run without white space is an address, a rule or data, not a word (characters); tokenizers are slow on it.
LONGEST_WORD = 100
_HALF = re.compile("[\ud800-\udfff]")
_OVERLONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_LEFT_OUT = re.compile(rf"(?!\x20[^\s{INVISIBLE}])[\s{INVISIBLE}]+")


def text_of(doc: Doc) -> str:
    """`doc.text`, kept with the doc: spaCy puts it together anew, token by token, at every look."""
    text = doc.user_data.get("text")
    if text is None:
        text = doc.user_data["text"] = doc.text
    return text


def without_halves(article: Article) -> Article:
    """The article with a replacement mark for each half of a surrogate pair, which no parser reads and no file holds; no
    offset moves. The path is left as it is: a file's name may hold such halves, and is opened by them."""
    told = {name: getattr(article, name) for name in ("id", "text", "outlet", "title", "author", "url")}
    halves = {name: _HALF.sub("\ufffd", value) for name, value in told.items() if _HALF.search(value)}
    return replace(article, **halves) if halves else article


def plain_text(
    text: str, start: int, end: int, markup: Sequence[tuple[int, int]] = ()
) -> tuple[str, Sequence[int] | None]:
    """`text[start:end]` as the parser should see it, and for each of its characters the offset from `start`.

    Markup, invisible characters and what is too long for a word are left out, each run of white space becomes one
    space. None for the offsets when nothing changes.
    """
    printed = text[start:end]
    cuts = _markup_within(start, end, markup)
    cuts.extend(found.span() for found in _OVERLONG.finditer(printed))
    if not cuts and not _LEFT_OUT.search(printed):
        return printed, None
    dropped = bytearray(len(printed))
    for left, right in cuts:
        dropped[left:right] = b"\1" * (right - left)
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(printed):
        if dropped[offset] or character in INVISIBLE:
            continue
        if character.isspace():
            if not characters or characters[-1] == " ":
                continue
            character = " "
        characters.append(character)
        offsets.append(offset)
    while characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()
    return "".join(characters), offsets


def _markup_within(start: int, end: int, markup: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    cuts = []
    place = bisect_left(markup, (start, start))
    for left, right in markup[max(0, place - 1) :]:
        if left >= end:
            break
        if right > start:
            cuts.append((max(left, start) - start, min(right, end) - start))
    return cuts


def as_printed(doc: Doc, printed: str, offsets: Sequence[int] | None) -> Doc:
    """`doc`, parsed from the plain text of `printed`, as a Doc over `printed`; see `plain_text` for `offsets`."""
    if offsets is None:
        return doc
    from spacy.tokens import Doc as NewDoc

    words: list[str] = []
    spaces: list[bool] = []
    source: list[int | None] = []  # The token of `doc` that each new one stands for; None for what was left out.
    place: list[int] = []
    end = 0

    def add(word: str, token: int | None) -> None:
        words.append(word)
        spaces.append(False)
        source.append(token)

    def add_gap(gap: str) -> None:
        if gap.startswith(" ") and words and not spaces[-1]:
            spaces[-1], gap = True, gap[1:]
        if gap:
            last = gap[-1] == " " and len(gap) > 1
            add(gap[:-1] if last else gap, None)
            spaces[-1] = last

    for token in doc:
        first = offsets[token.idx]
        add_gap(printed[end:first])
        end = offsets[token.idx + len(token) - 1] + 1
        place.append(len(words))
        add(printed[first:end], token.i)
    add_gap(printed[end:])

    tokens = [doc[i] if i is not None else None for i in source]
    parsed = doc.has_annotation("DEP")
    # What was left out hangs on the word before it, or at the start on the first word.
    near = [max(i - 1, 0) if i or len(words) == 1 else place[0] for i in range(len(words))]
    return NewDoc(
        doc.vocab,
        words=words,
        spaces=spaces,
        heads=[place[t.head.i] if t is not None else near[i] for i, t in enumerate(tokens)] if parsed else None,
        deps=[t.dep_ if t is not None else "dep" for t in tokens] if parsed else None,
        sent_starts=None if parsed else [t is not None and bool(t.is_sent_start) for t in tokens],
        tags=[t.tag_ if t is not None else "_SP" for t in tokens],
        pos=[t.pos_ if t is not None else "SPACE" for t in tokens],
        morphs=[str(t.morph) if t is not None else "" for t in tokens],
        lemmas=[t.lemma_ if t is not None else word for t, word in zip(tokens, words, strict=True)],
        ents=[f"{t.ent_iob_}-{t.ent_type_}" if t is not None and t.ent_type_ else "O" for t in tokens],
    )
