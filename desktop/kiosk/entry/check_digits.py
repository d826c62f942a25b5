"""Check digits: whether a number is valid."""

from __future__ import annotations

from typing import Literal

CheckKind = Literal["none", "luhn", "mod97"]


def is_valid(number: str, kind: CheckKind) -> bool:
    """Whether the last digits are the check digits of the others.

    Parameters
    ----------
    number : str
        Digits only.
    kind : {"none", "luhn", "mod97"}
        ``luhn``: the last digit, ISO/IEC 7812-1 annex B. ``mod97``: the last two digits, ISO/IEC
        7064 MOD 97-10.
    """
    if kind == "luhn":
        return len(number) >= 2 and _luhn_sum(number) % 10 == 0
    if kind == "mod97":
        return len(number) >= 3 and int(number) % 97 == 1
    return True


def _luhn_sum(number: str) -> int:
    total = 0
    for place, character in enumerate(reversed(number)):
        digit = int(character) * (1 + place % 2)
        total += digit - 9 if digit > 9 else digit
    return total
