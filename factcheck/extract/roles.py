"""The role printed beside a person's name: before it, in apposition after it, or as a possessive ("Estonia's Ann Lee").

A role is the noun phrase of the office without its holder's organisation or country; those stand apart. "EU foreign policy
chief" is "foreign policy chief" of "EU"; "the president of the European Commission" is "president" of "European Commission";
"High Representative for Foreign Affairs" keeps what it is for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.extract.mentions import (
    Lines,
    Mention,
    Word,
    country_forms,
    given_names,
    is_function_word,
    organisation_names,
    place_names,
    token_at,
    words_of,
)
from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.names import canonical_organisation, fold

_SPACE = re.compile(r"[ \u00a0]{1,2}")
_COMPLEMENT_LINKS = frozenset({"and", "of", "the", "for", "to", "in", "on", "&"})
# What may lead from a role to the body in which it is held.
_TIES = frozenset({"of", "at", "with", "in", "from", "to", "for", "on", "that", "who", "which"})
_DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "one"})
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
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Role:
    """A printed role, the organisation or country in which it is held, and how sure that is: 2 office, 1 rank, 0 none."""

    role: str = ""
    organisation: str = ""
    level: int = 0


def find_role(lines: Lines, mention: Mention) -> Role:
    """The best role printed beside one mention: an office before an apposition, those before a rank or a bare country."""
    before = _before(lines, mention)
    if before.level == 2:
        return before
    after = _after(lines, mention)
    if after.level == 2:
        return after
    return before


def find_details(lines: Lines, mention: Mention) -> dict[str, str]:
    """Age and home town where they are printed after a mention: "Ann Lee, 42, of Leeds"."""
    line = lines.words[mention.block]
    text = lines.parsed.article.text
    details: dict[str, str] = {}
    tail = text[mention.end : mention.end + 80]
    age = re.match(r",? ?(?:\(|, | )?(?:aged? )?(\d{1,3})(?=[,.;)]| of | from )", tail)
    if age and 0 < int(age.group(1)) < 120 and tail[:1] in ",( ":
        details["age"] = age.group(1)
        tail = tail[age.end() :]
    home = re.match(r",? (?:of|from) ((?:[A-Z][\w’'-]+(?:, (?=[A-Z]))?[ ]?){1,4})", tail)
    if home and (details or home.group(1).strip().rstrip(",") in place_names()):
        details["home"] = home.group(1).strip().rstrip(",")
    if mention.last < len(line) and not details:
        return {}
    return details


def _is_head(line: tuple[Word, ...], index: int) -> int:
    """How many words the role head that ends at `index` has: 2, 1 or 0."""
    if index < 0:
        return 0
    word = line[index].lower
    if index and f"{line[index - 1].lower} {word}" in read_lexicon("titles")["role_pairs"]:
        return 2
    return (
        1
        if word in words_of("titles", "role_heads") or word.removeprefix("ex-") in words_of("titles", "role_heads")
        else 0
    )


def _before(lines: Lines, mention: Mention) -> Role:
    block, line = mention.block, lines.words[mention.block]
    ranks = read_lexicon("titles")["ranks"]
    honorifics = read_lexicon("titles")["honorifics"]
    index = mention.first
    rank_at = None
    while index and _SPACE.fullmatch(lines.gap(block, index)):
        lower = line[index - 1].lower
        if line[index - 1].possessive or not (lower in honorifics or lower in ranks) or _is_head(line, index - 1) == 2:
            break
        if lower in ranks and (lower.endswith(".") or not _is_office(lower)):
            rank_at = index - 1
        elif lower in ranks:
            break
        index -= 1
    if index == 0:
        return _rank(lines, block, rank_at, index, mention)
    gap = lines.gap(block, index)
    if gap not in (" ", ", ", "\u00a0"):
        return _rank(lines, block, rank_at, index, mention)
    previous = line[index - 1]
    if previous.possessive:
        owner = _possessor(lines, block, index - 1)
        if rank_at is not None:
            return _rank(lines, block, rank_at, index, mention)
        return Role("", canonical_organisation(owner), 0) if gap == " " and owner in country_forms() else Role()
    head_size = _is_head(line, index - 1)
    head = index - head_size
    end = index
    if not head_size:
        head, head_size = _head_with_complement(lines, block, index)
        if not head_size:
            return _rank(lines, block, rank_at, index, mention)
    if gap == ", " and not _comma_ties(lines, mention, head):
        return _rank(lines, block, rank_at, index, mention)
    return _assemble(lines, block, head, head + head_size, end, mention)


def _is_office(lower: str) -> bool:
    return lower in words_of("titles", "role_heads")


def _rank(lines: Lines, block: int, rank_at: int | None, index: int, mention: Mention) -> Role:
    if rank_at is None:
        return Role()
    line = lines.words[block]
    role = lines.parsed.article.text[line[rank_at].start : line[mention.first - 1].end]
    start = rank_at
    while (
        start
        and line[start - 1].text[0].isupper()
        and _SPACE.fullmatch(lines.gap(block, start))
        and rank_at - start < 5
    ):
        if line[start - 1].possessive:
            break
        start -= 1
    owner = _body(lines, block, start, rank_at)
    marker = line[start - 1] if start == rank_at and start and line[start - 1].text.islower() else line[start]
    if marker.lower in words_of("titles", "past_markers"):
        role = f"{marker.text} {role}"
    return Role(role, owner, 1)


def _comma_ties(lines: Lines, mention: Mention, head: int) -> bool:
    """Whether a role before a comma is the name's ("Spain's defence minister, Ann Lee, said") and not the next in a list."""
    line = lines.words[mention.block]
    after = (
        lines.gap(mention.block, mention.last)
        if mention.last < len(line)
        else lines.parsed.article.text[mention.end : mention.end + 1]
    )
    return after.startswith((",", ".", "’", ")", "”")) or head == 0 or line[head].text[0].isupper()


def _head_with_complement(lines: Lines, block: int, index: int) -> tuple[int, int]:
    """Place and size of a role head whose complement ends right before `index` ("Secretary of State | Ann Lee")."""
    line = lines.words[block]
    at = index - 1
    while at > 0 and index - at < _LONGEST:
        word = line[at]
        if not (word.text[0].isupper() or word.lower in _COMPLEMENT_LINKS) or word.possessive and at != index - 1:
            return 0, 0
        if fold(word.lower) in given_names() or at == index - 1 and word.text.islower():
            return 0, 0
        if not _SPACE.fullmatch(lines.gap(block, at)):
            return 0, 0
        if at < index - 1 and word.lower in {"of", "for", "to", "at", "on"} and (size := _is_head(line, at - 1)):
            return at - size, size
        at -= 1
    return 0, 0


def _assemble(lines: Lines, block: int, head: int, head_end: int, end: int, mention: Mention) -> Role:
    """The role whose head is the words `[head, head_end)` and whose complement runs to `end`, with what stands before it."""
    line = lines.words[block]
    start = head
    plain = line[head].text[0].islower()
    while start and _SPACE.fullmatch(lines.gap(block, start)) and head - start < 8:
        word = line[start - 1]
        if word.possessive or not _is_modifier(lines, block, start - 1, plain):
            break
        start -= 1
    owner = ""
    if start and line[start - 1].possessive and _SPACE.fullmatch(lines.gap(block, start)):
        owner = _possessor(lines, block, start - 1)
    split = start
    if owner and (inner := _body(lines, block, start, _body_end(line, start, head))):
        # "Italy's Northern League leader": the body next to the role says more than the possessor.
        split, owner = _body_end(line, start, head), inner
    if not owner:
        split = _body_end(line, start, head)
        owner = _body(lines, block, start, split)
        former = start < split and line[start].lower in words_of("titles", "past_markers")
        if former:
            owner = _body(lines, block, start + 1, split)
    else:
        former = False
    trims = words_of("titles", "role_trims")
    while split < head and line[split].lower in trims:
        split += 1
    text = lines.parsed.article.text
    role_end, owner_after = _complement(lines, block, head, head_end, end)
    role = text[line[split].start : line[role_end - 1].end]
    if former and not role.lower().startswith(line[start].lower):
        role = f"{line[start].text} {role}"
    owner = owner or owner_after
    if line[head_end - 1].lower in words_of("titles", "kin"):
        return Role(role, "", 1)
    return Role(role, canonical_organisation(owner) if owner else "", 2)


def _is_modifier(lines: Lines, block: int, index: int, plain: bool = True) -> bool:
    """Whether a word may stand inside a role before its head: a capitalised word, or (when `plain`) an adjective or a noun.

    Before a head with a capital ("President Lee") a common noun belongs to what goes before: "a remark President Lee made".
    """
    word = lines.words[block][index]
    if word.lower in _DETERMINERS:
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
        return is_function_word(word.lower) is False and not (
            index == 0 and token.pos_ in ("ADP", "SCONJ", "ADV", "VERB", "DET", "PRON", "CCONJ", "AUX")
        )
    return plain and token.pos_ in ("ADJ", "NOUN", "PROPN") and not is_function_word(word.lower)


def _body_end(line: tuple[Word, ...], start: int, head: int) -> int:
    """Where the organisation's or country's words end among the modifiers `[start, head)` of a role."""
    modifiers = words_of("titles", "role_modifiers")
    nouns = words_of("organisations", "head_nouns")
    at = start
    while at < head and line[at].lower in words_of("titles", "past_markers") | words_of("titles", "role_trims"):
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
    ends = [i + 1 for i in range(first, head) if line[i].text[0].isupper() and line[i].lower in nouns - modifiers]
    if ends:
        return max(at, ends[-1])
    while at < head and line[at].text[0].isupper() and line[at].lower not in modifiers:
        at += 1
    return at


def _body(lines: Lines, block: int, start: int, end: int) -> str:
    """The printed organisation in the words `[start, end)`, canonical when known, without leading trims."""
    line = lines.words[block]
    trims = words_of("titles", "role_trims") | words_of("titles", "past_markers") | _DETERMINERS
    while start < end and (line[start].text in trims or line[start].lower in words_of("titles", "past_markers")):
        start += 1
    if start >= end:
        return ""
    return canonical_organisation(
        lines.parsed.article.text[line[start].start : line[end - 1].end].removesuffix("-based")
    )


def _possessor(lines: Lines, block: int, index: int) -> str:
    """The capitalised run that ends with the possessive word at `index`; blank for pronouns and common nouns."""
    line = lines.words[block]
    start = index
    if not line[index].text[0].isupper():
        return ""
    while (
        start
        and (line[start - 1].text[0].isupper())
        and _SPACE.fullmatch(lines.gap(block, start))
        and index - start < 5
    ):
        start -= 1
    return lines.parsed.article.text[line[start].start : line[index].end]


def _complement(lines: Lines, block: int, head: int, head_end: int, end: int) -> tuple[int, str]:
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
            word.lower in words_of("titles", "role_modifiers") | _COMPLEMENT_LINKS for word in line[first:end]
        )
        if tie in {"of", "at", "with", "in", "from", "to"} and not portfolio and not _is_state(line, first, end):
            return head_end, name
    if line[first].text[0].isupper() and tie in {"for", "to", "with"} and line[head_end - 1].lower in _SPEAKS_FOR:
        return head_end, name
    if tie in {"of", "for"} and all(
        word.text[0].isupper()
        or word.lower in words_of("titles", "role_modifiers") | _COMPLEMENT_LINKS | {"state", "staff"}
        for word in line[head_end:end]
    ):
        return end, ""
    return head_end, ""


def _is_state(line: tuple[Word, ...], first: int, end: int) -> bool:
    """ "Secretary of State" and "minister of state" name no body."""
    return end == first + 1 and line[first].lower in {"state", "staff", "defense", "defence", "justice", "interior"}


def _is_body_word(word: Word) -> bool:
    return word.text[0].isupper() and (
        word.lower in words_of("organisations", "head_nouns") or word.text in country_forms() or word.text.isupper()
    )


def _after(lines: Lines, mention: Mention) -> Role:
    """The role in apposition: "Ann Lee, 42, the EU's chief negotiator for trade, said"."""
    block, line = mention.block, lines.words[mention.block]
    at = mention.last
    if at >= len(line) or line[at - 1].possessive:
        return Role()
    gap = lines.gap(block, at)
    if gap == ", " and line[at].text.isdigit():
        at += 1
        gap = lines.gap(block, at)
    if gap not in (", ", " (", " — ", " – ", "), ") or at >= len(line):
        return Role()
    head = _head_ahead(lines, block, at)
    if head is None:
        return Role()
    head_end = head + 1
    if head_end < len(line) and _is_head(line, head_end) and _SPACE.fullmatch(lines.gap(block, head_end)):
        head, head_end = head_end, head_end + 1
    head -= _is_head(line, head_end - 1) - 1
    end = _complement_end(lines, block, head_end)
    if head_end < len(line) and end == head_end and _names_next(lines, block, head_end):
        return Role()
    return _assemble(lines, block, head, head_end, end, mention)


def _head_ahead(lines: Lines, block: int, at: int) -> int | None:
    """The place of the role head in the noun phrase that begins at `at`; None when no role stands there."""
    line = lines.words[block]
    for index in range(at, min(at + 9, len(line))):
        if index > at and not _SPACE.fullmatch(re.sub(r"^['’]s", "", lines.gap(block, index))):
            return None
        word = line[index]
        following_joined = index + 1 < len(line) and _SPACE.fullmatch(lines.gap(block, index + 1)) is not None
        if _is_head(line, index) and not word.possessive:
            # "police chief", "staff writer": the last head of a compound is the head.
            if following_joined and _is_head(line, index + 1) and not line[index].possessive:
                continue
            if (
                following_joined
                and line[index + 1].lower in words_of("titles", "role_modifiers")
                and line[index + 1].text.islower()
            ):
                continue
            return index
        if word.lower in _DETERMINERS or word.possessive or word.lower in {"of", "and"} and index > at:
            continue
        if not _is_modifier(lines, block, index):
            return None
    return None


def _complement_end(lines: Lines, block: int, start: int) -> int:
    """Where the complement of a role ("of the European Parliament", "for Foreign Affairs and Security Policy") ends."""
    line = lines.words[block]
    if start >= len(line) or not _SPACE.fullmatch(lines.gap(block, start)):
        return start
    if line[start].lower not in {"of", "for", "at", "with", "to", "in", "on"}:
        return start
    end = start + 1
    last = start
    while end < len(line) and end - start < _LONGEST and _SPACE.fullmatch(lines.gap(block, end)):
        word = line[end]
        if word.text[0].isupper():
            last = end
        elif word.lower in _COMPLEMENT_LINKS and word.lower not in {"in", "on", "to"}:
            pass
        elif last == start and end - start <= 3 and _is_modifier(lines, block, end):
            last = end
        else:
            break
        if word.possessive:
            break
        end += 1
    return last + 1 if last > start else start


def _names_next(lines: Lines, block: int, index: int) -> bool:
    """Whether a capitalised name follows a role: then the role is that name's, in a list of persons."""
    return bool(_SPACE.fullmatch(lines.gap(block, index))) and lines.words[block][index].text[0].isupper()
