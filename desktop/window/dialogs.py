"""The windows beside the main one; each is loaded when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.events import Activity
from core.spectrogram import SpectrogramSettings
from desktop.audio.devices import Device
from desktop.settings import Settings
from desktop.window.utterance_record import UtteranceRecord
from desktop.window.utterances.history_model import History

if TYPE_CHECKING:
    from desktop.window.settings.settings_dialog import SettingsDialog
    from desktop.window.utterances.history_window import HistoryWindow
    from desktop.window.utterances.utterance_card import UtteranceCard
    from desktop.window.utterances.utterance_dialog import UtteranceDialog


class Dialogs(QObject):
    """Opens them, and tells what is wished in them."""

    settings_wished = Signal(object)
    """A mapping of names of settings to their new values."""

    device_chosen = Signal(object)
    rest_wanted = Signal(bool)
    replay_wanted = Signal(object)

    def __init__(self, history: History, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._history = history
        self.features = SpectrogramSettings()
        """The model's feature settings."""
        self.settings: SettingsDialog | None = None
        self.history: HistoryWindow | None = None
        self.utterance: UtteranceDialog | None = None

    def open_settings(self, settings: Settings, devices: list[Device]) -> None:
        """Open the settings, or bring them to the front."""
        from desktop.window.settings.settings_dialog import SettingsDialog

        if self.settings is not None and self.settings.isVisible():
            self.settings.raise_()
            self.settings.activateWindow()
            return
        if self.settings is not None:
            self.settings.deleteLater()
        dialog = SettingsDialog(settings, devices, self._parent)
        dialog.changed.connect(self.settings_wished)
        dialog.microphone.device_chosen.connect(self.device_chosen)
        dialog.microphone.rest_wanted.connect(self.rest_wanted)
        self.settings = dialog
        dialog.show()

    def open_history(self, settings: Settings) -> None:
        """Open the history, or bring it to the front."""
        from desktop.window.utterances.history_window import HistoryWindow

        if self.history is None:
            self.history = HistoryWindow(self._history, settings, self._parent)
            self.history.opened.connect(lambda one: self.open_utterance(one, settings))
            self._serve(self.history.card)
        self.history.settings = settings
        self.history.show()
        self.history.raise_()
        self.history.activateWindow()

    def open_utterance(self, one: UtteranceRecord, settings: Settings) -> None:
        """Open the detail of an utterance, in place of another's."""
        from desktop.window.utterances.utterance_dialog import UtteranceDialog

        if self.utterance is None:
            self.utterance = UtteranceDialog(settings, self._parent)
            self._serve(self.utterance.card)
        self.utterance.card.features = self.features
        self.utterance.show_heard(one, settings)

    def open_about(self) -> None:
        """Open the about box."""
        from desktop.window.about import AboutBox

        AboutBox(self._parent).open()

    def show_activity(self, activity: Activity) -> None:
        """Show how loud it is, where somebody looks."""
        if self.settings is not None and self.settings.isVisible():
            self.settings.show_activity(activity)

    def close_all(self) -> None:
        """The main window closes."""
        for dialog in (self.settings, self.history, self.utterance):
            if dialog is not None:
                dialog.close()

    def _serve(self, card: UtteranceCard) -> None:
        card.features = self.features
        card.replay_wanted.connect(self.replay_wanted)
        card.correction_chosen.connect(self._history.correct)
