"""The record of an utterance with a final result, as the window stores it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from core.audio import Float32Array
from core.events import Result
from desktop.audio.listener import Stamps

if TYPE_CHECKING:
    from desktop.window.utterances.number_record import NumberRecord


@dataclass(slots=True)
class UtteranceRecord:
    """An utterance with a final result.

    Attributes
    ----------
    number : int
        Number since the window was opened, from 1.
    at : datetime
        Local time of its end.
    source : str
        Name of the device or file.
    is_file : bool
        Whether `source` is a recording. The times of `result` are then times in the recording.
    result : Result
        Final result, of type "digit" or "rejected"; without utterance after `discard_audio`.
    shown_ms : float or None
        From the end of the word to the digit on the screen; None if it was not measured.
    correction : int or None
        The correct digit, or None for "not a digit"; valid only if `is_corrected`.
    whole : NumberRecord or None
        The number in which this digit was said; None if it was said alone.
    """

    number: int
    at: datetime
    source: str
    is_file: bool
    result: Result
    shown_ms: float | None = None
    correction: int | None = None
    is_corrected: bool = False
    whole: NumberRecord | None = field(default=None, repr=False)

    @property
    def samples(self) -> Float32Array | None:
        """Audio at ``SAMPLE_RATE``; None after `discard_audio`."""
        return None if self.result.utterance is None else self.result.utterance.samples

    def discard_audio(self) -> None:
        """Remove the audio and keep the result."""
        self.result = replace(self.result, utterance=None)

    @property
    def digit(self) -> int | None:
        """The digit, corrected if there is a correction; None if it is not a digit."""
        return self.correction if self.is_corrected else self.result.digit

    @property
    def duration(self) -> float:
        """Seconds of speech."""
        return self.result.end - self.result.start

    @property
    def most_likely(self) -> list[tuple[int, float]]:
        """The three most likely digits and their probabilities."""
        return most_likely(self.result.probabilities)


def most_likely(probabilities: Sequence[float], count: int = 3) -> list[tuple[int, float]]:
    """Return the most likely digits and their probabilities, in descending order."""
    order = sorted(range(len(probabilities)), key=lambda digit: -probabilities[digit])
    return [(digit, probabilities[digit]) for digit in order[:count]]


def record_now(
    number: int, result: Result, stamps: Stamps, source: str, *, is_file: bool
) -> UtteranceRecord:
    """Create the record of a final result that has just arrived."""
    ago = timedelta(seconds=max(time.perf_counter() - stamps.speech_end, 0.0))
    at = datetime.now().astimezone() - ago
    return UtteranceRecord(number, at, source, is_file, result)
