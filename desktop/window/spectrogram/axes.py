"""The scales beside the live spectrogram: frequency, time and decibels."""

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
    """A labelled place on a scale, 0 (bottom or left) to 1."""

    at: float
    text: str


def frequency_ticks(picture: SpectrogramImage, scale: Scale) -> list[Tick]:
    """Round frequencies on the mel or the linear scale."""
    frequencies = MEL_TICKS_HZ if scale == "mel" else LINEAR_TICKS_HZ
    places = position_of(np.array(frequencies, float), scale, picture.settings)
    return [
        Tick(float(place), _frequency_text(frequency))
        for place, frequency in zip(places, frequencies, strict=True)
    ]


def time_ticks(seconds: float) -> list[Tick]:
    """Seconds before now: every second one, and "now" at the end."""
    step = 2 if seconds <= 12 else 5
    text = QCoreApplication.translate("Axes", "−{n} s")
    ago = [
        Tick(1 - n / seconds, text.format(n=QLocale().toString(n)))
        for n in range(step, int(seconds) + 1, step)
        if n < seconds - 0.3
    ]
    return [*ago, Tick(1.0, QCoreApplication.translate("Axes", "now"))]


def decibel_ticks(levels: tuple[float, float]) -> list[Tick]:
    """Every 20 dB between the darkest and the brightest colour; every 10 where they are near."""
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
    """Measures and draws the three scales around a picture.

    Parameters
    ----------
    font : QFont
        Of the labels.
    """

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.frequencies: list[Tick] = []
        self.times: list[Tick] = []
        self.decibels: list[Tick] = []
        self._bar = QImage()

    def set_colours(self, colours: NDArray[np.uint32]) -> None:
        """Draw the decibel bar in these colours, quiet at the bottom."""
        column = np.ascontiguousarray(colours[::-1])
        self._bar = QImage(column.data, 1, len(column), 4, QImage.Format.Format_RGB32).copy()

    def picture_rect(self, width: float, height: float) -> QRectF:
        """Where the picture is in a widget of this size."""
        metrics = QFontMetricsF(self.font)
        left = max((metrics.horizontalAdvance(t.text) for t in self.frequencies), default=0.0)
        right = max((metrics.horizontalAdvance(t.text) for t in self.decibels), default=0.0)
        left = round(left + TICK + 4)
        right = round(right + TICK + 4 + BAR_WIDTH + 8)
        top = round(metrics.height() * 0.5)
        bottom = round(metrics.height() + TICK + 2)
        return QRectF(left, top, max(width - left - right, 10.0), max(height - top - bottom, 10.0))

    def paint(self, painter: QPainter, picture: QRectF, ink: QColor) -> None:
        """Draw everything beside the picture."""
        painter.setFont(self.font)
        painter.setPen(QPen(ink, 1))
        metrics = QFontMetricsF(self.font)
        line = metrics.height()
        for tick in self.frequencies:
            y = picture.bottom() - tick.at * picture.height()
            painter.drawLine(
                round(picture.left() - TICK), round(y), round(picture.left()), round(y)
            )
            box = QRectF(0, y - line / 2, picture.left() - TICK - 3, line)
            painter.drawText(box, _ink_flags(Qt.AlignmentFlag.AlignRight), tick.text)
        for tick in self.times:
            x = picture.left() + tick.at * picture.width()
            painter.drawLine(
                round(x), round(picture.bottom()), round(x), round(picture.bottom() + TICK)
            )
            width = metrics.horizontalAdvance(tick.text) + 2
            left = min(x - width / 2, picture.right() + 8 - width)
            box = QRectF(left, picture.bottom() + TICK, width, line)
            painter.drawText(box, _ink_flags(Qt.AlignmentFlag.AlignHCenter), tick.text)
        bar = QRectF(picture.right() + 8, picture.top(), BAR_WIDTH, picture.height())
        painter.drawImage(bar, self._bar)
        for tick in self.decibels:
            y = bar.bottom() - tick.at * bar.height()
            painter.drawLine(round(bar.right()), round(y), round(bar.right() + TICK), round(y))
            width = metrics.horizontalAdvance(tick.text) + 2
            box = QRectF(bar.right() + TICK + 3, y - line / 2, width, line)
            painter.drawText(box, _ink_flags(Qt.AlignmentFlag.AlignLeft), tick.text)


def _ink_flags(horizontal: Qt.AlignmentFlag) -> Qt.AlignmentFlag:
    return horizontal | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
