"""A digit or number in large type, readable from a distance."""

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

DigitState = Literal["empty", "provisional", "final", "rejected"]


class LargeDigit(QWidget):
    """One large digit, or a number of several digits as large as fits.

    A final digit is filled, a provisional digit is an outline in a dashed frame, and a rejected
    utterance is a dash. The states can be distinguished without colour.
    """

    painted = Signal(float)
    """Time (``time.perf_counter()``) at which the current digit was painted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state: DigitState = "empty"
        self.digit: int | None = None
        self.number = ""
        """The digits of the phrase, if there are several."""
        self._is_new = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_digit(self, state: DigitState, digit: int | None = None, number: str = "") -> None:
        """Set the digit, or the number that it ends; `painted` is emitted when it is on screen."""
        self.state, self.digit, self.number = state, digit, number
        self._is_new = True
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: return a height of about a dozen lines of text."""
        line = self.fontMetrics().height()
        return QSize(10 * line, 12 * line)

    def minimumSizeHint(self) -> QSize:
        """Qt: return a size that is still large in the smallest window."""
        line = self.fontMetrics().height()
        return QSize(5 * line, 4 * line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the digit."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        side = min(box.width(), box.height())
        frame = QRectF(0, 0, min(box.width(), side * 1.1), side).adjusted(2, 2, -2, -2)
        if self.number:
            frame.setWidth(box.width() - 4)
        frame.moveCenter(box.center())
        if self.state == "provisional":
            pen = QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 2)
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawRoundedRect(frame, 14, 14)
        if self.digit is None:
            self._paint_symbol(painter, frame)
        else:
            self._paint_digit(painter, frame)
        if self._is_new:
            self._is_new = False
            self.painted.emit(time.perf_counter())

    def _paint_symbol(self, painter: QPainter, frame: QRectF) -> None:
        role = (
            QPalette.ColorRole.Mid if self.state == "empty" else QPalette.ColorRole.PlaceholderText
        )
        pen = QPen(self.palette().color(role), max(4.0, frame.height() * 0.05))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        centre, length = frame.center(), frame.height() * 0.14
        if self.state == "rejected":
            painter.drawLine(centre - QPointF(length, 0), centre + QPointF(length, 0))
            return
        for step, height in zip(range(-2, 3), (0.4, 0.9, 1.5, 0.9, 0.4), strict=True):
            x, half = centre.x() + step * length * 0.72, length * height
            painter.drawLine(QPointF(x, centre.y() - half), QPointF(x, centre.y() + half))

    def _paint_digit(self, painter: QPainter, frame: QRectF) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(max(12, round(frame.height() * 1.02)))
        text = self.number or str(self.digit)
        bounds = QFontMetricsF(font).tightBoundingRect(text)
        scale = min(
            frame.height() * 0.84 / bounds.height(), frame.width() * 0.9 / bounds.width(), 1.0
        )
        if scale < 1.0:
            font.setPixelSize(max(12, round(font.pixelSize() * scale)))
            bounds = QFontMetricsF(font).tightBoundingRect(text)
        path = QPainterPath()
        path.addText(frame.center() - bounds.center(), font, text)
        colours = self.palette()
        if self.state == "provisional":
            painter.setPen(QPen(colours.color(QPalette.ColorRole.PlaceholderText), 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color(QPalette.ColorRole.Text))
        painter.drawPath(path)
