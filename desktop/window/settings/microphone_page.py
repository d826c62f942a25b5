"""The settings' first page: which microphone, how loud, and when it is listened to."""

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
from desktop.window.settings.microphone_watch import MicrophoneTest, MicrophoneWatch
from desktop.window.settings.page import Page
from desktop.window.widgets.level_bar import LevelBar


class MicrophonePage(Page):
    """Devices with live meters and a test, gain, and always listening or push to talk."""

    device_chosen = Signal(object)
    rest_wanted = Signal(bool)
    """True while the test needs the microphone for itself."""

    def __init__(
        self, settings: Settings, devices: Sequence[Device], parent: QWidget | None = None
    ) -> None:
        super().__init__(settings, parent)
        self.watch, self.trial = MicrophoneWatch(), MicrophoneTest()
        self.title(self.tr("Microphone"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setColumnStretch(0, 1)
        self.column.addLayout(self._grid)
        self.rows: dict[Device | None, tuple[QRadioButton, LevelBar]] = {}
        self._group = QButtonGroup(self)
        self.test = QPushButton(self.tr("Test: record 3 seconds and play them"))
        self.test.setAutoDefault(False)
        self.outcome = self._below(self.test)
        self._fill(devices)
        self.gain = self.slider(
            self.tr("Gain"), (int(LOWEST_GAIN_DB), int(HIGHEST_GAIN_DB)),
            round(settings.gain_db), self._decibels,
            lambda number: self.change(gain_db=float(number)),
        )  # fmt: skip
        self.hint(self.tr("Raise it where the level stays below −30 while you speak; lower it "
                          "where CLIP lights up."))  # fmt: skip
        self.title(self.tr("When it listens"))
        self.listening = self.radios(
            "listening",
            (
                ("always", self.tr("Always"), ""),
                ("push_to_talk", self.tr("Push to talk"), self.tr("Only what you say while Space "
                 "or T is held counts, or the button in the window.")),
            ),
        )  # fmt: skip
        self.column.addStretch(1)
        self.test.clicked.connect(self._on_test)
        self.watch.level.connect(self._on_level)
        self.watch.trouble.connect(self._on_trouble)
        self.trial.progress.connect(self._on_progress)
        self.trial.playing.connect(self._on_playing)
        self.trial.failed.connect(self._on_failed)

    def begin(self) -> None:
        """The page can be seen: the meters move."""
        self.watch.start([device for device in self.rows if device and device != self._used])

    def end(self) -> None:
        """The page is left."""
        self.watch.stop()

    def show_activity(self, activity: Activity) -> None:
        """Show the level of the microphone that is in use, which is open already."""
        for device, (button, bar) in self.rows.items():
            if button.isChecked() or (device is not None and device == self._used):
                bar.show_level(activity.level_db)

    @property
    def chosen(self) -> Device | None:
        """The device that is chosen; None for the system's default."""
        return next((d for d, (button, _) in self.rows.items() if button.isChecked()), None)

    @property
    def _used(self) -> Device | None:
        default = next((d for d in self.rows if d and d.is_default), None)
        return self.chosen or default

    def _fill(self, devices: Sequence[Device]) -> None:
        name, host = self.settings.device_name, self.settings.device_host_api
        self._add(None, self.tr("Default microphone"), is_chosen=name is None)
        for device in devices:
            is_chosen = name == device.name and host in (None, device.host_api)
            self._add(device, device.name, is_chosen=is_chosen)
        if not devices:
            self.hint(self.tr("No microphone found: plug one in and open this page again."))

    def _add(self, device: Device | None, name: str, *, is_chosen: bool) -> None:
        button, bar = QRadioButton(), LevelBar()
        room = 19 * self.fontMetrics().height()
        button.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room))
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setChecked(is_chosen)
        button.clicked.connect(lambda: self._choose(device))
        bar.setAccessibleName(self.tr("Level of {name}").format(name=name))
        self._group.addButton(button)
        row = self._grid.rowCount()
        self._grid.addWidget(button, row, 0)
        self._grid.addWidget(bar, row, 1)
        self.rows[device] = (button, bar)

    def _below(self, button: QPushButton) -> QLabel:
        line = QHBoxLayout()
        line.addWidget(button)
        line.addStretch(1)
        self.column.addLayout(line)
        label = self.hint("\N{NO-BREAK SPACE}")
        label.setForegroundRole(QPalette.ColorRole.Text)
        return label

    def _choose(self, device: Device | None) -> None:
        self.device_chosen.emit(device)
        self.begin()

    def _decibels(self, number: int) -> str:
        sign = "+" if number > 0 else "−" if number < 0 else ""
        return self.tr("{n} dB").format(n=sign + QLocale().toString(abs(number)))

    def _on_level(self, device: Device, level: float) -> None:
        if device in self.rows:
            self.rows[device][1].show_level(level)

    def _on_trouble(self, device: Device, message: str) -> None:
        if device in self.rows:
            button, bar = self.rows[device]
            bar.setEnabled(False)
            bar.setToolTip(message)
            button.setToolTip(message)

    def _on_test(self) -> None:
        self.test.setEnabled(False)
        self.outcome.setText(self.tr("Say something…"))
        self.watch.stop()
        self.rest_wanted.emit(True)
        self.trial.start(self.chosen)

    def _on_progress(self, share: float, level: float) -> None:
        left = 3.0 * (1.0 - share)
        self.outcome.setText(self.tr("Say something… {n:.0f} s").format(n=left + 0.49))
        self.rows[self.chosen][1].show_level(level)

    def _on_playing(self, seconds: float) -> None:
        self._finish(self.tr("This is what the program hears."))

    def _on_failed(self, message: str) -> None:
        self._finish(message)

    def _finish(self, words: str) -> None:
        self.outcome.setText(words)
        self.test.setEnabled(True)
        self.rest_wanted.emit(False)
        if self.isVisible():
            self.begin()
