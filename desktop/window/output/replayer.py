"""Replays utterances and records when, so that the microphone can ignore them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from core.audio import Float32Array
from desktop.audio import playback
from desktop.audio.playback import Playback

LEAD, TRAIL = 0.1, 0.6
"""Seconds added before and after a replay, for the latency of loudspeakers and for echo."""

POLL_MS = 30
"""How often to check whether a replay has started or ended."""


@dataclass(slots=True)
class _Replay:
    """A replay and the time span (``time.perf_counter()``) in which it may be heard."""

    playback: Playback
    first: float
    last: float
    has_started: bool = False


class Replayer(QObject):
    """Plays utterances in the PortAudio thread and polls for the outcome.

    A signal from that thread would be an alternative to polling. However, a signal from a thread
    that ends immediately crashed the window in 3 of 900 runs of a test on a busy machine.

    Parameters
    ----------
    begin : callable
        Plays samples, like `desktop.audio.playback.begin`.
    """

    failed = Signal(object)
    """The exception; None if the sound system does not respond."""

    def __init__(self, begin: Callable[[Float32Array], Playback] = playback.begin) -> None:
        super().__init__()
        self._begin = begin
        self._replays: list[_Replay] = []
        self._unfinished: list[_Replay] = []
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    def replay(self, samples: Float32Array) -> None:
        """Play samples; returns immediately."""
        now = time.perf_counter()
        # Until the sound has started or failed, assume that it may start at any time.
        replay = _Replay(self._begin(samples), now, now + playback.OPEN_TIMEOUT)
        recent = [earlier for earlier in self._replays if earlier.last > now - 30.0]
        self._replays = [*recent, replay]
        self._unfinished.append(replay)
        self._timer.start()

    def covers(self, begin: float, end: float) -> bool:
        """Return whether a time span (``time.perf_counter()``) overlaps with a replay."""
        return any(replay.first - LEAD <= end and begin <= replay.last for replay in self._replays)

    def _poll(self) -> None:
        now = time.perf_counter()
        self._unfinished = [replay for replay in self._unfinished if not self._follow(replay, now)]
        if not self._unfinished:
            self._timer.stop()

    def _follow(self, replay: _Replay, now: float) -> bool:
        """Note whether a replay has started or ended; return True if it is over."""
        sound = replay.playback
        if sound.started.done() and not replay.has_started:
            if (error := sound.started.exception()) is not None:
                replay.last = now + TRAIL
                self.failed.emit(error)
                return True
            replay.has_started = True
            # On a busy machine the sound may be interrupted, and then it ends later.
            replay.last = now + sound.seconds + playback.OPEN_TIMEOUT
        if sound.ended.done():
            replay.last = now + TRAIL
            return True
        if now < replay.last:
            return False
        if not replay.has_started:
            self.failed.emit(None)
        return True
