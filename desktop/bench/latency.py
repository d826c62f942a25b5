"""Measure the time from the end of a word to its printed result, with a virtual microphone.

``spoken-digits bench --live`` runs this module as a program. PulseAudio plays recordings of digits
into a null sink, and ``listen --json`` records its monitor through PortAudio. Each result contains
the times of its stages. The measured time ends when the line is printed. For the window it ends
with the paint event, see ``tests/trials/benchmarks/window_latency.py``.

The measured time starts at the end of the word as the program detects it: the last 10 ms within
30 dB of its maximum. ``make stream`` measures the error of this.

The report also counts what happened to each word; words that were rejected or not found have no
times. ``--busy`` keeps one core busy meanwhile.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.audio import Float32Array
from desktop.bench.busy import busy_core
from desktop.bench.clips import REPOSITORY
from desktop.bench.played_words import fates, words_in_a_row
from desktop.bench.virtual_microphone import VirtualMicrophone, missing_programs

NOISE_DBFS = -62.0
BUDGETS_MS = {
    "provisional": {"p50": 150.0, "p95": 230.0},
    "final": {"p95": 400.0},
    "answer": {"p99": 5.0},
}

Times = dict[str, list[float]]
"""Name of a measurement -> milliseconds, one value per word."""


class EventReader:
    """Reads JSON lines of a program in a thread, while it runs.

    A pipe holds 64 KiB, about 55 results. If it is full, the program that is measured would wait.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.events: list[dict[str, Any]] = []
        self._is_listening = threading.Event()
        self._thread = threading.Thread(target=self._read, args=[lines], daemon=True)
        self._thread.start()

    def _read(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.events.append(json.loads(line))
            if self.events[-1].get("state") == "listening":
                self._is_listening.set()
        self._is_listening.set()  # the program has ended

    def wait_for_listening(self) -> None:
        """Wait until the microphone is open or the program has ended."""
        self._is_listening.wait()

    def wait_for_end(self, timeout: float) -> list[dict[str, Any]]:
        """Wait until the program has ended, and return all events."""
        self._thread.join(timeout)
        return self.events


class NotEndedError(Exception):
    """The measured program did not end after Ctrl-C; the text is one line."""


def measure_listen(
    microphone: VirtualMicrophone, sound: Float32Array
) -> tuple[Times, list[dict[str, Any]]]:
    """Play the sound to ``listen --json``; returns the times and the events."""
    command = [sys.executable, "-m", "desktop.cli", "listen", "--json"]
    program = subprocess.Popen(
        command,
        cwd=REPOSITORY,
        env={**os.environ, **microphone.environment},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert program.stdout is not None
        reader = EventReader(program.stdout)
        reader.wait_for_listening()
        time.sleep(1.5)
        microphone.play(sound)
        time.sleep(1.0)
        program.send_signal(signal.SIGINT)
        program.wait(timeout=30)
        events = reader.wait_for_end(timeout=30)
    except subprocess.TimeoutExpired:
        raise NotEndedError("listen did not end within 30 s after Ctrl-C") from None
    finally:
        program.kill()
        program.wait()
    return times_of_events(events), events


def times_of_events(events: Sequence[dict[str, Any]]) -> Times:
    """Times of the final results and of the last provisional results before them."""
    times: Times = {"provisional": [], "final": [], "answer": []}
    early: dict[int, dict[str, Any]] = {}
    for event in events:
        if event["type"] == "provisional":
            early[event["id"]] = event
        elif event["type"] == "withdrawn":
            early.pop(event["id"], None)
        elif event["type"] == "digit":
            first = early.get(event["id"])
            for name, result in (("provisional", first), ("final", event)):
                if result is None:
                    continue
                stages = dict(result["stages_ms"])
                times[name].append(stages.pop("heard_to_shown"))
                times["answer"].append(result["latency_ms"])
                for stage, ms in stages.items():
                    times.setdefault(f"{name}: {stage}", []).append(ms)
    return times


def percentiles(times: Times) -> dict[str, dict[str, float]]:
    """p50, p95, p99 and the number of values of each measurement."""
    found: dict[str, dict[str, float]] = {}
    for name, ms in times.items():
        if ms:
            p50, p95, p99 = np.percentile(ms, (50, 95, 99))
            found[name] = {
                "n": len(ms),
                "p50": round(float(p50), 1),
                "p95": round(float(p95), 1),
                "p99": round(float(p99), 1),
            }
    return found


def draw(times: Times, path: Path) -> None:
    """Plot the distributions of the times, with the budgets."""
    # Imported by name: it belongs to the extra `train` and is not packaged.
    importlib.import_module("matplotlib").use("Agg")
    plt = importlib.import_module("matplotlib.pyplot")

    figure, axes = plt.subplots(figsize=(8, 3.6))
    for name, colour in (("provisional", "#2980b9"), ("final", "#8e44ad")):
        ms = np.sort(times[name])
        axes.plot(ms, np.arange(1, len(ms) + 1) / len(ms) * 100, color=colour, label=name)
        for share, most in BUDGETS_MS[name].items():
            axes.plot(most, float(share[1:]), "v", color=colour, markersize=8)
    axes.set_xlabel("ms from the end of a word to its digit on the screen (v: budget)")
    axes.set_ylabel("% of words")
    axes.set_xlim(left=0)
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right")
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def summary(times: Times, *, shown_on: str, words: int, is_busy: bool) -> dict[str, Any]:
    """Percentiles of the times, with the budgets and the load of the machine."""
    found = percentiles(times)
    kept = {
        f"{name} {share}": found[name][share] <= most
        for name, budgets in BUDGETS_MS.items()
        for share, most in budgets.items()
        if name in found
    }
    return {
        "shown_on": shown_on,
        "words": words,
        "fates": None,
        "busy_processes": int(is_busy),
        "times_ms": found,
        "budgets_ms": BUDGETS_MS,
        "is_within": kept,
        "load_average": round(os.getloadavg()[0], 1),
    }


def parser() -> argparse.ArgumentParser:
    """The options of this program and of ``window_latency.py``."""
    made = argparse.ArgumentParser()
    made.add_argument("--words", type=int, default=60)
    made.add_argument("--busy", action="store_true", help="keep one core busy meanwhile")
    made.add_argument("--picture", type=Path, help="save a plot to this PNG file")
    return made


def main() -> int:
    """Measure and print one JSON object; returns 1 without a virtual microphone or results."""
    # A background job of a shell ignores SIGINT, and so would its child, which must not.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    options = parser().parse_args()
    if missing := missing_programs():
        print(f"no virtual microphone: {missing}", file=sys.stderr)
        return 1
    sound, words = words_in_a_row(options.words)
    with VirtualMicrophone() as microphone, busy_core(options.busy):
        microphone.background_noise(NOISE_DBFS)
        try:
            times, events = measure_listen(microphone, sound)
        except NotEndedError as error:
            print(error, file=sys.stderr)
            return 1
    if not times["final"]:
        print("no digit was recognized", file=sys.stderr)
        return 1
    if options.picture is not None:
        draw(times, options.picture)
    record = summary(times, shown_on="terminal", words=len(words), is_busy=options.busy)
    print(json.dumps({**record, "fates": fates(words, events)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
