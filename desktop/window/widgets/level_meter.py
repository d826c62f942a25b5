"""How loud it is: RMS, held peak, the room's noise and whether the sound was clipped."""

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

    The fill is the RMS of the last block, the upright line the highest peak of the last second
    (then it falls), the small arrow the room's noise floor. The word CLIP stands out for three
    seconds after a sample has met full scale.

    The bar is drawn twice, empty and full, and copied from then on (docs/decisions/0033).
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = self._peak = self._floor = LOWEST_DB
        self._held_until = self._clip_until = 0.0
        self._time = 0.0
        self._drawn_clipped = False
        self._bars = (QPixmap(), QPixmap())  # empty and full
        self._look: object = None  # what they were drawn for
        self._measure()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Level"))
        self.setToolTip(
            self.tr("Level in dBFS: bar = loudness, line = peak, arrow = noise of the room")
        )

    @property
    def is_clipped(self) -> bool:
        """Whether the clip mark is on."""
        return self._time < self._clip_until

    @property
    def level_db(self) -> float:
        """RMS that is shown, dBFS."""
        return self._level

    @property
    def peak_db(self) -> float:
        """Peak that is held, dBFS."""
        return self._peak

    @property
    def floor_db(self) -> float:
        """Noise floor that is marked, dBFS."""
        return self._floor

    def show_activity(self, activity: Activity) -> None:
        """Take the level of the latest block; drawn at the next `tick`."""
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
        """No sound comes: the meter falls to its lowest."""
        self._level = self._peak = self._floor = LOWEST_DB
        self._clip_until = self._held_until = 0.0
        self.tick()

    def tick(self) -> None:
        """Draw what has changed since the last call, if it can be seen."""
        if self.is_clipped != self._drawn_clipped:
            self._drawn_clipped = self.is_clipped
            self.update()
        places = self._places()
        moved = [x for pair in zip(places, self._drawn, strict=True) if pair[0] != pair[1]
                 for x in pair]  # fmt: skip
        if moved:
            self._drawn = places
            left, right = min(moved) - self._arrow - 2, max(moved) + self._arrow + 2
            self.update(left, 0, right - left, self._scale_top)

    def sizeHint(self) -> QSize:
        """Qt: as tall as a bar and a line of small text."""
        line = self.fontMetrics().height()
        return QSize(20 * line, round(2.1 * line))

    def minimumSizeHint(self) -> QSize:
        """Qt: narrow windows shorten the meter, never its height."""
        return QSize(8 * self.fontMetrics().height(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the bar's place changes."""
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: another font needs other room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the meter; of its parts only those that are asked for."""
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
        look = (bar.width(), self.devicePixelRatioF(), self.palette().cacheKey())
        if look != self._look:
            self._look = look
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
        """The whole bar in one colour on the window's, to be copied without any blending."""
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

    def _measure(self) -> None:
        line = self.fontMetrics().height()
        width = self.fontMetrics().horizontalAdvance(self.tr("CLIP")) + line
        self._clip = QRectF(self.width() - width, 0, width, 1.15 * line)
        width = max(round(self._clip.left() - 0.7 * line), 1)
        self._bar = QRectF(0, round(0.25 * line), width, round(0.6 * line))
        self._arrow = round(0.55 * self._bar.height())
        self._scale_top = round(self._bar.bottom()) + self._arrow + 2
        self._drawn = self._places()

    def _places(self) -> tuple[int, int, int]:
        """Where level, peak and floor are, in pixels from the left."""
        level, peak, floor = (round(self._x(v)) for v in (self._level, self._peak, self._floor))
        return level, peak, floor

    def _x(self, level_db: float) -> float:
        share = (min(max(level_db, LOWEST_DB), 0.0) - LOWEST_DB) / -LOWEST_DB
        return self._bar.left() + share * self._bar.width()
