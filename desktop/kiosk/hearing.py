"""What the recognizer's results mean to the entry flow."""

from __future__ import annotations

from core.events import Result
from desktop.kiosk.inputs import Guessed, Heard, Input, Missed

_JUDGED = (None, "unsure", "not_a_digit")
"""Utterances that the model had a say in; the others were too short, long or quiet for that."""


def interpret(result: Result) -> Input | None:
    """The flow's input for one result, or None where it means nothing to it."""
    if result.type == "withdrawn":
        return Guessed(None)
    if result.type == "provisional":
        return Guessed(result.digit)
    if result.rejected in _JUDGED:
        return Heard(result.probabilities, result.digitness, is_digit=result.type == "digit")
    if result.rejected == "too_quiet":
        return Missed("louder")
    if result.rejected == "too_long":
        return Missed("pause")
    return Guessed(None)
