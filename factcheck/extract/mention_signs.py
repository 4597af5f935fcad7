"""What an article shows for and against a capitalised run being a person's name, as weights that are summed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from factcheck.extract.words import (
    INITIAL,
    SUFFIXES,
    Lines,
    Word,
    country_forms,
    place_names,
    titles,
    token_at,
    words_of,
)
from factcheck.language.lexicons import read_lexicon
from factcheck.language.vocabulary import count_of
from factcheck.normalise.names import PARTICLES, fold, given_names

GAP = re.compile(r"[ \u00a0]{1,2}")
# Particles that may stand in lower case inside a name. English words among them would join names to sentences.
LOWER_PARTICLES = PARTICLES - {"e", "y", "o", "do", "te", "ou", "mac", "und", "st", "lo", "le"} | {"y"}
_AGE_BEFORE = re.compile(r"(?:^|-)(?:year|month|week|day)-old$")
_AGE_AFTER = re.compile(r"(?:['’]s)?(?:,? (?:Jr|Sr)\.?)?,? ?\(?(?:aged? )?\d{1,2}(?:[,;)]|\.(?!\d)| of | from )")
_ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,3}")
# An English word used so often (of 1.6 billion) is a common noun before it is a name; names known as such are told apart.
COMMON = 3000
_BEFORE_STREETS = frozenset({"on", "of", "at", "near", "along", "between", "off", "from", "to", "down", "up", "and"})
# Names are rare words, most of them in no list.
RARE = 60


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

    @property
    def full(self) -> bool:
        """Whether the name has two words or more."""
        return self.first + 1 < self.last


@cache
def place_words() -> frozenset[str]:
    """The places of one word."""
    return frozenset(name for name in place_names() if " " not in name)


def is_institution(lower: str) -> bool:
    """Whether a word in lower case is the noun of an institution, a street or a building."""
    return lower in words_of("organisations", "head_nouns")


@cache
def _days() -> frozenset[str]:
    calendar = read_lexicon("calendar")
    return frozenset((*calendar["weekdays"], *calendar["months"]))


@cache
def _brands() -> frozenset[str]:
    return frozenset(fold(name.strip()) for name in read_lexicon("organisations")["like_persons"].split(","))


def is_brand(folded: str) -> bool:
    """Whether a folded name is a firm, a make or a place that looks like a person's name ("Wells Fargo", "Ann Arbor")."""
    return folded in _brands()


def is_common(folded: str) -> bool:
    """Whether a folded word is a common one that the lists know as no name."""
    return count_of(folded) >= COMMON and not (
        folded in given_names()
        or folded in words_of("surnames", "surnames")
        or folded in words_of("organisations", "surnames_too")
    )


def is_initials(text: str) -> bool:
    """Whether a word is two initials run together that are used as a given name ("JD", "AJ")."""
    return len(text) == 2 and text.isupper() and text.lower() in words_of("given_names", "initials")


def is_regnal(lines: Lines, block: int, index: int) -> bool:
    """Whether word `index` is the number behind a given name of a monarch or pope ("Leo XIV", "Malcolm X"), not "I"."""
    line = lines.words[block]
    if not _ROMAN.fullmatch(line[index].text) or fold(line[index - 1].text) not in given_names():
        return False
    parse = lines.parsed.blocks[block]
    return line[index].text != "I" or parse.doc[token_at(parse, line[index].start)].pos_ != "PRON"


def has_age(lines: Lines, block: int, first: int, last: int) -> bool:
    """Whether an age is printed beside the words `[first, last)`: "34-year-old Ann Lee", "Ann Lee, 34,"."""
    line = lines.words[block]
    text = lines.parsed.article.text
    if first and _AGE_BEFORE.search(line[first - 1].lower) and GAP.fullmatch(lines.gap(block, first)):
        # "a 34-year-old Dallas man" has the noun behind.
        behind = line[last] if last < len(line) and GAP.fullmatch(lines.gap(block, last)) else None
        return behind is None or not (
            behind.lower in words_of("titles", "role_heads") or behind.lower in words_of("titles", "dwellers")
        )
    end = line[last - 1].end
    return bool(_AGE_AFTER.match(text[end : end + 24])) and text[end : end + 1] in (",", " ", "(", "'", "’")


def judge(lines: Lines, mentions: list[Mention], alone: Counter[str]) -> float:
    """What the article shows for and against a candidate being a person, summed over its first mentions."""
    first = mentions[0]
    line = lines.words[first.block]
    words = line[first.first : first.last]
    names = [word for word in words if not INITIAL.match(word.text) and word.lower not in SUFFIXES]
    if not names:
        return -1.0
    first_name = words[0].text
    given = any(fold(text) in given_names() for text in (first_name, first_name.split("-")[0])) or is_initials(
        first_name
    )
    score = 0.0
    if len(words) > 1:
        # "Dallas Texans", "Austin Energy": a given name that is a place's as well says little.
        score += (0.75 if first_name in place_words() else 2.0) if given else 0.0
        score += 1.5 if any(INITIAL.match(word.text) for word in words[1:]) else 0.0
        particled = any(word.lower in LOWER_PARTICLES for word in words[1:-1])
        score += 1.5 if particled or words[-1].lower.split("-")[0] in LOWER_PARTICLES else 0.0
        score += 3.0 if words[-1].lower in SUFFIXES else 0.0
        score += 1.5 if alone[fold(names[-1].text)] else 0.0
        score += 0.0 if len(words) <= 4 else -1.0
        score += _word_signs(names, given)
    if len(words) > 1 and names[-1].lower == "street":
        # "Fern Street" is a street unless the article speaks of a Street and puts nothing on it.
        before = {lines.words[m.block][m.first - 1].lower for m in mentions if m.first}
        score -= 3.0 * (not alone["street"] or bool(before & _BEFORE_STREETS))
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


def _word_signs(names: list[Word], given: bool) -> float:
    """What the words by themselves tell: a known surname and rare words speak for a person, common nouns against."""
    surname = fold(names[-1].text) in words_of("surnames", "surnames")
    score = 1.0 if surname and len(names) > 1 else 0.0
    if not surname and not given and count_of(names[-1].lower) >= COMMON:
        score -= 1.0
    if len(names) > 1 and not given:
        opening = count_of(names[0].lower)
        if opening >= COMMON and fold(names[0].text) not in words_of("surnames", "surnames"):
            score -= 1.0
        elif opening < RARE and (surname or count_of(names[-1].lower) < RARE):
            score += 0.5
    elif len(names) > 1 and not surname and count_of(names[-1].lower) < RARE:
        # Behind a given name a word that is in no book is a surname.
        score += 1.0
    return score


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
        return 1.5 if before.lower in words_of("titles", "dwellers") else 0.0
    if _AGE_BEFORE.search(before.lower):
        return 2.5 if has_age(lines, mention.block, mention.first, mention.last) else 0.0
    if before.lower in {"the", "a", "an"}:
        # "the Ann Lee case": the determiner is the noun's.
        return -0.5 if _describes_noun(lines, mention) else -2.5
    if before.lower in {"in", "at", "near", "across", "throughout"}:
        return -1.0
    if before.lower in words_of("cues", "plain_forms"):
        return 1.5
    earlier = line[mention.first - 2].lower if mention.first > 1 else ""
    if before.lower == "of" and earlier in words_of("titles", "of_persons"):
        return 2.0
    if before.lower == "as":
        return (
            2.0
            if any(w.lower in words_of("titles", "as_persons") for w in line[max(mention.first - 5, 0) : mention.first])
            else 0.0
        )
    if _ends_office(lines, mention):
        return 2.5
    if before.lower in words_of("titles", "before_persons"):
        return 1.0
    if (
        before.text[0].isupper()
        and is_institution(before.lower)
        and before.lower not in words_of("titles", "role_modifiers")
    ):
        return -0.5
    return 0.0


def _describes_noun(lines: Lines, mention: Mention) -> bool:
    """Whether a full name with a known given name stands before a common noun that it describes."""
    line, parse = lines.words[mention.block], lines.parsed.blocks[mention.block]
    if mention.last >= len(line) or lines.gap(mention.block, mention.last) != " ":
        return False
    first, after = line[mention.first].text, line[mention.last]
    last = line[mention.last - 1].lower
    if fold(first) not in given_names() or first in place_words() or is_institution(last) or not after.text.islower():
        return False
    return parse.doc[token_at(parse, after.start)].pos_ == "NOUN"


def _ends_office(lines: Lines, mention: Mention) -> bool:
    """Whether an office's complement in capitals ends right before a name ("Minister of Defence Ann Lee")."""
    line = lines.words[mention.block]
    for at in range(mention.first - 1, max(mention.first - 6, 1), -1):
        word = line[at]
        if word.possessive or not GAP.fullmatch(lines.gap(mention.block, at + 1)):
            return False
        if at < mention.first - 1 and word.lower in {"of", "for"}:
            return line[at - 1].lower in words_of("titles", "role_heads") and line[at - 1].text[0].isupper()
        if not word.text[0].isupper() and word.lower not in {"and", "the", "&"}:
            return False
    return False


def _sign_after(lines: Lines, mention: Mention) -> float:
    line = lines.words[mention.block]
    following = lines.parsed.article.text[mention.end : mention.end + 2]
    if line[mention.last - 1].lower in _days() and following[:1] == " " and following[1:].isdigit():
        return -8.0  # "Born May 24"
    if has_age(lines, mention.block, mention.first, mention.last) and mention.full:
        return 3.0
    if mention.last >= len(line):
        return 0.0
    after, gap = line[mention.last], lines.gap(mention.block, mention.last)
    last = line[mention.last - 1]
    if last.possessive:
        return 0.0
    if lines.parsed.article.text[mention.end : mention.end + 3] in (" & ", " + "):
        return -3.0
    if gap == " " and after.text[0].isupper() and not lines.title_case[mention.block]:
        if after.lower in _days():
            return 0.0  # "told Ann Lee Sunday"
        if is_institution(after.lower) or after.text in place_words():
            return -8.0
        return -0.5
    if gap == ", ":
        if after.text.isdigit() and len(after.text) <= 2:
            return 3.0
        if after.lower in {"who", "whose", "whom"}:
            return 2.0
        if any(_AGE_BEFORE.search(word.lower) for word in line[mention.last : mention.last + 3]):
            return 2.5
        if any(word.lower in words_of("titles", "role_heads") for word in line[mention.last : mention.last + 5]):
            return 1.5
        if any(word.lower in words_of("cues", "plain_forms") for word in line[mention.last : mention.last + 1]):
            return 1.0
    if gap == " " and after.lower in words_of("cues", "plain_forms"):
        return 1.5
    if gap == " " and after.lower in words_of("titles", "after_persons"):
        return 1.0
    if gap == " " and after.lower in {"was", "were", "is", "has", "had", "been", "be"}:
        ahead = [word.lower for word in line[mention.last + 1 : mention.last + 4]]
        return 1.0 if any(word in words_of("titles", "done_to_persons") for word in ahead) else 0.0
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
