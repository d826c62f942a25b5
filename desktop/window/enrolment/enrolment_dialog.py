"""The enrolment dialog: asks for a profile name, then for digits, then shows the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.events import Result
from desktop.window.enrolment.enrolment_worker import EnrolmentWorker, Progress
from desktop.window.enrolment.profile_texts import (
    answer_text,
    effect_text,
    profile_error_text,
)
from desktop.window.theme.fonts import scaled_font
from desktop.window.wording import digit_word

if TYPE_CHECKING:
    from core.profiles.profile import Profile


class EnrolmentDialog(QDialog):
    """Asks for takes and shows how each was judged; `EnrolmentWorker` does the work.

    Parameters
    ----------
    worker : EnrolmentWorker
    names : list of str
        Existing profiles.
    name : str
        Name suggested at first.
    """

    def __init__(
        self,
        worker: EnrolmentWorker,
        names: list[str],
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Enrol a speaker"))
        self._worker = worker
        self._is_asking = False
        self._phrase = 0  # of the last digit
        self.pages = QStackedWidget()
        self.pages.addWidget(self._first_page(names, name))
        self.pages.addWidget(self._asking_page())
        self.pages.addWidget(self._last_page())
        self.error = _wrapped(QLabel())
        self.error.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.addWidget(self.pages)
        layout.addWidget(self.error)
        worker.progress.connect(self._show_progress)
        worker.adapted.connect(self._show_result)
        worker.failed.connect(self._show_failure)

    def handle_result(self, result: Result) -> None:
        """Use an utterance of the live stream as a take, if the dialog asks for a digit.

        Of several digits in one breath only the first counts: the dialog asks for one at a time.
        """
        is_final = result.type in ("digit", "rejected")
        if not self._is_asking or not is_final or result.utterance is None:
            return
        if result.phrase and result.phrase == self._phrase:
            return
        if result.type == "digit":
            self._phrase = result.phrase
        self._worker.offer(result.utterance)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: stop asking. All takes are saved, so enrolment can be continued later."""
        self._is_asking = False
        super().closeEvent(event)

    # -- enrolment ------------------------------------------------------------------------------

    def _start(self) -> None:
        name = self.name.currentText().strip()
        self.error.setVisible(False)
        self.start.setEnabled(False)
        self._worker.start(name, self.takes.value(), keeps_audio=self.keeps_audio.isChecked())

    def _show_progress(self, progress: Progress) -> None:
        self.error.setVisible(False)
        answer = progress.answer
        self.progress.setMaximum(progress.total)
        self.progress.setValue(progress.done)
        count = self.tr("{done} of {total}")
        self.count.setText(count.format(done=progress.done, total=progress.total))
        self.answer.setText(answer_text(answer, progress.language) if answer is not None else "")
        is_doubted = answer is not None and answer.kind == "doubted"
        self.keep.setVisible(is_doubted)
        self._is_asking = progress.wanted is not None
        if progress.wanted is None:
            self.answer.setText(self.tr("Adapting the model…"))
            self.digit.setText("")
            self.word.setText("")
            self._worker.adapt()
        else:
            self.digit.setText(str(progress.wanted))
            self.word.setText(digit_word(progress.wanted, progress.language))
        self.pages.setCurrentIndex(1)

    def _show_result(self, profile: Profile) -> None:
        self._is_asking = False
        self.summary.setText(effect_text(profile))
        self.pages.setCurrentIndex(2)
        self.close_button.setFocus()

    def _show_failure(self, error: Exception) -> None:
        self.error.setText(profile_error_text(error))
        self.error.setVisible(True)
        self.start.setEnabled(True)

    # -- pages ----------------------------------------------------------------------------------

    def _first_page(self, names: list[str], name: str) -> QWidget:
        explanation = _wrapped(
            QLabel(
                self.tr(
                    "Say each digit a few times to adapt recognition to your voice. Your profile "
                    "stays on this computer. Recordings are kept only if you ask for it. You can "
                    "stop at any time and continue later."
                )
            )
        )
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.addItems(names)
        self.name.setCurrentText(name)
        self.name.setAccessibleName(self.tr("Profile name"))
        self.takes = QSpinBox()
        self.takes.setRange(1, 20)
        self.takes.setValue(3)
        self.takes.setAccessibleName(self.tr("Takes per digit"))
        self.keeps_audio = QCheckBox(self.tr("Keep the recordings for later versions of the model"))
        form = QFormLayout()
        form.addRow(self.tr("Profile name:"), self.name)
        form.addRow(self.tr("Takes per digit:"), self.takes)
        self.start = QPushButton(self.tr("Start"))
        self.start.setDefault(True)
        self.start.clicked.connect(self._start)
        self.name.editTextChanged.connect(self._on_name)
        self._on_name(name)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.close)
        return _page(explanation, form, self.keeps_audio, _row(cancel, self.start))

    def _asking_page(self) -> QWidget:
        asked = QLabel(self.tr("Say"))
        self.digit = QLabel()
        self.digit.setFont(scaled_font(self.font(), 8.0, bold=True))
        self.word = QLabel()
        self.word.setFont(scaled_font(self.font(), 1.6))
        for label in (asked, self.digit, self.word):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.digit.setMinimumHeight(round(1.1 * self.digit.fontMetrics().height()))
        self.answer = _wrapped(QLabel())
        self.answer.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.answer.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)  # the bar is too low for text
        self.progress.setAccessibleName(self.tr("Takes recorded"))
        self.count = QLabel()
        self.count.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.keep = QPushButton(self.tr("Keep it anyway"))
        self.keep.clicked.connect(self._worker.keep_doubted)
        self.keep.setVisible(False)
        self.stop = QPushButton(self.tr("Stop for now"))
        for button in (self.keep, self.stop):
            button.setAutoDefault(False)
        self.stop.clicked.connect(self.close)
        return _page(
            asked,
            self.digit,
            self.word,
            self.answer,
            self.progress,
            self.count,
            _row(self.stop, self.keep),
        )

    def _last_page(self) -> QWidget:
        self.summary = _wrapped(QLabel())
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.clicked.connect(self.close)
        return _page(self.summary, _row(self.close_button))

    def _on_name(self, name: str) -> None:
        self.start.setEnabled(name.strip() != "")


def _wrapped(label: QLabel) -> QLabel:
    label.setWordWrap(True)
    label.setMinimumWidth(22 * label.fontMetrics().height())
    return label


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row


def _page(*parts: QWidget | QHBoxLayout | QFormLayout) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    layout.addStretch(1)
    return page
