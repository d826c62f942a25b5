"""The data of the state machine: rules, state and effects."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from desktop.kiosk.entry.check_digits import CheckKind
from desktop.kiosk.entry.digit_boxes import Box, Boxes, Limits

Screen = Literal["attract", "entry", "asking", "readback", "storing", "done", "cancelled"]

Hint = Literal[
    "",
    "next",
    "louder",
    "too_long",
    "again",
    "tap",
    "full",
    "too_many",
    "invalid",
    "not_understood",
    "touch_to_change",
    "staff",
]


CONFIDENT = 0.9
"""If every spoken digit has this confidence and none was asked again, one pause confirms."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a number is, and how it is entered. Durations are in seconds.

    Attributes
    ----------
    min_digits, max_digits : int
    check : {"none", "luhn", "mod97"}
    start_by : {"voice", "touch"}
        Whether a spoken digit starts an entry on the attract screen.
    min_confidence, min_margin : float
        A digit with a lower confidence, or a smaller difference to the second most likely digit,
        is asked again.
    min_digitness : float
        A rejected word gets a box if it is a digit with at least this probability.
    confirm_pause : float
        Silence that confirms the read-back. Twice as long if a digit was asked again or has a low
        confidence. 0: only a touch or a key confirms.
    end_pause : float
        Silence that ends a number of variable length.
    idle_timeout : float
        The entry is discarded after this time without a digit or a touch. After half of it, the
        person is asked whether they are still there.
    result_seconds : float
        How long the result is shown.
    language : str
        Shown on the attract screen.
    """

    min_digits: int = 4
    max_digits: int = 4
    check: CheckKind = "none"
    start_by: Literal["voice", "touch"] = "voice"
    min_confidence: float = 0.5
    min_margin: float = 0.4
    min_digitness: float = 0.15
    confirm_pause: float = 2.5
    end_pause: float = 2.0
    idle_timeout: float = 20.0
    result_seconds: float = 4.0
    language: str = "en"

    @property
    def limits(self) -> Limits:
        """When a spoken digit is certain."""
        return Limits(self.min_confidence, self.min_margin)

    def asks_if_present(self, state: State, now: float) -> bool:
        """Whether the person is asked if they are still there, whatever else the screen says."""
        is_open = state.screen in ("entry", "asking", "readback") and not state.provisional
        return is_open and now - state.active >= self.idle_timeout / 2

    def confirm_pause_for(self, state: State) -> float:
        """The pause that confirms this number: twice as long if the number is less certain."""
        is_confident = all(
            box.by == "touch" or (box.asked == 0 and box.confidence >= CONFIDENT)
            for box in state.boxes
        )
        return self.confirm_pause * (1.0 if is_confident else 2.0)

    def silence_confirms(self, state: State) -> bool:
        """Whether silence confirms the read-back. If not, only a touch or a key does."""
        return self.confirm_pause > 0.0 and not state.is_doubted

    def is_confirmed(self, state: State, silence: float) -> bool:
        """Whether the read-back has been confirmed by this many seconds of silence."""
        return self.silence_confirms(state) and silence >= self.confirm_pause_for(state)


@dataclass(frozen=True, slots=True)
class State:
    """The state of an entry. Times are seconds on the caller's clock.

    Attributes
    ----------
    screen : str
    boxes : tuple of Box
    place : int or None
        The box that is asked again or was selected: the next digit goes there.
    provisional : tuple of int
        The digits so far of the phrase that is being spoken.
    is_in_phrase : bool
        A phrase with digits is being spoken, even if all of them have been withdrawn for now.
    is_discarding : bool
        The phrase that is being spoken does not count: a touch or a key came before its end.
    is_hidden : bool
        Staff see their own page, so nothing that is said counts.
    hint : str
        What the person is told in addition to the text of the screen.
    is_changing : bool
        The complete number is wrong: the person has said so, or its check digit does not fit. It is
        not read back, and so not sent, until a digit is changed or the person says it is right.
    is_doubted : bool
        The number may not be what the person means: something else was said, perhaps "no", a
        repetition did not fit, or sound was lost. Silence does not confirm it in the read-back.
    since : float
        When the screen appeared.
    active : float
        The last digit or touch.
    speech_changed : float
        When speech last started or stopped.
    is_speaking : bool
    started : float
        The time at which the first digit was shown.
    lost_at : float
        When sound was last lost: digits may be missing.
    early_boxes : tuple of Box, early_at : float
        Uncertain words on the attract screen that may be the first digits.
    rejected_words : tuple of (int, Box), rejected_at : float
        Words rejected as noise, each with the number of boxes before it, and the time of the last
        one. They are used if digits are missing.
    previous : tuple of Box
        The number that was read back, while the person says it again.
    wrong : frozenset of str
        Numbers that were read back and that the person rejected.
    repeated : str
        A number that the person said again exactly as it was read back.
    is_storing : bool
        The number is being stored, and there is no answer yet.
    failed_at : float
        When storing last failed.
    id : str
        Of the stored number.
    language : str
    """

    screen: Screen = "attract"
    boxes: Boxes = ()
    place: int | None = None
    provisional: tuple[int, ...] = ()
    is_in_phrase: bool = False
    is_discarding: bool = False
    is_hidden: bool = False
    hint: Hint = ""
    is_changing: bool = False
    is_doubted: bool = False
    since: float = 0.0
    active: float = 0.0
    speech_changed: float = 0.0
    is_speaking: bool = False
    started: float = 0.0
    lost_at: float = -math.inf
    early_boxes: Boxes = ()
    early_at: float = 0.0
    rejected_words: tuple[tuple[int, Box], ...] = ()
    rejected_at: float = 0.0
    previous: Boxes = ()
    wrong: frozenset[str] = frozenset()
    repeated: str = ""
    is_storing: bool = False
    failed_at: float = 0.0
    id: str = ""
    language: str = "en"

    def silence(self, now: float) -> float:
        """Seconds without speech, a digit or a touch."""
        return 0.0 if self.is_speaking else now - max(self.active, self.speech_changed)


@dataclass(frozen=True, slots=True)
class Store:
    """Effect: store this number, then send `Stored`, or ``store_failed``."""

    number: str
    entered_by: Literal["voice", "touch", "both"]
    seconds: float


@dataclass(frozen=True, slots=True)
class Beep:
    """Effect: play a sound."""

    sound: Literal["digit", "again", "readback", "done", "cancelled"]


Effect = Store | Beep
Outcome = tuple[State, tuple[Effect, ...]]
