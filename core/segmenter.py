"""webrtcvad frames -> utterances: where a word begins and ends in a stream.

A frame of 10 ms counts as active when webrtcvad hears speech in it *and* its level stands above
the room's noise floor: fans hold the VAD open, and the VAD alone is deaf to quiet microphones, so
it is given the sound with the room's floor raised to a known level. An utterance opens when most
of the last frames were active (hysteresis), is cut provisionally at the first short silence, and
finally when the pause has lasted as long as the hangover.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import webrtcvad  # pyright: ignore[reportMissingTypeStubs]

from core.audio import SAMPLE_RATE, Float32Array
from core.events import Utterance, Withdrawn
from core.levels import FRAME, NoiseFloor, frame_levels, level_db

Cut = Utterance | Withdrawn

FRAME_SECONDS = FRAME / SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class SegmenterSettings:
    """When sound counts as speech; durations in seconds, levels in dBFS or dB.

    Attributes
    ----------
    aggressiveness : int
        webrtcvad's mode, 0-3.
    onset_frames, onset_span : int
        An utterance opens when so many of the last so many frames are active.
    settle : float
        Nothing opens so soon after the stream's begin: the VAD has to get used to the room.
    resume_frames : int
        So many active frames in a row after a silence are speech going on, not a click.
    pre_roll : float
        Sound kept from before the onset; the VAD hears "six" and "five" up to 250 ms late.
    provisional_silence : float
        Pause after which a provisional cut is given.
    hangover : float
        Pause that ends an utterance.
    max_speech : float
        No digit lasts longer; the rest, up to the next pause, is passed over.
    gate_db : float
        How far a frame must stand above the noise floor.
    range_db : float
        How far below the loudest frame of its utterance a frame may lie and still be speech.
    min_level_db : float
        Quieter frames are never speech.
    vad_floor_db : float
        Level to which the room's floor is raised for the VAD's ears.
    vad_gain_db : float
        By this much at the most.
    """

    aggressiveness: int = 3
    onset_frames: int = 4
    onset_span: int = 6
    settle: float = 0.2
    resume_frames: int = 3
    pre_roll: float = 0.45
    provisional_silence: float = 0.06
    hangover: float = 0.26
    max_speech: float = 1.8
    gate_db: float = 8.0
    range_db: float = 38.0
    min_level_db: float = -66.0
    vad_floor_db: float = -58.0
    vad_gain_db: float = 24.0


class Segmenter:
    """Cuts a stream of sound into utterances.

    Parameters
    ----------
    settings : SegmenterSettings, optional
    """

    def __init__(self, settings: SegmenterSettings | None = None) -> None:
        self.settings = settings or SegmenterSettings()
        s = self.settings
        keep = s.pre_roll + s.max_speech + s.hangover + 1.0
        self._capacity = round(keep * SAMPLE_RATE)
        self._samples = np.zeros(2 * self._capacity, np.float32)
        self._filled = 0  # samples held in _samples
        self._position = 0  # stream index after the last sample held
        self._judged = 0  # stream index after the last frame judged
        self._last_id = 0
        self._floor_at = 0  # nothing before this stream index belongs to the next utterance
        self.floor = NoiseFloor()
        self._start_listening()

    # -- public -------------------------------------------------------------------------------

    @property
    def time(self) -> float:
        """Seconds fed so far."""
        return self._position / SAMPLE_RATE

    @property
    def is_open(self) -> bool:
        """True while an utterance is being heard."""
        return self._state != "idle"

    def feed(self, samples: Float32Array) -> list[Cut]:
        """Take mono float32 samples at ``SAMPLE_RATE`` and give the cuts they complete."""
        cuts: list[Cut] = []
        step = self._capacity - FRAME
        for begin in range(0, len(samples), step):
            self._append(samples[begin : begin + step])
            while self._position - self._judged >= FRAME:
                frame = self._slice(self._judged, self._judged + FRAME)
                self._judged += FRAME
                cuts += self._judge(frame)
        return cuts

    def flush(self) -> list[Cut]:
        """Close an open utterance, since the stream has ended."""
        cuts: list[Cut] = []
        if self._state == "open":
            cuts.append(self._cut(is_final=True))
        self._start_listening()
        return cuts

    def reset(self) -> None:
        """Forget the open utterance and the VAD's state after a gap; time and floor go on."""
        self._judged = self._position
        self._floor_at = self._position
        self._start_listening()

    # -- frames -------------------------------------------------------------------------------

    def _start_listening(self) -> None:
        self._vad: Any = webrtcvad.Vad(self.settings.aggressiveness)
        self._recent: deque[bool] = deque(maxlen=self.settings.onset_span)
        self._settled_at = self._judged + round(self.settings.settle * SAMPLE_RATE)
        self._close()

    def _close(self) -> None:
        self._state: Literal["idle", "open", "overlong"] = "idle"
        self._recent.clear()
        self._onset = self._last_active = self._judged
        self._active_frames = 0
        self._run = 0  # active frames in a row
        self._peak_db = -120.0
        self._is_provisional = False

    def _judge(self, frame: Float32Array) -> list[Cut]:
        level = level_db(frame)
        self.floor.update(level)
        active = self._is_active(frame, level)
        self._run = self._run + 1 if active else 0
        if self._state == "idle":
            self._wait_for_onset(active, level)
            return []
        if self._state == "overlong":
            self._wait_for_pause(active)
            return []
        return self._follow(active, level)

    def _is_active(self, frame: Float32Array, level: float) -> bool:
        s = self.settings
        gain_db = min(max(s.vad_floor_db - self.floor.level_db, 0.0), s.vad_gain_db)
        scaled = np.clip(frame * (32767.0 * 10.0 ** (gain_db / 20.0)), -32768, 32767)
        is_voiced: bool = self._vad.is_speech(scaled.astype("<i2").tobytes(), SAMPLE_RATE)
        lowest = max(self.floor.level_db + s.gate_db, s.min_level_db, self._peak_db - s.range_db)
        return is_voiced and level > lowest

    def _wait_for_onset(self, active: bool, level: float) -> None:
        s = self.settings
        self._recent.append(active)
        if sum(self._recent) < s.onset_frames or self._judged < self._settled_at:
            return
        first = self._recent.index(True)
        self._state = "open"
        self._last_id += 1
        self._onset = self._judged - (len(self._recent) - first) * FRAME
        self._last_active = self._judged
        self._active_frames = sum(self._recent)
        self._peak_db = level

    def _follow(self, active: bool, level: float) -> list[Cut]:
        s = self.settings
        cuts: list[Cut] = []
        if active:
            self._active_frames += 1
            self._peak_db = max(self._peak_db, level)
            if not self._is_provisional or self._run >= s.resume_frames:
                if self._is_provisional:
                    self._is_provisional = False
                    cuts.append(self._withdrawn())
                self._last_active = self._judged
        silence = (self._judged - self._last_active) / SAMPLE_RATE
        if (self._judged - self._onset) / SAMPLE_RATE - silence > s.max_speech:
            cuts.append(self._cut(is_final=True, is_overlong=True))
            self._state = "overlong"
        elif silence >= s.hangover:
            cuts.append(self._cut(is_final=True))
            self._floor_at = self._last_active
            self._close()
        elif silence >= s.provisional_silence and not self._is_provisional:
            self._is_provisional = True
            cuts.append(self._cut(is_final=False))
        return cuts

    def _wait_for_pause(self, active: bool) -> None:
        if active:
            self._last_active = self._judged
        elif self._judged - self._last_active >= self.settings.hangover * SAMPLE_RATE:
            self._floor_at = self._last_active
            self._close()

    # -- cuts ---------------------------------------------------------------------------------

    def _cut(self, *, is_final: bool, is_overlong: bool = False) -> Utterance:
        begin = max(
            self._onset - round(self.settings.pre_roll * SAMPLE_RATE),
            self._floor_at,
            self._position - self._filled,
        )
        samples = self._slice(begin, self._judged).copy()
        start, end = self._bounds(samples, begin)
        return Utterance(
            id=self._last_id,
            samples=samples,
            samples_start=begin / SAMPLE_RATE,
            start=start,
            end=end,
            closed_at=self._judged / SAMPLE_RATE,
            active=self._active_frames * FRAME_SECONDS,
            is_final=is_final,
            is_overlong=is_overlong,
            floor_db=self.floor.level_db,
        )

    def _withdrawn(self) -> Withdrawn:
        return Withdrawn(self._last_id, self._onset / SAMPLE_RATE, self._judged / SAMPLE_RATE)

    def _bounds(self, samples: Float32Array, begin: int) -> tuple[float, float]:
        """First and last 10 ms within 30 dB of the loudest that stand out of the floor."""
        levels = frame_levels(samples)
        spoken = levels > max(float(levels.max()) - 30.0, self.floor.level_db + 6.0)
        # Whatever is further from the VAD's own speech than its lateness is another sound.
        onset = (self._onset - begin) // FRAME
        last = (self._last_active - begin) // FRAME
        spoken[: max(0, onset - 30)] = False
        spoken[last + 1 :] = False
        where = np.flatnonzero(spoken)
        if len(where) == 0:
            return self._onset / SAMPLE_RATE, self._last_active / SAMPLE_RATE
        first = begin + int(where[0]) * FRAME
        return first / SAMPLE_RATE, (begin + (int(where[-1]) + 1) * FRAME) / SAMPLE_RATE

    # -- the sound kept -------------------------------------------------------------------------

    def _append(self, samples: Float32Array) -> None:
        if self._filled + len(samples) > len(self._samples):
            self._samples[: self._capacity] = self._samples[
                self._filled - self._capacity : self._filled
            ]
            self._filled = self._capacity
        self._samples[self._filled : self._filled + len(samples)] = samples
        self._filled += len(samples)
        self._position += len(samples)

    def _slice(self, begin: int, end: int) -> Float32Array:
        offset = self._filled - self._position
        return self._samples[begin + offset : end + offset]
