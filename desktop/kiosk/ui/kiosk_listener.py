"""Connects the audio worker to the state machine."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from core.audio import SAMPLE_RATE, Float32Array
from core.bundle import BundleError
from core.classifier import Classifier
from core.events import Activity, Number, Result
from core.profiles.profile import ProfileError
from core.recognizer import Recognizer
from core.spectrogram import Columns
from desktop.audio.listener import SourceState, Stamps
from desktop.audio.sources import Source
from desktop.audio.worker import Worker
from desktop.kiosk.entry.events import Event, Lost
from desktop.kiosk.entry.interpretation import Interpreter
from desktop.kiosk.process.status import MICROPHONE_OK

log = logging.getLogger(__name__)

STUCK_SECONDS = 3.0
"""If an open source delivers no block for this long, the audio capture hangs."""

SILENT_DB = -120.0
"""The level without sound, dBFS."""


GetModel = Callable[[str], Classifier]
"""Returns the model of a language; may raise `BundleError` or `ProfileError`."""


class KioskListener(QObject):
    """A `Listener` that emits signals. Qt queues them to the window's thread.

    Parameters
    ----------
    language : str
        Of the digits, at first.

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
    is_own_sound : callable
        Whether the kiosk itself has made a sound, see `Beeper.is_own`.
    """

    entry_event = Signal(object)
    """An `Event` for the state machine."""

    changed = Signal()
    """`code` or `has_model` has changed."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.code = "opening"
        self.has_model = True
        self.source = self.message = ""
        self.level_db = SILENT_DB
        self.is_own_sound: Callable[[Float32Array, float, float], bool] = lambda *_: False
        self._logged = "opening"
        self._is_lost = False
        self._interpreter = Interpreter()
        self._last_block = time.monotonic()
        self._lock = threading.Lock()  # guards the attributes below
        self._language = language
        self._recognizer: Recognizer | None = None
        self._worker: Worker | None = None
        self._source: Source | None = None
        self._get_model: GetModel | None = None
        self._loader = ThreadPoolExecutor(1, "loader")

    def start(self, get_model: GetModel, source: Source) -> None:
        """Start listening. The worker's thread loads the first model."""
        worker = Worker(self, self._make_recognizer, source)
        with self._lock:
            self._get_model, self._worker, self._source = get_model, worker, source
        worker.start()

    def use_language(self, language: str) -> None:
        """Listen in another language as soon as its model is loaded; returns immediately."""
        with self._lock:
            is_new, self._language = language != self._language, language
        if is_new:
            self._loader.submit(self._change_language)

    def _change_language(self) -> None:
        with self._lock:
            worker, source = self._worker, self._source
            is_listening = self._recognizer is not None
        if worker is None or source is None:
            return  # the first recognizer will have the language
        if not is_listening:
            worker.switch(source)  # the model of the language before could not be used
            return
        try:
            self._use_model()
        except Exception:
            log.exception("the language was not changed")

    def _make_recognizer(self) -> Recognizer:
        with self._lock:
            self._recognizer = None
        recognizer = Recognizer(self._use_model())
        with self._lock:
            self._recognizer = recognizer
        self._use_model()  # the language may have changed meanwhile
        return recognizer

    def _use_model(self) -> Classifier:
        """Load the model of the language, and recognize with it; raises what loading raises."""
        with self._lock:
            language, get_model = self._language, self._get_model
        assert get_model is not None
        try:
            classifier = get_model(language)
        except (BundleError, ProfileError):
            self._set_has_model(False)
            raise
        with self._lock:
            if self._recognizer is not None and language == self._language:
                self._recognizer.classifier = classifier
        self._set_has_model(True)
        return classifier

    def _set_has_model(self, has_model: bool) -> None:
        if has_model != self.has_model:
            self.has_model = has_model
            self.changed.emit()

    @property
    def is_stuck(self) -> bool:
        """Whether the source is open but has stopped delivering sound."""
        is_open = self.code in ("listening", "blocked")
        return is_open and time.monotonic() - self._last_block > STUCK_SECONDS

    # -- called in the worker's thread -----------------------------------------------------------

    def on_state(self, state: SourceState) -> None:
        """Handle a new state of the source."""
        self._last_block = time.monotonic()
        self._log_state(state)
        self.code, self.source, self.message = state.code, state.source, state.message
        if state.code != "listening":
            self.level_db = SILENT_DB
            self._emit([*self._interpreter.end(), *self._interpreter.speak(False)])
        self._note_loss(state)
        self.changed.emit()

    def _note_loss(self, state: SourceState) -> None:
        """Tell when the source is lost, and when it is back: nothing was heard in between."""
        is_lost = not state.is_well
        if is_lost != self._is_lost and (is_lost or state.code == "listening"):
            self._is_lost = is_lost
            self._emit([Lost()])

    def _log_state(self, state: SourceState) -> None:
        """Log when a problem of the source begins, changes and ends."""
        if state.code in ("opening", self._logged):
            return  # a source with a problem is opened again and again
        if not self.has_model:
            log.error("no model for speech recognition can be used: %s", state.message)
        elif state.code not in MICROPHONE_OK:
            name = f" ({state.source})" if state.source else ""
            log.warning("microphone%s: %s: %s", name, state.code, state.message)
        elif self._logged not in MICROPHONE_OK:
            log.info("the microphone works again (%s)", state.source)
        self._logged = state.code

    def on_activity(self, activity: Activity) -> None:
        """Handle the state of the VAD after each block."""
        self._last_block = time.monotonic()
        self.level_db = activity.level_db
        self._emit(self._interpreter.speak(activity.is_speech))
        if activity.is_gap:
            self._emit([Lost()])

    def on_columns(self, columns: Columns) -> None:
        """The kiosk shows no spectrogram."""

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Handle a result of the recognizer."""
        if self._is_own(result, stamps):
            result = replace(result, type="withdrawn", digit=None)
        self._emit(self._interpreter.hear(result))

    def _is_own(self, result: Result, stamps: Stamps) -> bool:
        utterance = result.utterance
        if utterance is None:
            return False
        first, last = (
            max(round(SAMPLE_RATE * (seconds - utterance.samples_start)), 0)
            for seconds in (result.start, result.end)
        )
        begin = stamps.speech_end - (result.end - result.start)
        return self.is_own_sound(utterance.samples[first:last], begin, stamps.speech_end)

    def on_number(self, number: Number, stamps: Stamps) -> None:
        """Handle the end of a phrase."""
        self._emit(self._interpreter.hear(number))

    def _emit(self, events: list[Event]) -> None:
        for event in events:
            self.entry_event.emit(event)


Prepare = Callable[[], tuple[GetModel, Source]]
"""Returns a function that loads models, and the source."""


def start_in_thread(listener: KioskListener, prepare: Prepare) -> None:
    """Call `prepare`, whose imports are slow, in a thread; then start the listener."""

    def begin() -> None:
        listener.start(*prepare())

    threading.Thread(target=begin, name="loading", daemon=True).start()
