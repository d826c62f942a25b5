"""Measures what a person waits: words played into a virtual microphone, until they are printed.

``spoken-digits bench --live`` runs this. PulseAudio plays recordings of digits into a null sink,
the program hears its monitor through PortAudio, and each answer carries the times of its stages.
The end of the way is the line that ``listen --json`` prints; in the window it is the paint, which
``tests/trials/benchmarks/window_latency.py`` measures.

The beginning of the way is the word's last sound as the program hears it: its last 10 ms within
30 dB of its loudest. ``make stream`` measures how far that lies from the truth.

What became of each word is told beside the times: a word that was refused or not found has none.
``--busy`` lets one other process keep a core busy meanwhile.
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

ROOM_DBFS = -62.0
BUDGETS_MS = {
    "provisional": {"p50": 150.0, "p95": 230.0},
    "final": {"p95": 400.0},
    "answer": {"p99": 5.0},
}

Times = dict[str, list[float]]
"""Name of a measurement -> its milliseconds, one for each word."""


class Told:
    """The lines of a program's JSON, read as they come.

    A pipe that nobody empties holds 64 KiB, the answers to some 55 words; then whoever writes into
    it stands still, and with it what was to be timed.
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
        self._is_listening.set()  # or never will be

    def wait_for_listening(self) -> None:
        """Wait until the microphone is open, or the program has ended."""
        self._is_listening.wait()

    def wait_for_end(self, timeout: float) -> list[dict[str, Any]]:
        """All there was, once the program has ended."""
        self._thread.join(timeout)
        return self.events


class NotEndedError(Exception):
    """The measured program went on after Ctrl-C; the text is one clear line."""


def through_the_terminal(
    microphone: VirtualMicrophone, sound: Float32Array
) -> tuple[Times, list[dict[str, Any]]]:
    """Times of ``listen --json`` while the sound is played, and its events."""
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
        told = Told(program.stdout)
        told.wait_for_listening()
        time.sleep(1.5)
        microphone.play(sound)
        time.sleep(1.0)
        program.send_signal(signal.SIGINT)
        program.wait(timeout=30)
        events = told.wait_for_end(timeout=30)
    except subprocess.TimeoutExpired:
        raise NotEndedError("the program that listens did not end 30 s after Ctrl-C") from None
    finally:
        program.kill()
        program.wait()
    return times_of_events(events), events


def times_of_events(events: Sequence[dict[str, Any]]) -> Times:
    """From the lines of ``listen --json``: to the provisional answer that stood, and the final."""
    times: Times = {"provisional": [], "final": [], "answer": []}
    early: dict[int, dict[str, Any]] = {}
    for event in events:
        if event["type"] == "provisional":
            early[event["id"]] = event
        elif event["type"] == "withdrawn":
            early.pop(event["id"], None)
        elif event["type"] == "digit":
            first = early.get(event["id"])
            for name, one in (("provisional", first), ("final", event)):
                if one is None:
                    continue
                stages = dict(one["stages_ms"])
                times[name].append(stages.pop("heard_to_shown"))
                times["answer"].append(one["latency_ms"])
                for stage, ms in stages.items():
                    times.setdefault(f"{name}: {stage}", []).append(ms)
    return times


def percentiles(times: Times) -> dict[str, dict[str, float]]:
    """p50, p95 and p99 of each measurement, with how many there were."""
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
    """Picture of how the waits are distributed, with the budgets."""
    # By name: it is of the extra `train`, and the packaged program is made without it.
    importlib.import_module("matplotlib").use("Agg")
    plt = importlib.import_module("matplotlib.pyplot")

    figure, axes = plt.subplots(figsize=(8, 3.6))
    for name, colour in (("provisional", "#2980b9"), ("final", "#8e44ad")):
        ms = np.sort(times[name])
        axes.plot(ms, np.arange(1, len(ms) + 1) / len(ms) * 100, color=colour, label=name)
        for share, most in BUDGETS_MS[name].items():
            axes.plot(most, float(share[1:]), "v", color=colour, markersize=8)
    axes.set_xlabel("ms from the word's last sound to its digit being shown (v: budget)")
    axes.set_ylabel("% of the words")
    axes.set_xlim(left=0)
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right")
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def summary(times: Times, *, shown_on: str, words: int, is_busy: bool) -> dict[str, Any]:
    """Percentiles of the times beside their budgets, and where they were measured."""
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
    """The options of this program and of its counterpart for the window."""
    made = argparse.ArgumentParser()
    made.add_argument("--words", type=int, default=60)
    made.add_argument("--busy", action="store_true", help="with one other process in a loop")
    made.add_argument("--picture", type=Path, help="a PNG to draw")
    return made


def main() -> int:
    """Measure and print one JSON object; 1 where there is no microphone or nothing was heard."""
    # A job in a shell's background ignores Ctrl-C, and so would the program that it ends.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    options = parser().parse_args()
    if missing := missing_programs():
        print(f"no virtual microphone: {missing}", file=sys.stderr)
        return 1
    sound, words = words_in_a_row(options.words)
    with VirtualMicrophone() as microphone, busy_core(options.busy):
        microphone.bed(ROOM_DBFS)
        try:
            times, events = through_the_terminal(microphone, sound)
        except NotEndedError as error:
            print(error, file=sys.stderr)
            return 1
    if not times["final"]:
        print("no word was heard", file=sys.stderr)
        return 1
    if options.picture is not None:
        draw(times, options.picture)
    record = summary(times, shown_on="terminal", words=len(words), is_busy=options.busy)
    print(json.dumps({**record, "fates": fates(words, events)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
