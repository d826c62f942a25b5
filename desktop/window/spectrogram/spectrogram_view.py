"""The live spectrogram widget: scrolls by stream time, with axes and a mark for each utterance.

The widget scrolls its visible content to the left and paints only the strip that is new
(docs/decisions/0033). A pyqtgraph plot in its place took 26 MB and 0.3 s at the start (0030).
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
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
from desktop.window.spectrogram.utterance_marks import UtteranceMarks
from desktop.window.theme.fonts import scaled_font


class SpectrogramView(QWidget):
    """Draws columns and results as they arrive; `tick` scrolls to the current time.

    A click, or the arrow keys and Enter, opens an utterance.

    Parameters
    ----------
    seconds : float
        Visible time span.
    levels : (float, float)
        dBFS of the darkest and the brightest colour.
    scale : {"mel", "linear"}
    colour_map : str
        One of `colour_maps.NAMES`.
    """

    utterance_activated = Signal(int)
    """Id of an utterance that the user opens."""

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
        self.image = SpectrogramImage(colours, seconds, levels)
        self.image.set_scale(scale)
        self._clock = ScrollClock()
        self._painter = PixelPainter(self.image)
        self.marks = UtteranceMarks(scaled_font(self.font(), 1.45, bold=True))
        self._axes = Axes(scaled_font(self.font(), 0.9))
        self._axes.set_colours(colours)
        self._rect, self._pixels = QRectF(), QRect()
        self.setAccessibleName(self.tr("Live spectrogram"))
        self.setAccessibleDescription(
            self.tr("Arrow keys select an utterance, Enter shows its details")
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        # The widget paints all its pixels. Qt would otherwise paint the parent too, and not scroll.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._update_layout()

    # -- content ------------------------------------------------------------------------------

    @property
    def frequency_scale(self) -> Scale:
        """The frequency scale."""
        return self.image.scale

    def set_frequency_scale(self, scale: Scale) -> None:
        """Set the frequency scale and redraw."""
        self.image.set_scale(scale)
        self._update_layout()

    def set_colours(self, colour_map: str, levels: tuple[float, float]) -> None:
        """Set the colour map and its levels in dBFS, and redraw."""
        colours = colour_table(colour_map)
        self._axes.set_colours(colours)
        self.image.set_colours(colours, levels)
        self._update_layout()

    def show_columns(self, columns: Columns, arrived: float) -> None:
        """Add new columns that arrived at `arrived` (``time.perf_counter()``)."""
        if not len(columns.decibels):
            return
        previous_end = self.image.end_time
        self.image.feed(columns)
        if self.image.end_time < previous_end:  # another stream starts
            self.clear_marks()
        self._clock.arrived(self.image.end_time, arrived)

    def show_result(self, result: Result) -> None:
        """Add, change or remove the mark of an utterance."""
        before = self.marks.span_of(result.id)
        self.marks.show_result(result)
        self._update_marks(before, self.marks.span_of(result.id))

    def clear_marks(self) -> None:
        """Remove all marks: another stream starts."""
        self.marks.clear()
        self._update_image()

    def correct(self, utterance: int, digit: int | None) -> None:
        """Show the correction of an utterance; None means "not a digit"."""
        self.marks.correct(utterance, digit)
        self._update_marks(self.marks.span_of(utterance))

    def select(self, utterance: int | None) -> None:
        """Highlight an utterance, or none."""
        changed = [one for one in (self.marks.selected, utterance) if one is not None]
        self.marks.selected = utterance
        self._update_marks(*map(self.marks.span_of, changed))

    def tick(self, now: float) -> None:
        """Scroll to the stream time at `now` (``time.perf_counter()``)."""
        end = self._clock.at(now)
        self.image.draw_until(end)
        step = self._painter.move_to(end, self.devicePixelRatioF())
        if step == 0:
            return
        self.marks.remove_before(end - self.image.seconds - 1.0)
        if step is None or self.hasFocus():  # the focus frame must not scroll
            self._update_image()
        else:
            self.scroll(-step, 0, self._pixels)

    # -- layout -------------------------------------------------------------------------------

    def time_at(self, x: float) -> float:
        """Return the stream time at an x coordinate of this widget, in seconds."""
        return (
            self._painter.now + (x - self._rect.right()) / self._rect.width() * self.image.seconds
        )

    def box_of(self, start: float, end: float) -> QRectF:
        """Return the rectangle of a time span, over the full height of the image."""
        scale = self._rect.width() / self.image.seconds
        left = self._rect.right() + (start - self._painter.now) * scale
        return QRectF(left, self._rect.top(), (end - start) * scale, self._rect.height())

    def image_rect(self) -> QRectF:
        """Return the rectangle of the image in this widget, in logical pixels."""
        return QRectF(self._rect)

    def sizeHint(self) -> QSize:
        """Qt: return the preferred size."""
        return QSize(600, 400)

    def minimumSizeHint(self) -> QSize:
        """Qt: return a size with room for the axes and a small image."""
        line = self.fontMetrics().height()
        return QSize(14 * line, 8 * line)

    def _update_layout(self) -> None:
        axes = self._axes
        axes.frequencies = frequency_ticks(self.image, self.frequency_scale)
        axes.times = time_ticks(self.image.seconds)
        axes.decibels = decibel_ticks(self.image.levels)
        self._rect = axes.image_rect(self.width(), self.height())
        self._pixels = self._rect.toAlignedRect()
        ratio = self.devicePixelRatioF()
        self.image.resize(ceil(self._rect.width() * ratio), ceil(self._rect.height() * ratio))
        self._painter.reset()
        self.update()

    def _update_image(self) -> None:
        self.update(self._pixels)

    def _update_marks(self, *spans: tuple[float, float] | None) -> None:
        """Repaint only the marks of these spans of stream time, in seconds."""
        margin = self.marks.margin + 2
        for span in spans:
            if span is not None:
                box = self.box_of(*span).adjusted(-margin, 0, margin, 0)
                self.update(box.toAlignedRect() & self._pixels)

    # -- Qt -----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint the image and the marks; the axes only where they were exposed."""
        painter, dirty = QPainter(self), event.rect()
        if not self._pixels.contains(dirty):
            painter.fillRect(dirty, self.palette().color(QPalette.ColorRole.Window))
            self._axes.paint(painter, self._rect, self.palette().color(_MUTED))
            painter.setClipRect(self._rect)
        self._painter.paint(painter, self._rect, self.devicePixelRatioF())
        margin = self.marks.margin + 2
        span = self.time_at(dirty.left() - margin), self.time_at(dirty.right() + margin)
        self.marks.paint(painter, span, self.box_of)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 4))
            painter.drawRect(self._rect.adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: redraw the image at the new size."""
        super().resizeEvent(event)
        self._update_layout()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: follow a change of font or of pixel ratio."""
        super().changeEvent(event)
        changes = (QEvent.Type.FontChange, QEvent.Type.DevicePixelRatioChange)
        if event.type() in changes and hasattr(self, "_rect"):
            self._axes.font = scaled_font(self.font(), 0.9)
            self.marks.set_font(scaled_font(self.font(), 1.45, bold=True))
            self._update_layout()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click on a mark opens its utterance."""
        found = self._final_at(event.position())
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.select(found)
        self.utterance_activated.emit(found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: the pointer shows which marks can be clicked."""
        is_over = self._final_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the arrow keys select an utterance, Enter opens it."""
        key, final = event.key(), self.marks.final
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and final:
            step = -1 if key == Qt.Key.Key_Left else 1
            selected = self.marks.selected
            index = final.index(selected) + step if selected in final else (step - 1) // 2
            self.select(final[max(min(index, len(final) - 1), -len(final))])
            self._announce()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.marks.selected in final:
            self.utterance_activated.emit(self.marks.selected)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Qt: a tool tip describes the mark under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.marks.at(QPointF(event.pos()), self.box_of)
            tip = "" if found is None else self.marks[found].tip
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: show the focus frame."""
        super().focusInEvent(event)
        self._update_image()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: hide the focus frame."""
        super().focusOutEvent(event)
        self._update_image()

    def _final_at(self, point: QPointF) -> int | None:
        found = self.marks.at(point, self.box_of)
        return found if found in self.marks.final else None

    def _announce(self) -> None:
        if self.marks.selected is not None:
            tip = self.marks[self.marks.selected].tip
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, tip))


_MUTED = QPalette.ColorRole.PlaceholderText
