"""The page of the enrolment dialog that asks for digits and says how each was judged."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget

from core.events import Activity
from desktop.audio.listener import SourceState
from desktop.window.device_texts import state_advice, state_title
from desktop.window.enrolment.enrolment_worker import Progress
from desktop.window.enrolment.page_layout import page, row, wrapped
from desktop.window.enrolment.profile_texts import answer_text
from desktop.window.theme.fonts import scaled_font
from desktop.window.widgets.level_meter import LevelMeter
from desktop.window.wording import digit_word


class AskingPage(QWidget):
    """Shows the digit to say, the judgement of the last take, the progress and the level."""

    take_back_requested = Signal()
    keep_requested = Signal()
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        centre = Qt.AlignmentFlag.AlignHCenter
        asked = QLabel(self.tr("Say"))
        self.digit = QLabel()
        self.digit.setFont(scaled_font(self.font(), 6.0, bold=True))
        self.digit.setMinimumHeight(self.digit.fontMetrics().height())
        self.word = QLabel()
        self.word.setFont(scaled_font(self.font(), 1.6))
        self.answer = wrapped(QLabel())
        self.answer.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.count = QLabel()
        for label in (asked, self.digit, self.word, self.answer, self.count):
            label.setAlignment(centre)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)  # the bar is too low for text
        self.progress.setAccessibleName(self.tr("Recorded"))
        self.problem = wrapped(QLabel())
        self.problem.setVisible(False)
        self.meter = LevelMeter()
        self.take_back = QPushButton(self.tr("Say the last one again"))
        self.take_back.setToolTip(self.tr("Take back the last recording (Backspace)"))
        self.take_back.clicked.connect(self.take_back_requested)
        self.keep = QPushButton(self.tr("Keep it anyway"))
        self.keep.clicked.connect(self.keep_requested)
        self.keep.setVisible(False)
        self.stop = QPushButton(self.tr("Stop for now"))
        self.stop.clicked.connect(self.stopped)
        for button in (self.take_back, self.keep, self.stop):
            button.setAutoDefault(False)
        # The page has the focus: no button should look as if Return pressed it.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page(
            self, asked, self.digit, self.word, self.answer, self.progress, self.count,
            self.problem, self.meter, row(self.take_back, self.keep, self.stop),
        )  # fmt: skip

    def show_progress(self, progress: Progress) -> None:
        """Show the digit to say and how the last take was judged."""
        answer = progress.answer
        self.progress.setMaximum(progress.total)
        self.progress.setValue(progress.done)
        count = self.tr("{done} of {total} recorded")
        self.count.setText(count.format(done=progress.done, total=progress.total))
        self.answer.setText(answer_text(answer, progress.language) if answer is not None else "")
        self.keep.setVisible(progress.can_keep)
        self.take_back.setEnabled(progress.can_take_back)
        if progress.wanted is None:
            self.answer.setText(self.tr("Learning…"))
            self.digit.setText("")
            self.word.setText("")
            self.take_back.setEnabled(False)
        else:
            self.digit.setText(str(progress.wanted))
            self.word.setText(digit_word(progress.wanted, progress.language))
        if not (self.keep.hasFocus() or self.stop.hasFocus() or self.take_back.hasFocus()):
            self.setFocus()

    def show_activity(self, activity: Activity) -> None:
        """Show the level of the microphone."""
        self.meter.show_activity(activity)
        self.meter.tick()

    def show_state(self, state: SourceState) -> None:
        """Say what is wrong with the microphone, if anything is, instead of judgement and level."""
        is_problem = not state.is_well or state.code == "paused"
        self.problem.setVisible(is_problem)
        self.answer.setVisible(not is_problem)
        self.meter.setVisible(not is_problem)
        if state.code == "paused":
            self.problem.setText(self.tr("Listening is paused. Stop, and press Listen."))
        else:
            self.problem.setText(f"{state_title(state.code)}. {state_advice(state)}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: take back the last recording with Backspace."""
        if event.key() == Qt.Key.Key_Backspace:
            if self.take_back.isEnabled():
                self.take_back_requested.emit()
            return
        super().keyPressEvent(event)
