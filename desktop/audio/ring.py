"""A preallocated ring of audio blocks between PortAudio's callback and the worker.

One thread writes (the callback), one other reads (the worker). Neither ever waits for a lock that
the other holds: each moves an index of its own, and an index is published only after the slot it
covers is complete. Assigning an attribute is atomic in CPython, with and without its global lock.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np

from core.audio import Float32Array


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of sound as its source delivered it.

    Attributes
    ----------
    samples : ndarray, shape (n,), float32
        Mono, at the source's own rate; the reader's own copy.
    captured : float
        When it arrived, on ``time.perf_counter()``'s clock.
    lost : int
        Samples that were dropped just before this block, since nobody had room for them.
    is_last : bool
        True where the source has come to its end.
    """

    samples: Float32Array = field(repr=False, compare=False)
    captured: float
    lost: int = 0
    is_last: bool = False


class WakeUp:
    """Wakes one waiting thread from another that must never wait itself.

    ``threading.Event`` and ``Condition`` guard themselves by a lock that the waiter holds for
    moments, so setting one from an audio callback could wait. Releasing a raw lock cannot: it is
    used here as a binary semaphore, which only the waking side releases and only the waiting side
    acquires.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lock.acquire()

    def wake(self) -> None:
        """Let `wait` return, now or at its next call; never waits."""
        if self._lock.locked():
            # PortAudio may tell of the stream's end from another thread at the same moment.
            with suppress(RuntimeError):
                self._lock.release()

    def wait(self, timeout: float) -> bool:
        """Wait at the most `timeout` seconds to be woken; one thread only."""
        return self._lock.acquire(timeout=max(0.0, timeout))


class BlockRing:
    """Holds the newest blocks until they are read; when it is full, new ones are dropped.

    Parameters
    ----------
    block_size : int
        Samples in a slot; a longer block takes several slots.
    slots : int
        Blocks that fit.

    Attributes
    ----------
    overflows : int
        Blocks dropped so far because the ring was full.
    """

    def __init__(self, block_size: int, slots: int) -> None:
        self._samples = np.zeros((slots, block_size), np.float32)
        self._lengths = np.zeros(slots, np.int64)
        self._stamps = np.zeros(slots, np.float64)
        self._lost = np.zeros(slots, np.int64)
        self._slots = slots
        self._block_size = block_size
        self._written = 0  # slots ever written; moved by the writer alone
        self._read = 0  # slots ever read; moved by the reader alone
        self._pending_loss = 0  # samples dropped since the last write; the writer's alone
        self.overflows = 0
        self.wake_up = WakeUp()

    def __len__(self) -> int:
        """Blocks that wait to be read."""
        return self._written - self._read

    def write(self, frames: Float32Array, captured: float) -> bool:
        """Copy a block in, mixed down to mono, and wake the reader. For the writing thread.

        Parameters
        ----------
        frames : ndarray, shape (n, channels), float32
        captured : float
            Its time stamp, on ``time.perf_counter()``'s clock.

        Returns
        -------
        bool
            False where the ring was full and sound was dropped.
        """
        fitted = True
        for begin in range(0, len(frames), self._block_size):
            fitted = self._write_slot(frames[begin : begin + self._block_size], captured) and fitted
        self.wake_up.wake()
        return fitted

    def _write_slot(self, frames: Float32Array, captured: float) -> bool:
        count = len(frames)
        if self._written - self._read >= self._slots:
            self.overflows += 1
            self._pending_loss += count
            return False
        slot = self._written % self._slots
        if frames.shape[1] == 1:
            self._samples[slot, :count] = frames[:, 0]
        else:
            np.mean(frames, axis=1, out=self._samples[slot, :count])
        self._lengths[slot] = count
        self._stamps[slot] = captured
        self._lost[slot] = self._pending_loss
        self._pending_loss = 0
        self._written += 1
        return True

    def read(self, timeout: float) -> Block | None:
        """Take the oldest block, waiting at the most `timeout` seconds. For the reading thread.

        Returns
        -------
        Block or None
            None where nothing came, or where the writer woke us for another reason.
        """
        if self._written == self._read and timeout > 0.0:
            self.wake_up.wait(timeout)
        if self._written == self._read:
            return None
        slot = self._read % self._slots
        samples = self._samples[slot, : self._lengths[slot]].copy()
        block = Block(samples, float(self._stamps[slot]), lost=int(self._lost[slot]))
        self._read += 1
        return block
