"""The hidden corner that opens the staff page when it is held."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

HOLD_SECONDS = 3.0


class HiddenCorner(QWidget):
    """An invisible area in a corner of a page."""

    held = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(1000 * HOLD_SECONDS))
        self._timer.timeout.connect(self.held)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: start the timer."""
        self._timer.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: released too early."""
        self._timer.stop()
