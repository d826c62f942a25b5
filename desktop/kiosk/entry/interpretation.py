"""What the recognizer's results mean to the entry flow."""

from __future__ import annotations

from core.events import Result
from desktop.kiosk.entry.events import Guessed, Heard, Input, Missed

MIN_DIGITNESS = 0.5
"""A sound too short or too quiet to be judged still holds its place if it is so likely a digit."""


def interpret(result: Result) -> Input | None:
    """The flow's input for one result, or None where it means nothing to it."""
    if result.type == "withdrawn":
        return Guessed(None)
    if result.type == "provisional":
        return Guessed(result.digit)
    is_outside = result.rejected in ("too_short", "too_quiet", "silence")
    if result.rejected != "too_long" and (not is_outside or result.digitness >= MIN_DIGITNESS):
        return Heard(result.probabilities, result.digitness, is_digit=result.type == "digit")
    if result.rejected == "too_quiet":
        return Missed("louder")
    if result.rejected == "too_long":
        return Missed("pause")
    return Guessed(None)
