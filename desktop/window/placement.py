"""Size and place of the main window on the screen."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

USUAL_SIZE = QSize(1280, 800)

ROOM_FOR_FRAME = QSize(16, 48)
"""Title bar and borders belong to the window manager, which adds them when it shows the window."""


def first_size(available: QSize) -> QSize:
    """Return the size of the window at its first start, for a screen with so much space."""
    return USUAL_SIZE.boundedTo(available - ROOM_FOR_FRAME)


def keep_on_screen(window: QWidget) -> None:
    """Move and shrink a window so that its frame is on the screen; it must be visible."""
    if window.isMaximized() or window.isFullScreen():
        return
    frame, area = window.frameGeometry(), window.screen().availableGeometry()
    wanted = fitted(frame, area)
    if wanted != frame:
        window.resize(window.size() - (frame.size() - wanted.size()))
        window.move(wanted.topLeft())


def fitted(frame: QRect, area: QRect) -> QRect:
    """Return the frame, no larger than an area and inside of it."""
    result = QRect(frame.topLeft(), frame.size().boundedTo(area.size()))
    result.moveLeft(max(area.left(), min(result.left(), area.right() + 1 - result.width())))
    result.moveTop(max(area.top(), min(result.top(), area.bottom() + 1 - result.height())))
    return result
