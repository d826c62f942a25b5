from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, qWarning
from pytestqt.qtbot import QtBot

from desktop.window.main_window import MainWindow
from desktop.window.uncaught_errors import UncaughtErrors


@pytest.fixture
def errors(qtbot: QtBot) -> Iterator[UncaughtErrors]:
    """Replace pytest's hooks, and restore them afterwards."""
    del qtbot  # signals need an application
    previous = sys.excepthook, threading.excepthook
    uncaught = UncaughtErrors()
    uncaught.install()
    yield uncaught
    uncaught.remove()
    assert (sys.excepthook, threading.excepthook) == previous


def test_an_exception_in_a_slot_is_reported_and_logged(
    errors: UncaughtErrors, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    error = RuntimeError("first line\nsecond line")
    with qtbot.waitSignal(errors.raised) as emitted:
        sys.excepthook(RuntimeError, error, None)
    assert emitted.args == ["RuntimeError: first line"]
    assert "uncaught exception: RuntimeError" in caplog.text


def test_an_exception_in_a_thread_is_reported_in_the_gui_thread(
    errors: UncaughtErrors, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    window = MainWindow(find_devices=list)
    qtbot.addWidget(window)
    errors.raised.connect(
        window.notifications.show_internal_error, Qt.ConnectionType.QueuedConnection
    )
    thread = threading.Thread(target=fail, name="capture")
    thread.start()
    thread.join()
    assert "internal" not in window.notification_bar.shown  # not from the other thread
    qtbot.waitUntil(lambda: "internal" in window.notification_bar.shown)
    assert "ZeroDivisionError" in window.notification_bar.shown["internal"].message.text()
    assert "spoken-digits.log" in window.notification_bar.shown["internal"].message.text()
    assert "uncaught exception in thread capture" in caplog.text


def test_a_thread_that_exits_is_not_an_error(errors: UncaughtErrors, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(errors.raised, wait=50):
        thread = threading.Thread(target=sys.exit)
        thread.start()
        thread.join()


def test_warnings_of_qt_are_logged(
    errors: UncaughtErrors, caplog: pytest.LogCaptureFixture
) -> None:
    del errors
    with caplog.at_level(logging.WARNING):
        qWarning("something is odd")
    assert "Qt: something is odd" in caplog.text
    assert caplog.records[-1].levelno == logging.WARNING
