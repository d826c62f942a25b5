"""The widget with the boxes of the number, as large as the space allows."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.kiosk.entry.view import BoxView
from desktop.kiosk.ui import style

_ASPECT = 1.3
"""Height of a box divided by its width."""

_STYLES = {
    "empty": (style.BACKGROUND, style.LINE, 1.0, Qt.PenStyle.SolidLine),
    "next": (style.PALE, style.ACCENT, 2.0, Qt.PenStyle.SolidLine),
    "provisional": (style.PALE, style.ACCENT, 2.0, Qt.PenStyle.DashLine),
    "certain": (style.BACKGROUND, style.TEXT, 1.5, Qt.PenStyle.SolidLine),
    "uncertain": (style.QUESTION, style.QUESTION_LINE, 1.5, Qt.PenStyle.DashLine),
    "asked": (style.QUESTION, style.QUESTION_LINE, 3.0, Qt.PenStyle.SolidLine),
}
"""Background, frame, width and style of the frame. They differ without colour, too."""


class Boxes(QWidget):
    """Shows the boxes in one or more rows. A box can be touched."""

    touched = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: tuple[BoxView, ...] = ()
        self.progress: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_boxes(self, boxes: tuple[BoxView, ...], progress: float | None) -> None:
        """Show boxes, and the part of the confirming pause that has passed."""
        if (boxes, progress) != (self.boxes, self.progress):
            self.boxes, self.progress = boxes, progress
            self.update()

    def places(self) -> list[QRectF]:
        """The rectangle of each box."""
        count = len(self.boxes)
        if not count:
            return []
        area = QRectF(self.rect()).adjusted(0, 0, 0, -self._bar_height())
        width, rows = max(
            (self._fit(area, count, rows), rows) for rows in range(1, min(count, 4) + 1)
        )
        columns = ceil(count / rows)
        gap, height = width * 0.14, width * _ASPECT
        rows = ceil(count / columns)
        top = area.center().y() - (rows * height + (rows - 1) * gap) / 2
        places = []
        for place in range(count):
            row, column = divmod(place, columns)
            in_row = min(columns, count - row * columns)
            left = area.center().x() - (in_row * width + (in_row - 1) * gap) / 2
            places.append(
                QRectF(left + column * (width + gap), top + row * (height + gap), width, height)
            )
        return places

    def _fit(self, area: QRectF, count: int, rows: int) -> float:
        columns = ceil(count / rows)
        across = area.width() * 0.98 / (columns + 0.14 * (columns - 1))
        down = area.height() * 0.96 / (rows * _ASPECT + 0.14 * (rows - 1))
        return min(across, down, area.height() * 0.7)

    def _bar_height(self) -> float:
        return self.height() * 0.07

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the boxes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for box, place in zip(self.boxes, self.places(), strict=True):
            background, frame, width, line = _STYLES[box.style]
            pen = QPen(QColor(frame), max(2.0, width * place.width() / 40))
            pen.setStyle(line)
            painter.setPen(pen)
            painter.setBrush(QColor(background))
            radius = place.width() * 0.12
            painter.drawRoundedRect(place, radius, radius)
            if box.text:
                font = QFont(self.font())
                font.setPixelSize(max(8, round(place.height() * 0.72)))
                font.setBold(box.style in ("certain", "asked"))
                painter.setFont(font)
                painter.setPen(QColor(style.MUTED if box.style == "provisional" else style.TEXT))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, box.text)
        if self.progress is not None:
            self._paint_bar(painter, self.progress)

    def _paint_bar(self, painter: QPainter, progress: float) -> None:
        bar = QRectF(self.rect())
        bar.setTop(bar.bottom() - self._bar_height() * 0.6)
        bar.adjust(bar.width() * 0.1, 0, -bar.width() * 0.1, -1)
        radius = bar.height() / 2
        painter.setPen(QPen(QColor(style.LINE), 1.5))
        painter.setBrush(QColor(style.BACKGROUND))
        painter.drawRoundedRect(bar, radius, radius)
        painter.setBrush(QColor(style.ACCENT))
        bar.setWidth(max(bar.width() * progress, bar.height()))
        painter.drawRoundedRect(bar, radius, radius)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: report the box that was touched."""
        for place, area in enumerate(self.places()):
            if area.contains(event.position()):
                self.touched.emit(place)
