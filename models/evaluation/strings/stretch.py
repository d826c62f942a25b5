"""Speech at another pace with the same pitch."""

from __future__ import annotations

import numpy as np

from core.audio import Float32Array

_WINDOW = 480
_SEARCH = 160
"""Samples at 16 kHz: 30 ms, and how far a window may move to fit the one before it."""


def stretch(samples: Float32Array, rate: float) -> Float32Array:
    """Play speech `rate` times as fast at the same pitch (WSOLA; Verhelst and Roelands, 1993).

    Parameters
    ----------
    samples : ndarray, shape (n,), float32
    rate : float

    Returns
    -------
    ndarray, shape (n / rate,), float32
    """
    hop = _WINDOW // 2
    window = np.hanning(_WINDOW + 1)[:-1].astype(np.float32)
    length = int(len(samples) / rate)
    sums = np.zeros(length + _WINDOW, np.float32)
    weights = np.zeros(length + _WINDOW, np.float32)
    offset = _SEARCH + _WINDOW
    padded = np.pad(samples, (offset, _SEARCH + 2 * _WINDOW)).astype(np.float32)
    begin = offset
    for step, out in enumerate(range(0, length, hop)):
        middle = offset + int(out * rate)
        if step == 0:
            begin = middle
        else:
            # The best match to what follows the window before this one.
            following = padded[begin + hop : begin + hop + _WINDOW]
            around = padded[middle - _SEARCH : middle + _SEARCH + _WINDOW]
            fit = np.correlate(around, following, "valid")
            begin = middle - _SEARCH + int(fit.argmax())
        sums[out : out + _WINDOW] += padded[begin : begin + _WINDOW] * window
        weights[out : out + _WINDOW] += window
    played = sums[:length] / np.maximum(weights[:length], np.float32(1e-3))
    return played.astype(np.float32, copy=False)
