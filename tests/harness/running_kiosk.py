"""The real kiosk with all its processes on a virtual screen, controlled by touch and keys.

Its screen is known from the heartbeats: they have the name of the screen and the number of filled
boxes, but never a number. What was delivered is read from the sink.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from desktop.kiosk.process.fixed_file import read_fixed
from desktop.kiosk.process.heartbeat import ProcessName, heartbeat_path
from tests.harness.program import REPOSITORY, XDG_NAMES

START_SECONDS = 110.0
PATIENCE = 30.0
"""Seconds. Not a requirement: ``make kiosk-trial`` measures how fast the kiosk is."""

CONFIG = """\
[kiosk]
name = "test"
state = "state"
languages = ["en", "de"]
beep = false
[number]
digits = 4
{number}
[entry]
{entry}
[sink]
{sink}
[staff]
max_attempts = 3
[self_test]
{self_test}
"""

FILE_SINK = 'kind = "file"\npath = "numbers.jsonl"'


class RunningKiosk:
    """A running kiosk. As a context manager, it ends all its processes at the exit.

    Parameters
    ----------
    folder : Path
        For configuration, state and log.
    environment : dict
        Additional variables, for the screen and the microphone.
    options : sequence of str
        Options of the command line.
    prefix : sequence of str
        A command that runs the program, for example as another user.
    sections : str
        Additional lines for each table of the configuration.
    """

    def __init__(
        self,
        folder: Path,
        environment: dict[str, str],
        *options: str,
        prefix: tuple[str, ...] = (),
        program: tuple[str, ...] = (sys.executable, "-m", "desktop.cli"),
        cwd: Path = REPOSITORY,
        **sections: str,
    ) -> None:
        self.folder = folder
        self.state = folder / "state"
        self.config = folder / "kiosk.toml"
        # Long enough to press a key before the pause confirms, even on a busy machine.
        texts = {"number": "", "entry": "confirm_pause = 4.0", "sink": FILE_SINK, "self_test": ""}
        texts |= sections
        self.config.write_text(CONFIG.format(**texts))
        homes = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in XDG_NAMES}
        foreign = {"DISPLAY", "WAYLAND_DISPLAY", "PULSE_SERVER", "QT_QPA_PLATFORM"}
        inherited = {name: os.environ[name] for name in os.environ.keys() - foreign}
        self.environment = {
            **inherited,
            "HOME": str(folder),
            **homes,
            "PYTHONPATH": str(cwd),
            "PYTHONFAULTHANDLER": "1",
            **environment,
        }
        self._command = [*prefix, *program, "kiosk", "--config", str(self.config), *options]
        self._cwd = cwd
        self._errors = (folder / "stderr.txt").open("a+")
        self.process: subprocess.Popen[str] | None = None

    def start(self, stdout: int = subprocess.DEVNULL) -> None:
        """Start the kiosk, as the system does at boot and after a crash."""
        self.process = subprocess.Popen(
            self._command,
            cwd=self._cwd,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=self._errors,
            text=True,
        )

    def __enter__(self) -> Self:
        self.start()
        self.wait_for(self.is_ready, START_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.wait_for(lambda: not self.alive(), 60.0)
            if self.process.stdout is not None:
                self.process.stdout.close()
        self._errors.close()

    # -- state -----------------------------------------------------------------------------------

    def heartbeat(self, process: ProcessName) -> dict[str, Any]:
        """The last heartbeat of a process."""
        return read_fixed(heartbeat_path(self.state, process))

    @property
    def screen(self) -> str:
        """The screen's name."""
        return self.heartbeat("window").get("screen", "")

    @property
    def stderr(self) -> str:
        """The output on stderr."""
        self._errors.seek(0)
        return self._errors.read()

    def pid(self, process: ProcessName) -> int:
        """The id of a process."""
        return self.heartbeat(process).get("pid", 0)

    def is_ready(self) -> bool:
        """Whether window and courier are running, and the microphone or the recording is open."""
        is_up = all(_is_alive(self.pid(process)) for process in ("window", "courier"))
        return is_up and self.heartbeat("window").get("microphone") in ("listening", "finished")

    def alive(self) -> list[int]:
        """Ids of this kiosk's processes, found by the configuration on their command line."""
        mine = str(self.config).encode()
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if mine in words:
                found.append(int(entry.name))
        return found

    def numbers(self) -> list[str]:
        """The numbers delivered to the file."""
        return [record["number"] for record in self.records()]

    def records(self) -> list[dict[str, Any]]:
        """The records delivered to the file."""
        path = self.folder / "numbers.jsonl"
        whole = path.read_text().rpartition("\n")[0] if path.exists() else ""
        return [json.loads(line) for line in whole.splitlines()]

    def count(self, number: str) -> int:
        """How often a number was delivered."""
        return Counter(self.numbers())[number]

    def wait_for(self, condition: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait until a condition is true.

        Raises
        ------
        AssertionError
            After `seconds`.
        """
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                names: tuple[ProcessName, ...] = ("supervisor", "window", "courier")
                heartbeats = {name: self.heartbeat(name) for name in names}
                errors = self.stderr[-2000:]
                raise AssertionError(f"timeout after {seconds} s; {heartbeats}; {errors}")
            time.sleep(0.02)

    def wait_for_screen(self, name: str, seconds: float = PATIENCE) -> None:
        """Wait until a screen is shown."""
        self.wait_for(lambda: self.screen == name, seconds)

    def wait_for_heartbeats(self, count: int = 3) -> None:
        """Wait until the window has handled all earlier input and reported its screen."""
        last = self.heartbeat("window").get("count", 0) + count
        self.wait_for(lambda: self.heartbeat("window").get("count", 0) >= last)

    # -- input -----------------------------------------------------------------------------------

    def xdotool(self, *words: object) -> str:
        """Control mouse, keys and windows."""
        done = subprocess.run(
            ["xdotool", *map(str, words)],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,  # a busy machine
        )
        return done.stdout

    def key(self, *keys: str) -> None:
        """Press keys one after the other."""
        self.xdotool("key", "--delay", "40", *keys)

    def touch(self, x: float, y: float) -> None:
        """Touch the screen."""
        self.xdotool("mousemove", round(x), round(y), "click", "1")

    def kill(self, process: ProcessName, number: signal.Signals = signal.SIGKILL) -> None:
        """Kill a process, or send it another signal."""
        is_supervisor = process == "supervisor"
        pid = self.process.pid if is_supervisor and self.process else self.pid(process)
        os.kill(pid, number)


def _is_alive(pid: int) -> bool:
    try:
        return (
            pid > 0 and Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        )
    except OSError:
        return False
