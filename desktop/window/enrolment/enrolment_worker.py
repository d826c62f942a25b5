"""Where the window's voices are opened and learnt: a thread of its own, with a model of its own.

The live model belongs to the worker's thread; what is learnt here is handed to it in the end.
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

if TYPE_CHECKING:
    from core.classifier import Classifier
    from core.events import Utterance
    from desktop.enrolment import Answer, Enrolment

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sitting has come.

    Attributes
    ----------
    wanted : int or None
        The digit to say now; None when there are enough takes.
    done, total : int
    answer : Answer or None
        What became of the last utterance.
    """

    wanted: int | None
    done: int
    total: int
    answer: Answer | None = None


class EnrolmentWorker(QObject):
    """Does one thing after the other, as it is asked; answers by signals.

    Methods return at once and belong to the window's thread.

    Parameters
    ----------
    bundle : Path or None
        Folder of the model; None for the one that is shipped.
    """

    opened = Signal(object, str)
    """A `Profile` that was asked for by `open`, and a line for people or an empty one."""
    progress = Signal(object)
    learnt = Signal(object)
    """The `Profile` after a sitting or a correction."""
    failed = Signal(str)
    """One line for people; whatever was asked for did not happen."""

    def __init__(self, bundle: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bundle = bundle
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        # The two below belong to the thread.
        self._classifier: Classifier | None = None
        self._sitting: Enrolment | None = None

    def open(self, name: str) -> None:
        """Read a profile."""
        self._do(lambda: self._open(name))

    def begin(self, name: str, takes: int, *, keeps_sound: bool) -> None:
        """Begin a sitting, or go on with one that was stopped."""
        self._do(lambda: self._begin(name, takes, keeps_sound))

    def offer(self, utterance: Utterance) -> None:
        """Take what was said after the wanted digit was shown."""
        self._do(lambda: self._offer(utterance))

    def keep_doubted(self) -> None:
        """Take the last utterance nevertheless."""
        self._do(self._keep_doubted)

    def learn(self) -> None:
        """Learn from the takes there are, and end the sitting."""
        self._do(self._learn)

    def correct(self, name: str, utterance: Utterance, digit: int) -> None:
        """Learn from an utterance that a person has corrected in the history."""
        self._do(lambda: self._correct(name, utterance, digit))

    # -- in the thread --------------------------------------------------------------------------

    def _do(self, job: Callable[[], None]) -> None:
        self._jobs.put(job)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="enrolment", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        from core.bundle import BundleError
        from core.profile import ProfileError

        while True:
            job = self._jobs.get()
            try:
                job()
            except (BundleError, ProfileError) as error:
                self.failed.emit(str(error))
            except Exception as error:  # the thread must outlive everything
                log.exception("enrolment")
                self.failed.emit(f"Something went wrong inside the program ({error}).")

    def _model(self) -> Classifier:
        from core.bundle import load_bundle
        from core.classifier import Classifier

        if self._classifier is None:
            self._classifier = Classifier(load_bundle(self._bundle))
        return self._classifier

    def _open(self, name: str) -> None:
        from desktop.profiles import open_profile

        opened = open_profile(name, self._model())
        self.opened.emit(opened.profile, opened.notice)

    def _begin(self, name: str, takes: int, keeps_sound: bool) -> None:
        from desktop.enrolment import Enrolment, begin_profile
        from desktop.profiles import profile_path

        profile, _ = begin_profile(name, self._model())
        self._sitting = Enrolment(
            profile, self._model(), profile_path(name), takes=takes, keeps_sound=keeps_sound
        )
        self._tell(None)

    def _offer(self, utterance: Utterance) -> None:
        if self._sitting is not None and self._sitting.wanted is not None:
            self._tell(self._sitting.offer(utterance))

    def _keep_doubted(self) -> None:
        if self._sitting is not None and (answer := self._sitting.keep_doubted()) is not None:
            self._tell(answer)

    def _learn(self) -> None:
        sitting, self._sitting = self._sitting, None
        if sitting is not None:
            self.learnt.emit(sitting.learn())

    def _correct(self, name: str, utterance: Utterance, digit: int) -> None:
        from desktop.enrolment import add_correction

        self.learnt.emit(add_correction(name, utterance, digit, self._model()))

    def _tell(self, answer: Answer | None) -> None:
        sitting = self._sitting
        assert sitting is not None
        self.progress.emit(Progress(sitting.wanted, sitting.done, sitting.total, answer))
