"""Live streams in real time, each compared with what the same sound gives without a server."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from core.audio import SAMPLE_RATE, load
from core.bundle import load_bundle
from core.classifier import Classifier
from desktop.audio.sources import DEMO
from desktop.server.workers.worker import Worker

BLOCK_SECONDS = 0.04

LATE_MS = 100.0
"""An event is late if it arrives so long after the block that completes it was due."""

_KEYS = ("type", "digit", "start", "end")
"""What is compared of an event."""


def blocks(seconds: float) -> list[bytes]:
    """The demo again and again, in blocks of 16-bit samples."""
    size = round(BLOCK_SECONDS * SAMPLE_RATE)
    demo = (np.clip(load(DEMO), -1, 1) * 32767).astype("<i2")
    sound = np.resize(demo, round(seconds / BLOCK_SECONDS) * size)
    return [block.tobytes() for block in sound.reshape(-1, size)]


@dataclass(frozen=True, slots=True)
class Expected:
    """An event, and the number of the block that completes it."""

    block: int
    event: tuple[Any, ...]


def expected_events(sound: Sequence[bytes]) -> list[Expected]:
    """What a worker answers to each block, in this process."""
    worker = Worker(Classifier(load_bundle(None)))
    stream = {"stream": 1}
    worker.answer({"do": "open", "rate": SAMPLE_RATE, **stream}, b"")
    answers = [
        worker.answer({"do": "feed", "received": time.perf_counter(), **stream}, block)["events"]
        for block in sound
    ]
    answers.append(worker.answer({"do": "end", **stream}, b"")["events"])
    return [
        Expected(block, _compared(event))
        for block, events in enumerate(answers)
        for event in events
    ]


def _compared(event: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(event.get(key) for key in _KEYS)


@dataclass(slots=True)
class Heard:
    """What one stream received.

    Attributes
    ----------
    events : list of tuple
    late_ms : list of float
        From the time when the block that completes an event was due, to the event.
    to_final_ms : list of float
        From the last sound of each digit to its final result.
    sent_late_ms : float
        The longest time by which this program itself sent a block late.
    is_closed_early : bool
        Whether the server closed the stream before its end.
    """

    events: list[tuple[Any, ...]] = field(default_factory=list)
    late_ms: list[float] = field(default_factory=list)
    to_final_ms: list[float] = field(default_factory=list)
    sent_late_ms: float = 0.0
    is_closed_early: bool = False


async def _stream(
    url: str, sound: Sequence[bytes], expected: Sequence[Expected], begin: float
) -> Heard:
    heard = Heard()
    async with connect(f"{url}api/stream?rate={SAMPLE_RATE}", proxy=None) as socket:
        await asyncio.sleep(begin)
        started = time.perf_counter()

        async def receive() -> None:
            async for message in socket:
                now = time.perf_counter() - started
                event = json.loads(message)
                if event["type"] == "digit":
                    heard.to_final_ms.append(1e3 * (now - event["end"]))
                if len(heard.events) < len(expected):
                    due = (expected[len(heard.events)].block + 1) * BLOCK_SECONDS
                    heard.late_ms.append(1e3 * (now - due))
                heard.events.append(_compared(event))

        receiving = asyncio.create_task(receive())
        try:
            for number, block in enumerate(sound):
                due = started + (number + 1) * BLOCK_SECONDS
                await asyncio.sleep(due - time.perf_counter())
                heard.sent_late_ms = max(heard.sent_late_ms, 1e3 * (time.perf_counter() - due))
                await socket.send(block)
            await socket.send("end")
        except ConnectionClosed:
            heard.is_closed_early = True
        await asyncio.gather(receiving, return_exceptions=True)
    return heard


async def _streams(
    url: str, count: int, sound: Sequence[bytes], expected: Sequence[Expected]
) -> list[Heard]:
    # None is in step with another.
    begins = [number * 0.137 % 2.0 for number in range(count)]
    return await asyncio.gather(*(_stream(url, sound, expected, begin) for begin in begins))


def run_streams(url: str, count: int, seconds: float) -> dict[str, Any]:
    """Send the demo on many streams at once.

    Returns
    -------
    dict
        The number of events, of those that came late, of streams that the server closed, and of
        those whose events were not the expected ones; percentiles of the times in ms.
    """
    sound = blocks(seconds)
    expected = expected_events(sound)
    found = asyncio.run(_streams(url.replace("http", "ws", 1), count, sound, expected))
    late = np.array([ms for one in found for ms in one.late_ms])
    final = np.array([ms for one in found for ms in one.to_final_ms])
    events = [one.event for one in expected]
    return {
        "streams": count,
        "seconds": seconds,
        "events": sum(len(one.events) for one in found),
        "streams_closed_early": sum(one.is_closed_early for one in found),
        "streams_with_other_events": sum(one.events != events for one in found),
        f"later_than_{LATE_MS:g}_ms": int((late > LATE_MS).sum()),
        "block_to_event_ms": percentiles(late),
        "last_sound_to_final_ms": percentiles(final),
        "sent_late_ms": round(max(one.sent_late_ms for one in found), 1),
    }


def percentiles(values: np.ndarray) -> dict[str, float]:
    """p50, p95, p99 and the maximum."""
    shares = {"p50": 50, "p95": 95, "p99": 99, "max": 100}
    return {name: round(float(np.percentile(values, share)), 1) for name, share in shares.items()}
