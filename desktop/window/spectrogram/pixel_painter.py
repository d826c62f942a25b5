"""Where the live picture stands on the screen, and the copying of its pixels to there."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from desktop.window.spectrogram.spectrogram_image import SpectrogramImage


class PixelPainter:
    """Shows a part of a picture's ring of pixels, one to one.

    Parameters
    ----------
    picture : SpectrogramImage
    """

    def __init__(self, picture: SpectrogramImage) -> None:
        self._picture = picture
        self._end = -1  # number of the pixel column after the last that is shown
        self._image = QImage()
        self._memory: object = None

    @property
    def now(self) -> float:
        """Stream time at the right edge, in seconds."""
        return self._end * self._picture.seconds / self._picture.width

    def forget(self) -> None:
        """The picture was made anew: nothing of it is on the screen."""
        self._end = -1

    def move_to(self, time: float, ratio: float) -> int | None:
        """Put a moment of the stream at the right edge.

        Parameters
        ----------
        time : float
            Stream time, seconds.
        ratio : float
            The screen's pixels in a logical one.

        Returns
        -------
        int or None
            By how many logical pixels what is on the screen moves to the left; None where it
            cannot be moved and has to be painted anew.
        """
        picture, ring = self._picture, self._picture.pixels
        pixel = picture.pixel_of(time)
        if ratio.is_integer():
            pixel -= pixel % int(ratio)  # only by whole logical pixels can Qt scroll
        # Never beyond what is drawn, nor so far behind that its pixels are gone: picture and boxes
        # move together, also when a recording is read faster than the clock follows.
        pixel = min(max(pixel, ring.oldest + picture.width), ring.end)
        before, self._end = self._end, pixel
        if pixel == before:
            return 0
        step = (pixel - before) / ratio
        is_near = before >= 0 and 0 < pixel - before < picture.width
        return int(step) if is_near and ratio.is_integer() and step.is_integer() else None

    def paint(self, painter: QPainter, rect: QRectF, ratio: float) -> None:
        """Copy the pixels to the painter, as far as its clip lets them."""
        ring, width = self._picture.pixels, self._picture.width
        height, both = ring.memory.shape
        if self._memory is not ring.memory:  # made anew for another size
            self._memory = ring.memory
            data = ring.memory.data
            self._image = QImage(data, both, height, 4 * both, QImage.Format.Format_RGB32)
        first = min(max(self._end, ring.oldest + width), ring.end) - width
        left, top = (round(v * ratio) / ratio for v in (rect.left(), rect.top()))
        painter.drawImage(
            QRectF(left, top, width / ratio, height / ratio),
            self._image,
            QRectF(ring.place(first), 0, width, height),
        )
