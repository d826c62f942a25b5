"""Garbage is collected in the GUI thread only."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.window.garbage_collector import GarbageCollector


class Node:
    """An object in a cycle of references."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector() -> Iterator[QObject]:
    owner = QObject()
    GarbageCollector(owner)
    yield owner
    owner.deleteLater()


def collected_in(nodes: int, done: list[str]) -> None:
    """Make so much garbage that Python would collect it."""
    for _ in range(nodes):
        weakref.finalize(Node(), lambda: done.append(threading.current_thread().name))


@pytest.mark.usefixtures("collector")
def test_another_thread_collects_nothing(qtbot: QtBot) -> None:
    gc.collect()
    done: list[str] = []
    thread = threading.Thread(target=collected_in, args=(5000, done), name="worker")
    thread.start()
    thread.join()
    assert done == []
    qtbot.waitUntil(lambda: len(done) == 5000, timeout=5000)
    assert set(done) == {threading.main_thread().name}
