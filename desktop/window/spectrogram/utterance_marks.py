"""Marks on the spectrogram: a box around each utterance, with its digit on top."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from core.events import Result
from desktop.window.wording import digit_word, percent, rejection_detail, rejection_title

FOREGROUND = QColor("#ffffff")
BACKGROUND = QColor(10, 8, 16, 215)
SELECTED = QColor("#ffd54a")

MIN_SECONDS = 0.05
"""Minimum width of a box."""

FOOT = 12
"""Height of the lower part of a mark, with the frame's corners, in logical pixels."""

_Part = tuple[float, float, float, float]
"""A part of a mark: its top and height on the screen, its first row and rows in the pixmap."""


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
        self._parts: list[_Part] = []
        self._drawn: tuple[object, ...] = ()

    def redraw(self) -> None:
        """Draw the mark again when it is next painted, in another font."""
        self._drawn = ()

    @property
    def is_rejected(self) -> bool:
        """Whether the utterance is not a digit, by the recognizer or by a correction."""
        if self.is_corrected:
            return self.correction is None
        return self.result.type == "rejected"

    @property
    def _is_provisional(self) -> bool:
        return not self.is_corrected and self.result.type != "digit"

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

    def paint(
        self, painter: QPainter, box: QRectF, font: QFont, margin: int, *, is_selected: bool
    ) -> None:
        """Draw the mark around `box`, which spans the full height of the image.

        The label may extend beyond `box` by `margin`. The mark is cached as a pixmap: drawing nine
        marks would take 3.5 ms per frame.
        """
        ratio = painter.device().devicePixelRatioF()
        width, height = round(box.width(), 1), round(box.height(), 1)
        key = (self.text, self.result.type, width, height, ratio, is_selected)
        if key != self._drawn:
            self._drawn = key
            whole = QRectF(margin, 0, width, height)
            self._pixmap, self._parts = self._draw(whole, font, ratio, is_selected=is_selected)
        # The epsilon keeps the rounding of halves stable while the view scrolls.
        left = floor((box.left() - margin) * ratio + 0.5 + 1e-6) / ratio
        pixels = self._pixmap.width()
        for top, height, first, rows in self._parts:
            target = QRectF(left, box.top() + top, pixels / ratio, height)
            painter.drawPixmap(target, self._pixmap, QRectF(0, first, pixels, rows))

    def _draw(
        self, box: QRectF, font: QFont, ratio: float, *, is_selected: bool
    ) -> tuple[QPixmap, list[_Part]]:
        """Draw the mark without the middle, where all rows of a solid frame are the same.

        Returns
        -------
        QPixmap
        list of _Part
        """
        height = box.height()
        head = ceil(self.label_rect(box, font).bottom()) + 8
        is_dashed = not self.is_rejected and self._is_provisional
        if is_dashed or not ratio.is_integer() or head + 1 + FOOT > height:
            parts: list[_Part] = [(0.0, height, 0.0, height * ratio)]
        else:
            middle = (head, height - head - FOOT, head * ratio, 1.0)
            foot = (height - FOOT, FOOT, (head + 1) * ratio, FOOT * ratio)
            parts = [(0.0, head, 0.0, head * ratio)]
            if not self.is_rejected:  # that has nothing below its label
                parts += [middle, foot]
            box = QRectF(box.left(), 0, box.width(), head + 1 + FOOT)
        pixmap = QPixmap(ceil((box.width() + 2 * box.left()) * ratio), ceil(box.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, box, font, is_selected=is_selected)
        painter.end()
        return pixmap, parts

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
        is_final = not self._is_provisional
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
        self.selected: int | None = None
        """Utterance that is highlighted."""
        self._marks: dict[int, Mark] = {}
        self.set_font(font)

    def set_font(self, font: QFont) -> None:
        """Set the font of the labels."""
        self.font = font
        self.margin = ceil(2 * QFontMetricsF(font).height())
        """How far a label may extend beyond its utterance on each side, in pixels."""
        for mark in self._marks.values():
            mark.redraw()

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

    def span_of(self, utterance: int) -> tuple[float, float] | None:
        """Return the stream times of a mark's edges, in seconds; None if there is no mark."""
        mark = self._marks.get(utterance)
        return None if mark is None else (mark.result.start, mark.end)

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
                is_selected = utterance == self.selected
                mark.paint(painter, box, self.font, self.margin, is_selected=is_selected)

    def _remove(self, utterance: int) -> None:
        self._marks.pop(utterance, None)
        if self.selected == utterance:
            self.selected = None
