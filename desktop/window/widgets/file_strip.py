"""A recording on its way through the recognizer: how far it is, what was found, and a stop."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop.window.wording import minutes

SHOWN_FROM = 4.0
"""Seconds; shorter recordings are through before anybody could read of it."""


class FileStrip(QFrame):
    """Stands above the picture while a recording is read; hidden otherwise."""

    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.length = 0.0
        """Of the recording, in seconds; 0 while there is none."""
        self.position = 0.0
        self.found = 0
        self.name = QLabel()
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the recording"))
        self.where = QLabel()
        self.stop = QPushButton(self.tr("Stop"))
        self.stop.setToolTip(self.tr("Stop reading the recording (Esc)"))
        self.stop.setShortcut("Esc")
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.stop_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 10, 8)
        layout.setSpacing(12)
        layout.addWidget(self.name)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.where)
        layout.addWidget(self.stop)
        self.hide()

    def begin(self, name: str, length: float) -> None:
        """A recording of so many seconds is being read."""
        self.length, self.position, self.found = length, 0.0, 0
        room = 14 * self.fontMetrics().height()
        self.name.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room))
        self.name.setToolTip(name)
        self.setVisible(length >= SHOWN_FROM)
        self.advance(0.0)

    def advance(self, position: float) -> None:
        """So many seconds of it have been heard."""
        self.position = position
        if not self.length:
            return
        self.bar.setValue(round(1000 * min(position / self.length, 1.0)))
        self.where.setText(self.said)

    @property
    def said(self) -> str:
        """How far it is and what was found, in words."""
        return self.tr("{at} of {length} · %n digit(s)", "", self.found).format(
            at=minutes(self.position), length=minutes(self.length)
        )

    def count(self) -> None:
        """One more digit was found."""
        self.found += 1

    def end(self) -> None:
        """It is through, or stopped."""
        self.length = 0.0
        self.hide()
