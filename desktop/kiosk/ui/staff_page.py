"""The staff page: shows the status after a PIN, and can restart or exit the kiosk."""

from __future__ import annotations

import datetime as dt
from math import ceil
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.kiosk.entry.texts import Texts
from desktop.kiosk.process.pin import MAX_DIGITS, Attempts, PinError
from desktop.kiosk.process.status import MICROPHONE_OK
from desktop.kiosk.ui.keypad import Keypad, make_button, set_kind
from desktop.kiosk.ui.style import headline_style_sheet


class StaffPage(QWidget):
    """Asks for the PIN, then shows the status.

    Parameters
    ----------
    attempts : Attempts
    texts : Texts
    """

    closed = Signal()
    """Return to the page for people."""

    restart_requested = Signal()
    quit_requested = Signal()

    def __init__(self, attempts: Attempts, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("staff")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._attempts = attempts
        self._texts = texts
        self._typed = ""
        self._unit = 8
        self.is_open = False
        self.headline, self.typed, self.status = QLabel(), QLabel(), QLabel()
        self.typed.setObjectName("typed")
        self.status.setObjectName("status")
        self.status.setWordWrap(True)
        self.headline.setWordWrap(True)
        for label in (self.headline, self.typed, self.status):
            label.setMinimumWidth(1)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.headline.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.typed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.keypad = Keypad()
        self.keypad.digit.connect(self.press)
        self.keypad.undo.connect(self.undo)
        self.keypad.clear.connect(self.clear)
        self._arrange()
        self.set_language(texts)

    def _arrange(self) -> None:
        # The most prominent button leads back, so that nobody exits the kiosk by accident.
        self._back = make_button("", "plain")
        self._restart, self._quit = make_button("", "plain"), make_button("", "plain")
        self._enter = make_button("OK", "primary")
        self._back.clicked.connect(self.closed)
        self._restart.clicked.connect(self.restart_requested)
        self._quit.clicked.connect(self.quit_requested)
        self._enter.clicked.connect(self.enter)
        buttons = QVBoxLayout()
        for button in (self._enter, self._restart, self._quit, self._back):
            buttons.addWidget(button)
        side = QVBoxLayout()
        side.addWidget(self.headline, 2)
        side.addWidget(self.typed, 3)
        side.addWidget(self.status, 6)
        side.addLayout(buttons, 6)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.addLayout(side, 3)
        self._layout.addWidget(self.keypad, 2)

    def set_language(self, texts: Texts) -> None:
        """Change the language."""
        self._texts = texts
        self._back.setText(texts("staff_back"))
        self._restart.setText(texts("staff_restart"))
        self._quit.setText(texts("staff_leave"))
        self.keypad.set_labels(texts("undo"), texts("clear"))

    def fit(self, unit: int, *, is_portrait: bool) -> None:
        """Fit the screen."""
        self._unit = unit
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.TopToBottom if is_portrait else direction.LeftToRight)
        self._layout.setContentsMargins(3 * unit, 3 * unit, 3 * unit, 3 * unit)
        self._layout.setSpacing(3 * unit)
        self.keypad.fit(unit)
        self._show_headline(self.headline.text())

    def ask(self, *, has_pin: bool) -> None:
        """Ask for the PIN."""
        self._typed, self.is_open = "", False
        self.status.setText("")
        self._show_typed()
        self._show_headline(self._texts("staff_pin" if has_pin else "staff_no_pin"))
        self._show_buttons()

    def press(self, digit: int) -> None:
        """Enter a digit."""
        if not self.is_open and len(self._typed) < MAX_DIGITS:
            self._typed += str(digit)
            self._show_typed()

    def undo(self) -> None:
        """Remove the last digit."""
        self._typed = self._typed[:-1]
        self._show_typed()

    def clear(self) -> None:
        """Remove all digits."""
        self._typed = ""
        self._show_typed()

    def enter(self) -> None:
        """Check the PIN."""
        if self.is_open or not self._typed:
            return
        pin, self._typed = self._typed, ""
        self._show_typed()
        try:
            answer = self._attempts.check(pin)
        except (PinError, OSError) as error:
            self._show_headline(str(error))
            return
        if answer == "correct":
            self.is_open = True
            self._show_headline(self._texts("staff_title"))
        elif self._attempts.locked_for > 0:
            seconds = ceil(self._attempts.locked_for)
            self._show_headline(self._texts("staff_locked", seconds=seconds))
        else:
            self._show_headline(self._texts("staff_wrong"))
        self._show_buttons()

    def show_status(self, window: dict[str, Any], courier: dict[str, Any], test: Any) -> None:
        """Show the status, if the PIN was correct; never a number."""
        if not self.is_open:
            return
        texts = self._texts
        microphone = window.get("microphone", "?")
        tested = texts("staff_never")
        if test:
            passed = texts("staff_passed" if test["passed"] else "staff_failed")
            at = dt.datetime.fromisoformat(test["time"]).astimezone()
            tested = f"{passed} ({at:%Y-%m-%d %H:%M})"
            if not test["passed"]:
                tested += f": {test['detail']}"
        lines = {
            "staff_delivery": courier.get("problem") or texts("staff_well"),
            "staff_waiting": courier.get("pending", "?"),
            "staff_delivered": courier.get("delivered", "?"),
            "staff_microphone": (
                texts("staff_well")
                if microphone in MICROPHONE_OK
                else f"{texts('staff_not_working')} ({microphone})"
            ),
            "staff_self_test": tested,
        }
        text = "\n".join(f"{texts(key)}: {value}" for key, value in lines.items())
        if problem := window.get("problem"):
            text += f"\n{problem}"
        self.status.setText(text)

    def _show_buttons(self) -> None:
        for button in (self._restart, self._quit):
            button.setVisible(self.is_open)
        self._enter.setVisible(not self.is_open)
        self.typed.setVisible(not self.is_open)
        set_kind(self._back, "primary" if self.is_open else "plain")
        self.keypad.enable(digits=not self.is_open, edits=not self.is_open)

    def _show_typed(self) -> None:
        self.typed.setText("•" * len(self._typed))

    def _show_headline(self, text: str) -> None:
        self.headline.setText(text)
        self.headline.setStyleSheet(headline_style_sheet("normal", self._unit))
