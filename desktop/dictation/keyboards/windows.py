"""Types on Windows by ``SendInput``, as Unicode characters. Not tried on Windows yet."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from desktop.dictation.keyboards.keyboard import BACKSPACE, RETURN, TAB, TypingError

_VIRTUAL_KEYS = {RETURN: 0x0D, TAB: 0x09, BACKSPACE: 0x08}
MODIFIERS = (0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0x5B, 0x5C)
"""Virtual keys of Shift, Ctrl, Alt and the Windows key, left and right."""

_IS_EXTENDED = frozenset((0xA3, 0xA5, 0x5B, 0x5C))

_KEYBOARD = 1  # INPUT_KEYBOARD
EXTENDED, KEY_UP, UNICODE = 0x1, 0x2, 0x4
"""Flags of KEYBDINPUT."""


@dataclass(frozen=True, slots=True)
class KeyInput:
    """One KEYBDINPUT.

    Attributes
    ----------
    virtual_key : int
        0 for a Unicode character.
    scan : int
        UTF-16 code unit of a Unicode character.
    flags : int
    """

    virtual_key: int
    scan: int
    flags: int


class User32(Protocol):
    """The functions of Windows that are used."""

    def send(self, inputs: Sequence[KeyInput]) -> int:
        """Send all inputs without any other input between them; returns how many were accepted."""
        ...

    def is_down(self, virtual_key: int) -> bool:
        """Return whether a key is held."""
        ...

    def foreground_window(self) -> int:
        """Return the window that has the focus; 0 if none has."""
        ...


class WindowsKeyboard:
    """Sends Unicode characters, which do not depend on the layout.

    Parameters
    ----------
    user32 : User32, optional
    """

    name = "SendInput"

    def __init__(self, user32: User32 | None = None) -> None:
        self._user32 = user32

    def open(self) -> None:
        """Load the library."""
        if self._user32 is None:
            self._user32 = _NativeUser32()

    def focus(self) -> int:
        """Return the window that has the focus."""
        self.open()
        assert self._user32 is not None
        return self._user32.foreground_window()

    def type(self, text: str, focus: int = 0) -> None:
        """Type a text. Windows does not let a program give the focus back to another window."""
        self.open()
        user32 = self._user32
        assert user32 is not None
        now = user32.foreground_window()
        if now == 0:
            raise TypingError("no_focus", "No window has the focus.")
        if focus not in (0, now):
            raise TypingError("focus_gone", "The window that had the focus no longer has it.")
        held = [key for key in MODIFIERS if user32.is_down(key)]
        inputs = [
            *(_key(code, is_down=False) for code in held),
            *(one for character in text for one in _inputs(character)),
            *(_key(code, is_down=True) for code in held),
        ]
        if user32.send(inputs) != len(inputs):
            raise TypingError(
                "no_permission",
                "Windows refused the key presses: the focused program runs as administrator.",
            )

    def close(self) -> None:
        """Nothing to release."""


def _key(virtual_key: int, *, is_down: bool) -> KeyInput:
    extended = EXTENDED if virtual_key in _IS_EXTENDED else 0
    return KeyInput(virtual_key, 0, extended | (0 if is_down else KEY_UP))


def _inputs(character: str) -> list[KeyInput]:
    if character in _VIRTUAL_KEYS:
        code = _VIRTUAL_KEYS[character]
        return [_key(code, is_down=True), _key(code, is_down=False)]
    data = character.encode("utf-16-le")
    units = [int.from_bytes(data[n : n + 2], "little") for n in range(0, len(data), 2)]
    down = [KeyInput(0, unit, UNICODE) for unit in units]
    return [*down, *(KeyInput(0, unit, UNICODE | KEY_UP) for unit in units)]


@cache
def _input_type() -> Any:
    """The type INPUT (winuser.h)."""
    from ctypes import wintypes

    class KeybdInput(ctypes.Structure):
        _fields_ = (
            ("wVk", wintypes.WORD),
            ("wScan", wintypes.WORD),
            ("dwFlags", wintypes.DWORD),
            ("time", wintypes.DWORD),
            ("dwExtraInfo", ctypes.c_size_t),
        )

    class MouseInput(ctypes.Structure):  # the largest member of the union
        _fields_ = (
            ("dx", wintypes.LONG),
            ("dy", wintypes.LONG),
            ("mouseData", wintypes.DWORD),
            ("dwFlags", wintypes.DWORD),
            ("time", wintypes.DWORD),
            ("dwExtraInfo", ctypes.c_size_t),
        )

    class Union(ctypes.Union):
        _fields_ = (("ki", KeybdInput), ("mi", MouseInput))

    class Input(ctypes.Structure):
        _fields_ = (("type", wintypes.DWORD), ("u", Union))

    return Input


def packed(inputs: Sequence[KeyInput]) -> Any:
    """Return an array of INPUT."""
    array = (_input_type() * len(inputs))()
    for place, one in zip(array, inputs, strict=True):
        place.type = _KEYBOARD
        place.u.ki.wVk, place.u.ki.wScan = one.virtual_key, one.scan
        place.u.ki.dwFlags = one.flags
    return array


class _NativeUser32:
    """user32.dll."""

    def __init__(self) -> None:
        self._library: Any = ctypes.WinDLL("user32", use_last_error=True)  # pyright: ignore[reportAttributeAccessIssue]
        self._library.GetForegroundWindow.restype = ctypes.c_void_p
        self._library.GetAsyncKeyState.restype = ctypes.c_short

    def send(self, inputs: Sequence[KeyInput]) -> int:
        """SendInput."""
        array = packed(inputs)
        return int(self._library.SendInput(len(inputs), array, ctypes.sizeof(_input_type())))

    def is_down(self, virtual_key: int) -> bool:
        """GetAsyncKeyState."""
        return bool(self._library.GetAsyncKeyState(virtual_key) & 0x8000)

    def foreground_window(self) -> int:
        """GetForegroundWindow."""
        return self._library.GetForegroundWindow() or 0
