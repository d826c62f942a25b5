"""Marks on the spectrogram: a box around each utterance, with its digit on top."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from core.events import Result
from desktop.window.wording import digit_word, percent, rejection_detail, rejection_title

FOREGROUND = QColor("#ffffff")
BACKGROUND = QColor(10, 8, 16, 215)
SELECTED = QColor("#ffd54a")

MIN_SECONDS = 0.05
"""Minimum width of a box."""


def mark_margin(font: QFont) -> int:
    """Return how far a label may extend beyond its utterance on each side, in pixels."""
    return ceil(2 * QFontMetricsF(font).height())


class Mark:
    """A box around one utterance, with its digit on top.

    A final digit has a solid box and a filled label, a provisional digit a dashed box and a
    question mark, a rejected utterance a line and a cross. A corrected digit has a tick.
    """

    def __init__(self, result: Result) -> None:
        self.result = result
        self.correction: int | None = None
        self.is_corrected = False
        self._pixmap = QPixmap()
        self._drawn: tuple[object, ...] = ()

    @property
    def is_rejected(self) -> bool:
        """Whether the utterance is not a digit, by the recognizer or by a correction."""
        if self.is_corrected:
            return self.correction is None
        return self.result.type == "rejected"

    @property
    def text(self) -> str:
        """Text of the label."""
        if self.is_rejected:
            return "×"
        if self.is_corrected:
            return f"{self.correction} ✓"
        if self.result.digit is None:
            return "?"
        return f"{self.result.digit}" if self.result.type == "digit" else f"{self.result.digit}?"

    @property
    def tip(self) -> str:
        """Text of the tool tip."""
        result = self.result
        if result.type == "rejected":
            title, detail = rejection_title(result.rejected), rejection_detail(result)
            return f"{title}: {detail}" if detail else title
        if result.digit is None:
            return QCoreApplication.translate("Mark", "not decided yet")
        word = digit_word(result.digit, result.language)
        return f"{word}, {percent(result.confidence)}"

    @property
    def end(self) -> float:
        """Stream time of the right edge of the box."""
        return max(self.result.end, self.result.start + MIN_SECONDS)

    def paint(self, painter: QPainter, box: QRectF, font: QFont, *, is_selected: bool) -> None:
        """Draw the mark around `box`, which spans the full height of the image.

        The mark is cached as a pixmap: drawing nine marks would take 3.5 ms per frame.
        """
        ratio = painter.device().devicePixelRatioF()
        margin = mark_margin(font)
        width, height = round(box.width(), 1), round(box.height(), 1)
        key = (self.text, self.result.type, width, height, ratio, font.key(), is_selected)
        if key != self._drawn:
            self._drawn = key
            size = QSize(ceil((width + 2 * margin) * ratio), ceil(height * ratio))
            self._pixmap = QPixmap(size)
            self._pixmap.setDevicePixelRatio(ratio)
            self._pixmap.fill(Qt.GlobalColor.transparent)
            pixmap_painter = QPainter(self._pixmap)
            pixmap_painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pixmap_box = QRectF(margin, 0, width, height)
            self._paint(pixmap_painter, pixmap_box, font, is_selected=is_selected)
            pixmap_painter.end()
            # The epsilon keeps the rounding of halves stable while the view scrolls.
        left = floor((box.left() - margin) * ratio + 0.5 + 1e-6) / ratio
        painter.drawPixmap(QPointF(left, box.top()), self._pixmap)

    def label_rect(self, box: QRectF, font: QFont) -> QRectF:
        """Return where the label is; as wide as its utterance if that is enough for the text."""
        metrics = QFontMetricsF(font)
        label = QRectF(0, 0, metrics.horizontalAdvance(self.text), metrics.height() * 1.12)
        wide = max(label.width() + 0.7 * metrics.height(), label.height())
        # In a number, the label of the next digit begins at once.
        narrow = label.width() + 0.2 * metrics.height()
        label.setWidth(min(wide, max(box.width(), narrow)))
        label.moveTopLeft(QPointF(box.center().x() - label.width() / 2, box.top() + 6))
        return label

    def _paint(self, painter: QPainter, box: QRectF, font: QFont, *, is_selected: bool) -> None:
        label = self.label_rect(box, font)
        if self.is_rejected:
            self._paint_rejected(painter, box, label, is_selected=is_selected)
            return
        is_final = self.is_corrected or self.result.type == "digit"
        outline = QPen(FOREGROUND, 1.6 if is_final else 1.4)
        if not is_final:
            outline.setStyle(Qt.PenStyle.DashLine)
        if is_selected:
            outline = QPen(SELECTED, 3.5)
        frame = QRectF(box)
        frame.setTop(label.center().y())
        frame.setBottom(box.bottom() - 4)
        painter.setPen(outline)
        painter.setBrush(QColor(255, 255, 255, 16))
        painter.drawRoundedRect(frame, 6, 6)
        painter.setBrush(FOREGROUND if is_final else BACKGROUND)
        painter.drawRoundedRect(label, 7, 7)
        painter.setPen(QColor("#15101c") if is_final else FOREGROUND)
        painter.setFont(font)
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, self.text)

    def _paint_rejected(
        self, painter: QPainter, box: QRectF, label: QRectF, *, is_selected: bool
    ) -> None:
        label = label.adjusted(0, 0, 0, -0.35 * label.height())
        label.setWidth(label.height())
        label.moveLeft(box.center().x() - label.width() / 2)
        painter.setPen(
            QPen(SELECTED, 3.0) if is_selected else QPen(QColor(255, 255, 255, 170), 1.4)
        )
        y = label.center().y()
        if box.width() > label.width() + 10:  # otherwise the label covers the line
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            for x in (box.left(), box.right()):
                painter.drawLine(QPointF(x, y - 5), QPointF(x, y + 5))
        painter.setBrush(BACKGROUND)
        painter.drawEllipse(label)
        arm = label.width() * 0.2
        centre = label.center()
        painter.setPen(QPen(FOREGROUND, 1.8))
        painter.drawLine(centre - QPointF(arm, arm), centre + QPointF(arm, arm))
        painter.drawLine(centre - QPointF(arm, -arm), centre + QPointF(arm, -arm))


class UtteranceMarks:
    """The visible marks of a stream, by utterance id."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.selected: int | None = None
        """Utterance that is highlighted."""
        self._marks: dict[int, Mark] = {}

    def __len__(self) -> int:
        return len(self._marks)

    def __getitem__(self, utterance: int) -> Mark:
        return self._marks[utterance]

    def __contains__(self, utterance: int) -> bool:
        return utterance in self._marks

    @property
    def final(self) -> list[int]:
        """Utterances with a final result, in order of time."""
        return [n for n, mark in self._marks.items() if mark.result.type in ("digit", "rejected")]

    @property
    def texts(self) -> list[str]:
        """Texts of all labels."""
        return [mark.text for mark in self._marks.values()]

    def show_result(self, result: Result) -> None:
        """Add, change or remove the mark of an utterance."""
        if result.type == "withdrawn":
            self._remove(result.id)
        elif result.id in self._marks:
            self._marks[result.id].result = result
        else:
            self._marks[result.id] = Mark(result)

    def correct(self, utterance: int, digit: int | None) -> None:
        """Show the correction of an utterance; None means "not a digit"."""
        mark = self._marks.get(utterance)
        if mark is not None:
            mark.correction, mark.is_corrected = digit, True

    def remove_before(self, time: float) -> None:
        """Remove the marks of utterances that ended before this stream time, in seconds."""
        for utterance, mark in list(self._marks.items()):
            if mark.result.end < time:
                self._remove(utterance)

    def clear(self) -> None:
        """Remove all marks."""
        self._marks.clear()
        self.selected = None

    def at(self, point: QPointF, box_of: Callable[[float, float], QRectF]) -> int | None:
        """Return the utterance whose box or label is at a point; the newest if they overlap."""
        half = QFontMetricsF(self.font).height() * 0.9  # a label may be wider than its box
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
        """Draw the marks of the utterances in a span of stream time, in seconds."""
        first, last = span
        for utterance, mark in self._marks.items():
            if mark.result.start < last and mark.end > first:
                box = box_of(mark.result.start, mark.end)
                mark.paint(painter, box, self.font, is_selected=utterance == self.selected)

    def _remove(self, utterance: int) -> None:
        self._marks.pop(utterance, None)
        if self.selected == utterance:
            self.selected = None
