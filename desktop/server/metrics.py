"""Figures for Prometheus: what was asked, how it ended, and how long it took."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as CONTENT_TYPE

_SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)


class Metrics:
    """The figures of one server; none of them names a client or a file."""

    content_type = CONTENT_TYPE

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        prefix = "spoken_digits_"
        self.requests = Counter(
            f"{prefix}requests", "Requests, by path and status.", ["path", "status"],
            registry=self._registry,
        )  # fmt: skip
        self.recordings = Counter(
            f"{prefix}recordings", "Recordings, by path and how they ended.", ["path", "outcome"],
            registry=self._registry,
        )  # fmt: skip
        self.seconds = Histogram(
            f"{prefix}recording_seconds", "Time to recognize a recording, with waiting.", ["path"],
            buckets=_SECONDS, registry=self._registry,
        )  # fmt: skip
        self.stream_events = Counter(
            f"{prefix}stream_events", "Events sent to live streams, by type.", ["type"],
            registry=self._registry,
        )  # fmt: skip
        self.stream_seconds = Counter(
            f"{prefix}stream_sound_seconds", "Sound received by live streams.",
            registry=self._registry,
        )  # fmt: skip

    def watch(self, name: str, description: str, value: Callable[[], float]) -> None:
        """Add a figure that is read when it is asked for."""
        Gauge(f"spoken_digits_{name}", description, registry=self._registry).set_function(value)

    def text(self) -> bytes:
        """All figures in the text format of Prometheus."""
        return generate_latest(self._registry)
