"""Recordings -> the pictures to learn from, cut by the app's own segmenter.

A cut keeps more columns than the model looks at, so that training can shift and stretch it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array
from core.events import Utterance
from core.features import centre_of_word, place, utterance_columns
from core.recognizer import loudest_utterance, whole_recording
from core.segmenter import Segmenter
from core.spectrogram import SpectrogramSettings

WINDOW = 140
"""Columns in a cut: the model's 100 and room to shift and stretch."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A word's picture before it is laid into the model's window.

    Attributes
    ----------
    columns : ndarray, shape (WINDOW, n_mels), float16
        Decibels; the word's weight is in the middle.
    first, last : int
        The speech's first column and the one after its last, within `columns`.
    """

    columns: np.ndarray
    first: int
    last: int


def utterances(samples: Float32Array, *, is_word: bool) -> list[Utterance]:
    """What the app would hear in a recording: of one word its loudest, of others each."""
    if is_word:
        return [loudest_utterance(samples) or whole_recording(samples)]
    segmenter = Segmenter()
    pause = np.zeros(SAMPLE_RATE // 2, np.float32)
    cuts = [*segmenter.feed(samples), *segmenter.feed(pause), *segmenter.flush()]
    return [cut for cut in cuts if isinstance(cut, Utterance) and cut.is_final]


def cut(samples: Float32Array, speech: tuple[float, float], settings: SpectrogramSettings) -> Cut:
    """Make the wide picture of an utterance.

    Parameters
    ----------
    samples : ndarray, shape (n,), float32
        The utterance with its pre-roll and pause.
    speech : tuple of float
        Seconds within `samples` between which there is speech.
    settings : SpectrogramSettings
    """
    columns = utterance_columns(samples, settings)
    centre = round(centre_of_word(columns))
    begin = centre - WINDOW // 2
    first, last = (round(t / settings.hop_seconds) - begin for t in speech)
    first = min(max(first, 0), WINDOW - 1)
    return Cut(
        place(columns, centre, WINDOW).astype(np.float16),
        first,
        min(max(last, first + 1), WINDOW),
    )
