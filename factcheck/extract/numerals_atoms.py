"""The pieces that numbers are made of: figures, number words, vulgar fractions, each with its kind and value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from factcheck.language.lexicons import read_lexicon

# Longer runs of figures are serial numbers or noise; float() on them would be slow or infinite.
MAX_FIGURE = 40


@dataclass(frozen=True, slots=True)
class Atom:
    start: int
    end: int
    kind: str
    value: float


_FIGURE = (
    r"\d{1,3}(?:,\d{3}){1,10}(?![\d])(?:\.\d+)?"
    r"|\d{1,2}(?:,\d{2}){1,6},\d{3}(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3}){1,10}(?!\d)(?:\.\d+)?"
    r"|\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2}(?!\w)| ?[×x] ?10(?:\^ ?[-−+]?|[-−–])\d{1,2}(?![\w.])|\^[-−+]?\d{1,3}(?!\w))?"
    r"|(?<![\d\w])\.\d+"
)


_TOKEN = re.compile(rf"(?P<word>[A-Za-z]+)|(?P<figure>{_FIGURE})|(?P<vulgar>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])")


_GAPS = {
    "": "",
    " ": " ",
    "  ": " ",
    "\u00a0": " ",
    "-": "-",
    "\u2011": "-",
    "\u2010": "-",
    " - ": "-",
    "-and-": "and",
    " and ": "and",
    "  and  ": "and",
}


@cache
def _words() -> dict[str, tuple[str, float]]:
    """Number word -> (kind, value). Kinds: D digit, N teen, T tens, H hundred, S scale, Z dozen, P plural, M plural
    multiplier, V vague, Q half or quarter, O ordinal, Q plural denominators, A article."""
    lexicon = read_lexicon("numerals")
    words: dict[str, tuple[str, float]] = {"a": ("A", 1.0), "an": ("A", 1.0), "hundred": ("H", 100.0)}
    for kind, name in (("D", "digits"), ("N", "teens"), ("T", "tens"), ("Q", "halves"), ("O", "ordinals")):
        words.update({word: (kind, float(value)) for word, value in lexicon[name].items()})
    only = set(lexicon["figures_only"])
    words.update({word: ("S", value) for word, value in lexicon["scales"].items() if word not in only})
    words.update({"dozen": ("Z", 12.0)})
    words.update({word: ("P", float(value)) for word, value in lexicon["plurals"].items()})
    words["tens"] = ("P", 10.0)
    words.update(dict.fromkeys(lexicon["vague"], ("V", 0.0)))
    for word, value in lexicon["ordinals"].items():
        if value > 2:
            words[word + "s"] = ("F", 1.0 / value)
    for word, (kind, value) in list(words.items()):
        if kind in "DNTH" and value:
            words[word + "fold"] = ("X", value)
    words["quarters"] = ("F", 0.25)
    words["halves"] = ("F", 0.5)
    return words


@cache
def figure_scales() -> dict[str, float]:
    scales = dict(read_lexicon("numerals")["scales"])
    scales.update({"hundred": 100.0, "dozen": 12.0, "dozens": 12.0, "doz": 12.0, "dz": 12.0, "dzs": 12.0})
    return scales


def read_atoms(text: str) -> list[Atom]:
    words = _words()
    vulgar = read_lexicon("numerals")["vulgar"]
    atoms: list[Atom] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        raw = match.group()
        if kind == "word":
            found = words.get(raw.lower())
            # A word glued to figures or to another letter ("Mar9", "naïve") is not a number word.
            if found is None:
                continue
            before = text[match.start() - 1 : match.start()]
            after = text[match.end() : match.end() + 1]
            if (before and (before.isalnum() or before in "_@#")) or (after and (after.isalnum() or after == "_")):
                continue
            atoms.append(Atom(match.start(), match.end(), *found))
        elif kind == "figure":
            value = -1.0 if len(raw) > MAX_FIGURE else _to_float(raw)
            atoms.append(Atom(match.start(), match.end(), "F1", value))
        else:
            atoms.append(Atom(match.start(), match.end(), "R", vulgar[raw]))
    return atoms


def _to_float(figures: str) -> float:
    """The value of a run of figures: separators dropped, "1.5×10^6" and "1.5×10−6" read as powers."""
    power = _POWER.search(figures)
    if power:
        return float(f"{figures[: power.start()]}e{power[1].translate(_SIGNS)}")
    base, caret, exponent = figures.partition("^")
    if caret:
        top, up = float(_SEPARATORS.sub("", base)), int(exponent.translate(_SIGNS))
        # Beyond that the power is no amount, and no float either.
        return top**up if top and abs(up) * len(base) < 200 else -1.0
    return float(_SEPARATORS.sub("", figures))


_SEPARATORS = re.compile("[,\u00a0\u2009\u202f]")


_POWER = re.compile(r" ?[×x] ?10 ?\^? ?([-−–+]?\d{1,2})$")


_SIGNS = str.maketrans("−–", "--")


def gap_between(text: str, left: Atom, right: Atom) -> str | None:
    if right.start - left.end > 7:
        return None
    return _GAPS.get(text[left.end : right.start].lower())
