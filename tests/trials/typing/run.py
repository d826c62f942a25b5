"""Say numbers into the virtual microphone and check what other programs receive.

``make typing-trial`` starts ``listen --type`` with a virtual microphone, and xterm, a text view of
GTK and a page in Chromium on a private X server. Each number has four digits in one breath and is
followed by Return. The focus changes after each number, and sometimes while one is typed. Halfway
the program is killed (SIGKILL) while a number is said, and started again.

The trial passes if each number that was recognized arrived exactly once, in one piece and, unless
the focus changed at that moment, where the focus was. The report has the time from the end of the
last digit until its key presses were sent, beside its target. The times depend on the load of the
machine, so a time above the target does not fail the trial.

A second part types each digit as soon as it is recognized.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array, load
from desktop.bench.virtual_microphone import VirtualMicrophone, missing_programs
from tests.harness.program import AUDIO, COMMAND, REPOSITORY
from tests.harness.text_fields import (
    CHROMIUM,
    TextField,
    chromium_field,
    focus,
    gtk_field,
    xterm_field,
)
from tests.harness.virtual_screen import display

ROOM_DBFS = -62.0
GAP = 0.02
"""Seconds between the digits of a number."""

PAUSE = 1.1
"""Seconds after a number."""

OUTCOME_SECONDS = 20.0

DIGITS = 4

NUMBER_TARGET_MS, DIGIT_TARGET_MS = 400, 150
"""Medians from the end of the last digit until it is typed: a whole number, and digit by digit."""


class Listening:
    """A running ``listen --type --json``, and its events."""

    def __init__(self, environment: dict[str, str], *options: str) -> None:
        self.program = subprocess.Popen(
            [*COMMAND, "listen", "--type", "--then", "enter", "--json", *options],
            cwd=REPOSITORY,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            text=True,
        )
        self.events: list[dict[str, Any]] = []
        self.is_listening = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self.program.stdout is not None
        for line in self.program.stdout:
            if line.endswith("}\n"):  # a killed program may leave half a line
                self.events.append(json.loads(line))
            if self.events and self.events[-1].get("state") == "listening":
                self.is_listening.set()

    def end(self, number: int = signal.SIGINT) -> None:
        """Send a signal and wait for the end of the program and of its output."""
        self.program.send_signal(number)
        self.program.wait(60)
        self._thread.join(60)

    def numbers(self) -> list[str]:
        """The numbers recognized without doubt."""
        found = [event["number"] for event in self.events if event["type"] == "number"]
        return [number for number in found if "?" not in number]

    def wait_for_outcome(self, earlier: int) -> None:
        """Wait until a number after the first `earlier` ones is heard and its outcome is known.

        A busy machine may be late. A number that is not recognized at all has no outcome.
        """
        end = time.monotonic() + OUTCOME_SECONDS
        while time.monotonic() < end:
            heard = self.heard()
            known = sum(len(self.outputs(kind)) for kind in ("typed", "not_typed", "waiting"))
            if heard > earlier and known >= heard:
                return
            time.sleep(0.05)

    def heard(self) -> int:
        """How many numbers were heard, also doubtful ones."""
        return sum(event["type"] == "number" for event in self.events)

    def outputs(self, kind: str) -> list[dict[str, Any]]:
        """The outcomes of a kind."""
        return [
            event for event in self.events if event["type"] == "output" and event["outcome"] == kind
        ]


def sound_of(digits: str, voice: str) -> Float32Array:
    """A number in one breath."""
    gap = np.zeros(round(GAP * SAMPLE_RATE), np.float32)
    parts = [part for d in digits for part in (trimmed(load(AUDIO / f"{d}_{voice}_0.flac")), gap)]
    return np.concatenate(parts[:-1])


def trimmed(samples: Float32Array) -> Float32Array:
    """A clip without the silence around the word."""
    loud = np.flatnonzero(np.abs(samples) > 0.06 * np.abs(samples).max())
    return samples[loud[0] : loud[-1] + 1]


def say_all(
    count: int, seed: int, microphone: VirtualMicrophone, env: dict[str, str], folder: Path
) -> dict[str, Any]:
    """Say the numbers, and return the report."""
    choice = random.Random(seed)  # noqa: S311
    with contextlib.ExitStack() as stack:
        fields = [
            stack.enter_context(gtk_field(env, folder / "gtk.txt")),
            stack.enter_context(xterm_field(env, folder / "term.txt")),
        ]
        if CHROMIUM is not None:
            fields.append(stack.enter_context(chromium_field(env, folder / "page.txt")))
        variables = {**env, **microphone.environment, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/none"}
        runs = [Listening(variables)]
        runs[0].is_listening.wait(120)
        focus(env, fields[0])
        time.sleep(1.5)
        expected: list[tuple[int, str]] = []  # field and number, where it is certain
        for turn in range(count):
            said = "".join(choice.choice("0123456789") for _ in range(DIGITS))
            if turn == count // 2:
                microphone.play(sound_of(said, "slt"), wait=False)
                time.sleep(choice.uniform(0.5, 2.5))
                runs[-1].end(signal.SIGKILL)
                time.sleep(2.0)
                runs.append(Listening(variables))
                runs[-1].is_listening.wait(120)
                focus(env, fields[(turn + 1) % len(fields)])
                time.sleep(1.5)
                continue
            known, heard = len(runs[-1].numbers()), runs[-1].heard()
            is_early = turn % 5 == 4
            microphone.play(sound_of(said, choice.choice(("slt", "awb"))))
            if is_early:  # about when the number is typed
                time.sleep(choice.uniform(0.0, 0.4))
                focus(env, fields[(turn + 1) % len(fields)])
            time.sleep(PAUSE)
            runs[-1].wait_for_outcome(heard)
            if not is_early:
                place = turn % len(fields)
                expected += [(place, number) for number in runs[-1].numbers()[known:]]
                focus(env, fields[(turn + 1) % len(fields)])
            else:
                expected += [(-1, number) for number in runs[-1].numbers()[known:]]
        runs[-1].end()
        return report(runs, fields, expected)


def report(
    runs: list[Listening], fields: list[TextField], expected: list[tuple[int, str]]
) -> dict[str, Any]:
    """Compare what was recognized with what has arrived."""
    time.sleep(1.0)
    lines = [field.text.replace("\r", "\n").splitlines() for field in fields]
    arrived = Counter(number for numbers in lines for number in numbers)
    recognized = Counter(number for run in runs for number in run.numbers())
    latencies = [one["heard_to_typed_ms"] for run in runs for one in run.outputs("typed")]
    surplus, missing = arrived - recognized, recognized - arrived
    # The program may be killed after it has typed a number and before it has printed it.
    killed_in_between = sum(surplus.values()) <= 1 and not missing
    strays = [
        Counter(number for place, number in expected if place == index) - Counter(numbers)
        for index, numbers in enumerate(lines)
    ]
    return {
        "fields": len(fields),
        "recognized": sum(recognized.values()),
        "arrived": sum(arrived.values()),
        "surplus": dict(surplus),
        "missing": dict(missing),
        "in_the_wrong_field": [dict(one) for one in strays],
        "not_typed": [one["code"] for run in runs for one in run.outputs("not_typed")],
        "latency_ms": percentiles(latencies),
        "target_p50_ms": NUMBER_TARGET_MS,
        "passed": killed_in_between and not any(strays) and all(map(str.isdigit, arrived)),
    }


def percentiles(values: list[float]) -> dict[str, float]:
    """Median, 95th percentile and maximum."""
    if not values:
        return {}
    found = np.percentile(values, [50, 95, 100])
    return {name: round(float(v), 1) for name, v in zip(("p50", "p95", "max"), found, strict=True)}


def measure_digits(
    count: int, seed: int, microphone: VirtualMicrophone, env: dict[str, str], folder: Path
) -> dict[str, Any]:
    """Measure digits that are typed at once, said one by one and in numbers."""
    choice = random.Random(seed)  # noqa: S311
    with gtk_field(env, folder / "digits.txt") as field:
        focus(env, field)
        variables = {**env, **microphone.environment, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/none"}
        listening = Listening(variables, "--each-digit")
        listening.is_listening.wait(120)
        time.sleep(1.5)
        for _ in range(count):
            digit = choice.choice("0123456789")
            microphone.play(sound_of(digit, choice.choice(("slt", "awb"))))
            time.sleep(PAUSE)
        listening.end()
        time.sleep(1.0)
        lines = field.text.splitlines()
        latencies = [one["heard_to_typed_ms"] for one in listening.outputs("partial")]
        return {
            "recognized": len(listening.numbers()),
            "passed": lines == listening.numbers(),
            "latency_ms": percentiles(latencies),
            "target_p50_ms": DIGIT_TARGET_MS,
        }


def main() -> int:
    """Run the trial and print its report as JSON."""
    parser = argparse.ArgumentParser(description="numbers typed into other programs")
    parser.add_argument("--numbers", type=int, default=100, help="numbers to say (default: 100)")
    parser.add_argument("--digits", type=int, default=40, help="digits at once (default: 40)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if missing := missing_programs():
        parser.exit(1, f"typing: {missing}\n")
    with tempfile.TemporaryDirectory() as name, display() as env, VirtualMicrophone() as microphone:
        microphone.background_noise(ROOM_DBFS)
        # Before anything else: the harness uses the display of the process.
        os.environ.update(env)
        folder = Path(name)
        load = os.getloadavg()[0]
        result = {
            "numbers": say_all(options.numbers, options.seed, microphone, env, folder),
            "digits_at_once": measure_digits(options.digits, options.seed, microphone, env, folder),
        }
    print(json.dumps({**result, "load_before_and_after": [load, os.getloadavg()[0]]}, indent=2))
    return 0 if all(part["passed"] for part in result.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
