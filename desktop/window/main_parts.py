"""The main window's parts: made, laid out, and given the settings."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.audio.devices import Device
from desktop.settings import Settings
from desktop.window.actions import Actions
from desktop.window.dialogs import Dialogs
from desktop.window.modes import Modes
from desktop.window.output.audio_saver import AudioSaver
from desktop.window.output.digit_output import DigitOutput
from desktop.window.output.replayer import Replayer
from desktop.window.recognition.admission import Admission
from desktop.window.recognition.digit_line import DigitLine
from desktop.window.recognition.digit_panel import DigitPanel
from desktop.window.recognition.push_to_talk import PushToTalk
from desktop.window.spectrogram.spectrogram_view import SpectrogramView
from desktop.window.theme.icons import icon
from desktop.window.theme.switcher import ThemeSwitcher
from desktop.window.utterance_record import UtteranceRecord
from desktop.window.utterances.history_model import History
from desktop.window.widgets.control_bar import ControlBar
from desktop.window.widgets.device_picker import DevicePicker
from desktop.window.widgets.drop_area import DropArea
from desktop.window.widgets.file_strip import FileStrip
from desktop.window.widgets.level_meter import LevelMeter
from desktop.window.widgets.notification_bar import NotificationBar
from desktop.window.widgets.state_badge import StateBadge

translate = QCoreApplication.translate

log = logging.getLogger("desktop.window.digits")


class MainParts:
    """Everything that the main window is made of, and how it lies.

    Parameters
    ----------
    window : QMainWindow
    settings : Settings
    find_devices : callable
        Lists the microphones.
    """

    def __init__(
        self,
        window: QMainWindow,
        settings: Settings,
        find_devices: Callable[[], Sequence[Device]],
    ) -> None:
        self._window = window
        self.commands = Actions(settings, window)
        remembered = settings.device_name
        chosen = (remembered, settings.device_host_api) if remembered else None
        self.controls = ControlBar(self.commands, DevicePicker(chosen, find_devices))
        self.notification_bar = NotificationBar()
        self.file_strip = FileStrip()
        self.spectrogram = SpectrogramView(
            levels=(settings.floor_db, settings.ceiling_db),
            scale=settings.frequency_scale,
            colour_map=settings.colour_map,
        )
        self.digit_panel = DigitPanel()
        self.badge = StateBadge()
        self.meter = LevelMeter()
        self.digit_line = DigitLine(self.commands)
        self.history = History()
        self.dialogs = Dialogs(self.history, window)
        self.talk_key = PushToTalk(window)
        self.talk_button = self._talk_button()
        self.replayer = Replayer()
        self.admission = Admission(self.talk_key, self.replayer)
        self.saver = AudioSaver()
        self.typing = DigitOutput()
        self.theme_switcher: ThemeSwitcher | None = None
        self._arrange()
        self.modes = Modes(
            window,
            self.commands,
            [
                self.controls, self.notification_bar, self.file_strip, self.spectrogram, self.meter,
                self.digit_line,
            ],
        )  # fmt: skip
        self.commands.mini.toggled.connect(self._on_mini)
        self.drop = DropArea(self._centre)
        self.history.heard.connect(self._on_heard)

    def use(self, settings: Settings, before: Settings | None) -> None:
        """Let the settings hold, where they differ from those before."""
        do = self.commands
        self.typing.mode, self.typing.end = settings.typing, settings.typing_end
        self.saver.folder = Path(settings.audio_folder) if settings.audio_folder else None
        log.disabled = not settings.logs_digits
        is_talk = settings.listening == "push_to_talk"
        self.talk_key.turn(is_talk)
        self.talk_button.setVisible(is_talk)
        for action, is_on in ((do.talk, is_talk), (do.on_top, settings.is_on_top)):
            if action.isChecked() != is_on:
                action.setChecked(is_on)
        (do.mel if settings.frequency_scale == "mel" else do.linear).setChecked(True)
        if before is None:
            return
        if settings.frequency_scale != before.frequency_scale:
            self.spectrogram.set_frequency_scale(settings.frequency_scale)
        look = (settings.colour_map, (settings.floor_db, settings.ceiling_db))
        if look != (before.colour_map, (before.floor_db, before.ceiling_db)):
            self.spectrogram.set_colours(*look)
        if self.theme_switcher is not None:
            self.theme_switcher.choose(settings.theme)

    def put_out(self, digit: int, digits: str) -> None:
        """Give a digit to the clipboard or the focused program, where that is wished."""
        problem = self.typing.put(digit, digits)
        if problem:
            title = translate("MainWindow", "Digits cannot be typed into other programs")
            self.notification_bar.show_notification("typing", "warning", title, problem)

    def replay(self, one: UtteranceRecord) -> None:
        """Play an utterance's sound, where it is still kept."""
        if one.samples is not None:
            self.replayer.replay(one.samples)

    def fit(self, height: int) -> None:
        """Spend less on margins in a small window."""
        is_small = height < 600
        margin = 8 if is_small else 14
        self._layout.setContentsMargins(margin, margin, margin, margin)
        self._layout.setSpacing(8 if is_small else 12)

    def _arrange(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self.spectrogram, 11)
        middle.addWidget(self.digit_panel, 4)
        self.grow = QToolButton()
        self.grow.setIcon(icon("grow", self._window.palette()))
        self.grow.setToolTip(translate("MainWindow", "Leave mini mode (Ctrl+M)"))
        self.grow.setAccessibleName(translate("MainWindow", "Leave mini mode"))
        self.grow.clicked.connect(lambda: self.commands.mini.setChecked(False))
        self.grow.hide()
        strip = QHBoxLayout()
        strip.setSpacing(14)
        strip.addWidget(self.badge)
        strip.addWidget(self.talk_button)
        strip.addWidget(self.meter, 1)
        strip.addWidget(self.grow)
        self._centre = centre = QWidget()
        self._layout = layout = QVBoxLayout(centre)
        layout.addWidget(self.controls)
        layout.addWidget(self.notification_bar)
        layout.addWidget(self.file_strip)
        layout.addLayout(middle, 1)
        layout.addLayout(strip)
        layout.addWidget(self.digit_line)
        self._window.setCentralWidget(centre)
        centre.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        centre.setFocus()  # nothing stands out at first; Tab leads to the first control

    def _talk_button(self) -> QPushButton:
        button = QPushButton(translate("MainWindow", "Hold to talk"))
        button.setToolTip(translate("MainWindow", "Hold it while you speak, or Space or T"))
        button.setProperty("is_talk_button", True)
        button.setAutoDefault(False)
        button.pressed.connect(self.talk_key.press)
        button.released.connect(self.talk_key.release)
        self.talk_key.held.connect(button.setDown)
        button.hide()
        return button

    def _on_mini(self, is_mini: bool) -> None:
        self.grow.setVisible(is_mini)
        self.digit_panel.set_compact(is_mini)

    def _on_heard(self, one: UtteranceRecord) -> None:
        self.saver.save(one)
        log.warning("heard %s (%s)", one.digit, one.result.rejected or "digit")
