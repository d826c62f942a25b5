"""Training examples: utterances of the app's segmenter as decibel columns.

A cut has more columns than the network's input, so that augmentation can shift and stretch it.
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
"""Columns in a cut: the network's 100, and a margin to shift and stretch."""


@dataclass(frozen=True, slots=True)
class Cut:
    """An utterance before it is placed in the network's window.

    Attributes
    ----------
    columns : ndarray, shape (WINDOW, n_mels), float16
        Decibels; the loudest part of the word is in the middle.
    first, last : int
        First column of the speech, and the one after the last.
    """

    columns: np.ndarray
    first: int
    last: int


def utterances(samples: Float32Array, *, is_word: bool) -> list[Utterance]:
    """The loudest utterance of a recording of one word; otherwise all utterances."""
    if is_word:
        return [loudest_utterance(samples) or whole_recording(samples)]
    segmenter = Segmenter()
    pause = np.zeros(SAMPLE_RATE // 2, np.float32)
    cuts = [*segmenter.feed(samples), *segmenter.feed(pause), *segmenter.flush()]
    return [cut for cut in cuts if isinstance(cut, Utterance) and cut.is_final]


def cut(samples: Float32Array, speech: tuple[float, float], settings: SpectrogramSettings) -> Cut:
    """Compute the columns of an utterance.

    Parameters
    ----------
    samples : ndarray, shape (n,), float32
        The utterance with pre-roll and hangover.
    speech : tuple of float
        Start and end of the speech within `samples`, in seconds.
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
