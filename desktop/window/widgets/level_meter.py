"""The level meter: RMS, peak hold, noise floor and clipping."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
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

    The bar shows the RMS of the last block, the vertical line the highest peak of the last second
    (then it decays), and the arrow the noise floor. CLIP is highlighted for three seconds after a
    sample has reached full scale.

    The empty and the full bar are cached as pixmaps (docs/decisions/0033).
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = self._peak = self._floor = LOWEST_DB
        self._held_until = self._clip_until = 0.0
        self._time = 0.0
        self._drawn_clipped = False
        self._bars = (QPixmap(), QPixmap())  # empty and full
        self._bars_key: object = None  # size and colours of the pixmaps
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
        """Displayed RMS, dBFS."""
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
        self._level, self._floor = activity.level_db, activity.floor_db

    def clear(self) -> None:
        """Reset the meter to its minimum."""
        self._level = self._peak = self._floor = LOWEST_DB
        self._clip_until = self._held_until = 0.0
        self.tick()

    def tick(self) -> None:
        """Repaint what has changed visibly since the last call."""
        if self.is_clipped != self._drawn_clipped:
            self._drawn_clipped = self.is_clipped
            self.update()
        positions = self._positions()
        moved = [x for pair in zip(positions, self._drawn, strict=True) if pair[0] != pair[1]
                 for x in pair]  # fmt: skip
        if moved:
            self._drawn = positions
            left, right = min(moved) - self._arrow - 2, max(moved) + self._arrow + 2
            self.update(left, 0, right - left, self._scale_top)

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
        """Qt: update the layout after a change of font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._update_layout()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint the exposed parts of the meter."""
        painter, dirty = QPainter(self), event.rect()
        painter.fillRect(dirty, self.palette().color(QPalette.ColorRole.Window))
        self._paint_bar(painter, self._bar)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if dirty.bottom() > self._scale_top:
            self._paint_scale(painter, self._bar)
        if dirty.right() > self._clip.left():
            self._paint_clip(painter, self._clip)

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        level, peak, floor = self._drawn
        key = (bar.width(), self.devicePixelRatioF(), self.palette().cacheKey())
        if key != self._bars_key:
            self._bars_key = key
            role = QPalette.ColorRole
            self._bars = (
                self._draw_bar(bar, role.AlternateBase),
                self._draw_bar(bar, role.Highlight),
            )
        empty, full = self._bars
        painter.drawPixmap(bar.topLeft(), empty)
        filled = QRectF(bar.left(), bar.top(), level - bar.left(), bar.height())
        if filled.width() > 0:
            ratio = self.devicePixelRatioF()
            part = QRectF(0, 0, filled.width() * ratio, bar.height() * ratio)
            painter.drawPixmap(filled, full, part)
        text = self.palette().color(QPalette.ColorRole.Text)
        if peak > bar.left():
            painter.fillRect(QRectF(peak - 1, bar.top() - 1, 2, bar.height() + 2), text)
        if floor > bar.left():
            tip, size = bar.bottom() + 1, self._arrow
            corners = [QPointF(floor + x, tip + abs(x)) for x in (0, -size, size)]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(text)
            painter.drawPolygon(QPolygonF(corners))

    def _draw_bar(self, bar: QRectF, role: QPalette.ColorRole) -> QPixmap:
        """Draw the whole bar in one colour on the window's background, without transparency."""
        ratio, radius = self.devicePixelRatioF(), bar.height() / 2.5
        drawn = QPixmap(ceil(bar.width() * ratio), ceil(bar.height() * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(self.palette().color(QPalette.ColorRole.Window))
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(role))
        painter.drawRoundedRect(QRectF(0, 0, bar.width(), bar.height()), radius, radius)
        painter.end()
        return drawn

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
        width = max(round(self._clip.left() - 0.7 * line), 1)
        self._bar = QRectF(0, round(0.25 * line), width, round(0.6 * line))
        self._arrow = round(0.55 * self._bar.height())
        self._scale_top = round(self._bar.bottom()) + self._arrow + 2
        self._drawn = self._positions()

    def _positions(self) -> tuple[int, int, int]:
        """Return the positions of level, peak and floor, in pixels from the left."""
        level, peak, floor = (round(self._x(v)) for v in (self._level, self._peak, self._floor))
        return level, peak, floor

    def _x(self, level_db: float) -> float:
        fraction = (min(max(level_db, LOWEST_DB), 0.0) - LOWEST_DB) / -LOWEST_DB
        return self._bar.left() + fraction * self._bar.width()
