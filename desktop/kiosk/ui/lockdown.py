"""Keeps people in the kiosk: full screen, on top, with the keyboard grabbed and no way out.

docs/kiosk.md describes what only the platform can do (virtual consoles, the power button, the
keys of the screen).
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

CURSOR_SECONDS = 3.0
CHECK_SECONDS = 0.3

_POINTER_EVENTS = (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress)
_BLOCKED_EVENTS = (
    QEvent.Type.Close,
    QEvent.Type.ContextMenu,
    QEvent.Type.Shortcut,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.DragEnter,
    QEvent.Type.Drop,
    QEvent.Type.ToolTip,
    QEvent.Type.WhatsThis,
    QEvent.Type.Quit,
)


class Lockdown(QObject):
    """Locks a window.

    Parameters
    ----------
    window : QWidget
    chord : str
        Keys that open the staff page, such as ``Ctrl+Alt+Shift+K``.
    """

    key = Signal(object)
    """A ``Qt.Key`` that was pressed without a modifier. No other key reaches the window."""

    chord_pressed = Signal()

    pointer_pressed = Signal()
    """A touch, or a press of a mouse button."""

    def __init__(self, window: QWidget, chord: str) -> None:
        super().__init__(window)
        self._window = window
        self._chord = QKeySequence(chord)
        self._moved = 0.0
        self._is_hidden = False
        window.setWindowFlags(
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
        )
        window.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setQuitOnLastWindowClosed(False)
        app.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setInterval(round(1000 * CHECK_SECONDS))
        self._timer.timeout.connect(self.check)

    def show(self) -> None:
        """Show the window and lock it."""
        self._window.showFullScreen()
        self._timer.start()
        self.check()

    def check(self) -> None:
        """Restore full size, place on top, focus and keyboard grab."""
        window = self._window
        if not window.isVisible() or window.isMinimized():
            window.showFullScreen()
        screen = window.screen() or QGuiApplication.primaryScreen()
        if screen is not None and window.geometry() != screen.geometry():
            window.setGeometry(screen.geometry())
        window.raise_()
        if not window.isActiveWindow():
            window.activateWindow()
        handle = window.windowHandle()
        if handle is not None:
            # On X11, the grab also takes the window manager's shortcuts. On other systems, only
            # the platform can disable them.
            handle.setKeyboardGrabEnabled(True)
        self._update_cursor()

    def _update_cursor(self) -> None:
        is_still = time.monotonic() - self._moved > CURSOR_SECONDS
        if is_still and not self._is_hidden:
            QGuiApplication.setOverrideCursor(QCursor(Qt.CursorShape.BlankCursor))
        elif not is_still and self._is_hidden:
            QGuiApplication.restoreOverrideCursor()
        self._is_hidden = is_still

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: block every event that the kiosk does not need."""
        kind = event.type()
        if kind in _BLOCKED_EVENTS:
            event.ignore()
            return True
        if kind in _POINTER_EVENTS and event.spontaneous():
            self._moved = time.monotonic()
            self._update_cursor()
            if kind == QEvent.Type.MouseButtonPress:
                self.pointer_pressed.emit()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) and isinstance(event, QKeyEvent):
            # The native window gets the event first; its widgets must not get it again.
            if kind == QEvent.Type.KeyPress and watched is self._window.windowHandle():
                self._handle_key(event)
            return True
        return False

    def _handle_key(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return  # a key is held, or something lies on the keyboard
        if self._chord.matches(QKeySequence(event.keyCombination())) == (
            QKeySequence.SequenceMatch.ExactMatch
        ):
            self.chord_pressed.emit()
        elif event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.key.emit(event.key())
