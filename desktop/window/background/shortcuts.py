"""Shortcuts that work while other programs have the focus."""

from __future__ import annotations

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
