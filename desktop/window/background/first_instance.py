"""Lets a second start raise the window of the first, instead of opening another one."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from desktop.folders import state_folder

_EVENT = "spoken-digits-raise"
_POLL_MS = 200


def socket_path() -> Path:
    """The socket of the first instance, in the folder of the user for states."""
    return state_folder() / "window.sock"


class FirstInstance(QObject):
    """The claim to be the only instance with a window.

    Parameters
    ----------
    path : Path, optional
        By default `socket_path`. On Windows an event with a name takes its place.
    """

    raise_requested = Signal()

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self._path = path
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
        with socket.socket(socket.AF_UNIX) as asking, suppress(OSError):
            asking.settimeout(1.0)
            asking.connect(os.fspath(path))
            asking.sendall(b"raise")
            return False
        path.unlink(missing_ok=True)  # left by a process that was killed
        listening = socket.socket(socket.AF_UNIX)
        listening.setblocking(False)
        listening.bind(os.fspath(path))
        path.chmod(0o600)
        listening.listen(4)
        notifier = QSocketNotifier(listening.fileno(), QSocketNotifier.Type.Read, self)

        def on_connection(*_: Any) -> None:
            with suppress(OSError):
                listening.accept()[0].close()
                self.raise_requested.emit()

        def release() -> None:
            notifier.setEnabled(False)
            listening.close()
            path.unlink(missing_ok=True)

        notifier.activated.connect(on_connection)
        self._release = release
        return True

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
