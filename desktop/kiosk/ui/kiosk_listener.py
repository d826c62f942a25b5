"""Joins the microphone to the flow: the worker of the audio room, and what it tells."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from core.bundle import BundleError
from core.events import Activity, Result
from core.profile import ProfileError
from core.recognizer import Recognizer
from core.spectrogram import Columns
from desktop.audio.listener import SourceState, Stamps
from desktop.audio.sources import Source
from desktop.audio.worker import Worker
from desktop.kiosk.entry.events import Speech
from desktop.kiosk.entry.interpretation import interpret

STUCK_SECONDS = 3.0
"""So long after the last block a source that says it is listening is not."""


class KioskListener(QObject):
    """A `Listener` that tells by signals, which Qt queues for the window's thread.

    Attributes
    ----------
    code : str
        What the source is doing, as in `SourceState`.
    has_model : bool
        False where the model cannot be used.
    """

    happened = Signal(object)
    """An `Input` of the flow."""

    changed = Signal()
    """`code` or `has_model`."""

    def __init__(self) -> None:
        super().__init__()
        self.code = "opening"
        self.has_model = True
        self._is_speech = False
        self._heard_at = time.monotonic()
        self._worker: Worker | None = None

    def start(self, make_recognizer: Callable[[], Recognizer], source: Source) -> None:
        """Begin to listen; the model is loaded in the worker's thread."""

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
        """Whether sound should come and none does, nor word of why."""
        is_due = self.code in ("listening", "blocked")
        return is_due and time.monotonic() - self._heard_at > STUCK_SECONDS

    # -- in the worker's thread -----------------------------------------------------------------

    def on_state(self, state: SourceState) -> None:
        """Take the source's new state."""
        self._heard_at = time.monotonic()
        self.code = state.code
        if self._is_speech and state.code != "listening":
            self._is_speech = False
            self.happened.emit(Speech(False))
        self.changed.emit()

    def on_activity(self, activity: Activity) -> None:
        """Take the VAD's state after each block; tell of it when it changes."""
        self._heard_at = time.monotonic()
        if activity.is_speech != self._is_speech:
            self._is_speech = activity.is_speech
            self.happened.emit(Speech(activity.is_speech))

    def on_columns(self, columns: Columns) -> None:
        """There is no picture to draw."""

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Take what was heard."""
        happened = interpret(result)
        if happened is not None:
            self.happened.emit(happened)


Prepare = Callable[[], tuple[Callable[[], Recognizer], Source]]
"""Gives what makes recognizers, and what to listen to."""


def start_in_thread(ear: KioskListener, prepare: Prepare) -> None:
    """Start the ear as soon as `prepare` has given what it needs: imports take their time."""

    def begin() -> None:
        ear.start(*prepare())

    threading.Thread(target=begin, name="loading", daemon=True).start()
