"""Measures the wait at the window: words played into a virtual microphone, until painted.

The counterpart of ``spoken-digits bench --live``, whose end is the line that ``listen`` prints.
"""

from __future__ import annotations

import json
import re
import signal
import sys
import tempfile
import time
from pathlib import Path

from core.audio import Float32Array
from desktop.bench.busy import busy_core
from desktop.bench.latency import NOISE_DBFS, Times, draw, parser, summary
from desktop.bench.played_words import words_in_a_row
from desktop.bench.virtual_microphone import VirtualMicrophone, missing_programs
from tests.harness.running_window import RunningWindow
from tests.harness.virtual_screen import display


def through_the_window(microphone: VirtualMicrophone, sound: Float32Array) -> Times:
    """Times that the window shows under its digits while the sound is played."""
    times: Times = {"provisional": [], "final": []}
    with (
        display() as screen,
        tempfile.TemporaryDirectory() as home,
        RunningWindow(home=Path(home), environment={**screen, **microphone.environment}) as window,
    ):
        window.wait_for(lambda shown: shown["state"] == "Listening", 30.0)
        time.sleep(2.0)
        microphone.play(sound)
        time.sleep(1.0)
        counted = 0
        assert window.shown["is_visible"]  # and all that was shown is in its history
        for shown in window.history:
            numbers = [float(n) for n in re.findall(r"(\d+) ms", shown["timing"])]
            if len(shown["digits"]) > counted and shown["digit_state"] == "final" and numbers:
                times["provisional"].append(numbers[0])
                times["final"].append(numbers[-1])
                counted = len(shown["digits"])
    return times


def main() -> int:
    """Measure and print one JSON object; 1 where there is no microphone or nothing was heard."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    options = parser().parse_args()
    if missing := missing_programs():
        print(f"no virtual microphone: {missing}", file=sys.stderr)
        return 1
    sound, words = words_in_a_row(options.words)
    with VirtualMicrophone() as microphone, busy_core(options.busy):
        microphone.background_noise(NOISE_DBFS)
        times = through_the_window(microphone, sound)
    if not times["final"]:
        print("no word was heard", file=sys.stderr)
        return 1
    if options.picture is not None:
        draw(times, options.picture)
    print(json.dumps(summary(times, shown_on="window", words=len(words), is_busy=options.busy)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
