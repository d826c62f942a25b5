"""Words that were rejected as noise, and are used after all if digits are missing.

A cough must not fill a box. But if the rejected word was a digit, the number would be one digit too
short and all later digits would be in the wrong box.
"""

from __future__ import annotations

from dataclasses import replace

from desktop.kiosk.entry import digit_boxes
from desktop.kiosk.entry.events import Heard
from desktop.kiosk.entry.state import Rules, State

MISSING_SECONDS = 1.5
"""If a number is still too short after this pause, the rejected words are used."""

MAX_REJECTED = 8


def remember(rules: Rules, state: State, heard: Heard, now: float) -> State:
    """Remember a word that was rejected as noise, and its position in the number."""
    if state.screen not in ("attract", "entry") or state.place is not None:
        return state
    recent = state.rejected_words if state.screen == "entry" else ()
    box = replace(digit_boxes.spoken_box(heard, rules.limits), state="rejected")
    words = (*recent, (len(state.boxes), box))[-MAX_REJECTED:]
    return replace(state, rejected_words=words, rejected_at=now)


def is_digit_missing(rules: Rules, state: State, silence: float) -> bool:
    """Whether the person has stopped too early, and a rejected word may be the missing digit."""
    is_short = 0 < len(state.boxes) < rules.min_digits
    has_candidate = bool(state.rejected_words) and state.place is None
    return is_short and has_candidate and silence >= MISSING_SECONDS


def insert_missing(rules: Rules, state: State) -> State:
    """Insert the most digit-like rejected words where they were spoken, up to `min_digits`."""
    missing = rules.min_digits - len(state.boxes)
    likely = sorted(state.rejected_words, key=lambda word: -word[1].digitness)[:missing]
    boxes = state.boxes
    for place, box in sorted(likely, key=lambda word: -word[0]):
        boxes = (*boxes[:place], box, *boxes[place:])
    return replace(state, boxes=boxes, rejected_words=())
