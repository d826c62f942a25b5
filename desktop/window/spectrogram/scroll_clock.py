"""Where the live picture stands at this moment: a steady clock for sound that comes in bursts."""

from __future__ import annotations

SMOOTHING = 0.04
"""Share of a burst's lateness that moves the clock: jitter is averaged over some 25 bursts."""

JUMP_SECONDS = 0.3
"""A burst this far from where it was expected is a new start, not jitter."""


class ScrollClock:
    """Stream time by the wall clock, held to the sound that has come.

    Blocks come unevenly; a picture that moved by them would stutter. So time runs on evenly
    between them, a little behind the newest sound, and stands still where no sound comes.

    Parameters
    ----------
    lag : float
        How far the picture stays behind the newest sound, in seconds: as long as the bursts in
        which it comes.
    """

    def __init__(self, lag: float = 0.04) -> None:
        self.lag = lag
        self._offset: float | None = None  # stream time minus wall time
        self._newest = 0.0
        self._shown = 0.0

    def arrived(self, end: float, wall: float) -> None:
        """Sound up to stream time `end` came at wall time `wall` (both in seconds)."""
        if end < self._newest:  # another stream
            self._offset, self._shown = None, 0.0
        self._newest = end
        offset = end - wall
        if self._offset is None or abs(offset - self._offset) > JUMP_SECONDS:
            self._offset = offset
        else:
            self._offset += SMOOTHING * (offset - self._offset)

    def at(self, wall: float) -> float:
        """Stream time to show at wall time `wall`; never runs back, never past the newest sound."""
        if self._offset is not None:
            due = min(wall + self._offset - self.lag, self._newest)
            self._shown = max(self._shown, due)
        return self._shown
