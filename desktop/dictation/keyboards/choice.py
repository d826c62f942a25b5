"""Chooses the way to type on this system."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence

from desktop.dictation.keyboards.keyboard import Keyboard, TypingError


class FirstThatOpens:
    """Uses the first of several keyboards that can be opened.

    Parameters
    ----------
    makers : sequence of callable
        Each returns a keyboard, or None if it is not available here.
    advice : str
        What to do if none can be opened.
    """

    def __init__(self, makers: Sequence[Callable[[], Keyboard | None]], advice: str = "") -> None:
        self._makers = makers
        self._advice = advice
        self._used: Keyboard | None = None

    @property
    def name(self) -> str:
        """Name of the keyboard in use; empty before `open`."""
        return self._used.name if self._used is not None else ""

    def open(self) -> None:
        """Open the first keyboard that is available."""
        if self._used is not None:
            self._used.open()
            return
        problems: list[TypingError] = []
        for make in self._makers:
            keyboard = make()
            if keyboard is None:
                continue
            try:
                keyboard.open()
            except TypingError as error:
                if error.code == "refused":  # the user's decision: no other way around it
                    self._used = keyboard
                    raise
                problems.append(error)
                continue
            self._used = keyboard
            return
        helpful = [one for one in problems if one.code not in ("unsupported", "no_display")]
        if helpful:
            raise helpful[0]
        raise TypingError("unsupported", self._advice)

    def focus(self) -> int:
        """Return what has the focus."""
        self.open()
        assert self._used is not None
        return self._used.focus()

    def type(self, text: str, focus: int = 0) -> None:
        """Type a text."""
        self.open()
        assert self._used is not None
        self._used.type(text, focus)

    def close(self) -> None:
        """Close the keyboard in use; the next `open` chooses again."""
        used, self._used = self._used, None
        if used is not None:
            used.close()


def is_wayland(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether the session is a Wayland session."""
    return bool(environment.get("WAYLAND_DISPLAY"))


def choose_keyboard(
    platform: str = sys.platform,
    environment: Mapping[str, str] = os.environ,
    own_window: int = 0,
) -> Keyboard:
    """Return the keyboard for a system; it is not opened yet.

    Parameters
    ----------
    platform : str
        Like ``sys.platform``.
    environment : mapping
    own_window : int
        On X11, a window into which nothing is typed.
    """
    if platform == "win32":
        from desktop.dictation.keyboards.windows import WindowsKeyboard

        return WindowsKeyboard()
    if platform == "darwin":
        from desktop.dictation.keyboards.macos import MacKeyboard

        return MacKeyboard()
    if is_wayland(environment):
        return FirstThatOpens([_portal, _virtual, _uinput], WAYLAND_ADVICE)
    if environment.get("DISPLAY"):
        from desktop.dictation.keyboards.x11 import X11Keyboard

        return X11Keyboard(own_window)
    return FirstThatOpens([], "There is no screen, so there is no program to type into.")


WAYLAND_ADVICE = (
    "This desktop has neither the RemoteDesktop portal nor virtual keyboards. Install ydotool."
)


def _portal() -> Keyboard | None:
    from desktop.dictation.keyboards.portal import PortalKeyboard

    return PortalKeyboard() if PortalKeyboard.is_available() else None


def _virtual() -> Keyboard | None:
    from desktop.dictation.keyboards.virtual_keyboard import VirtualKeyboard

    return VirtualKeyboard()


def _uinput() -> Keyboard | None:
    from desktop.dictation.keyboards.programs import UinputKeyboard

    return UinputKeyboard() if UinputKeyboard.program() else None
