"""Runs the audio worker of the window, and switches its source and the language of the digits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.bundle_location import DEFAULT_LANGUAGE
from desktop.audio.devices import Device
from desktop.settings import Settings
from desktop.window.polled_threads import PolledThreads

if TYPE_CHECKING:
    from core.classifier import Adapter, Classifier
    from core.recognizer import Recognizer
    from desktop.audio.health import CaptureHealth
    from desktop.audio.listener import Listener
    from desktop.audio.recognizers import Models
    from desktop.audio.sources import Source
    from desktop.audio.worker import Worker


class Listening(QObject):
    """Owns the audio worker.

    Audio modules and model are loaded in a thread, so that the window opens without delay.

    Parameters
    ----------
    listener : Listener
        Receives the events of the worker, in the worker thread.
    settings : Settings
    make_source : callable
        Returns the first source; called in the loading thread.
    bundle : Path or None
        Folder of the model; None for those of the languages.
    """

    model_loaded = Signal(object)
    """The `Bundle` that is now in use."""

    language_failed = Signal(str, str)
    """Digits are still recognized in this language, since the model of another cannot be used:
    a message for the user."""

    model_failed = Signal(str)
    """A message for the user; level and spectrogram work without the model."""

    file_started = Signal(str, float)
    """A recording is being read at full speed: its name, and its length in seconds."""

    def __init__(
        self,
        listener: Listener,
        settings: Settings,
        make_source: Callable[[], Source],
        bundle: Path | None = None,
    ) -> None:
        super().__init__()
        self._listener = listener
        self._make_source = make_source
        self._bundle = bundle
        self._settings = settings
        self._lock = threading.Lock()  # guards the attributes below and the two above
        self._worker: Worker | None = None
        self._source: Source | None = None
        self._recognizer: Recognizer | None = None
        self._models: Models | None = None
        self._has_model_failed = False
        self._is_stopped = False
        self._adapters: dict[str, Adapter | None] = {}  # by language
        self._threads = PolledThreads(self)

    @property
    def health(self) -> CaptureHealth:
        """Counters of the capture of sound so far."""
        from desktop.audio.health import CaptureHealth

        worker = self._worker  # without the lock, which is held while a source opens
        return CaptureHealth() if worker is None else worker.health.capture

    def start(self) -> None:
        """Load audio modules and model, and start to listen; returns immediately."""
        threading.Thread(target=self._load, name="loading", daemon=True).start()

    def set_adapter(self, adapter: Adapter | None, language: str = DEFAULT_LANGUAGE) -> None:
        """Adapt recognition in a language to a speaker, or to none, from the next utterance on."""
        with self._lock:
            self._adapters[language] = adapter
            if self._recognizer is not None:
                classifier = self._recognizer.classifier
                if classifier.bundle.language == language:
                    classifier.adapter = adapter

    def stop(self) -> None:
        """Close the source; waits at most two seconds."""
        with self._lock:
            self._is_stopped = True
            worker = self._worker
        if worker is not None:
            worker.stop()

    # -- in the loading thread and the worker thread --------------------------------------------

    def _load(self) -> None:
        from desktop.audio.recognizers import Models
        from desktop.audio.worker import Worker

        models = Models(self._bundle)
        worker = Worker(
            self._listener,
            lambda: self._make_recognizer(models),
            gain_db=lambda: self._settings.gain_db,
        )
        with self._lock:
            if self._is_stopped:
                return
            self._worker, self._models = worker, models
            self._switch_to(self._make_source())
            worker.start()

    def _make_recognizer(self, models: Models) -> Recognizer:
        """Return a recognizer, without recognition if the model cannot be used."""
        from core.bundle import BundleError
        from core.recognizer import Recognizer

        with self._lock:
            language = self._language()
        try:
            classifier = models.get(language)
        except BundleError as error:
            from desktop.window.error_texts import bundle_error_text
            from desktop.window.recognition.without_model import RecognizerWithoutModel

            with self._lock:
                self._recognizer, self._has_model_failed = None, True
            self.model_failed.emit(bundle_error_text(error))
            return RecognizerWithoutModel()
        recognizer = Recognizer(classifier)
        with self._lock:
            self._recognizer, self._has_model_failed = recognizer, False
            self._use(recognizer, classifier)
        self.model_loaded.emit(classifier.bundle)
        return recognizer

    def _language(self) -> str:
        """The language of the current source; the demo is in English."""
        from desktop.audio.sources import DEMO

        if self._source is not None and self._source.name == DEMO.name:
            return DEFAULT_LANGUAGE
        return self._settings.spoken_language or DEFAULT_LANGUAGE

    def _use(self, recognizer: Recognizer, classifier: Classifier) -> None:
        from desktop.window.recognition.recognizer_settings import apply_settings

        classifier.adapter = self._adapters.get(classifier.bundle.language)
        recognizer.classifier = classifier
        apply_settings(recognizer, self._settings)

    def _change_language(self, models: Models, previous: str) -> None:
        """Load the model of the language, in a thread of its own, and recognize with it."""
        from core.bundle import BundleError

        with self._lock:
            language = self._language()
        try:
            classifier = models.get(language)
        except BundleError as error:
            from desktop.window.error_texts import bundle_error_text

            message = bundle_error_text(error)
            self._threads.call_in_gui(lambda: self.language_failed.emit(previous, message))
            return
        with self._lock:
            if language != self._language():
                return  # changed again in the meantime
            if self._has_model_failed and self._source is not None:
                self._switch_to(self._source)  # with a recognizer, which it lacks
            if self._recognizer is None or self._recognizer.classifier is classifier:
                return
            self._use(self._recognizer, classifier)
        self._threads.call_in_gui(lambda: self.model_loaded.emit(classifier.bundle))

    # -- in the GUI thread ----------------------------------------------------------------------

    def use_settings(self, settings: Settings) -> None:
        """Apply the settings: a language as soon as its model is loaded, others at once."""
        from desktop.window.recognition.recognizer_settings import apply_settings

        with self._lock:
            previous = self._settings.spoken_language or DEFAULT_LANGUAGE
            self._settings = settings
            if self._recognizer is not None:
                apply_settings(self._recognizer, settings)
            models = self._models
        if models is not None and previous != (settings.spoken_language or DEFAULT_LANGUAGE):
            self._threads.start(lambda: self._change_language(models, previous), "language")

    def use_microphone(self, device: Device | None) -> None:
        """Switch to a microphone; None is the default."""

        def make() -> Source:
            from desktop.audio.sources import MicrophoneSource

            return MicrophoneSource(device.name, device.host_api) if device else MicrophoneSource()

        self._switch(make)

    def play_file(self, path: Path, is_paced: bool) -> None:
        """Switch to a recording."""

        def make() -> Source:
            from desktop.audio.sources import FileSource

            return FileSource(path, is_paced=is_paced)

        if not is_paced:
            self._measure_length(path)
        self._switch(make)

    def _measure_length(self, path: Path) -> None:
        """Emit the length of a recording; reading it from a long MP3 file takes time."""

        def measure() -> None:
            from core.audio import AudioError, duration

            with suppress(AudioError):  # the worker reports the error
                seconds = duration(path)
                self._threads.call_in_gui(lambda: self.file_started.emit(path.name, seconds))

        self._threads.start(measure, "length")

    def play_demo(self) -> None:
        """Switch to the built-in recording."""

        def make() -> Source:
            from desktop.audio.sources import demo

            return demo()

        self._switch(make)

    def _switch(self, make: Callable[[], Source]) -> None:
        with self._lock:
            self._make_source = make
            if self._worker is not None:
                self._switch_to(make())
                self._worker.pause(False)

    def retry(self) -> None:
        """Open the same source again."""
        with self._lock:
            if self._source is not None:
                self._switch_to(self._source)

    def pause(self, is_paused: bool) -> None:
        """Pause or resume."""
        with self._lock:
            if self._worker is not None:
                self._worker.pause(is_paused)

    def _switch_to(self, source: Source) -> None:
        self._source = source
        if self._worker is not None:
            self._worker.switch(source)
