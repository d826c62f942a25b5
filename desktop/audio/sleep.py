"""Detect that the computer was asleep.

After sleep, a stream may look open but deliver nothing, or old sound. While a computer with Linux
or macOS sleeps, the wall clock advances and ``time.perf_counter()`` does not. On Windows both
advance, but there the streams end.
"""

from __future__ import annotations

import time
from collections.abc import Callable

SLEPT_AFTER = 2.0
"""Seconds by which the clocks must diverge; corrections by NTP are smaller."""


class SleepWatch:
    """Compares the two clocks; call `has_slept` several times per second.

    Parameters
    ----------
    wall, running : callable
        Clocks in seconds; replaced in tests.
    """

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        running: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._wall = wall
        self._running = running
        self._offset = wall() - running()

    def has_slept(self) -> bool:
        """Whether the computer slept, or its clock was set forward, since the last call."""
        before, self._offset = self._offset, self._wall() - self._running()
        return self._offset - before > SLEPT_AFTER
