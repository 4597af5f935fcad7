"""The quantities of an article as claims: `extract_quantities(parsed, dates)`; `find_quantities` reads bare strings.

How a vague number becomes an interval: a bare plural is an open lower bound of two of its kind ("dozens of" at least 24,
"hundreds of thousands" at least 200,000); "several hundred" is 300 to 900, "a few dozen" 24 to 108, "a couple hundred"
about 200. "nearly", "almost", "close to" are approximate. A share ("two-thirds", "one in five") is a percentage.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from factcheck.extract.multiples import find_multiples
from factcheck.extract.quantity_scan import QUANTITIES, QuantityMention, find_quantities
from factcheck.extract.quantity_units import TIME_UNITS
from factcheck.extract.quantity_words import is_one_victim, word_after, word_before
from factcheck.extract.words import country_words
from factcheck.language.lexicons import read_lexicon
from factcheck.language.printed import plain_text
from factcheck.model import Article, Block, Claim, Parsed

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["QUANTITIES", "QuantityMention", "extract_quantities", "find_quantities"]

# A number whose kind was settled by its looks alone, or a pronoun-like "one of": less sure than a plain amount.
CONFIDENCE = {
    "money": 1.0,
    "percent": 1.0,
    "measure": 0.95,
    "age": 0.95,
    "count": 0.9,
    "fraction": 0.85,
    "multiple": 0.8,
}
# "one" is an article as often as a number ("one day, one man ...").
ONE = 0.6
# How many cues of another country an article needs before its "$" is taken to be that country's.
FEWEST_CUES = 4
# Characters: an article says early which country it is about.
_CUES_WITHIN = 20_000

# "four children, ages 3 to 9," and "they were aged 12 to 17" tell ages; "women aged 18 to 34" names a group.
_TOLD_AGES = re.compile(r"(?:,|\b(?:are|were)) (?:ages|aged)(?: between| from)? $")
_POINT_AFTER = re.compile(
    r"(?: and a half)? (?:ago|earlier|later|before|after|from now|hence|afterwards?|previously|prior)\b", re.IGNORECASE
)
# "two-pronged", "three-dimensional": a manner, not a number of things.
_SHAPE = re.compile(r"-(?:\w{3,}ed|\w{3,}al|step|way|ply|piece|star|party|state|tier|fold|part)\b(?!-)", re.IGNORECASE)

# A space that groups the digits of one number, and may not be broken.
_GROUPED = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")


def extract_quantities(parsed: Parsed, dates: list[Claim]) -> list[Claim]:
    """One claim a quantity of the article, in order; numbers inside the date claims `dates` are none.

    Times, years, ordinals, codes, scores and the pronoun "one" yield nothing. A share becomes a percentage; a change of
    temperature is in delta degrees. Offsets point into `parsed.article.text`.
    """
    from factcheck.extract.frames import describe
    from factcheck.language.blocks import sentence_at

    local = local_currencies(parsed.article)
    taken = _merged(dates)
    claims: list[Claim] = []
    for block in parsed.blocks:
        if block.doc is None:
            continue
        # Not doc.text, which puts the line together token by token at every look.
        text = parsed.article.text[block.start : block.end]
        # As the parser saw it: "more than **500** tonnes" is a hedge, a number and a unit in a row.
        plain, offsets = plain_text(parsed.article.text, block.start, block.end, parsed.article.markup)
        for mention in find_quantities(_grouped(plain, text, offsets), dollar=local["dollar"], currencies=local):
            mention = _as_printed(mention, offsets)
            if (
                mention.kind not in QUANTITIES
                or _in_date(mention, block, taken, text)
                or not _says_something(mention, block.doc, text)
            ):
                continue
            start, end = block.start + mention.start, block.start + mention.end
            low, high, unit = _value(mention)
            frame = describe(block.doc, mention.start, mention.end, topic=False)
            claims.append(
                Claim(
                    article=parsed.article.id,
                    kind="quantity",
                    start=start,
                    end=end,
                    text=text[mention.start : mention.end],
                    sentence=sentence_at(block, start, end),
                    subject=frame.subject,
                    predicate=frame.predicate,
                    object=frame.object,
                    low=low,
                    high=high,
                    bound=mention.bound,
                    # A bare number that tells an age is one in years, as a "17-year-old" is.
                    unit=unit or ("year" if frame.object == "age" else ""),
                    trend=mention.trend,
                    confidence=ONE if text[mention.start : mention.end].lower() == "one" else CONFIDENCE[mention.kind],
                )
            )
        claims.extend(_multiples(parsed, block, text))
    return sorted(claims, key=lambda claim: claim.start)


def _multiples(parsed: Parsed, block: Block, text: str) -> Iterator[Claim]:
    """The claims of a block's "double homicide" and the like."""
    from factcheck.language.blocks import sentence_at

    for found in find_multiples(text):
        start, end = block.start + found.start, block.start + found.end
        yield Claim(
            article=parsed.article.id,
            kind="quantity",
            start=start,
            end=end,
            text=text[found.start : found.end],
            sentence=sentence_at(block, start, end),
            predicate=found.predicate,
            object="person",
            low=float(found.count),
            high=float(found.count),
            bound="exact",
            confidence=CONFIDENCE["multiple"],
        )


def _grouped(plain: str, text: str, offsets: Sequence[int] | None) -> str:
    """`plain` with the no-break and thin spaces that stand in the printed `text` between groups of digits: "12 345"."""
    places = {found.start() for found in _GROUPED.finditer(text)} if offsets is not None else ()
    if not places:
        return plain
    return "".join(text[offset] if offset in places else mark for mark, offset in zip(plain, offsets, strict=True))


def _as_printed(mention: QuantityMention, offsets: Sequence[int] | None) -> QuantityMention:
    """`mention`, found in plain text, with its places in the text as printed; see `printed.plain_text` for `offsets`."""
    if offsets is None:
        return mention
    start, end = offsets[mention.start], offsets[mention.end - 1] + 1
    return replace(mention, start=start, end=end, number=offsets[mention.number])


def _value(mention: QuantityMention) -> tuple[float | None, float | None, str]:
    """(low, high, unit) as a claim holds them: shares in percent, changes of temperature in delta degrees."""
    low, high, unit = mention.low, mention.high, mention.unit
    if mention.kind == "fraction" and not unit:
        unit = "percent"
        low = None if low is None else float(f"{low * 100:.12g}")
        high = None if high is None else float(f"{high * 100:.12g}")
    if mention.trend and unit.startswith("degree_"):
        unit = f"delta_{unit}"
    return low, high, unit


def _merged(dates: Iterable[Claim]) -> list[tuple[int, int]]:
    """The spans of the date claims in order, those that touch made one."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted((claim.start, claim.end) for claim in dates):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _in_date(mention: QuantityMention, block: Block, taken: list[tuple[int, int]], text: str) -> bool:
    """Whether the number belongs to a date: "March 3", "two weeks ago"; a span such as "the next two years" does not."""
    start, end = block.start + mention.start, block.start + mention.end
    place = bisect_left(taken, (end,)) - 1
    if place < 0 or taken[place][1] <= start:
        return False
    lasting = mention.kind in ("measure", "age") and mention.unit in TIME_UNITS
    return not lasting or bool(_POINT_AFTER.match(text, mention.end))


def _says_something(mention: QuantityMention, doc: Doc, text: str) -> bool:
    """False for a number that states no amount: the pronoun "one", "one of the best", "one day", a name's number."""
    if (
        mention.kind == "age"
        and mention.bound not in ("exact", "approximate")
        and "old" not in text[mention.number : mention.end]
        and not (mention.bound == "range" and _TOLD_AGES.search(text, max(0, mention.start - 24), mention.number))
    ):
        # "voters under 35" names a group and says nothing of it; "four children, ages 3 to 9," does.
        return False
    if mention.kind == "count" and _SHAPE.match(text, mention.end):
        return False
    raw = text[mention.number : mention.end].lower()
    token = next(iter(doc.char_span(mention.number, mention.number + 1, alignment_mode="expand") or ()), None)
    if (
        raw == "one"
        and mention.kind == "count"
        and mention.bound == "exact"
        and not is_one_victim(text, mention.start, mention.end)
    ):
        after = word_after(text, mention.end).lower()
        if after == "of" or text[mention.end : mention.end + 1] == "-":
            return False
        if token is not None and token.pos_ in ("PRON", "NOUN", "PROPN") and token.dep_ != "nummod":
            return False
        if word_before(text, mention.start).lower() in ("or", "than", "as", "like", "is", "was", "be"):
            return False
    if (
        token is not None
        and mention.kind == "count"
        and token.pos_ == "PROPN"
        and text[mention.number : mention.number + 1].isdigit()
    ):
        # "Boeing 737 Max" whatever the capitals around it; a counted noun behind it says otherwise.
        head = token.head
        if token.dep_ in ("flat", "compound", "appos", "nmod") and head.pos_ == "PROPN" and head.i < token.i:
            return False
    return True


@cache
def _currency_cues() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    lexicon = read_lexicon("currencies")
    cues = {word: code for code, words in lexicon["dollar_cues"].items() for word in words}
    return cues, {code: tuple(forms) for code, forms in lexicon["outlet_cues"].items()}


def local_currencies(article: Article) -> dict[str, str]:
    """Which currency a shared name means in this article: {"dollar": "CAD", "peso": "PHP", ...}.

    For the dollar the outlet or its address decides first; then a clear majority of words of one country. For the other
    names the country decides that the article speaks of most. Else it is the usual one (USD for the dollar).
    """
    cues, outlets = _currency_cues()
    shared = read_lexicon("currencies")["shared"]
    text = article.text[:_CUES_WITHIN]
    local = {name: codes[0] for name, codes in shared.items()}
    if _shared_names().search(text):
        told, homes = _told_countries(text), read_lexicon("currencies")["homes"]
        local |= {name: max(shared[name], key=lambda code: told[homes[code]]) for name in sorted(_at_home())}
    source = f"{article.outlet} {article.url.split('/')[2] if article.url.count('/') >= 2 else article.url}".lower()
    if source.strip():
        for code, forms in outlets.items():
            if any(
                form in source if not form.startswith(".") else re.search(re.escape(form) + r"\b", source)
                for form in forms
            ):
                return {**local, "dollar": code}
    counts: Counter[str] = Counter()
    for word in re.findall(r"[A-Z][A-Za-z]+", text):
        code = cues.get(word.lower())
        if code and (word != "Us"):
            counts[code] += 1
    if counts:
        best, number = max(sorted(counts.items()), key=lambda item: item[1])
        if number >= FEWEST_CUES and number > 2 * counts["USD"]:
            local["dollar"] = best
    return local


@cache
def _at_home() -> frozenset[str]:
    """The names of money of several countries where the article tells which it is."""
    homes, shared = (read_lexicon("currencies")[key] for key in ("homes", "shared"))
    return frozenset(name for name, codes in shared.items() if set(codes) <= homes.keys())


@cache
def _shared_names() -> re.Pattern[str]:
    """The words for the money of these names."""
    words = [word for word, name in read_lexicon("currencies")["shared_words"].items() if name in _at_home()]
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def _told_countries(text: str) -> Counter[str]:
    """How often a text names each country, its people or its capital."""
    words = re.findall(r"[^\W\d_]+", text)
    return Counter(
        country
        for size in (1, 2)
        for at in range(len(words) - size + 1)
        if (country := country_words().get(" ".join(words[at : at + size])))
    )
