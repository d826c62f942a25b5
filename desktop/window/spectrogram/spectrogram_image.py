"""Columns of sound -> the pixels of the live spectrogram. numpy only: no Qt, no clock.

Two rings: one keeps the columns in decibels, so that the picture can be made anew for another
size, scale or colour map; the other keeps finished pixels, so that a frame costs only the columns
that came since the last one.
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
"""More than the model looks at (40): enough that a picture of 600 rows looks smooth."""

KEPT_SECONDS = 12.0
"""Sound kept, so that a wider window or another scale can be drawn from it."""

BEHIND_SECONDS = 0.4
"""How far the view may stand behind the newest sound, and still find its pixels."""

WAITING = 50
"""Blocks that wait for `SpectrogramImage.draw` at the most, where nobody looks."""

FULL_SCALE_DB = 40.0
"""Power, in the dB of `core.spectrogram`, of a sine at full scale: 20 log10(sum(window) / 2).

Taken off, what is drawn is in dBFS.
"""


def frequency_of(position: NDArray[np.float64], scale: Scale, s: SpectrogramSettings) -> NDArray:
    """Frequency in Hz at a height of the picture, 0 (bottom) to 1 (top)."""
    if scale == "linear":
        return position * s.sample_rate / 2
    low, high = hz_to_mel(np.array([s.fmin, s.fmax]))
    return mel_to_hz(low + position * (high - low))


def position_of(frequency: NDArray[np.float64], scale: Scale, s: SpectrogramSettings) -> NDArray:
    """Height in the picture of a frequency in Hz; inverse of `frequency_of`."""
    if scale == "linear":
        return frequency / (s.sample_rate / 2)
    low, high = hz_to_mel(np.array([s.fmin, s.fmax]))
    return (hz_to_mel(frequency) - low) / (high - low)


class SpectrogramImage:
    """The live spectrogram as pixels, placed by stream time.

    Pixel column ``p`` shows the time from ``p * seconds / width`` on, whatever the moment at
    which it was drawn; the newest pixel column is the last that is wholly known.

    Parameters
    ----------
    colours : ndarray, shape (256,), uint32
        0xffRRGGBB, from quiet to loud.
    seconds : float
        Time that `width` pixels show.
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
        self._sound = ColumnRing(s.n_fft // 2 + 1, kept, np.float32, levels[0])
        self._waiting: list[NDArray[np.float32]] = []  # columns, before they are in the ring
        self._end = 0  # number of the column that comes next
        self.width = 1
        """Pixels that show `seconds`; somewhat more are kept."""
        self.pixels = self._ring(1, 1)
        bands = mel_basis(replace(s, n_mels=MEL_BANDS))
        # Each band is a mean of bins: the same colours then mean the same decibels on both scales.
        self._mel = bands / bands.sum(axis=0)
        self._low, self._high, self._weight = self._rows(1)

    @property
    def height(self) -> int:
        """Pixels from the lowest to the highest frequency."""
        return len(self.pixels.memory)

    @property
    def end_time(self) -> float:
        """Stream time up to which there is sound, in seconds."""
        return self._end * self.settings.hop_seconds

    def pixel_of(self, time: float) -> int:
        """Number of the pixel column that shows this stream time."""
        return int(np.floor(time * self.width / self.seconds))

    def resize(self, width: int, height: int) -> None:
        """Make room for so many pixels and draw what is kept anew."""
        if (width, height) != (self.width, self.height):
            self.width = width
            self.pixels = self._ring(width, height)
            self.redraw()

    def set_scale(self, scale: Scale) -> None:
        """Choose the frequency axis and draw what is kept anew."""
        if scale != self.scale:
            self.scale = scale
            self.redraw()

    def set_colours(self, colours: NDArray[np.uint32], levels: tuple[float, float]) -> None:
        """Choose the colours and what they mean, and draw what is kept anew."""
        self._colours, self.levels = colours, levels
        self.pixels = self._ring(self.width, self.height)
        self.redraw()

    def clear(self) -> None:
        """Forget everything: another stream begins."""
        self._sound.clear()
        self._waiting.clear()
        self._end = 0
        self.pixels.clear()

    def redraw(self) -> None:
        """Draw everything that is kept anew."""
        self._low, self._high, self._weight = self._rows(self.height)
        self.pixels.clear(max(self.pixel_of(self.end_time) - self.pixels.capacity, 0))
        self.draw()

    def feed(self, columns: Columns) -> None:
        """Keep new columns; `draw` makes pixels of them.

        Columns that begin before the newest one belong to another stream: the picture starts anew.
        """
        if not len(columns.decibels):
            return
        first = round(columns.start / columns.step)
        if first < self._end:
            self.clear()
        if first > self._end or len(self._waiting) >= WAITING:  # a gap is the ring's to fill
            self._keep()
        self._waiting.append(columns.decibels)
        self._end = first + len(columns.decibels)

    def _keep(self) -> None:
        """Write what waits into the ring, at once: each write goes through all its rows."""
        if self._waiting:
            fresh = np.concatenate(self._waiting) - np.float32(FULL_SCALE_DB)
            self._sound.write(self._end - len(fresh), fresh.T)
            self._waiting.clear()

    def draw(self) -> None:
        """Draw the pixels that became complete since the last call."""
        self._keep()
        end = self.pixel_of(self.end_time)
        start = max(self.pixels.end, end - self.pixels.capacity)
        if end <= start:
            return
        # Each pixel shows the loudest of its columns, so that no click falls between two pixels;
        # where a column is wider than a pixel, pixels repeat it.
        step = self.seconds / self.width / self.settings.hop_seconds
        edges = np.floor(np.arange(start, end + 1) * step + 1e-6).astype(int)
        first, last = edges[0], max(edges[-1], edges[-2] + 1)
        first = max(first, self._sound.oldest)
        sound = self._sound.window(first, min(last, self._sound.end) - first)
        starts = np.clip(edges[:-1] - first, 0, sound.shape[1] - 1)
        loudest = np.maximum.reduceat(sound, starts, axis=1)
        self.pixels.write(start, self._colour(loudest))

    def _ring(self, width: int, height: int) -> ColumnRing:
        behind = int(np.ceil(BEHIND_SECONDS * width / self.seconds))
        return ColumnRing(height, width + behind, np.uint32, self._colours[0])

    def _colour(self, decibels: NDArray[np.float32]) -> NDArray[np.uint32]:
        if self.scale == "mel":
            power = np.power(np.float32(10.0), decibels * np.float32(0.1))
            decibels = 10.0 * np.log10(self._mel.T @ power)
        rows = decibels[self._low]
        rows += self._weight * (decibels[self._high] - rows)
        low, high = self.levels
        levels = (rows - low) * (255.0 / (high - low))
        return self._colours[np.clip(levels, 0, 255).astype(np.uint8)]

    def _rows(self, height: int) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]:
        """Bands below and above each pixel row, from the top, and the share of the latter."""
        bands = MEL_BANDS if self.scale == "mel" else self.settings.n_fft // 2 + 1
        upward = (np.arange(height)[::-1] + 0.5) / height
        if self.scale == "mel":
            # Band b is centred at (b + 1) / (bands + 1) of the way from fmin to fmax.
            at = np.clip(upward * (bands + 1) - 1, 0, bands - 1)
        else:
            at = np.clip(upward * (bands - 1), 0, bands - 1)
        low = np.floor(at).astype(np.intp)
        high = np.minimum(low + 1, bands - 1)
        return low, high, (at - low).astype(np.float32)[:, None]
