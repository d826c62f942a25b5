"""The dialog that shows the details of an utterance."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.settings import Settings
from desktop.window.utterance_record import UtteranceRecord
from desktop.window.utterances.utterance_card import UtteranceCard


class UtteranceDialog(QDialog):
    """A non-modal dialog, opened by a click on a mark in the spectrogram."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Utterance"))
        self.card = UtteranceCard(settings)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.addWidget(self.card, 1)
        layout.addWidget(buttons)
        self.resize(min(780, self.screen().availableSize().width() - 40), 470)

    def show_record(self, record: UtteranceRecord, settings: Settings) -> None:
        """Show an utterance and activate the dialog."""
        self.card.show_record(record, settings)
        self.show()
        self.raise_()
        self.activateWindow()
        self.card.setFocus()
