"""The settings dialog: a list of pages; changes apply immediately."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.events import Activity
from desktop.audio.devices import Device
from desktop.languages import Spoken
from desktop.settings import Settings
from desktop.window.settings.microphone_page import MicrophonePage
from desktop.window.settings.page import Page
from desktop.window.settings.pages import OutputPage, RecognitionPage, SpectrogramPage, WindowPage
from desktop.window.settings.typing_page import TypingPage
from desktop.window.settings.voice_page import VoicePage, Voices


class _PageArea(QScrollArea):
    """Scrolls a page vertically; the page is as wide as the area."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: wrap the texts of the page."""
        super().resizeEvent(event)
        self._page.fit(self.width() - self.verticalScrollBar().sizeHint().width())


class SettingsDialog(QDialog):
    """A non-modal dialog; the effect of a change is visible immediately.

    Parameters
    ----------
    settings : Settings
    devices : sequence of Device
        The microphones.
    spoken : sequence of Spoken
        The languages in which digits can be spoken.
    voices : Voices, optional
        The profiles; without, their page is missing.
    """

    changed = Signal(object)
    """A mapping from names of settings to their new values."""

    def __init__(
        self,
        settings: Settings,
        devices: Sequence[Device] = (),
        parent: QWidget | None = None,
        spoken: Sequence[Spoken] = (Spoken(),),
        voices: Voices | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.microphone = MicrophonePage(settings, devices)
        self.recognition = RecognitionPage(settings, spoken)
        self.voice = None if voices is None else VoicePage(settings, voices)
        self.spectrogram = SpectrogramPage(settings)
        self.typing = TypingPage(settings)
        self.output = OutputPage(settings)
        self.window_page = WindowPage(settings)
        self.names = QListWidget()
        self.names.setAccessibleName(self.tr("Settings pages"))
        self.pages = QStackedWidget()
        self._rows: list[str] = []
        self._add("microphone", self.tr("Microphone"), self.microphone)
        self._add("recognition", self.tr("Recognition"), self.recognition)
        if self.voice is not None:
            self._add("voice", self.tr("Voice"), self.voice)
        self._add("spectrogram", self.tr("Spectrogram"), self.spectrogram)
        self._add("typing", self.tr("Typing"), self.typing)
        self._add("output", self.tr("Output"), self.output)
        self._add("window", self.tr("Window"), self.window_page)
        self.names.setFixedWidth(self.names.sizeHintForColumn(0) + 34)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.currentRowChanged.connect(self._on_page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.close)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.names)
        body.addWidget(self.pages, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 12)
        layout.addLayout(body, 1)
        layout.addWidget(buttons)
        self.names.setCurrentRow(0)
        available = self.screen().availableSize()
        line = self.fontMetrics().height()
        width = min(46 * line, available.width() - 20)
        self.resize(width, min(42 * line, available.height() - 60))

    def show_activity(self, activity: Activity) -> None:
        """Show the level of the microphone in use."""
        if self.pages.currentIndex() == 0:
            self.microphone.show_activity(activity)

    @property
    def page(self) -> str:
        """Name of the page on display, in English."""
        return self._rows[self.names.currentRow()]

    def show_page(self, name: str) -> None:
        """Show a page by its name; an empty name changes nothing."""
        if name:
            self.names.setCurrentRow(self._rows.index(name))

    def _add(self, name: str, title: str, page: Page) -> None:
        self._rows.append(name)
        self.names.addItem(title)
        area = _PageArea(page)
        self.pages.addWidget(area)
        page.changed.connect(self.changed)

    def _on_page(self, row: int) -> None:
        self.pages.setCurrentIndex(row)
        if self.isVisible():
            (self.microphone.start_meters if row == 0 else self.microphone.stop_meters)()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: start the meters if their page is visible."""
        super().showEvent(event)
        self._on_page(self.names.currentRow())

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: close the other microphones."""
        super().hideEvent(event)
        self.microphone.stop_meters()
