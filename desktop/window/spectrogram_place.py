"""Where the live spectrogram stands, and what happened before it could be loaded."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from core.events import Result
from desktop.settings import Settings

if TYPE_CHECKING:
    from core.spectrogram import Columns
    from desktop.window.picture import Scale
    from desktop.window.spectrogram_view import SpectrogramView

WAITING = 400
"""Messages kept until the view is loaded: some 8 seconds of sound."""


class SpectrogramPlace(QWidget):
    """Takes columns and results from the start; the view, which loads pyqtgraph, comes later.

    Parameters
    ----------
    settings : Settings
        Colours, levels and scale of the view.
    """

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: SpectrogramView | None = None
        self._settings = settings
        self._scale: Scale = settings.frequency_scale
        self._waiting: list[tuple[Columns, float] | Result] = []
        self._placeholder = QFrame()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._placeholder)

    def load(self) -> None:
        """Make the view; takes some 0.3 s, so the window should have been painted before."""
        from desktop.window.spectrogram_view import SpectrogramView

        s = self._settings
        view = SpectrogramView(
            levels=(s.floor_db, s.ceiling_db), scale=self._scale, colour_map=s.colour_map
        )
        self._layout.replaceWidget(self._placeholder, view)
        self._placeholder.deleteLater()
        self.view = view
        waiting, self._waiting = self._waiting, []
        for item in waiting:
            if isinstance(item, Result):
                view.show_result(item)
            else:
                view.show_columns(*item)

    def show_columns(self, columns: Columns) -> None:
        """Take new columns of the spectrogram."""
        now = time.perf_counter()
        if self.view is not None:
            self.view.show_columns(columns, now)
        elif len(self._waiting) < WAITING:
            self._waiting.append((columns, now))

    def show_result(self, result: Result) -> None:
        """Mark an utterance, or take its mark back."""
        if self.view is not None:
            self.view.show_result(result)
        else:
            self._waiting.append(result)

    def set_scale(self, scale: Scale) -> None:
        """Choose the frequency axis."""
        self._scale = scale
        if self.view is not None:
            self.view.set_frequency_scale(scale)

    def tick(self) -> None:
        """Draw what has come since the last frame."""
        if self.view is not None:
            self.view.tick(time.perf_counter())
