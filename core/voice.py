"""Voice activity detection (VAD) with webrtcvad, for quiet and for noisy rooms.

webrtcvad misses speech from quiet microphones, so the signal is amplified until its noise floor has
a known level. In loud noise its strictest mode misses most words, so a less strict mode is used
there. Fans and rain are often detected as speech, so each frame also has its distance from the
noise floor.
"""

from __future__ import annotations

from collections import deque
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

MAX_SKIPPED = 500
"""Frames that wait to be processed by a VAD whose answers are not needed: five seconds."""


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
        self._skipped: deque[bytes] = deque()

    def set_mode(self, mode: int) -> None:
        """Change the mode; what was learned about noise and speech is kept."""
        self._mode = mode
        for vad in (self._vad, self._successor):
            if vad is not None:
                vad.set_mode(mode)

    def is_speech(self, sound: bytes) -> bool:
        """Classify the next frame: `FRAME` samples of little-endian int16."""
        while self._skipped:
            self._process(self._skipped.popleft())
        return self._process(sound)

    def skip(self, sound: bytes) -> None:
        """Adapt to the next frame, later: in a short recording it is often not needed."""
        self._skipped.append(sound)
        if len(self._skipped) > MAX_SKIPPED:
            self._process(self._skipped.popleft())

    def _process(self, sound: bytes) -> bool:
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
        self._modes = _modes(aggressiveness)
        self.floor = NoiseFloor()
        self._band_floor = NoiseFloor(len(BAND_EDGES_HZ) - 1, percentile=25.0, lowest_db=-100.0)
        self._before = np.zeros(BAND_WINDOW - FRAME, np.float32)
        self.reset()

    def reset(self) -> None:
        """Reset webrtcvad after a gap in the sound; the noise floor is kept."""
        self._vad, self._loud_vad = map(LastingVad, self._modes)

    def set_aggressiveness(self, aggressiveness: int) -> None:
        """Change the mode from the next frame on."""
        self._modes = _modes(aggressiveness)
        for vad, mode in zip((self._vad, self._loud_vad), self._modes, strict=True):
            vad.set_mode(mode)

    def hear(self, samples: Float32Array) -> list[Frame]:
        """Process the next frames, shape (n * FRAME,), n >= 1.

        Levels are computed for all frames together, since numpy calls for single frames would take
        much longer. The result does not depend on the number of frames.
        """
        frames = samples.reshape(-1, FRAME)
        levels: Float32Array = level_db(frames)
        in_bands = band_levels(self._windows(frames))
        floors: list[float] = self.floor.update(levels[:, None])[:, 0].tolist()
        prominences = (in_bands - self._band_floor.update(in_bands)).max(axis=1)
        voiced = self._are_voiced(frames, floors)
        return list(map(Frame, levels.tolist(), prominences.tolist(), voiced, floors))

    def _windows(self, frames: Float32Array) -> Float32Array:
        """Each frame together with the one before it, shape (n, BAND_WINDOW)."""
        windows = np.empty((len(frames), BAND_WINDOW), np.float32)
        windows[:, -FRAME:] = frames
        windows[0, :-FRAME] = self._before
        windows[1:, :-FRAME] = frames[:-1]
        self._before = windows[-1, -FRAME:]
        return windows

    def _are_voiced(self, frames: Float32Array, floors: list[float]) -> list[bool]:
        gain = {floor: _vad_gain(floor) for floor in set(floors)}
        gains = np.array([gain[floor] for floor in floors], np.float32)
        scaled = np.minimum(np.maximum(frames * gains[:, None], -32768), 32767)
        sound = scaled.astype("<i2").tobytes()
        size = len(sound) // len(frames)
        voiced: list[bool] = []
        for i, floor in enumerate(floors):
            frame = sound[i * size : (i + 1) * size]
            # Both process every frame, so that both have adapted to the room.
            if floor > LOUD_ROOM_DB:
                used, other = self._loud_vad, self._vad
            else:
                used, other = self._vad, self._loud_vad
            voiced.append(used.is_speech(frame))
            other.skip(frame)
        return voiced


def _modes(aggressiveness: int) -> tuple[int, int]:
    """Return the modes for quiet rooms and for loud noise."""
    return aggressiveness, max(aggressiveness - 1, 0)


def _vad_gain(floor_db: float) -> float:
    """Factor from samples in [-1, 1] to the int16 samples for webrtcvad, for this noise floor."""
    gain_db = min(max(VAD_FLOOR_DB - floor_db, 0.0), VAD_GAIN_DB)
    return 32767.0 * 10.0 ** (gain_db / 20.0)
