"""The main window."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QHideEvent,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow

from core.bundle_location import DEFAULT_LANGUAGE
from core.events import Activity, Number, Result
from desktop.audio.devices import Device, list_devices
from desktop.audio.listener import SourceState, Stamps
from desktop.languages import Spoken
from desktop.settings import Settings, in_language
from desktop.window.device_texts import end_texts
from desktop.window.main_parts import MainParts
from desktop.window.notifications import Notifications, SourceKind
from desktop.window.placement import first_size, keep_on_screen
from desktop.window.recognition.bridge import Bridge
from desktop.window.recognition.device_search import DeviceSearch
from desktop.window.recognition.file_batch import FileBatch
from desktop.window.utterance_record import UtteranceRecord

if TYPE_CHECKING:
    from core.bundle import Bundle

METER_SECONDS = 0.06
"""Minimum time between two movements of the level meter: every second frame of thirty."""


class MainWindow(QMainWindow):
    """Shows the events that arrive at its `bridge`, and requests sources by its signals.

    It neither captures audio nor recognizes digits.

    Parameters
    ----------
    settings : Settings
    kind : {"microphone", "file", "demo"}
        Kind of the first source.
    find_devices : callable
        Lists the microphones; called in a separate thread.
    """

    microphone_requested = Signal(object)
    """A `Device`, or None for the default."""

    file_requested = Signal(Path, bool)
    """A recording, and whether to read it in real time."""

    demo_requested = Signal()
    retry_requested = Signal()
    pause_requested = Signal(bool)
    first_painted = Signal()
    settings_changed = Signal(object)
    closed = Signal()
    """The window was closed for good, not hidden in the tray."""

    activity = Signal(object)
    """The `Activity` of the microphone after each block, for a dialog that listens."""

    corrected = Signal(object, int)
    """An `Utterance` and the digit to which the user has corrected it."""

    def __init__(
        self,
        settings: Settings | None = None,
        kind: SourceKind = "microphone",
        find_devices: Callable[[], Sequence[Device]] = list_devices,
    ) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.kind: SourceKind = kind
        """The source that was requested last."""
        self._stream: SourceKind = kind
        """The source of the results: the one before, until it has ended."""
        self.hides_on_close: Callable[[], bool] = lambda: False
        """Whether closing only hides the window."""
        self._is_quitting = False
        self.bridge = Bridge()
        """Receives the events of the worker."""
        self.device_search = DeviceSearch()
        self.device_search.is_over = self.settings.device_name is not None
        self._has_painted = False
        self._meter_due = 0.0  # ``time.perf_counter()``
        self._is_language_chosen = False  # a language was chosen, and its model is being loaded
        self._source = ""
        self._is_source_well = True
        self._is_listening = False  # to a microphone, at this moment
        self._is_over = False  # the recording
        self._returns = False  # to the microphone, when the demo has ended
        self._batch = FileBatch()
        self._own_title = self.tr("Spoken Digits")
        self.setWindowTitle(self._own_title)
        self.resize(first_size(self.screen().availableSize()))
        self.parts = parts = MainParts(self, self.settings, find_devices)
        self.notifications = Notifications(parts)
        if not self.settings.is_welcomed and kind == "microphone":
            self.notifications.show_welcome()
        self.commands, self.controls, self.notification_bar = (
            parts.commands,
            parts.controls,
            parts.notification_bar,
        )
        self.spectrogram, self.digit_panel = parts.spectrogram, parts.digit_panel
        self.badge, self.meter, self.digit_line = parts.badge, parts.meter, parts.digit_line
        self.history, self.dialogs = parts.history, parts.dialogs
        self.file_progress = parts.file_progress
        language = self.settings.spoken_language or DEFAULT_LANGUAGE
        parts.prompt.show_spoken(Spoken(language))
        self._connect()
        if self.settings.window_geometry:
            parts.modes.restore(self.settings.window_geometry)
        parts.modes.apply_on_top()
        parts.apply_settings(self.settings, None)
        self.frames = QTimer(self)
        self.frames.setTimerType(Qt.TimerType.PreciseTimer)
        self.frames.setInterval(round(1000 / self.settings.frame_rate))
        self.frames.timeout.connect(self.draw_frame)

    # -- events -------------------------------------------------------------------------------

    def show_state(self, state: SourceState) -> None:
        """Show the state of the source."""
        if state.code == "opening":
            self._begin_stream()
            self.file_progress.reset()
        elif state.code != "listening":
            self.parts.numbers.stop(is_lost=state.code not in ("paused", "finished"))
        self._source, self._is_source_well = state.source, state.is_well
        self.badge.show_state(state.code)
        self.badge.setToolTip(state.source)
        is_recording = self.kind != "microphone"
        self._is_over = is_over = is_recording and state.code in ("finished", "failed")
        self._is_listening = not is_recording and state.code == "listening"
        # After a recording, the button leads back to the microphone.
        self.commands.show_paused(state.code == "paused" or is_over)
        self.controls.picker.show_recording(state.source if is_recording else "")
        self._show_title(state.source if is_recording else "")
        if state.code != "listening":
            self.meter.clear()
        if state.code in ("finished", "failed") and self.kind == "file":
            self._batch.note_end(*end_texts(state))
            if self._batch.has_next:
                self._play_next()
                return
        if self.kind == "microphone":
            another = self.device_search.next_after(state, self.controls.picker.devices)
            if another is not None:
                self.use_microphone(another)
                return
        if is_over and self._returns:
            self.notifications.show_demo_ended()
            self.controls.picker.reselect()
            return
        self.notifications.show_state(state, self.kind)
        is_microphone = self.kind == "microphone"
        self.parts.prompt.show_source(is_microphone=is_microphone, is_well=state.is_well)
        if state.code in ("finished", "failed"):
            if self.kind == "file" and len(self._batch) > 1:
                self.notifications.show_batch(self._batch)
            self.file_progress.stop()

    def _show_title(self, recording: str) -> None:
        """Name a recording in the title, unless somebody else has set another title."""
        name = self.tr("Spoken Digits")
        title = f"{recording} — {name}" if recording else name
        if self.windowTitle() == self._own_title:
            self.setWindowTitle(title)
            self._own_title = title

    def show_activities(self, activities: Sequence[Activity]) -> None:
        """Show the levels after some blocks and whether speech is detected."""
        for activity in activities:
            self.meter.show_activity(activity)
            self.parts.numbers.follow(activity)
        latest = activities[-1]
        self.badge.show_speech(latest.is_speech)
        self.file_progress.set_position(latest.time)
        if self.kind == "microphone":
            self.dialogs.show_activity(activities)
            if self.parts.utterance_filter.is_suspended:
                for activity in activities:
                    self.activity.emit(activity)
            if latest.level_db > -100.0 and self._is_source_well:
                self._on_microphone_sound()

    def show_result(self, result: Result, stamps: Stamps) -> None:
        """Show a result, or remove it if it is withdrawn."""
        is_live = self._stream == "microphone"
        if not self.parts.utterance_filter.accepts(result, stamps, is_live=is_live):
            return
        if is_live:
            self.parts.digit_output.add(result, stamps)
        if result.type in ("digit", "rejected"):
            record = self.history.add(result, stamps, self._source, is_file=not is_live)
            if result.digit is not None:
                if is_live or not self._returns:  # the demo does not add to what the user has said
                    self.digit_line.add(record.number, result.digit)
                if not is_live:
                    self.file_progress.count_digit()
                    self._batch.digit_count += 1
        self.parts.numbers.add(result, stamps)
        self.digit_panel.show_result(result, stamps)
        self.spectrogram.show_result(result)

    def end_phrase(self, number: Number) -> None:
        """Note that a phrase is over; its number may go on."""
        if self.parts.utterance_filter.counted(number) is not None:
            self.parts.numbers.end_phrase()

    def end_number(self, number: Number) -> None:
        """Group the digits of a number that is over, and type it or copy it."""
        self.history.group(number)
        found = [self.history.of_utterance(digit.id) for digit in number.digits]
        records = [record for record in found if record is not None]
        self.digit_line.end_number(None if found[-1] is None else found[-1].number)
        self.digit_line.add_doubtful(
            [one.number for one in records if one.digit is None and not one.is_corrected],
            [record.number for record in records],
        )
        self.digit_panel.end_number(number)
        if self._stream == "microphone":
            is_taken_back = any(record.is_taken_back for record in records)
            utterances = [record.number for record in records]
            self.parts.digit_output.end(number, utterances, is_taken_back=is_taken_back)

    def _take_back(self, utterances: Collection[int]) -> None:
        """Remove a number that was taken back where it was typed."""
        self.history.set_taken_back(utterances, is_taken_back=True)
        self.digit_line.take_back(utterances)
        self.digit_panel.forget_number(
            [
                record.result.id
                for record in self.history
                if record.number in utterances
                and self.history.of_utterance(record.result.id) is record  # of this stream
            ]
        )

    def suspend(self, is_suspended: bool) -> None:
        """Ignore what is said while a dialog listens, from the next utterance on.

        The dialog needs the microphone: a recording would be taken for the speaker's voice.
        """
        if is_suspended and self.kind == "file" and not self._is_over:
            self.stop_file()  # says where it was stopped
        elif is_suspended and self.kind != "microphone":
            self.controls.picker.reselect()
        self.parts.utterance_filter.is_suspended = is_suspended
        self.parts.prompt.show_teaching(is_teaching=is_suspended)
        self.parts.in_use.suspend(is_suspended)

    def show_model(self, bundle: Bundle | None = None) -> None:
        """Note that the model is loaded, and what can be said to it."""
        if bundle is not None:
            self.dialogs.features = bundle.spectrogram
            spoken = Spoken(bundle.language, bundle.phrases is not None)
            self.parts.prompt.show_spoken(spoken)
            if self._is_language_chosen:
                self.notifications.show_chosen_language(spoken)
        self._is_language_chosen = False
        self.notifications.clear_model_error()
        self.parts.prompt.show_model(has_failed=False)

    def show_model_error(self, message: str) -> None:
        """Show why digits cannot be recognized."""
        self.notifications.show_model_error(message)
        self.parts.prompt.show_model(has_failed=True)

    def keep_language(self, language: str, message: str) -> None:
        """Go back to a language, since the model of the chosen one cannot be used."""
        failed = self.settings.spoken_language or DEFAULT_LANGUAGE
        self.change_settings({"spoken_language": language})
        self._is_language_chosen = False
        self.notifications.show_language_error(failed, message)
        self.dialogs.show_language(language)

    # -- requests -----------------------------------------------------------------------------

    def play_demo(self) -> None:
        """Request the built-in recording; afterwards, listen again if the window did before."""
        self._returns = self._is_listening or (self.kind == "demo" and self._returns)
        self.kind = "demo"
        self.notifications.clear_ended()
        self.file_progress.stop()
        self.demo_requested.emit()

    def play_file(self, *paths: Path, is_paced: bool = False) -> None:
        """Request recordings, one after the other."""
        self._batch, self._returns = FileBatch(paths), False
        self._play_next(is_paced=is_paced)

    def _play_next(self, *, is_paced: bool = False) -> None:
        self.kind = "file"
        self.notifications.clear_ended()
        self.file_progress.stop()
        path = self._batch.take_next()
        if not is_paced:
            self.file_progress.begin(path.name)
        self.file_requested.emit(path, is_paced)

    def stop_file(self) -> None:
        """Stop the recording and return to the microphone."""
        self._batch.drop_rest()
        self.notifications.show_stopped(self._source, self.file_progress.text)
        self.file_progress.stop()
        self.controls.picker.reselect()

    def use_microphone(self, device: Device | None = None) -> None:
        """Request a microphone; None is the default."""
        self.kind, self._returns = "microphone", False
        self.file_progress.stop()
        self.microphone_requested.emit(device)

    def change_settings(self, values: Mapping[str, Any]) -> None:
        """Change settings, given by name; they apply immediately and are saved."""
        language = values.get("spoken_language")
        if language not in (None, self.settings.spoken_language):
            values = {**in_language(self.settings, language), **values}
            self._is_language_chosen = True
        previous, self.settings = self.settings, replace(self.settings, **values)
        if self.settings != previous:
            self.frames.setInterval(round(1000 / self.settings.frame_rate))
            self.parts.apply_settings(self.settings, previous)
            self.settings_changed.emit(self.settings)

    def select_device(self, device: Device | None) -> None:
        """Use a microphone that the user has selected, and save the selection."""
        self.device_search.is_over = True
        name, host_api = (device.name, device.host_api) if device else (None, None)
        self.change_settings({"device_name": name, "device_host_api": host_api})
        self.controls.picker.show_selected(device)
        self.use_microphone(device)

    def _open_typing_settings(self) -> None:
        self.dialogs.open_settings(self.settings, self.controls.picker.devices, "typing")

    def _open(self) -> None:
        from desktop.window.widgets.recordings_dialog import RecordingsDialog

        dialog = RecordingsDialog(self)
        if dialog.exec():
            self.play_file(*dialog.recordings())
        dialog.deleteLater()

    def _on_microphone_sound(self) -> None:
        if self.device_search.sound_arrived() and self.device_search.found is not None:
            self.notifications.show_device_found(self.device_search.found.name)
            self.controls.picker.show_selected(self.device_search.found)

    def _open_utterance(self, utterance: int) -> None:
        record = self.history.of_utterance(utterance)
        if record is not None:
            self.dialogs.open_utterance(record, self.settings)
            self.parts.replay(record)

    def _on_corrected(self, record: UtteranceRecord) -> None:
        result, correction = record.result, record.correction
        siblings = [part.number for part in record.whole.parts] if record.whole else []
        self.digit_line.correct(record.number, correction, siblings)
        if self.history.of_utterance(result.id) is record:
            self.spectrogram.correct(result.id, correction)
            self.digit_panel.show_correction(record)
        is_current = result.language == (self.settings.spoken_language or DEFAULT_LANGUAGE)
        if correction is not None and result.utterance is not None and is_current:
            self.corrected.emit(result.utterance, correction)

    # -- internals ----------------------------------------------------------------------------

    def _connect(self) -> None:
        commands, parts = self.commands, self.parts
        self.bridge.state.connect(self.show_state)
        self.bridge.result.connect(self.show_result)
        self.bridge.number.connect(self.end_phrase)
        self.bridge.activities.connect(self.show_activities)
        self.bridge.columns.connect(self.spectrogram.show_columns)
        self.controls.picker.device_selected.connect(self.select_device)
        self.notifications.demo_requested.connect(self.play_demo)
        self.notifications.retry_requested.connect(self.retry_requested)
        self.notifications.typing_settings_requested.connect(self._open_typing_settings)
        self.notifications.welcome_closed.connect(
            lambda: self.change_settings({"is_welcomed": True})
        )
        commands.pause.toggled.connect(self._on_pause)
        commands.open.triggered.connect(self._open)
        commands.demo.triggered.connect(self.play_demo)
        commands.push_to_talk.toggled.connect(
            lambda is_on: self.change_settings({"listening": "push_to_talk" if is_on else "always"})
        )
        commands.mel.triggered.connect(lambda: self.change_settings({"frequency_scale": "mel"}))
        commands.linear.triggered.connect(
            lambda: self.change_settings({"frequency_scale": "linear"})
        )
        commands.on_top.toggled.connect(lambda is_on: self.change_settings({"is_on_top": is_on}))
        commands.history.triggered.connect(lambda: self.dialogs.open_history(self.settings))
        commands.settings.triggered.connect(
            lambda: self.dialogs.open_settings(self.settings, self.controls.picker.devices)
        )
        commands.about.triggered.connect(
            lambda: self.dialogs.open_about(self.settings.spoken_language or DEFAULT_LANGUAGE)
        )
        commands.quit.triggered.connect(self.quit)
        parts.drop_area.dropped.connect(lambda paths: self.play_file(*paths))
        self.file_progress.stop_requested.connect(self.stop_file)
        self.dialogs.settings_changed.connect(self.change_settings)
        self.dialogs.device_selected.connect(self.select_device)
        self.dialogs.pause_requested.connect(self.pause_requested)
        self.dialogs.replay_requested.connect(parts.replay)
        self.spectrogram.utterance_activated.connect(self._open_utterance)
        parts.in_use.output_ended.connect(lambda: self.change_settings({"typing": "off"}))
        self.digit_panel.shown.connect(self.history.set_shown)
        parts.numbers.ended.connect(self.end_number)
        parts.numbers.activity_wanted.connect(self.bridge.deliver)
        commands.undo.triggered.connect(self.digit_panel.forget)
        commands.clear.triggered.connect(self.digit_panel.forget)
        parts.digit_output.taken_back.connect(self._take_back)
        parts.digit_output.confirmed.connect(self.history.confirm)
        taken_back = partial(self.history.set_taken_back, is_taken_back=True)
        self.digit_line.taken_back.connect(taken_back)
        self.digit_line.restored.connect(partial(self.history.set_taken_back, is_taken_back=False))
        self.history.corrected.connect(self._on_corrected)

    def _on_pause(self, is_paused: bool) -> None:
        self.commands.show_paused(is_paused)
        if self._is_over:
            self.controls.picker.reselect()
            return
        self.pause_requested.emit(is_paused)

    def _begin_stream(self) -> None:
        self.parts.numbers.begin_stream(is_microphone=self.kind == "microphone")
        self._stream = self.kind
        self.parts.digit_output.begin_stream()
        self.history.begin_stream()
        self.parts.utterance_filter.begin_stream()
        self.digit_panel.begin_stream()
        self.spectrogram.clear_marks()

    def draw_frame(self) -> None:
        """Show what has arrived since the last frame."""
        self.bridge.deliver()
        handle = self.windowHandle()
        if handle is not None and not handle.isExposed():
            return  # minimized, or on another desktop: nobody sees the frame
        now = time.perf_counter()
        if now >= self._meter_due:
            self._meter_due = now + METER_SECONDS
            self.meter.tick()
        self.spectrogram.tick(now)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: start slow tasks after the first paint."""
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self._on_first_paint)

    def _on_first_paint(self) -> None:
        self.first_painted.emit()
        self.controls.picker.refresh()
        if self.isVisible():
            keep_on_screen(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: draw frames while the window is visible."""
        super().showEvent(event)
        self.frames.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: draw no frames while the window is hidden."""
        super().hideEvent(event)
        self.frames.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: adapt the margins to the size."""
        super().resizeEvent(event)
        self.parts.adapt_margins(self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Escape leaves full screen."""
        if event.key() == Qt.Key.Key_Escape and self.commands.full_screen.isChecked():
            self.commands.full_screen.setChecked(False)
            return
        super().keyPressEvent(event)

    def start_hidden(self) -> None:
        """Start what otherwise starts after the first paint; the window stays hidden."""
        self._has_painted = True
        QTimer.singleShot(0, self._on_first_paint)

    def quit(self) -> None:
        """Close the window for good."""
        self._is_quitting = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: save the geometry and close the dialogs, or hide the window."""
        if self.hides_on_close() and not self._is_quitting:
            event.ignore()
            self.dialogs.close_all()
            self.hide()
            return
        self.change_settings({"window_geometry": self.parts.modes.geometry, "is_welcomed": True})
        self.dialogs.close_all()
        self.parts.numbers.stop(is_lost=False)
        self.parts.audio_saver.finish()
        self.parts.digit_output.stop()
        super().closeEvent(event)
        self.closed.emit()
