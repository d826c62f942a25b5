"""A small level meter for the list of microphones."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.window.widgets.level_meter import LOWEST_DB

DECAY = 0.8
"""Factor by which the displayed level decays at each update."""


class LevelBar(QWidget):
    """A bar from -72 to 0 dBFS that rises immediately and falls slowly."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fraction = 0.0
        """Filled fraction of the bar, 0 to 1."""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_level(self, level_db: float) -> None:
        """Show a level in dBFS."""
        fraction = (min(max(level_db, LOWEST_DB), 0.0) - LOWEST_DB) / -LOWEST_DB
        self.fraction = max(fraction, DECAY * self.fraction)
        self.setToolTip(self.tr("{n} dBFS").format(n=round(level_db)))
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: return the preferred size."""
        line = self.fontMetrics().height()
        return QSize(7 * line, round(0.6 * line))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar, colours = QRectF(self.rect()), self.palette()
        radius = bar.height() / 2.5
        painter.setBrush(colours.color(QPalette.ColorRole.AlternateBase))
        painter.drawRoundedRect(bar, radius, radius)
        filled = QRectF(bar)
        if self.isRightToLeft():
            filled.setLeft(bar.right() - self.fraction * bar.width())
        else:
            filled.setWidth(self.fraction * bar.width())
        painter.setClipRect(filled)
        painter.setBrush(colours.color(QPalette.ColorRole.Highlight))
        painter.drawRoundedRect(bar, radius, radius)
