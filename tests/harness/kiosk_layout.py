"""The positions of the kiosk's widgets, from the same widgets laid out off screen."""

from __future__ import annotations

import os
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QApplication, QWidget

from desktop.kiosk.entry.state import Rules, State
from desktop.kiosk.entry.texts import Texts
from desktop.kiosk.entry.view import view
from desktop.kiosk.process.pin import Attempts, set_pin
from desktop.kiosk.ui import style
from desktop.kiosk.ui.kiosk_page import KioskPage
from desktop.kiosk.ui.staff_page import StaffPage


class KioskLayout:
    """Centres of the widgets that can be touched, in pixels.

    Parameters
    ----------
    size : (int, int)
        Of the screen.
    state : State
        The state of the kiosk.
    """

    def __init__(self, size: tuple[int, int], state: State) -> None:
        self._page = KioskPage(("en", "de"))
        unit = style.unit_for(*size)
        self._page.setStyleSheet(style.style_sheet(unit))
        texts = Texts("en", {})
        self._page.set_language(texts, "en")
        self._page.show_view(
            view(state, Rules(), texts, time.monotonic(), is_secret=False, speech="ok")
        )
        self._page.fit(unit, is_portrait=size[1] > size[0])
        self._page.resize(QSize(*size))
        self._page.show()
        QApplication.processEvents()
        self.corner = (unit, unit)

    def close(self) -> None:
        """Delete the widgets."""
        self._page.close()
        self._page.deleteLater()

    def digit(self, digit: int) -> tuple[int, int]:
        """A key of the keypad."""
        return self._centre(self._page.keypad._digits[digit])

    def button(self, place: int) -> tuple[int, int]:
        """One of the buttons below the boxes."""
        return self._centre(self._page.buttons[place])

    def language(self, code: str) -> tuple[int, int]:
        """The button of a language."""
        return self._centre(self._page.languages[code])

    def _centre(self, widget: QWidget) -> tuple[int, int]:
        middle = widget.mapTo(self._page, QPoint(widget.width() // 2, widget.height() // 2))
        return middle.x(), middle.y()


def exit_buttons(size: tuple[int, int], state: Path) -> list[tuple[int, int]]:
    """The button on the staff page that exits the kiosk, before and after its question.

    Parameters
    ----------
    size : (int, int)
        Of the screen.
    state : Path
        An empty folder.
    """
    page = StaffPage(Attempts(state, 5, 60.0), Texts("en", {}))
    unit = style.unit_for(*size)
    page.setStyleSheet(style.style_sheet(unit))
    page.fit(unit, is_portrait=size[1] > size[0])
    set_pin(state, "2580")
    page.ask(has_pin=True)
    for digit in (2, 5, 8, 0):
        page.press(digit)
    page.enter()
    page.resize(QSize(*size))
    page.show()
    places: list[tuple[int, int]] = []
    for _ in range(2):
        QApplication.processEvents()
        middle = page._quit.mapTo(page, page._quit.rect().center())
        places.append((middle.x(), middle.y()))
        page._leave()
    page.close()
    page.deleteLater()
    return places
