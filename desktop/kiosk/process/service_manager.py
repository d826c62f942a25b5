"""Messages to systemd: the kiosk is ready, works, stops, or was ended by staff.

Without systemd, nothing is sent. The protocol of the first three is a datagram to the Unix socket
that systemd names in ``NOTIFY_SOCKET``: see sd_notify(3). For the last one, the unit looks for a
file in its runtime folder.
"""

from __future__ import annotations

import os
import socket
from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path

VARIABLE = "NOTIFY_SOCKET"
FOLDER_VARIABLE = "RUNTIME_DIRECTORY"
EXITED_BY_STAFF = "exited-by-staff"
"""The file that the unit's ``ExecCondition`` looks for."""


class ServiceManager:
    """The service manager that has started this process, if there is one.

    Parameters
    ----------
    environment : mutable mapping of str
        The variable is removed from it, so that no program that this process starts can pretend to
        be this process.
    """

    def __init__(self, environment: MutableMapping[str, str] = os.environ) -> None:
        self._address = environment.pop(VARIABLE, "")
        self._folder = environment.get(FOLDER_VARIABLE, "")
        self._is_ready = False

    def ready(self) -> None:
        """Tell, once, that the kiosk can be used."""
        if not self._is_ready:
            self._is_ready = True
            self._send("READY=1")

    def works(self) -> None:
        """Tell that the kiosk works. If this is not told for ``WatchdogSec``, it is restarted."""
        self._send("WATCHDOG=1")

    def stopping(self) -> None:
        """Tell that the kiosk is being stopped."""
        self._send("STOPPING=1")

    def exited_by_staff(self) -> None:
        """Tell that the kiosk must not be started again until the next boot or by hand."""
        if self._folder:
            with suppress(OSError):
                (Path(self._folder) / EXITED_BY_STAFF).touch()

    def _send(self, message: str) -> None:
        if not self._address.startswith(("/", "@")) or not hasattr(socket, "AF_UNIX"):
            return
        # "@" stands for the zero byte of an address without a file.
        address = self._address.replace("@", "\0", 1)
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.setblocking(False)
            out.sendto(message.encode(), address)
