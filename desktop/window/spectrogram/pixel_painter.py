"""Copies the visible part of the spectrogram image to the screen and scrolls it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from desktop.window.spectrogram.spectrogram_image import SpectrogramImage


class PixelPainter:
    """Shows part of the pixel buffer of a spectrogram image, without scaling.

    Parameters
    ----------
    image : SpectrogramImage
    """

    def __init__(self, image: SpectrogramImage) -> None:
        self._image = image
        self._end = -1  # number of the pixel column after the last visible one
        self._qimage = QImage()
        self._memory: object = None

    @property
    def now(self) -> float:
        """Stream time at the right edge, in seconds."""
        return self._end * self._image.seconds / self._image.width

    def reset(self) -> None:
        """Repaint everything next time, since the image was redrawn."""
        self._end = -1

    def move_to(self, time: float, ratio: float) -> int | None:
        """Move a point in stream time to the right edge.

        Parameters
        ----------
        time : float
            Stream time, in seconds.
        ratio : float
            Device pixels per logical pixel.

        Returns
        -------
        int or None
            Distance by which the visible content moves to the left, in logical pixels. None if it
            cannot be scrolled and has to be repainted.
        """
        image, ring = self._image, self._image.pixels
        pixel = image.pixel_of(time)
        if ratio.is_integer():
            pixel -= pixel % int(ratio)  # Qt scrolls by whole logical pixels only
        # Stay within the pixels that exist. Image and marks then move together, even if a
        # recording is read faster than the clock follows.
        pixel = min(max(pixel, ring.oldest + image.width), ring.end)
        previous, self._end = self._end, pixel
        if pixel == previous:
            return 0
        step = (pixel - previous) / ratio
        is_near = previous >= 0 and 0 < pixel - previous < image.width
        return int(step) if is_near and ratio.is_integer() and step.is_integer() else None

    def paint(self, painter: QPainter, rect: QRectF, ratio: float) -> None:
        """Copy the pixels to the painter, within its clip region."""
        ring, width = self._image.pixels, self._image.width
        height, columns = ring.memory.shape
        if self._memory is not ring.memory:  # replaced after a change of size or colours
            self._memory = ring.memory
            data = ring.memory.data
            self._qimage = QImage(data, columns, height, 4 * columns, QImage.Format.Format_RGB32)
        first = min(max(self._end, ring.oldest + width), ring.end) - width
        left, top = (round(v * ratio) / ratio for v in (rect.left(), rect.top()))
        painter.drawImage(
            QRectF(left, top, width / ratio, height / ratio),
            self._qimage,
            QRectF(ring.index_of(first), 0, width, height),
        )
