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
    """

    level_db: float
    prominence_db: float
    is_voiced: bool


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
        self._window = np.zeros(BAND_WINDOW, np.float32)
        self.reset()

    def reset(self) -> None:
        """Forget the VAD's state after a gap in the sound, but not the room."""
        self._vad: Any = webrtcvad.Vad(self._aggressiveness)
        self._loud_vad: Any = webrtcvad.Vad(max(self._aggressiveness - 1, 0))

    def hear(self, samples: Float32Array) -> Frame:
        """Judge the next frame, shape (FRAME,)."""
        level = level_db(samples)
        self.floor.update(level)
        self._window[:-FRAME] = self._window[FRAME:]
        self._window[-FRAME:] = samples
        levels = band_levels(self._window)
        self._band_floor.update(levels)
        prominence = float((levels - self._band_floor.levels_db).max())
        return Frame(level, prominence, self._is_voiced(samples))

    def _is_voiced(self, samples: Float32Array) -> bool:
        floor = self.floor.level_db
        gain_db = min(max(VAD_FLOOR_DB - floor, 0.0), VAD_GAIN_DB)
        scaled = np.clip(samples * (32767.0 * 10.0 ** (gain_db / 20.0)), -32768, 32767)
        sound = scaled.astype("<i2").tobytes()
        # Both hear everything, so that either knows the room when its turn comes.
        strict: bool = self._vad.is_speech(sound, SAMPLE_RATE)
        lenient: bool = self._loud_vad.is_speech(sound, SAMPLE_RATE)
        return lenient if floor > LOUD_ROOM_DB else strict
