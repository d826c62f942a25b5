"""Types on macOS by ``CGEventKeyboardSetUnicodeString``. Not tried on macOS yet."""

from __future__ import annotations

import ctypes
from typing import Any, Protocol

from desktop.dictation.keyboards.keyboard import BACKSPACE, RETURN, TAB, TypingError

_KEYCODES = {RETURN: 36, TAB: 48, BACKSPACE: 51}
_FRAMEWORKS = "/System/Library/Frameworks/{0}.framework/{0}"
_HID_EVENT_TAP = 0
_UTF8 = 0x08000100


class Quartz(Protocol):
    """The functions of macOS that are used."""

    def is_trusted(self) -> bool:
        """Return whether the program may control the computer; asks the user if it may not."""
        ...

    def post_key(self, keycode: int, text: str, *, is_down: bool) -> None:
        """Post a key event without modifiers; `text` replaces the character of the key."""


class MacKeyboard:
    """Posts key events that carry their characters, so that they do not depend on the layout.

    Parameters
    ----------
    quartz : Quartz, optional
    """

    name = "Quartz events"

    def __init__(self, quartz: Quartz | None = None) -> None:
        self._quartz = quartz

    def open(self) -> None:
        """Check the permission."""
        if self._quartz is None:
            self._quartz = _NativeQuartz()
        if not self._quartz.is_trusted():
            raise TypingError(
                "no_permission",
                "Allow Spoken Digits under System Settings > Privacy & Security > Accessibility.",
            )

    def focus(self) -> int:
        """Return 0: the focused window is not looked up."""
        return 0

    def type(self, text: str, focus: int = 0) -> None:
        """Type a text. Events without modifiers are not affected by held keys."""
        self.open()
        assert self._quartz is not None
        for character in text:
            keycode = _KEYCODES.get(character, 0)
            for is_down in (True, False):
                own = "" if character in _KEYCODES else character
                self._quartz.post_key(keycode, own, is_down=is_down)

    def close(self) -> None:
        """Nothing to release."""


class _NativeQuartz:
    """ApplicationServices and CoreFoundation."""

    def __init__(self) -> None:
        self._services = services = ctypes.CDLL(_FRAMEWORKS.format("ApplicationServices"))
        self._foundation = foundation = ctypes.CDLL(_FRAMEWORKS.format("CoreFoundation"))
        pointer = ctypes.c_void_p
        services.CGEventCreateKeyboardEvent.restype = pointer
        services.CGEventCreateKeyboardEvent.argtypes = (pointer, ctypes.c_uint16, ctypes.c_bool)
        services.CGEventKeyboardSetUnicodeString.argtypes = (
            pointer, ctypes.c_ulong, ctypes.POINTER(ctypes.c_uint16),
        )  # fmt: skip
        services.CGEventSetFlags.argtypes = (pointer, ctypes.c_uint64)
        services.CGEventPost.argtypes = (ctypes.c_uint32, pointer)
        services.AXIsProcessTrustedWithOptions.restype = ctypes.c_bool
        services.AXIsProcessTrustedWithOptions.argtypes = (pointer,)
        foundation.CFRelease.argtypes = (pointer,)
        foundation.CFStringCreateWithCString.restype = pointer
        foundation.CFStringCreateWithCString.argtypes = (
            pointer, ctypes.c_char_p, ctypes.c_uint32,
        )  # fmt: skip
        foundation.CFDictionaryCreate.restype = pointer
        foundation.CFDictionaryCreate.argtypes = (
            pointer, ctypes.POINTER(pointer), ctypes.POINTER(pointer), ctypes.c_long,
            pointer, pointer,
        )  # fmt: skip

    def is_trusted(self) -> bool:
        """AXIsProcessTrustedWithOptions, with the system's prompt."""
        foundation = self._foundation
        name = foundation.CFStringCreateWithCString(None, b"AXTrustedCheckOptionPrompt", _UTF8)
        true = ctypes.c_void_p.in_dll(foundation, "kCFBooleanTrue")
        keys, values = (ctypes.c_void_p * 1)(name), (ctypes.c_void_p * 1)(true.value)
        options = foundation.CFDictionaryCreate(None, keys, values, 1, None, None)
        try:
            return bool(self._services.AXIsProcessTrustedWithOptions(options))
        finally:
            foundation.CFRelease(options)
            foundation.CFRelease(name)

    def post_key(self, keycode: int, text: str, *, is_down: bool) -> None:
        """CGEventCreateKeyboardEvent, CGEventKeyboardSetUnicodeString, CGEventPost."""
        services: Any = self._services
        event = services.CGEventCreateKeyboardEvent(None, keycode, is_down)
        try:
            if text:
                data = text.encode("utf-16-le")
                units = (ctypes.c_uint16 * (len(data) // 2)).from_buffer_copy(data)
                services.CGEventKeyboardSetUnicodeString(event, len(units), units)
            services.CGEventSetFlags(event, 0)
            services.CGEventPost(_HID_EVENT_TAP, event)
        finally:
            self._foundation.CFRelease(event)
