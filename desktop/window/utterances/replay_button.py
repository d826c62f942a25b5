"""The button that plays an utterance or a number again."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPushButton

from desktop.window.theme.icons import icon


class ReplayButton(QPushButton):
    """A button with an icon in the colours of the theme.

    Parameters
    ----------
    tip : str
        Tool tip.
    """

    def __init__(self, tip: str) -> None:
        super().__init__()
        self.setText(self.tr("Replay"))
        self.setToolTip(tip)
        self.setAutoDefault(False)
        self._update_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: follow a change of theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._update_icon()

    def _update_icon(self) -> None:
        self.setIcon(icon("play", self.palette()))
