"""What the kiosk's trial does to it: kills its processes, ends its consumer, fills its disk."""

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
from desktop.kiosk.process.heartbeat import ProcessName, beat_path

PARTS: tuple[ProcessName, ...] = ("window", "courier", "supervisor")

START_SECONDS = 110.0
PATIENCE = 120.0


class Consumer(threading.Thread):
    """Takes lines at a socket and acknowledges them, and dies now and then with some in hand.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self.path = path
        self.records: list[dict[str, str]] = []
        self.deaths = 0
        self._chance = np.random.default_rng(1)

    def run(self) -> None:
        """Live, die, live again."""
        while True:
            self.path.unlink(missing_ok=True)
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
                server.bind(str(self.path))
                server.listen()
                connection, _ = server.accept()
                with connection, connection.makefile("rw") as stream:
                    for line in stream:
                        if self._chance.random() < 0.1:
                            break  # with a line that it has not taken
                        self.records.append(json.loads(line))
                        if self._chance.random() < 0.1:
                            break  # with a line that it has taken and not acknowledged
                        stream.write(f"{self.records[-1]['id']}\n")
                        stream.flush()
            self.deaths += 1
            time.sleep(0.5)


class Killer:
    """Kills parts, and measures how soon they work again.

    Parameters
    ----------
    state : Path
    restart : callable
        Starts the supervisor again, as the system would.
    seed : int
    """

    def __init__(self, state: Path, restart: Callable[[], int], seed: int = 0) -> None:
        self.recoveries: dict[str, list[float]] = {part: [] for part in PARTS}
        self.count = 0
        self.chance = np.random.default_rng(seed)
        self._state = state
        self._restart = restart
        self.supervisor = restart()
        self._wait(dict.fromkeys(PARTS, 0), START_SECONDS)

    def strike(self) -> None:
        """Kill one part, and wait until all that went with it works again."""
        part = PARTS[self.count % 3]
        self.count += 1
        before = {p: int(self._beat(p).get("pid", 0)) for p in PARTS}
        struck = time.monotonic()
        os.kill(self.supervisor if part == "supervisor" else before[part], signal.SIGKILL)
        if part == "supervisor":
            os.waitpid(self.supervisor, 0)
            self.supervisor = self._restart()
        hit = PARTS if part == "supervisor" else (part,)
        self._wait({p: before[p] for p in hit}, PATIENCE)
        self.recoveries[part].append(time.monotonic() - struck)

    def _wait(self, before: dict[ProcessName, int], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not all(self._works(part, pid) for part, pid in before.items()):
            if time.monotonic() > deadline:
                raise RuntimeError(f"{', '.join(before)}: not at work within {seconds:.0f} s")
            time.sleep(0.02)

    def _works(self, part: ProcessName, before: int) -> bool:
        """Whether another process than before has said that it is well, and that it hears."""
        told = self._beat(part)
        is_new = told.get("pid", before) != before
        return is_new and (part != "window" or told.get("microphone") == "listening")

    def _beat(self, part: ProcessName) -> dict[str, Any]:
        return read_fixed(beat_path(self._state, part))

    def told(self) -> dict[str, object]:
        """Kills and recoveries, in seconds."""
        return {
            part: {
                "kills": len(times),
                "recovery_median_s": round(statistics.median(times), 2) if times else None,
                "recovery_most_s": round(max(times), 2) if times else None,
            }
            for part, times in self.recoveries.items()
        }


def fill(path: Path) -> None:
    """Take all the room there is."""
    with path.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(1 << 16)):
                pass
        except OSError:
            return
