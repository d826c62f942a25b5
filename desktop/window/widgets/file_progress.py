"""The progress of a recording: position, digits found, and a stop button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop.window.wording import duration_text

MIN_SECONDS = 4.0
"""Shorter recordings are processed too fast to show their progress."""


class FileProgress(QFrame):
    """Shows the progress while a recording is read; hidden otherwise."""

    stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.length = 0.0
        """Length of the recording in seconds; 0 if there is none, or if it is not known yet."""
        self.recording = ""
        """Name of the recording that is read at full speed; empty if there is none."""
        self.position = 0.0
        self.digit_count = 0
        self.name = QLabel()
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the recording"))
        self.position_label = QLabel()
        self.stop_button = QPushButton(self.tr("Stop"))
        self.stop_button.setToolTip(self.tr("Stop reading the recording (Esc)"))
        self.stop_button.setShortcut("Esc")
        self.stop_button.setAutoDefault(False)
        self.stop_button.clicked.connect(self.stop_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 10, 8)
        layout.setSpacing(12)
        layout.addWidget(self.name)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.position_label)
        layout.addWidget(self.stop_button)
        self.hide()

    def begin(self, name: str) -> None:
        """Expect a recording; its length is not known yet."""
        self.stop()
        self.recording = name
        self.reset()

    def reset(self) -> None:
        """Count from zero: a source begins."""
        self.position, self.digit_count = 0.0, 0

    def start(self, name: str, length: float) -> None:
        """Start to show the progress of a recording of `length` seconds.

        The length is measured while the recording is read. It may be known only when digits have
        been counted, or when the recording is over; then nothing is shown.
        """
        if name != self.recording:
            return
        self.length = length
        width = 14 * self.fontMetrics().height()
        self.name.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, width))
        self.name.setToolTip(name)
        self.setVisible(length >= MIN_SECONDS)
        self.set_position(self.position)

    def set_position(self, position: float) -> None:
        """Set the position in the recording, in seconds."""
        self.position = position
        if not self.length:
            return
        self.bar.setValue(round(1000 * min(position / self.length, 1.0)))
        self.position_label.setText(self.text)

    @property
    def text(self) -> str:
        """Position and number of digits as text."""
        return self.tr("{at} of {length} · %n digit(s)", "", self.digit_count).format(
            at=duration_text(self.position), length=duration_text(self.length)
        )

    def count_digit(self) -> None:
        """Count one more digit."""
        self.digit_count += 1

    def stop(self) -> None:
        """Stop to show the progress."""
        self.length, self.recording = 0.0, ""
        self.hide()
