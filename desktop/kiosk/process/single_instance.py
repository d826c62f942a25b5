"""A lock for one process at a time. The system releases it when the process ends or crashes."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import IO

_POLL_SECONDS = 0.05


class AlreadyRunningError(Exception):
    """Another process has the lock."""


def acquire_lock(path: Path, timeout: float = 0.0) -> IO[bytes]:
    """Acquire the lock. Closing the returned file releases it.

    Parameters
    ----------
    path : Path
        Created with mode 0600 if it is missing.
    timeout : float
        Seconds to wait for another process to release the lock.

    Raises
    ------
    AlreadyRunningError
    OSError
        The file cannot be created or opened.
    """
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
    deadline = time.monotonic() + timeout
    while not _try_lock(file):
        if time.monotonic() >= deadline:
            file.close()
            raise AlreadyRunningError
        time.sleep(_POLL_SECONDS)
    return file


def is_locked(path: Path) -> bool:
    """Whether a running process has the lock; raises `OSError` if the file cannot be opened."""
    try:
        file = path.open("r+b", buffering=0)
    except (FileNotFoundError, NotADirectoryError):
        return False
    with file:
        return not _try_lock(file)


def _try_lock(file: IO[bytes]) -> bool:
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
