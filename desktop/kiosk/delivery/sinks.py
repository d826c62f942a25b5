"""Sinks: where numbers are delivered.

A sink takes one record at a time or raises `SinkError`. If the program is killed after the sink
has taken a record, but before this is noted in the journal, the record is delivered again with the
same id. Messages never contain a number.
"""

from __future__ import annotations

import json
import os
import re
import select
import socket
import struct
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, fields
from pathlib import Path
from typing import IO, Protocol, assert_never

from desktop.kiosk.config import SinkConfig
from desktop.kiosk.delivery.journal import Record, sync_folder

PIPE_BYTES = 512
"""A pipe takes a write of this size completely or not at all (POSIX's smallest ``PIPE_BUF``)."""

ID_VARIABLE = "SPOKEN_DIGITS_ID"

MAX_ERROR_BYTES = 4096
MAX_ERROR_LETTERS = 120

_POLL_SECONDS = 0.02

_BEGIN = f'{{"{fields(Record)[0].name}":'.encode()
"""The beginning of each line."""


class SinkError(Exception):
    """The record was not taken. The text is a message for staff."""


class Sink(Protocol):
    """Takes records."""

    def deliver(self, record: Record) -> None:
        """Return when the consumer has the record.

        Raises
        ------
        SinkError
        """
        ...


def make_sink(config: SinkConfig) -> Sink:
    """The sink of a configuration. It opens nothing before the first record."""
    if config.kind == "stdout":
        return StdoutSink(config.timeout)
    if config.kind == "command":
        return CommandSink(config.command, config.timeout)
    assert config.path is not None, "checked by the configuration"
    match config.kind:
        case "file":
            return FileSink(config.path, config.max_bytes)
        case "socket":
            return SocketSink(config.path, config.timeout, acknowledge=config.acknowledge)
        case "pipe":
            return PipeSink(config.path, config.timeout)
        case _:
            assert_never(config.kind)


def sink_name(config: SinkConfig) -> str:
    """The kind of sink and where it delivers to, for staff."""
    if config.kind == "command":
        return f"command {Path(config.command[0]).name}"
    return config.kind if config.path is None else f"{config.kind} {config.path}"


class FileSink:
    """Appends lines to a file.

    Parameters
    ----------
    path : Path
        Created with mode 0600 if it is missing.
    max_bytes : int
        A larger file is renamed to ``NAME-20261231T235959Z.SUFFIX`` and a new one is started.
        Nothing is ever deleted. 0: no limit.
    """

    def __init__(self, path: Path, max_bytes: int = 0) -> None:
        self._path = path
        self._max_bytes = max_bytes

    def deliver(self, record: Record) -> None:
        """Return when the line is on the disk."""
        try:
            self._rotate()
            self._append(_line(record))
        except OSError as error:
            raise SinkError(f"{self._path}: {_reason(error)}") from None

    def _append(self, line: bytes) -> None:
        is_new = not self._path.exists()
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(file, "r+b", buffering=0) as out:
            size = out.seek(0, os.SEEK_END)
            end = _end_of_last_line(size, file)
            os.lseek(file, end, os.SEEK_SET)
            last = os.read(file, size - end)
            if last and not _is_incomplete(last):  # somebody else's, or without its line break
                line, end = b"\n" + line, size
            try:
                out.truncate(end)  # the record of an incomplete line is delivered again
                out.seek(end)
                rest = line
                while rest:
                    rest = rest[out.write(rest) or 0 :]
                os.fsync(file)
            except OSError:
                out.truncate(end)
                raise
        if is_new:
            sync_folder(self._path.parent)

    def _rotate(self) -> None:
        if not self._max_bytes or not self._path.exists():
            return
        if self._path.stat().st_size < self._max_bytes:
            return
        date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        renamed = self._path.with_name(f"{self._path.stem}-{date}{self._path.suffix}")
        count = 1
        while renamed.exists():
            count += 1
            renamed = self._path.with_name(f"{self._path.stem}-{date}-{count}{self._path.suffix}")
        self._path.rename(renamed)


class StdoutSink:
    """Prints lines to stdout.

    A line counts as delivered when it is in the pipe. A reader that crashes before it reads the
    line loses it. Use another sink if that matters.
    """

    def __init__(self, timeout: float, file: int | None = None) -> None:
        self._timeout = timeout
        self._file = sys.__stdout__.fileno() if file is None and sys.__stdout__ else file

    def deliver(self, record: Record) -> None:
        """Return when the line is written."""
        if self._file is None:
            raise SinkError("stdout: closed")
        try:
            _write_line(self._file, _line(record), self._timeout)
        except TimeoutError:
            raise SinkError("stdout: the reader does not read") from None
        except OSError as error:
            raise SinkError(f"stdout: {_reason(error)}") from None


class CommandSink:
    """Runs a program for each number and writes the number to its stdin. It uses no shell.

    Exit code 0 means that the program has taken the number. The record's id is in the environment
    variable ``SPOKEN_DIGITS_ID``. The program's output is discarded, because it may contain the
    number. Of what a failing program writes to stderr, one line is reported, without its digits.

    Parameters
    ----------
    command : tuple of str
    timeout : float
        Seconds after which the program is killed.
    """

    def __init__(self, command: tuple[str, ...], timeout: float) -> None:
        self._command = command
        self._timeout = timeout
        self._name = Path(command[0]).name

    def deliver(self, record: Record) -> None:
        """Return when the program has exited with code 0."""
        try:
            with _errors_file() as errors:
                done = subprocess.run(
                    self._command,
                    input=record.number.encode() + b"\n",
                    stdout=subprocess.DEVNULL,
                    stderr=errors,
                    env={**os.environ, ID_VARIABLE: record.id},
                    timeout=self._timeout,
                    check=False,
                )
                errors.seek(0)
                said = without_digits(errors.read(MAX_ERROR_BYTES)) if done.returncode else ""
        except subprocess.TimeoutExpired:
            message = f"{self._name}: took longer than {self._timeout:g} s"
            raise SinkError(message) from None
        except OSError as error:
            raise SinkError(f"{self._name}: cannot be started ({_reason(error)})") from None
        if done.returncode != 0:
            reason = f" ({said})" if said else ""
            raise SinkError(f"{self._name}: exit code {done.returncode}{reason}")


def _errors_file() -> IO[bytes]:
    """A file for the stderr of a command.

    Not a pipe: a process that the command leaves running would keep the pipe open, and block when
    nobody reads it.
    """
    if sys.platform == "linux":
        return os.fdopen(os.memfd_create("stderr"), "w+b")  # never on a disk
    return tempfile.TemporaryFile()


def without_digits(output: bytes) -> str:
    """The line of a program's error output that says most, without digits: they may be the number.

    This is the first line, or the last one of a Python traceback.
    """
    lines = [line.strip() for line in output.decode("utf-8", "replace").splitlines()]
    lines = [line for line in lines if line]
    if not lines:
        return ""
    line = lines[-1] if lines[0].startswith("Traceback") else lines[0]
    line = "".join(letter if letter.isprintable() else " " for letter in line)
    return re.sub(r"\d+", "#", line)[:MAX_ERROR_LETTERS]


class SocketSink:
    """Sends lines to a consumer at a Unix socket. Linux and macOS only.

    Parameters
    ----------
    path : Path
    timeout : float
        Seconds that the consumer may take to accept the connection, to read and to answer.
    acknowledge : bool
        Whether the consumer answers each line with the record's id on a line. Without this, a
        consumer that crashes loses what it has not read.
    """

    def __init__(self, path: Path, timeout: float, *, acknowledge: bool = True) -> None:
        self._path = path
        self._timeout = timeout
        self._acknowledge = acknowledge
        self._connection: socket.socket | None = None

    def deliver(self, record: Record) -> None:
        """Return when the consumer has taken the record."""
        if not hasattr(socket, "AF_UNIX"):
            raise SinkError(f"{self._path}: this system has no Unix sockets; use another sink")
        try:
            self._deliver(record)
        except OSError as error:
            self.close()
            is_timeout = isinstance(error, TimeoutError)
            what = "the consumer does not answer" if is_timeout else _reason(error)
            raise SinkError(f"{self._path}: {what}") from None
        except SinkError:
            self.close()
            raise

    def _deliver(self, record: Record) -> None:
        if self._connection is None:
            self._connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._connection.settimeout(self._timeout)
            self._connection.connect(str(self._path))
        self._connection.sendall(_line(record))
        if self._acknowledge:
            self._wait_for_answer(self._connection, record.id)

    def _wait_for_answer(self, connection: socket.socket, id_: str) -> None:
        answers, problem = b"", "does not answer"
        deadline = time.monotonic() + self._timeout
        while time.monotonic() < deadline:
            try:
                received = connection.recv(4096)
            except TimeoutError:
                break
            if not received:
                problem = "disconnected without an answer"
                break
            answers += received
            # Late answers to earlier records may come first.
            lines = [line.removesuffix(b"\r") for line in answers.split(b"\n")[:-1]]
            if id_.encode() in lines:
                return
        if answers:  # its text is not shown, since it may contain the number
            problem = "answers with something other than the id on a line"
        raise SinkError(f"{self._path}: the consumer {problem}")

    def close(self) -> None:
        """Close the connection. The next record opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class PipeSink:
    """Writes lines to a named pipe (``mkfifo``). Linux and macOS only.

    A line counts as delivered when the reader has taken it from the pipe. The sink keeps the
    pipe's reading end open too, so that a line left by a reader that crashed is there for the next.

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
        self._written = ""  # id of the record that is in the pipe and not taken yet

    def deliver(self, record: Record) -> None:
        """Return when the reader has taken the record."""
        if not hasattr(os, "mkfifo"):
            raise SinkError(f"{self._path}: this system has no named pipes; use another sink")
        try:
            self._close_if_replaced()
            if self._file is None:
                self._file = self._open()
            if self._written != record.id:
                _write_line(self._file, _line(record), self._timeout)
                self._written = record.id
            self._wait_until_empty(self._file)
            self._written = ""
        except TimeoutError:
            raise SinkError(f"{self._path}: the reader does not read") from None
        except OSError as error:
            raise SinkError(f"{self._path}: {_reason(error)}") from None

    def _close_if_replaced(self) -> None:
        """Close the pipe if there is none any more, or another one: a reader may make it anew."""
        if self._file is None:
            return
        try:
            is_same = os.path.samestat(os.fstat(self._file), self._path.stat())
        except FileNotFoundError:
            is_same = False
        if not is_same:
            os.close(self._file)
            self._file, self._written = None, ""

    def _open(self) -> int:
        """Open both ends; raises `SinkError` if there is no pipe or no reader."""
        if not self._path.is_fifo():
            raise SinkError(f"{self._path}: not a named pipe (mkfifo)")
        try:
            probe = os.open(self._path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            raise SinkError(f"{self._path}: no reader ({_reason(error)})") from None
        try:  # close the probe last: without a writer, the reader would see the end of the file
            return os.open(self._path, os.O_RDWR | os.O_NONBLOCK)
        finally:
            os.close(probe)

    def _wait_until_empty(self, file: int) -> None:
        deadline = time.monotonic() + self._timeout
        while _bytes_waiting(file):
            if time.monotonic() >= deadline:
                raise TimeoutError
            time.sleep(_POLL_SECONDS)


def _line(record: Record) -> bytes:
    """The record as one line of JSON."""
    return json.dumps(asdict(record), separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _end_of_last_line(size: int, file: int) -> int:
    """The position after the last complete line."""
    end = size
    while end > 0:
        begin = max(0, end - 4096)
        os.lseek(file, begin, os.SEEK_SET)
        at = os.read(file, end - begin).rfind(b"\n")
        if at >= 0:
            return begin + at + 1
        end = begin
    return 0


def _is_incomplete(line: bytes) -> bool:
    """Whether a line without its line break is the beginning of a record.

    After a power cut, it may be zeros.
    """
    line = line.rstrip(b"\0")
    if not (line.startswith(_BEGIN) or _BEGIN.startswith(line)):
        return False
    try:
        json.loads(line)
    except ValueError:
        return True
    return False


def _write_line(file: int, line: bytes, timeout: float) -> None:
    """Write a complete line; wait up to `timeout` seconds for room in the pipe.

    Raises
    ------
    TimeoutError
    OSError
    """
    assert len(line) <= PIPE_BYTES, "a record fits in a slot, so it fits in the pipe"
    if os.name != "nt" and not select.select([], [file], [], timeout)[1]:
        raise TimeoutError
    if os.write(file, line) != len(line):
        raise OSError(0, "only a part was written")


def _bytes_waiting(file: int) -> int:
    """Bytes in a pipe that nobody has read."""
    import fcntl
    import termios

    answer = fcntl.ioctl(file, termios.FIONREAD, struct.pack("i", 0))
    return struct.unpack("i", answer)[0]
