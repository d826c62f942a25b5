"""Words that were taken for noise, and count after all when digits are missing.

A cough must fill no box; but a digit that sounded like one would be lost, and all that follow would
stand one place too far ahead.
"""

from __future__ import annotations

from dataclasses import replace

from desktop.kiosk.entry import digit_boxes
from desktop.kiosk.entry.events import Heard
from desktop.kiosk.entry.state import Rules, State

MISSING_SECONDS = 1.5
"""After so long without a digit a missing one is looked for."""

MOST_PASSED = 8


def note(rules: Rules, state: State, heard: Heard, now: float) -> State:
    """Remember where a word came that was taken for noise."""
    if state.screen not in ("attract", "entry") or state.place is not None:
        return state
    recent = state.passed if state.screen == "entry" else ()
    box = replace(digit_boxes.heard_box(heard, rules.limits), state="unheard")
    return replace(state, passed=(*recent, (len(state.boxes), box))[-MOST_PASSED:], passed_at=now)


def is_one_missing(rules: Rules, state: State, rested: float) -> bool:
    """Whether nothing more is said, and what was taken for noise may have been a digit."""
    is_short = 0 < len(state.boxes) < rules.min_digits
    return is_short and bool(state.passed) and state.place is None and rested >= MISSING_SECONDS


def reveal(rules: Rules, state: State) -> State:
    """Give the words most like a digit their places, as far as digits are missing."""
    missing = rules.min_digits - len(state.boxes)
    likely = sorted(state.passed, key=lambda one: -one[1].digitness)[:missing]
    boxes = state.boxes
    for place, box in sorted(likely, key=lambda one: -one[0]):
        boxes = (*boxes[:place], box, *boxes[place:])
    return replace(state, boxes=boxes, passed=())
