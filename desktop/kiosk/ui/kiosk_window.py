"""The kiosk's window: the page for people, the staff page, and the lockdown."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from core.bundle_location import bundle_directory
from desktop.kiosk.config import Config
from desktop.kiosk.delivery.journal_writer import JournalWriter
from desktop.kiosk.delivery.sinks import sink_name
from desktop.kiosk.entry.events import Command, Event, Hidden, Press, Tick
from desktop.kiosk.entry.session import EntrySession
from desktop.kiosk.entry.state import Store
from desktop.kiosk.entry.texts import Texts
from desktop.kiosk.entry.view import SpeechStatus, view
from desktop.kiosk.process.fixed_file import read_fixed
from desktop.kiosk.process.heartbeat import heartbeat_path
from desktop.kiosk.process.pin import Attempts, has_pin
from desktop.kiosk.process.status import MICROPHONE_OK
from desktop.kiosk.ui.hidden_corner import HiddenCorner
from desktop.kiosk.ui.kiosk_listener import SILENT_DB
from desktop.kiosk.ui.kiosk_page import DOUBLE_TAP_SECONDS, KioskPage
from desktop.kiosk.ui.lockdown import Lockdown
from desktop.kiosk.ui.staff_page import StaffPage, StaffStatus
from desktop.kiosk.ui.style import style_sheet, unit_for
from desktop.languages import spoken_at
from desktop.versions import both_versions

TICK_MS = 100
STATUS_SECONDS = 1.0
STAFF_IDLE_SECONDS = 60.0
"""The staff page closes after this time without a touch or a key."""

_COMMANDS = {
    Qt.Key.Key_Backspace: "undo",
    Qt.Key.Key_Delete: "clear",
    Qt.Key.Key_Escape: "clear",
    Qt.Key.Key_Return: "confirm",
    Qt.Key.Key_Enter: "confirm",
}


class KioskWindow(QStackedWidget):
    """The window. It exists as long as the process.

    Parameters
    ----------
    config : Config
    journal_writer : JournalWriter
    beep : callable
        Gets the name of a sound.
    """

    language_changed = Signal(str)
    """Code of the language in which digits are now said."""

    quit_requested = Signal()
    restart_requested = Signal()
    _answered = Signal(object)

    def __init__(
        self, config: Config, journal_writer: JournalWriter, beep: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._config = config
        self._journal_writer = journal_writer
        # The journal has its own thread, so that a slow disk does not block the window.
        self._journal_thread = ThreadPoolExecutor(1, "journal")
        self.session = EntrySession(config.rules, self._store, beep)
        self.microphone = "opening"
        self.source = self.source_problem = ""
        self.level: Callable[[], float] = lambda: SILENT_DB
        self.problem = ""
        self.has_model = True
        self._courier: dict[str, Any] = {}
        self._code = ""
        self._tests_wanted = 0
        self._status_due = self._staff_until = self._return_at = 0.0
        self._texts = self._texts_in(config.languages[0])
        self.page = KioskPage(config.languages)
        attempts = Attempts(config.state, config.max_attempts, config.lockout)
        self.staff = StaffPage(attempts, self._texts)
        # On the page, not on the window: each change of page would put the page above it.
        self._corner = HiddenCorner(self.page)
        self.addWidget(self.page)
        self.addWidget(self.staff)
        self.lockdown = Lockdown(self, config.chord)
        self._connect()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._render()

    def _connect(self) -> None:
        self._answered.connect(self.handle, Qt.ConnectionType.QueuedConnection)
        self.page.entry_event.connect(self.handle)
        self.lockdown.key.connect(self._handle_key)
        self.lockdown.chord_pressed.connect(self.show_staff)
        self.lockdown.pointer_pressed.connect(self._extend_staff_time)
        self._corner.held.connect(self.show_staff)
        self.staff.closed.connect(self._hide_staff)
        self.staff.quit_requested.connect(self.quit_requested)
        self.staff.restart_requested.connect(self.restart_requested)
        self.staff.test_requested.connect(self._request_test)

    def handle(self, event: Event) -> None:
        """Pass an event to the state machine and show the new state."""
        self.session.handle(event)
        self._render()

    def report(self) -> dict[str, object]:
        """The content of the heartbeat; never a number."""
        state = self.session.state
        is_attract = state.screen == "attract" and self.currentWidget() is self.page
        shown = time.monotonic() - state.since
        return {
            "screen": state.screen if self.currentWidget() is self.page else "staff",
            "boxes": len(state.boxes),
            "microphone": self.microphone if self.has_model else "no_model",
            "problem": self.problem,
            "is_quiet": is_attract and shown >= 60.0 * self._config.quiet_minutes,
            "tests_wanted": self._tests_wanted,
        }

    def show_staff(self) -> None:
        """Ask for the PIN. What staff say to try the microphone is not entered."""
        self.handle(Hidden(is_hidden=True))
        self.staff.ask(has_pin=has_pin(self._config.state))
        self.setCurrentWidget(self.staff)
        self._extend_staff_time()

    def _hide_staff(self) -> None:
        self.staff.ask(has_pin=True)
        self.setCurrentWidget(self.page)
        self.handle(Hidden(is_hidden=False))

    def _request_test(self) -> None:
        """Ask the supervisor for a self-test, with the next heartbeat."""
        self._tests_wanted += 1
        self._extend_staff_time()

    def _extend_staff_time(self) -> None:
        self._staff_until = time.monotonic() + STAFF_IDLE_SECONDS

    def _store(self, store: Store, id_: str) -> None:
        self._journal_thread.submit(
            lambda: self._answered.emit(self._journal_writer.store(store, id_))
        )

    def _handle_key(self, key: int) -> None:
        digit = key - Qt.Key.Key_0 if Qt.Key.Key_0 <= key <= Qt.Key.Key_9 else None
        command = _COMMANDS.get(Qt.Key(key))
        if self.currentWidget() is self.staff:
            self._extend_staff_time()
            self._handle_staff_key(digit, command)
        elif digit is not None:
            self.handle(Press(digit))
        elif command == "confirm":
            self._confirm()
        elif command is not None:
            self.handle(Command(command))  # type: ignore[arg-type]

    def _confirm(self) -> None:
        """Handle Return; a double press ends the number, but does not confirm it unread."""
        now = time.monotonic()
        is_double, self._return_at = now - self._return_at < DOUBLE_TAP_SECONDS, now
        if not is_double:
            is_attract = self.session.state.screen == "attract"
            self.handle(Command("start" if is_attract else "confirm"))

    def _handle_staff_key(self, digit: int | None, command: str | None) -> None:
        if digit is not None:
            self.staff.press(digit)
        elif command == "undo":
            self.staff.undo()
        elif command == "clear":
            self._hide_staff()
        elif command == "confirm":
            self.staff.enter()

    def _tick(self) -> None:
        self.session.handle(Tick())
        now = time.monotonic()
        if now >= self._status_due:
            self._status_due = now + STATUS_SECONDS
            self._update_status()
        if self.currentWidget() is self.staff:
            self.staff.show_level(self.level())
            if now >= self._staff_until:
                self._hide_staff()
        self._render()

    def _update_status(self) -> None:
        """Read the heartbeats and show problems to staff."""
        state = self._config.state
        self._courier = read_fixed(heartbeat_path(state, "courier"))
        supervisor = read_fixed(heartbeat_path(state, "supervisor"))
        if self.staff.is_open:
            status = StaffStatus(
                self._courier,
                self.report()["microphone"] in MICROPHONE_OK,
                self.source,
                self._source_problem(),
                self.problem,
                supervisor.get("self_test"),
                is_testing=bool(supervisor.get("is_testing")),
                name=self._config.name,
                sink=sink_name(self._config.sink),
                version=both_versions(self._bundle),
            )
            self.staff.show_status(status)
        problem = self.problem
        if self._courier.get("problem"):
            count = self._courier.get("pending", 0)
            problem = self._texts("trouble_delivery", count=count)
            if count == 0:  # a record is damaged, or of another version
                problem = self._texts("trouble_records")
        self.page.show_problem(problem)

    def _source_problem(self) -> str:
        """What is wrong with the microphone, for staff."""
        if self.microphone == "blocked" and sys.platform == "linux":
            return self._texts("staff_muted")  # a kiosk has no desktop with sound settings
        return self.source_problem

    def _speech_status(self) -> SpeechStatus:
        if not self.has_model:
            return "no_model"
        return "ok" if self.microphone in MICROPHONE_OK else "no_sound"

    @property
    def _bundle(self) -> Path:
        """Folder of the model in use."""
        return self._config.bundle or bundle_directory(self._texts.spoken.language)

    def _texts_in(self, code: str) -> Texts:
        return Texts(code, self._config.texts, spoken_at(code, self._config.bundle))

    def _render(self) -> None:
        state = self.session.state
        if state.language != self._code:
            self._code = state.language
            self._texts = self._texts_in(self._code)
            self.language_changed.emit(self._texts.spoken.language)
            self.page.set_language(self._texts, self._code)
            self.staff.set_language(self._texts)
        self.page.show_view(
            view(
                state,
                self._config.rules,
                self._texts,
                time.monotonic(),
                is_secret=self._config.is_secret,
                speech=self._speech_status(),
            )
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: adapt all sizes to the screen."""
        super().resizeEvent(event)
        unit = unit_for(self.width(), self.height())
        is_portrait = self.height() > self.width()
        self.setStyleSheet(style_sheet(unit))
        self.page.fit(unit, is_portrait=is_portrait)
        self.staff.fit(unit, is_portrait=is_portrait)
        self._corner.setGeometry(0, 0, 8 * unit, 8 * unit)
        self._corner.raise_()
