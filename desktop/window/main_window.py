"""The one window: what is heard, what was recognized, and what is the matter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from core.events import Activity, Result
from desktop.audio.devices import Device, list_devices
from desktop.audio.listener import SourceState, Stamps
from desktop.log import log_path
from desktop.settings import Settings
from desktop.window.about import AboutBox
from desktop.window.banner import Action, Banner, Severity
from desktop.window.control_bar import ControlBar
from desktop.window.digit_line import DigitLine
from desktop.window.digit_panel import DigitPanel
from desktop.window.level_meter import LevelMeter
from desktop.window.spectrogram_place import SpectrogramPlace
from desktop.window.state_badge import StateBadge
from desktop.window.wording import state_title, without_title

if TYPE_CHECKING:
    from core.spectrogram import Columns

SourceKind = Literal["microphone", "file", "demo"]


class MainWindow(QMainWindow):
    """Shows what it is told by the slots ``show_...`` and asks for things by its signals.

    It does none of the work: no sound, no recognition, no file is touched in here.

    Parameters
    ----------
    settings : Settings
    kind : {"microphone", "file", "demo"}
        What is being listened to at first.
    find_devices : callable
        Lists the microphones; called in another thread.
    """

    microphone_wanted = Signal(object)  # Device, or None for the default
    file_wanted = Signal(Path)
    demo_wanted = Signal()
    retry_wanted = Signal()
    pause_wanted = Signal(bool)
    first_painted = Signal()
    settings_changed = Signal(object)

    def __init__(
        self,
        settings: Settings | None = None,
        kind: SourceKind = "microphone",
        find_devices: Callable[[], Sequence[Device]] = list_devices,
    ) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.kind: SourceKind = kind
        self._has_painted = False
        self._is_well = True
        self.setWindowTitle(self.tr("Spoken Digits"))
        self.setMinimumSize(640, 480)
        self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize()))

        remembered = self.settings.device_name
        chosen = (remembered, self.settings.device_host_api) if remembered else None
        self.controls = ControlBar(chosen, self.settings.frequency_scale, find_devices)
        self.banner = Banner()
        self.spectrogram = SpectrogramPlace(self.settings)
        self.digit_panel = DigitPanel()
        self.badge = StateBadge()
        self.meter = LevelMeter()
        self.digit_line = DigitLine()
        self._arrange()
        self._connect()
        if self.settings.window_geometry:
            geometry = QByteArray.fromBase64(
                self.settings.window_geometry.encode("ascii", "ignore")
            )
            self.restoreGeometry(geometry)
        self._frames = QTimer(self)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.setInterval(round(1000 / self.settings.frame_rate))
        self._frames.timeout.connect(self._draw_frame)

    # -- what it is told ----------------------------------------------------------------------

    def show_state(self, state: SourceState) -> None:
        """Show what the source of sound is doing."""
        self.badge.show_state(state.code)
        self.badge.setToolTip(state.source)
        self.controls.show_paused(state.code == "paused")
        title = self.tr("Spoken Digits")
        self.setWindowTitle(title if self.kind == "microphone" else f"{state.source} – {title}")
        if state.code != "listening":
            self.meter.clear()
        self._is_well = state.is_well
        if state.code == "finished":
            ended = self.tr("The demo has ended.") if self.kind == "demo" else self.tr(
                "The recording has ended."
            )  # fmt: skip
            self.banner.show_notice("source", "information", ended, "", self._actions(state))
        elif state.is_well:
            self.banner.clear("source")
        else:
            severity: Severity = "error" if state.code == "failed" else "warning"
            title = state_title(state.code)
            message = without_title(state.message, title)
            self.banner.show_notice("source", severity, title, message, self._actions(state))
        self._greet()

    def show_activity(self, activity: Activity) -> None:
        """Show the level and whether speech is heard."""
        self.meter.show_activity(activity)
        self.badge.show_speech(activity.is_speech)

    def show_columns(self, columns: Columns) -> None:
        """Take new columns of the spectrogram."""
        self.spectrogram.show_columns(columns)

    def show_result(self, result: Result, stamps: Stamps) -> None:
        """Show what was recognized, or take it back."""
        self.digit_panel.show_result(result, stamps)
        self.digit_line.show_result(result)
        self.spectrogram.show_result(result)

    def show_model(self) -> None:
        """Show that the model is in use (again)."""
        self.banner.clear("model")
        self._greet()

    def show_model_failure(self, message: str) -> None:
        """Say why no digits are recognized; sound is shown nevertheless."""
        self.show_trouble("model", self.tr("Digits cannot be recognized"), message)
        self._greet()

    def show_trouble(self, topic: str, title: str, message: str) -> None:
        """Say that a part of the program has failed; the rest goes on."""
        self.banner.show_notice(topic, "error", title, message)

    def show_fault(self, line: str) -> None:
        """Say that something failed that should not; it is in the log."""
        where = self.tr("Details are in {path}").format(path=log_path())
        title = self.tr("A part of the program has failed; the rest goes on")
        self.show_trouble("fault", title, f"{line}\n{where}")

    # -- what it asks for ---------------------------------------------------------------------

    def play_demo(self) -> None:
        """Ask for the built-in recording."""
        self.kind = "demo"
        self.demo_wanted.emit()

    def play_file(self, path: Path) -> None:
        """Ask for a recording in the microphone's place."""
        self.kind = "file"
        self.file_wanted.emit(path)

    def use_microphone(self, device: Device | None = None) -> None:
        """Ask for a microphone; None is the one that was chosen last."""
        self.kind = "microphone"
        self.microphone_wanted.emit(device)

    def _greet(self) -> None:
        """Let the panel, until it has a digit to show, say what can be done."""
        if not self._is_well:
            self.digit_panel.wait()
        elif "model" in self.banner.notices:
            self.digit_panel.show_no_model()
        else:
            self.digit_panel.invite()

    def _actions(self, state: SourceState) -> list[Action]:
        demo = Action(self.tr("Play the demo"), self.play_demo)
        again = Action(self.tr("Try again"), self.retry_wanted.emit)
        microphone = Action(self.tr("Use the microphone"), self.controls.picker.choose_again)
        if state.code == "finished":
            return [Action(self.tr("Play again"), self.retry_wanted.emit), microphone]
        return [demo, again] if self.kind == "microphone" else [again, microphone]

    def _on_device(self, device: Device | None) -> None:
        name, host_api = (device.name, device.host_api) if device else (None, None)
        self._remember(replace(self.settings, device_name=name, device_host_api=host_api))
        self.use_microphone(device)

    def _on_scale(self, scale: Literal["mel", "linear"]) -> None:
        self.spectrogram.set_scale(scale)
        self._remember(replace(self.settings, frequency_scale=scale))

    def _on_open(self) -> None:
        kinds = self.tr("Recordings (*.wav *.flac *.ogg *.mp3);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Open a recording"), "", kinds)
        if path:
            self.play_file(Path(path))

    def remember_profile(self, name: str) -> None:
        """Remember whose voice is listened for; empty for nobody in particular."""
        self._remember(replace(self.settings, profile=name or None))

    def show_voice_trouble(self, title: str, line: str) -> None:
        """Say what is the matter with a voice, or with an empty line that all is well."""
        if line:
            self.show_trouble("voice", title, line)
        else:
            self.banner.clear("voice")

    def _remember(self, settings: Settings) -> None:
        if settings != self.settings:
            self.settings = settings
            self.settings_changed.emit(settings)

    # -- its parts ----------------------------------------------------------------------------

    def _arrange(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self.spectrogram, 11)
        middle.addWidget(self.digit_panel, 4)
        strip = QHBoxLayout()
        strip.setSpacing(14)
        strip.addWidget(self.badge)
        strip.addWidget(self.meter, 1)
        centre = QWidget()
        self._layout = layout = QVBoxLayout(centre)
        layout.addWidget(self.controls)
        layout.addWidget(self.banner)
        layout.addLayout(middle, 1)
        layout.addLayout(strip)
        layout.addWidget(self.digit_line)
        self.setCentralWidget(centre)
        centre.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        centre.setFocus()  # nothing stands out at first; Tab leads to the first control

    def _connect(self) -> None:
        bar = self.controls
        bar.device_chosen.connect(self._on_device)
        bar.pause_chosen.connect(self.pause_wanted)
        bar.open_chosen.connect(self._on_open)
        bar.demo_chosen.connect(self.play_demo)
        bar.scale_chosen.connect(self._on_scale)
        bar.about_chosen.connect(lambda: AboutBox(self).open())
        bar.quit.triggered.connect(self.close)
        self.addActions([bar.pause, bar.open, bar.demo, bar.mel, bar.linear])
        self.addActions([self.digit_line.copy, self.digit_line.clear, bar.about, bar.quit])

    def _draw_frame(self) -> None:
        self.meter.tick()
        self.spectrogram.tick()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the first paint starts what would have delayed it."""
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self._on_first_paint)

    def _on_first_paint(self) -> None:
        self.first_painted.emit()
        self.spectrogram.load()
        self.controls.picker.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: frames are drawn only while somebody can see them."""
        super().showEvent(event)
        self._frames.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: see `showEvent`."""
        super().hideEvent(event)
        self._frames.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: a small window spends less on margins."""
        super().resizeEvent(event)
        is_small = self.height() < 600
        margin = 8 if is_small else 14
        self._layout.setContentsMargins(margin, margin, margin, margin)
        self._layout.setSpacing(8 if is_small else 12)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: where the window was is remembered."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._remember(replace(self.settings, window_geometry=geometry))
        super().closeEvent(event)
