"""The enrolment dialog: asks for a name, then for digits, then says whether it helped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLabel, QStackedWidget, QVBoxLayout, QWidget

from core.bundle_location import DEFAULT_LANGUAGE, bundle_directory
from core.events import Activity, Result
from desktop.audio.listener import SourceState
from desktop.window.enrolment.asking_page import AskingPage
from desktop.window.enrolment.enrolment_worker import EnrolmentWorker, Progress
from desktop.window.enrolment.page_layout import wrapped
from desktop.window.enrolment.profile_texts import profile_error_text
from desktop.window.enrolment.result_page import ResultPage
from desktop.window.enrolment.start_page import StartChoice, StartPage

if TYPE_CHECKING:
    from core.profiles.profile import Profile


class EnrolmentDialog(QDialog):
    """Asks for takes and shows how each was judged; `EnrolmentWorker` does the work.

    Parameters
    ----------
    worker : EnrolmentWorker
    names : sequence of str
        Existing profiles.
    name : str
        Name suggested at first.
    language : str
        Code of the language of the digits.
    bundle : Path, optional
        Folder of the worker's model; the default is the shipped model of the language.
    """

    left = Signal(str, object)
    """The dialog was closed while it asked for digits; the profile's name and the `Progress`."""

    use_requested = Signal()
    """The user wants to use the new profile although it does not help."""

    def __init__(
        self,
        worker: EnrolmentWorker,
        names: Sequence[str],
        name: str = "",
        parent: QWidget | None = None,
        language: str = DEFAULT_LANGUAGE,
        bundle: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Teach your voice"))
        self._worker = worker
        self._name = ""
        self._progress: Progress | None = None  # while it asks for digits
        self._phrase = 0  # of the last digit
        self._is_closed = False
        self.first = StartPage(names, name, language, bundle or bundle_directory(language))
        self.asking = AskingPage()
        self.last = ResultPage()
        self.pages = QStackedWidget()
        for one in (self.first, self.asking, self.last):
            self.pages.addWidget(one)
        self.error = wrapped(QLabel())
        self.error.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.addWidget(self.pages)
        layout.addWidget(self.error)
        self.first.started.connect(self._start)
        self.first.cancelled.connect(self.close)
        self.asking.take_back_requested.connect(worker.take_back)
        self.asking.keep_requested.connect(worker.keep_pending)
        self.asking.stopped.connect(self.close)
        self.last.repeat_requested.connect(worker.repeat)
        self.last.use_requested.connect(self.use_requested)
        self.last.closed.connect(self.close)
        worker.progress.connect(self._show_progress)
        worker.failed.connect(self._show_failure)
        self.first.name.setFocus()

    def handle_result(self, result: Result) -> None:
        """Use an utterance of the live stream as a take, if the dialog asks for a digit.

        Of several digits in one breath only the first counts: the dialog asks for one at a time. If
        they may be one word, the whole word counts.
        """
        is_final = result.type in ("digit", "rejected")
        if self._progress is None or not is_final or result.utterance is None:
            return
        if result.phrase and result.phrase == self._phrase:
            return
        if result.type == "digit" or result.as_one is not None:
            self._phrase = result.phrase
        self._worker.offer(result.as_one or result.utterance)

    def show_activity(self, activity: Activity) -> None:
        """Show the level of the microphone."""
        self.asking.show_activity(activity)

    def show_state(self, state: SourceState) -> None:
        """Say what is wrong with the microphone, if anything is."""
        self.asking.show_state(state)

    @property
    def is_learning(self) -> bool:
        """Whether all digits are recorded, and the dialog is open and waits for the profile."""
        is_asking = self.pages.currentWidget() is self.asking
        return is_asking and self._progress is None and not self._is_closed

    def show_profile(self, profile: Profile, *, is_in_use: bool) -> None:
        """Show the effect of the profile when there are enough takes."""
        self.last.show_profile(profile, is_in_use=is_in_use)
        self.pages.setCurrentWidget(self.last)

    def reject(self) -> None:
        """Qt: close with Escape as with the buttons."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: stop asking. All takes are saved, so enrolment can be continued later."""
        self._is_closed = True  # Qt deletes the dialog later
        progress, self._progress = self._progress, None
        if progress is not None:
            self.left.emit(self._name, progress)
        event.accept()

    def _start(self, choice: StartChoice) -> None:
        from desktop.profiles import stored_name

        self._name = stored_name(choice.name)  # the case may differ
        self.error.setVisible(False)
        self.first.start.setEnabled(False)
        self._worker.start(choice)

    def _show_progress(self, progress: Progress) -> None:
        self.error.setVisible(False)
        is_complete = progress.wanted is None
        self._progress = None if is_complete else progress
        self.pages.setCurrentWidget(self.asking)
        self.asking.show_progress(progress)
        if is_complete:
            self._worker.adapt()

    def _show_failure(self, error: Exception) -> None:
        from core.profiles.profile import ProfileError

        self.error.setText(profile_error_text(error))
        self.error.setVisible(True)
        self.asking.answer.clear()  # of the recording before
        self.first.start.setEnabled(True)
        has_changed = isinstance(error, ProfileError) and error.problem == "changed"
        if has_changed or self.is_learning:  # Start tries again, with what is stored now
            self._progress = None
            self.pages.setCurrentWidget(self.first)
            self.first.show_again()
