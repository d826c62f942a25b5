"""Turns events of the recognizer into events of the state machine."""

from __future__ import annotations

from core.events import Event as RecognizerEvent
from core.events import Number, Result
from desktop.kiosk.entry.events import Event, Heard, Missed, Phrase, Provisional, Speech

MIN_DIGITNESS = 0.5
"""A sound that is too short or too quiet still gets a box if it is this likely to be a digit."""


class Interpreter:
    """Collects the words of a phrase, and tells which digits it has so far.

    A phrase is over when its number arrives, when the next phrase starts, or when speech stops:
    there is no number if no word of the phrase was a digit.
    """

    def __init__(self) -> None:
        self._phrase = 0
        self._words: list[Heard] = []
        self._digits: dict[int, tuple[float, int]] = {}  # id of a result -> start, digit
        self._shown: tuple[int, ...] = ()
        self._has_shown = False  # in this phrase
        self._is_speaking = False

    def hear(self, event: RecognizerEvent) -> list[Event]:
        """Take a result or a number; the events for the state machine, in order."""
        if isinstance(event, Number):
            return self.end()
        events: list[Event] = []
        if event.phrase != self._phrase:
            events += self.end()
            self._phrase = event.phrase
        self._digits.pop(event.id, None)
        if event.digit is not None:
            self._digits[event.id] = event.start, event.digit
        if event.type in ("digit", "rejected"):
            word = _word(event)
            if isinstance(word, Heard):
                self._words.append(word)
            elif word is not None:
                events.append(word)
        digits = tuple(digit for _, digit in sorted(self._digits.values()))
        if digits != self._shown:
            self._shown, self._has_shown = digits, True
            events.append(Provisional(digits))
        return events

    def speak(self, is_speaking: bool) -> list[Event]:
        """Take the state of the VAD after a block."""
        if is_speaking == self._is_speaking:
            return []
        self._is_speaking = is_speaking
        return [Speech(True)] if is_speaking else [*self.end(), Speech(False)]

    def end(self) -> list[Event]:
        """End the phrase; also if the source was lost and nothing more of it will come."""
        words, is_phrase = tuple(self._words), bool(self._words) or self._has_shown
        self._words, self._shown, self._has_shown = [], (), False
        self._digits.clear()
        return [Phrase(words)] if is_phrase else []


def _word(result: Result) -> Heard | Missed | None:
    """A final result as a word; None if it does not matter here."""
    is_outside = result.rejected in ("too_short", "too_quiet", "silence")
    if result.rejected != "too_long" and (not is_outside or result.digitness >= MIN_DIGITNESS):
        return Heard(result.probabilities, result.digitness, is_digit=result.type == "digit")
    if result.rejected == "too_quiet":
        return Missed("louder")
    return Missed("too_long") if result.rejected == "too_long" else None
