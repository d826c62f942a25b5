"""Passes events from the worker thread to the GUI thread."""

from __future__ import annotations

import time
from collections import deque
from itertools import count

from PySide6.QtCore import QObject, Signal

from core.events import Activity, Number, Result
from core.spectrogram import Columns
from desktop.audio.listener import SourceState, Stamps

MAX_BLOCKS = 700
"""Maximum number of blocks that wait for the next frame: about 14 s, more than is visible."""

_Event = SourceState | Number | Activity | tuple[Result, Stamps]


class Bridge(QObject):
    """A `Listener` for the window.

    All signals but `_arrived` are emitted in the GUI thread, in the order in which the worker
    called the listener. The end of a number depends on this order: the level after a phrase must
    not overtake the results of the phrase. Results are not filtered: `UtteranceFilter` says which
    ones count.

    Levels and columns arrive fifty times per second, and more often when a recording is read at
    full speed. They wait for a later result or state, or until the window calls `deliver` for its
    next frame. The worker never waits for the window.
    """

    state = Signal(object)
    result = Signal(object, object)
    number = Signal(object)
    activities = Signal(list)
    """The levels after one or more blocks, without a result or state between them."""
    columns = Signal(object, float)
    """Columns, and the time of their arrival (``time.perf_counter()``)."""

    _arrived = Signal()

    def __init__(self) -> None:
        super().__init__()
        # Appending and popping are atomic in CPython; one thread does each. Each item has a number
        # that gives its place in both queues together.
        self._order = count()
        self._blocks: deque[tuple[int, Activity | Columns, float]] = deque(maxlen=2 * MAX_BLOCKS)
        self._events: deque[tuple[int, _Event]] = deque()
        self._arrived.connect(self.deliver)  # queued, if the worker emits it

    def deliver(self) -> None:
        """Emit the signals for everything that has arrived; call in the GUI thread.

        A receiver may call this again, such as from the event loop of a dialog.
        """
        activities: list[Activity] = []
        while self._blocks or self._events:
            # The block first: when it is there, all earlier events are there, too.
            block = self._blocks[0] if self._blocks else None
            if self._events and (block is None or self._events[0][0] < block[0]):
                event = self._events.popleft()[1]
                self._emit_activities(activities)
                self._emit(event)
                continue
            _, item, arrived = self._blocks.popleft()
            if isinstance(item, Activity):
                activities.append(item)
            else:
                self.columns.emit(item, arrived)
        self._emit_activities(activities)

    def on_state(self, state: SourceState) -> None:
        """Pass on a new state of the source."""
        self._pass_on(state)

    def on_activity(self, activity: Activity) -> None:
        """Keep the level and VAD state after a block."""
        if activity.is_gap:
            self._pass_on(activity)  # numbers depend on it; the oldest blocks may be dropped
            return
        self._blocks.append((next(self._order), activity, time.perf_counter()))

    def on_columns(self, columns: Columns) -> None:
        """Keep new columns of the live spectrogram."""
        self._blocks.append((next(self._order), columns, time.perf_counter()))

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Pass on a provisional, withdrawn, final or rejected result."""
        self._pass_on((result, stamps))

    def on_number(self, number: Number, stamps: Stamps) -> None:
        """Pass on the digits of a phrase that is over."""
        self._pass_on(number)

    def _pass_on(self, event: _Event) -> None:
        self._events.append((next(self._order), event))
        self._arrived.emit()

    def _emit(self, event: _Event) -> None:
        if isinstance(event, SourceState):
            self.state.emit(event)
        elif isinstance(event, Number):
            self.number.emit(event)
        elif isinstance(event, Activity):
            self.activities.emit([event])
        else:
            self.result.emit(*event)

    def _emit_activities(self, activities: list[Activity]) -> None:
        if activities:
            taken = activities.copy()
            activities.clear()
            self.activities.emit(taken)
