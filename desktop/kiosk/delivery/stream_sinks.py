"""Sinks that speak to a program that is already running: a Unix socket, a named pipe.

Neither is a network: both are names in the file system.
"""

from __future__ import annotations

import fcntl
import os
import socket
import struct
import termios
import time
from pathlib import Path

from desktop.kiosk.delivery.journal import Record
from desktop.kiosk.delivery.sinks import SinkError, line_of, reason, write_line

_POLL = 0.02


class SocketSink:
    """Sends lines to whoever listens at a Unix socket.

    Parameters
    ----------
    path : Path
    timeout : float
        Seconds that the consumer may take to accept, to read and to answer.
    acknowledge : bool
        Whether the consumer answers each line with the record's id on a line of its own. Without
        that, what it has not read when it dies is lost.
    """

    def __init__(self, path: Path, timeout: float, *, acknowledge: bool = True) -> None:
        self._path = path
        self._timeout = timeout
        self._acknowledge = acknowledge
        self._connection: socket.socket | None = None

    def deliver(self, record: Record) -> None:
        """Return when the consumer has taken the record."""
        try:
            self._deliver(record)
        except OSError as error:
            self.close()
            slow = isinstance(error, TimeoutError)
            what = "the consumer does not answer" if slow else reason(error)
            raise SinkError(f"{self._path}: {what}") from None
        except SinkError:
            self.close()
            raise

    def _deliver(self, record: Record) -> None:
        if self._connection is None:
            self._connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._connection.settimeout(self._timeout)
            self._connection.connect(str(self._path))
        self._connection.sendall(line_of(record))
        if self._acknowledge:
            self._await(self._connection, record.id)

    def _await(self, connection: socket.socket, id_: str) -> None:
        said = b""
        deadline = time.monotonic() + self._timeout
        while time.monotonic() < deadline:
            received = connection.recv(4096)
            if not received:
                raise SinkError(f"{self._path}: the consumer left without an answer")
            said += received
            # Answers to what was sent before may come late.
            if id_.encode() in said.split(b"\n")[:-1]:
                return
        raise TimeoutError

    def close(self) -> None:
        """Hang up; the next record calls again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class PipeSink:
    """Writes lines into a named pipe (``mkfifo``).

    A line is taken when the reader has taken it out of the pipe. This end stays open for reading
    too, so that what a dying reader leaves in the pipe is there for the next.

    Parameters
    ----------
    path : Path
    timeout : float
        Seconds that the reader may take.
    """

    def __init__(self, path: Path, timeout: float) -> None:
        self._path = path
        self._timeout = timeout
        self._file: int | None = None
        self._inside = ""  # id of the record that is in the pipe and not taken yet

    def deliver(self, record: Record) -> None:
        """Return when the reader has taken the record."""
        try:
            if self._file is None:
                self._file = self._open()
            if self._inside != record.id:
                write_line(self._file, line_of(record), self._timeout)
                self._inside = record.id
            self._await_empty(self._file)
            self._inside = ""
        except TimeoutError:
            raise SinkError(f"{self._path}: the reader takes nothing") from None
        except OSError as error:
            raise SinkError(f"{self._path}: {reason(error)}") from None

    def _open(self) -> int:
        """Open both ends; raises `SinkError` where there is no pipe, or nobody reads it."""
        if not self._path.is_fifo():
            raise SinkError(f"{self._path}: is no named pipe (mkfifo)")
        try:
            probe = os.open(self._path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            raise SinkError(f"{self._path}: nobody reads it ({reason(error)})") from None
        try:  # never without a writer, which its reader would take for the end
            return os.open(self._path, os.O_RDWR | os.O_NONBLOCK)
        finally:
            os.close(probe)

    def _await_empty(self, file: int) -> None:
        deadline = time.monotonic() + self._timeout
        while _bytes_inside(file):
            if time.monotonic() >= deadline:
                raise TimeoutError
            time.sleep(_POLL)


def _bytes_inside(file: int) -> int:
    answer = fcntl.ioctl(file, termios.FIONREAD, struct.pack("i", 0))
    return struct.unpack("i", answer)[0]
