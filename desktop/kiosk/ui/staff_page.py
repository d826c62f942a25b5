"""The staff page: after a PIN, it shows the status and the log, and has commands for staff."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from math import ceil
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop.folders import NoHomeError
from desktop.kiosk.entry.texts import Texts
from desktop.kiosk.process.log_tail import last_entries
from desktop.kiosk.process.pin import MAX_DIGITS, Attempts, PinError
from desktop.kiosk.ui.keypad import Keypad, make_button, set_kind, set_property
from desktop.kiosk.ui.style import headline_style_sheet
from desktop.log import log_path

log = logging.getLogger(__name__)

LOWEST_DB = -60
"""The left end of the level meter, dBFS."""

LOG_ENTRIES = 6


@dataclass(frozen=True, slots=True)
class StaffStatus:
    """What the staff page shows; never a number that was entered.

    Attributes
    ----------
    courier : dict
        The last heartbeat of the courier.
    hears : bool
        Whether the microphone and the recognizer work.
    source : str
        Name of the microphone.
    source_problem : str
        What is wrong with the microphone and what to do about it; empty if nothing is.
    problem : str
        Another problem of the window.
    test : dict or None
        The result of the last self-test.
    is_testing : bool
    name : str
        Of the kiosk.
    sink : str
        Where numbers are delivered.
    version : str
        Of the program and of the model in use.
    """

    courier: dict[str, Any]
    hears: bool
    source: str
    source_problem: str
    problem: str
    test: dict[str, Any] | None
    is_testing: bool = False
    name: str = ""
    sink: str = ""
    version: str = ""


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
    test_requested = Signal()

    def __init__(self, attempts: Attempts, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("staff")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._attempts = attempts
        self._texts = texts
        self._typed = ""
        self._unit = 8
        self._headline_style = "normal"
        self._has_pin = True
        self._is_leaving = False  # staff are asked whether they want to exit
        self.is_open = False
        self.headline, self.typed, self.status = QLabel(), QLabel(), QLabel()
        self.log, self.level_name, self.level_value = QLabel(), QLabel(), QLabel()
        self.typed.setObjectName("typed")
        for label in (self.status, self.level_name, self.level_value):
            label.setObjectName("status")
        self.log.setObjectName("log")
        for label in (self.headline, self.typed, self.status, self.log):
            label.setMinimumWidth(1)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self.headline, self.status, self.log):
            label.setWordWrap(True)
        self.log.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.headline.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.typed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.meter = QProgressBar()
        self.meter.setRange(LOWEST_DB, 0)
        self.meter.setTextVisible(False)
        self.keypad = Keypad()
        self.keypad.digit.connect(self.press)
        self.keypad.undo.connect(self.undo)
        self.keypad.clear.connect(self.clear)
        self._make_buttons()
        self._arrange()
        self.set_language(texts)

    def _make_buttons(self) -> None:
        self._back, self._test = make_button("", "plain"), make_button("", "plain")
        self._restart, self._quit = make_button("", "plain"), make_button("", "plain")
        self._enter = make_button("OK", "primary")
        self._back.clicked.connect(self._go_back)
        self._test.clicked.connect(self.test_requested)
        self._restart.clicked.connect(self.restart_requested)
        self._quit.clicked.connect(self._leave)
        self._enter.clicked.connect(self.enter)
        for button in (self._back, self._test, self._restart, self._quit):
            set_property(button, "scale", "small")

    def _arrange(self) -> None:
        # The most prominent button leads back, so that nobody exits the kiosk by accident.
        self._buttons = QVBoxLayout()
        self._rows = [QHBoxLayout() for _ in range(2)]
        self._buttons.addWidget(self._enter, 1)
        for row, buttons in zip(
            self._rows, ((self._test, self._restart), (self._quit, self._back)), strict=True
        ):
            self._buttons.addLayout(row, 1)
            for button in buttons:
                row.addWidget(button, 1)
        level = QHBoxLayout()
        level.addWidget(self.level_name)
        level.addWidget(self.meter, 1)
        level.addWidget(self.level_value)
        side = QVBoxLayout()
        side.addWidget(self.headline, 2)
        side.addWidget(self.typed, 3)
        side.addWidget(self.status, 6)
        side.addLayout(level)
        side.addLayout(self._buttons, 4)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.addLayout(side, 3)
        self._layout.addWidget(self.keypad, 2)
        self._layout.addWidget(self.log, 2)
        self._show_buttons()

    def set_language(self, texts: Texts) -> None:
        """Change the language."""
        self._texts = texts
        self._restart.setText(texts("staff_restart"))
        self._name_buttons()
        self._test.setText(texts("staff_test"))
        self.level_name.setText(texts("staff_level"))
        self.keypad.set_labels(texts("undo"), texts("clear"))

    def fit(self, unit: int, *, is_portrait: bool) -> None:
        """Fit the screen."""
        self._unit = unit
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.TopToBottom if is_portrait else direction.LeftToRight)
        self._layout.setContentsMargins(3 * unit, 3 * unit, 3 * unit, 3 * unit)
        self._layout.setSpacing(3 * unit)
        for layout in (self._buttons, *self._rows):
            layout.setSpacing(unit)
        self.keypad.fit(unit)
        for button in (self._enter, self._back, self._quit):
            button.setMaximumHeight(16 * unit)  # alone, it would fill the page
        self.meter.setFixedHeight(2 * unit)
        self.level_value.setFixedWidth(14 * unit)  # so that the meter does not change its length
        self._show_headline(self.headline.text(), self._headline_style)

    def ask(self, *, has_pin: bool) -> None:
        """Ask for the PIN."""
        self._typed, self.is_open, self._is_leaving, self._has_pin = "", False, False, has_pin
        self.status.setText("")
        self._show_typed()
        self._show_headline(self._texts("staff_pin" if has_pin else "staff_no_pin"))
        self._show_buttons()

    def press(self, digit: int) -> None:
        """Enter a digit."""
        if not self.is_open and self._has_pin and len(self._typed) < MAX_DIGITS:
            if not self._typed:  # no longer "Wrong PIN"
                self._show_headline(self._texts("staff_pin"))
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
            log.warning("staff page: %s", error)
            self._show_headline(str(error))
            return
        if answer == "correct":
            log.info("staff page: opened")
            self.is_open = True
            self._show_headline(self._texts("staff_title"))
        elif self._attempts.locked_for > 0:
            seconds = ceil(self._attempts.locked_for)
            if answer == "wrong":
                log.warning("staff page: wrong PIN; locked for %d s", seconds)
            self._show_headline(self._texts("staff_locked", seconds=seconds))
        else:
            log.warning("staff page: wrong PIN")
            self._show_headline(self._texts("staff_wrong"))
        self._show_buttons()

    def _leave(self) -> None:
        """Ask whether to exit the kiosk; the second time, exit."""
        if self._is_leaving:
            self.quit_requested.emit()
            return
        self._is_leaving = True
        self._show_headline(self._texts("staff_leave_question"), "question")
        self.status.setText(self._texts("staff_leave_detail"))
        self._show_buttons()

    def _go_back(self) -> None:
        """Go back to the status or, from there, to the page for people."""
        if not self._is_leaving:
            self.closed.emit()
            return
        self._is_leaving = False
        self._show_headline(self._texts("staff_title"))
        self.status.setText("")  # until the next status
        self._show_buttons()

    def show_status(self, status: StaffStatus) -> None:
        """Show the status and the log, if the PIN was correct."""
        if not self.is_open or self._is_leaving:
            return
        texts, courier = self._texts, status.courier
        now = dt.datetime.now().astimezone()
        name = f" ({status.source})" if status.source else ""
        sink = f" ({status.sink})" if status.sink else ""
        lines = {
            "staff_time": f"{now:%Y-%m-%d %H:%M} ({now:%Z})",
            "staff_delivery": (courier.get("problem") or texts("staff_well")) + sink,
            "staff_waiting": courier.get("pending", "?"),
            "staff_delivered": courier.get("delivered", "?"),
            "staff_microphone": texts("staff_well" if status.hears else "staff_not_working") + name,
            "staff_self_test": self._tested(status),
            "staff_version": status.version,
        }
        shown = [texts("staff_line", name=texts(key), value=lines[key]) for key in lines]
        shown += [line for line in (status.source_problem, status.problem) if line]
        title = texts("staff_title")
        self._show_headline(f"{title} – {status.name}" if status.name else title)
        self.status.setText("\n".join(shown))
        self._test.setEnabled(not status.is_testing)
        try:
            entries = last_entries(log_path(), LOG_ENTRIES)
        except NoHomeError:
            entries = []
        shown_log = "\n".join(entries) or texts("staff_log_empty")
        self.log.setText(texts("staff_line", name=texts("staff_log"), value=f"\n{shown_log}"))

    def _tested(self, status: StaffStatus) -> str:
        texts, test = self._texts, status.test
        if status.is_testing:
            return texts("staff_testing")
        if not test:
            return texts("staff_never")
        passed = texts("staff_passed" if test["passed"] else "staff_failed")
        at = dt.datetime.fromisoformat(test["time"]).astimezone()
        detail = "" if test["passed"] else f": {test['detail']}"
        return f"{passed} ({at:%Y-%m-%d %H:%M}){detail}"

    def show_level(self, level_db: float) -> None:
        """Show the level of the microphone, in dBFS."""
        self.meter.setValue(max(LOWEST_DB, min(round(level_db), 0)))
        is_silent = level_db <= -100.0
        text = self._texts("staff_silent") if is_silent else f"{level_db:.0f} dBFS"
        self.level_value.setText(text.replace("-", "\N{MINUS SIGN}"))

    def _show_buttons(self) -> None:
        is_asking = not self.is_open and self._has_pin
        shows_status = self.is_open and not self._is_leaving
        for widget in (self.status, self._quit):
            widget.setVisible(self.is_open)
        for widget in (self._restart, self._test, self.log, self.meter):
            widget.setVisible(shows_status)
        for widget in (self.level_name, self.level_value):
            widget.setVisible(shows_status)
        for widget in (self._enter, self.typed, self.keypad):
            widget.setVisible(is_asking)
        # While staff are asked, "Cancel" is where "Exit" was: a double tap must not exit the kiosk.
        direction = QBoxLayout.Direction
        order = direction.RightToLeft if self._is_leaving else direction.LeftToRight
        self._rows[1].setDirection(order)
        self._layout.setStretch(0, 4 if self.is_open else 3)
        self._buttons.setStretchFactor(self._rows[0], 1 if shows_status else 0)
        set_kind(self._back, "plain" if is_asking else "primary")
        self.keypad.enable(digits=is_asking, edits=is_asking)
        self._name_buttons()

    def _name_buttons(self) -> None:
        self._back.setText(self._texts("cancel" if self._is_leaving else "staff_back"))
        self._quit.setText(self._texts("staff_leave_yes" if self._is_leaving else "staff_leave"))

    def _show_typed(self) -> None:
        self.typed.setText("•" * len(self._typed))

    def _show_headline(self, text: str, style: str = "normal") -> None:
        self._headline_style = style
        self.headline.setText(text)
        self.headline.setStyleSheet(headline_style_sheet(style, self._unit))
