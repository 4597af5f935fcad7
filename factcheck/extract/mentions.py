"""Where an article names persons: capitalised runs, taken apart by word lists and judged by all that the article shows of them.

The trained names are a hint among others, for they miss a third. A run is judged once for the whole article: what stands
before it (a title, a role, a determiner), after it (an age, a role, "who", a verb of saying), whether its first word is a
given name, whether its last word comes again alone, and what the pipeline takes it for.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

from factcheck.extract.words import (
    INITIAL,
    SUFFIXES,
    Lines,
    Word,
    country_forms,
    given_names,
    is_function_word,
    organisation_names,
    place_names,
    titles,
    token_at,
    words_of,
)
from factcheck.normalise.names import PARTICLES, fold

_NICK_OPENS = re.compile(r" [\"“‘']")
_NICK_CLOSES = re.compile(r"[\"”’'] ")
_GAP = re.compile(r"[ \u00a0]{1,2}")
# "JPMorgan", "PepsiCo": capitals inside a word are a company's, but for McKay, MacLeod, DeSantis, LaToya, O'Neill.
_INNER_CAPITAL = re.compile(
    r"^(?!Mc|Mac|De|Di|Du|Da|La|Le|Lo|Van|Von|Fitz|St|Ó|Al|El|Bin)[^\W\d_'’-]*[^\W\d_A-Z][^\W\d_]*[A-Z]|^[A-Z]{2,}[a-z]"
)
# Particles that may stand in lower case inside a name. English words among them would join names to sentences.
_LOWER_PARTICLES = PARTICLES - {"e", "y", "o", "do", "te", "ou", "mac", "und", "st", "lo", "le"} | {"y"}
# What a candidate must gather to count as a person; single signs weigh 1 to 3 (see `_judge`).
ENOUGH = 2.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A person's name at `[start, end)` of the article, without its title.

    first, last: the name's words in `Lines.words[block]`, last excluded. title: the honorific or rank printed before it.
    """

    start: int
    end: int
    text: str
    block: int
    first: int
    last: int
    title: str = ""


@cache
def _place_words() -> frozenset[str]:
    return frozenset(name for name in place_names() if " " not in name)


def find_mentions(lines: Lines) -> list[Mention]:
    """Every full name of a person, in reading order, and names of one word that a title opens ("President Lee")."""
    candidates = [mention for block in range(len(lines.words)) for mention in _candidates(lines, block)]
    alone = _alone(lines)
    scores: dict[str, float] = defaultdict(float)
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in candidates:
        groups[fold(mention.text)].append(mention)
    for key, mentions in groups.items():
        listed = mentions[0].text in place_names() or mentions[0].text in organisation_names()
        scores[key] = -1.0 if listed else _judge(lines, mentions, alone)
    below = [
        key.split()
        for key, score in scores.items()
        if score >= ENOUGH and " " in key and not all(_in_headline(lines, m) for m in groups[key])
    ]
    ends = {words[-1] for words in below}
    for key, mentions in groups.items():
        # A headline's "Lee Warns" or "Debating Lee" is a surname and a verb when the text below names a Lee.
        words = key.split()
        surname = words[0] in ends or words[-1] in ends and words[0] not in given_names()
        if surname and all(_in_headline(lines, m) and not m.title for m in mentions):
            scores[key] = -1.0
    return [mention for mention in candidates if scores[fold(mention.text)] >= ENOUGH and not _is_part(mention, lines)]


def _in_headline(lines: Lines, mention: Mention) -> bool:
    return lines.title_case[mention.block] or lines.parsed.blocks[mention.block].role == "headline"


def _is_part(mention: Mention, lines: Lines) -> bool:
    return mention.first + 1 == mention.last and not mention.title


def _alone(lines: Lines) -> Counter[str]:
    """How often each capitalised word stands without a capitalised neighbour, as a surname does the second time."""
    counts: Counter[str] = Counter()
    for block, line in enumerate(lines.words):
        if lines.title_case[block]:
            continue
        for index, word in enumerate(line):
            if not word.text[0].isupper() or word.lower in lines.lower_seen:
                continue
            before = line[index - 1] if index and _GAP.fullmatch(lines.gap(block, index)) else None
            after = line[index + 1] if index + 1 < len(line) and _GAP.fullmatch(lines.gap(block, index + 1)) else None
            if after is not None and after.text[0].isupper() and not word.possessive:
                continue
            if before is not None and before.text[0].isupper() and before.lower not in titles():
                continue
            counts[fold(word.text)] += 1
    return counts


def _candidates(lines: Lines, block: int) -> list[Mention]:
    """Runs of name words of a block with titles, roles, places and organisations' words cut off."""
    line = lines.words[block]
    found: list[Mention] = []
    index = 0
    while index < len(line):
        if not _may_start(line[index]):
            index += 1
            continue
        stop = index + 1
        while stop < len(line) and _joins(lines, block, stop):
            stop += 1
        while stop > index and line[stop - 1].text[0].islower():
            stop -= 1
        found.extend(_split_run(lines, block, index, max(stop, index + 1)))
        index = max(stop, index + 1)
    return found


def _may_start(word: Word) -> bool:
    return word.text[0].isupper() or word.lower in {"al", "el"} or "-" in word.text and word.text[:2] in {"al", "el"}


def _joins(lines: Lines, block: int, index: int) -> bool:
    """Whether word `index` goes on with the run that holds the word before it."""
    line = lines.words[block]
    word, before = line[index], line[index - 1]
    gap = lines.gap(block, index)
    if before.possessive:
        return False
    if word.lower in SUFFIXES:
        return gap in (" ", ", ") and word.text[0].isupper()
    if not _GAP.fullmatch(gap):
        return word.text[0].isupper() and _is_nickname(lines, block, index)
    if word.text[0].isupper():
        return True
    particle = word.lower in _LOWER_PARTICLES or "-" in word.text and word.text.split("-")[0] in _LOWER_PARTICLES
    if not particle:
        return False
    if "-" in word.text:
        return word.text.split("-")[1][:1].isupper()
    # A lower-case particle needs a capital within two words.
    ahead = line[index + 1 : index + 4]
    return any(w.text[0].isupper() for w in ahead[: 1 if word.lower in {"y", "do"} else 3]) and all(
        w.text[0].isupper() or w.lower in _LOWER_PARTICLES for w in ahead[:1]
    )


def _is_nickname(lines: Lines, block: int, index: int) -> bool:
    """Whether word `index` is the nickname in `Ann “Speedy” Lee` or the surname right after it."""
    line = lines.words[block]
    for at in (index, index - 1):
        if at < 1 or at + 1 >= len(line) or not line[at + 1].text[0].isupper():
            continue
        if _NICK_OPENS.fullmatch(lines.gap(block, at)) and _NICK_CLOSES.fullmatch(lines.gap(block, at + 1)):
            return line[at - 1].text[0].isupper() and not line[at - 1].possessive
    return False


def _split_run(lines: Lines, block: int, start: int, stop: int) -> list[Mention]:
    """The name stretches of one capitalised run: what is left between words that are no part of a name."""
    line = lines.words[block]
    found: list[Mention] = []
    begin: int | None = None
    title_at: int | None = None
    index = start
    while index <= stop:
        cut = index == stop or not _is_name_word(lines, block, start, index, stop, begin)
        if cut:
            if begin is not None and index > begin:
                found.extend(_mention(lines, block, begin, index, title_at))
            begin = None
            title_at = index if index < stop and _is_title(line[index]) and index + 1 < stop else None
        elif begin is None:
            begin = index
        index += 1
    return found


def _is_title(word: Word) -> bool:
    return word.lower in titles() or word.lower in words_of("titles", "role_heads")


def _is_name_word(lines: Lines, block: int, start: int, index: int, stop: int, begin: int | None) -> bool:
    """Whether a word of a capitalised run can be part of a person's name there."""
    word = lines.words[block][index]
    lower = word.lower
    if begin is not None:
        if INITIAL.match(word.text) or lower in SUFFIXES or (lower in _LOWER_PARTICLES and index + 1 < stop):
            return True
        before = lines.words[block][index - 1]
        if index - begin == 1 and fold(before.text) in given_names() and _is_surname(word, lines, block, index, stop):
            return True
    elif _is_title(word) and index + 1 < stop and fold(lower) not in given_names():
        return False
    if word.text[0].isdigit() or len(lower) == 1 and begin is None and not word.text.endswith("."):
        return False
    if begin is None and fold(lower) in given_names() and index + 1 < stop and lower not in {"said"}:
        following = lines.words[block][index + 1].lower
        # "Virginia Beach", "Charlotte Hall": a place's name before an organisation's word is no given name.
        return not (word.text in _place_words() and _is_institution(following))
    if lower in titles() or lower in words_of("titles", "role_heads"):
        return False
    if "-" in lower and word.text.rsplit("-", 1)[1].islower() and len(lower.rsplit("-", 1)[1]) > 4:
        return False  # "Lee-backed"; the syllables of "Min-ho" are short
    if _is_institution(lower) or lower in words_of("organisations", "chrome") or _INNER_CAPITAL.match(word.text):
        return False
    if word.text in _place_words() or word.text in organisation_names() or _is_acronym(word.text):
        return False
    if index == start and _opens_sentence(lines, block, index) and _is_plain_opening(lines, block, word):
        return False
    return not is_function_word(lower) and not (lower in words_of("titles", "role_modifiers") and begin is None)


def _is_surname(word: Word, lines: Lines, block: int, index: int, stop: int) -> bool:
    """Whether a word right after a given name is its surname although a list knows it as something else."""
    if word.lower in words_of("organisations", "surnames_too"):
        following = lines.words[block][index + 1].lower if index + 1 < stop else ""
        return not (_is_institution(following) or following in words_of("titles", "role_heads"))
    return False


def _is_institution(lower: str) -> bool:
    return lower in words_of("organisations", "head_nouns")


def _is_acronym(text: str) -> bool:
    letters = text.replace(".", "")
    return len(letters) >= 2 and letters.isupper() and not INITIAL.match(text) or text in {"U.S", "U.K", "E.U"}


def _opens_sentence(lines: Lines, block: int, index: int) -> bool:
    if index == 0:
        return True
    gap = lines.gap(block, index)
    return any(char in gap for char in '.?!:;“"”‘(—–•|')


def _is_plain_opening(lines: Lines, block: int, word: Word) -> bool:
    """Whether a word has its capital only because a sentence begins there."""
    if word.lower in lines.lower_seen or is_function_word(word.lower):
        return True
    parse = lines.parsed.blocks[block]
    token = parse.doc[token_at(parse, word.start)]
    return fold(word.lower) not in given_names() and token.pos_ not in ("PROPN", "NOUN", "X", "")


def _mention(lines: Lines, block: int, begin: int, stop: int, title_at: int | None) -> list[Mention]:
    line = lines.words[block]
    if lines.title_case[block]:
        begin, stop = _headline_name(line, begin, stop)
    while stop > begin and line[stop - 1].text[0].islower() and "-" not in line[stop - 1].text:
        stop -= 1
    if stop - begin > 5 or stop <= begin or stop - begin > 1 and INITIAL.match(line[stop - 1].text):
        return []
    title = ""
    if begin and _GAP.fullmatch(lines.gap(block, begin)) and line[begin - 1].lower in titles():
        title = line[begin - 1].text
    elif title_at is not None and title_at == begin - 1:
        title = line[title_at].text
    start, end = line[begin].start, line[stop - 1].end
    return [Mention(start, end, lines.parsed.article.text[start:end], block, begin, stop, title)]


def _headline_name(line: tuple[Word, ...], begin: int, stop: int) -> tuple[int, int]:
    """In a headline every word has a capital: only a given name and what must follow it is taken as a name."""
    if fold(line[begin].text) not in given_names():
        return begin, begin
    last = begin + 1
    while last < stop and (INITIAL.match(line[last].text) or line[last].lower in _LOWER_PARTICLES):
        last += 1
    return begin, min(last + 1, stop)


def _judge(lines: Lines, mentions: list[Mention], alone: Counter[str]) -> float:
    """What the article shows for and against a candidate being a person, summed over its first mentions."""
    first = mentions[0]
    line = lines.words[first.block]
    words = line[first.first : first.last]
    names = [word for word in words if not INITIAL.match(word.text) and word.lower not in SUFFIXES]
    score = 0.0
    if not names:
        return -1.0
    given = fold(words[0].text) in given_names() or fold(words[0].text.split("-")[0]) in given_names()
    if len(words) > 1:
        score += 2.0 if given else 0.0
        score += 1.5 if any(INITIAL.match(word.text) for word in words[1:]) else 0.0
        score += 1.5 if any(word.lower in _LOWER_PARTICLES for word in words[1:-1]) else 0.0
        score += 3.0 if words[-1].lower in SUFFIXES else 0.0
        score += 1.5 if alone[fold(names[-1].text)] else 0.0
        score += 0.0 if len(words) <= 4 else -1.0
    score -= 1.5 * sum(word.lower in lines.lower_seen for word in names[-1:])
    score -= 0.5 * sum(word.lower in lines.lower_seen for word in names[:-1])
    # Signs of single mentions: the best sign of each kind counts, so that a frequent name is no better than its best.
    before = [_sign_before(lines, mention) for mention in mentions[:12]]
    after = [_sign_after(lines, mention) for mention in mentions[:12]]
    score += max(before) if max(before) > 0 else sum(before) / len(before)
    score += max(after) if max(after) > 0 else sum(after) / len(after)
    trained = _trained(lines, mentions)
    if max(before) >= 2.5:
        # A title or role right before the name is surer than the pipeline's label.
        return score + max(trained, 0.0)
    return score + (max(trained, -1.0) if given else trained)


def _sign_before(lines: Lines, mention: Mention) -> float:
    if mention.title:
        role = mention.title.lower() in titles()
        return 3.0 if role else 2.5
    line = lines.words[mention.block]
    if mention.first == 0:
        return 0.0
    before, gap = line[mention.first - 1], lines.gap(mention.block, mention.first)
    if gap.strip() not in ("", ","):
        return 0.0
    if before.possessive:
        return 1.0 if before.text in country_forms() else 0.0
    if before.lower in words_of("titles", "role_heads"):
        return 2.5
    if gap.strip() == ",":
        return 0.0
    if before.lower in {"the", "a", "an"}:
        return -2.5
    if before.lower in {"in", "at", "near", "across", "throughout"}:
        return -1.0
    if before.lower in words_of("cues", "plain_forms"):
        return 1.5
    if (
        before.text[0].isupper()
        and _is_institution(before.lower)
        and before.lower not in words_of("titles", "role_modifiers")
    ):
        return -0.5
    return 0.0


def _sign_after(lines: Lines, mention: Mention) -> float:
    line = lines.words[mention.block]
    if mention.last >= len(line):
        return 0.0
    after, gap = line[mention.last], lines.gap(mention.block, mention.last)
    last = line[mention.last - 1]
    if last.possessive:
        return 0.0
    if lines.parsed.article.text[mention.end : mention.end + 3] in (" & ", " + "):
        return -3.0
    if gap == " " and after.text[0].isupper() and not lines.title_case[mention.block]:
        if _is_institution(after.lower) or after.text in _place_words():
            return -3.0
        return -0.5
    if gap == ", ":
        if after.text.isdigit() and len(after.text) <= 2:
            return 3.0
        if after.lower in {"who", "whose", "whom"}:
            return 2.0
        if any(word.lower in words_of("titles", "role_heads") for word in line[mention.last : mention.last + 5]):
            return 1.5
        if any(word.lower in words_of("cues", "plain_forms") for word in line[mention.last : mention.last + 1]):
            return 1.0
    if gap == " " and after.lower in words_of("cues", "plain_forms"):
        return 1.5
    return 1.5 if gap == " " and after.lower == "who" else 0.0


def _trained(lines: Lines, mentions: list[Mention]) -> float:
    """What the pipeline takes the mentions for: up to 2 for a person, down to -1.5 for an organisation or a place."""
    votes: Counter[str] = Counter()
    for mention in mentions[:30]:
        block = lines.parsed.blocks[mention.block]
        if block.doc is None:
            continue
        for token in block.doc[token_at(block, mention.start) : token_at(block, mention.end - 1) + 1]:
            votes[token.ent_type_] += 1
    total = sum(votes.values())
    if not total:
        return 0.0
    person = (votes["PER"] + votes["PERSON"]) / total
    other = (
        sum(votes[label] for label in ("ORG", "LOC", "GPE", "FAC", "NORP", "EVENT", "WORK_OF_ART", "PRODUCT")) / total
    )
    return 2.0 * person - 1.5 * other
