"""Settings page for the microphone: device, gain, push to talk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)

from core.events import Activity
from desktop.audio.devices import Device
from desktop.settings import HIGHEST_GAIN_DB, LOWEST_GAIN_DB, Settings
from desktop.window.device_texts import device_error_text
from desktop.window.settings.microphone_watch import MicrophoneTest, MicrophoneWatch
from desktop.window.settings.page import Page
from desktop.window.widgets.level_bar import LevelBar


class MicrophonePage(Page):
    """Devices with level meters and a test, gain, and listening mode."""

    device_selected = Signal(object)
    pause_requested = Signal(bool)
    """True while the test uses the microphone."""

    def __init__(
        self, settings: Settings, devices: Sequence[Device], parent: QWidget | None = None
    ) -> None:
        super().__init__(settings, parent)
        self.watch, self.microphone_test = MicrophoneWatch(), MicrophoneTest()
        self.title(self.tr("Microphone"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setColumnStretch(0, 1)
        self.column.addLayout(self._grid)
        self.rows: dict[Device | None, tuple[QRadioButton, LevelBar]] = {}
        self._group = QButtonGroup(self)
        self.test_button = QPushButton(self.tr("Test: record 3 seconds and play them back"))
        self.test_button.setAutoDefault(False)
        self.test_result = self._add_button(self.test_button)
        self._fill(devices)
        self.gain = self.slider(
            self.tr("Gain"), (int(LOWEST_GAIN_DB), int(HIGHEST_GAIN_DB)),
            round(settings.gain_db), self._decibels,
            lambda number: self.change(gain_db=float(number)),
        )  # fmt: skip
        self.hint(self.tr("Raise the gain if the level stays below −30 dBFS while you speak. Lower "
                          "it if CLIP lights up."))  # fmt: skip
        self.title(self.tr("Listening"))
        self.listening = self.radios(
            "listening",
            (
                ("always", self.tr("Always"), ""),
                ("push_to_talk", self.tr("Push to talk"), self.tr("Digits count only while you "
                 "hold Space, T or the button in the window.")),
            ),
        )  # fmt: skip
        self.column.addStretch(1)
        self.test_button.clicked.connect(self._on_test)
        self.watch.level.connect(self._on_level)
        self.watch.failed.connect(self._on_watch_failed)
        self.microphone_test.progress.connect(self._on_progress)
        self.microphone_test.playing.connect(self._on_playing)
        self.microphone_test.failed.connect(self._on_failed)

    def start_meters(self) -> None:
        """Start the meters; the page is visible."""
        self.watch.start([device for device in self.rows if device and device != self._used])

    def stop_meters(self) -> None:
        """Stop the meters; the page is hidden."""
        self.watch.stop()

    def show_activity(self, activity: Activity) -> None:
        """Show the level of the microphone in use, which is already open."""
        for device, (button, bar) in self.rows.items():
            if button.isChecked() or (device is not None and device == self._used):
                bar.show_level(activity.level_db)

    @property
    def selected(self) -> Device | None:
        """The selected device; None for the system's default."""
        return next((d for d, (button, _) in self.rows.items() if button.isChecked()), None)

    @property
    def _used(self) -> Device | None:
        default = next((d for d in self.rows if d and d.is_default), None)
        return self.selected or default

    def _fill(self, devices: Sequence[Device]) -> None:
        name, host = self.settings.device_name, self.settings.device_host_api
        self._add(None, self.tr("Default microphone"), is_selected=name is None)
        for device in devices:
            is_selected = name == device.name and host in (None, device.host_api)
            self._add(device, device.name, is_selected=is_selected)
        if not devices:
            self.hint(self.tr("No microphone found. Connect one and open this page again."))

    def _add(self, device: Device | None, name: str, *, is_selected: bool) -> None:
        button, bar = QRadioButton(), LevelBar()
        width = 17 * self.fontMetrics().height()
        button.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, width))
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setChecked(is_selected)
        button.clicked.connect(lambda: self._select(device))
        bar.setAccessibleName(self.tr("Level of {name}").format(name=name))
        self._group.addButton(button)
        row = self._grid.rowCount()
        self._grid.addWidget(button, row, 0)
        self._grid.addWidget(bar, row, 1)
        self.rows[device] = (button, bar)

    def _add_button(self, button: QPushButton) -> QLabel:
        line = QHBoxLayout()
        line.addWidget(button)
        line.addStretch(1)
        self.column.addLayout(line)
        label = self.hint("\N{NO-BREAK SPACE}")
        label.setForegroundRole(QPalette.ColorRole.Text)
        return label

    def _select(self, device: Device | None) -> None:
        self.device_selected.emit(device)
        self.start_meters()

    def _decibels(self, number: int) -> str:
        sign = "+" if number > 0 else "−" if number < 0 else ""
        return self.tr("{n} dB").format(n=sign + QLocale().toString(abs(number)))

    def _on_level(self, device: Device, level: float) -> None:
        if device in self.rows:
            self.rows[device][1].show_level(level)

    def _on_watch_failed(self, device: Device, error: Exception) -> None:
        if device in self.rows:
            message = device_error_text(error)
            button, bar = self.rows[device]
            bar.setEnabled(False)
            bar.setToolTip(message)
            button.setToolTip(message)

    def _on_test(self) -> None:
        self.test_button.setEnabled(False)
        self.test_result.setText(self.tr("Say something…"))
        self.watch.stop()
        self.pause_requested.emit(True)
        self.microphone_test.start(self.selected)

    def _on_progress(self, share: float, level: float) -> None:
        left = 3.0 * (1.0 - share)
        self.test_result.setText(self.tr("Say something… {n:.0f} s").format(n=left + 0.49))
        self.rows[self.selected][1].show_level(level)

    def _on_playing(self, seconds: float) -> None:
        self._finish(self.tr("This is what the program hears."))

    def _on_failed(self, error: Exception) -> None:
        self._finish(device_error_text(error))

    def _finish(self, text: str) -> None:
        self.test_result.setText(text)
        self.test_button.setEnabled(True)
        self.pause_requested.emit(False)
        if self.isVisible():
            self.start_meters()
