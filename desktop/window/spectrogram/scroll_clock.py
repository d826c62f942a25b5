"""Maps wall time to the stream time to display, so that the spectrogram scrolls smoothly."""

from __future__ import annotations

SMOOTHING = 0.04
"""Weight of the delay of one block: jitter is averaged over about 25 blocks."""

JUMP_SECONDS = 0.3
"""A block that is early or late by more than this restarts the clock."""


class ScrollClock:
    """Advances stream time evenly although blocks arrive unevenly.

    An image that followed the arrival of blocks would stutter. The clock runs evenly, a little
    behind the newest block, and stops if no block arrives.

    Parameters
    ----------
    lag : float
        Delay behind the newest block, in seconds; at least the interval between blocks. With a
        frame more, pixels can be drawn for two frames at once.
    """

    def __init__(self, lag: float = 0.06) -> None:
        self.lag = lag
        self._offset: float | None = None  # stream time minus wall time
        self._newest = 0.0
        self._shown = 0.0

    def arrived(self, end: float, wall: float) -> None:
        """Note that audio up to stream time `end` arrived at wall time `wall` (in seconds)."""
        if end < self._newest:  # another stream
            self._offset, self._shown = None, 0.0
        self._newest = end
        offset = end - wall
        if self._offset is None or abs(offset - self._offset) > JUMP_SECONDS:
            self._offset = offset
        else:
            self._offset += SMOOTHING * (offset - self._offset)

    def at(self, wall: float) -> float:
        """Return the stream time to display at wall time `wall`.

        It never decreases and never passes the newest block.
        """
        if self._offset is not None:
            due = min(wall + self._offset - self.lag, self._newest)
            self._shown = max(self._shown, due)
        return self._shown
