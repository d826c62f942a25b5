"""Global shortcuts on Windows, by ``RegisterHotKey``. Not tried on Windows yet."""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication, QTimer
from PySide6.QtGui import QKeySequence

from desktop.window.background.shortcuts import Shortcut, Shortcuts

_HOTKEY = 0x0312  # WM_HOTKEY
_NO_REPEAT = 0x4000
_MODIFIERS = {"Alt": 1, "Ctrl": 2, "Shift": 4, "Meta": 8}
_KEYS = {
    "Space": 0x20, "Return": 0x0D, "Enter": 0x0D, "Esc": 0x1B, "Tab": 0x09, "Backspace": 0x08,
    "Ins": 0x2D, "Del": 0x2E, "Home": 0x24, "End": 0x23, "PgUp": 0x21, "PgDown": 0x22,
    "Left": 0x25, "Up": 0x26, "Right": 0x27, "Down": 0x28, "Pause": 0x13, "Print": 0x2C,
}  # fmt: skip
_POLL_MS = 20


def parse(keys: str) -> tuple[int, int]:
    """Split a shortcut in Qt's portable form into modifiers and virtual key; 0 if unknown."""
    *modifiers, key = keys.split("+")
    bits = sum(_MODIFIERS.get(one, 0) for one in modifiers)
    if len(key) == 1 and key.isascii() and key.isalnum():
        return bits, ord(key.upper())
    if key.startswith("F") and key[1:].isdigit():
        return bits, 0x6F + int(key[1:])
    return bits, _KEYS.get(key, 0)


class _Filter(QAbstractNativeEventFilter):
    """Finds WM_HOTKEY among the messages of the thread."""

    def __init__(self, shortcuts: WindowsShortcuts) -> None:
        super().__init__()
        self._shortcuts = shortcuts

    def nativeEventFilter(self, kind: Any, message: Any) -> Any:  # noqa: N802
        """Qt: look at a message."""
        found = wintypes.MSG.from_address(int(message))
        if found.message == _HOTKEY:
            self._shortcuts.on_hotkey(int(found.wParam))
        return False, 0


class WindowsShortcuts(Shortcuts):
    """Registers hot keys for the GUI thread.

    Parameters
    ----------
    user32 : library, optional
    """

    def __init__(self, user32: Any = None) -> None:
        super().__init__()
        self._user32 = user32
        self._filter: _Filter | None = None
        self._used: dict[int, tuple[str, int]] = {}  # id -> name and virtual key
        self._held: dict[int, str] = {}
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look_for_release)

    def use(self, shortcuts: list[Shortcut]) -> None:
        """Register these shortcuts."""
        if self._user32 is None:
            self._user32 = ctypes.WinDLL("user32")  # pyright: ignore[reportAttributeAccessIssue]
            self._filter = _Filter(self)
            application = QCoreApplication.instance()
            if application is not None:
                application.installNativeEventFilter(self._filter)
        self.close()
        for number, shortcut in enumerate((one for one in shortcuts if one.keys), 1):
            modifiers, key = parse(shortcut.keys)
            if key and self._user32.RegisterHotKey(None, number, modifiers | _NO_REPEAT, key):
                self._used[number] = (shortcut.name, key)
            else:
                shown = QKeySequence(shortcut.keys).toString(QKeySequence.SequenceFormat.NativeText)
                text = self.tr("{keys} is used by another program. Choose other keys.")
                self.failed.emit(text.format(keys=shown))

    def close(self) -> None:
        """Unregister all."""
        for number in self._used:
            self._user32.UnregisterHotKey(None, number)
        self._used.clear()
        self._timer.stop()

    def on_hotkey(self, number: int) -> None:
        """Take WM_HOTKEY. Windows does not report the release, so the key is polled."""
        if number in self._used:
            name, key = self._used[number]
            self._held[key] = name
            self.pressed.emit(name)
            self._timer.start(_POLL_MS)

    def _look_for_release(self) -> None:
        for key in list(self._held):
            if not self._user32.GetAsyncKeyState(key) & 0x8000:
                self.released.emit(self._held.pop(key))
        if not self._held:
            self._timer.stop()
