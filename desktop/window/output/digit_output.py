"""Sends digits to the clipboard, or as key presses to the focused program."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.settings import Typing
from desktop.window.wording import TypingBarrier, typing_barrier_text


class Keyboard(Protocol):
    """Sends key presses."""

    def type(self, text: str) -> None:
        """Type digits, spaces and newlines into the focused window; raises `OSError`."""


def typing_barrier(
    platform: str = sys.platform, environment: Mapping[str, str] = os.environ
) -> TypingBarrier | None:
    """Return why key presses cannot be sent to other programs, or None if they can."""
    if not platform.startswith("linux"):
        return "unsupported"
    if environment.get("WAYLAND_DISPLAY") or not environment.get("DISPLAY"):
        return "wayland"
    from desktop.window.output import x11_keys

    return None if x11_keys.is_available() else "no_libxtst"


class DigitOutput(QObject):
    """Copies or types each digit, as the settings say; off by default."""

    failed = Signal(str)
    """A message for the user."""

    def __init__(self) -> None:
        super().__init__()
        self.mode: Typing = "off"
        self.end = ""
        """Typed after each digit."""
        self._keyboard: Keyboard | None = None

    def add(self, digit: int, digits: str) -> None:
        """Output a final digit.

        Parameters
        ----------
        digit : int
        digits : str
            All digits so far, including this one.
        """
        if self.mode == "clipboard":
            QGuiApplication.clipboard().setText(digits)
        elif self.mode == "keys" and QApplication.activeWindow() is None:
            self._type(str(digit) + self.end)

    def _type(self, text: str) -> None:
        barrier = typing_barrier()
        if barrier is not None:
            self.failed.emit(typing_barrier_text(barrier))
            return
        try:
            if self._keyboard is None:
                from desktop.window.output.x11_keys import X11Keys

                self._keyboard = X11Keys()
            self._keyboard.type(text)
        except OSError as error:
            self._keyboard = None
            self.failed.emit(str(error))
