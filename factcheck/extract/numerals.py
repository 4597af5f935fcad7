"""Numbers as news prints them, in figures and words: `read_numerals(text)` finds each with its value.

Pure text, no parse. "1,234.5", "1 234", "12,34,567", "two and a half million", "twenty-one", "2½", "10 1/2", "two-thirds",
"half a million", "a dozen", "dozens of", "hundreds of thousands", "a couple hundred", "twenty-first". What a number stands
for (money, an age, a code) is for others to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.extract.numerals_atoms import figure_scales, read_atoms
from factcheck.extract.numerals_cardinals import MAGNITUDE, Reader
from factcheck.language.lexicons import read_lexicon

__all__ = ["Numeral", "read_numerals"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at `[start, end)`: low and high are its value, or the ends of what a vague word covers (open: None).

    form: figures, words, fraction (less than a whole, or of a scale), ordinal or vague. bound: exact, at_least (a bare
    plural: "dozens of" is at least 24, "hundreds of thousands" at least 200,000: two of its kind), range ("several
    hundred" is 300 to 900) or approximate ("a couple hundred", "half a dozen"). mantissa: the number before its
    magnitude (1.3 in "1.3 billion"); scaled: whether a magnitude is printed.
    """

    start: int
    end: int
    low: float
    high: float | None
    form: str = "figures"
    bound: str = "exact"
    mantissa: float = 0.0
    scaled: bool = False


_SLASHED = re.compile(
    r"(?:(?P<whole>\d{1,4})[ \u00a0-]{1,2})?(?P<top>\d{1,3}) ?[/⁄] ?(?P<bottom>\d{1,3})(?![\d/]|[.,]\d)"
)


# "a three-quarter-point rise", not "the three-quarter mark".
_MEASURED = re.compile(r"[- ](?:percentage[- ])?(?:point|mile|hour|inch|ounce|million|billion)")
_SLASH_BOTTOMS = {2, 3, 4, 5, 6, 8, 10, 12, 16, 32, 64}


def _fraction_value(reader: Reader, i: int) -> tuple[float, int] | None:
    """The share at atom i, "half", "a quarter", "two-thirds", "one-fifth": (value, index after it)."""
    kind = reader.kind(i)
    if kind == "Q" and reader.atoms[i].value in (0.5, 0.25):
        return reader.atoms[i].value, i + 1
    if kind == "R":
        return reader.atoms[i].value, i + 1
    if kind in ("A", "D", "N", "T"):
        top, j = (1.0, i + 1) if kind == "A" else reader.small(i)
        gap = reader.gap(j)
        if gap not in (" ", "-"):
            return None
        below = reader.kind(j)
        if below == "T" and reader.kind(j + 1) in ("O", "F") and reader.gap(j + 1) == "-":
            # "one twenty-fifth"
            last = reader.atoms[j + 1].value
            return top / (reader.atoms[j].value + (last if last > 1 else round(1 / last))), j + 2
        value = reader.atoms[j].value if j < len(reader.atoms) else 0.0
        if below == "F":
            return (top * value, j + 1) if kind != "A" else None
        measured = gap == "-" and _MEASURED.match(reader.text, reader.atoms[j].end) if below == "Q" else None
        if below == "Q" and (top == 1 or (top == 3 and value == 0.25 and measured)):
            return top * value, j + 1
        if below == "O" and top == 1 and value > 2:
            # "a third of", not "a third offence"
            following = reader.text[reader.atoms[j].end : reader.atoms[j].end + 4].lower()
            share = following[:3] == " of" and not following[3:].isalpha()
            if kind == "A" and not share and following[:3].strip(" .") != "":
                return None
            return 1.0 / value, j + 1
    return None


def _scale_after(reader: Reader, j: int) -> tuple[float, int]:
    """A scale that a share is taken of ("half a million", "three quarters of a million"): (scale or 0, index after)."""
    text, atoms = reader.text, reader.atoms
    if j >= len(atoms):
        return 0.0, j
    k = j
    end = atoms[j - 1].end
    if atoms[k].kind == "A" and text[end : atoms[k].start].lower() in (" ", "-", " of "):
        end, k = atoms[k].end, k + 1
        if k >= len(atoms):
            return 0.0, j
    if atoms[k].kind in ("S", "Z", "H") and text[end : atoms[k].start] in (" ", "-"):
        return atoms[k].value, k + 1
    return 0.0, j


def _vague(reader: Reader, i: int) -> tuple[Numeral, int] | None:
    """A number that its word leaves open: "dozens", "tens of thousands", "a few hundred", "a couple of dozen"."""
    atoms, text = reader.atoms, reader.text
    start = i
    if atoms[i].kind == "A" and reader.kind(i + 1) == "V" and reader.gap(i + 1) == " ":
        i += 1
    if atoms[i].kind == "V":
        j = i + 1
        if (
            j >= len(atoms)
            or atoms[j].kind not in ("H", "S", "Z", "P")
            or text[atoms[i].end : atoms[j].start].lower() not in (" ", " of ")
        ):
            return None
        low, high = read_lexicon("numerals")["vague"][text[atoms[i].start : atoms[i].end].lower()]
        scale = atoms[j].value
        end = j + 1
        while end < len(atoms) and atoms[end].kind == "S" and reader.gap(end) == " " and end < j + 3:
            scale *= atoms[end].value
            end += 1
        bound = "approximate" if low == high else "range"
        return Numeral(
            atoms[start].start, atoms[end - 1].end, low * scale, high * scale, "vague", bound, low, True
        ), end
    if atoms[i].kind != "P":
        return None
    value, j = atoms[i].value, i + 1
    multipliers = read_lexicon("numerals")["plural_multipliers"]
    word = text[atoms[i].start : atoms[i].end].lower()
    if (
        word in multipliers
        and j < len(atoms)
        and atoms[j].kind == "P"
        and atoms[j].value > value
        and text[atoms[i].end : atoms[j].start].lower() == " of "
    ):
        value, j = multipliers[word] * atoms[j].value, j + 1
    elif word == "tens" or (word == "scores" and text[atoms[i].end : atoms[i].end + 3].lower() != " of"):
        return None
    return Numeral(atoms[start].start, atoms[j - 1].end, 2 * value, None, "vague", "at_least", 2.0, True), j


def _number(reader: Reader, i: int) -> tuple[Numeral, int] | None:
    """The numeral at atom i and the index after it, or None when the atom begins none."""
    atoms, text = reader.atoms, reader.text
    atom = atoms[i]
    if atom.kind == "X":
        # The number ends before "fold", as it does in "10-fold".
        return Numeral(atom.start, atom.end - len("fold"), atom.value, atom.value, "words", "exact", atom.value), i + 1
    vague = _vague(reader, i) if atom.kind in ("A", "V", "P") else None
    if vague:
        return vague
    if atom.kind == "F1":
        match = _SLASHED.match(text, atom.start)
        if match and (slashed := _slashed(match, reader, i)):
            return slashed
    share = _fraction_value(reader, i) if atom.kind not in ("F1",) else None
    if share:
        value, j = share
        scale, k = _scale_after(reader, j)
        start = atom.start
        if scale:
            bound = "approximate" if scale == 12 else "exact"
            return Numeral(start, atoms[k - 1].end, value * scale, value * scale, "words", bound, value, True), k
        return Numeral(start, atoms[j - 1].end, value, value, "fraction", "exact", value), j
    read = reader.cardinal(i, joined=not reader.between_before(i))
    if read is None:
        if atom.kind == "O" and atom.value > 2:
            return Numeral(atom.start, atom.end, atom.value, atom.value, "ordinal"), i + 1
        return None
    value, j, mantissa, scaled = read
    form = "figures" if atom.kind == "F1" else "words"
    if (
        form == "words"
        and reader.kind(j) == "T"
        and reader.kind(j + 1) == "F"
        and reader.gap(j) == " "
        and reader.gap(j + 1) in ("-", " ")
    ):
        # "one hundred thirty-fifths"
        share = value / (atoms[j].value + round(1 / atoms[j + 1].value))
        return Numeral(atom.start, atoms[j + 1].end, share, share, "fraction", "exact", share), j + 2
    if form == "words" and reader.kind(j) == "F" and reader.gap(j) in (" ", "-"):
        share = value * atoms[j].value
        return Numeral(atom.start, atoms[j].end, share, share, "fraction", "exact", share), j + 1
    # "twenty-first", "one hundred and fifth": an ordinal, no count.
    if form == "words" and reader.kind(j) == "O":
        close = reader.gap(j) == " " and atoms[j].value < 10 <= atoms[j - 1].value
        if close or reader.gap(j) == "-":
            return Numeral(atom.start, atoms[j].end, value + atoms[j].value, None, "ordinal"), j + 1
    mixed, k = _mixed(reader, j)
    if mixed:
        base = value
        value += mixed * (atoms[j - 1].value if scaled and atoms[j - 1].kind in ("S",) else 1.0)
        mantissa = base + mixed if not scaled else mantissa
        j = k
        scale, k = _scale_after(reader, j) if j < len(atoms) and atoms[j].kind in ("S", "Z", "H") else (0.0, j)
        if scale and scaled:
            # "one billion and three quarters million": the scale holds for the fraction alone.
            value, j = base + mixed * scale, k
        elif scale:
            value, j, scaled = value * scale, k, True
    return Numeral(atom.start, atoms[j - 1].end, value, value, form, "exact", mantissa, scaled), j


def _mixed(reader: Reader, j: int) -> tuple[float, int]:
    """The fraction after a whole number, "½" or " and a half": (value, index after it), or (0, j)."""
    kind = reader.kind(j)
    gap = reader.gap(j) if j < len(reader.atoms) else None
    if kind == "R" and gap in ("", " ", "-"):
        return reader.atoms[j].value, j + 1
    if gap == "and" and kind in ("A", "D", "N", "T", "R"):
        share = _fraction_value(reader, j) or _loose_third(reader, j)
        if share and share[0] < 1:
            return share
    return 0.0, j


def _loose_third(reader: Reader, j: int) -> tuple[float, int] | None:
    """ "and a third" after a whole number, where no "of" is needed."""
    if (
        reader.kind(j) == "A"
        and reader.kind(j + 1) == "O"
        and reader.gap(j + 1) == " "
        and reader.atoms[j + 1].value > 2
    ):
        return 1.0 / reader.atoms[j + 1].value, j + 2
    return None


def _slashed(match: re.Match[str], reader: Reader, i: int) -> tuple[Numeral, int] | None:
    """ "3/4" and "10 1/2"; None when it can only be a date, a score or a code ("9/11", "24/7")."""
    top, bottom = int(match["top"]), int(match["bottom"])
    if bottom not in _SLASH_BOTTOMS or top >= bottom or (match["whole"] is None and (top, bottom) not in _PLAIN_SHARES):
        return None
    text = reader.text
    before = text[max(0, match.start() - 1) : match.start()]
    if before.isalnum() or before in ("/", ".", "-") or text[match.end() : match.end() + 1].isalpha():
        return None
    value = top / bottom + float(match["whole"] or 0)
    j = i
    while j < len(reader.atoms) and reader.atoms[j].start < match.end():
        j += 1
    form = "words" if match["whole"] else "fraction"
    scale, k = _scale_after(reader, j) if j < len(reader.atoms) else (0.0, j)
    if scale:
        return Numeral(
            match.start(), reader.atoms[k - 1].end, value * scale, value * scale, "words", "exact", value, True
        ), k
    return Numeral(match.start(), match.end(), value, value, form, "exact", value), j


# "6/8" could be a date; without a whole number before it only these are read as shares.
_PLAIN_SHARES = {
    *((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5), (1, 6), (5, 6)),
    *((1, 8), (3, 8), (5, 8), (7, 8), (1, 10), (1, 16)),
}


def read_numerals(text: str) -> list[Numeral]:
    """Every number in `text`, in order, none overlapping; an empty list when there is none.

    Offsets are code points. Figures longer than 40 characters have the value -1 (they are no numbers). Attached letters
    that may be a magnitude or a unit ("5m", "10k") are left to the caller; unmistakable ones ("1.2bn") are read here.
    """
    atoms = read_atoms(text)
    reader = Reader(text, atoms)
    scales = figure_scales()
    numerals: list[Numeral] = []
    i = 0
    while i < len(atoms):
        found = _number(reader, i)
        if found is None:
            i += 1
            continue
        numeral, j = found
        if numeral.form == "figures" and not numeral.scaled and j == i + 1:
            numeral = _with_magnitude(text, numeral, scales)
            while j < len(atoms) and atoms[j].start < numeral.end:
                j += 1
        numerals.append(numeral)
        i = max(j, i + 1)
    return numerals


def _with_magnitude(text: str, numeral: Numeral, scales: dict[str, float]) -> Numeral:
    """ "1.2bn", "25 lakh", "5-million": the figure with the magnitude word behind it."""
    match = MAGNITUDE.match(text, numeral.end)
    if not match or match["word"].lower() not in scales:
        return numeral
    word = match["word"].lower()
    if match["gap"] == "" and word in ("cr",) or text[match.end() : match.end() + 1].isdigit():
        return numeral
    value = numeral.low * scales[word]
    end = match.end()
    second = MAGNITUDE.match(text, end)
    # "3 hundred thousand", "50 lakh crore", "1 million million".
    if (
        second
        and second["gap"] == " "
        and second["word"].lower() in ("thousand", "million", "billion", "crore", "trillion")
    ):
        value, end = value * scales[second["word"].lower()], second.end()
    return Numeral(numeral.start, end, value, value, "figures", "exact", numeral.low, True)
