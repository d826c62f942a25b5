"""Teaching a voice in the window: a name, then digits to say, then what came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
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
from desktop.window.theme.fonts import scaled_font
from desktop.window.wording import digit_word, enrolment_answer


class EnrolmentDialog(QDialog):
    """Asks for takes and tells what became of them; `EnrolmentWorker` judges and learns.

    Parameters
    ----------
    room : EnrolmentWorker
    names : list of str
        Profiles that there are already.
    name : str
        Suggested at first.
    """

    begun = Signal(str)

    def __init__(
        self, room: EnrolmentWorker, names: list[str], name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Teach a voice"))
        self._room = room
        self._is_asking = False
        self.pages = QStackedWidget()
        self.pages.addWidget(self._first_page(names, name))
        self.pages.addWidget(self._asking_page())
        self.pages.addWidget(self._last_page())
        self.trouble = _wrapped(QLabel())
        self.trouble.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.addWidget(self.pages)
        layout.addWidget(self.trouble)
        room.progress.connect(self._show_progress)
        room.learnt.connect(self._show_learnt)
        room.failed.connect(self._show_failure)

    def hear(self, result: Result) -> None:
        """Take an utterance of the live stream, if a digit was asked for."""
        is_final = result.type in ("digit", "rejected")
        if self._is_asking and is_final and result.utterance is not None:
            self._room.offer(result.utterance)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: takes are stored already; the sitting can go on another day."""
        self._is_asking = False
        super().closeEvent(event)

    # -- what happens ---------------------------------------------------------------------------

    def _begin(self) -> None:
        name = self.name.currentText().strip()
        self.trouble.setVisible(False)
        self.start.setEnabled(False)
        self._room.begin(name, self.takes.value(), keeps_sound=self.keeps_sound.isChecked())
        self.begun.emit(name)

    def _show_progress(self, progress: Progress) -> None:
        self.trouble.setVisible(False)
        answer = progress.answer
        self.progress.setMaximum(progress.total)
        self.progress.setValue(progress.done)
        self.answer.setText(enrolment_answer(answer) if answer is not None else "")
        is_doubted = answer is not None and answer.kind == "doubted"
        self.keep.setVisible(is_doubted)
        self._is_asking = progress.wanted is not None
        if progress.wanted is None:
            self.answer.setText(self.tr("Learning…"))
            self.digit.setText("")
            self.word.setText("")
            self._room.learn()
        else:
            self.digit.setText(str(progress.wanted))
            self.word.setText(digit_word(progress.wanted))
        self.pages.setCurrentIndex(1)

    def _show_learnt(self, profile: object) -> None:
        self._is_asking = False
        self.summary.setText(str(getattr(profile, "summary", "")))
        self.pages.setCurrentIndex(2)
        self.close_button.setFocus()

    def _show_failure(self, line: str) -> None:
        self.trouble.setText(line)
        self.trouble.setVisible(True)
        self.start.setEnabled(True)

    # -- its pages ------------------------------------------------------------------------------

    def _first_page(self, names: list[str], name: str) -> QWidget:
        explained = _wrapped(
            QLabel(
                self.tr(
                    "Say each digit a few times, and the program will know your voice better. "
                    "What it learns stays on this computer, and your voice is not recorded unless "
                    "you ask for it. You can stop at any time and go on later."
                )
            )
        )
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.addItems(names)
        self.name.setCurrentText(name)
        self.name.setAccessibleName(self.tr("Whose voice"))
        self.takes = QSpinBox()
        self.takes.setRange(1, 20)
        self.takes.setValue(3)
        self.takes.setAccessibleName(self.tr("Takes of each digit"))
        self.keeps_sound = QCheckBox(
            self.tr("Keep the recordings, so that a later model can learn")
        )
        form = QFormLayout()
        form.addRow(self.tr("Whose voice:"), self.name)
        form.addRow(self.tr("Takes of each digit:"), self.takes)
        self.start = QPushButton(self.tr("Start"))
        self.start.setDefault(True)
        self.start.clicked.connect(self._begin)
        self.name.editTextChanged.connect(self._on_name)
        self._on_name(name)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.close)
        return _page(explained, form, self.keeps_sound, _row(cancel, self.start))

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
        self.progress.setFormat(self.tr("%v of %m"))
        self.progress.setAccessibleName(self.tr("Takes so far"))
        self.keep = QPushButton(self.tr("It was right: take it"))
        self.keep.clicked.connect(self._room.keep_doubted)
        self.keep.setVisible(False)
        self.stop = QPushButton(self.tr("Stop for now"))
        self.stop.clicked.connect(self.close)
        return _page(
            asked, self.digit, self.word, self.answer, self.progress, _row(self.stop, self.keep)
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
