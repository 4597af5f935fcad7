"""Names of persons taken apart and compared.

A relation of two names is one of
same       equal but for case, honorifics and punctuation;
variant    one name written two ways: diacritics, transliteration, a nickname, an initial, a middle name left out;
near       likely a misspelling: one part differs by a letter or two, all others agree;
different  anything else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from factcheck.language.lexicons import read_lexicon, words_of

PARTICLES = words_of("given_names", "particles")
# Particles that are also given names or words: they count in the middle of a name only.
_GIVEN_TOO = frozenset({"ben", "mac", "al", "abu", "e", "y", "do", "te"})
_SUFFIXES = frozenset(
    {"jr", "sr", "ii", "iii", "iv", "v", "esq", "phd", "md", "qc", "kc", "cbe", "obe", "mbe", "mp", "sa"}
)
_FOLD = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ə": "a"}
)
_CYRILLIC = dict(
    pair.split(":")
    for pair in re.findall(
        r"\S+",
        "а:a б:b в:v г:g ґ:g д:d е:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch "
        "ъ: ы:y ь: э:e ю:yu я:ya є:ye і:i ї:yi ў:u ё:e",
    )
)
# Spellings that different alphabets' romanisations give to one sound; longest first, each read on the folded name.
_SOUNDS = (
    ("aw", "au"), ("ew", "u"), ("ui", "u"),
    ("shch", "s"), ("sch", "s"), ("tch", "c"), ("tsch", "c"), ("kh", "h"), ("ph", "f"), ("sh", "s"), ("zh", "z"), ("ch", "c"),
    ("gh", "g"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("x", "ks"), ("w", "v"), ("ou", "u"),
    ("oo", "u"), ("ee", "i"), ("ei", "ai"), ("ey", "ai"), ("ay", "ai"), ("iy", "i"), ("ij", "i"), ("yj", "i"), ("ii", "i"),
    ("yy", "i"), ("ie", "i"), ("j", "i"), ("y", "i"), ("tz", "ts"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name as printed, blank when absent; `surname` includes its particles, which also stand alone."""

    given: str
    particles: str
    surname: str
    suffix: str


@cache
def given_names() -> dict[str, str]:
    """Folded given names with the gender they tell: m, f, or blank for those in both lists."""
    male, female = ({fold(word) for word in words_of("given_names", gender)} for gender in ("male", "female"))
    return {word: "" if word in male & female else "m" if word in male else "f" for word in sorted(male | female)}


@cache
def _nickname_groups() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    lexicon = read_lexicon("given_names")
    for number, line in enumerate([*lexicon["nicknames"], *lexicon["spellings"]]):
        for word in line.split():
            groups.setdefault(fold(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


@cache
def _honorifics() -> frozenset[str]:
    titles = read_lexicon("titles")
    words = {word.rstrip(".") for word in (*titles["honorifics"], *titles["ranks"])}
    # Some are also given names or surnames ("Don", "King"); those stay in the name.
    return frozenset(words - given_names().keys() - words_of("titles", "surnames_too"))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`text` in lower case, Latin letters without diacritics; Cyrillic letters romanised; other signs kept."""
    # A first pass keeps й and ї whole, which decomposition would turn into и and і.
    lowered = "".join(_CYRILLIC.get(char, char) for char in unicodedata.normalize("NFC", text.lower()))
    plain = unicodedata.normalize("NFKD", lowered)
    return "".join(char for char in plain if not unicodedata.combining(char)).translate(_FOLD)


@lru_cache(maxsize=16384)
def parse_name(name: str) -> PersonName:
    """The parts of `name`: given names and initials, particles, surname with particles, suffix ("Jr.", "III").

    "Surname, Given" is turned round. A single word is a surname. Honorifics are dropped. Never raises.
    """
    words = name.replace(",", " , ").split()
    while len(words) > 1 and fold(words[0]).rstrip(".") in _honorifics():
        words.pop(0)
    suffix = ""
    if len(words) > 2 and fold(words[-1]).rstrip(".") in _SUFFIXES:
        suffix = words.pop().rstrip(".,")
        if words[-1] == ",":
            words.pop()
    if "," in words[1:-1]:
        comma = words.index(",", 1)
        words = words[comma + 1 :] + words[:comma]
    words = [word for word in words if word != ","]
    if not words:
        return PersonName("", "", "", suffix)
    start = len(words) - 1
    for index in range(1 if len(words) > 2 else 0, len(words) - 1):
        word = words[index].lower()
        if word in PARTICLES and (words[index].islower() or index > 0) and not (index == 0 and word in _GIVEN_TOO):
            start = index
            break
    surname = words[start:]
    particles = [word for word in surname[:-1] if word.lower() in PARTICLES]
    return PersonName(" ".join(words[:start]), " ".join(particles), " ".join(surname), suffix)


def _parts(name: str) -> tuple[str, ...]:
    """The folded parts that are compared: no honorific, suffix, particle or punctuation."""
    parsed = parse_name(name)
    # A hyphen joins syllables in one place and parts names in another; both become words of their own.
    words = re.split(r"[\s\-‐‑.·,]+", fold(f"{parsed.given} {parsed.surname}"))
    kept = [re.sub(r"[^\w]", "", word) for word in words]
    kept = [word for word in kept if word and word not in _SUFFIXES]
    # "Ben Lund" and "Al Lund" have a given name that is a particle elsewhere.
    own = kept[:1] if parsed.given and kept[:1] and kept[0] in _GIVEN_TOO else []
    rest = kept[len(own) :]
    return (*own, *(word for word in rest if word not in PARTICLES or len(kept) == 1)) or tuple(kept)


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    word = re.sub(r"c(?=[aoukrl]|$)", "k", word)
    word = re.sub(r"(.)\1+", r"\1", word)
    return re.sub(r"(?<=.)h(?=[^aeiou]|$)", "", word)


def _undoubled(word: str) -> str:
    """A folded word with each doubled consonant made single; vowels and y, which romanisations double, are left."""
    return re.sub(r"([b-df-hj-np-tv-xz])\1", r"\1", word)


@lru_cache(maxsize=65536)
def _skeleton(word: str) -> str:
    sound = _sound(word)
    return sound[:1].replace("e", "a").replace("o", "u") + re.sub(r"[aeiou]", "", sound[1:])


def _compare_part(left: str, right: str) -> str:
    """How two single parts relate: same, variant, initial, near or different."""
    if left == right:
        return "same"
    short, long = sorted((left, right), key=len)
    if len(short) == 1:
        return "initial" if long.startswith(short) else "different"
    groups = _nickname_groups()
    if groups.get(left, frozenset()) & groups.get(right, frozenset()):
        return "variant"
    if len(short) >= 3 and _sound(left) == _sound(right):
        # A consonant doubled or not ("Krol", "Kroll") is a slip; other spellings of one sound are two conventions.
        return "near" if len(short) >= 4 and _undoubled(left) == _undoubled(right) else "variant"
    distance = OSA.distance(left, right, score_cutoff=3)
    known = given_names()
    if left in known and right in known:
        # Two real names that merely look alike (Jan, Jon) are two people; those that sound alike are slips of the pen.
        if len(short) >= 4 and _skeleton(left) == _skeleton(right) and distance <= 2:
            return "near"
        # One letter in a long one of the same gender ("Micheal", "Michael") is a slip rather than another person.
        of_two_genders = {known[left], known[right]} == {"m", "f"}
        return "near" if distance == 1 and len(short) >= 5 and not of_two_genders else "different"
    if len(short) >= 4 and _skeleton(left) == _skeleton(right) and distance <= 2:
        return (
            "variant"
            if len(_skeleton(left)) >= 3 and distance == 1 and len(short) >= 5 and _romanised(left, right)
            else "near"
        )
    # One slip in a part of four letters or more, two in one of seven or more.
    if distance == 1 and len(short) >= 4 or distance == 2 and len(short) >= 7:
        return "near"
    return "different"


def _romanised(left: str, right: str) -> bool:
    """Whether two parts differ in like vowels only, as romanisations of one name do (Mohamed, Muhamad)."""
    return len(left) == len(right) and all(
        a == b or {a, b} <= set("ou") or {a, b} <= set("ei") or {a, b} <= set("iy")
        for a, b in zip(left, right, strict=True)
    )


@lru_cache(maxsize=65536)
def compare(left: str, right: str) -> str:
    """How two names relate: same, variant, near or different (see the module). Symmetric.

    compare("Jānis Bērziņš", "Janis Berzins") is variant, compare("Robert Brown", "Bob Brown") is variant,
    compare("Anna Hendrikson", "Anna Henrikson") is near, compare("Anna Brown", "Peter Brown") is different.
    """
    a, b = _parts(left), _parts(right)
    if not a or not b:
        return "same" if left.strip() == right.strip() else "different"
    if len(b) < len(a):
        a, b = b, a
    if "".join(a) == "".join(b):
        return "same" if _plain(left) == _plain(right) else "variant"
    if 2 <= len(a) < len(b) and a == b[: len(a)]:
        return "variant"  # a second surname or a patronymic left out
    relations = _align(a, b)
    if relations is None:
        joined_a, joined_b = "".join(a), "".join(b)
        # Words run together or parted ("AnnLee", "Ann Lee"), with at most one slip.
        if len(a) != len(b) and min(len(joined_a), len(joined_b)) >= 8 and OSA.distance(joined_a, joined_b) <= 1:
            return "near"
        return _reordered(a, b)
    if len(a) == 1 and len(b) > 1:
        return "variant" if relations == ["same"] else "different"
    if relations[0] == "near" and len(a) < len(b) and _compare_part(a[0], b[0]) == "different":
        # A second given name may be left out; a slip in the only one that is printed hits none but the first.
        return "different"
    slips = relations.count("near")
    if slips == 0:
        return "variant"
    if slips == 2 and len(a) == len(b) and sum(map(len, a)) >= 14 and a[0][:1] == b[0][:1] and a[-1][:1] == b[-1][:1]:
        # A long name may be misspelt in both parts, hardly in its initials.
        return "near"
    solid = sum(len(word) for word, relation in zip(a, relations, strict=True) if relation in ("same", "variant"))
    return "near" if slips == 1 and solid >= 3 else "different"


def _plain(name: str) -> list[str]:
    """The words of a name with its diacritics, without case, honorifics, suffixes and full stops."""
    parsed = parse_name(name)
    return f"{parsed.given} {parsed.surname}".casefold().replace(".", "").split()


def _reordered(a: tuple[str, ...], b: tuple[str, ...]) -> str:
    """How two names relate whose parts stand in another order: three equal parts are one person, two may be two."""
    if len(a) != len(b):
        return "different"
    if len(a) >= 3 and sorted(a) == sorted(b):
        return "variant"
    moved = sum(min(OSA.distance(x, y) for y in b) for x in a) if len(a) >= 3 else 9
    if moved <= 1:
        return "near"
    # Syllables of an East Asian name are short: one letter in one of three parts is a slip, two are another name.
    slips = [OSA.distance(x, y) for x, y in zip(a, b, strict=True)]
    return "near" if len(a) >= 3 and sum(slips) == 1 else "different"


def _align(short: tuple[str, ...], long: tuple[str, ...]) -> list[str] | None:
    """How each part of the shorter name relates to its place in the longer one; None when a part has no place.

    The surname must meet the surname; the shorter name's other parts must come in the longer one in their order, so
    that "James Carter" finds its place in "Robert James Carter".
    """
    last = _compare_part(short[-1], long[-1])
    if last in ("different", "initial"):
        return None
    relations: list[str] = []
    place = 0
    limit = len(long) - 1
    for part in short[:-1]:
        found = None
        for index in range(place, limit):
            relation = _compare_part(part, long[index])
            if relation == "different":
                continue
            found = relation
            place = index + 1
            break
        if found is None:
            return None
        relations.append(found)
    return [*relations, last]


@lru_cache(maxsize=16384)
def formal_given(word: str) -> str:
    """The folded formal name that a pet name stands for ("Tim" gives "timothy"); itself where there are several or none."""
    groups = _nickname_groups().get(fold(word), frozenset())
    nicknames = read_lexicon("given_names")["nicknames"]
    formal = {fold(nicknames[number].split()[0]) for number in groups if number < len(nicknames)}
    return formal.pop() if len(formal) == 1 else fold(word)


def is_given_name(word: str) -> bool:
    """Whether a word is a given name that the lexicon knows."""
    return fold(word) in given_names()


def are_nicknames(left: str, right: str) -> bool:
    """Whether two given names are short or pet forms of one name ("Bob", "Robert")."""
    groups = _nickname_groups()
    return bool(groups.get(fold(left), frozenset()) & groups.get(fold(right), frozenset()))


def is_spelling(one: str, two: str) -> bool:
    """Whether two names differ in a letter or two of a word, not in initials, nicknames or names left out.

    Capitals within a word count ("LaMont", "Lamont"), those of a name in capitals throughout do not.
    """
    first, second = plain_case(one).split(), plain_case(two).split()
    if first != second and _joined(first) == _joined(second):
        return True  # a hyphen, a space or an apostrophe
    if len(first) != len(second):
        # With a middle name left out the first and the last word are compared.
        first, second = first[:: len(first) - 1 or 1], second[:: len(second) - 1 or 1]
    if len(first) != len(second):
        return False
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return bool(differing) and all(
        min(len(a), len(b)) > 2
        and (not are_nicknames(a, b) or _sound_alike(fold(a), fold(b)))
        and OSA.distance(fold(a), fold(b)) <= 2
        for a, b in differing
    )


def _sound_alike(left: str, right: str) -> bool:
    """Whether two forms of a given name are two spellings of it ("Steven", "Stephen"), not a short form ("Steve", "Dave")."""
    short, long = sorted((left, right), key=len)
    cut = long.startswith(short) and long[len(short) :] not in ("h", "e")
    return not cut and _skeleton(left.replace("v", "ph")) == _skeleton(right.replace("v", "ph"))


def _joined(words: Sequence[str]) -> str:
    return re.sub(r"[-‐‑']", "", "".join(words)).casefold()


def plain_case(name: str) -> str:
    """A printed name with straight apostrophes, its words in capitals or in small letters given one capital."""
    words = re.sub(r"[’‘`]", "'", name).split()
    return " ".join(
        word.capitalize() if len(word) > 2 and (word.isupper() or word.islower()) else word for word in words
    )


def core_name(name: str) -> tuple[str, str]:
    """First given name and surname with apostrophes made straight and no suffix: what a second given name leaves as it is."""
    parts = parse_name(plain_case(name))
    return (parts.given.split()[0] if parts.given else "", parts.surname)
