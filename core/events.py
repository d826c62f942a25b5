"""What travels between the rooms: small frozen records, and nothing that acts.

Times are seconds on the stream's clock (0 at the first sample fed); durations for people end in
``_ms``.
"""

from __future__ import annotations

from collections.abc import Iterable
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
"""Stable codes of why an utterance is rejected; the texts beside them are for people."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of sound that the segmenter cut out of the stream.

    Attributes
    ----------
    id : int
        Counts the utterances of a stream from 1; a provisional cut and its final one share it.
    samples : ndarray, shape (n,), float32
        Mono sound at ``SAMPLE_RATE``, with pre-roll before and what was heard of the pause after.
    samples_start : float
        Stream time of ``samples[0]``, in seconds.
    start, end : float
        Stream times that bound the speech itself, without pre-roll and hangover.
    closed_at : float
        Stream time at which the VAD closed the cut.
    active : float
        Seconds in which the VAD heard speech.
    is_final : bool
        False for the provisional cut at the first short silence.
    is_overlong : bool
        True where the sound went on past the maximum length.
    ends_phrase : bool
        False for a final cut that the next word's beginning closed, before the pause of a hangover.
    floor_db : float
        The noise floor the segmenter held while it heard this, dBFS.
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
    """Speech went on after a provisional cut: what was said of that utterance is taken back."""

    id: int
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class StageTimings:
    """How long each stage took for one answer, in milliseconds.

    ``segment_ms`` is the segmenter's work on the block that closed the utterance.
    """

    segment_ms: float = 0.0
    spectrogram_ms: float = 0.0
    mlp_ms: float = 0.0
    decision_ms: float = 0.0

    @property
    def latency_ms(self) -> float:
        """Features + MLP + decision: from the VAD's close to the digit."""
        return self.spectrogram_ms + self.mlp_ms + self.decision_ms


@dataclass(frozen=True, slots=True)
class Classification:
    """What the model and the thresholds make of one utterance.

    Attributes
    ----------
    digit : int
        The likeliest digit, 0-9, whether or not it was accepted.
    confidence : float
        Calibrated probability of `digit` given that a digit was spoken.
    probabilities : tuple of 10 float
        Of the digits 0-9; they sum to 1.
    digitness : float
        Probability that the utterance is a digit at all.
    rejected : str or None
        Why it is not taken for a digit: one of `RejectionCode`, or None.
    reason : str
        The same in words for people; empty when accepted.
    """

    digit: int
    confidence: float
    probabilities: tuple[float, ...]
    digitness: float
    rejected: RejectionCode | None
    reason: str


@dataclass(frozen=True, slots=True)
class Result:
    """One line of what was heard: an utterance and its classification.

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
        Bounds of the speech itself, seconds on the stream's clock.
    closed_at : float
        Stream time at which the VAD closed the utterance.
    timings : StageTimings
    utterance : Utterance or None
        The sound it was recognized from; None when withdrawn.
    phrase : int
        Counts the phrases of a stream from 1; digits said in one breath share it.
    language : str
        Code of the language whose digits were recognized, such as "en".
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

    @property
    def latency_ms(self) -> float:
        """From the VAD's close to the digit, in milliseconds."""
        return self.timings.latency_ms


@dataclass(frozen=True, slots=True)
class Number:
    """The digits of a phrase, once it is over.

    Attributes
    ----------
    phrase : int
    text : str
        The digits; "?" in place of a digit that was rejected as unsure.
    digits : tuple of Result
        One for each character of `text`.
    closed_at : float
        Stream time at which the phrase was over.
    """

    phrase: int
    text: str
    digits: tuple[Result, ...]
    closed_at: float

    @property
    def type(self) -> Literal["number"]:
        """Tells a number from a `Result`."""
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
        """The least confidence of its digits."""
        return min(digit.confidence for digit in self.digits)


Event = Result | Number
"""What a recognizer reports."""


def results_of(events: Iterable[Event]) -> list[Result]:
    """The results among events, in order; numbers are left out."""
    return [event for event in events if isinstance(event, Result)]


@dataclass(frozen=True, slots=True)
class Activity:
    """How the stream sounds at this moment, for meters.

    Attributes
    ----------
    time : float
        Stream time of the last sample heard, in seconds.
    level_db, peak_db : float
        RMS and peak of the last block, dBFS.
    floor_db : float
        The segmenter's estimate of the room's noise, dBFS.
    is_speech : bool
        True while an utterance is open.
    is_clipped : bool
        True where a sample reached full scale.
    """

    time: float
    level_db: float
    peak_db: float
    floor_db: float
    is_speech: bool
    is_clipped: bool
