"""Replays utterances and records when, so that the microphone can ignore them."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from core.audio import Float32Array
from desktop.audio import playback
from desktop.audio.errors import DeviceError

LEAD, TRAIL = 0.1, 0.6
"""Seconds added before and after a replay, for the latency of loudspeakers and for echo."""

POLL_MS = 30
"""How often to check whether a replay has started."""


@dataclass(slots=True)
class _Replay:
    """A replay and the time span (``time.perf_counter()``) of its sound."""

    call: Future[float]
    first: float
    last: float


class Replayer(QObject):
    """Plays utterances in the PortAudio thread and polls for the outcome.

    A signal from that thread would be an alternative to polling. However, a signal from a thread
    that ends immediately crashed the window in 3 of 900 runs of a test on a busy machine.

    Parameters
    ----------
    begin : callable
        Plays samples, like `desktop.audio.playback.begin`.
    """

    failed = Signal(str)
    """A message for the user; empty if the sound system does not respond."""

    def __init__(self, begin: Callable[[Float32Array], Future[float]] = playback.begin) -> None:
        super().__init__()
        self._begin = begin
        self._replays: list[_Replay] = []
        self._starting: list[_Replay] = []
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
        self._starting.append(replay)
        self._timer.start()

    def covers(self, begin: float, end: float) -> bool:
        """Return whether a time span (``time.perf_counter()``) overlaps with a replay."""
        return any(replay.first - LEAD <= end and begin <= replay.last for replay in self._replays)

    def _poll(self) -> None:
        now = time.perf_counter()
        for replay in list(self._starting):
            if not replay.call.done() and now < replay.last:
                continue
            self._starting.remove(replay)
            self._finish_start(replay, now)
        if not self._starting:
            self._timer.stop()

    def _finish_start(self, replay: _Replay, now: float) -> None:
        """Set the end of a replay that has started, or report that it has not."""
        replay.last = now + TRAIL
        if not replay.call.done():
            self.failed.emit("")
            return
        try:
            replay.last += replay.call.result()
        except DeviceError as error:
            self.failed.emit(error.message)
