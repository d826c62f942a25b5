"""Carries what the worker's thread says into the GUI's."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.events import Activity, Result
from core.spectrogram import Columns
from desktop.audio.listener import SourceState, Stamps


class Bridge(QObject):
    """A `Listener` that only emits signals.

    Signals emitted in the worker's thread are queued by Qt for receivers that live in the GUI's,
    in the order of their emission; the worker never waits for the window.
    """

    state = Signal(object)
    activity = Signal(object)
    columns = Signal(object)
    result = Signal(object, object)

    def on_state(self, state: SourceState) -> None:
        """Take the source's new state."""
        self.state.emit(state)

    def on_activity(self, activity: Activity) -> None:
        """Take the level and VAD state after each block."""
        self.activity.emit(activity)

    def on_columns(self, columns: Columns) -> None:
        """Take new columns of the live spectrogram."""
        self.columns.emit(columns)

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Take a provisional, withdrawn, final or rejected result."""
        self.result.emit(result, stamps)
