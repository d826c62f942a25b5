"""A preallocated ring buffer of audio blocks, between PortAudio's callback and the worker.

One thread writes (the callback) and one other thread reads (the worker). Neither waits for a lock
that the other holds. Each thread advances its own index, after the slot is complete. Assigning an
attribute is atomic in CPython, with and without the global interpreter lock.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass, field, replace

import numpy as np

from core.channels import ChannelMixer, Float32Array, tidy


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive samples, as the source delivered them.

    Attributes
    ----------
    samples : ndarray, shape (n,), float32
        Mono, at the source's sample rate; a copy that belongs to the reader.
    captured : float
        When the block arrived, in seconds of ``time.perf_counter()``.
    lost : int
        Samples dropped immediately before this block because the ring buffer was full.
    is_last : bool
        True at the end of the source.
    """

    samples: Float32Array = field(repr=False, compare=False)
    captured: float
    lost: int = 0
    is_last: bool = False

    def amplified(self, gain_db: float) -> Block:
        """The block with a gain applied; clipped at full scale, as by an A/D converter."""
        if gain_db == 0.0:
            return self
        louder = self.samples * np.float32(10.0 ** (gain_db / 20.0))
        return replace(self, samples=np.clip(louder, -1.0, 1.0))


class WakeUp:
    """Wakes one waiting thread from another thread that must never wait.

    ``threading.Event`` and ``Condition`` use a lock that the waiting thread holds for short times,
    so setting one from an audio callback could wait. Releasing a plain lock cannot. It is used
    here as a binary semaphore: only the waking thread releases it, only the waiting thread
    acquires it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lock.acquire()

    def wake(self) -> None:
        """Make `wait` return, now or at its next call; never waits."""
        if self._lock.locked():
            # PortAudio may report the end of the stream from another thread at the same time.
            with suppress(RuntimeError):
                self._lock.release()

    def wait(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for `wake`; for one thread only."""
        return self._lock.acquire(timeout=max(0.0, timeout))


class BlockRing:
    """Ring buffer of blocks. If it is full, new blocks are dropped.

    Parameters
    ----------
    block_size : int
        Samples per slot; a longer block takes several slots.
    slots : int
        Number of slots.
    mixer : ChannelMixer, optional
        Mixes the channels when a block is read. By default there is one channel.

    Attributes
    ----------
    overflows : int
        Blocks dropped so far because the buffer was full.
    """

    def __init__(self, block_size: int, slots: int, mixer: ChannelMixer | None = None) -> None:
        self._mixer = mixer or ChannelMixer(1, 1)
        self._frames = np.zeros((slots, block_size, self._mixer.channels), np.float32)
        self._lengths = np.zeros(slots, np.int64)
        self._stamps = np.zeros(slots, np.float64)
        self._lost = np.zeros(slots, np.int64)
        self._slots = slots
        self._block_size = block_size
        self._written = 0  # slots written in total; changed by the writer only
        self._read = 0  # slots read in total; changed by the reader only
        self._pending_loss = 0  # samples dropped since the last write; used by the writer only
        self.overflows = 0
        self.wake_up = WakeUp()

    def __len__(self) -> int:
        """Number of blocks to read."""
        return self._written - self._read

    def write(self, frames: Float32Array, captured: float) -> bool:
        """Copy a block into the buffer and wake the reader.

        For the writing thread.

        Parameters
        ----------
        frames : ndarray, shape (n, channels), float32
        captured : float
            Time stamp in seconds of ``time.perf_counter()``.

        Returns
        -------
        bool
            False if the buffer was full and samples were dropped.
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
        self._frames[slot, :count] = frames
        self._lengths[slot] = count
        self._stamps[slot] = captured
        self._lost[slot] = self._pending_loss
        self._pending_loss = 0
        self._written += 1
        return True

    def read(self, timeout: float) -> Block | None:
        """Remove the oldest block and return it, mixed; wait up to `timeout` seconds for one.

        For the reading thread.

        Returns
        -------
        Block or None
            None after the timeout, or if the writer called ``wake_up.wake()`` without a block.
        """
        if self._written == self._read and timeout > 0.0:
            self.wake_up.wait(timeout)
        if self._written == self._read:
            return None
        slot = self._read % self._slots
        frames = tidy(self._frames[slot, : self._lengths[slot]])
        stamp, lost = float(self._stamps[slot]), int(self._lost[slot])
        self._read += 1
        return Block(self._mixer.feed(frames), stamp, lost=lost)
