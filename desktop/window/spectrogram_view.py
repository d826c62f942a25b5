"""The live spectrogram: scrolls by stream time, with frequency, time and decibel scales.

Imports pyqtgraph, which takes 0.25-0.45 s: the window imports this module after its first paint.
"""

from __future__ import annotations

from math import ceil
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QGraphicsView,
    QSizePolicy,
    QStyleOptionGraphicsItem,
    QWidget,
)

from core.events import Result
from core.spectrogram import Columns
from desktop.window.marks import Marks
from desktop.window.picture import Scale, SpectrogramPicture, position_of
from desktop.window.scroll_clock import ScrollClock
from desktop.window.theme import scaled_font

MEL_TICKS_HZ = (250, 500, 1000, 2000, 4000, 6000)
LINEAR_TICKS_HZ = (1000, 2000, 3000, 4000, 5000, 6000, 7000)


class _PictureItem(pg.GraphicsObject):
    """Copies the finished pixels to the screen, one to one: nothing is scaled when it scrolls."""

    def __init__(self, picture: SpectrogramPicture) -> None:
        super().__init__()
        self._picture = picture
        self._memory: np.ndarray | None = None
        self._image = QImage()
        self.end_pixel = 0

    def boundingRect(self) -> QRectF:
        """Qt: in seconds before now, and 0 to 1 from bottom to top."""
        return QRectF(-self._picture.seconds, 0.0, self._picture.seconds, 1.0)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Qt: blit the part of the ring that ends at `end_pixel`."""
        ring = self._picture.pixels
        if self._memory is not ring.memory:  # made anew for another size
            self._memory = ring.memory
            height, width = ring.memory.shape
            self._image = QImage(
                ring.memory.data, width, height, 4 * width, QImage.Format.Format_RGB32
            )
        ratio = painter.device().devicePixelRatioF()
        place = painter.worldTransform().mapRect(self.boundingRect())
        left, top = round(place.left() * ratio) / ratio, round(place.top() * ratio) / ratio
        width, height = ring.capacity, len(ring.memory)
        first = min(max(self.end_pixel, ring.oldest + width), ring.end) - width
        painter.save()
        painter.resetTransform()
        painter.drawImage(
            QRectF(left, top, width / ratio, height / ratio),
            self._image,
            QRectF(ring.place(first), 0, width, height),
        )
        painter.restore()


class SpectrogramView(pg.GraphicsLayoutWidget):
    """Draws columns and results as they come; `tick` moves it on.

    Parameters
    ----------
    seconds : float
        Time that is in view.
    levels : (float, float)
        dBFS of the darkest and the brightest colour.
    scale : {"mel", "linear"}
    colour_map : str
        One of pyqtgraph's own.
    """

    def __init__(
        self,
        seconds: float = 9.0,
        levels: tuple[float, float] = (-100.0, -20.0),
        scale: Scale = "mel",
        colour_map: str = "magma",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        colours = _colours(colour_map)
        self.picture = SpectrogramPicture(_packed(colours), seconds, levels)
        self.picture.set_scale(scale)
        self._clock = ScrollClock()
        self._end_pixel = -1
        self.setAccessibleName(self.tr("Live spectrogram"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        # Only what moves is painted; pyqtgraph's default would repaint the axes 30 times a second.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        grid: Any = self.ci.layout  # pyqtgraph puts a layout in the place of Qt's method
        grid.setContentsMargins(0, 4, 0, 0)
        self._plot: Any = self.ci.addPlot(0, 0, enableMenu=False)
        self._plot.hideButtons()
        self._plot.setMouseEnabled(False, False)
        self._box = self._plot.getViewBox()
        self._box.setRange(xRange=(-seconds, 0), yRange=(0, 1), padding=0)
        self._box.sigResized.connect(self._fit)
        self._item = _PictureItem(self.picture)
        self._plot.addItem(self._item)
        self._stream = pg.GraphicsObject()  # moves with the picture and carries the marks
        self._stream.setFlag(pg.GraphicsObject.GraphicsItemFlag.ItemHasNoContents)
        self._stream.boundingRect = QRectF
        self._plot.addItem(self._stream, ignoreBounds=True)
        self.marks = Marks(self._stream, scaled_font(self.font(), 1.45, bold=True))
        self._bar = pg.ColorBarItem(
            values=levels, colorMap=colours, interactive=False, width=14, colorMapMenu=False
        )
        self._plot.layout.addItem(self._bar, 2, 5)  # beside the picture, as high as it
        self._plot.layout.setColumnFixedWidth(4, 8)
        self._label_axes()
        self._dress()

    @property
    def frequency_scale(self) -> Scale:
        """The frequency axis."""
        return self.picture.scale

    def set_frequency_scale(self, scale: Scale) -> None:
        """Choose the frequency axis; what is on screen is drawn anew."""
        self.picture.set_scale(scale)
        self._label_axes()
        self._item.update()

    def show_columns(self, columns: Columns, arrived: float) -> None:
        """Take new columns, which came at `arrived` on ``time.perf_counter()``'s clock."""
        if not len(columns.decibels):
            return
        before = self.picture.end_time
        self.picture.feed(columns)
        if self.picture.end_time < before:  # another stream begins
            self.marks.clear()
        self._clock.arrived(self.picture.end_time, arrived)

    def show_result(self, result: Result) -> None:
        """Mark an utterance, or take its mark back."""
        self.marks.show_result(result)

    def tick(self, now: float) -> None:
        """Move the picture to where the stream stands at `now`; nothing if it has not moved."""
        self.picture.draw()
        shown = self._clock.at(now)
        pixel = min(self.picture.pixel_of(shown), self.picture.pixels.end)
        if pixel == self._end_pixel:
            return
        self._end_pixel = self._item.end_pixel = pixel
        seconds = self.picture.seconds
        self._stream.setPos(-pixel * seconds / self.picture.width, 0.0)
        self.marks.forget_before(shown - seconds - 1.0)
        self._item.update()

    def time_at(self, x: float) -> float:
        """Stream time shown at a pixel column of this widget, in seconds."""
        now = self._end_pixel * self.picture.seconds / self.picture.width
        return now + self._box.mapSceneToView(QPointF(x, 0.0)).x()

    def picture_rect(self) -> QRectF:
        """Where in this widget the picture is, in logical pixels."""
        return self._box.mapRectToScene(self._box.boundingRect())

    def resizeEvent(self, ev: QResizeEvent) -> None:
        """Qt: the picture is drawn in the screen's own pixels."""
        super().resizeEvent(ev)
        if hasattr(self, "_box"):  # Qt resizes before __init__ is through
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the scales follow the theme."""
        super().changeEvent(event)
        changes = (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
        if event.type() in changes and hasattr(self, "_bar"):
            self._dress()

    def _fit(self) -> None:
        ratio = self.devicePixelRatioF()
        size = self._box.boundingRect()
        width, height = ceil(size.width() * ratio), ceil(size.height() * ratio)
        if width > 0 and height > 0:
            self.picture.resize(width, height)
            self.marks.set_scale(self.picture.seconds / size.width())
            self._end_pixel = -1

    def _label_axes(self) -> None:
        s = self.picture.settings
        frequencies = MEL_TICKS_HZ if self.frequency_scale == "mel" else LINEAR_TICKS_HZ
        places = position_of(np.array(frequencies, float), self.frequency_scale, s)
        left = [
            (float(place), _frequency_text(frequency))
            for place, frequency in zip(places, frequencies, strict=True)
        ]
        self._plot.getAxis("left").setTicks([left])
        seconds = int(self.picture.seconds)
        ago = [(-float(n), self.tr("−{n} s").format(n=n)) for n in range(1, seconds + 1)]
        self._plot.getAxis("bottom").setTicks([[*ago[1::2], (0.0, self.tr("now"))]])
        low, high = self.picture.levels
        steps = [v for v in range(-120, 41, 20) if low <= v <= high]
        decibels = [(float(v), f"{v}".replace("-", "−")) for v in steps]
        decibels[-1] = (decibels[-1][0], self.tr("{n} dB").format(n=decibels[-1][1]))
        self._bar.getAxis("right").setTicks([decibels])

    def _dress(self) -> None:
        colours = self.palette()
        self.setBackground(colours.color(QPalette.ColorRole.Window))
        font = QFont(scaled_font(self.font(), 0.9))
        for plot, labelled in ((self._plot, ("left", "bottom")), (self._bar, ("right",))):
            for side in ("left", "bottom", "right", "top"):
                axis = plot.getAxis(side)
                length = 4 if side in labelled else 0
                axis.setCacheMode(axis.CacheMode.DeviceCoordinateCache)
                axis.setPen(None)  # no frame: the picture has an edge of its own
                axis.setTickPen(colours.color(QPalette.ColorRole.PlaceholderText))
                axis.setTextPen(colours.color(QPalette.ColorRole.PlaceholderText))
                axis.setStyle(tickFont=font, tickLength=length, hideOverlappingLabels=False)
                axis.setZValue(-1000)  # ticks end where the picture begins


def _frequency_text(frequency: int) -> str:
    return f"{frequency // 1000} kHz" if frequency >= 1000 else f"{frequency} Hz"


def _colours(name: str) -> pg.ColorMap:
    """One of pyqtgraph's own maps: all are perceptually uniform, and none needs matplotlib."""
    found = pg.colormap.get({"grey": "CET-L1"}.get(name, name))
    assert found is not None, name
    return found


def _packed(colours: pg.ColorMap) -> NDArray[np.uint32]:
    table = np.asarray(colours.getLookupTable(nPts=256), np.uint32)
    red, green, blue = table.T[:3]
    return (0xFF000000 | red << 16 | green << 8 | blue).astype(np.uint32)
