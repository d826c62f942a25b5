"""Lets digits go out of the window: onto the clipboard, or as keys into the focused program."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.settings import Typing


class Typist(Protocol):
    """Presses keys."""

    def type(self, text: str) -> None:
        """Type digits, spaces and line ends into whatever has the focus; raises `OSError`."""


def why_not(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> str:
    """Why keys cannot be typed into other programs here; empty where they can."""
    translate = QCoreApplication.translate
    if platform.startswith("linux"):
        if environment.get("WAYLAND_DISPLAY") or not environment.get("DISPLAY"):
            return translate(
                "typing", "Wayland lets no program type into another: use the clipboard."
            )
        from desktop.window.output import x11_keys

        if not x11_keys.is_there():
            return translate("typing", "The library libXtst is missing: install it, or use the "
                             "clipboard.")  # fmt: skip
        return ""
    return translate("typing", "Not on this system yet: use the clipboard.")


class DigitOutput:
    """Does with each digit what the person has chosen; nothing by default."""

    def __init__(self) -> None:
        self.mode: Typing = "off"
        self.end = ""
        """Typed after each digit."""
        self._typist: Typist | None = None

    def put(self, digit: int, digits: str) -> str:
        """A final digit has come.

        Parameters
        ----------
        digit : int
        digits : str
            All digits so far, this one included.

        Returns
        -------
        str
            What went wrong, for people; empty where nothing did.
        """
        if self.mode == "clipboard":
            QGuiApplication.clipboard().setText(digits)
        elif self.mode == "keys" and QApplication.activeWindow() is None:
            return self._press(str(digit) + self.end)
        return ""

    def _press(self, text: str) -> str:
        problem = why_not()
        if problem:
            return problem
        try:
            if self._typist is None:
                from desktop.window.output.x11_keys import X11Keys

                self._typist = X11Keys()
            self._typist.type(text)
        except OSError as error:
            self._typist = None
            return str(error)
        return ""
