"""One source's way through the pipeline: blocks at its own rate in, calls of a `Listener` out."""

from __future__ import annotations

import time

import numpy as np

from core.audio import Float32Array, Resampler
from core.events import Result
from core.recognizer import Recognizer
from core.spectrogram import ColumnStream
from desktop.audio.listener import Listener, Stamps
from desktop.audio.ring import Block


class Session:
    """Carries the stream's clock over every opening of the same source.

    Parameters
    ----------
    recognizer : Recognizer
        A new one; from here on it belongs to this session.
    listener : Listener
        Called in the thread that calls `feed` and `end`.
    """

    def __init__(self, recognizer: Recognizer, listener: Listener) -> None:
        self._recognizer = recognizer
        self._listener = listener
        self._columns = ColumnStream()
        self.begin(0)

    def begin(self, rate: int) -> None:
        """The source was opened and gives sound at `rate` Hz."""
        self._rate = rate
        self._resampler = Resampler(rate) if rate else None
        self._begun = self._recognizer.time
        self._taken = 0  # samples since then, at the source's rate
        self._captured = self._block_taken = 0.0

    def feed(self, block: Block) -> None:
        """Take the next block and tell the listener what came of it."""
        assert self._resampler is not None, "not begun"
        if block.lost:
            self.end()
            self.begin(self._rate)
        self._block_taken = time.perf_counter()
        self._taken += len(block.samples)
        self._captured = block.captured
        self._hear(self._resampler.feed(block.samples))

    def end(self) -> None:
        """There is no more sound, or a gap in it: judge what is still open."""
        if self._resampler is None:
            return
        rest = self._resampler.feed(np.zeros(0, np.float32), last=True)
        self._resampler = None
        self._hear(rest)
        self._tell(self._recognizer.flush())
        self._recognizer.reset()

    def _hear(self, samples: Float32Array) -> None:
        if len(samples) == 0:
            return
        self._tell(self._recognizer.feed(samples))
        self._listener.on_activity(self._recognizer.activity)
        columns = self._columns.feed(samples)
        if len(columns.decibels):
            self._listener.on_columns(columns)

    def _tell(self, results: list[Result]) -> None:
        known = time.perf_counter()
        # The block's last sample has this stream time, whatever the resampler still holds back.
        heard = self._begun + self._taken / self._rate
        for result in results:
            speech_end = self._captured - (heard - result.end)
            stamps = Stamps(self._captured, known, speech_end, self._block_taken)
            self._listener.on_result(result, stamps)
