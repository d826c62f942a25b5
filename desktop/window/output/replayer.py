"""Replays utterances, and knows which sound in the microphone may be a replay's."""

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
"""Seconds around a replay that belong to it: loudspeakers are late, and rooms ring."""

LOOK_MS = 30
"""How often it is looked whether a replay has begun."""


@dataclass(slots=True)
class _Replay:
    """One replay, and the moments (``time.perf_counter()``) that its sound lies between."""

    call: Future[float]
    first: float
    last: float


class Replayer(QObject):
    """Has utterances played by the PortAudio thread, and looks now and then what came of it.

    It looks, and is not told: a signal from a thread that ends at once has crashed the window,
    though only in 3 of 900 runs of a test on a busy machine.

    Parameters
    ----------
    begin : callable
        Has samples played, as `desktop.audio.playback.begin` does.
    """

    failed = Signal(str)
    """One line for people; empty where the sound system does not answer."""

    def __init__(self, begin: Callable[[Float32Array], Future[float]] = playback.begin) -> None:
        super().__init__()
        self._begin = begin
        self._replays: list[_Replay] = []
        self._beginning: list[_Replay] = []
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def replay(self, samples: Float32Array) -> None:
        """Play a sound; returns at once."""
        now = time.perf_counter()
        # Until it has begun, or was given up, nothing is heard either.
        replay = _Replay(self._begin(samples), now, now + playback.OPEN_TIMEOUT)
        self._replays = [*(replay for replay in self._replays if replay.last > now - 30.0), replay]
        self._beginning.append(replay)
        self._timer.start()

    def covers(self, begin: float, end: float) -> bool:
        """Whether sound between two moments (``time.perf_counter()``) may be a replay's."""
        return any(replay.first - LEAD <= end and begin <= replay.last for replay in self._replays)

    def _look(self) -> None:
        now = time.perf_counter()
        for replay in list(self._beginning):
            if not replay.call.done() and now < replay.last:
                continue
            self._beginning.remove(replay)
            self._settle(replay, now)
        if not self._beginning:
            self._timer.stop()

    def _settle(self, replay: _Replay, now: float) -> None:
        """It has begun, or it will not."""
        replay.last = now + TRAIL
        if not replay.call.done():
            self.failed.emit("")
            return
        try:
            replay.last += replay.call.result()
        except DeviceError as error:
            self.failed.emit(error.message)
