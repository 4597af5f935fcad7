"""Words that a careless find-and-replace made: "attfinishance" where "end" became "finish" inside "attendance".

A word is never flagged because a dictionary lacks it. It is flagged when undoing one replacement of a common word by another
turns it into a known word, and the article bears that replacement out:

- two or more unrelated words of the article share it, and the replaced letters stand nowhere else in the text, though
  chance would have put them there ("end" is in one word of four hundred);
- or a pair that rewriters use ("try" -> "test") explains a single word, its letters stand nowhere else either, and the
  article, or another one of its outlet, has such a replacement already;
- or the letters of such a pair are so common that their absence from the text says enough.

Names, new words, foreign words, broken lines and typing errors pass, for no replacement explains several of them.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from factcheck.extract.damage_search import (
    LEAST_REPLACEMENT,
    SEEN,
    Pair,
    explanations,
    is_usual,
    replacements_in,
    share_of,
)
from factcheck.language.blocks import block_at
from factcheck.language.vocabulary import count_of
from factcheck.model import Block, Claim, Parsed

# A word that stands alone: no part of an address, a handle or a number. What follows an apostrophe is left out of it.
_WORD = re.compile(r"(?<![\w@#/\\&])(?<!\w[.'’])[^\W\d_]+(?![\w@/\\]|\.\w|['’](?!s\b)\w)")
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\b(?:Mr|Ms|Dr|St))(?<!\bMrs)[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z])")

_SHORTEST, _LONGEST = 4, 40  # letters of a damaged word
_ENGLISH = 0.12  # share of unexplained words above which a text is not English enough to judge
_TELLING = 0.5  # expected occurrences of the replaced letters from which on their absence supports two words
_TELLING_ALONE = 1.5  # ... and from which on it supports one word that nothing else supports
_USUAL_WEIGHT = 6.0  # a pair that rewriters use is about e**6 times likelier than another of two common words
_DOUBTFUL = 5  # known words told beside a damaged one; a reviewer looks at these and then searches the text
_MARGIN = 1.5  # by how much (in natural logarithms) the best restoration of a single word must beat another


@dataclass(slots=True)
class _Text:
    """The unknown words of one article, and what explains them so far.

    size: number of words. plain: number of those in lower case. unknown: each unknown word in lower case, with its spans.
    lower: those of them that are not always capitalised, as names are.
    """

    parsed: Parsed
    size: int
    plain: int
    unknown: dict[str, list[tuple[int, int]]]
    lower: frozenset[str]
    pairs: list[Pair] = field(default_factory=list)
    solved: dict[str, tuple[str, tuple[Pair, ...], float]] = field(default_factory=dict)

    def is_english(self) -> bool:
        """Whether few of the words remain unknown and unexplained."""
        return len(self.lower - self.solved.keys()) <= _ENGLISH * self.plain

    def left_over(self, pair: Pair) -> int:
        """How often the replaced letters stand in the text outside the words that were put for them."""
        lines = [self.parsed.article.text[block.start : block.end] for block in _news(self.parsed)]
        within = pair.new.count(pair.old)
        return sum(line.count(pair.old) - line.count(pair.new) * within for line in lines)

    def expected(self, letters: str) -> float:
        """How often the letters would stand in English text of this length, as if nothing had been replaced."""
        return self.size * share_of(letters)


def damage_pairs(parsed: Iterable[Parsed]) -> dict[str, list[Pair]]:
    """By outlet the replacements that its articles show by themselves, in the order of the articles."""
    return _pairs_by_outlet(_study(article) for article in parsed if article.article.outlet)


def extract_damage(parsed: Iterable[Parsed], of_outlet: Mapping[str, Sequence[Pair]] | None = None) -> list[Claim]:
    """Claims of kind `damage` in all articles: by article as given, then by place.

    text: the damaged word; content: the word restored; predicate: the replacement, as `end -> finish`; object: the other
    words of the article that share it, parted by `; `, and after `perhaps` known words that it may have made; direct:
    whether it stands inside quotation marks. Needs no parse.

    of_outlet: by outlet the replacements that its articles show (`damage_pairs`); those of the articles given, unless told.
    """
    texts = [_study(article) for article in parsed]
    if of_outlet is None:
        of_outlet = _pairs_by_outlet(texts)
    claims: list[Claim] = []
    for text in texts:
        found_elsewhere = dict.fromkeys(of_outlet.get(text.parsed.article.outlet, ()))
        text.pairs += [pair for pair in found_elsewhere if pair not in text.pairs and text.left_over(pair) == 0]
        _apply(text)
        _find_single(text)
        if text.is_english():
            claims += _claims(text)
    return claims


def _study(parsed: Parsed) -> _Text:
    """One article with the replacements that it shows by itself, and the words that they explain."""
    text = _read(parsed)
    _find_shared(text)
    _apply(text)
    return text


def _pairs_by_outlet(texts: Iterable[_Text]) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = defaultdict(list)
    for text in texts:
        if text.pairs and text.parsed.article.outlet and text.is_english():
            found[text.parsed.article.outlet] += text.pairs
    return dict(found)


def _news(parsed: Parsed) -> list[Block]:
    return [block for block in parsed.blocks if block.role != "furniture"]


def _words(parsed: Parsed) -> Iterator[re.Match[str]]:
    for block in _news(parsed):
        yield from _WORD.finditer(parsed.article.text, block.start, block.end)


def _read(parsed: Parsed) -> _Text:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    lower: set[str] = set()
    size = plain = 0
    for match in _words(parsed):
        word = match.group()
        size += 1
        plain += word.islower()
        if word.islower() or word.istitle() or word.isupper():  # others are names such as iPhone or McDonald
            spans[word.lower()].append(match.span())
        if word.islower():
            lower.add(word)
    unknown = {
        word: places for word, places in spans.items() if _SHORTEST <= len(word) <= _LONGEST and not count_of(word)
    }
    return _Text(parsed, size, plain, unknown, frozenset(lower & unknown.keys()))


def _find_shared(text: _Text) -> None:
    """Puts into `text.pairs` the replacements that unrelated words share, the best supported first."""
    holders: dict[str, list[str]] = defaultdict(list)
    for word in text.unknown:
        for new in {word[start:end] for start, end in replacements_in(word)}:
            holders[new].append(word)
    restored: dict[Pair, dict[str, str]] = defaultdict(dict)
    for new, sharing in holders.items():
        if len(sharing) > 1:
            for word in sharing:
                # Two names alike are nothing unusual, so that names count for pairs alone that rewriters use.
                for pair, whole in explanations(word, new, usual_only=word not in text.lower):
                    restored[pair].setdefault(word, whole)
    ranked = []
    for pair, explained in restored.items():
        support = _unrelated(explained, pair.new)
        if support > 1:
            ranked.append((-support, -_likelihood(text, pair, explained.values()), pair, explained))
    done: set[str] = set()
    for _, _, pair, explained in sorted(ranked, key=lambda rank: rank[:3]):
        support = _unrelated({word: whole for word, whole in explained.items() if word not in done}, pair.new)
        strong = support > 2 and text.left_over(pair) < support
        telling = text.expected(pair.old) >= _TELLING and text.left_over(pair) == 0
        # One stray occurrence may have come with a caption or a line that was pasted in later.
        usual = is_usual(pair) and text.left_over(pair) < 2
        if strong or (support == 2 and (telling or usual)):
            text.pairs.append(pair)
            done.update(explained)


def _apply(text: _Text) -> None:
    """Solves every unknown word that the known replacements of the article explain, one or two of them in a word."""
    for word in text.unknown if text.pairs else ():
        for pairs, whole in _undone(word, text.pairs):
            if count_of(whole) > SEEN:
                text.solved[word] = (whole, pairs, 0.95)
                break
    # A replacement that explains more words is surer.
    for word, (whole, pairs, _) in text.solved.items():
        sharing = sum(pairs[0] in other[1] for other in text.solved.values())
        text.solved[word] = (whole, pairs, 0.99 if sharing > 2 else 0.95 if sharing == 2 else 0.85)


def _undone(word: str, pairs: Sequence[Pair]) -> Iterator[tuple[tuple[Pair, ...], str]]:
    """The word with replacements undone: one everywhere, one at a single place, then two of them."""
    fitting = [pair for pair in pairs if pair.new in word]
    for pair in fitting:
        yield (pair,), word.replace(pair.new, pair.old)
        at = word.find(pair.new)
        while at >= 0:
            yield (pair,), word[:at] + pair.old + word[at + len(pair.new) :]
            at = word.find(pair.new, at + 1)
    for first in fitting:
        for second in fitting:
            if first != second:
                yield (first, second), word.replace(first.new, first.old).replace(second.new, second.old)


def _find_single(text: _Text) -> None:
    """Solves words that are alone in showing their replacement, where that or another replacement is beyond doubt.

    Only replacements that rewriters use count, and only when the replaced letters stand nowhere else.
    """
    found = {word: best for word in text.unknown if word not in text.solved and (best := _best_single(text, word))}
    damaged = bool(text.pairs)
    if not damaged:
        found = {word: best for word, best in found.items() if not _is_compound(word, best[1].new)}
        expected = {pair: text.expected(pair.old) for _, pair in found.values()}
        damaged = len(expected) > 1 and sum(expected.values()) >= _TELLING_ALONE
    for word, (whole, pair) in found.items():
        sure = text.expected(pair.old) >= (_TELLING_ALONE if word in text.lower else 2 * _TELLING_ALONE)
        if sure or (damaged and (word in text.lower or text.expected(pair.old) >= _TELLING)):
            text.solved[word] = (whole, (pair,), 0.9 if damaged else 0.8)


def _best_single(text: _Text, word: str) -> tuple[str, Pair] | None:
    """The restored word and the replacement, when one explanation stands out."""
    ranked = []
    for new in {word[start:end] for start, end in replacements_in(word)}:
        for pair, whole in explanations(word, new, usual_only=True):
            if not text.left_over(pair):
                ranked.append((_likelihood(text, pair, [whole]), whole, pair))
    ranked.sort(reverse=True)
    if not ranked:
        return None
    score, whole, pair = ranked[0]
    rivals = [rival for rival in ranked if rival[1] != whole]
    if rivals and score - rivals[0][0] < _MARGIN:
        return None
    return whole, pair


def _is_compound(word: str, new: str) -> bool:
    """Whether the word is made of `new` and another common word, as many a word is that no dictionary holds yet."""
    rest = word.replace(new, "", 1)
    return (word.startswith(new) or word.endswith(new)) and len(rest) > 2 and count_of(rest) >= LEAST_REPLACEMENT


def _likelihood(text: _Text, pair: Pair, wholes: Iterable[str]) -> float:
    """How well a replacement explains the text, in natural logarithms, for ranking it against others."""
    common = [math.log(count_of(word)) for word in (pair.old, *wholes)]
    return sum(common) + text.expected(pair.old) + _USUAL_WEIGHT * is_usual(pair)


def _unrelated(explained: dict[str, str], new: str) -> int:
    """How many of the words are independent: forms of one word, and a word within another, count once."""
    kept: dict[str, str] = {}
    for word in sorted(explained, key=lambda word: (len(word), word)):
        stem = word[: word.find(new)]
        if stem not in kept and not any(shorter in word for shorter in kept.values()):
            kept[stem] = word
    return len(kept)


def _claims(text: _Text) -> list[Claim]:
    from factcheck.extract.quotation_marks import find_marked

    if not text.solved:
        return []
    article = text.parsed.article
    blocks = _news(text.parsed)
    marked = find_marked(article.text, [(block.start, block.end) for block in blocks])
    sharing: dict[Pair, list[str]] = defaultdict(list)
    for word in sorted(text.solved, key=lambda word: text.unknown[word][0]):
        for pair in text.solved[word][1]:
            sharing[pair].append(word)
    claims = []
    for word, (whole, pairs, confidence) in text.solved.items():
        others = dict.fromkeys(other for pair in pairs for other in sharing[pair] if other != word)
        others |= dict.fromkeys(
            f"perhaps {other}" for pair in pairs if pair in text.pairs for other in _doubtful(text, pair)
        )
        for start, end in text.unknown[word]:
            printed = article.text[start:end]
            block = block_at(blocks, start)
            claims.append(
                Claim(
                    article=article.id,
                    kind="damage",
                    start=start,
                    end=end,
                    text=printed,
                    sentence=_sentence(article.text, block.start, block.end, start),
                    predicate=", ".join(map(str, pairs)),
                    object="; ".join(others),
                    content=whole.upper() if printed.isupper() else whole.title() if printed.istitle() else whole,
                    direct=any(stretch.start <= start < stretch.end for stretch in marked),
                    confidence=confidence,
                )
            )
    return sorted(claims, key=lambda claim: claim.start)


def _doubtful(text: _Text, pair: Pair) -> list[str]:
    """Known words of the article that the replacement may have made out of other known ones, the first of them."""
    words = dict.fromkeys(match.group().lower() for match in _words(text.parsed))
    holding = (word for word in words if pair.new in word and count_of(word))
    return [word for word in holding if count_of(word.replace(pair.new, pair.old)) > SEEN][:_DOUBTFUL]


def _sentence(text: str, first: int, last: int, at: int) -> str:
    """The printed sentence around `at` within text[first:last], told by its marks, for the parse is not at hand."""
    for end in _SENTENCE_END.finditer(text, first, last):
        if end.end() <= at:
            first = end.end()
        else:
            last = end.end()
            break
    return text[first:last].strip()
