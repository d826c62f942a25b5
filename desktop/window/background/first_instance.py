"""Lets a second start raise the window of the first, instead of opening another one."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from desktop.folders import state_folder

_EVENT = "spoken-digits-raise"
_ANSWER = b"raised"
_POLL_MS = 200

_PATIENCE = 5.0
"""Seconds to wait for the answer of the first instance, which may be starting or quitting."""

_PAUSE = 0.05


def socket_path() -> Path:
    """The socket of the first instance, in the folder of the user for states."""
    return state_folder() / "window.sock"


class FirstInstance(QObject):
    """The claim to be the only instance with a window.

    Parameters
    ----------
    path : Path, optional
        By default `socket_path`. On Windows an event with a name takes its place.
    patience : float, optional
        Seconds to wait for the answer of the first instance.
    """

    raise_requested = Signal()

    def __init__(self, path: Path | None = None, patience: float = _PATIENCE) -> None:
        super().__init__()
        self._path = path
        self._patience = patience
        self._release: Callable[[], None] = lambda: None

    def claim(self) -> bool:
        """Become the first instance.

        Returns
        -------
        bool
            False if there is one already; it was asked to raise its window. If this cannot be
            found out, True.
        """
        try:
            return self._claim_event() if sys.platform == "win32" else self._claim_socket()
        except OSError:
            return True

    def release(self) -> None:
        """Give up the claim."""
        self._release()
        self._release = lambda: None

    # -- Linux and macOS ------------------------------------------------------------------------

    def _claim_socket(self) -> bool:
        path = self._path or socket_path()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # The lock, which the system releases when the process ends, decides who is the first: a
        # socket alone cannot, when two processes start at once or one ends while another starts.
        lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        deadline = time.monotonic() + self._patience
        try:
            while not _try_lock(lock):
                left = deadline - time.monotonic()
                if left <= 0 or _ask(path, left):
                    os.close(lock)
                    return False
                time.sleep(_PAUSE)
            self._listen(path, lock)
        except OSError:
            os.close(lock)
            raise
        return True

    def _listen(self, path: Path, lock: int) -> None:
        """Raise the window whenever another process asks for it."""
        path.unlink(missing_ok=True)  # left by a process that was killed
        listening = socket.socket(socket.AF_UNIX)
        listening.setblocking(False)
        listening.bind(os.fspath(path))
        path.chmod(0o600)
        listening.listen(4)
        notifier = QSocketNotifier(listening.fileno(), QSocketNotifier.Type.Read, self)

        def on_connection(*_: Any) -> None:
            with suppress(OSError):
                asking = listening.accept()[0]
                self.raise_requested.emit()
                with asking, suppress(OSError):
                    asking.sendall(_ANSWER)

        def release() -> None:
            notifier.setEnabled(False)
            path.unlink(missing_ok=True)
            listening.close()
            os.close(lock)

        notifier.activated.connect(on_connection)
        self._release = release

    # -- Windows --------------------------------------------------------------------------------

    def _claim_event(self) -> bool:
        import ctypes

        kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # pyright: ignore[reportAttributeAccessIssue]
        kernel.CreateEventW.restype = ctypes.c_void_p
        event = ctypes.c_void_p(kernel.CreateEventW(None, False, False, _EVENT))
        already_exists = ctypes.get_last_error() == 183  # pyright: ignore[reportAttributeAccessIssue]
        if already_exists:
            kernel.SetEvent(event)
            kernel.CloseHandle(event)
            return False
        timer = QTimer(self)
        timer.timeout.connect(
            lambda: None if kernel.WaitForSingleObject(event, 0) else self.raise_requested.emit()
        )
        timer.start(_POLL_MS)

        def release() -> None:
            timer.stop()
            kernel.CloseHandle(event)

        self._release = release
        return True


def _try_lock(file: int) -> bool:
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _ask(path: Path, patience: float) -> bool:
    """Ask the first instance to raise its window.

    Returns
    -------
    bool
        False if it does not listen: not yet, or no more. True if it has answered, or neither
        answers nor ends.
    """
    with socket.socket(socket.AF_UNIX) as asking:
        asking.settimeout(patience)
        try:
            asking.connect(os.fspath(path))
            return asking.recv(len(_ANSWER)) == _ANSWER
        except TimeoutError:
            return True
        except OSError:
            return False
