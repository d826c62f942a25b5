"""A number that was read back wrong and is said again: both attempts count.

So a wrong number can be corrected without a touch. The number that was read back is known to be
wrong. This helps most if two digits sound alike in a voice: the result is the most likely of the
other numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import log

from desktop.kiosk.entry import digit_boxes
from desktop.kiosk.entry.check_digits import CheckKind, is_valid
from desktop.kiosk.entry.digit_boxes import Box, Boxes
from desktop.kiosk.entry.state import State

_number = digit_boxes.number

MAX_RATIO = 1e5
"""A digit replaces the likeliest one if it is less likely by at most this factor.

A digit that was not heard at all in two attempts is less likely by 1e6.
"""


def combine_attempts(state: State, check: CheckKind) -> State:
    """Combine a number and its repetition into the most likely number not known to be wrong.

    A person who says the number exactly as it was read back may be confirming it: it counts as
    wrong only the second time. A repetition of another length is a new number and is not combined.

    A certain number that differs in several digits is another one and not combined either: the
    first may have been said wrong, or by somebody else. Digits that were tapped stay.

    The number is doubted if the repetition may have been only a part, or another word; if another
    number was heard; if a check digit, not the person, chose one of its digits; or if no allowed
    number is likely.
    """
    if not state.previous:
        return state
    count = len(state.boxes)
    if count != len(state.previous):
        return replace(state, previous=(), is_doubted=True)
    read, said = _number(state.previous), _number(state.boxes)
    is_certain = digit_boxes.first_open(state.boxes) is None
    is_same = is_certain and said == read and read != state.repeated
    wrong = state.wrong if is_same else state.wrong | {read}
    combined = tuple(map(_combine_boxes, state.previous, state.boxes))
    latest = tuple(map(_keep_tapped, state.previous, state.boxes))

    def is_allowed(number: str) -> bool:
        return number not in wrong and is_valid(number, check)

    if is_certain and _is_another(state.previous, latest) and is_allowed(_number(latest)):
        combined = latest
    boxes = _likeliest_number(combined, is_allowed)
    is_doubted = boxes is None or (check != "none" and boxes != combined)
    is_doubted |= boxes is not None and _number(latest) not in (read, _number(boxes))
    return replace(
        state,
        boxes=state.boxes if boxes is None else boxes,
        is_doubted=state.is_doubted or is_doubted or not is_certain or count == 1,
        previous=(),
        wrong=wrong,
        repeated=read if is_same else state.repeated,
    )


def _likeliest_number(boxes: Boxes, is_allowed: Callable[[str], bool]) -> Boxes | None:
    """The most likely allowed number, with at most one digit that is not the likeliest one."""
    if is_allowed(_number(boxes)):
        return boxes
    changes = [
        (log(box.confidence) - log(p), digit_boxes.put(boxes, place, _with_digit(box, digit)))
        for place, box in enumerate(boxes)
        if box.by == "voice"
        for digit, p in enumerate(box.probabilities)
        if p * MAX_RATIO >= box.confidence and digit != box.digit
    ]
    allowed = [change for change in changes if is_allowed(_number(change[1]))]
    return min(allowed, key=lambda change: change[0])[1] if allowed else None


def _is_another(before: Boxes, now: Boxes) -> bool:
    """Whether a number differs in several digits."""
    return sum(one.digit != other.digit for one, other in zip(before, now, strict=True)) > 1


def _keep_tapped(before: Box, now: Box) -> Box:
    return before if before.by == "touch" and now.by == "voice" else now


def _combine_boxes(before: Box, now: Box) -> Box:
    """Combine both attempts for one box; a digit that was tapped stays."""
    if now.by == "touch" or before.by == "touch":
        return now if now.by == "touch" else before
    probabilities = digit_boxes.combined(before, now.probabilities, now.digitness)
    asked = replace(before, probabilities=probabilities, state="certain", asked=before.asked + 1)
    return _with_digit(asked, digit_boxes.likeliest(probabilities)[0])


def _with_digit(box: Box, digit: int) -> Box:
    return replace(box, digit=digit, confidence=box.probabilities[digit])
