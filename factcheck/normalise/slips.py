"""What a slip of the pen makes of a figure: a factor of a thousand, two digits swapped, one digit mistyped."""

from __future__ import annotations

import math

FACTORS = (
    (10, "a factor of 10 apart"),
    (100, "a factor of 100 apart"),
    (1000, "a factor of 1,000 apart (such as million for billion)"),
    (1e6, "a factor of a million apart"),
)
SWAPPED = "two digits swapped"
# Two figures that a slip tells apart share so many digits by chance in one of a thousand pairs at most.
SURE_DIGITS = 3
# Beyond this a float no longer holds every digit.
MOST_EXACT = 2.0**53


def slip_between(left: float, right: float) -> str:
    """The slip that would turn one figure into the other, in words; blank when none would. Symmetric.

    >>> slip_between(5e6, 5e9)
    'a factor of 1,000 apart (such as million for billion)'
    >>> slip_between(1542, 1524), slip_between(447e9, 847e9)
    ('two digits swapped', 'one digit differs')
    >>> slip_between(80_000, 86_000), slip_between(20, 200), slip_between(1541, 1542)
    ('', '', '')
    """
    small, large = sorted((abs(left), abs(right)))
    if not small:
        return ""
    for factor, words in FACTORS:
        # A round figure meets many others at a factor of ten by chance; two digits or more must agree.
        if math.isclose(large, small * factor, rel_tol=1e-9) and (factor >= 1000 or significant(small) >= 2):
            return words
    differing = differing_digits(small, large)
    if differing is None:
        return ""
    places, first, second = differing
    digits = max(significant(small), significant(large))
    if len(places) == 2 and places[1] == places[0] + 1:
        i, j = places
        if first[i] == second[j] and first[j] == second[i] and significant(small) >= 2:
            return SWAPPED
    # The last digit of a count is where counts differ by themselves, and of two digits one is often shared by chance.
    if len(places) == 1 and digits >= 3 and places[0] < digits - 1:
        return "one digit differs"
    return ""


def shared_digits(left: float, right: float) -> int:
    """How many significant digits two figures that a slip tells apart have in common: 3 for 447 million and 447 billion.

    Digits that are swapped are in common.

    >>> shared_digits(447e6, 447e9), shared_digits(61_400, 64_100), shared_digits(447, 847), shared_digits(4e6, 4e9)
    (3, 3, 2, 1)
    """
    small, large = sorted((abs(left), abs(right)))
    differing = differing_digits(small, large)
    digits = max(significant(small), significant(large))
    if differing is None or slip_between(small, large) == SWAPPED:
        return digits
    return digits - len(differing[0])


def one_digit_of_two(left: float, right: float) -> bool:
    """Whether two figures of one length and two significant digits differ in one of them: 35 and 45, 750,000 and 450,000."""
    differing = differing_digits(abs(left), abs(right))
    if differing is None:
        return False
    return len(differing[0]) == 1 and max(significant(left), significant(right)) == 2


def mistyped_digit(left: float, right: float) -> bool:
    """Whether two figures of one length differ in one digit, whatever their others: 1.5 and 7.5 million, 10,000 and 50,000."""
    differing = differing_digits(abs(left), abs(right))
    return differing is not None and len(differing[0]) == 1


def thousandfold(left: float, right: float) -> bool:
    """Whether two figures are the same but for a factor of a thousand or a million, as million is for billion."""
    small, large = sorted((abs(left), abs(right)))
    return bool(small) and any(math.isclose(large, small * factor, rel_tol=1e-9) for factor in (1e3, 1e6))


def differing_digits(left: float, right: float) -> tuple[list[int], str, str] | None:
    """The places at which the digits of two figures of one length differ, and the digits; None when they cannot be laid
    side by side. Decimals count as digits: 1.5 and 5.5 million as 15 and 55 hundred thousand."""
    if max(left, right) >= MOST_EXACT:
        return None
    scale = 1 if left == int(left) and right == int(right) else 100
    first, second = f"{left * scale:.0f}", f"{right * scale:.0f}"
    if len(first) != len(second):
        return None
    return [i for i, (a, b) in enumerate(zip(first, second, strict=True)) if a != b], first, second


def significant(value: float) -> int:
    """The count of digits of a figure before its trailing zeros, of two decimals at most."""
    value = abs(value)
    return len(f"{value if value == int(value) else value * 100:.0f}".rstrip("0"))
