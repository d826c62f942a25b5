"""Axes of the live spectrogram: frequency, time and level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QLocale, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from desktop.window.spectrogram.spectrogram_image import Scale, SpectrogramImage, position_of

MEL_TICKS_HZ = (250, 500, 1000, 2000, 4000, 6000)
LINEAR_TICKS_HZ = (1000, 2000, 3000, 4000, 5000, 6000, 7000)
TICK = 5.0
BAR_WIDTH = 14.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled position on an axis, 0 (bottom or left) to 1 (top or right)."""

    at: float
    text: str


def frequency_ticks(image: SpectrogramImage, scale: Scale) -> list[Tick]:
    """Return ticks at round frequencies on the mel or the linear scale."""
    frequencies = MEL_TICKS_HZ if scale == "mel" else LINEAR_TICKS_HZ
    positions = position_of(np.array(frequencies, float), scale, image.settings)
    return [
        Tick(float(position), _frequency_text(frequency))
        for position, frequency in zip(positions, frequencies, strict=True)
    ]


def time_ticks(seconds: float) -> list[Tick]:
    """Return ticks every 2 s (every 5 s in long views), counted back from "now" at the right."""
    step = 2 if seconds <= 12 else 5
    text = QCoreApplication.translate("Axes", "−{n} s")
    ago = [
        Tick(1 - n / seconds, text.format(n=QLocale().toString(n)))
        for n in range(step, int(seconds) + 1, step)
        if n < seconds - 0.3
    ]
    return [*ago, Tick(1.0, QCoreApplication.translate("Axes", "now"))]


def decibel_ticks(levels: tuple[float, float]) -> list[Tick]:
    """Return ticks every 20 dB, or every 10 dB if the range is at most 50 dB."""
    low, high = levels
    step = 20 if high - low > 50 else 10
    steps = [v for v in range(-120, 41, step) if low <= v <= high]
    texts = [str(v).replace("-", "−") for v in steps]
    if texts:
        texts[-1] = QCoreApplication.translate("Axes", "{n} dB").format(n=texts[-1])
    return [Tick((v - low) / (high - low), text) for v, text in zip(steps, texts, strict=True)]


def _frequency_text(frequency: int) -> str:
    if frequency >= 1000:
        return QCoreApplication.translate("Axes", "{n} kHz").format(n=frequency // 1000)
    return QCoreApplication.translate("Axes", "{n} Hz").format(n=frequency)


class Axes:
    """Lays out and draws the three axes around the spectrogram.

    Parameters
    ----------
    font : QFont
        Font of the labels.
    """

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.frequencies: list[Tick] = []
        self.times: list[Tick] = []
        self.decibels: list[Tick] = []
        self._bar = QImage()

    def set_colours(self, colours: NDArray[np.uint32]) -> None:
        """Set the colours of the level bar, from quiet (bottom) to loud (top)."""
        column = np.ascontiguousarray(colours[::-1])
        self._bar = QImage(column.data, 1, len(column), 4, QImage.Format.Format_RGB32).copy()

    def image_rect(self, width: float, height: float) -> QRectF:
        """Return the rectangle of the spectrogram in a widget of this size."""
        metrics = QFontMetricsF(self.font)
        left = max((metrics.horizontalAdvance(t.text) for t in self.frequencies), default=0.0)
        right = max((metrics.horizontalAdvance(t.text) for t in self.decibels), default=0.0)
        left = round(left + TICK + 4)
        right = round(right + TICK + 4 + BAR_WIDTH + 8)
        top = round(metrics.height() * 0.5)
        bottom = round(metrics.height() + TICK + 2)
        return QRectF(left, top, max(width - left - right, 10.0), max(height - top - bottom, 10.0))

    def paint(self, painter: QPainter, image: QRectF, colour: QColor) -> None:
        """Draw the axes around the spectrogram in `image`."""
        painter.setFont(self.font)
        painter.setPen(QPen(colour, 1))
        metrics = QFontMetricsF(self.font)
        line = metrics.height()
        for tick in self.frequencies:
            y = image.bottom() - tick.at * image.height()
            painter.drawLine(round(image.left() - TICK), round(y), round(image.left()), round(y))
            box = QRectF(0, y - line / 2, image.left() - TICK - 3, line)
            painter.drawText(box, _text_flags(Qt.AlignmentFlag.AlignRight), tick.text)
        for tick in self.times:
            x = image.left() + tick.at * image.width()
            painter.drawLine(
                round(x), round(image.bottom()), round(x), round(image.bottom() + TICK)
            )
            width = metrics.horizontalAdvance(tick.text) + 2
            left = min(x - width / 2, image.right() + 8 - width)
            box = QRectF(left, image.bottom() + TICK, width, line)
            painter.drawText(box, _text_flags(Qt.AlignmentFlag.AlignHCenter), tick.text)
        bar = QRectF(image.right() + 8, image.top(), BAR_WIDTH, image.height())
        painter.drawImage(bar, self._bar)
        for tick in self.decibels:
            y = bar.bottom() - tick.at * bar.height()
            painter.drawLine(round(bar.right()), round(y), round(bar.right() + TICK), round(y))
            width = metrics.horizontalAdvance(tick.text) + 2
            box = QRectF(bar.right() + TICK + 3, y - line / 2, width, line)
            painter.drawText(box, _text_flags(Qt.AlignmentFlag.AlignLeft), tick.text)


def _text_flags(horizontal: Qt.AlignmentFlag) -> Qt.AlignmentFlag:
    return horizontal | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
