"""Global shortcuts on X11, by passive grabs of their keys."""

from __future__ import annotations

from ctypes import byref, c_char, c_int
from typing import Any

from PySide6.QtCore import QSocketNotifier, QTimer

from desktop.dictation.keyboards import x11_library as xlib
from desktop.window.background.shortcuts import Shortcut, Shortcuts

_KEY_PRESS = 2
_POLL_MS = 20
_MODIFIERS = {"Shift": 0x01, "Ctrl": 0x04, "Alt": 0x08, "Meta": 0x40}
_IGNORED = (0, 0x02, 0x10, 0x12)
"""Caps Lock and Num Lock, which do not change what a shortcut means."""

_KEYSYM_NAMES = {
    "Space": "space", "Return": "Return", "Enter": "KP_Enter", "Esc": "Escape", "Tab": "Tab",
    "Backspace": "BackSpace", "Ins": "Insert", "Del": "Delete", "PgUp": "Prior", "PgDown": "Next",
    "Print": "Print", "Pause": "Pause", ",": "comma", ".": "period", "-": "minus", "+": "plus",
    ";": "semicolon", "/": "slash", "\\": "backslash", "'": "apostrophe", "`": "grave",
    "[": "bracketleft", "]": "bracketright", "=": "equal", "#": "numbersign",
}  # fmt: skip


def parse(keys: str) -> tuple[int, str]:
    """Split a shortcut in Qt's portable form into modifier bits and the name of a keysym."""
    parts = keys.removesuffix("+").split("+") if keys.endswith("++") else keys.split("+")
    *modifiers, key = parts if not keys.endswith("++") else [*parts[:-1], "+"]
    bits = sum(_MODIFIERS.get(one, 0) for one in modifiers)
    name = _KEYSYM_NAMES.get(key, key)
    return bits, name.lower() if len(name) == 1 else name


class X11Shortcuts(Shortcuts):
    """A connection to the X server of its own, read by Qt's event loop.

    While a key is held, its grab would take all key presses, also those that are typed. So the grab
    is given up at once, and the release is noticed by polling.
    """

    def __init__(self) -> None:
        super().__init__()
        self._display: Any = None
        self._notifier: QSocketNotifier | None = None
        self._grabs: dict[tuple[int, int], str] = {}  # keycode and modifiers -> name
        self._held: dict[int, str] = {}  # by keycode
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._look_for_release)

    def use(self, shortcuts: list[Shortcut]) -> None:
        """Grab the keys of these shortcuts; the other keys are free when this returns."""
        wanted = [one for one in shortcuts if one.keys]
        if not wanted and self._display is None:
            return
        if not self._open():
            self.failed.emit(self.tr("Install libX11 and libXtst for global shortcuts."))
            return
        x11 = xlib.x11()
        root = x11.XDefaultRootWindow(self._display)
        for keycode, modifiers in self._grabs:
            for more in _IGNORED:
                x11.XUngrabKey(self._display, keycode, modifiers | more, root)
        self._grabs.clear()
        for shortcut in wanted:
            modifiers, name = parse(shortcut.keys)
            keycode = x11.XKeysymToKeycode(self._display, x11.XStringToKeysym(name.encode()))
            if keycode:
                xlib.errors.take(self._display)
                for more in _IGNORED:
                    x11.XGrabKey(self._display, keycode, modifiers | more, root, 0, 1, 1)
            if not keycode or xlib.errors.take(self._display):
                text = self.tr("{keys} is used by another program. Choose other keys.")
                self.failed.emit(text.format(keys=shortcut.keys))
            else:
                self._grabs[keycode, modifiers] = shortcut.name
        # Xlib only buffers requests, and the next key may be pressed, or typed, at once.
        x11.XSync(self._display, 0)
        # Events that it has read meanwhile do not wake the notifier.
        QTimer.singleShot(0, self._read)

    def close(self) -> None:
        """Close the connection; the grabs end with it."""
        self._timer.stop()
        self._held.clear()
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
        if self._display is not None:
            display, self._display = self._display, None
            xlib.errors.forget(display)
            xlib.x11().XCloseDisplay(display)
        self._grabs.clear()

    def _open(self) -> bool:
        if self._display is not None:
            return True
        if xlib.x11() is None or xlib.xtst() is None:
            return False
        self._display = xlib.open_display()
        if self._display is None:
            return False
        # Otherwise a held key is reported as many presses and releases.
        xlib.x11().XkbSetDetectableAutoRepeat(self._display, 1, byref(c_int()))
        number = xlib.x11().XConnectionNumber(self._display)
        self._notifier = QSocketNotifier(number, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        return True

    def _read(self, *_: Any) -> None:
        event = xlib.Event()
        while self._display is not None and xlib.x11().XPending(self._display):
            xlib.x11().XNextEvent(self._display, byref(event))
            if event.type != _KEY_PRESS:
                continue
            xlib.x11().XUngrabKeyboard(self._display, 0)
            # What is pressed may type at once, with another connection: the grab must have ended.
            xlib.x11().XSync(self._display, 0)
            keycode, state = event.key.keycode, event.key.state & 0xFF
            name = self._grabs.get((keycode, state & ~0x12))
            if name is not None and keycode not in self._held:  # else it repeats
                self._held[keycode] = name
                self._timer.start()
                self.pressed.emit(name)

    def _look_for_release(self) -> None:
        down = (c_char * 32)()
        xlib.x11().XQueryKeymap(self._display, down)
        for keycode in [one for one in self._held if not down.raw[one // 8] >> one % 8 & 1]:
            self.released.emit(self._held.pop(keycode))
        if not self._held:
            self._timer.stop()
