"""What every process of the kiosk does: lock, write a heartbeat, exit with the supervisor.

The supervisor starts each process with a pipe as its stdin and never writes to it. When the pipe
is closed, the supervisor has ended or crashed, and the process exits at once.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import IO, Any, Literal

from desktop.kiosk.process.fixed_file import FixedFile
from desktop.kiosk.process.single_instance import acquire_lock

ProcessName = Literal["window", "courier", "supervisor"]

HEARTBEAT_SECONDS = 0.5

QUIT_CODE = 40
"""Exit code of the window when staff exit the kiosk."""

RESTART_CODE = 41
"""Exit code of the window when it is to be restarted immediately."""

LOCK_TIMEOUT = 10.0
"""Seconds that a process waits for its predecessor to exit."""


def heartbeat_path(state: Path, process: ProcessName) -> Path:
    """The file with the heartbeat of a process."""
    return state / f"{process}.beat"


def lock_path(state: Path, process: ProcessName) -> Path:
    """The file that a process has locked while it runs."""
    return state / f"{process}.lock"


class KioskProcess:
    """The current process, as one of the kiosk's processes.

    Parameters
    ----------
    state : Path
        The kiosk's state folder.
    name : {"window", "courier", "supervisor"}
    timeout : float
        Seconds to wait for another process of this name to exit.

    Raises
    ------
    AlreadyRunningError
    OSError
        The folder is not writable.
    """

    def __init__(self, state: Path, name: ProcessName, timeout: float = LOCK_TIMEOUT) -> None:
        self._lock: IO[bytes] = acquire_lock(lock_path(state, name), timeout)
        self._file = FixedFile(heartbeat_path(state, name))
        self._count = 0

    def beat(self, **values: Any) -> None:
        """Write the heartbeat, with these values."""
        self._count += 1
        self._file.write({"pid": os.getpid(), "count": self._count, **values})

    def exit_with_parent(self) -> None:
        """From now on, exit as soon as the supervisor has ended."""
        threading.Thread(target=_exit_after_stdin, name="parent", daemon=True).start()


def _exit_after_stdin() -> None:
    stdin = sys.__stdin__
    if stdin is None:
        return
    while os.read(stdin.fileno(), 64):
        pass
    os._exit(0)
