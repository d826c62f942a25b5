"""The real kiosk with all its processes on a screen of its own, worked by touch and keys.

What it shows is read from its heartbeats, which tell the screen's name and how many boxes are
filled, and never a number; what it has taken, from its sink.
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
from desktop.kiosk.process.heartbeat import ProcessName, beat_path
from tests.harness.running_window import REPOSITORY

START_SECONDS = 110.0

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
    """The kiosk, running; as a context manager every process of it is ended at last.

    Parameters
    ----------
    folder : Path
        For configuration, state and log.
    environment : dict
        Variables beside our own, for the screen and the microphone.
    options : sequence of str
        Of the command line.
    prefix : sequence of str
        Goes before the program: another user, another network.
    sections : str
        Lines for the configuration's tables, by the tables' names.
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
        # Time to press a key before the pause confirms, on a busy machine as well.
        texts = {"number": "", "entry": "confirm_pause = 4.0", "sink": FILE_SINK, "self_test": ""}
        texts |= sections
        self.config.write_text(CONFIG.format(**texts))
        foreign = {"DISPLAY", "WAYLAND_DISPLAY", "PULSE_SERVER", "QT_QPA_PLATFORM"}
        inherited = {name: os.environ[name] for name in os.environ.keys() - foreign}
        self.environment = {
            **inherited,
            "HOME": str(folder),
            "PYTHONPATH": str(cwd),
            "PYTHONFAULTHANDLER": "1",
            **environment,
        }
        self._command = [*prefix, *program, "kiosk", "--config", str(self.config), *options]
        self._cwd = cwd
        self._errors = (folder / "stderr.txt").open("a+")
        self.process: subprocess.Popen[str] | None = None

    def start(self, stdout: int = subprocess.DEVNULL) -> None:
        """Start it, as the system does at boot and whenever it has ended badly."""
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
        self.wait_for(self.is_there, START_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.wait_for(lambda: not self.alive(), 60.0)
            if self.process.stdout is not None:
                self.process.stdout.close()
        self._errors.close()

    # -- what it shows --------------------------------------------------------------------------

    def told(self, part: ProcessName) -> dict[str, Any]:
        """The last heartbeat of a part."""
        return read_fixed(beat_path(self.state, part))

    @property
    def screen(self) -> str:
        """The screen's name."""
        return self.told("window").get("screen", "")

    @property
    def stderr(self) -> str:
        """All that the kiosk has said on stderr."""
        self._errors.seek(0)
        return self._errors.read()

    def pid(self, part: ProcessName) -> int:
        """Process id of a part."""
        return self.told(part).get("pid", 0)

    def is_there(self) -> bool:
        """Whether window and courier live, and the microphone is heard where there is one."""
        is_up = all(_is_alive(self.pid(part)) for part in ("window", "courier"))
        return is_up and self.told("window").get("microphone") in ("listening", "finished")

    def alive(self) -> list[int]:
        """Processes of this kiosk, by its configuration on their command line."""
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
        """What has arrived at the file sink."""
        return [record["number"] for record in self.records()]

    def records(self) -> list[dict[str, Any]]:
        """The same, whole."""
        path = self.folder / "numbers.jsonl"
        whole = path.read_text().rpartition("\n")[0] if path.exists() else ""
        return [json.loads(line) for line in whole.splitlines()]

    def count(self, number: str) -> int:
        """How often a number has arrived."""
        return Counter(self.numbers())[number]

    def wait_for(self, is_so: Callable[[], object], seconds: float = 15.0) -> None:
        """Wait until something is so.

        Raises
        ------
        AssertionError
            After `seconds`.
        """
        deadline = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > deadline:
                told = {part: self.told(part) for part in ("supervisor", "window", "courier")}
                raise AssertionError(f"not within {seconds} s; {told}; {self.stderr[-2000:]}")
            time.sleep(0.02)

    def wait_for_screen(self, name: str, seconds: float = 15.0) -> None:
        """Wait until a screen is shown."""
        self.wait_for(lambda: self.screen == name, seconds)

    # -- what people do -------------------------------------------------------------------------

    def xdotool(self, *words: object) -> str:
        """Work mouse, keys and windows of the screen."""
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
        """Press keys, one after the other."""
        self.xdotool("key", "--delay", "40", *keys)

    def touch(self, x: float, y: float) -> None:
        """Touch the screen."""
        self.xdotool("mousemove", round(x), round(y), "click", "1")

    def kill(self, part: ProcessName, number: signal.Signals = signal.SIGKILL) -> None:
        """Kill a part, or send it another signal."""
        pid = self.process.pid if part == "supervisor" and self.process else self.pid(part)
        os.kill(pid, number)


def _is_alive(pid: int) -> bool:
    try:
        return (
            pid > 0 and Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        )
    except OSError:
        return False
