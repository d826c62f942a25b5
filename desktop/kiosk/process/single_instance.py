"""One process at a time: a lock that the system takes back from whoever dies, however it dies."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import IO

_POLL = 0.05


class AlreadyRunningError(Exception):
    """Another process holds the lock."""


def hold(path: Path, timeout: float = 0.0) -> IO[bytes]:
    """Take the lock, and keep it until the file that is given back is closed.

    Parameters
    ----------
    path : Path
        Made with mode 0600 if it is missing.
    timeout : float
        Seconds to wait for another to let go.

    Raises
    ------
    AlreadyRunningError
    OSError
    """
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
    deadline = time.monotonic() + timeout
    while not _take(file):
        if time.monotonic() >= deadline:
            file.close()
            raise AlreadyRunningError
        time.sleep(_POLL)
    return file


def _take(file: IO[bytes]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
