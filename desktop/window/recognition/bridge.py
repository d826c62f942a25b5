"""Carries what the worker's thread says into the GUI's."""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import QObject, Signal

from core.events import Activity, Number, Result
from core.spectrogram import Columns
from desktop.audio.listener import SourceState, Stamps

KEPT = 700
"""Blocks that wait for the next frame at the most, some 14 s of sound: more than is in view."""


class Bridge(QObject):
    """A `Listener` for the window.

    What somebody waits for is told by signals, which Qt queues for receivers that live in the
    GUI's thread, in the order of their emission. Level and columns, fifty times a second and far
    more when a recording is read at full speed, wait for the window's next frame instead: it takes
    them by `take`. The worker never waits for the window.
    """

    state = Signal(object)
    result = Signal(object, object)
    number = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        # Appending and popping are atomic in CPython; one thread does each.
        self._waiting: deque[tuple[Activity | Columns, float]] = deque(maxlen=2 * KEPT)

    def take(self) -> list[tuple[Activity | Columns, float]]:
        """All levels and columns since the last call, in order, for the GUI's thread.

        With each comes the moment of its arrival here, on ``time.perf_counter()``'s clock.
        """
        taken: list[tuple[Activity | Columns, float]] = []
        while self._waiting:
            taken.append(self._waiting.popleft())
        return taken

    def on_state(self, state: SourceState) -> None:
        """Take the source's new state."""
        self.state.emit(state)

    def on_activity(self, activity: Activity) -> None:
        """Take the level and VAD state after each block."""
        self._waiting.append((activity, time.perf_counter()))

    def on_columns(self, columns: Columns) -> None:
        """Take new columns of the live spectrogram."""
        self._waiting.append((columns, time.perf_counter()))

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Take a provisional, withdrawn, final or rejected result."""
        self.result.emit(result, stamps)

    def on_number(self, number: Number, stamps: Stamps) -> None:
        """Take the digits of a phrase that is over."""
        self.number.emit(number)
