"""Two plots of an utterance: its spectrogram and the input of the network.

Imports pyqtgraph (0.3 s, 26 MB), so import this module only when the plots are first shown.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.features import utterance_features
from core.spectrogram import (
    SpectrogramSettings,
    decibels,
    hz_to_mel,
    mel_basis,
    stft_power,
)
from desktop.window.spectrogram.colour_maps import colour_table
from desktop.window.spectrogram.spectrogram_image import FULL_SCALE_DB
from desktop.window.theme.fonts import scaled_font
from desktop.window.utterance_record import UtteranceRecord

TICKS_HZ = (250, 500, 1000, 2000, 4000)


class UtterancePlots(QWidget):
    """Two plots with the same mel scale; the mouse wheel zooms."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings = SpectrogramSettings()
        self.spectrogram = _Plot(self.tr("Spectrogram"), self.tr("dBFS"), self)
        self.input = _Plot(self.tr("Network input"), self.tr("z-score"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.spectrogram, 1)
        layout.addWidget(self.input, 1)

    def show_record(
        self,
        record: UtteranceRecord,
        settings: SpectrogramSettings,
        colour_map: str,
        floor_db: float,
    ) -> None:
        """Draw an utterance whose audio is available.

        Parameters
        ----------
        record : UtteranceRecord
        settings : SpectrogramSettings
            Feature settings of the model, so that the right plot shows its actual input.
        colour_map : str
        floor_db : float
            dBFS of the darkest colour of the left plot.
        """
        assert record.samples is not None
        self.settings = settings
        colours = _lookup(colour_map)
        bands = mel_basis(settings)
        power = stft_power(record.samples, settings) @ (bands / bands.sum(axis=0))
        columns = decibels(power) - np.float32(FULL_SCALE_DB)
        start = record.result.utterance.samples_start if record.result.utterance else 0.0
        first = start + settings.n_fft / 2 / settings.sample_rate - record.result.start
        self.spectrogram.show_image(columns, first, settings, colours, (floor_db, 0.0))
        # The network input is centred on the word, so its middle is time 0.
        half = settings.n_frames * settings.hop_seconds / 2
        network_input = utterance_features(record.samples, settings)
        self.input.show_image(network_input, -half, settings, colours, (-2.0, 3.0))

    def apply_theme(self) -> None:
        """Use the colours of the palette."""
        for plot in (self.spectrogram, self.input):
            plot.apply_theme()


class _Plot(QWidget):
    def __init__(self, title: str, unit: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.pixels = np.zeros((0, 0), np.float32)
        self._title = QLabel(f"{title} ({unit})")
        self._title.setFont(scaled_font(self.font(), 0.9, bold=True))
        self._view = pg.PlotWidget(self, enableMenu=False)
        self._view.setAccessibleName(title)
        self._view.setMinimumSize(150, 120)
        self._plot: Any = self._view.getPlotItem()
        self._plot.hideButtons()
        self._item = pg.ImageItem(axisOrder="row-major")
        self._plot.addItem(self._item)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._title)
        layout.addWidget(self._view, 1)
        self.apply_theme()

    def show_image(
        self,
        columns: NDArray[np.float32],
        first: float,
        settings: SpectrogramSettings,
        colours: NDArray[np.uint8],
        levels: tuple[float, float],
    ) -> None:
        """Draw columns, shape (n, bands), that start `first` seconds after the word starts."""
        self.pixels = np.ascontiguousarray(columns.T)
        seconds = len(columns) * settings.hop_seconds
        self._item.setImage(self.pixels, levels=levels, lut=colours)
        self._item.setRect(QRectF(first, 0.0, seconds, 1.0))
        box = self._plot.getViewBox()
        box.setLimits(xMin=first, xMax=first + seconds, yMin=0.0, yMax=1.0)
        box.setRange(xRange=(first, first + seconds), yRange=(0.0, 1.0), padding=0)
        low, high = hz_to_mel(np.array([settings.fmin, settings.fmax]))
        positions = (hz_to_mel(np.array(TICKS_HZ, float)) - low) / (high - low)
        ticks = [
            (float(position), f"{hz / 1000:g}")
            for position, hz in zip(positions, TICKS_HZ, strict=True)
        ]
        self._plot.getAxis("left").setTicks([ticks])

    def apply_theme(self) -> None:
        """Use the colours of the palette."""
        colours = self.palette()
        self._view.setBackground(colours.color(QPalette.ColorRole.Base))
        colour = colours.color(QPalette.ColorRole.PlaceholderText)
        font = scaled_font(self.font(), 0.85)
        for side, label in (("left", self.tr("kHz")), ("bottom", self.tr("seconds"))):
            axis = self._plot.getAxis(side)
            axis.setPen(None)
            axis.setTextPen(colour)
            axis.setTickPen(colour)
            axis.setStyle(tickFont=font, tickLength=4)
            axis.setZValue(-1000)
            axis.enableAutoSIPrefix(False)
            axis.setLabel(
                label, **{"color": colour.name(), "font-size": f"{font.pointSizeF():.1f}pt"}
            )


def _lookup(colour_map: str) -> NDArray[np.uint8]:
    table = colour_table(colour_map)
    return np.stack([table >> np.uint32(shift) & 0xFF for shift in (16, 8, 0)], 1).astype(np.uint8)
