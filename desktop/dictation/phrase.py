"""The digits of the phrase that is being said, from the recognizer's results."""

from __future__ import annotations

from dataclasses import dataclass

from core.events import Number, Result

DOUBT = "?"
"""Stands for a digit that was rejected as unsure."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The digits of a phrase.

    Attributes
    ----------
    phrase : int
    text : str
        Digits, and `DOUBT` for each doubtful one.
    guess : str
        The same with the likeliest digit for each doubtful one.
    ended : float
        When the last digit ended, in seconds of ``time.perf_counter()``; 0 if unknown.
    """

    phrase: int
    text: str
    guess: str
    ended: float = 0.0

    @property
    def is_doubtful(self) -> bool:
        """Whether a digit is doubtful."""
        return DOUBT in self.text


class PhraseDigits:
    """Collects the results that count."""

    def __init__(self) -> None:
        self._phrase = 0
        self._shown: dict[int, Result] = {}  # digits that are shown, by their ids
        self._final: set[int] = set()

    def begin_stream(self) -> None:
        """Note that another stream starts, whose ids start again."""
        self._phrase = 0
        self._shown.clear()
        self._final.clear()

    def add(self, result: Result, ended: float = 0.0) -> Spoken:
        """Take a result that ended at this time, and return all digits of its phrase so far."""
        if result.phrase != self._phrase:
            self._phrase = result.phrase
            self._shown.clear()
            self._final.clear()
        self._shown.pop(result.id, None)
        if result.digit is not None or result.rejected == "unsure":
            self._shown[result.id] = result
        if result.type in ("digit", "rejected"):
            self._final.add(result.id)
        return _spoken(self._phrase, list(self._shown.values()), ended)

    def finish(self, number: Number, ended: float = 0.0) -> Spoken | None:
        """Return the digits of a phrase that is over; None if none of them counts."""
        if number.phrase != self._phrase:
            return None
        digits = [digit for digit in number.digits if digit.id in self._final]
        spoken = _spoken(number.phrase, digits, ended)
        return spoken if any(character != DOUBT for character in spoken.text) else None


def _spoken(phrase: int, results: list[Result], ended: float) -> Spoken:
    results = sorted(results, key=lambda result: result.start)
    text = "".join(DOUBT if one.digit is None else str(one.digit) for one in results)
    return Spoken(phrase, text, "".join(map(_likeliest, results)), ended)


def _likeliest(result: Result) -> str:
    if result.digit is not None or not result.probabilities:
        return DOUBT if result.digit is None else str(result.digit)
    return str(max(range(len(result.probabilities)), key=result.probabilities.__getitem__))
