"""The boxes of a number: their content, and how certain it is.

All functions are pure: they return a new tuple of boxes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp, log
from typing import Literal

from desktop.kiosk.entry.check_digits import CheckKind, is_valid
from desktop.kiosk.entry.events import Heard

MIN_PROBABILITY = 1e-3
"""Lower probabilities count as this one, so that one bad recording cannot rule out a digit."""

MAX_QUESTIONS = 2
"""After this many questions for one box, the person is asked to tap the digit."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When a spoken digit is certain.

    Attributes
    ----------
    min_confidence : float
        Lowest probability of the most likely digit.
    min_margin : float
        Lowest difference to the second most likely digit. If two digits sound alike in a voice,
        neither is certain, even if the other eight are ruled out.
    """

    min_confidence: float
    min_margin: float

    def allow(self, probabilities: tuple[float, ...]) -> bool:
        """Whether the most likely digit is certain."""
        second, first = sorted(probabilities)[-2:]
        return first >= self.min_confidence and first - second >= self.min_margin


@dataclass(frozen=True, slots=True)
class Box:
    """One digit of the number.

    Attributes
    ----------
    digit : int
        The most likely digit.
    confidence : float
        Probability of `digit`, from all attempts for this box; 1 if it was tapped.
    state : {"certain", "uncertain", "rejected"}
        ``rejected`` is a word that the recognizer rejected, but that may have been a digit. The
        box is removed if there are more digits than boxes.
    by : {"voice", "touch"}
    probabilities : tuple of 10 float
        Of the digits; empty if the digit was tapped.
    digitness : float
        Probability that the first attempt was a digit.
    asked : int
        How often this digit was asked again.
    excluded : frozenset of int
        Digits that were shown here and that the person touched to change. They are not offered
        again.
    """

    digit: int
    confidence: float = 1.0
    state: Literal["certain", "uncertain", "rejected"] = "certain"
    by: Literal["voice", "touch"] = "touch"
    probabilities: tuple[float, ...] = ()
    digitness: float = 1.0
    asked: int = 0
    excluded: frozenset[int] = frozenset()


Boxes = tuple[Box, ...]


def spoken_box(heard: Heard, limits: Limits) -> Box:
    """A box for a spoken word."""
    digit, confidence = likeliest(heard.probabilities)
    is_certain = heard.is_digit and limits.allow(heard.probabilities)
    otherwise: Literal["uncertain", "rejected"] = "uncertain" if heard.is_digit else "rejected"
    return Box(
        digit=digit,
        confidence=confidence,
        state="certain" if is_certain else otherwise,
        by="voice",
        probabilities=heard.probabilities,
        digitness=heard.digitness,
    )


def extend(boxes: Boxes, said: Boxes, min_boxes: int, max_boxes: int) -> Boxes | None:
    """Append the words of a phrase.

    If there are too many, words that were not recognized count as noise, the least digit-like
    first. If there are still too many and the phrase alone has the right length, the person has
    said the whole number again, and it replaces the boxes; doubtful words in it count as noise.

    Parameters
    ----------
    boxes, said : tuple of Box
    min_boxes, max_boxes : int
        Length of a number.

    Returns
    -------
    tuple of Box or None
        None if the words cannot be placed.
    """
    all_words = _without_doubtful((*boxes, *said), max_boxes, ("rejected",))
    if len(all_words) <= max_boxes:
        return all_words
    again = _without_doubtful(said, max_boxes, ("rejected", "uncertain"))
    is_number = min_boxes <= len(again) <= max_boxes
    return again if is_number and len(said) > 1 else None


def _without_doubtful(boxes: Boxes, count: int, states: tuple[str, ...]) -> Boxes:
    """Remove boxes in these states, the least digit-like first, until there are `count`."""
    while len(boxes) > count:
        doubtful = [place for place, box in enumerate(boxes) if box.state in states]
        if not doubtful:
            break
        weakest = min(doubtful, key=lambda n: (states.index(boxes[n].state), boxes[n].digitness))
        boxes = (*boxes[:weakest], *boxes[weakest + 1 :])
    return boxes


def answer(boxes: Boxes, place: int, said: Boxes, limits: Limits) -> Boxes | None:
    """Combine a phrase with the earlier attempts for the box that was asked again.

    If the person has said the whole number again, all spoken boxes are combined.

    Returns
    -------
    tuple of Box or None
        None if the phrase has another length: nothing says which of its words is the answer.
    """
    words = tuple(box for box in said if box.state != "rejected") or said
    if len(words) == 1:
        return _answer(boxes, place, words[0], limits)
    if len(words) != len(boxes):
        return None
    for other, word in enumerate(words):
        if other == place or boxes[other].by == "voice":
            boxes = _answer(boxes, other, word, limits)
    return boxes


def _answer(boxes: Boxes, place: int, word: Box, limits: Limits) -> Boxes:
    """Combine a word with the earlier attempts for its box.

    If the word sounds like a digit that the person has excluded here, another attempt would too:
    the person is asked to tap.
    """
    before = boxes[place]
    new = _weighted(word.probabilities, word.digitness)
    if likeliest(new)[0] in before.excluded:
        return put(boxes, place, replace(before, state="uncertain", asked=MAX_QUESTIONS))
    probabilities = combined(before, word.probabilities, word.digitness)
    digit, confidence = likeliest(probabilities)
    is_certain = limits.allow(probabilities)  # these already include the digitness
    box = replace(
        before,
        digit=digit,
        confidence=confidence,
        probabilities=probabilities,
        state="certain" if is_certain else "uncertain",
        by="voice",
        asked=before.asked + 1,
    )
    return put(boxes, place, box)


def combined(before: Box, probabilities: tuple[float, ...], digitness: float) -> tuple[float, ...]:
    """Probabilities from the earlier attempts and a new one, without the excluded digits."""
    new = _weighted(probabilities, digitness)
    if before.probabilities:
        earlier = _weighted(before.probabilities, before.digitness if before.asked == 0 else 1.0)
        new = _multiplied(earlier, new)
    return _without(new, before.excluded)


def exclude(boxes: Boxes, place: int) -> Boxes:
    """Exclude the digit that is shown in a box, because the person wants to change it."""
    box = boxes[place]
    if box.by != "voice" or box.state != "certain":  # nothing is shown, or the person tapped it
        return boxes
    return put(boxes, place, replace(box, excluded=box.excluded | {box.digit}))


def allow_again(boxes: Boxes, place: int | None) -> Boxes:
    """Undo `exclude` if the person has left the box as it was."""
    if place is None or place >= len(boxes) or boxes[place].state != "certain":
        return boxes
    box = boxes[place]
    return put(boxes, place, replace(box, excluded=box.excluded - {box.digit}))


def put(boxes: Boxes, place: int, box: Box) -> Boxes:
    """Replace a box, or append one if `place` is the next."""
    return (*boxes[:place], box, *boxes[place + 1 :])


def first_open(boxes: Boxes) -> int | None:
    """The first box that is not certain."""
    return next((place for place, box in enumerate(boxes) if box.state != "certain"), None)


def least_certain(boxes: Boxes, check: CheckKind) -> int | None:
    """The spoken box that is most likely to be wrong, of those not asked again yet.

    If one digit is wrong, another digit in its place makes the number valid. The box with the most
    likely such digit, relative to the recognized one, comes first. Boxes where no digit makes the
    number valid come last.
    """
    spoken = [n for n, box in enumerate(boxes) if box.by == "voice" and box.asked == 0]

    def doubt(place: int) -> tuple[float, float]:
        box = boxes[place]
        corrections = [
            box.probabilities[digit]
            for digit in range(10)
            if digit != box.digit
            and is_valid(number(put(boxes, place, replace(box, digit=digit))), check)
        ]
        return max(corrections, default=0.0) / box.confidence, -box.confidence

    return max(spoken, key=doubt, default=None)


def number(boxes: Boxes) -> str:
    """The digits in the boxes."""
    return "".join(str(box.digit) for box in boxes)


def entered_by(boxes: Boxes) -> Literal["voice", "touch", "both"]:
    """How the number was entered."""
    ways = {box.by for box in boxes}
    if len(ways) == 2:
        return "both"
    return "touch" if "touch" in ways else "voice"


def likeliest(probabilities: tuple[float, ...]) -> tuple[int, float]:
    """The most likely digit and its probability."""
    digit = max(range(10), key=lambda d: probabilities[d])
    return digit, probabilities[digit]


def _without(probabilities: tuple[float, ...], excluded: frozenset[int]) -> tuple[float, ...]:
    """Probabilities, given that none of these digits is right."""
    left = [0.0 if digit in excluded else p for digit, p in enumerate(probabilities)]
    total = sum(left)
    return tuple(p / total for p in left)


def _weighted(probabilities: tuple[float, ...], digitness: float) -> tuple[float, ...]:
    """Probabilities, given that the word may not have been a digit, which says nothing."""
    return tuple(digitness * p + (1.0 - digitness) / 10 for p in probabilities)


def _multiplied(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[float, ...]:
    """Probabilities from two independent attempts to say the same digit."""
    products = [
        exp(log(max(a, MIN_PROBABILITY)) + log(max(b, MIN_PROBABILITY)))
        for a, b in zip(first, second, strict=True)
    ]
    total = sum(products)
    return tuple(product / total for product in products)
