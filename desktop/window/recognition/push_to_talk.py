"""Push to talk: only what is said while a key or the button is held counts.

The microphone stays open, since opening it takes longer than a person waits to speak; level and
picture go on, but no utterance outside is shown, kept or typed.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget

from core.events import Result
from desktop.audio.listener import Stamps

LEAD = 0.25
"""Seconds before the key in which a word may have begun: people speak as they press."""

TRAIL = 0.15
KEPT = 20


class PushToTalk(QObject):
    """Knows when it was held. Space is the key, where no control needs it, and T everywhere.

    Parameters
    ----------
    window : QWidget
        Keys pressed in it count, in other windows not.
    """

    held = Signal(bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._is_on = False
        self._spans: list[tuple[float, float | None]] = []  # perf_counter; None is not over yet

    @property
    def is_on(self) -> bool:
        """Whether one has to push to talk."""
        return self._is_on

    @property
    def is_held(self) -> bool:
        """Whether it is held now."""
        return bool(self._spans) and self._spans[-1][1] is None

    def turn(self, is_on: bool) -> None:
        """Choose between pushing to talk and always listening."""
        if is_on == self._is_on:
            return
        self._is_on = is_on
        self.release()
        app = QApplication.instance()
        assert app is not None
        if is_on:
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)

    def press(self) -> None:
        """Begin to talk."""
        if not self.is_held:
            self._spans.append((time.perf_counter(), None))
            del self._spans[:-KEPT]
            self.held.emit(True)

    def release(self) -> None:
        """End talking; what was begun is still heard out."""
        if self.is_held:
            self._spans[-1] = (self._spans[-1][0], time.perf_counter())
            self.held.emit(False)

    def admits(self, result: Result, stamps: Stamps) -> bool:
        """Whether an utterance began while it was held."""
        if not self._is_on:
            return True
        began = stamps.speech_end - (result.end - result.start)
        return any(
            first - LEAD <= began and (last is None or began <= last + TRAIL)
            for first, last in self._spans
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the key, wherever the focus is in the window."""
        kinds = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        if event.type() in kinds and isinstance(event, QKeyEvent) and self._is_talk(event):
            if not event.isAutoRepeat():
                (self.press if event.type() == QEvent.Type.KeyPress else self.release)()
            return True
        if event.type() == QEvent.Type.WindowDeactivate and watched is self._window:
            self.release()  # its release would go to another program
        return False

    def _is_talk(self, event: QKeyEvent) -> bool:
        if event.modifiers() or QApplication.activeWindow() is not self._window:
            return False
        if event.key() == Qt.Key.Key_T:
            return True
        focused = self._window.focusWidget()
        takes_space = isinstance(focused, QAbstractButton | QComboBox) and not focused.property(
            "is_talk_button"
        )
        return event.key() == Qt.Key.Key_Space and not takes_space
