"""The events of the recognizer: utterances, results and numbers, as immutable data classes.

Times are stream times in seconds: 0 is the first sample. Names of durations in milliseconds end in
``_ms``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.bundle_location import DEFAULT_LANGUAGE

ResultType = Literal["provisional", "withdrawn", "digit", "rejected"]

RejectionCode = Literal[
    "silence",
    "too_short",
    "too_long",
    "too_quiet",
    "not_a_digit",
    "unsure",
    "several_digits",
]
"""Why an utterance is rejected. These codes do not change; the texts for users may."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of speech that the segmenter cut out of the stream.

    Attributes
    ----------
    id : int
        Counts the utterances of a stream from 1; a provisional cut and its final one share it.
    samples : ndarray, shape (n,), float32
        Mono sound at ``SAMPLE_RATE``, from the pre-roll to the part of the pause that was received.
    samples_start : float
        Stream time of ``samples[0]``, in seconds.
    start, end : float
        Stream times of the speech itself, without pre-roll and hangover.
    closed_at : float
        Stream time at which the utterance ended for the VAD.
    active : float
        Seconds in which the VAD detected speech.
    is_final : bool
        False for a provisional utterance, after the first short silence.
    is_overlong : bool
        Whether the speech was longer than the maximum length.
    ends_phrase : bool
        False if the utterance is final because the next word began before the hangover was over.
    floor_db : float
        The segmenter's noise floor during the utterance, dBFS.
    """

    id: int
    samples: NDArray[np.float32] = field(repr=False, compare=False)
    samples_start: float
    start: float
    end: float
    closed_at: float
    active: float = 1.0
    is_final: bool = True
    is_overlong: bool = False
    ends_phrase: bool = True
    floor_db: float = -90.0


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Speech continued after a provisional utterance, whose result is withdrawn."""

    id: int
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class StageTimings:
    """Processing times of the stages for one result, in milliseconds.

    ``segment_ms`` is the segmenter's work on the block that closed the utterance.
    """

    segment_ms: float = 0.0
    spectrogram_ms: float = 0.0
    mlp_ms: float = 0.0
    decision_ms: float = 0.0

    @property
    def latency_ms(self) -> float:
        """Features, MLP and decision: from the VAD's endpoint to the digit."""
        return self.spectrogram_ms + self.mlp_ms + self.decision_ms


@dataclass(frozen=True, slots=True)
class Classification:
    """Digit, confidence and rejection of one utterance.

    Attributes
    ----------
    digit : int
        The most likely digit, 0-9, also if it is rejected.
    confidence : float
        Calibrated probability of `digit` given that a digit was spoken.
    probabilities : tuple of 10 float
        Of the digits 0-9; they sum to 1.
    digitness : float
        Probability that the utterance is a digit at all.
    rejected : str or None
        Code of the rejection, or None if the digit is accepted.
    reason : str
        The reason as a text; empty if the digit is accepted.
    """

    digit: int
    confidence: float
    probabilities: tuple[float, ...]
    digitness: float
    rejected: RejectionCode | None
    reason: str


@dataclass(frozen=True, slots=True)
class Result:
    """An utterance and its classification.

    Attributes
    ----------
    id : int
        A provisional result and what becomes of it share it.
    type : {"provisional", "withdrawn", "digit", "rejected"}
        A ``withdrawn`` result has no digit.
    digit : int or None
        None when rejected or withdrawn.
    confidence : float
    probabilities : tuple of 10 float
        Empty when withdrawn.
    digitness : float
        Probability that the utterance is a digit at all.
    rejected : str or None
        A stable code, see `RejectionCode`.
    reason : str
        For people.
    start, end : float
        Stream times of the speech itself, in seconds.
    closed_at : float
        Stream time at which the utterance ended for the VAD.
    timings : StageTimings
    utterance : Utterance or None
        The utterance that was recognized; None if withdrawn.
    phrase : int
        Number of the phrase in the stream, from 1; digits of one breath have the same number.
    language : str
        Code of the language whose digits were recognized, such as "en".
    as_one : Utterance or None
        The whole utterance if the decoder found several digits in it, of which this is one, but the
        classifier is certain of one word. Enrolment uses it.
    """

    id: int
    type: ResultType
    digit: int | None
    confidence: float
    probabilities: tuple[float, ...]
    digitness: float
    rejected: RejectionCode | None
    reason: str
    start: float
    end: float
    closed_at: float
    timings: StageTimings
    utterance: Utterance | None = field(default=None, repr=False, compare=False)
    phrase: int = 0
    language: str = DEFAULT_LANGUAGE
    as_one: Utterance | None = field(default=None, repr=False, compare=False)

    @property
    def latency_ms(self) -> float:
        """From the VAD's endpoint to the digit, in milliseconds."""
        return self.timings.latency_ms


@dataclass(frozen=True, slots=True)
class Number:
    """The digits of a phrase that has ended, or of several that are one number.

    Attributes
    ----------
    phrase : int
        The phrase, or the first of several.
    text : str
        The digits; "?" in place of a digit that was rejected as unsure.
    digits : tuple of Result
        One for each character of `text`.
    closed_at : float
        Stream time at which the phrase or the number ended.
    is_cut : bool
        Whether listening stopped within it, or sound was lost, for example because the microphone
        was disconnected, so that digits may be missing.
    """

    phrase: int
    text: str
    digits: tuple[Result, ...]
    closed_at: float
    is_cut: bool = False

    @property
    def type(self) -> Literal["number"]:
        """The type, as of a `Result`."""
        return "number"

    @property
    def start(self) -> float:
        """Stream time at which the first digit begins, in seconds."""
        return self.digits[0].start

    @property
    def end(self) -> float:
        """Stream time at which the last digit ends, in seconds."""
        return self.digits[-1].end

    @property
    def confidence(self) -> float:
        """The lowest confidence of its digits."""
        return min(digit.confidence for digit in self.digits)


def number_of(digits: Sequence[Result], closed_at: float = 0.0) -> Number | None:
    """Return the number of these digits; None if none of them is sure.

    Parameters
    ----------
    digits : sequence of Result
        Final, in spoken order: digits, and what was rejected as unsure.
    closed_at : float
        Stream time at which the number ended; at least when its last digit did.
    """
    if all(one.digit is None for one in digits):
        return None
    text = "".join("?" if one.digit is None else str(one.digit) for one in digits)
    last = digits[-1].closed_at
    return Number(digits[0].phrase, text, tuple(digits), max(last, closed_at))


Event = Result | Number
"""An event of the recognizer."""


def results_of(events: Iterable[Event]) -> list[Result]:
    """Return the results among events, in order, without the numbers."""
    return [event for event in events if isinstance(event, Result)]


@dataclass(frozen=True, slots=True)
class Activity:
    """Current levels of the stream, for meters.

    Attributes
    ----------
    time : float
        Stream time of the last sample, in seconds.
    level_db, peak_db : float
        RMS and peak of the last block, or of its last 80 ms at most, dBFS.
    floor_db : float
        The segmenter's noise floor, dBFS.
    is_speech : bool
        True while an utterance is open.
    is_clipped : bool
        True if a sample of that sound reached full scale.
    speech_since : float or None
        Stream time at which the speech was detected; None if there is none.
    is_gap : bool
        Whether the sound that followed was lost: the number at that time may lack digits.
    """

    time: float
    level_db: float
    peak_db: float
    floor_db: float
    is_speech: bool
    is_clipped: bool
    speech_since: float | None = None
    is_gap: bool = False
