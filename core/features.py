"""An utterance -> the picture that the model looks at.

The picture is a mel spectrogram in decibels of fixed length, laid so that the word's weight is in
its middle. Where the utterance gives too little sound before or after the word, the room's own
floor in each band stands in.
"""

from __future__ import annotations

import numpy as np

from core.levels import percentile
from core.spectrogram import (
    Float32Array,
    SpectrogramSettings,
    decibels,
    mel_power,
    z_score,
)

_WEIGHT_RANGE_DB = 20.0
_WORD_COLUMNS = 60  # 0.6 s
_FLOOR_PERCENTILE = 10.0


def utterance_columns(samples: Float32Array, settings: SpectrogramSettings) -> Float32Array:
    """All columns of an utterance in decibels, shape (columns, n_mels), at least one.

    Half a window of silence is put around the sound, so that column `i` is centred on sample
    ``i * hop_length`` and even a click has a column.
    """
    half = settings.n_fft // 2
    return decibels(mel_power(np.pad(samples, half), settings))


def centre_of_word(columns: Float32Array) -> float:
    """Where the weight of the sound lies, as a fractional column index.

    Each column weighs the square of what it stands above 20 dB below the loudest, and only the
    loudest 0.6 s are weighed: a word's vowels tell where it is, in noise as in silence. Whatever
    counts what lies far below them centres the noise as well (docs/decisions/0053).
    """
    loudness = columns.max(axis=1)
    smooth = np.convolve(loudness, np.full(3, 1 / 3, np.float32), "same")
    weight = np.square(np.maximum(smooth - (smooth.max() - _WEIGHT_RANGE_DB), 0.0))
    span = min(len(weight), _WORD_COLUMNS)
    sums = np.convolve(weight, np.ones(span, np.float32), "valid")
    first = int(np.argmax(sums))
    part = weight[first : first + span]
    return first + float(np.average(np.arange(span), weights=part + 1e-6))


def place(columns: Float32Array, centre: float, n_frames: int) -> Float32Array:
    """Cut `n_frames` columns around `centre`, filling what is missing with the floor.

    Returns
    -------
    ndarray, shape (n_frames, n_mels), float32
    """
    first = round(centre) - n_frames // 2
    begin, end = max(first, 0), min(first + n_frames, len(columns))
    floor = percentile(columns, _FLOOR_PERCENTILE).astype(np.float32)
    patch = np.tile(floor, (n_frames, 1))
    patch[begin - first : end - first] = columns[begin:end]
    return patch


def picture(samples: Float32Array, settings: SpectrogramSettings) -> Float32Array:
    """The model's input for one utterance.

    Parameters
    ----------
    samples : ndarray, shape (n,), float32
        Mono sound at ``settings.sample_rate``; any length of at least one sample.

    Returns
    -------
    ndarray, shape (n_frames, n_mels), float32
        Mean 0 and deviation 1.
    """
    columns = utterance_columns(samples, settings)
    return z_score(place(columns, centre_of_word(columns), settings.n_frames), settings)
