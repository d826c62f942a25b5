"""Keeps people inside: full screen, on top, with the keyboard, and nothing that leads out.

What only the platform can do (virtual consoles, the power button, the screen's own keys) stands in
docs/kiosk.md.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

CURSOR_SECONDS = 3.0
CHECK_SECONDS = 0.3

_MOVES = (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress)
_LEADS_OUT = (
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
    """Watches over one window.

    Parameters
    ----------
    window : QWidget
    chord : str
        Keys that open the staff's page, such as ``Ctrl+Alt+Shift+K``.
    """

    key = Signal(object)
    """A ``Qt.Key`` that was pressed alone; nothing else reaches the window."""

    chord_pressed = Signal()

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

    def close_in(self) -> None:
        """Show the window, and hold it."""
        self._window.showFullScreen()
        self._timer.start()
        self.check()

    def check(self) -> None:
        """Take back what somebody has taken: size, place on top, focus, keyboard."""
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
            # On X11 an active grab keeps the window manager's keys from it too; elsewhere the
            # platform's own locked-down mode has to.
            handle.setKeyboardGrabEnabled(True)
        self._rest_cursor()

    def _rest_cursor(self) -> None:
        is_still = time.monotonic() - self._moved > CURSOR_SECONDS
        if is_still and not self._is_hidden:
            QGuiApplication.setOverrideCursor(QCursor(Qt.CursorShape.BlankCursor))
        elif not is_still and self._is_hidden:
            QGuiApplication.restoreOverrideCursor()
        self._is_hidden = is_still

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: let through what a kiosk needs, and nothing else."""
        kind = event.type()
        if kind in _LEADS_OUT:
            event.ignore()
            return True
        if kind in _MOVES and event.spontaneous():
            self._moved = time.monotonic()
            self._rest_cursor()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) and isinstance(event, QKeyEvent):
            # It comes to the native window first, and would come to the widgets in it after that.
            if kind == QEvent.Type.KeyPress and watched is self._window.windowHandle():
                self._take_key(event)
            return True
        return False

    def _take_key(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return  # something lies on the keyboard
        if self._chord.matches(QKeySequence(event.keyCombination())) == (
            QKeySequence.SequenceMatch.ExactMatch
        ):
            self.chord_pressed.emit()
        elif event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.key.emit(event.key())
