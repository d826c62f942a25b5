"""The digit itself, as large as there is room for: meant to be read from across the room."""

from __future__ import annotations

import time
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

Look = Literal["empty", "provisional", "final", "rejected"]


class DigitFace(QWidget):
    """One large digit.

    A final digit is solid; a provisional one is an outline in a dashed frame; a sound that is no
    digit is a short dash. The look is told apart without colour.
    """

    painted = Signal(float)
    """What was last set is on screen; ``time.perf_counter()`` when it was drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look: Look = "empty"
        self.digit: int | None = None
        self._is_new = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_digit(self, look: Look, digit: int | None = None) -> None:
        """Show another digit, or none; `painted` tells when it can be seen."""
        self.look, self.digit = look, digit
        self._is_new = True
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: about a dozen lines of text tall."""
        line = self.fontMetrics().height()
        return QSize(10 * line, 12 * line)

    def minimumSizeHint(self) -> QSize:
        """Qt: still the largest thing in the smallest window."""
        line = self.fontMetrics().height()
        return QSize(5 * line, 4 * line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the digit."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        side = min(box.width(), box.height())
        frame = QRectF(0, 0, min(box.width(), side * 1.1), side).adjusted(2, 2, -2, -2)
        frame.moveCenter(box.center())
        if self.look == "provisional":
            pen = QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 2)
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawRoundedRect(frame, 14, 14)
        if self.digit is None:
            self._paint_dash(painter, frame)
        else:
            self._paint_digit(painter, frame)
        if self._is_new:
            self._is_new = False
            self.painted.emit(time.perf_counter())

    def _paint_dash(self, painter: QPainter, frame: QRectF) -> None:
        role = (
            QPalette.ColorRole.Mid if self.look == "empty" else QPalette.ColorRole.PlaceholderText
        )
        pen = QPen(self.palette().color(role), max(4.0, frame.height() * 0.05))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        middle, reach = frame.center(), frame.height() * 0.14
        if self.look == "rejected":
            painter.drawLine(middle - QPointF(reach, 0), middle + QPointF(reach, 0))
            return
        for step, height in zip(range(-2, 3), (0.4, 0.9, 1.5, 0.9, 0.4), strict=True):
            x, half = middle.x() + step * reach * 0.72, reach * height
            painter.drawLine(QPointF(x, middle.y() - half), QPointF(x, middle.y() + half))

    def _paint_digit(self, painter: QPainter, frame: QRectF) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(max(12, round(frame.height() * 1.02)))
        text = str(self.digit)
        ink = QFontMetricsF(font).tightBoundingRect(text)
        if ink.height() > frame.height() * 0.84:
            font.setPixelSize(
                max(12, round(font.pixelSize() * frame.height() * 0.84 / ink.height()))
            )
            ink = QFontMetricsF(font).tightBoundingRect(text)
        path = QPainterPath()
        path.addText(frame.center() - ink.center(), font, text)
        colours = self.palette()
        if self.look == "provisional":
            painter.setPen(QPen(colours.color(QPalette.ColorRole.PlaceholderText), 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color(QPalette.ColorRole.Text))
        painter.drawPath(path)
