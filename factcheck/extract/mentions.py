"""Where an article names persons: capitalised runs, taken apart by word lists and judged by all that the article shows of them.

The trained names are a hint among others, for they miss a third. A run is judged once for the whole article: what stands
before it (a title, a role, a determiner), after it (an age, a role, "who", a verb of saying), whether its first word is a
given name, whether its last word comes again alone, and what the pipeline takes it for.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from factcheck.extract.mention_signs import (
    COMMON,
    GAP,
    LOWER_PARTICLES,
    Mention,
    has_age,
    is_brand,
    is_common,
    is_regnal,
    judge,
)
from factcheck.extract.name_words import is_name_word
from factcheck.extract.words import (
    INITIAL,
    SUFFIXES,
    Lines,
    Word,
    is_function_word,
    is_title,
    organisation_names,
    place_names,
    titles,
    token_at,
    words_of,
)
from factcheck.language.vocabulary import count_of
from factcheck.normalise.names import fold, given_names

_NICK_OPENS = re.compile(r" [\"“‘']")
_NICK_CLOSES = re.compile(r"[\"”’'] ")
# What parts two names of one list: "Ann Lee, 34, and Bo Day", "Ann Lee; Bo Day".
_LISTED = re.compile(r"(?:, \d{1,2})?(?:, and |, | and |; and |; )(?:\d{1,2}-year-old )?")
# What a candidate must gather to count as a person; single signs weigh 1 to 3 (see `judge`).
ENOUGH = 2.0


def find_mentions(lines: Lines) -> list[Mention]:
    """Every full name of a person, in reading order, and names of one word that a title opens ("President Lee")."""
    candidates = [mention for block in range(len(lines.words)) for mention in _candidates(lines, block)]
    alone = _alone(lines)
    scores: dict[str, float] = defaultdict(float)
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in candidates:
        groups[fold(mention.text)].append(mention)
    for key, mentions in groups.items():
        listed = mentions[0].text in place_names() or mentions[0].text in organisation_names() or is_brand(key)
        scores[key] = -1.0 if listed else judge(lines, mentions, alone)
    _lift_kin(lines, candidates, scores)
    below = {
        key
        for key, score in scores.items()
        if score >= ENOUGH and " " in key and not all(_in_headline(lines, m) for m in groups[key])
    }
    ends = Counter(key.split()[-1] for key in below)
    for key, mentions in groups.items():
        # A headline's "Lee Warns" or "Debating Lee" is a surname and a verb when the text below names a Lee.
        words = key.split()
        surname = words[0] in ends or words[-1] in ends and words[0] not in given_names()
        # "Combine Clinton with ..." is a verb and a surname wherever it stands.
        others = ends[words[-1]] > (key in below)
        if len(words) == 2 and others and is_common(words[0]) and all(_opens_with_verb(lines, m) for m in mentions):
            scores[key] = -1.0
        if surname and all(_in_headline(lines, m) and not m.title for m in mentions):
            scores[key] = -1.0
    return [m for m in candidates if scores[fold(m.text)] >= ENOUGH and (m.full or m.title)]


def _opens_with_verb(lines: Lines, mention: Mention) -> bool:
    parse = lines.parsed.blocks[mention.block]
    verb = parse.doc[token_at(parse, mention.start)].pos_ in ("VERB", "AUX", "ADV", "ADP", "SCONJ")
    return verb and not mention.title and not has_age(lines, mention.block, mention.first, mention.last)


def _lift_kin(lines: Lines, candidates: list[Mention], scores: dict[str, float]) -> None:
    """Raise the doubtful names that share a surname with a person of the article or stand in one list with persons."""
    surnames = {key.split()[-1] for key, score in scores.items() if score >= ENOUGH and " " in key}
    for key, score in scores.items():
        if 0.0 <= score < ENOUGH and " " in key and key.split()[-1] in surnames:
            scores[key] += 1.5
    ordered = [mention for mention in candidates if mention.full]
    text = lines.parsed.article.text
    for neighbours in (zip(ordered, ordered[1:], strict=False), zip(ordered[1:], ordered, strict=False)):
        for known, doubtful in neighbours:
            left, right = sorted((known, doubtful), key=lambda mention: mention.start)
            sure, key = scores[fold(known.text)] >= ENOUGH, fold(doubtful.text)
            if sure and 0.5 <= scores[key] < ENOUGH and _LISTED.fullmatch(text[left.end : right.start]):
                scores[key] += 1.5


def _in_headline(lines: Lines, mention: Mention) -> bool:
    return lines.title_case[mention.block] or lines.parsed.blocks[mention.block].role == "headline"


def _alone(lines: Lines) -> Counter[str]:
    """How often each capitalised word stands without a capitalised neighbour, as a surname does the second time."""
    counts: Counter[str] = Counter()
    for block, line in enumerate(lines.words):
        if lines.title_case[block]:
            continue
        for index, word in enumerate(line):
            if not word.text[0].isupper() or word.lower in lines.lower_seen:
                continue
            before = line[index - 1] if index and GAP.fullmatch(lines.gap(block, index)) else None
            after = line[index + 1] if index + 1 < len(line) and GAP.fullmatch(lines.gap(block, index + 1)) else None
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
        # "St. Joseph" is a town, whatever comes behind it.
        saint = index and line[index - 1].text == "St" and lines.gap(block, index) == ". "
        if saint or not _may_start(line[index]) or _is_preposition(lines, block, index):
            index += 1
            continue
        stop = index + 1
        while stop < len(line) and _joins(lines, block, stop):
            stop += 1
        # A particle that hangs over; "al-Sadr" is a surname.
        while stop > index and line[stop - 1].text[0].islower() and "-" not in line[stop - 1].text:
            stop -= 1
        found.extend(_split_run(lines, block, index, max(stop, index + 1)))
        index = max(stop, index + 1)
    return found


def _may_start(word: Word) -> bool:
    return word.text[0].isupper() or word.lower in {"al", "el"} or "-" in word.text and word.text[:2] in {"al", "el"}


def _is_preposition(lines: Lines, block: int, index: int) -> bool:
    """Whether a word that may be a given name opens a phrase: "Per Lee's sources"."""
    word, parse = lines.words[block][index], lines.parsed.blocks[block]
    return is_function_word(word.lower) and parse.doc[token_at(parse, word.start)].tag_ == "IN"


def _joins(lines: Lines, block: int, index: int) -> bool:
    """Whether word `index` goes on with the run that holds the word before it."""
    line = lines.words[block]
    word, before = line[index], line[index - 1]
    gap = lines.gap(block, index)
    if before.possessive:
        return False
    if word.lower in SUFFIXES:
        return gap in (" ", ", ") and word.text[0].isupper()
    if not GAP.fullmatch(gap):
        return word.text[0].isupper() and _is_nickname(lines, block, index)
    if word.text[0].isupper():
        return True
    particle = word.lower in LOWER_PARTICLES or "-" in word.text and word.text.split("-")[0] in LOWER_PARTICLES
    if not particle:
        return False
    if "-" in word.text:
        return word.text.split("-")[1][:1].isupper()
    # A lower-case particle needs a capital within two words.
    ahead = line[index + 1 : index + 4]
    return any(w.text[0].isupper() for w in ahead[: 1 if word.lower in {"y", "do"} else 3]) and all(
        w.text[0].isupper() or w.lower in LOWER_PARTICLES for w in ahead[:1]
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
    # An age beside the run: its words are a name's even where a list knows them as a place ("Jordan", "Cleveland").
    told = 1 < stop - start <= 4 and has_age(lines, block, start, stop)
    while index <= stop:
        cut = index == stop or not is_name_word(lines, block, start, index, stop, begin, told)
        if cut:
            if begin is not None and index > begin:
                found.extend(_mention(lines, block, begin, index, title_at))
            begin = None
            title_at = index if index < stop and is_title(line[index].lower) and index + 1 < stop else None
        elif begin is None:
            begin = index
        index += 1
    return found


def _mention(lines: Lines, block: int, begin: int, stop: int, title_at: int | None) -> list[Mention]:
    line = lines.words[block]
    if stop - begin > 1 and _NICK_CLOSES.fullmatch(lines.gap(block, begin + 1)):
        begin += 1  # "Chief “Speedy” Lee"
    if lines.title_case[block] and not has_age(lines, block, begin, stop):
        begin, stop = _headline_name(line, begin, stop)
    while stop > begin and line[stop - 1].text[0].islower() and "-" not in line[stop - 1].text:
        stop -= 1
    if stop - begin > 5 or stop <= begin:
        return []
    if stop - begin > 1 and INITIAL.match(line[stop - 1].text) and not is_regnal(lines, block, stop - 1):
        return []
    title = ""
    if begin and GAP.fullmatch(lines.gap(block, begin)) and line[begin - 1].lower in titles():
        title = line[begin - 1].text
    elif title_at is not None and title_at == begin - 1:
        title = line[title_at].text
        # "Conservative Principles", "Aunt Polly": only an office makes a person of one word.
        if stop - begin == 1 and line[title_at].lower in words_of("titles", "no_offices"):
            return []
    if title and stop - begin == 1 and is_common(fold(line[begin].text)):
        parse = lines.parsed.blocks[block]
        abstract = line[begin].lower.endswith(("ment", "tion", "sion", "ness", "ship"))
        if abstract or parse.doc[token_at(parse, line[begin].start)].pos_ == "NOUN":
            return []  # "President Announcement"
    start, end = line[begin].start, line[stop - 1].end
    return [Mention(start, end, lines.parsed.article.text[start:end], block, begin, stop, title)]


def _headline_name(line: tuple[Word, ...], begin: int, stop: int) -> tuple[int, int]:
    """In a headline every word has a capital: only a given name and what must follow it is taken as a name."""
    if fold(line[begin].text) not in given_names():
        return begin, begin
    known = count_of(line[-1].lower) < COMMON or fold(line[-1].text) in words_of("surnames", "surnames")
    if (begin, stop) == (0, len(line)) and stop <= 4 and known:
        return begin, stop  # a caption
    last = begin + 1
    while last < stop and (INITIAL.match(line[last].text) or line[last].lower in LOWER_PARTICLES):
        last += 1
    # "Ann Mary Lee": a second given name brings one more word, when that is no common one.
    second = last < stop and fold(line[last].text) in given_names()
    if second and last + 1 < stop and count_of(line[last + 1].lower) < COMMON:
        last += 1
    return begin, min(last + 1, stop)
