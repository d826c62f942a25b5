"""Hours of audio: in real time through the virtual microphone, and at full speed."""

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
    NOISE_DBFS,
    TIMEOUT,
    CountingListener,
    Limit,
    growth,
    report_progress,
    with_limits,
)

IDLE_CPU_PERCENT = 6.0
WORDS_EVERY = 300.0
NOTE_EVERY = 60.0
PASS_STEP = RENEWED_AFTER * FRAME
"""The length of a pass is a multiple of this, so that the VAD is renewed at the same positions in
every pass."""


def soak_realtime(minutes: float) -> dict[str, Any]:
    """Words every five minutes, and silence between; Ctrl-C ends with the results so far.

    CPU time is that of this process. During silence, almost all of it is used by the worker and the
    audio callback.
    """
    listener, process = CountingListener(), psutil.Process()
    memory: list[tuple[float, float]] = []
    deepest = plays = quiet_digits = 0
    idle_cpu = idle_seconds = 0.0
    is_complete = False
    with VirtualMicrophone() as microphone:
        os.environ.update(microphone.environment)
        microphone.background_noise(NOISE_DBFS)
        worker = Worker(listener, recognizer_maker(), MicrophoneSource())
        worker.start()
        if (
            listener.wait_for(lambda: listener.code == "listening" and listener.heard_until > 0.5)
            is None
        ):
            raise SystemExit(f"soak: the microphone did not open: {worker.state}")
        heard, begun, cpu = listener.heard_until, time.monotonic(), _cpu(process)
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
                    before, spent = listener.results["digit"], _cpu(process)
                    time.sleep(0.5)
                    quiet_digits += listener.results["digit"] - before
                    idle_cpu += _cpu(process) - spent
                    idle_seconds += time.monotonic() - now
                deepest = max(deepest, worker.health.capture.waiting)
                memory.append((now - begun, process.memory_info().rss / 2**20))
                if now >= next_note:
                    next_note += NOTE_EVERY
                    report_progress(
                        f"{(now - begun) / 60.0:.0f} of {minutes:g} minutes, {worker.health}"
                    )
            is_complete = True
        except KeyboardInterrupt:
            report_progress("stopped: Ctrl-C")
        seconds, used = time.monotonic() - begun, _cpu(process) - cpu
        heard = listener.heard_until - heard
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
        "digits": listener.results["digit"],
        "digits_during_silence": quiet_digits,
        "recoveries": health.recoveries,
        **growth(memory),
    }
    limits = [
        Limit("dropouts", lost),
        Limit("reconnects", health.recoveries),
        Limit("exceptions", health.failures + health.capture.errors),
        Limit("share of the audio that was lost or repeated", abs(1.0 - heard / seconds), 0.01),
        Limit("digits during silence", quiet_digits),
        Limit("idle CPU, % of a core", idle_percent, IDLE_CPU_PERCENT),
        Limit("growth of memory, MB", record["growth_mb"], GROWTH_MB),
    ]
    return with_limits(record, limits, is_complete=is_complete)


class RepeatedSource:
    """A source that repeats a recording at full speed, without an end between the passes."""

    name, rate, is_live, health = "repeated", SAMPLE_RATE, False, CaptureHealth()
    warnings = ()

    def __init__(self, samples: Float32Array, passes: int, on_pass: Callable[[], None]) -> None:
        self._samples, self._passes, self._on_pass = samples, passes, on_pass
        self._at = 0

    def open(self, should_stop: Callable[[], bool]) -> None:
        """Does nothing."""

    def read(self, timeout: float) -> Block | None:
        """Return the next block, as long as those of a file at full speed."""
        size = round(FAST_BLOCK_SECONDS * SAMPLE_RATE)
        if self._at + size > len(self._samples):
            self._at, self._passes = 0, self._passes - 1
            self._on_pass()
        block = self._samples[self._at : self._at + size].copy()
        self._at += size
        return Block(block, time.perf_counter(), is_last=self._passes <= 0)

    def close(self) -> None:
        """Does nothing."""


def soak_fast(hours: float, recordings: Sequence[Path]) -> dict[str, Any]:
    """One stream of `hours` hours at full speed; memory and results are noted after each pass.

    All passes must give the same results.
    """
    samples = np.concatenate([load(path, max_seconds=36_000) for path in recordings or [DEMO]])
    samples = np.pad(samples, (0, -len(samples) % PASS_STEP))
    passes = max(3, round(hours * 3600.0 * SAMPLE_RATE / len(samples)))
    listener, process = CountingListener(), psutil.Process()
    memory: list[tuple[float, float]] = []
    counts: list[dict[str, int]] = []

    def note_pass() -> None:
        counts.append(dict(listener.results))
        memory.append((listener.heard_until, process.memory_info().rss / 2**20))

    make = recognizer_maker()
    make()  # do not measure the loading of the model
    begun, cpu = time.monotonic(), _cpu(process)
    worker = Worker(listener, make, RepeatedSource(samples, passes, note_pass))
    worker.start()
    next_note = begun + NOTE_EVERY
    try:
        while listener.code not in ("finished", "failed"):
            time.sleep(0.2)
            if time.monotonic() >= next_note:
                next_note += NOTE_EVERY
                report_progress(f"{listener.heard_until / 3600.0:.2f} of {hours:g} hours")
    except KeyboardInterrupt:
        report_progress("stopped: Ctrl-C")
    is_complete = listener.code == "finished"
    worker.stop()
    by_pass = [
        {name: now[name] - before.get(name, 0) for name in now}
        for before, now in itertools.pairwise(counts)
    ]
    seconds, used = listener.heard_until, _cpu(process) - cpu
    differ = sum(one != by_pass[-1] for one in by_pass)
    record = {
        "hours": round(seconds / 3600.0, 2),
        "times_real_time": round(seconds / (time.monotonic() - begun), 1),
        "cpu_seconds": round(used, 1),
        "cpu_seconds_per_hour": round(used / max(seconds / 3600.0, 1e-9), 2),
        "passes": passes,
        "results_of_a_pass": by_pass[-1] if by_pass else None,
        "passes_that_differ": differ,
        "failures": worker.health.failures,
        **growth(memory),
    }
    limits = [
        Limit("passes with different results", differ),
        Limit("seconds lost or repeated", abs(seconds - passes * len(samples) / SAMPLE_RATE), 1.0),
        Limit("exceptions", worker.health.failures),
        Limit("growth of memory, MB", record["growth_mb"], GROWTH_MB),
    ]
    return with_limits(record, limits, is_complete=is_complete)


def _catch_up(worker: Worker) -> None:
    """Wait until the worker has processed its queue; on a busy machine it is seconds behind."""
    deadline = time.monotonic() + TIMEOUT
    while worker.health.capture.waiting > 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(0.5)


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system
