"""The live spectrogram: scrolls by stream time, with its scales and a box over each utterance.

It paints itself: what is on the screen moves to the left, and only what comes into view is painted
(docs/decisions/0033). A plot of pyqtgraph in its place cost 26 MB and 0.3 s of start (0030).
"""

from __future__ import annotations

import time
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.events import Result
from core.spectrogram import Columns
from desktop.window.spectrogram.axes import Axes, decibel_ticks, frequency_ticks, time_ticks
from desktop.window.spectrogram.colour_maps import colour_table
from desktop.window.spectrogram.pixel_painter import PixelPainter
from desktop.window.spectrogram.scroll_clock import ScrollClock
from desktop.window.spectrogram.spectrogram_image import Scale, SpectrogramImage
from desktop.window.spectrogram.utterance_marks import Marks, reach
from desktop.window.theme.fonts import scaled_font


class SpectrogramView(QWidget):
    """Draws columns and results as they come; `tick` moves it on.

    Utterances are opened by a click, or by the arrow keys and Enter.

    Parameters
    ----------
    seconds : float
        Time that is in view.
    levels : (float, float)
        dBFS of the darkest and the brightest colour.
    scale : {"mel", "linear"}
    colour_map : str
        One of `colour_maps.NAMES`.
    """

    utterance_chosen = Signal(int)
    """The id of an utterance that somebody wants to see in detail."""

    def __init__(
        self,
        seconds: float = 9.0,
        levels: tuple[float, float] = (-100.0, -20.0),
        scale: Scale = "mel",
        colour_map: str = "magma",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        colours = colour_table(colour_map)
        self.picture = SpectrogramImage(colours, seconds, levels)
        self.picture.set_scale(scale)
        self._clock = ScrollClock()
        self._pixels = PixelPainter(self.picture)
        self.marks = Marks(scaled_font(self.font(), 1.45, bold=True))
        self._scales = Axes(scaled_font(self.font(), 0.9))
        self._scales.set_colours(colours)
        self._rect = QRectF()
        self.setAccessibleName(self.tr("Live spectrogram"))
        self.setAccessibleDescription(
            self.tr("Arrow keys choose an utterance, Enter opens its detail")
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        # Nothing shines through: otherwise Qt paints what lies below as well, and cannot scroll.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._measure()

    # -- what it shows ------------------------------------------------------------------------

    @property
    def frequency_scale(self) -> Scale:
        """The frequency axis."""
        return self.picture.scale

    def set_frequency_scale(self, scale: Scale) -> None:
        """Choose the frequency axis; what is on screen is drawn anew."""
        self.picture.set_scale(scale)
        self._measure()

    def set_colours(self, colour_map: str, levels: tuple[float, float]) -> None:
        """Choose the colours and their decibels; what is on screen is drawn anew."""
        colours = colour_table(colour_map)
        self._scales.set_colours(colours)
        self.picture.set_colours(colours, levels)
        self._measure()

    def show_columns(self, columns: Columns, arrived: float) -> None:
        """Take new columns, which came at `arrived` on ``time.perf_counter()``'s clock."""
        if not len(columns.decibels):
            return
        before = self.picture.end_time
        self.picture.feed(columns)
        if self.picture.end_time < before:  # another stream begins
            self.clear_marks()
        self._clock.arrived(self.picture.end_time, arrived)

    def show_result(self, result: Result) -> None:
        """Mark an utterance, or take its mark back."""
        self.marks.show_result(result)
        self._update_picture()

    def clear_marks(self) -> None:
        """Take all marks away: another stream begins."""
        self.marks.clear()
        self._update_picture()

    def correct(self, utterance: int, digit: int | None) -> None:
        """Show what a person says that an utterance was."""
        self.marks.correct(utterance, digit)
        self._update_picture()

    def choose(self, utterance: int | None) -> None:
        """Let one utterance stand out."""
        self.marks.chosen = utterance
        self._update_picture()

    def tick(self, now: float) -> None:
        """Move the picture to where the stream stands at `now`; nothing if it has not moved."""
        self.picture.draw()
        shown = self._clock.at(now)
        step = self._pixels.move_to(shown, self.devicePixelRatioF())
        if step == 0:
            return
        self.marks.forget_before(shown - self.picture.seconds - 1.0)
        if step is None or self.hasFocus():  # the frame that shows the focus does not move
            self._update_picture()
        else:
            self.scroll(-step, 0, self._rect.toAlignedRect())

    def advance(self) -> None:
        """Move the picture to this moment."""
        self.tick(time.perf_counter())

    # -- where it shows it --------------------------------------------------------------------

    def time_at(self, x: float) -> float:
        """Stream time shown at a pixel column of this widget, in seconds."""
        return (
            self._pixels.now + (x - self._rect.right()) / self._rect.width() * self.picture.seconds
        )

    def box_of(self, start: float, end: float) -> QRectF:
        """Where a stretch of stream time is in this widget, over the picture's whole height."""
        scale = self._rect.width() / self.picture.seconds
        left = self._rect.right() + (start - self._pixels.now) * scale
        return QRectF(left, self._rect.top(), (end - start) * scale, self._rect.height())

    def picture_rect(self) -> QRectF:
        """Where in this widget the picture is, in logical pixels."""
        return QRectF(self._rect)

    def sizeHint(self) -> QSize:
        """Qt: as much as there is."""
        return QSize(600, 400)

    def minimumSizeHint(self) -> QSize:
        """Qt: the scales and something between them."""
        line = self.fontMetrics().height()
        return QSize(14 * line, 8 * line)

    def _measure(self) -> None:
        scales = self._scales
        scales.frequencies = frequency_ticks(self.picture, self.frequency_scale)
        scales.times = time_ticks(self.picture.seconds)
        scales.decibels = decibel_ticks(self.picture.levels)
        self._rect = scales.picture_rect(self.width(), self.height())
        self._reach = reach(self.marks.font) + 2
        ratio = self.devicePixelRatioF()
        self.picture.resize(ceil(self._rect.width() * ratio), ceil(self._rect.height() * ratio))
        self._pixels.forget()
        self.update()

    def _update_picture(self) -> None:
        self.update(self._rect.toAlignedRect())

    # -- Qt -----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the picture and its boxes; the scales only where they were covered."""
        painter, dirty = QPainter(self), event.rect()
        if not self._rect.toAlignedRect().contains(dirty):
            painter.fillRect(dirty, self.palette().color(QPalette.ColorRole.Window))
            self._scales.paint(painter, self._rect, self.palette().color(_MUTED))
        painter.setClipRect(self._rect)
        self._pixels.paint(painter, self._rect, self.devicePixelRatioF())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        span = self.time_at(dirty.left() - self._reach), self.time_at(dirty.right() + self._reach)
        self.marks.paint(painter, span, self.box_of)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 4))
            painter.drawRect(self._rect.adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the picture is drawn in the screen's own pixels."""
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: another font, or another screen's pixels."""
        super().changeEvent(event)
        changes = (QEvent.Type.FontChange, QEvent.Type.DevicePixelRatioChange)
        if event.type() in changes and hasattr(self, "_rect"):
            self._scales.font = scaled_font(self.font(), 0.9)
            self.marks.font = scaled_font(self.font(), 1.45, bold=True)
            self._measure()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click on a box opens it."""
        found = self._settled_at(event.position())
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.choose(found)
        self.utterance_chosen.emit(found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: the pointer says what can be clicked."""
        is_over = self._settled_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the arrows choose an utterance, Enter opens it."""
        key, settled = event.key(), self.marks.settled
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and settled:
            step = -1 if key == Qt.Key.Key_Left else 1
            chosen = self.marks.chosen
            at = settled.index(chosen) + step if chosen in settled else (step - 1) // 2
            self.choose(settled[max(min(at, len(settled) - 1), -len(settled))])
            self._announce()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.marks.chosen in settled:
            self.utterance_chosen.emit(self.marks.chosen)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Qt: what a box means stands under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.marks.at(QPointF(event.pos()), self.box_of)
            tip = "" if found is None else self.marks[found].tip
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the frame that shows the focus."""
        super().focusInEvent(event)
        self._update_picture()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: see `focusInEvent`."""
        super().focusOutEvent(event)
        self._update_picture()

    def _settled_at(self, point: QPointF) -> int | None:
        found = self.marks.at(point, self.box_of)
        return found if found in self.marks.settled else None

    def _announce(self) -> None:
        if self.marks.chosen is not None:
            tip = self.marks[self.marks.chosen].tip
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, tip))


_MUTED = QPalette.ColorRole.PlaceholderText
