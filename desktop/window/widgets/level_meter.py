"""The level meter: RMS, peak hold, noise floor and clipping."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.events import Activity
from desktop.window.theme.fonts import scaled_font
from desktop.window.theme.palettes import ERROR_STRIPE

LOWEST_DB = -72.0
TICKS_DB = (-60, -48, -36, -24, -12, 0)
HOLD_SECONDS = 1.0
FALL_DB_PER_SECOND = 24.0
CLIP_SECONDS = 3.0


class LevelMeter(QWidget):
    """A horizontal meter from -72 to 0 dBFS.

    The bar shows the RMS of a block, the vertical line the highest peak of the last second
    (then it decays), and the arrow the noise floor. CLIP is highlighted for three seconds after a
    sample has reached full scale.

    The upper part, with the bar, is repainted up to thirty times per second. It is copied from
    pixmaps (docs/decisions/0036).
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = self._peak = self._floor = LOWEST_DB
        self._held_until = self._clip_until = 0.0
        self._time = 0.0
        self._is_new = False  # `_level` is not drawn yet
        self._drawn_clipped = False
        self._pixmaps: _Pixmaps | None = None
        self._update_layout()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Level"))
        self.setToolTip(self.tr("Level in dBFS. Bar: RMS, line: peak, arrow: noise floor"))

    @property
    def is_clipped(self) -> bool:
        """Whether CLIP is highlighted."""
        return self._time < self._clip_until

    @property
    def level_db(self) -> float:
        """Displayed RMS: of the loudest block since the last `tick`, dBFS."""
        return self._level

    @property
    def peak_db(self) -> float:
        """Displayed peak, dBFS."""
        return self._peak

    @property
    def floor_db(self) -> float:
        """Displayed noise floor, dBFS."""
        return self._floor

    def show_activity(self, activity: Activity) -> None:
        """Set the level of the latest block; it is drawn by the next `tick`."""
        elapsed = max(activity.time - self._time, 0.0)
        if activity.time < self._time:  # another stream
            self._held_until = self._clip_until = 0.0
        self._time = activity.time
        if activity.is_clipped:
            self._clip_until = self._time + CLIP_SECONDS
        if activity.peak_db >= self._peak:
            self._peak, self._held_until = activity.peak_db, self._time + HOLD_SECONDS
        elif self._time > self._held_until:
            self._peak = max(self._peak - FALL_DB_PER_SECOND * elapsed, activity.peak_db)
        self._level = max(self._level, activity.level_db) if self._is_new else activity.level_db
        self._floor, self._is_new = activity.floor_db, True

    def clear(self) -> None:
        """Reset the meter to its minimum."""
        self._level = self._peak = self._floor = LOWEST_DB
        self._clip_until = self._held_until = 0.0
        self.tick()

    def tick(self) -> None:
        """Repaint what has changed visibly since the last call."""
        self._is_new = False
        if self.is_clipped != self._drawn_clipped:
            self._drawn_clipped = self.is_clipped
            self.update()
        positions = self._positions()
        if positions != self._drawn:
            moved = [x for x in zip(positions, self._drawn, strict=True) if x[0] != x[1]]
            self._drawn = positions
            left, right = min(map(min, moved)) - self._arrow, max(map(max, moved)) + self._arrow
            self.update(left, 0, right - left, self._bar_area.height())

    def sizeHint(self) -> QSize:
        """Qt: return a height for the bar and a line of small text."""
        line = self.fontMetrics().height()
        return QSize(20 * line, round(2.1 * line))

    def minimumSizeHint(self) -> QSize:
        """Qt: return a shorter width with the same height."""
        return QSize(8 * self.fontMetrics().height(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: update the layout."""
        super().resizeEvent(event)
        self._update_layout()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: follow a change of font or palette."""
        super().changeEvent(event)
        self._pixmaps = None
        if event.type() == QEvent.Type.FontChange:
            self._update_layout()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint the exposed parts of the meter; from frame to frame, only of the bar."""
        painter, dirty = QPainter(self), event.rect()
        if not self._bar_area.contains(dirty):
            painter.fillRect(dirty, self.palette().color(QPalette.ColorRole.Window))
        self._paint_bar(painter)
        if not self._bar_area.contains(dirty):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_scale(painter, self._bar)
            self._paint_clip(painter, self._clip)

    def _paint_bar(self, painter: QPainter) -> None:
        ratio = self.devicePixelRatioF()
        pixmaps = self._pixmaps
        if pixmaps is None or pixmaps.ratio != ratio:
            pixmaps = self._pixmaps = self._draw_pixmaps(ratio)
        level, peak, floor = self._drawn
        height = self._bar_area.height()
        for first, last, pixmap in (
            (0, level, pixmaps.full),
            (level, self._bar_area.width(), pixmaps.empty),
        ):
            target = QRectF(first, 0, last - first, height)
            source = QRectF(first * ratio, 0, (last - first) * ratio, height * ratio)
            painter.drawPixmap(target, pixmap, source)
        if peak > 0:
            painter.fillRect(peak - 1, self._bar_top - 1, 2, self._bar_height + 2, pixmaps.text)
        if floor > 0:
            painter.drawPixmap(floor - self._arrow, self._bar_top + self._bar_height, pixmaps.arrow)

    def _draw_pixmaps(self, ratio: float) -> _Pixmaps:
        role = QPalette.ColorRole
        colours = self.palette()
        window, text = colours.color(role.Window), colours.color(role.Text)
        arrow = _new_pixmap(2 * self._arrow, self._arrow + 2, ratio, Qt.GlobalColor.transparent)
        painter = QPainter(arrow)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(text)
        size = self._arrow
        painter.drawPolygon(QPolygonF([QPointF(size + x, 1 + abs(x)) for x in (0, -size, size)]))
        painter.end()
        bars: list[QPixmap] = []
        for colour in (colours.color(role.AlternateBase), colours.color(role.Highlight)):
            bar = _new_pixmap(self._bar_area.width(), self._bar_area.height(), ratio, window)
            painter = QPainter(bar)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            radius = self._bar.height() / 2.5
            painter.drawRoundedRect(self._bar, radius, radius)
            painter.end()
            bars.append(bar)
        return _Pixmaps(ratio, bars[0], bars[1], arrow, text)

    def _paint_scale(self, painter: QPainter, bar: QRectF) -> None:
        painter.setFont(scaled_font(self.font(), 0.8))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        metrics = painter.fontMetrics()
        wide = bar.width() > 9 * metrics.horizontalAdvance("−48")
        for value in TICKS_DB if wide else TICKS_DB[::2]:
            text = str(value).replace("-", "−")
            width = metrics.horizontalAdvance(text)
            left = min(self._x(value) - width / 2, bar.right() - width)
            painter.drawText(QPointF(left, self.height() - metrics.descent()), text)

    def _paint_clip(self, painter: QPainter, box: QRectF) -> None:
        colours, text = self.palette(), self.tr("CLIP")
        painter.setFont(scaled_font(self.font(), 0.8, bold=self._drawn_clipped))
        if self._drawn_clipped:
            painter.setBrush(QColor(ERROR_STRIPE).darker(125))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(QColor("white"))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.color(QPalette.ColorRole.Mid), 1))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(colours.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _update_layout(self) -> None:
        line = self.fontMetrics().height()
        width = self.fontMetrics().horizontalAdvance(self.tr("CLIP")) + line
        self._clip = QRectF(self.width() - width, 0, width, 1.15 * line)
        self._width = width = max(round(self._clip.left() - 0.7 * line), 1)
        self._bar_top, self._bar_height = round(0.25 * line), round(0.6 * line)
        self._bar = QRectF(0, self._bar_top, width, self._bar_height)
        self._arrow = round(0.55 * self._bar_height)
        # The bar with the arrow below it, which is as far to the right as half its width.
        height = self._bar_top + self._bar_height + self._arrow + 2
        self._bar_area = QRect(0, 0, width + self._arrow, height)
        self._drawn = self._positions()
        self._pixmaps = None

    def _positions(self) -> tuple[int, int, int]:
        """Return the positions of level, peak and floor, in pixels from the left."""
        return round(self._x(self._level)), round(self._x(self._peak)), round(self._x(self._floor))

    def _x(self, level_db: float) -> float:
        return (min(max(level_db, LOWEST_DB), 0.0) - LOWEST_DB) / -LOWEST_DB * self._width


@dataclass(frozen=True, slots=True)
class _Pixmaps:
    """The empty bar, the full bar, and the arrow; the colour of the peak's line."""

    ratio: float
    empty: QPixmap
    full: QPixmap
    arrow: QPixmap
    text: QColor


def _new_pixmap(width: int, height: int, ratio: float, colour: QColor | Qt.GlobalColor) -> QPixmap:
    pixmap = QPixmap(ceil(width * ratio), ceil(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(colour)
    return pixmap
