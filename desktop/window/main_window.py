"""The one window: what is heard, what was recognized, and what is the matter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow

from core.events import Activity, Result
from core.spectrogram import Columns, SpectrogramSettings
from desktop.audio.devices import Device, list_devices
from desktop.audio.listener import SourceState, Stamps
from desktop.settings import Settings
from desktop.window.main_parts import MainParts
from desktop.window.notifications import Notifications, SourceKind
from desktop.window.utterance_record import UtteranceRecord
from desktop.window.widgets.notification_bar import NotificationAction

Taken = list[tuple[Activity | Columns, float]]


class MainWindow(QMainWindow):
    """Shows what it is told by the slots ``show_...`` and asks for things by its signals.

    It does none of the work: no sound and no recognition in here.

    Parameters
    ----------
    settings : Settings
    kind : {"microphone", "file", "demo"}
        What is being listened to at first.
    find_devices : callable
        Lists the microphones; called in another thread.
    """

    microphone_wanted = Signal(object)  # Device, or None for the default
    file_wanted = Signal(Path, bool)  # paced: as fast as it was spoken
    demo_wanted = Signal()
    retry_wanted = Signal()
    pause_wanted = Signal(bool)
    first_painted = Signal()
    settings_changed = Signal(object)
    corrected = Signal(object, int)
    """An `Utterance` and the digit that a person says it was: for whoever learns from it."""

    def __init__(
        self,
        settings: Settings | None = None,
        kind: SourceKind = "microphone",
        find_devices: Callable[[], Sequence[Device]] = list_devices,
    ) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.kind: SourceKind = kind
        self.take: Callable[[], Taken] = list
        """Gives what the next frame is to show beside results; see `Bridge.take`."""
        self._has_painted = False
        self._source = ""
        self._files: list[Path] = []  # dropped together, still to be read
        self.setWindowTitle(self.tr("Spoken Digits"))
        self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize()))
        self.parts = parts = MainParts(self, self.settings, find_devices)
        self.notifications = Notifications(
            parts,
            has_chosen_device=self.settings.device_name is not None,
            welcomes=not self.settings.is_welcomed and kind == "microphone",
        )
        self.commands, self.controls, self.notification_bar = (
            parts.commands,
            parts.controls,
            parts.notification_bar,
        )
        self.spectrogram, self.digit_panel = parts.spectrogram, parts.digit_panel
        self.badge, self.meter, self.digit_line = parts.badge, parts.meter, parts.digit_line
        self.history, self.dialogs, self.file_strip = parts.history, parts.dialogs, parts.file_strip
        self._connect()
        if self.settings.window_geometry:
            parts.modes.restore(self.settings.window_geometry)
        parts.modes.apply_on_top()
        parts.use(self.settings, None)
        self.frames = QTimer(self)
        self.frames.setTimerType(Qt.TimerType.PreciseTimer)
        self.frames.setInterval(round(1000 / self.settings.frame_rate))
        self.frames.timeout.connect(self.draw_frame)

    # -- what it is told ----------------------------------------------------------------------

    def show_state(self, state: SourceState) -> None:
        """Show what the source of sound is doing."""
        self._take()  # what was heard before it
        if state.code == "opening":
            self._begin_stream()
        self._source = state.source
        self.badge.show_state(state.code)
        self.badge.setToolTip(state.source)
        self.commands.show_paused(state.code == "paused")
        title = self.tr("Spoken Digits")
        self.setWindowTitle(title if self.kind == "microphone" else f"{state.source} – {title}")
        if state.code != "listening":
            self.meter.clear()
        if state.code in ("finished", "failed") and self.kind == "file" and self._files:
            self.play_file(*self._files)
            return
        self.notifications.show_state(state, self.kind)
        if state.code in ("finished", "failed"):
            self.file_strip.end()

    def show_activity(self, activity: Activity) -> None:
        """Show the level and whether speech is heard."""
        self.meter.show_activity(activity)
        self.badge.show_speech(activity.is_speech)
        self.file_strip.advance(activity.time)
        if self.kind == "microphone":  # a recording's level is no microphone's
            self.dialogs.show_activity(activity)
        if activity.level_db > -100.0 and self.kind == "microphone":
            self.notifications.sound_came()

    def show_result(self, result: Result, stamps: Stamps) -> None:
        """Show what was recognized, or take it back."""
        self._take()  # its sound is drawn before it
        is_live = self.kind == "microphone"
        if not self.parts.admission.admits(result, stamps, is_live=is_live):
            return
        if result.type in ("digit", "rejected"):
            one = self.history.add(result, stamps, self._source, is_file=not is_live)
            if result.digit is not None:
                self.digit_line.add(one.number, result.digit)
                self.file_strip.count()
                if is_live:
                    self.parts.put_out(result.digit, self.digit_line.digits)
        self.digit_panel.show_result(result, stamps)
        self.spectrogram.show_result(result)

    def show_model(self, features: SpectrogramSettings | None = None) -> None:
        """Show that the model is in use (again)."""
        self.dialogs.features = features or self.dialogs.features
        self.notifications.show_model()

    def show_trouble(
        self, topic: str, title: str, message: str, actions: Sequence[NotificationAction] = ()
    ) -> None:
        """Say that a part of the program has failed; the rest goes on."""
        self.notification_bar.show_notification(topic, "error", title, message, actions)

    # -- what it asks for ---------------------------------------------------------------------

    def play_demo(self) -> None:
        """Ask for the built-in recording."""
        self.kind = "demo"
        self.file_strip.end()
        self.demo_wanted.emit()

    def play_file(self, *paths: Path, is_paced: bool = False) -> None:
        """Ask for recordings, one after the other, in the microphone's place."""
        self.kind = "file"
        self.file_strip.end()
        self._files = list(paths[1:])
        self.file_wanted.emit(paths[0], is_paced)

    def stop_file(self) -> None:
        """Stop reading a recording and go back to the microphone."""
        self._files.clear()
        self.notifications.show_stopped(self._source, self.file_strip.said)
        self.file_strip.end()
        self.controls.picker.choose_again()

    def use_microphone(self, device: Device | None = None) -> None:
        """Ask for a microphone; None is the one that was chosen last."""
        self.kind = "microphone"
        self.file_strip.end()
        self.microphone_wanted.emit(device)

    def wish(self, values: Mapping[str, Any]) -> None:
        """Change settings: they hold at once and are remembered."""
        before, self.settings = self.settings, replace(self.settings, **values)
        if self.settings != before:
            self.frames.setInterval(round(1000 / self.settings.frame_rate))
            self.parts.use(self.settings, before)
            self.settings_changed.emit(self.settings)

    def choose_device(self, device: Device | None) -> None:
        """Use a microphone that somebody has chosen, and remember it."""
        self.notifications.search.is_over = True
        name, host_api = (device.name, device.host_api) if device else (None, None)
        self.wish({"device_name": name, "device_host_api": host_api})
        self.controls.picker.show_chosen(device)
        self.use_microphone(device)

    def _open(self) -> None:
        kinds = self.tr("Recordings (*.wav *.flac *.ogg *.mp3);;All files (*)")
        paths, _ = QFileDialog.getOpenFileNames(self, self.tr("Open a recording"), "", kinds)
        if paths:
            self.play_file(*map(Path, paths))

    def remember_profile(self, name: str) -> None:
        """Remember whose voice is listened for; empty for nobody in particular."""
        self.wish({"profile": name or None})

    def _open_utterance(self, utterance: int) -> None:
        one = self.history.of_utterance(utterance)
        if one is not None:
            self.dialogs.open_utterance(one, self.settings)
            self.parts.replay(one)

    def _on_corrected(self, one: UtteranceRecord) -> None:
        self.digit_line.correct(one.number, one.correction)
        if self.history.of_utterance(one.result.id) is one:
            self.spectrogram.correct(one.result.id, one.correction)
            self.digit_panel.show_correction(one.result.id, one.correction)
        if one.correction is not None and one.result.utterance is not None:
            self.corrected.emit(one.result.utterance, one.correction)

    # -- its parts ----------------------------------------------------------------------------

    def _connect(self) -> None:
        do, parts = self.commands, self.parts
        self.controls.picker.device_chosen.connect(self.choose_device)
        self.notifications.microphone_wanted.connect(self.use_microphone)
        self.notifications.demo_wanted.connect(self.play_demo)
        self.notifications.retry_wanted.connect(self.retry_wanted)
        self.notifications.welcome_closed.connect(lambda: self.wish({"is_welcomed": True}))
        do.pause.toggled.connect(self._on_pause)
        do.open.triggered.connect(self._open)
        do.demo.triggered.connect(self.play_demo)
        do.talk.toggled.connect(
            lambda is_on: self.wish({"listening": "push_to_talk" if is_on else "always"})
        )
        do.mel.triggered.connect(lambda: self.wish({"frequency_scale": "mel"}))
        do.linear.triggered.connect(lambda: self.wish({"frequency_scale": "linear"}))
        do.on_top.toggled.connect(lambda is_on: self.wish({"is_on_top": is_on}))
        do.history.triggered.connect(lambda: self.dialogs.open_history(self.settings))
        do.settings.triggered.connect(
            lambda: self.dialogs.open_settings(self.settings, self.controls.picker.devices)
        )
        do.about.triggered.connect(self.dialogs.open_about)
        do.quit.triggered.connect(self.close)
        parts.drop.dropped.connect(lambda paths: self.play_file(*paths))
        self.file_strip.stop_wanted.connect(self.stop_file)
        self.dialogs.settings_wished.connect(self.wish)
        self.dialogs.device_chosen.connect(self.choose_device)
        self.dialogs.rest_wanted.connect(self.pause_wanted)
        self.dialogs.replay_wanted.connect(parts.replay)
        self.spectrogram.utterance_chosen.connect(self._open_utterance)
        self.digit_panel.shown.connect(self.history.set_shown)
        self.history.corrected.connect(self._on_corrected)

    def _on_pause(self, is_paused: bool) -> None:
        self.commands.show_paused(is_paused)
        self.pause_wanted.emit(is_paused)

    def _begin_stream(self) -> None:
        self.history.begin_stream()
        self.parts.admission.begin_stream()
        self.digit_panel.forget()
        self.spectrogram.clear_marks()

    def _take(self) -> None:
        for item, arrived in self.take():
            if isinstance(item, Activity):
                self.show_activity(item)
            else:
                self.spectrogram.show_columns(item, arrived)

    def draw_frame(self) -> None:
        """Show what has come since the last frame."""
        self._take()
        self.meter.tick()
        self.spectrogram.advance()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the first paint starts what would have delayed it."""
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self._on_first_paint)

    def _on_first_paint(self) -> None:
        self.first_painted.emit()
        self.controls.picker.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: frames are drawn only while somebody can see them."""
        super().showEvent(event)
        self.frames.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: see `showEvent`."""
        super().hideEvent(event)
        self.frames.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: a small window spends less on margins."""
        super().resizeEvent(event)
        self.parts.fit(self.height())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: where the window was is remembered."""
        self.wish({"window_geometry": self.parts.modes.geometry, "is_welcomed": True})
        self.dialogs.close_all()
        self.parts.saver.finish()
        super().closeEvent(event)
