"""How the tests are spread over several processes."""

from __future__ import annotations

import os
import signal

import pytest

# The shell makes background jobs ignore SIGINT, and programs that a test starts would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

MAX_WORKERS = 4
"""More would disturb each other: some live tests play sound in real time."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Number of processes of ``pytest -n auto``: two per core, since live tests mostly wait."""
    return min(2 * (os.cpu_count() or 1), MAX_WORKERS)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Spread the tests over the processes of pytest-xdist.

    A live test runs in any process: each process has its own display, and each test its own sound
    server. The other tests of a module stay together, because they share fixtures. A module can
    choose other groups with the mark ``xdist_group``. The longest tests start first, so that no
    process is left with one of them at the end.
    """
    if not hasattr(config, "workerinput"):
        return
    for item in items:
        if (
            item.get_closest_marker("live") is None
            and item.get_closest_marker("xdist_group") is None
        ):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
    items.sort(
        key=lambda item: [item.get_closest_marker(name) is None for name in ("slow", "live")]
    )
