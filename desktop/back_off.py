"""Increasing pauses between attempts."""

from __future__ import annotations

from collections.abc import Sequence


class BackOff:
    """Counts failed attempts and gives the pause before the next one.

    Parameters
    ----------
    pauses : sequence of float
        Seconds to wait after the first failure, the second, and so on. The last pause repeats.
    """

    def __init__(self, pauses: Sequence[float]) -> None:
        self._pauses = pauses
        self.failures = 0

    def next_pause(self) -> float:
        """Count a failure and return the seconds to wait before the next attempt."""
        pause = self._pauses[min(self.failures, len(self._pauses) - 1)]
        self.failures += 1
        return pause

    def reset(self) -> None:
        """Start again with the first pause, after a success."""
        self.failures = 0
