"""How loud a sound is, and how loud the room is without it."""

from __future__ import annotations

from typing import Any, overload

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array

FRAME = SAMPLE_RATE // 100
"""Samples in a frame of the VAD, and of every level here: 10 ms."""

SILENCE_DB = -120.0


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
    power = frames.var(axis=-1)
    levels = 10.0 * np.log10(np.maximum(power, 1e-12))
    return float(levels) if frames.ndim == 1 else levels


def frame_levels(samples: Float32Array) -> Float32Array:
    """Levels of the 10 ms frames of a sound in dBFS, shape (len // FRAME,), float32."""
    count = len(samples) // FRAME
    return np.asarray(level_db(samples[: count * FRAME].reshape(count, FRAME)), np.float32)


class NoiseFloor:
    """Follows the level of a room between the words.

    The floor is a low percentile of the last seconds' frame levels: a word in them does not lift
    it, a fan that starts does within seconds, and no moment of silence has to be found first.
    It starts from a quiet room's level, which half a second of real frames outweighs.

    Parameters
    ----------
    frames : int
        How many frames are remembered (10 ms each).
    percentile : float
        Which of their levels is the floor, 0-100.
    """

    LOWEST_DB = -80.0
    HIGHEST_DB = -25.0

    def __init__(self, frames: int = 300, percentile: float = 15.0) -> None:
        self._levels = np.full(frames, -65.0, np.float32)
        self._count = 10
        self._next = 10
        self._percentile = percentile
        self._updates = 0
        self.level_db = -65.0

    def calibrate(self, levels: Float32Array) -> None:
        """Take the frame levels of a room (dBFS), as if they had just been heard."""
        for level in levels[-len(self._levels) :]:
            self._store(float(level))
        self._measure()

    def update(self, level: float) -> None:
        """Take the next frame's level, in dBFS."""
        self._store(level)
        self._updates += 1
        if self._updates % 10 == 0 or self._count < 50:
            self._measure()

    def _store(self, level: float) -> None:
        self._levels[self._next] = level
        self._next = (self._next + 1) % len(self._levels)
        self._count = min(self._count + 1, len(self._levels))

    def _measure(self) -> None:
        floor = float(np.percentile(self._levels[: self._count], self._percentile))
        self.level_db = min(max(floor, self.LOWEST_DB), self.HIGHEST_DB)
