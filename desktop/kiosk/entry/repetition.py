"""A number that is read back wrong is said once more, all of it, and both times count together.

So a wrong number needs no touch. What was read back and contradicted is known to be wrong, which
helps most where a voice makes two digits alike: the number is then the likeliest of all others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import log

from desktop.kiosk.entry import digit_boxes
from desktop.kiosk.entry.check_digits import CheckKind, is_valid
from desktop.kiosk.entry.digit_boxes import Box, Boxes
from desktop.kiosk.entry.state import State

BROKEN_OFF = 4.0
"""After so many seconds without the next digit the number is read back as it was."""


def settle(state: State, check: CheckKind) -> State:
    """Make of a number and its repetition the likeliest one that is not known to be wrong.

    Who says just what was read back may agree with it: only at the second time it is wrong. A
    number of another length is another number, and stays as it is.
    """
    if len(state.boxes) != len(state.former):
        return replace(state, former=())
    read, said = digit_boxes.number(state.former), digit_boxes.number(state.boxes)
    is_sure = digit_boxes.first_open(state.boxes) is None
    is_echo = is_sure and said == read and read != state.echoed
    wrong = state.wrong if is_echo else state.wrong | {read}
    boxes = _likeliest_number(state, lambda number: number not in wrong and is_valid(number, check))
    return replace(
        state,
        boxes=state.boxes if boxes is None else boxes,
        former=(),
        wrong=wrong,
        echoed=read if is_echo else state.echoed,
    )


def _likeliest_number(state: State, is_possible: Callable[[str], bool]) -> Boxes | None:
    """The likeliest number that may be, with at most one digit other than the likeliest."""
    boxes = tuple(map(_together, state.former, state.boxes))
    if is_possible(digit_boxes.number(boxes)):
        return boxes
    changes = [
        (log(box.confidence) - log(p), digit_boxes.put(boxes, place, _with_digit(box, digit)))
        for place, box in enumerate(boxes)
        if box.by == "voice"
        for digit, p in enumerate(box.probabilities)
        if p > 0.0 and digit != box.digit
    ]
    possible = [change for change in changes if is_possible(digit_boxes.number(change[1]))]
    return min(possible, key=lambda change: change[0])[1] if possible else None


def _together(before: Box, now: Box) -> Box:
    """One place by both times; what was tapped is as it was tapped."""
    if now.by == "touch" or before.by == "touch":
        return now if now.by == "touch" else before
    probabilities = digit_boxes.by_both(before, now.probabilities, now.digitness)
    asked = replace(before, probabilities=probabilities, state="sure", asked=before.asked + 1)
    return _with_digit(asked, digit_boxes.likeliest(probabilities)[0])


def _with_digit(box: Box, digit: int) -> Box:
    return replace(box, digit=digit, confidence=box.probabilities[digit])
