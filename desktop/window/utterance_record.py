"""Records of utterances with a final result, and of numbers, as the window stores them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array
from core.events import Result
from desktop.audio.listener import Stamps


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
    is_taken_back : bool
        Whether the user has undone it, or taken it back where it was typed.
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
    is_taken_back: bool = False
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
    def text(self) -> str:
        """The digit; "?" if it was rejected as unsure, and empty if it is not a digit."""
        return _character(self) if self.digit is not None or self.confidence is not None else ""

    @property
    def confidence(self) -> float | None:
        """Confidence of the digit; None if the user set it, or there is none."""
        is_digit = self.result.digit is not None or self.result.rejected == "unsure"
        return self.result.confidence if is_digit and not self.is_corrected else None

    @property
    def duration(self) -> float:
        """Seconds of speech."""
        return self.result.end - self.result.start

    @property
    def most_likely(self) -> list[tuple[int, float]]:
        """The three most likely digits and their probabilities."""
        return most_likely(self.result.probabilities)


@dataclass(frozen=True, slots=True, eq=False)
class NumberRecord:
    """A number of at least two digits.

    Attributes
    ----------
    parts : tuple of UtteranceRecord
        Its digits, in spoken order. A digit that was rejected as unsure is one of them.
    """

    parts: tuple[UtteranceRecord, ...]

    @property
    def number(self) -> int:
        """Number of its first utterance since the window was opened."""
        return self.parts[0].number

    @property
    def text(self) -> str:
        """All digits, corrected if there are corrections; "?" for a rejected digit."""
        return "".join(_character(part) for part in self.parts)

    @property
    def heard(self) -> str:
        """The digits as they were recognized."""
        recognized = (part.result.digit for part in self.parts)
        return "".join("?" if digit is None else str(digit) for digit in recognized)

    @property
    def is_corrected(self) -> bool:
        """Whether a digit was corrected."""
        return any(part.is_corrected for part in self.parts)

    @property
    def is_taken_back(self) -> bool:
        """Whether all its digits were taken back; those that are not digits do not count."""
        digits = [part for part in self.parts if part.digit is not None]
        return bool(digits) and all(part.is_taken_back for part in digits)

    @property
    def confidence(self) -> float | None:
        """The least confidence of its digits; None if all were set by the user."""
        known = [part.confidence for part in self.parts]
        return min((one for one in known if one is not None), default=None)

    @property
    def start(self) -> float:
        """Stream time at which the first digit begins, in seconds."""
        return self.parts[0].result.start

    @property
    def duration(self) -> float:
        """Seconds from the beginning of the first digit to the end of the last."""
        return self.parts[-1].result.end - self.start

    @property
    def source(self) -> str:
        """Name of the device or file."""
        return self.parts[0].source

    @property
    def samples(self) -> Float32Array | None:
        """Audio at ``SAMPLE_RATE``, silent between the digits; None if that of a digit is gone."""
        sounds = [part.result.utterance for part in self.parts]
        utterances = [one for one in sounds if one is not None]
        if len(utterances) < len(sounds):
            return None
        first = min(one.samples_start for one in utterances)
        begins = [round((one.samples_start - first) * SAMPLE_RATE) for one in utterances]
        ends = [begin + len(one.samples) for begin, one in zip(begins, utterances, strict=True)]
        samples = np.zeros(max(ends), np.float32)
        for begin, end, one in zip(begins, ends, utterances, strict=True):
            samples[begin:end] = one.samples
        return samples


def _character(part: UtteranceRecord) -> str:
    if part.digit is not None:
        return str(part.digit)
    return "" if part.is_corrected else "?"


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
