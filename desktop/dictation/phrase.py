"""The digits of the number that is being said, from the recognizer's results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.events import Number, Result

DOUBT = "?"
"""Stands for a digit that was rejected as unsure."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The digits of a number.

    Attributes
    ----------
    phrase : int
        Its first phrase.
    text : str
        Digits, and `DOUBT` for each doubtful one.
    guess : str
        The same with the likeliest digit for each doubtful one.
    ended : float
        When the last digit ended, in seconds of ``time.perf_counter()``; 0 if unknown.
    is_cut : bool
        Whether listening stopped within the number, so that digits may be missing.
    utterances : tuple of int
        Whose digits they are, as the window counts them; only if the number is over.
    """

    phrase: int
    text: str
    guess: str
    ended: float = 0.0
    is_cut: bool = False
    utterances: tuple[int, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Whether a digit is doubtful."""
        return DOUBT in self.text


class NumberDigits:
    """Collects the results that count, phrase by phrase, until their number is over."""

    def __init__(self) -> None:
        self.begin_stream()

    def begin_stream(self) -> None:
        """Note that another stream starts, whose ids start again."""
        self._key = self._phrase = 0  # the first phrase of the number, and the last one
        self._shown: dict[int, Result] = {}  # digits that are shown, by their ids
        self._final: dict[int, int] = {}  # phrases of the final results, by their ids

    @property
    def shown(self) -> list[Result]:
        """The digits of the number so far, in spoken order; doubtful ones, too."""
        return sorted(self._shown.values(), key=lambda one: one.start)

    def add(self, result: Result, ended: float = 0.0) -> Spoken:
        """Take a result that ended at this time, and return all digits of its number so far."""
        if result.phrase != self._phrase:
            self._phrase = result.phrase
            if all(one.digit is None for one in self._shown.values()):
                # Whether doubtful digits before the first sure one belong to it is known later.
                self._shown.clear()
                self._key = result.phrase
        self._key = self._key or result.phrase
        self._shown.pop(result.id, None)
        if result.digit is not None or result.rejected == "unsure":
            self._shown[result.id] = result
        if result.type in ("digit", "rejected"):
            self._final[result.id] = result.phrase
        return _spoken(self._key, self.shown, ended)

    def finish(self, number: Number, ended: float = 0.0) -> Spoken | None:
        """Return the digits of a number that is over; None if none of them counts."""
        digits = [digit for digit in number.digits if digit.id in self._final]
        last = number.digits[-1].phrase
        spoken = replace(_spoken(self._key, digits, ended), is_cut=number.is_cut)
        self._shown = {key: one for key, one in self._shown.items() if one.phrase > last}
        self._final = {key: phrase for key, phrase in self._final.items() if phrase > last}
        self._key = min((one.phrase for one in self._shown.values()), default=0)
        return spoken if any(character != DOUBT for character in spoken.text) else None


def likeliest_digits(number: Number) -> str:
    """Return the digits of a number, with the likeliest one for each that is doubtful."""
    return "".join(map(_likeliest, number.digits))


def _spoken(phrase: int, results: Sequence[Result], ended: float) -> Spoken:
    text = "".join(DOUBT if one.digit is None else str(one.digit) for one in results)
    return Spoken(phrase, text, "".join(map(_likeliest, results)), ended)


def _likeliest(result: Result) -> str:
    if result.digit is not None or not result.probabilities:
        return DOUBT if result.digit is None else str(result.digit)
    return str(max(range(len(result.probabilities)), key=result.probabilities.__getitem__))
