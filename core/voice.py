"""Voice activity detection (VAD) with webrtcvad, for quiet and for noisy rooms.

webrtcvad misses speech from quiet microphones, so the signal is amplified until its noise floor has
a known level. In loud noise its strictest mode misses most words, so a less strict mode is used
there. Fans and rain are often detected as speech, so each frame also has its distance from the
noise floor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import webrtcvad  # pyright: ignore[reportMissingTypeStubs]

from core.audio import SAMPLE_RATE, Float32Array
from core.levels import BAND_EDGES_HZ, BAND_WINDOW, FRAME, NoiseFloor, band_levels, level_db

VAD_FLOOR_DB = -58.0
"""Level to which the noise floor of a quiet room is amplified for webrtcvad, dBFS."""

VAD_GAIN_DB = 24.0
"""Maximum amplification."""

LOUD_ROOM_DB = -45.0
"""A less strict mode is used if the noise floor is above this level, dBFS."""

RENEWED_AFTER = 6_000
"""Frames after which webrtcvad is replaced by a new instance: one minute."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame of 10 ms.

    Attributes
    ----------
    level_db : float
        RMS level, dBFS.
    prominence_db : float
        Largest distance from the noise floor among all frequency bands.
    is_voiced : bool
        Whether webrtcvad detects speech.
    floor_db : float
        Noise floor at that time, dBFS.
    """

    level_db: float
    prominence_db: float
    is_voiced: bool
    floor_db: float


class LastingVad:
    """webrtcvad for streams that last for hours.

    Its models of noise and speech never stop adapting. After some hours of talk, the strictest mode
    detects a third less speech than at first (docs/decisions/0024). So every minute it is replaced
    by a new instance, which has processed the minute before.

    Parameters
    ----------
    mode : int
        Mode of webrtcvad, 0-3.
    """

    def __init__(self, mode: int) -> None:
        self._mode = mode
        self._vad: Any = webrtcvad.Vad(mode)
        self._successor: Any = None
        self._frames = 0

    def is_speech(self, sound: bytes) -> bool:
        """Classify the next frame: `FRAME` samples of little-endian int16."""
        if self._frames == RENEWED_AFTER:
            self._vad = self._successor or self._vad
            self._successor = webrtcvad.Vad(self._mode)
            self._frames = 0
        self._frames += 1
        if self._successor is not None:
            self._successor.is_speech(sound, SAMPLE_RATE)
        return bool(self._vad.is_speech(sound, SAMPLE_RATE))


class VoiceDetector:
    """Detects speech in the frames of a stream.

    Parameters
    ----------
    aggressiveness : int
        Mode of webrtcvad, 0-3. In loud noise the next lower one is used.

    Attributes
    ----------
    floor : NoiseFloor
        Noise floor of the whole signal.
    """

    def __init__(self, aggressiveness: int = 3) -> None:
        self._aggressiveness = aggressiveness
        self.floor = NoiseFloor()
        self._band_floor = NoiseFloor(len(BAND_EDGES_HZ) - 1, percentile=25.0, lowest_db=-100.0)
        self._before = np.zeros(BAND_WINDOW - FRAME, np.float32)
        self.reset()

    def reset(self) -> None:
        """Reset webrtcvad after a gap in the sound; the noise floor is kept."""
        self._vad = LastingVad(self._aggressiveness)
        self._loud_vad = LastingVad(max(self._aggressiveness - 1, 0))

    def hear(self, samples: Float32Array) -> list[Frame]:
        """Process the next frames, shape (n * FRAME,), n >= 1.

        Levels are computed for all frames together, since numpy calls for single frames would take
        much longer. The result does not depend on the number of frames.
        """
        frames = samples.reshape(-1, FRAME)
        levels: list[float] = level_db(frames).tolist()
        in_bands = band_levels(self._windows(frames))
        floors: list[float] = []
        band_floors = np.empty_like(in_bands)
        for i, level in enumerate(levels):
            self.floor.update(level)
            floors.append(self.floor.level_db)
            self._band_floor.update(in_bands[i])
            band_floors[i] = self._band_floor.levels_db
        prominences: list[float] = (in_bands - band_floors).max(axis=1).tolist()
        voiced = self._are_voiced(frames, floors)
        return list(map(Frame, levels, prominences, voiced, floors))

    def _windows(self, frames: Float32Array) -> Float32Array:
        """Each frame together with the one before it, shape (n, BAND_WINDOW)."""
        windows = np.empty((len(frames), BAND_WINDOW), np.float32)
        windows[:, -FRAME:] = frames
        windows[0, :-FRAME] = self._before
        windows[1:, :-FRAME] = frames[:-1]
        self._before = windows[-1, -FRAME:]
        return windows

    def _are_voiced(self, frames: Float32Array, floors: list[float]) -> list[bool]:
        gains = np.array([_vad_gain(floor) for floor in floors], np.float32)
        scaled = np.minimum(np.maximum(frames * gains[:, None], -32768), 32767)
        voiced: list[bool] = []
        for floor, frame in zip(floors, scaled.astype("<i2"), strict=True):
            sound = frame.tobytes()
            # Both process every frame, so that both have adapted to the room.
            strict = self._vad.is_speech(sound)
            lenient = self._loud_vad.is_speech(sound)
            voiced.append(lenient if floor > LOUD_ROOM_DB else strict)
        return voiced


def _vad_gain(floor_db: float) -> float:
    """Factor from samples in [-1, 1] to the int16 samples for webrtcvad, for this noise floor."""
    gain_db = min(max(VAD_FLOOR_DB - floor_db, 0.0), VAD_GAIN_DB)
    return 32767.0 * 10.0 ** (gain_db / 20.0)
