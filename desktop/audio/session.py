"""Feed the blocks of one source to the recognizer and pass its results to a `Listener`."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from core.audio import Float32Array, Resampler
from core.events import Event, Number
from core.recognizer import Recognizer
from core.spectrogram import ColumnStream
from desktop.audio.listener import Listener, Stamps
from desktop.audio.ring import Block


class Session:
    """One source, however often it is reopened; stream time continues across reconnects.

    Parameters
    ----------
    recognizer : Recognizer
        A new one, used by this session only.
    listener : Listener
        Called in the thread that calls `feed` and `end`.
    """

    def __init__(self, recognizer: Recognizer, listener: Listener) -> None:
        self._recognizer = recognizer
        self._listener = listener
        self._columns = ColumnStream()
        self.begin(0)

    def begin(self, rate: int) -> None:
        """Start a stream: the source was opened and delivers blocks at `rate` Hz."""
        self._rate = rate
        self._resampler = Resampler(rate) if rate else None
        self._begun = self._recognizer.time
        self._taken = 0  # samples fed since then, at the source's rate
        self._captured = self._block_taken = 0.0

    def feed(self, block: Block) -> None:
        """Process the next block and call the listener with the results."""
        assert self._resampler is not None, "begin() was not called"
        if block.lost:
            self.end()
            self._listener.on_activity(replace(self._recognizer.activity, is_gap=True))
            self.begin(self._rate)
        self._block_taken = time.perf_counter()
        self._taken += len(block.samples)
        self._captured = block.captured
        self._recognize(self._resampler.feed(block.samples))

    def end(self) -> None:
        """End the stream, or the part before a dropout, and recognize what is still open."""
        if self._resampler is None:
            return
        rest = self._resampler.feed(np.zeros(0, np.float32), last=True)
        self._resampler = None
        self._recognize(rest)
        self._report(self._recognizer.flush())
        self._recognizer.reset()

    def _recognize(self, samples: Float32Array) -> None:
        if len(samples) == 0:
            return
        self._report(self._recognizer.feed(samples))
        self._listener.on_activity(self._recognizer.activity)
        columns = self._columns.feed(samples)
        if len(columns.decibels):
            self._listener.on_columns(columns)

    def _report(self, events: list[Event]) -> None:
        known = time.perf_counter()
        # Stream time of the block's last sample; part of the block may still be in the resampler.
        block_end = self._begun + self._taken / self._rate
        for event in events:
            speech_end = self._captured - (block_end - event.end)
            stamps = Stamps(self._captured, known, speech_end, self._block_taken)
            if isinstance(event, Number):
                self._listener.on_number(event, stamps)
            else:
                self._listener.on_result(event, stamps)
