"""Creates the parts of the main window, lays them out and applies the settings to them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QIcon
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
from desktop.window.recognition.digit_line import DigitLine
from desktop.window.recognition.digit_panel import DigitPanel
from desktop.window.recognition.prompt import Prompt
from desktop.window.recognition.push_to_talk import PushToTalk
from desktop.window.recognition.utterance_filter import UtteranceFilter
from desktop.window.recognition.whole_numbers import WholeNumbers
from desktop.window.spectrogram.spectrogram_view import SpectrogramView
from desktop.window.theme.icons import icon
from desktop.window.theme.switcher import ThemeSwitcher
from desktop.window.utterance_record import NumberRecord, UtteranceRecord
from desktop.window.utterances.history_model import History
from desktop.window.widgets.control_bar import ControlBar
from desktop.window.widgets.device_picker import DevicePicker
from desktop.window.widgets.drop_area import DropArea
from desktop.window.widgets.file_progress import FileProgress
from desktop.window.widgets.in_use import InUse
from desktop.window.widgets.level_meter import LevelMeter
from desktop.window.widgets.notification_bar import NotificationBar
from desktop.window.widgets.state_badge import StateBadge

translate = QCoreApplication.translate

log = logging.getLogger("desktop.window.digits")

NOTIFICATIONS_SHARE = 0.35
"""Maximum share of the window's height for notifications."""


class MainParts:
    """The widgets and other parts of the main window, and their layout.

    Parameters
    ----------
    window : QMainWindow
    settings : Settings
    find_devices : callable
        Lists the microphones; called in a separate thread.
    """

    def __init__(
        self,
        window: QMainWindow,
        settings: Settings,
        find_devices: Callable[[], Sequence[Device]],
    ) -> None:
        self._window = window
        self.commands = Actions(settings, window)
        device_name = settings.device_name
        selected = (device_name, settings.device_host_api) if device_name else None
        self.controls = ControlBar(self.commands, DevicePicker(selected, find_devices))
        self.notification_bar = NotificationBar()
        self.file_progress = FileProgress()
        self.spectrogram = SpectrogramView(
            levels=(settings.floor_db, settings.ceiling_db),
            scale=settings.frequency_scale,
            colour_map=settings.colour_map,
        )
        self.digit_panel = DigitPanel()
        self.badge = StateBadge()
        self.meter = LevelMeter()
        self.digit_line = DigitLine(self.commands)
        self.in_use = InUse()
        self.history = History()
        self.dialogs = Dialogs(self.history, window)
        self.push_to_talk = PushToTalk(window)
        self.prompt = Prompt(self.digit_panel, self.badge, self.push_to_talk)
        self.talk_button = self._create_talk_button()
        self.replayer = Replayer()
        self.utterance_filter = UtteranceFilter(self.push_to_talk, self.replayer)
        self.audio_saver = AudioSaver()
        self.digit_output = DigitOutput()
        self.numbers = WholeNumbers(self.push_to_talk, window)
        self.theme_switcher: ThemeSwitcher | None = None
        self._create_layout()
        self.modes = Modes(
            window,
            self.commands,
            [
                self.controls, self.notification_bar, self.file_progress, self.spectrogram,
                self.meter, self.digit_line,
            ],
        )  # fmt: skip
        self.commands.mini.toggled.connect(self._on_mini)
        self.drop_area = DropArea(self._centre)
        self.history.added.connect(self._on_added)

    def apply_settings(self, settings: Settings, previous: Settings | None) -> None:
        """Apply the settings; `previous` is None at the start."""
        commands = self.commands
        self.digit_output.apply(settings)
        self.numbers.apply(settings)
        self.in_use.show_output(settings.typing)
        self.audio_saver.folder = Path(settings.audio_folder) if settings.audio_folder else None
        log.disabled = not settings.logs_digits
        is_talk = settings.listening == "push_to_talk"
        self.push_to_talk.set_enabled(is_talk)
        self.talk_button.setVisible(is_talk)
        for action, is_on in (
            (commands.push_to_talk, is_talk),
            (commands.on_top, settings.is_on_top),
        ):
            if action.isChecked() != is_on:
                action.setChecked(is_on)
        (commands.mel if settings.frequency_scale == "mel" else commands.linear).setChecked(True)
        if previous is None:
            return
        if settings.frequency_scale != previous.frequency_scale:
            self.spectrogram.set_frequency_scale(settings.frequency_scale)
        colours = (settings.colour_map, (settings.floor_db, settings.ceiling_db))
        if colours != (previous.colour_map, (previous.floor_db, previous.ceiling_db)):
            self.spectrogram.set_colours(*colours)
        if self.theme_switcher is not None:
            self.theme_switcher.set_preference(settings.theme)
            self.leave_mini_button.setIcon(icon("grow", self._window.palette()))

    def replay(self, record: UtteranceRecord | NumberRecord) -> None:
        """Play an utterance or a number, if its audio is available."""
        samples = record.samples
        if samples is not None:
            self.replayer.replay(samples)

    def adapt_margins(self, height: int) -> None:
        """Use smaller margins in a small window."""
        is_small = height < 600
        margin = 8 if is_small else 14
        self._layout.setContentsMargins(margin, margin, margin, margin)
        self.notification_bar.set_available_height(round(NOTIFICATIONS_SHARE * height))
        self._layout.setSpacing(8 if is_small else 12)

    def _create_layout(self) -> None:
        middle_row = QHBoxLayout()
        middle_row.setSpacing(14)
        middle_row.addWidget(self.spectrogram, 11)
        middle_row.addWidget(self.digit_panel, 4)
        self.leave_mini_button = QToolButton()
        self.leave_mini_button.setIcon(icon("grow", self._window.palette()))
        self.leave_mini_button.setToolTip(translate("MainWindow", "Leave mini mode (Ctrl+M)"))
        self.leave_mini_button.setAccessibleName(translate("MainWindow", "Leave mini mode"))
        self.leave_mini_button.clicked.connect(lambda: self.commands.mini.setChecked(False))
        self.leave_mini_button.hide()
        # Mini mode hides the controls; listening must not end there for good.
        self.listen_button = QToolButton()
        self.listen_button.setDefaultAction(self.commands.pause)
        self.listen_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.listen_button.hide()
        self.commands.pause.changed.connect(self._update_listen_button)
        level_row = QHBoxLayout()
        level_row.setSpacing(14)
        level_row.addWidget(self.badge)
        level_row.addWidget(self.talk_button)
        level_row.addWidget(self.meter, 1)
        level_row.addWidget(self.listen_button)
        level_row.addWidget(self.leave_mini_button)
        self._centre = centre = QWidget()
        self._layout = layout = QVBoxLayout(centre)
        layout.addWidget(self.controls)
        layout.addWidget(self.notification_bar)
        layout.addWidget(self.file_progress)
        layout.addLayout(middle_row, 1)
        layout.addLayout(level_row)
        layout.addWidget(self.in_use)
        layout.addWidget(self.digit_line)
        self._window.setCentralWidget(centre)
        centre.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        centre.setFocus()  # no control has the focus at first; Tab leads to the first one

    def _create_talk_button(self) -> QPushButton:
        button = QPushButton(translate("MainWindow", "Hold to talk"))
        button.setAccessibleName(button.text())
        button.setToolTip(translate("MainWindow", "Hold this button, Space or T while you speak"))
        button.setProperty("is_talk_button", True)
        button.setAutoDefault(False)
        button.pressed.connect(self.push_to_talk.press)
        button.released.connect(self.push_to_talk.release)
        self.push_to_talk.held_changed.connect(button.setDown)
        button.hide()
        return button

    def _on_mini(self, is_mini: bool) -> None:
        self.leave_mini_button.setVisible(is_mini)
        self._update_listen_button()
        # There is no room for the text, which is long in some languages.
        button = self.talk_button
        button.setText("" if is_mini else button.accessibleName())
        button.setIcon(icon("microphone", self._window.palette()) if is_mini else QIcon())
        self.digit_panel.set_compact(is_mini)

    def _update_listen_button(self) -> None:
        pause = self.commands.pause
        self.listen_button.setVisible(self.commands.mini.isChecked() and pause.isChecked())
        self.listen_button.setAccessibleName(pause.text())

    def _on_added(self, record: UtteranceRecord) -> None:
        self.audio_saver.save(record)
        log.warning("recognized %s (%s)", record.digit, record.result.rejected or "digit")
