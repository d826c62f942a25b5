"""Noticing that the computer was asleep: its streams may look alive and give nothing, or old sound.

While a computer with Linux or macOS sleeps, the clock on the wall goes on and the processor's
stands still. (On Windows both go on, but there the streams end, which is seen anyway.)
"""

from __future__ import annotations

import time
from collections.abc import Callable

SLEPT_AFTER = 2.0
"""Seconds by which the clocks part; a clock that is set by the network moves by less."""


class SleepWatch:
    """Compares two clocks; to be looked at several times a second.

    Parameters
    ----------
    wall, running : callable
        Clocks in seconds; tests have their own.
    """

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        running: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._wall = wall
        self._running = running
        self._apart = wall() - running()

    def has_slept(self) -> bool:
        """Whether the computer slept since the last look (or its clock was set forward)."""
        before, self._apart = self._apart, self._wall() - self._running()
        return self._apart - before > SLEPT_AFTER
