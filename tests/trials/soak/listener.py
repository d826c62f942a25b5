"""Shared by the soak trials: a counting listener, limits, and the growth of memory."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from core.events import Activity, Number, Result
from core.spectrogram import Columns
from desktop.audio.listener import SourceState, Stamps

NOISE_DBFS = -62.0
TIMEOUT = 30.0
GROWTH_MB = 5.0


class CountingListener:
    """A listener that counts states and results, in constant memory."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.codes: Counter[str] = Counter()
        self.results: Counter[str] = Counter()
        self.code = ""
        self.heard_until = 0.0

    def on_state(self, state: SourceState) -> None:
        """Count the state."""
        with self._changed:
            self.code = state.code
            self.codes[state.code] += 1
            self._changed.notify_all()

    def on_activity(self, activity: Activity) -> None:
        """Store the stream time."""
        with self._changed:
            self.heard_until = activity.time
            self._changed.notify_all()

    def on_columns(self, columns: Columns) -> None:
        """Ignored."""

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Count the result."""
        with self._changed:
            self.results[result.type] += 1
            self._changed.notify_all()

    def on_number(self, number: Number, stamps: Stamps) -> None:
        """Its digits are counted already."""

    def wait_for(self, condition: Callable[[], bool]) -> float | None:
        """Seconds until a condition is true; None after a timeout."""
        begun = time.perf_counter()
        with self._changed:
            if not self._changed.wait_for(condition, TIMEOUT):
                return None
        return time.perf_counter() - begun


@dataclass(frozen=True, slots=True)
class Limit:
    """A measurement with its limit.

    Attributes
    ----------
    what : str
        Description.
    measured : float
    maximum : float
    """

    what: str
    measured: float
    maximum: float = 0.0

    @property
    def is_met(self) -> bool:
        """Whether the measurement is within the limit."""
        return self.measured <= self.maximum


def with_limits(
    record: dict[str, Any], limits: Sequence[Limit], *, is_complete: bool
) -> dict[str, Any]:
    """The record with its limits, and whether all of them are met."""
    return {
        **record,
        "is_complete": is_complete,
        "limits": [{**asdict(limit), "is_met": limit.is_met} for limit in limits],
        "passed": is_complete and all(limit.is_met for limit in limits),
    }


def report_progress(line: str) -> None:
    """Print a line to stderr."""
    print(line, file=sys.stderr, flush=True)


def growth(memory: Sequence[tuple[float, float]]) -> dict[str, float]:
    """Growth of memory, from a linear fit without the first tenth (warm-up).

    Parameters
    ----------
    memory : sequence of (float, float)
        Time in seconds, and memory in megabytes.
    """
    if not memory:
        return {"rss_mb": 0.0, "growth_mb": 0.0, "growth_mb_per_hour": 0.0}
    times, megabytes = (np.array(values) for values in zip(*memory, strict=True))
    warm = len(times) // 10 if len(times) >= 20 else min(1, len(times) - 1)
    times, megabytes = times[warm:], megabytes[warm:]
    slope = float(np.polyfit(times, megabytes, 1)[0]) if len(times) > 2 else 0.0
    return {
        "rss_mb": round(float(megabytes[-1]), 1),
        "growth_mb": round(slope * float(times[-1] - times[0]), 2),
        "growth_mb_per_hour": round(slope * 3600.0, 3),
    }
