"""What the banner says: about the source of sound, the model, faults and the first start."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from desktop.audio.listener import SourceState
from desktop.log import log_path
from desktop.window.main_parts import MainParts
from desktop.window.recognition.device_search import DeviceSearch
from desktop.window.widgets.notification_bar import NotificationAction, Severity
from desktop.window.wording import state_advice, state_title

SourceKind = Literal["microphone", "file", "demo"]

LOG_CHARACTERS = 20_000
"""Of the log's end that are copied: enough for some faults."""


class Notifications(QObject):
    """Puts states into words and offers what can be done about them, which it asks for by signals.

    Parameters
    ----------
    parts : MainParts
    has_chosen_device : bool
        Whether a person has chosen a microphone; otherwise another one is looked for where the
        default gives no sound.
    welcomes : bool
        Whether to say at first what the program does.
    """

    microphone_wanted = Signal(object)  # Device
    demo_wanted = Signal()
    retry_wanted = Signal()
    welcome_closed = Signal()

    def __init__(self, parts: MainParts, *, has_chosen_device: bool, welcomes: bool) -> None:
        super().__init__(parts.notification_bar)
        self._parts = parts
        self._bar = parts.notification_bar
        self._kind: SourceKind = "microphone"
        self._is_well = True
        self._model_failed = False
        self.search = DeviceSearch()
        self.search.is_over = has_chosen_device
        parts.replayer.failed.connect(self._show_silent)
        parts.saver.failed.connect(self._show_unsaved)
        if welcomes:
            self._welcome()

    def show_state(self, state: SourceState, kind: SourceKind) -> None:
        """Say what is the matter with the source of sound, if anything is."""
        self._kind = kind
        self._is_well = state.is_well
        if state.code == "finished":
            self._show_finished(state)
        elif state.is_well:
            self._bar.clear("source")
        else:
            devices = self._parts.controls.picker.devices
            is_microphone = kind == "microphone"
            another = self.search.next_after(state, devices) if is_microphone else None
            if another is not None:
                self.microphone_wanted.emit(another)
                return
            severity: Severity = "error" if state.code == "failed" else "warning"
            title = state_title(state.code)
            self._show("source", severity, title, state_advice(state), self._actions(state))
        self._greet()

    def sound_came(self) -> None:
        """Sound has come from the source."""
        if self._kind != "microphone" or self.search.is_over or not self._is_well:
            return
        if self.search.sound_came() and self.search.found is not None:
            name = self.search.found.name
            title = self.tr("Listening to {name}").format(name=name)
            words = self.tr("The default microphone gives no sound, so another one was chosen.")
            self._show("device", "information", title, words)
            self._parts.controls.picker.show_chosen(self.search.found)

    def show_stopped(self, name: str, how_far: str) -> None:
        """Say how far a recording was read before it was stopped."""
        title = self.tr("Stopped: {name}").format(name=name)
        self._show("file", "information", title, how_far)

    def show_model(self) -> None:
        """The model is in use."""
        self._model_failed = False
        self._bar.clear("model")
        self._greet()

    def show_model_failure(self, message: str) -> None:
        """Say why no digits are recognized."""
        self._model_failed = True
        self._show("model", "error", self.tr("Digits cannot be recognized"), message)
        self._greet()

    def show_fault(self, line: str) -> None:
        """Say that something failed that should not, and offer the log."""
        title = self.tr("A part of the program has failed; the rest goes on")
        where = self.tr("Details are in {path}").format(path=log_path())
        copy = NotificationAction(self.tr("Copy the log"), lambda: copy_log(log_path()))
        self._show("fault", "error", title, f"{line}\n{where}", [copy])

    def show_voice_trouble(self, title: str, line: str) -> None:
        """Say what is the matter with a voice, or with an empty line that all is well."""
        if line:
            self._show("voice", "error", title, line)
        else:
            self._bar.clear("voice")

    def _welcome(self) -> None:
        title = self.tr("Welcome. Say a digit, and see it at once.")
        words = self.tr(
            "Spoken Digits listens to your microphone on this computer. Nothing is sent, and "
            "sound is stored only if you ask for it."
        )
        understood = NotificationAction(self.tr("Got it"), self._understood)
        self._show("welcome", "information", title, words, [understood])

    def _understood(self) -> None:
        self._bar.clear("welcome")
        self.welcome_closed.emit()

    def _greet(self) -> None:
        """Let the panel, until it has a digit to show, say what can be done."""
        panel = self._parts.digit_panel
        if not self._is_well:
            panel.wait()
        elif self._model_failed:
            panel.show_no_model()
        else:
            panel.invite()

    def _show_finished(self, state: SourceState) -> None:
        strip = self._parts.file_strip
        if self._kind == "demo":
            self._show("source", "information", self.tr("The demo has ended."), "",
                       self._actions(state))  # fmt: skip
        elif strip.length:
            title = self.tr("%n digit(s) in {name}", "", strip.found).format(name=state.source)
            words = self.tr("Each one is in the history, with its time in the recording.")
            self._show("source", "information", title, words, self._actions(state))
        else:
            self._show("source", "information", self.tr("The recording has ended."), "",
                       self._actions(state))  # fmt: skip

    def _actions(self, state: SourceState) -> list[NotificationAction]:
        demo = NotificationAction(self.tr("Play the demo"), self.demo_wanted.emit)
        again = NotificationAction(self.tr("Try again"), self.retry_wanted.emit)
        microphone = NotificationAction(
            self.tr("Use the microphone"), self._parts.controls.picker.choose_again
        )
        if state.code == "finished":
            history = NotificationAction(
                self.tr("Open the history"), self._parts.commands.history.trigger
            )
            if self._kind == "file" and self._parts.file_strip.length:
                return [history, microphone]
            return [NotificationAction(self.tr("Play again"), self.retry_wanted.emit), microphone]
        return [demo, again] if self._kind == "microphone" else [again, microphone]

    def _show_silent(self, message: str) -> None:
        title = self.tr("The utterance cannot be played")
        self._show("replay", "warning", title, message)

    def _show_unsaved(self, message: str) -> None:
        self._show("saving", "error", self.tr("Sound cannot be saved"), message)

    def _show(
        self,
        topic: str,
        severity: Severity,
        title: str,
        message: str,
        actions: list[NotificationAction] | None = None,
    ) -> None:
        self._bar.show_notification(topic, severity, title, message, actions or [])


def copy_log(path: Path) -> None:
    """Put the end of the log, and what it is of, on the clipboard."""
    from desktop.window.about import about_lines

    try:
        text = path.read_text(encoding="utf-8", errors="replace")[-LOG_CHARACTERS:]
    except OSError as error:
        text = f"{path}: {error.strerror or error}"
    QGuiApplication.clipboard().setText("\n".join([*about_lines(), "", text]))
