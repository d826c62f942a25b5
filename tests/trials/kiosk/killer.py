"""The faults of the kiosk trial: killed processes, a consumer that crashes, a full disk."""

from __future__ import annotations

import json
import os
import signal
import socket
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from desktop.kiosk.process.fixed_file import read_fixed
from desktop.kiosk.process.heartbeat import ProcessName, heartbeat_path

PROCESSES: tuple[ProcessName, ...] = ("window", "courier", "supervisor")

START_SECONDS = 110.0
RECOVERY_TIMEOUT = 120.0


class Consumer(threading.Thread):
    """Takes lines at a socket and acknowledges them. Crashes from time to time.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self.path = path
        self.records: list[dict[str, str]] = []
        self.crashes = 0
        self._chance = np.random.default_rng(1)

    def run(self) -> None:
        """Take lines, crash, start again."""
        while True:
            self.path.unlink(missing_ok=True)
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
                server.bind(str(self.path))
                server.listen()
                connection, _ = server.accept()
                with connection, connection.makefile("rw") as stream:
                    for line in stream:
                        if self._chance.random() < 0.1:
                            break  # with a line that was not taken
                        self.records.append(json.loads(line))
                        if self._chance.random() < 0.1:
                            break  # with a line that was taken but not acknowledged
                        stream.write(f"{self.records[-1]['id']}\n")
                        stream.flush()
            self.crashes += 1
            time.sleep(0.5)


class Killer:
    """Kills processes and measures how long they take to recover.

    Parameters
    ----------
    state : Path
    restart : callable
        Starts the supervisor again, as the system does. Returns its process id.
    seed : int
    """

    def __init__(self, state: Path, restart: Callable[[], int], seed: int = 0) -> None:
        self.recoveries: dict[str, list[float]] = {name: [] for name in PROCESSES}
        self.count = 0
        self.chance = np.random.default_rng(seed)
        self._state = state
        self._restart = restart
        self.supervisor = restart()
        self._wait(dict.fromkeys(PROCESSES, 0), START_SECONDS)

    def kill_next(self) -> None:
        """Kill the next process and wait until it and its children work again."""
        name = PROCESSES[self.count % 3]
        self.count += 1
        before = {p: int(self._heartbeat(p).get("pid", 0)) for p in PROCESSES}
        killed = time.monotonic()
        os.kill(self.supervisor if name == "supervisor" else before[name], signal.SIGKILL)
        if name == "supervisor":
            os.waitpid(self.supervisor, 0)
            self.supervisor = self._restart()
        affected = PROCESSES if name == "supervisor" else (name,)
        self._wait({p: before[p] for p in affected}, RECOVERY_TIMEOUT)
        self.recoveries[name].append(time.monotonic() - killed)

    def _wait(self, before: dict[ProcessName, int], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not all(self._works(name, pid) for name, pid in before.items()):
            if time.monotonic() > deadline:
                raise RuntimeError(f"{', '.join(before)}: no recovery within {seconds:.0f} s")
            time.sleep(0.02)

    def _works(self, name: ProcessName, before: int) -> bool:
        """Whether a new process has a heartbeat, and the window an open microphone."""
        heartbeat = self._heartbeat(name)
        is_new = heartbeat.get("pid", before) != before
        return is_new and (name != "window" or heartbeat.get("microphone") == "listening")

    def _heartbeat(self, name: ProcessName) -> dict[str, Any]:
        return read_fixed(heartbeat_path(self._state, name))

    def summary(self) -> dict[str, object]:
        """Kills, and recovery times in seconds."""
        return {
            name: {
                "kills": len(times),
                "recovery_median_s": round(statistics.median(times), 2) if times else None,
                "recovery_most_s": round(max(times), 2) if times else None,
            }
            for name, times in self.recoveries.items()
        }


def fill(path: Path) -> None:
    """Fill the disk with this file."""
    with path.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(1 << 16)):
                pass
        except OSError:
            return
