"""The words of a printed role: its head, what may stand before it, the body in which it is held, and its complement."""

from __future__ import annotations

import re

from factcheck.extract.words import (
    Lines,
    Word,
    country_forms,
    is_function_word,
    organisation_names,
    place_names,
    token_at,
    words_of,
)
from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.offices import canonical_organisation

SPACE = re.compile(r"[ \u00a0]{1,2}")
LINKS = frozenset({"and", "of", "the", "for", "to", "in", "on", "&"})
DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "one"})
# After these the body follows even with "for" ("a spokesman for the Army"), where a minister's "for" names the portfolio.
_SPEAKS_FOR = frozenset(
    {
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "analyst",
        "lawyer",
        "attorney",
        "adviser",
        "advisor",
        "candidate",
        "reporter",
    }
    | {
        "manager",
        "aide",
        "operative",
        "director",
        "correspondent",
        "writer",
        "columnist",
        "strategist",
        "consultant",
        "lobbyist",
        "player",
        "striker",
        "producer",
    }
)
LONGEST = 14
# Words of an institution's name behind its "of".
_LONGEST_NAME = 6
# After a name these belong to it: "Harlan County District Attorney".
_TERRITORIES = frozenset({"County", "City", "Parish", "Township", "State", "District"})


def head_size(line: tuple[Word, ...], index: int) -> int:
    """How many words the role head that ends at `index` has: 3 ("chief of staff"), 2, 1 or 0."""
    if index < 0:
        return 0
    word = line[index].lower
    if (
        index > 1
        and " ".join(before.lower for before in line[index - 2 : index + 1]) in read_lexicon("titles")["role_pairs"]
    ):
        return 3
    if index and f"{line[index - 1].lower} {word}" in read_lexicon("titles")["role_pairs"]:
        return 2
    return (
        1
        if word in words_of("titles", "role_heads") or word.removeprefix("ex-") in words_of("titles", "role_heads")
        else 0
    )


def is_modifier(lines: Lines, block: int, index: int, plain: bool = True) -> bool:
    """Whether a word may stand inside a role before its head: a capitalised word, or (when `plain`) an adjective or a noun.

    Before a head with a capital ("President Lee") a common noun belongs to what goes before: "a remark President Lee made".
    """
    word = lines.words[block][index]
    if word.lower in DETERMINERS:
        return False
    if lines.title_case[block] and word.lower not in words_of("titles", "role_modifiers"):
        return word.text in country_forms() or word.text in organisation_names()
    if word.lower in words_of("titles", "role_modifiers") or word.lower in words_of("titles", "role_trims"):
        return True
    if word.lower in words_of("titles", "past_markers"):
        return True
    parse = lines.parsed.blocks[block]
    token = parse.doc[token_at(parse, word.start)]
    if word.text[0].isupper():
        return (
            not is_function_word(word.lower)
            and word.lower not in words_of("cues", "plain_forms")
            and not (index == 0 and token.pos_ in ("ADP", "SCONJ", "ADV", "VERB", "DET", "PRON", "CCONJ", "AUX"))
        )
    return plain and token.pos_ in ("ADJ", "NOUN", "PROPN") and not is_function_word(word.lower)


def _narrows_nothing(word: Word) -> bool:
    """Whether a word before a role tells neither of its body nor of its field: "former", "then", "top"."""
    return word.lower in words_of("titles", "past_markers") or word.lower in words_of("titles", "role_trims")


def body_end(line: tuple[Word, ...], start: int, head: int) -> int:
    """Where the organisation's or country's words end among the modifiers `[start, head)` of a role."""
    modifiers = words_of("titles", "role_modifiers")
    nouns = words_of("organisations", "head_nouns")
    at = start
    while at < head and _narrows_nothing(line[at]):
        at += 1
    if at == head or not line[at].text[0].isupper():
        return start
    first = at
    capitals = at
    while capitals < head and line[capitals].text[0].isupper():
        capitals += 1
    if line[head].text[0].islower() and not all(word.lower in modifiers for word in line[at:capitals]):
        # Before a role in lower case every capital is the body's: "UK Labour Party leader".
        return capitals
    for size in range(min(5, head - at), 0, -1):
        name = " ".join(word.text for word in line[at : at + size])
        if name in country_forms() or name in place_names() or name in organisation_names():
            at += size
            break
    # An institution's noun that is no portfolio ends the body: "Austrian Army", "State Department", "Fox News".
    nouns = nouns - modifiers - words_of("organisations", "place_openings")
    ends = [i + 1 for i in range(first, head) if line[i].text[0].isupper() and line[i].lower in nouns]
    if ends:
        return max(at, ends[-1])
    while at < head and line[at].text[0].isupper() and line[at].lower not in modifiers:
        at += 1
    if first < at < head and line[at].text in _TERRITORIES:
        at += 1
    return at


def institution_before(lines: Lines, block: int, start: int, head: int) -> tuple[int, int] | None:
    """The words [first, end) of an institution that the modifiers from `start` of a role belong to, beyond an "of" or "and":
    "University of Velden | assistant professor", "Health and Human Services | secretary"; None where none stands there."""
    line = lines.words[block]
    if start == head or not line[start].text[0].isupper():
        return None
    for size in range(2, min(start, _LONGEST_NAME) + 1):
        name = " ".join(word.text for word in line[start - size : head])
        if name in organisation_names():
            return start - size, head  # "Health and Human Services | secretary"
    first = start
    while first > 1 and start - first < _LONGEST_NAME and SPACE.fullmatch(lines.gap(block, first)):
        before = line[first - 1]
        if before.possessive or not (before.text[0].isupper() or before.lower in ("and", "the")):
            break
        first -= 1
    at = first - 1
    noun = line[at - 1] if at > 0 and line[at].lower == "of" else None
    if noun is None or noun.text.islower() or noun.lower not in words_of("organisations", "with_of"):
        return None
    if not all(SPACE.fullmatch(lines.gap(block, index)) for index in (at, first)):
        return None
    end = start + 1
    plain = line[head].text[0].islower()
    while end < head and line[end].text[0].isupper() and (plain or line[end].lower not in words_of("titles", "steps")):
        end += 1
    first = at - 1
    while first and SPACE.fullmatch(lines.gap(block, first)) and not line[first - 1].possessive:
        before = line[first - 1]
        if not (before.text[0].isupper() and not is_function_word(before.lower)):
            break
        first -= 1
    if (
        first
        and line[first - 1].lower in words_of("titles", "past_markers")
        and SPACE.fullmatch(lines.gap(block, first))
    ):
        first -= 1
    return first, end


def body(lines: Lines, block: int, start: int, end: int) -> str:
    """The printed organisation in the words `[start, end)`, canonical when known, without leading trims."""
    line = lines.words[block]
    while start < end and (
        line[start].text in DETERMINERS
        or line[start].text in words_of("titles", "role_trims")
        or line[start].lower in words_of("titles", "past_markers")
    ):
        start += 1
    if start >= end:
        return ""
    return canonical_organisation(
        lines.parsed.article.text[line[start].start : line[end - 1].end].removesuffix("-based")
    )


def possessor(lines: Lines, block: int, index: int) -> str:
    """The capitalised run that ends with the possessive word at `index`; blank for pronouns and common nouns."""
    line = lines.words[block]
    start = index
    if not line[index].text[0].isupper():
        return ""
    while (
        start and (line[start - 1].text[0].isupper()) and SPACE.fullmatch(lines.gap(block, start)) and index - start < 5
    ):
        start -= 1
    return lines.parsed.article.text[line[start].start : line[index].end]


def complement(lines: Lines, block: int, head_end: int, end: int) -> tuple[int, str]:
    """Where the role's words end, and the organisation that its complement `[head_end, end)` names (blank when none)."""
    line = lines.words[block]
    if head_end >= end:
        return head_end, ""
    tie = line[head_end].lower
    first = head_end + 1
    while first < end and line[first].lower == "the":
        first += 1
    name = lines.parsed.article.text[line[first].start : line[end - 1].end] if first < end else ""
    if not name:
        return head_end, ""
    known = (
        name in country_forms()
        or line[first].text[0].isupper()
        and tie in {"of", "at", "with"}
        or name in organisation_names()
        or name in place_names()
    )
    if line[first].text[0].isupper() and (known or any(_is_body_word(word) for word in line[first:end])):
        portfolio = name not in organisation_names() and all(
            word.lower in LINKS or word.lower in words_of("titles", "role_modifiers") for word in line[first:end]
        )
        if tie in {"of", "at", "with", "in", "from", "to"} and not portfolio and not _is_state(line, first, end):
            return head_end, name
    if line[first].text[0].isupper() and tie in {"for", "to", "with"} and line[head_end - 1].lower in _SPEAKS_FOR:
        return head_end, name
    if tie in {"of", "for"} and all(
        word.text[0].isupper()
        or word.lower in LINKS
        or word.lower in words_of("titles", "role_modifiers")
        or word.lower in ("state", "staff")
        for word in line[head_end:end]
    ):
        return end, ""
    # "head of civil protection": `complement_end` lets nouns and adjectives alone stand there in lower case.
    if tie == "of" and all(word.text.islower() for word in line[head_end:end]):
        return end, ""
    return head_end, ""


def _is_state(line: tuple[Word, ...], first: int, end: int) -> bool:
    """ "Secretary of State" and "minister of state" name no body."""
    return end == first + 1 and line[first].lower in {"state", "staff", "defense", "defence", "justice", "interior"}


def _is_body_word(word: Word) -> bool:
    return word.text[0].isupper() and (
        word.lower in words_of("organisations", "head_nouns") or word.text in country_forms() or word.text.isupper()
    )


def complement_end(lines: Lines, block: int, start: int) -> int:
    """Where the complement of a role ("of the European Parliament", "for Foreign Affairs and Security Policy") ends."""
    line = lines.words[block]
    if start >= len(line) or not SPACE.fullmatch(lines.gap(block, start)):
        return start
    if line[start].lower not in {"of", "for", "at", "with", "to", "in", "on"}:
        return start
    end = start + 1
    last = start
    while end < len(line) and end - start < LONGEST and SPACE.fullmatch(lines.gap(block, end)):
        word = line[end]
        if word.text[0].isupper():
            last = end
        elif word.lower in LINKS and word.lower not in {"in", "on", "to"}:
            pass
        elif (
            end - start <= 3
            and last in (start, end - 1)
            and line[last].text[0].islower()
            and is_modifier(lines, block, end)
        ):
            # "head of civil protection"
            last = end
        else:
            break
        if word.possessive:
            break
        end += 1
    return last + 1 if last > start else start
