"""What is printed of a person besides the role: age, home town, and words that tell a gender."""

from __future__ import annotations

import re

from factcheck.extract.mentions import Mention
from factcheck.extract.words import Lines, honorific_gender, is_function_word, place_names, token_at, words_of
from factcheck.normalise.offices import is_state

_YEARS = r"[- \u2010\u2011\u2013]years?[- \u2010\u2011\u2013]old"
# "34-year-old clerk", not "then 34-year-old"; "the 34-year-old suspect,", "the 34-year-old as", right before a name.
_AGE_BEFORE = re.compile(
    rf"(?<![\w.,$-])(?<!then )(?<!then a )(?P<age>\d{{1,3}}){_YEARS}"
    r"(?P<between>(?: [^\W\d_][\w&/-]*| [A-Z][a-z]{0,5}\.){0,4}?)(?P<comma>,?) $"
)
# ", 34,", " (34)", ", aged 34", ", age 34 and".
_AGE_AFTER = re.compile(
    r"(?:,? (?:Jr|Sr)\b\.?)?,? ?(?:\(|, | )?(?:aged? )?(?P<age>\d{1,3})(?=[,.;)](?!\d)| of | from | and | [-\u2013\u2014] |\s*$)"
)
# ", a 34-year-old clerk", ", who was 34,", " was 34 years old".
_AGE_TOLD = re.compile(
    rf"(?:, an? | is an? | was an? )(?P<age>\d{{1,3}}){_YEARS}\b|(?:, who)? (?:is|was) (?P<told>\d\d)(?=[,.;](?!\d)| years old\b)"
)
_AT_THE_TIME = re.compile(r"[^.;]{0,12} at the time\b| when (?:he|she|they)\b")
_PLACE = r"(?:St\. )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}"
_HOME_AFTER = re.compile(
    rf",? (?:of|from) (?:(?:north|south|east|west|central|northern|southern|eastern|western|rural|suburban|nearby) )?"
    rf"(?P<town>{_PLACE})(?:, (?P<state>[A-Z][\w]+(?: [A-Z]\w+)?))?"
)
_RESIDENT_AFTER = re.compile(
    rf", an? (?P<town>{_PLACE}) (?:resident|native)\b|, an? (?:resident|native) of (?P<other>{_PLACE})"
)
_RESIDENT_BEFORE = re.compile(rf"(?P<town>{_PLACE}) (?:resident|native|man|woman|teenager|teen|boy|girl),? $")
_NOUNS = {"man": "m", "boy": "m", "woman": "f", "girl": "f"}
_NOUN_BEFORE = re.compile(r"\b(?i:(?P<noun>man|boy|woman|girl)(?: named| identified as)?)(?P<comma>,?) $")
_NOUN_AFTER = re.compile(rf",(?: \d{{1,3}},)? an? (?:\d{{1,3}}{_YEARS} )?(?:[a-z]+ )?(?P<noun>man|boy|woman|girl)\b")
# How far from a name its facts are looked for, in characters.
_REACH = 90
_OLDEST = 120
_NAMING = frozenset({"NOUN", "PROPN", "ADJ"})
_BEHIND = frozenset({"as", "named", "identified"})


def find_details(lines: Lines, mention: Mention) -> dict[str, str]:
    """Age and home town where they are printed beside a mention, by key: "34-year-old Ann Lee", "Ann Lee, 42, of Leeds".

    An age of another time ("then 24", "24 at the time") is left out.
    """
    text = lines.parsed.article.text
    block = lines.parsed.blocks[mention.block]
    ahead = text[max(block.start, mention.start - _REACH) : mention.start]
    tail = text[mention.end : min(block.end, mention.end + _REACH)]
    details: dict[str, str] = {}
    behind = 0
    if (match := _AGE_AFTER.match(tail)) and tail[:1] in ",( " or (match := _AGE_TOLD.match(tail)):
        age = next(filter(None, match.groupdict().values()))
        if _is_age(age) and not _AT_THE_TIME.match(tail[match.end() :]):
            details["age"] = age
        behind = match.end()
    match = None if behind else _AGE_BEFORE.search(ahead)
    if match and _is_age(match.group("age")) and _names_that_one(lines, mention, match, tail):
        details["age"] = match.group("age")
    if home := _home(ahead, tail[behind:].removeprefix(")"), aged=bool(details)):
        details["home"] = home
    return details


def told_gender(lines: Lines, mention: Mention, role: str) -> str:
    """m or f where a form of address, a role or a noun beside a mention tells it ("Mr.", "his aunt Ann Lee"); else blank.

    Roles that are given to either ("chairman", "spokesman") and given names tell nothing.
    """
    if told := honorific_gender(mention.title):
        return told
    text, block = lines.parsed.article.text, lines.parsed.blocks[mention.block]
    tail = text[mention.end : min(block.end, mention.end + _REACH)]
    before = _NOUN_BEFORE.search(text[max(block.start, mention.start - _REACH) : mention.start])
    if before and before.group("comma") and tail[:1] not in {",", ".", ";"}:
        before = None
    nouns = {match.group("noun").lower() for match in (before, _NOUN_AFTER.match(tail)) if match}
    genders = {_NOUNS[noun] for noun in nouns}
    for word in role.lower().split()[-1:]:
        genders |= {"f"} if word in words_of("titles", "female_roles") else set()
        genders |= {"m"} if word in words_of("titles", "male_roles") and not word.endswith("man") else set()
    return genders.pop() if len(genders) == 1 else ""


def _is_age(printed: str) -> bool:
    return 0 < int(printed) < _OLDEST


def _names_that_one(lines: Lines, mention: Mention, match: re.Match, tail: str) -> bool:
    """Whether the words between an age and a name are the name's: nouns and adjectives, and before a comma an apposition."""
    line = lines.words[mention.block]
    possessive = line[mention.last - 1].possessive
    between = match.group("between").split()
    # "a 25-year-old man, Ann Lee said" has another's age.
    if match.group("comma") and (possessive or tail[:1] not in {",", ".", ";", ")"}):
        return False
    block = lines.parsed.blocks[mention.block]
    for word in line[max(0, mention.first - len(between)) : mention.first]:
        if word.lower in _BEHIND:
            if possessive:
                return False
        elif (
            word.possessive
            or is_function_word(word.lower)
            or block.doc[token_at(block, word.start)].pos_ not in _NAMING
        ):
            return False
    return True


def _home(ahead: str, tail: str, *, aged: bool) -> str:
    """The home town beside a name, with its state where that is printed; blank when none is."""
    if match := _HOME_AFTER.match(tail):
        town = _town(match.group("town"), known=not aged)
        state = match.group("state") or ""
        return f"{town}, {state}" if town == match.group("town") and is_state(state) else town
    if match := _RESIDENT_AFTER.match(tail):
        return _town(match.group("town") or match.group("other"), known=True)
    if match := _RESIDENT_BEFORE.search(ahead):
        # "The Dallas resident": from the end of the run, as the name's place does.
        words = match.group("town").split()
        ends = (" ".join(words[at:]) for at in range(len(words)))
        return next((town for town in ends if town in place_names()), "")
    return ""


def _town(printed: str, *, known: bool) -> str:
    """A town without what is printed behind it; blank for an institution, and for an unknown place where one must be known."""
    words = printed.split()
    for size in range(len(words), 0, -1):
        if " ".join(words[:size]) in place_names():
            return " ".join(words[:size])
    institution = words[-1].lower() in words_of("organisations", "head_nouns") or words[-1].isupper()
    return "" if known or institution else printed
