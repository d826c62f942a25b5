"""The staff's page: behind a PIN, how the kiosk is, and the only ways out."""

from __future__ import annotations

import datetime as dt
from math import ceil
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.kiosk.entry.texts import Texts
from desktop.kiosk.process.pin import MOST_DIGITS, Attempts, PinError
from desktop.kiosk.ui.keypad import Keypad, make_button, set_kind
from desktop.kiosk.ui.style import band_style


class StaffPage(QWidget):
    """Asks for the PIN, then shows how things stand.

    Parameters
    ----------
    attempts : Attempts
    words : Texts
    """

    left = Signal()
    """Back to the kiosk."""

    restart_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, attempts: Attempts, words: Texts) -> None:
        super().__init__()
        self.setObjectName("staff")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._attempts = attempts
        self._words = words
        self._typed = ""
        self._unit = 8
        self.is_open = False
        self.headline, self.typed, self.facts = QLabel(), QLabel(), QLabel()
        self.typed.setObjectName("typed")
        self.facts.setObjectName("facts")
        self.facts.setWordWrap(True)
        self.headline.setWordWrap(True)
        for label in (self.headline, self.typed, self.facts):
            label.setMinimumWidth(1)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.headline.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.typed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.keypad = Keypad()
        self.keypad.digit.connect(self.press)
        self.keypad.undo.connect(self.undo)
        self.keypad.clear.connect(self.clear)
        self._arrange()
        self.say(words)

    def _arrange(self) -> None:
        # Whoever ends the kiosk looks for it: what is nearest at hand leads back.
        self._back = make_button("", "plain")
        self._restart, self._leave = make_button("", "plain"), make_button("", "plain")
        self._enter = make_button("OK", "primary")
        self._back.clicked.connect(self.left)
        self._restart.clicked.connect(self.restart_wanted)
        self._leave.clicked.connect(self.leave_wanted)
        self._enter.clicked.connect(self.enter)
        buttons = QVBoxLayout()
        for button in (self._enter, self._restart, self._leave, self._back):
            buttons.addWidget(button)
        side = QVBoxLayout()
        side.addWidget(self.headline, 2)
        side.addWidget(self.typed, 3)
        side.addWidget(self.facts, 6)
        side.addLayout(buttons, 6)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.addLayout(side, 3)
        self._layout.addWidget(self.keypad, 2)

    def say(self, words: Texts) -> None:
        """Speak another language."""
        self._words = words
        self._back.setText(words("staff_back"))
        self._restart.setText(words("staff_restart"))
        self._leave.setText(words("staff_leave"))
        self.keypad.say(words("undo"), words("clear"))

    def fit(self, unit: int, *, is_upright: bool) -> None:
        """Fit the screen."""
        self._unit = unit
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.TopToBottom if is_upright else direction.LeftToRight)
        self._layout.setContentsMargins(3 * unit, 3 * unit, 3 * unit, 3 * unit)
        self._layout.setSpacing(3 * unit)
        self.keypad.fit(unit)
        self._tell(self.headline.text())

    def ask(self, *, has_pin: bool) -> None:
        """Begin anew, with the PIN."""
        self._typed, self.is_open = "", False
        self.facts.setText("")
        self._show_typed()
        self._tell(self._words("staff_pin" if has_pin else "staff_no_pin"))
        self._show_buttons()

    def press(self, digit: int) -> None:
        """Type a digit."""
        if not self.is_open and len(self._typed) < MOST_DIGITS:
            self._typed += str(digit)
            self._show_typed()

    def undo(self) -> None:
        """Take back a digit."""
        self._typed = self._typed[:-1]
        self._show_typed()

    def clear(self) -> None:
        """Take back all digits."""
        self._typed = ""
        self._show_typed()

    def enter(self) -> None:
        """Try the PIN."""
        if self.is_open or not self._typed:
            return
        pin, self._typed = self._typed, ""
        self._show_typed()
        try:
            answer = self._attempts.check(pin)
        except (PinError, OSError) as error:
            self._tell(str(error))
            return
        if answer == "right":
            self.is_open = True
            self._tell(self._words("staff_title"))
        elif self._attempts.locked_for > 0:
            seconds = ceil(self._attempts.locked_for)
            self._tell(self._words("staff_locked", seconds=seconds))
        else:
            self._tell(self._words("staff_wrong"))
        self._show_buttons()

    def show_facts(self, window: dict[str, Any], courier: dict[str, Any], test: Any) -> None:
        """Show how the kiosk is, once the PIN was right; never a number."""
        if not self.is_open:
            return
        words = self._words
        microphone = window.get("microphone", "?")
        tested = words("staff_never")
        if test:
            passed = words("staff_passed" if test["passed"] else "staff_failed")
            at = dt.datetime.fromisoformat(test["time"]).astimezone()
            tested = f"{passed} ({at:%Y-%m-%d %H:%M}, {test['detail']})"
        lines = {
            "staff_delivery": courier.get("trouble") or words("staff_well"),
            "staff_waiting": courier.get("pending", "?"),
            "staff_delivered": courier.get("delivered", "?"),
            "staff_microphone": (words("staff_well") if microphone == "listening" else microphone),
            "staff_self_test": tested,
        }
        text = "\n".join(f"{words(key)}: {value}" for key, value in lines.items())
        if trouble := window.get("trouble"):
            text += f"\n{trouble}"
        self.facts.setText(text)

    def _show_buttons(self) -> None:
        for button in (self._restart, self._leave):
            button.setVisible(self.is_open)
        self._enter.setVisible(not self.is_open)
        self.typed.setVisible(not self.is_open)
        set_kind(self._back, "primary" if self.is_open else "plain")
        self.keypad.enable(digits=not self.is_open, edits=not self.is_open)

    def _show_typed(self) -> None:
        self.typed.setText("•" * len(self._typed))

    def _tell(self, text: str) -> None:
        self.headline.setText(text)
        self.headline.setStyleSheet(band_style("plain", self._unit))
