"""What the soaks have in common: a listener that counts, bars to hold, and how memory grows."""

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

ROOM_DBFS = -62.0
PATIENCE = 30.0
GROWTH_MB = 5.0


class CountingListener:
    """A listener that counts, and keeps nothing that grows."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.codes: Counter[str] = Counter()
        self.results: Counter[str] = Counter()
        self.code = ""
        self.heard_until = 0.0

    def on_state(self, state: SourceState) -> None:
        """Count it."""
        with self._changed:
            self.code = state.code
            self.codes[state.code] += 1
            self._changed.notify_all()

    def on_activity(self, activity: Activity) -> None:
        """Note how far the stream has come."""
        with self._changed:
            self.heard_until = activity.time
            self._changed.notify_all()

    def on_columns(self, columns: Columns) -> None:
        """Nothing to count."""

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Count it."""
        with self._changed:
            self.results[result.type] += 1
            self._changed.notify_all()

    def on_number(self, number: Number, stamps: Stamps) -> None:
        """Its digits are counted already."""

    def wait_for(self, is_so: Callable[[], bool]) -> float | None:
        """Seconds until it was so; None where it was not in time."""
        begun = time.perf_counter()
        with self._changed:
            if not self._changed.wait_for(is_so, PATIENCE):
                return None
        return time.perf_counter() - begun


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that has to hold.

    Attributes
    ----------
    what : str
        In words.
    measured : float
    most : float
        It holds where no more than this was measured.
    """

    what: str
    measured: float
    most: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether it was kept."""
        return self.measured <= self.most


def verdict(record: dict[str, Any], bars: Sequence[Bar], *, is_complete: bool) -> dict[str, Any]:
    """The record, with its bars and whether all of them hold."""
    return {
        **record,
        "is_complete": is_complete,
        "bars": [{**asdict(bar), "holds": bar.holds} for bar in bars],
        "holds": is_complete and all(bar.holds for bar in bars),
    }


def tell(line: str) -> None:
    """Say how far it has come."""
    print(line, file=sys.stderr, flush=True)


def growth(memory: Sequence[tuple[float, float]]) -> dict[str, float]:
    """Slope of memory after the first tenth, which is warm-up, as MB over what was measured.

    Parameters
    ----------
    memory : sequence of (float, float)
        Seconds, and megabytes at that moment.
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
