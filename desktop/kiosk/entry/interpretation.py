"""Turns results of the recognizer into events of the state machine."""

from __future__ import annotations

from core.events import Result
from desktop.kiosk.entry.events import Event, Heard, Missed, Provisional

MIN_DIGITNESS = 0.5
"""A sound that is too short or too quiet still gets a box if it is this likely to be a digit."""


def interpret(result: Result) -> Event | None:
    """The event for one result, or None if the result does not matter here."""
    if result.type == "withdrawn":
        return Provisional(None)
    if result.type == "provisional":
        return Provisional(result.digit)
    is_outside = result.rejected in ("too_short", "too_quiet", "silence")
    if result.rejected != "too_long" and (not is_outside or result.digitness >= MIN_DIGITNESS):
        return Heard(result.probabilities, result.digitness, is_digit=result.type == "digit")
    if result.rejected == "too_quiet":
        return Missed("louder")
    if result.rejected == "too_long":
        return Missed("pause")
    return Provisional(None)
