"""Push to talk: utterances count only while the user holds a key or the button.

The microphone stays open, because opening it would take too long. Level meter and spectrogram
continue, but other utterances are neither shown nor stored nor typed.
"""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget

from core.events import Result
from desktop.audio.listener import Stamps

LEAD = 0.25
"""Seconds before the key press in which a word may start."""

TRAIL = 0.15
"""Seconds after the release in which a word may start."""

MAX_SPANS = 20


class PushToTalk(QObject):
    """Records when the key or button is held.

    The keys are T, and Space unless the focused control uses it.

    Parameters
    ----------
    window : QWidget
        The window in which key presses count.
    """

    held_changed = Signal(bool)

    waiting_changed = Signal(bool)
    """Whether nothing counts now, because neither key nor button is held."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._is_enabled = False
        self._spans: list[tuple[float, float | None]] = []  # perf_counter; None while held

    @property
    def is_enabled(self) -> bool:
        """Whether push to talk is enabled."""
        return self._is_enabled

    @property
    def is_waiting(self) -> bool:
        """Whether nothing counts now, because neither key nor button is held."""
        return self._is_enabled and not self.is_held

    @property
    def is_held(self) -> bool:
        """Whether the key or button is held."""
        return bool(self._spans) and self._spans[-1][1] is None

    def set_enabled(self, is_enabled: bool) -> None:
        """Enable push to talk, or listen always."""
        if is_enabled == self._is_enabled:
            return
        self._is_enabled = is_enabled
        self.release()
        app = QApplication.instance()
        assert app is not None
        if is_enabled:
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)
        self.waiting_changed.emit(self.is_waiting)

    def press(self) -> None:
        """Start to talk."""
        if not self.is_held:
            self._spans.append((time.perf_counter(), None))
            del self._spans[:-MAX_SPANS]
            self.held_changed.emit(True)
            self.waiting_changed.emit(self.is_waiting)

    def release(self) -> None:
        """Stop talking; an utterance that has started still counts."""
        if self.is_held:
            self._spans[-1] = (self._spans[-1][0], time.perf_counter())
            self.held_changed.emit(False)
            self.waiting_changed.emit(self.is_waiting)

    def accepts(self, result: Result, stamps: Stamps) -> bool:
        """Return whether an utterance started while the key or button was held."""
        if not self._is_enabled:
            return True
        return self.pressed_at(result, stamps) is not None

    def pressed_at(self, result: Result, stamps: Stamps) -> float | None:
        """When the key or button was pressed for an utterance; None if it was not held."""
        start = stamps.speech_end - (result.end - result.start)
        spans = [(first, math.inf if last is None else last) for first, last in self._spans]
        within = [first for first, last in spans if first <= start <= last]
        near = [first for first, last in spans if first - LEAD <= start <= last + TRAIL]
        return max(within or near, default=None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: handle the keys, no matter which control of the window has the focus."""
        kinds = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        if event.type() in kinds and isinstance(event, QKeyEvent) and self._is_talk_key(event):
            if not event.isAutoRepeat():
                (self.press if event.type() == QEvent.Type.KeyPress else self.release)()
            return True
        if event.type() == QEvent.Type.WindowDeactivate and watched is self._window:
            self.release()  # another program will receive the key release
        return False

    def _is_talk_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() or QApplication.activeWindow() is not self._window:
            return False
        if event.key() == Qt.Key.Key_T:
            return True
        focused = self._window.focusWidget()
        uses_space = isinstance(focused, QAbstractButton | QComboBox) and not focused.property(
            "is_talk_button"
        )
        return event.key() == Qt.Key.Key_Space and not uses_space
