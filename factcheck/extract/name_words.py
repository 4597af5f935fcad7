"""Which words of a capitalised run can be part of a person's name, by word lists and by their place in the run."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.extract.mention_signs import (
    COMMON,
    LOWER_PARTICLES,
    RARE,
    is_common,
    is_initials,
    is_institution,
    is_regnal,
    place_words,
)
from factcheck.extract.words import (
    INITIAL,
    SUFFIXES,
    Lines,
    Word,
    is_function_word,
    is_title,
    organisation_names,
    token_at,
    words_of,
)
from factcheck.language.vocabulary import count_of
from factcheck.normalise.names import fold, given_names

# "JPMorgan", "PepsiCo": capitals inside a word are a company's, but for McKay, MacLeod, DeSantis, LaToya, O'Neill.
_INNER_CAPITAL = re.compile(
    r"^(?!Mc|Mac|De|Di|Du|Da|La|Le|Lo|Van|Von|Fitz|St|Ó|Al|El|Bin)[^\W\d_'’-]*[^\W\d_A-Z][^\W\d_]*[A-Z]|^[A-Z]{2,}[a-z]"
)
_COUNTRYMAN = re.compile(r"(?:s|ch|sh|ter|re)(?:man|woman)$")


def is_name_word(
    lines: Lines, block: int, start: int, index: int, stop: int, begin: int | None, told: bool = False
) -> bool:
    """Whether a word of a capitalised run can be part of a person's name there; `told` when an age stands beside the run."""
    word = lines.words[block][index]
    lower = word.lower
    if lower.endswith("-old"):
        return False
    if begin is not None:
        if INITIAL.match(word.text) or lower in SUFFIXES or (lower in LOWER_PARTICLES and index + 1 < stop):
            return True
        before = lines.words[block][index - 1]
        if is_regnal(lines, block, index) or _is_titled_surname(lines.words[block][begin:stop], index - begin):
            return True
        if index - begin == 1 and fold(before.text) in given_names() and _is_surname(word, lines, block, index, stop):
            return True
        if index - begin >= 2 and is_common(fold(word.text)) and not told:
            parse = lines.parsed.blocks[block]
            if parse.doc[token_at(parse, word.start)].pos_ in ("VERB", "AUX"):
                return False  # "Ann Lee Got Crushed"
        if index + 1 == stop and lower in words_of("organisations", "surnames_too"):
            opens = [fold(w.text) for w in lines.words[block][begin:index] if not INITIAL.match(w.text)]
            # "Ann B. Street" is a person, "Ann Lee Street" is a street unless an age stands beside it.
            if told and opens or len(opens) == 1 and opens[0] in given_names():
                return True
    elif index + 1 < stop and (is_title(lower) and fold(lower) not in given_names() or _is_plural_title(lower)):
        return False
    if word.text[0].isdigit() or len(lower) == 1 and begin is None and not word.text.endswith("."):
        return False
    if begin is None and fold(lower) in given_names() and index + 1 < stop and lower not in {"said"}:
        following = lines.words[block][index + 1].lower
        # "Virginia Beach", "Charlotte Hall": a place's name before an organisation's word is no given name.
        return not (word.text in place_words() and is_institution(following))
    if is_title(lower):
        return False
    if "-" in lower and word.text.rsplit("-", 1)[1].islower() and len(lower.rsplit("-", 1)[1]) > 4:
        return False  # "Lee-backed"; the syllables of "Min-ho" are short
    if is_institution(lower) or lower in words_of("organisations", "chrome"):
        return False
    if _is_capitals_name(lines.words[block][start:stop]):
        return not is_function_word(lower)
    if (
        _is_acronym(word.text)
        or not told
        and (_INNER_CAPITAL.match(word.text) or _is_firm(lines.words[block], begin, index, stop))
    ):
        return False
    if word.text in place_words() and not told and not _is_last_name(lines, block, index, stop, begin):
        return False
    if begin is None and index + 2 < stop and _is_plain_title(lines, block, index):
        return False
    # "Mere Lund, 31," is told by her age, though the article has the word "mere" as well.
    surely = told and stop - start == 2
    if index == start and not surely and _opens_sentence(lines, block, index) and _is_plain_opening(lines, block, word):
        return False
    return not is_function_word(lower) and not (lower in words_of("titles", "role_modifiers") and begin is None)


def _is_firm(line: Sequence[Word], begin: int | None, index: int, stop: int) -> bool:
    """Whether a word is an organisation's name and no surname that ends a person's ("Michael Bloomberg")."""
    named = begin is not None and index + 1 == stop and fold(line[begin].text) in given_names()
    return not named and line[index].text in organisation_names()


def _is_surname(word: Word, lines: Lines, block: int, index: int, stop: int) -> bool:
    """Whether a word right after a given name is its surname although a list knows it as something else."""
    if word.lower in words_of("organisations", "surnames_too"):
        following = lines.words[block][index + 1].lower if index + 1 < stop else ""
        return not (is_institution(following) or following in words_of("titles", "role_heads"))
    return False


def _is_last_name(lines: Lines, block: int, index: int, stop: int, begin: int | None) -> bool:
    """Whether a place's word is a surname: it ends a run that a given name opens, with a name or an initial between them
    ("Ann Lee Jordan", "Ann B. Jordan")."""
    line = lines.words[block]
    if begin is not None and index + 1 == stop and INITIAL.match(line[index - 1].text):
        return True
    if begin is None or fold(line[begin].text) not in given_names():
        return False
    # "Ann Mary Valencia del Toro" has another surname behind a particle.
    last = index + 1 == stop or line[index + 1].lower in LOWER_PARTICLES and line[index + 1].text[0].islower()
    return last and index - begin == 2


def _is_plain_title(lines: Lines, block: int, index: int) -> bool:
    """Whether a common word opens a run whose next word is a given name: "Supervisor Ann Lee", "Undershepherd Ann Lee"."""
    first, second = lines.words[block][index : index + 2]
    if fold(first.text) in given_names() or fold(second.text) not in given_names():
        return False
    common = count_of(first.lower) >= COMMON and fold(first.text) not in words_of("surnames", "surnames")
    return (
        common
        or _is_dweller(first.text)
        or first.lower.endswith(("er", "or", "man", "ist"))
        and count_of(first.lower) >= RARE
    )


def _is_plural_title(lower: str) -> bool:
    """Whether a word is the plural of a title ("Senators Lee and Day", "Sens. Lee and Day")."""
    single = lower.removesuffix(".").removesuffix("s")
    return single != lower.removesuffix(".") and is_title(single)


def _is_acronym(text: str) -> bool:
    letters = text.replace(".", "")
    plain = INITIAL.match(text) or is_initials(text)
    return len(letters) >= 2 and letters.isupper() and not plain or text in {"U.S", "U.K", "E.U"}


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
    known = fold(word.lower) in given_names() or count_of(word.lower) < RARE
    return not known and token.pos_ not in ("PROPN", "NOUN", "X", "")


def _is_titled_surname(words: Sequence[Word], at: int) -> bool:
    """Whether word `at` of a run that a name opens is a title that ends it as its surname ("Ann Mary King")."""
    last = at + 1 == len(words) or words[at + 1].lower in SUFFIXES or is_institution(words[at + 1].lower)
    given = 1 <= at <= 2 and all(fold(word.text) in given_names() for word in words[:at])
    return last and given and words[at].lower in words_of("titles", "surnames_too")


def _is_capitals_name(words: Sequence[Word]) -> bool:
    """Whether a run of two or three words in capitals is a given name and a surname, as over a portrait ("ANN LUND")."""
    texts = [word.text for word in words if not INITIAL.match(word.text)]
    if not 2 <= len(texts) <= 3 or not all(len(text) > 2 and text.isupper() and "." not in text for text in texts):
        return False
    if fold(texts[0]) not in given_names() or any(is_institution(text.lower()) for text in texts):
        return False
    return fold(texts[-1]) in words_of("surnames", "surnames") or count_of(texts[-1].lower()) < COMMON


def _is_dweller(text: str) -> bool:
    """Whether a capitalised word says where a person is from ("Scotsman", "Londoner")."""
    if _COUNTRYMAN.search(text):
        return True
    return any(text.endswith(end) and text.removesuffix(end) in place_words() for end in ("er", "ian", "an", "ite"))
