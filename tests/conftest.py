"""How ``make test`` spreads the tests over several processes (pytest-xdist).

A live test runs in any process: each process has its own display, and each test its own sound
server. The tests of any other module run one after the other in one process, because they share
fixtures; so do the tests in `TOGETHER`.
"""

from __future__ import annotations

import gc
import os
import signal
from typing import Any

import pytest

# The shell makes background jobs ignore SIGINT, and programs that a test starts would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Windows of earlier tests are often in cycles of references. Another thread must not collect them:
# Qt objects are destroyed in their own thread, or the process may crash; see
# `desktop.window.garbage_collector`.
gc.disable()

MAX_PROCESSES = 4
"""More would disturb each other: some live tests play sound in real time."""

ANY_PROCESS = "tests/live/"
TOGETHER = {
    "TensorFlow": ("tests/models/training/",),
    "librosa": ("tests/core/test_audio.py", "tests/core/test_spectrogram.py"),
}
"""Tests that use a library which takes seconds to import or to compile."""


def group_of(test: str) -> str:
    """The group of a test, given its id: all tests of a group run in the same process."""
    if test.startswith(ANY_PROCESS):
        return test
    for name, paths in TOGETHER.items():
        if test.startswith(paths):
            return name
    return test.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """The number of processes: one more than cores, since some tests wait for something.

    With live tests, which mostly wait, there are two per core.
    """
    cores = os.cpu_count() or 1
    return min(cores + 1 if "not live" in config.option.markexpr else 2 * cores, MAX_PROCESSES)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Distribute groups of tests. (The mark ``xdist_group`` has no effect with pytest 9.2.)"""
    from xdist.scheduler import LoadScopeScheduling

    class GroupScheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

    return GroupScheduling(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Start slow and live tests first, so that no process is left with one of them at the end."""
    if hasattr(config, "workerinput"):
        items.sort(
            key=lambda item: [item.get_closest_marker(name) is None for name in ("slow", "live")]
        )


def pytest_collection_finish(session: pytest.Session) -> None:
    """Leave the imported modules and the collected tests out of later collections: they stay."""
    gc.freeze()


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Collect garbage in the main thread, between tests only; all of it after a module.

    What a module leaves behind, such as libraries that it imported, is not searched again.
    """
    if nextitem is None or nextitem.path != item.path:
        gc.collect(2)
        gc.freeze()
    else:
        gc.collect(1)
