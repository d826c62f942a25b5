"""What the entry flow is made of: its rules, its state, and what it asks to be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.kiosk.entry.check_digits import CheckKind
from desktop.kiosk.entry.digit_boxes import Box, Boxes, Limits

Screen = Literal["attract", "entry", "asking", "readback", "storing", "done", "cancelled"]

Hint = Literal[
    "",
    "next",
    "louder",
    "pause",
    "again",
    "tap",
    "full",
    "invalid",
    "touch_to_change",
    "say_again",
    "staff",
    "idle",
]


PLAIN = 0.9
"""A number whose digits are all so sure, and were not asked for, needs no second look."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a number is, and how it is entered; durations in seconds.

    Attributes
    ----------
    min_digits, max_digits : int
    check : {"none", "luhn", "mod97"}
    start_by : {"voice", "touch"}
        Whether a spoken digit wakes the attract screen.
    min_confidence, min_margin : float
        A digit that is less sure, or less far before the second likeliest, is asked for again.
    min_digitness : float
        A word that was not taken for a digit, but is one with this probability, holds its place.
    confirm_pause : float
        The read-back confirms itself after such a pause, or one twice as long where the program
        has its doubts, or the person seems to have; 0: never.
    end_pause : float
        Ends a number of variable length.
    idle_timeout : float
        Without any sign of a person the entry is given up.
    result_seconds : float
        How long the result is shown.
    language : str
        Shown at first, and again on the attract screen.
    """

    min_digits: int = 4
    max_digits: int = 4
    check: CheckKind = "none"
    start_by: Literal["voice", "touch"] = "voice"
    min_confidence: float = 0.5
    min_margin: float = 0.4
    min_digitness: float = 0.15
    confirm_pause: float = 1.5
    end_pause: float = 2.0
    idle_timeout: float = 20.0
    result_seconds: float = 4.0
    language: str = "en"

    @property
    def limits(self) -> Limits:
        """When a spoken digit counts as sure."""
        return Limits(self.min_confidence, self.min_margin)

    def pause_for(self, state: State) -> float:
        """The confirming pause: longer where the person had better look twice."""
        is_plain = state.hint != "say_again" and all(
            box.by == "touch" or (box.asked == 0 and box.confidence >= PLAIN) for box in state.boxes
        )
        return self.confirm_pause * (1.0 if is_plain else 2.0)


@dataclass(frozen=True, slots=True)
class State:
    """Where the flow stands; times are seconds on the caller's clock.

    Attributes
    ----------
    screen : str
    boxes : tuple of Box
    place : int or None
        The box that is asked for or was selected: the next digit goes there.
    guess : int or None
        What the word that is being spoken seems to be.
    hint : str
        What the person is told beside the screen's own text.
    since : float
        When the screen came.
    active : float
        The last sign of a person: a digit or a touch.
    spoke : float
        When speech was last heard to begin or end.
    is_speaking : bool
    began : float
        The first digit, or the sound before it.
    prelude : tuple of Box, prelude_at : float
        Words on the attract screen that may have been the first digits.
    passed : tuple of (int, Box), passed_at : float
        Words that were taken for noise, each with how many boxes there were before it; and when
        the last one came. They count if digits are missing.
    former : tuple of Box
        What was read back, while the person says it again.
    wrong : frozenset of str
        Numbers that were read back, and contradicted.
    echoed : str
        A number that was said again just as it was read back.
    is_trying : bool
        The number was given to be stored, and there is no answer yet.
    tried : float
        When there was last an answer that it could not be.
    id : str
        Of the stored number.
    language : str
    """

    screen: Screen = "attract"
    boxes: Boxes = ()
    place: int | None = None
    guess: int | None = None
    hint: Hint = ""
    since: float = 0.0
    active: float = 0.0
    spoke: float = 0.0
    is_speaking: bool = False
    began: float = 0.0
    prelude: Boxes = ()
    prelude_at: float = 0.0
    passed: tuple[tuple[int, Box], ...] = ()
    passed_at: float = 0.0
    former: Boxes = ()
    wrong: frozenset[str] = frozenset()
    echoed: str = ""
    is_trying: bool = False
    tried: float = 0.0
    id: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Store:
    """Keep this number safely, then say `Stored`, or ``unstored`` where that failed."""

    number: str
    entered_by: Literal["voice", "touch", "both"]
    seconds: float


@dataclass(frozen=True, slots=True)
class Beep:
    """Let something be heard."""

    sound: Literal["digit", "again", "readback", "done", "cancelled"]


Effect = Store | Beep
Outcome = tuple[State, tuple[Effect, ...]]
