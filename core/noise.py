"""Synthetic background noise of a quiet room, for training, evaluation and tests."""

from __future__ import annotations

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array

ROOM_NOISE_DBFS = -57.0
"""RMS level of the noise by default."""


def room_noise(length: int, seed: int, level_dbfs: float = ROOM_NOISE_DBFS) -> Float32Array:
    """Generate noise of a quiet room.

    The spectrum falls by 5 dB per octave, like Hoth noise (IEEE Std 269). There is nothing below
    60 Hz, as in the signal of most microphones.

    Parameters
    ----------
    length : int
        Number of samples at ``SAMPLE_RATE``.
    seed : int
        The same seed gives the same noise.
    level_dbfs : float
        RMS level.

    Returns
    -------
    ndarray, shape (length,), float32
    """
    spectrum = np.fft.rfft(np.random.default_rng(seed).normal(size=length))
    frequencies = np.fft.rfftfreq(length, 1 / SAMPLE_RATE)
    octaves = np.log2(np.maximum(frequencies, 60) / 60)
    spectrum *= np.where(frequencies < 60, 0.0, 10 ** (-5 * octaves / 20))
    noise = np.fft.irfft(spectrum, length)
    return (noise * 10 ** (level_dbfs / 20) / np.sqrt(np.mean(noise**2))).astype(np.float32)
