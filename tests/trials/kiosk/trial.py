"""The kiosk trial: ``make kiosk-trial``.

Numbers are entered by voice while processes are killed, the disk is full and the consumer crashes.
Then 10,000 random inputs try to leave the kiosk. Everything is the real program, except that the
first numbers come from files, faster than real time (`fast_window`). Every stage has a time limit
and reports what it has done until then.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from desktop.kiosk.process.fixed_file import read_fixed
from desktop.kiosk.process.heartbeat import heartbeat_path
from tests.harness.running_window import REPOSITORY
from tests.trials.kiosk.fast_window import read_ledger
from tests.trials.kiosk.killer import PROCESSES, Consumer, Killer, fill
from tests.trials.kiosk.live_trial import on_microphone, random_inputs

NUMBERS_A_KILL = 10
FULL_SECONDS = 4.0
RECOVERY_SECONDS = 5.0
"""The budget, from the kill until the process works again."""

MINUTES = {"file": 6.0, "socket": 6.0, "microphone": 25.0, "inputs": 15.0}
"""The time limit of each stage, for a very busy machine."""

CONFIG = """\
[kiosk]
name = "trial"
state = "state"
[number]
digits = 4
[sink]
{sink}
[self_test]
every_hours = 0
"""

SUPERVISOR = """
import signal, sys
from pathlib import Path
from desktop.kiosk.process.self_test import SelfTest
from desktop.kiosk.process.service_manager import ServiceManager
from desktop.kiosk.process.supervisor import Supervisor
config, folder = sys.argv[1:]
program = [sys.executable, "-m", "desktop.cli", "kiosk", "--config", config, "--process",
           "courier"]
window = [sys.executable, "-m", "tests.trials.kiosk.fast_window", config, folder]
stops = []
signal.signal(signal.SIGTERM, lambda number, _: stops.append(number))
Supervisor(Path(config).parent / "state", {"window": window, "courier": program},
           SelfTest([], 0), ServiceManager()).run(lambda: bool(stops))
"""


def from_files(folder: Path, count: int, kind: str, deadline: float) -> dict[str, object]:
    """Enter numbers from files, with kills, and a full disk or a consumer that crashes.

    As root on Linux, the folder is a small file system in memory.
    """
    disk, work = folder / "disk", folder / "work"
    disk.mkdir(parents=True)
    work.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    has_disk = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    (disk / "state").mkdir()
    consumer = Consumer(disk / "socket")
    if kind == "socket":
        consumer.start()
    sink = f'kind = "{kind}"\npath = "{"socket" if kind == "socket" else "numbers.jsonl"}"'
    config = disk / "kiosk.toml"
    config.write_text(CONFIG.format(sink=sink))
    chance = np.random.default_rng(count)
    numbers = [f"{chance.integers(10_000):04}" for _ in range(count)]
    (work / "numbers.txt").write_text("\n".join(numbers))
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}

    with (work / "stderr.txt").open("a") as errors:

        def restart() -> int:
            command = [sys.executable, "-c", SUPERVISOR, str(config), str(work)]
            return subprocess.Popen(command, env=environment, stderr=errors).pid

        killer = Killer(disk / "state", restart, seed=count)
        try:
            full = disk / "full" if has_disk and kind == "file" else None
            full_times = kill_processes(killer, work / "ledger", count, full, deadline)
            wait_until_empty(disk / "state")
        finally:
            os.kill(killer.supervisor, signal.SIGTERM)
            os.waitpid(killer.supervisor, 0)
    arrived = consumer.records if kind == "socket" else lines_of(disk / "numbers.jsonl")
    result = compare(read_ledger(work / "ledger"), arrived)
    if has_disk:
        subprocess.run([shutil.which("umount") or "umount", "-l", str(disk)], check=True)
    extra = {"crashes": consumer.crashes} if kind == "socket" else {"full_disk": full_times}
    return {"sink": kind, "wanted": count, **result, **extra, **killer.summary()}


def kill_processes(
    killer: Killer, ledger: Path, count: int, full: Path | None, deadline: float
) -> int:
    """Kill a process every few numbers, at a random time, until all are entered.

    Returns
    -------
    int
        How often the disk was filled.
    """
    next_at, full_until, full_times = NUMBERS_A_KILL // 2, 0.0, 0
    while (seen := count_seen(ledger)) < count and time.monotonic() < deadline:
        if full is not None and full_until and time.monotonic() > full_until:
            full.unlink()
            full_until = 0.0
        if seen >= next_at:
            next_at = seen + NUMBERS_A_KILL
            if full is not None and not full_until and killer.count % 4 == 3:
                fill(full)
                full_until, full_times = time.monotonic() + FULL_SECONDS, full_times + 1
            time.sleep(float(killer.chance.uniform(0.0, 1.0)))
            killer.kill_next()
        time.sleep(0.05)
    if full is not None:
        full.unlink(missing_ok=True)
    return full_times


def count_seen(ledger: Path) -> int:
    """How many numbers were shown as stored."""
    return len({line["index"] for line in read_ledger(ledger) if "sees" in line})


def wait_until_empty(state: Path) -> None:
    """Wait until the courier has delivered all numbers."""
    deadline = time.monotonic() + 120
    rounds = 0
    while rounds < 5 and time.monotonic() < deadline:
        rounds = (
            rounds + 1 if read_fixed(heartbeat_path(state, "courier")).get("pending") == 0 else 0
        )
        time.sleep(0.5)


def lines_of(path: Path) -> list[dict[str, str]]:
    """The records of a file."""
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def compare(ledger: list[dict[str, str]], arrived: list[dict[str, str]]) -> dict[str, object]:
    """Compare the numbers that were shown as stored with those that were delivered."""
    seen = {line["sees"]: line["number"] for line in ledger if "sees" in line}
    wanted = {line["wants"]: line["number"] for line in ledger if "wants" in line}
    came = {record["id"]: record["number"] for record in arrived}
    spoken_right = [line["spoken"] == line["number"] for line in ledger if "sees" in line]
    return {
        "confirmed": len(seen),
        "lost": sum(came.get(id_) != number for id_, number in seen.items()),
        "invented": sum(wanted.get(id_) != number for id_, number in came.items()),
        "arrived_twice": len(arrived) - len(came),
        "as_spoken": sum(spoken_right),
    }


def failures(stage: dict[str, Any]) -> list[str]:
    """The requirements that a stage does not meet."""
    found = [
        f"{name} {stage[name]}"
        for name in ("lost", "invented", "confirmed_but_lost", "not_on_top")
        if stage.get(name)
    ]
    found += [f"not {name}" for name in ("same_window", "still_works") if not stage.get(name, True)]
    done = stage.get("confirmed", stage.get("arrived", stage.get("inputs", 0)))
    if done < stage["wanted"]:
        found.append(f"{done} of {stage['wanted']} in the time limit")
    for name in PROCESSES:
        if (slowest := stage.get(name, {}).get("recovery_most_s") or 0.0) > RECOVERY_SECONDS:
            found.append(f"{name} recovered after {slowest} s")
    return found


Stage = Callable[[Path, int, float], dict[str, object]]


def main() -> int:
    """Run the stages; exit code 1 if one fails."""
    parser = argparse.ArgumentParser(description="test the kiosk with faults and random inputs")
    parser.add_argument("--files", type=int, default=900, help="how many numbers from files")
    parser.add_argument(
        "--spoken", type=int, default=100, help="how many numbers on the virtual microphone"
    )
    parser.add_argument("--inputs", type=int, default=10_000, help="how many random inputs")
    parser.add_argument("--json", type=Path, help="file for the complete result")
    options = parser.parse_args()
    half = options.files // 2
    stages: dict[str, tuple[int, Stage]] = {
        "file": (options.files - half, lambda f, n, d: from_files(f, n, "file", d)),
        "socket": (half, lambda f, n, d: from_files(f, n, "socket", d)),
        "microphone": (options.spoken, on_microphone),
        "inputs": (options.inputs, random_inputs),
    }
    results: list[dict[str, Any]] = []
    folder = Path(tempfile.mkdtemp(prefix="kiosk-trial."))
    try:
        for name, (count, run) in stages.items():
            if not count:
                continue
            begun = time.monotonic()
            stage: dict[str, Any] = {"stage": name, "wanted": count}
            try:
                stage |= run(folder / name, count, begun + 60.0 * MINUTES[name])
            except Exception as error:  # noqa: BLE001 - the other stages can still run
                stage["error"] = f"{type(error).__name__}: {error}"
            stage["minutes"] = round((time.monotonic() - begun) / 60, 1)
            stage["failures"] = [*failures(stage), *([stage["error"]] if "error" in stage else [])]
            results.append(stage)
            print(json.dumps(stage), flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    summary = {
        "passed": not any(stage["failures"] for stage in results),
        "minutes": round(sum(stage["minutes"] for stage in results), 1),
        "load": [round(load, 1) for load in os.getloadavg()],
    }
    if options.json:
        options.json.write_text(json.dumps({**summary, "stages": results}, indent=1) + "\n")
    for stage in results:
        verdict = "; ".join(stage["failures"]) or "passed"
        print(f"{stage['stage']}: {stage['wanted']} in {stage['minutes']} min: {verdict}")
    print(json.dumps(summary))
    return int(not summary["passed"])


if __name__ == "__main__":
    sys.exit(main())
