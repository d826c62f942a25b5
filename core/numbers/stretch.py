"""Sound that is decoded together, with the utterances in it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array
from core.decoding.decoder import DecodedWord, Decoder
from core.events import Classification, StageTimings, Utterance

_LONGEST = 20.0
"""Seconds. A longer stretch ends with the utterance; its phrase continues in a new one."""


@dataclass(slots=True)
class Word:
    """An utterance of a stretch, classified as one word."""

    utterance: Utterance
    heard: Classification
    timings: StageTimings


@dataclass(slots=True)
class Stretch:
    """Sound without gaps that is decoded together, and the utterances of the open phrase in it.

    Attributes
    ----------
    begin : int
        Stream index of its first sample.
    decoder : Decoder
    pieces : list of ndarray, shape (n,), float32
        Its samples.
    length : int
        Number of its samples.
    closed : list of Word
        Utterances of the open phrase that have ended.
    since : float
        Where the open phrase begins, in seconds from the beginning of the stretch.
    """

    begin: int
    decoder: Decoder
    pieces: list[Float32Array] = field(default_factory=list[Float32Array])
    length: int = 0
    closed: list[Word] = field(default_factory=list[Word])
    since: float = 0.0

    @property
    def end(self) -> int:
        """Stream index after its last sample."""
        return self.begin + self.length

    def feed(self, utterance: Utterance) -> None:
        """Decode the part of an utterance that was not decoded before."""
        self.take(utterance.samples[self.end - first_sample(utterance) :])

    def take(self, samples: Float32Array) -> None:
        """Decode the next samples."""
        self.decoder.feed(samples)
        self.pieces.append(samples)
        self.length += len(samples)

    def words(self) -> tuple[list[DecodedWord], list[DecodedWord]]:
        """The words that the decoder found before the open phrase, and those in it."""
        words = self.decoder.words()
        before = [word for word in words if 0.5 * (word.start + word.end) <= self.since]
        return before, words[len(before) :]

    def end_phrase(self) -> None:
        """Begin another phrase, to which later words belong."""
        self.closed = []
        self.since = self.length / SAMPLE_RATE

    @property
    def is_long(self) -> bool:
        """Whether it has reached its maximum length, and no other phrase may begin in it."""
        return self.length > _LONGEST * SAMPLE_RATE

    def sound(self) -> Float32Array:
        """All its samples so far."""
        self.pieces = [np.concatenate(self.pieces)]
        return self.pieces[0]


def first_sample(utterance: Utterance) -> int:
    """Stream index of an utterance's first sample."""
    return round(utterance.samples_start * SAMPLE_RATE)
