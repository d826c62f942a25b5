"""Connects the audio worker to the state machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from core.bundle import BundleError
from core.events import Activity, Number, Result
from core.profiles.profile import ProfileError
from core.recognizer import Recognizer
from core.spectrogram import Columns
from desktop.audio.listener import SourceState, Stamps
from desktop.audio.sources import Source
from desktop.audio.worker import Worker
from desktop.kiosk.entry.events import Event
from desktop.kiosk.entry.interpretation import Interpreter

STUCK_SECONDS = 3.0
"""If an open source delivers no block for this long, the audio capture hangs."""

SILENT_DB = -120.0
"""The level without sound, dBFS."""


class KioskListener(QObject):
    """A `Listener` that emits signals. Qt queues them to the window's thread.

    Attributes
    ----------
    code : str
        The state of the source, as in `SourceState`.
    has_model : bool
        False if the model cannot be used.
    source : str
        Name of the microphone or the file.
    message : str
        One line about a problem of the source; empty if there is none.
    level_db : float
        RMS level of the last block, dBFS.
    """

    entry_event = Signal(object)
    """An `Event` for the state machine."""

    changed = Signal()
    """`code` or `has_model` has changed."""

    def __init__(self) -> None:
        super().__init__()
        self.code = "opening"
        self.has_model = True
        self.source = self.message = ""
        self.level_db = SILENT_DB
        self._interpreter = Interpreter()
        self._last_block = time.monotonic()
        self._worker: Worker | None = None

    def start(self, make_recognizer: Callable[[], Recognizer], source: Source) -> None:
        """Start listening. The worker's thread loads the model."""

        def make() -> Recognizer:
            try:
                return make_recognizer()
            except (BundleError, ProfileError):
                self.has_model = False
                self.changed.emit()
                raise

        self._worker = Worker(self, make, source)
        self._worker.start()

    @property
    def is_stuck(self) -> bool:
        """Whether the source is open but has stopped delivering sound."""
        is_open = self.code in ("listening", "blocked")
        return is_open and time.monotonic() - self._last_block > STUCK_SECONDS

    # -- called in the worker's thread -----------------------------------------------------------

    def on_state(self, state: SourceState) -> None:
        """Handle a new state of the source."""
        self._last_block = time.monotonic()
        self.code, self.source, self.message = state.code, state.source, state.message
        if state.code != "listening":
            self.level_db = SILENT_DB
            self._emit([*self._interpreter.end(), *self._interpreter.speak(False)])
        self.changed.emit()

    def on_activity(self, activity: Activity) -> None:
        """Handle the state of the VAD after each block."""
        self._last_block = time.monotonic()
        self.level_db = activity.level_db
        self._emit(self._interpreter.speak(activity.is_speech))

    def on_columns(self, columns: Columns) -> None:
        """The kiosk shows no spectrogram."""

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Handle a result of the recognizer."""
        self._emit(self._interpreter.hear(result))

    def on_number(self, number: Number, stamps: Stamps) -> None:
        """Handle the end of a phrase."""
        self._emit(self._interpreter.hear(number))

    def _emit(self, events: list[Event]) -> None:
        for event in events:
            self.entry_event.emit(event)


Prepare = Callable[[], tuple[Callable[[], Recognizer], Source]]
"""Returns a function that makes the recognizer, and the source."""


def start_in_thread(listener: KioskListener, prepare: Prepare) -> None:
    """Call `prepare`, whose imports are slow, in a thread; then start the listener."""

    def begin() -> None:
        listener.start(*prepare())

    threading.Thread(target=begin, name="loading", daemon=True).start()
