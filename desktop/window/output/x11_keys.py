"""Sends key presses to the focused program by the XTEST extension of X11."""

from __future__ import annotations

import ctypes
from ctypes.util import find_library
from functools import cache
from typing import Any

_KEYSYMS = {" ": 0x20, "\n": 0xFF0D} | {str(n): 0x30 + n for n in range(10)}
_SHIFT = 0xFFE1


@cache
def _library(name: str) -> Any:
    found = find_library(name)
    try:
        return ctypes.CDLL(found) if found else None
    except OSError:
        return None


def is_available() -> bool:
    """Return whether libX11 and libXtst can be loaded."""
    return _library("X11") is not None and _library("Xtst") is not None


class X11Keys:
    """A separate connection to the X display.

    Raises
    ------
    OSError
        If a library is missing or the display does not respond.
    """

    def __init__(self) -> None:
        if not is_available():
            raise OSError("libX11 and libXtst are needed to type into other programs")
        self._x, self._xtst = _library("X11"), _library("Xtst")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XKeycodeToKeysym.restype = ctypes.c_ulong
        opened = self._x.XOpenDisplay(None)
        if not opened:
            raise OSError("the X display does not respond")
        self._display = ctypes.c_void_p(opened)

    def type(self, text: str) -> None:
        """Press and release the key of each character, with Shift if the layout requires it."""
        for character in text:
            keysym = _KEYSYMS[character]
            code = self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(keysym))
            if not code:
                raise OSError(f"the keyboard layout has no key for {character!r}")
            # French layouts, for example, require Shift for digits.
            plain = self._x.XKeycodeToKeysym(self._display, ctypes.c_ubyte(code), 0)
            shift = self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(_SHIFT))
            keys = (code,) if plain == keysym else (shift, code)
            for key in keys:
                self._press(key, is_down=True)
            for key in reversed(keys):
                self._press(key, is_down=False)
        self._x.XFlush(self._display)

    def _press(self, code: int, *, is_down: bool) -> None:
        self._xtst.XTestFakeKeyEvent(self._display, code, int(is_down), ctypes.c_ulong(0))
