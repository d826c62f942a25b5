"""Segmenter: finds utterances in a stream.

A frame of 10 ms is active if the VAD detects speech *and* the frame is above the noise floor
(`core.voice`). There are two exceptions inside an utterance. Loud frames stay active without the
VAD for a short time, since it misses the "s" of "six". Quiet frames a long time after the last loud
one are not active: they are noise. An utterance begins when most of the last frames were active. It
is provisional at the first short silence and final after the hangover. This hysteresis, with more
active frames needed to begin than to go on, is set in `core.segmenter_settings`.
"""

from __future__ import annotations

from collections import deque
from typing import Literal

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array
from core.events import Utterance, Withdrawn
from core.levels import FRAME, SILENCE_DB, NoiseFloor, frame_levels, percentile
from core.segmenter_settings import SegmenterSettings
from core.voice import Frame, VoiceDetector

Cut = Utterance | Withdrawn
"""What the segmenter reports: an utterance, or that a provisional one goes on."""

FRAME_SECONDS = FRAME / SAMPLE_RATE

_BRIDGED_FRAMES = 16
"""Longest gap between the beginning of a word and the rest of it, in frames."""

_ATTACK_FRAMES = 8
"""Frames after which it is clear whether sound after a silence is the next word."""

_SPOKEN_RANGE_DB = 30.0
"""Frames further below the loudest one are not part of the speech itself."""

_SPOKEN_ABOVE_FLOOR_DB = 6.0
"""Neither are frames that are less than this above the noise floor."""

_FLOOR_PERCENTILE = 10.0
"""Percentile of an utterance's own levels that its noise floor is at least."""


class Segmenter:
    """Finds utterances in a stream.

    Parameters
    ----------
    settings : SegmenterSettings, optional

    Attributes
    ----------
    settings : SegmenterSettings
        Can be replaced at any time, also by another thread; applies from the next call of `feed`
        on. How much sound is kept follows from the first settings.
    opened_at : float or None
        Stream time at which the open utterance, or the first of those without a hangover between
        them, was detected; None if none is open.
    """

    def __init__(self, settings: SegmenterSettings | None = None) -> None:
        self.settings = self._settings = s = settings or SegmenterSettings()
        keep = s.pre_roll + s.max_speech + s.hangover + 1.0
        self._capacity = round(keep * SAMPLE_RATE)
        self._samples = np.zeros(2 * self._capacity, np.float32)
        self._filled = 0  # samples held in _samples
        self._position = 0  # stream index after the last sample held
        self._judged = 0  # stream index after the last frame judged
        self._last_id = 0
        self._earliest = 0  # stream index at which the next utterance may begin
        self._voice = VoiceDetector(s.aggressiveness)
        self._floor_db = self.floor.level_db  # at the last frame judged
        self._start_listening()

    # -- public -------------------------------------------------------------------------------

    @property
    def time(self) -> float:
        """Seconds fed so far."""
        return self._position / SAMPLE_RATE

    @property
    def floor(self) -> NoiseFloor:
        """The level of the background noise."""
        return self._voice.floor

    @property
    def is_open(self) -> bool:
        """Whether an utterance is open."""
        return self._state != "idle"

    def feed(self, samples: Float32Array) -> list[Cut]:
        """Process the next block.

        Parameters
        ----------
        samples : ndarray, shape (n,), float32
            Mono sound at ``SAMPLE_RATE``, any length.

        Returns
        -------
        list of Utterance or Withdrawn
            New cuts, in order; usually none.
        """
        self._use(self.settings)
        cuts: list[Cut] = []
        step = self._capacity - FRAME
        for begin in range(0, len(samples), step):
            self._append(samples[begin : begin + step])
            whole = (self._position - self._judged) // FRAME * FRAME
            if whole == 0:
                continue
            for frame in self._voice.hear(self._slice(self._judged, self._judged + whole)):
                self._judged += FRAME
                cuts += self._judge(frame)
        return cuts

    def flush(self) -> list[Cut]:
        """Close the open utterance at the end of the stream, and return it if there is one."""
        cuts: list[Cut] = []
        if self._state == "open":
            cuts.append(self._cut(is_final=True))
        self._start_listening()
        return cuts

    def reset(self) -> None:
        """Drop the open utterance after a gap; stream time and noise floor are kept."""
        self._judged = self._position
        self._earliest = self._position
        self._start_listening()

    def open_utterance(self) -> Utterance | None:
        """The open utterance up to now, or None."""
        return self._cut(is_final=False) if self._state == "open" else None

    # -- frames -------------------------------------------------------------------------------

    def _use(self, settings: SegmenterSettings) -> None:
        if settings is self._settings:
            return
        self._settings = settings
        self._voice.set_aggressiveness(settings.aggressiveness)
        self._recent = deque(self._recent, maxlen=settings.onset_span)

    def _start_listening(self) -> None:
        self._voice.reset()
        self._recent: deque[bool] = deque(maxlen=self._settings.onset_span)
        self._settled_at = self._judged + round(self._settings.settle * SAMPLE_RATE)
        self._close()

    def _close(self) -> None:
        self._state: Literal["idle", "open", "overlong"] = "idle"
        self.opened_at: float | None = None
        self._recent.clear()
        self._onset = self._last_active = self._last_voiced = self._last_loud = self._judged
        self._active_frames = 0
        self._run = 0  # active frames in a row
        self._peak_db = SILENCE_DB
        self._is_provisional = False

    def _judge(self, frame: Frame) -> list[Cut]:
        self._floor_db = frame.floor_db
        active = self._is_active(frame)
        self._run = self._run + 1 if active else 0
        if self._state == "idle":
            self._wait_for_onset(active, frame.level_db)
            return []
        if self._state == "overlong":
            self._wait_for_pause(active)
            return []
        return self._follow(active, frame.level_db)

    def _is_active(self, frame: Frame) -> bool:
        s = self._settings
        if frame.level_db <= s.min_level_db or frame.prominence_db <= s.gate_db:
            return False
        if self._state == "idle":
            return frame.is_voiced
        below_db = self._peak_db - frame.level_db
        if frame.is_voiced:
            self._last_voiced = self._judged
        if below_db < s.tail_db:
            self._last_loud = self._judged
        if below_db >= s.range_db or self._seconds_since(self._last_loud) > s.tail:
            return False
        return frame.is_voiced or (
            below_db < s.near_db and self._seconds_since(self._last_voiced) <= s.unvoiced
        )

    def _seconds_since(self, position: int) -> float:
        return (self._judged - position) / SAMPLE_RATE

    def _wait_for_onset(self, active: bool, level: float) -> None:
        s = self._settings
        self._recent.append(active)
        if sum(self._recent) < s.onset_frames or self._judged < self._settled_at:
            return
        first = self._recent.index(True)
        onset = self._judged - (len(self._recent) - first) * FRAME
        self.opened_at = self._judged / SAMPLE_RATE
        self._open(onset, level, sum(self._recent))

    def _open(self, onset: int, level: float, active_frames: int) -> None:
        self._state = "open"
        self._last_id += 1
        self._onset = onset
        self._last_active = self._last_voiced = self._last_loud = self._judged
        self._active_frames = active_frames
        self._peak_db = level
        self._is_provisional = False

    def _follow(self, active: bool, level: float) -> list[Cut]:
        s = self._settings
        cuts: list[Cut] = []
        if active:
            self._active_frames += 1
            if not self._is_provisional:
                self._peak_db = max(self._peak_db, level)
                self._last_active = self._judged
            elif self._run >= s.resume_frames:
                cuts += self._resume(level)
        silence = self._seconds_since(self._last_active)
        if self._seconds_since(self._onset) - silence > s.max_speech:
            cuts.append(self._cut(is_final=True, is_overlong=True))
            self._state = "overlong"
        elif silence >= s.hangover:
            cuts.append(self._cut(is_final=True))
            self._earliest = self._last_active
            self._close()
        elif silence >= s.provisional_silence and not self._is_provisional:
            self._is_provisional = True
            cuts.append(self._cut(is_final=False))
        return cuts

    def _resume(self, level: float) -> list[Cut]:
        """Continue after a provisional cut, with the same word or the next one."""
        s = self._settings
        begun = self._judged - self._run * FRAME
        could_be_next = (begun - self._last_active) / SAMPLE_RATE >= s.closure
        if could_be_next and level > self._peak_db - s.tail_db:
            self._active_frames -= self._run
            final = self._cut(is_final=True, until=begun, ends_phrase=False)
            self._earliest = self._last_active
            self._open(begun, level, self._run)
            return [final]
        if could_be_next and self._run < _ATTACK_FRAMES:
            return []
        self._is_provisional = False
        self._peak_db = max(self._peak_db, level)
        self._last_active = self._judged
        return [self._withdrawn()]

    def _wait_for_pause(self, active: bool) -> None:
        if active:
            self._last_active = self._judged
        elif self._seconds_since(self._last_active) >= self._settings.hangover:
            self._earliest = self._last_active
            self._close()

    # -- cuts ---------------------------------------------------------------------------------

    def _cut(
        self,
        *,
        is_final: bool,
        is_overlong: bool = False,
        until: int | None = None,
        ends_phrase: bool = True,
    ) -> Utterance:
        begin = max(
            self._onset - round(self._settings.pre_roll * SAMPLE_RATE),
            self._earliest,
            self._position - self._filled,
        )
        samples = self._slice(begin, self._judged if until is None else until).copy()
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
            ends_phrase=ends_phrase,
            floor_db=self._floor_db,
        )

    def _withdrawn(self) -> Withdrawn:
        return Withdrawn(self._last_id, self._onset / SAMPLE_RATE, self._judged / SAMPLE_RATE)

    def _bounds(self, samples: Float32Array, begin: int) -> tuple[float, float]:
        """Return start and end of the speech in stream time.

        They are the first and last frame near the loudest one and above the noise floor. The VAD
        detects the onset late. Of the frames before it, only those without a long gap count; others
        are a breath, a click or noise.
        """
        levels = frame_levels(samples)
        onset = (self._onset - begin) // FRAME
        last = (self._last_active - begin) // FRAME
        # The noise floor follows slowly. Noise that has just become louder is around the word.
        floor = max(self._floor_db, float(percentile(levels, _FLOOR_PERCENTILE)))
        loudest = float(levels[onset : last + 1].max())
        spoken = levels > max(loudest - _SPOKEN_RANGE_DB, floor + _SPOKEN_ABOVE_FLOOR_DB)
        spoken[last + 1 :] = False
        where = np.flatnonzero(spoken)
        before, after = where[where < onset][::-1], where[where >= onset]
        first = onset
        for frame in before:
            if first - frame > _BRIDGED_FRAMES:
                break
            first = int(frame)
        if first == onset and len(after):
            first = int(after[0])
        end = int(where[-1]) + 1 if len(where) else last
        return (begin + first * FRAME) / SAMPLE_RATE, (begin + end * FRAME) / SAMPLE_RATE

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
