"""Is this frame speech? webrtcvad, helped over its two weaknesses: quiet and loud rooms.

The VAD is deaf to quiet microphones, so it is given the sound with the room's floor raised to a
known level; and in loud rooms its strictest mode hears hardly a word, so there it is less strict.
Since fans and rain hold it open, how far a frame stands out of the room is told beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import webrtcvad  # pyright: ignore[reportMissingTypeStubs]

from core.audio import SAMPLE_RATE, Float32Array
from core.levels import BAND_EDGES_HZ, BAND_WINDOW, FRAME, NoiseFloor, band_levels, level_db

VAD_FLOOR_DB = -58.0
"""Level to which a quiet room's floor is raised for the VAD's ears, dBFS."""

VAD_GAIN_DB = 24.0
"""By this much at the most."""

LOUD_ROOM_DB = -45.0
"""With its floor above this, dBFS, a room is loud, and the VAD one step less strict."""


RENEWED_AFTER = 6_000
"""Frames after which a VAD gives way to its successor: a minute."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is heard in 10 ms.

    Attributes
    ----------
    level_db : float
        RMS, dBFS.
    prominence_db : float
        How far the sound stands above the room's floor, in the band in which it is furthest.
    is_voiced : bool
        Whether the VAD hears speech.
    floor_db : float
        The room's level at that moment, dBFS.
    """

    level_db: float
    prominence_db: float
    is_voiced: bool
    floor_db: float


class LastingVad:
    """A webrtcvad for streams without end.

    Its models of noise and of speech never stop adapting: after some hours of talk the strictest
    mode takes a third less for speech than at first (docs/decisions/0024). So none grows old: a
    successor listens along for a minute, and then takes its place.

    Parameters
    ----------
    mode : int
        webrtcvad's, 0-3.
    """

    def __init__(self, mode: int) -> None:
        self._mode = mode
        self._vad: Any = webrtcvad.Vad(mode)
        self._successor: Any = None
        self._frames = 0

    def is_speech(self, sound: bytes) -> bool:
        """Judge the next frame: `FRAME` samples of little-endian int16."""
        if self._frames == RENEWED_AFTER:
            self._vad = self._successor or self._vad
            self._successor = webrtcvad.Vad(self._mode)
            self._frames = 0
        self._frames += 1
        if self._successor is not None:
            self._successor.is_speech(sound, SAMPLE_RATE)
        return bool(self._vad.is_speech(sound, SAMPLE_RATE))


class VoiceDetector:
    """Judges the frames of a stream one after the other.

    Parameters
    ----------
    aggressiveness : int
        webrtcvad's mode in an ordinary room, 0-3.

    Attributes
    ----------
    floor : NoiseFloor
        The room's level over all bands.
    """

    def __init__(self, aggressiveness: int = 3) -> None:
        self._aggressiveness = aggressiveness
        self.floor = NoiseFloor()
        self._band_floor = NoiseFloor(len(BAND_EDGES_HZ) - 1, percentile=25.0, lowest_db=-100.0)
        self._before = np.zeros(BAND_WINDOW - FRAME, np.float32)
        self.reset()

    def reset(self) -> None:
        """Forget the VAD's state after a gap in the sound, but not the room."""
        self._vad = LastingVad(self._aggressiveness)
        self._loud_vad = LastingVad(max(self._aggressiveness - 1, 0))

    def hear(self, samples: Float32Array) -> list[Frame]:
        """Judge the next frames, shape (n * FRAME,), n >= 1.

        They are measured together, since with a numpy call for each frame the calls would take
        longer than the work; the result is the same, frame by frame.
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
        """Each frame with the one before it, shape (n, BAND_WINDOW)."""
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
            # Both hear everything, so that either knows the room when its turn comes.
            strict = self._vad.is_speech(sound)
            lenient = self._loud_vad.is_speech(sound)
            voiced.append(lenient if floor > LOUD_ROOM_DB else strict)
        return voiced


def _vad_gain(floor_db: float) -> float:
    """What brings a sample in [-1, 1] to the VAD's ears in a room of this level."""
    gain_db = min(max(VAD_FLOOR_DB - floor_db, 0.0), VAD_GAIN_DB)
    return 32767.0 * 10.0 ** (gain_db / 20.0)
