"""Noticing that the computer was asleep: its streams may look alive and give nothing, or old sound.

While a computer sleeps, the clock on the wall goes on and the processor's may stand still, or both
go on and nobody looks at them. Either is seen between two looks.
"""

from __future__ import annotations

import time
from collections.abc import Callable

SLEPT_AFTER = 5.0
"""Seconds missing between two looks that are never a busy machine's."""


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
        self._last = (wall(), running())

    def has_slept(self) -> bool:
        """Whether the computer slept since the last look (or its clock was set forward)."""
        now = (self._wall(), self._running())
        passed = max(now[0] - self._last[0], now[1] - self._last[1])
        self._last = now
        return passed > SLEPT_AFTER
