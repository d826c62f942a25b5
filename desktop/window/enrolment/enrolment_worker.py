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
    from desktop.window.enrolment.start_page import StartChoice

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
    recorded : int
        Takes of this enrolment, without those from before.
    can_take_back : bool
        Whether the last take can be taken back.
    can_keep : bool
        Whether there is a refused take that can be kept.
    """

    wanted: int | None
    done: int
    total: int
    answer: Answer | None = None
    language: str = DEFAULT_LANGUAGE
    recorded: int = 0
    can_take_back: bool = False
    can_keep: bool = False


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
    """The `Profile` after an enrolment."""
    corrected = Signal(object)
    """The `Profile` after a correction."""
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

    def start(self, choice: StartChoice) -> None:
        """Start an enrolment, or continue one."""
        self._submit(lambda: self._start(choice))

    def use_bundle(self, bundle: Path | None) -> None:
        """Work with another model from the next request on."""
        self._submit(lambda: self._use_bundle(bundle))

    def offer(self, utterance: Utterance) -> None:
        """Use an utterance as a take of the digit that is asked for."""
        self._submit(lambda: self._offer(utterance))

    def keep_pending(self) -> None:
        """Keep the last take although it was not accepted."""
        self._submit(lambda: self._change(lambda enrolment: enrolment.keep_pending()))

    def take_back(self) -> None:
        """Remove the last accepted take, and ask for it again."""
        self._submit(lambda: self._change(lambda enrolment: enrolment.take_back()))

    def adapt(self) -> None:
        """Adapt the profile to its takes."""
        self._submit(self._adapt)

    def repeat(self) -> None:
        """Ask again for the digits that are still wrong with the adapted profile."""
        self._submit(self._repeat)

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

    def _start(self, choice: StartChoice) -> None:
        from desktop.enrolment import Enrolment, begin_profile
        from desktop.profiles import profile_path

        profile, _ = begin_profile(choice.name, self._model(), replace=choice.replaces)
        self._enrolment = Enrolment(
            profile,
            self._model(),
            profile_path(choice.name),
            takes=choice.takes,
            keeps_sound=choice.keeps_audio,
        )
        self._report(None)

    def _offer(self, utterance: Utterance) -> None:
        if self._enrolment is not None and self._enrolment.wanted is not None:
            self._report(self._enrolment.offer(utterance))

    def _change(self, change: Callable[[Enrolment], Answer | None]) -> None:
        if self._enrolment is not None and (answer := change(self._enrolment)) is not None:
            self._report(answer)

    def _adapt(self) -> None:
        if self._enrolment is not None:
            self.adapted.emit(self._enrolment.learn())

    def _repeat(self) -> None:
        enrolment = self._enrolment
        if enrolment is not None and (effect := enrolment.profile.effect) is not None:
            enrolment.repeat(effect.still_wrong)
            self._report(None)

    def _correct(self, name: str, utterance: Utterance, digit: int) -> None:
        from desktop.enrolment import add_correction

        self.corrected.emit(add_correction(name, utterance, digit, self._model()))

    def _report(self, answer: Answer | None) -> None:
        enrolment = self._enrolment
        assert enrolment is not None
        self.progress.emit(
            Progress(
                enrolment.wanted,
                enrolment.done,
                enrolment.total,
                answer,
                enrolment.profile.language,
                enrolment.recorded,
                enrolment.can_take_back,
                enrolment.can_keep,
            )
        )
