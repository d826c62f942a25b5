"""A source of sound, louder or softer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from desktop.audio.health import CaptureHealth
from desktop.audio.ring import Block
from desktop.audio.sources import Source


class GainSource:
    """Gives another source's blocks, multiplied: meter, picture and recognizer all hear it so.

    Parameters
    ----------
    source : Source
    gain_db : callable
        Gives the gain at this moment, in dB; asked for each block, from the worker's thread.
    """

    def __init__(self, source: Source, gain_db: Callable[[], float]) -> None:
        self.source = source
        self._gain_db = gain_db

    @property
    def name(self) -> str:
        """What people call it."""
        return self.source.name

    @property
    def rate(self) -> int:
        """Sample rate in Hz; 0 before it is open."""
        return self.source.rate

    @property
    def is_live(self) -> bool:
        """True for a microphone."""
        return self.source.is_live

    @property
    def health(self) -> CaptureHealth:
        """Its counters."""
        return self.source.health

    def open(self, should_stop: Callable[[], bool]) -> None:
        """Make it ready; raises what the source raises."""
        self.source.open(should_stop)

    def read(self, timeout: float) -> Block | None:
        """Take the next block, or None after `timeout` seconds."""
        block = self.source.read(timeout)
        gain_db = self._gain_db()
        if block is None or gain_db == 0.0:
            return block
        louder = block.samples * np.float32(10.0 ** (gain_db / 20.0))
        # What a converter could not have given is clipped, as it would be there.
        return replace(block, samples=np.clip(louder, -1.0, 1.0))

    def close(self) -> None:
        """Let go of it."""
        self.source.close()
