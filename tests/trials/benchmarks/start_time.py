"""``make measure``: size, start time and memory of the installed program.

The .deb is installed in the bare system of ``make smoke``. It is compared with an unpruned build
and with a bare Qt window; all are started in turn by an unprivileged user. *Visible* is the time
until the middle of the screen changes, *ready* the time until the sound server reports the
recording stream, *memory* the value in ``/proc`` ten seconds later. Writes
``build/measured.json``. Needs root and an idle machine.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import queue
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

PACKAGING = Path(__file__).resolve().parents[3] / "packaging"
sys.path[1:1] = [str(PACKAGING), str(PACKAGING / "smoke")]

from bare_system import BareSystemError, enter_namespace
from components import REPOSITORY
from installed_program import HOME, WORK, InstalledProgram, prepared
from package import BUILD, size_mb, version

OUTPUT = REPOSITORY / "build" / "measured.json"
UNPRUNED = BUILD / "unpruned" / "spoken-digits"
SETTLED_SECONDS = 10.0

BUDGETS = {
    "visible_s": 0.35,
    "ready_s": 0.5,
    "resident_mb": 135.0,
    "unpacked_mb": 200.0,
    "deb_mb": 55.0,
}

BARE_WINDOW = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(["bare"])
window = QWidget()
window.setStyleSheet("background: white")
window.resize(1280, 800)
window.show()
app.exec()
"""


@dataclass(frozen=True, slots=True)
class Start:
    """One start of a program.

    Attributes
    ----------
    visible_s : float
        Seconds from the start of the process until something is drawn.
    ready_s : float or None
        Seconds until the microphone is being recorded.
    resident_mb, proportional_mb : float
        Memory after ten seconds: RSS, and PSS, which divides shared pages among their users.
    """

    visible_s: float
    ready_s: float | None
    resident_mb: float
    proportional_mb: float


class RecordingWatch:
    """Reports when a recording stream is opened at the sound server; a context manager."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = {**os.environ, **environment, "LC_ALL": "C"}
        self._times: queue.SimpleQueue[float] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            ["stdbuf", "-oL", "pactl", "subscribe"],
            env=self._environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()
        time.sleep(0.3)  # until it has subscribed
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def wait(self, seconds: float = 30.0) -> float:
        """Time of the first stream, on the clock of ``time.perf_counter``."""
        try:
            return self._times.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError(f"no recording began within {seconds:g} s") from None

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if "'new' on source-output" in line:
                self._times.put(time.perf_counter())


def measure_start(program: InstalledProgram, command: list[str], *, listens: bool) -> Start:
    """Start a program once, measure it, and terminate it."""
    watch = RecordingWatch(program.microphone.environment) if listens else contextlib.nullcontext()
    with watch:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        started = time.perf_counter()
        try:
            visible = program.screen.wait_for_paint() - started
            ready = watch.wait() - started if isinstance(watch, RecordingWatch) else None
            time.sleep(SETTLED_SECONDS)
            resident, proportional = _memory(process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)
    time.sleep(0.5)  # until the screen is black again
    return Start(visible, ready, resident, proportional)


def _memory(pid: int) -> tuple[float, float]:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()[1:]
    kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines}
    return kilobytes["Rss"] * 1024 / 1e6, kilobytes["Pss"] * 1024 / 1e6


def summary(starts: list[Start]) -> dict[str, Any]:
    """Medians, minimums and maximums."""
    medians: dict[str, Any] = {"starts": len(starts)}
    for name in ("visible_s", "ready_s", "resident_mb", "proportional_mb"):
        values = [value for start in starts if (value := getattr(start, name)) is not None]
        if values:
            medians[name] = round(statistics.median(values), 3)
            medians[f"{name}_range"] = [round(min(values), 3), round(max(values), 3)]
    return medians


@contextlib.contextmanager
def programs(program: InstalledProgram) -> Iterator[dict[str, tuple[list[str], bool]]]:
    """The commands by name, and whether each of them listens to the microphone."""
    person = program.system.user_command
    found = {"deb": (person(["spoken-digits"], program.window, HOME), True)}
    if UNPRUNED.exists():
        program.system.bind(UNPRUNED, "/opt/unpruned")
        command = person(["/opt/unpruned/spoken-digits"], program.window, HOME)
        found["unpruned"] = (command, True)
    display = f"DISPLAY={program.screen.display}"
    bare = ["env", display, "QT_QPA_PLATFORM=xcb", sys.executable, "-c", BARE_WINDOW]
    found["bare Qt window"] = (bare, False)
    yield found


def measure(starts: int) -> dict[str, Any]:
    """Install, start all programs in turn, and return the medians."""
    with prepared(InstalledProgram) as program:
        program.install()
        with programs(program) as found:
            measured_starts: dict[str, list[Start]] = {name: [] for name in found}
            for turn in range(starts + 1):
                for name, (command, listens) in found.items():
                    start = measure_start(program, command, listens=listens)
                    if turn > 0:  # the first start warms the caches
                        measured_starts[name].append(start)
                        print(f"{turn}/{starts} {name}: {asdict(start)}", flush=True)
        unpruned = {"unpacked_mb": round(size_mb(UNPRUNED), 1)} if UNPRUNED.exists() else {}
        sizes = {
            "deb": {
                "unpacked_mb": round(size_mb(BUILD / "frozen" / "spoken-digits"), 1),
                "deb_mb": round(program.deb.stat().st_size / 1e6, 1),
                "tar_mb": round(program.tar.stat().st_size / 1e6, 1),
            },
            "unpruned": unpruned,
        }
    measured = {
        name: {**summary(one), **sizes.get(name, {})} for name, one in measured_starts.items()
    }
    return {
        "version": version(),
        "commit": subprocess.check_output(
            ["git", "-C", str(REPOSITORY), "rev-parse", "--short", "HEAD"], text=True
        ).strip(),
        "system": f"{platform.system()} {platform.release()}, {os.cpu_count()} cores",
        "load": [round(value, 2) for value in os.getloadavg()],
        "budgets": BUDGETS,
        "programs": measured,
    }


def over_budget(measured: Mapping[str, Any]) -> list[str]:
    """Figures of the installed .deb that exceed their budget."""
    deb = measured["programs"]["deb"]
    return [
        f"{name}: {deb[name]:g}, budget {bound:g}"
        for name, bound in measured["budgets"].items()
        if deb[name] > bound
    ]


def main() -> int:
    """Measure and write the results; 1 if a figure exceeds its budget."""
    parser = argparse.ArgumentParser(
        prog="make measure", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--starts", type=int, default=10, metavar="N")
    options = parser.parse_args()
    tempfile.tempdir = "/tmp"
    try:
        enter_namespace()
        WORK.mkdir(parents=True, exist_ok=True)
        measured = measure(options.starts)
    except BareSystemError as problem:
        print(f"make measure: {problem}", file=sys.stderr)
        return 1
    OUTPUT.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(measured, indent=1))
    problems = over_budget(measured)
    for problem in problems:
        print(f"over budget: {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
