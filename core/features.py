"""Features: the network's input for an utterance.

The features are a mel spectrogram in decibels with a fixed number of columns, centred on the
loudest part of the word. If the utterance is shorter, the remaining columns contain the noise floor
of each band.
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
"""Columns further than this below the loudest one do not count for the centre of the word."""

_WORD_COLUMNS = 60
"""Length of the loudest part of a word, in columns: 0.6 s."""

_FLOOR_PERCENTILE = 10.0
"""Percentile of each band over time that is its noise floor."""


def utterance_columns(samples: Float32Array, settings: SpectrogramSettings) -> Float32Array:
    """Compute all columns of an utterance.

    The utterance is padded with half a window of zeros on both sides. So column `i` is centred on
    sample ``i * hop_length``, and a click has a column, too.

    Parameters
    ----------
    samples : ndarray, shape (n,), float32
        Mono, at ``settings.sample_rate``.
    settings : SpectrogramSettings

    Returns
    -------
    ndarray, shape (columns, n_mels), float32
        Decibels; at least one column.
    """
    half = settings.n_fft // 2
    return decibels(mel_power(np.pad(samples, half), settings))


def centre_of_word(columns: Float32Array) -> float:
    """Return the centre of the word, as a fractional column index.

    It is the centroid of the loudest 0.6 s. The weight of a column is the square of its level above
    a limit 20 dB below the loudest column. So the vowels determine the centre, with and without
    noise. With a lower limit, noise would count as well (docs/decisions/0053).

    Parameters
    ----------
    columns : ndarray, shape (columns, n_mels), float32
        Decibels; at least one column.
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
    """Cut out `n_frames` columns around `centre`; missing ones contain the noise floor.

    Parameters
    ----------
    columns : ndarray, shape (columns, n_mels), float32
        Decibels; at least one column.
    centre : float
        Index of a column, as from `centre_of_word`.
    n_frames : int

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


def utterance_features(samples: Float32Array, settings: SpectrogramSettings) -> Float32Array:
    """Compute the network's input for an utterance.

    Parameters
    ----------
    samples : ndarray, shape (n,), float32
        Mono, at ``settings.sample_rate``; at least one sample.

    Returns
    -------
    ndarray, shape (n_frames, n_mels), float32
        With mean 0 and standard deviation 1.
    """
    columns = utterance_columns(samples, settings)
    return z_score(place(columns, centre_of_word(columns), settings.n_frames), settings)
