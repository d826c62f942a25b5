"""How loud a sound is, and how loud the room is without it."""

from __future__ import annotations

from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from core.audio import SAMPLE_RATE, Float32Array

FRAME = SAMPLE_RATE // 100
"""Samples in a frame of the VAD, and of every level here: 10 ms."""

SILENCE_DB = -120.0

BAND_WINDOW = 2 * FRAME
"""Samples that `band_levels` looks at: two frames, so that a level does not jump about."""

BAND_EDGES_HZ = (200, 500, 800, 1200, 1700, 2400, 4000, 8000)
"""Bounds of the bands in which speech is looked for; below 200 Hz are hum, fans and handling."""

_STARTS = np.array(BAND_EDGES_HZ[:-1]) * BAND_WINDOW // SAMPLE_RATE
_WIDTHS = np.diff(np.array(BAND_EDGES_HZ) * BAND_WINDOW // SAMPLE_RATE)
_HANN = np.hanning(BAND_WINDOW + 1)[:-1].astype(np.float32)
_PER_BAND = (1.0 / (np.square(_HANN).sum() * _WIDTHS)).astype(np.float32)


@overload
def level_db(frames: np.ndarray[tuple[int], np.dtype[np.float32]]) -> float: ...
@overload
def level_db(frames: Float32Array) -> Any: ...
def level_db(frames: Float32Array) -> Any:
    """RMS level of sound without its mean, in dBFS (a full-scale square wave has 0).

    Parameters
    ----------
    frames : ndarray, shape (n,) or (frames, n), float32
        The mean of each frame is left out: it is the microphone's offset or hum, not sound.

    Returns
    -------
    float or ndarray, shape (frames,)
        At least -120.
    """
    # As frames.var(axis=-1), which takes twice as long for so little.
    count = np.float32(frames.shape[-1])
    deviations = frames - np.add.reduce(frames, axis=-1, keepdims=True) / count
    power = np.add.reduce(np.square(deviations), axis=-1) / count
    levels = 10.0 * np.log10(np.maximum(power, 1e-12))
    return float(levels) if frames.ndim == 1 else levels


def frame_levels(samples: Float32Array) -> Float32Array:
    """Levels of the 10 ms frames of a sound in dBFS, shape (len // FRAME,), float32."""
    count = len(samples) // FRAME
    return np.asarray(level_db(samples[: count * FRAME].reshape(count, FRAME)), np.float32)


def band_levels(windows: Float32Array) -> Float32Array:
    """Levels of sounds in the bands between `BAND_EDGES_HZ`.

    Parameters
    ----------
    windows : ndarray, shape (..., BAND_WINDOW), float32

    Returns
    -------
    ndarray, shape (..., 7), float32
        Decibels, such that white noise reads its own level in dBFS in every band.
    """
    spectrum = np.fft.rfft(windows * _HANN)[..., :-1]
    power = np.square(spectrum.real) + np.square(spectrum.imag)
    in_bands = np.add.reduceat(power, _STARTS, axis=-1)
    return 10.0 * np.log10(in_bands * _PER_BAND + np.float32(1e-12))


def percentile(values: NDArray[np.floating], percent: float) -> Any:
    """As ``np.percentile(values, percent, axis=0)``, to the last bit, for what is finite.

    At its first call numpy's own imports ``numpy.ma``: 6 MB, and a word that waits for it.

    Parameters
    ----------
    values : ndarray, shape (n, ...)
        Floating-point numbers, at least one.
    percent : float
        0 to 100.

    Returns
    -------
    ndarray or scalar, shape (...)
    """
    place = (len(values) - 1) * (percent / 100.0)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    ordered = np.partition(values, (below, above), axis=0)
    low, high = ordered[below], ordered[above]
    share = place - below
    between = high - low
    return low + between * share if share < 0.5 else high - between * (1.0 - share)


class NoiseFloor:
    """Follows the level of a room between the words, in one band or in several.

    The floor is a low percentile of the last seconds' levels: a word in them does not lift it, a
    fan that starts does within seconds, and no moment of silence has to be found first. It starts
    from a quiet room's level, which counts for nothing once `START` real frames are known.

    Parameters
    ----------
    bands : int
        Levels in a frame.
    percentile : float
        Which of the levels is the floor, 0-100.
    lowest_db : float
        Bottom of the floor, dBFS.

    Attributes
    ----------
    levels_db : ndarray, shape (bands,), float32
        The floor, dBFS.
    level_db : float
        The floor of the first band, dBFS.
    """

    QUIET_ROOM_DB = -65.0
    HIGHEST_DB = -25.0
    FRAMES = 300
    START = 15

    def __init__(
        self, bands: int = 1, *, percentile: float = 15.0, lowest_db: float = -80.0
    ) -> None:
        self._levels = np.full((bands, self.FRAMES), self.QUIET_ROOM_DB, np.float32)
        self._percent = percentile
        self._lowest_db = lowest_db
        self._updates = 0
        self.levels_db = np.full(bands, self.QUIET_ROOM_DB, np.float32)
        self.level_db = self.QUIET_ROOM_DB

    def update(self, level: float | Float32Array) -> None:
        """Take the next frame's level, or its levels of shape (bands,), in dBFS."""
        self._levels[:, self._updates % self.FRAMES] = level
        self._updates += 1
        is_young = self._updates < 5 * self.START
        if self._updates >= self.START and self._updates % (5 if is_young else 10) == 0:
            heard = self._levels[:, : self._updates].T
            self.levels_db = percentile(heard, self._percent).clip(self._lowest_db, self.HIGHEST_DB)
            self.level_db = float(self.levels_db[0])
