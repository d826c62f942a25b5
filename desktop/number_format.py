"""How a number is typed: grouping, required length, and what follows it. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Unit = Literal["digit", "number"]
Doubtful = Literal["wait", "drop"]

MAX_END = 40
"""Characters of a text that follows a number. Longer ones would not be sent in one piece."""

MAX_LENGTH = 20
"""Digits that can be required."""

_GROUPS = re.compile(r"[1-9][0-9]?(?:[ .,/:-][1-9][0-9]?)*")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    r"""How numbers are typed.

    Attributes
    ----------
    unit : {"digit", "number"}
        Whether each digit is typed at once, or the whole number when it is over.
    end : str
        Typed after each number; may contain ``\n`` for Return and ``\t`` for Tab.
    groups : str
        Sizes of the groups with the separators between them, such as "4 3 2" for 0171 555 01.
        Further digits belong to the last group. Empty for no groups.
    length : int
        Number of digits that a number must have; 0 for any.
    doubtful : {"wait", "drop"}
        Whether a number with a digit that is not sure waits until it is confirmed, or is not typed.
    """

    unit: Unit = "number"
    end: str = ""
    groups: str = ""
    length: int = 0
    doubtful: Doubtful = "wait"

    def grouped(self, digits: str) -> str:
        """Return digits with the separators of the groups."""
        pieces: list[str] = []
        begin = 0
        for size, separator in _parsed(self.groups):
            if len(digits) <= begin + size or not separator:
                break
            pieces += [digits[begin : begin + size], separator]
            begin += size
        return "".join([*pieces, digits[begin:]])

    def is_right_length(self, digits: str) -> bool:
        """Return whether a number has the required length."""
        return self.length in (0, len(digits))


def is_grouping(text: str) -> bool:
    """Return whether a text describes groups, such as "4 3 2" or "3-3-4", or is empty."""
    return text == "" or _GROUPS.fullmatch(text) is not None


def is_ending(text: str) -> bool:
    """Return whether a text can follow a number."""
    return len(text) <= MAX_END and all(c.isprintable() or c in "\n\t" for c in text)


def _parsed(groups: str) -> list[tuple[int, str]]:
    """Sizes of groups, each with the separator that follows it; the last one has none."""
    if not groups:
        return []
    parts = re.split(r"([^0-9])", groups)
    sizes, separators = parts[::2], [*parts[1::2], ""]
    return [(int(size), separator) for size, separator in zip(sizes, separators, strict=True)]


def correction(typed: str, wanted: str) -> tuple[int, str]:
    """Return how many characters to take back, and what to type, to get from one text to another.

    Examples
    --------
    >>> correction("123", "1278")
    (1, '78')
    """
    same = 0
    for one, other in zip(typed, wanted, strict=False):
        if one != other:
            break
        same += 1
    return len(typed) - same, wanted[same:]
