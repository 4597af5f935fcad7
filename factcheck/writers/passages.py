"""Stretches of article text cut for display: a claim in its sentence with the neighbours, the words in which two texts
differ, and an article's paragraphs with every claim in its place.

    compare_words("over 80,000", "about 80,000")   ->  ([("over", True), (" 80,000", False)], [("about", True), ...])

Texts are handed on as they are: whoever writes them escapes them for where they go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from os.path import commonprefix

from factcheck.model import Article

LONGEST_ARTICLE = 100_000  # code points of an article shown in full; a page holds many
_LONGEST_NEIGHBOUR = 400  # code points of the sentence before and after
_LONGEST_SENTENCE = 700  # code points of a sentence on either side of its claim
_LONGEST_CLAIM = 1_500  # code points of a claim; only damaged files hold longer ones

# Controls but for tab and newline, overrides and embeddings of direction, half surrogates: shown as a replacement mark.
_HOSTILE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]»]{0,3}\s+(?=[^\sa-z])|\n\s*")
_TOKEN = re.compile(r"[\w’'.,-]*\w|\s+|[^\w\s]")
_QUOTES = str.maketrans("’‘“”", "''\"\"")

Pieces = list[tuple[str, bool]]
"""Texts that follow one another, each with whether it stands out."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A claim in its sentence, `before + claim + after`, and the sentences `previous` and `following` around it."""

    previous: str
    before: str
    claim: str
    after: str
    following: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph: the kind of its innermost claim (blank for none) and the discrepancies on it."""

    text: str
    kind: str
    found: tuple[int, ...]


def clean(text: str) -> str:
    """The text without anything that a page obeys instead of showing; line ends and tabs stay."""
    return _HOSTILE.sub("\ufffd", text)


def passage_around(article: Article | None, start: int, end: int, printed: str, sentence: str) -> Passage:
    """The passage at `[start, end)` of the article; without the article, what the row itself holds."""
    if article is None or not 0 <= start < end <= len(article.text):
        before, found, after = sentence.partition(printed) if printed else (sentence, "", "")
        return Passage("", _fit(before, claim_follows=True), _cut(clean(found)), _fit(after), "")
    first, last = _sentence_span(article.text, start, end, sentence)
    previous = _SENTENCE_END.split(_plain(article, max(0, first - 2 * _LONGEST_NEIGHBOUR), first).rstrip())[-1]
    following = _plain(article, last, min(len(article.text), last + 2 * _LONGEST_NEIGHBOUR)).lstrip()
    found = _SENTENCE_END.search(following)
    following = following[: found.end()] if found else following
    return Passage(
        previous=_one_line(_tail(previous, _LONGEST_NEIGHBOUR)),
        before=_fit(_plain(article, first, start), claim_follows=True),
        claim=_cut(_plain(article, start, end)),
        after=_fit(_plain(article, end, last)),
        following=_one_line(_head(following.rstrip(), _LONGEST_NEIGHBOUR)),
    )


def compare_words(left: str, right: str) -> tuple[Pieces, Pieces]:
    """Both texts in pieces, with whether the piece stands in one of them only.

    All plain when nothing is shared, or when a text is so long that it is shown cut.
    """
    if max(len(left), len(right)) > _LONGEST_CLAIM:
        return [(left, False)], [(right, False)]
    sides = [_TOKEN.findall(text) for text in (left, right)]
    keys = [[token.translate(_QUOTES).casefold() if token.strip() else " " for token in side] for side in sides]
    start = len(commonprefix(keys))
    end = len(commonprefix([key[start:][::-1] for key in keys]))
    middles = [key[start : len(key) - end] for key in keys]
    different: list[set[int]] = [set(), set()]
    for tag, one, two, three, four in SequenceMatcher(None, *middles, autojunk=False).get_opcodes():
        if tag != "equal":
            different[0].update(range(start + one, start + two))
            different[1].update(range(start + three, start + four))
    shared = [
        {key for place, key in enumerate(side) if place not in out} for side, out in zip(keys, different, strict=True)
    ]
    if not any(any(character.isalnum() for character in key) for key in shared[0]):
        return [(left, False)], [(right, False)]  # nothing in common: to mark every word would tell nothing
    return tuple(_join(side, out) for side, out in zip(sides, different, strict=True))


def paragraphs_of(
    article: Article, claims: Iterable[tuple[int, int, str]], found: Iterable[tuple[int, int, int]]
) -> Iterator[list[Segment]]:
    """The article's lines in segments, up to LONGEST_ARTICLE code points; markup is left out, as are blank lines.

    `claims` are spans with their kind, `found` spans with the number of a discrepancy. Of claims within one another,
    the shortest gives its kind.
    """
    length = min(len(article.text), LONGEST_ARTICLE)
    spans = [(start, min(end, length), kind, -1) for start, end, kind in claims if start < length]
    spans += [(start, min(end, length), "", number) for start, end, number in found if start < length]
    edges: dict[int, tuple[list, list]] = {}
    for span in spans:
        edges.setdefault(span[0], ([], []))[0].append(span)
        edges.setdefault(span[1], ([], []))[1].append(span)
    hidden = sorted(article.markup)
    for start, end in hidden:
        edges.setdefault(min(start, length), ([], []))
        edges.setdefault(min(end, length), ([], []))
    for line in re.finditer(r"\n", article.text[:length]):
        edges.setdefault(line.start(), ([], []))
        edges.setdefault(line.end(), ([], []))
    edges.setdefault(length, ([], []))
    open_spans: list[tuple[int, int, str, int]] = []
    paragraph: list[Segment] = []
    place = 0
    for edge in sorted(edges):
        text = article.text[place:edge]
        while hidden and hidden[0][1] <= place:
            hidden.pop(0)
        if text == "\n":
            if any(segment.text.strip() for segment in paragraph):
                yield paragraph
            paragraph = []
        elif text and not (hidden and hidden[0][0] <= place):
            kinds = [(span[1] - span[0], span[2]) for span in open_spans if span[2]]
            numbers = tuple(sorted({span[3] for span in open_spans if span[3] >= 0}))
            paragraph.append(Segment(clean(text), min(kinds)[1] if kinds else "", numbers))
        begun, ended = edges[edge]
        open_spans = [span for span in open_spans if span not in ended] + begun
        place = edge
    if any(segment.text.strip() for segment in paragraph):
        yield paragraph


def _sentence_span(text: str, start: int, end: int, sentence: str) -> tuple[int, int]:
    """The sentence at `[start, end)`: as the row has it where it stands there in full, else by its end marks."""
    found = text.find(sentence, max(0, start - len(sentence)), end + len(sentence)) if sentence else -1
    if 0 <= found <= start and end <= found + len(sentence):
        return found, found + len(sentence)
    earliest = max(0, start - 2 * _LONGEST_SENTENCE)
    before = text[earliest:start]
    first = earliest + max((match.end() for match in _SENTENCE_END.finditer(before)), default=0)
    match = _SENTENCE_END.search(text[end : end + 2 * _LONGEST_SENTENCE])
    return first, end + match.end() if match else min(len(text), end + 2 * _LONGEST_SENTENCE)


def _plain(article: Article, start: int, end: int) -> str:
    """The text of `[start, end)` without markup and without what a page obeys."""
    parts, place = [], start
    for left, right in article.markup:
        if left < end and right > start:
            parts.append(article.text[place : max(place, left)])
            place = max(place, right)
    parts.append(article.text[place:end] if place < end else "")
    return clean("".join(parts))


def _fit(text: str, *, claim_follows: bool = False) -> str:
    """What stands beside a claim in its sentence, cut where it is far away."""
    text = clean(text)
    return _tail(text, _LONGEST_SENTENCE) if claim_follows else _head(text, _LONGEST_SENTENCE)


def _cut(claim: str) -> str:
    """A claim, its middle left out when no reader would read it."""
    if len(claim) <= _LONGEST_CLAIM:
        return claim
    return f"{_head(claim, _LONGEST_CLAIM // 2)} {_tail(claim, _LONGEST_CLAIM // 2)}"


def _head(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def _tail(text: str, longest: int) -> str:
    return text if len(text) <= longest else "… " + text[-longest:].split(" ", 1)[-1]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _join(tokens: Sequence[str], different: set[int]) -> Pieces:
    """Tokens in pieces; white space between two words that stand out stands out with them."""
    pieces: Pieces = []
    for place, token in enumerate(tokens):
        out = place in different
        if not token.strip() and pieces:
            out = pieces[-1][1] and place + 1 in different
        if pieces and pieces[-1][1] == out:
            pieces[-1] = (pieces[-1][0] + token, out)
        else:
            pieces.append((token, out))
    return pieces
