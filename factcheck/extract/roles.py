"""The role printed beside a person's name: before it, in apposition after it, or as a possessive ("Estonia's Ann Lee").

A role is the noun phrase of the office without its holder's organisation or country; those stand apart. "EU foreign policy
chief" is "foreign policy chief" of "EU"; "the president of the European Commission" is "president" of "European Commission";
"High Representative for Foreign Affairs" keeps what it is for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.extract.mentions import Mention
from factcheck.extract.role_phrases import (
    DETERMINERS,
    LINKS,
    LONGEST,
    SPACE,
    body,
    body_end,
    complement,
    complement_end,
    head_size,
    institution_before,
    is_modifier,
    possessor,
)
from factcheck.extract.words import (
    Lines,
    country_forms,
    titles,
    words_of,
)
from factcheck.language.lexicons import read_lexicon
from factcheck.normalise.names import fold, given_names
from factcheck.normalise.offices import canonical_organisation


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
        # "Poland's Ann Lee, the prime minister, said"
        return after if after.organisation or before.role else Role(after.role, before.organisation, after.level)
    return before


def _before(lines: Lines, mention: Mention) -> Role:
    block, line = mention.block, lines.words[mention.block]
    ranks = read_lexicon("titles")["ranks"]
    index = mention.first
    rank_at = None
    while index and SPACE.fullmatch(lines.gap(block, index)):
        lower = line[index - 1].lower
        if line[index - 1].possessive or lower not in titles() or head_size(line, index - 1) == 2:
            break
        if lower in ranks and (lower.endswith(".") or not _is_office(lower)):
            rank_at = index - 1
        elif lower in ranks:
            break
        index -= 1
    if index == 0:
        return _rank(lines, block, rank_at, mention)
    gap = lines.gap(block, index)
    if gap not in (" ", ", ", "\u00a0"):
        return _rank(lines, block, rank_at, mention)
    previous = line[index - 1]
    if previous.possessive:
        owner = possessor(lines, block, index - 1)
        if rank_at is not None:
            return _rank(lines, block, rank_at, mention)
        return Role("", canonical_organisation(owner), 0) if gap == " " and owner in country_forms() else Role()
    head_words = head_size(line, index - 1)
    head = index - head_words
    end = index
    if not head_words:
        head, head_words = _head_with_complement(lines, block, index)
        if not head_words:
            return _rank(lines, block, rank_at, mention)
    if gap == ", " and not _comma_ties(lines, mention, head) or _is_verb(lines, mention, head):
        return _rank(lines, block, rank_at, mention)
    return _assemble(lines, block, head, head + head_words, end)


def _is_verb(lines: Lines, mention: Mention, head: int) -> bool:
    """Whether a role's head is what somebody helped to do: "helped engineer Ann Lee's win"."""
    line = lines.words[mention.block]
    owned = lines.parsed.article.text[mention.end : mention.end + 2] in ("'s", "’s")
    helped = head > 0 and line[head - 1].lower in ("help", "helps", "helped", "helping")
    return owned and helped and line[head].lower in words_of("titles", "role_verbs")


def _is_office(lower: str) -> bool:
    return lower in words_of("titles", "role_heads")


def _rank(lines: Lines, block: int, rank_at: int | None, mention: Mention) -> Role:
    if rank_at is None:
        return Role()
    line = lines.words[block]
    while (
        rank_at
        and line[rank_at - 1].text[0].isupper()
        and line[rank_at - 1].lower in words_of("titles", "role_modifiers")
        and SPACE.fullmatch(lines.gap(block, rank_at))
    ):
        rank_at -= 1
    role = lines.parsed.article.text[line[rank_at].start : line[mention.first - 1].end]
    start = rank_at
    while (
        start and line[start - 1].text[0].isupper() and SPACE.fullmatch(lines.gap(block, start)) and rank_at - start < 5
    ):
        if line[start - 1].possessive:
            break
        start -= 1
    owner = body(lines, block, start, rank_at)
    past = words_of("titles", "past_markers")
    marker = next((line[at] for at in (start, start - 1) if 0 <= at < rank_at and line[at].lower in past), None)
    if marker is not None:
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
    while at > 0 and index - at < LONGEST:
        word = line[at]
        if not (word.text[0].isupper() or word.lower in LINKS) or word.possessive and at != index - 1:
            return 0, 0
        if fold(word.lower) in given_names() or at == index - 1 and word.text.islower():
            return 0, 0
        if not SPACE.fullmatch(lines.gap(block, at)):
            return 0, 0
        if at < index - 1 and word.lower in {"of", "for", "to", "at", "on"} and (size := head_size(line, at - 1)):
            return at - size, size
        at -= 1
    return 0, 0


def _assemble(lines: Lines, block: int, head: int, head_end: int, end: int) -> Role:
    """The role whose head is the words `[head, head_end)` and whose complement runs to `end`, with what stands before it."""
    line = lines.words[block]
    start = head
    plain = line[head].text[0].islower()
    while start and SPACE.fullmatch(lines.gap(block, start)) and head - start < 8:
        word = line[start - 1]
        if word.possessive or not is_modifier(lines, block, start - 1, plain):
            break
        start -= 1
    owner = ""
    institution = institution_before(lines, block, start, head)
    start = institution[0] if institution else start
    if start and line[start - 1].possessive and SPACE.fullmatch(lines.gap(block, start)):
        owner = possessor(lines, block, start - 1)
    split = start
    behind = institution[1] if institution else body_end(line, start, head)
    if owner and (inner := body(lines, block, start, behind)):
        # "Italy's Northern League leader": the body next to the role says more than the possessor.
        split, owner = behind, inner
    if not owner:
        split = behind
        owner = body(lines, block, start, split)
        former = start < split and line[start].lower in words_of("titles", "past_markers")
        if former:
            owner = body(lines, block, start + 1, split)
    else:
        former = False
    trims = words_of("titles", "role_trims")
    while split < head and line[split].lower in trims:
        split += 1
    text = lines.parsed.article.text
    role_end, owner_after = complement(lines, block, head_end, end)
    role = text[line[split].start : line[role_end - 1].end]
    if former and not role.lower().startswith(line[start].lower):
        role = f"{line[start].text} {role}"
    # "the Democratic chair of Harlan County": a party has many chairs, the county one.
    owner = owner_after if owner_after and canonical_organisation(owner).endswith(" Party") else owner or owner_after
    if line[head_end - 1].lower in words_of("titles", "kin"):
        return Role(role, "", 1)
    return Role(role, canonical_organisation(owner) if owner else "", 2)


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
    if gap == ", " and (held := _who_is(lines, block, at)):
        at, gap = held, ", "
    if gap not in (", ", " (", " — ", " – ", "), ") or at >= len(line):
        return Role()
    head = _head_ahead(lines, block, at)
    if head is None:
        return Role()
    head_end = head + 1
    if head_end < len(line) and head_size(line, head_end) and SPACE.fullmatch(lines.gap(block, head_end)):
        head, head_end = head_end, head_end + 1
    head -= head_size(line, head_end - 1) - 1
    end = complement_end(lines, block, head_end)
    if head_end < len(line) and end == head_end and _names_next(lines, block, head_end):
        return Role()
    return _assemble(lines, block, head, head_end, end)


def _who_is(lines: Lines, block: int, at: int) -> int:
    """Where the office begins that "who is", "who has been" or "who serves as" at word `at` tells; 0 for none."""
    words = [word.lower for word in lines.words[block][at : at + 4]]
    if words[:1] != ["who"]:
        return 0
    for tie in (("is",), ("has", "been"), ("serves", "as"), ("became",), ("has", "served", "as")):
        if tuple(words[1 : 1 + len(tie)]) == tie:
            return at + 1 + len(tie)
    return 0


def _head_ahead(lines: Lines, block: int, at: int) -> int | None:
    """The place of the role head in the noun phrase that begins at `at`; None when no role stands there."""
    line = lines.words[block]
    for index in range(at, min(at + 9, len(line))):
        if index > at and not SPACE.fullmatch(re.sub(r"^['’]s", "", lines.gap(block, index))):
            return None
        word = line[index]
        following_joined = index + 1 < len(line) and SPACE.fullmatch(lines.gap(block, index + 1)) is not None
        if head_size(line, index) and not word.possessive:
            # "police chief", "staff writer": the last head of a compound is the head.
            if following_joined and head_size(line, index + 1) and not line[index].possessive:
                continue
            if (
                following_joined
                and line[index + 1].lower in words_of("titles", "role_modifiers")
                and line[index + 1].text.islower()
            ):
                continue
            return index
        if word.lower in DETERMINERS or word.possessive or word.lower in {"of", "and"} and index > at:
            continue
        if not is_modifier(lines, block, index):
            return None
    return None


def _names_next(lines: Lines, block: int, index: int) -> bool:
    """Whether a capitalised name follows a role: then the role is that name's, in a list of persons."""
    return bool(SPACE.fullmatch(lines.gap(block, index))) and lines.words[block][index].text[0].isupper()
