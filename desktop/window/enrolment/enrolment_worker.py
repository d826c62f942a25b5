"""Opens and adapts profiles in a separate thread, with a separate instance of the model.

The model of the live stream belongs to the audio worker's thread. It gets the adaptation when it
is complete.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.bundle_location import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from core.classifier import Classifier
    from core.events import Utterance
    from desktop.enrolment import Answer, Enrolment

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of an enrolment.

    Attributes
    ----------
    wanted : int or None
        The digit to say next; None if there are enough takes.
    done, total : int
    answer : Answer or None
        How the last utterance was judged.
    language : str
        Of the digits.
    """

    wanted: int | None
    done: int
    total: int
    answer: Answer | None = None
    language: str = DEFAULT_LANGUAGE


class EnrolmentWorker(QObject):
    """Runs requests one after the other and reports by signals.

    All public methods return immediately. Call them from the GUI thread.

    Parameters
    ----------
    bundle : Path or None
        Folder of the model; None for the shipped one.
    """

    opened = Signal(object)
    """The `desktop.profiles.Opened` requested by `open`."""
    progress = Signal(object)
    adapted = Signal(object)
    """The `Profile` after an enrolment or a correction."""
    failed = Signal(object)
    """The exception; the request failed."""

    def __init__(self, bundle: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bundle = bundle
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        # Used in the thread only.
        self._classifier: Classifier | None = None
        self._enrolment: Enrolment | None = None

    def open(self, name: str) -> None:
        """Open a profile."""
        self._submit(lambda: self._open(name))

    def start(self, name: str, takes: int, *, keeps_audio: bool) -> None:
        """Start an enrolment, or continue one."""
        self._submit(lambda: self._start(name, takes, keeps_audio))

    def use_bundle(self, bundle: Path | None) -> None:
        """Work with another model from the next request on."""
        self._submit(lambda: self._use_bundle(bundle))

    def offer(self, utterance: Utterance) -> None:
        """Use an utterance as a take of the digit that is asked for."""
        self._submit(lambda: self._offer(utterance))

    def keep_doubted(self) -> None:
        """Keep the last take although the model doubts it."""
        self._submit(self._keep_doubted)

    def adapt(self) -> None:
        """Adapt the profile to its takes, and end the enrolment."""
        self._submit(self._adapt)

    def correct(self, name: str, utterance: Utterance, digit: int) -> None:
        """Add an utterance that the user has corrected, and adapt the profile."""
        self._submit(lambda: self._correct(name, utterance, digit))

    # -- in the thread --------------------------------------------------------------------------

    def _submit(self, job: Callable[[], None]) -> None:
        self._jobs.put(job)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="enrolment", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        from core.bundle import BundleError
        from core.profiles.profile import ProfileError

        while True:
            job = self._jobs.get()
            try:
                job()
            except (BundleError, ProfileError) as error:
                self.failed.emit(error)
            except Exception as error:  # keep the thread alive
                log.exception("enrolment")
                self.failed.emit(error)

    def _model(self) -> Classifier:
        from core.bundle import load_bundle
        from core.classifier import Classifier

        if self._classifier is None:
            self._classifier = Classifier(load_bundle(self._bundle))
        return self._classifier

    def _use_bundle(self, bundle: Path | None) -> None:
        self._bundle, self._classifier = bundle, None

    def _open(self, name: str) -> None:
        from desktop.profiles import open_profile

        self.opened.emit(open_profile(name, self._model()))

    def _start(self, name: str, takes: int, keeps_audio: bool) -> None:
        from desktop.enrolment import Enrolment, begin_profile
        from desktop.profiles import profile_path

        profile, _ = begin_profile(name, self._model())
        self._enrolment = Enrolment(
            profile, self._model(), profile_path(name), takes=takes, keeps_sound=keeps_audio
        )
        self._report(None)

    def _offer(self, utterance: Utterance) -> None:
        if self._enrolment is not None and self._enrolment.wanted is not None:
            self._report(self._enrolment.offer(utterance))

    def _keep_doubted(self) -> None:
        if self._enrolment is not None and (answer := self._enrolment.keep_doubted()) is not None:
            self._report(answer)

    def _adapt(self) -> None:
        enrolment, self._enrolment = self._enrolment, None
        if enrolment is not None:
            self.adapted.emit(enrolment.learn())

    def _correct(self, name: str, utterance: Utterance, digit: int) -> None:
        from desktop.enrolment import add_correction

        self.adapted.emit(add_correction(name, utterance, digit, self._model()))

    def _report(self, answer: Answer | None) -> None:
        enrolment = self._enrolment
        assert enrolment is not None
        language = enrolment.profile.language
        done, total = enrolment.done, enrolment.total
        self.progress.emit(Progress(enrolment.wanted, done, total, answer, language))
