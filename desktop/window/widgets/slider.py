"""A horizontal slider that ignores the mouse wheel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget


class Slider(QSlider):
    """A `QSlider` on a page that scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: let the page scroll; the value changes only by dragging or by keys."""
        event.ignore()
