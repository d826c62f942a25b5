"""The window: double taps, and the staff page in front of an entry."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.kiosk.config import Config
from desktop.kiosk.delivery.journal import Journal, journal_path
from desktop.kiosk.delivery.journal_writer import JournalWriter
from desktop.kiosk.entry.events import Heard, Phrase, Press
from desktop.kiosk.entry.state import Rules
from desktop.kiosk.process.fixed_file import FixedFile
from desktop.kiosk.process.heartbeat import heartbeat_path
from desktop.kiosk.process.pin import set_pin
from desktop.kiosk.ui import kiosk_page, kiosk_window
from desktop.kiosk.ui.kiosk_window import STAFF_IDLE_SECONDS, KioskWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


SOON = 60.0
"""Taps within this time are double taps here: the computer may be busy."""


@pytest.fixture
def window(qtbot, tmp_path: Path, monkeypatch):
    for module in (kiosk_page, kiosk_window):
        monkeypatch.setattr(module, "DOUBLE_TAP_SECONDS", SOON)
    set_pin(tmp_path, "2580")
    rules = Rules(min_digits=3, max_digits=6, confirm_pause=0.4, end_pause=60.0)
    config = Config(tmp_path / "kiosk.toml", state=tmp_path, rules=rules)
    window = KioskWindow(config, JournalWriter(journal_path(tmp_path), "test"), lambda _: None)
    qtbot.addWidget(window)
    window.microphone = "listening"
    window.resize(1024, 768)
    window.show()
    qtbot.waitExposed(window)
    return window


def screen(window: KioskWindow) -> str:
    return window.session.state.screen


def button(window: KioskWindow, command: str) -> QPushButton:
    return window.page.buttons[window.page._commands.index(command)]


def read(window: KioskWindow) -> None:
    """Look at the buttons for a moment."""
    window.page._changed_at -= SOON
    window._return_at -= SOON


def double_tap(widget: QPushButton) -> None:
    """Tap twice on the same place of the window, whatever is there the second time."""
    window = widget.window().windowHandle()
    at = widget.mapTo(widget.window(), widget.rect().center())
    for _ in range(2):
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=at)


def enter(window: KioskWindow, digits: str) -> None:
    for digit in digits:
        window.handle(Press(int(digit)))


@pytest.mark.parametrize(
    ("digits", "commands", "after"),
    [
        ("", ["start"], "entry"),  # "Cancel" appears there
        ("123", ["confirm"], "readback"),  # "Yes, send" appears there
        ("123", ["confirm", "change"], "entry"),  # "Done" and "Cancel" do
    ],
)
def test_the_second_tap_of_a_double_tap_presses_nothing(window, qtbot, digits, commands, after):
    window.session.rules = Rules(min_digits=3, max_digits=6, confirm_pause=0.0, end_pause=60.0)
    enter(window, digits)
    for command in commands:
        read(window)
        double_tap(button(window, command))
    assert screen(window) == after
    read(window)
    button(window, "cancel").click()
    assert screen(window) == "cancelled"


def test_a_button_that_changes_under_the_finger_is_not_pressed(window, qtbot):
    window.session.rules = Rules(min_digits=3, max_digits=3, confirm_pause=0.0)
    read(window)
    start = button(window, "start")
    QTest.mousePress(start, Qt.MouseButton.LeftButton)
    enter(window, "123")
    QTest.mouseRelease(start, Qt.MouseButton.LeftButton)
    assert screen(window) == "readback"


def test_return_pressed_twice_confirms_nothing_that_was_not_read(window, qtbot):
    window.session.rules = Rules(min_digits=3, max_digits=6, confirm_pause=0.0, end_pause=60.0)
    enter(window, "123")
    for _ in range(2):
        window.lockdown.key.emit(Qt.Key.Key_Return)
    assert screen(window) == "readback"
    read(window)
    window.lockdown.key.emit(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen(window) == "done")


def test_the_staff_page_stays_while_it_is_touched(window, qtbot, monkeypatch):
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now)
    window.show()
    window.show_staff()
    for _ in range(3):
        now += STAFF_IDLE_SECONDS - 1
        qtbot.mouseClick(window.staff, Qt.MouseButton.LeftButton)
        window._tick()
        assert window.currentWidget() is window.staff
    now += STAFF_IDLE_SECONDS + 1
    window._tick()
    assert window.currentWidget() is window.page


def test_what_staff_say_to_try_the_microphone_is_not_sent(window, qtbot, tmp_path):
    """The guide tells them to speak at the staff page, and look at the level."""
    words = tuple(
        Heard(tuple(0.97 if digit == said else 0.03 / 9 for digit in range(10))) for said in (1, 3)
    )
    window.show_staff()
    window.handle(Phrase((*words, *words)))
    qtbot.wait(1000)
    window.staff._back.click()
    qtbot.wait(1000)
    assert (window.currentWidget(), screen(window)) == (window.page, "attract")
    assert Journal(journal_path(tmp_path)).pending() == []
    window.handle(Phrase(words))
    assert screen(window) == "entry"


@pytest.mark.parametrize(
    ("pending", "text"),
    [
        (3, "Staff: numbers waiting for delivery: 3"),
        (0, "Staff: a number cannot be delivered, see the staff page"),
    ],
)
def test_staff_are_told_what_is_wrong_with_the_delivery(window, tmp_path, pending, text):
    problem = "a stored record is damaged"
    heartbeat = FixedFile(heartbeat_path(tmp_path, "courier"))
    heartbeat.write({"pending": pending, "problem": problem})
    heartbeat.close()
    window._update_status()
    assert window.page.footer.text() == text
