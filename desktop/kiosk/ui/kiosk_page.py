"""The page for people: headline, boxes, buttons and keypad, in landscape or portrait."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.kiosk.entry.events import Command, Event, Language, Press, Select
from desktop.kiosk.entry.texts import LANGUAGES, Texts
from desktop.kiosk.entry.view import ButtonView, View
from desktop.kiosk.ui.boxes import Boxes
from desktop.kiosk.ui.keypad import Keypad, make_button, set_kind, set_property
from desktop.kiosk.ui.style import headline_style_sheet

MAX_BUTTONS = 3

DOUBLE_TAP_SECONDS = 0.5
"""A tap this soon after the buttons have changed was meant for what was there before: the second
tap on "Done" must not fall on "Yes, send", which appears in the same place."""


class KioskPage(QWidget):
    """Shows a `View` and emits what is touched.

    Parameters
    ----------
    languages : tuple of str
    """

    entry_event = Signal(object)
    """An `Event` for the state machine."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        super().__init__()
        self.setObjectName("kiosk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._unit = 8
        self._shown: View | None = None
        self.headline, self.detail, self.footer = QLabel(), QLabel(), QLabel()
        self.detail.setObjectName("detail")
        self.footer.setObjectName("footer")
        for label in (self.headline, self.detail, self.footer):
            label.setMinimumWidth(1)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.boxes = Boxes()
        self.keypad = Keypad()
        self.languages = {
            code: make_button(LANGUAGES[code]["language"], "language") for code in languages
        }
        self.buttons = [make_button("", "plain") for _ in range(MAX_BUTTONS)]
        self._commands = [""] * MAX_BUTTONS
        self._changed_at = 0.0
        self._pressed = ""
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        chooser = QHBoxLayout()
        chooser.addStretch(1)
        for button in self.languages.values():
            chooser.addWidget(button)
            button.setVisible(len(self.languages) > 1)
        row = QWidget()
        self._row = QHBoxLayout(row)
        self._row.setContentsMargins(0, 0, 0, 0)
        for button in self.buttons:
            self._row.addWidget(button, 1)
        self._buttons = row
        self._side = QVBoxLayout()
        self._side.addLayout(chooser)
        self._side.addWidget(self.headline)
        self._side.addWidget(self.boxes, 10)
        self._side.addWidget(self.detail)
        self._side.addWidget(row)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.addLayout(self._side, 1)
        self._middle.addWidget(self.keypad, 1)
        self._layout = QVBoxLayout(self)
        self._layout.addLayout(self._middle, 1)
        self._layout.addWidget(self.footer)

    def _connect(self) -> None:
        self.keypad.digit.connect(lambda digit: self._emit(Press(digit)))
        self.keypad.undo.connect(lambda: self._emit(Command("undo")))
        self.keypad.clear.connect(lambda: self._emit(Command("clear")))
        self.boxes.touched.connect(lambda place: self._emit(Select(place)))
        for code, button in self.languages.items():
            button.clicked.connect(lambda _=False, code=code: self._emit(Language(code)))
        for place, button in enumerate(self.buttons):
            button.pressed.connect(lambda place=place: self._press(place))
            button.clicked.connect(lambda _=False, place=place: self._push(place))

    def _emit(self, event: Event) -> None:
        self.entry_event.emit(event)

    def _press(self, place: int) -> None:
        is_read = time.monotonic() - self._changed_at >= DOUBLE_TAP_SECONDS
        self._pressed = self._commands[place] if is_read else ""

    def _push(self, place: int) -> None:
        pressed, self._pressed = self._pressed, ""
        if pressed == self._commands[place]:  # it may have changed under the finger
            self._emit(Command(pressed))  # type: ignore[arg-type]

    def set_language(self, texts: Texts, code: str) -> None:
        """Change the language."""
        self.keypad.set_labels(texts("undo"), texts("clear"))
        for other, button in self.languages.items():
            set_property(button, "chosen", "true" if other == code else "false")

    def show_view(self, view: View) -> None:
        """Show a view."""
        if view == self._shown:
            return
        self._shown = view
        self.headline.setText(view.headline)
        self.headline.setStyleSheet(headline_style_sheet(view.headline_style, self._unit))
        self.detail.setText(view.detail)
        self.boxes.show_boxes(view.boxes, view.progress)
        has_digits = any(box.style not in ("empty", "next") for box in view.boxes)
        self.keypad.enable(digits=view.takes_digits, edits=has_digits and len(view.buttons) > 0)
        self._show_buttons(view.buttons)

    def _show_buttons(self, buttons: tuple[ButtonView, ...]) -> None:
        before = list(self._commands)
        for place, button in enumerate(self.buttons):
            is_used = place < len(buttons)
            button.setVisible(is_used)
            self._commands[place] = buttons[place].command if is_used else ""
            if is_used:
                button.setText(buttons[place].text)
                set_kind(button, "primary" if buttons[place].is_primary else "plain")
                # Every text gets the same space beside it.
                button.ensurePolished()
                width = button.fontMetrics().horizontalAdvance(button.text()) + 8 * self._unit
                self._row.setStretch(place, width)
        if self._commands != before:
            self._changed_at = time.monotonic()

    def show_problem(self, text: str) -> None:
        """Show staff a problem at the lower edge; empty if there is none."""
        self.footer.setText(text)
        set_property(self.footer, "urgent", "true" if text else "false")

    def fit(self, unit: int, *, is_portrait: bool) -> None:
        """Fit the screen. In portrait, the keypad is in the lower half, within reach of all."""
        self._unit = unit
        direction = QBoxLayout.Direction
        self._middle.setDirection(direction.TopToBottom if is_portrait else direction.LeftToRight)
        self._middle.setStretch(0, 11 if is_portrait else 5)
        self._middle.setStretch(1, 9 if is_portrait else 3)
        self._middle.setSpacing(3 * unit)
        self._side.setSpacing(2 * unit)
        self._row.setSpacing(2 * unit)
        margin = 2 * unit
        self._layout.setContentsMargins(margin, margin, margin, unit)
        self.keypad.fit(unit)
        for button in self.languages.values():
            button.setMinimumSize(16 * unit, 7 * unit)
        self._buttons.setFixedHeight(11 * unit)  # also without buttons, so that nothing moves
        self.headline.setMinimumHeight(10 * unit)
        self.detail.setMinimumHeight(7 * unit)
        self.footer.setMinimumHeight(3 * unit)
        if self._shown is not None:
            self.headline.setStyleSheet(headline_style_sheet(self._shown.headline_style, unit))
