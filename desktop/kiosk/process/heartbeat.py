"""What every process of the kiosk does: be alone, tell that it lives, end with its parent.

The supervisor starts each part with a pipe for its stdin and never writes to it. When the pipe
ends, the supervisor has gone, however that came about, and the part leaves at once.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import IO, Any, Literal

from desktop.kiosk.process.fixed_file import FixedFile
from desktop.kiosk.process.single_instance import hold

ProcessName = Literal["window", "courier", "supervisor"]

BEAT_SECONDS = 0.5

LEAVE_CODE = 40
"""Exit code of a window whose staff has ended the kiosk."""

RESTART_CODE = 41
"""Exit code of a window that is to be started again at once."""

HANDOVER_SECONDS = 10.0
"""How long a part waits for one like it to leave."""


def beat_path(state: Path, part: ProcessName) -> Path:
    """The file of a part's heartbeat."""
    return state / f"{part}.beat"


class KioskProcess:
    """The present process as a part of the kiosk.

    Parameters
    ----------
    state : Path
        The kiosk's folder.
    name : {"window", "courier", "supervisor"}
    timeout : float
        Seconds to wait for another such process to leave.

    Raises
    ------
    AlreadyRunningError
    OSError
        Where the folder cannot be written to.
    """

    def __init__(self, state: Path, name: ProcessName, timeout: float = HANDOVER_SECONDS) -> None:
        os.umask(0o077)
        self._lock: IO[bytes] = hold(state / f"{name}.lock", timeout)
        self._file = FixedFile(beat_path(state, name))
        self._count = 0

    def beat(self, **told: Any) -> None:
        """Say that this part is well, and some more."""
        self._count += 1
        self._file.write({"pid": os.getpid(), "count": self._count, **told})

    def end_with_parent(self) -> None:
        """Leave, from now on, as soon as the supervisor has gone."""
        threading.Thread(target=_await_end, name="parent", daemon=True).start()


def _await_end() -> None:
    stdin = sys.__stdin__
    if stdin is None:
        return
    while os.read(stdin.fileno(), 64):
        pass
    os._exit(0)
