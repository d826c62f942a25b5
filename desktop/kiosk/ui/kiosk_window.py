"""The kiosk's window: the flow on the screen, the staff's page, and the lock around both."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from desktop.kiosk.config import Config
from desktop.kiosk.delivery.journal_writer import JournalWriter
from desktop.kiosk.entry.events import Command, Input, Press, Tick
from desktop.kiosk.entry.session import EntrySession
from desktop.kiosk.entry.state import Store
from desktop.kiosk.entry.texts import Texts
from desktop.kiosk.entry.view import Sound, view
from desktop.kiosk.process.fixed_file import read_fixed
from desktop.kiosk.process.heartbeat import beat_path
from desktop.kiosk.process.pin import Attempts, has_pin
from desktop.kiosk.ui.hidden_corner import HiddenCorner
from desktop.kiosk.ui.kiosk_page import KioskPage
from desktop.kiosk.ui.lockdown import Lockdown
from desktop.kiosk.ui.staff_page import StaffPage
from desktop.kiosk.ui.style import style_sheet, unit_for

TICK_MS = 100
FACTS_SECONDS = 1.0
STAFF_IDLE_SECONDS = 60.0

_COMMANDS = {
    Qt.Key.Key_Backspace: "undo",
    Qt.Key.Key_Delete: "clear",
    Qt.Key.Key_Escape: "clear",
    Qt.Key.Key_Return: "confirm",
    Qt.Key.Key_Enter: "confirm",
}


class KioskWindow(QStackedWidget):
    """What is on the screen, for as long as the process lives.

    Parameters
    ----------
    config : Config
    keeper : JournalWriter
    beep : callable
        Given a sound's name.
    """

    leave_wanted = Signal()
    restart_wanted = Signal()
    _kept = Signal(object)

    def __init__(self, config: Config, keeper: JournalWriter, beep: Callable[[str], None]) -> None:
        super().__init__()
        self._config = config
        self._keeper = keeper
        # One thread: a disk that takes its time does not stop the window.
        self._writer = ThreadPoolExecutor(1, "journal")
        self.station = EntrySession(config.rules, self._keep, beep)
        self.microphone = "opening"
        self.trouble = ""
        self.has_model = True
        self._courier: dict[str, Any] = {}
        self._code = ""
        self._facts_due = self._staff_until = 0.0
        self._words = Texts(config.languages[0], config.texts)
        self.page = KioskPage(config.languages)
        attempts = Attempts(config.state, config.max_attempts, config.lockout)
        self.staff = StaffPage(attempts, self._words)
        self._corner = HiddenCorner(self)
        self.addWidget(self.page)
        self.addWidget(self.staff)
        self.lock = Lockdown(self, config.chord)
        self._connect()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._render()

    def _connect(self) -> None:
        self._kept.connect(self.happen, Qt.ConnectionType.QueuedConnection)
        self.page.happened.connect(self.happen)
        self.lock.key.connect(self._key)
        self.lock.chord_pressed.connect(self.show_staff)
        self._corner.held.connect(self.show_staff)
        self.staff.left.connect(self._hide_staff)
        self.staff.leave_wanted.connect(self.leave_wanted)
        self.staff.restart_wanted.connect(self.restart_wanted)

    def happen(self, happened: Input) -> None:
        """Let the flow take what happened, and show what comes of it."""
        self.station.happen(happened)
        self._render()

    def told(self) -> dict[str, object]:
        """For the heartbeat; never a number."""
        state = self.station.state
        is_attract = state.screen == "attract" and self.currentWidget() is self.page
        rested = time.monotonic() - state.since
        return {
            "screen": state.screen if self.currentWidget() is self.page else "staff",
            "boxes": len(state.boxes),
            "microphone": self.microphone if self.has_model else "no_model",
            "trouble": self.trouble,
            "is_quiet": is_attract and rested >= 60.0 * self._config.quiet_minutes,
        }

    def show_staff(self) -> None:
        """Ask for the PIN."""
        self.staff.ask(has_pin=has_pin(self._config.state))
        self.setCurrentWidget(self.staff)
        self._stay_in_staff()

    def _hide_staff(self) -> None:
        self.staff.ask(has_pin=True)
        self.setCurrentWidget(self.page)

    def _stay_in_staff(self) -> None:
        self._staff_until = time.monotonic() + STAFF_IDLE_SECONDS

    def _keep(self, store: Store, id_: str) -> None:
        self._writer.submit(lambda: self._kept.emit(self._keeper.keep(store, id_)))

    def _key(self, key: int) -> None:
        digit = key - Qt.Key.Key_0 if Qt.Key.Key_0 <= key <= Qt.Key.Key_9 else None
        command = _COMMANDS.get(Qt.Key(key))
        if self.currentWidget() is self.staff:
            self._stay_in_staff()
            self._staff_key(digit, command)
        elif digit is not None:
            self.happen(Press(digit))
        elif command is not None:
            is_start = command == "confirm" and self.station.state.screen == "attract"
            self.happen(Command("start" if is_start else command))  # type: ignore[arg-type]

    def _staff_key(self, digit: int | None, command: str | None) -> None:
        if digit is not None:
            self.staff.press(digit)
        elif command == "undo":
            self.staff.undo()
        elif command == "clear":
            self._hide_staff()
        elif command == "confirm":
            self.staff.enter()

    def _tick(self) -> None:
        self.station.happen(Tick())
        now = time.monotonic()
        if now >= self._facts_due:
            self._facts_due = now + FACTS_SECONDS
            self._look_around()
        if self.currentWidget() is self.staff and now >= self._staff_until:
            self._hide_staff()
        self._render()

    def _look_around(self) -> None:
        """See how delivery is, and tell the staff."""
        state = self._config.state
        self._courier = read_fixed(beat_path(state, "courier"))
        supervisor = read_fixed(beat_path(state, "supervisor"))
        self.staff.show_facts(self.told(), self._courier, supervisor.get("self_test"))
        trouble = self.trouble
        if self._courier.get("trouble"):
            count = self._courier.get("pending", 0)
            trouble = self._words("trouble_delivery", count=count)
        self.page.show_trouble(trouble)

    def _sound(self) -> Sound:
        if not self.has_model:
            return "no_model"
        is_well = self.microphone in ("listening", "opening", "paused", "finished")
        return "well" if is_well else "no_sound"

    def _render(self) -> None:
        state = self.station.state
        if state.language != self._code:
            self._code = state.language
            self._words = Texts(self._code, self._config.texts)
            self.page.say(self._words, self._code)
            self.staff.say(self._words)
        self.page.show_view(
            view(
                state,
                self._config.rules,
                self._words,
                time.monotonic(),
                is_secret=self._config.is_secret,
                sound=self._sound(),
            )
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: all sizes follow the screen's."""
        super().resizeEvent(event)
        unit = unit_for(self.width(), self.height())
        is_upright = self.height() > self.width()
        self.setStyleSheet(style_sheet(unit))
        self.page.fit(unit, is_upright=is_upright)
        self.staff.fit(unit, is_upright=is_upright)
        self._corner.setGeometry(0, 0, 8 * unit, 8 * unit)
        self._corner.raise_()
