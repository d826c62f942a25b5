"""Listens for very long and through everything that can go wrong: ``make soak``.

``faults``   every fault of `tests.live.faults` so many times: is it shown, and recovered from?
``realtime`` so many minutes of a still room and words on the virtual microphone: drops, memory, CPU
``fast``     so many hours of sound as fast as it goes: memory, and whether each pass hears the same

Each prints a line of JSON, and fails where what has to hold does not.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from core.audio import SAMPLE_RATE, Float32Array, load
from core.events import Activity, Result
from core.spectrogram import Columns
from desktop.audio.chatter import chatter_filtered
from desktop.audio.health import CaptureHealth
from desktop.audio.listener import SourceState, Stamps
from desktop.audio.model import recognizer_maker
from desktop.audio.portaudio import note_runaway
from desktop.audio.ring import Block
from desktop.audio.sources import DEMO, MicrophoneSource
from desktop.audio.worker import Worker
from tests.live.faults import Boundary, Fault, all_faults
from tests.live.virtual_microphone import VirtualMicrophone, missing_programs

ROOM_DBFS = -62.0
RECOVERED_WITHIN = 3.0
PATIENCE = 30.0
GROWTH_MB = 5.0
IDLE_CPU_PERCENT = 6.0


class Ear:
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

    def wait_for(self, is_so: Callable[[], bool]) -> float | None:
        """Seconds until it was so; None where it was not in time."""
        begun = time.perf_counter()
        with self._changed:
            if not self._changed.wait_for(is_so, PATIENCE):
                return None
        return time.perf_counter() - begun


def suffer(fault: Fault, ear: Ear, pause: float) -> dict[str, float | bool | None]:
    """Do a fault and undo it; how long until it was shown, and until sound came again."""
    before = ear.codes[fault.state]
    fault.make()
    shown = ear.wait_for(lambda: ear.codes[fault.state] > before)
    time.sleep(pause)
    fault.undo()
    begun = time.perf_counter()
    listening = ear.wait_for(lambda: ear.code == "listening")
    so_far = ear.heard_until
    flowing = ear.wait_for(lambda: ear.code == "listening" and ear.heard_until > so_far + 0.1)
    is_back = listening is not None and flowing is not None
    return {"shown": shown, "recovered": time.perf_counter() - begun if is_back else None}


def soak_faults(times: int, seed: int) -> dict[str, Any]:
    """Every fault so many times, in a random order."""
    rng = random.Random(seed)  # noqa: S311 - an order, not a secret
    ear = Ear()
    with VirtualMicrophone() as microphone:
        os.environ.update(microphone.environment)
        microphone.bed(ROOM_DBFS)
        import sounddevice  # finds the server by the environment

        boundary = Boundary(sounddevice)
        with boundary.in_force():
            worker = Worker(ear, recognizer_maker(), MicrophoneSource())
            worker.start()
            if ear.wait_for(lambda: ear.code == "listening") is None:
                raise SystemExit(f"soak: the microphone did not open: {worker.state}")
            order = all_faults(microphone, boundary, ROOM_DBFS) * times
            rng.shuffle(order)
            outcomes: dict[str, list[dict[str, Any]]] = {}
            for fault in order:
                time.sleep(rng.uniform(0.2, 0.6))
                outcome = suffer(fault, ear, rng.uniform(0.1, 1.2))
                outcomes.setdefault(fault.name, []).append(outcome)
                print(f"{fault.name}: {outcome}", file=sys.stderr, flush=True)
            worker.stop()
    table = {name: _summary(some) for name, some in sorted(outcomes.items())}
    return {
        "faults": table,
        "health": asdict(worker.health),
        "holds": all(row["recovered"] == row["times"] for row in table.values())
        and worker.health.failures == 0,
    }


def _summary(outcomes: Sequence[dict[str, Any]]) -> dict[str, Any]:
    back = [o["recovered"] for o in outcomes if o["recovered"] is not None]
    return {
        "times": len(outcomes),
        "shown": sum(o["shown"] is not None for o in outcomes),
        "recovered": sum(seconds <= RECOVERED_WITHIN for seconds in back),
        "recovered_late": sum(seconds > RECOVERED_WITHIN for seconds in back),
        "slowest_s": round(max(back), 2) if back else None,
    }


def soak_realtime(minutes: float) -> dict[str, Any]:
    """Words once in five minutes, and a still room in between."""
    ear, process = Ear(), psutil.Process()
    memory: list[tuple[float, float]] = []
    deepest = 0
    with VirtualMicrophone() as microphone:
        os.environ.update(microphone.environment)
        microphone.bed(ROOM_DBFS)
        worker = Worker(ear, recognizer_maker(), MicrophoneSource())
        worker.start()
        if ear.wait_for(lambda: ear.code == "listening") is None:
            raise SystemExit(f"soak: the microphone did not open: {worker.state}")
        begun, cpu = time.monotonic(), sum(process.cpu_times()[:2])
        quiet_digits, next_words = 0, begun + min(300.0, minutes * 30.0)
        while (now := time.monotonic()) < begun + 60.0 * minutes:
            before = ear.results["digit"]
            if now >= next_words:
                microphone.play(DEMO)
                next_words += 300.0
                time.sleep(1.0)
            else:
                time.sleep(0.5)
                quiet_digits += ear.results["digit"] - before
            deepest = max(deepest, worker.health.capture.waiting)
            memory.append((now - begun, process.memory_info().rss / 2**20))
        used = sum(process.cpu_times()[:2]) - cpu
        seconds = time.monotonic() - begun
        worker.stop()
    health = worker.health
    lost = health.capture.overflows + health.capture.status_flags + health.lost_samples
    return {
        "minutes": round(seconds / 60.0, 1),
        "cpu_percent": round(100.0 * used / seconds, 2),
        "deepest_queue_blocks": deepest,
        "drops": lost,
        "heard_share": round(ear.heard_until / seconds, 4),
        "digits": ear.results["digit"],
        "digits_while_nobody_spoke": quiet_digits,
        "recoveries": health.recoveries,
        **_growth(memory),
        "holds": lost == 0 and quiet_digits == 0 and health.recoveries == 0,
    }


class Again:
    """A recording that is heard again and again without an end between, as fast as it is read."""

    name, rate, is_live, health = "again", SAMPLE_RATE, False, CaptureHealth()

    def __init__(self, samples: Float32Array, passes: int, on_pass: Callable[[], None]) -> None:
        self._samples, self._passes, self._on_pass = samples, passes, on_pass
        self._at = 0

    def open(self, should_stop: Callable[[], bool]) -> None:
        """Begin."""

    def read(self, timeout: float) -> Block | None:
        """Take the next 20 ms."""
        size = SAMPLE_RATE // 50
        if self._at + size > len(self._samples):
            self._at, self._passes = 0, self._passes - 1
            self._on_pass()
        block = self._samples[self._at : self._at + size].copy()
        self._at += size
        return Block(block, time.perf_counter(), is_last=self._passes <= 0)

    def close(self) -> None:
        """Nothing is open."""


def soak_fast(hours: float, recordings: Sequence[Path]) -> dict[str, Any]:
    """One stream of so many hours; after each pass: memory, and what was heard in it."""
    samples = np.concatenate([load(path, max_seconds=36_000) for path in recordings or [DEMO]])
    passes = max(3, round(hours * 3600.0 * SAMPLE_RATE / len(samples)))
    ear, process = Ear(), psutil.Process()
    memory: list[tuple[float, float]] = []
    counts: list[dict[str, int]] = []

    def note_pass() -> None:
        counts.append(dict(ear.results))
        memory.append((ear.heard_until, process.memory_info().rss / 2**20))

    begun = time.monotonic()
    worker = Worker(ear, recognizer_maker(), Again(samples, passes, note_pass))
    worker.start()
    while ear.code not in ("finished", "failed"):
        time.sleep(0.2)
    worker.stop()
    heard = [
        {name: now[name] - before.get(name, 0) for name in now}
        for before, now in itertools.pairwise(counts)
    ]
    seconds = passes * len(samples) / SAMPLE_RATE
    growth = _growth(memory)
    return {
        "hours": round(seconds / 3600.0, 2),
        "times_real_time": round(seconds / (time.monotonic() - begun), 1),
        "passes": passes,
        "heard_in_a_pass": heard[-1] if heard else None,
        "passes_that_differ": sum(one != heard[-1] for one in heard),
        "failures": worker.health.failures,
        **growth,
        "holds": growth["growth_mb"] <= GROWTH_MB
        and all(one == heard[-1] for one in heard)
        and worker.health.failures == 0,
    }


def _growth(memory: Sequence[tuple[float, float]]) -> dict[str, float]:
    """Slope of memory after the first tenth, which is warm-up, as MB over what was measured."""
    times, megabytes = (np.array(values) for values in zip(*memory, strict=True))
    warm = len(times) // 10 if len(times) >= 20 else min(1, len(times) - 1)
    times, megabytes = times[warm:], megabytes[warm:]
    slope = float(np.polyfit(times, megabytes, 1)[0]) if len(times) > 2 else 0.0
    return {
        "rss_mb": round(float(megabytes[-1]), 1),
        "growth_mb": round(slope * float(times[-1] - times[0]), 2),
        "growth_mb_per_hour": round(slope * 3600.0, 3),
    }


def main() -> int:
    """Soak; 1 where something does not hold."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    kinds = parser.add_subparsers(dest="kind", required=True)
    faults = kinds.add_parser("faults")
    faults.add_argument("--times", type=int, default=50)
    faults.add_argument("--seed", type=int, default=0)
    kinds.add_parser("realtime").add_argument("--minutes", type=float, default=60.0)
    fast = kinds.add_parser("fast")
    fast.add_argument("--hours", type=float, default=24.0)
    fast.add_argument("recordings", nargs="*", type=Path, help="such as build/stream/*.flac")
    options = parser.parse_args()
    if options.kind != "fast" and (missing := missing_programs()):
        print(f"soak: no virtual microphone: {missing}", file=sys.stderr)
        return 1
    with chatter_filtered(on_flood=note_runaway):
        if options.kind == "faults":
            record = soak_faults(options.times, options.seed)
        elif options.kind == "realtime":
            record = soak_realtime(options.minutes)
        else:
            record = soak_fast(options.hours, options.recordings)
        print(json.dumps({"soak": options.kind, **record}), flush=True)
    os._exit(0 if record["holds"] else 1)  # a stream that hangs must not keep us


if __name__ == "__main__":
    sys.exit(main())
