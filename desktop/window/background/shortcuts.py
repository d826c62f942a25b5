"""Shortcuts that work while other programs have the focus: the choice of the way."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut.

    Attributes
    ----------
    name : str
        Such as "talk".
    keys : str
        In Qt's portable form, such as "Ctrl+Alt+Space".
    description : str
        For people; the portal shows it.
    """

    name: str
    keys: str
    description: str


class Shortcuts(QObject):
    """Reports presses and releases of global shortcuts."""

    pressed = Signal(str)
    """Name of the shortcut."""

    released = Signal(str)
    failed = Signal(str)
    """A message for the user."""

    def use(self, shortcuts: list[Shortcut]) -> None:
        """Use these shortcuts instead of the earlier ones."""

    def close(self) -> None:
        """Use none any more."""


def choose_shortcuts(
    platform: str = sys.platform, environment: Mapping[str, str] = os.environ
) -> type[Shortcuts] | None:
    """Return the class for a system; None if there is no way."""
    if platform == "win32":
        from desktop.window.background.windows_shortcuts import WindowsShortcuts

        return WindowsShortcuts
    if platform == "darwin":
        from desktop.window.background.mac_shortcuts import MacShortcuts

        return MacShortcuts
    if environment.get("WAYLAND_DISPLAY"):
        from desktop.window.background.portal_shortcuts import PortalShortcuts

        return PortalShortcuts
    if environment.get("DISPLAY"):
        from desktop.window.background.x11_shortcuts import X11Shortcuts

        return X11Shortcuts
    return None
