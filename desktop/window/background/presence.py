"""Connects tray icon, overlay, global shortcuts and the first instance to the main window."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop.audio.listener import SourceState, StateCode
from desktop.dictation.outcome import Outcome
from desktop.settings import Settings
from desktop.window.background.first_instance import FirstInstance
from desktop.window.background.overlay import Overlay
from desktop.window.background.shortcut_choice import choose_shortcuts
from desktop.window.background.shortcuts import Shortcut, Shortcuts
from desktop.window.background.tray_icon import TrayIcon
from desktop.window.device_texts import state_text
from desktop.window.main_window import MainWindow

_QUESTION_MS = 40
"""How often to look whether the question about a number that waits can be seen."""


class Presence(QObject):
    """The program outside its main window.

    Parameters
    ----------
    window : MainWindow
    instance : FirstInstance
    """

    def __init__(self, window: MainWindow, instance: FirstInstance) -> None:
        super().__init__(window)
        self._window = window
        commands, self._output = window.commands, window.parts.digit_output
        self.tray = TrayIcon(commands.pause, commands.settings, commands.quit, window)
        self.overlay = Overlay(self._output)
        make = choose_shortcuts()
        self._shortcuts: Shortcuts | None = None
        self._confirming: Shortcuts | None = None
        if make is not None:
            self._shortcuts = make()
            self._shortcuts.pressed.connect(self._on_pressed)
            self._shortcuts.released.connect(self._on_released)
            self._shortcuts.failed.connect(window.notifications.show_shortcut_error)
        if make is not None and can_take_return():
            self._confirming = make()
            self._confirming.pressed.connect(self._output.confirm)
        self._asks = False  # about a number that waits
        self._takes_return = False
        self._question_timer = QTimer(self)
        self._question_timer.setInterval(_QUESTION_MS)
        self._question_timer.timeout.connect(self._follow_question)
        self._instance = instance
        instance.raise_requested.connect(self.show_window)
        self.tray.window_requested.connect(self.show_window)
        self.tray.undo_requested.connect(self._output.undo)
        self.tray.typing_requested.connect(
            lambda is_on: window.change_settings({"typing": "keys" if is_on else "off"})
        )
        self._output.outcome.connect(self._on_outcome)
        self._output.typing_begins.connect(lambda: self._take_return(False))
        window.bridge.state.connect(self._on_state, Qt.ConnectionType.QueuedConnection)
        window.settings_changed.connect(self.apply)
        window.closed.connect(self.close)
        window.hides_on_close = self._hides_on_close
        # Closing a dialog while the window is hidden must not end the program.
        QApplication.setQuitOnLastWindowClosed(False)
        window.closed.connect(QApplication.quit)
        self._used: tuple[str, ...] = ()
        self._is_held = False  # the shortcut "hold to talk"
        self._has_toggled = False  # the shortcut "pause", and its effect is not shown yet
        self._state: StateCode = "paused"
        QTimer.singleShot(0, lambda: self.apply(window.settings))

    def apply(self, settings: Settings) -> None:
        """Apply changed settings."""
        self.overlay.is_enabled = settings.shows_overlay
        self.overlay.groups = settings.typing_groups
        self.tray.show_typing(settings.typing == "keys")
        wanted = (settings.talk_shortcut, settings.mute_shortcut, settings.undo_shortcut)
        if self._shortcuts is not None and wanted != self._used:
            self._used = wanted
            texts = (
                self.tr("Hold to talk"),
                self.tr("Pause or resume listening"),
                self.tr("Take back the last number"),
            )
            names = ("talk", "mute", "undo")
            self._shortcuts.use(
                [Shortcut(*values) for values in zip(names, wanted, texts, strict=True)]
            )

    def show_window(self) -> None:
        """Show the window and bring it to the front."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def close(self) -> None:
        """Remove everything."""
        self.tray.icon.hide()
        self.overlay.hide()
        self._question_timer.stop()
        self._instance.release()
        for shortcuts in (self._shortcuts, self._confirming):
            if shortcuts is not None:
                shortcuts.close()

    def _hides_on_close(self) -> bool:
        return self._window.settings.closes_to_tray and TrayIcon.is_available()

    def _on_state(self, state: SourceState) -> None:
        self.tray.show_state(state.code, state.source)
        self._state = state.code
        if self._is_held:
            self.overlay.show_talk(state_text(state.code))
        elif self._has_toggled and state.code != "opening":
            self._has_toggled = False
            self.overlay.show_state(state_text(state.code))

    def _on_pressed(self, name: str) -> None:
        if name == "talk":
            self._output.hold(True)
            self._window.parts.push_to_talk.press()
            self._is_held = True
            self.overlay.show_talk(state_text(self._state))
        elif name == "mute":
            self._has_toggled = True
            self._window.commands.pause.trigger()
        else:
            self._output.undo_now()

    def _on_released(self, name: str) -> None:
        if name == "talk":
            self._is_held = False
            self.overlay.show_talk("")
            self._output.hold(False)
            self._window.parts.push_to_talk.release()

    def _on_outcome(self, outcome: Outcome) -> None:
        if outcome.kind in ("waiting", "typed", "dismissed"):
            self._asks = outcome.kind == "waiting"
            self._follow_question()

    def _follow_question(self) -> None:
        """Take the Return key of all programs while the overlay asks about a number.

        The question in the window may be covered. Not while a number may be being typed: the grab
        would take its Return, too.
        """
        self._take_return(self._asks and self.overlay.is_asking and not self._output.is_typing)
        if self._asks != self._question_timer.isActive():
            (self._question_timer.start if self._asks else self._question_timer.stop)()

    def _take_return(self, takes: bool) -> None:
        if self._confirming is None or takes == self._takes_return:
            return
        self._takes_return = takes
        text = self.tr("Type the number that is not sure")
        self._confirming.use([Shortcut("confirm", "Return", text)] if takes else [])


def can_take_return() -> bool:
    """Return whether a single key can be grabbed temporarily without asking the user."""
    from desktop.dictation.keyboards.choice import is_wayland

    return sys.platform == "win32" or (sys.platform.startswith("linux") and not is_wayland())
