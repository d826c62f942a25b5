"""``spoken-digits bench --live``: end of word to digit, with a virtual microphone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from desktop.bench.clips import REPOSITORY
from desktop.commands.output import complain, note, say, say_json

_ORDER = ("provisional", "final", "answer")

_LABELS = {
    "provisional": "end of word to provisional digit",
    "final": "end of word to final digit",
    "answer": "endpoint to digit",
}


def run(*, words: int, picture: Path | None, as_json: bool, is_busy: bool = False) -> int:
    """Measure in a separate process; returns 1 if that is not possible."""
    if getattr(sys, "frozen", False):
        complain("bench --live needs PulseAudio and the program's source code")
        return 1
    note(f"Playing {words} words into a virtual microphone. This takes {words * 2} seconds.")
    command = [sys.executable, "-m", "desktop.bench.latency", "--words", str(words)]
    if is_busy:
        command += ["--busy"]
    if picture is not None:
        command += ["--picture", str(picture.resolve())]
    path = os.pathsep.join([str(REPOSITORY), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        command,
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.strip().splitlines()
    if done.returncode != 0 or not lines:
        complain((done.stderr.strip().splitlines() or ["no result"])[-1])
        return 1
    record: dict[str, Any] = json.loads(lines[-1])
    if as_json:
        say_json(record)
    else:
        _print_table(record)
    return 0


def _print_table(record: dict[str, Any]) -> None:
    times: dict[str, dict[str, float]] = record["times_ms"]
    say(f"{'milliseconds':36}{'p50':>8}{'p95':>8}{'p99':>8}{'n':>6}")
    names = [*(n for n in _ORDER if n in times), *(n for n in times if n not in _ORDER)]
    for name in names:
        one = times[name]
        label = _LABELS.get(name, f"  {name}")
        say(f"{label:36}{one['p50']:8.1f}{one['p95']:8.1f}{one['p99']:8.1f}{one['n']:6.0f}")
    for name, budgets in record["budgets_ms"].items():
        for share, most in budgets.items():
            if (is_kept := record["is_within"].get(f"{name} {share}")) is not None:
                verdict = "met" if is_kept else "EXCEEDED"
                say(f"Budget: {_LABELS[name]} within {most:g} ms at {share}: {verdict}")
    if fates := record["fates"]:
        rejected = ", ".join(f"{count} {why}" for why, count in fates["refused"].items())
        say(
            f"{record['words']} words: {fates['right']} correct, {fates['wrong']} wrong, "
            f"{fates['not_found']} not found, {sum(fates['refused'].values())} rejected"
            + (f" ({rejected})" if rejected else "")
            + f". {fates['beside']} other utterances."
        )
    busy = "One core was kept busy. " if record["busy_processes"] else ""
    say(f"{busy}Load average: {record['load_average']}. On a busy machine, times are longer.")
