"""What was recognized, written over the sound that it was recognized from."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from core.events import Result
from desktop.window.wording import digit_word, percent, rejection_word

INK = QColor("#ffffff")
GROUND = QColor(10, 8, 16, 215)


class Mark(pg.GraphicsObject):
    """A box around one utterance, as long as it lasted, with its digit on top.

    Solid with a filled label when final; dashed with a question mark while provisional; only a
    short line and a cross where it was no digit, with the reason under the pointer.

    Its own coordinates are stream seconds from left to right and 0 to 1 from bottom to top.
    """

    def __init__(self, parent: QGraphicsItem, font: QFont, margin: float) -> None:
        super().__init__(parent)
        self.result: Result | None = None
        self._font = font
        self._margin = margin
        self.setZValue(10)
        # Painted once and then moved as a picture: it scrolls 30 times a second.
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    @property
    def text(self) -> str:
        """What the label says."""
        assert self.result is not None
        if self.result.type == "rejected":
            return "×"
        if self.result.digit is None:
            return "?"
        return f"{self.result.digit}" if self.result.type == "digit" else f"{self.result.digit}?"

    def show_result(self, result: Result) -> None:
        """Follow an utterance from its provisional result to its final one."""
        self.prepareGeometryChange()
        self.result = result
        if result.type == "rejected":
            tip = f"{rejection_word(result.rejected)}: {result.reason}"
        elif result.digit is None:
            tip = QCoreApplication.translate("Mark", "not decided yet")
        else:
            tip = f"{digit_word(result.digit)}, {percent(result.confidence)}"
        self.setToolTip(tip)
        self.update()

    def boundingRect(self) -> QRectF:
        """Qt: the utterance's time over the whole height, with room for the label."""
        if self.result is None:
            return QRectF()
        start, end = self.result.start, max(self.result.end, self.result.start + 0.05)
        return QRectF(start - self._margin, 0.0, end - start + 2 * self._margin, 1.0)

    def set_margin(self, margin: float) -> None:
        """Leave so many seconds beside a short sound for its label, which may be wider."""
        self.prepareGeometryChange()
        self._margin = margin

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Qt: draw in pixels, so that lines and text keep their shape."""
        result = self.result
        assert result is not None
        to_pixels = painter.worldTransform()
        span = QRectF(
            QPointF(result.start, 0.0), QPointF(max(result.end, result.start + 0.05), 1.0)
        )
        box = to_pixels.mapRect(span)
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self._font)
        label = QRectF(0, 0, metrics.horizontalAdvance(self.text), metrics.height() * 1.12)
        label.setWidth(max(label.width() + 0.7 * metrics.height(), label.height()))
        label.moveTopLeft(QPointF(box.center().x() - label.width() / 2, box.top() + 6))
        if result.type == "rejected":
            self._paint_rejected(painter, box, label)
        else:
            self._paint_digit(painter, box, label, is_final=result.type == "digit")
        painter.restore()

    def _paint_digit(
        self, painter: QPainter, box: QRectF, label: QRectF, *, is_final: bool
    ) -> None:
        outline = QPen(INK, 1.6 if is_final else 1.4)
        if not is_final:
            outline.setStyle(Qt.PenStyle.DashLine)
        frame = QRectF(box)
        frame.setTop(label.center().y())
        frame.setBottom(box.bottom() - 4)
        painter.setPen(outline)
        painter.setBrush(QColor(255, 255, 255, 16))
        painter.drawRoundedRect(frame, 6, 6)
        painter.setBrush(INK if is_final else GROUND)
        painter.drawRoundedRect(label, 7, 7)
        painter.setPen(QColor("#15101c") if is_final else INK)
        painter.setFont(self._font)
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, self.text)

    def _paint_rejected(self, painter: QPainter, box: QRectF, label: QRectF) -> None:
        label = label.adjusted(0, 0, 0, -0.35 * label.height())
        label.setWidth(label.height())
        label.moveLeft(box.center().x() - label.width() / 2)
        line = QPen(QColor(255, 255, 255, 170), 1.4)
        painter.setPen(line)
        y = label.center().y()
        if box.width() > label.width() + 10:  # else there is nothing to see of it
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            for x in (box.left(), box.right()):
                painter.drawLine(QPointF(x, y - 5), QPointF(x, y + 5))
        painter.setBrush(GROUND)
        painter.drawEllipse(label)
        arm = label.width() * 0.2
        centre = label.center()
        painter.setPen(QPen(INK, 1.8))
        painter.drawLine(centre - QPointF(arm, arm), centre + QPointF(arm, arm))
        painter.drawLine(centre - QPointF(arm, -arm), centre + QPointF(arm, -arm))


class Marks:
    """The marks of a stream, by utterance; those that have scrolled away are forgotten.

    Parameters
    ----------
    parent : QGraphicsItem
        Has the marks' coordinates: stream seconds and 0 to 1.
    font : QFont
        Of the labels.
    """

    def __init__(self, parent: QGraphicsItem, font: QFont) -> None:
        self._parent = parent
        self._font = font
        self._margin = 0.2
        self._marks: dict[int, Mark] = {}

    def __len__(self) -> int:
        return len(self._marks)

    def __getitem__(self, utterance: int) -> Mark:
        return self._marks[utterance]

    def __contains__(self, utterance: int) -> bool:
        return utterance in self._marks

    def show_result(self, result: Result) -> None:
        """Draw, change or take back the mark of an utterance."""
        if result.type == "withdrawn":
            self._remove(result.id)
            return
        if result.id not in self._marks:
            self._marks[result.id] = Mark(self._parent, self._font, self._margin)
        self._marks[result.id].show_result(result)

    def set_scale(self, seconds_per_pixel: float) -> None:
        """Tell how wide a pixel is, for labels that are wider than their sound."""
        self._margin = QFontMetricsF(self._font).height() * 1.5 * seconds_per_pixel
        for mark in self._marks.values():
            mark.set_margin(self._margin)

    def forget_before(self, time: float) -> None:
        """Remove what ended before this stream time, in seconds."""
        for utterance, mark in list(self._marks.items()):
            if mark.result is not None and mark.result.end < time:
                self._remove(utterance)

    def clear(self) -> None:
        """Remove all."""
        for utterance in list(self._marks):
            self._remove(utterance)

    def _remove(self, utterance: int) -> None:
        mark = self._marks.pop(utterance, None)
        if mark is not None:
            mark.scene().removeItem(mark)
