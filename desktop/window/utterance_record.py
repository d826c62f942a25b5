"""What was heard so far: one record for each utterance that was judged."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.audio import Float32Array
from core.events import Result
from desktop.audio.listener import Stamps


@dataclass(slots=True)
class UtteranceRecord:
    """One utterance as the window knows it.

    Attributes
    ----------
    number : int
        Counts the utterances since the window was opened, from 1.
    at : datetime
        When its last sound was heard, in local time.
    source : str
        The device's or the file's name.
    is_file : bool
        Whether `source` is a recording: its times are then those of `result`.
    result : Result
        Final, of type "digit" or "rejected"; without its utterance once the sound is forgotten.
    shown_ms : float or None
        From its last sound to the digit on screen; None where it was not measured.
    correction : int or None
        What a person says it was; None is "no digit". Counts only where `is_corrected`.
    """

    number: int
    at: datetime
    source: str
    is_file: bool
    result: Result
    shown_ms: float | None = None
    correction: int | None = None
    is_corrected: bool = False

    @property
    def samples(self) -> Float32Array | None:
        """Its sound at ``SAMPLE_RATE``; None once it is forgotten."""
        return None if self.result.utterance is None else self.result.utterance.samples

    def forget_sound(self) -> None:
        """Keep what was heard, not how it sounded."""
        self.result = replace(self.result, utterance=None)

    @property
    def digit(self) -> int | None:
        """The digit that it is taken for: the person's word goes before the model's."""
        return self.correction if self.is_corrected else self.result.digit

    @property
    def duration(self) -> float:
        """Seconds of speech."""
        return self.result.end - self.result.start

    @property
    def top(self) -> list[tuple[int, float]]:
        """The three likeliest digits and their probabilities."""
        p = self.result.probabilities
        return [(digit, p[digit]) for digit in sorted(range(len(p)), key=lambda d: -p[d])[:3]]


def record_now(
    number: int, result: Result, stamps: Stamps, source: str, *, is_file: bool
) -> UtteranceRecord:
    """Record a final result that has just come."""
    ago = timedelta(seconds=max(time.perf_counter() - stamps.speech_end, 0.0))
    at = datetime.now().astimezone() - ago
    return UtteranceRecord(number, at, source, is_file, result)
