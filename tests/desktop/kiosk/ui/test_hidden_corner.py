"""The hidden corner opens the staff page, as often as it is held."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.kiosk.config import Config
from desktop.kiosk.delivery.journal_writer import JournalWriter
from desktop.kiosk.entry.events import Press
from desktop.kiosk.process.pin import set_pin
from desktop.kiosk.ui import hidden_corner
from desktop.kiosk.ui.kiosk_window import KioskWindow


@pytest.fixture
def window(qtbot, tmp_path: Path, monkeypatch):
    """A kiosk whose corner needs to be held for a moment only."""
    monkeypatch.setattr(hidden_corner, "HOLD_SECONDS", 0.05)
    set_pin(tmp_path, "2580")
    config = Config(tmp_path / "kiosk.toml", state=tmp_path)
    window = KioskWindow(config, JournalWriter(tmp_path / "journal", "test"), lambda _: None)
    qtbot.addWidget(window)
    window.resize(1024, 768)
    window.show()
    qtbot.waitExposed(window)
    return window


def press(window: KioskWindow, at: QPoint) -> None:
    """Press on the screen, not on a widget: what is on top gets the event."""
    QTest.mousePress(window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)


def release(window: KioskWindow, at: QPoint) -> None:
    QTest.mouseRelease(window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)


CORNER = QPoint(20, 20)


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
def test_the_corner_opens_the_staff_page_again_and_again(window, qtbot):
    for turn in range(3):
        press(window, CORNER)
        qtbot.waitUntil(lambda: window.currentWidget() is window.staff)
        release(window, CORNER)
        window.staff._back.click()
        assert window.currentWidget() is window.page
        if turn == 1:  # somebody enters a number in between
            window.handle(Press(4))
            qtbot.wait(10)


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
def test_only_the_corner_opens_it_and_only_if_it_is_held(window, qtbot):
    press(window, CORNER)
    release(window, CORNER)
    press(window, QPoint(300, 20))
    qtbot.wait(150)
    release(window, QPoint(300, 20))
    assert window.currentWidget() is window.page


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
def test_on_the_staff_page_the_corner_does_not_clear_the_typed_digits(window, qtbot):
    window.show_staff()
    window.staff.press(2)
    press(window, CORNER)
    qtbot.wait(150)
    release(window, CORNER)
    assert window.staff.typed.text() == "•"
