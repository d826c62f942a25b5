"""The boxes that a number is entered into: what is in them, and how sure that is.

All functions are pure: they give a new tuple of boxes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp, log
from typing import Literal

from desktop.kiosk.entry.check_digits import CheckKind, is_valid
from desktop.kiosk.entry.events import Heard

LEAST_PROBABILITY = 1e-3
"""No single hearing rules a digit out by more than this, so that two together can be wrong once."""

MOST_ASKED = 2
"""After so many questions for one box the person is asked to tap it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When a spoken digit counts as sure.

    Attributes
    ----------
    min_confidence : float
        The least probability of the likeliest digit.
    min_margin : float
        How far it must lie before the second likeliest. Of two digits that a voice makes alike,
        neither is sure, however little is left for the other eight.
    """

    min_confidence: float
    min_margin: float

    def allow(self, probabilities: tuple[float, ...]) -> bool:
        """Whether the likeliest digit is sure."""
        second, first = sorted(probabilities)[-2:]
        return first >= self.min_confidence and first - second >= self.min_margin


@dataclass(frozen=True, slots=True)
class Box:
    """One place of the number.

    Attributes
    ----------
    digit : int
        The likeliest.
    confidence : float
        Probability of `digit` by all that was heard for this box; 1 where it was tapped.
    state : {"sure", "doubtful", "unheard"}
        ``unheard`` is a word that may have been a digit, or a cough: it gives way when more digits
        come than there are boxes.
    by : {"voice", "touch"}
    probabilities : tuple of 10 float
        Of the digits; empty where it was tapped.
    digitness : float
        Probability that what was heard first was a digit at all.
    asked : int
        How often it was asked for again.
    refused : frozenset of int
        What the person has seen here and touched to change: it is not offered again.
    """

    digit: int
    confidence: float = 1.0
    state: Literal["sure", "doubtful", "unheard"] = "sure"
    by: Literal["voice", "touch"] = "touch"
    probabilities: tuple[float, ...] = ()
    digitness: float = 1.0
    asked: int = 0
    refused: frozenset[int] = frozenset()


Boxes = tuple[Box, ...]


def heard_box(heard: Heard, limits: Limits) -> Box:
    """A box with what was heard."""
    digit, confidence = likeliest(heard.probabilities)
    is_sure = heard.is_digit and limits.allow(heard.probabilities)
    unsure: Literal["doubtful", "unheard"] = "doubtful" if heard.is_digit else "unheard"
    return Box(
        digit=digit,
        confidence=confidence,
        state="sure" if is_sure else unsure,
        by="voice",
        probabilities=heard.probabilities,
        digitness=heard.digitness,
    )


def append(boxes: Boxes, box: Box, room: int) -> Boxes:
    """Put a box behind the others; where there is no room, an unheard one gives way to a digit.

    Parameters
    ----------
    boxes : tuple of Box
    box : Box
    room : int
        Boxes at the most.

    Returns
    -------
    tuple of Box
        The same as before where neither is possible.
    """
    if len(boxes) < room:
        return (*boxes, box)
    unheard = [place for place, other in enumerate(boxes) if other.state == "unheard"]
    if not unheard or box.state == "unheard":
        return boxes
    weakest = min(unheard, key=lambda place: boxes[place].digitness)
    return (*boxes[:weakest], *boxes[weakest + 1 :], box)


def answer(boxes: Boxes, place: int, heard: Heard, limits: Limits) -> Boxes:
    """Take a word as the answer to the question for one box: what was heard before counts too.

    Where it sounds again like what the person has refused there, it will at the next time as well:
    only a touch helps.
    """
    before = boxes[place]
    together = _softened(heard.probabilities, heard.digitness)
    if likeliest(together)[0] in before.refused:
        vain = replace(before, state="doubtful", asked=MOST_ASKED)
        return put(boxes, place, vain)
    together = by_both(before, heard.probabilities, heard.digitness)
    digit, confidence = likeliest(together)
    is_sure = limits.allow(together)  # what it may not have been is in there already
    box = replace(
        before,
        digit=digit,
        confidence=confidence,
        probabilities=together,
        state="sure" if is_sure else "doubtful",
        by="voice",
        asked=before.asked + 1,
    )
    return put(boxes, place, box)


def by_both(before: Box, probabilities: tuple[float, ...], digitness: float) -> tuple[float, ...]:
    """Probabilities by what was heard for a box before and now, without what was refused there."""
    together = _softened(probabilities, digitness)
    if before.probabilities:
        earlier = _softened(before.probabilities, before.digitness if before.asked == 0 else 1.0)
        together = _combined(earlier, together)
    return _without(together, before.refused)


def refuse(boxes: Boxes, place: int) -> Boxes:
    """Note that the person wants another digit than the one that is shown in a box."""
    box = boxes[place]
    if box.by != "voice" or box.state != "sure":  # nothing is shown, or they tapped it themselves
        return boxes
    return put(boxes, place, replace(box, refused=box.refused | {box.digit}))


def put(boxes: Boxes, place: int, box: Box) -> Boxes:
    """Replace one box, or add one where `place` is the next."""
    return (*boxes[:place], box, *boxes[place + 1 :])


def first_open(boxes: Boxes) -> int | None:
    """The first box that is not sure."""
    return next((place for place, box in enumerate(boxes) if box.state != "sure"), None)


def least_sure(boxes: Boxes, check: CheckKind) -> int | None:
    """Of the spoken boxes that nobody was asked for yet, the one most likely to be wrong.

    If one digit is wrong, another one in its place makes the number right: what counts is how
    likely that one is beside what was heard. Boxes where none does come last.
    """
    spoken = [n for n, box in enumerate(boxes) if box.by == "voice" and box.asked == 0]

    def doubt(place: int) -> tuple[float, float]:
        box = boxes[place]
        mending = [
            box.probabilities[digit]
            for digit in range(10)
            if digit != box.digit
            and is_valid(number(put(boxes, place, replace(box, digit=digit))), check)
        ]
        return max(mending, default=0.0) / box.confidence, -box.confidence

    return max(spoken, key=doubt, default=None)


def number(boxes: Boxes) -> str:
    """The digits in the boxes."""
    return "".join(str(box.digit) for box in boxes)


def entered_by(boxes: Boxes) -> Literal["voice", "touch", "both"]:
    """How the number came in."""
    ways = {box.by for box in boxes}
    if len(ways) == 2:
        return "both"
    return "touch" if "touch" in ways else "voice"


def likeliest(probabilities: tuple[float, ...]) -> tuple[int, float]:
    """The likeliest digit, and its probability."""
    digit = max(range(10), key=lambda d: probabilities[d])
    return digit, probabilities[digit]


def _without(probabilities: tuple[float, ...], refused: frozenset[int]) -> tuple[float, ...]:
    """The same, knowing that it is none of these."""
    left = [0.0 if digit in refused else p for digit, p in enumerate(probabilities)]
    total = sum(left)
    return tuple(p / total for p in left)


def _softened(probabilities: tuple[float, ...], digitness: float) -> tuple[float, ...]:
    """The same, knowing that it may have been no digit at all, which tells nothing."""
    return tuple(digitness * p + (1.0 - digitness) / 10 for p in probabilities)


def _combined(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[float, ...]:
    """Probabilities by two independent hearings of the same digit."""
    powers = [
        exp(log(max(a, LEAST_PROBABILITY)) + log(max(b, LEAST_PROBABILITY)))
        for a, b in zip(first, second, strict=True)
    ]
    total = sum(powers)
    return tuple(power / total for power in powers)
