"""libX11 and libXtst by ctypes: the functions that are needed, with their types."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import POINTER, byref, c_char, c_char_p, c_int, c_long, c_ubyte, c_uint, c_ulong
from ctypes.util import find_library
from functools import cache
from typing import Any

CORE_KEYBOARD = 0x100
"""XkbUseCoreKbd."""

GRAB_MODE_ASYNC = 1
ALREADY_GRABBED = 1
IS_VIEWABLE = 2

DISPLAY = ctypes.c_void_p
WINDOW = c_ulong


class XkbState(ctypes.Structure):
    """XkbStateRec."""

    _fields_ = (
        ("group", c_ubyte),
        ("locked_group", c_ubyte),
        ("base_group", ctypes.c_ushort),
        ("latched_group", ctypes.c_ushort),
        ("mods", c_ubyte),
        ("base_mods", c_ubyte),
        ("latched_mods", c_ubyte),
        ("locked_mods", c_ubyte),
        ("compat_state", c_ubyte),
        ("grab_mods", c_ubyte),
        ("compat_grab_mods", c_ubyte),
        ("lookup_mods", c_ubyte),
        ("compat_lookup_mods", c_ubyte),
        ("ptr_buttons", ctypes.c_ushort),
    )


class ModifierKeymap(ctypes.Structure):
    """XModifierKeymap."""

    _fields_ = (("max_keypermod", c_int), ("modifiermap", POINTER(c_ubyte)))


class WindowAttributes(ctypes.Structure):
    """XWindowAttributes; only what comes up to `map_state` is named."""

    _fields_ = (
        ("x", c_int), ("y", c_int), ("width", c_int), ("height", c_int),
        ("border_width", c_int), ("depth", c_int), ("visual", ctypes.c_void_p),
        ("root", WINDOW), ("window_class", c_int), ("bit_gravity", c_int),
        ("win_gravity", c_int), ("backing_store", c_int), ("backing_planes", c_ulong),
        ("backing_pixel", c_ulong), ("save_under", c_int), ("colormap", c_ulong),
        ("map_installed", c_int), ("map_state", c_int), ("all_event_masks", c_long),
        ("your_event_mask", c_long), ("do_not_propagate_mask", c_long),
        ("override_redirect", c_int), ("screen", ctypes.c_void_p),
    )  # fmt: skip


class ErrorEvent(ctypes.Structure):
    """XErrorEvent."""

    _fields_ = (
        ("type", c_int),
        ("display", DISPLAY),
        ("resourceid", c_ulong),
        ("serial", c_ulong),
        ("error_code", c_ubyte),
        ("request_code", c_ubyte),
        ("minor_code", c_ubyte),
    )


class KeyEvent(ctypes.Structure):
    """XKeyEvent."""

    _fields_ = (
        ("type", c_int), ("serial", c_ulong), ("send_event", c_int), ("display", DISPLAY),
        ("window", WINDOW), ("root", WINDOW), ("subwindow", WINDOW), ("time", c_ulong),
        ("x", c_int), ("y", c_int), ("x_root", c_int), ("y_root", c_int), ("state", c_uint),
        ("keycode", c_uint), ("same_screen", c_int),
    )  # fmt: skip


class Event(ctypes.Union):
    """XEvent."""

    _fields_ = (("type", c_int), ("key", KeyEvent), ("pad", c_long * 24))


_ERROR_HANDLER = ctypes.CFUNCTYPE(c_int, DISPLAY, POINTER(ErrorEvent))

_X11: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "XOpenDisplay": (DISPLAY, (c_char_p,)),
    "XCloseDisplay": (c_int, (DISPLAY,)),
    "XDefaultRootWindow": (WINDOW, (DISPLAY,)),
    "XConnectionNumber": (c_int, (DISPLAY,)),
    "XCreateSimpleWindow": (
        WINDOW,
        (DISPLAY, WINDOW, c_int, c_int, c_uint, c_uint, c_uint, c_ulong, c_ulong),
    ),
    "XSync": (c_int, (DISPLAY, c_int)),
    "XFlush": (c_int, (DISPLAY,)),
    "XPending": (c_int, (DISPLAY,)),
    "XNextEvent": (c_int, (DISPLAY, POINTER(Event))),
    "XGrabServer": (c_int, (DISPLAY,)),
    "XUngrabServer": (c_int, (DISPLAY,)),
    "XGrabKeyboard": (c_int, (DISPLAY, WINDOW, c_int, c_int, c_int, c_ulong)),
    "XUngrabKeyboard": (c_int, (DISPLAY, c_ulong)),
    "XGrabKey": (c_int, (DISPLAY, c_int, c_uint, WINDOW, c_int, c_int, c_int)),
    "XUngrabKey": (c_int, (DISPLAY, c_int, c_uint, WINDOW)),
    "XGetInputFocus": (c_int, (DISPLAY, POINTER(WINDOW), POINTER(c_int))),
    "XSetInputFocus": (c_int, (DISPLAY, WINDOW, c_int, c_ulong)),
    "XQueryPointer": (
        c_int,
        (
            DISPLAY,
            WINDOW,
            POINTER(WINDOW),
            POINTER(WINDOW),
            POINTER(c_int),
            POINTER(c_int),
            POINTER(c_int),
            POINTER(c_int),
            POINTER(c_uint),
        ),
    ),
    "XGetWindowAttributes": (c_int, (DISPLAY, WINDOW, POINTER(WindowAttributes))),
    "XQueryTree": (
        c_int,
        (
            DISPLAY,
            WINDOW,
            POINTER(WINDOW),
            POINTER(WINDOW),
            POINTER(POINTER(WINDOW)),
            POINTER(c_uint),
        ),
    ),
    "XFree": (c_int, (ctypes.c_void_p,)),
    "XDisplayKeycodes": (c_int, (DISPLAY, POINTER(c_int), POINTER(c_int))),
    "XGetKeyboardMapping": (POINTER(c_ulong), (DISPLAY, c_ubyte, c_int, POINTER(c_int))),
    "XChangeKeyboardMapping": (c_int, (DISPLAY, c_int, c_int, POINTER(c_ulong), c_int)),
    "XGetModifierMapping": (POINTER(ModifierKeymap), (DISPLAY,)),
    "XFreeModifiermap": (c_int, (POINTER(ModifierKeymap),)),
    "XKeysymToKeycode": (c_ubyte, (DISPLAY, c_ulong)),
    "XStringToKeysym": (c_ulong, (c_char_p,)),
    "XQueryKeymap": (c_int, (DISPLAY, c_char * 32)),
    "XSetErrorHandler": (ctypes.c_void_p, (_ERROR_HANDLER,)),
    "XkbQueryExtension": (c_int, (DISPLAY, *5 * (POINTER(c_int),))),
    "XkbGetState": (c_int, (DISPLAY, c_uint, POINTER(XkbState))),
    "XkbGetMap": (ctypes.c_void_p, (DISPLAY, c_uint, c_uint)),
    "XkbFreeKeyboard": (None, (ctypes.c_void_p, c_uint, c_int)),
    "XkbTranslateKeyCode": (
        c_int,
        (ctypes.c_void_p, c_ubyte, c_uint, POINTER(c_uint), POINTER(c_ulong)),
    ),
    "XkbLockModifiers": (c_int, (DISPLAY, c_uint, c_uint, c_uint)),
    "XkbLatchModifiers": (c_int, (DISPLAY, c_uint, c_uint, c_uint)),
    "XkbLockGroup": (c_int, (DISPLAY, c_uint, c_uint)),
    "XkbSetDetectableAutoRepeat": (c_int, (DISPLAY, c_int, POINTER(c_int))),
}

_XTST: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "XTestQueryExtension": (c_int, (DISPLAY, *4 * (POINTER(c_int),))),
    "XTestFakeKeyEvent": (c_int, (DISPLAY, c_uint, c_int, c_ulong)),
}


@cache
def x11() -> Any:
    """LibX11, or None if it cannot be loaded."""
    return _load("X11", _X11)


@cache
def xtst() -> Any:
    """LibXtst, or None if it cannot be loaded."""
    return _load("Xtst", _XTST)


def _load(name: str, functions: dict[str, tuple[Any, tuple[Any, ...]]]) -> Any:
    found = find_library(name)
    try:
        library = ctypes.CDLL(found) if found else None
    except OSError:
        return None
    if library is not None:
        for function, (result, arguments) in functions.items():
            getattr(library, function).restype = result
            getattr(library, function).argtypes = arguments
    return library


class Errors:
    """Counts the errors of displays instead of ending the process, which is Xlib's default.

    There is one handler per process. Errors of other displays go to the handler before it.
    """

    def __init__(self) -> None:
        self._codes: dict[int, int] = {}
        self._handler = _ERROR_HANDLER(self._handle)
        self._before: Callable[..., int] | None = None

    def watch(self, display: Any) -> None:
        """Handle the errors of a display."""
        if self._before is None:
            before = x11().XSetErrorHandler(self._handler)
            self._before = _ERROR_HANDLER(before) if before else None
        self._codes[display.value] = 0

    def forget(self, display: Any) -> None:
        """Stop handling the errors of a display that is about to be closed."""
        del self._codes[display.value]

    def take(self, display: Any) -> int:
        """Return the code of the last error since the last call, or 0."""
        x11().XSync(display, 0)
        code, self._codes[display.value] = self._codes[display.value], 0
        return code

    def _handle(self, display: int, event: Any) -> int:
        if display in self._codes:
            self._codes[display] = int(event.contents.error_code)
        elif self._before is not None:
            return self._before(display, event)
        return 0


errors = Errors()


def open_display() -> Any:
    """Open a new connection to the X server; None if that fails."""
    opened = x11().XOpenDisplay(None)
    if not opened:
        return None
    display = DISPLAY(opened)
    errors.watch(display)
    return display


def query(function: Any, display: Any, count: int) -> bool:
    """Call a function that tells whether an extension exists, with `count` results."""
    return bool(function(display, *(byref(c_int()) for _ in range(count))))
