"""Hours of sound: in real time through the virtual microphone, and as fast as it goes."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from core.audio import SAMPLE_RATE, Float32Array, load
from core.levels import FRAME
from core.voice import RENEWED_AFTER
from desktop.audio.health import CaptureHealth
from desktop.audio.recognizers import recognizer_maker
from desktop.audio.ring import Block
from desktop.audio.sources import DEMO, FAST_BLOCK_SECONDS, MicrophoneSource
from desktop.audio.worker import Worker
from desktop.bench.virtual_microphone import VirtualMicrophone
from tests.trials.soak.listener import (
    GROWTH_MB,
    PATIENCE,
    ROOM_DBFS,
    Bar,
    CountingListener,
    growth,
    tell,
    verdict,
)

IDLE_CPU_PERCENT = 6.0
WORDS_EVERY = 300.0
NOTE_EVERY = 60.0
PASS_STEP = RENEWED_AFTER * FRAME
"""Each pass lasts a whole number of these: the VAD is renewed so often (and the room's level judged
far more often), and would be at other moments in the next one."""


def soak_realtime(minutes: float) -> dict[str, Any]:
    """Words once in five minutes, and a still room in between; Ctrl-C ends it with what there is.

    The processor's time is this process's; while nobody speaks it is almost all the worker's and
    the audio callback's.
    """
    ear, process = CountingListener(), psutil.Process()
    memory: list[tuple[float, float]] = []
    deepest = plays = quiet_digits = 0
    idle_cpu = idle_seconds = 0.0
    is_complete = False
    with VirtualMicrophone() as microphone:
        os.environ.update(microphone.environment)
        microphone.background_noise(ROOM_DBFS)
        worker = Worker(ear, recognizer_maker(), MicrophoneSource())
        worker.start()
        if ear.wait_for(lambda: ear.code == "listening" and ear.heard_until > 0.5) is None:
            raise SystemExit(f"soak: the microphone did not open: {worker.state}")
        heard, begun, cpu = ear.heard_until, time.monotonic(), _cpu(process)
        next_words, next_note = begun + min(WORDS_EVERY, minutes * 30.0), begun + NOTE_EVERY
        try:
            while (now := time.monotonic()) < begun + 60.0 * minutes:
                if now >= next_words:
                    microphone.play(DEMO)
                    plays += 1
                    next_words += WORDS_EVERY
                    time.sleep(1.0)
                    _catch_up(worker)
                else:
                    before, spent = ear.results["digit"], _cpu(process)
                    time.sleep(0.5)
                    quiet_digits += ear.results["digit"] - before
                    idle_cpu += _cpu(process) - spent
                    idle_seconds += time.monotonic() - now
                deepest = max(deepest, worker.health.capture.waiting)
                memory.append((now - begun, process.memory_info().rss / 2**20))
                if now >= next_note:
                    next_note += NOTE_EVERY
                    tell(f"{(now - begun) / 60.0:.0f} of {minutes:g} minutes, {worker.health}")
            is_complete = True
        except KeyboardInterrupt:
            tell("broken off: Ctrl-C")
        seconds, used = time.monotonic() - begun, _cpu(process) - cpu
        heard = ear.heard_until - heard
        worker.stop()
    health = worker.health
    lost = health.capture.overflows + health.capture.status_flags + health.lost_samples
    idle_percent = 100.0 * idle_cpu / max(idle_seconds, 1e-9)
    record = {
        "minutes": round(seconds / 60.0, 1),
        "cpu_percent": round(100.0 * used / seconds, 2),
        "idle_cpu_percent": round(idle_percent, 2),
        "deepest_queue_blocks": deepest,
        "drops": lost,
        "heard_share": round(heard / seconds, 4),
        "plays_of_the_demo": plays,
        "digits": ear.results["digit"],
        "digits_while_nobody_spoke": quiet_digits,
        "recoveries": health.recoveries,
        **growth(memory),
    }
    bars = [
        Bar("drops", lost),
        Bar("losses of the microphone", health.recoveries),
        Bar("exceptions", health.failures + health.capture.errors),
        Bar("share of the sound that was not heard, or twice", abs(1.0 - heard / seconds), 0.01),
        Bar("digits while nobody spoke", quiet_digits),
        Bar("idle CPU, % of a core", idle_percent, IDLE_CPU_PERCENT),
        Bar("growth of memory, MB", record["growth_mb"], GROWTH_MB),
    ]
    return verdict(record, bars, is_complete=is_complete)


class Again:
    """A recording that is heard again and again without an end between, as fast as it is read."""

    name, rate, is_live, health = "again", SAMPLE_RATE, False, CaptureHealth()

    def __init__(self, samples: Float32Array, passes: int, on_pass: Callable[[], None]) -> None:
        self._samples, self._passes, self._on_pass = samples, passes, on_pass
        self._at = 0

    def open(self, should_stop: Callable[[], bool]) -> None:
        """Begin."""

    def read(self, timeout: float) -> Block | None:
        """Take the next block, as long as a file that is read fast gives them."""
        size = round(FAST_BLOCK_SECONDS * SAMPLE_RATE)
        if self._at + size > len(self._samples):
            self._at, self._passes = 0, self._passes - 1
            self._on_pass()
        block = self._samples[self._at : self._at + size].copy()
        self._at += size
        return Block(block, time.perf_counter(), is_last=self._passes <= 0)

    def close(self) -> None:
        """Nothing is open."""


def soak_fast(hours: float, recordings: Sequence[Path]) -> dict[str, Any]:
    """One stream of so many hours; after each pass: memory, and what was heard in it.

    Each pass has to hear the same as the one before it: nothing lost, nothing counted twice.
    """
    samples = np.concatenate([load(path, max_seconds=36_000) for path in recordings or [DEMO]])
    samples = np.pad(samples, (0, -len(samples) % PASS_STEP))
    passes = max(3, round(hours * 3600.0 * SAMPLE_RATE / len(samples)))
    ear, process = CountingListener(), psutil.Process()
    memory: list[tuple[float, float]] = []
    counts: list[dict[str, int]] = []

    def note_pass() -> None:
        counts.append(dict(ear.results))
        memory.append((ear.heard_until, process.memory_info().rss / 2**20))

    make = recognizer_maker()
    make()  # loading the model is no part of it
    begun, cpu = time.monotonic(), _cpu(process)
    worker = Worker(ear, make, Again(samples, passes, note_pass))
    worker.start()
    next_note = begun + NOTE_EVERY
    try:
        while ear.code not in ("finished", "failed"):
            time.sleep(0.2)
            if time.monotonic() >= next_note:
                next_note += NOTE_EVERY
                tell(f"{ear.heard_until / 3600.0:.2f} of {hours:g} hours")
    except KeyboardInterrupt:
        tell("broken off: Ctrl-C")
    is_complete = ear.code == "finished"
    worker.stop()
    heard = [
        {name: now[name] - before.get(name, 0) for name in now}
        for before, now in itertools.pairwise(counts)
    ]
    seconds, used = ear.heard_until, _cpu(process) - cpu
    differ = sum(one != heard[-1] for one in heard)
    record = {
        "hours": round(seconds / 3600.0, 2),
        "times_real_time": round(seconds / (time.monotonic() - begun), 1),
        "cpu_seconds": round(used, 1),
        "cpu_seconds_per_hour": round(used / max(seconds / 3600.0, 1e-9), 2),
        "passes": passes,
        "heard_in_a_pass": heard[-1] if heard else None,
        "passes_that_differ": differ,
        "failures": worker.health.failures,
        **growth(memory),
    }
    bars = [
        Bar("passes that were heard differently", differ),
        Bar("seconds lost or heard twice", abs(seconds - passes * len(samples) / SAMPLE_RATE), 1.0),
        Bar("exceptions", worker.health.failures),
        Bar("growth of memory, MB", record["growth_mb"], GROWTH_MB),
    ]
    return verdict(record, bars, is_complete=is_complete)


def _catch_up(worker: Worker) -> None:
    """Wait until the worker has heard what came: on a starved machine it is seconds behind."""
    deadline = time.monotonic() + PATIENCE
    while worker.health.capture.waiting > 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(0.5)


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system
