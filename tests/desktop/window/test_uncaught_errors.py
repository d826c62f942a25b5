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
def faults(qtbot: QtBot) -> Iterator[UncaughtErrors]:
    """Installed in place of pytest's own hooks, which are put back."""
    del qtbot  # signals need an application
    before = sys.excepthook, threading.excepthook
    log = UncaughtErrors()
    log.install()
    yield log
    log.remove()
    assert (sys.excepthook, threading.excepthook) == before


def test_what_a_slot_raises_is_told_and_logged(
    faults: UncaughtErrors, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    error = RuntimeError("first line\nsecond line")
    with qtbot.waitSignal(faults.fault) as told:
        sys.excepthook(RuntimeError, error, None)
    assert told.args == ["RuntimeError: first line"]
    assert "not caught: RuntimeError" in caplog.text


def test_what_a_thread_raises_is_told_in_the_window_s_thread(
    faults: UncaughtErrors, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    window = MainWindow(find_devices=list)
    qtbot.addWidget(window)
    faults.fault.connect(window.notifications.show_fault, Qt.ConnectionType.QueuedConnection)
    thread = threading.Thread(target=fail, name="capture")
    thread.start()
    thread.join()
    assert "fault" not in window.notification_bar.shown  # nothing was drawn from that thread
    qtbot.waitUntil(lambda: "fault" in window.notification_bar.shown)
    assert "ZeroDivisionError" in window.notification_bar.shown["fault"].message.text()
    assert "spoken-digits.log" in window.notification_bar.shown["fault"].message.text()
    assert "not caught in thread capture" in caplog.text


def test_a_thread_that_leaves_is_no_fault(faults: UncaughtErrors, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(faults.fault, wait=50):
        thread = threading.Thread(target=sys.exit)
        thread.start()
        thread.join()


def test_qt_s_warnings_go_to_the_log(
    faults: UncaughtErrors, caplog: pytest.LogCaptureFixture
) -> None:
    del faults
    with caplog.at_level(logging.WARNING):
        qWarning("something is odd")
    assert "Qt: something is odd" in caplog.text
    assert caplog.records[-1].levelno == logging.WARNING
