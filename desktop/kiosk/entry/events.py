"""What can happen to the entry flow: what people do, what is heard, what time brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heard:
    """A spoken word has ended.

    Attributes
    ----------
    probabilities : tuple of 10 float
        Of the digits 0-9.
    digitness : float
        Probability that it was a digit at all.
    is_digit : bool
        Whether the recognizer took it for one.
    """

    probabilities: tuple[float, ...]
    digitness: float = 1.0
    is_digit: bool = True


@dataclass(frozen=True, slots=True)
class Guessed:
    """What the word that is being spoken seems to be; None takes it back."""

    digit: int | None


@dataclass(frozen=True, slots=True)
class Missed:
    """A sound that cannot be judged, and what the person may do about it."""

    hint: Literal["louder", "pause"]


@dataclass(frozen=True, slots=True)
class Speech:
    """Somebody begins or ends to make a sound."""

    is_speaking: bool


@dataclass(frozen=True, slots=True)
class Press:
    """A digit of the keypad, on the screen or of a keyboard."""

    digit: int


@dataclass(frozen=True, slots=True)
class Select:
    """A box was touched: the next digit replaces what is in it."""

    box: int


@dataclass(frozen=True, slots=True)
class Language:
    """Another language was chosen."""

    code: str


@dataclass(frozen=True, slots=True)
class Stored:
    """The number is kept safely; it will arrive under this id."""

    id: str


@dataclass(frozen=True, slots=True)
class Command:
    """What is touched or pressed beside digits and boxes.

    ``start`` wakes the attract screen; ``confirm`` says that all is said, and then that it is
    right; ``change`` goes back from the read-back; ``unstored`` is no person's, but says that the
    number could not be kept safely.
    """

    name: Literal["start", "undo", "clear", "confirm", "change", "cancel", "unstored"]


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed."""


Input = Heard | Guessed | Missed | Speech | Press | Select | Language | Stored | Command | Tick
