"""Words that were rejected as noise, and are used after all if digits are missing.

A cough must not fill a box. But if the rejected word was a digit, the number would be one digit too
short and all later digits would be in the wrong box.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desktop.kiosk.entry import digit_boxes
from desktop.kiosk.entry.digit_boxes import Box, Boxes
from desktop.kiosk.entry.events import Heard
from desktop.kiosk.entry.state import Rules, State

MISSING_SECONDS = 1.5
"""If a number is still too short after this pause, the rejected words are used."""

MAX_REJECTED = 8


def set_aside(
    rules: Rules, state: State, words: Iterable[Heard], now: float
) -> tuple[Boxes, State]:
    """Boxes of the words of a phrase. Words rejected as noise get none, and are remembered."""
    boxes: Boxes = ()
    before = len(state.boxes) if state.screen == "entry" else 0
    for heard in words:
        box = digit_boxes.spoken_box(heard, rules.limits)
        if heard.is_digit or heard.digitness >= rules.min_digitness:
            boxes = (*boxes, box)
        else:
            state = _remember(state, replace(box, state="rejected"), before + len(boxes), now)
    return boxes, state


def _remember(state: State, box: Box, place: int, now: float) -> State:
    """Remember a word that was rejected as noise, and its position in the number."""
    if state.screen not in ("attract", "entry") or state.place is not None:
        return state
    recent = state.rejected_words if state.screen == "entry" else ()
    words = (*recent, (place, box))[-MAX_REJECTED:]
    return replace(state, rejected_words=words, rejected_at=now)


def is_last_rejected(state: State) -> bool:
    """Whether a word after the last digit was rejected: perhaps "no", in the same breath."""
    return any(place >= len(state.boxes) for place, _ in state.rejected_words)


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
