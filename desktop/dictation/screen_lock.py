"""Tells whether the screen is locked, so that nothing is typed into the password field."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any, Protocol

from desktop.dictation.keyboards.bus import Bus, BusError

_SCREEN_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver", "org.xfce.ScreenSaver"),
)
_LOGIN = "org.freedesktop.login1"

_TIMEOUT = 0.5
"""In seconds; a service that hangs must not delay each number by more."""


class ScreenLock(Protocol):
    """Tells whether the screen is locked."""

    def is_locked(self) -> bool:
        """Return whether the screen is locked; False if that is not known."""
        ...


def screen_lock(platform: str = sys.platform) -> ScreenLock:
    """Return what tells it on a system."""
    if platform == "win32":
        return WindowsLock()
    return MacLock() if platform == "darwin" else LinuxLock()


class LinuxLock:
    """Asks the screen savers on the session bus, and systemd-logind.

    Lockers that are on neither bus hold the keyboard, which X11 typing notices by itself.
    """

    def __init__(self) -> None:
        self._session: Bus | None = None
        self._system: Bus | None = None
        self._savers: list[tuple[str, str, str]] | None = None
        self._login_session = ""

    def is_locked(self) -> bool:
        """Ask all that are running."""
        return self._asks_savers() or self._asks_login()

    def _asks_savers(self) -> bool:
        try:
            if self._savers is None:
                self._savers = []
                self._session = Bus("SESSION")
                self._savers = [one for one in _SCREEN_SAVERS if self._session.has_service(one[0])]
        except BusError:
            return False
        return any(self._is_active(saver) for saver in self._savers)

    def _is_active(self, saver: tuple[str, str, str]) -> bool:
        assert self._session is not None
        try:
            return bool(self._session.call(saver, "GetActive", timeout=_TIMEOUT)[0])
        except BusError:
            return False

    def _asks_login(self) -> bool:
        try:
            if self._system is None:
                self._system = Bus("SYSTEM")
                self._login_session = self._find_session(self._system)
            if not self._login_session:
                return False
            session = (_LOGIN, self._login_session, f"{_LOGIN}.Session")
            return bool(self._system.property(session, "LockedHint"))
        except BusError:
            return False

    def _find_session(self, bus: Bus) -> str:
        if not bus.has_service(_LOGIN):
            return ""
        login = (_LOGIN, "/org/freedesktop/login1", f"{_LOGIN}.Manager")
        if name := os.environ.get("XDG_SESSION_ID"):
            return str(bus.call(login, "GetSession", "s", (name,), _TIMEOUT)[0])
        return str(bus.call(login, "GetSessionByPID", "u", (os.getpid(),), _TIMEOUT)[0])


class WindowsLock:
    """Asks for the desktop that receives input: that of the lock screen cannot be opened."""

    def is_locked(self) -> bool:
        """OpenInputDesktop."""
        user32: Any = ctypes.WinDLL("user32")  # pyright: ignore[reportAttributeAccessIssue]
        user32.OpenInputDesktop.restype = ctypes.c_void_p
        desktop = user32.OpenInputDesktop(0, False, 0x100)  # DESKTOP_SWITCHDESKTOP
        if not desktop:
            return True
        user32.CloseDesktop(ctypes.c_void_p(desktop))
        return False


class MacLock:
    """Asks the window server for CGSSessionScreenIsLocked."""

    def is_locked(self) -> bool:
        """CGSessionCopyCurrentDictionary."""
        folder = "/System/Library/Frameworks"
        services = ctypes.CDLL(f"{folder}/ApplicationServices.framework/ApplicationServices")
        foundation = ctypes.CDLL(f"{folder}/CoreFoundation.framework/CoreFoundation")
        pointer = ctypes.c_void_p
        services.CGSessionCopyCurrentDictionary.restype = pointer
        foundation.CFStringCreateWithCString.restype = pointer
        foundation.CFStringCreateWithCString.argtypes = (pointer, ctypes.c_char_p, ctypes.c_uint32)
        foundation.CFDictionaryGetValue.restype = pointer
        foundation.CFDictionaryGetValue.argtypes = (pointer, pointer)
        foundation.CFBooleanGetValue.argtypes = (pointer,)
        foundation.CFRelease.argtypes = (pointer,)
        session = services.CGSessionCopyCurrentDictionary()
        if not session:
            return True  # nobody is logged in at the screen
        name = foundation.CFStringCreateWithCString(None, b"CGSSessionScreenIsLocked", 0x08000100)
        try:
            value = foundation.CFDictionaryGetValue(session, name)
            return bool(value) and bool(foundation.CFBooleanGetValue(value))
        finally:
            foundation.CFRelease(name)
            foundation.CFRelease(session)
