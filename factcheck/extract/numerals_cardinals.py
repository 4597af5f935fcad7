"""Whole numbers in figures and words: `Reader` reads the cardinal that begins at one atom ("two million and forty")."""

from __future__ import annotations

import re

from factcheck.extract.numerals_atoms import Atom, figure_scales, gap_between

_POINT = re.compile(r"\s+point\s+$", re.IGNORECASE)


# What may stand behind figures as their magnitude: " million", "bn", "-million".
MAGNITUDE = re.compile(r"(?P<gap>[\s-]?)(?P<word>[A-Za-z]+)")


class Reader:
    """Reads the number that begins at one atom; `text` and `atoms` are shared, nothing is kept between calls."""

    def __init__(self, text: str, atoms: list[Atom]):
        self.text = text
        self.atoms = atoms

    def gap(self, i: int) -> str | None:
        """What stands between atom i - 1 and atom i: "", " ", "-", "and" or None for anything else."""
        if i >= len(self.atoms):
            return None
        return gap_between(self.text, self.atoms[i - 1], self.atoms[i])

    def kind(self, i: int) -> str:
        return self.atoms[i].kind if i < len(self.atoms) else ""

    def between_before(self, i: int) -> bool:
        return self.text[max(0, self.atoms[i].start - 9) : self.atoms[i].start].lower().endswith("between ")

    def small(self, i: int) -> tuple[float, int]:
        """A number below a hundred in words at atom i: (value, index after it), or (0, i)."""
        kind = self.kind(i)
        if kind == "T":
            if self.kind(i + 1) == "D" and self.gap(i + 1) in (" ", "-") and self.atoms[i + 1].value:
                return self.atoms[i].value + self.atoms[i + 1].value, i + 2
            return self.atoms[i].value, i + 1
        if kind in ("D", "N"):
            return self.atoms[i].value, i + 1
        return 0.0, i

    def cardinal(self, i: int, joined: bool = True) -> tuple[float, int, float, bool] | None:
        """The cardinal at atom i: (value, index after it, mantissa, scaled), or None. No "and" is read if not joined."""
        atoms = self.atoms
        total, group, scaled = 0.0, 0.0, False
        floor = float("inf")
        j = i
        first = atoms[i]
        if first.kind == "F1":
            group, j = first.value, i + 1
        elif first.kind == "A":
            if self.kind(i + 1) not in ("H", "S", "Z") or self.gap(i + 1) not in (" ", "-"):
                return None
            group, j = 1.0, i + 1
        else:
            group, j = self.small(i)
            if j == i:
                return None
        mantissa = group
        if first.kind in ("D", "N", "T"):
            group, j = self.decimals(group, j)
            mantissa = group
        hundred = False
        while j < len(atoms):
            gap = self.gap(j)
            if gap is None:
                break
            kind = atoms[j].kind
            if gap == "and":
                if not joined or not (hundred or total):
                    break
                if kind == "F1":
                    # "3 hundred and 21", not "2 million and 40 others".
                    if (
                        not hundred
                        or group % 100
                        or atoms[j].value >= 100
                        or atoms[j].value % 1
                        or not atoms[j].value
                        or self.magnitude_after(j)
                    ):
                        break
                    group, j = group + atoms[j].value, j + 1
                    continue
                value, after = self.small(j)
                if after == j or group % 100:
                    break
                if (
                    self.kind(after) == "H"
                    and self.gap(after) in (" ", "-")
                    and (hundred or floor <= 1000 < value * 100)
                ):
                    break
                if self.kind(after) in ("F", "O", "Q") and self.gap(after) in (" ", "-"):
                    break
                if not hundred and not group and self.kind(after) == "S" and atoms[after].value >= floor:
                    break
                group, j, hundred = group + value, after, False
                continue
            if kind == "H":
                if hundred or not 0 < group < 1000 or (group >= 100 and first.kind != "F1"):
                    break
                group, hundred, scaled, j = group * 100, True, True, j + 1
            elif kind in ("S", "Z") or (kind == "P" and group and gap == " " and j == i + 1):
                value = atoms[j].value
                if not group or value >= floor:
                    break
                total, group, floor, scaled, hundred, j = total + group * value, 0.0, value, True, False, j + 1
                if kind == "Z":
                    break
            elif kind in ("D", "N", "T") and gap in (" ", "-") and (hundred or (total and not group)):
                if group % 100 or floor == 12:
                    break
                value, after = self.small(j)
                if self.kind(after) in ("O", "F") and self.gap(after) in ("-", " ") and self.kind(j) == "T":
                    break
                group, j, hundred = group + value, after, False
            elif (
                kind == "F1"
                and gap == " "
                and total
                and not group
                and self.kind(j + 1) == "H"
                and self.gap(j + 1) == " "
            ):
                group, j = atoms[j].value, j + 1
            else:
                break
        if first.kind == "A" and j == i + 1:
            return None
        if first.kind != "F1" and mantissa % 1 == 0:
            group, j = self.decimals(group, j)
        return total + group, j, mantissa, scaled

    def decimals(self, value: float, j: int) -> tuple[float, int]:
        """ "two point seven five": the value with the digits after "point" added."""
        if j >= len(self.atoms) or self.atoms[j].start - self.atoms[j - 1].end > 9:
            return value, j
        if not _POINT.match(self.text[self.atoms[j - 1].end : self.atoms[j].start]):
            return value, j
        digits = ""
        while j < len(self.atoms) and len(digits) < 8:
            small, after = self.small(j)
            if after == j or (digits and self.gap(j) not in (" ", "-")):
                break
            digits += str(int(small))
            j = after
        return (value + float("0." + digits), j) if digits else (value, j)

    def magnitude_after(self, i: int) -> bool:
        match = MAGNITUDE.match(self.text, self.atoms[i].end)
        return bool(match) and match["word"].lower() in figure_scales()
