"""A number as the history shows it: the records of digits said in one breath."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array
from desktop.window.utterance_record import UtteranceRecord


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
    def confidence(self) -> float:
        """The least confidence of its digits."""
        return min(part.result.confidence for part in self.parts)

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
