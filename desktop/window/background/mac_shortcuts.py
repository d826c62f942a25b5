"""Global shortcuts on macOS, by Carbon's ``RegisterEventHotKey``. Not tried on macOS yet."""

from __future__ import annotations

import ctypes
from typing import Any

from desktop.window.background.shortcuts import Shortcut, Shortcuts

_CARBON = "/System/Library/Frameworks/Carbon.framework/Carbon"
_KEYBOARD = 0x6B657962  # 'keyb'
_HOTKEY_PARAMETER, _HOTKEY_TYPE = 0x2D2D2D2D, 0x686B6964  # kEventParamDirectObject, 'hkid'
_PRESSED, _RELEASED = 5, 6

# Qt's "Ctrl" is Command on macOS, and "Meta" is Control.
_MODIFIERS = {"Ctrl": 0x0100, "Shift": 0x0200, "Alt": 0x0800, "Meta": 0x1000}
_LETTERS = dict(
    zip(
        "ASDFHGZXCVBQWERYT123465=97-80]OU[IPLJ'K;\\,/NM.",
        (
            0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
            25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
        ),
        strict=True,
    )
)  # fmt: skip
_KEYS = {
    **_LETTERS, "Space": 49, "Return": 36, "Tab": 48, "Esc": 53, "Backspace": 51, "Left": 123,
    "Right": 124, "Down": 125, "Up": 126, "F1": 122, "F2": 120, "F3": 99, "F4": 118, "F5": 96,
    "F6": 97, "F7": 98, "F8": 100, "F9": 101, "F10": 109, "F11": 103, "F12": 111,
}  # fmt: skip


def parse(keys: str) -> tuple[int, int | None]:
    """Split a shortcut in Qt's portable form into modifiers and keycode; None if unknown."""
    *modifiers, key = keys.split("+")
    return sum(_MODIFIERS.get(one, 0) for one in modifiers), _KEYS.get(key)


class _HotKeyId(ctypes.Structure):
    _fields_ = (("signature", ctypes.c_uint32), ("id", ctypes.c_uint32))


class _EventType(ctypes.Structure):
    _fields_ = (("event_class", ctypes.c_uint32), ("kind", ctypes.c_uint32))


_HANDLER = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)


class MacShortcuts(Shortcuts):
    """Registers hot keys with the application's event target.

    Parameters
    ----------
    carbon : library, optional
    """

    def __init__(self, carbon: Any = None) -> None:
        super().__init__()
        self._carbon = carbon
        self._names: dict[int, str] = {}
        self._registered: list[ctypes.c_void_p] = []
        self._handler = _HANDLER(self._handle)

    def use(self, shortcuts: list[Shortcut]) -> None:
        """Register these shortcuts."""
        if self._carbon is None:
            self._carbon = self._load()
        self.close()
        for number, shortcut in enumerate((one for one in shortcuts if one.keys), 1):
            modifiers, key = parse(shortcut.keys)
            reference = ctypes.c_void_p()
            status = -1
            if key is not None:
                status = self._carbon.RegisterEventHotKey(
                    key,
                    modifiers,
                    _HotKeyId(_KEYBOARD, number),
                    self._carbon.GetApplicationEventTarget(),
                    0,
                    ctypes.byref(reference),
                )
            if status == 0:
                self._names[number] = shortcut.name
                self._registered.append(reference)
            else:
                text = self.tr("{keys} is used by another program. Choose other keys.")
                self.failed.emit(text.format(keys=shortcut.keys))

    def close(self) -> None:
        """Unregister all."""
        for reference in self._registered:
            self._carbon.UnregisterEventHotKey(reference)
        self._registered.clear()
        self._names.clear()

    def _load(self) -> Any:
        carbon = ctypes.CDLL(_CARBON)
        pointer = ctypes.c_void_p
        carbon.GetApplicationEventTarget.restype = pointer
        carbon.RegisterEventHotKey.argtypes = (
            ctypes.c_uint32, ctypes.c_uint32, _HotKeyId, pointer, ctypes.c_uint32, pointer,
        )  # fmt: skip
        kinds = (_EventType * 2)((_KEYBOARD, _PRESSED), (_KEYBOARD, _RELEASED))
        carbon.InstallEventHandler.argtypes = (
            pointer, _HANDLER, ctypes.c_ulong, pointer, pointer, pointer,
        )  # fmt: skip
        target = carbon.GetApplicationEventTarget()
        carbon.InstallEventHandler(target, self._handler, 2, kinds, None, None)
        carbon.GetEventKind.argtypes = (pointer,)
        carbon.GetEventParameter.argtypes = (
            pointer, ctypes.c_uint32, ctypes.c_uint32, pointer, ctypes.c_ulong, pointer, pointer,
        )  # fmt: skip
        return carbon

    def _handle(self, _next: Any, event: Any, _data: Any) -> int:
        found = _HotKeyId()
        self._carbon.GetEventParameter(
            event,
            _HOTKEY_PARAMETER,
            _HOTKEY_TYPE,
            None,
            ctypes.sizeof(found),
            None,
            ctypes.byref(found),
        )
        name = self._names.get(found.id)
        if name is not None:
            is_press = self._carbon.GetEventKind(event) == _PRESSED
            (self.pressed if is_press else self.released).emit(name)
        return 0
