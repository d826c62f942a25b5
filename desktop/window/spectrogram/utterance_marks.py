"""What was recognized, written over the sound that it was recognized from."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from core.events import Result
from desktop.window.wording import digit_word, percent, rejection_detail, rejection_word

INK = QColor("#ffffff")
GROUND = QColor(10, 8, 16, 215)
CHOSEN = QColor("#ffd54a")

SHORTEST = 0.05
"""Seconds; a shorter sound is drawn as long as this."""


def reach(font: QFont) -> int:
    """How far a mark may stand out beyond its sound on either side: its label may be wider."""
    return ceil(2 * QFontMetricsF(font).height())


class Mark:
    """A box around one utterance, as long as it lasted, with its digit on top.

    Solid with a filled label when final; dashed with a question mark while provisional; only a
    short line and a cross where it was no digit. A corrected digit bears a tick.
    """

    def __init__(self, result: Result) -> None:
        self.result = result
        self.correction: int | None = None
        self.is_corrected = False
        self._pixmap = QPixmap()
        self._drawn: tuple[object, ...] = ()

    @property
    def text(self) -> str:
        """What the label says."""
        if self.is_corrected:
            return "×" if self.correction is None else f"{self.correction} ✓"
        if self.result.type == "rejected":
            return "×"
        if self.result.digit is None:
            return "?"
        return f"{self.result.digit}" if self.result.type == "digit" else f"{self.result.digit}?"

    @property
    def tip(self) -> str:
        """What stands under the pointer."""
        result = self.result
        if result.type == "rejected":
            title = rejection_word(result.rejected)
            detail = rejection_detail(result.rejected, result.reason)
            return f"{title}: {detail}" if detail else title
        if result.digit is None:
            return QCoreApplication.translate("Mark", "not decided yet")
        return f"{digit_word(result.digit)}, {percent(result.confidence)}"

    @property
    def end(self) -> float:
        """Stream time of the box's right edge."""
        return max(self.result.end, self.result.start + SHORTEST)

    def paint(self, painter: QPainter, box: QRectF, font: QFont, *, is_chosen: bool) -> None:
        """Draw it around `box`, the sound's time over the whole height of the picture.

        It is drawn once and then moved as a picture: thirty times a second, nine marks cost 3.5 ms
        a frame otherwise.
        """
        ratio = painter.device().devicePixelRatioF()
        margin = reach(font)
        width, height = round(box.width(), 1), round(box.height(), 1)
        look = (self.text, self.result.type, width, height, ratio, font.key(), is_chosen)
        if look != self._drawn:
            self._drawn = look
            size = QSize(ceil((width + 2 * margin) * ratio), ceil(height * ratio))
            self._pixmap = QPixmap(size)
            self._pixmap.setDevicePixelRatio(ratio)
            self._pixmap.fill(Qt.GlobalColor.transparent)
            own = QPainter(self._pixmap)
            own.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(own, QRectF(margin, 0, width, height), font, is_chosen=is_chosen)
            own.end()
        # As the view scrolls, a half always falls to the same side, whatever floats make of it.
        left = floor((box.left() - margin) * ratio + 0.5 + 1e-6) / ratio
        painter.drawPixmap(QPointF(left, box.top()), self._pixmap)

    def _paint(self, painter: QPainter, box: QRectF, font: QFont, *, is_chosen: bool) -> None:
        metrics = QFontMetricsF(font)
        label = QRectF(0, 0, metrics.horizontalAdvance(self.text), metrics.height() * 1.12)
        label.setWidth(max(label.width() + 0.7 * metrics.height(), label.height()))
        label.moveTopLeft(QPointF(box.center().x() - label.width() / 2, box.top() + 6))
        if self.text == "×":
            self._paint_rejected(painter, box, label, is_chosen=is_chosen)
            return
        is_final = self.is_corrected or self.result.type == "digit"
        outline = QPen(INK, 1.6 if is_final else 1.4)
        if not is_final:
            outline.setStyle(Qt.PenStyle.DashLine)
        if is_chosen:
            outline = QPen(CHOSEN, 3.5)
        frame = QRectF(box)
        frame.setTop(label.center().y())
        frame.setBottom(box.bottom() - 4)
        painter.setPen(outline)
        painter.setBrush(QColor(255, 255, 255, 16))
        painter.drawRoundedRect(frame, 6, 6)
        painter.setBrush(INK if is_final else GROUND)
        painter.drawRoundedRect(label, 7, 7)
        painter.setPen(QColor("#15101c") if is_final else INK)
        painter.setFont(font)
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, self.text)

    def _paint_rejected(
        self, painter: QPainter, box: QRectF, label: QRectF, *, is_chosen: bool
    ) -> None:
        label = label.adjusted(0, 0, 0, -0.35 * label.height())
        label.setWidth(label.height())
        label.moveLeft(box.center().x() - label.width() / 2)
        painter.setPen(QPen(CHOSEN, 3.0) if is_chosen else QPen(QColor(255, 255, 255, 170), 1.4))
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
    """The marks of a stream, by utterance; those that have scrolled away are forgotten."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.chosen: int | None = None
        """Utterance that stands out: the keyboard's, or the one whose detail is open."""
        self._marks: dict[int, Mark] = {}

    def __len__(self) -> int:
        return len(self._marks)

    def __getitem__(self, utterance: int) -> Mark:
        return self._marks[utterance]

    def __contains__(self, utterance: int) -> bool:
        return utterance in self._marks

    @property
    def settled(self) -> list[int]:
        """Utterances that can be opened, in the order of their time."""
        return [n for n, mark in self._marks.items() if mark.result.type in ("digit", "rejected")]

    @property
    def texts(self) -> list[str]:
        """What all the labels say."""
        return [mark.text for mark in self._marks.values()]

    def show_result(self, result: Result) -> None:
        """Draw, change or take back the mark of an utterance."""
        if result.type == "withdrawn":
            self._remove(result.id)
        elif result.id in self._marks:
            self._marks[result.id].result = result
        else:
            self._marks[result.id] = Mark(result)

    def correct(self, utterance: int, digit: int | None) -> None:
        """Show what a person says that it was; None is no digit."""
        mark = self._marks.get(utterance)
        if mark is not None:
            mark.correction, mark.is_corrected = digit, True

    def forget_before(self, time: float) -> None:
        """Remove what ended before this stream time, in seconds."""
        for utterance, mark in list(self._marks.items()):
            if mark.result.end < time:
                self._remove(utterance)

    def clear(self) -> None:
        """Remove all."""
        self._marks.clear()
        self.chosen = None

    def at(self, point: QPointF, box_of: Callable[[float, float], QRectF]) -> int | None:
        """The utterance whose box or label is at a point; the newest where they overlap."""
        half = QFontMetricsF(self.font).height() * 0.9  # a label may be wider than its sound
        for utterance, mark in reversed(self._marks.items()):
            box = box_of(mark.result.start, mark.end)
            wide = max(box.width() / 2, half)
            if box.top() <= point.y() <= box.bottom() and abs(point.x() - box.center().x()) <= wide:
                return utterance
        return None

    def paint(
        self,
        painter: QPainter,
        span: tuple[float, float],
        box_of: Callable[[float, float], QRectF],
    ) -> None:
        """Draw those that have sound in a stretch of stream time, in seconds."""
        first, last = span
        for utterance, mark in self._marks.items():
            if mark.result.start < last and mark.end > first:
                box = box_of(mark.result.start, mark.end)
                mark.paint(painter, box, self.font, is_chosen=utterance == self.chosen)

    def _remove(self, utterance: int) -> None:
        self._marks.pop(utterance, None)
        if self.chosen == utterance:
            self.chosen = None
