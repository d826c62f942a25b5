"""Opens the dialogs; each is imported when it is first needed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.bundle_location import bundle_directory
from core.events import Activity
from core.spectrogram import SpectrogramSettings
from desktop.audio.devices import Device
from desktop.languages import choices
from desktop.settings import Settings
from desktop.window.utterance_record import UtteranceRecord
from desktop.window.utterances.history_model import History

if TYPE_CHECKING:
    from desktop.window.settings.settings_dialog import SettingsDialog
    from desktop.window.settings.voice_page import Voices
    from desktop.window.utterances.history_window import HistoryWindow
    from desktop.window.utterances.utterance_card import UtteranceCard
    from desktop.window.utterances.utterance_dialog import UtteranceDialog


class Dialogs(QObject):
    """Opens the dialogs and passes on their requests."""

    settings_changed = Signal(object)
    """A mapping from names of settings to their new values."""

    device_selected = Signal(object)
    pause_requested = Signal(bool)
    replay_requested = Signal(object)

    def __init__(self, history: History, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._history = history
        self.features = SpectrogramSettings()
        """Feature settings of the model."""
        self.bundle: Path | None = None
        """Folder of the model; None for those of the languages."""
        self.voices: Voices | None = None
        """The profiles, for the settings."""
        self.settings: SettingsDialog | None = None
        self.history: HistoryWindow | None = None
        self.utterance: UtteranceDialog | None = None

    def open_settings(self, settings: Settings, devices: list[Device], page: str = "") -> None:
        """Open the settings dialog at a page or at the one seen last, or activate it."""
        from desktop.window.settings.settings_dialog import SettingsDialog

        if self.settings is not None and self.settings.isVisible():
            self.settings.show_page(page)
            self.settings.raise_()
            self.settings.activateWindow()
            return
        if self.settings is not None:
            page = page or self.settings.page
            self.settings.deleteLater()
            self.settings = None
        dialog = SettingsDialog(settings, devices, self._parent, choices(self.bundle), self.voices)
        dialog.changed.connect(self.settings_changed)
        dialog.microphone.device_selected.connect(self.device_selected)
        dialog.microphone.pause_requested.connect(self.pause_requested)
        self.settings = dialog
        dialog.show_page(page)
        dialog.show()

    def show_language(self, language: str) -> None:
        """Show the language of the digits in the settings dialog, if it is visible."""
        if self.settings is not None and self.settings.isVisible():
            self.settings.recognition.show_language(language)

    def open_history(self, settings: Settings) -> None:
        """Open the history, or activate it."""
        from desktop.window.utterances.history_window import HistoryWindow

        if self.history is None:
            self.history = HistoryWindow(self._history, settings, self._parent)
            self.history.details_requested.connect(
                lambda record: self.open_utterance(record, settings)
            )
            self._connect_card(self.history.card)
            self.history.number_card.replay_requested.connect(self.replay_requested)
        self.history.settings = settings
        self.history.show()
        self.history.raise_()
        self.history.activateWindow()

    def open_utterance(self, record: UtteranceRecord, settings: Settings) -> None:
        """Show the details of an utterance."""
        from desktop.window.utterances.utterance_dialog import UtteranceDialog

        if self.utterance is None:
            self.utterance = UtteranceDialog(settings, self._parent)
            self._connect_card(self.utterance.card)
        self.utterance.card.features = self.features
        self.utterance.show_record(record, settings)

    def open_about(self, language: str) -> None:
        """Open the about dialog; digits are spoken in this language."""
        from desktop.window.about import AboutDialog

        AboutDialog(self._parent, self.bundle or bundle_directory(language)).open()

    def show_activity(self, activities: Sequence[Activity]) -> None:
        """Show the input levels in the settings dialog, if it is visible."""
        if self.settings is not None and self.settings.isVisible():
            for activity in activities:
                self.settings.show_activity(activity)

    def close_all(self) -> None:
        """Close all dialogs, together with the main window."""
        for dialog in (self.settings, self.history, self.utterance):
            if dialog is not None:
                dialog.close()

    def _connect_card(self, card: UtteranceCard) -> None:
        card.features = self.features
        card.replay_requested.connect(self.replay_requested)
        card.correction_made.connect(self._history.correct)
