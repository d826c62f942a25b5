"""What listening has been through: counters for people who look after it, and for the soak test."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaptureHealth:
    """What a capture has been through, counted since it was opened.

    Attributes
    ----------
    callbacks : int
        Blocks that PortAudio brought.
    status_flags : int
        Blocks that PortAudio marked: sound was lost before they came to us.
    overflows : int
        Blocks we dropped, since the worker had left no room for them.
    errors : int
        Exceptions in the callback.
    waiting : int
        Blocks in the ring that the worker has not taken yet.
    """

    callbacks: int = 0
    status_flags: int = 0
    overflows: int = 0
    errors: int = 0
    waiting: int = 0

    def __add__(self, later: CaptureHealth) -> CaptureHealth:
        """Counters of two openings together; of what waits, the later one's."""
        return CaptureHealth(
            self.callbacks + later.callbacks,
            self.status_flags + later.status_flags,
            self.overflows + later.overflows,
            self.errors + later.errors,
            later.waiting,
        )


@dataclass(frozen=True, slots=True)
class WorkerHealth:
    """What the worker has been through, counted since it was made.

    Attributes
    ----------
    recoveries : int
        Times that a lost source came back.
    failures : int
        Exceptions that should not have happened, in the recognizer or the listener.
    lost_samples : int
        Samples that the ring had no room for, at the device's own rate.
    capture : CaptureHealth
        Over all openings.
    """

    recoveries: int = 0
    failures: int = 0
    lost_samples: int = 0
    capture: CaptureHealth = CaptureHealth()
