"""Converts spectrogram columns to the pixels of the live spectrogram. Uses numpy only, not Qt.

There are two ring buffers. One keeps the columns in decibels, so that the image can be redrawn at
another size, scale or colour map. The other keeps finished pixels, so that a frame only has to
draw the columns that arrived since the last one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.spectrogram import (
    Columns,
    SpectrogramSettings,
    hz_to_mel,
    mel_basis,
    mel_to_hz,
)
from desktop.window.spectrogram.column_ring import ColumnRing

Scale = Literal["mel", "linear"]

MEL_BANDS = 96
"""More than the 40 bands of the model, so that an image of 600 rows looks smooth."""

KEPT_SECONDS = 12.0
"""Length of the buffer from which other sizes and scales are drawn."""

BEHIND_SECONDS = 0.4
"""How far the view may lag behind the newest column and still find its pixels."""

AHEAD_SECONDS = 0.2
"""How much of the newest sound may wait for the view to need its pixels."""

MAX_PENDING = 50
"""Maximum number of blocks that wait for `SpectrogramImage.draw` while the window is hidden."""

FULL_SCALE_DB = 40.0
"""Power of a full-scale sine in the dB of `core.spectrogram`: 20 log10(sum(window) / 2).

Subtracting it gives dBFS.
"""


def frequency_of(position: NDArray[np.float64], scale: Scale, s: SpectrogramSettings) -> NDArray:
    """Return the frequency in Hz at a height of the image, 0 (bottom) to 1 (top)."""
    if scale == "linear":
        return position * s.sample_rate / 2
    low, high = hz_to_mel(np.array([s.fmin, s.fmax]))
    return mel_to_hz(low + position * (high - low))


def position_of(frequency: NDArray[np.float64], scale: Scale, s: SpectrogramSettings) -> NDArray:
    """Return the height in the image of a frequency in Hz; inverse of `frequency_of`."""
    if scale == "linear":
        return frequency / (s.sample_rate / 2)
    low, high = hz_to_mel(np.array([s.fmin, s.fmax]))
    return (hz_to_mel(frequency) - low) / (high - low)


class SpectrogramImage:
    """The live spectrogram as pixels, positioned by stream time.

    Pixel column ``p`` starts at stream time ``p * seconds / width``, no matter when it is drawn.
    The newest pixel column is the last one that is complete.

    Parameters
    ----------
    colours : ndarray, shape (256,), uint32
        0xffRRGGBB, from quiet to loud.
    seconds : float
        Time span of `width` pixels.
    levels : (float, float)
        dBFS of the first and the last colour.
    """

    def __init__(
        self,
        colours: NDArray[np.uint32],
        seconds: float = 9.0,
        levels: tuple[float, float] = (-100.0, -20.0),
    ) -> None:
        self.settings = SpectrogramSettings()
        self.seconds = seconds
        self.levels = levels
        self.scale: Scale = "mel"
        self._colours = colours
        s = self.settings
        kept = round(max(KEPT_SECONDS, seconds + 1) / s.hop_seconds)
        self._columns = ColumnRing(s.n_fft // 2 + 1, kept, np.float32, levels[0], "F")
        self._pending: list[NDArray[np.float32]] = []  # blocks that are not in `_columns` yet
        self._end = 0  # number of the next column
        self.width = 1
        """Pixels that span `seconds`; the pixel buffer keeps some more."""
        self.pixels = self._ring(1, 1)
        bands = mel_basis(replace(s, n_mels=MEL_BANDS))
        # Each band is a mean of bins, so that colours mean the same level on both scales.
        self._mel = np.ascontiguousarray((bands / bands.sum(axis=0)).T)
        self._low, self._high, self._weight = self._rows(1)

    @property
    def height(self) -> int:
        """Height in pixels."""
        return len(self.pixels.memory)

    @property
    def end_time(self) -> float:
        """Stream time of the end of the newest column, in seconds."""
        return self._end * self.settings.hop_seconds

    def pixel_of(self, time: float) -> int:
        """Return the number of the pixel column that shows this stream time."""
        return int(np.floor(time * self.width / self.seconds))

    def resize(self, width: int, height: int) -> None:
        """Set the size in pixels and redraw."""
        if (width, height) != (self.width, self.height):
            self.width = width
            self.pixels = self._ring(width, height)
            self.redraw()

    def set_scale(self, scale: Scale) -> None:
        """Set the frequency scale and redraw."""
        if scale != self.scale:
            self.scale = scale
            self.redraw()

    def set_colours(self, colours: NDArray[np.uint32], levels: tuple[float, float]) -> None:
        """Set the colours and their levels, and redraw."""
        self._colours, self.levels = colours, levels
        self.pixels = self._ring(self.width, self.height)
        self.redraw()

    def clear(self) -> None:
        """Remove all columns and pixels: another stream starts."""
        self._columns.clear()
        self._pending.clear()
        self._end = 0
        self.pixels.clear()

    def redraw(self) -> None:
        """Redraw all pixels from the stored columns."""
        self._low, self._high, self._weight = self._rows(self.height)
        self.pixels.clear(max(self.pixel_of(self.end_time) - self.pixels.capacity, 0))
        self.draw()

    def feed(self, columns: Columns) -> None:
        """Add new columns; `draw` converts them to pixels.

        Columns that start before the newest one belong to another stream and clear the image.
        """
        if not len(columns.decibels):
            return
        first = round(columns.start / columns.step)
        if first < self._end:
            self.clear()
        if first > self._end or len(self._pending) >= MAX_PENDING:  # `_columns` fills a gap
            self._write_pending()
        self._pending.append(columns.decibels)
        self._end = first + len(columns.decibels)

    def _write_pending(self) -> None:
        """Write all pending blocks at once, since each write touches all rows."""
        if self._pending:
            new = np.concatenate(self._pending) - np.float32(FULL_SCALE_DB)
            self._columns.write(self._end - len(new), new.T)
            self._pending.clear()

    def draw_until(self, time: float) -> None:
        """Draw at least the complete pixels before this stream time, in seconds.

        It draws all that are complete, usually enough for the next frame, too: one call for twice
        the pixels takes little more time.
        """
        ahead = self.end_time - self.pixels.end * self.seconds / self.width
        if self.pixel_of(time) > self.pixels.end or ahead > AHEAD_SECONDS:
            self.draw()

    def draw(self) -> None:
        """Draw the pixels that became complete since the last call."""
        self._write_pending()
        end = self.pixel_of(self.end_time)
        start = max(self.pixels.end, end - self.pixels.capacity)
        if end <= start:
            return
        # Each pixel shows the loudest of its columns, so that short clicks stay visible. If a
        # column is wider than a pixel, several pixels show it. A frame has three or four pixels:
        # too few for numpy to be faster than Python.
        step = self.seconds / self.width / self.settings.hop_seconds
        edges = [int(pixel * step + 1e-6) for pixel in range(start, end + 1)]
        first, last = edges[0], max(edges[-1], edges[-2] + 1)
        first = max(first, self._columns.oldest)
        columns = self._columns.window(first, min(last, self._columns.end) - first)
        newest = columns.shape[1] - 1
        starts = [min(max(edge - first, 0), newest) for edge in edges[:-1]]
        loudest = np.maximum.reduceat(columns, starts, axis=1)
        self.pixels.write(start, self._colour(loudest))

    def _ring(self, width: int, height: int) -> ColumnRing:
        behind = int(np.ceil(BEHIND_SECONDS * width / self.seconds))
        return ColumnRing(height, width + behind, np.uint32, self._colours[0])

    def _colour(self, decibels: NDArray[np.float32]) -> NDArray[np.uint32]:
        """Convert columns to pixels; each operation works in place, since this runs per frame."""
        low, high = self.levels
        scale = np.float32(255.0 / (high - low))
        if self.scale == "mel":
            power = np.exp(decibels * np.float32(np.log(10) / 10))
            levels = np.log(self._mel @ power)
            levels *= scale * np.float32(10 / np.log(10))
        else:
            levels = decibels * scale
        levels -= scale * np.float32(low)
        rows = levels.take(self._high, axis=0)
        below = levels.take(self._low, axis=0)
        rows -= below
        rows *= self._weight
        rows += below
        np.maximum(rows, 0, out=rows)
        np.minimum(rows, 255, out=rows)
        return self._colours.take(rows.astype(np.uint8))

    def _rows(self, height: int) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]:
        """Return the bands below and above each pixel row, from the top, and the upper's weight."""
        bands = MEL_BANDS if self.scale == "mel" else self.settings.n_fft // 2 + 1
        upward = (np.arange(height)[::-1] + 0.5) / height
        if self.scale == "mel":
            # Band b is centred at (b + 1) / (bands + 1) between fmin and fmax.
            position = np.clip(upward * (bands + 1) - 1, 0, bands - 1)
        else:
            position = np.clip(upward * (bands - 1), 0, bands - 1)
        low = np.floor(position).astype(np.intp)
        high = np.minimum(low + 1, bands - 1)
        return low, high, (position - low).astype(np.float32)[:, None]
