"""Events of the state machine: what people do, what is recognized, and the passing of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heard:
    """A spoken word.

    Attributes
    ----------
    probabilities : tuple of 10 float
        Of the digits 0 to 9.
    digitness : float
        Probability that the word was a digit.
    is_digit : bool
        Whether the recognizer accepted the word as a digit.
    """

    probabilities: tuple[float, ...]
    digitness: float = 1.0
    is_digit: bool = True


@dataclass(frozen=True, slots=True)
class Phrase:
    """What was said in one breath is over: one word, or several without a pause.

    Attributes
    ----------
    words : tuple of Heard
        In spoken order; empty if all provisional digits were withdrawn.
    """

    words: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class Provisional:
    """The digits so far of the phrase that is being spoken.

    Attributes
    ----------
    digits : tuple of int
        In spoken order. They replace those of the previous event; empty if all were withdrawn, but
        others may follow in the same phrase.
    """

    digits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """A sound could not be classified. `hint` says what the person can do about it."""

    hint: Literal["louder", "too_long"]


@dataclass(frozen=True, slots=True)
class Lost:
    """Sound was lost: the microphone failed or is back, or the computer was too busy."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Speech has started or stopped."""

    is_speaking: bool


@dataclass(frozen=True, slots=True)
class Press:
    """A digit was pressed, on the screen or on a keyboard."""

    digit: int


@dataclass(frozen=True, slots=True)
class Select:
    """A box was touched. The next digit replaces its content."""

    box: int


@dataclass(frozen=True, slots=True)
class Language:
    """Another language was chosen."""

    code: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """The staff page is in front of the entry, or is closed again."""

    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """The number is on the disk, under this id."""

    id: str


@dataclass(frozen=True, slots=True)
class Command:
    """A button or key other than a digit, or a failure to store the number.

    ``start`` leaves the attract screen. ``confirm`` ends the number, and confirms it in the
    read-back. ``change`` leaves the read-back. ``store_failed`` comes from the program: the number
    could not be written to the disk.
    """

    name: Literal["start", "undo", "clear", "confirm", "change", "cancel", "store_failed"]


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed."""


Event = (
    Phrase
    | Provisional
    | Missed
    | Lost
    | Speech
    | Press
    | Select
    | Language
    | Hidden
    | Stored
    | Command
    | Tick
)
