"""What is listened to, from the first source to the last: owns the worker."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.audio.devices import Device
from desktop.settings import Settings
from desktop.window.recognition.bridge import Bridge

if TYPE_CHECKING:
    from core.classifier import Adapter
    from core.recognizer import Recognizer
    from desktop.audio.sources import Source
    from desktop.audio.worker import Worker


class Listening(QObject):
    """Owns the worker of a window.

    The audio room and the model are loaded in a thread: the window is there before them.

    Parameters
    ----------
    settings : Settings
    make_source : callable
        Gives the first source; called in the loading thread.
    bundle : Path or None
        Folder of the model; None for the one that is shipped.
    """

    model_loaded = Signal(object)
    """The model's `SpectrogramSettings`."""

    model_failed = Signal(str)
    """One line for people; sound is heard and drawn without the model."""

    file_begun = Signal(str, float)
    """A recording is read as fast as it goes: its name, and its length in seconds."""

    def __init__(
        self, settings: Settings, make_source: Callable[[], Source], bundle: Path | None = None
    ) -> None:
        super().__init__()
        self.bridge = Bridge()
        self._make_source = make_source
        self._bundle = bundle
        self._settings = settings
        self._lock = threading.Lock()  # guards the six below, between _load and the rest
        self._worker: Worker | None = None
        self._source: Source | None = None
        self._recognizer: Recognizer | None = None
        self._is_stopped = False
        self._adapter: Adapter | None = None

    def start(self) -> None:
        """Load what listening needs, and listen; returns at once."""
        threading.Thread(target=self._load, name="loading", daemon=True).start()

    def set_adapter(self, adapter: Adapter | None) -> None:
        """Let the model hear this person from the next utterance on, or nobody in particular."""
        with self._lock:
            self._adapter = adapter
            if self._recognizer is not None:
                self._recognizer.classifier.adapter = adapter

    def stop(self) -> None:
        """Let go of the microphone; waits two seconds at the most."""
        with self._lock:
            self._is_stopped = True
            worker = self._worker
        if worker is not None:
            worker.stop()

    # -- in the loading thread and the worker's -------------------------------------------------

    def _load(self) -> None:
        from desktop.audio.recognizers import recognizer_maker
        from desktop.audio.worker import Worker

        make_recognizer = recognizer_maker(self._bundle)
        worker = Worker(
            self.bridge,
            lambda: self._make_recognizer(make_recognizer),
            gain_db=lambda: self._settings.gain_db,
        )
        with self._lock:
            if self._is_stopped:
                return
            self._worker = worker
            self._switch_to(self._make_source())
            worker.start()

    def _make_recognizer(self, make: Callable[[], Recognizer]) -> Recognizer:
        """One with the model, or one that only listens where the model cannot be used."""
        from core.bundle import BundleError
        from desktop.window.recognition.recognizer_settings import tune

        try:
            recognizer = make()
        except BundleError as error:
            from desktop.window.recognition.without_model import RecognizerWithoutModel

            self.model_failed.emit(str(error))
            return RecognizerWithoutModel()
        with self._lock:
            self._recognizer = recognizer
            recognizer.classifier.adapter = self._adapter
            tune(recognizer, self._settings)
        self.model_loaded.emit(recognizer.classifier.settings)
        return recognizer

    # -- in the window's thread -----------------------------------------------------------------

    def use_settings(self, settings: Settings) -> None:
        """Let the settings hold from the next utterance on."""
        from desktop.window.recognition.recognizer_settings import tune

        with self._lock:
            self._settings = settings
            if self._recognizer is not None:
                tune(self._recognizer, settings)

    def use_microphone(self, device: Device | None) -> None:
        """Listen to a microphone; None is the default."""

        def make() -> Source:
            from desktop.audio.sources import MicrophoneSource

            return MicrophoneSource(device.name, device.host_api) if device else MicrophoneSource()

        self._switch(make)

    def play_file(self, path: Path, is_paced: bool) -> None:
        """Listen to a recording."""

        def make() -> Source:
            from desktop.audio.sources import FileSource

            return FileSource(path, is_paced=is_paced)

        if not is_paced:
            self._tell_length(path)
        self._switch(make)

    def _tell_length(self, path: Path) -> None:
        """Tell how long a recording is; the header of a long MP3 takes its time to read."""

        def measure() -> None:
            from core.audio import AudioError, duration

            with suppress(AudioError):  # the worker says why
                self.file_begun.emit(path.name, duration(path))

        threading.Thread(target=measure, name="length", daemon=True).start()

    def play_demo(self) -> None:
        """Listen to the built-in recording."""

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
        """Listen to the same source again."""
        with self._lock:
            if self._source is not None:
                self._switch_to(self._source)

    def pause(self, is_paused: bool) -> None:
        """Stop listening, or go on."""
        with self._lock:
            if self._worker is not None:
                self._worker.pause(is_paused)

    def _switch_to(self, source: Source) -> None:
        self._source = source
        if self._worker is not None:
            self._worker.switch(source)
