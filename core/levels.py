"""Sound levels, and the level of the background noise."""

from __future__ import annotations

from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from core.audio import SAMPLE_RATE, Float32Array

FRAME = SAMPLE_RATE // 100
"""Samples per frame: 10 ms. The VAD and all levels use these frames."""

SILENCE_DB = -120.0
"""Level of digital silence, and the lowest level, dBFS."""

BAND_WINDOW = 2 * FRAME
"""Window of `band_levels` in samples: two frames, so that the levels fluctuate less."""

BAND_EDGES_HZ = (200, 500, 800, 1200, 1700, 2400, 4000, 8000)
"""Edges of the frequency bands. Below 200 Hz there is hum, and noise of fans and handling."""

_STARTS = np.array(BAND_EDGES_HZ[:-1]) * BAND_WINDOW // SAMPLE_RATE
_WIDTHS = np.diff(np.array(BAND_EDGES_HZ) * BAND_WINDOW // SAMPLE_RATE)
_HANN = np.hanning(BAND_WINDOW + 1)[:-1].astype(np.float32)
_PER_BAND = (1.0 / (np.square(_HANN).sum() * _WIDTHS)).astype(np.float32)


@overload
def level_db(frames: np.ndarray[tuple[int], np.dtype[np.float32]]) -> float: ...
@overload
def level_db(frames: Float32Array) -> Any: ...
def level_db(frames: Float32Array) -> Any:
    """RMS level in dBFS, without the mean. A full-scale square wave has 0 dBFS.

    Parameters
    ----------
    frames : ndarray, shape (n,) or (frames, n), float32
        The mean of each frame is subtracted: it is an offset or hum of the microphone.

    Returns
    -------
    float or ndarray, shape (frames,)
        At least -120.
    """
    # The same as frames.var(axis=-1), which takes twice as long for short frames.
    count = np.float32(frames.shape[-1])
    deviations = frames - np.add.reduce(frames, axis=-1, keepdims=True) / count
    power = np.add.reduce(np.square(deviations), axis=-1) / count
    levels = 10.0 * np.log10(np.maximum(power, 1e-12))
    return float(levels) if frames.ndim == 1 else levels


def frame_levels(samples: Float32Array) -> Float32Array:
    """Levels of all 10 ms frames in dBFS, shape (len // FRAME,), float32."""
    count = len(samples) // FRAME
    return np.asarray(level_db(samples[: count * FRAME].reshape(count, FRAME)), np.float32)


def band_levels(windows: Float32Array) -> Float32Array:
    """Levels in the frequency bands between `BAND_EDGES_HZ`.

    Parameters
    ----------
    windows : ndarray, shape (..., BAND_WINDOW), float32

    Returns
    -------
    ndarray, shape (..., 7), float32
        Decibels, scaled so that white noise has the same level in every band: its own in dBFS.
    """
    spectrum = np.fft.rfft(windows * _HANN)[..., :-1]
    power = np.square(spectrum.real) + np.square(spectrum.imag)
    in_bands = np.add.reduceat(power, _STARTS, axis=-1)
    return 10.0 * np.log10(in_bands * _PER_BAND + np.float32(1e-12))


def percentile(values: NDArray[np.floating], percent: float) -> Any:
    """The same as ``np.percentile(values, percent, axis=0)`` for finite values, to the last bit.

    The first call of numpy's function imports ``numpy.ma``, which uses 6 MB and delays the first
    word.

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
    """Estimates the level of the background noise, in one or more frequency bands.

    The noise floor is a low percentile of the levels of the last seconds. A word does not raise it,
    a fan that starts raises it within seconds, and no silence has to be detected. Until `START`
    frames are known, it is the level of a quiet room.

    Parameters
    ----------
    bands : int
        Number of levels per frame.
    percentile : float
        Percentile of the levels that is the noise floor, 0-100.
    lowest_db : float
        Minimum of the noise floor, dBFS.

    Attributes
    ----------
    levels_db : ndarray, shape (bands,), float32
        The noise floor, dBFS.
    level_db : float
        The noise floor of the first band, dBFS.
    """

    QUIET_ROOM_DB = -65.0
    """The noise floor before `START` frames are known, dBFS."""

    HIGHEST_DB = -25.0
    """Maximum of the noise floor, dBFS."""

    FRAMES = 300
    """Number of frames over which the percentile is taken: three seconds."""

    START = 15
    """Number of frames after which the noise floor is first estimated."""

    def __init__(
        self, bands: int = 1, *, percentile: float = 15.0, lowest_db: float = -80.0
    ) -> None:
        self._levels = np.full((bands, self.FRAMES), self.QUIET_ROOM_DB, np.float32)
        self._percent = percentile
        self._lowest_db = lowest_db
        self._updates = 0
        self.levels_db = np.full(bands, self.QUIET_ROOM_DB, np.float32)
        self.level_db = self.QUIET_ROOM_DB

    def update(self, levels: Float32Array) -> Float32Array:
        """Add the levels of the next frames, in dBFS.

        Parameters
        ----------
        levels : ndarray, shape (frames, bands), float32

        Returns
        -------
        ndarray, shape (frames, bands), float32
            The noise floor after each of these frames, dBFS.
        """
        floors = np.empty_like(levels)
        begin = 0
        while begin < len(levels):
            due = self._next_estimate()
            end = min(begin + due - self._updates, len(levels))
            # An estimate is due at each end of the ring buffer, so this does not go beyond it.
            place = self._updates % self.FRAMES
            self._levels[:, place : place + end - begin] = levels[begin:end].T
            floors[begin:end] = self.levels_db
            self._updates += end - begin
            if self._updates == due:
                self._estimate()
                floors[end - 1] = self.levels_db
            begin = end
        return floors

    def _next_estimate(self) -> int:
        """The number of frames after which the noise floor is estimated next."""
        due = max(self.START, self._updates // 5 * 5 + 5)
        return due if due < 5 * self.START else self._updates // 10 * 10 + 10

    def _estimate(self) -> None:
        heard = self._levels[:, : self._updates].T
        self.levels_db = percentile(heard, self._percent).clip(self._lowest_db, self.HIGHEST_DB)
        self.level_db = float(self.levels_db[0])
