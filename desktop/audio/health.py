"""Counters of audio capture and the worker, for diagnosis and the soak trial."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaptureHealth:
    """Counters of a capture since it was opened.

    Attributes
    ----------
    callbacks : int
        Blocks that PortAudio delivered.
    status_flags : int
        Blocks that PortAudio marked: sound was lost before them.
    overflows : int
        Blocks dropped because the ring buffer was full.
    errors : int
        Exceptions in the callback.
    waiting : int
        Blocks in the ring buffer now.
    """

    callbacks: int = 0
    status_flags: int = 0
    overflows: int = 0
    errors: int = 0
    waiting: int = 0

    def __add__(self, later: CaptureHealth) -> CaptureHealth:
        """Sum of two captures; `waiting` is that of the later one."""
        return CaptureHealth(
            self.callbacks + later.callbacks,
            self.status_flags + later.status_flags,
            self.overflows + later.overflows,
            self.errors + later.errors,
            later.waiting,
        )


@dataclass(frozen=True, slots=True)
class WorkerHealth:
    """Counters of a worker since it was created.

    Attributes
    ----------
    recoveries : int
        Successful reconnects of a lost source.
    failures : int
        Unexpected exceptions in the recognizer or the listener.
    lost_samples : int
        Samples dropped because the ring buffer was full, at the device's sample rate.
    capture : CaptureHealth
        Sum over all streams.
    """

    recoveries: int = 0
    failures: int = 0
    lost_samples: int = 0
    capture: CaptureHealth = CaptureHealth()
