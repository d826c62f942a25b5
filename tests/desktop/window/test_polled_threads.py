"""Results of threads reach the GUI thread."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.window.polled_threads import PolledThreads


def test_calls_are_made_in_the_gui_thread_and_in_order(qtbot: QtBot) -> None:
    threads = PolledThreads()
    made: list[tuple[int, threading.Thread]] = []

    def work() -> None:
        for number in range(100):
            threads.call_in_gui(
                lambda number=number: made.append((number, threading.current_thread()))
            )

    threads.start(work, "work")
    qtbot.waitUntil(lambda: len(made) == 100)
    assert made == [(number, threading.current_thread()) for number in range(100)]


def test_calls_of_several_threads_are_made(qtbot: QtBot) -> None:
    threads = PolledThreads()
    made: list[int] = []
    for number in range(20):
        threads.start(
            lambda number=number: threads.call_in_gui(lambda: made.append(number)), "work"
        )
    qtbot.waitUntil(lambda: sorted(made) == list(range(20)))


def test_a_failing_call_does_not_prevent_the_next_one(qtbot: QtBot) -> None:
    threads = PolledThreads()
    made: list[str] = []

    def work() -> None:
        threads.call_in_gui([].pop)
        threads.call_in_gui(lambda: made.append("next"))

    with qtbot.captureExceptions() as exceptions:
        threads.start(work, "work")
        qtbot.waitUntil(lambda: made == ["next"])
    assert [kind for kind, _, _ in exceptions] == [IndexError]


def test_calls_are_dropped_when_the_parent_is_deleted(qtbot: QtBot) -> None:
    parent = QObject()
    threads = PolledThreads(parent)
    made: list[str] = []
    is_deleted = threading.Event()

    def work() -> None:
        is_deleted.wait(10)
        threads.call_in_gui(lambda: made.append("late"))

    thread = threads.start(work, "work")
    with qtbot.waitSignal(parent.destroyed):
        parent.deleteLater()
    is_deleted.set()
    thread.join()
    qtbot.wait(100)
    assert made == []
