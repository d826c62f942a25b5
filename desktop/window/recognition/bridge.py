"""Passes events from the worker thread to the GUI thread."""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import QObject, Signal

from core.events import Activity, Number, Result
from core.spectrogram import Columns
from desktop.audio.listener import SourceState, Stamps

MAX_BLOCKS = 700
"""Maximum number of blocks that wait for the next frame: about 14 s, more than is visible."""


class Bridge(QObject):
    """A `Listener` for the window.

    States, results and numbers are emitted as signals, which Qt queues for receivers in the GUI
    thread. They are not filtered: `UtteranceFilter` says which results and numbers count.
    Levels and columns arrive fifty times per second, and more often when a recording is read at
    full speed. They wait until the window takes them by `take_pending` for its next frame. The
    worker never waits for the window.
    """

    state = Signal(object)
    result = Signal(object, object)
    number = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        # Appending and popping are atomic in CPython; one thread does each.
        self._pending: deque[tuple[Activity | Columns, float]] = deque(maxlen=2 * MAX_BLOCKS)

    def take_pending(self) -> tuple[list[Activity], list[tuple[Columns, float]]]:
        """Take what has arrived since the last call; call in the GUI thread.

        Returns
        -------
        list of Activity
            The levels after each block, in order.
        list of (Columns, float)
            The columns, in order, with the time of their arrival (``time.perf_counter()``).
        """
        activities: list[Activity] = []
        columns: list[tuple[Columns, float]] = []
        while self._pending:
            item, arrived = self._pending.popleft()
            if isinstance(item, Activity):
                activities.append(item)
            else:
                columns.append((item, arrived))
        return activities, columns

    def on_state(self, state: SourceState) -> None:
        """Pass on a new state of the source."""
        self.state.emit(state)

    def on_activity(self, activity: Activity) -> None:
        """Keep the level and VAD state after a block."""
        self._pending.append((activity, time.perf_counter()))

    def on_columns(self, columns: Columns) -> None:
        """Keep new columns of the live spectrogram."""
        self._pending.append((columns, time.perf_counter()))

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Pass on a provisional, withdrawn, final or rejected result."""
        self.result.emit(result, stamps)

    def on_number(self, number: Number, stamps: Stamps) -> None:
        """Take the digits of a phrase that is over."""
        self.number.emit(number)
